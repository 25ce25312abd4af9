import type { Collection, Db } from 'mongodb';
import type { ArchiveChunkDocument, ArchiveFileDocument } from './archive-files.js';
import type {
  ClaimDocument,
  LessonDocument,
  MemoryDocument,
  MemoryOwnerDocument,
  MetaDocument,
  MomentDocument,
  RequestDocument,
} from './documents.js';
import type { ErasedDocument, ErasureDocument, ReceiptDocument } from './erasure-documents.js';
import type { ConversationDocument, EntryDocument } from './log-documents.js';
import type { OccurrenceDocument } from './occurrences.js';
import type { SearchDocument } from './search-documents.js';
import type { PieceDocument, ReaderDocument, TurnDocument } from './turn-documents.js';

export interface Collections {
  readonly conversations: Collection<ConversationDocument>;
  readonly entries: Collection<EntryDocument>;
  readonly turns: Collection<TurnDocument>;
  readonly pieces: Collection<PieceDocument>;
  readonly readers: Collection<ReaderDocument>;
  readonly lessons: Collection<LessonDocument>;
  readonly occurrences: Collection<OccurrenceDocument>;
  readonly moments: Collection<MomentDocument>;
  readonly erasures: Collection<ErasureDocument>;
  readonly receipts: Collection<ReceiptDocument>;
  readonly erased: Collection<ErasedDocument>;
  readonly searchMessages: Collection<SearchDocument>;
  readonly memories: Collection<MemoryDocument>;
  readonly memoryOwners: Collection<MemoryOwnerDocument>;
  readonly requests: Collection<RequestDocument>;
  readonly claims: Collection<ClaimDocument>;
  readonly 'archive.files': Collection<ArchiveFileDocument>;
  readonly 'archive.chunks': Collection<ArchiveChunkDocument>;
  readonly meta: Collection<MetaDocument>;
}

export type CollectionName = keyof Collections;

export function collectionsOf(db: Db): Collections {
  return {
    conversations: db.collection('conversations'),
    entries: db.collection('entries'),
    turns: db.collection('turns'),
    pieces: db.collection('pieces'),
    readers: db.collection('readers'),
    lessons: db.collection('lessons'),
    occurrences: db.collection('occurrences'),
    moments: db.collection('moments'),
    erasures: db.collection('erasures'),
    receipts: db.collection('receipts'),
    erased: db.collection('erased'),
    searchMessages: db.collection('searchMessages'),
    memories: db.collection('memories'),
    memoryOwners: db.collection('memoryOwners'),
    requests: db.collection('requests'),
    claims: db.collection('claims'),
    'archive.files': db.collection('archive.files'),
    'archive.chunks': db.collection('archive.chunks'),
    meta: db.collection('meta'),
  };
}
