import { hasDay } from '../api/json-dates.js';
import { requestOf } from '../api/validation.js';
import type { Violation } from '../domain/errors.js';
import { ChatServiceService, ResumeTurnRequest } from '../gen/colloquy/v1/chat_service.js';
import {
  ConversationFilter,
  ConversationServiceService,
  WatchConversationRequest,
  WatchConversationsRequest,
} from '../gen/colloquy/v1/conversation_service.js';
import { ConversationStatus, OwnerKind, Stage } from '../gen/colloquy/v1/resources.js';
import { type Query, readQuery } from './query.js';

/** What the address of a WebSocket asks for: a method that streams, with its request, and what is wrong with that. */
export interface Asked {
  readonly method: string;
  readonly request: object;
  readonly violations: readonly Violation[];
}

const readers = {
  watchEntries: requestOf(ConversationServiceService.watchConversation),
  watchList: requestOf(ConversationServiceService.watchConversations),
  resumeTurn: requestOf(ChatServiceService.resumeTurn),
};

/** Undefined where no WebSocket is. */
export function askedBy(url: URL): Asked | undefined {
  const [, version, kind, id, part, ...more] = url.pathname.split('/').map(decoded);
  if (version !== 'v1' || more.length > 0) return undefined;
  const query = readQuery(url.searchParams);
  if (kind === 'conversations' && id === undefined) {
    const bytes = WatchConversationsRequest.encode({ filter: readFilter(query) }).finish();
    return asked('ConversationService/WatchConversations', query, readers.watchList(Buffer.from(bytes)));
  }
  if (kind === 'conversations' && id !== undefined && part === 'entries') {
    const request = { conversationId: id, afterSeq: query.seq('after_seq') };
    const bytes = WatchConversationRequest.encode(request).finish();
    return asked('ConversationService/WatchConversation', query, readers.watchEntries(Buffer.from(bytes)));
  }
  if (kind === 'turns' && id !== undefined && part === 'events') {
    const request = { turnId: id, conversationId: '', afterCursor: query.one('after_cursor') ?? '' };
    const bytes = ResumeTurnRequest.encode(request).finish();
    return asked('ChatService/ResumeTurn', query, readers.resumeTurn(Buffer.from(bytes)));
  }
  return undefined;
}

function asked(method: string, query: Query, received: Pick<Asked, 'request' | 'violations'>): Asked {
  // A filter's fields are parameters of their own.
  const broken = received.violations.map(({ field, description }) => ({
    field: field.replace(/^filter\./, ''),
    description,
  }));
  return { method, request: received.request, violations: [...query.violations(), ...broken] };
}

/** A part of a path; one that is encoded wrongly names nothing that there is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function readFilter(query: Query): ConversationFilter {
  const time = (name: string) => query.read(name, 'a time such as 2026-11-28T09:00:00Z', readTime);
  const isQualified = query.read('is_qualified', 'true or false', (value) =>
    value === 'true' || value === 'false' ? value === 'true' : undefined,
  );
  const [createdFrom, createdTo] = [time('created_from'), time('created_to')];
  return ConversationFilter.fromPartial({
    userId: query.one('user_id') ?? '',
    channels: query.all('channels'),
    statuses: query.enums('statuses', 'CONVERSATION_STATUS_', ConversationStatus),
    stages: query.enums('stages', 'STAGE_', Stage),
    owners: query.enums('owners', 'OWNER_KIND_', OwnerKind),
    ...(isQualified === undefined ? {} : { isQualified }),
    ...(createdFrom ? { createdFrom } : {}),
    ...(createdTo ? { createdTo } : {}),
    metadata: query.keyed('metadata.'),
  });
}

function readTime(value: string): Date | undefined {
  // RFC 3339, as in protobuf's JSON mapping.
  const pattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
  const ms = pattern.test(value) && hasDay(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms);
}
