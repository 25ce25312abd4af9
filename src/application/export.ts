import type { Conversation } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { matches } from '../domain/filter.js';
import type { Moment, Then } from '../domain/history.js';
import type { ConversationFilter, ConversationStore } from '../domain/ports.js';
import { breather } from './breather.js';
import type { Leaving } from './leaving.js';
import { makeLogThen } from './log-then.js';

/** What an export writes a line of. */
export type Exported =
  | { readonly kind: 'conversation'; readonly conversation: Conversation }
  | { readonly kind: 'entry'; readonly conversationId: string; readonly entry: Entry }
  /** A conversation that was erased since the export that this one goes on from. */
  | { readonly kind: 'removed'; readonly conversationId: string };

/** Where an export stands: at a conversation, with its log up to an entry; or among those that were erased. */
export interface ExportPosition {
  readonly part: 'conversations' | 'removed';
  readonly conversationId: string;
  /** 0: its own line alone. */
  readonly seq: number;
}

export interface ExportQuery {
  readonly tenantId: string;
  /** Absent statuses are all of them. */
  readonly filter: ConversationFilter;
  /** What is exported: all as it was then. */
  readonly until: Moment;
  /** Only what changed after it. */
  readonly since?: Moment;
}

export interface Export {
  /** The moment that an export which begins now is of. */
  begin(tenantId: string): Promise<Moment>;
  /** When that was, in milliseconds since the epoch. */
  timeOf(moment: Moment): number;
  /**
   * All that an export writes after a position, in an order that never changes: conversations by id, each with its log, then
   * those that were erased. Whenever it is read, and whatever happens meanwhile, it is the same; but what was erased is gone.
   * Ends with `server-draining` when this process goes away: its reader goes on elsewhere.
   */
  items(query: ExportQuery, from: ExportPosition | undefined, signal: AbortSignal): AsyncIterable<ExportStep>;
}

export interface ExportStep {
  readonly item: Exported;
  /** Where the export stands after it. */
  readonly position: ExportPosition;
}

/** Conversations that are looked at together. */
const pageSize = 50;

export function makeExport(store: ConversationStore, leaving: Leaving): Export {
  const { history } = store;
  const log = makeLogThen(store);

  /** Conversations that were there, after an id, with their length then. */
  async function* candidates({ tenantId, filter, until, since }: ExportQuery, after: string): AsyncGenerator<Then[]> {
    if (filter.userId === undefined) {
      for (let last: string | undefined = after; last !== undefined; ) {
        const query = { until, ...(since === undefined ? {} : { since }), after: last, limit: pageSize };
        const page = await history.conversations(tenantId, query);
        yield [...page];
        last = page.length === pageSize ? page.at(-1)?.id : undefined;
      }
      return;
    }
    const ids = (await idsOf(tenantId, filter.userId)).filter((id) => id > after).toSorted(byCode);
    for (let i = 0; i < ids.length; i += pageSize) {
      const some = ids.slice(i, i + pageSize);
      const lengths = await history.lastSeqs(tenantId, until, some);
      const before = since === undefined ? none : await history.lastSeqs(tenantId, since, some);
      yield some.flatMap((id) => {
        const lastSeq = lengths.get(id) ?? 0;
        return lastSeq > (before.get(id) ?? 0) ? [{ id, lastSeq }] : [];
      });
    }
  }

  /** A user has few of the tenant's conversations. From the oldest activity on: those that move meanwhile come again. */
  async function idsOf(tenantId: string, userId: string): Promise<string[]> {
    const ids = new Set<string>();
    const filter = { userId, statuses: ['ACTIVE', 'CLOSED', 'ARCHIVED'] } as const;
    for (let last: Conversation | undefined, more = true; more; ) {
      const after: { lastActivityAt: number; id: string } | undefined = last && {
        lastActivityAt: last.lastActivityAt,
        id: last.id,
      };
      const query = { filter, order: 'oldest', limit: pageSize, ...(after ? { after } : {}) } as const;
      const page: Conversation[] = await store.conversations(tenantId, query);
      for (const { id } of page) ids.add(id);
      last = page.at(-1);
      more = page.length === pageSize;
    }
    return [...ids];
  }

  async function* conversations(query: ExportQuery, after: string): AsyncGenerator<ExportStep> {
    const { tenantId, filter, until, since } = query;
    for await (const page of candidates(query, after)) {
      const ids = page.map(({ id }) => id);
      const before = since === undefined ? none : await history.lastSeqs(tenantId, since, ids);
      const heads = await Promise.all(page.map((then) => log.head(tenantId, then, until)));
      for (const [i, then] of page.entries()) {
        const conversation = heads[i];
        if (!conversation || !matches(filter, conversation)) continue;
        yield { item: { kind: 'conversation', conversation }, position: at(then.id, 0) };
        yield* entries(query, then, await shownBefore(query, then.id, before.get(then.id) ?? 0));
      }
    }
  }

  /** The part of a log that the export before has: none of one that did not match then. */
  async function shownBefore({ tenantId, since, filter }: ExportQuery, id: string, seq: number): Promise<number> {
    if (since === undefined || seq === 0) return 0;
    const head = await log.head(tenantId, { id, lastSeq: seq }, since);
    return head && matches(filter, head) ? seq : 0;
  }

  async function* entries({ tenantId }: ExportQuery, then: Then, after: number): AsyncGenerator<ExportStep> {
    for await (const entry of log.entries(tenantId, then, after)) {
      yield { item: { kind: 'entry', conversationId: then.id, entry }, position: at(then.id, entry.seq) };
    }
  }

  /** The rest of the conversation at which an export was broken off. */
  async function* rest(query: ExportQuery, { conversationId: id, seq }: ExportPosition): AsyncGenerator<ExportStep> {
    const { tenantId, until, since } = query;
    const lastSeq = (await history.lastSeqs(tenantId, until, [id])).get(id) ?? 0;
    const before = since === undefined || seq > 0 ? none : await history.lastSeqs(tenantId, since, [id]);
    yield* entries(query, { id, lastSeq }, seq || (await shownBefore(query, id, before.get(id) ?? 0)));
  }

  async function* all(query: ExportQuery, from: ExportPosition | undefined): AsyncGenerator<ExportStep> {
    if (from) yield* rest(query, from);
    yield* conversations(query, from?.conversationId ?? '');
  }

  return {
    begin: history.now,
    timeOf: history.timeOf,
    async *items(query, from, caller) {
      const { signal, release } = leaving.with(caller);
      const breathe = breather();
      const { statuses = ['ACTIVE', 'CLOSED', 'ARCHIVED'] } = query.filter;
      try {
        for await (const step of all({ ...query, filter: { ...query.filter, statuses } }, from)) {
          await breathe();
          signal.throwIfAborted();
          yield step;
        }
      } finally {
        release();
      }
    },
  };
}

const none: ReadonlyMap<string, number> = new Map();

function at(conversationId: string, seq: number): ExportPosition {
  return { part: 'conversations', conversationId, seq };
}

/** The order of the stores: by bytes. */
function byCode(a: string, b: string): number {
  return a < b ? -1 : 1;
}
