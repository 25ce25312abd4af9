import type { ConversationStore } from '../domain/ports.js';
import type { Mark, Piece } from '../domain/turn.js';
import type { Broadcast } from './broadcast.js';
import { saveEveryMs } from './settings.js';

/** Keeps what a running turn shows, piece by piece. */
export interface Saver {
  /** There is more to keep. */
  touch(): void;
  /** Saves no more; what was saved can go once the turn is over. */
  stop(): Promise<void>;
}

/**
 * Saves at most one piece in `saveEveryMs`, one at a time: what a store cannot keep up with goes into the next. A piece
 * that was not saved is tried again with the next one; readers here never wait for it.
 */
export function makeSaver(
  store: Pick<ConversationStore, 'savePiece' | 'dropPieces'>,
  broadcast: Broadcast,
  marks: readonly Mark[],
  report: (error: unknown) => void,
): Saver {
  let number = 0;
  let chars = 0;
  let marked = 0;
  let unsaved: Piece | undefined;
  let timer: NodeJS.Timeout | undefined;
  let saving: Promise<void> | undefined;
  let over = false;
  let failing = false;

  function cut(): Piece | undefined {
    const { text } = broadcast;
    if (text.length === chars && marks.length === marked) return undefined;
    number++;
    const piece = { number, text: text.slice(chars, text.length), marks: marks.slice(marked) };
    chars = text.length;
    marked = marks.length;
    return piece;
  }

  async function save(): Promise<void> {
    try {
      unsaved ??= cut();
      if (unsaved) await store.savePiece(broadcast.turn, unsaved);
      unsaved = undefined;
      failing = false;
    } catch (error) {
      if (!failing) report(error);
      failing = true;
    }
    saving = undefined;
    if (unsaved || broadcast.text.length > chars || marks.length > marked) touch();
  }

  function touch(): void {
    if (over || timer || saving) return;
    timer = setTimeout(() => {
      timer = undefined;
      saving = save();
    }, saveEveryMs);
  }

  return {
    touch,
    async stop() {
      over = true;
      clearTimeout(timer);
      await saving;
      const { turn } = broadcast;
      const kept = number > 0 || turn.attempt > 1;
      if (kept && turn.outcome) await store.dropPieces(turn).catch(report);
    },
  };
}
