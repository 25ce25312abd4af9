import type { CollectionName } from './collections.js';

/** An index, and what it is for. */
export interface IndexSpec {
  readonly collection: CollectionName;
  readonly name: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  /** The store's promises stand on it: no service without it. */
  readonly unique?: true;
  /** Reads name it, and fail without it. */
  readonly named?: true;
  readonly partial?: Readonly<Record<string, string | boolean | { readonly $exists: true }>>;
  readonly expireAfterSeconds?: number;
  readonly serves: string;
}

/** With all that says how long a conversation is, and since when, so that the index alone is read. */
export const conversationLength = { tenantId: 1, conversationId: 1, recordedAt: 1, lastSeq: 1, revision: 1 } as const;
/** With what says whether a moment saw it, and is the newest for what was. */
export const occurrenceLog = { tenantId: 1, conversationId: 1, seq: 1, recordedAt: 1, revision: 1 } as const;
/** With what numbers are grouped by, so that counting reads the index alone. */
export const occurrenceTime = {
  ...({ tenantId: 1, kind: 1, at: 1, recordedAt: 1 } as const),
  ...({ channel: 1, stage: 1, agent: 1, owner: 1 } as const),
} as const;
export const occurrenceRecorded = { tenantId: 1, recordedAt: 1, conversationId: 1, revision: 1 } as const;
export const occurrenceCounted = { tenantId: 1, kind: 1, conversationId: 1, at: 1 } as const;
const activity = { lastActivityAt: -1, conversationId: -1 } as const;

/**
 * Every index there is. The tenant comes first, so that each serves one tenant's shard range; the unique ones begin with
 * the shard key (`{tenantId, conversationId}`; of memories `{tenantId, userId}`; of GridFS' chunks, whose file ids begin with
 * the tenant, `{files_id, n}`), without which a sharded cluster cannot keep them.
 */
export const indexes: readonly IndexSpec[] = [
  {
    collection: 'conversations',
    name: 'conversation',
    key: { tenantId: 1, conversationId: 1 },
    unique: true,
    serves: 'a head by its id; the lock of every commit',
  },
  {
    collection: 'conversations',
    name: 'conversation_length',
    key: conversationLength,
    named: true,
    serves: 'how long conversations were at a moment, one by one and in the order of their ids',
  },
  {
    collection: 'conversations',
    name: 'open',
    key: { tenantId: 1, userId: 1, channel: 1, status: 1 },
    partial: { status: 'ACTIVE' },
    serves: "a user's open conversation on a channel",
  },
  {
    collection: 'conversations',
    name: 'user_activity',
    key: { tenantId: 1, userId: 1, ...activity },
    serves: 'lists of one user',
  },
  {
    collection: 'conversations',
    name: 'status_activity',
    key: { tenantId: 1, status: 1, ...activity },
    serves: 'all other lists: a list always names its statuses',
  },
  {
    collection: 'conversations',
    name: 'stage_activity',
    key: { tenantId: 1, stage: 1, ...activity },
    serves: 'lists by stage: the steps of a funnel',
  },
  {
    collection: 'conversations',
    name: 'owner_activity',
    key: { tenantId: 1, 'owner.kind': 1, ...activity },
    serves: 'lists by owner: what waits for a person',
  },
  {
    collection: 'conversations',
    name: 'label_activity',
    key: { tenantId: 1, labels: 1, ...activity },
    serves: 'lists by metadata',
  },
  {
    collection: 'conversations',
    name: 'archive_moving',
    key: { 'archive.moving.since': 1 },
    partial: { 'archive.moving.to': { $exists: true } },
    serves: 'archived logs that are on the move, of all tenants',
  },
  {
    collection: 'conversations',
    name: 'archive_uploading',
    key: { 'uploads.since': 1 },
    partial: { 'uploads.key': { $exists: true } },
    serves: 'logs that are being written to the archive, of all tenants',
  },
  {
    collection: 'conversations',
    name: 'summary_due',
    key: { summaryDueAt: 1 },
    partial: { summaryDueAt: { $exists: true } },
    serves: 'the conversations that are to be summarized, of all tenants',
  },
  {
    collection: 'entries',
    name: 'entry',
    key: { tenantId: 1, conversationId: 1, seq: 1 },
    unique: true,
    serves: 'a log, from either end',
  },
  {
    collection: 'entries',
    name: 'message_entry',
    key: { tenantId: 1, conversationId: 1, hasMessage: 1, seq: 1 },
    partial: { hasMessage: true },
    serves: "a log's messages, however many entries without one lie between them",
  },
  {
    collection: 'turns',
    name: 'turn',
    key: { tenantId: 1, conversationId: 1, turnId: 1 },
    unique: true,
    serves: "a turn's writes and leases",
  },
  { collection: 'turns', name: 'turn_by_id', key: { tenantId: 1, turnId: 1 }, serves: 'a turn by its id alone' },
  {
    collection: 'turns',
    name: 'turn_newest',
    key: { tenantId: 1, conversationId: 1, messageSeq: -1 },
    serves: "a conversation's newest turn",
  },
  {
    collection: 'turns',
    name: 'turn_queue',
    key: { tenantId: 1, conversationId: 1, status: 1, messageSeq: 1 },
    partial: { status: 'QUEUED' },
    serves: "a conversation's waiting turns",
  },
  {
    collection: 'turns',
    name: 'turn_lease',
    key: { leaseUntil: 1 },
    partial: { status: 'RUNNING' },
    serves: 'the sweep for expired leases, of all tenants',
  },
  {
    collection: 'turns',
    name: 'turn_stop',
    key: { worker: 1 },
    partial: { stop: { $exists: true } },
    serves: "a process's own turns that are to be stopped",
  },
  {
    collection: 'pieces',
    name: 'piece',
    key: { tenantId: 1, conversationId: 1, turnId: 1, attempt: 1, number: 1 },
    unique: true,
    serves: 'what running turns have shown, in order',
  },
  {
    collection: 'pieces',
    name: 'piece_expiry',
    key: { at: 1 },
    expireAfterSeconds: 86_400,
    serves: 'the removal of pieces that nobody has dropped',
  },
  {
    collection: 'readers',
    name: 'reader',
    key: { tenantId: 1, conversationId: 1, turnId: 1, worker: 1 },
    unique: true,
    serves: 'which processes have readers of a turn',
  },
  {
    collection: 'readers',
    name: 'reader_expiry',
    key: { at: 1 },
    expireAfterSeconds: 3_600,
    serves: 'the removal of what processes that are gone have left',
  },
  {
    collection: 'lessons',
    name: 'lesson',
    key: { tenantId: 1, conversationId: 1, lessonId: 1 },
    unique: true,
    serves: "a lesson's writes",
  },
  {
    collection: 'lessons',
    name: 'lesson_due',
    key: { givenUp: 1, dueAt: 1 },
    serves: 'the lessons that are due, of all tenants, and those that were given up',
  },
  {
    collection: 'lessons',
    name: 'lesson_order',
    key: { tenantId: 1, userId: 1, at: 1, lessonId: 1 },
    partial: { givenUp: false },
    serves: "the earliest of a user's lessons",
  },
  {
    collection: 'occurrences',
    name: 'occurrence',
    key: occurrenceLog,
    named: true,
    serves: 'what was counted of a conversation, and how long it was before it moved on',
  },
  {
    collection: 'occurrences',
    name: 'occurrence_recorded',
    key: occurrenceRecorded,
    named: true,
    serves: 'the commits just before a moment',
  },
  {
    collection: 'occurrences',
    name: 'occurrence_time',
    key: occurrenceTime,
    named: true,
    serves: 'numbers by time and group',
  },
  {
    collection: 'occurrences',
    name: 'occurrence_counted',
    key: occurrenceCounted,
    named: true,
    serves: 'the conversations behind a number, and numbers of some conversations',
  },
  {
    collection: 'searchMessages',
    name: 'search_message',
    key: { tenantId: 1, conversationId: 1, seq: 1 },
    serves: 'what leaves the index, and what is compared with the log',
  },
  {
    collection: 'searchMessages',
    name: 'search_term',
    key: { tenantId: 1, terms: 1, at: -1, conversationId: -1, seq: -1 },
    serves: 'messages by a word, newest first',
  },
  {
    collection: 'moments',
    name: 'moment_expiry',
    key: { at: 1 },
    expireAfterSeconds: 90 * 86_400,
    serves: 'the removal of moments that no token needs any more',
  },
  {
    collection: 'lessons',
    name: 'lesson_user',
    key: { tenantId: 1, userId: 1 },
    serves: 'the erasure of what is still to be learned of a user',
  },
  {
    collection: 'erasures',
    name: 'erasure_free',
    key: { leaseUntil: 1 },
    serves: 'erasures that nobody works on, of all tenants',
  },
  {
    collection: 'erased',
    name: 'erased',
    key: { tenantId: 1, conversationId: 1 },
    unique: true,
    serves: 'what was erased, for exports',
  },
  {
    collection: 'erased',
    name: 'erased_by_erasure',
    key: { tenantId: 1, erasureId: 1, conversationId: 1 },
    serves: 'what an erasure has to go through',
  },
  {
    collection: 'requests',
    name: 'request_conversation',
    key: { tenantId: 1, conversationId: 1 },
    serves: "the erasure of a conversation's request ids",
  },
  {
    collection: 'memories',
    name: 'memory_text',
    key: { tenantId: 1, userId: 1, hash: 1 },
    unique: true,
    serves: 'each text once a user',
  },
  {
    collection: 'memories',
    name: 'memory',
    key: { tenantId: 1, userId: 1, memoryId: 1 },
    serves: 'memories by their ids',
  },
  {
    collection: 'memories',
    name: 'memory_number',
    key: { tenantId: 1, userId: 1, number: 1 },
    serves: 'what is new of a user, for the ranking',
  },
  {
    collection: 'memories',
    name: 'memory_time',
    key: { tenantId: 1, userId: 1, createdAt: -1, memoryId: -1 },
    serves: 'lists',
  },
  {
    collection: 'memories',
    name: 'memory_source',
    key: { tenantId: 1, userId: 1, conversationId: 1, seq: 1 },
    partial: { conversationId: { $exists: true } },
    serves: 'whether a message was learned from',
  },
  {
    collection: 'memories',
    name: 'memory_embedder',
    key: { embedder: 1 },
    serves: 'memories of all tenants that are to be embedded anew',
  },
  {
    collection: 'archive.files',
    name: 'filename_1_uploadDate_1',
    key: { filename: 1, uploadDate: 1 },
    serves: 'tools for GridFS; it is made by them where it is missing',
  },
  {
    collection: 'archive.chunks',
    name: 'files_id_1_n_1',
    key: { files_id: 1, n: 1 },
    unique: true,
    serves: 'the bytes of an archived log, in order',
  },
  {
    collection: 'requests',
    name: 'request_expiry',
    key: { keptUntil: 1 },
    expireAfterSeconds: 0,
    serves: 'the removal of request ids that are kept no longer',
  },
];
