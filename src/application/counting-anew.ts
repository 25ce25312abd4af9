import type { Conversation } from '../domain/conversation.js';
import { DomainError } from '../domain/errors.js';
import { type Occurrence, occurrencesOf } from '../domain/occurrence.js';
import type { ConversationStore, ConversationWrite } from '../domain/ports.js';
import { everyStatus } from './as-of.js';
import type { Conditions } from './conditions.js';
import { type InBackground, makeInBackground } from './in-background.js';
import { pause } from './pause.js';
import { makeRecount } from './recount.js';

const pageSize = 100;
const logPage = 200;

/** Makes what numbers are made of for conversations that an earlier version kept without. */
export function makeCountingAnew(
  store: ConversationStore,
  conditions: Pick<Conditions, 'set'>,
  report: (what: string, error: unknown, conversationId?: string) => void,
): InBackground {
  const stopping = new AbortController();
  const { signal } = stopping;
  let counted = 0;
  let failed = 0;

  async function all(): Promise<void> {
    if (await store.numbers.isWhole()) return;
    say();
    for (let tenant = await store.nextTenant(''); tenant !== undefined; tenant = await store.nextTenant(tenant)) {
      await ofTenant(tenant);
    }
    if (failed > 0) return;
    await store.numbers.becomeWhole();
    conditions.set('numbers', undefined);
  }

  function say(): void {
    const some = failed > 0 ? `, ${failed} could not be, and are tried again by the next server that starts` : '';
    conditions.set('numbers', `what an earlier version kept is being counted: ${counted} conversations so far${some}`);
  }

  /** Oldest first, as what becomes active meanwhile comes to the end. */
  async function ofTenant(tenantId: string): Promise<void> {
    const query = { filter: { statuses: everyStatus }, order: 'oldest', limit: pageSize } as const;
    for (let after: Conversation | undefined; ; ) {
      const page = await store.conversations(tenantId, after ? { ...query, after } : query);
      const moment = await store.history.now(tenantId);
      const ids = page.map(({ id }) => id);
      const moves = await store.numbers.moves(tenantId, moment, ids);
      // A conversation's first entry is counted by this version, or before all others.
      const done = new Set(moves.filter(({ kind }) => kind === 'created').map(({ conversationId }) => conversationId));
      for (const head of page.filter(({ id }) => !done.has(id))) {
        signal.throwIfAborted();
        await attempt(head);
      }
      say();
      after = page.at(-1);
      if (page.length < pageSize) return;
      await pause(0, signal);
    }
  }

  async function attempt(head: Conversation): Promise<void> {
    try {
      await ofConversation(head);
      counted++;
    } catch (error) {
      const isAway = error instanceof DomainError && error.fault.kind === 'store-unavailable';
      if (signal.aborted || isAway) throw error;
      failed++;
      report('a conversation is not counted', error, head.id);
    }
  }

  /** That it began is counted last: one that was cut off before is counted again, and nothing of it twice. */
  async function ofConversation(head: Conversation): Promise<void> {
    const { tenantId, id: conversationId, lastSeq } = head;
    const beginnings: Occurrence[] = [];
    const recount = await makeRecount(store, head, async ({ missing }) => {
      beginnings.push(...missing.filter(({ kind }) => kind === 'created'));
      const others = missing.filter(({ kind }) => kind !== 'created');
      if (others.length > 0) await store.numbers.mend({ tenantId, conversationId }, [], others);
    });
    for (let after = 0; after < lastSeq; ) {
      signal.throwIfAborted();
      const limit = Math.min(logPage, lastSeq - after);
      const page = { order: 'oldest', after, messagesOnly: false, limit } as const;
      const entries = await store.entries({ tenantId, conversationId, ...page });
      for (const entry of entries) await recount.see(entry);
      if (entries.length === 0) return;
      after = entries.at(-1)?.seq ?? lastSeq;
    }
    await recount.end();
    // Since when it is in the archive no log tells: from now on is all that any moment to come asks for.
    beginnings.push(...occurrencesOf({ id: '', tenantId, conversations: [archivedNow(head)] }));
    await store.numbers.mend({ tenantId, conversationId }, [], beginnings);
  }

  return makeInBackground(all, stopping, (error) => {
    report('what an earlier version kept is not counted', error);
    conditions.set('numbers', 'what an earlier version kept is not counted: the log says why; a start tries again');
  });
}

/** What archives a conversation that is archived; of another nothing. */
function archivedNow(conversation: Conversation): ConversationWrite {
  return { conversation, statusBefore: conversation.archive ? 'CLOSED' : conversation.status, entries: [] };
}
