/** Messages of the contract in protobuf's JSON mapping, as far as the page shows them: what has its default is absent. */

export type Stage =
  | 'STAGE_LEAD'
  | 'STAGE_ENGAGED'
  | 'STAGE_QUALIFIED'
  | 'STAGE_PROPOSAL'
  | 'STAGE_NEGOTIATION'
  | 'STAGE_WON'
  | 'STAGE_LOST';

export interface Owner {
  readonly kind?: 'OWNER_KIND_AGENT' | 'OWNER_KIND_QUEUE' | 'OWNER_KIND_HUMAN';
  readonly id?: string;
  readonly epoch?: string;
}

export interface Criterion {
  readonly name: string;
  readonly status?: 'CRITERION_STATUS_UNKNOWN' | 'CRITERION_STATUS_MET' | 'CRITERION_STATUS_UNMET';
  readonly value?: string;
  readonly confidence?: number;
  readonly evidenceSeqs?: readonly string[];
}

export interface Qualification {
  readonly score?: number;
  readonly isQualified?: boolean;
  readonly criteria?: readonly Criterion[];
  readonly overruled?: boolean;
}

export interface Summary {
  readonly text?: string;
  readonly throughSeq?: string;
  readonly createdAt?: string;
}

export type Status = 'CONVERSATION_STATUS_ACTIVE' | 'CONVERSATION_STATUS_CLOSED' | 'CONVERSATION_STATUS_ARCHIVED';

export interface Conversation {
  readonly id: string;
  readonly userId: string;
  readonly channel: string;
  readonly status: Status;
  readonly stage: Stage;
  readonly qualification?: Qualification;
  readonly owner?: Owner;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly summary?: Summary;
  readonly messageCount?: string;
  readonly lastSeq?: string;
  readonly activeTurnId?: string;
  readonly lastMessagePreview?: string;
  readonly createdAt: string;
  readonly lastActivityAt: string;
}

export interface ToolUse {
  readonly name: string;
  readonly result?: string;
  readonly failed?: boolean;
}

export interface Message {
  readonly id: string;
  readonly seq?: string;
  readonly role: 'ROLE_USER' | 'ROLE_AGENT' | 'ROLE_HUMAN' | 'ROLE_SYSTEM';
  readonly text?: string;
  readonly status?: string;
  readonly turnId?: string;
  readonly authorId?: string;
  readonly toolUses?: readonly ToolUse[];
  readonly usage?: { readonly firstTextMs?: number; readonly totalMs?: number; readonly model?: string };
  readonly createdAt: string;
}

export interface Change {
  readonly created?: { readonly owner?: Owner };
  readonly resumed?: object;
  readonly stageChanged?: {
    readonly from: Stage;
    readonly to: Stage;
    readonly reason?: string;
    readonly evidenceSeqs?: readonly string[];
  };
  readonly qualificationChanged?: { readonly from?: Qualification; readonly to?: Qualification };
  readonly ownerChanged?: {
    readonly from?: Owner;
    readonly to?: Owner;
    readonly reason?: string;
    readonly briefing?: string;
  };
  readonly statusChanged?: { readonly from: Status; readonly to: Status };
  readonly summarized?: { readonly summary?: Summary };
  readonly messagesSuperseded?: { readonly messageIds?: readonly string[] };
  readonly metadataChanged?: object;
}

export interface Entry {
  readonly seq: string;
  readonly at: string;
  readonly actor?: { readonly kind?: string; readonly id?: string };
  readonly turnId?: string;
  readonly message?: Message;
  readonly changes?: readonly Change[];
}

export interface TurnEvent {
  readonly cursor: string;
  readonly queued?: { readonly position?: number };
  readonly textDelta?: { readonly text?: string };
  readonly toolUse?: ToolUse;
  readonly restarted?: object;
  readonly ended?: { readonly turn?: { readonly status?: string; readonly error?: { readonly message?: string } } };
}

export interface Memory {
  readonly id: string;
  readonly text: string;
  readonly conversationId?: string;
  readonly sourceSeq?: string;
  readonly createdAt?: string;
}

export interface SearchHit {
  readonly conversationId: string;
  readonly message?: Message;
  readonly snippet?: string;
  readonly highlights?: readonly { readonly start?: number; readonly end?: number }[];
}

export interface MetricPoint {
  readonly start: string;
  readonly count?: string;
  readonly mean?: number;
  readonly p50?: number;
  readonly p90?: number;
  readonly p99?: number;
  readonly drillToken?: string;
}

export interface MetricSeries {
  readonly metric: string;
  readonly group?: Readonly<Record<string, string>>;
  readonly points?: readonly MetricPoint[];
}

export interface FunnelStep {
  readonly stage: Stage;
  readonly reached?: string;
  readonly conversion?: number;
  readonly medianSeconds?: number;
  readonly drillToken?: string;
}

/** Which conversations. */
export interface Filter {
  readonly userId?: string;
  readonly channels?: readonly string[];
  readonly statuses?: readonly string[];
  readonly stages?: readonly string[];
  readonly owners?: readonly string[];
}
