import type { Entry } from '../domain/entry.js';
import { type CueEvent, type Tape, TextSoFar } from '../domain/playback.js';
import type { Turn } from '../domain/turn.js';
import { type Bell, makeBell } from './bell.js';

/**
 * A turn that this process runs, keeps or follows, for any number of readers. They read its tape, each from a position of its
 * own, and wait for more; nothing is kept for any of them.
 */
export interface Broadcast extends Tape {
  readonly text: TextSoFar;
  readonly cues: { readonly at: number; readonly chars: number; readonly event: CueEvent }[];
  /** The ledger's line, as of now. */
  turn: Turn;
  /** How this process gave it the floor. */
  floor?: Floor;
  /** The entry with the user's message. */
  readonly accepted: Entry;
  /** The entry with the reply, once committed. */
  reply?: Entry;
  /** When the newest piece of text came. */
  saidAt?: number;
  /** While it runs here, nothing of it is shown after this, by `performance.now()`: another may have it by then. */
  heldUntil?: number;
  /** What the agent reads of the conversation is so full that a part of it should be summarized. */
  isFull: boolean;
  /** How many turns are ahead of it, while it waits. */
  position: number;
  /** Aborts the run; the reason says how the turn shall end. */
  readonly stop: AbortController;
  /** No more will come from this process: the turn is over, or another process has it. */
  done: boolean;
  /** Its last cue is `ended`. */
  readonly ended: boolean;
  /** Adds to the text: shown at once after a silence of `gatherMs`, else with what comes within that time. */
  say(piece: string): void;
  /** Shows all that was said. */
  show(): void;
  /** Shows an event after all that was said. */
  cue(at: number, event: CueEvent): void;
  /** Rings when there is more. */
  readonly bell: Bell;
}

/** What this process knows of a turn that it gave the floor. */
export interface Floor {
  /** When that was asked of the store, by `performance.now()`: here the lease counts from then. */
  readonly askedAt: number;
  /** The conversation's with that, where nobody waits behind the turn; as long as it stays, nobody else wrote to it. */
  readonly revision: number | undefined;
}

/** A model that is faster than eyes costs its readers no message for each of its words. */
const gatherMs = 20;

export function makeBroadcast(turn: Turn, accepted: Entry): Broadcast {
  const bell = makeBell();
  let unshown = '';
  let gathering: NodeJS.Timeout | undefined;
  let shownAt = Number.NEGATIVE_INFINITY;
  const text = new TextSoFar();
  const cues: Broadcast['cues'] = [];
  const show = () => {
    clearTimeout(gathering);
    gathering = undefined;
    if (unshown === '') return;
    text.append(unshown);
    unshown = '';
    shownAt = performance.now();
    bell.ring();
  };
  return {
    text,
    cues,
    turn,
    accepted,
    isFull: false,
    position: turn.position,
    stop: new AbortController(),
    done: false,
    get ended() {
      return cues.at(-1)?.event.kind === 'ended';
    },
    say(piece) {
      unshown += piece;
      if (gathering) return;
      const wait = shownAt + gatherMs - performance.now();
      if (wait > 0) gathering = setTimeout(show, wait);
      else show();
    },
    show,
    cue(at, event) {
      show();
      cues.push({ at, chars: text.length, event });
      bell.ring();
    },
    bell,
  };
}
