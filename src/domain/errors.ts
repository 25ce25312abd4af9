/** One field of a request that is wrong, by its path in the contract. */
export interface Violation {
  readonly field: string;
  readonly description: string;
}

/** All that can go wrong for a reason that a caller can act on. `api/status.ts` has the code of each. */
export type Fault =
  | { readonly kind: 'invalid-argument'; readonly violations: readonly Violation[] }
  /** The call has no credential that the service knows. */
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'call-metadata-too-large'; readonly maxBytes: number }
  | { readonly kind: 'request-too-large'; readonly maxBytes: number }
  /** A browser was made to call by a page that is not the service's own, or under a name that is not the service's. */
  | { readonly kind: 'foreign-origin'; readonly origin: string }
  | { readonly kind: 'unknown-host'; readonly host: string }
  | { readonly kind: 'too-many-sockets'; readonly limit: number; readonly retryAfterMs: number }
  | { readonly kind: 'conversation-not-found'; readonly conversationId: string }
  /** By the turn's id, or as the newest of a conversation. */
  | { readonly kind: 'turn-not-found'; readonly turnId: string; readonly conversationId?: string }
  | { readonly kind: 'conversation-exists'; readonly conversationId: string }
  | { readonly kind: 'request-id-reused'; readonly requestId: string }
  | { readonly kind: 'conversation-busy'; readonly conversationId: string; readonly turnId: string }
  | { readonly kind: 'conversation-archived'; readonly conversationId: string }
  | { readonly kind: 'conversation-open'; readonly conversationId: string }
  | { readonly kind: 'archive-unavailable'; readonly retryAfterMs: number }
  /** The archived log is missing or is not what was written. */
  | { readonly kind: 'archive-damaged'; readonly conversationId: string }
  | { readonly kind: 'other-conversation-open'; readonly conversationId: string; readonly openConversationId: string }
  | { readonly kind: 'stage-final'; readonly conversationId: string; readonly stage: string }
  | { readonly kind: 'not-owner'; readonly conversationId: string; readonly owner: string }
  | { readonly kind: 'taken-over'; readonly conversationId: string; readonly owner: string; readonly epoch: number }
  | { readonly kind: 'stale-version'; readonly conversationId: string; readonly version: number }
  | { readonly kind: 'contention'; readonly conversationId: string }
  | { readonly kind: 'cursor-out-of-range'; readonly turnId: string; readonly head: string }
  | { readonly kind: 'seq-out-of-range'; readonly conversationId: string; readonly lastSeq: number }
  /** What a token stands for is kept no longer. */
  | { readonly kind: 'moment-forgotten'; readonly keptDays: number }
  | { readonly kind: 'watch-too-wide'; readonly limit: number }
  | { readonly kind: 'document-too-new'; readonly document: string; readonly version: number }
  /** What is stored is no document; of a conversation, where that is known. */
  | { readonly kind: 'document-damaged'; readonly document: string; readonly conversationId: string }
  | { readonly kind: 'queue-full'; readonly conversationId: string; readonly limit: number }
  /** All that is kept of the user is being erased. */
  | { readonly kind: 'erasure-under-way'; readonly retryAfterMs: number }
  /** What an earlier version kept is not yet known as it was at each moment. */
  | { readonly kind: 'counting-under-way'; readonly retryAfterMs: number }
  | { readonly kind: 'store-unavailable'; readonly retryAfterMs: number }
  | { readonly kind: 'server-draining'; readonly retryAfterMs: number }
  | { readonly kind: 'memory-disabled' }
  | { readonly kind: 'memory-not-found'; readonly memoryId: string }
  | { readonly kind: 'memory-unavailable'; readonly retryAfterMs: number }
  | { readonly kind: 'agent-unavailable'; readonly retryAfterMs: number }
  | { readonly kind: 'agent-failed' }
  | { readonly kind: 'turn-timeout'; readonly timeoutMs: number }
  | { readonly kind: 'turn-attempts-exhausted'; readonly attempts: number }
  | { readonly kind: 'reply-too-long'; readonly maxBytes: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'unimplemented'; readonly what: string };

export type FaultKind = Fault['kind'];

/** The one error that the core throws; everything else is a bug or a failure of what lies outside. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly fault: Fault;
  constructor(fault: Fault, options?: ErrorOptions) {
    const { kind, ...facts } = fault;
    super(`${kind} ${JSON.stringify(facts)}`, options);
    this.fault = fault;
  }
}

export function isFault(error: unknown, kind: Fault['kind']): boolean {
  return error instanceof DomainError && error.fault.kind === kind;
}

/** What `read` makes of a stored document of a conversation; `document-damaged` where it cannot. */
export function undamaged<T>(document: string, conversationId: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError({ kind: 'document-damaged', document, conversationId }, { cause });
  }
}

/** Whether what is stored of one conversation cannot be read, which is to keep no other from its due. */
export function isUnreadable(error: unknown): boolean {
  return isFault(error, 'archive-damaged') || isFault(error, 'document-damaged');
}

/** One wrong field: for checks that rules in the contract cannot express. */
export function invalid(field: string, description: string): DomainError {
  return new DomainError({ kind: 'invalid-argument', violations: [{ field, description }] });
}
