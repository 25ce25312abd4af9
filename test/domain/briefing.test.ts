import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { briefing } from '../../src/domain/briefing.js';
import { type Conversation, unopened } from '../../src/domain/conversation.js';
import type { Entry } from '../../src/domain/entry.js';
import type { Message } from '../../src/domain/message.js';
import type { Criterion } from '../../src/domain/qualification.js';
import { identity, reply, start, system, userMessage } from '../support/build.js';

const head = (over: Partial<Conversation> = {}): Conversation => ({ ...unopened(identity()), ...over });
const log = (...messages: Message[]): Entry[] =>
  messages.map((message, i) => ({ seq: i + 1, ...system(), message, changes: [] }));
const asks = (id: string, text: string, over: Partial<Message> = {}) => userMessage({ id, text, ...over });
const answers = (text: string, ...inReplyTo: string[]) => reply({ text, inReplyTo });
const found = (name: string, status: Criterion['status'], value = '', ...evidenceSeqs: number[]): Criterion => ({
  name,
  status,
  value,
  confidence: 1,
  evidenceSeqs,
});
/** The lines under a title. */
function under(title: string, text: string): string[] {
  const lines = text.split('\n');
  const from = lines.indexOf(`${title}:`) + 1;
  if (from === 0) return [];
  const end = lines.findIndex((line, i) => i >= from && !line.startsWith('- '));
  return lines.slice(from, end < 0 ? undefined : end).map((line) => line.slice(2));
}

describe('a briefing', () => {
  it('says why, where the sale stands and what was said before', () => {
    const summary = { text: 'They run a shop.', throughSeq: 4, createdAt: start };
    const qualification = { score: 70, isQualified: true, overruled: false, criteria: [] };
    const text = briefing(head({ stage: 'PROPOSAL', qualification, summary }), [], [], 'asked for\na person');
    expect(text).toBe('Reason: asked for a person\nStage: PROPOSAL, qualified (score 70)\nSummary: They run a shop.');
    expect(briefing(head(), [], [], '')).toBe('Stage: LEAD, not qualified (score 0)');
  });

  it('tells what was asked and answered, with the seqs, and what is not answered yet', () => {
    const entries = log(
      asks('a', 'What does it cost?'),
      asks('b', 'アプリはありますか？'),
      answers('228 euros', 'a'),
      asks('c', 'We are twelve'),
    );
    const text = briefing(head(), entries, [], '');
    expect(under('Asked and answered', text)).toEqual(['"What does it cost?" [1] → "228 euros" [3]']);
    expect(under('Open', text)).toEqual(['"アプリはありますか？" [2]']);
    expect(under('Last messages', text)).toEqual([
      'USER [1]: What does it cost?',
      'USER [2]: アプリはありますか？',
      'AGENT [3]: 228 euros',
      'USER [4]: We are twelve',
    ]);
  });

  it('gives each of several questions the one reply to all of them', () => {
    const text = briefing(head(), log(asks('a', 'one?'), asks('b', 'two?'), answers('both', 'a', 'b')), [], '');
    expect(under('Asked and answered', text)).toEqual(['"one?" [1] → "both" [3]', '"two?" [2] → "both" [3]']);
  });

  it('knows nothing of what was superseded', () => {
    const status = 'SUPERSEDED';
    const entries = log(asks('a', 'gone?', { status }), asks('b', 'there?'), { ...answers('gone', 'b'), status });
    const text = briefing(head(), entries, [], '');
    expect(text).not.toContain('gone');
    expect(under('Open', text)).toEqual(['"there?" [2]']);
  });

  it('has the criteria with their evidence: agreed, denied, and open ones of the playbook and besides', () => {
    const criteria = [
      found('need', 'MET', 'two answers to one mail', 1, 3),
      found('budget', 'UNMET', 'no money', 5),
      found('size', 'UNKNOWN'),
      found('authority', 'MET'),
    ];
    const qualification = { score: 30, isQualified: false, overruled: false, criteria };
    const text = briefing(head({ qualification }), [], ['need', 'budget', 'timeline'], '');
    expect(under('Agreed', text)).toEqual(['need: "two answers to one mail" [1, 3]', 'authority']);
    expect(under('Denied', text)).toEqual(['budget: "no money" [5]']);
    expect(under('Open', text)).toEqual(['timeline: not known yet', 'size: not known yet']);
  });

  it('is read in half a minute whatever was said: few lines of bounded length, no character cut in two', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 800 });
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 30 }), texts, (said, reason) => {
        const entries = log(
          ...said.flatMap((text, i) => [asks(`q${i}`, `${text}🙂?`), ...(i % 3 ? [answers(text, `q${i}`)] : [])]),
        );
        const summary = { text: said.join(' '), throughSeq: 1, createdAt: start };
        const text = briefing(head({ summary }), entries, ['need'], reason);
        expect(text.isWellFormed()).toBe(true);
        for (const title of ['Asked and answered', 'Open', 'Last messages']) {
          const lines = under(title, text);
          expect(lines.length).toBeLessThanOrEqual(6);
          for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(2 * 300 + 30);
        }
        expect(Array.from(text).length).toBeLessThanOrEqual(300 + 1500 + 6 * 630 + 2 * 6 * 330 + 200);
      }),
      { numRuns: 50 },
    );
  });
});
