import type { Entry } from '../domain/entry.js';
import type { ConversationStore } from '../domain/ports.js';

/** The entry with this `seq`; undefined when the log has none, or when `seq` is. */
export async function entryAt(
  store: ConversationStore,
  conversation: { readonly tenantId: string; readonly conversationId: string },
  seq: number | undefined,
): Promise<Entry | undefined> {
  if (seq === undefined) return undefined;
  const { tenantId, conversationId } = conversation;
  const page = { order: 'oldest', after: seq - 1, messagesOnly: false, limit: 1 } as const;
  const [entry] = await store.entries({ tenantId, conversationId, ...page });
  return entry;
}
