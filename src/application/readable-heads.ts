import type { Conversation } from '../domain/conversation.js';
import { DomainError } from '../domain/errors.js';
import type { ConversationFilter, ConversationQuery, ConversationStore } from '../domain/ports.js';
import { pause } from './pause.js';

/** More than these are no page with a flaw, but a store that is damaged. */
const maxUnreadable = 100;
const pageSize = 50;

/** Pages of a tenant's lists, without the conversations whose heads cannot be read. */
export interface ReadableHeads {
  page(query: ConversationQuery): Promise<Conversation[]>;
  /**
   * All that match, from the oldest activity on, in pages: those that move meanwhile come again. Others of the process come in
   * between; throws when the signal aborts.
   */
  pages(filter: ConversationFilter, signal: AbortSignal): AsyncIterable<readonly Conversation[]>;
  /** The ids of those that were met. */
  readonly unreadable: readonly string[];
}

export function readableHeads(store: ConversationStore, tenantId: string): ReadableHeads {
  const unreadable: string[] = [];

  async function page(query: ConversationQuery): Promise<Conversation[]> {
    for (;;) {
      try {
        return await store.conversations(tenantId, { ...query, but: unreadable });
      } catch (error) {
        const fault = error instanceof DomainError ? error.fault : undefined;
        if (fault?.kind !== 'document-damaged' || unreadable.length === maxUnreadable) throw error;
        unreadable.push(fault.conversationId);
      }
    }
  }

  async function* pages(filter: ConversationFilter, signal: AbortSignal): AsyncGenerator<readonly Conversation[]> {
    for (let last: Conversation | undefined; ; ) {
      signal.throwIfAborted();
      const after = last && { lastActivityAt: last.lastActivityAt, id: last.id };
      const heads = await page({ filter, order: 'oldest', limit: pageSize, ...(after ? { after } : {}) });
      yield heads;
      last = heads.at(-1);
      if (heads.length < pageSize) return;
      await pause(0, signal);
    }
  }

  return { page, pages, unreadable };
}
