import type { Change } from './entry.js';
import type { ToolUse } from './message.js';

/**
 * A turn as its readers see it: the text so far and what happened besides, each at its place in the text. Deltas are cut
 * from the text when somebody reads it, so a reader costs a position and nothing else, a slow one gets longer deltas,
 * and a turn that is long over reads like one that runs.
 */
export interface Tape {
  readonly text: TextSoFar;
  /** In order; `chars` never falls. The last one is `ended`, once. */
  readonly cues: readonly Cue[];
}

/** Something other than text, shown once the reader has the first `chars` UTF-16 units of the text. */
export interface Cue {
  readonly at: number;
  readonly chars: number;
  readonly event: CueEvent;
}

export type CueEvent =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'queued'; readonly position: number }
  | { readonly kind: 'started'; readonly attempt: number }
  | {
      readonly kind: 'memoryRecalled';
      readonly memories: readonly string[];
      readonly skipped: string;
      readonly elapsedMs: number;
    }
  | { readonly kind: 'toolUse'; readonly use: ToolUse }
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'ended' };

/** What a reader has seen: so many cues, so much text (UTF-16 units, and bytes of UTF-8), of one attempt. */
export interface Position {
  readonly attempt: number;
  readonly cues: number;
  readonly chars: number;
  readonly bytes: number;
}

/** In UTF-16 units: what a reader that has stopped reading makes the server hold is a few of them. */
const longestDelta = 4 * 1024;

export const beginning: Position = { attempt: 0, cues: 0, chars: 0, bytes: 0 };

export type Shown =
  | { readonly kind: 'cue'; readonly cue: Cue; readonly next: Position }
  | { readonly kind: 'text'; readonly text: string; readonly offset: number; readonly next: Position };

/** The next thing to show a reader at `position`, or undefined when it has all there is. */
export function next(tape: Tape, position: Position): Shown | undefined {
  const cue = tape.cues[position.cues];
  if (cue && cue.chars <= position.chars) {
    return { kind: 'cue', cue, next: { ...position, cues: position.cues + 1 } };
  }
  const end = cue ? cue.chars : tape.text.length;
  if (end <= position.chars) return undefined;
  let text = tape.text.slice(position.chars, Math.min(end, position.chars + longestDelta));
  if (position.chars + text.length < end && /[\uD800-\uDBFF]$/.test(text)) text = text.slice(0, -1);
  const next = { chars: position.chars + text.length, bytes: position.bytes + Buffer.byteLength(text) };
  return { kind: 'text', text, offset: position.bytes, next: { ...position, ...next } };
}

/** Whether a reader could have come to `position` by reading this tape. */
export function reaches(tape: Tape, position: Position): boolean {
  if (position.cues > tape.cues.length || position.chars > tape.text.length) return false;
  const last = position.cues > 0 ? tape.cues[position.cues - 1] : undefined;
  return last === undefined || last.chars <= position.chars;
}

/** A text that grows piece by piece; a slice costs what it returns, not what is there. */
export class TextSoFar {
  readonly #pieces: string[] = [];
  readonly #starts: number[] = [];
  #length = 0;
  #bytes = 0;

  constructor(text = '') {
    this.append(text);
  }

  /** In UTF-16 units. */
  get length(): number {
    return this.#length;
  }

  /** In bytes of UTF-8. */
  get bytes(): number {
    return this.#bytes;
  }

  /** `piece` begins and ends between characters. */
  append(piece: string): void {
    if (piece === '') return;
    this.#pieces.push(piece);
    this.#starts.push(this.#length);
    this.#length += piece.length;
    this.#bytes += Buffer.byteLength(piece);
  }

  slice(from: number, to: number): string {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= from) low = middle;
      else high = middle - 1;
    }
    let out = '';
    for (let i = low; i < this.#pieces.length && (this.#starts[i] ?? 0) < to; i++) {
      const start = this.#starts[i] ?? 0;
      out += (this.#pieces[i] ?? '').slice(Math.max(0, from - start), to - start);
    }
    return out;
  }

  toString(): string {
    return this.#pieces.join('');
  }
}
