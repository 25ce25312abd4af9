import { DomainError, type Fault } from '../domain/errors.js';
import { live } from '../domain/outline.js';
import type { Agent, Clock, ConversationStore } from '../domain/ports.js';
import { transcript } from '../domain/transcript.js';
import { isExhausted, maxAttempts, type Turn, type TurnStatus } from '../domain/turn.js';
import type { Broadcast } from './broadcast.js';
import type { Commits } from './commits.js';
import { entryAt } from './entry-at.js';
import { gathered } from './gathering.js';
import { holdLease, LeaseLost } from './lease.js';
import { overflow } from './overflow.js';
import { makeProgress, type Progress } from './progress.js';
import { makeSaver } from './saver.js';
import { maxQueuedTurns, maxWindowMessages, type Settings } from './settings.js';
import { Stop, stopped } from './stop.js';
import type { End, EndTurn } from './turn-end.js';

/** Runs one attempt of a turn, from the first look at the log to the durable end, which `ended` hears of at once. */
export type Run = (broadcast: Broadcast, ended: (end: End) => Promise<void>) => Promise<void>;

/** Pieces that are read at once of a turn that is taken over. */
const piecesAtOnce = 500;

export function makeRun(
  store: ConversationStore,
  agent: Agent,
  commits: Commits,
  endTurn: EndTurn,
  clock: Clock,
  settings: Settings,
  report: (what: string, error: unknown, turn?: Turn) => void,
): Run {
  async function run(broadcast: Broadcast, ended: (end: End) => Promise<void>): Promise<void> {
    const { stop } = broadcast;
    const progress = makeProgress(broadcast, clock, () => saver.touch());
    const saver = makeSaver(store, broadcast, progress.marks, (error) =>
      report('text not saved', error, broadcast.turn),
    );
    const giveUp = holdLease(
      store,
      broadcast.turn,
      broadcast.floor?.askedAt ?? performance.now(),
      settings.leaseMs,
      (until) => {
        broadcast.heldUntil = until;
      },
      () => stop.abort(new LeaseLost()),
      (error) => report('lease not renewed', error, broadcast.turn),
    );
    const limit = setTimeout(
      () => stop.abort(new Stop('FAILED', { kind: 'turn-timeout', timeoutMs: settings.turnTimeoutMs })),
      settings.turnTimeoutMs,
    );
    try {
      const { status, fault } = await attempt(broadcast, progress);
      progress.settle();
      await ended(await endTurn(broadcast, progress, status, fault));
    } finally {
      clearTimeout(limit);
      await Promise.all([giveUp(), saver.stop()]);
    }
  }

  /** How the attempt ends. Throws `LeaseLost` when that is no longer for this process to say. */
  async function attempt(
    broadcast: Broadcast,
    progress: Progress,
  ): Promise<{ readonly status: TurnStatus; readonly fault?: Fault | undefined }> {
    const { turn, stop } = broadcast;
    try {
      if (turn.coalescing && !turn.stop) {
        broadcast.turn = await gathered(store, commits, clock, turn, stop.signal);
        // Others may have come to wait behind it.
        if (broadcast.floor) broadcast.floor = { ...broadcast.floor, revision: undefined };
      }
      const { startedAt } = broadcast.turn;
      if (startedAt !== undefined) broadcast.cue(startedAt, { kind: 'started', attempt: turn.attempt });
      const exhausted = isExhausted(turn);
      if (turn.stop || exhausted) await recover(turn, progress);
      if (turn.stop) throw stopped(turn.stop);
      if (exhausted) throw new Stop('FAILED', { kind: 'turn-attempts-exhausted', attempts: maxAttempts });
      await answer(broadcast, progress);
      return { status: 'COMPLETED' };
    } catch (error) {
      const reason = stop.signal.aborted ? stop.signal.reason : error;
      if (reason instanceof LeaseLost) throw reason;
      if (reason instanceof Stop) return { status: reason.status, fault: reason.fault };
      report('turn failed', reason, turn);
      return { status: 'FAILED', fault: reason instanceof DomainError ? reason.fault : { kind: 'agent-failed' } };
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
    if (!conversation) throw new DomainError({ kind: 'conversation-not-found', conversationId });
    const seen = new Set(entries.map(({ seq }) => seq));
    const missing = turn.messageSeqs.filter((seq) => !seen.has(seq));
    const own = await Promise.all(missing.map((seq) => entryAt(store, turn, seq)));
    const before = own.flatMap((entry) => (entry ? [entry] : []));
    const messages = transcript([...before, ...entries.reverse()], turn);
    const { throughSeq = 0 } = conversation.summary ?? {};
    const unsummarized = live(entries).flatMap(({ seq, message }) => (message && seq > throughSeq ? [message] : []));
    broadcast.isFull = overflow(agent, unsummarized) > 0;
    stop.signal.throwIfAborted();
    for await (const event of agent.run({ tenantId, turnId: turn.id, conversation, messages }, stop.signal)) {
      stop.signal.throwIfAborted();
      progress.see(event);
    }
    stop.signal.throwIfAborted();
  }

  /** Of a turn that only ends: what the attempt before has shown and saved. */
  async function recover(turn: Turn, progress: Progress): Promise<void> {
    const before = { ...turn, attempt: turn.attempt - 1 };
    let chars = 0;
    for (let after = 0; ; ) {
      const pieces = await store.pieces(before, after, piecesAtOnce);
      for (const { number, text, marks } of pieces) {
        const start = chars;
        for (const { chars: at, event } of marks) {
          progress.see({ kind: 'textDelta', text: text.slice(chars - start, at - start) });
          chars = at;
          if (event.kind !== 'change') progress.see(event);
        }
        progress.see({ kind: 'textDelta', text: text.slice(chars - start) });
        chars = start + text.length;
        after = number;
      }
      if (pieces.length < piecesAtOnce) return;
    }
  }

  return run;
}
