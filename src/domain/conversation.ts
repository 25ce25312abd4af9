import type { ArchiveReference, ArchiveUpload } from './archive.js';
import type { Actor, Change, ConversationStatus, Entry, Owner, Stage, Summary } from './entry.js';
import { DomainError } from './errors.js';
import type { JsonObject } from './json.js';
import { type Message, preview } from './message.js';
import {
  type Criterion,
  mergeQualification,
  type Qualification,
  type Scoring,
  sameQualification,
  unqualified,
} from './qualification.js';

/** Whose conversation it is: what never changes and no entry says. */
export interface Identity {
  readonly tenantId: string;
  readonly id: string;
  readonly userId: string;
  readonly channel: string;
}

/**
 * A conversation's head: all that is derived from its log, kept so that no read needs the log. Bounded, whatever the
 * log's length. `activeTurnId`, `summaryDueAt`, `revision` and what is said of the archive alone come from elsewhere.
 */
export interface Conversation extends Identity {
  readonly status: ConversationStatus;
  readonly stage: Stage;
  readonly qualification: Qualification;
  readonly owner: Owner;
  readonly metadata: JsonObject;
  readonly summary?: Summary;
  readonly messageCount: number;
  /** `seq` of the newest entry; callers know it as the version, too. */
  readonly lastSeq: number;
  readonly lastMessagePreview: string;
  /** `seq` of the entry that briefed the queue or the person who owns it now. */
  readonly briefingSeq?: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When the newest message came, or the conversation was made. Never falls. */
  readonly lastActivityAt: number;
  /** The turn that has the floor; absent when none has. */
  readonly activeTurnId?: string;
  /** From when on a process should summarize it, in milliseconds since the epoch; absent when nothing is to be summarized. */
  readonly summaryDueAt?: number;
  /** There while it is ARCHIVED: its log is read from there. */
  readonly archive?: ArchiveReference;
  /** How often it was archived; absent for never. */
  readonly archives?: number;
  /** Objects of its log that are being written or removed, or were when a process died; absent for none. */
  readonly uploads?: readonly ArchiveUpload[];
  /** Rises with every commit to the conversation, also those without an entry: the store's lock. */
  readonly revision: number;
}

/** A head and the entries that lead to it from the head it was decided on. */
export interface Decision {
  readonly conversation: Conversation;
  readonly entries: readonly Entry[];
}

export type ConversationEvent = 'CREATED' | 'RESUMED' | 'CONTINUED';

/** Who does something, and when (milliseconds since the epoch). */
export interface By {
  readonly actor: Actor;
  readonly at: number;
}

/** What the agent found in a turn besides its reply. */
export interface Assessment {
  readonly stage?: Stage;
  readonly reason?: string;
  readonly confidence?: number;
  readonly criteria?: readonly Omit<Criterion, 'evidenceSeqs'>[];
  /** Asks for a person. */
  readonly handoff?: { readonly queue: string; readonly reason: string };
}

/** Before its first entry. */
export function unopened(identity: Identity): Conversation {
  return {
    ...identity,
    status: 'ACTIVE',
    stage: 'LEAD',
    qualification: unqualified,
    owner: { kind: 'AGENT', id: 'agent', epoch: 1 },
    metadata: {},
    messageCount: 0,
    lastSeq: 0,
    lastMessagePreview: '',
    createdAt: 0,
    updatedAt: 0,
    lastActivityAt: 0,
    revision: 0,
  };
}

/** The head after one more entry. The only place that says what an entry means. */
export function apply(before: Conversation, entry: Entry): Conversation {
  let after: Conversation = {
    ...before,
    lastSeq: entry.seq,
    updatedAt: entry.at,
    createdAt: entry.seq === 1 ? entry.at : before.createdAt,
    lastActivityAt:
      entry.seq === 1 || entry.message ? Math.max(entry.at, before.lastActivityAt) : before.lastActivityAt,
  };
  if (entry.message) {
    after = { ...after, messageCount: after.messageCount + 1 };
    if (entry.message.status !== 'SUPERSEDED') {
      after = { ...after, lastMessagePreview: preview(entry.message.text) };
    }
  }
  for (const change of entry.changes) after = effect(after, change, entry.seq);
  return after;
}

function effect(head: Conversation, change: Change, seq: number): Conversation {
  switch (change.kind) {
    case 'created':
      return { ...head, owner: change.owner };
    case 'resumed':
      return head;
    case 'stageChanged':
      return { ...head, stage: change.to };
    case 'qualificationChanged':
      return { ...head, qualification: change.to };
    case 'ownerChanged': {
      const { briefingSeq: before, ...rest } = head;
      const briefed = change.briefing === '' ? before : seq;
      const briefingSeq = change.to.kind === 'AGENT' ? undefined : briefed;
      return { ...rest, owner: change.to, ...(briefingSeq === undefined ? {} : { briefingSeq }) };
    }
    case 'statusChanged':
      return { ...head, status: change.to };
    case 'summarized':
      return { ...head, summary: change.summary };
    case 'messagesSuperseded':
      return { ...head, messageCount: head.messageCount - change.messageIds.length };
    case 'metadataChanged':
      return { ...head, metadata: merged(head.metadata, change.metadata) };
  }
}

/** The head that a whole log gives. */
export function fold(identity: Identity, entries: Iterable<Entry>): Conversation {
  let head = unopened(identity);
  for (const entry of entries) head = apply(head, entry);
  return head;
}

/** `patch` over `metadata`: its keys replace, null removes. */
export function merged(metadata: JsonObject, patch: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries({ ...metadata, ...patch }).filter(([, value]) => value !== null));
}

export type Line = Omit<Entry, 'seq' | 'at' | 'actor'>;

/** The head and the log with one more entry. */
export function record(head: Conversation, by: By, line: Line): Decision {
  const entry: Entry = { seq: head.lastSeq + 1, at: by.at, actor: by.actor, ...line };
  return { conversation: apply(head, entry), entries: [entry] };
}

/** Nothing to write. */
export function unchanged(conversation: Conversation): Decision {
  return { conversation, entries: [] };
}

function opening(agentName: string, metadata: JsonObject | undefined): Change[] {
  const changes: Change[] = [{ kind: 'created', owner: { kind: 'AGENT', id: agentName, epoch: 1 } }];
  if (metadata && Object.keys(metadata).length > 0) changes.push({ kind: 'metadataChanged', metadata });
  return changes;
}

/** Opens a conversation without a message. */
export function open(identity: Identity, by: By, agentName: string, metadata?: JsonObject): Decision {
  return record(unopened(identity), by, { changes: opening(agentName, metadata) });
}

/** Opens a conversation with its user's first message. */
export function openWith(identity: Identity, message: Message, by: By, agentName: string): Decision {
  return record(unopened(identity), by, {
    ...(message.turnId === undefined ? {} : { turnId: message.turnId }),
    message,
    changes: opening(agentName, message.metadata),
  });
}

/**
 * A user's message: continues the conversation, or resumes it after an idle pause or a close. It takes the place of
 * messages that nobody answered, by their ids.
 */
export function accept(
  head: Conversation,
  message: Message,
  by: By,
  resumedAfterMs: number,
  superseded: readonly string[] = [],
): Decision & { readonly event: ConversationEvent } {
  const changes: Change[] = [];
  if (head.status !== 'ACTIVE' || by.at - head.lastActivityAt >= resumedAfterMs) {
    changes.push({ kind: 'resumed', lastActivityAt: head.lastActivityAt });
  }
  if (head.status !== 'ACTIVE') changes.push({ kind: 'statusChanged', from: head.status, to: 'ACTIVE' });
  const event = changes.length > 0 ? 'RESUMED' : 'CONTINUED';
  if (superseded.length > 0) changes.push({ kind: 'messagesSuperseded', messageIds: superseded });
  const line: Line = { ...(message.turnId === undefined ? {} : { turnId: message.turnId }), message, changes };
  return { ...record(head, by, line), event };
}

/** A message that no agent answers and that is not the user's: a person's or the system's. */
export function note(head: Conversation, message: Message, by: By): Decision {
  expectRestored(head);
  if (message.role === 'HUMAN' && !(head.owner.kind === 'HUMAN' && head.owner.id === message.authorId)) {
    throw new DomainError({ kind: 'not-owner', conversationId: head.id, owner: head.owner.id });
  }
  return record(head, by, { message, changes: [] });
}

/**
 * The agent's part of a turn: its reply and all that it changed, as one entry; none when there is neither. Evidence is
 * the turn's user messages. The agent never moves a conversation out of WON or LOST.
 */
export function conclude(
  head: Conversation,
  turnId: string,
  part: {
    readonly message?: Message;
    readonly assessment?: Assessment;
    readonly evidenceSeqs: readonly number[];
    /** For who takes over, where the assessment asks for a person. */
    readonly briefing?: string;
  },
  by: By,
  scoring: Scoring,
): Decision {
  const found = part.assessment ?? {};
  const changes: Change[] = [];
  const criteria = (found.criteria ?? []).map((criterion) => ({ ...criterion, evidenceSeqs: part.evidenceSeqs }));
  const qualification =
    criteria.length > 0
      ? mergeQualification(head.qualification, criteria, scoring, { keepVerdict: true })
      : head.qualification;
  if (!sameQualification(head.qualification, qualification)) {
    changes.push({ kind: 'qualificationChanged', from: head.qualification, to: qualification });
  }
  const becameQualified = qualification.isQualified && !head.qualification.isQualified;
  const shown = found.stage ?? head.stage;
  const to = becameQualified && isBeforeQualified(shown) ? 'QUALIFIED' : shown;
  if (to !== head.stage && head.stage !== 'WON' && head.stage !== 'LOST') {
    changes.push({
      kind: 'stageChanged',
      from: head.stage,
      to,
      reason: found.reason ?? '',
      confidence: found.confidence ?? 1,
      evidenceSeqs: part.evidenceSeqs,
    });
  }
  if (found.handoff && head.owner.kind === 'AGENT') {
    changes.push({
      kind: 'ownerChanged',
      from: head.owner,
      to: { kind: 'QUEUE', id: found.handoff.queue, epoch: head.owner.epoch + 1 },
      reason: found.handoff.reason,
      briefing: part.briefing ?? '',
    });
  }
  if (!part.message && changes.length === 0) return unchanged(head);
  return record(head, by, { turnId, ...(part.message ? { message: part.message } : {}), changes });
}

/** The end of a turn whose messages another one takes the place of: what was said of the reply is superseded with them. */
export function supersede(
  head: Conversation,
  turnId: string,
  messageIds: readonly string[],
  partial: Message | undefined,
  by: By,
): Decision {
  const ids = partial ? [...messageIds, partial.id] : messageIds;
  return record(head, by, {
    turnId,
    ...(partial ? { message: { ...partial, status: 'SUPERSEDED' } } : {}),
    changes: [{ kind: 'messagesSuperseded', messageIds: ids }],
  });
}

function isBeforeQualified(stage: Stage): boolean {
  return stage === 'LEAD' || stage === 'ENGAGED';
}

/** Throws `conversation-archived`. */
export function expectRestored(head: Conversation): void {
  if (head.status === 'ARCHIVED') throw new DomainError({ kind: 'conversation-archived', conversationId: head.id });
}
