import type { Conversation } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { DomainError, isUnreadable } from '../domain/errors.js';
import { matches } from '../domain/filter.js';
import type { Lengths, Moment, Then } from '../domain/history.js';
import type { ConversationFilter, ConversationStore } from '../domain/ports.js';
import { everyStatus, looksAtHeads } from './as-of.js';
import { breather } from './breather.js';
import { makeCandidates } from './export-candidates.js';
import type { Leaving } from './leaving.js';
import { makeLogThen } from './log-then.js';

/** What an export writes a line of. */
export type Exported =
  | { readonly kind: 'conversation'; readonly conversation: Conversation }
  | { readonly kind: 'entry'; readonly conversationId: string; readonly entry: Entry }
  /** A conversation whose head or log is damaged, or whose archived log is missing: what comes of it before this is all that could be read. */
  | { readonly kind: 'unreadable'; readonly conversationId: string }
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
  /** The moment that an export which begins now is of. Throws `counting-under-way`. */
  begin(tenantId: string): Promise<Moment>;
  /** When that was, in milliseconds since the epoch. */
  timeOf(moment: Moment): number;
  /**
   * All that an export writes after a position, in an order that never changes: conversations by id, each with its log, then
   * those that were erased. Whenever it is read, and whatever happens meanwhile, it is the same; but what was erased is gone.
   * Ends with `server-draining` when this process goes away: its reader goes on elsewhere. Throws `counting-under-way`.
   */
  items(query: ExportQuery, from: ExportPosition | undefined, signal: AbortSignal): AsyncIterable<ExportStep>;
}

export interface ExportStep {
  readonly item: Exported;
  /** Where the export stands after it. */
  readonly position: ExportPosition;
}

/** Conversations that were erased, looked for at once. */
const pageSize = 500;
/** When to ask again while what an earlier version kept is being counted. */
const countedInMs = 10_000;

export function makeExport(store: ConversationStore, leaving: Leaving): Export {
  const candidates = makeCandidates(store);
  const log = makeLogThen(store);

  async function* conversations(query: ExportQuery, after: string, signal: AbortSignal): AsyncGenerator<ExportStep> {
    const { tenantId } = query;
    for await (const page of candidates.after(query, after, signal)) {
      const heads = await headsOf(tenantId, page);
      for (const then of page) {
        const now = heads?.get(then.id);
        if (!heads || now) yield* readable(then, one(query, then, now, signal));
      }
    }
  }

  /** Undefined where one of them cannot be read: each is to be read by itself. */
  async function headsOf(tenantId: string, page: readonly Lengths[]): Promise<Map<string, Conversation> | undefined> {
    const ids = page.map(({ id }) => id);
    try {
      return new Map((await store.conversationsById(tenantId, ids)).map((head) => [head.id, head]));
    } catch (error) {
      if (isUnreadable(error)) return undefined;
      throw error;
    }
  }

  async function* one(
    query: ExportQuery,
    then: Lengths,
    known: Conversation | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<ExportStep> {
    const { tenantId, filter, until } = query;
    const now = known ?? (await store.conversation(tenantId, then.id));
    if (!now) return;
    const conversation = await log.head(now, then.lastSeq, until, signal);
    if (!conversation || !matches(filter, conversation)) return;
    yield { item: { kind: 'conversation', conversation }, position: at(then.id, 0) };
    yield* entries(query, then, await shownBefore(query, now, then.lastSeqBefore, signal));
  }

  /** One log that cannot be read keeps no other from being exported. */
  async function* readable({ id, lastSeq }: Lengths, steps: AsyncGenerator<ExportStep>): AsyncGenerator<ExportStep> {
    try {
      yield* steps;
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      yield { item: { kind: 'unreadable', conversationId: id }, position: at(id, lastSeq) };
    }
  }

  /** The part of a log that the export before has: none of one that did not match then. */
  async function shownBefore(query: ExportQuery, now: Conversation, lastSeq: number, signal: AbortSignal) {
    const { since, filter } = query;
    if (since === undefined || lastSeq === 0 || !looksAtHeads(filter)) return lastSeq;
    const head = await log.head(now, lastSeq, since, signal);
    return head && matches(filter, head) ? lastSeq : 0;
  }

  async function* entries({ tenantId }: ExportQuery, then: Then, after: number): AsyncGenerator<ExportStep> {
    for await (const entry of log.entries(tenantId, then, after)) {
      yield { item: { kind: 'entry', conversationId: then.id, entry }, position: at(then.id, entry.seq) };
    }
  }

  /** The rest of the conversation at which an export was broken off. */
  async function* rest(query: ExportQuery, { conversationId, seq }: ExportPosition, signal: AbortSignal) {
    const [then] = await candidates.among(query, [conversationId]);
    if (then && seq < then.lastSeq) yield* readable(then, restOf(query, then, seq, signal));
  }

  async function* restOf(query: ExportQuery, then: Lengths, seq: number, signal: AbortSignal) {
    const now = await store.conversation(query.tenantId, then.id);
    if (now) yield* entries(query, then, seq || (await shownBefore(query, now, then.lastSeqBefore, signal)));
  }

  async function* all(query: ExportQuery, from: ExportPosition | undefined, signal: AbortSignal) {
    if (from?.part !== 'removed') {
      if (from) yield* rest(query, from, signal);
      yield* conversations(query, from?.conversationId ?? '', signal);
    }
    yield* removed(query, from?.part === 'removed' ? from.conversationId : '');
  }

  /** Of which user they were nobody knows any more, so that no filter applies to them. */
  async function* removed({ tenantId, until, since }: ExportQuery, after: string): AsyncGenerator<ExportStep> {
    for (let last: string | undefined = since === undefined ? undefined : after; last !== undefined; ) {
      const query = { since: since ?? until, until, after: last, limit: pageSize };
      const ids: string[] = await store.erasures.erasedBetween(tenantId, query);
      for (const conversationId of ids) {
        const position = { part: 'removed', conversationId, seq: 0 } as const;
        yield { item: { kind: 'removed', conversationId }, position };
      }
      last = ids.length === pageSize ? ids.at(-1) : undefined;
    }
  }

  /** How long a conversation was is known by what is counted of it: one that is not counted yet would be left out. */
  async function expectWhole(): Promise<void> {
    if (!(await store.numbers.isWhole())) {
      throw new DomainError({ kind: 'counting-under-way', retryAfterMs: countedInMs });
    }
  }

  return {
    async begin(tenantId) {
      await expectWhole();
      return store.history.now(tenantId);
    },
    timeOf: store.history.timeOf,
    async *items(given, from, caller) {
      const { signal, release } = leaving.with(caller);
      const breathe = breather();
      const query = { ...given, filter: { statuses: everyStatus, ...given.filter } };
      try {
        await expectWhole();
        for await (const step of all(query, from, signal)) {
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

function at(conversationId: string, seq: number): ExportPosition {
  return { part: 'conversations', conversationId, seq };
}
