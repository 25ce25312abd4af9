import type { Archiving } from '../application/archiving.js';
import type { At, Conversations, ListPosition } from '../application/conversations.js';
import type { Handoffs } from '../application/handoffs.js';
import type { Summaries } from '../application/summaries.js';
import type { Watch, WatchedConversation } from '../application/watch.js';
import type { JsonObject } from '../domain/json.js';
import type {
  ConversationServiceService,
  WatchConversationsResponse,
} from '../gen/colloquy/v1/conversation_service.js';
import type { Methods } from './methods.js';
import { bare, contentHash, readActor, readCriterion, readFilter, readMetadata, readPageSize } from './read.js';
import type { Tokens } from './tokens.js';
import { messageOf, writeConversation, writeEntry, writeMessage, writeSummary } from './write.js';

export function makeConversationService(
  conversations: Conversations,
  handoffs: Handoffs,
  summaries: Summaries,
  archiving: Archiving,
  watch: Watch,
  tokens: Tokens,
): Methods<typeof ConversationServiceService> {
  /** Where a log's page begins: after the token's seq; undefined for the first. Tokens are bound to the rest of the request. */
  function openPage(use: readonly string[], pageToken: string): number | undefined {
    return pageToken === '' ? undefined : tokens.open<number>(use, pageToken, 'page_token');
  }

  return {
    createConversation: async (request, { tenantId }) => {
      const { userId, conversationId, requestId } = request;
      const opening = readOpening(tenantId, request);
      const content = { userId, channel: opening.channel, conversationId, metadata: opening.metadata ?? null };
      const hash = contentHash('createConversation', content);
      const conversation = await conversations.create(opening, conversationId, requestId, hash);
      return { conversation: writeConversation(conversation) };
    },

    findOrCreateConversation: async (request, { tenantId }) => {
      const { conversation, created } = await conversations.findOrCreate(readOpening(tenantId, request));
      return { conversation: writeConversation(conversation), created };
    },

    getConversation: async ({ conversationId }, { tenantId }) => ({
      conversation: writeConversation(await conversations.get(tenantId, conversationId)),
    }),

    listConversations: async ({ filter, pageSize, pageToken }, { tenantId }) => {
      const wanted = readFilter(filter);
      const use = ['listConversations', tenantId, contentHash('filter', { ...wanted } as JsonObject)];
      const from = pageToken === '' ? undefined : tokens.open<ListPosition>(use, pageToken, 'page_token');
      const page = await conversations.list(tenantId, wanted, readPageSize(pageSize), from);
      return {
        conversations: page.conversations.map(writeConversation),
        nextPageToken: page.next ? tokens.sign(use, page.next) : '',
        unreadableIds: [...page.unreadable],
      };
    },

    listMessages: async (request, { tenantId }) => {
      const { conversationId, afterSeq, includeSuperseded } = request;
      const order = request.order === 'ORDER_NEWEST_FIRST' ? 'newest' : 'oldest';
      const use = ['listMessages', tenantId, conversationId, order, `${afterSeq}`, `${includeSuperseded}`];
      const reached = openPage(use, request.pageToken);
      const { entries, more, lastSeq } = await conversations.log({
        tenantId,
        conversationId,
        order,
        after: order === 'oldest' ? (reached ?? afterSeq) : afterSeq,
        ...(order === 'newest' && reached !== undefined ? { before: reached } : {}),
        messagesOnly: true,
        limit: readPageSize(request.pageSize),
      });
      const last = entries.at(-1);
      const messages = entries.flatMap(({ seq, message }) =>
        message && (includeSuperseded || message.status !== 'SUPERSEDED') ? [writeMessage(seq, message)] : [],
      );
      return { messages, nextPageToken: more && last ? tokens.sign(use, last.seq) : '', lastSeq };
    },

    listEntries: async (request, { tenantId }) => {
      const { conversationId, afterSeq } = request;
      const use = ['listEntries', tenantId, conversationId, `${afterSeq}`];
      const { entries, more, lastSeq } = await conversations.log({
        tenantId,
        conversationId,
        order: 'oldest',
        after: openPage(use, request.pageToken) ?? afterSeq,
        messagesOnly: false,
        limit: readPageSize(request.pageSize),
      });
      const last = entries.at(-1);
      const nextPageToken = more && last ? tokens.sign(use, last.seq) : '';
      return { entries: entries.map(writeEntry), nextPageToken, lastSeq };
    },

    addMessage: async (request, { tenantId }) => {
      const { conversationId, text, authorId, requestId } = request;
      const role = bare('ROLE_', request.role);
      const metadata = readMetadata(request.metadata);
      const hash = contentHash('addMessage', { conversationId, role, text, authorId, metadata: metadata ?? null });
      const message = { role, text, authorId, ...(metadata ? { metadata } : {}) };
      return {
        message: messageOf(await conversations.addMessage(tenantId, conversationId, message, requestId, hash)),
      };
    },

    setStage: async (request, { tenantId }) => {
      const { reason, evidenceSeqs, reopen } = request;
      const move = { stage: bare('STAGE_', request.stage), reason, evidenceSeqs, reopen };
      const conversation = await conversations.setStage(readAt(tenantId, request), move, readActor(request.actor));
      return { conversation: writeConversation(conversation) };
    },

    setQualification: async (request, { tenantId }) => {
      const conversation = await conversations.setQualification(
        readAt(tenantId, request),
        request.criteria.map(readCriterion),
        request.isQualified,
        readActor(request.actor),
      );
      return { conversation: writeConversation(conversation) };
    },

    updateMetadata: async (request, { tenantId }) => {
      const patch = readMetadata(request.metadata) ?? {};
      return {
        conversation: writeConversation(await conversations.updateMetadata(readAt(tenantId, request), patch)),
      };
    },

    closeConversation: async (request, { tenantId }) => ({
      conversation: writeConversation(await conversations.close(readAt(tenantId, request))),
    }),

    summarize: async ({ conversationId }, { tenantId, signal }) => {
      const summary = await summaries.summarize(tenantId, conversationId, signal);
      return { summary: summary && writeSummary(summary) };
    },

    archiveConversation: async ({ conversationId }, { tenantId, signal }) => {
      const { conversation } = await archiving.archive(tenantId, conversationId, signal);
      return { conversation: writeConversation(conversation) };
    },

    restoreConversation: async ({ conversationId }, { tenantId, signal }) => ({
      conversation: writeConversation(await archiving.restore(tenantId, conversationId, signal)),
    }),

    requestHandoff: async ({ conversationId, queue, reason }, { tenantId, signal }) => {
      const conversation = await handoffs.request({ tenantId, conversationId }, queue, reason, signal);
      return { conversation: writeConversation(conversation) };
    },

    takeOver: async ({ conversationId, humanId, reason, expectedEpoch }, { tenantId, signal }) => {
      const to = { humanId, reason, expectedEpoch };
      const { conversation, briefing } = await handoffs.takeOver({ tenantId, conversationId }, to, signal);
      return { conversation: writeConversation(conversation), briefing };
    },

    returnToAgent: async ({ conversationId, humanId, note }, { tenantId }) => ({
      conversation: writeConversation(await handoffs.returnToAgent({ tenantId, conversationId }, humanId, note)),
    }),

    async *watchConversation({ conversationId, afterSeq }, { tenantId, signal }) {
      for await (const event of watch.entries(tenantId, conversationId, afterSeq, signal)) {
        yield event.kind === 'entry'
          ? { event: { $case: 'entry', value: writeEntry(event.entry) } }
          : { event: { $case: 'heartbeat', value: { headSeq: event.headSeq } } };
      }
    },

    async *watchConversations({ filter }, { tenantId, signal }) {
      for await (const event of watch.conversations(tenantId, readFilter(filter), signal)) {
        yield { event: writeWatched(event) };
      }
    },
  };
}

function writeWatched(event: WatchedConversation): WatchConversationsResponse['event'] {
  switch (event.kind) {
    case 'conversation':
      return { $case: 'conversation', value: writeConversation(event.conversation) };
    case 'removed':
      return { $case: 'removedId', value: event.id };
    case 'synced':
      return { $case: 'synced', value: {} };
    case 'heartbeat':
      return { $case: 'heartbeat', value: { headSeq: 0 } };
  }
}

function readOpening(
  tenantId: string,
  request: { userId: string; channel: string; metadata: { [key: string]: unknown } | undefined },
) {
  const metadata = readMetadata(request.metadata);
  return { tenantId, userId: request.userId, channel: request.channel || 'web', ...(metadata ? { metadata } : {}) };
}

function readAt(tenantId: string, request: { conversationId: string; expectedVersion: number }): At {
  return { tenantId, conversationId: request.conversationId, expectedVersion: request.expectedVersion };
}
