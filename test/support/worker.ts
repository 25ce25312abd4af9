import { systemIds } from '../../src/adapters/system.js';
import type { Send } from '../../src/application/admission.js';
import { type Archiving, makeArchiving } from '../../src/application/archiving.js';
import { makeAttendance } from '../../src/application/attendance.js';
import { type Chat, makeChat } from '../../src/application/chat.js';
import { makeCommits } from '../../src/application/commits.js';
import { type Conversations, makeConversations } from '../../src/application/conversations.js';
import { type Handoffs, makeHandoffs } from '../../src/application/handoffs.js';
import { makeReading, type Reading, type Shown } from '../../src/application/reading.js';
import type { Settings } from '../../src/application/settings.js';
import { makeSummaries, type Summaries } from '../../src/application/summaries.js';
import { makeTurns, type Turns } from '../../src/application/turns.js';
import { withArchive } from '../../src/application/with-archive.js';
import type { Entry } from '../../src/domain/entry.js';
import { DomainError } from '../../src/domain/errors.js';
import { makeExclusive } from '../../src/domain/exclusive.js';
import { beginning, type Position } from '../../src/domain/playback.js';
import type { Agent, AgentInput, Clock, ConversationStore } from '../../src/domain/ports.js';
import { type AgentEvent, isOver, type Turn } from '../../src/domain/turn.js';
import { until } from './until.js';

export const settings: Settings = {
  agentName: 'Ada',
  handoffQueue: 'sales',
  scoring: { threshold: 100, criteria: [{ name: 'need', weight: 1, required: true }] },
  busyPolicy: 'ENQUEUE',
  coalesceWindowMs: 0,
  leaseMs: 10_000,
  resumedAfterMs: 1_800_000,
  heartbeatMs: 15_000,
  turnTimeoutMs: 60_000,
};

/** The application on a store, as one process of the service has it. */
export interface Worker {
  readonly chat: Chat;
  readonly turns: Turns;
  readonly reading: Reading;
  readonly conversations: Conversations;
  readonly handoffs: Handoffs;
  readonly summaries: Summaries;
  readonly archiving: Archiving;
  /** The store as the application reads it. */
  readonly store: ConversationStore;
  /** What was reported as having gone wrong. */
  readonly reports: string[];
}

/** With `learns`, its turns leave lessons. */
export function makeWorker(
  own: ConversationStore,
  agent: Agent,
  clock: Clock,
  { learns, ...more }: Partial<Settings> & { readonly learns?: boolean } = {},
): Worker {
  // What a test changes of its own store later on holds here, too.
  const { entries, commit } = withArchive(own);
  const store: ConversationStore = Object.assign(Object.create(own), { entries, commit });
  const used = { ...settings, ...more };
  const exclusive = makeExclusive();
  const commits = makeCommits(store, systemIds, exclusive, learns);
  const reports: string[] = [];
  const turns = makeTurns(store, agent, commits, clock, systemIds, used, (what) => reports.push(what));
  const archiving = makeArchiving(store, commits, exclusive, clock, systemIds, (what) => reports.push(what));
  const chat = makeChat(store, turns, commits, exclusive, clock, systemIds, used, archiving.awake);
  const attendance = makeAttendance(store, turns.worker, (what) => reports.push(what));
  return {
    chat,
    turns,
    reading: makeReading(store, turns, attendance, clock, used, chat.cancel, (what) => reports.push(what)),
    conversations: makeConversations(store, commits, exclusive, clock, systemIds, used, archiving.awake),
    summaries: makeSummaries(store, agent, commits, exclusive, clock, used, (what) => reports.push(what)),
    handoffs: makeHandoffs(store, turns, attendance, commits, clock, systemIds, used),
    archiving,
    store,
    reports,
  };
}

/** What lies between a worker and the store. */
export interface Line {
  readonly store: ConversationStore;
  /** From now on no call gets through, and no answer of those under way: they hang, or reject. */
  cut(how: 'hangs' | 'rejects'): void;
  /** Calls get through again; those that hung do so for ever. */
  mend(): void;
}

/** `around` runs each call that gets through; `kind` is what the store says to be. */
export function lineTo(
  store: ConversationStore,
  around: (call: () => Promise<unknown>, name: string, args: readonly unknown[]) => Promise<unknown> = (call) => call(),
  kind = store.kind,
): Line {
  let gone: 'hangs' | 'rejects' | undefined;
  const nothing = (how: typeof gone) =>
    how === 'rejects'
      ? Promise.reject(new DomainError({ kind: 'store-unavailable', retryAfterMs: 1 }))
      : new Promise<never>(() => undefined);
  const line = new Proxy(store, {
    get(target, name) {
      if (name === 'kind') return kind;
      const member = target[name as keyof ConversationStore];
      if (typeof member !== 'function') return member;
      return async (...args: never[]) => {
        let lost = gone;
        if (lost) return nothing(lost);
        const call = async () => {
          lost = gone;
          if (lost) return undefined;
          const answer = await (member as (...args: never[]) => Promise<unknown>).apply(target, args);
          lost = gone;
          return answer;
        };
        const answer = await around(call, String(name), args);
        lost ??= gone;
        return lost ? nothing(lost) : answer;
      };
    },
  });
  return {
    store: line,
    cut(how) {
      gone = how;
    },
    mend() {
      gone = undefined;
    },
  };
}

/** An agent that does what a test tells it. */
export function agentOf(run: (input: AgentInput, signal: AbortSignal) => AsyncIterable<AgentEvent>): Agent {
  return { model: 'test', run, outgrown: () => 0 };
}

export const said = (text: string): AgentEvent => ({ kind: 'textDelta', text });

/** Resolves when the signal aborts, by rejecting with its reason: a model that says no more. */
export function forever(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    if (signal.aborted) reject(signal.reason);
  });
}

export interface Puppet {
  readonly agent: Agent;
  /** What it was given, turn by turn. */
  readonly inputs: AgentInput[];
  /** Lets all who hold end as they would. */
  letGo(): void;
}

/**
 * An agent that says "re: " and what it was last told, and records what it is given. With "hold" in it, it then waits
 * until it may go on; with "tool" a call is under way at that time.
 */
export function makePuppet(): Puppet {
  const inputs: AgentInput[] = [];
  let letGo: () => void = () => undefined;
  const going = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const agent = agentOf(async function* (input, signal) {
    inputs.push(input);
    const text = input.messages.at(-1)?.text ?? '';
    const tool = { id: 't', name: 'lookup', arguments: {}, failed: false };
    yield said(`re: ${text}`);
    if (text.includes('tool')) yield { kind: 'toolUse', use: { ...tool, result: '' } };
    if (text.includes('hold')) await Promise.race([going, forever(signal)]);
    if (text.includes('tool')) yield { kind: 'toolUse', use: { ...tool, result: 'found' } };
    yield said('.');
  });
  return { agent, inputs, letGo: () => letGo() };
}

export function send(text: string, more: Partial<Send> = {}): Send {
  return {
    tenantId: 'default',
    userId: 'ada',
    text,
    channel: 'web',
    conversationId: '',
    requestId: '',
    hash: text,
    onDisconnect: 'CONTINUE',
    startNew: false,
    joinOnly: false,
    ...more,
  };
}

/** Reads a turn to its end. */
export async function readAll(worker: Worker, turn: Turn, from: Position = beginning): Promise<Shown[]> {
  const shown: Shown[] = [];
  for await (const one of worker.reading.read(turn, from, new AbortController().signal)) shown.push(one);
  return shown;
}

export function textOfShown(shown: readonly Shown[]): string {
  let text = '';
  for (const { event } of shown) {
    if (event.kind === 'restarted') text = '';
    if (event.kind === 'textDelta') text += event.text;
  }
  return text;
}

/** Resolves with the turn once it is over; meanwhile the workers heed what others ask them to stop, as the service does. */
export function ended(store: ConversationStore, { tenantId, id }: Turn, ...workers: readonly Worker[]): Promise<Turn> {
  return until(`turn ${id} ends`, async () => {
    await Promise.all(workers.map(({ turns }) => turns.heedStops()));
    const turn = await store.turn(tenantId, id);
    return turn && isOver(turn) ? turn : undefined;
  });
}

export function logOf(store: ConversationStore, { tenantId, conversationId }: Turn): Promise<Entry[]> {
  return store.entries({ tenantId, conversationId, order: 'oldest', messagesOnly: false, limit: 10_000 });
}

/** The messages of a log: who, what, and with which status where that is not COMPLETE. */
export async function saidIn(store: ConversationStore, turn: Turn): Promise<string[]> {
  return (await logOf(store, turn)).flatMap(({ message }) => {
    if (!message) return [];
    const status = message.status === 'COMPLETE' ? '' : ` (${message.status})`;
    return [`${message.role} ${message.text}${status}`];
  });
}
