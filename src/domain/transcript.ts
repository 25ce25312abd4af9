import type { Entry } from './entry.js';
import type { Message } from './message.js';
import type { Turn } from './turn.js';

/**
 * What the model reads of a log, oldest first: every reply right after the messages that it answers, whatever came in
 * between, then the messages of this turn. Left out are superseded messages and those of turns that wait behind it.
 */
export function transcript(entries: readonly Entry[], turn: Turn): Message[] {
  const messages = new Map<string, Message>();
  const answered = new Set<string>();
  for (const { seq, message } of entries) {
    if (!message || message.status === 'SUPERSEDED') continue;
    const waits = message.role === 'USER' && message.turnId !== undefined && seq > turn.messageSeq;
    if (waits && !turn.messageIds.includes(message.id)) continue;
    messages.set(message.id, message);
    for (const id of message.inReplyTo) answered.add(id);
  }
  const own = new Set(turn.messageIds);
  const out: Message[] = [];
  for (const message of messages.values()) {
    for (const id of message.inReplyTo) {
      const asked = messages.get(id);
      if (asked) out.push(asked);
    }
    if (!answered.has(message.id) && !own.has(message.id)) out.push(message);
  }
  for (const id of turn.messageIds) {
    const message = messages.get(id);
    if (message) out.push(message);
  }
  return out;
}
