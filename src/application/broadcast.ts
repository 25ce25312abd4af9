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
  /** Shows an event at the text's present end. */
  cue(at: number, event: CueEvent): void;
  /** Tells the readers that there is more: of the first text at once, then once for all that one event loop turn brings. */
  wake(): void;
  /** Waits to be told of more, or for the signal; resolves with true when neither came in `ms`. */
  quiet(ms: number, signal: AbortSignal): Promise<boolean>;
}

export function makeBroadcast(turn: Turn, accepted: Entry): Broadcast {
  const waiting = new Set<(late: boolean) => void>();
  let waking = false;
  let first = true;
  const text = new TextSoFar();
  const cues: Broadcast['cues'] = [];
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
    cue(at, event) {
      cues.push({ at, chars: text.length, event });
    },
    wake() {
      if (waking) return;
      waking = true;
      const now = () => {
        waking = false;
        for (const resolve of waiting) resolve(false);
      };
      if (first && text.length > 0) {
        first = false;
        queueMicrotask(now);
      } else setImmediate(now);
    },
    quiet(ms, signal) {
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
        if (signal.aborted) gone();
      });
    },
  };
}
