import { type By, type Conversation, conclude, type Decision } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { DomainError, type Fault } from '../domain/errors.js';
import type { Agent, Clock, ConversationStore, Ids, TurnWrite } from '../domain/ports.js';
import { transcript } from '../domain/transcript.js';
import { type Mark, maxAttempts, over, type Turn, type TurnStatus } from '../domain/turn.js';
import { type Broadcast, makeBroadcast } from './broadcast.js';
import type { Commits } from './commits.js';
import { entryAt } from './entry-at.js';
import { makeProgress, type Progress } from './progress.js';
import { maxQueuedTurns, maxWindowMessages, type Settings } from './settings.js';
import { LeaseLost, Stop } from './stop.js';

/** The turns that this process has under way: it runs them, ends them, and starts those that wait behind them. */
export interface Turns {
  /** Names this process to the others. */
  readonly worker: string;
  /** Takes in a turn that was just admitted here: runs it, or keeps its readers until it may run. */
  take(turn: Turn, accepted: Entry): void;
  /** The turn, when this process has it under way. */
  underWay(tenantId: string, turnId: string): Broadcast | undefined;
  /** Lets go of a turn that waits here and has moved on elsewhere, so that its readers look there. */
  lookAfter(broadcast: Broadcast): Promise<void>;
  /** Tells the readers of a turn that a commit of this process has ended it before it ran. */
  ended(turn: Turn): void;
  /** Takes over turns whose process is gone. */
  sweep(): Promise<void>;
  /** Resolves when nothing runs here, or after `ms`. */
  idle(ms: number): Promise<boolean>;
  /** Stops all that still runs without ending it: another process, or this one after a restart, takes it over. */
  release(): Promise<void>;
}

/** What the commit that ends a turn made. */
interface End {
  readonly ended: Turn;
  readonly entry: Entry | undefined;
  readonly changes: readonly Mark[];
  /** Turns that waited and get no answer. */
  readonly silent: readonly Turn[];
  /** The turn that has the floor now, by this process. */
  readonly next: Turn | undefined;
}

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
  const live = new Map<string, Broadcast>();
  const runs = new Set<Promise<void>>();
  let leaving = false;
  const key = (tenantId: string, turnId: string) => `${tenantId}/${turnId}`;

  function take(turn: Turn, accepted: Entry): void {
    const broadcast = makeBroadcast(turn, accepted);
    live.set(key(turn.tenantId, turn.id), broadcast);
    broadcast.cue(turn.acceptedAt, { kind: 'accepted' });
    if (turn.position > 0) broadcast.cue(turn.acceptedAt, { kind: 'queued', position: turn.position });
    if (turn.status === 'RUNNING') begin(broadcast);
  }

  function begin(broadcast: Broadcast): void {
    const run = perform(broadcast)
      .catch((error: unknown) => report('turn dropped', error, broadcast.turn))
      .finally(() => {
        runs.delete(run);
        close(broadcast);
      });
    runs.add(run);
  }

  /** One attempt, from the first look at the log to the durable end. */
  async function perform(broadcast: Broadcast): Promise<void> {
    const { turn, stop } = broadcast;
    const progress = makeProgress(broadcast, clock);
    const lease = { renewedAt: clock.now(), renewing: Promise.resolve() };
    broadcast.cue(turn.startedAt ?? clock.now(), { kind: 'started', attempt: turn.attempt });
    const renewal = setInterval(() => {
      if (clock.now() - lease.renewedAt >= settings.leaseMs) stop.abort(new LeaseLost());
      else lease.renewing = renew(broadcast, lease);
    }, settings.leaseMs / 3);
    const limit = setTimeout(
      () => stop.abort(new Stop('FAILED', { kind: 'turn-timeout', timeoutMs: settings.turnTimeoutMs })),
      settings.turnTimeoutMs,
    );
    try {
      let status: TurnStatus = 'COMPLETED';
      let fault: Fault | undefined;
      try {
        if (turn.attempt > maxAttempts) {
          throw new Stop('FAILED', { kind: 'turn-attempts-exhausted', attempts: maxAttempts });
        }
        await answer(broadcast, progress);
      } catch (error) {
        const reason = stop.signal.aborted ? stop.signal.reason : error;
        if (reason instanceof LeaseLost) throw reason;
        if (reason instanceof Stop) {
          status = reason.status;
          fault = reason.fault;
        } else {
          status = 'FAILED';
          fault = reason instanceof DomainError ? reason.fault : { kind: 'agent-failed' };
          report('turn failed', reason, turn);
        }
      }
      progress.settle();
      await finish(broadcast, progress, status, fault);
    } finally {
      clearInterval(renewal);
      clearTimeout(limit);
      // A renewal that came later would take back a lease that was given up.
      await lease.renewing;
    }
  }

  async function answer(broadcast: Broadcast, progress: Progress): Promise<void> {
    const { turn, stop } = broadcast;
    const { tenantId, conversationId } = turn;
    // Of a turn that waited, or begins again, the newest messages may be those of the turns behind it.
    const behind = turn.position > 0 || turn.attempt > 1 ? maxQueuedTurns : 0;
    const limit = maxWindowMessages + behind;
    const [conversation, entries] = await Promise.all([
      store.conversation(tenantId, conversationId),
      store.entries({ tenantId, conversationId, order: 'newest', messagesOnly: true, limit }),
    ]);
    if (!entries.some(({ seq }) => seq === turn.messageSeq)) entries.push(broadcast.accepted);
    if (!conversation) throw new DomainError({ kind: 'conversation-not-found', conversationId });
    const messages = transcript(entries.reverse(), turn);
    stop.signal.throwIfAborted();
    for await (const event of agent.run({ tenantId, turnId: turn.id, conversation, messages }, stop.signal)) {
      stop.signal.throwIfAborted();
      progress.see(event);
    }
    stop.signal.throwIfAborted();
  }

  /** Commits the reply, what it changed and the turn's end as one, gives the floor to the next, and tells the readers. */
  async function finish(
    broadcast: Broadcast,
    progress: Progress,
    status: TurnStatus,
    fault: Fault | undefined,
  ): Promise<void> {
    const { turn } = broadcast;
    const { tenantId, conversationId } = turn;
    const end = () =>
      commits.change<End>(tenantId, conversationId, async (head, again) => {
        if (again) await expectStillOurs(turn);
        const by: By = { actor: { kind: 'AGENT', id: settings.agentName }, at: clock.now() };
        const fenced = head.owner.epoch !== turn.ownerEpoch;
        const message = progress.message(ids.next(), status === 'COMPLETED' ? 'COMPLETE' : 'PARTIAL', by);
        const assessment = status === 'COMPLETED' ? progress.assessment : undefined;
        const part = { ...(message ? { message } : {}), ...(assessment ? { assessment } : {}) };
        const decision: Decision = fenced
          ? { conversation: head, entries: [] }
          : conclude(head, turn.id, { ...part, evidenceSeqs: [turn.messageSeq] }, by, settings.scoring);
        const entry = decision.entries[0];
        const changes: Mark[] = (entry?.changes ?? []).map((change) => ({
          at: by.at,
          chars: broadcast.text.length,
          event: { kind: 'change', change },
        }));
        const { activeTurnId: _, ...conversation } = decision.conversation;
        const handedOff = fenced || (status === 'COMPLETED' && conversation.owner.kind !== 'AGENT');
        const ended: Turn = {
          ...over(turn, conversation, handedOff ? 'HANDED_OFF' : status, by.at),
          ...(entry?.message ? { replySeq: entry.seq } : {}),
          ...(fault ? { error: fault } : {}),
          marks: [...progress.marks, ...changes],
        };
        const { next, silent } = await succession(conversation);
        return {
          conversation: next ? { ...conversation, activeTurnId: next.turn.id } : conversation,
          entries: decision.entries,
          turns: [
            { turn: ended, from: { status: 'RUNNING', attempt: turn.attempt } },
            ...silent.map((waiting) => ({ turn: waiting, from: { status: 'QUEUED', attempt: 0 } }) as const),
            ...(next ? [next] : []),
          ],
          result: { ended, entry, changes, silent, next: next?.turn },
        };
      });
    const { ended: finished, entry, changes, silent, next } = await persistently(end, () => earlierEnd(turn));
    broadcast.turn = finished;
    if (entry?.message) broadcast.reply = entry;
    for (const { at, event } of changes) broadcast.cue(at, event);
    broadcast.cue(finished.endedAt ?? clock.now(), { kind: 'ended' });
    for (const waiting of silent) ended(waiting);
    if (next) await promoted(next);
  }

  /** What comes after a turn: the next one gets the floor; or, when the agent is not the owner, none gets an answer. */
  async function succession(head: Conversation): Promise<{ next?: TurnWrite; silent: readonly Turn[] }> {
    const { tenantId, id } = head;
    const at = clock.now();
    if (head.owner.kind !== 'AGENT') {
      const waiting = await store.queuedTurns(tenantId, id, maxQueuedTurns);
      return { silent: waiting.map((turn) => over(turn, head, 'COMPLETED', at)) };
    }
    const [waiting] = await store.queuedTurns(tenantId, id, 1);
    if (!waiting) return { silent: [] };
    const { epoch: ownerEpoch } = head.owner;
    const turn: Turn = { ...waiting, status: 'RUNNING', attempt: 1, worker, ownerEpoch, startedAt: at };
    // Who leaves begins nothing: the lease is over at once, for another to take.
    const leaseMs = leaving ? 0 : settings.leaseMs;
    return { next: { turn, from: { status: 'QUEUED', attempt: 0 }, leaseMs }, silent: [] };
  }

  /** The end of a turn that an earlier commit of this run made without our hearing of it; undefined when none did. */
  async function earlierEnd(turn: Turn): Promise<End | undefined> {
    const { tenantId, id, conversationId } = turn;
    const stored = await store.turn(tenantId, id);
    if (!stored?.outcome || stored.attempt !== turn.attempt) return undefined;
    const entry = await entryAt(store, turn, stored.replySeq);
    const head = await store.conversation(tenantId, conversationId);
    const next = head?.activeTurnId === undefined ? undefined : await store.turn(tenantId, head.activeTurnId);
    const changes = stored.marks.filter(({ event }) => event.kind === 'change');
    return { ended: stored, entry, changes, silent: [], next: next?.worker === worker ? next : undefined };
  }

  /** The end of a turn is worth trying for as long as the store may come back before the lease is over. */
  async function persistently(end: () => Promise<End>, earlier: () => Promise<End | undefined>): Promise<End> {
    const giveUpAt = clock.now() + settings.leaseMs;
    for (let unsure = false; ; unsure = true) {
      try {
        return (unsure && (await earlier())) || (await end());
      } catch (error) {
        const gone = error instanceof DomainError && error.fault.kind === 'store-unavailable';
        if (!gone || clock.now() > giveUpAt) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  async function expectStillOurs(turn: Turn): Promise<void> {
    const stored = await store.turn(turn.tenantId, turn.id);
    if (stored?.status !== 'RUNNING' || stored.attempt !== turn.attempt) throw new LeaseLost();
  }

  async function renew(broadcast: Broadcast, lease: { renewedAt: number }): Promise<void> {
    const asked = clock.now();
    try {
      const answer = await store.renewLease(broadcast.turn, settings.leaseMs);
      if (answer === 'lost') broadcast.stop.abort(new LeaseLost());
      else lease.renewedAt = asked;
      if (answer === 'stop') broadcast.stop.abort(new Stop('CANCELLED', { kind: 'cancelled' }));
    } catch (error) {
      report('lease not renewed', error, broadcast.turn);
    }
  }

  /** Runs a turn that a commit of this process has just given the floor. */
  async function promoted(turn: Turn): Promise<void> {
    for (const other of live.values()) {
      const waits = other.turn.status === 'QUEUED' && other.turn.conversationId === turn.conversationId;
      if (!waits || other.turn.tenantId !== turn.tenantId || other.position <= 1) continue;
      other.position--;
      other.wake();
    }
    if (!leaving) return run(turn);
    const here = live.get(key(turn.tenantId, turn.id));
    if (here) close(here);
    await store.renewLease(turn, 0);
  }

  /** Runs a turn that this process holds the lease of, whoever admitted it. */
  async function run(turn: Turn): Promise<void> {
    const known = live.get(key(turn.tenantId, turn.id));
    if (known && !known.done && known.turn.status === 'QUEUED') {
      known.turn = turn;
      return begin(known);
    }
    const accepted = await entryAt(store, turn, turn.messageSeq);
    if (accepted) take(turn, accepted);
  }

  function ended(turn: Turn): void {
    const broadcast = live.get(key(turn.tenantId, turn.id));
    if (!broadcast) return;
    broadcast.turn = turn;
    broadcast.cue(turn.endedAt ?? clock.now(), { kind: 'ended' });
    close(broadcast);
  }

  function close(broadcast: Broadcast): void {
    const name = key(broadcast.turn.tenantId, broadcast.turn.id);
    // A turn that was lost and taken over again is another broadcast by now.
    if (live.get(name) === broadcast) live.delete(name);
    broadcast.done = true;
    broadcast.wake();
  }

  async function lookAfter(broadcast: Broadcast): Promise<void> {
    const { tenantId, id } = broadcast.turn;
    const stored = await store.turn(tenantId, id);
    const moved = stored?.status !== 'QUEUED' && stored?.worker !== worker;
    if (moved && broadcast.turn.status === 'QUEUED') close(broadcast);
  }

  async function sweep(): Promise<void> {
    let taken: Turn[];
    do {
      taken = await store.takeExpired(worker, settings.leaseMs, sweepSize);
      for (const turn of taken) {
        await run(turn).catch((error: unknown) => report('turn not taken over', error, turn));
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
    for (const { stop } of running) stop.abort(new LeaseLost());
    await Promise.allSettled(runs);
    // A lease of no length is over at once.
    await Promise.allSettled(running.map(({ turn }) => store.renewLease(turn, 0)));
  }

  return {
    worker,
    take,
    underWay: (tenantId, turnId) => live.get(key(tenantId, turnId)),
    ended,
    lookAfter,
    sweep,
    idle,
    release,
  };
}
