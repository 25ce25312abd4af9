import type { Assessment, Conversation, ConversationEvent } from './conversation.js';
import type { Change, Owner, Stage } from './entry.js';
import type { Fault } from './errors.js';
import type { ToolUse } from './message.js';

/** How a turn may be stopped from outside: the status that it then ends with. */
export type StopStatus = 'CANCELLED' | 'INTERRUPTED' | 'ROLLED_BACK' | 'HANDED_OFF';
export type TurnStatus =
  | 'QUEUED'
  | 'RUNNING'
  | 'COMPLETED'
  | 'FAILED'
  | 'CANCELLED'
  | 'INTERRUPTED'
  | 'ROLLED_BACK'
  | 'HANDED_OFF';
export type BusyPolicy = 'REJECT' | 'ENQUEUE' | 'INTERRUPT' | 'ROLLBACK' | 'COALESCE';
export type DisconnectPolicy = 'CONTINUE' | 'CANCEL';
export type Durability = 'STORED' | 'SPOOLED';

/** A turn is tried this often before it fails for good; an attempt that its process handed over does not count. */
export const maxAttempts = 3;

/**
 * The ledger's line of one turn: what was admitted, who runs it, and how it ended. While it runs, `worker` and `attempt`
 * are the lease's holder and its fencing number: a write that names another attempt is refused.
 */
export interface Turn {
  readonly tenantId: string;
  readonly id: string;
  readonly conversationId: string;
  readonly status: TurnStatus;
  /** Empty when the caller gave none. */
  readonly requestId: string;
  readonly messageIds: readonly string[];
  /** `seq` of each of its messages, rising. */
  readonly messageSeqs: readonly number[];
  /** The first of them: turns wait in this order. */
  readonly messageSeq: number;
  readonly event: ConversationEvent;
  readonly onDisconnect: DisconnectPolicy;
  /** Turns ahead of it at admission. */
  readonly position: number;
  readonly durability: Durability;
  readonly acceptedAt: number;
  /** Messages may join it: while it waits, and when it RUNS until the times below, whichever is first. */
  readonly coalescing?: Coalescing;
  /** How it shall end: asked for, and not done yet. Whoever runs it, or takes it over, stops it. */
  readonly stop?: StopStatus;
  /** 0 until it runs; rises with each takeover. */
  readonly attempt: number;
  /** How many of the attempts their processes have handed over, as when they were stopped for good reason. */
  readonly handovers?: number;
  /** The process that runs it. */
  readonly worker?: string;
  /** The owner's epoch when it got the floor: under another one the agent's part is not committed. */
  readonly ownerEpoch?: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** `seq` of the entry that holds the reply, when there is one. */
  readonly replySeq?: number;
  readonly error?: Fault;
  /** What its readers were shown besides text, each with the text's length then. */
  readonly marks: readonly Mark[];
  /** The conversation as the turn left it. */
  readonly outcome?: Outcome;
}

/** Milliseconds since the epoch: when it begins if no other message joins, and when at the latest. */
export interface Coalescing {
  readonly until: number;
  readonly latest: number;
}

/**
 * What a running turn has shown since the piece before, kept so that readers elsewhere can follow it and a crash does
 * not lose it. Pieces of one attempt are numbered 1, 2, 3 …; their texts concatenated are the text so far.
 */
export interface Piece {
  readonly number: number;
  readonly text: string;
  /** Their `chars` count from the start of the text, as everywhere. */
  readonly marks: readonly Mark[];
}

export interface Outcome {
  readonly stage: Stage;
  readonly isQualified: boolean;
  readonly owner: Owner;
}

/** Something other than text that happened in a turn. `chars` of the reply's text (UTF-16 units) came before it. */
export interface Mark {
  readonly at: number;
  readonly chars: number;
  readonly event:
    | {
        readonly kind: 'memoryRecalled';
        readonly memories: readonly string[];
        readonly skipped: string;
        readonly elapsedMs: number;
      }
    | { readonly kind: 'toolUse'; readonly use: ToolUse }
    | { readonly kind: 'change'; readonly change: Change };
}

/** What the agent does in a turn, as it happens. Text pieces concatenated are the reply. */
export type AgentEvent =
  | {
      readonly kind: 'memoryRecalled';
      readonly memories: readonly string[];
      readonly skipped: string;
      readonly elapsedMs: number;
    }
  | { readonly kind: 'textDelta'; readonly text: string }
  /** Once without a result when the tool begins, once more with it. */
  | { readonly kind: 'toolUse'; readonly use: ToolUse }
  | { readonly kind: 'assessed'; readonly assessment: Assessment }
  | { readonly kind: 'usage'; readonly inputTokens: number; readonly outputTokens: number; readonly model: string };

export function isOver(turn: Turn): boolean {
  return turn.status !== 'QUEUED' && turn.status !== 'RUNNING';
}

/** Whether its present attempt is one too many: it tries nothing, it ends the turn. */
export function isExhausted({ attempt, handovers = 0 }: Turn): boolean {
  return attempt - handovers > maxAttempts;
}

/** Its attempt as callers are told of it. */
export function tried(turn: Turn): number {
  return isExhausted(turn) ? turn.attempt - 1 : turn.attempt;
}

/** A turn that ends, with the conversation as it leaves it. */
export function over(
  turn: Turn,
  head: Omit<Conversation, 'activeTurnId'>,
  status: TurnStatus,
  at: number,
): Turn & { readonly outcome: Outcome } {
  const { worker: _, coalescing: __, stop: ___, ...rest } = turn;
  const { stage, qualification, owner } = head;
  return { ...rest, status, endedAt: at, outcome: { stage, isQualified: qualification.isQualified, owner } };
}
