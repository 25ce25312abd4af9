import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadTokens, type Tokens } from '../../src/adapters/langgraph/tokens.js';
import { outgrown } from '../../src/adapters/langgraph/window.js';
import type { Entry } from '../../src/domain/entry.js';
import type { Message } from '../../src/domain/message.js';
import { mostSummary, type Unsummarized } from '../../src/domain/summary.js';
import { conversation, message, scripted } from './support.js';

const mock = new LLMock({ port: 0, latency: 0 });
let tokens: Tokens;
beforeAll(async () => {
  await mock.start();
  tokens = await loadTokens();
});
afterAll(async () => {
  await mock.stop();
});
beforeEach(() => mock.reset());

const { signal } = new AbortController();
const log = (...messages: Message[]): Entry[] =>
  messages.map((each, i) => ({ seq: i + 1, at: 0, actor: { kind: 'SYSTEM', id: '' }, message: each, changes: [] }));
const input = (earlier: string, ...messages: Message[]): Unsummarized => ({
  conversation: conversation({ stage: 'PROPOSAL' }),
  earlier,
  entries: log(...messages),
});

async function summarizer(name: string, path = '/v1', windowTokens = 1000) {
  const { summarize } = await scripted({
    windowTokens,
    model: { name, apiKey: 'k', baseUrl: `${mock.url}${path}`, timeoutMs: 2000, maxRetries: 1 },
  });
  return (what: Unsummarized, by = signal) => summarize!(what, by);
}

function sent(): { body: Record<string, unknown> }[] {
  return mock.getRequests() as never;
}
/** What the model was given of each call. */
const given = () => sent().map(({ body }) => JSON.stringify(body['messages'] ?? body['input']));

describe.each([
  ['openai:gpt-4o-mini', '/v1'],
  ['openai:codex-mini-latest', '/v1'],
  ['anthropic:claude-sonnet-4-5', ''],
  ['ollama:llama3.2', ''],
])('%s', (name, path) => {
  it('makes of the summary so far and what was said since a new one, without tools', async () => {
    mock.onMessage(/.*/, { content: ' They run a bakery [1]. Open: the price [3]. ' });
    const summarize = await summarizer(name, path);
    const text = await summarize(
      input('They run a shop.', message({ text: 'We are a bakery.' }), message({ role: 'AGENT', text: 'I see.' })),
    );
    expect(text).toBe('They run a bakery [1]. Open: the price [3].');
    expect(sent()).toHaveLength(1);
    const [prompt] = given();
    for (const part of ['Brightdesk', 'They run a shop.', 'We are a bakery.', 'I see.', 'PROPOSAL']) {
      expect(prompt).toContain(part);
    }
    expect(sent()[0]?.body['tools'] ?? []).toEqual([]);
    expect(sent()[0]?.body['tool_choice']).toBeUndefined();
  });

  it('tells of its failure, and stops with its signal', async () => {
    mock.onMessage(/.*/, { error: { message: 'no', type: 'invalid_request_error' }, status: 400 });
    const summarize = await summarizer(name, path);
    await expect(summarize(input('', message()))).rejects.toMatchObject({ fault: { kind: 'agent-failed' } });
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(summarize(input('', message()), gone)).rejects.toThrow('gone');
  });
});

describe('a summary by a model', () => {
  it('of more than a window is made in parts, each with the summary before it', async () => {
    let calls = 0;
    mock.on({ predicate: () => ++calls > 0 }, () => ({ content: `summary ${calls}` }));
    const summarize = await summarizer('openai:x');
    const messages = Array.from({ length: 40 }, (_, i) => message({ text: `number ${i}: ${'lamp desk '.repeat(50)}` }));
    const text = await summarize(input('at first', ...messages));
    const prompts = given();
    expect(prompts.length).toBeGreaterThan(3);
    for (const prompt of prompts) expect(tokens.count(prompt)).toBeLessThan(1000 + 1500);
    expect(prompts[0]).toContain('at first');
    for (const [i, prompt] of prompts.slice(1).entries()) expect(prompt).toContain(`summary ${i + 1}`);
    for (let i = 0; i < 40; i++) expect(prompts.filter((prompt) => prompt.includes(`number ${i}:`))).toHaveLength(1);
    expect(text).toBe(`summary ${prompts.length}`);
  });

  it('reads the beginning and the end of a message that is longer than its share', async () => {
    mock.onMessage(/.*/, { content: 'x' });
    const summarize = await summarizer('openai:x');
    await summarize(input('', message({ text: `begin ${'long '.repeat(200_000)}end` })));
    const [prompt = ''] = given();
    expect(prompt).toMatch(/begin[\s\S]*end/);
    expect(tokens.count(prompt)).toBeLessThan(1000);
  });

  it('is bounded whatever the model says, and none where it says nothing', async () => {
    mock.onMessage(/.*/, { content: 'many words '.repeat(2000) });
    const summarize = await summarizer('openai:x');
    expect((await summarize(input('', message()))).length).toBeLessThanOrEqual(mostSummary);
    mock.reset();
    mock.onMessage(/.*/, { content: '  ' });
    await expect(summarize(input('', message()))).rejects.toMatchObject({ fault: { kind: 'agent-unavailable' } });
  });

  it('is not what models without words of their own are asked for', async () => {
    expect((await scripted()).summarize).toBeUndefined();
    expect((await scripted({ model: { name: 'offline', timeoutMs: 1, maxRetries: 0 } })).summarize).toBeUndefined();
  });
});

describe('what a window has outgrown', () => {
  const turns = (count: number, text = 'the lamp on my desk') =>
    Array.from({ length: count }, (_, i) => [
      message({ text: `question ${i}: what about ${text}?` }),
      message({ role: 'AGENT', text: `answer ${i}: ${text} follows the sun.` }),
    ]).flat();
  const costOf = (messages: readonly Message[]) => messages.reduce((sum, { text }) => sum + 4 + tokens.count(text), 0);

  it('is nothing while there is room', () => {
    expect(outgrown([], 1000, tokens)).toBe(0);
    const messages = turns(10);
    expect(outgrown(messages, Math.ceil(costOf(messages) / 0.74), tokens)).toBe(0);
    expect(outgrown(messages, Math.floor(costOf(messages) / 0.76), tokens)).toBeGreaterThan(0);
  });

  it('is so much that the rest leaves room for as many again, and no reply is parted from its question', () => {
    const messages = turns(50);
    for (let count = 1; count <= messages.length; count++) {
      const some = messages.slice(0, count);
      const gone = outgrown(some, 500, tokens);
      if (gone === 0) continue;
      const rest = some.slice(gone);
      expect(rest[0]?.role).not.toBe('AGENT');
      expect(costOf(rest)).toBeLessThan(0.45 * 500);
    }
  });

  it('costs no more for a longer conversation, nor for a message of a megabyte', () => {
    const messages = [...turns(2000), message({ role: 'AGENT', text: 'x '.repeat(500_000) }), ...turns(5)];
    const start = performance.now();
    for (let i = 0; i < 20; i++) outgrown(messages, 500, tokens);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
