import type { Conversation } from '../domain/conversation.js';
import type { Stage } from '../domain/entry.js';
import { reachedIn } from '../domain/funnel.js';
import type { Moment } from '../domain/history.js';
import type { Counting, Group, Selection } from '../domain/numbers.js';
import type { Occurrence } from '../domain/occurrence.js';
import type { ConversationFilter, ConversationStore } from '../domain/ports.js';
import { type AsOf, everyStatus } from './as-of.js';
import { readPage } from './pages.js';

/** What a number counted, enough to find the conversations again. Plain data, to be carried in a token. */
export interface Drill {
  readonly moment: Moment;
  readonly from: number;
  readonly to: number;
  readonly group: Group;
  readonly filter: ConversationFilter;
  readonly what: Counting;
  /** A step of a funnel: of those that began, the ones that reached it. */
  readonly reached?: Stage;
}

/** Conversations behind numbers. */
export interface Counted {
  /** Batches of the conversations that have what is selected and that the filter matched then, by id, after that one. */
  batches(
    tenantId: string,
    selection: Selection,
    filter: ConversationFilter,
    signal: AbortSignal,
    after?: string,
  ): AsyncGenerator<readonly string[]>;
  /** How conversations began and moved, as of a moment, each in the order of its log. */
  stories(
    tenantId: string,
    moment: Moment,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Occurrence[]>>;
  /** Those that a number counted, as they are now, by id; the ones that were erased are left out. */
  list(
    tenantId: string,
    drill: Drill,
    after: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<{ conversations: Conversation[]; more: boolean }>;
}

const batchSize = 200;

export function makeCounted(store: ConversationStore, asOf: AsOf): Counted {
  /** All ids of a user's conversations. Oldest first, as what becomes active meanwhile comes to the end. */
  async function idsOf(tenantId: string, userId: string): Promise<string[]> {
    const ids = new Set<string>();
    const query = { filter: { userId, statuses: everyStatus }, order: 'oldest', limit: batchSize } as const;
    for (let after: Conversation | undefined; ; ) {
      const page = await store.conversations(tenantId, after ? { ...query, after } : query);
      for (const { id } of page) ids.add(id);
      after = page.at(-1);
      if (page.length < batchSize) return [...ids].sort();
    }
  }

  async function* batches(
    tenantId: string,
    wanted: Selection,
    filter: ConversationFilter,
    signal: AbortSignal,
    after = '',
  ): AsyncGenerator<readonly string[]> {
    const { moment } = wanted;
    const selection = filter.channels ? { ...wanted, channels: filter.channels } : wanted;
    const ask = (conversationIds?: readonly string[], last = after) =>
      store.numbers.counted(
        ...([
          tenantId,
          conversationIds ? { ...selection, conversationIds } : selection,
          last,
          batchSize,
          signal,
        ] as const),
      );
    const match = async (ids: readonly string[]) => {
      // Others come in between, also where the store answers at once.
      await new Promise(setImmediate);
      return asOf.matching(tenantId, moment, filter, ids, signal);
    };
    if (filter.userId !== undefined) {
      const ids = (await idsOf(tenantId, filter.userId)).filter((id) => id > after);
      for (let i = 0; i < ids.length; i += batchSize) yield await match(await ask(ids.slice(i, i + batchSize)));
      return;
    }
    for (let last: string | undefined = after; last !== undefined; ) {
      const ids: readonly string[] = await ask(undefined, last);
      yield await match(ids);
      last = ids.length < batchSize ? undefined : ids.at(-1);
    }
  }

  async function stories(tenantId: string, moment: Moment, ids: readonly string[]) {
    const found = new Map<string, Occurrence[]>();
    for (const one of await store.numbers.moves(tenantId, moment, ids)) {
      const story = found.get(one.conversationId);
      if (story) story.push(one);
      else found.set(one.conversationId, [one]);
    }
    return found;
  }

  async function* heads(
    tenantId: string,
    drill: Drill,
    after: string,
    signal: AbortSignal,
  ): AsyncGenerator<Conversation> {
    const { filter, reached, moment } = drill;
    for await (const ids of batches(tenantId, drill, filter, signal, after)) {
      let wanted = ids;
      if (reached !== undefined) {
        const all = await stories(tenantId, moment, ids);
        wanted = ids.filter((id) => reachedIn(all.get(id) ?? []).includes(reached));
      }
      const there = await store.conversationsById(tenantId, wanted);
      const byId = new Map(there.map((head) => [head.id, head]));
      for (const id of wanted) {
        const head = byId.get(id);
        if (head) yield head;
      }
    }
  }

  async function list(tenantId: string, drill: Drill, after: string, limit: number, signal: AbortSignal) {
    const all = heads(tenantId, drill, after, signal);
    const { items, more } = await readPage<Conversation>(limit, async (count) => {
      const some: Conversation[] = [];
      while (some.length < count) {
        const next = await all.next();
        if (next.done) break;
        some.push(next.value);
      }
      return some;
    });
    await all.return(undefined);
    return { conversations: items, more };
  }

  return { batches, stories, list };
}
