import fc from 'fast-check';
import { expect } from 'vitest';
import { makeRecount } from '../../src/application/recount.js';
import { archived, restored } from '../../src/domain/archive.js';
import type { Conversation, Decision } from '../../src/domain/conversation.js';
import { close, setQualification, setStage, updateMetadata } from '../../src/domain/edits.js';
import { type Entry, stages } from '../../src/domain/entry.js';
import { requestHandoff, returnToAgent, takeOver } from '../../src/domain/handoff.js';
import type { Miscount } from '../../src/domain/numbers.js';
import type { ConversationStore, TurnWrite } from '../../src/domain/ports.js';
import { over, type Turn } from '../../src/domain/turn.js';
import {
  answering,
  arriving,
  commitOf,
  freshId,
  opening,
  reply,
  runningTurn,
  scoring,
  start,
  system,
  written,
} from './build.js';
import type { Known } from './recount.js';

const hour = 3_600_000;

/** What happens next, in one of the conversations, so many hours later or earlier. */
export const step = fc.record({
  which: fc.nat({ max: 1000 }),
  hours: fc.integer({ min: -30, max: 90 }),
  what: fc.oneof(
    fc.record({ do: fc.constant('open'), channel: fc.constantFrom('web', 'mail', 'phone'), plan: fc.nat({ max: 2 }) }),
    fc.record({ do: fc.constant('say') }),
    fc.record({
      do: fc.constant('answer'),
      ms: fc.integer({ min: 0, max: 40_000 }),
      status: fc.constantFrom('COMPLETED', 'COMPLETED', 'FAILED', 'ROLLED_BACK'),
      text: fc.constantFrom('hello', ''),
      stage: fc.constantFrom(...stages),
    }),
    fc.record({ do: fc.constant('silent') }),
    fc.record({ do: fc.constant('move'), stage: fc.constantFrom(...stages) }),
    fc.record({ do: fc.constant('judge'), verdict: fc.boolean() }),
    fc.record({ do: fc.constantFrom('queue', 'take', 'return', 'close', 'note', 'archive') }),
  ),
});
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A tenant whose history is made step by step. */
export function makeStory(store: ConversationStore) {
  const tenantId = freshId('tenant');
  const heads: Conversation[] = [];
  const turns: Turn[] = [];
  let now = start;

  async function commit(
    decision: Decision,
    before?: Conversation,
    writes: readonly TurnWrite[] = [],
    superseded?: number[],
  ) {
    const part = { ...written(decision, before), ...(superseded ? { superseded } : {}) };
    let { revision } = decision.conversation;
    const write = () =>
      store.commit(
        commitOf(tenantId, [{ ...part, conversation: { ...part.conversation, revision } }], { turns: writes }),
      );
    // Its numbers may have been mended meanwhile, which changes nothing but the revision.
    while ((await write()) !== undefined) {
      const now = await store.conversation(tenantId, decision.conversation.id);
      expect(now?.revision).toBeGreaterThan(revision);
      revision = now?.revision ?? revision;
    }
    const head = { ...decision.conversation, revision: revision + 1 };
    const at = heads.findIndex(({ id }) => id === head.id);
    if (at < 0) heads.push(head);
    else heads[at] = head;
    return head;
  }

  async function answer(before: Conversation, what: Extract<Step['what'], { status: string }>): Promise<void> {
    if (before.owner.kind !== 'AGENT' || before.status !== 'ACTIVE') return;
    const { ms, status, text, stage } = what;
    const asked = await commit(arriving(before, { createdAt: now }), before);
    const running = runningTurn(asked, { acceptedAt: now, startedAt: now });
    const begun = await commit({ conversation: asked, entries: [] }, asked, [
      { turn: running, from: 'new', leaseMs: 60_000 },
    ]);
    now += ms;
    const usage = { inputTokens: ms % 97, outputTokens: ms % 31, firstTextMs: ms >> 1, totalMs: ms, model: 'm' };
    const message = reply({ createdAt: now, text, authorId: ms % 2 ? 'anna' : 'agent', usage, turnId: running.id });
    const decision =
      status === 'FAILED' ? { conversation: begun, entries: [] } : answering(begun, running.id, message, { stage });
    const ended: Turn = {
      ...over(running, decision.conversation, status, now),
      ...(decision.entries.length > 0 ? { replySeq: decision.conversation.lastSeq } : {}),
    };
    const from = { status: 'RUNNING', attempt: 1 } as const;
    await commit(decision, begun, [{ turn: ended, from }], status === 'ROLLED_BACK' ? [asked.lastSeq] : undefined);
    turns.push(ended);
  }

  async function take({ which, hours, what }: Step): Promise<void> {
    now += hours * hour;
    if (what.do === 'open' || heads.length === 0) {
      const channel = 'channel' in what ? what.channel : 'web';
      const metadata = { plan: `p${'plan' in what ? what.plan : 0}` };
      await commit(opening({ tenantId, channel, userId: `user-${which % 4}-${heads.length}` }, { at: now, metadata }));
      return;
    }
    const head = heads[which % heads.length]!;
    const by = system(now);
    if (head.archive) {
      await commit({ conversation: restored(head), entries: [] }, head);
      return;
    }
    switch (what.do) {
      case 'archive': {
        const shut = head.status === 'CLOSED' ? head : await commit(close(head, by), head);
        const reference = { key: 'k', sha256: 'x', bytes: 1, entries: shut.lastSeq, at: now };
        await commit({ conversation: archived(shut, reference), entries: [] }, shut);
        return;
      }
      case 'say':
        await commit(arriving(head, { createdAt: now }), head);
        return;
      case 'answer':
        return answer(head, what as never);
      case 'silent': {
        const turn = runningTurn(head, { attempt: 0, status: 'QUEUED', acceptedAt: now });
        const ended = over(turn, head, 'COMPLETED', now);
        const empty = { conversation: head, entries: [] };
        const waiting = await commit(empty, head, [{ turn, from: 'new' }]);
        await commit({ ...empty, conversation: waiting }, waiting, [
          { turn: ended, from: { status: 'QUEUED', attempt: 0 } },
        ]);
        turns.push(ended);
        return;
      }
      case 'move':
        if (!('stage' in what)) return;
        await commit(setStage(head, { stage: what.stage, reason: '', evidenceSeqs: [], reopen: true }, by), head);
        return;
      case 'judge':
        await commit(setQualification(head, [], 'verdict' in what && what.verdict, by, scoring), head);
        return;
      case 'queue':
        await commit(requestHandoff(head, { queue: 'sales', reason: '', briefing: '' }, by), head);
        return;
      case 'take':
        if (head.owner.kind === 'HUMAN') return;
        await commit(takeOver(head, { humanId: 'eve', reason: '', briefing: '', expectedEpoch: 0 }, by), head);
        return;
      case 'return':
        if (head.owner.kind !== 'HUMAN') return;
        await commit(returnToAgent(head, { humanId: 'eve', agentName: which % 2 ? 'anna' : 'agent' }, by), head);
        return;
      case 'close':
        await commit(close(head, by), head);
        return;
      default:
        await commit(updateMetadata(head, { plan: `p${which % 3}` }, by), head);
    }
  }

  async function known(): Promise<Known[]> {
    return Promise.all(
      heads.map(async (head) => {
        const all = { tenantId, conversationId: head.id, order: 'oldest', messagesOnly: false, limit: 10_000 } as const;
        return {
          head,
          entries: await store.entries(all),
          turns: turns.filter(({ conversationId }) => conversationId === head.id),
        };
      }),
    );
  }

  return { tenantId, heads, take, known, now: () => now };
}

/** What of a conversation is not counted as its log and its turns have it. */
export async function miscounts(
  store: ConversationStore,
  head: Conversation,
  entries: readonly Entry[],
): Promise<Miscount> {
  const recount = await makeRecount(store, head);
  for (const entry of entries) await recount.see(entry);
  return recount.end();
}
