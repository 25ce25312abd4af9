import {
  type Assessment,
  accept,
  type By,
  type Conversation,
  conclude,
  type Decision,
  type Identity,
  open,
  openWith,
} from '../../src/domain/conversation.js';
import { close } from '../../src/domain/edits.js';
import type { JsonObject } from '../../src/domain/json.js';
import type { Lesson } from '../../src/domain/memory.js';
import type { Message } from '../../src/domain/message.js';
import type { Commit, ConversationWrite, KeptRequest, TurnWrite } from '../../src/domain/ports.js';
import type { Scoring } from '../../src/domain/qualification.js';
import type { Piece, Turn } from '../../src/domain/turn.js';

/** When the stories of the tests begin. */
export const start = Date.UTC(2026, 0, 5, 9);

/** Thirty minutes: a message after a longer pause resumes its conversation. */
export const resumedAfterMs = 1_800_000;

export const scoring: Scoring = {
  threshold: 70,
  criteria: [
    { name: 'budget', weight: 3, required: true },
    { name: 'authority', weight: 2, required: false },
    { name: 'need', weight: 3, required: true },
    { name: 'timeline', weight: 2, required: false },
  ],
};

let made = 0;

/** An id that nothing else has, also not in another process; later ones sort later. */
export function freshId(what: string): string {
  made++;
  return `${what}-${process.pid.toString(36)}-${made.toString().padStart(6, '0')}`;
}

export function identity(over: Partial<Identity> = {}): Identity {
  return { tenantId: 'default', id: freshId('conversation'), userId: freshId('user'), channel: 'web', ...over };
}

export function byUser(userId: string, at = start): By {
  return { actor: { kind: 'USER', id: userId }, at };
}

export const agent = (at = start): By => ({ actor: { kind: 'AGENT', id: 'agent' }, at });
export const system = (at = start): By => ({ actor: { kind: 'SYSTEM', id: '' }, at });

export function userMessage(over: Partial<Message> = {}): Message {
  return {
    id: freshId('message'),
    role: 'USER',
    text: 'hello',
    status: 'COMPLETE',
    inReplyTo: [],
    authorId: 'user',
    toolUses: [],
    createdAt: start,
    ...over,
  };
}

export function reply(over: Partial<Message> = {}): Message {
  return userMessage({ role: 'AGENT', authorId: 'agent', text: 'good day', ...over });
}

/** A conversation without a message. */
export function opening(over: Partial<Identity> = {}, options: { at?: number; metadata?: JsonObject } = {}): Decision {
  return open(identity(over), system(options.at), 'agent', options.metadata);
}

/** A conversation with its user's first message. */
export function openingWith(message: Message, over: Partial<Identity> = {}): Decision {
  const who = identity(over);
  return openWith(who, message, byUser(who.userId, message.createdAt), 'agent');
}

/** The user's next message. */
export function arriving(head: Conversation, over: Partial<Message> = {}): Decision {
  const message = userMessage({ createdAt: head.updatedAt + 1, ...over });
  return accept(head, message, byUser(head.userId, message.createdAt), resumedAfterMs);
}

/** The agent's reply and what it found. */
export function answering(head: Conversation, turnId: string, message: Message, assessment?: Assessment): Decision {
  const part = { message, ...(assessment ? { assessment } : {}), evidenceSeqs: [head.lastSeq] };
  return conclude(head, turnId, part, agent(message.createdAt), scoring);
}

export function closing(head: Conversation, at = head.updatedAt + 1): Decision {
  return close(head, system(at));
}

/** A decision as a part of a commit; `before` is the stored head that it was made on. */
export function written(decision: Decision, before?: Conversation): ConversationWrite {
  const { conversation, entries } = decision;
  return { conversation, entries, ...(before ? { statusBefore: before.status } : {}) };
}

export function commitOf(
  tenantId: string,
  conversations: readonly ConversationWrite[],
  more: {
    id?: string;
    turns?: readonly TurnWrite[];
    request?: KeptRequest;
    lessons?: readonly Lesson[];
  } = {},
): Commit {
  return { id: freshId('commit'), tenantId, conversations, ...more };
}

/** A turn of the conversation's newest message that waits. */
export function queuedTurn(head: Conversation, over: Partial<Turn> = {}): Turn {
  const { messageSeq = head.lastSeq } = over;
  return {
    tenantId: head.tenantId,
    id: freshId('turn'),
    conversationId: head.id,
    status: 'QUEUED',
    requestId: '',
    messageIds: [freshId('message')],
    messageSeqs: [messageSeq],
    messageSeq,
    event: 'CONTINUED',
    onDisconnect: 'CONTINUE',
    position: 1,
    durability: 'STORED',
    acceptedAt: head.updatedAt,
    attempt: 0,
    marks: [],
    ...over,
  };
}

/** A turn of the conversation's newest message that runs for the first time. */
export function runningTurn(head: Conversation, over: Partial<Turn> = {}): Turn {
  const { updatedAt: startedAt } = head;
  return queuedTurn(head, { status: 'RUNNING', position: 0, attempt: 1, worker: 'worker-1', startedAt, ...over });
}

/** The turn as its holder ends it. */
export function endedTurn(turn: Turn, over: Partial<Turn> = {}): Turn {
  const { worker: _, coalescing: __, stop: ___, ...rest } = turn;
  return {
    ...rest,
    status: 'COMPLETED',
    endedAt: start + 60_000,
    outcome: { stage: 'ENGAGED', isQualified: false, owner: { kind: 'AGENT', id: 'agent', epoch: 1 } },
    ...over,
  };
}

/** What a turn has shown since the piece before. */
export function pieceOf(number: number, over: Partial<Piece> = {}): Piece {
  return { number, text: `${number} `, marks: [], ...over };
}

/** What a turn leaves to be learned, as it is committed; later ones are of a later time. */
export function lessonOf(over: Partial<Lesson> = {}): Lesson {
  const id = freshId('turn');
  return {
    id,
    tenantId: 'default',
    userId: 'ada',
    conversationId: freshId('conversation'),
    messageSeqs: [1],
    at: start + made,
    attempts: 0,
    ...over,
  };
}

/** Kept for a day from now, by the clock that the stores go by. */
export function keptRequest(conversationId: string, over: Partial<KeptRequest> = {}): KeptRequest {
  return {
    requestId: freshId('request'),
    hash: 'hash',
    conversationId,
    resultId: freshId('turn'),
    keptUntil: Date.now() + 86_400_000,
    ...over,
  };
}
