import type { Entry } from '../domain/entry.js';
import type { Agent, Clock, ConversationStore, Ids } from '../domain/ports.js';
import type { Turn } from '../domain/turn.js';
import { readersGone } from './attendance.js';
import { type Broadcast, type Floor, makeBroadcast } from './broadcast.js';
import type { Commits } from './commits.js';
import { entryAt } from './entry-at.js';
import { LeaseLost } from './lease.js';
import { makeRun } from './run.js';
import { lookAfterMs, maxQueuedTurns, type Settings } from './settings.js';
import { stopped } from './stop.js';
import { type End, makeEndTurn } from './turn-end.js';

/** The turns that this process has under way: it runs them, and keeps the readers of those that wait. */
export interface Turns {
  /** Names this process to the others. */
  readonly worker: string;
  /** Takes in a turn that was just admitted here: runs it, or keeps its readers until it may run. */
  take(turn: Turn, accepted: Entry, floor: Floor): void;
  /** The turn, when this process has it under way. */
  underWay(tenantId: string, turnId: string): Broadcast | undefined;
  /**
   * Of a turn that waits: lets go of it when it has moved on elsewhere, so that its readers look there; else finds out its
   * place in the queue.
   */
  lookAfter(broadcast: Broadcast): Promise<void>;
  /** Tells the readers of a turn that a commit of this process has ended it before it ran. */
  ended(turn: Turn): void;
  /** Stops a turn as the ledger says that it shall end, when it runs here. */
  stop(turn: Turn): void;
  /** Stops the turns that run here and that another process has asked to stop. */
  heedStops(): Promise<void>;
  /** Takes over turns whose process is gone. */
  sweep(): Promise<void>;
  /** Resolves when nothing runs here, or after `ms`. */
  idle(ms: number): Promise<boolean>;
  /** Stops all that still runs without ending it: another process, or this one after a restart, takes it over. */
  release(): Promise<void>;
}

/** What a turn that somebody stopped ends as, before another has the floor. */
const stopStatuses: ReadonlySet<Turn['status']> = new Set(['CANCELLED', 'INTERRUPTED', 'ROLLED_BACK']);
/** How long the next turn waits at most for readers elsewhere: one that has stopped reading holds it no longer. */
const endSeenMs = 500;
/** Turns taken over at once. */
const sweepSize = 20;

export function makeTurns(
  store: ConversationStore,
  agent: Agent,
  commits: Commits,
  clock: Clock,
  ids: Ids,
  settings: Settings,
  report: (what: string, error: unknown, turn?: Turn) => void,
): Turns {
  const worker = ids.next();
  /** The next turn has its lease already. */
  const seenWithinMs = Math.min(endSeenMs, settings.leaseMs / 5);
  /** On its way out: it begins nothing. */
  let leaving = false;
  const endTurn = makeEndTurn(store, commits, clock, ids, settings, worker, () => leaving);
  const run = makeRun(store, agent, commits, endTurn, clock, settings, report);
  const live = new Map<string, Broadcast>();
  const runs = new Set<Promise<void>>();
  /** When each was last looked after: its readers ask all at once. */
  const looked = new WeakMap<Broadcast, number>();
  const key = (tenantId: string, turnId: string) => `${tenantId}/${turnId}`;

  function take(turn: Turn, accepted: Entry, floor: Floor): void {
    const broadcast = makeBroadcast(turn, accepted);
    live.set(key(turn.tenantId, turn.id), broadcast);
    broadcast.cue(turn.acceptedAt, { kind: 'accepted' });
    if (turn.position > 0) broadcast.cue(turn.acceptedAt, { kind: 'queued', position: turn.position });
    if (turn.status === 'RUNNING') begin(broadcast, floor);
  }

  function begin(broadcast: Broadcast, floor: Floor): void {
    broadcast.floor = floor;
    const running = run(broadcast, (end) => settle(broadcast, end))
      .catch((error: unknown) => {
        if (!(leaving && error instanceof LeaseLost)) report('turn dropped', error, broadcast.turn);
      })
      .finally(() => {
        runs.delete(running);
        close(broadcast);
      });
    runs.add(running);
  }

  /** Tells the readers of a turn's end, and begins what comes after it. */
  async function settle(broadcast: Broadcast, { ended: turn, entry, changes, silent, next }: End): Promise<void> {
    broadcast.turn = turn;
    if (entry?.message) broadcast.reply = entry;
    for (const { at, event } of changes) broadcast.cue(at, event);
    broadcast.cue(turn.endedAt ?? turn.acceptedAt, { kind: 'ended' });
    for (const waiting of silent) ended(waiting);
    if (!next) return;
    // Readers elsewhere are shown the end of what was stopped before the first text of what took its place.
    if (stopStatuses.has(turn.status)) await readersGone(store, turn, seenWithinMs).catch(() => undefined);
    await promoted(next.turn, next.floor);
  }

  /** Runs a turn that a commit of this process has just given the floor. */
  async function promoted(turn: Turn, floor: Floor): Promise<void> {
    for (const other of live.values()) {
      const waits = other.turn.status === 'QUEUED' && other.turn.conversationId === turn.conversationId;
      if (!waits || other.turn.tenantId !== turn.tenantId || other.position <= 1) continue;
      other.position--;
      other.bell.ring();
    }
    if (!leaving) return resume(turn, floor);
    const here = live.get(key(turn.tenantId, turn.id));
    if (here) close(here);
    await store.handOver(turn);
  }

  /** Runs a turn that this process holds the lease of, whoever admitted it. */
  async function resume(turn: Turn, floor: Floor): Promise<void> {
    const known = live.get(key(turn.tenantId, turn.id));
    if (known && !known.done && known.turn.status === 'QUEUED') {
      known.turn = turn;
      return begin(known, floor);
    }
    const accepted = await entryAt(store, turn, turn.messageSeq);
    if (accepted) take(turn, accepted, floor);
  }

  function ended(turn: Turn): void {
    const broadcast = live.get(key(turn.tenantId, turn.id));
    if (!broadcast) return;
    broadcast.turn = turn;
    broadcast.cue(turn.endedAt ?? turn.acceptedAt, { kind: 'ended' });
    close(broadcast);
  }

  function close(broadcast: Broadcast): void {
    const name = key(broadcast.turn.tenantId, broadcast.turn.id);
    // A turn that was lost and taken over again is another broadcast by now.
    if (live.get(name) === broadcast) live.delete(name);
    broadcast.done = true;
    broadcast.bell.ring();
  }

  function stop({ tenantId, id, attempt, stop: how }: Turn): void {
    const here = live.get(key(tenantId, id));
    if (how && here?.turn.status === 'RUNNING' && here.turn.attempt === attempt) here.stop.abort(stopped(how));
  }

  async function heedStops(): Promise<void> {
    if (runs.size === 0) return;
    for (const turn of await store.stopping(worker)) stop(turn);
  }

  async function lookAfter(broadcast: Broadcast): Promise<void> {
    const now = performance.now();
    if (now - (looked.get(broadcast) ?? 0) < lookAfterMs / 2) return;
    looked.set(broadcast, now);
    const { tenantId, id, conversationId } = broadcast.turn;
    const stored = await store.turn(tenantId, id);
    const moved = stored?.status !== 'QUEUED' && stored?.worker !== worker;
    if (moved && broadcast.turn.status === 'QUEUED') return close(broadcast);
    const waiting = await store.queuedTurns(tenantId, conversationId, maxQueuedTurns);
    const position = waiting.findIndex((turn) => turn.id === id) + 1;
    if (position < 1 || position >= broadcast.position) return;
    broadcast.position = position;
    broadcast.bell.ring();
  }

  async function sweep(): Promise<void> {
    let taken: Turn[];
    do {
      const floor: Floor = { askedAt: performance.now(), revision: undefined };
      taken = await store.takeExpired(worker, settings.leaseMs, sweepSize);
      for (const turn of taken) {
        await resume(turn, floor).catch((error: unknown) => report('turn not taken over', error, turn));
      }
    } while (taken.length === sweepSize);
    for (const broadcast of live.values()) if (broadcast.turn.status === 'QUEUED') await lookAfter(broadcast);
  }

  async function idle(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), ms);
    });
    const quiet = async (): Promise<true> => {
      while (runs.size > 0) await Promise.allSettled(runs);
      return true;
    };
    try {
      return await Promise.race([quiet(), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async function release(): Promise<void> {
    leaving = true;
    const running = [...live.values()].filter(({ turn }) => turn.status === 'RUNNING');
    for (const { stop: control } of running) control.abort(new LeaseLost());
    await Promise.allSettled(runs);
    await Promise.allSettled(running.map(({ turn }) => store.handOver(turn)));
  }

  return {
    worker,
    take,
    underWay: (tenantId, turnId) => live.get(key(tenantId, turnId)),
    ended,
    stop,
    heedStops,
    lookAfter,
    sweep,
    idle,
    release,
  };
}
