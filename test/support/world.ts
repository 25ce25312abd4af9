import { vi } from 'vitest';
import type { Send } from '../../src/application/admission.js';
import { DomainError } from '../../src/domain/errors.js';
import type { AgentInput, Commit, ConversationStore } from '../../src/domain/ports.js';
import type { Turn } from '../../src/domain/turn.js';
import { type Client, makeClient } from './client.js';
import { agentOf, forever, type Line, lineTo, makeWorker, said, send, type Worker } from './worker.js';

export const leaseMs = 600;
const windowMs = 60;
const turnTimeoutMs = 1500;
const looksMs = { heed: 200, sweep: 300 };

/** A process, in a place where another begins when it is gone. */
export interface Process {
  readonly worker: Worker;
  readonly line: Line;
  /** It lost its store at some time. */
  wasCut: boolean;
  readonly stop: () => void;
}

/** What happened, in the order it did. */
export interface Facts {
  readonly acks: {
    readonly message: string;
    readonly turnId: string;
    readonly messageSeq: number;
    readonly replayed: boolean;
    readonly begun: number;
    readonly acked: number;
  }[];
  readonly inputs: AgentInput[];
  /** What must never be, and was. */
  readonly wrongs: string[];
  /** Some process was gone, or could not reach the store, so that a turn may have been begun again. */
  lost: boolean;
}

/**
 * Some processes of the service on one store, in a time that stands still unless it is moved. Calls to the store take as many
 * turns of the event loop as `random` says, so that those of several processes come in any order.
 */
export function makeWorld(store: ConversationStore, places: number, random: () => number) {
  const facts: Facts = { acks: [], inputs: [], wrongs: [], lost: false };
  const wrong = (what: string) => facts.wrongs.push(what);
  const turnIds: string[] = [];
  const clients: Client[] = [];
  const pending = new Set<{ readonly of: Process }>();
  const holders = new Map<string, { readonly worker: string; readonly attempt: number }>();
  const committed = new Set<string>();
  /** Takeovers that were answered: none of the agent's text comes after them. */
  const answered: { readonly epoch: number; readonly begun: number }[] = [];
  let inFlight = 0;
  let events = 0;
  let runs = 0;

  const tick = () => new Promise<void>((resolve) => setImmediate(resolve));
  const ticks = async () => {
    for (let i = Math.floor(random() * 4); i > 0; i--) await tick();
  };

  async function quiet(): Promise<void> {
    for (let still = 0; still < 3; ) {
      await tick();
      still = inFlight === 0 ? still + 1 : 0;
    }
  }

  /** Time goes on, step by step, and all that it brings. */
  async function elapse(ms: number, step = 10): Promise<void> {
    await quiet();
    for (let left = ms; left > 0; left -= step) {
      vi.advanceTimersByTime(Math.min(step, left));
      await quiet();
    }
  }

  /** I14: who ends a turn holds its newest lease; who takes one over has a higher attempt. */
  function sawCommit(by: string, commit: Commit): void {
    if (committed.has(commit.id)) return;
    committed.add(commit.id);
    for (const { turn, from } of commit.turns ?? []) {
      const holder = holders.get(turn.id);
      if (turn.status === 'RUNNING') granted(turn);
      else if (
        from !== 'new' &&
        from.status === 'RUNNING' &&
        (holder?.worker !== by || holder.attempt !== from.attempt)
      ) {
        wrong(`turn ${turn.id} was ended by ${by} under attempt ${from.attempt}`);
      }
    }
    for (const { conversation, entries } of commit.conversations) {
      const silent = answered.some(({ epoch }) => epoch === conversation.owner.epoch);
      if (silent && entries.some(({ message }) => message?.role === 'AGENT')) wrong('a reply after a takeover');
    }
  }

  function granted({ id, worker = '', attempt }: Turn): void {
    const holder = holders.get(id);
    const same = holder?.worker === worker && holder.attempt === attempt;
    if (holder && !same && attempt <= holder.attempt) wrong(`turn ${id} has attempt ${attempt} twice`);
    holders.set(id, { worker, attempt });
  }

  const agent = agentOf(async function* (input, signal) {
    const run = ++runs;
    facts.inputs.push(input);
    const text = input.messages.at(-1)?.text ?? '';
    const pieces = Number(/p(\d+)/.exec(text)?.[1] ?? 1);
    const wait = Number(/w(\d+)/.exec(text)?.[1] ?? 0);
    const tool = { id: 't', name: 'lookup', arguments: {}, failed: false };
    for (let i = 0; i < pieces; i++) {
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      yield said(`${run}.${i}é🙂 `);
      if (i === 0 && text.includes('tool')) yield { kind: 'toolUse', use: { ...tool, result: '' } };
    }
    if (text.includes('hang')) await forever(signal);
    if (text.includes('fail')) throw new Error('the model failed');
    if (text.includes('tool')) yield { kind: 'toolUse', use: { ...tool, result: 'found' } };
    const handoff = { queue: 'sales', reason: 'asked' };
    if (text.includes('person')) yield { kind: 'assessed', assessment: { handoff } };
  });

  function begin(): Process {
    const name = { of: '' };
    const line = lineTo(
      store,
      async (call, what, [commit]) => {
        inFlight++;
        try {
          await ticks();
          const answer = await call();
          if (what === 'commit' && answer === undefined) sawCommit(name.of, commit as Commit);
          if (what === 'takeExpired') for (const turn of (answer as Turn[] | undefined) ?? []) granted(turn);
          await ticks();
          return answer;
        } finally {
          inFlight--;
        }
      },
      'mongodb',
    );
    const clock = { now: () => Date.now() };
    const more = { leaseMs, turnTimeoutMs, coalesceWindowMs: windowMs, heartbeatMs: 500 };
    const worker = makeWorker(line.store, agent, clock, more);
    name.of = worker.turns.worker;
    let looking = false;
    const sweep = async () => {
      if (looking) return;
      looking = true;
      await worker.turns.sweep().catch(() => undefined);
      looking = false;
    };
    const timers = [
      setInterval(() => worker.turns.heedStops().catch(() => undefined), looksMs.heed),
      setInterval(() => void sweep(), looksMs.sweep),
    ];
    return { worker, line, wasCut: false, stop: () => timers.forEach(clearInterval) };
  }

  const processes = Array.from({ length: places }, begin);
  const processAt = (place: number) => processes[place % places]!;

  /** Something that a caller asks of a process; what may be refused is no wrong. */
  function ask(of: Process, call: Promise<unknown>, ...may: string[]): void {
    const asked = { of };
    pending.add(asked);
    call
      .catch((error: unknown) => {
        const kind = error instanceof DomainError ? error.fault.kind : '';
        if (!may.includes(kind) && !always.includes(kind)) wrong(`${error}`);
      })
      .finally(() => pending.delete(asked));
  }

  const always = ['store-unavailable', 'contention', 'server-draining', 'conversation-not-found'];

  function say(place: number, message: string, more: Partial<Send>): void {
    const at = processAt(place);
    const begun = ++events;
    const sent = at.worker.chat.send(send(message, more)).then(({ turn, messageSeq, replayed }) => {
      const acked = ++events;
      facts.acks.push({ message, turnId: turn.id, messageSeq, replayed, begun, acked });
      turnIds.push(turn.id);
      read(turn, messageSeq).attach(at);
    });
    ask(at, sent, 'conversation-busy', 'queue-full');
  }

  function takeOver(place: number, conversationId: string, humanId: string, expectedEpoch: number): void {
    const begun = ++events;
    const { signal } = new AbortController();
    const at = { tenantId: 'default', conversationId };
    const process = processAt(place);
    const taken = process.worker.handoffs
      .takeOver(at, { humanId, reason: '', expectedEpoch }, signal)
      .then(({ conversation }) => {
        events++;
        if (conversation.owner.kind === 'HUMAN') answered.push({ epoch: conversation.owner.epoch, begun });
      });
    ask(process, taken, 'taken-over');
  }

  function read(turn: Turn, messageSeq: number, seen: Client['seen'] = []): Client {
    const client = makeClient(turn, messageSeq, seen, {
      store,
      wrong,
      now: () => events,
      saw: () => events++,
      isLate: (since, ownerEpoch) => answered.some(({ epoch, begun }) => since < begun && ownerEpoch < epoch),
    });
    clients.push(client);
    return client;
  }

  /** The process is gone, with its readers; another begins in its place. */
  function crash(place: number): void {
    facts.lost = true;
    const gone = processAt(place);
    gone.line.cut('hangs');
    gone.stop();
    for (const each of pending) if (each.of === gone) pending.delete(each);
    for (const client of clients) if (client.at === gone) client.drop();
    processes[place % places] = begin();
  }

  /** The store is out of its reach for a while; who reads there what runs elsewhere goes. */
  function part(place: number): void {
    const process = processAt(place);
    process.wasCut = true;
    facts.lost = true;
    process.line.cut('rejects');
    for (const client of clients) {
      const here = process.worker.turns.underWay('default', client.turn.id);
      if (client.at === process && here?.turn.status !== 'RUNNING') client.drop();
    }
  }

  /** The store is out of reach for a moment: of the calls under way some were heard, and none is answered. */
  async function blip(place: number, after: number): Promise<void> {
    for (let i = 0; i < after; i++) await tick();
    part(place);
    await elapse(30);
    processAt(place).line.mend();
  }

  /** The process leaves as on SIGTERM without a grace time. */
  function leave(place: number): void {
    facts.lost = true;
    const leaving = processAt(place);
    const { chat, turns } = leaving.worker;
    leaving.stop();
    ask(
      leaving,
      chat.drain().then(() => turns.release()),
    );
    for (const client of clients) if (client.at === leaving) client.drop();
    processes[place % places] = begin();
  }

  return {
    facts,
    turnIds,
    clients,
    pending,
    processAt,
    elapse,
    ask: (place: number, call: Promise<unknown>, ...may: string[]) => ask(processAt(place), call, ...may),
    say,
    takeOver,
    read,
    crash,
    part,
    blip,
    mend: (place: number) => processAt(place).line.mend(),
    leave,
    live: () => [...processes],
    close() {
      for (const { stop, line } of processes) {
        stop();
        line.cut('hangs');
      }
    },
  };
}

export type World = ReturnType<typeof makeWorld>;
