import { shownVersion } from '../domain/archive.js';
import { isFault, isUnreadable } from '../domain/errors.js';
import type { ConversationStore } from '../domain/ports.js';
import { forgetAll, indexLog } from './indexing.js';
import type { Leaving } from './leaving.js';
import type { Mending } from './mending.js';
import { compareSearch } from './verify-search.js';

/** How far what is found and what is counted is made anew. */
export interface Reindexed {
  readonly conversations: number;
  readonly total: number;
  /** Entries of their logs. */
  readonly entries: number;
  /** What was not counted and is now; what was counted and is no more. */
  readonly factsAdded: number;
  readonly factsRemoved: number;
  /** There at the end, once. */
  readonly end?: {
    /** Messages that were found of conversations that are gone. */
    readonly removed: number;
    /** Conversations that were compared with the index afterwards, and what differed. */
    readonly verified: number;
    readonly differences: readonly string[];
  };
}

/**
 * Makes a tenant's index anew, message by message, so that all is found meanwhile, and what is counted right; compares a sample
 * of the index with the logs.
 */
export type Reindexing = (tenantId: string, signal: AbortSignal) => AsyncIterable<Reindexed>;

const pageSize = 200;
/** Between two reports. */
const reportMs = 500;
/** Conversations that are compared with their logs afterwards. */
const sampleSize = 100;
const maxDifferences = 100;

export function makeReindexing(store: ConversationStore, mending: Mending, leaving: Leaving): Reindexing {
  const { search } = store;

  async function* idsOf(tenantId: string, signal: AbortSignal): AsyncGenerator<string> {
    for (let after: { tenantId: string; conversationId: string } | undefined; ; ) {
      signal.throwIfAborted();
      const page = await search.followed(after, pageSize, tenantId);
      for (const { conversationId } of page) yield conversationId;
      after = page.at(-1);
      if (page.length < pageSize) return;
    }
  }

  async function isThere(tenantId: string, id: string): Promise<boolean> {
    try {
      return (await store.conversation(tenantId, id)) !== undefined;
    } catch (error) {
      if (isUnreadable(error)) return true;
      throw error;
    }
  }

  /** What the index has of conversations that are gone. */
  async function removeStrays(tenantId: string, signal: AbortSignal): Promise<number> {
    let removed = 0;
    for (
      let id = await search.nextIndexed(tenantId, '');
      id !== undefined;
      id = await search.nextIndexed(tenantId, id)
    ) {
      signal.throwIfAborted();
      if (!(await isThere(tenantId, id))) removed += await forgetAll(store, tenantId, id, signal);
    }
    return removed;
  }

  async function differencesOf(tenantId: string, conversationId: string, signal: AbortSignal): Promise<string[]> {
    for (;;) {
      signal.throwIfAborted();
      const head = await store.conversation(tenantId, conversationId);
      if (!head) return [];
      const comparison = await compareSearch(search)(head);
      for (let after = 0; after < head.lastSeq; ) {
        const page = { order: 'oldest', after, messagesOnly: false, limit: pageSize } as const;
        const entries = await store.entries({ tenantId, conversationId, ...page });
        for (const entry of entries) await comparison.see(entry, head);
        after = entries.at(-1)?.seq ?? head.lastSeq;
      }
      const found = await comparison.differences();
      const now = await store.conversation(tenantId, conversationId);
      if (found.length > 0 && now && shownVersion(now) !== shownVersion(head)) continue;
      return now ? found.map((difference) => `${conversationId}: ${difference}`) : [];
    }
  }

  async function* run(tenantId: string, signal: AbortSignal): AsyncGenerator<Reindexed> {
    let total = 0;
    for await (const _ of idsOf(tenantId, signal)) total++;
    let [conversations, entries, factsAdded, factsRemoved] = [0, 0, 0, 0];
    const differences: string[] = [];
    const sample: string[] = [];
    let reportedAt = Number.NEGATIVE_INFINITY;
    for await (const id of idsOf(tenantId, signal)) {
      try {
        entries += await indexLog(store, tenantId, id, 0, signal);
        const { added, removed } = await mending.fromLog({ tenantId, conversationId: id }, signal);
        factsAdded += added;
        factsRemoved += removed;
      } catch (error) {
        // One log that cannot be read keeps no other from being found and counted.
        if (!isUnreadable(error)) throw error;
        const isArchived = isFault(error, 'archive-damaged');
        differences.push(`${id}: ${isArchived ? 'its archived log' : 'a document of it'} cannot be read`);
        if (isArchived) factsAdded += (await mending.fromHead({ tenantId, conversationId: id })).added;
      }
      conversations++;
      // Each has the same chance to be in the sample, however many come.
      const place = conversations <= sampleSize ? sample.length : Math.floor(Math.random() * conversations);
      if (place < sampleSize) sample[place] = id;
      if (performance.now() - reportedAt < reportMs) continue;
      reportedAt = performance.now();
      yield { conversations, total: Math.max(total, conversations), entries, factsAdded, factsRemoved };
    }
    const removed = await removeStrays(tenantId, signal);
    const readable = sample.filter((id) => !differences.some((difference) => difference.startsWith(`${id}:`)));
    for (const id of readable) differences.push(...(await differencesOf(tenantId, id, signal)));
    const end = { removed, verified: readable.length, differences: differences.slice(0, maxDifferences) };
    yield { conversations, total: conversations, entries, factsAdded, factsRemoved, end };
  }

  return async function* reindex(tenantId, signal) {
    const present = leaving.with(signal);
    try {
      yield* run(tenantId, present.signal);
    } finally {
      present.release();
    }
  };
}
