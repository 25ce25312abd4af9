import type { Conversation } from '../../domain/conversation.js';
import type { Entry } from '../../domain/entry.js';
import type { JsonObject } from '../../domain/json.js';
import type { Turn } from '../../domain/turn.js';

/** What statements seek, order and compare by, beside a document that says the same. */
export type Columns = Readonly<Record<string, string | number | null>>;

export function headColumns(head: Omit<Conversation, 'metadata'>): Columns {
  return {
    tenant_id: head.tenantId,
    id: head.id,
    user_id: head.userId,
    channel: head.channel,
    status: head.status,
    stage: head.stage,
    owner_kind: head.owner.kind,
    is_qualified: head.qualification.isQualified ? 1 : 0,
    created_at: head.createdAt,
    last_activity_at: head.lastActivityAt,
    last_seq: head.lastSeq,
    summary_due_at: head.summaryDueAt ?? null,
    uploading_since: head.uploads?.[0]?.since ?? null,
    revision: head.revision,
  };
}

/** The metadata that is text. */
export function labelsOf(metadata: JsonObject): [key: string, value: string][] {
  return Object.entries(metadata).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : []));
}

export function entryColumns({ seq, message }: Entry): Columns {
  return { seq, has_message: message ? 1 : 0 };
}

export function turnColumns(turn: Turn): Columns {
  return {
    tenant_id: turn.tenantId,
    id: turn.id,
    conversation_id: turn.conversationId,
    message_seq: turn.messageSeq,
    status: turn.status,
    attempt: turn.attempt,
    worker: turn.worker ?? null,
    stop: turn.stop ?? null,
  };
}
