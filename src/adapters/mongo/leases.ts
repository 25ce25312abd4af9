import { type Document, Long, type WithId } from 'mongodb';
import type { ConversationStore } from '../../domain/ports.js';
import type { Turn } from '../../domain/turn.js';
import { takeMs, writeMs } from './client.js';
import type { Collections } from './collections.js';
import { guarded } from './failures.js';
import { expired, serverNow } from './queries.js';
import { all } from './read.js';
import { takeFree, unlessHeld } from './taking.js';
import { type TurnDocument, toTurn } from './turn-documents.js';
import { expiredTurns, stoppingTurns, theTurn } from './turn-queries.js';

/** When a lease of this length ends, by the server's clock. For pipeline updates. */
export function leaseEnd(leaseMs: number): Document {
  return { $add: [serverNow, { $literal: Long.fromNumber(leaseMs) }] };
}

/**
 * The lease of a turn that runs after a write, for a pipeline update over the stored one. One that runs without a lease
 * would never be taken over: its lease counts as expired.
 */
export function leaseOf(turn: Turn, leaseMs: number | undefined): Document {
  if (turn.status !== 'RUNNING') return {};
  return { leaseUntil: leaseMs === undefined ? { $ifNull: ['$leaseUntil', serverNow] } : leaseEnd(leaseMs) };
}

type Leases = Pick<ConversationStore, 'renewLease' | 'handOver' | 'takeExpired' | 'stopping'>;

/** The store's leases. Every write is one conditional update of one turn: it happens or it does not. */
export function makeLeases({ turns }: Pick<Collections, 'turns'>): Leases {
  async function renewLease(turn: Turn, leaseMs: number): Promise<'held' | 'lost'> {
    const { attempt, worker } = turn;
    const held = await turns.updateOne(
      { ...theTurn(turn), status: 'RUNNING', attempt, ...(worker === undefined ? {} : { worker }) },
      [{ $set: { leaseUntil: leaseEnd(leaseMs) } }],
      { maxTimeMS: writeMs },
    );
    return held.matchedCount === 1 ? 'held' : 'lost';
  }

  async function handOver(turn: Turn): Promise<void> {
    const { attempt, worker = '' } = turn;
    const handovers = { $add: [{ $ifNull: ['$handovers', 0] }, 1] };
    await turns.updateOne(
      { ...theTurn(turn), status: 'RUNNING', attempt, worker },
      [{ $set: { leaseUntil: leaseEnd(0), handovers } }],
      { maxTimeMS: writeMs },
    );
  }

  function takeExpired(worker: string, leaseMs: number, limit: number): Promise<Turn[]> {
    return takeFree(turns, limit, expiredTurns, (free) => takeOne(toTurn(free), worker, leaseMs));
  }

  /** Undefined when somebody else was first: another process, its holder's renewal, or its end; or holds it. */
  async function takeOne(turn: Turn, worker: string, leaseMs: number): Promise<Turn | undefined> {
    const { attempt } = turn;
    const lease: Document = {
      attempt: { $literal: attempt + 1 },
      worker: { $literal: worker },
      startedAt: '$$NOW',
      leaseUntil: leaseEnd(leaseMs),
    };
    const taken = await unlessHeld<WithId<TurnDocument> | null>(
      () =>
        turns.findOneAndUpdate({ ...theTurn(turn), status: 'RUNNING', attempt, ...expired }, [{ $set: lease }], {
          returnDocument: 'after',
          maxTimeMS: takeMs,
        }),
      ({ value }) => value,
    );
    return taken ? toTurn(taken) : undefined;
  }

  return {
    renewLease: (turn, leaseMs) => guarded('write', () => renewLease(turn, leaseMs)),
    handOver: (turn) => guarded('write', () => handOver(turn)),
    takeExpired: (worker, leaseMs, limit) => guarded('write', () => takeExpired(worker, leaseMs, limit)),
    stopping: (worker) => all(turns, stoppingTurns(worker), toTurn),
  };
}
