import { type By, conclude } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { DomainError, type Fault } from '../domain/errors.js';
import type { Agent, Clock, ConversationStore, Ids, TurnWrite } from '../domain/ports.js';
import { transcript } from '../domain/transcript.js';
import { type Mark, maxAttempts, type Turn, type TurnStatus } from '../domain/turn.js';
import { type Broadcast, makeBroadcast } from './broadcast.js';
import type { Commits } from './commits.js';
import { makeProgress, type Progress } from './progress.js';
import { maxWindowMessages, type Settings } from './settings.js';
import { LeaseLost, Stop } from './stop.js';

/** The turns that this process has under way: it runs them, ends them, and starts those that wait behind them. */
export interface Turns {
  /** Names this process to the others. */
  readonly worker: string;
  /** Takes in a turn that was just admitted here: runs it, or keeps its readers until it may run. */
  take(turn: Turn, accepted: Entry): void;
  /** The turn, when this process has it under way. */
  underWay(tenantId: string, turnId: string): Broadcast | undefined;
  /** The write that gives the floor to the conversation's next waiting turn, when there is one. */
  promotion(tenantId: string, conversationId: string): Promise<TurnWrite | undefined>;
  /** Runs a turn that a commit of this process has just given the floor. */
  promoted(write: TurnWrite | undefined): Promise<void>;
  /** Tells the readers of a turn that a commit of this process has ended it before it ran. */
  ended(turn: Turn): void;
  /** Takes over turns whose process is gone. */
  sweep(): Promise<void>;
  /** Resolves when nothing runs here, or after `ms`. */
  idle(ms: number): Promise<boolean>;
  /** Stops all that still runs without ending it: another process, or this one after a restart, takes it over. */
  release(): Promise<void>;
}

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
    broadcast.cue(turn.startedAt ?? clock.now(), { kind: 'started', attempt: turn.attempt });
    broadcast.wake();
    const renewal = setInterval(() => void renew(broadcast), settings.leaseMs / 3);
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
    }
  }

  async function answer(broadcast: Broadcast, progress: Progress): Promise<void> {
    const { turn, stop } = broadcast;
    const { tenantId, conversationId } = turn;
    const [conversation, entries] = await Promise.all([
      store.conversation(tenantId, conversationId),
      store.entries({ tenantId, conversationId, order: 'newest', messagesOnly: true, limit: maxWindowMessages }),
    ]);
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
      commits.change(tenantId, conversationId, async (head, again) => {
        if (again) await expectStillOurs(turn);
        const by: By = { actor: { kind: 'AGENT', id: settings.agentName }, at: clock.now() };
        const message = progress.message(ids.next(), status === 'COMPLETED' ? 'COMPLETE' : 'PARTIAL', by);
        const assessment = status === 'COMPLETED' ? progress.assessment : undefined;
        const decision = conclude(
          head,
          turn.id,
          { ...(message ? { message } : {}), ...(assessment ? { assessment } : {}), evidenceSeqs: [turn.messageSeq] },
          by,
          settings.scoring,
        );
        const entry = decision.entries[0];
        const changes: Mark[] = (entry?.changes ?? []).map((change) => ({
          at: by.at,
          chars: broadcast.text.length,
          event: { kind: 'change', change },
        }));
        const { stage, qualification, owner } = decision.conversation;
        const { worker: _, ...rest } = turn;
        const ended: Turn = {
          ...rest,
          status: status === 'COMPLETED' && owner.kind !== 'AGENT' ? 'HANDED_OFF' : status,
          endedAt: by.at,
          ...(entry?.message ? { replySeq: entry.seq } : {}),
          ...(fault ? { error: fault } : {}),
          marks: [...progress.marks, ...changes],
          outcome: { stage, isQualified: qualification.isQualified, owner },
        };
        const next = await promotion(tenantId, conversationId);
        const { activeTurnId: __, ...conversation } = decision.conversation;
        return {
          conversation: next ? { ...conversation, activeTurnId: next.turn.id } : conversation,
          entries: decision.entries,
          turns: [{ turn: ended, from: { status: 'RUNNING', attempt: turn.attempt } }, ...(next ? [next] : [])],
          result: { ended, entry, changes, next },
        };
      });
    const { ended, entry, changes, next } = await persistently(end);
    broadcast.turn = ended;
    if (entry?.message) broadcast.reply = entry;
    for (const { at, event } of changes) broadcast.cue(at, event);
    broadcast.cue(ended.endedAt ?? clock.now(), { kind: 'ended' });
    await promoted(next);
  }

  /** The end of a turn is worth trying for as long as the store may come back before the lease is over. */
  async function persistently<T>(end: () => Promise<T>): Promise<T> {
    const giveUpAt = clock.now() + settings.leaseMs;
    for (;;) {
      try {
        return await end();
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

  async function renew(broadcast: Broadcast): Promise<void> {
    try {
      const lease = await store.renewLease(broadcast.turn, settings.leaseMs);
      if (lease === 'lost') broadcast.stop.abort(new LeaseLost());
      if (lease === 'stop') broadcast.stop.abort(new Stop('CANCELLED', { kind: 'cancelled' }));
    } catch (error) {
      report('lease not renewed', error, broadcast.turn);
    }
  }

  async function promotion(tenantId: string, conversationId: string): Promise<TurnWrite | undefined> {
    const [waiting] = await store.queuedTurns(tenantId, conversationId, 1);
    if (!waiting) return undefined;
    const turn: Turn = { ...waiting, status: 'RUNNING', attempt: 1, worker, startedAt: clock.now() };
    return { turn, from: { status: 'QUEUED', attempt: 0 }, leaseMs: settings.leaseMs };
  }

  async function promoted(write: TurnWrite | undefined): Promise<void> {
    if (!write) return;
    const { turn } = write;
    for (const other of live.values()) {
      const waits = other.turn.status === 'QUEUED' && other.turn.conversationId === turn.conversationId;
      if (!waits || other.turn.tenantId !== turn.tenantId || other.position <= 1) continue;
      other.position--;
      other.wake();
    }
    await run(turn);
  }

  /** Runs a turn that this process holds the lease of, whoever admitted it. */
  async function run(turn: Turn): Promise<void> {
    const known = live.get(key(turn.tenantId, turn.id));
    if (known && !known.done && known.turn.status === 'QUEUED') {
      known.turn = turn;
      return begin(known);
    }
    const { tenantId, conversationId, messageSeq } = turn;
    const [accepted] = await store.entries({
      tenantId,
      conversationId,
      order: 'oldest',
      after: messageSeq - 1,
      messagesOnly: true,
      limit: 1,
    });
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

  async function sweep(): Promise<void> {
    const taken = await store.takeExpired(worker, settings.leaseMs, 20);
    await Promise.all(taken.map(run));
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
    promotion,
    promoted,
    ended,
    sweep,
    idle,
    release,
  };
}
