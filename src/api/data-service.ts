import { createHash } from 'node:crypto';
import type { ArchiveMany } from '../application/archive-many.js';
import type { Erasing } from '../application/erasing.js';
import { maxMetadataBytes, maxQueuedTurns, maxReplyBytes, type Settings } from '../application/settings.js';
import type { Verify } from '../application/verify.js';
import type { DataServiceService, GetServerInfoResponse } from '../gen/colloquy/v1/data_service.js';
import { entryLine } from './export-chunks.js';
import type { Methods } from './methods.js';
import { readFilter } from './read.js';
import type { Transfer } from './transfer-service.js';

/** What one call archives when it does not say. */
const mostArchived = 10_000;

/** What a server says of itself. */
export interface About {
  readonly version: string;
  readonly store: string;
  readonly memory: string;
  readonly model: string;
  /** Limits of the edge, by name, beside those of the application. */
  readonly limits: Readonly<Record<string, number>>;
  conditions(): readonly string[];
}

export function makeDataService(
  verify: Verify,
  archiveMany: ArchiveMany,
  erasing: Erasing,
  about: About,
  settings: Settings,
  transfer: Transfer,
): Methods<typeof DataServiceService> {
  return {
    verifyConversation: async ({ conversationId }, { tenantId, signal }) => {
      let hash = createHash('sha256');
      const { differences, entries } = await verify(
        tenantId,
        conversationId,
        (entry) => {
          hash.update(`${entryLine(conversationId, entry)}\n`);
        },
        () => {
          hash = createHash('sha256');
        },
        signal,
      );
      return { intact: differences.length === 0, differences: [...differences], entries, sha256: hash.digest('hex') };
    },

    getServerInfo: async (): Promise<GetServerInfoResponse> => ({
      version: about.version,
      busy: { policy: settings.busyPolicy.toLowerCase(), coalesceWindowMs: settings.coalesceWindowMs },
      store: about.store,
      memory: about.memory,
      model: about.model,
      limits: {
        ...about.limits,
        max_reply_bytes: maxReplyBytes,
        max_metadata_bytes: maxMetadataBytes,
        max_queued_turns: maxQueuedTurns,
        lease_ms: settings.leaseMs,
        turn_timeout_ms: settings.turnTimeoutMs,
        resumed_after_ms: settings.resumedAfterMs,
        heartbeat_ms: settings.heartbeatMs,
      },
      conditions: [...about.conditions()],
    }),

    ...transfer,
    archiveConversations: async ({ filter, idleSince, closeOpen, dryRun, maxCount }, { tenantId, signal }) => {
      const wanted = {
        filter: readFilter(filter),
        ...(idleSince ? { idleSince: idleSince.getTime() } : {}),
        closeOpen,
        dryRun,
        maxCount: maxCount === 0 ? mostArchived : maxCount,
      };
      return { archived: await archiveMany(tenantId, wanted, signal) };
    },

    async eraseUser({ userId, requestId }, { tenantId, signal }) {
      const erased = await erasing.erase({ tenantId, userId }, requestId, signal);
      const { id, stores, startedAt, endedAt = startedAt } = erased;
      const times = { startedAt: new Date(startedAt), endedAt: new Date(endedAt) };
      return { receipt: { id, userId, stores: [...stores], ...times } };
    },
  };
}
