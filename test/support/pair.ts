import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { DomainError } from '../../src/domain/errors.js';
import { beginning } from '../../src/domain/playback.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import type { BusyPolicy, Turn } from '../../src/domain/turn.js';
import { ended, type Line, lineTo, makePuppet, makeWorker, type Puppet, send, type Worker } from './worker.js';

export const windowMs = 20;

/** Two workers on one store, as two replicas have it, and a clock that stands still unless it is moved. */
export interface Pair {
  readonly store: ConversationStore;
  readonly here: Worker;
  readonly there: Worker;
  readonly puppet: Puppet;
  now(): number;
  elapse(ms: number): void;
  /** The process of `there` is gone. */
  lose(): void;
  say(worker: Worker, text: string, onBusy?: BusyPolicy): Promise<Turn>;
  /** Once the agent has said its first words to a reader there. */
  begun(worker: Worker, turn: Turn): Promise<void>;
  end(turn: Turn): Promise<Turn>;
  /** What the agent was given, turn by turn. */
  inputs(): string[][];
}

/** A new pair for each test. */
export function usePair(): Pair {
  let now: number;
  let dataDir: string;
  let made: Pick<Pair, 'store' | 'here' | 'there' | 'puppet'>;
  let line: Line;
  let lost: boolean;

  beforeEach(async () => {
    now = 1_000_000;
    const clock = { now: () => now };
    dataDir = await mkdtemp(join(tmpdir(), 'colloquy-pair-'));
    const store = await openEmbeddedStore(dataDir, { clock });
    const puppet = makePuppet();
    line = lineTo(store);
    lost = false;
    const here = makeWorker(store, puppet.agent, clock, { coalesceWindowMs: windowMs });
    const there = makeWorker(line.store, puppet.agent, clock, { coalesceWindowMs: windowMs });
    made = { store, here, there, puppet };
  });
  afterEach(async () => {
    await made.here.turns.release();
    if (!lost) await made.there.turns.release();
    await made.store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

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
    get puppet() {
      return made.puppet;
    },
    now: () => now,
    elapse(ms) {
      now += ms;
    },
    lose() {
      lost = true;
      line.cut('hangs');
    },
    say: async (worker, text, onBusy) => (await worker.chat.send(send(text, onBusy ? { onBusy } : {}))).turn,
    async begun(worker, turn) {
      for await (const { event } of worker.reading.read(turn, beginning, new AbortController().signal)) {
        if (event.kind === 'textDelta') return;
      }
    },
    end: (turn) => ended(made.store, turn, made.here, made.there),
    inputs: () => made.puppet.inputs.map(({ messages }) => messages.map(({ role, text }) => `${role} ${text}`)),
  };
}

/** What a call was refused for. */
export function faultOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => (error instanceof DomainError ? error.fault : error),
  );
}
