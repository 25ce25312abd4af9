import { systemIds } from '../../src/adapters/system.js';
import { type Chat, makeChat, type Send } from '../../src/application/chat.js';
import { makeCommits } from '../../src/application/commits.js';
import { makeExclusive } from '../../src/application/exclusive.js';
import { makeReading, type Reading, type Shown } from '../../src/application/reading.js';
import type { Settings } from '../../src/application/settings.js';
import { makeTurns, type Turns } from '../../src/application/turns.js';
import { beginning, type Position } from '../../src/domain/playback.js';
import type { Agent, AgentInput, Clock, ConversationStore } from '../../src/domain/ports.js';
import type { AgentEvent, Turn } from '../../src/domain/turn.js';

export const settings: Settings = {
  agentName: 'Ada',
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
  /** What was reported as having gone wrong. */
  readonly reports: string[];
}

export function makeWorker(store: ConversationStore, agent: Agent, clock: Clock, more: Partial<Settings> = {}): Worker {
  const own = { ...settings, ...more };
  const exclusive = makeExclusive();
  const commits = makeCommits(store, systemIds, exclusive);
  const reports: string[] = [];
  const turns = makeTurns(store, agent, commits, clock, systemIds, own, (what) => reports.push(what));
  const chat = makeChat(store, turns, commits, exclusive, clock, systemIds, own);
  return { chat, turns, reading: makeReading(store, turns, clock, own, chat.cancel), reports };
}

/** An agent that does what a test tells it. */
export function agentOf(run: (input: AgentInput, signal: AbortSignal) => AsyncIterable<AgentEvent>): Agent {
  return { model: 'test', run };
}

export const said = (text: string): AgentEvent => ({ kind: 'textDelta', text });

/** Resolves when the signal aborts, by rejecting with its reason: a model that says no more. */
export function forever(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    if (signal.aborted) reject(signal.reason);
  });
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
