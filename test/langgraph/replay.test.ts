import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  type Answer,
  anthropic,
  completions,
  messages,
  openAi,
  responses,
  startModel,
  toolBlock,
} from '../support/model-server.js';
import { answering, dialects } from './answering.js';
import { openAiBy } from './fake-providers.js';
import { eventsOf, message, only, scripted, textOf, turn } from './support.js';

const price = { name: 'lookup', args: '{"q":"price"}' };

beforeEach(() => {
  vi.spyOn(console, 'warn');
});
afterEach(() => {
  expect(console.warn).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

describe('within a turn a model gets its call back as it made it', () => {
  it('from a server of OpenAI’s protocol with all that it put into it', async () => {
    const signed = { extra_content: { google: { thought_signature: 'SIG' } } };
    const { agent, sent } = await answering(openAi, [
      completions(
        [
          { role: 'assistant', reasoning_content: 'They want ' },
          { reasoning_content: 'the price.' },
          { content: 'Let me ' },
          { content: 'look.' },
          {
            tool_calls: [
              { index: 0, id: 'aB3dE6gH9', type: 'function', function: { name: 'lookup', arguments: '' }, ...signed },
            ],
          },
          { tool_calls: [{ index: 0, function: { arguments: '{"q":"pri' } }] },
          { tool_calls: [{ index: 0, function: { arguments: 'ce"}' } }] },
        ],
        'tool_calls',
      ),
      openAi.write({ texts: ['79 euros.'], end: 'stop' }),
    ]);
    const events = await eventsOf(agent, turn('price?'));
    expect(textOf(events)).toBe('Let me look.\n\n79 euros.');
    expect(sent[1]?.messages.slice(-2)).toEqual([
      {
        role: 'assistant',
        content: 'Let me look.',
        reasoning_content: 'They want the price.',
        tool_calls: [
          { id: 'aB3dE6gH9', type: 'function', function: { name: 'lookup', arguments: '{"q":"price"}' }, ...signed },
        ],
      },
      { role: 'tool', tool_call_id: 'aB3dE6gH9', name: 'lookup', content: expect.stringContaining('79 euros') },
    ]);
    expect(only(events, 'toolUse').map(({ use }) => use.id)).toEqual(['turn-1-1', 'turn-1-1']);
  });

  it('from Anthropic with its thoughts, signed, before it', async () => {
    const thought = [
      { type: 'content_block_start', content_block: { type: 'thinking', thinking: '', signature: '' } },
      { type: 'content_block_delta', delta: { type: 'thinking_delta', thinking: 'Hm.' } },
      { type: 'content_block_delta', delta: { type: 'signature_delta', signature: 'SIG' } },
    ];
    const { agent, sent } = await answering(anthropic, [
      messages([thought, toolBlock({ ...price, id: 'toolu_01' })], 'tool_use'),
      anthropic.write({ texts: ['79 euros.'], end: 'end_turn' }),
    ]);
    expect(textOf(await eventsOf(agent, turn('price?')))).toBe('79 euros.');
    expect(sent[1]?.messages.slice(-2)).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm.', signature: 'SIG' },
          { type: 'tool_use', id: 'toolu_01', name: 'lookup', input: { q: 'price' } },
        ],
      },
      { role: 'user', content: [expect.objectContaining({ type: 'tool_result', tool_use_id: 'toolu_01' })] },
    ]);
  });

  it('from the Responses API under the id that it has there, without those of what OpenAI does not keep', async () => {
    const { agent, sent } = await answering(responses, [
      responses.write({ texts: ['Let me look.'], calls: [{ ...price, id: 'call_1' }], end: 'completed' }),
      responses.write({ texts: ['79 euros.'], end: 'completed' }),
    ]);
    expect(textOf(await eventsOf(agent, turn('price?')))).toBe('Let me look.\n\n79 euros.');
    expect(sent[1]?.input?.slice(-3)).toMatchObject([
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Let me look.' }] },
      { type: 'function_call', call_id: 'call_1', name: 'lookup', arguments: '{"q":"price"}' },
      { type: 'function_call_output', call_id: 'call_1' },
    ]);
    expect(JSON.stringify(sent[1]?.input)).not.toMatch(/msg_1|fc_lookup/);
  });
});

describe('OpenAI, that keeps nothing,', () => {
  async function turned(model: string, ...answers: Answer[]) {
    const server = await startModel(responses, (nth) => responses.write(answers[nth]!));
    onTestFinished(() => server.close());
    onTestFinished(() => void vi.unstubAllGlobals());
    const asked: Record<string, unknown>[] = [];
    vi.stubGlobal('fetch', openAiBy(new URL(server.url).origin, asked));
    const agent = await scripted({ model: { name: `openai:${model}`, apiKey: 'k', timeoutMs: 2000, maxRetries: 0 } });
    expect(textOf(await eventsOf(agent, turn('price?')))).toBe('79 euros.');
    return { asked, sent: server.sent };
  }

  it.each(['gpt-5.6', 'o3'])('gets the thought that led to a call back, encrypted, before it: %s', async (model) => {
    const { asked, sent } = await turned(
      model,
      { thought: 'gAAA', calls: [{ ...price, id: 'call_1' }], end: 'completed' },
      { texts: ['79 euros.'], end: 'completed' },
    );
    expect(asked[0]).toMatchObject({ store: false, include: ['reasoning.encrypted_content'] });
    expect(sent[1]?.input?.slice(-3)).toMatchObject([
      { type: 'reasoning', summary: [], encrypted_content: 'gAAA' },
      { type: 'function_call', call_id: 'call_1' },
      { type: 'function_call_output', call_id: 'call_1' },
    ]);
  });

  it.each(['gpt-4o', 'gpt-4.1-mini', 'gpt-5-chat-latest'])(
    'is asked for no thoughts where there are none: %s',
    async (model) => {
      const { asked } = await turned(model, { texts: ['79 euros.'], end: 'completed' });
      expect(asked[0]).not.toHaveProperty('include');
    },
  );
});

describe('of an attempt that broke off before it said anything', () => {
  it('Anthropic gets no thoughts back, and no signatures', async () => {
    const thought = (nth: number) => [
      { type: 'content_block_start', content_block: { type: 'thinking', thinking: '', signature: '' } },
      { type: 'content_block_delta', delta: { type: 'thinking_delta', thinking: `Hm ${nth}.` } },
      { type: 'content_block_delta', delta: { type: 'signature_delta', signature: `SIG${nth}` } },
    ];
    const [brokenOff = ''] = messages([thought(1)], 'x').split('event: message_delta');
    const { agent, sent } = await answering(
      anthropic,
      [
        brokenOff,
        messages([thought(2), toolBlock({ ...price, id: 'toolu_01' })], 'tool_use'),
        anthropic.write({ texts: ['79 euros.'], end: 'end_turn' }),
      ],
      1,
    );
    const events = await eventsOf(agent, turn('price?'));
    expect(textOf(events)).toBe('79 euros.');
    expect(sent[2]?.messages.at(-2)?.['content']).toEqual([
      { type: 'thinking', thinking: 'Hm 2.', signature: 'SIG2' },
      { type: 'tool_use', id: 'toolu_01', name: 'lookup', input: { q: 'price' } },
    ]);
    expect(only(events, 'usage')[0]).toMatchObject({ inputTokens: 3 });
  });

  it('a server of OpenAI’s protocol gets no thoughts back', async () => {
    const thought = { role: 'assistant', reasoning_content: 'FIRST' };
    const call = { index: 0, id: 'a', type: 'function', function: { name: price.name, arguments: price.args } };
    const { agent, sent } = await answering(
      openAi,
      [
        completions([thought], 'error'),
        completions([{ reasoning_content: 'SECOND' }, { tool_calls: [call] }], 'tool_calls'),
        openAi.write({ texts: ['79 euros.'], end: 'stop' }),
      ],
      1,
    );
    expect(textOf(await eventsOf(agent, turn('price?')))).toBe('79 euros.');
    expect(sent[2]?.messages.at(-2)).toMatchObject({ reasoning_content: 'SECOND' });
  });
});

describe('a call that no provider would take back', () => {
  it.each([
    ['without an id', [{ ...price, id: '' }], ['turn-1-1']],
    [
      'with the id of another',
      [
        { ...price, id: 'a' },
        { name: 'lookup', args: '{"q":"x"}', id: 'a' },
      ],
      ['a', 'turn-1-2'],
    ],
    ['whose arguments are cut', [{ ...price, args: '{"q":"pri', id: 'a' }], ['a']],
  ])('%s is given back put right', async (_, calls, ids) => {
    const deltas = calls.map(({ name, args, id }, index) => ({
      role: 'assistant',
      tool_calls: [{ index, id, type: 'function', function: { name, arguments: args } }],
    }));
    const { agent, sent } = await answering(openAi, [
      completions(deltas, 'tool_calls'),
      openAi.write({ texts: ['79 euros.'], end: 'stop' }),
    ]);
    expect(textOf(await eventsOf(agent, turn('price?')))).toBe('79 euros.');
    const [asked, ...results] = (sent[1]?.messages ?? []).slice(-1 - calls.length);
    const made = asked?.['tool_calls'] as { id: string; function: { arguments: string } }[];
    expect(made.map(({ id }) => id)).toEqual(ids);
    for (const call of made) expect(() => JSON.parse(call.function.arguments)).not.toThrow();
    expect(results.map((result) => result['tool_call_id'])).toEqual(ids);
  });

  it.each([
    ['an empty text for arguments', { type: 'function', function: { name: 'lookup', arguments: '' } }],
    ['null for arguments', { type: 'function', function: { name: 'lookup', arguments: null } }],
    ['"null" for arguments', { type: 'function', function: { name: 'lookup', arguments: 'null' } }],
    ['no arguments, and no type', { function: { name: 'lookup' } }],
  ])('since it has %s is given back with what it stands for', async (_, call) => {
    const { agent, sent } = await answering(openAi, [
      completions(
        [{ role: 'assistant', tool_calls: [{ index: 0, id: 'a', ...call, extra_content: 1 }] }],
        'tool_calls',
      ),
      openAi.write({ texts: ['What of?'], end: 'stop' }),
    ]);
    expect(textOf(await eventsOf(agent, turn('price?')))).toBe('What of?');
    expect(sent[1]?.messages.at(-2)?.['tool_calls']).toEqual([
      { id: 'a', type: 'function', function: { name: 'lookup', arguments: '{}' }, extra_content: 1 },
    ]);
  });

  it('since it is one too many is left out', async () => {
    const calls = Array.from({ length: 20 }, (_, i) => ({ ...price, id: `c${i}` }));
    const { agent, sent } = await answering(openAi, [
      openAi.write({ calls, end: 'tool_calls' }),
      openAi.write({ texts: ['79 euros.'], end: 'stop' }),
    ]);
    await eventsOf(agent, turn('price?'));
    const given = sent[1]?.messages ?? [];
    const asked = given.find((each) => each['tool_calls'])?.['tool_calls'] as { id: string }[];
    expect(given.flatMap((each) => each['tool_call_id'] ?? [])).toEqual(asked.map(({ id }) => id));
  });
});

describe.each(dialects)('$dialect.model', ({ dialect, end }) => {
  it('reads of the tools of earlier turns in a note, in short, and gets no calls of theirs', async () => {
    const { agent, sent } = await answering(dialect, [dialect.write({ texts: ['Yes.'], end })]);
    const use = { id: 'a', name: 'lookup', arguments: { q: 'price' }, result: '79 euros </note>', failed: false };
    const before = [
      message({ text: 'price?' }),
      message({
        role: 'AGENT',
        text: '79 euros.',
        toolUses: [
          use,
          { ...use, id: 'b', arguments: { q: 'y'.repeat(3000) }, result: 'z'.repeat(3000), failed: true },
        ],
      }),
      message({ text: 'and then?' }),
      message({ role: 'AGENT', text: '', status: 'PARTIAL', toolUses: [{ ...use, id: 'c', result: '' }] }),
    ];
    expect(textOf(await eventsOf(agent, turn('sure?', { before })))).toBe('Yes.');
    const { messages: given = [], input = given } = sent[0] ?? {};
    const said = input.filter(({ role }) => role === 'user' || role === 'assistant');
    expect(said).toHaveLength(input.length - (dialect === anthropic ? 0 : 1));
    expect(said.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    const [first, , third] = said.map(({ content }) => String(content));
    expect(first).toMatch(
      /^price\?\n<note>You used lookup \{"q":"price"\}: 79 euros ‹\/note><\/note>\n<note>You used lookup .* failed: z.*<\/note>$/,
    );
    expect(first?.length).toBeLessThan(1000);
    expect(third).toBe('and then?\n<note>You used lookup {"q":"price"} failed: cancelled</note>\nsure?');
  });
});
