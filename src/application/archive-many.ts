import type { Conversation } from '../domain/conversation.js';
import { DomainError, type FaultKind } from '../domain/errors.js';
import type { ConversationFilter, ConversationStore } from '../domain/ports.js';
import type { Archiving } from './archiving.js';
import type { Conversations } from './conversations.js';
import type { Leaving } from './leaving.js';
import { readableHeads } from './readable-heads.js';
import type { Summaries } from './summaries.js';

/** Which conversations to archive, the longest idle first. */
export interface Wanted {
  /** Only the closed ones that match; with `closeOpen` also those that are open, which are closed and summarized first. */
  readonly filter: ConversationFilter;
  /** Only those without activity at or after this. */
  readonly idleSince?: number;
  readonly closeOpen: boolean;
  /** Counts alone. */
  readonly dryRun: boolean;
  readonly maxCount: number;
}

/**
 * Archives many, a few at a time, and says how many; those that a turn runs in, that others change meanwhile, or whose log
 * cannot be archived, are left out. When it is called off, or the store or the archive is away, what it has done stays done.
 */
export type ArchiveMany = (tenantId: string, wanted: Wanted, signal: AbortSignal) => Promise<number>;

/** Archived at the same time: most of it is waiting for disks and networks. */
const atOnce = 4;

export function makeArchiveMany(
  store: ConversationStore,
  archiving: Archiving,
  conversations: Pick<Conversations, 'close'>,
  summaries: Pick<Summaries, 'summarize'>,
  leaving: Leaving,
  report: (what: string, error: unknown, conversationId: string) => void,
): ArchiveMany {
  async function archived(head: Conversation, signal: AbortSignal): Promise<boolean> {
    const { tenantId, id: conversationId, lastSeq: expectedVersion } = head;
    try {
      if (head.status === 'ACTIVE') {
        await conversations.close({ tenantId, conversationId, expectedVersion });
        // Once its log is in the archive, none is made any more.
        await summaries.summarize(tenantId, conversationId, signal);
      }
      return (await archiving.archive(tenantId, conversationId, signal)).isNew;
    } catch (error) {
      signal.throwIfAborted();
      const kind = error instanceof DomainError ? error.fault.kind : undefined;
      if (kind !== undefined && away.has(kind)) throw error;
      if (kind === undefined || !moved.has(kind)) report('a conversation is not archived', error, conversationId);
      return false;
    }
  }

  /** How many of them are archived by this; throws once all have ended, when one has found the store or the archive away. */
  async function archivedOf(heads: readonly Conversation[], signal: AbortSignal): Promise<number> {
    const settled = await Promise.allSettled(heads.map((head) => archived(head, signal)));
    const failed = settled.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    return settled.filter((one) => one.status === 'fulfilled' && one.value).length;
  }

  async function all(tenantId: string, wanted: Wanted, signal: AbortSignal): Promise<number> {
    const { filter, idleSince = Number.MAX_SAFE_INTEGER, closeOpen, dryRun, maxCount } = wanted;
    const given = filter.statuses ?? ['ACTIVE', 'CLOSED'];
    const statuses = given.filter((status) => status === 'CLOSED' || (closeOpen && status === 'ACTIVE'));
    if (statuses.length === 0) return 0;
    let count = 0;
    for await (const page of readableHeads(store, tenantId).pages({ ...filter, statuses }, signal)) {
      const idle = page.filter(({ lastActivityAt }) => lastActivityAt < idleSince);
      const free = idle.filter(({ activeTurnId }) => activeTurnId === undefined);
      while (free.length > 0) {
        signal.throwIfAborted();
        if (count >= maxCount) return count;
        const some = free.splice(0, Math.min(atOnce, maxCount - count));
        count += dryRun ? some.length : await archivedOf(some, signal);
      }
      if (idle.length < page.length) break;
    }
    return count;
  }

  return async (tenantId, wanted, caller) => {
    const { signal, release } = leaving.with(caller);
    return all(tenantId, wanted, signal).finally(release);
  };
}

/** What ends the whole. */
const away: ReadonlySet<FaultKind> = new Set(['store-unavailable', 'archive-unavailable']);
/** What others did meanwhile. */
const moved: ReadonlySet<FaultKind> = new Set([
  'conversation-open',
  'conversation-busy',
  'conversation-archived',
  'conversation-not-found',
  'stale-version',
  'contention',
]);
