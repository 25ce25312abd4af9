import { type Document, Long } from 'mongodb';
import type { ConversationStore } from '../../domain/ports.js';
import { isOver, type Turn } from '../../domain/turn.js';
import { readMs, writeMs } from './client.js';
import { type Collections, toTurn } from './documents.js';
import { classify, guarded } from './failures.js';
import { expired, expiredTurns, serverNow, theTurn } from './queries.js';

/** When a lease of this length ends, by the server's clock. For pipeline updates. */
function leaseEnd(leaseMs: number): Document {
  return { $add: [serverNow, { $literal: Long.fromNumber(leaseMs) }] };
}

/**
 * What a write keeps of a turn beside the turn itself, for a pipeline update over the stored one: a stop that was asked
 * for, until it is over; its lease, while it runs. One that runs without a lease would never be taken over: its lease
 * counts as expired.
 */
export function keptAside(turn: Turn, leaseMs: number | undefined): Document {
  if (isOver(turn)) return {};
  const stop = { stopRequested: '$stopRequested' };
  if (turn.status !== 'RUNNING') return stop;
  return { ...stop, leaseUntil: leaseMs === undefined ? { $ifNull: ['$leaseUntil', serverNow] } : leaseEnd(leaseMs) };
}

type Leases = Pick<ConversationStore, 'renewLease' | 'requestStop' | 'takeExpired'>;

/** The store's leases. Every write is one conditional update of one turn: it happens or it does not. */
export function makeLeases({ turns }: Pick<Collections, 'turns'>): Leases {
  async function renewLease(turn: Turn, leaseMs: number): Promise<'held' | 'lost' | 'stop'> {
    const { attempt, worker } = turn;
    const held = await turns.findOneAndUpdate(
      { ...theTurn(turn), status: 'RUNNING', attempt, ...(worker === undefined ? {} : { worker }) },
      [{ $set: { leaseUntil: leaseEnd(leaseMs) } }],
      { projection: { stopRequested: 1 }, maxTimeMS: writeMs },
    );
    if (!held) return 'lost';
    return held.stopRequested === true ? 'stop' : 'held';
  }

  async function requestStop(turn: Turn): Promise<void> {
    const running = { ...theTurn(turn), status: { $in: ['QUEUED', 'RUNNING'] as const } };
    await turns.updateOne(running, { $set: { stopRequested: true } }, { maxTimeMS: writeMs });
  }

  async function takeExpired(worker: string, leaseMs: number, limit: number): Promise<Turn[]> {
    if (limit <= 0) return [];
    const query = expiredTurns(limit);
    const found = await turns
      .find(query.filter, { sort: { leaseUntil: 1 }, limit, batchSize: limit, maxTimeMS: readMs })
      .toArray();
    const taken: Turn[] = [];
    for (const document of found) {
      try {
        const mine = await takeOne(toTurn(document), worker, leaseMs);
        if (mine) taken.push(mine);
      } catch (error) {
        // Those taken so far are ours: kept back, they would wait for another lease's length.
        if (taken.length === 0) throw error;
        break;
      }
    }
    return taken;
  }

  /** Undefined when somebody else was first: another process, its holder's renewal, or its end. */
  async function takeOne(turn: Turn, worker: string, leaseMs: number): Promise<Turn | undefined> {
    const { attempt } = turn;
    try {
      const taken = await turns.findOneAndUpdate(
        { ...theTurn(turn), status: 'RUNNING', attempt, ...expired },
        [
          {
            $set: {
              attempt: { $literal: attempt + 1 },
              worker: { $literal: worker },
              startedAt: '$$NOW',
              leaseUntil: leaseEnd(leaseMs),
            },
          },
        ],
        { returnDocument: 'after', maxTimeMS: writeMs },
      );
      return taken ? toTurn(taken) : undefined;
    } catch (error) {
      if (classify(error, 'write') === 'conflict') return undefined;
      throw error;
    }
  }

  return {
    renewLease: (turn, leaseMs) => guarded('write', () => renewLease(turn, leaseMs)),
    requestStop: (turn) => guarded('write', () => requestStop(turn)),
    takeExpired: (worker, leaseMs, limit) => guarded('write', () => takeExpired(worker, leaseMs, limit)),
  };
}
