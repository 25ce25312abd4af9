import type { Conversation } from './conversation.js';
import type { Actor, ActorKind, Change, ConversationStatus, Entry, Stage } from './entry.js';
import { invalid } from './errors.js';
import { canonical, type JsonObject } from './json.js';
import type { Message, Role, ToolUse } from './message.js';
import { type Qualification, sameQualification } from './qualification.js';

/** A conversation as an import names it. What its log says goes before what is said here. */
export interface GivenConversation {
  readonly id: string;
  readonly userId: string;
  readonly channel: string;
  readonly status?: ConversationStatus;
  readonly stage?: Stage;
  readonly qualification?: Qualification;
  readonly metadata?: JsonObject;
  /** Of an export: where its log ends. */
  readonly lastSeq?: number;
}

type FromMayBeAbsent<C> = C extends { readonly from: infer F } ? Omit<C, 'from'> & { readonly from?: F } : C;
export type GivenChange = FromMayBeAbsent<Change>;

export interface GivenMessage extends Pick<Message, 'role' | 'text' | 'inReplyTo' | 'usage' | 'metadata'> {
  readonly id?: string;
  readonly status?: Message['status'];
  readonly authorId?: string;
  readonly createdAt?: number;
  readonly toolUses: readonly Omit<ToolUse, 'id'>[];
}

/** An entry as an import gives it: what it leaves out is derived, and what it says must hold. */
export interface GivenEntry {
  readonly seq: number;
  readonly at: number;
  readonly actor?: Actor;
  readonly turnId?: string;
  readonly message?: GivenMessage;
  readonly changes: readonly GivenChange[];
}

/**
 * The entry that comes next after `head`, whole. The first one of a log that does not say how it began gets what the
 * conversation's line says of it. Throws `invalid-argument` where it contradicts the head.
 */
export function completed(
  given: GivenEntry,
  head: Conversation,
  agentName: string,
  opening: readonly Change[] = [],
): Entry {
  const { seq, at, turnId, changes } = given;
  const message = given.message && wholeMessage(given, given.message, head, agentName);
  return {
    seq,
    at,
    actor: given.actor ?? actorOf(message, head),
    ...(turnId === undefined ? {} : { turnId }),
    ...(message ? { message } : {}),
    changes: [...opening, ...changes.map((change) => wholeChange(change, head))],
  };
}

/** Whether the log begins in the words of this service; one from elsewhere does not say who answers from the start. */
export function saysHowItBegan({ changes }: GivenEntry): boolean {
  return changes.some(({ kind }) => kind === 'created');
}

/** What a conversation's line says of it, as changes of its first entry. */
export function openingOf(given: GivenConversation, agentName: string, from: Conversation): Change[] {
  const { metadata = {}, stage = from.stage, qualification, status } = given;
  const changes: Change[] = [{ kind: 'created', owner: { kind: 'AGENT', id: agentName, epoch: 1 } }];
  if (Object.keys(metadata).length > 0) changes.push({ kind: 'metadataChanged', metadata });
  if (stage !== from.stage) {
    changes.push({ kind: 'stageChanged', from: from.stage, to: stage, reason: '', confidence: 1, evidenceSeqs: [] });
  }
  if (qualification && !sameQualification(qualification, from.qualification)) {
    changes.push({ kind: 'qualificationChanged', from: from.qualification, to: qualification });
  }
  if (status === 'CLOSED' || status === 'ARCHIVED') {
    changes.push({ kind: 'statusChanged', from: 'ACTIVE', to: 'CLOSED' });
  }
  return changes;
}

/**
 * Whether a stored entry says all that a given one does. That a message was superseded is not compared: it is what a later
 * entry says of it.
 */
export function agrees(given: GivenEntry, stored: Entry): boolean {
  const { message, changes } = given;
  if (given.seq !== stored.seq || given.at !== stored.at) return false;
  if (given.actor && canonical(given.actor) !== canonical(stored.actor)) return false;
  if ((given.turnId ?? '') !== (stored.turnId ?? '')) return false;
  if ((message === undefined) !== (stored.message === undefined)) return false;
  if (message && stored.message && !messageAgrees(message, stored.message)) return false;
  // What was derived comes first.
  const said = stored.changes.slice(stored.changes.length - changes.length);
  if (said.length !== changes.length || (given.seq > 1 && stored.changes.length !== changes.length)) return false;
  if (given.seq === 1 && saysHowItBegan(given) && stored.changes.length !== changes.length) return false;
  return changes.every((change, i) => {
    const there = said[i];
    if (!there) return false;
    return (
      canonical('from' in there && !('from' in change) ? { ...change, from: there.from } : change) === canonical(there)
    );
  });
}

function messageAgrees(given: GivenMessage, stored: Message): boolean {
  const { status = stored.status, toolUses, ...rest } = given;
  const superseded = status === 'SUPERSEDED' || stored.status === 'SUPERSEDED';
  if (status !== stored.status && !superseded) return false;
  const there = stored as unknown as Record<string, unknown>;
  return (
    canonical(toolUses) === canonical(stored.toolUses.map(({ id: _, ...use }) => use)) &&
    Object.entries(rest).every(([key, value]) => value === undefined || canonical(value) === canonical(there[key])) &&
    (given.usage === undefined) === (stored.usage === undefined) &&
    (given.metadata === undefined) === (stored.metadata === undefined)
  );
}

function wholeMessage(entry: GivenEntry, given: GivenMessage, head: Conversation, agentName: string): Message {
  const { usage, metadata, role, toolUses } = given;
  const id = given.id ?? `${head.id}-${entry.seq}`;
  return {
    id,
    role,
    text: given.text,
    status: given.status ?? 'COMPLETE',
    ...(entry.turnId === undefined ? {} : { turnId: entry.turnId }),
    inReplyTo: given.inReplyTo,
    authorId: given.authorId ?? authorOf(role, head, agentName),
    // To the model they name the calls of a conversation; no export has them.
    toolUses: toolUses.map((use, i) => ({ id: `call_${entry.seq}_${i + 1}`, ...use })),
    ...(usage ? { usage } : {}),
    ...(metadata ? { metadata } : {}),
    createdAt: given.createdAt ?? entry.at,
  };
}

function authorOf(role: Role, head: Conversation, agentName: string): string {
  if (role === 'USER') return head.userId;
  return role === 'AGENT' ? agentName : '';
}

function actorOf(message: Message | undefined, { userId }: Conversation): Actor {
  if (!message) return { kind: 'SYSTEM', id: '' };
  const kind: ActorKind = message.role;
  return { kind, id: kind === 'USER' && message.authorId === '' ? userId : message.authorId };
}

function wholeChange(change: GivenChange, head: Conversation): Change {
  switch (change.kind) {
    case 'stageChanged':
      return { ...change, from: same('stage', change.from, head.stage) };
    case 'statusChanged':
      return { ...change, from: same('status', change.from, head.status) };
    case 'qualificationChanged':
      return { ...change, from: same('qualification', change.from, head.qualification) };
    case 'ownerChanged':
      return { ...change, from: same('owner', change.from, head.owner) };
    default:
      return change;
  }
}

function same<T>(what: string, given: T | undefined, there: T): T {
  if (given === undefined || canonical(given) === canonical(there)) return there;
  throw invalid(`entry.changes.${what}`, `changes from ${canonical(given)}, but it is ${canonical(there)}`);
}
