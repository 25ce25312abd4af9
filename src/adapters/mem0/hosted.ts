import { setTimeout as pause } from 'node:timers/promises';
import { makeExclusive } from '../../domain/exclusive.js';
import type { Fact, MemoryOwner, Remembered } from '../../domain/memory.js';
import { statesSomething } from '../offline/statements.js';
import { factOf, payloadOf, scopeOf } from './library.js';
import { makeRowsLeft } from './opening.js';
import { type Limits, openPlatform } from './platform.js';
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
/** A platform that does not tell how it goes with what it stores is asked so far apart whether that is there. */
const lookMs = 250;
/** What the platform has not stored by then is waited for no more: it may have forgotten it. */
const longestMs = 300_000;
/** Together at most 25 s: so long a lesson that was stopped may still be told and stored. */
const limits: Limits = { requestMs: 7_500, storeMs: 10_000, showMs: 5_000 };

/** What the platform took. */
interface Taken {
  readonly scope: string;
  readonly event: string;
  readonly at: number;
}

/** Memory on mem0's platform, or a server that speaks its API. */
export async function makeHosted({ hosted, model, rows }: WorkerOptions, within = limits): Promise<Methods> {
  if (!hosted) throw new Error('mem0-hosted needs a key');
  const { client, ended, outcome } = await openPlatform(hosted, within);
  const extracts = model.name.includes(':');
  const inTurn = makeExclusive();
  const left = makeRowsLeft(rows);
  const stopping = new AbortController();
  /** By owner and by what is told, the oldest first: it is not told again, nor counted as erased, while the platform is at it. */
  const taken = new Map<string, Taken>();

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

  async function itemsOf(owner: MemoryOwner): Promise<Item[]> {
    const found: Item[] = [];
    for (let page = 1; page <= mostPages; page++) {
      const { results } = await client.getAll({ filters: { user_id: scopeOf(owner) }, page, pageSize });
      found.push(...results);
      if (results.length < pageSize) break;
    }
    return found;
  }

  async function all(owner: MemoryOwner): Promise<Remembered[]> {
    const found = (await itemsOf(owner)).flatMap((item) => rememberedOf(owner, item) ?? []);
    return found.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  }

  /** The ids of all that is the owner's; throws where that cannot be told. */
  async function idsOf(owner: MemoryOwner): Promise<string[]> {
    const items = await itemsOf(owner);
    if (items.some(({ id, userId }) => !id || !userId)) throw new Error('the platform does not say whose a memory is');
    return items.flatMap(({ id, userId }) => (id && userId === scopeOf(owner) ? [id] : []));
  }

  /**
   * Has a fact stored, and throws unless the platform has stored it within a while; false where it does not tell. What it
   * has taken is not given to it again.
   */
  async function store(owner: MemoryOwner, what: string, fact: Fact, infer: boolean): Promise<boolean> {
    const [scope, key] = [scopeOf(owner), keyOf(owner, what)];
    let event = underWay().get(key)?.event;
    if (event === undefined) {
      const answer = await client.add([{ role: 'user', content: fact.text }], {
        userId: scope,
        infer,
        metadata: payloadOf(fact),
        timestamp: Math.floor(fact.createdAt / 1000),
      });
      event = (answer as { readonly eventId?: string }).eventId;
      if (!event) return false;
      taken.set(key, { scope, event, at: performance.now() });
    }
    const outcome = await ended(event, stopping.signal);
    if (outcome === 'under way') throw new Error('the platform has not stored yet what it took');
    taken.delete(key);
    if (outcome === 'failed') throw new Error('the platform could not store what it took');
    return outcome === 'stored';
  }

  /** What the platform is still at, whoever's. */
  function underWay(): ReadonlyMap<string, Taken> {
    for (const [key, { at }] of taken) {
      if (performance.now() - at <= longestMs) break;
      taken.delete(key);
    }
    return taken;
  }

  /** What `look` finds within a while; undefined where it is told all that time that there is nothing. */
  async function awaited<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
    const end = performance.now() + within.showMs;
    const late = pause(within.showMs, undefined, { ref: false }).then(() => {
      throw new Error('the platform does not say in time whether it has stored what it took');
    });
    for (;;) {
      const found = await Promise.race([look(), late]);
      if (found !== undefined || performance.now() + lookMs > end) return found;
      await pause(lookMs, undefined, { signal: stopping.signal });
    }
  }

  return {
    add: (owner, fact) =>
      inTurn(scopeOf(owner), async () => {
        const stored = () => same(owner, ({ text }) => text === fact.text, fact.text);
        const before = await stored();
        if (before) return before;
        await store(owner, `=${fact.text}`, fact, false);
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
        const what = `${conversationId}/${seq}`;
        if (!underWay().has(keyOf(owner, what))) {
          if (await stored()) return;
          signal.throwIfAborted();
        }
        // Until then the same message would be told it twice. Whatever the signal says by now: what the platform has taken
        // should be there to be erased when this ends.
        const told = await store(owner, what, said, extracts);
        if (told || (await awaited(stored))) return;
        // Of a message in which it finds nothing nothing is ever shown.
        if (!extracts) throw new Error('the platform took the message and does not show it');
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
        for (const [key, { scope, event }] of [...underWay()]) {
          if (scope !== scopeOf(owner)) continue;
          if ((await outcome(event)) === 'under way') throw new Error('the platform is still storing');
          taken.delete(key);
        }
        for (const id of await idsOf(owner)) {
          stopping.signal.throwIfAborted();
          await client.delete(id);
          erased++;
        }
        return erased;
      }),
    count: async (owner) => (await idsOf(owner)).length + (await left.count(owner)),
    async close() {
      stopping.abort();
    },
  };
}

function keyOf(owner: MemoryOwner, what: string): string {
  return JSON.stringify([scopeOf(owner), what]);
}

/** Undefined for what is another owner's, or was not stored by us. */
function rememberedOf(owner: MemoryOwner, { id, memory, userId, createdAt, metadata }: Item): Remembered | undefined {
  if (id === undefined || memory === undefined || userId !== scopeOf(owner)) return undefined;
  const fact = factOf(owner, { memory, user_id: userId, ...(metadata ? { metadata } : {}) });
  if (fact) return { ...fact, id };
  // Put there by other means, as the platform's own tools do.
  return { id, text: memory, createdAt: new Date(createdAt ?? 0).getTime() || 0 };
}
