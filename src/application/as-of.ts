import { matches } from '../domain/filter.js';
import type { Moment } from '../domain/history.js';
import type { ConversationFilter, ConversationStore } from '../domain/ports.js';
import { makeLogThen } from './log-then.js';

/** Conversations as they were at a moment. */
export interface AsOf {
  /**
   * Those of at most 500 that a filter matched then, in the order given; one that names no statuses has all. One that
   * has moved since costs the reading of its log up to there.
   */
  matching(
    tenantId: string,
    moment: Moment,
    filter: ConversationFilter,
    conversationIds: readonly string[],
    signal: AbortSignal,
  ): Promise<string[]>;
}

/** Whether a filter has conditions besides the channel. */
export function looksAtHeads({ channels: _, statuses, metadata, ...rest }: ConversationFilter): boolean {
  return (
    Object.values(rest).some((value) => value !== undefined) ||
    (statuses !== undefined && new Set(statuses).size < everyStatus.length) ||
    Object.keys(metadata ?? {}).length > 0
  );
}

export const everyStatus = ['ACTIVE', 'CLOSED', 'ARCHIVED'] as const;

export function makeAsOf(store: ConversationStore): AsOf {
  const log = makeLogThen(store);

  return {
    async matching(tenantId, moment, { statuses = everyStatus, ...rest }, ids, signal) {
      const filter = { ...rest, statuses };
      if (ids.length === 0 || !looksAtHeads(filter)) return [...ids];
      const { userId, channels, createdFrom, createdTo } = filter;
      const lasting = { userId, channels, createdFrom, createdTo, statuses: everyStatus } as ConversationFilter;
      const heads = (await store.conversationsById(tenantId, ids)).filter((head) => matches(lasting, head));
      const ofThem = heads.map(({ id }) => id);
      const seqs = await store.history.lastSeqs(tenantId, moment, ofThem);
      const found = new Set<string>();
      for (const head of heads) {
        signal.throwIfAborted();
        const lastSeq = seqs.get(head.id);
        if (lastSeq === undefined) continue;
        const then = await log.head(head, lastSeq, moment, signal);
        if (then && matches(filter, then)) found.add(head.id);
      }
      return ids.filter((id) => found.has(id));
    },
  };
}
