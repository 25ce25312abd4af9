import type { Conversation } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { DomainError, isFault } from '../domain/errors.js';
import type { Exclusive } from '../domain/exclusive.js';
import type { Lesson } from '../domain/memory.js';
import type { Commit, ConversationStore, ConversationWrite, Ids, KeptRequest, TurnWrite } from '../domain/ports.js';
import { isOver } from '../domain/turn.js';
import { entryAt } from './entry-at.js';

/** What was decided on a head: what to write, and what to answer. */
export interface Plan<T> extends Pick<ConversationWrite, 'superseded' | 'removed' | 'returned'> {
  readonly conversation: Conversation;
  readonly entries: readonly Entry[];
  readonly turns?: readonly TurnWrite[];
  readonly request?: KeptRequest;
  readonly result: T;
}

/** Somebody else kept the request id between our look and our commit; the caller joins what that one made. */
export class RequestTaken extends Error {}

/** How often a decision is made again when somebody else's commit came first. */
const maxTries = 20;

/** How often one commit is sent while the store cannot be reached. */
const maxSends = 3;

export interface Commits {
  /** Commits a conversation that is not there yet; `open-taken` and `stale` are for the caller to act on. */
  open<T>(plan: Plan<T>, closing?: ConversationWrite): Promise<'open-taken' | 'stale' | { readonly result: T }>;
  /**
   * Decides on the newest head and commits. Decides again, a bounded number of times, when the head has moved
   * meanwhile; `again` is then true. Throws `conversation-not-found`, `contention`, `conversation-archived` for entries of an
   * archived one, and what `decide` throws.
   */
  change<T>(
    tenantId: string,
    conversationId: string,
    decide: (head: Conversation, again: boolean) => Plan<T> | Promise<Plan<T>>,
  ): Promise<T>;
  /** Acts once for a request id: a repeat with the same hash gets `join` of what is kept, another hash an error. */
  once<T>(
    request: { readonly tenantId: string; readonly requestId: string; readonly hash: string },
    act: () => Promise<T>,
    join: (kept: KeptRequest) => Promise<T>,
  ): Promise<T>;
}

/** With `learns` every turn that ends leaves a lesson, in the same commit. */
export function makeCommits(store: ConversationStore, ids: Ids, exclusive: Exclusive, learns = false): Commits {
  async function commit(parts: Omit<Commit, 'id'>) {
    const commit: Commit = { ...parts, id: ids.next() };
    for (let tries = 1; ; tries++) {
      try {
        const refusal = await store.commit(commit);
        // Others may have written on top of it since, so that the store does not know it again.
        if (refusal && tries > 1 && (await isWritten(commit))) return undefined;
        if (refusal === 'request-taken') throw new RequestTaken();
        return refusal;
      } catch (error) {
        // It may have been written all the same; only the same commit again can tell.
        const unknown = isFault(error, 'store-unavailable');
        if (!unknown || tries === maxSends) throw error;
        await pause(tries + 4);
      }
    }
  }

  /** What a commit holds beside conversations. */
  function besides({
    conversation,
    turns = [],
    request,
  }: Plan<unknown>): Pick<Commit, 'turns' | 'lessons' | 'request'> {
    const lessons = learns ? lessonsOf(conversation, turns) : [];
    return { turns, ...(lessons.length > 0 ? { lessons } : {}), ...(request ? { request } : {}) };
  }

  /** Of what a turn was asked, unless that was taken back. */
  function lessonsOf({ userId }: Conversation, turns: readonly TurnWrite[]): Lesson[] {
    const told = turns.filter(({ turn }) => isOver(turn) && turn.status !== 'ROLLED_BACK');
    return told.map(({ turn: { tenantId, id, conversationId, messageSeqs, endedAt = 0 } }) => {
      return { tenantId, userId, id, conversationId, messageSeqs, at: endedAt, attempts: 0 };
    });
  }

  /** Whether the log has a message of the commit. */
  async function isWritten({ tenantId, conversations }: Commit): Promise<boolean> {
    for (const { conversation, entries } of conversations) {
      for (const { seq, message } of entries) {
        const stored = message && (await entryAt(store, { tenantId, conversationId: conversation.id }, seq));
        if (stored) return stored.message?.id === message.id;
      }
    }
    return false;
  }

  async function open<T>(plan: Plan<T>, closing?: ConversationWrite) {
    const { conversation, entries, result } = plan;
    const opening: ConversationWrite = { conversation, entries };
    const refusal = await commit({
      tenantId: conversation.tenantId,
      conversations: closing ? [closing, opening] : [opening],
      ...besides(plan),
    });
    return refusal ?? { result };
  }

  function change<T>(
    tenantId: string,
    conversationId: string,
    decide: (head: Conversation, again: boolean) => Plan<T> | Promise<Plan<T>>,
  ): Promise<T> {
    return exclusive(`${tenantId}/${conversationId}`, async () => {
      for (let tries = 0; tries < maxTries; tries++) {
        if (tries > 1) await pause(tries);
        const head = await store.conversation(tenantId, conversationId);
        if (!head) throw new DomainError({ kind: 'conversation-not-found', conversationId });
        const plan = await decide(head, tries > 0);
        const { conversation, entries, superseded, removed, returned, turns = [], request, result } = plan;
        if (conversation === head && turns.length === 0 && !request) return result;
        const log = { ...(superseded && { superseded }), ...(removed && { removed }), ...(returned && { returned }) };
        const refusal = await commit({
          tenantId,
          conversations: [{ conversation, statusBefore: head.status, entries, ...log }],
          ...besides(plan),
        });
        if (refusal === undefined) return result;
        if (refusal === 'open-taken') {
          const open = await store.openConversation(tenantId, head.userId, head.channel);
          if (open) {
            throw new DomainError({ kind: 'other-conversation-open', conversationId, openConversationId: open.id });
          }
        }
      }
      throw new DomainError({ kind: 'contention', conversationId });
    });
  }

  async function once<T>(
    request: { readonly tenantId: string; readonly requestId: string; readonly hash: string },
    act: () => Promise<T>,
    join: (kept: KeptRequest) => Promise<T>,
  ): Promise<T> {
    const { tenantId, requestId, hash } = request;
    if (requestId === '') return act();
    const keptBefore = async () => {
      const kept = await store.request(tenantId, requestId);
      if (kept && kept.hash !== hash) throw new DomainError({ kind: 'request-id-reused', requestId });
      return kept;
    };
    const before = await keptBefore();
    if (before) return join(before);
    try {
      return await act();
    } catch (error) {
      // Of many at once the others find the id taken, or what the first one made in their way.
      if (!(error instanceof RequestTaken) && !(error instanceof DomainError)) throw error;
      const meanwhile = await keptBefore();
      if (meanwhile) return join(meanwhile);
      throw error;
    }
  }

  return { open, change, once };
}

/** A little longer each time, and never the same for two writers that race. */
function pause(tries: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(5 * 2 ** tries, 200)));
}
