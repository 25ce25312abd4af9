import type { Entry } from '../domain/entry.js';
import { DomainError } from '../domain/errors.js';
import {
  beginning,
  type Cue,
  type CueEvent,
  next,
  type Position,
  reaches,
  type Tape,
  TextSoFar,
} from '../domain/playback.js';
import type { Clock, ConversationStore } from '../domain/ports.js';
import { isOver, type Turn } from '../domain/turn.js';
import type { Attendance } from './attendance.js';
import type { Broadcast } from './broadcast.js';
import { entryAt } from './entry-at.js';
import { makeFollower } from './follower.js';
import { lookAfterMs, type Settings } from './settings.js';
import { makeShared } from './shared.js';
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
  /**
   * The turn's events after `from`, `ended` last; the loop's end or the signal ends the reading, never the turn. `accepted`
   * names the message at `messageSeq`, the turn's first when that is absent.
   */
  read(turn: Turn, from: Position, signal: AbortSignal, messageSeq?: number): AsyncIterable<Shown>;
  /** The turn and its reply, once it is over. */
  whole(turn: Turn, signal: AbortSignal): Promise<{ readonly turn: Turn; readonly reply: Entry | undefined }>;
  /** The turn's reply, when it has one. */
  reply(turn: Turn): Promise<Entry | undefined>;
  /** Tells every reader that this process goes away, and ends their streams at `deadline` (ms since the epoch). */
  goAway(deadline: number): void;
}

export function makeReading(
  store: ConversationStore,
  turns: Turns,
  attendance: Attendance,
  clock: Clock,
  settings: Settings,
  cancel: (tenantId: string, turnId: string) => Promise<unknown>,
  report: (what: string, error: unknown) => void,
): Reading {
  const follower = makeFollower(store, report);
  const shared = makeShared();
  let leavingAt: number | undefined;
  const everyone = new Set<() => void>();
  const loans = new Map<string, { readonly record: Promise<Recorded>; borrowers: number }>();

  /** A turn that is over, by its record. */
  async function record(turn: Turn): Promise<Recorded> {
    const reply = await entryAt(store, turn, turn.replySeq);
    return { ...tapeOf(turn, reply), turn, reply };
  }

  /** The record of a turn that is over, one for all who read it at the same time: a reply may be long. */
  function borrow(turn: Turn): { readonly record: Promise<Recorded>; giveBack(): void } {
    const name = `${turn.tenantId}/${turn.id}`;
    const loan = loans.get(name) ?? { record: record(turn), borrowers: 0 };
    loans.set(name, loan);
    loan.borrowers++;
    return {
      record: loan.record,
      giveBack() {
        loan.borrowers--;
        if (loan.borrowers === 0) loans.delete(name);
      },
    };
  }

  async function* read(turn: Turn, from: Position, signal: AbortSignal, messageSeq?: number): AsyncGenerator<Shown> {
    const reader: Reader = { accepted: await accepted(turn, messageSeq), signal, told: false };
    const cancels = turn.onDisconnect === 'CANCEL';
    // One that waits may begin to run elsewhere, which its readers here hear of later than others.
    const runsHere = turns.underWay(turn.tenantId, turn.id)?.turn.status === 'RUNNING';
    let leave = !isOver(turn) && (cancels || !runsHere) ? await attendance.join(turn) : undefined;
    let position = from;
    try {
      for (;;) {
        const here = turns.underWay(turn.tenantId, turn.id);
        if (here) position = yield* readHere(here, position, reader);
        if (here?.ended) return;
        const stored = await shared(`${turn.tenantId}/${turn.id}`, () => store.turn(turn.tenantId, turn.id));
        if (!stored) throw new DomainError({ kind: 'turn-not-found', turnId: turn.id });
        if (isOver(stored)) return yield* readOver(stored, position, reader);
        if (turns.underWay(turn.tenantId, turn.id)) continue;
        leave ??= await attendance.join(turn);
        const there = follower.follow(stored, reader.accepted);
        try {
          position = yield* readHere(there, position, reader);
        } finally {
          follower.leave(there);
        }
      }
    } finally {
      if (leave) await left(turn, leave, cancels);
    }
  }

  async function left(turn: Turn, leave: () => Promise<boolean>, cancels: boolean): Promise<void> {
    try {
      const last = await leave();
      // Who goes because this process goes takes the turn up elsewhere.
      if (last && cancels && leavingAt === undefined) await cancel(turn.tenantId, turn.id);
    } catch (error) {
      report('a reader has gone, and that may not be known', error);
    }
  }

  /** The message that the reader is told of: its own of those that the turn answers. */
  async function accepted(turn: Turn, seq = turn.messageSeq): Promise<Entry> {
    const here = turns.underWay(turn.tenantId, turn.id)?.accepted;
    const entry =
      here?.seq === seq ? here : await shared(`${turn.tenantId}/${turn.id}/${seq}`, () => entryAt(store, turn, seq));
    if (!entry) throw new DomainError({ kind: 'turn-not-found', turnId: turn.id });
    return entry;
  }

  async function* readOver(turn: Turn, from: Position, reader: Reader): AsyncGenerator<Shown> {
    const loan = borrow(turn);
    try {
      const there = await loan.record;
      const begun = restartedAt(there, from) ?? from;
      expectReached(there, begun);
      // From the cursor of `ended` on, `ended` comes once more.
      const again = begun.cues === there.cues.length;
      yield* play(there, again ? { ...from, cues: begun.cues - 1 } : from, reader);
    } finally {
      loan.giveBack();
    }
  }

  /** What there is to show after a position, the news of another attempt first; returns where the reader then stands. */
  async function* play(
    source: Recorded,
    from: Position,
    { accepted, signal }: Reader,
  ): AsyncGenerator<Shown, Position> {
    const seen = source.cues[from.cues - 1];
    // Text of a turn that is over is as old as what came before it: nobody kept the time of each piece.
    let at = seen?.at ?? source.turn.acceptedAt;
    let position = restartedAt(source, from) ?? from;
    if (position !== from) {
      const event = { kind: 'restarted', attempt: position.attempt } as const;
      yield { at: clock.now(), position, turn: source.turn, event };
    }
    for (let shown = next(source, position); shown; shown = next(source, position)) {
      signal.throwIfAborted();
      if (isFenced(source)) return position;
      position = { ...shown.next, attempt: source.turn.attempt };
      if (shown.kind === 'text') {
        const event = { kind: 'textDelta', text: shown.text, offset: shown.offset } as const;
        yield { at: source.saidAt ?? at, position, turn: source.turn, event };
      } else {
        const event = dress(shown.cue.event, accepted, source.reply);
        at = shown.cue.at;
        yield { at, position, turn: source.turn, event };
      }
    }
    return position;
  }

  async function* goAwayOnce(turn: Turn, position: Position, reader: Reader): AsyncGenerator<Shown> {
    if (leavingAt === undefined || reader.told) return;
    reader.told = true;
    yield { at: clock.now(), position, turn, event: { kind: 'goAway', deadline: leavingAt } };
  }

  /** Returns where the reader stands once this process has no more to show. */
  async function* readHere(here: Broadcast, from: Position, reader: Reader): AsyncGenerator<Shown, Position> {
    const { signal } = reader;
    const isOurs = turns.underWay(here.turn.tenantId, here.turn.id) === here;
    let position = from;
    let ahead = here.turn.position;
    let quietMs = 0;
    const { ring } = here.bell;
    everyone.add(ring);
    try {
      // What another process has shown may be ahead of what it has saved, or of what is known here: its readers wait for that.
      const begun = restartedAt(here, position) ?? position;
      const isKnown = isOurs && here.turn.status !== 'QUEUED' && position.attempt <= here.turn.attempt;
      if (isKnown) expectReached(here, begun);
      // From the cursor of `ended` on, `ended` comes once more.
      if (here.ended && begun.cues === here.cues.length) position = { ...position, cues: begun.cues - 1 };
      for (;;) {
        const { rung } = here.bell;
        position = yield* play(here, position, reader);
        // It came just now: nothing else goes before it, and nothing after the end.
        if (next(here, position) && !isFenced(here)) continue;
        if (here.done || here.ended) return position;
        expectStaying();
        yield* goAwayOnce(here.turn, position, reader);
        if (here.turn.status === 'QUEUED' && here.position < ahead) {
          ahead = here.position;
          yield { at: clock.now(), position, turn: here.turn, event: { kind: 'queued', position: ahead } };
          continue;
        }
        // Whether a turn that waits was taken elsewhere, or moved up, only the ledger can tell.
        const waits = here.turn.status === 'QUEUED';
        const most = leavingAt === undefined ? settings.heartbeatMs - quietMs : leavingAt - clock.now();
        const patience = Math.max(Math.min(most, waits ? lookAfterMs : most), 0);
        const quiet = await here.bell.quiet(rung, patience, signal);
        signal.throwIfAborted();
        quietMs = quiet ? quietMs + patience : 0;
        if (waits && quiet) await turns.lookAfter(here);
        if (quietMs < settings.heartbeatMs || reader.told) continue;
        quietMs = 0;
        // `accepted` comes first: of one that may be another's by now it comes when that is known.
        if (position.cues === 0) continue;
        yield { at: clock.now(), position, turn: here.turn, event: { kind: 'heartbeat' } };
      }
    } finally {
      everyone.delete(ring);
    }
  }

  async function whole(turn: Turn, signal: AbortSignal) {
    for await (const shown of read(turn, beginning, signal)) {
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
    reply: (turn) => entryAt(store, turn, turn.replySeq),
    goAway(deadline) {
      leavingAt = deadline;
      for (const ring of everyone) ring();
    },
  };
}

/** One who reads a turn here. */
interface Reader {
  readonly accepted: Entry;
  readonly signal: AbortSignal;
  /** It knows that this process goes away. */
  told: boolean;
}

/** A tape with what its cues name. */
interface Recorded extends Tape {
  readonly turn: Turn;
  readonly reply?: Entry | undefined;
  /** When the newest piece of text came, of a turn that runs here. */
  readonly saidAt?: number | undefined;
  readonly heldUntil?: number | undefined;
}

/** It runs under a lease that is over, which its process may not have heard of yet. */
function isFenced({ turn, heldUntil }: Recorded): boolean {
  return turn.status === 'RUNNING' && heldUntil !== undefined && performance.now() > heldUntil;
}

/** Where a reader begins anew that has seen text of another attempt. */
function restartedAt({ turn, cues }: Recorded, position: Position): Position | undefined {
  const { attempt } = turn;
  if (position.attempt === 0 || attempt === 0 || position.attempt === attempt) return undefined;
  const started = cues.findIndex(({ event }) => event.kind === 'started');
  // One that had not begun before has shown no more than that it waits.
  return { attempt, cues: started < 0 ? position.cues : started + 1, chars: 0, bytes: 0 };
}

function dress(event: CueEvent, accepted: Entry, reply: Entry | undefined): Shown['event'] {
  if (event.kind === 'accepted') return { kind: 'accepted', entry: accepted };
  if (event.kind === 'ended') return { kind: 'ended', reply };
  return event;
}

/** The tape of a turn by its record; the same, cue by cue, as its readers saw it live. */
function tapeOf(turn: Turn, reply: Entry | undefined): Tape {
  const text = new TextSoFar(reply?.message?.text);
  const cues: Cue[] = [{ at: turn.acceptedAt, chars: 0, event: { kind: 'accepted' } }];
  if (turn.position > 0) {
    cues.push({ at: turn.acceptedAt, chars: 0, event: { kind: 'queued', position: turn.position } });
  }
  if (turn.startedAt !== undefined) {
    cues.push({ at: turn.startedAt, chars: 0, event: { kind: 'started', attempt: turn.attempt } });
  }
  cues.push(...turn.marks);
  if (isOver(turn)) cues.push({ at: turn.endedAt ?? turn.acceptedAt, chars: text.length, event: { kind: 'ended' } });
  return { text, cues };
}

function expectReached(source: Recorded, position: Position): void {
  if (reaches(source, position)) return;
  const { turn, text } = source;
  throw new DomainError({ kind: 'cursor-out-of-range', turnId: turn.id, head: `${text.bytes}` });
}
