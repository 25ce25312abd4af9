import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginning, type Cue, next, type Position, reaches, type Tape, TextSoFar } from '../../src/domain/playback.js';

/** What happens to a tape: a piece is written, or something else takes place. */
type Happening = { readonly piece: string } | { readonly reason: string };

// Pieces of whole characters, of one to four bytes; a character of several code points may be cut.
const piece = fc.string({ unit: fc.constantFrom('a', 'é', '한', '😀', '👩‍👩‍👧', '\u0000', '\n'), maxLength: 12 });
const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: piece.map((piece) => ({ piece })) },
    { weight: 1, arbitrary: fc.constantFrom('budget', 'timeout').map((reason) => ({ reason })) },
  ),
  { maxLength: 30 },
);

function recorder() {
  const text = new TextSoFar();
  const cues: Cue[] = [];
  const cue = (event: Cue['event']) => cues.push({ at: cues.length, chars: text.length, event });
  cue({ kind: 'accepted' });
  return {
    tape: { text, cues } satisfies Tape,
    happen(happening: Happening) {
      if ('piece' in happening) text.append(happening.piece);
      else cue({ kind: 'memoryRecalled', memories: [], skipped: happening.reason, elapsedMs: 0 });
    },
    end: () => cue({ kind: 'ended' }),
  };
}

/** Reads on from a position, for as long as there is something, or for so many steps. */
function reader(tape: Tape, from: Position = beginning) {
  let position = from;
  const cues: Cue[] = [];
  const deltas: { text: string; offset: number }[] = [];
  const positions = [from];
  return {
    cues,
    deltas,
    positions,
    read(steps = Number.POSITIVE_INFINITY) {
      for (let i = 0; i < steps; i++) {
        const shown = next(tape, position);
        if (!shown) return;
        if (shown.kind === 'cue') cues.push(shown.cue);
        else deltas.push({ text: shown.text, offset: shown.offset });
        position = shown.next;
        positions.push(position);
      }
    },
  };
}

const joined = (deltas: readonly { text: string }[]) => deltas.map(({ text }) => text).join('');

/** A tape that was read by some while it was made: who reads how far after which happening. */
const session = fc.record({
  happenings,
  moments: fc.array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 3 }), fc.integer({ min: 1, max: 4 })), {
    maxLength: 60,
  }),
});

function play({ happenings, moments }: { happenings: Happening[]; moments: [number, number, number][] }) {
  const { tape, happen, end } = recorder();
  const readers = Array.from({ length: 4 }, () => reader(tape));
  const all = happenings.map((happening) => ('piece' in happening ? happening.piece : '')).join('');
  happenings.forEach((happening, i) => {
    happen(happening);
    for (const [when, who, steps] of moments) if (when === i) readers[who]!.read(steps);
  });
  end();
  for (const { read } of readers) read();
  return { tape, readers, all };
}

describe('readers of a tape, whenever they read', () => {
  it('are shown the same cues in order, and deltas that make up the text', () => {
    fc.assert(
      fc.property(session, (session) => {
        const { tape, readers, all } = play(session);
        expect(`${tape.text}`).toBe(all);
        for (const { cues, deltas } of readers) {
          expect(cues).toEqual(tape.cues);
          expect(joined(deltas)).toBe(all);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are shown each cue at its place in the text, and no empty delta', () => {
    fc.assert(
      fc.property(session, (session) => {
        const { tape, readers } = play(session);
        for (const { deltas, positions } of readers) {
          expect(deltas.every(({ text }) => text !== '')).toBe(true);
          for (const [i, position] of positions.entries()) {
            const before = positions[i - 1];
            if (before && position.cues > before.cues) expect(tape.cues[before.cues]!.chars).toBe(position.chars);
          }
        }
      }),
    );
  });

  it('are given offsets in bytes of UTF-8, and no half of a character', () => {
    fc.assert(
      fc.property(session, (session) => {
        const { tape, readers, all } = play(session);
        const bytes = Buffer.from(all);
        expect(tape.text.bytes).toBe(bytes.length);
        for (const { deltas, positions } of readers) {
          for (const { text, offset } of deltas) {
            expect(text.isWellFormed()).toBe(true);
            const delta = Buffer.from(text);
            expect(bytes.subarray(offset, offset + delta.length).equals(delta)).toBe(true);
          }
          for (const { chars, bytes } of positions) expect(bytes).toBe(Buffer.byteLength(all.slice(0, chars)));
        }
      }),
    );
  });

  it('go on from any position as if they had never left, also on a tape that was written down since', () => {
    fc.assert(
      fc.property(session, (session) => {
        const { tape, readers, all } = play(session);
        const kept: Tape = { text: new TextSoFar(all), cues: structuredClone(tape.cues) };
        for (const position of readers.flatMap(({ positions }) => positions)) {
          for (const again of [tape, kept]) {
            expect(reaches(again, position)).toBe(true);
            const rest = reader(again, position);
            rest.read();
            expect(rest.cues).toEqual(tape.cues.slice(position.cues));
            expect(joined(rest.deltas)).toBe(all.slice(position.chars));
          }
        }
      }),
    );
  });

  it('a cursor ahead of the tape is known as one', () => {
    fc.assert(
      fc.property(session, (session) => {
        const { tape, readers } = play(session);
        const end = readers[0]!.positions.at(-1)!;
        expect(next(tape, end)).toBeUndefined();
        expect(reaches(tape, { ...end, chars: end.chars + 1 })).toBe(false);
        expect(reaches(tape, { ...end, cues: end.cues + 1 })).toBe(false);
        if (end.chars > 0) expect(reaches(tape, { ...end, chars: end.chars - 1 })).toBe(false);
      }),
    );
  });

  it('one who waits is shown nothing until there is more', () => {
    const { tape, happen } = recorder();
    const one = reader(tape);
    one.read();
    expect(next(tape, one.positions.at(-1)!)).toBeUndefined();
    happen({ piece: 'no' });
    happen({ piece: 'w' });
    one.read();
    expect(one.deltas).toEqual([{ text: 'now', offset: 0 }]);
  });
});

describe('a text that grows', () => {
  it('is sliced as a string is, wherever its pieces meet', () => {
    fc.assert(
      fc.property(fc.array(piece), fc.nat({ max: 200 }), fc.nat({ max: 200 }), (pieces, from, to) => {
        const text = new TextSoFar();
        for (const piece of pieces) text.append(piece);
        const whole = pieces.join('');
        expect(text.slice(from, to)).toBe(from < to ? whole.slice(from, to) : '');
        expect(text.length).toBe(whole.length);
        expect(text.bytes).toBe(Buffer.byteLength(whole));
        expect(text.toString()).toBe(whole);
      }),
      { numRuns: 500 },
    );
  });
});
