import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Conversation, conclude, note } from '../../src/domain/conversation.js';
import { preview } from '../../src/domain/message.js';
import { agent, reply, scoring, system, userMessage } from '../support/build.js';
import { decided, tell } from '../support/story.js';

describe("the agent's part of a turn", () => {
  const head = tell({ first: 'hello', commands: [] }).head;
  const met = (...names: string[]) => names.map((name) => ({ name, status: 'MET' as const, value: '', confidence: 1 }));
  const part = (assessment: Parameters<typeof conclude>[2]['assessment']) =>
    conclude(
      head,
      'turn',
      { message: reply(), ...(assessment ? { assessment } : {}), evidenceSeqs: [1] },
      agent(),
      scoring,
    );

  it('is one entry: the reply with all that it changed, the evidence being what it answers', () => {
    const { entries, conversation } = part({ criteria: met('budget'), stage: 'PROPOSAL', reason: 'asked for a quote' });
    expect(entries.length).toBe(1);
    expect(entries[0]).toMatchObject({ seq: 2, turnId: 'turn', message: { role: 'AGENT' } });
    expect(entries[0]?.changes.map(({ kind }) => kind)).toEqual(['qualificationChanged', 'stageChanged']);
    expect(entries[0]?.changes[1]).toMatchObject({
      from: 'LEAD',
      to: 'PROPOSAL',
      reason: 'asked for a quote',
      evidenceSeqs: [1],
    });
    expect(conversation.qualification.criteria[0]).toMatchObject({ name: 'budget', evidenceSeqs: [1] });
  });

  it('is nothing when there is neither reply nor change', () => {
    const decision = conclude(head, 'turn', { evidenceSeqs: [1] }, agent(), scoring);
    expect(decision).toEqual({ conversation: head, entries: [] });
  });

  it('moves an early stage to QUALIFIED when the criteria come to qualify', () => {
    expect(part({ criteria: met('budget', 'need', 'authority') }).conversation).toMatchObject({
      stage: 'QUALIFIED',
      qualification: { score: 80, isQualified: true },
    });
    expect(part({ criteria: met('budget', 'need') }).conversation.stage).toBe('LEAD');
  });

  it('hands over to a queue once, with one briefing and a higher epoch', () => {
    const handoff = { queue: 'sales', reason: 'asked' };
    const wish = { message: reply(), assessment: { handoff }, evidenceSeqs: [1], briefing: 'wants a person' };
    const { conversation, entries } = conclude(head, 'turn', wish, agent(), scoring);
    expect(conversation.owner).toEqual({ kind: 'QUEUE', id: 'sales', epoch: 2 });
    expect(entries[0]?.changes[0]).toMatchObject({ kind: 'ownerChanged', briefing: 'wants a person' });
    const again = conclude(conversation, 'turn', { assessment: { handoff }, evidenceSeqs: [1] }, agent(), scoring);
    expect(again.entries).toEqual([]);
  });
});

describe('a message of a person', () => {
  const { head } = tell({ first: 'hello', commands: [] });
  const said = userMessage({ role: 'HUMAN', authorId: 'ann' });

  it('is taken from the owner alone', () => {
    const owned: Conversation = { ...head, owner: { kind: 'HUMAN', id: 'ann', epoch: 2 } };
    expect(note(owned, said, system()).conversation.messageCount).toBe(2);
    for (const owner of [
      head.owner,
      { kind: 'HUMAN' as const, id: 'bob', epoch: 2 },
      { kind: 'QUEUE' as const, id: 'ann', epoch: 2 },
    ]) {
      expect(decided(() => note({ ...head, owner }, said, system()))).toMatchObject({
        fault: { kind: 'not-owner', owner: owner.id },
      });
    }
  });
});

describe('a preview', () => {
  it('is at most 200 characters of the text, from its beginning, whole ones', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500, size: 'max' }), (text) => {
        expect(preview(text)).toBe(text.length <= 200 ? text : Array.from(text).slice(0, 200).join(''));
        expect(text.startsWith(preview(text))).toBe(true);
        expect(preview(text).isWellFormed()).toBe(true);
      }),
    );
    expect(preview('😀'.repeat(300))).toBe('😀'.repeat(200));
    expect(preview(`x${'😀'.repeat(300)}`)).toBe(`x${'😀'.repeat(199)}`);
  });
});
