import type { MemoryClient } from 'mem0ai';
import { makeExclusive } from '../../domain/exclusive.js';
import type { Fact, MemoryOwner, Remembered } from '../../domain/memory.js';
import { statesSomething } from '../offline/statements.js';
import { factOf, payloadOf, scopeOf } from './library.js';
import { makeRowsLeft } from './opening.js';
import type { Methods, WorkerOptions } from './protocol.js';

/** A memory as mem0's platform gives it. */
interface Item {
  readonly id?: string;
  readonly memory?: string;
  readonly userId?: string;
  readonly score?: number;
  /** A date by its type, a text in what comes. */
  readonly createdAt?: Date | string;
  readonly metadata?: Record<string, unknown> | null;
}

const pageSize = 100;
/** A list is read whole, as the platform says nothing of its order: so many pages of it. */
const mostPages = 100;
/** The platform may store in the background; it is asked so often, so far apart, whether it has. */
const looks = 20;
const lookMs = 250;

/** Memory on mem0's platform, or a server that speaks its API. */
export async function makeHosted({ hosted, model, rows }: WorkerOptions): Promise<Methods> {
  const { MemoryClient: Client } = await import('mem0ai');
  if (!hosted) throw new Error('mem0-hosted needs a key');
  const client: MemoryClient = new Client({ apiKey: hosted.apiKey, host: hosted.url });
  const extracts = model.name.includes(':');
  const inTurn = makeExclusive();
  const left = makeRowsLeft(rows);
  const stopping = new AbortController();

  /** What is stored of a fact whose words these are. */
  async function same(owner: MemoryOwner, is: (stored: Remembered) => boolean, words: string) {
    const found = (await find(owner, words, 20)).find(is);
    if (!found) return undefined;
    const { score: _, ...memory } = found;
    return memory;
  }

  async function find(owner: MemoryOwner, question: string, limit: number) {
    const { results } = await client.search(question, {
      filters: { user_id: scopeOf(owner) },
      topK: limit,
      threshold: 0,
    });
    return results.flatMap((item) => {
      const found = rememberedOf(owner, item);
      return found ? [{ ...found, score: Math.min(Math.max(Number(item.score ?? 0), 0), 1) }] : [];
    });
  }

  async function all(owner: MemoryOwner): Promise<Remembered[]> {
    const found: Remembered[] = [];
    for (let page = 1; page <= mostPages; page++) {
      const { results } = await client.getAll({ filters: { user_id: scopeOf(owner) }, page, pageSize });
      found.push(...results.flatMap((item) => rememberedOf(owner, item) ?? []));
      if (results.length < pageSize) break;
    }
    return found.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  }

  function store(owner: MemoryOwner, fact: Fact, infer: boolean) {
    const options = {
      userId: scopeOf(owner),
      infer,
      metadata: payloadOf(fact),
      timestamp: Math.floor(fact.createdAt / 1000),
    };
    return client.add([{ role: 'user', content: fact.text }], options);
  }

  /** What `look` finds once it finds anything; undefined when it does not for a while. */
  async function awaited<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
    for (let n = 0; n < looks; n++) {
      const found = await look();
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
    return undefined;
  }

  return {
    add: (owner, fact) =>
      inTurn(scopeOf(owner), async () => {
        const stored = () => same(owner, ({ text }) => text === fact.text, fact.text);
        const before = await stored();
        if (before) return before;
        await store(owner, fact, false);
        const found = await awaited(stored);
        if (!found) throw new Error('the platform took the memory and does not show it');
        return found;
      }),
    async learn(owner, said, signal) {
      if (said.text.trim() === '' || (!extracts && !statesSomething(said.text))) return;
      const { conversationId, seq } = said.source;
      await inTurn(scopeOf(owner), async () => {
        const known = ({ source, text }: Remembered) =>
          (source?.conversationId === conversationId && source.seq === seq) || (!extracts && text === said.text);
        const stored = () => same(owner, known, said.text);
        if (await stored()) return;
        signal.throwIfAborted();
        await store(owner, said, extracts);
        // Until then the same message would be told it twice; of one in which it finds nothing nothing is ever shown. Whatever
        // the signal says by now: what the platform has taken should be there to be erased when this ends.
        await awaited(stored);
      });
    },
    async search(owner, question, limit) {
      return (await find(owner, question, limit)).sort((a, b) => b.score - a.score);
    },
    async list(owner, after, limit) {
      const rest = (await all(owner)).filter(
        ({ createdAt, id }) =>
          !after || createdAt < after.createdAt || (createdAt === after.createdAt && id < after.id),
      );
      return rest.slice(0, limit);
    },
    async remove(owner, id) {
      // The platform deletes by id alone, whoever's it is.
      const there = (await all(owner)).some((memory) => memory.id === id);
      if (there) await client.delete(id);
      return there;
    },
    // One by one: what the platform deletes by a user it deletes some time later.
    erase: (owner) =>
      inTurn(scopeOf(owner), async () => {
        let erased = await left.erase(owner, stopping.signal);
        for (const { id } of await all(owner)) {
          stopping.signal.throwIfAborted();
          await client.delete(id);
          erased++;
        }
        return erased;
      }),
    count: async (owner) => (await all(owner)).length + (await left.count(owner)),
    async close() {
      stopping.abort();
    },
  };
}

/** Undefined for what is another owner's, or was not stored by us. */
function rememberedOf(owner: MemoryOwner, { id, memory, userId, createdAt, metadata }: Item): Remembered | undefined {
  if (id === undefined || memory === undefined || userId !== scopeOf(owner)) return undefined;
  const fact = factOf(owner, { memory, user_id: userId, ...(metadata ? { metadata } : {}) });
  if (fact) return { ...fact, id };
  // Put there by other means, as the platform's own tools do.
  return { id, text: memory, createdAt: new Date(createdAt ?? 0).getTime() || 0 };
}
