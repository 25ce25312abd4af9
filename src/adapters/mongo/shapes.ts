import type { Document } from 'mongodb';
import { stages } from '../../domain/entry.js';
import type { CollectionName } from './collections.js';

type Shape = Readonly<Record<string, Document>>;

const text = { bsonType: 'string' };
const name = { bsonType: 'string', minLength: 1 };
const number = { bsonType: 'number' };
const count = { bsonType: 'number', minimum: 0 };
const positive = { bsonType: 'number', minimum: 1 };
const date = { bsonType: 'date' };
const bool = { bsonType: 'bool' };
const object = { bsonType: 'object' };
const array = { bsonType: 'array' };
const anyOf = (...values: readonly string[]) => ({ enum: values });

const owner = {
  bsonType: 'object',
  required: ['kind', 'id', 'epoch'],
  properties: { kind: anyOf('AGENT', 'QUEUE', 'HUMAN'), id: text, epoch: positive },
};

const marks = { bsonType: 'array', items: { bsonType: 'object', required: ['at', 'chars', 'event'] } };

/** Required and optional fields of each collection; the names are those of the types of documents. */
export const shapes: Readonly<Record<CollectionName, { readonly required: Shape; readonly optional?: Shape }>> = {
  conversations: {
    required: {
      v: positive,
      tenantId: name,
      conversationId: name,
      userId: text,
      channel: text,
      status: anyOf('ACTIVE', 'CLOSED', 'ARCHIVED'),
      stage: anyOf(...stages),
      qualification: {
        bsonType: 'object',
        required: ['score', 'isQualified', 'overruled', 'criteria'],
        properties: { score: number, isQualified: bool, overruled: bool, criteria: array },
      },
      owner,
      metadata: text,
      labels: { bsonType: 'array', items: text },
      messageCount: count,
      lastSeq: count,
      lastMessagePreview: text,
      createdAt: date,
      updatedAt: date,
      lastActivityAt: date,
      revision: positive,
      commitId: name,
    },
    optional: {
      summary: object,
      activeTurnId: text,
      summaryDueAt: date,
      briefingSeq: positive,
      recordedAt: date,
      archive: {
        bsonType: 'object',
        required: ['key', 'sha256', 'bytes', 'entries', 'at'],
        properties: {
          key: name,
          sha256: name,
          bytes: positive,
          entries: positive,
          at: number,
          moving: {
            bsonType: 'object',
            required: ['to', 'since'],
            properties: { to: anyOf('archive', 'store'), since: number },
          },
        },
        additionalProperties: false,
      },
      archives: positive,
      uploads: { bsonType: 'array', items: { bsonType: 'object', required: ['key', 'since'] } },
      indexed: {
        bsonType: 'object',
        required: ['version', 'through'],
        properties: { version: positive, through: count },
        additionalProperties: false,
      },
    },
  },
  entries: {
    required: {
      v: positive,
      tenantId: name,
      conversationId: name,
      seq: positive,
      at: date,
      actor: {
        bsonType: 'object',
        required: ['kind', 'id'],
        properties: { kind: anyOf('USER', 'AGENT', 'HUMAN', 'SYSTEM'), id: text },
      },
      hasMessage: bool,
      changes: { bsonType: 'array', items: { bsonType: 'object', required: ['kind'] } },
      commitId: name,
    },
    optional: {
      turnId: text,
      message: {
        bsonType: 'object',
        required: ['id', 'role', 'text', 'status', 'inReplyTo', 'authorId', 'toolUses', 'createdAt'],
        properties: {
          role: anyOf('USER', 'AGENT', 'HUMAN', 'SYSTEM'),
          status: anyOf('COMPLETE', 'PARTIAL', 'SUPERSEDED', 'REDACTED'),
          text,
          metadata: text,
        },
      },
    },
  },
  turns: {
    required: {
      v: positive,
      tenantId: name,
      turnId: name,
      conversationId: name,
      status: anyOf(
        ...['QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED', 'INTERRUPTED', 'ROLLED_BACK', 'HANDED_OFF'],
      ),
      requestId: text,
      messageIds: { bsonType: 'array', items: text },
      messageSeq: count,
      event: anyOf('CREATED', 'RESUMED', 'CONTINUED'),
      onDisconnect: anyOf('CONTINUE', 'CANCEL'),
      position: count,
      durability: anyOf('STORED', 'SPOOLED'),
      acceptedAt: date,
      attempt: count,
      marks,
    },
    optional: {
      messageSeqs: { bsonType: 'array', items: count, minItems: 1 },
      coalescing: {
        bsonType: 'object',
        required: ['until', 'latest'],
        properties: { until: number, latest: number },
        additionalProperties: false,
      },
      stop: anyOf('CANCELLED', 'INTERRUPTED', 'ROLLED_BACK', 'HANDED_OFF'),
      handovers: positive,
      worker: text,
      ownerEpoch: positive,
      startedAt: date,
      endedAt: date,
      replySeq: positive,
      error: { bsonType: 'object', required: ['kind'] },
      outcome: { bsonType: 'object', required: ['stage', 'isQualified', 'owner'], properties: { owner } },
      leaseUntil: { bsonType: 'long' },
    },
  },
  pieces: {
    required: {
      v: positive,
      tenantId: name,
      conversationId: name,
      turnId: name,
      attempt: positive,
      number: positive,
      text,
      marks,
      at: date,
    },
  },
  readers: {
    required: {
      v: positive,
      tenantId: name,
      conversationId: name,
      turnId: name,
      worker: name,
      until: { bsonType: 'long' },
      at: date,
    },
  },
  lessons: {
    required: {
      v: positive,
      tenantId: name,
      userId: name,
      conversationId: name,
      lessonId: name,
      messageSeqs: { bsonType: 'array', items: count, minItems: 1 },
      at: date,
      attempts: count,
      dueAt: { bsonType: 'long' },
      givenUp: bool,
    },
    optional: { taken: bool },
  },
  occurrences: {
    required: {
      v: positive,
      tenantId: name,
      conversationId: name,
      kind: anyOf('created', 'message', 'stage', 'qualified', 'handoff', 'turn', 'other', 'archived', 'restored'),
      seq: positive,
      at: date,
      channel: text,
      stage: anyOf(...stages),
      agent: text,
      owner: anyOf('AGENT', 'QUEUE', 'HUMAN'),
      revision: positive,
      recordedAt: date,
    },
    optional: { failed: bool, firstTextMs: count, totalMs: count, inputTokens: count, outputTokens: count },
  },
  erasures: {
    required: {
      v: positive,
      tenantId: name,
      userId: name,
      erasureId: name,
      request: name,
      subject: name,
      startedAt: date,
      erased: object,
      attempt: count,
      leaseUntil: number,
    },
    optional: { found: object, removals: count },
  },
  receipts: {
    required: {
      v: positive,
      tenantId: name,
      erasureId: name,
      request: name,
      subject: name,
      startedAt: date,
      stores: { bsonType: 'array', items: { bsonType: 'object', required: ['store', 'erased', 'remaining'] } },
    },
    optional: { endedAt: date },
  },
  erased: { required: { v: positive, tenantId: name, conversationId: name, erasureId: name, at: date } },
  searchMessages: {
    required: {
      v: positive,
      tenantId: name,
      conversationId: name,
      seq: positive,
      role: anyOf('USER', 'AGENT', 'HUMAN', 'SYSTEM'),
      at: date,
      length: count,
      stems: text,
      forms: text,
      terms: { bsonType: 'array', items: name },
    },
  },
  moments: { required: { v: positive, tenantId: name, at: date, recent: { bsonType: 'binData' } } },
  memories: {
    required: {
      v: positive,
      tenantId: name,
      userId: name,
      memoryId: name,
      number: positive,
      text: name,
      hash: name,
      createdAt: date,
      embedder: text,
    },
    optional: { metadata: text, conversationId: name, seq: positive, vector: { bsonType: 'binData' } },
  },
  memoryOwners: {
    required: { v: positive, tenantId: name, userId: name, number: count, epoch: count },
  },
  requests: {
    required: {
      v: positive,
      tenantId: name,
      requestId: name,
      hash: text,
      conversationId: text,
      resultId: text,
      keptUntil: date,
      commitId: name,
    },
    optional: { messageSeq: positive },
  },
  claims: { required: { v: positive, tenantId: name, conversationId: name } },
  // What GridFS writes.
  'archive.files': { required: { length: count, chunkSize: positive, uploadDate: date, filename: name } },
  'archive.chunks': { required: { files_id: name, n: count, data: { bsonType: 'binData' } } },
  meta: { required: { v: positive }, optional: { bytes: { bsonType: 'binData' }, minReader: positive, state: text } },
};
