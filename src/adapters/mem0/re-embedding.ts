import type { MemoryOwner } from '../../domain/memory.js';
import { type Embedder, quantized } from './embedder.js';
import type { Reports } from './local.js';
import type { MemoryRows, Vector } from './rows.js';

const batch = 100;
/** Between two looks for memories that another process stored without a vector, or that failed. */
const pauseMs = 60_000;
/** Between two batches: searches come first. */
const restMs = 20;
const tellEvery = 5_000;

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

  /** One by one where they are refused together: a text that the embedder does not take stays without a vector. */
  async function vectorsOf(texts: readonly string[]) {
    try {
      return await embedder.embed(texts, signal);
    } catch (error) {
      const each = await Promise.allSettled(texts.map((text) => embedder.embed([text], signal)));
      if (signal.aborted || each.every(({ status }) => status === 'rejected')) throw error;
      return each.map((one) => (one.status === 'fulfilled' ? one.value[0] : undefined));
    }
  }

  async function embedSome(some: Awaited<ReturnType<MemoryRows['unlike']>>): Promise<void> {
    const vectors = await vectorsOf(some.map(({ row }) => row.text));
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
