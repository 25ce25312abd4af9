import type { Entry } from '../domain/entry.js';
import { type CueEvent, type Tape, TextSoFar } from '../domain/playback.js';
import type { Turn } from '../domain/turn.js';

/**
 * A turn that this process has under way, for any number of readers. They read its tape, each from a position of its
 * own, and wait for more; nothing is kept for any of them.
 */
export interface Broadcast extends Tape {
  readonly text: TextSoFar;
  readonly cues: { readonly at: number; readonly chars: number; readonly event: CueEvent }[];
  /** The ledger's line, as of now. */
  turn: Turn;
  /** The entry with the user's message. */
  readonly accepted: Entry;
  /** The entry with the reply, once committed. */
  reply?: Entry;
  /** When the newest piece of text came. */
  saidAt?: number;
  /** How many turns are ahead of it, while it waits. */
  position: number;
  /** Aborts the run; the reason says how the turn shall end. */
  readonly stop: AbortController;
  /** No more will come from this process: the turn is over, or another process has it. */
  done: boolean;
  /** Its last cue is `ended`. */
  readonly ended: boolean;
  readers: number;
  /** Adds to the text: shown at once after a silence of `gatherMs`, else with what comes within that time. */
  say(piece: string): void;
  /** Shows all that was said. */
  show(): void;
  /** Shows an event after all that was said. */
  cue(at: number, event: CueEvent): void;
  /** Tells the readers that there is more. */
  wake(): void;
  /** How often the readers were told that there is more. */
  readonly told: number;
  /** Waits until `told` is another than given, or for the signal; resolves with true when neither came in `ms`. */
  quiet(told: number, ms: number, signal: AbortSignal): Promise<boolean>;
}

/** A model that is faster than eyes costs its readers no message for each of its words. */
const gatherMs = 20;

export function makeBroadcast(turn: Turn, accepted: Entry): Broadcast {
  const waiting = new Set<(late: boolean) => void>();
  let told = 0;
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
    wake();
  };
  const wake = () => {
    told++;
    for (const resolve of waiting) resolve(false);
  };
  return {
    text,
    cues,
    turn,
    accepted,
    position: turn.position,
    stop: new AbortController(),
    done: false,
    readers: 0,
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
      wake();
    },
    wake,
    get told() {
      return told;
    },
    quiet(seen, ms, signal) {
      return new Promise((resolve) => {
        const go = (late: boolean) => {
          clearTimeout(timer);
          waiting.delete(go);
          signal.removeEventListener('abort', gone);
          resolve(late);
        };
        const gone = () => go(false);
        const timer = setTimeout(go, ms, true);
        waiting.add(go);
        signal.addEventListener('abort', gone, { once: true });
        if (signal.aborted || told !== seen) gone();
      });
    },
  };
}
