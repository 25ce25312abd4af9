import { expect } from 'vitest';
import type { Conversation, Decision, Identity } from '../../src/domain/conversation.js';
import type { Entry } from '../../src/domain/entry.js';
import type { JsonObject } from '../../src/domain/json.js';
import type { Lesson } from '../../src/domain/memory.js';
import type { Message } from '../../src/domain/message.js';
import type { Commit, ConversationStore, KeptRequest, TurnWrite } from '../../src/domain/ports.js';
import type { Turn } from '../../src/domain/turn.js';
import {
  arriving,
  commitOf,
  freshId,
  lessonOf,
  opening,
  openingWith,
  runningTurn,
  userMessage,
  written,
} from '../support/build.js';
import { until } from '../support/until.js';

/** A tenant of one test's own in a store that tests share, and short ways to fill it. */
export interface Tenant {
  readonly id: string;
  /** Commits an opening and gives the stored head. */
  opened(over?: Partial<Identity>, options?: { at?: number; metadata?: JsonObject }): Promise<Conversation>;
  openedWith(message: Partial<Message>, over?: Partial<Identity>): Promise<Conversation>;
  /** Commits what was decided on a stored head and gives the stored head after it. */
  applied(decision: Decision, before: Conversation, more?: Parameters<typeof commitOf>[2]): Promise<Conversation>;
  said(head: Conversation, over?: Partial<Message>): Promise<Conversation>;
  /** Opens a conversation whose first message's turn runs. */
  running(leaseMs: number, over?: Partial<Turn>): Promise<Turn>;
  /** Changes turns of a conversation and nothing else. */
  turned(head: Conversation, ...turns: TurnWrite[]): Promise<Conversation>;
  /** Commits lessons, all at once. */
  left(...lessons: Partial<Lesson>[]): Promise<Lesson[]>;
  stored(conversationId: string): Promise<Conversation>;
  log(conversationId: string): Promise<Entry[]>;
}

export function tenantOf(store: ConversationStore, id = freshId('tenant')): Tenant {
  async function stored(conversationId: string): Promise<Conversation> {
    const head = await store.conversation(id, conversationId);
    if (!head) throw new Error(`${conversationId} is not stored`);
    return head;
  }

  async function applied(decision: Decision, before: Conversation | undefined, more?: Parameters<typeof commitOf>[2]) {
    expect(await store.commit(commitOf(id, [written(decision, before)], more))).toBeUndefined();
    return stored(decision.conversation.id);
  }

  const turned = (head: Conversation, ...turns: TurnWrite[]) =>
    applied({ conversation: head, entries: [] }, head, { turns });

  return {
    id,
    opened: (over, options) => applied(opening({ ...over, tenantId: id }, options), undefined),
    openedWith: (message, over) => applied(openingWith(userMessage(message), { ...over, tenantId: id }), undefined),
    applied,
    said: (head, over) => applied(arriving(head, over), head),
    async running(leaseMs, over) {
      const decision = openingWith(userMessage(), { tenantId: id });
      const turn = runningTurn(decision.conversation, over);
      await applied(decision, undefined, { turns: [{ turn, from: 'new', leaseMs }] });
      return turn;
    },
    turned,
    async left(...overs) {
      const lessons = overs.map((over) => lessonOf({ ...over, tenantId: id }));
      expect(await store.commit(commitOf(id, [written(opening({ tenantId: id }))], { lessons }))).toBeUndefined();
      return lessons;
    },
    stored,
    log: (conversationId) =>
      store.entries({ tenantId: id, conversationId, order: 'oldest', messagesOnly: false, limit: 10_000 }),
  };
}

/** Takes over whatever has expired until one of `own` is among it; leases of other tests are theirs no more. */
export function takenOver(store: ConversationStore, worker: string, own: readonly Turn[]): Promise<Turn[]> {
  return until('a turn is taken over', async () => {
    const all = await store.takeExpired(worker, 60_000, 1000);
    const mine = all.filter((turn) => own.some(({ id, tenantId }) => id === turn.id && tenantId === turn.tenantId));
    return mine.length > 0 ? mine : undefined;
  });
}

/** All that a commit could have written, to compare before and after. */
export async function seen(store: ConversationStore, tenantId: string, commit: Commit): Promise<unknown> {
  const ids = [...new Set(commit.conversations.map(({ conversation }) => conversation.id))];
  const conversations = await Promise.all(
    ids.map(async (id) => ({
      head: await store.conversation(tenantId, id),
      entries: await store.entries({ tenantId, conversationId: id, order: 'oldest', messagesOnly: false, limit: 1000 }),
      newestTurn: await store.newestTurn(tenantId, id),
      queued: await store.queuedTurns(tenantId, id, 100),
    })),
  );
  const open = await Promise.all(
    commit.conversations.map(({ conversation: { userId, channel } }) =>
      store.openConversation(tenantId, userId, channel),
    ),
  );
  const turns = await Promise.all((commit.turns ?? []).map(({ turn }) => store.turn(tenantId, turn.id)));
  const request: KeptRequest | undefined = commit.request
    ? await store.request(tenantId, commit.request.requestId)
    : undefined;
  const all = {
    filter: { statuses: ['ACTIVE', 'CLOSED', 'ARCHIVED'] as const },
    order: 'oldest' as const,
    limit: 1000,
  };
  return { conversations, open, turns, request, listed: await store.conversations(tenantId, all) };
}
