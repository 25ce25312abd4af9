import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeExtractor } from '../../src/adapters/mem0/extractor.js';
import type { Memory } from '../../src/domain/ports.js';
import { eventsOf, scripted, turn } from '../langgraph/support.js';
import { calm, causeOf, fact, faultOf, openMem0, someone, source, textsOf } from '../support/memories.js';
import { facts, type OpenAiServer, type Said, startOpenAi } from '../support/openai.js';
import { temporaryFolder } from '../support/process.js';
import { until } from '../support/until.js';

describe('a model of Ollama', () => {
  let server: OpenAiServer;
  let memory: Memory;
  beforeAll(async () => {
    server = await startOpenAi();
    memory = await openMem0({
      rows: { dataDir: temporaryFolder() },
      model: { name: 'ollama:llama3.2', baseUrl: server.ollama, timeoutMs: 100, maxRetries: 0 },
    });
  });
  afterAll(async () => {
    await memory.close();
    await server.close();
  });
  const said = { ...fact('I like tea'), source: source() };

  it('is asked for JSON, and what it finds is kept', async () => {
    const owner = someone();
    server.say(() => facts('User likes tea.'));
    await memory.learn(owner, said, calm);
    expect(await textsOf(memory, owner)).toEqual(['User likes tea.']);
    expect(server.formats.at(-1)).toBe('json');
  });

  it.each([500, 4_000, 30_000])('is not loaded anew for what it learns between turns: %i', async (windowTokens) => {
    const model = { name: 'ollama:llama3.2', baseUrl: server.ollama, timeoutMs: 5_000, maxRetries: 0 };
    const learner = await openMem0({ rows: { dataDir: temporaryFolder() }, model, windowTokens });
    const agent = await scripted({ model, windowTokens });
    server.say(() => facts('User likes tea.'));
    const from = server.contexts.length;
    await eventsOf(agent, turn('hello'));
    await learner.learn(someone(), said, calm);
    await learner.close();
    const contexts = server.contexts.slice(from);
    expect(contexts.length).toBeGreaterThan(1);
    expect(new Set(contexts).size).toBe(1);
    expect(contexts[0]).toBeGreaterThan(Math.max(windowTokens, 16_000));
  });

  it.each(['hang', { half: '{"memory":[' }, { half: facts('User likes tea.') }] satisfies Said[])(
    'that does not end its answer is left after its time, and has told nothing: %j',
    async (answer) => {
      const owner = someone();
      server.say(() => answer);
      expect(await faultOf(memory.learn(owner, said, calm))).toBe('memory-unavailable');
      expect(await memory.erase(owner, calm)).toBe(0);
      await until('its request has ended', () => server.waiting() === 0);
    },
  );

  it.each(['hang', { half: facts('User likes tea.') }] satisfies Said[])(
    'is left with the signal, and what comes next of that user does not wait for it: %j',
    async (answer) => {
      const owner = someone();
      const patient = await openMem0({
        rows: { dataDir: temporaryFolder() },
        model: { name: 'ollama:llama3.2', baseUrl: server.ollama, timeoutMs: 60_000, maxRetries: 0 },
      });
      const controller = new AbortController();
      const reason = new Error('enough');
      server.say(() => {
        setImmediate(() => controller.abort(reason));
        return answer;
      });
      await expect(patient.learn(owner, said, controller.signal)).rejects.toBe(reason);
      expect(await patient.erase(owner, calm)).toBe(0);
      await until('its request has ended', () => server.waiting() === 0);
      await patient.close();
    },
  );
});

describe('a model that is loaded only now', () => {
  it('may be silent as long as in a turn before its first word', async () => {
    const server = await startOpenAi();
    const fetch: typeof globalThis.fetch = async (url, init) => {
      await pause(400, undefined, { signal: init?.signal ?? undefined });
      return globalThis.fetch(url, init);
    };
    const model = { name: 'openai:gpt-4o-mini', apiKey: 'k', baseUrl: server.url, timeoutMs: 300, maxRetries: 0 };
    const extractor = await makeExtractor(model, 4_000, () => undefined, fetch);
    expect(await extractor.invoke([{ role: 'user', content: 'Hello' }])).toEqual({ content: '{"memory":[]}' });
    await server.close();
  });
});

describe('a worker', () => {
  it('that does not learn in its time is told to stop: nothing of it is stored after that', async () => {
    const server = await startOpenAi();
    const model = { name: 'ollama:llama3.2', baseUrl: server.ollama, timeoutMs: 60_000, maxRetries: 0 };
    const memory = await openMem0({ rows: { dataDir: temporaryFolder() }, model, learnMs: 300 });
    server.say(() => 'hang');
    const said = { ...fact('I like tea'), source: source() };
    expect(await causeOf(memory.learn(someone(), said, calm))).toBe('nothing within 300 ms');
    await until('its request has ended', () => server.waiting() === 0);
    await memory.close();
    await server.close();
  });
});

describe('a model of OpenAI’s own', () => {
  it.each([undefined, 'a server that may not know how'])('is asked for JSON, and at %s it is not', async (other) => {
    const server = await startOpenAi();
    const fetch = (url: unknown, init?: RequestInit) =>
      globalThis.fetch(String(url).replace('https://api.openai.com/v1', server.url), init);
    const model = { name: 'openai:gpt-4o-mini', apiKey: 'k', timeoutMs: 5_000, maxRetries: 0 };
    const baseUrl = other && server.url;
    const extractor = await makeExtractor({ ...model, baseUrl }, 4_000, () => undefined, fetch);
    const { content } = await extractor.invoke([{ role: 'user', content: 'Answer in JSON.' }]);
    expect(content).toBe('{"memory":[]}');
    expect(server.formats).toEqual([other ? undefined : { type: 'json_object' }]);
    await server.close();
  });
});
