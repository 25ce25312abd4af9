import { type Conversation, type Identity, unopened } from './conversation.js';
import type { Change, Entry, OwnerKind, Stage } from './entry.js';
import type { Message } from './message.js';
import type { Commit, ConversationWrite } from './ports.js';
import { isOver, type Turn } from './turn.js';

/** `other`: what nothing is counted of. Each entry of a log makes one occurrence at least, each turn that ends one. */
export type OccurrenceKind = LoggedKind | 'archived' | 'restored';
type LoggedKind = 'created' | 'message' | 'stage' | 'qualified' | 'handoff' | 'turn' | 'other';

/** What no log tells of, and nothing is counted of either: that it was moved. */
export function isMove(kind: OccurrenceKind): boolean {
  return kind === 'archived' || kind === 'restored';
}

/** Something that happened in a conversation and that numbers are made of, with the conversation as it was then left. */
export interface Occurrence {
  readonly conversationId: string;
  readonly kind: OccurrenceKind;
  /** Of the entry; of a turn the newest when it ended. */
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly channel: string;
  /** Of the kind `stage`: the one it moved to. */
  readonly stage: Stage;
  /** The agent that answered or had the conversation; empty when a person or a queue has it. */
  readonly agent: string;
  readonly owner: OwnerKind;
  readonly turn?: TurnFigures;
}

/** What a turn took. Absent: it had none, as one that no agent answered. */
export interface TurnFigures {
  readonly failed: boolean;
  /** Milliseconds from admission. */
  readonly firstTextMs?: number;
  readonly totalMs?: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
}

interface State {
  readonly stage: Stage;
  readonly owner: Conversation['owner'];
}

/** All that a commit adds to what numbers are made of. */
export function occurrencesOf({ conversations, turns = [] }: Commit): Occurrence[] {
  return conversations.flatMap((write) => {
    const { conversation, entries } = write;
    const ended = turns.filter(({ turn }) => turn.conversationId === conversation.id && isOver(turn));
    const ofTurns = ended.map(({ turn }) => {
      const reply = entries.find(({ turnId, message }) => turnId === turn.id && message?.role === 'AGENT')?.message;
      return ofTurn(turn, conversation.channel, conversation.lastSeq, reply);
    });
    return [...ofEntries(write), ...ofTurns, ...ofMove(write), ...(write.recounted?.missing ?? [])];
  });
}

/** Makes a conversation's occurrences anew, from its log and its turns. */
export interface Retelling {
  /** Of the next entry of the log, which is told from its beginning. */
  entry(entry: Entry): Occurrence[];
  /** Of a turn that is over; its `seq` is the reply's, or where nothing says when it ended, that of its first message. */
  turn(turn: Turn, reply: Message | undefined): Occurrence;
}

export function retell(identity: Identity): Retelling {
  let state: State = unopened(identity);
  return {
    entry(entry) {
      for (const change of entry.changes) state = done(state, change);
      return ofEntry(identity, entry, state);
    },
    turn: (turn, reply) => ofTurn(turn, identity.channel, turn.replySeq ?? turn.messageSeq, reply),
  };
}

function ofMove({ conversation, statusBefore }: ConversationWrite): Occurrence[] {
  return (statusBefore === 'ARCHIVED') === (conversation.status === 'ARCHIVED') ? [] : [move(conversation)];
}

/** That a conversation is in the archive, or that it is not. */
export function move({ id, channel, status, stage, owner, lastSeq, updatedAt }: Conversation): Occurrence {
  const kind = status === 'ARCHIVED' ? 'archived' : 'restored';
  const agent = owner.kind === 'AGENT' ? owner.id : '';
  return { conversationId: id, kind, seq: lastSeq, at: updatedAt, channel, stage, agent, owner: owner.kind };
}

/** That a conversation began, as far as its head tells. */
export function beginning(head: Conversation): Occurrence {
  return { ...move(head), kind: 'created', seq: 1, at: head.createdAt, stage: 'LEAD' };
}

function ofEntries({ conversation, entries }: ConversationWrite): Occurrence[] {
  // The head is that after the last entry: each one before is found by taking back what the next one changed.
  const all: Occurrence[][] = [];
  let state: State = conversation;
  for (const entry of entries.toReversed()) {
    all.push(ofEntry(conversation, entry, state));
    state = undone(state, entry.changes);
  }
  return all.reverse().flat();
}

function ofEntry({ id, channel }: Identity, entry: Entry, { stage, owner }: State): Occurrence[] {
  const { seq, at, message, changes } = entry;
  const agent = message?.role === 'AGENT' ? message.authorId : owner.kind === 'AGENT' ? owner.id : '';
  const base = { conversationId: id, seq, at, channel, stage, agent, owner: owner.kind };
  const found = changes.flatMap((change): Occurrence[] => {
    switch (change.kind) {
      case 'created':
        return [{ ...base, kind: 'created' }];
      case 'stageChanged':
        return [{ ...base, kind: 'stage', stage: change.to }];
      case 'qualificationChanged':
        return change.to.isQualified && !change.from.isQualified ? [{ ...base, kind: 'qualified' }] : [];
      case 'ownerChanged':
        return change.from.kind === 'AGENT' && change.to.kind !== 'AGENT' ? [{ ...base, kind: 'handoff' }] : [];
      default:
        return [];
    }
  });
  if (message) found.push({ ...base, kind: 'message' });
  return found.length > 0 ? found : [{ ...base, kind: 'other' }];
}

function done(state: State, change: Change): State {
  if (change.kind === 'stageChanged') return { ...state, stage: change.to };
  if (change.kind === 'created') return { ...state, owner: change.owner };
  return change.kind === 'ownerChanged' ? { ...state, owner: change.to } : state;
}

function undone(state: State, changes: readonly Change[]): State {
  let before = state;
  for (const change of changes.toReversed()) {
    if (change.kind === 'stageChanged') before = { ...before, stage: change.from };
    if (change.kind === 'ownerChanged') before = { ...before, owner: change.from };
  }
  return before;
}

function ofTurn(turn: Turn, channel: string, seq: number, reply: Message | undefined): Occurrence {
  // Every turn that is over has an outcome; its type does not say so.
  const { stage, owner } = turn.outcome ?? { stage: 'LEAD', owner: { kind: 'AGENT', id: '' } };
  const usage = reply?.usage;
  const endedAt = turn.endedAt ?? turn.acceptedAt;
  return {
    conversationId: turn.conversationId,
    kind: 'turn',
    seq,
    at: endedAt,
    channel,
    stage,
    agent: reply?.authorId ?? (owner.kind === 'AGENT' ? owner.id : ''),
    owner: owner.kind,
    turn: {
      failed: turn.status === 'FAILED',
      ...(reply ? { totalMs: Math.max(0, endedAt - turn.acceptedAt) } : {}),
      ...(usage
        ? {
            // A reply of tools alone has no first text.
            ...(reply?.text === '' ? {} : { firstTextMs: usage.firstTextMs }),
            inputTokens: usage.inputTokens,
            outputTokens: usage.outputTokens,
          }
        : {}),
    },
  };
}
