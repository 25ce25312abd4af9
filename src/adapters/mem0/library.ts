import { AsyncLocalStorage } from 'node:async_hooks';
import type { Memory as Library } from 'mem0ai/oss';
import type { MemoryOwner, Recalled } from '../../domain/memory.js';
import { type Embedder, quantized } from './embedder.js';
import type { Ranking } from './ranking.js';
import type { MemoryRows, NewRow, Row } from './rows.js';

/** A chat model as mem0's extraction asks it: messages in, text out. */
export interface Extractor {
  invoke(messages: readonly unknown[]): Promise<{ readonly content: string }>;
}

/** mem0's vector store over our rows. */
export interface LibraryStore {
  /** What became of a row that mem0 has just stored under this id: itself, or one that was there. */
  stored(id: string): Row | undefined;
  /** Why rows of an owner could not be stored since this was last asked: mem0 goes on as if they were. None is until then. */
  failure(owner: MemoryOwner): unknown;
}

/** What mem0 keeps beside a memory's text for us: as JSON under one key, so that no key of a caller's is mem0's. */
type Payload = Pick<NewRow, 'createdAt' | 'metadata' | 'source'>;

const provider = 'colloquy';
const payloadKey = 'colloquy';
/** An embedder that takes longer is done without: a search goes by words then. */
const embedMs = 2_000;
/** Of a search's time what the embedder may have. */
const embedShare = 2 / 3;
/** How long the embedder may take for the search under way. */
const searching = new AsyncLocalStorage<number>();
/** For mem0 to ask no embedder how many it has: our store takes vectors of any length. */
const anyDimension = 1;

/** mem0 knows one owner alone, its `user_id`: a tenant's user in one string, which no two share. */
export function scopeOf({ tenantId, userId }: MemoryOwner): string {
  return `${tenantId}/${userId}`;
}

function ownerOf(scope: unknown): MemoryOwner {
  const [, tenantId, userId] = /^([a-z0-9][a-z0-9_-]{0,62})\/([A-Za-z0-9._:@-]{1,128})$/.exec(String(scope)) ?? [];
  if (tenantId === undefined || userId === undefined) throw new Error('a memory needs its owner');
  return { tenantId, userId };
}

/** A search's filters, made of what we know and of nothing that a caller says; no operator of mem0's is among them. */
function filtersOf(owner: MemoryOwner, query: string, limit: number) {
  return { user_id: scopeOf(owner), query: `=${query}`, limit };
}

export function payloadOf(fact: Payload): Record<string, string> {
  const { createdAt, metadata, source } = fact;
  return { [payloadKey]: JSON.stringify({ createdAt, metadata, source }) };
}

/**
 * mem0 with our embedder, and our store behind its factory of vector stores. That seam is not documented: the version is
 * pinned, and a test holds it. Its own stores are not used: they mix users up (`docs/memory.md`). Telemetry is off where
 * MEM0_TELEMETRY is false before this is called.
 */
export async function makeLibrary(
  rows: MemoryRows,
  ranking: Ranking,
  embedder: Embedder,
  extractor: Extractor,
): Promise<{
  readonly library: Library;
  readonly store: LibraryStore;
  search(owner: MemoryOwner, question: string, limit: number, withinMs: number | undefined): Promise<Recalled[]>;
}> {
  const { Memory, VectorStoreFactory } = await import('mem0ai/oss');
  const store = new RowsStore(rows, ranking, embedder.id);
  const others = VectorStoreFactory.create.bind(VectorStoreFactory);
  const create = (name: string, config: { collectionName?: string }) => {
    if (name !== provider) return others(name, config as never);
    return config.collectionName?.endsWith('_entities') ? new NoEntities() : store;
  };
  Object.assign(VectorStoreFactory, { create });
  /** A text that cannot be embedded now is stored without a vector, which is made later. */
  const embedAll = async (texts: readonly string[], ms = embedMs) => {
    try {
      return (await embedder.embed(texts, AbortSignal.timeout(ms))).map((vector) => Array.from(vector));
    } catch {
      return texts.map((): number[] => []);
    }
  };
  const model = {
    embedQuery: async (text: string) => (await embedAll([text], searching.getStore()))[0] ?? [],
    // Of a search these are the names in its question, which `NoEntities` has no use for.
    embedDocuments: (texts: readonly string[]) =>
      searching.getStore() === undefined ? embedAll(texts) : texts.map((): number[] => []),
  };
  const library = new Memory({
    embedder: { provider: 'langchain', config: { model } },
    llm: { provider: 'langchain', config: { model: extractor } },
    vectorStore: { provider, config: { collectionName: 'memories', dimension: anyDimension } },
    disableHistory: true,
  } as never);
  return {
    library,
    store,
    async search(owner, question, limit, withinMs = Number.POSITIVE_INFINITY) {
      const options = { filters: filtersOf(owner, question, limit) as never, topK: limit, threshold: 0 };
      const ms = Math.floor(Math.min(embedMs, embedShare * withinMs));
      const { results } = await searching.run(ms, () => library.search(question, options));
      return results.flatMap((item) => {
        const fact = factOf(owner, item as never);
        return fact ? [{ ...fact, id: item.id, score: item.score ?? 0 }] : [];
      });
    },
  };
}

/** The parts of mem0's `VectorStore` that are used; what is not there is refused. */
class RowsStore implements LibraryStore {
  readonly #rows: MemoryRows;
  readonly #ranking: Ranking;
  readonly #embedder: string;
  readonly #stored = new Map<string, Row>();
  readonly #failures = new Map<string, unknown>();

  constructor(rows: MemoryRows, ranking: Ranking, embedder: string) {
    this.#rows = rows;
    this.#ranking = ranking;
    this.#embedder = embedder;
  }

  stored(id: string): Row | undefined {
    const row = this.#stored.get(id);
    this.#stored.delete(id);
    return row;
  }

  failure(owner: MemoryOwner): unknown {
    const error = this.#failures.get(scopeOf(owner));
    this.#failures.delete(scopeOf(owner));
    return error;
  }

  async initialize(): Promise<void> {}

  async insert(vectors: number[][], ids: string[], payloads: Record<string, unknown>[]): Promise<void> {
    const owner = ownerOf(payloads[0]?.['user_id']);
    const all = ids.map((id, i) => this.#rowOf(id, vectors[i] ?? [], payloads[i] ?? {}));
    const fresh = all.filter(({ text }) => text.trim() !== '');
    if (payloads.some((payload) => payload['user_id'] !== scopeOf(owner))) throw new Error('two owners at once');
    // Where all together fail mem0 tries each alone, and half of a message would count as the whole.
    if (this.#failures.has(scopeOf(owner))) throw this.#failures.get(scopeOf(owner));
    try {
      const stored = await this.#rows.insert(owner, fresh);
      for (const [i, { id }] of fresh.entries()) {
        const row = stored[i];
        if (row) this.#stored.set(id, row);
      }
    } catch (error) {
      this.#failures.set(scopeOf(owner), error);
      throw error;
    }
  }

  #rowOf(id: string, vector: number[], payload: Record<string, unknown>): NewRow {
    const values = quantized(vector);
    return {
      ...(JSON.parse(String(payload[payloadKey])) as Payload),
      id,
      text: String(payload['data']),
      ...(values ? { vector: { embedder: this.#embedder, values } } : {}),
    };
  }

  /** `filters` are those of `filtersOf`, which mem0 hands on as they are, or the owner alone. */
  async search(vector: number[], most: number, filters: Record<string, unknown> = {}) {
    const owner = ownerOf(filters['user_id']);
    const limit = Math.min(most, Number(filters['limit'] ?? most));
    const query = String(filters['query'] ?? '').slice(1);
    const ranked = await this.#ranking.search(owner, query, quantized(vector), limit);
    const rows = new Map(
      (
        await this.#rows.byIds(
          owner,
          ranked.map(({ id }) => id),
        )
      ).map((row) => [row.id, row]),
    );
    return ranked.flatMap(({ id, score }) => {
      const row = rows.get(id);
      return row ? [{ id, score, payload: { ...payloadOf(row), data: row.text, user_id: scopeOf(owner) } }] : [];
    });
  }

  async getUserId(): Promise<string> {
    return 'colloquy';
  }

  async setUserId(): Promise<void> {}
}

/** mem0 links memories by names and things that they mention; the ranking does that better, and for one owner alone. */
class NoEntities {
  async initialize(): Promise<void> {}
  async insert(): Promise<void> {}
  async update(): Promise<void> {}
  async delete(): Promise<void> {}
  async search(): Promise<[]> {
    return [];
  }
  async list(): Promise<[[], number]> {
    return [[], 0];
  }
  async get(): Promise<null> {
    return null;
  }
}

/** What mem0 found, as it was stored. Of another owner's, whatever the store beneath gave, nothing. */
export function factOf(
  owner: MemoryOwner,
  item: { readonly memory: string; readonly metadata?: Record<string, unknown>; readonly user_id?: string },
): Omit<NewRow, 'id'> | undefined {
  const payload = item.metadata?.[payloadKey];
  if (item.user_id !== scopeOf(owner) || typeof payload !== 'string') return undefined;
  return { ...(JSON.parse(payload) as Payload), text: item.memory };
}
