import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTokens, type Tokens } from '../../src/adapters/langgraph/tokens.js';
import { roleOf } from '../../src/adapters/langgraph/transcript.js';
import { makeWindow, type Window } from '../../src/adapters/langgraph/window.js';
import type { Message } from '../../src/domain/message.js';
import { message } from './support.js';

let tokens: Tokens;
beforeAll(async () => {
  tokens = await loadTokens();
});

const shown = ({ messages }: Window) => messages.map((each) => `${roleOf(each)}: ${each.text}`);

function tokensOf({ messages }: Window): number {
  return messages.reduce((sum, each) => sum + tokens.count(each.text), 0);
}

function longConversation(turns: number): Message[] {
  return Array.from({ length: turns }, (_, i) => [
    message({ text: `question ${i}: what about the lamp on my desk, number ${i}?` }),
    message({ role: 'AGENT', text: `answer ${i}: the lamp number ${i} follows the sun all day long.` }),
  ]).flat();
}

describe('the window', () => {
  it('holds all of a short conversation, oldest first', () => {
    const messages = [message({ text: 'one' }), message({ role: 'AGENT', text: 'two' }), message({ text: 'three' })];
    expect(shown(makeWindow(messages, 1000, tokens))).toEqual(['user: one', 'agent: two', 'user: three']);
  });

  it('of a conversation of 500 messages holds the newest, within its tokens', () => {
    const messages = [...longConversation(250), message({ text: 'and now?' })];
    const window = makeWindow(messages, 1000, tokens);
    expect(tokensOf(window)).toBeLessThanOrEqual(1000);
    expect(window.tokens).toBeLessThanOrEqual(1000);
    expect(tokensOf(window)).toBeGreaterThan(600);
    expect(shown(window).at(-1)).toBe('user: and now?');
    expect(shown(window).at(-2)).toContain('answer 249');
    expect(shown(window)[0]).toMatch(/^user: question/);
  });

  it('costs no more for a longer conversation', () => {
    const timeOf = (messages: Message[]) => {
      makeWindow(messages, 1000, tokens);
      const start = performance.now();
      for (let i = 0; i < 200; i++) makeWindow(messages, 1000, tokens);
      return performance.now() - start;
    };
    const short = longConversation(30);
    const long = longConversation(2500);
    timeOf(short);
    // Ten times leaves room for a busy machine; the conversations differ by eighty.
    expect(timeOf(long)).toBeLessThan(10 * timeOf(short) + 20);
  });

  it('does not begin with a reply whose question is gone', () => {
    const messages = [
      message({ text: 'q '.repeat(200) }),
      message({ role: 'AGENT', text: 'answer' }),
      message({ text: 'thanks' }),
    ];
    expect(shown(makeWindow(messages, 50, tokens))).toEqual(['user: thanks']);
  });

  it('cuts a message that is longer than the window, keeping its beginning and its end', () => {
    const window = makeWindow([message({ text: `begin ${'long '.repeat(50_000)}end` })], 100, tokens);
    expect(window.tokens).toBeLessThanOrEqual(100);
    expect(shown(window)[0]).toMatch(/^user: begin .* \[…\] .* end$/);
  });

  it('holds all messages that wait for this turn, the short ones whole', () => {
    const messages = [
      message({ role: 'AGENT', text: 'hm' }),
      message({ text: 'short' }),
      message({ text: 'x y '.repeat(5000) }),
      message({ text: 'last' }),
    ];
    const window = makeWindow(messages, 200, tokens);
    expect(window.tokens).toBeLessThanOrEqual(200);
    expect(shown(window)[0]).toBe('user: short');
    expect(shown(window)).toHaveLength(3);
    expect(shown(window)[2]).toBe('user: last');
    expect(tokensOf(window)).toBeGreaterThan(100);
  });

  const text = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.lorem({ maxCount: 40 }),
    fc.constantFrom('<|endoftext|>', 'a'.repeat(3000), '你好世界'.repeat(300), '👩‍👩‍👧‍👦'.repeat(100), ''),
  );
  const use = fc.record({
    id: fc.uuid(),
    name: fc.constant('lookup'),
    arguments: fc.constant({ q: 'x' }),
    result: text,
    failed: fc.boolean(),
  });
  const anyMessage = fc
    .record({
      role: fc.constantFrom('USER', 'AGENT', 'HUMAN', 'SYSTEM' as const),
      text,
      uses: fc.array(use, { maxLength: 3 }),
    })
    .map(({ role, text: said, uses }) => message({ role, text: said, toolUses: role === 'AGENT' ? uses : [] }));

  it('never exceeds its tokens, never splits a call from its result, and ends with what the user said', () => {
    fc.assert(
      fc.property(
        fc.array(anyMessage, { maxLength: 30 }),
        text,
        fc.integer({ min: 40, max: 600 }),
        (before, said, limit) => {
          const window = makeWindow([...before, message({ text: said })], limit, tokens);
          expect(tokensOf(window)).toBeLessThanOrEqual(limit);
          expect(window.tokens).toBeLessThanOrEqual(limit);
          expect(roleOf(window.messages.at(-1)!)).toBe('user');
          expect(['agent', 'tool']).not.toContain(roleOf(window.messages[0]!));
          const open: string[] = [];
          for (const each of window.messages) {
            if (each.getType() === 'tool') {
              expect(open.shift()).toBe((each as unknown as { tool_call_id: string }).tool_call_id);
              expect(each.text).not.toBe('');
              continue;
            }
            expect(open).toEqual([]);
            const calls = (each as unknown as { tool_calls?: { id: string }[] }).tool_calls ?? [];
            open.push(...calls.map(({ id }) => id));
          }
          expect(open).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('tokens', () => {
  it('are counted fast whatever the text', () => {
    for (const text of ['a'.repeat(50_000), '你好世界'.repeat(5000), ' '.repeat(50_000), '👩‍👩‍👧‍👦'.repeat(3000)]) {
      const start = performance.now();
      tokens.count(text);
      expect(performance.now() - start).toBeLessThan(1500);
    }
  });

  it('are never fewer than what a cut text may have', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), fc.integer({ min: 0, max: 100 }), (said, limit) => {
        const cut = tokens.cut(said, limit);
        expect(tokens.count(cut)).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed() || !said.isWellFormed()).toBe(true);
        // No character is cut in two, and made another.
        expect(cut.includes('\ufffd') && !said.includes('\ufffd')).toBe(false);
      }),
    );
  });
});
