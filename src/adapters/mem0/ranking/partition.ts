import { type Hints, hintsOf } from './hints.js';
import { slotsOf } from './slots.js';
import { termsOf } from './terms.js';

/** What the ranking must know of a memory. */
export interface Line {
  readonly id: string;
  /** Rises with each memory of the user that is stored. */
  readonly number: number;
  readonly createdAt: number;
  /** Lines of one conversation are each other's neighbours; empty for those of none. */
  readonly conversationId: string;
  readonly text: string;
  /** Normalized and scaled to -127 … 127; absent where it has none by the present embedder. */
  readonly vector?: Int8Array;
}

/** A line as it is ranked. */
export interface Indexed {
  readonly id: string;
  readonly number: number;
  readonly createdAt: number;
  readonly conversationId: string;
  readonly terms: ReadonlySet<string>;
  readonly length: number;
  /** The name before the colon that the line begins with; empty for none. */
  readonly speaker: string;
  readonly hints: Hints;
  /** What it settles of its speaker. */
  readonly slots: ReadonlySet<string>;
  readonly vector: Int8Array | undefined;
}

/** Where a term is: positions in `lines`, and how often there. */
interface Posting {
  readonly at: number[];
  readonly often: number[];
}

/** Two lines that are further apart in time are of two sittings. */
const sittingGapMs = 60 * 60 * 1000;

/**
 * One user's memories, indexed in this process's memory. A query costs what the user has. Lines that were removed keep
 * their place, and are skipped, until half of all are such.
 */
export class Partition {
  #lines: Indexed[] = [];
  #removed = new Set<number>();
  #byId = new Map<string, number>();
  #postings = new Map<string, Posting>();
  #speakers = new Set<string>();
  #totalLength = 0;
  /** `lines` in the order in which they were said, and the sitting of each place; made anew when asked for. */
  #order: { readonly at: Int32Array; readonly sitting: Int32Array } | undefined;

  /** Without those that were removed. */
  get size(): number {
    return this.#byId.size;
  }

  get averageLength(): number {
    return this.#lines.length === 0 ? 1 : Math.max(this.#totalLength / this.#lines.length, 1);
  }

  add(line: Line): void {
    this.remove(line.id);
    const terms = termsOf(line.text);
    const speaker = speakerOf(line.text);
    if (speaker !== '') this.#speakers.add(speaker);
    const place = this.#lines.length;
    const { id, number, createdAt, conversationId } = line;
    this.#lines.push({
      id,
      number,
      createdAt,
      conversationId,
      terms: new Set(terms),
      length: terms.length,
      speaker,
      hints: hintsOf(line.text),
      slots: slotsOf(line.text),
      vector: line.vector,
    });
    this.#byId.set(id, place);
    this.#totalLength += terms.length;
    const counts = new Map<string, number>();
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    for (const [term, often] of counts) {
      let posting = this.#postings.get(term);
      if (!posting) {
        posting = { at: [], often: [] };
        this.#postings.set(term, posting);
      }
      posting.at.push(place);
      posting.often.push(often);
    }
    this.#order = undefined;
  }

  remove(id: string): void {
    const place = this.#byId.get(id);
    if (place === undefined) return;
    this.#byId.delete(id);
    this.#removed.add(place);
    this.#order = undefined;
    if (this.#removed.size * 2 > this.#lines.length) this.#compact();
  }

  posting(term: string): Posting | undefined {
    return this.#postings.get(term);
  }

  line(place: number): Indexed {
    const line = this.#lines[place];
    if (!line) throw new RangeError(`no line ${place}`);
    return line;
  }

  /** Places of lines, also of removed ones, are below this. */
  get places(): number {
    return this.#lines.length;
  }

  /** Of all lines that were ever there. */
  get speakers(): ReadonlySet<string> {
    return this.#speakers;
  }

  /** The lines that are there as they were said, and a number for each that neighbours of one sitting share. */
  order(): { readonly at: Int32Array; readonly sitting: Int32Array } {
    if (this.#order) return this.#order;
    const at = Int32Array.from(this.#byId.values());
    at.sort((a, b) => compare(this.line(a), this.line(b)));
    const sitting = new Int32Array(at.length);
    for (let i = 1; i < at.length; i++) {
      const [before, now] = [this.line(at[i - 1] ?? 0), this.line(at[i] ?? 0)];
      const same = before.conversationId === now.conversationId && now.createdAt - before.createdAt <= sittingGapMs;
      sitting[i] = (sitting[i - 1] ?? 0) + (same ? 0 : 1);
    }
    this.#order = { at, sitting };
    return this.#order;
  }

  #compact(): void {
    const places = new Map<number, number>();
    const kept = this.#lines.filter((_, place) => {
      if (this.#removed.has(place)) return false;
      places.set(place, places.size);
      return true;
    });
    for (const [term, { at, often }] of this.#postings) {
      const posting: Posting = { at: [], often: [] };
      for (const [i, place] of at.entries()) {
        const moved = places.get(place);
        if (moved === undefined) continue;
        posting.at.push(moved);
        posting.often.push(often[i] ?? 0);
      }
      if (posting.at.length > 0) this.#postings.set(term, posting);
      else this.#postings.delete(term);
    }
    this.#lines = kept;
    this.#removed = new Set();
    this.#byId = new Map(kept.map(({ id }, place) => [id, place]));
    this.#totalLength = kept.reduce((sum, { length }) => sum + length, 0);
  }
}

function compare(a: Indexed, b: Indexed): number {
  if (a.conversationId !== b.conversationId) return a.conversationId < b.conversationId ? -1 : 1;
  return a.createdAt - b.createdAt || a.number - b.number;
}

/** A line of a dialogue is written "Name: words". */
export function speakerOf(text: string): string {
  return /^(\p{Lu}[\p{L}\p{N} .'-]{0,30}):\s/u.exec(text)?.[1]?.toLowerCase() ?? '';
}
