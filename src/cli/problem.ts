import { type ServiceError, status } from '@grpc/grpc-js';
import { ErrorInfo } from '../gen/google/rpc/error_details.js';
import type { Status } from '../gen/google/rpc/status.js';
import { detailsOf } from '../grpc/trailers.js';

/** A failure in words: what happened, and what to do about it. */
export interface Problem {
  readonly what: string;
  readonly advice: string;
}

/** What to do, by the reason in the failure's ErrorInfo. */
const adviceFor: Readonly<Record<string, string>> = {
  INVALID_ARGUMENT: 'change what is named and send it again',
  UNAUTHENTICATED: 'give a token that the server knows, with --token-file',
  CONVERSATION_NOT_FOUND: '`colloquy watch` without an id shows those that are there, of this --tenant',
  SEQ_OUT_OF_RANGE: 'give --after an entry that is there, or none',
  WATCH_TOO_WIDE: 'ask for fewer, with --user, --channel, --stage or --status',
  CONVERSATION_ARCHIVED: 'restore the conversation, or begin another with --new',
  ARCHIVE_UNAVAILABLE: 'send it again when the archive is back; on the server, `colloquy doctor` says what is wrong',
  ARCHIVE_DAMAGED: 'put the archived log back from a copy of the archive',
  CONVERSATION_BUSY: 'wait for the reply that is under way, and send it again',
  OTHER_CONVERSATION_OPEN: 'close that conversation, or go on in it',
  QUEUE_FULL: 'wait for some replies, and send it again',
  CONTENTION: 'send it again',
  STORE_UNAVAILABLE: 'send it again when the store is back; on the server, `colloquy doctor` says what is wrong',
  SERVER_DRAINING: 'send it again in a moment',
  MEMORY_DISABLED: 'start the server with another COLLOQUY_MEMORY than off',
  MEMORY_NOT_FOUND: '`colloquy memory list` shows those that are there, of this --user and --tenant',
  MEMORY_UNAVAILABLE: "try again in a moment; the server's log says what is wrong",
  AGENT_UNAVAILABLE: 'send it again in a moment; on the server, `colloquy doctor --live` asks the model',
  AGENT_FAILED: "the server's log says why",
  TURN_TIMEOUT: 'send it again; COLLOQUY_TURN_TIMEOUT_MS is the limit',
  TURN_ATTEMPTS_EXHAUSTED: "send it again; the server's log says what ended it each time",
  REPLY_TOO_LONG: 'ask for less at once',
  DOCUMENT_TOO_NEW: 'upgrade the server',
  ERASURE_UNDER_WAY: 'try again in a moment: all that is kept of the user is being erased',
  COUNTING_UNDER_WAY: 'export when that is done; `GetServerInfo.conditions` says how far it is',
  UNIMPLEMENTED: 'use a newer server',
  INTERNAL: "the server's log has more under this call's id",
};

/** The reason that the service gave, or none when the failure came from elsewhere: the network, a proxy. */
export function reasonOf(given: Status | undefined): string | undefined {
  const info = given?.details.find(({ typeUrl }) => typeUrl.endsWith('/google.rpc.ErrorInfo'));
  return info && ErrorInfo.decode(info.value).reason;
}

/** A failure of a call, as grpc-js throws it. */
export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && 'metadata' in error && 'details' in error;
}

/** Whether the same call may well go through when it is made again: the server went away, or is about to. */
export function isPassing(error: ServiceError): boolean {
  const reason = reasonOf(detailsOf(error));
  if (reason !== undefined)
    return ['SERVER_DRAINING', 'STORE_UNAVAILABLE', 'ERASURE_UNDER_WAY', 'COUNTING_UNDER_WAY', 'CONTENTION'].includes(
      reason,
    );
  return [status.UNAVAILABLE, status.INTERNAL, status.CANCELLED, status.UNKNOWN].includes(error.code);
}

/** What a failed call says to the person at the terminal. */
export function problemOfCall(error: ServiceError, address: string): Problem {
  const given = detailsOf(error);
  if (given) return problemOf(given);
  if (error.code === status.UNAVAILABLE || error.code === status.DEADLINE_EXCEEDED) {
    return {
      what: `no colloquy server answers at ${address} (${causeIn(error.details)})`,
      advice: 'start one with `npm start` or `npx colloquy serve`, or name another with --address (and --tls)',
    };
  }
  return { what: `${error.details} (${status[error.code]})`, advice: `is ${address} a colloquy server?` };
}

/** What lies behind grpc-js's account of a connection that failed. */
export function causeIn(details: string): string {
  const last = /Last error: (?:Error: )?([\s\S]+?)\. Resolution/.exec(details)?.[1] ?? details;
  return /SSL routines:[^:]*:([^:]+)/.exec(last)?.[1] ?? last;
}

/** What a status says that the service wrote, such as that of a turn that failed. */
export function problemOf(given: Status): Problem {
  const reason = reasonOf(given) ?? status[given.code] ?? `${given.code}`;
  return { what: `${given.message} (${reason})`, advice: adviceFor[reason] ?? 'docs/errors.md says more' };
}
