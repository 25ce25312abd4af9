import type { Conversation } from '../domain/conversation.js';
import { DomainError, type FaultKind } from '../domain/errors.js';
import type { ConversationFilter, ConversationStore } from '../domain/ports.js';
import type { Archiving } from './archiving.js';
import type { Conversations } from './conversations.js';
import type { Leaving } from './leaving.js';
import { pause } from './pause.js';

/** Which conversations to archive, the longest idle first. */
export interface Wanted {
  /** Only the closed ones that match; with `closeOpen` also those that are open, which are closed first. */
  readonly filter: ConversationFilter;
  /** Only those without activity at or after this. */
  readonly idleSince?: number;
  readonly closeOpen: boolean;
  /** Counts alone. */
  readonly dryRun: boolean;
  readonly maxCount: number;
}

/**
 * Archives many, one after another, and says how many; those that a turn runs in, that others change meanwhile, or whose log
 * cannot be archived, are left out. When it is called off, or the store or the archive is away, what it has done stays done.
 */
export type ArchiveMany = (tenantId: string, wanted: Wanted, signal: AbortSignal) => Promise<number>;

const pageSize = 50;

export function makeArchiveMany(
  store: ConversationStore,
  archiving: Archiving,
  conversations: Pick<Conversations, 'close'>,
  leaving: Leaving,
  report: (what: string, error: unknown, conversationId: string) => void,
): ArchiveMany {
  async function archived(head: Conversation, signal: AbortSignal): Promise<boolean> {
    const { tenantId, id: conversationId, lastSeq: expectedVersion } = head;
    try {
      if (head.status === 'ACTIVE') await conversations.close({ tenantId, conversationId, expectedVersion });
      return (await archiving.archive(tenantId, conversationId, signal)).isNew;
    } catch (error) {
      signal.throwIfAborted();
      const kind = error instanceof DomainError ? error.fault.kind : undefined;
      if (kind !== undefined && away.has(kind)) throw error;
      if (kind === undefined || !moved.has(kind)) report('a conversation is not archived', error, conversationId);
      return false;
    }
  }

  async function all(tenantId: string, wanted: Wanted, signal: AbortSignal): Promise<number> {
    const { filter, idleSince = Number.MAX_SAFE_INTEGER, closeOpen, dryRun, maxCount } = wanted;
    const given = filter.statuses ?? ['ACTIVE', 'CLOSED'];
    const statuses = given.filter((status) => status === 'CLOSED' || (closeOpen && status === 'ACTIVE'));
    if (statuses.length === 0) return 0;
    let count = 0;
    for (let last: Conversation | undefined; ; ) {
      const after = last && { lastActivityAt: last.lastActivityAt, id: last.id };
      const query = { filter: { ...filter, statuses }, order: 'oldest', limit: pageSize } as const;
      const page = await store.conversations(tenantId, { ...query, ...(after ? { after } : {}) });
      for (const head of page) {
        signal.throwIfAborted();
        if (count >= maxCount || head.lastActivityAt >= idleSince) return count;
        if (head.activeTurnId !== undefined) continue;
        if (dryRun || (await archived(head, signal))) count++;
      }
      last = page.at(-1);
      if (page.length < pageSize) return count;
      // Others come in between.
      await pause(0, signal);
    }
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
