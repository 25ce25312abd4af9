import type { Conversation } from '../domain/conversation.js';
import { DomainError } from '../domain/errors.js';
import type { ConversationQuery, ConversationStore } from '../domain/ports.js';

/** More than these are no page with a flaw, but a store that is damaged. */
const maxUnreadable = 100;

/** Pages of a tenant's lists, without the conversations whose heads cannot be read. */
export interface ReadableHeads {
  page(query: ConversationQuery): Promise<Conversation[]>;
  /** The ids of those that were met. */
  readonly unreadable: readonly string[];
}

export function readableHeads(store: ConversationStore, tenantId: string): ReadableHeads {
  const unreadable: string[] = [];
  return {
    unreadable,
    async page(query) {
      for (;;) {
        try {
          return await store.conversations(tenantId, { ...query, but: unreadable });
        } catch (error) {
          const fault = error instanceof DomainError ? error.fault : undefined;
          if (fault?.kind !== 'document-damaged' || unreadable.length === maxUnreadable) throw error;
          unreadable.push(fault.conversationId);
        }
      }
    },
  };
}
