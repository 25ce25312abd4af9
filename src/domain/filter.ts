import type { Conversation } from './conversation.js';
import type { ConversationFilter } from './ports.js';

/** Whether a conversation is one of those that a list with this filter has. */
export function matches(filter: ConversationFilter, conversation: Conversation): boolean {
  const { userId, channels, statuses = ['ACTIVE', 'CLOSED'], stages, owners, isQualified } = filter;
  const { createdFrom, createdTo, metadata = {} } = filter;
  return (
    (userId === undefined || conversation.userId === userId) &&
    (channels === undefined || channels.includes(conversation.channel)) &&
    statuses.includes(conversation.status) &&
    (stages === undefined || stages.includes(conversation.stage)) &&
    (owners === undefined || owners.includes(conversation.owner.kind)) &&
    (isQualified === undefined || conversation.qualification.isQualified === isQualified) &&
    (createdFrom === undefined || conversation.createdAt >= createdFrom) &&
    (createdTo === undefined || conversation.createdAt < createdTo) &&
    Object.entries(metadata).every(([key, value]) => conversation.metadata[key] === value)
  );
}
