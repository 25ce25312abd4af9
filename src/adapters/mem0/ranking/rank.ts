import { isWithin, wishOf } from './hints.js';
import type { Indexed, Partition } from './partition.js';
import { isSettledAnew } from './slots.js';
import { termsOf, wordsOf } from './terms.js';

export interface Question {
  readonly text: string;
  /** As the lines' vectors are, by the same embedder; absent: words alone decide. */
  readonly vector?: Int8Array | undefined;
}

export interface Ranked {
  readonly id: string;
  /** 0 to 1; how well it answers, comparable within one question. */
  readonly score: number;
}

/** How much each part counts. What each brings is measured by `npm run bench -- memory`. */
export interface Weights {
  /** BM25's saturation and length normalization. */
  readonly k1: number;
  readonly b: number;
  /** A line's score counts for its neighbours, one and two lines away. */
  readonly near: number;
  readonly near2: number;
  /** A second BM25 over the line with two neighbours to each side. */
  readonly context: number;
  /** The line is of the speaker whom the question names. */
  readonly speaker: number;
  /** The question asks for a time or a number, and the line tells one. */
  readonly time: number;
  readonly number: number;
  /** The line was said in the month or year that the question names. */
  readonly period: number;
  /** Similarity of meaning, in standard deviations over all lines; and of the neighbours' meaning. */
  readonly semantic: number;
  readonly nearSemantic: number;
  /** The newest line against the oldest, all else alike. */
  readonly recency: number;
}

export const defaultWeights: Weights = {
  k1: 0.9,
  b: 0.3,
  near: 0.5,
  near2: 0.3,
  context: 0.45,
  speaker: 0.3,
  time: 0.15,
  number: 0.1,
  period: 0.15,
  semantic: 0.12,
  nearSemantic: 0.1,
  recency: 0.003,
};

const reach = 2;
/** So many times as many lines as are asked for are looked at for newer ones. */
const poolSize = 3;
/** Newer lines that go before an older one. */
const mostNewer = 2;

/** The lines that answer a question, best first, at most `limit`. */
export function rank(
  partition: Partition,
  question: Question,
  limit: number,
  weights: Weights = defaultWeights,
): Ranked[] {
  const order = partition.order();
  const count = order.at.length;
  if (count === 0) return [];
  const lines = Array.from(order.at, (place) => partition.line(place));
  const lexical = lexicalScores(partition, lines, order, question.text, weights);
  const semantic = question.vector ? semanticScores(lines, order.sitting, question.vector, weights) : undefined;
  const asked = speakerAsked(partition, question.text);
  const wish = wishOf(question.text);
  let [oldest, newest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { createdAt } of lines) {
    oldest = Math.min(oldest, createdAt);
    newest = Math.max(newest, createdAt);
  }
  const span = newest - oldest || 1;
  const scores = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const line = lines[i] as Indexed;
    let score = (lexical[i] ?? 0) + (semantic?.[i] ?? 0);
    if (asked !== undefined && line.speaker === asked) score += weights.speaker;
    if (wish.time && line.hints.tellsTime) score += weights.time;
    if (wish.number && line.hints.tellsNumber) score += weights.number;
    if (isWithin(wish.months, line.createdAt)) score += weights.period;
    scores[i] = score + weights.recency * ((line.createdAt - oldest) / span);
  }
  const pool = best(scores, limit * poolSize);
  const found = newestFirst(pool, lines, question.text).slice(0, limit);
  return found.map((i, rank) => ({ id: (lines[i] as Indexed).id, score: squash(scores[pool[rank] ?? 0] ?? 0) }));
}

/**
 * Of lines that settle the same of the same speaker the newer one goes right before the older: "we now have 30k" before "our
 * budget is 20k".
 */
function newestFirst(pool: readonly number[], lines: readonly Indexed[], question: string): number[] {
  const placed = new Set<number>();
  const asked = new Set(termsOf(question));
  for (const [at, i] of pool.entries()) {
    const line = lines[i] as Indexed;
    const newer = pool.slice(at + 1).filter((j) => {
      const other = lines[j] as Indexed;
      const isNewer = byTime(line, other) < 0;
      return isNewer && other.speaker === line.speaker && isSettledAnew(line, other, question, asked);
    });
    newer.sort((a, b) => byTime(lines[b] as Indexed, lines[a] as Indexed));
    for (const j of newer.slice(0, mostNewer)) placed.add(j);
    placed.add(i);
  }
  return [...placed];
}

function byTime(a: Indexed, b: Indexed): number {
  return a.createdAt - b.createdAt || a.number - b.number;
}

/** The places of the highest scores, highest first. */
function best(scores: Float64Array, limit: number): number[] {
  const top: number[] = [];
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? 0;
    if (top.length === limit && score <= (scores[top.at(-1) ?? 0] ?? 0)) continue;
    let at = top.length;
    while (at > 0 && (scores[top[at - 1] ?? 0] ?? 0) < score) at--;
    top.splice(at, 0, i);
    if (top.length > limit) top.pop();
  }
  return top;
}

/** BM25 (Robertson and Zaragoza 2009) of each line, spread to its neighbours, and of the line with its neighbours; at most 1. */
function lexicalScores(
  partition: Partition,
  lines: readonly Indexed[],
  { at, sitting }: ReturnType<Partition['order']>,
  text: string,
  weights: Weights,
): Float64Array {
  const { k1, b } = weights;
  const count = lines.length;
  const position = new Int32Array(partition.places).fill(-1);
  for (let i = 0; i < count; i++) position[at[i] ?? 0] = i;
  const wideLength = spread(
    Float64Array.from(lines, ({ length }) => length),
    sitting,
    Array(reach).fill(1),
  );
  const average = partition.averageLength;
  let wideAverage = 1;
  for (const length of wideLength) wideAverage += length / count;
  const own = new Float64Array(count);
  const wide = new Float64Array(count);
  const frequency = new Float64Array(count);
  const touched: number[] = [];
  const saturated = (often: number, length: number, mean: number) =>
    (often * (k1 + 1)) / (often + k1 * (1 - b + (b * length) / mean));
  const rarity = (found: number) => Math.log(1 + (count - found + 0.5) / (found + 0.5));
  for (const term of queryTerms(partition, text)) {
    const posting = partition.posting(term);
    if (!posting) continue;
    const found = posting.at.filter((place) => (position[place] ?? -1) >= 0).length;
    const weight = rarity(found);
    for (let p = 0; p < posting.at.length; p++) {
      const i = position[posting.at[p] ?? 0] ?? -1;
      if (i < 0) continue;
      const often = posting.often[p] ?? 0;
      own[i] = (own[i] ?? 0) + weight * saturated(often, lines[i]?.length ?? 0, average);
      for (let j = Math.max(i - reach, 0); j <= Math.min(i + reach, count - 1); j++) {
        if (sitting[j] !== sitting[i]) continue;
        if (frequency[j] === 0) touched.push(j);
        frequency[j] = (frequency[j] ?? 0) + often;
      }
    }
    const wideWeight = rarity(touched.length);
    for (const j of touched) {
      wide[j] = (wide[j] ?? 0) + wideWeight * saturated(frequency[j] ?? 0, wideLength[j] ?? 0, wideAverage);
      frequency[j] = 0;
    }
    touched.length = 0;
  }
  const scores = spread(own, sitting, [weights.near, weights.near2]);
  let most = 0;
  for (let i = 0; i < count; i++) {
    scores[i] = (scores[i] ?? 0) + weights.context * (wide[i] ?? 0);
    if ((scores[i] ?? 0) > most) most = scores[i] ?? 0;
  }
  if (most > 0) for (let i = 0; i < count; i++) scores[i] = (scores[i] ?? 0) / most;
  return scores;
}

/** A question's terms; the speakers' names are not among them: nearly every line would match. */
function queryTerms(partition: Partition, text: string): Set<string> {
  const names = new Set([...partition.speakers].flatMap((speaker) => termsOf(speaker)));
  return new Set(termsOf(text).filter((term) => !names.has(term)));
}

/** The one speaker whom a question names. */
function speakerAsked(partition: Partition, text: string): string | undefined {
  // As people shorten names: Mel is Melanie.
  const words = [...text.matchAll(/\p{Lu}\p{L}{2,}/gu)].flatMap(([word]) => wordsOf(word));
  const isNamed = (name: string) => words.some((word) => name === word || (word.length > 2 && name.startsWith(word)));
  const named = [...partition.speakers].filter((speaker) => wordsOf(speaker).some(isNamed));
  return named.length === 1 ? named[0] : undefined;
}

/** Each value with part of those of its neighbours in the sitting, by how far away they are. */
function spread(values: Float64Array, sitting: Int32Array, parts: readonly number[]): Float64Array {
  const count = values.length;
  const sums = Float64Array.from(values);
  for (const [d, part] of parts.entries()) {
    const away = d + 1;
    for (let i = away; i < count; i++) {
      if (sitting[i] !== sitting[i - away]) continue;
      sums[i] = (sums[i] ?? 0) + part * (values[i - away] ?? 0);
      sums[i - away] = (sums[i - away] ?? 0) + part * (values[i] ?? 0);
    }
  }
  return sums;
}

/** Cosines as standard deviations from their mean, as most questions are a little similar to every line. */
function semanticScores(
  lines: readonly Indexed[],
  sitting: Int32Array,
  asked: Int8Array,
  weights: Weights,
): Float64Array {
  const cosines = new Float64Array(lines.length);
  for (let i = 0; i < lines.length; i++) {
    const vector = lines[i]?.vector;
    if (vector && vector.length === asked.length) cosines[i] = dot(vector, asked) / (127 * 127);
  }
  const all = weights.nearSemantic > 0 ? spread(cosines, sitting, [weights.nearSemantic]) : cosines;
  let mean = 0;
  for (const value of all) mean += value / all.length;
  let variance = 0;
  for (const value of all) variance += (value - mean) ** 2 / all.length;
  const deviation = Math.sqrt(variance) || 1;
  return all.map((value) => (weights.semantic * (value - mean)) / deviation);
}

function dot(a: Int8Array, b: Int8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** To 0 … 1, in the same order; a line that matches all words of the question, or nearly means it, comes near 1. */
function squash(score: number): number {
  return 1 / (1 + Math.exp(-4 * (score - 0.5)));
}
