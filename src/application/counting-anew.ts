import type { Conversation } from '../domain/conversation.js';
import { isFault } from '../domain/errors.js';
import type { ConversationStore } from '../domain/ports.js';
import { everyStatus } from './as-of.js';
import type { Conditions } from './conditions.js';
import { type InBackground, makeInBackground } from './in-background.js';
import type { Mending } from './mending.js';
import { pause } from './pause.js';

const pageSize = 100;
/** After how long what could not be counted is tried again. */
const againMs = 30_000;

/** Makes what numbers are made of for conversations that an earlier version kept without. */
export function makeCountingAnew(
  store: ConversationStore,
  mending: Mending,
  conditions: Pick<Conditions, 'set'>,
  report: (what: string, error: unknown, conversationId?: string) => void,
): InBackground {
  const stopping = new AbortController();
  const { signal } = stopping;
  let counted = 0;
  let failed = 0;
  let damaged = 0;

  async function all(): Promise<void> {
    while (!(await isDone())) {
      await pause(againMs, signal);
      signal.throwIfAborted();
    }
    const some = `of ${damaged} archived conversations only the beginning is counted: their logs are damaged`;
    conditions.set('numbers', damaged > 0 ? some : undefined);
  }

  async function isDone(): Promise<boolean> {
    failed = 0;
    try {
      if (await store.numbers.isWhole()) return true;
      say();
      for (let tenant = await store.nextTenant(''); tenant !== undefined; tenant = await store.nextTenant(tenant)) {
        await ofTenant(tenant);
      }
      if (failed === 0) await store.numbers.becomeWhole();
      return failed === 0;
    } catch (error) {
      if (signal.aborted || !isFault(error, 'store-unavailable')) throw error;
      report('what an earlier version kept is not counted yet', error);
      return false;
    }
  }

  function say(): void {
    const some = failed > 0 ? `, ${failed} could not be, and are tried again` : '';
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
      for (const id of ids.filter((one) => !done.has(one))) {
        signal.throwIfAborted();
        await attempt(tenantId, id);
      }
      say();
      after = page.at(-1);
      if (page.length < pageSize) return;
      await pause(0, signal);
    }
  }

  /** One that is cut off is counted again, and nothing of it twice. */
  async function attempt(tenantId: string, conversationId: string): Promise<void> {
    try {
      await count(tenantId, conversationId);
      counted++;
    } catch (error) {
      if (signal.aborted || isFault(error, 'store-unavailable')) throw error;
      failed++;
      report('a conversation is not counted', error, conversationId);
    }
  }

  /** A log that is damaged keeps no other from being counted, and exports name it. */
  async function count(tenantId: string, conversationId: string): Promise<void> {
    const of = { tenantId, conversationId };
    try {
      await mending.fromLog(of, signal);
    } catch (error) {
      if (!isFault(error, 'archive-damaged')) throw error;
      await mending.fromHead(of);
      damaged++;
      report('of a conversation only the beginning is counted', error, conversationId);
    }
  }

  return makeInBackground(all, stopping, (error) => {
    report('what an earlier version kept is not counted', error);
    conditions.set('numbers', 'what an earlier version kept is not counted: the log says why; a start tries again');
  });
}
