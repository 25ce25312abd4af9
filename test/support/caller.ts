import { randomUUID } from 'node:crypto';
import { type ServiceError, status } from '@grpc/grpc-js';
import type { ChatRequest, TurnEvent } from '../../src/gen/colloquy/v1/chat_service.js';
import type { Message } from '../../src/gen/colloquy/v1/resources.js';
import type { Clients, Fleet } from './replicas.js';
import { ask, is, type Listening, stream, textOf, valueIn } from './service.js';
import { until } from './until.js';

/** A message with all that its caller was shown. */
export interface Told {
  /** Over all streams, as they came. */
  readonly events: TurnEvent[];
  /** Why streams broke. */
  readonly breaks: ServiceError[];
}

/**
 * Sends a message as the README has it: under a request id, going on elsewhere from the last cursor whenever the stream
 * breaks, until the turn has ended. `begun` is given each stream; the first goes to `first`.
 */
export async function converse(
  fleet: Fleet,
  first: Clients,
  text: string,
  more: Partial<ChatRequest>,
  begun: (reading: Listening, clients: Clients) => void = () => undefined,
): Promise<Told> {
  const told: Told = { events: [], breaks: [] };
  const request = { requestId: randomUUID(), ...more };
  for (let clients = first; ; clients = await fleet.up(clients)) {
    const reading = stream(clients, text, request, told.events.at(-1)?.cursor ?? '');
    begun(reading, clients);
    const error = await reading.over;
    told.events.push(...reading.events);
    if (!error) return told;
    if (error.code !== status.UNAVAILABLE) throw error;
    told.breaks.push(error);
  }
}

/** What must not be, counted. */
export interface Audit {
  /** Messages that were acknowledged. */
  acknowledged: number;
  /** Of them, those that the history does not have. */
  lost: number;
  answeredTwice: number;
  /** Turns whose reader was shown another text than is stored. */
  differing: number;
  /** Conversations with a turn that runs or waits although all of their callers have been answered. */
  stuck: number;
  /** Conversations whose head does not follow from their log. */
  broken: number;
}

export const nothing: Audit = { acknowledged: 0, lost: 0, answeredTwice: 0, differing: 0, stuck: 0, broken: 0 };

/** Compares what callers were shown with what is stored; adds to `sum`. */
export async function audit(clients: Clients, all: readonly Told[], sum: Audit): Promise<void> {
  const histories = new Map<string, Message[]>();
  for (const { events } of all) {
    const { conversationId, turnId, message } = valueIn('accepted', events.find(is('accepted')));
    const messages = histories.get(conversationId) ?? (await historyOf(clients, conversationId));
    histories.set(conversationId, messages);
    sum.acknowledged++;
    if (!messages.some(({ id, text }) => id === message?.id && text === message.text)) sum.lost++;
    const replies = messages.filter(({ inReplyTo }) => inReplyTo.includes(message?.id ?? ''));
    if (replies.length > 1 || new Set(replies.map((reply) => reply.turnId)).size > 1) sum.answeredTwice++;
    const { turn } = await ask(clients.chat, 'getTurn', { turnId });
    const shown = textOf(events);
    const ended = valueIn('ended', events.at(-1)).turn?.reply?.text ?? '';
    const stored = turn?.reply?.text ?? '';
    if (shown !== stored || ended !== stored || (replies[0]?.text ?? '') !== stored) sum.differing++;
  }
  for (const conversationId of histories.keys()) {
    const idle = async () =>
      (await ask(clients.conversations, 'getConversation', { conversationId })).conversation?.activeTurnId === '';
    await until('the conversation is idle', idle, 20_000).catch(() => sum.stuck++);
    if (!(await ask(clients.data, 'verifyConversation', { conversationId })).intact) sum.broken++;
  }
}

async function historyOf(clients: Clients, conversationId: string): Promise<Message[]> {
  const { messages } = await ask(clients.conversations, 'listMessages', { conversationId, pageSize: 500 });
  return messages;
}
