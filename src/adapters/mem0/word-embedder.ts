import { readFile } from 'node:fs/promises';
import type { Embedder } from './embedder.js';

const magic = 'CLQYWV01';

/**
 * A table of word vectors, as `embeddings/derive.py` makes it. Little-endian: magic, count, dims, bytes of the vocabulary; the
 * vocabulary, a word a line, padded to four bytes; a float32 scale and a float32 weight a word; int8 vectors, row by row.
 */
interface WordTable {
  readonly dims: number;
  readonly places: ReadonlyMap<string, number>;
  readonly scales: Float32Array;
  readonly weights: Float32Array;
  readonly vectors: Int8Array;
}

/**
 * An embedder that needs nothing but a table: a text is the weighted mean of its words' vectors, whose directions and weights
 * were fitted to a sentence encoder's vectors of whole texts. English; 0.1 ms a line. Throws when the file is no such table.
 */
export async function loadWordEmbedder(file: string | URL): Promise<Embedder> {
  const table = readTable(await readFile(file));
  return {
    id: 'words-en-1',
    embed: async (texts) => texts.map((text) => meanOf(table, text)),
  };
}

function readTable(bytes: Buffer): WordTable {
  if (bytes.length < 20 || bytes.subarray(0, 8).toString() !== magic) throw new Error('not a table of word vectors');
  const count = bytes.readUInt32LE(8);
  const dims = bytes.readUInt32LE(12);
  const vocabularyBytes = bytes.readUInt32LE(16);
  const scalesAt = 20 + Math.ceil((20 + vocabularyBytes) / 4) * 4 - 20;
  const vectorsAt = scalesAt + 8 * count;
  if (bytes.length < vectorsAt + count * dims) throw new Error('a table of word vectors that is cut off');
  const words = bytes
    .subarray(20, 20 + vocabularyBytes)
    .toString()
    .split('\n');
  const floats = (at: number) => Float32Array.from({ length: count }, (_, i) => bytes.readFloatLE(at + 4 * i));
  return {
    dims,
    places: new Map(words.map((word, place) => [word, place])),
    scales: floats(scalesAt),
    weights: floats(scalesAt + 4 * count),
    vectors: new Int8Array(bytes.buffer, bytes.byteOffset + vectorsAt, count * dims),
  };
}

function meanOf({ dims, places, scales, weights, vectors }: WordTable, text: string): Float32Array {
  const sum = new Float32Array(dims);
  let known = false;
  for (const word of wordsOf(text)) {
    const place = placeOf(places, word);
    if (place === undefined) continue;
    known = true;
    const factor = (weights[place] ?? 0) * (scales[place] ?? 0);
    const start = place * dims;
    for (let i = 0; i < dims; i++) sum[i] = (sum[i] ?? 0) + factor * (vectors[start + i] ?? 0);
  }
  return known ? sum : new Float32Array(0);
}

/** As the table was fitted. */
function wordsOf(text: string): readonly string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'");
  return plain.match(/[a-z0-9]+(?:'[a-z]+)?/g) ?? [];
}

/** Endings, and what stands in their place in the word that they were put to. */
const endings: readonly (readonly [string, string])[] = [
  ['ies', 'y'],
  ['es', ''],
  ['s', ''],
  ['ing', ''],
  ['ing', 'e'],
  ['ed', ''],
  ['ed', 'e'],
  ['er', ''],
  ['er', 'e'],
];
const shortestStem = 3;

/** Of a word that the table lacks that of its stem, where that is there. */
function placeOf(places: ReadonlyMap<string, number>, word: string): number | undefined {
  const [base = ''] = word.split("'");
  const there = places.get(word) ?? places.get(base);
  if (there !== undefined) return there;
  for (const [ending, instead] of endings) {
    const stem = base.slice(0, -ending.length);
    if (!base.endsWith(ending) || stem.length < shortestStem) continue;
    const found = places.get(stem + instead);
    if (found !== undefined) return found;
  }
  return undefined;
}
