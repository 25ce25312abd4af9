import type { Entry } from '../domain/entry.js';
import { DomainError } from '../domain/errors.js';
import { type CueEvent, next, type Position, reaches, type Tape, TextSoFar } from '../domain/playback.js';
import type { Clock, ConversationStore } from '../domain/ports.js';
import { isOver, type Turn } from '../domain/turn.js';
import type { Broadcast } from './broadcast.js';
import type { Settings } from './settings.js';
import type { Turns } from './turns.js';

/** One thing that a reader of a turn is shown; `position` is where it then stands. */
export interface Shown {
  readonly at: number;
  readonly position: Position;
  readonly turn: Turn;
  readonly event:
    | { readonly kind: 'accepted'; readonly entry: Entry }
    | Exclude<CueEvent, { kind: 'accepted' } | { kind: 'ended' }>
    | { readonly kind: 'textDelta'; readonly text: string; readonly offset: number }
    | { readonly kind: 'restarted'; readonly attempt: number }
    | { readonly kind: 'heartbeat' }
    | { readonly kind: 'goAway'; readonly deadline: number }
    | { readonly kind: 'ended'; readonly reply: Entry | undefined };
}

export interface Reading {
  /** The turn's events after `from`, `ended` last; the loop's end or the signal ends the reading, never the turn. */
  read(turn: Turn, from: Position, signal: AbortSignal): AsyncIterable<Shown>;
  /** The turn and its reply, once it is over. */
  whole(turn: Turn, signal: AbortSignal): Promise<{ readonly turn: Turn; readonly reply: Entry | undefined }>;
  /** The turn's reply, when it has one. */
  reply(turn: Turn): Promise<Entry | undefined>;
  /** Tells every reader that this process goes away, and ends their streams at `deadline` (ms since the epoch). */
  goAway(deadline: number): void;
}

/** How soon a reader sees what another replica does with its turn. */
const pollMs = 100;

export function makeReading(
  store: ConversationStore,
  turns: Turns,
  clock: Clock,
  settings: Settings,
  cancel: (tenantId: string, turnId: string) => Promise<unknown>,
): Reading {
  let leavingAt: number | undefined;
  const everyone = new Set<() => void>();

  async function entryAt(turn: Turn, seq: number | undefined): Promise<Entry | undefined> {
    if (seq === undefined) return undefined;
    const { tenantId, conversationId } = turn;
    const [entry] = await store.entries({
      tenantId,
      conversationId,
      order: 'oldest',
      after: seq - 1,
      messagesOnly: false,
      limit: 1,
    });
    return entry;
  }

  async function* read(turn: Turn, from: Position, signal: AbortSignal): AsyncGenerator<Shown> {
    let position = from;
    for (;;) {
      const here = turns.underWay(turn.tenantId, turn.id);
      if (here) {
        for await (const shown of readHere(here, position, signal)) {
          position = shown.position;
          yield shown;
          if (shown.event.kind === 'ended') return;
        }
      }
      const stored = await store.turn(turn.tenantId, turn.id);
      if (!stored) throw new DomainError({ kind: 'turn-not-found', turnId: turn.id });
      if (isOver(stored)) return yield* readStored(stored, position);
      yield* elsewhere(stored, position, signal);
    }
  }

  /** Another replica has it, or is about to: a heartbeat when it takes long, and the caller looks again. */
  async function* elsewhere(turn: Turn, position: Position, signal: AbortSignal): AsyncGenerator<Shown> {
    const quietUntil = clock.now() + settings.heartbeatMs;
    while (clock.now() < quietUntil) {
      await pause(pollMs, signal);
      signal.throwIfAborted();
      expectStaying();
      if (turns.underWay(turn.tenantId, turn.id)) return;
      const stored = await store.turn(turn.tenantId, turn.id);
      if (!stored || isOver(stored)) return;
    }
    yield { at: clock.now(), position, turn, event: { kind: 'heartbeat' } };
  }

  async function* readHere(here: Broadcast, from: Position, signal: AbortSignal): AsyncGenerator<Shown> {
    let position = from;
    let told = here.turn.position;
    let leaving = false;
    const wake = () => here.wake();
    here.readers++;
    everyone.add(wake);
    try {
      const { attempt } = here.turn;
      if (position.attempt > 0 && attempt > 0 && position.attempt !== attempt) {
        const cues = here.cues.findIndex(({ event }) => event.kind === 'started') + 1;
        position = { attempt, cues, chars: 0, bytes: 0 };
        yield { at: clock.now(), position, turn: here.turn, event: { kind: 'restarted', attempt } };
      }
      expectReached(here, position, here.turn);
      for (;;) {
        for (let shown = next(here, position); shown; shown = next(here, position)) {
          signal.throwIfAborted();
          position = { ...shown.next, attempt: here.turn.attempt };
          const event =
            shown.kind === 'text'
              ? ({ kind: 'textDelta', text: shown.text, offset: shown.offset } as const)
              : dress(shown.cue.event, here.accepted, here.reply);
          yield { at: shown.kind === 'cue' ? shown.cue.at : clock.now(), position, turn: here.turn, event };
          if (event.kind === 'ended') return;
        }
        if (here.done) return;
        expectStaying();
        if (here.turn.status === 'QUEUED' && here.position < told) {
          told = here.position;
          yield { at: clock.now(), position, turn: here.turn, event: { kind: 'queued', position: told } };
          continue;
        }
        if (leavingAt !== undefined && !leaving) {
          leaving = true;
          yield { at: clock.now(), position, turn: here.turn, event: { kind: 'goAway', deadline: leavingAt } };
          continue;
        }
        const patience = leavingAt === undefined ? settings.heartbeatMs : Math.max(leavingAt - clock.now(), 0);
        const quiet = await here.quiet(patience, signal);
        signal.throwIfAborted();
        if (quiet && !leaving) yield { at: clock.now(), position, turn: here.turn, event: { kind: 'heartbeat' } };
      }
    } finally {
      everyone.delete(wake);
      here.readers--;
      if (here.readers === 0 && here.turn.onDisconnect === 'CANCEL' && !here.done && !isOver(here.turn)) {
        await cancel(here.turn.tenantId, here.turn.id).catch(() => undefined);
      }
    }
  }

  /** A turn that is over, read from the ledger and the log. */
  async function* readStored(turn: Turn, from: Position): AsyncGenerator<Shown> {
    const [accepted, reply] = await Promise.all([entryAt(turn, turn.messageSeq), entryAt(turn, turn.replySeq)]);
    if (!accepted) throw new DomainError({ kind: 'turn-not-found', turnId: turn.id });
    const tape = tapeOf(turn, reply);
    let position = from;
    if (position.attempt > 0 && position.attempt !== turn.attempt) {
      const cues = tape.cues.findIndex(({ event }) => event.kind === 'started') + 1;
      position = { attempt: turn.attempt, cues, chars: 0, bytes: 0 };
      yield { at: clock.now(), position, turn, event: { kind: 'restarted', attempt: turn.attempt } };
    }
    expectReached(tape, position, turn);
    // From the cursor of `ended` on, `ended` comes once more.
    if (position.cues === tape.cues.length) position = { ...position, cues: position.cues - 1 };
    for (let shown = next(tape, position); shown; shown = next(tape, position)) {
      position = { ...shown.next, attempt: turn.attempt };
      const event =
        shown.kind === 'text'
          ? ({ kind: 'textDelta', text: shown.text, offset: shown.offset } as const)
          : dress(shown.cue.event, accepted, reply);
      yield { at: shown.kind === 'cue' ? shown.cue.at : (turn.endedAt ?? turn.acceptedAt), position, turn, event };
    }
  }

  async function whole(turn: Turn, signal: AbortSignal) {
    const start: Position = { attempt: 0, cues: 0, chars: 0, bytes: 0 };
    for await (const shown of read(turn, start, signal)) {
      if (shown.event.kind === 'ended') return { turn: shown.turn, reply: shown.event.reply };
    }
    throw new DomainError({ kind: 'turn-not-found', turnId: turn.id });
  }

  function expectStaying(): void {
    if (leavingAt !== undefined && clock.now() >= leavingAt) {
      throw new DomainError({ kind: 'server-draining', retryAfterMs: 500 });
    }
  }

  return {
    read,
    whole,
    reply: (turn) => entryAt(turn, turn.replySeq),
    goAway(deadline) {
      leavingAt = deadline;
      for (const wake of everyone) wake();
    },
  };
}

function dress(event: CueEvent, accepted: Entry, reply: Entry | undefined): Shown['event'] {
  if (event.kind === 'accepted') return { kind: 'accepted', entry: accepted };
  if (event.kind === 'ended') return { kind: 'ended', reply };
  return event;
}

/** The tape of a turn that is over; the same, cue by cue, as its readers saw it live. */
function tapeOf(turn: Turn, reply: Entry | undefined): Tape {
  const text = new TextSoFar(reply?.message?.text);
  const cues: { at: number; chars: number; event: CueEvent }[] = [
    { at: turn.acceptedAt, chars: 0, event: { kind: 'accepted' } },
  ];
  if (turn.position > 0) {
    cues.push({ at: turn.acceptedAt, chars: 0, event: { kind: 'queued', position: turn.position } });
  }
  if (turn.startedAt !== undefined) {
    cues.push({ at: turn.startedAt, chars: 0, event: { kind: 'started', attempt: turn.attempt } });
  }
  cues.push(...turn.marks);
  cues.push({ at: turn.endedAt ?? turn.acceptedAt, chars: text.length, event: { kind: 'ended' } });
  return { text, cues };
}

function expectReached(tape: Tape, position: Position, turn: Turn): void {
  if (reaches(tape, position)) return;
  throw new DomainError({ kind: 'cursor-out-of-range', turnId: turn.id, head: `${tape.text.bytes}` });
}

/** Resolves after `ms`, or once the signal aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
}
