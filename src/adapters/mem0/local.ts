import { AsyncLocalStorage } from 'node:async_hooks';
import { makeExclusive } from '../../domain/exclusive.js';
import type { MemoryOwner } from '../../domain/memory.js';
import { statesSomething } from '../offline/statements.js';
import type { Embedder } from './embedder.js';
import { makeExtractor } from './extractor.js';
import { type Extractor, makeLibrary, payloadOf, scopeOf } from './library.js';
import { eraseAll, openRows } from './opening.js';
import type { Methods, WorkerOptions } from './protocol.js';
import { makeRanking } from './ranking.js';
import { embedAnew } from './re-embedding.js';
import { makeRemoteEmbedder } from './remote-embedder.js';
import type { MemoryRows, Row } from './rows.js';
import { loadWordEmbedder } from './word-embedder.js';

export interface Reports {
  warn(message: string): void;
  progress(message: string): void;
}

/** The signal of what is being learned: mem0 takes none. */
const learning = new AsyncLocalStorage<AbortSignal>();
const wordTable = new URL('../../../embeddings/english.bin', import.meta.url);

/** Memory by mem0's library in this process, over rows of our own. */
export async function makeLocal(options: WorkerOptions, reports: Reports): Promise<Methods> {
  const [opened, embedder] = await Promise.all([openRows(options.rows), loadEmbedder(options)]);
  const rows: MemoryRows = {
    ...opened,
    async insert(owner, fresh) {
      learning.getStore()?.throwIfAborted();
      return opened.insert(owner, fresh);
    },
  };
  const ranking = makeRanking(rows, embedder.id);
  const extracts = options.model.name.includes(':');
  const extractor = extracts
    ? await makeExtractor(options.model, options.windowTokens, () => learning.getStore())
    : silent;
  const { library, store, search } = await makeLibrary(rows, ranking, embedder, extractor);
  const inTurn = makeExclusive();
  const stopping = new AbortController();
  const embedding = embedAnew(rows, embedder, reports, stopping.signal);

  /** What mem0 has stored of a text; throws what kept it from storing anything. */
  async function give(owner: MemoryOwner, text: string, metadata: Record<string, string>, infer: boolean) {
    const messages = [{ role: 'user', content: text }];
    const [added] = await Promise.allSettled([library.add(messages, { userId: scopeOf(owner), infer, metadata })]);
    const failure = store.failure(owner);
    if (failure !== undefined) throw failure;
    if (added.status === 'rejected') throw added.reason;
    return added.value.results.flatMap(({ id }) => store.stored(id) ?? []);
  }

  return {
    async add(owner, fact) {
      const [stored] = await inTurn(scopeOf(owner), () => give(owner, fact.text, payloadOf(fact), false));
      if (!stored) throw new Error('mem0 stored nothing');
      return remembered(stored);
    },
    async learn(owner, said, signal) {
      if (said.text.trim() === '' || (!extracts && !statesSomething(said.text))) return;
      await inTurn(scopeOf(owner), async () => {
        signal.throwIfAborted();
        // Once a message: what a model finds in it is not the same twice.
        if (await rows.isLearned(owner, said.source)) return;
        await learning.run(signal, () => give(owner, said.text, payloadOf(said), extracts));
        // A model that was cut off has found nothing.
        signal.throwIfAborted();
      });
    },
    async search(owner, question, limit, withinMs) {
      // Most users of a moment are new ones: nothing is worth less time than to find nothing.
      if ((await rows.head(owner)).number === 0) return [];
      return search(owner, question, limit, withinMs);
    },
    list: async (owner, after, limit) => (await rows.list(owner, after, limit)).map(remembered),
    remove: (owner: MemoryOwner, id: string) => rows.remove(owner, id),
    // After what is being learned of the owner.
    erase: (owner) => inTurn(scopeOf(owner), () => eraseAll(rows, owner, stopping.signal)),
    count: (owner) => rows.count(owner),
    async close() {
      stopping.abort();
      await embedding;
      await rows.close();
    },
  };
}

function remembered({ id, text, metadata, createdAt, source }: Row) {
  return { id, text, createdAt, ...(metadata ? { metadata } : {}), ...(source ? { source } : {}) };
}

async function loadEmbedder({ embedder, embedderKey, embedderUrl, model }: WorkerOptions): Promise<Embedder> {
  const colon = embedder.indexOf(':');
  if (colon < 0) return loadWordEmbedder(wordTable);
  return makeRemoteEmbedder({
    provider: embedder.startsWith('openai:') ? 'openai' : 'ollama',
    model: embedder.slice(colon + 1),
    apiKey: embedderKey,
    baseUrl: embedderUrl,
    timeoutMs: model.timeoutMs,
  });
}

/** Where messages are kept as they are, mem0 asks nothing. */
const silent: Extractor = {
  async invoke() {
    throw new Error('there is no model');
  },
};
