import { setTimeout as delay } from 'node:timers/promises';
import type { ClientSession, MongoClient, TransactionOptions } from 'mongodb';
import { durability } from './client.js';
import { isTransient, isUnknownCommit, unavailable } from './failures.js';

/** On the transaction itself: the settings of a database or collection do not hold in one. */
const options: TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: durability.writeConcern,
  readPreference: durability.readPreference,
  maxCommitTimeMS: 4_000,
};

/** A try that has taken longer is not committed: what is not seen of a commit by then never will be. */
export const attemptMs = 10_000;

export interface TransactionLimits {
  /** How often the whole is tried. */
  readonly attempts: number;
  /** How often one commit whose outcome is unknown is sent again. */
  readonly commits: number;
  /** No new try begins after this many milliseconds. */
  readonly deadlineMs: number;
}

/** Under contention the deadline ends the tries: with the pauses between them 40 last longer than 5 s. */
export const transactionLimits: TransactionLimits = { attempts: 40, commits: 3, deadlineMs: 5_000 };

/**
 * Runs `work` in a transaction and commits it, or aborts it where `work` says so. `work` may run several times: it does
 * nothing outside the session it is given. Throws the driver's error once the limits are reached; the driver's own
 * helper goes on for two minutes, and repeats a commit without a pause.
 */
export async function transact<T>(
  client: Pick<MongoClient, 'startSession'>,
  work: (session: ClientSession) => Promise<{ readonly commit: boolean; readonly result: T }>,
  limits: TransactionLimits = transactionLimits,
): Promise<T> {
  const until = performance.now() + limits.deadlineMs;
  // One session for all tries: a new transaction of a session ends the one before it at the server, locks and all.
  const session = client.startSession();
  try {
    for (let tries = 1; ; tries++) {
      session.startTransaction(options);
      const begun = performance.now();
      try {
        const { commit, result } = await work(session);
        if (commit && performance.now() - begun > attemptMs)
          throw unavailable(new Error('the transaction took too long'));
        if (commit) await commitWithin(session, limits.commits, until);
        else await session.abortTransaction();
        return result;
      } catch (error) {
        if (!isTransient(error) || tries >= limits.attempts || performance.now() >= until) throw error;
        if (session.inTransaction()) await session.abortTransaction();
        await pause(tries, 5, 250);
      }
    }
  } finally {
    // Aborts what is open. Not awaited: with the server gone that takes as long as finding one.
    session.endSession().catch(() => undefined);
  }
}

async function commitWithin(session: ClientSession, commits: number, until: number): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await session.commitTransaction();
    } catch (error) {
      if (!isUnknownCommit(error) || tries >= commits || performance.now() >= until) throw error;
      await pause(tries, 100, 500);
    }
  }
}

/** Full jitter: anything up to twice as long each time, from `least` on. */
function pause(tries: number, least: number, most: number): Promise<void> {
  return delay(least + Math.random() * Math.min(least * 2 ** tries, most));
}
