import { briefedMessages, briefing } from '../domain/briefing.js';
import type { Conversation } from '../domain/conversation.js';
import type { ConversationStore } from '../domain/ports.js';
import type { Scoring } from '../domain/qualification.js';

/** The briefing of a conversation as `head` has it, by the newest of its messages. */
export async function brief(
  store: Pick<ConversationStore, 'entries'>,
  head: Conversation,
  scoring: Scoring,
  reason: string,
): Promise<string> {
  const { tenantId, id: conversationId } = head;
  const page = { order: 'newest', messagesOnly: true, limit: briefedMessages } as const;
  const entries = await store.entries({ tenantId, conversationId, ...page });
  const criteria = scoring.criteria.map(({ name }) => name);
  return briefing(head, entries.reverse(), criteria, reason);
}
