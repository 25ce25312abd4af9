import fc from 'fast-check';
import {
  BSON,
  MongoClientClosedError,
  MongoCompatibilityError,
  MongoExpiredSessionError,
  MongoInvalidArgumentError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoParseError,
  MongoRuntimeError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  MongoUnexpectedServerResponseError,
  MongoWriteConcernError,
  type TopologyDescription,
} from 'mongodb';
import { describe, expect, it } from 'vitest';
import { classify, type Failure, guarded, isLost, translated } from '../../src/adapters/mongo/failures.js';
import { DomainError } from '../../src/domain/errors.js';

const answered = (code: number, ...errorLabels: string[]) => new MongoServerError({ message: 'x', code, errorLabels });
const named = (name: string) => Object.defineProperty(new MongoRuntimeError('x'), 'name', { value: name });
const unconcerned = new MongoWriteConcernError({
  writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' },
  ok: 1,
});

/** An error, what it is on a write, and what on a read. */
const table: [string, unknown, Failure, Failure][] = [
  ['no connection was free', named('MongoWaitQueueTimeoutError'), 'not-sent', 'not-sent'],
  ['no server was found', new MongoServerSelectionError('x', {} as TopologyDescription), 'unknown', 'not-sent'],
  ['the network failed', new MongoNetworkError('x'), 'unknown', 'not-sent'],
  ['no reply came', new MongoNetworkTimeoutError('x'), 'unknown', 'not-sent'],
  ['the pool is closed', named('MongoPoolClosedError'), 'unknown', 'not-sent'],
  ['the client is not connected', new MongoNotConnectedError('x'), 'unknown', 'not-sent'],
  ['the client was closed', new MongoClientClosedError(), 'unknown', 'not-sent'],
  ['the topology was closed', new MongoTopologyClosedError('x'), 'unknown', 'not-sent'],
  ['the session was ended by a close', new MongoExpiredSessionError('x'), 'unknown', 'not-sent'],
  ['an operation was given up', new MongoOperationTimeoutError('x'), 'unknown', 'not-sent'],
  ['a shutdown', answered(91), 'unknown', 'not-sent'],
  ['a step-down', answered(189), 'unknown', 'not-sent'],
  ['no primary', answered(10107), 'unknown', 'not-sent'],
  ['an interruption', answered(11600), 'unknown', 'not-sent'],
  ['too slow', answered(50), 'unknown', 'not-sent'],
  ['written, not replicated in time', unconcerned, 'unknown', 'not-sent'],
  ['a commit without an answer', answered(251, 'UnknownTransactionCommitResult'), 'unknown', 'not-sent'],
  ['a transaction that is gone', answered(251, 'TransientTransactionError'), 'unknown', 'not-sent'],
  ['a write conflict', answered(112, 'TransientTransactionError'), 'conflict', 'conflict'],
  ['a duplicate key', answered(11000), 'duplicate', 'duplicate'],
  ['overload', answered(462, 'SystemOverloadedError', 'RetryableError'), 'overload', 'overload'],
  ['validation', answered(121), 'permanent', 'permanent'],
  ['too large for the server', answered(10334), 'permanent', 'permanent'],
  ['too large for the oplog', answered(17280), 'permanent', 'permanent'],
  ['too large for BSON', new RangeError('ERR_OUT_OF_RANGE'), 'permanent', 'permanent'],
  ['a socket that its other side closed', Object.assign(new Error('ended'), { code: 'EPIPE' }), 'unknown', 'not-sent'],
  ['not expressible in BSON', new BSON.BSONError('x'), 'permanent', 'permanent'],
  ['a bad value', answered(2), 'permanent', 'permanent'],
  ['a bad command', answered(9), 'permanent', 'permanent'],
  ['a wrong type', answered(14), 'permanent', 'permanent'],
  ['immutable', answered(66), 'permanent', 'permanent'],
  ['bad options', answered(72), 'permanent', 'permanent'],
  ['not allowed', answered(13), 'permanent', 'permanent'],
  ['a wrong password', answered(18), 'permanent', 'permanent'],
  ['Atlas: a wrong password', answered(8000), 'permanent', 'permanent'],
  ['no transactions here', answered(20), 'permanent', 'permanent'],
  ['a bad argument', new MongoInvalidArgumentError('x'), 'permanent', 'permanent'],
  ['a bad URI', new MongoParseError('x'), 'permanent', 'permanent'],
  ['a server that is too old', new MongoCompatibilityError('x'), 'permanent', 'permanent'],
  ['a bug of ours', new TypeError('x'), 'permanent', 'permanent'],
  ['a reply that makes no sense', new MongoUnexpectedServerResponseError('x'), 'unknown', 'permanent'],
  ['a code that nobody knows', answered(987_654), 'unknown', 'permanent'],
  ['an error without a code', new MongoServerError({ message: 'x' }), 'unknown', 'permanent'],
  ['an error of another kind', new Error('x'), 'unknown', 'permanent'],
  ['no error at all', undefined, 'unknown', 'permanent'],
];

describe('failures of the driver', () => {
  for (const [what, error, onWrite, onRead] of table) {
    it(`${what}: ${onWrite} on a write, ${onRead} on a read`, () => {
      expect(classify(error, 'write')).toBe(onWrite);
      expect(classify(error, 'read')).toBe(onRead);
    });
  }

  it('a write that nobody recognises may have been done, whatever its code', () => {
    const known = new Set(
      table.flatMap(([, error]) => (error instanceof MongoServerError ? [Number(error.code)] : [])),
    );
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 1_000_000 }), (code) => {
        fc.pre(!known.has(code));
        expect(['unknown', 'duplicate', 'permanent']).toContain(classify(answered(code), 'write'));
        expect(classify(answered(code), 'write')).not.toBe('not-sent');
      }),
    );
  });

  it('a change stream goes on where it was, but for a history that is lost and a place that is not known', () => {
    const [network, killed, history] = [new MongoNetworkError('x'), answered(237), answered(286)];
    const fatal = answered(999, 'NonResumableChangeStreamError');
    for (const error of [history, fatal, undefined, new TypeError('x')]) expect(isLost(error, true)).toBe(true);
    for (const error of [network, killed, answered(43), answered(40573)]) expect(isLost(error, true)).toBe(false);
    for (const error of [history, answered(260), answered(40573)]) expect(isLost(error, false)).toBe(true);
    for (const error of [network, answered(91), answered(11602)]) expect(isLost(error, false)).toBe(false);
  });

  it('what passes becomes store-unavailable and keeps its cause; what does not stays what it is', async () => {
    const cut = new MongoNetworkError('x');
    const fault = { kind: 'store-unavailable', retryAfterMs: 1_000 };
    expect(translated(cut, 'write')).toMatchObject({ fault, cause: cut });
    const shed = answered(462, 'SystemOverloadedError', 'RetryableError');
    expect(translated(shed, 'read')).toMatchObject({ fault: { kind: 'store-unavailable', retryAfterMs: 2_000 } });
    const invalid = answered(121);
    expect(translated(invalid, 'write')).toBe(invalid);
    const ours = new DomainError({ kind: 'document-too-new', document: 'x', version: 2 });
    expect(translated(ours, 'read')).toBe(ours);
    await expect(guarded('read', () => Promise.reject(cut))).rejects.toMatchObject({ fault });
    expect(await guarded('read', async () => 1)).toBe(1);
  });
});
