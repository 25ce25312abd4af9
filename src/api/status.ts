import { status } from '@grpc/grpc-js';
import { DomainError, type Fault, type FaultKind, type Violation } from '../domain/errors.js';
import type { Any } from '../gen/google/protobuf/any.js';
import {
  BadRequest,
  ErrorInfo,
  PreconditionFailure,
  ResourceInfo,
  RetryInfo,
} from '../gen/google/rpc/error_details.js';
import { Status } from '../gen/google/rpc/status.js';

/** The `domain` of every ErrorInfo. */
const errorDomain = 'colloquy.v1';
/** Clients lose larger details, and the status with them. */
const maxDetailsBytes = 4096;
const maxViolations = 20;
/** Of one value in the details that a caller may have chosen, such as an id. */
const maxValue = 256;
/** The message goes a second time, percent-encoded, in a trailer of its own. */
const maxMessage = 300;

interface Answer {
  readonly code: status;
  /** For a person; anything variable in it is in the details, too. */
  readonly message: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly violations?: readonly Violation[];
  readonly resource?: { readonly type: string; readonly name: string };
  readonly precondition?: { readonly type: string; readonly subject: string };
  readonly retryAfterMs?: number;
}

type Answers = { readonly [K in FaultKind]: (fault: Extract<Fault, { kind: K }>) => Answer };

const conversationType = 'colloquy.v1.Conversation';
const turnType = 'colloquy.v1.Turn';

/** The one map from what goes wrong to what a caller gets; the reason is the kind in capitals. See `docs/errors.md`. */
const answers: Answers = {
  'invalid-argument': ({ violations }) => ({
    code: status.INVALID_ARGUMENT,
    message: `invalid request: ${violations
      .slice(0, 3)
      .map(({ field, description }) => `${field}: ${description}`)
      .join('; ')}`,
    violations,
  }),
  unauthenticated: () => ({ code: status.UNAUTHENTICATED, message: 'a known bearer token is needed' }),
  'call-metadata-too-large': ({ maxBytes }) => ({
    code: status.RESOURCE_EXHAUSTED,
    message: `the call's metadata has more than ${maxBytes} bytes`,
    metadata: { maxBytes: `${maxBytes}` },
  }),
  'request-too-large': ({ maxBytes }) => ({
    code: status.RESOURCE_EXHAUSTED,
    message: `the request has more than ${maxBytes} bytes`,
    metadata: { maxBytes: `${maxBytes}` },
  }),
  'foreign-origin': ({ origin }) => ({
    code: status.PERMISSION_DENIED,
    message: 'pages of other origins may not call this service',
    metadata: { origin },
  }),
  'unknown-host': ({ host }) => ({
    code: status.PERMISSION_DENIED,
    message: 'the service is not known under this name; COLLOQUY_WEB_HOSTS lists those that it has',
    metadata: { host },
  }),
  'too-many-sockets': ({ limit, retryAfterMs }) => ({
    code: status.RESOURCE_EXHAUSTED,
    message: `${limit} WebSockets are open already`,
    metadata: { limit: `${limit}` },
    retryAfterMs,
  }),
  'conversation-not-found': ({ conversationId }) => ({
    code: status.NOT_FOUND,
    message: 'no such conversation',
    metadata: { conversationId },
    resource: { type: conversationType, name: conversationId },
  }),
  'turn-not-found': ({ turnId, conversationId }) => ({
    code: status.NOT_FOUND,
    message: conversationId === undefined ? 'no such turn' : 'the conversation has no turn',
    metadata: { turnId, ...(conversationId === undefined ? {} : { conversationId }) },
    resource:
      conversationId === undefined
        ? { type: turnType, name: turnId }
        : { type: conversationType, name: conversationId },
  }),
  'conversation-exists': ({ conversationId }) => ({
    code: status.ALREADY_EXISTS,
    message: `conversation ${conversationId} is there already`,
    metadata: { conversationId },
    resource: { type: conversationType, name: conversationId },
  }),
  'request-id-reused': ({ requestId }) => ({
    code: status.ALREADY_EXISTS,
    message: 'the request id was used before, with other content',
    metadata: { requestId },
  }),
  'conversation-busy': ({ conversationId, turnId }) => ({
    code: status.FAILED_PRECONDITION,
    message: `turn ${turnId} is running`,
    metadata: { conversationId, turnId },
    precondition: { type: 'CONVERSATION_BUSY', subject: conversationId },
  }),
  'conversation-archived': ({ conversationId }) => ({
    code: status.FAILED_PRECONDITION,
    message: 'the conversation is archived; restore it first',
    metadata: { conversationId },
    precondition: { type: 'CONVERSATION_ARCHIVED', subject: conversationId },
  }),
  'conversation-open': ({ conversationId }) => ({
    code: status.FAILED_PRECONDITION,
    message: 'the conversation is open; close it first',
    metadata: { conversationId },
    precondition: { type: 'CONVERSATION_OPEN', subject: conversationId },
  }),
  'archive-unavailable': ({ retryAfterMs }) => ({
    code: status.UNAVAILABLE,
    message: 'the archive cannot be reached',
    retryAfterMs,
  }),
  'archive-damaged': ({ conversationId }) => ({
    code: status.DATA_LOSS,
    message: 'the archived log is missing or damaged',
    metadata: { conversationId },
    resource: { type: conversationType, name: conversationId },
  }),
  'other-conversation-open': ({ conversationId, openConversationId }) => ({
    code: status.FAILED_PRECONDITION,
    message: `the user has conversation ${openConversationId} open on this channel; close it first, or send to it`,
    metadata: { conversationId, openConversationId },
    precondition: { type: 'OTHER_CONVERSATION_OPEN', subject: openConversationId },
  }),
  'stage-final': ({ conversationId, stage }) => ({
    code: status.FAILED_PRECONDITION,
    message: `the conversation is ${stage}; set reopen to move it`,
    metadata: { conversationId, stage: `STAGE_${stage}` },
    precondition: { type: 'STAGE_FINAL', subject: conversationId },
  }),
  'not-owner': ({ conversationId, owner }) => ({
    code: status.FAILED_PRECONDITION,
    message: `the conversation is owned by ${owner}`,
    metadata: { conversationId, owner },
    precondition: { type: 'NOT_OWNER', subject: conversationId },
  }),
  'taken-over': ({ conversationId, owner, epoch }) => ({
    code: status.ABORTED,
    message: `the conversation is owned by ${owner}`,
    metadata: { conversationId, owner, epoch: `${epoch}` },
  }),
  'stale-version': ({ conversationId, version }) => ({
    code: status.ABORTED,
    message: `the conversation is at version ${version}; read it and decide again`,
    metadata: { conversationId, version: `${version}` },
  }),
  contention: ({ conversationId }) => ({
    code: status.ABORTED,
    message: 'others kept changing the conversation; try again',
    metadata: { conversationId },
  }),
  'queue-full': ({ conversationId, limit }) => ({
    code: status.RESOURCE_EXHAUSTED,
    message: `${limit} messages wait in the conversation already`,
    metadata: { conversationId, limit: `${limit}` },
    retryAfterMs: 5000,
  }),
  'cursor-out-of-range': ({ turnId, head }) => ({
    code: status.OUT_OF_RANGE,
    message: 'the cursor lies beyond what happened',
    metadata: { turnId, head },
  }),
  'seq-out-of-range': ({ conversationId, lastSeq }) => ({
    code: status.OUT_OF_RANGE,
    message: `the newest seq is ${lastSeq}`,
    metadata: { conversationId, lastSeq: `${lastSeq}` },
  }),
  'moment-forgotten': ({ keptDays }) => ({
    code: status.INVALID_ARGUMENT,
    message: `the token is good for ${keptDays} days; ask anew`,
    metadata: { keptDays: `${keptDays}` },
  }),
  'watch-too-wide': ({ limit }) => ({
    code: status.RESOURCE_EXHAUSTED,
    message: `more than ${limit} conversations match; narrow the filter`,
    metadata: { limit: `${limit}` },
  }),
  'document-too-new': ({ document, version }) => ({
    code: status.FAILED_PRECONDITION,
    message: `${document} was written by a newer version of the service (${version}); upgrade this one`,
    metadata: { document, version: `${version}` },
    precondition: { type: 'DOCUMENT_TOO_NEW', subject: document },
  }),
  'document-damaged': ({ document, conversationId }) => ({
    code: status.DATA_LOSS,
    message: `${document} is stored and cannot be read`,
    metadata: { document, conversationId },
  }),
  'erasure-under-way': ({ retryAfterMs }) => ({
    code: status.UNAVAILABLE,
    message: 'all that is kept of the user is being erased; what is sent afterwards begins anew',
    retryAfterMs,
  }),
  'counting-under-way': ({ retryAfterMs }) => ({
    code: status.UNAVAILABLE,
    message: 'what an earlier version kept is still being counted; exports wait for it, as they would not be whole',
    retryAfterMs,
  }),
  'store-unavailable': ({ retryAfterMs }) => ({
    code: status.UNAVAILABLE,
    message: 'the store cannot be reached',
    retryAfterMs,
  }),
  'server-draining': ({ retryAfterMs }) => ({
    code: status.UNAVAILABLE,
    message: 'this server is going away; go on at another',
    retryAfterMs,
  }),
  'memory-disabled': () => ({
    code: status.FAILED_PRECONDITION,
    message: 'memory is off on this server',
    precondition: { type: 'MEMORY_DISABLED', subject: 'colloquy.v1.MemoryService' },
  }),
  'memory-not-found': ({ memoryId }) => ({
    code: status.NOT_FOUND,
    message: 'no such memory of this user',
    metadata: { memoryId },
    resource: { type: 'colloquy.v1.Memory', name: memoryId },
  }),
  'memory-unavailable': ({ retryAfterMs }) => ({
    code: status.UNAVAILABLE,
    message: 'the memory cannot be reached',
    retryAfterMs,
  }),
  'agent-unavailable': ({ retryAfterMs }) => ({
    code: status.UNAVAILABLE,
    message: 'the model cannot be reached',
    retryAfterMs,
  }),
  'agent-failed': () => ({ code: status.INTERNAL, message: 'the agent failed' }),
  'turn-timeout': ({ timeoutMs }) => ({
    code: status.DEADLINE_EXCEEDED,
    message: `the turn took longer than ${timeoutMs} ms`,
    metadata: { timeoutMs: `${timeoutMs}` },
  }),
  'turn-attempts-exhausted': ({ attempts }) => ({
    code: status.ABORTED,
    message: `the turn was begun ${attempts} times and never finished`,
    metadata: { attempts: `${attempts}` },
  }),
  'reply-too-long': ({ maxBytes }) => ({
    code: status.RESOURCE_EXHAUSTED,
    message: `the reply grew beyond ${maxBytes} bytes`,
    metadata: { maxBytes: `${maxBytes}` },
  }),
  cancelled: () => ({ code: status.CANCELLED, message: 'cancelled' }),
  unimplemented: ({ what }) => ({
    code: status.UNIMPLEMENTED,
    message: `${what} is not available in this version`,
    metadata: { what },
  }),
};

/** The reason that callers see for a kind: `stale-version` is STALE_VERSION. */
export function reasonOf(kind: FaultKind): string {
  return kind.toUpperCase().replaceAll('-', '_');
}

/** Every kind with its code, for the documentation's test. */
export function codeOf(kind: FaultKind): status {
  const sample = { kind, violations: [] } as unknown as Fault;
  return (answers[kind] as (fault: Fault) => Answer)(sample).code;
}

export const faultKinds = Object.keys(answers) as FaultKind[];

/** A fault as google.rpc.Status: in trailers, and in a turn that failed. */
export function toStatus(fault: Fault): Status {
  const answer = (answers[fault.kind] as (fault: Fault) => Answer)(fault);
  const details = [pack('ErrorInfo', ErrorInfo.encode(infoOf(fault.kind, answer.metadata)).finish())];
  const { violations, resource, precondition, retryAfterMs } = answer;
  const message = answer.message.slice(0, maxMessage);
  if (violations) details.push(pack('BadRequest', badRequest(violations)));
  if (resource) {
    const resourceName = resource.name.slice(0, maxValue);
    const info = { resourceType: resource.type, resourceName, owner: '', description: message };
    details.push(pack('ResourceInfo', ResourceInfo.encode(info).finish()));
  }
  if (precondition) {
    const subject = precondition.subject.slice(0, maxValue);
    const failure = { violations: [{ type: precondition.type, subject, description: message }] };
    details.push(pack('PreconditionFailure', PreconditionFailure.encode(failure).finish()));
  }
  if (retryAfterMs !== undefined) {
    const ms = Math.ceil(retryAfterMs);
    const retryDelay = { seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1e6 };
    details.push(pack('RetryInfo', RetryInfo.encode({ retryDelay }).finish()));
  }
  return fitting({ code: answer.code, message, details });
}

/** Whatever the values were, not more than clients can take: the largest details go first, the ErrorInfo stays. */
function fitting(whole: Status): Status {
  if (Status.encode(whole).finish().length < maxDetailsBytes) return whole;
  const [info, ...optional] = whole.details;
  if (!info || optional.length === 0) return whole;
  const largest = Math.max(...optional.map(({ value }) => value.length));
  return fitting({ ...whole, details: [info, ...optional.filter(({ value }) => value.length < largest)] });
}

/**
 * What a caller is told of an error. One of no known kind becomes INTERNAL with nothing but the call's id in it, which the
 * log has beside the error.
 */
export function statusOf(error: unknown, callId: string): Status {
  return error instanceof DomainError ? toStatus(error.fault) : internal(callId);
}

function internal(callId: string): Status {
  const info: ErrorInfo = { reason: 'INTERNAL', domain: errorDomain, metadata: { callId } };
  return {
    code: status.INTERNAL,
    message: `internal error, call ${callId}`,
    details: [pack('ErrorInfo', ErrorInfo.encode(info).finish())],
  };
}

function infoOf(kind: FaultKind, metadata: Readonly<Record<string, string>> = {}): ErrorInfo {
  const short = Object.entries(metadata).map(([key, value]) => [key, value.slice(0, maxValue)]);
  return { reason: reasonOf(kind), domain: errorDomain, metadata: Object.fromEntries(short) };
}

/** As many violations as fit; paths and descriptions are cut where they are long. */
function badRequest(violations: readonly Violation[]): Uint8Array {
  const fieldViolations: BadRequest['fieldViolations'] = [];
  let bytes = 0;
  for (const { field, description } of violations.slice(0, maxViolations)) {
    const violation = {
      field: field.slice(0, 200),
      description: description.slice(0, 200),
      reason: '',
      localizedMessage: undefined,
    };
    bytes += Buffer.byteLength(violation.field) + Buffer.byteLength(violation.description) + 16;
    // The rest is for the message, three bytes a character, and the ErrorInfo.
    if (bytes > maxDetailsBytes - 1200) break;
    fieldViolations.push(violation);
  }
  return BadRequest.encode({ fieldViolations }).finish();
}

function pack(type: string, value: Uint8Array): Any {
  return { typeUrl: `type.googleapis.com/google.rpc.${type}`, value: Buffer.from(value) };
}
