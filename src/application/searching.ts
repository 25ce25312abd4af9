import type { Entry } from '../domain/entry.js';
import { isUnreadable } from '../domain/errors.js';
import type { Message, Role } from '../domain/message.js';
import type { ConversationFilter, ConversationStore } from '../domain/ports.js';
import { scoreOf, type Weights } from '../domain/relevance.js';
import { isSought, type Match, type Place } from '../domain/search.js';
import { type Snippet, snippetOf } from '../domain/snippet.js';
import { readWanted, type Wanted } from '../domain/wanted.js';
import { breather } from './breather.js';
import { entryAt } from './entry-at.js';
import { maxPageBytes, weightOf } from './pages.js';

/** What is searched for; absent fields narrow nothing. */
export interface SearchRequest {
  readonly query: string;
  /** Of the conversations as they are now; archived ones are in where no statuses are given. */
  readonly filter: ConversationFilter;
  readonly roles?: readonly Role[];
  readonly from?: number;
  /** Exclusive. */
  readonly to?: number;
}

export interface Hit {
  readonly conversationId: string;
  readonly seq: number;
  readonly message: Message;
  readonly score: number;
  readonly snippet: Snippet;
}

type Rank = Pick<Match, 'conversationId' | 'seq'> & { readonly score: number };

/** Where a search goes on: within a stretch of the index, or at the next one. */
export interface SearchPosition {
  readonly weights: Weights;
  readonly top: Place;
  readonly downTo?: Place;
  readonly after?: Rank;
}

export interface Searching {
  /**
   * The best first, of the newest thousand messages that match; then those of the thousand before, and so on. What is indexed
   * later is on no later page, and what is gone makes no other message be missed. A page may have fewer hits than asked for,
   * even none, and yet a next one: when it has taken long enough or is large enough.
   */
  page(
    tenantId: string,
    request: SearchRequest,
    size: number,
    from: SearchPosition | undefined,
    signal: AbortSignal,
  ): Promise<{ readonly hits: readonly Hit[]; readonly next?: SearchPosition }>;
}

/** Messages that are ranked together. */
const stretch = 1_000;
/** After so long a page ends with what it has. */
const pageMs = 1_000;
/** Logs that are read at the same time. */
const atOnce = 10;
/** Words of a message, where no match tells. */
const usualLength = 25;

export function makeSearching(store: ConversationStore): Searching {
  const { search } = store;

  /** The message of a match; of one that cannot be read none, which keeps no other from being found. */
  async function messageOf(tenantId: string, { conversationId, seq }: Rank): Promise<Entry | undefined> {
    try {
      return await entryAt(store, { tenantId, conversationId }, seq);
    } catch (error) {
      if (isUnreadable(error)) return undefined;
      throw error;
    }
  }

  /** The messages of matches, in their order; some are gone by now. */
  async function* read(tenantId: string, ranks: readonly Rank[]): AsyncGenerator<readonly [Rank, Entry | undefined]> {
    for (let i = 0; i < ranks.length; i += atOnce) {
      const some = ranks.slice(i, i + atOnce);
      const entries = await Promise.all(some.map((rank) => messageOf(tenantId, rank)));
      for (const [j, entry] of entries.entries()) {
        const rank = some[j];
        if (rank) yield [rank, entry];
      }
    }
  }

  return {
    async page(tenantId, request, size, from, signal) {
      const { query, ...narrowed } = request;
      const wanted = readWanted(query, search.tokenize);
      const breathe = breather();
      const began = performance.now();
      const hits: Hit[] = [];
      let room = maxPageBytes;
      for (let at = from; ; ) {
        signal.throwIfAborted();
        const { weights: known, top, downTo, after } = at ?? {};
        // With a little room, should clocks that differ bring something into a stretch that was looked at before.
        const limit = downTo === undefined ? stretch : 2 * stretch;
        const bounds = { ...(top === undefined ? {} : { below: top }), ...(downTo === undefined ? {} : { downTo }) };
        const looked = await search.look(tenantId, { wanted, ...narrowed, ...bounds, limit });
        const weights = known ?? (await weigh(tenantId, wanted, looked.matches));
        const ranked = ranking(looked.matches, weights).filter((rank) => !after || order(after, rank) < 0);
        const end = looked.next ?? downTo;
        let last = after;
        const here = (): SearchPosition => {
          return {
            weights,
            top: looked.top,
            ...(end === undefined ? {} : { downTo: end }),
            ...(last ? { after: last } : {}),
          };
        };
        for await (const [rank, entry] of read(tenantId, ranked)) {
          if (hits.length === size) return { hits, next: here() };
          const hit = toHit(rank, entry, wanted);
          if (hit) {
            room -= weightOf({ message: hit.message, snippet: hit.snippet });
            if (room < 0 && hits.length > 0) return { hits, next: here() };
            hits.push(hit);
          }
          last = rank;
          await breathe();
        }
        if (end === undefined) return { hits };
        // Of a stretch that was looked at before only a part, for want of time: what was shown of it stays out.
        const isPart = looked.next !== undefined && downTo !== undefined;
        at = { weights, top: end, ...(isPart ? { downTo } : {}), ...(isPart && after ? { after } : {}) };
        if (hits.length === size || performance.now() - began > pageMs) return { hits, next: at };
      }
    },
  };

  async function weigh(tenantId: string, wanted: Wanted, matches: readonly Match[]): Promise<Weights> {
    const words = matches.reduce((sum, { length }) => sum + length, 0);
    const found = await search.found(tenantId, wanted);
    return { found, usualLength: matches.length > 0 ? words / matches.length : usualLength };
  }

  function toHit(rank: Rank, entry: Entry | undefined, wanted: Wanted): Hit | undefined {
    const message = entry?.message;
    if (!isSought(message)) return undefined;
    return { ...rank, message, snippet: snippetOf(message.text, wanted, search.tokenize) };
  }
}

function ranking(matches: readonly Match[], weights: Weights): Rank[] {
  return matches
    .map((match) => ({ conversationId: match.conversationId, seq: match.seq, score: scoreOf(match, weights) }))
    .sort(order);
}

/** Best first; of equals the newer conversation's, as later ids sort later, and its newer message. */
function order(a: Rank, b: Rank): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.conversationId !== b.conversationId) return a.conversationId < b.conversationId ? 1 : -1;
  return b.seq - a.seq;
}
