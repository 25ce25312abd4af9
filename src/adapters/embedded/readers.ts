import type { Clock, ConversationStore } from '../../domain/ports.js';

/** Which workers have readers of which turns. They share this process, so that its memory is the place to say so. */
export function makeReaders(clock: Clock): Pick<ConversationStore, 'attend' | 'attended'> {
  /** By conversation, then by turn and worker: until when. */
  const conversations = new Map<string, Map<string, { readonly turnId: string; readonly until: number }>>();
  const key = (of: { tenantId: string; conversationId: string }) => `${of.tenantId}/${of.conversationId}`;
  return {
    async attend(turn, worker, ms) {
      const name = key(turn);
      const readers = conversations.get(name) ?? new Map();
      const reader = `${turn.id}/${worker}`;
      if (ms > 0) readers.set(reader, { turnId: turn.id, until: clock.now() + ms });
      else readers.delete(reader);
      if (readers.size > 0) conversations.set(name, readers);
      else conversations.delete(name);
    },
    async attended(of) {
      const readers = [...(conversations.get(key(of))?.values() ?? [])];
      return readers.some(({ turnId, until }) => (of.id ?? turnId) === turnId && until > clock.now());
    },
  };
}
