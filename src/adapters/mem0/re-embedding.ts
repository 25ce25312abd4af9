import type { MemoryOwner } from '../../domain/memory.js';
import { type Embedder, quantized, TextsRefused } from './embedder.js';
import type { Reports } from './local.js';
import type { MemoryRows, Vector } from './rows.js';

type Unlike = Awaited<ReturnType<MemoryRows['unlike']>>;

const batch = 100;
/** Between two looks for memories that another process stored without a vector, or that failed. */
const pauseMs = 60_000;
/** Between two batches: searches come first. */
const restMs = 20;
const tellEvery = 5_000;
/** A text that every embedder takes, and no cache before it has. */
const plain = () => `hello ${Date.now()}`;

/**
 * Gives all memories vectors of this embedder, in the background, until the signal aborts. Those that have none of it yet
 * are found by their words alone: vectors of two embedders are never compared.
 */
export async function embedAnew(
  rows: MemoryRows,
  embedder: Embedder,
  { warn, progress }: Reports,
  signal: AbortSignal,
): Promise<void> {
  let failing = false;
  while (!signal.aborted) {
    try {
      await embedAll();
      failing = false;
    } catch (error) {
      if (!failing) warn(`memories could not be embedded: ${error instanceof Error ? error.message : error}`);
      failing = true;
    }
    await rest(pauseMs, signal);
  }

  async function embedAll(): Promise<void> {
    const all = await rows.countUnlike(embedder.id);
    let done = 0;
    for (let told = 0; !signal.aborted; ) {
      const some = await rows.unlike(embedder.id, batch);
      if (some.length === 0) break;
      await embedSome(some);
      done += some.length;
      if (done - told >= tellEvery) {
        told = done;
        progress(`${done} of ${all} memories embedded by ${embedder.id}`);
      }
      await rest(restMs, signal);
    }
    if (done > 0) progress(`all memories have vectors of ${embedder.id}: ${done} made`);
  }

  /** A text that the embedder refuses by itself, twice, has from then on a vector of none; what else fails is tried again. */
  async function embedSome(some: Unlike, again = false): Promise<void> {
    const texts = some.map(({ row }) => row.text);
    try {
      await keep(some, await embedder.embed(texts, signal));
    } catch (error) {
      if (!(error instanceof TextsRefused)) throw error;
      if (some.length > 1) {
        const half = Math.ceil(some.length / 2);
        await embedSome(some.slice(0, half));
        return embedSome(some.slice(half));
      }
      if (again) return keep(some, [[]]);
      // Unless it refuses whatever it is given, or did so a moment ago.
      await embedder.embed([plain()], signal);
      return embedSome(some, true);
    }
  }

  async function keep(some: Unlike, vectors: Awaited<ReturnType<Embedder['embed']>>): Promise<void> {
    const byOwner = new Map<string, { owner: MemoryOwner; vectors: Map<string, Vector> }>();
    for (const [i, { owner, row }] of some.entries()) {
      const name = JSON.stringify(owner);
      const mine = byOwner.get(name) ?? { owner, vectors: new Map<string, Vector>() };
      // A text of which the embedder knows no word has a vector of none, by this embedder.
      const values = quantized(vectors[i] ?? []) ?? new Int8Array(0);
      mine.vectors.set(row.id, { embedder: embedder.id, values });
      byOwner.set(name, mine);
    }
    for (const { owner, vectors: own } of byOwner.values()) await rows.embed(owner, own);
  }
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
    if (signal.aborted) resolve();
  });
}
