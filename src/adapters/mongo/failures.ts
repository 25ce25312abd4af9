import {
  BSON,
  MongoAPIError,
  MongoBulkWriteError,
  MongoClientClosedError,
  MongoError,
  MongoErrorLabel,
  MongoExpiredSessionError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoParseError,
  MongoServerClosedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';
import { DomainError } from '../../domain/errors.js';

/**
 * What a failure means. `not-sent`: nothing was done. `unknown`: it may have been done. `conflict`: somebody else is
 * at the same documents. `duplicate`: a unique index has the key. `overload`: the server sheds load. `permanent`: it
 * never succeeds.
 */
export type Failure = 'not-sent' | 'unknown' | 'conflict' | 'duplicate' | 'overload' | 'permanent';

const duplicateCodes = new Set([11000, 11001, 12582]);
const conflictCodes = new Set([112]);
/** Bad values, commands and options, authentication, validation, sizes: the same again fails again. */
const permanentCodes = new Set([
  2, 9, 13, 14, 18, 20, 26, 48, 59, 66, 72, 73, 85, 86, 121, 263, 303, 323, 8000, 10334, 17280, 17419, 17420, 40324,
  40415,
]);
/** Elections, shutdowns, time limits, sharding that moves: a later read is answered. */
const passingCodes = new Set([
  6, 7, 24, 43, 50, 63, 64, 79, 89, 91, 100, 112, 133, 134, 150, 189, 202, 246, 251, 262, 290, 317, 384, 462, 9001,
  10058, 10107, 11600, 11601, 11602, 13388, 13435, 13436,
]);

/** Total: anything unrecognised on a write may have been done, and on a read is a failure for good. */
export function classify(error: unknown, on: 'read' | 'write'): Failure {
  const lost: Failure = on === 'write' ? 'unknown' : 'not-sent';
  if (isSocket(error)) return lost;
  if (!(error instanceof MongoError)) return isOurs(error) || on === 'read' ? 'permanent' : 'unknown';
  if (error.hasErrorLabel(MongoErrorLabel.UnknownTransactionCommitResult)) return lost;
  if (isOverload(error)) return 'overload';
  // Also wraps what is no answer of the server.
  if (error instanceof MongoBulkWriteError && error.errorResponse instanceof MongoError) {
    return classify(error.errorResponse, on);
  }
  if (error instanceof MongoServerError) return ofServer(error, on);
  // Not exported as a value: known by its name.
  if (error.name === 'MongoWaitQueueTimeoutError') return 'not-sent';
  // A write whose reply was lost also ends here when no server could be selected for the driver's own retry.
  if (error instanceof MongoServerSelectionError || error instanceof MongoNetworkError) return lost;
  if (isClosed(error) || error instanceof MongoOperationTimeoutError) return lost;
  if (error instanceof MongoAPIError || error instanceof MongoParseError) return 'permanent';
  return on === 'write' ? 'unknown' : 'permanent';
}

function ofServer(error: MongoServerError, on: 'read' | 'write'): Failure {
  const code = Number(error.code);
  if (duplicateCodes.has(code)) return 'duplicate';
  if (conflictCodes.has(code)) return 'conflict';
  if (permanentCodes.has(code)) return 'permanent';
  if (on === 'write') return 'unknown';
  const passing =
    passingCodes.has(code) ||
    error.hasErrorLabel(MongoErrorLabel.RetryableError) ||
    error.hasErrorLabel(MongoErrorLabel.TransientTransactionError);
  return passing ? 'not-sent' : 'permanent';
}

/** A connection that its other side has just closed: the driver passes the socket's own error on. */
function isSocket(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code);
}

/** A value that BSON cannot hold, a document beyond 16 MiB, a bug: all before anything was sent. */
function isOurs(error: unknown): boolean {
  return (
    BSON.BSONError.isBSONError(error) ||
    error instanceof RangeError ||
    error instanceof TypeError ||
    error instanceof ReferenceError ||
    error instanceof SyntaxError
  );
}

function isOverload(error: MongoError): boolean {
  return (
    error.hasErrorLabel(MongoErrorLabel.SystemOverloadedError) && error.hasErrorLabel(MongoErrorLabel.RetryableError)
  );
}

function isClosed(error: MongoError): boolean {
  return (
    error instanceof MongoNotConnectedError ||
    error instanceof MongoClientClosedError ||
    error instanceof MongoServerClosedError ||
    error instanceof MongoTopologyClosedError ||
    error instanceof MongoExpiredSessionError ||
    error.name === 'MongoPoolClosedError'
  );
}

/** The whole transaction may be tried again: none of it is there. */
export function isTransient(error: unknown): boolean {
  return error instanceof MongoError && error.hasErrorLabel(MongoErrorLabel.TransientTransactionError);
}

/** The commit may have happened; to send it again is safe. */
export function isUnknownCommit(error: unknown): boolean {
  return error instanceof MongoError && error.hasErrorLabel(MongoErrorLabel.UnknownTransactionCommitResult);
}

/** The history is shorter, or another, than where a change stream was. */
const historyCodes = new Set([280, 286]);

/**
 * Whether a change stream that ended so is not to be taken up where it was. `answered`: the server had answered it, so
 * that what it says is of this stream and not of the place that it was to go on from.
 */
export function isLost(error: unknown, answered: boolean): boolean {
  if (error === undefined) return true;
  if (error instanceof MongoServerError) {
    if (historyCodes.has(Number(error.code)) || error.hasErrorLabel('NonResumableChangeStreamError')) return true;
    if (answered) return false;
  }
  return classify(error, 'read') === 'permanent';
}

/** `store-unavailable` with the cause for what passes, the error itself for what does not. */
export function translated(error: unknown, on: 'read' | 'write'): unknown {
  if (error instanceof DomainError) return error;
  const failure = classify(error, on);
  if (failure === 'permanent' || failure === 'duplicate') return error;
  return unavailable(error, failure === 'overload' ? 2_000 : 1_000);
}

export function unavailable(cause: unknown, retryAfterMs = 1_000): DomainError {
  return new DomainError({ kind: 'store-unavailable', retryAfterMs }, { cause });
}

/** Does what `work` does, and fails with what `translated` says. */
export async function guarded<T>(on: 'read' | 'write', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translated(error, on);
  }
}
