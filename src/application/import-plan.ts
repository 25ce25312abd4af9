import { loggedStatus } from '../domain/archive.js';
import { apply, type Conversation, unopened } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { DomainError, invalid } from '../domain/errors.js';
import {
  agrees,
  completed,
  type GivenConversation,
  type GivenEntry,
  openingOf,
  saysHowItBegan,
} from '../domain/given.js';
import { isAnswer, type Step } from '../domain/ledger.js';
import type { Turn } from '../domain/turn.js';

/** Lines of one conversation that came one after the other. */
export interface Group {
  readonly id: string;
  /** What its own line says; absent for entries that came without one. */
  readonly announced?: Announced | undefined;
  readonly entries: readonly { readonly number: number; readonly entry: GivenEntry }[];
  /** More of them follow. */
  readonly goesOn: boolean;
}

export interface Announced {
  /** Of the line; absent in all groups of a conversation but the first. */
  readonly number?: number;
  readonly conversation: GivenConversation;
}

export interface Refused {
  readonly line: number;
  readonly reason: string;
}

/** An entry that is to be written, with the conversation as it leaves it. */
export interface PlannedStep extends Step {
  readonly number: number;
  readonly given: GivenEntry;
}

/** What is to become of a group's lines: each is written, was there, or is refused. */
export interface ImportPlan {
  readonly steps: readonly PlannedStep[];
  /** `seq`s of stored messages that the new entries supersede. */
  readonly superseded: readonly number[];
  readonly skipped: number;
  readonly refused: readonly Refused[];
}

/** What the store has of a group's conversation. */
export interface Stored {
  readonly tenantId: string;
  readonly head: Conversation | undefined;
  /** The newest entries, and from further back those of turns that the new ones reply to. */
  readonly before: readonly Entry[];
  /** The turns that the new entries name, as far as they are there. */
  readonly turns: ReadonlyMap<string, Turn>;
  entry(seq: number): Promise<Entry | undefined>;
}

/** Decides on a group's lines, one by one: a line that cannot go in takes those along that would leave a gap without it. */
export async function planOf(group: Group, stored: Stored, agentName: string): Promise<ImportPlan> {
  const { id, announced, entries } = group;
  const { head, tenantId } = stored;
  const wrong = faultOf(group, head);
  if (wrong !== undefined) return { steps: [], superseded: [], skipped: 0, refused: allOf(group, wrong) };
  const { userId, channel } = head ?? announced?.conversation ?? { userId: '', channel: '' };
  // An archived one is read as its log says: it comes back before anything is added.
  const start = head ? { ...head, status: loggedStatus(head) } : unopened({ tenantId, id, userId, channel });
  const steps: PlannedStep[] = [];
  const superseded: number[] = [];
  const refused: Refused[] = [];
  let skipped = 0;
  for (const { number, entry: given } of entries) {
    const next = start.lastSeq + steps.length + 1;
    if (given.seq < next) {
      const there =
        given.seq > start.lastSeq ? steps[given.seq - start.lastSeq - 1]?.entry : await stored.entry(given.seq);
      if (there && agrees(given, there)) skipped++;
      else refused.push({ line: number, reason: `contradicts entry ${given.seq} of ${id}, which is there` });
      continue;
    }
    try {
      if (given.seq > next) throw invalid('entry.seq', `leaves a gap: entry ${next} of ${id} is not there`);
      const before = steps.at(-1)?.head ?? start;
      const derives = next === 1 && announced !== undefined && !saysHowItBegan(given);
      const opening = derives ? openingOf(announced.conversation, agentName, start) : [];
      const entry = completed(given, before, agentName, opening);
      expectOwnTurn(entry, id, stored.turns);
      const log = [...stored.before, ...steps.map((step) => step.entry)];
      expectOpenTurn(entry, log);
      expectAsked(entry, log, stored.turns);
      superseded.push(...supersede(entry, stored.before, steps));
      steps.push({ number, given, entry, head: apply(before, entry) });
    } catch (error) {
      if (!(error instanceof DomainError) || error.fault.kind !== 'invalid-argument') throw error;
      const reason = error.fault.violations.map(({ field, description }) => `${field}: ${description}`).join('; ');
      refused.push({ line: number, reason });
    }
  }
  return { steps: refolded(start, steps), superseded, skipped, refused };
}

/** All lines of a group, for one reason. */
export function allOf({ announced, entries }: Group, reason: string): Refused[] {
  const own = announced?.number === undefined ? [] : [{ line: announced.number, reason }];
  return [...own, ...entries.map(({ number }) => ({ line: number, reason }))];
}

function faultOf({ id, announced, entries }: Group, head: Conversation | undefined): string | undefined {
  const named = announced?.conversation;
  if (!named) return head ? undefined : `conversation ${id} is not there, and no line before says whose it is`;
  if (head && head.userId !== named.userId) return `conversation ${id} is there, and another user's`;
  if (head && head.channel !== named.channel) return `conversation ${id} is there, on the channel ${head.channel}`;
  return head || entries.length > 0 || announced.number === undefined
    ? undefined
    : `no entries of conversation ${id} follow`;
}

function expectOwnTurn({ turnId }: Entry, conversationId: string, turns: ReadonlyMap<string, Turn>): void {
  const there = turnId === undefined ? undefined : turns.get(turnId);
  if (there && there.conversationId !== conversationId) {
    throw invalid('entry.turn_id', `is that of a turn of conversation ${there.conversationId}`);
  }
}

/** A turn ends with the agent's part of it. */
function expectOpenTurn({ turnId }: Entry, before: readonly Entry[]): void {
  if (turnId === undefined) return;
  const answer = before.find((one) => one.turnId === turnId && isAnswer(one));
  if (answer) throw invalid('entry.turn_id', `is that of a turn that entry ${answer.seq} has ended`);
}

/** A turn begins with a message of the user's. */
function expectAsked({ turnId, message }: Entry, before: readonly Entry[], turns: ReadonlyMap<string, Turn>): void {
  if (turnId === undefined || message?.role !== 'AGENT' || turns.has(turnId)) return;
  if (before.some((one) => one.turnId === turnId && one.message?.role === 'USER')) return;
  throw invalid(
    'entry.turn_id',
    `no message of the user before names turn ${turnId}: name it there, or leave turnId out`,
  );
}

/**
 * Marks the messages that an entry supersedes among those that are to be written, and returns the `seq`s of those that are
 * stored. They are never far back: what is superseded is what was not answered yet.
 */
function supersede(entry: Entry, stored: readonly Entry[], steps: PlannedStep[]): number[] {
  const seqs: number[] = [];
  for (const change of entry.changes) {
    if (change.kind !== 'messagesSuperseded') continue;
    for (const id of change.messageIds) {
      if (entry.message?.id === id) continue;
      const step = steps.findIndex(({ entry: { message } }) => message?.id === id);
      const there = stored.find(({ message }) => message?.id === id);
      const planned = steps[step];
      if (planned) steps[step] = { ...planned, entry: asSuperseded(planned.entry) };
      else if (there) seqs.push(there.seq);
      else throw invalid('entry.changes.messages_superseded', `message ${id} is not among those just before it`);
    }
  }
  return seqs;
}

function asSuperseded(entry: Entry): Entry {
  return entry.message ? { ...entry, message: { ...entry.message, status: 'SUPERSEDED' } } : entry;
}

/** A head is what its log gives as it is written: later entries may have superseded what earlier ones said. */
function refolded(start: Conversation, steps: readonly PlannedStep[]): PlannedStep[] {
  let head = start;
  return steps.map((step) => {
    head = apply(head, step.entry);
    return { ...step, head };
  });
}
