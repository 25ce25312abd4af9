import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Part, partsOf } from '../../src/cli/import-parts.js';

const opening = '{"conversation":';

async function partsIn(text: string, chunkBytes: number): Promise<{ linesBefore: number; text: string }[]> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const parts: Part[] = [];
  for await (const part of partsOf(chunks())) parts.push(part);
  return parts.map(({ linesBefore, pieces }) => ({ linesBefore, text: Buffer.concat(pieces).toString() }));
}

/** Conversations by the sizes of their logs, in mebibytes; an entry has a quarter of one. */
function logsOf(...mebibytes: number[]): string[] {
  return mebibytes.flatMap((size, i) => [
    `${opening}{"id":"c${i}"}}`,
    ...Array.from({ length: 4 * size }, (_, n) => `{"conversationId":"c${i}","n":${n},"x":"${'x'.repeat(262_144)}"}`),
  ]);
}

describe('the parts of an import', () => {
  it('are cut between conversations, and within a long log, which then begins with its conversation’s line', async () => {
    const lines = logsOf(5, 6, 70, 1);
    const parts = await partsIn(`${lines.join('\n')}\n`, 65_536);
    expect(parts.map(({ text }) => text.slice(0, 28))).toEqual(
      [`${opening}{"id":"c0"`, `${opening}{"id":"c2"`, `${opening}{"id":"c2"`, `${opening}{"id":"c2"`].map((begin) =>
        expect.stringContaining(begin),
      ),
    );
    const seen: string[] = [];
    for (const { linesBefore, text } of parts) {
      for (const [i, line] of text.split('\n').slice(0, -1).entries()) {
        const number = linesBefore + i + 1;
        const repeated = i === 0 && number < seen.length + 1;
        if (!repeated) expect(line).toBe(lines[number - 1]);
        if (!repeated) seen.push(line);
      }
    }
    expect(seen.length).toBe(lines.length);
  });

  it('are all of it, wherever its chunks are cut', async () => {
    const line = fc.oneof(fc.constant(`${opening}{}}`), fc.string({ unit: 'grapheme', maxLength: 30 }));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 40 }), fc.boolean(), async (lines, size, ends) => {
        const text = lines.join('\n') + (ends ? '\n' : '');
        const parts = await partsIn(text, size);
        expect(parts.map((part) => part.text).join('')).toBe(text);
      }),
    );
  });
});
