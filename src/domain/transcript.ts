import type { Entry } from './entry.js';
import type { Message } from './message.js';
import type { Turn } from './turn.js';

/**
 * What the model reads of a log, oldest first: every reply right after the messages that it answers, whatever came in
 * between; messages that got no answer after the replies to those before them; then the messages of this turn. Left out are
 * superseded messages and those of turns that wait behind it.
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
  const places = new Map([...messages.keys()].map((id, place) => [id, place]));
  /** By the place of what was asked, the place of its reply, in the order of the questions. */
  const replies: { readonly asked: number; readonly reply: number }[] = [];
  for (const [reply, { inReplyTo }] of [...messages.values()].entries()) {
    for (const id of inReplyTo) replies.push({ asked: places.get(id) ?? -1, reply });
  }
  const parts: { readonly after: number; readonly messages: readonly Message[] }[] = [];
  for (const [place, message] of [...messages.values()].entries()) {
    if (answered.has(message.id) || own.has(message.id)) continue;
    const unanswered = message.role === 'USER' && message.turnId !== undefined;
    const before = unanswered ? replies.flatMap(({ asked, reply }) => (asked < place ? [reply] : [])) : [];
    const asked = message.inReplyTo.flatMap((id) => messages.get(id) ?? []);
    parts.push({ after: Math.max(place, ...before), messages: [...asked, message] });
  }
  // What stands at the same place keeps its order: the reply has it, the messages that wait for it come later in the log.
  parts.sort((a, b) => a.after - b.after || Number(isReply(b.messages)) - Number(isReply(a.messages)));
  return [...parts.flatMap((part) => part.messages), ...turn.messageIds.flatMap((id) => messages.get(id) ?? [])];
}

function isReply(messages: readonly Message[]): boolean {
  return (messages.at(-1)?.inReplyTo.length ?? 0) > 0;
}
