import { beforeEach, describe, expect, it } from 'vitest';
import type { ConversationStore } from '../../src/domain/ports.js';
import type { Turn } from '../../src/domain/turn.js';
import { usePair } from '../support/pair.js';
import { agentOf, ended, logOf, makeWorker, said, type Worker } from '../support/worker.js';

describe('a conversation that is passed on', () => {
  const pair = usePair();
  const { say, begun } = pair;
  let here: Worker;
  let there: Worker;
  let store: ConversationStore;
  beforeEach(() => {
    ({ here, there, store } = pair);
  });

  const { signal } = new AbortController();
  const at = ({ tenantId, conversationId }: Turn) => ({ tenantId, conversationId });
  const headOf = async ({ tenantId, conversationId }: Turn) => (await store.conversation(tenantId, conversationId))!;
  const takeOver = (worker: Worker, turn: Turn, humanId = 'ann') =>
    worker.handoffs.takeOver(at(turn), { humanId, reason: 'mine', expectedEpoch: 0 }, signal);
  const changesOf = async (turn: Turn) =>
    (await logOf(store, turn)).flatMap(({ changes }) => changes.filter(({ kind }) => kind === 'ownerChanged'));

  it('is briefed once for a handoff: from the agent through a queue to one person and the next', async () => {
    const turn = await say(here, 'Is there an app?');
    await ended(store, turn, here);
    await here.handoffs.request(at(turn), '', 'asked for a person', signal);
    expect((await headOf(turn)).owner).toEqual({ kind: 'QUEUE', id: 'sales', epoch: 2 });
    const { briefing } = await takeOver(there, turn);
    expect(briefing).toBe(
      [
        'Reason: asked for a person',
        'Stage: LEAD, not qualified (score 0)',
        'Asked and answered:',
        '- "Is there an app?" [1] → "re: Is there an app?." [2]',
        'Open:',
        '- need: not known yet',
        'Last messages:',
        '- USER [1]: Is there an app?',
        '- AGENT [2]: re: Is there an app?.',
      ].join('\n'),
    );
    const next = { humanId: 'bob', reason: 'shift', expectedEpoch: 3 };
    expect((await here.handoffs.takeOver(at(turn), next, signal)).briefing).toBe(briefing);
    expect(await changesOf(turn)).toMatchObject([
      { to: { kind: 'QUEUE' }, briefing },
      { to: { kind: 'HUMAN', id: 'ann' }, briefing: '' },
      { to: { kind: 'HUMAN', id: 'bob' }, briefing: '' },
    ]);
    expect((await headOf(turn)).briefingSeq).toBe(3);
    await here.handoffs.returnToAgent(at(turn), 'bob', '');
    expect(await headOf(turn)).not.toHaveProperty('briefingSeq');
    const again = await takeOver(here, turn);
    expect(again.briefing).toContain('Reason: mine');
  });

  it("is briefed by the agent's own wish, with what that turn found", async () => {
    const wishes = agentOf(async function* () {
      yield said('A person comes.');
      const criteria = [{ name: 'need', status: 'MET' as const, value: 'two answers to one mail', confidence: 1 }];
      yield { kind: 'assessed', assessment: { criteria, handoff: { queue: 'vip', reason: 'wants a person' } } };
    });
    const turn = await say(makeWorker(store, wishes, pair), 'A person, please');
    expect(await ended(store, turn)).toMatchObject({ status: 'HANDED_OFF', outcome: { owner: { id: 'vip' } } });
    const { briefing } = await takeOver(here, turn);
    expect(briefing).toContain('Reason: wants a person\nStage: QUALIFIED, qualified (score 100)');
    expect(briefing).toContain('Agreed:\n- need: "two answers to one mail" [1]');
    expect((await changesOf(turn)).map((change) => change.kind === 'ownerChanged' && change.briefing !== '')).toEqual([
      true,
      false,
    ]);
  });

  it('that comes back gives the agent what was said meanwhile, a person’s words as such, and the note', async () => {
    const first = await say(here, 'hold one');
    await begun(here, first);
    await takeOver(here, first);
    await here.conversations.addMessage(
      'default',
      first.conversationId,
      { role: 'HUMAN', text: 'I can offer 10 %', authorId: 'ann' },
      '',
      '',
    );
    await say(there, 'that would do');
    await there.handoffs.returnToAgent(at(first), 'ann', 'agreed on 10 %');
    expect((await headOf(first)).owner).toEqual({ kind: 'AGENT', id: 'Ada', epoch: 3 });
    const next = await say(there, 'send it, then');
    expect(await ended(store, next)).toMatchObject({ status: 'COMPLETED' });
    expect(pair.puppet.inputs.at(-1)?.messages.map(({ role, text, authorId }) => [role, text, authorId])).toEqual([
      ['USER', 'hold one', 'ada'],
      ['AGENT', 're: hold one', 'Ada'],
      ['HUMAN', 'I can offer 10 %', 'ann'],
      ['USER', 'that would do', 'ada'],
      ['SYSTEM', 'agreed on 10 %', 'ann'],
      ['USER', 'send it, then', 'ada'],
    ]);
  });

  it('hears a person who has it, and no other', async () => {
    const turn = await say(here, 'one');
    await ended(store, turn);
    const speak = (authorId: string) =>
      there.conversations.addMessage('default', turn.conversationId, { role: 'HUMAN', text: 'hi', authorId }, '', '');
    await expect(speak('ann')).rejects.toThrow('not-owner');
    await takeOver(here, turn);
    await expect(speak('bob')).rejects.toThrow('not-owner');
    expect((await speak('ann')).message).toMatchObject({ role: 'HUMAN', authorId: 'ann' });
    await here.handoffs.returnToAgent(at(turn), 'ann', '');
    await expect(speak('ann')).rejects.toThrow('not-owner');
  });

  it('is not changed by what is asked again', async () => {
    const turn = await say(here, 'one');
    await ended(store, turn);
    const log = async () => (await logOf(store, turn)).length;
    await here.handoffs.request(at(turn), 'sales', 'r', signal);
    const queued = await log();
    await there.handoffs.request(at(turn), 'sales', 'other words', signal);
    expect(await log()).toBe(queued);
    const first = await takeOver(here, turn);
    const owned = await log();
    const second = await takeOver(there, turn);
    expect(second.briefing).toBe(first.briefing);
    expect(second.conversation.owner).toEqual(first.conversation.owner);
    // One that a person has stays with them.
    await here.handoffs.request(at(turn), 'billing', 'r', signal);
    expect((await headOf(turn)).owner).toEqual({ kind: 'HUMAN', id: 'ann', epoch: 3 });
    expect(await log()).toBe(owned);
    await here.handoffs.returnToAgent(at(turn), 'ann', 'n');
    await expect(there.handoffs.returnToAgent(at(turn), 'ann', 'n')).rejects.toThrow('not-owner');
    expect(await log()).toBe(owned + 1);
  });

  it('is taken from another person by whoever names the epoch, and not by who names an old one', async () => {
    const turn = await say(here, 'one');
    await ended(store, turn);
    await takeOver(here, turn);
    await expect(takeOver(there, turn, 'bob')).rejects.toThrow('taken-over');
    const bob = (expectedEpoch: number) =>
      there.handoffs.takeOver(at(turn), { humanId: 'bob', reason: '', expectedEpoch }, signal);
    await expect(bob(1)).rejects.toThrow('taken-over');
    expect((await bob(2)).conversation.owner).toEqual({ kind: 'HUMAN', id: 'bob', epoch: 3 });
  });
});
