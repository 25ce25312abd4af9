import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { maxToolRounds } from '../../src/adapters/langgraph/respond.js';
import { openAiBy } from './fake-providers.js';
import { eventsOf, scripted, textOf, turn } from './support.js';

const mock = new LLMock({ port: 0, latency: 0 });
beforeAll(async () => {
  await mock.start();
});
beforeEach(() => {
  mock.reset();
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await mock.stop();
});

describe('a model of OpenAI’s', () => {
  /** What was asked in a turn. */
  async function turned(name: string, baseUrl: string | undefined): Promise<Record<string, unknown>[]> {
    const asked: Record<string, unknown>[] = [];
    vi.stubGlobal('fetch', openAiBy(mock.url, asked));
    mock.onMessage(/.*/, { content: 'Hi.' });
    const agent = await scripted({
      model: { name: `openai:${name}`, apiKey: 'k', baseUrl, timeoutMs: 2000, maxRetries: 0 },
    });
    expect(textOf(await eventsOf(agent, turn('hello')))).toBe('Hi.');
    expect(asked).toHaveLength(2);
    return asked;
  }

  it.each(['gpt-5.6', 'gpt-4.1-mini', 'o3', 'a-name-of-tomorrow'])(
    'answers by the Responses API, that keeps nothing: %s',
    async (name) => {
      for (const request of await turned(name, undefined)) {
        expect(request).toMatchObject({ path: '/v1/responses', store: false });
        expect(request['tools']).toEqual(expect.arrayContaining([expect.objectContaining({ strict: false })]));
      }
    },
  );

  it.each(['gpt-5.6', 'gpt-6-sol', 'openai/gpt-5.6'])(
    'does not think where there is Chat Completions alone: %s',
    async (name) => {
      for (const request of await turned(name, `${mock.url}/v1`)) {
        expect(request).toMatchObject({ path: '/v1/chat/completions', reasoning_effort: 'none' });
      }
    },
  );

  it.each(['gpt-4o', 'gpt-5.4-mini', 'o3', 'qwen3:8b', 'gpt-35-turbo', 'openai/gpt-oss-20b'])(
    'is asked as any other where there is Chat Completions alone: %s',
    async (name) => {
      for (const request of await turned(name, `${mock.url}/v1`)) {
        expect(request).toMatchObject({ path: '/v1/chat/completions' });
        expect(request).not.toHaveProperty('reasoning_effort');
        expect(request).not.toHaveProperty('store');
      }
    },
  );

  it.each([
    ['gpt-5.6', undefined],
    ['codex-mini-latest', '/v1'],
    ['gpt-4o', '/v1'],
  ])('is told to call no more tools when it must answer: %s, %s', async (name, path) => {
    const asked: Record<string, unknown>[] = [];
    vi.stubGlobal('fetch', openAiBy(mock.url, asked));
    mock.on(
      { predicate: ({ tools }) => tools?.[0]?.function.name === 'lookup' },
      { content: 'x', toolCalls: [{ name: 'lookup', arguments: '{"q":"x"}' }] },
    );
    const baseUrl = path && `${mock.url}${path}`;
    const model = { name: `openai:${name}`, apiKey: 'k', baseUrl, timeoutMs: 2000, maxRetries: 0 };
    await eventsOf(await scripted({ model }), turn('loop'));
    expect(asked[maxToolRounds - 1]).not.toMatchObject({ tool_choice: 'none' });
    expect(asked[maxToolRounds]).toMatchObject({ tool_choice: 'none', tools: expect.any(Array) });
  });
});
