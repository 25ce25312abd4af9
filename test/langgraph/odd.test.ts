import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeVisible } from '../../src/adapters/langgraph/visible.js';
import { answering, dialects } from './answering.js';
import { eventsOf, message, only, textOf, turn } from './support.js';

describe.each(dialects)('$dialect.model', ({ dialect, end }) => {
  it('that calls a tool by what is no name hears that there is none, and providers take the name that is kept', async () => {
    const { agent, sent } = await answering(dialect, [
      dialect.write({ calls: [{ name: `multi_tool_use.parallel ${'x'.repeat(90)}`, args: '{}', id: 'a' }], end }),
      dialect.write({ texts: ['Sorry.'], end }),
    ]);
    const events = await eventsOf(agent, turn('price?'));
    const { use } = only(events, 'toolUse').at(-1)!;
    expect(use.name).toMatch(/^multi_tool_use_parallel_[a-zA-Z0-9_-]{1,40}$/);
    expect(use).toMatchObject({ failed: true, result: `there is no tool ${use.name}` });
    expect(JSON.stringify(sent[1])).not.toContain('multi_tool_use.parallel');
  });

  it('that says nothing but white space says nothing, and providers get none of it back', async () => {
    const blank = { texts: ['\n', '\n'], end };
    const { agent, sent } = await answering(
      dialect,
      [
        dialect.write({ ...blank, calls: [{ name: 'lookup', args: '{"q":"price"}' }] }),
        dialect.write(blank),
        dialect.write({ texts: ['\n\n', '79 euros.'], end }),
      ],
      1,
    );
    const before = [message(), message({ role: 'AGENT', text: ' \n' })];
    expect(textOf(await eventsOf(agent, turn('price?', { before })))).toBe('79 euros.');
    expect(sent).toHaveLength(3);
    for (const { messages, input } of sent) expect(JSON.stringify(messages ?? input)).not.toMatch(/"( ?\\n)+"/);
  });

  it('that says no more than what might begin a thought says that', async () => {
    const { agent } = await answering(dialect, [dialect.write({ texts: ['<thi'], end })]);
    expect(textOf(await eventsOf(agent, turn('price?')))).toBe('<thi');
  });

  it('that leaves its thoughts in its text shows none of them', async () => {
    const { agent } = await answering(dialect, [
      dialect.write({ texts: ['<thi', 'nk>\nA discount', '?</th', 'ink>\n', '\nIt costs ', '79 euros.'], end }),
    ]);
    expect(textOf(await eventsOf(agent, turn('price?')))).toBe('It costs 79 euros.');
  });
});

describe('what the user is to read of an answer', () => {
  const shown = (pieces: readonly string[]) => {
    const visible = makeVisible();
    return pieces.map((piece) => visible.of(piece)).join('') + visible.rest();
  };

  it.each([
    ['<think>a</think>b', 'b'],
    [' \n<think></think>\n\nb <think>c</think>', 'b <think>c</think>'],
    ['<think>a</think> <think>b</think>c', 'c'],
    ['<think>a < b </thin', ''],
    ['<thinner', '<thinner'],
    ['  <b> ', '<b> '],
    ['<', '<'],
    ['<think></think> <thi', '<thi'],
    ['\n ', ''],
    ['', ''],
  ])('of %j is %j, in whatever pieces it comes', (text, expected) => {
    fc.assert(
      fc.property(fc.array(fc.nat(text.length)), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        expect(shown(at.map((cut, i) => text.slice(at[i - 1] ?? 0, cut)))).toBe(expected);
      }),
    );
  });
});
