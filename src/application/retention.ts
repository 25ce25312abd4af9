import { DomainError, isFault } from '../domain/errors.js';
import type { Clock, ConversationStore } from '../domain/ports.js';
import type { ArchiveMany } from './archive-many.js';
import type { Archiving } from './archiving.js';
import type { Conditions } from './conditions.js';
import type { Conversations } from './conversations.js';
import { pause } from './pause.js';
import { readableHeads } from './readable-heads.js';

/** What happens to conversations by themselves; absent: nothing. */
export interface RetentionRules {
  /** Open ones that the agent has are closed after so long without activity. */
  readonly closeAfterMs: number | undefined;
  /** Closed ones are archived after so long without activity. */
  readonly archiveAfterMs: number | undefined;
}

/** Finishes what processes that are gone have left half moved, and closes and archives what is old. */
export interface Retention {
  /** Does what is due; resolves when that is done, or it was told to stop. Safe to call while it runs. */
  look(): Promise<void>;
  /** Begins nothing more, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** How often it is looked for what is old. */
const everyMs = 10 * 60_000;

export function makeRetention(
  store: ConversationStore,
  archiving: Archiving,
  archiveMany: ArchiveMany,
  conversations: Pick<Conversations, 'close'>,
  clock: Clock,
  { closeAfterMs, archiveAfterMs }: RetentionRules,
  conditions: Conditions,
  report: (what: string, error: unknown, conversationId?: string) => void,
): Retention {
  const stopping = new AbortController();
  const { signal } = stopping;
  let looking: Promise<void> | undefined;
  let appliedAt = Number.NEGATIVE_INFINITY;

  async function all(): Promise<void> {
    await attempt('archive', () => archiving.sweep(signal));
    const isDue = performance.now() - appliedAt >= everyMs;
    if (!isDue || (closeAfterMs === undefined && archiveAfterMs === undefined)) return;
    appliedAt = performance.now();
    await attempt('retention', async () => {
      for (let tenant = await store.nextTenant(''); tenant !== undefined; tenant = await store.nextTenant(tenant)) {
        signal.throwIfAborted();
        await applyTo(tenant);
        await pause(0, signal);
      }
    });
  }

  async function attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      conditions.set(what, undefined);
    } catch (error) {
      // The sweep for turns tells of a store that is away.
      if (signal.aborted || isAway(error)) return;
      if (conditions.has(what)) return;
      report(`${what} is not looked after`, error);
      conditions.set(what, `not looked after since ${new Date(clock.now()).toISOString()}; the log says why`);
    }
  }

  async function applyTo(tenantId: string): Promise<void> {
    if (archiveAfterMs !== undefined) {
      const wanted = { filter: {}, closeOpen: false, dryRun: false, maxCount: Number.MAX_SAFE_INTEGER };
      await archiveMany(tenantId, { ...wanted, idleSince: clock.now() - archiveAfterMs }, signal);
    }
    // Those are summarized until it is looked again, and archived then.
    if (closeAfterMs !== undefined) await closeIdle(tenantId, clock.now() - closeAfterMs);
  }

  /** Those that wait for a person, or have one, are theirs to close. */
  async function closeIdle(tenantId: string, before: number): Promise<void> {
    const filter = { statuses: ['ACTIVE'], owners: ['AGENT'] } as const;
    for await (const page of readableHeads(store, tenantId).pages(filter, signal)) {
      for (const { id: conversationId, lastSeq, lastActivityAt, activeTurnId } of page) {
        signal.throwIfAborted();
        if (lastActivityAt >= before) return;
        if (activeTurnId !== undefined) continue;
        await conversations.close({ tenantId, conversationId, expectedVersion: lastSeq }).catch((error: unknown) => {
          if (isAway(error)) throw error;
          const isMoved = isFault(error, 'stale-version');
          if (!isMoved) report('an idle conversation is not closed', error, conversationId);
        });
      }
    }
  }

  return {
    look() {
      looking ??= all().finally(() => {
        looking = undefined;
      });
      return looking;
    },
    async stop() {
      stopping.abort(new DomainError({ kind: 'server-draining', retryAfterMs: 500 }));
      await looking;
    },
  };
}

function isAway(error: unknown): boolean {
  return isFault(error, 'store-unavailable');
}
