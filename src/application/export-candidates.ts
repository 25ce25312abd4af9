import type { Lengths } from '../domain/history.js';
import type { ConversationStore } from '../domain/ports.js';
import { everyStatus } from './as-of.js';
import type { ExportQuery } from './export.js';
import { readableHeads } from './readable-heads.js';

/** Of an export: the conversations that were there and have changed, in order of their ids, whatever the rest of the filter. */
export interface Candidates {
  /** Those after an id, in pages. */
  after(query: ExportQuery, id: string, signal: AbortSignal): AsyncIterable<readonly Lengths[]>;
  /** Of these, in their order. */
  among(query: ExportQuery, ids: readonly string[]): Promise<Lengths[]>;
}

/** Conversations that are looked at together. */
const pageSize = 50;

export function makeCandidates(store: ConversationStore): Candidates {
  const { history } = store;

  async function among({ tenantId, until, since }: ExportQuery, ids: readonly string[]): Promise<Lengths[]> {
    const lengths = await history.lastSeqs(tenantId, until, ids);
    const before = since === undefined ? new Map<string, number>() : await history.lastSeqs(tenantId, since, ids);
    return ids.flatMap((id) => {
      const then = { id, lastSeq: lengths.get(id) ?? 0, lastSeqBefore: before.get(id) ?? 0 };
      return then.lastSeq > then.lastSeqBefore ? [then] : [];
    });
  }

  /** A user has few of the tenant's conversations. */
  async function idsOf(tenantId: string, userId: string, signal: AbortSignal): Promise<string[]> {
    const ids = new Set<string>();
    const { pages, unreadable } = readableHeads(store, tenantId);
    for await (const page of pages({ userId, statuses: everyStatus }, signal)) for (const { id } of page) ids.add(id);
    return [...ids, ...unreadable].sort(byBytes);
  }

  return {
    among,
    async *after(query, id, signal) {
      const { tenantId, filter, until, since } = query;
      const { userId } = filter;
      if (userId === undefined) {
        const all = { until, ...(since === undefined ? {} : { since }), after: id, limit: pageSize };
        return yield* history.conversations(tenantId, all, signal);
      }
      const ids = (await idsOf(tenantId, userId, signal)).filter((one) => byBytes(one, id) > 0);
      for (let i = 0; i < ids.length; i += pageSize) yield among(query, ids.slice(i, i + pageSize));
    },
  };
}

/** The order of both stores; ids are ASCII. */
function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
