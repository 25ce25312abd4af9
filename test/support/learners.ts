import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { memoryOff } from '../../src/adapters/memory/off.js';
import type { Send } from '../../src/application/admission.js';
import { type Conditions, makeConditions } from '../../src/application/conditions.js';
import { type Learning, makeLearning } from '../../src/application/learning.js';
import type { ConversationStore, Memory } from '../../src/domain/ports.js';
import type { Turn } from '../../src/domain/turn.js';
import { agentOf, ended, lineTo, makePuppet, makeWorker, send, type Worker } from './worker.js';

export const windowMs = 20;
/** Longer than the lease of a lesson. */
export const overMs = 75_001;

/** What a memory was told to learn, and did. */
export interface Note {
  readonly tenantId: string;
  readonly userId: string;
  readonly text: string;
  readonly createdAt: number;
  readonly conversationId: string;
  readonly seq: number;
}

/** What comes before a note is made: it may wait, or throw. */
export type Before = (note: Note, signal: AbortSignal) => unknown;

/** The part of a process that learns, with a memory that makes notes. */
export interface Learner {
  readonly learning: Learning;
  readonly conditions: Conditions;
  readonly reports: string[];
  /** In the order in which they were made, repeats among them. */
  readonly notes: Note[];
}

/** Two workers whose turns leave lessons, learners on their store, and a clock that stands still unless it is moved. */
export interface Learners {
  readonly store: ConversationStore;
  readonly here: Worker;
  readonly there: Worker;
  elapse(ms: number): void;
  /** On a line to the store, perhaps, and with notes that several share. */
  learner(before?: Before, on?: ConversationStore, notes?: Note[]): Learner;
  say(text: string, more?: Partial<Send>, worker?: Worker): Promise<Turn>;
  end(turn: Turn): Promise<Turn>;
  /** A turn that is over; a moment later the next may follow. */
  told(text: string, userId?: string, more?: Partial<Send>, worker?: Worker): Promise<Turn>;
}

/** New ones for each test. A message with "fail" in it makes the model fail. */
export function useLearners(): Learners {
  let now: number;
  let begun = 0;
  let dataDir: string;
  let made: Pick<Learners, 'store' | 'here' | 'there'>;

  beforeEach(async () => {
    now = 1_000_000;
    const clock = { now: () => now };
    dataDir = await mkdtemp(join(tmpdir(), 'colloquy-learning-'));
    const store = await openEmbeddedStore(dataDir, { clock });
    const puppet = makePuppet();
    const agent = agentOf(async function* (input, signal) {
      if (input.messages.at(-1)?.text.includes('fail')) throw new Error('the model failed');
      yield* puppet.agent.run(input, signal);
    });
    const more = { learns: true, coalesceWindowMs: windowMs };
    const there = lineTo(store, (call) => call(), 'mongodb').store;
    made = { store, here: makeWorker(store, agent, clock, more), there: makeWorker(there, agent, clock, more) };
  });
  afterEach(async () => {
    await Promise.all([made.here.turns.release(), made.there.turns.release()]);
    await made.store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  function learner(before: Before = () => undefined, on = made.store, notes: Note[] = []): Learner {
    const learn: Memory['learn'] = async (owner, { text, createdAt, source }, signal) => {
      const note = { ...owner, text, createdAt, ...source };
      await before(note, signal);
      signal.throwIfAborted();
      notes.push(note);
    };
    const memory: Memory = { ...memoryOff, name: 'notes', learn };
    const conditions = makeConditions();
    const reports: string[] = [];
    const worker = `learner-${++begun}`;
    const learning = makeLearning(on, memory, worker, conditions, (what) => reports.push(what));
    return { learning, conditions, reports, notes };
  }

  const say: Learners['say'] = async (text, more, worker = made.here) =>
    (await worker.chat.send(send(text, more))).turn;
  const end = (turn: Turn) => ended(made.store, turn, made.here, made.there);
  return {
    get store() {
      return made.store;
    },
    get here() {
      return made.here;
    },
    get there() {
      return made.there;
    },
    elapse(ms) {
      now += ms;
    },
    learner,
    say,
    end,
    async told(text, userId = 'ada', more = {}, worker = made.here) {
      const turn = await end(await say(text, { userId, ...more }, worker));
      now++;
      return turn;
    },
  };
}

export const textsOf = (notes: readonly Note[]): string[] => notes.map(({ text }) => text);

/** The first note of each message. */
export function firstOf(notes: readonly Note[]): Note[] {
  const bySource = new Map<string, Note>();
  for (const note of notes) {
    const source = JSON.stringify([note.tenantId, note.conversationId, note.seq]);
    if (!bySource.has(source)) bySource.set(source, note);
  }
  return [...bySource.values()];
}
