/** Says what texts mean, as vectors of one length; near ones mean alike. */
export interface Embedder {
  /** Such as "words-en-1" or "openai:text-embedding-3-small". Another id means vectors that cannot be compared with these. */
  readonly id: string;
  /**
   * One vector a text, in their order, of any length but 0; empty where a text has no word that it knows. Throws
   * `TextsRefused` where it may be for the texts that there is none: fewer, or others, may have theirs.
   */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<readonly (readonly number[] | Float32Array)[]>;
}

/** One of the texts, or all of them together, could not be embedded, or not in time. */
export class TextsRefused extends Error {
  override readonly name = 'TextsRefused';
}

/** Normalized, each component as -127 … 127; undefined for an empty vector or one of zeros. */
export function quantized(vector: readonly number[] | Float32Array): Int8Array | undefined {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (!(squares > 0) || !Number.isFinite(squares)) return undefined;
  const scale = 127 / Math.sqrt(squares);
  return Int8Array.from(vector, (value) => Math.round(value * scale));
}
