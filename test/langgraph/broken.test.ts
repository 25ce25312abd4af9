import { getEventListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import { awaitAllCallbacks } from '@langchain/core/callbacks/promises';
import { describe, expect, it } from 'vitest';
import type { ModelOptions } from '../../src/adapters/langgraph/models.js';
import { ModelUnavailable } from '../../src/adapters/langgraph/models.js';
import { loadPackage } from '../../src/adapters/langgraph/providers.js';
import { forgetPackages } from '../../src/config.js';
import { agentOf, closeOf, dialects, provider } from './fake-providers.js';
import { eventsOf, failureOf, scripted, textOf, turn } from './support.js';

describe.each(dialects)('$name', ({ name, path, type, begin, idle, end, error: midError }) => {
  const start = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': type });
    response.write(begin);
  };

  it('that never answers is unavailable within its time, and its connection is closed', async () => {
    let closed: Promise<unknown> | undefined;
    const { url, requests } = await provider((request) => {
      closed = closeOf(request);
    });
    const agent = await agentOf(name, url + path, { timeoutMs: 150, maxRetries: 3 });
    const began = performance.now();
    const { error } = await failureOf(agent, turn('hello'));
    expect(error).toMatchObject({ fault: { kind: 'agent-unavailable' } });
    expect(performance.now() - began).toBeLessThan(2000);
    await closed;
    expect(requests()).toBe(1);
  });

  it('that says nothing for long before it answers is waited for: it may think, or load the model', async () => {
    const { url } = await provider((_, response, requests) => {
      if (requests > 1) return response.writeHead(400).end();
      setTimeout(() => {
        start(response);
        response.end(end);
      }, 300);
    });
    expect(textOf(await eventsOf(await agentOf(name, url + path, { timeoutMs: 150 }), turn('hello')))).toBe('Hello ');
  });

  it('that shows it is alive is not silent, though there is nothing to show', async () => {
    const { url } = await provider((_, response, requests) => {
      if (requests > 1) return response.writeHead(400).end();
      start(response);
      let signs = 0;
      const alive = setInterval(() => {
        if (++signs < 15) return response.write(idle);
        clearInterval(alive);
        response.end(end);
      }, 20);
    });
    expect(textOf(await eventsOf(await agentOf(name, url + path, { timeoutMs: 200 }), turn('hello')))).toBe('Hello ');
  });

  it('that falls silent in the midst of its answer is unavailable within its time, after what came', async () => {
    const { url } = await provider((_, response) => start(response));
    const agent = await agentOf(name, url + path, { timeoutMs: 150 });
    const { events, error } = await failureOf(agent, turn('hello'));
    expect(textOf(events)).toBe('Hello ');
    expect(error).toMatchObject({ fault: { kind: 'agent-unavailable' } });
  });

  it('that dies in the midst of its answer is unavailable, after what came, and not asked again', async () => {
    const { url, requests } = await provider((request, response) => {
      start(response);
      setImmediate(() => request.socket.destroy());
    });
    const agent = await agentOf(name, url + path, { maxRetries: 3 });
    const { events, error } = await failureOf(agent, turn('hello'));
    expect(['', 'Hello ']).toContain(textOf(events));
    expect(error).toMatchObject({ fault: { kind: 'agent-unavailable' }, cause: expect.any(Error) });
    if (textOf(events) !== '') expect(requests()).toBe(1);
  });

  it('whose answer stops without an end is unavailable: half a reply is not a reply', async () => {
    const { url } = await provider((_, response) => {
      start(response);
      response.end();
    });
    const { events, error } = await failureOf(await agentOf(name, url + path), turn('hello'));
    expect(textOf(events)).toBe('Hello ');
    expect(error).toMatchObject({ fault: { kind: 'agent-unavailable' } });
  });

  it('that says in the midst of its answer that it is overloaded is unavailable', async () => {
    if (midError === '') return;
    const { url } = await provider((_, response) => {
      start(response);
      response.end(midError);
    });
    const { events, error } = await failureOf(await agentOf(name, url + path), turn('hello'));
    expect(textOf(events)).toBe('Hello ');
    expect(error).toMatchObject({ fault: { kind: 'agent-unavailable' } });
  });

  it('that answers with rubbish fails', async () => {
    const { url } = await provider((_, response) => {
      response.writeHead(200, { 'content-type': type });
      response.end('data: {"choices": [\n\n');
    });
    const { error } = await failureOf(await agentOf(name, url + path), turn('hello'));
    expect(error).toMatchObject({ fault: { kind: expect.stringMatching(/^agent-/) } });
  });

  it('that is not there is unavailable, and tried again', async () => {
    const { url, stop } = await provider(() => {});
    await stop();
    const began = performance.now();
    const { error } = await failureOf(await agentOf(name, url + path, { maxRetries: 1 }), turn('hello'));
    expect(error).toMatchObject({ fault: { kind: 'agent-unavailable' } });
    expect(performance.now() - began).toBeGreaterThan(200);
  });

  it.each([
    ['before it answers', () => {}],
    ['while it answers', (response: ServerResponse) => void start(response)],
  ] as const)('is left at once when the turn is stopped %s', async (_, begun) => {
    const stop = new AbortController();
    const reason = new Error('stopped');
    let at = 0;
    let closed: Promise<number> | undefined;
    const { url } = await provider((request, response) => {
      closed = closeOf(request).then(() => performance.now());
      begun(response);
      setImmediate(() => {
        at = performance.now();
        stop.abort(reason);
      });
    });
    const { error } = await failureOf(await agentOf(name, url + path), turn('hello'), stop.signal);
    expect(performance.now() - at).toBeLessThan(1000);
    expect(error).toBe(reason);
    expect((await closed) ?? Number.NaN).toBeLessThan(at + 1000);
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
  });

  it('is left when its reader leaves, and other turns go on', async () => {
    let left: Promise<unknown> | undefined;
    const { url } = await provider((request, response, requests) => {
      start(response);
      if (requests === 1) left = closeOf(request);
    });
    const agent = await agentOf(name, url + path);
    const stop = new AbortController();
    const first = agent.run(turn('one'), new AbortController().signal)[Symbol.asyncIterator]();
    const second = agent.run(turn('two'), stop.signal)[Symbol.asyncIterator]();
    for (const run of [first, second]) {
      for (let event = await run.next(); event.value?.kind !== 'textDelta'; ) event = await run.next();
    }
    let over = false;
    const pending = second.next().finally(() => {
      over = true;
    });
    await first.return?.();
    await left;
    expect(over).toBe(false);
    stop.abort(new Error('done'));
    await expect(pending).rejects.toThrow('done');
  });
});

describe('an assessment that hangs', () => {
  const hanging = (onHang = () => {}) =>
    provider((_, response, requests) => {
      if (requests > 1) return onHang();
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      const say = (content: string, done: boolean) =>
        `${JSON.stringify({ message: { role: 'assistant', content }, done })}\n`;
      response.end(say('Hello.', false) + say('', true));
    });

  it('does not hold the turn longer than it may: the reply stands', async () => {
    const { url, requests } = await hanging();
    const warnings: string[] = [];
    const agent = await scripted({
      model: { name: 'ollama:x', baseUrl: url, timeoutMs: 60_000, maxRetries: 0 },
      assessTimeoutMs: 1000,
      warn: (what) => warnings.push(what),
    });
    expect(textOf(await eventsOf(agent, turn('hello')))).toBe('Hello.');
    expect(requests()).toBe(2);
    expect(warnings).toEqual(['assessment skipped']);
  });

  it('is left at once when the turn is stopped', async () => {
    const stop = new AbortController();
    const { url } = await hanging(() => stop.abort(new Error('stopped')));
    const agent = await scripted({ model: { name: 'ollama:x', baseUrl: url, timeoutMs: 60_000, maxRetries: 0 } });
    const { events, error } = await failureOf(agent, turn('hello'), stop.signal);
    expect(error).toMatchObject({ message: 'stopped' });
    expect(textOf(events)).toBe('Hello.');
  });
});

describe('a model that cannot be used', () => {
  const load = (model: Partial<ModelOptions> & { name: string }) =>
    scripted({ model: { timeoutMs: 1000, maxRetries: 0, ...model } });

  it.each([
    ['openai:gpt-4o-mini', 'OPENAI_API_KEY'],
    ['anthropic:claude-sonnet-4-5', 'ANTHROPIC_API_KEY'],
  ])('%s without a key names the variable', async (name, variable) => {
    await expect(load({ name })).rejects.toThrow(ModelUnavailable);
    await expect(load({ name })).rejects.toThrow(variable);
  });

  it.each(['gemini:pro', 'openai:', 'openai', 'nothing', ''])('%s says what there is', async (name) => {
    await expect(load({ name, apiKey: 'k' })).rejects.toThrow(ModelUnavailable);
    await expect(load({ name, apiKey: 'k' })).rejects.toThrow(/offline, script, openai:NAME/);
  });

  it('whose package is missing says what to install', async () => {
    const missing = '@langchain/not-there';
    const loading = loadPackage(missing, () => import(/* @vite-ignore */ missing));
    await expect(loading).rejects.toThrow(ModelUnavailable);
    await expect(loading).rejects.toThrow('npm install @langchain/not-there');
  });
});

describe('the packages’ own variables, once they are forgotten', () => {
  it('send no traces anywhere, whatever LangSmith’s say', async () => {
    let traced = 0;
    const { url } = await provider((_, response) => {
      traced++;
      response.end('{}');
    });
    Object.assign(process.env, {
      LANGSMITH_TRACING: 'true',
      LANGCHAIN_TRACING_V2: 'true',
      LANGSMITH_ENDPOINT: url,
      LANGSMITH_API_KEY: 'k',
    });
    forgetPackages();
    await eventsOf(await scripted(), turn('@script tools=1 stage=won'));
    await awaitAllCallbacks();
    expect(traced).toBe(0);
  });

  it.each(dialects)('put nothing into requests: $name', async ({ name, path, type, begin, end }) => {
    Object.assign(process.env, {
      OPENAI_ORG_ID: 'leak',
      OPENAI_ORGANIZATION: 'leak',
      OPENAI_PROJECT_ID: 'leak',
      OPENAI_CUSTOM_HEADERS: 'x-leak: leak',
      ANTHROPIC_CUSTOM_HEADERS: 'x-leak: leak',
    });
    forgetPackages();
    let headers: object = {};
    const { url } = await provider((request, response) => {
      headers = request.headers;
      response.writeHead(200, { 'content-type': type }).end(begin + end);
    });
    await eventsOf(await agentOf(name, url + path), turn('hello'));
    expect(headers).toHaveProperty('content-type');
    expect(JSON.stringify(headers)).not.toContain('leak');
  });
});
