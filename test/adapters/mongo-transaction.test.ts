import { type ClientSession, MongoServerError } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { transact } from '../../src/adapters/mongo/transaction.js';

const transient = new MongoServerError({ message: 'x', code: 112, errorLabels: ['TransientTransactionError'] });
const unknown = new MongoServerError({ message: 'x', code: 50, errorLabels: ['UnknownTransactionCommitResult'] });

/** A session that fails its commits with what `commit` says, and counts. */
function stub(commit: (tries: number) => Error | undefined = () => undefined) {
  const calls = { started: 0, committed: 0, aborted: 0, ended: 0 };
  let open = false;
  const session = {
    startTransaction(options: unknown) {
      if (open) throw new Error('already in progress');
      expect(options).toMatchObject({ readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } });
      calls.started++;
      open = true;
    },
    async commitTransaction() {
      open = false;
      const error = commit(++calls.committed);
      if (error) throw error;
    },
    async abortTransaction() {
      open = false;
      calls.aborted++;
    },
    async endSession() {
      calls.ended++;
    },
    inTransaction: () => open,
  };
  return { client: { startSession: () => session as unknown as ClientSession }, calls };
}

const limits = { attempts: 8, commits: 3, deadlineMs: 5_000 };
const done = async () => ({ commit: true, result: 'done' });

describe('the transaction helper', () => {
  it('commits once and gives back what was done', async () => {
    const { client, calls } = stub();
    expect(await transact(client, done, limits)).toBe('done');
    expect(calls).toEqual({ started: 1, committed: 1, aborted: 0, ended: 1 });
  });

  it('aborts where that is asked for', async () => {
    const { client, calls } = stub();
    expect(await transact(client, async () => ({ commit: false, result: 'no' }), limits)).toBe('no');
    expect(calls).toEqual({ started: 1, committed: 0, aborted: 1, ended: 1 });
  });

  it('tries again after a conflict, aborted in between', async () => {
    const { client, calls } = stub();
    let runs = 0;
    const work = async () => {
      if (++runs < 3) throw transient;
      return { commit: true, result: runs };
    };
    expect(await transact(client, work, limits)).toBe(3);
    expect(calls).toEqual({ started: 3, committed: 1, aborted: 2, ended: 1 });
  });

  it('ends after its tries when conflicts never do', async () => {
    const { client, calls } = stub();
    const began = performance.now();
    await expect(transact(client, () => Promise.reject(transient), limits)).rejects.toBe(transient);
    expect(calls).toMatchObject({ started: limits.attempts, committed: 0, ended: 1 });
    expect(performance.now() - began).toBeLessThan(limits.deadlineMs);
  });

  it('ends at its deadline, however many tries it has left', async () => {
    const { client, calls } = stub();
    const short = { attempts: 1_000_000, commits: 1_000_000, deadlineMs: 200 };
    const began = performance.now();
    await expect(transact(client, () => Promise.reject(transient), short)).rejects.toBe(transient);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(calls.ended).toBe(1);
  });

  it('sends a commit of unknown outcome again, a bounded number of times and at most twenty a second', async () => {
    const { client, calls } = stub(() => unknown);
    const began = performance.now();
    await expect(transact(client, done, limits)).rejects.toBe(unknown);
    const elapsed = performance.now() - began;
    expect(calls).toMatchObject({ started: 1, committed: limits.commits });
    expect(elapsed).toBeGreaterThanOrEqual((limits.commits - 1) * 50);
    expect(elapsed).toBeLessThan(limits.deadlineMs);
  });

  it('is done when the commit that is sent again succeeds', async () => {
    const { client, calls } = stub((tries) => (tries === 1 ? unknown : undefined));
    expect(await transact(client, done, limits)).toBe('done');
    expect(calls).toMatchObject({ started: 1, committed: 2 });
  });

  it('begins anew when the server no longer knows the transaction', async () => {
    const { client, calls } = stub((tries) => (tries === 1 ? transient : undefined));
    expect(await transact(client, done, limits)).toBe('done');
    expect(calls).toMatchObject({ started: 2, committed: 2 });
  });

  it('ends at once with an error that is not about the transaction', async () => {
    const { client, calls } = stub();
    const wrong = new Error('x');
    await expect(transact(client, () => Promise.reject(wrong), limits)).rejects.toBe(wrong);
    expect(calls).toMatchObject({ started: 1, committed: 0, ended: 1 });
  });
});
