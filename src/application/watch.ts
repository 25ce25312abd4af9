import { shownVersion } from '../domain/archive.js';
import type { Conversation } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { DomainError } from '../domain/errors.js';
import { matches } from '../domain/filter.js';
import type { ConversationFilter, ConversationStore, StoreChange } from '../domain/ports.js';
import { type Bell, makeBell } from './bell.js';
import type { Settings } from './settings.js';
import { makeShared } from './shared.js';

export type WatchedEntry =
  | { readonly kind: 'entry'; readonly entry: Entry }
  /** All up to `headSeq` has been shown. */
  | { readonly kind: 'heartbeat'; readonly headSeq: number };

export type WatchedConversation =
  | { readonly kind: 'conversation'; readonly conversation: Conversation }
  | { readonly kind: 'removed'; readonly id: string }
  | { readonly kind: 'synced' }
  | { readonly kind: 'heartbeat' };

/**
 * What happens, as it happens. The store's word that something changed is only a reason to look: what is shown comes from
 * the log and the heads, by `seq`, so that a word that is lost, late or said twice changes nothing but the moment.
 */
export interface Watch {
  /** The log after a `seq`, then live: each entry once, in order. Throws `seq-out-of-range` beyond its end. */
  entries(tenantId: string, conversationId: string, afterSeq: number, signal: AbortSignal): AsyncIterable<WatchedEntry>;
  /** What matches, `synced`, then what changes and what matches no more. Throws `watch-too-wide` for too many. */
  conversations(tenantId: string, filter: ConversationFilter, signal: AbortSignal): AsyncIterable<WatchedConversation>;
  /** Ends all of them with `server-draining`: their callers go on elsewhere. */
  goAway(): void;
}

/** Entries, and conversations, that are read at once. */
const pageSize = 100;
/** Conversations that one watcher may have in view; of each an id and a number are kept. */
const maxInView = 100_000;

export function makeWatch(store: ConversationStore, settings: Settings): Watch {
  /** Those who watch a conversation here. */
  interface Hub {
    readonly bell: Bell;
    watchers: number;
  }
  interface ListWatcher {
    readonly tenantId: string;
    readonly bell: Bell;
    readonly changed: Set<string>;
    /** Anything may have changed. */
    stale: boolean;
  }
  const hubs = new Map<string, Hub>();
  const lists = new Set<ListWatcher>();
  const shared = makeShared();
  /** Changes that were told of so far: a look that began before the newest may not show it. */
  let heard = 0;
  let leaving = false;
  let ending: Promise<() => void> | undefined;
  let watchers = 0;
  const key = (tenantId: string, conversationId: string) => `${tenantId}/${conversationId}`;

  function hear(change: StoreChange): void {
    heard++;
    if (change.kind === 'gap') {
      for (const { bell } of hubs.values()) bell.ring();
      for (const list of lists) {
        list.stale = true;
        list.bell.ring();
      }
      return;
    }
    const { tenantId, conversationId } = change;
    hubs.get(key(tenantId, conversationId))?.bell.ring();
    for (const list of lists) {
      if (list.tenantId !== tenantId) continue;
      list.changed.add(conversationId);
      if (list.changed.size > maxInView) {
        list.changed.clear();
        list.stale = true;
      }
      list.bell.ring();
    }
  }

  /** The store is listened to while anybody watches. */
  async function listen(): Promise<void> {
    watchers++;
    ending ??= store.watch(hear);
    try {
      await ending;
    } catch (error) {
      ending = undefined;
      throw error;
    }
  }

  function unlisten(): void {
    watchers--;
    if (watchers > 0 || !ending) return;
    const last = ending;
    ending = undefined;
    last.then((end) => end()).catch(() => undefined);
  }

  function expectStaying(): void {
    if (leaving) throw new DomainError({ kind: 'server-draining', retryAfterMs: 500 });
  }

  async function* entries(
    tenantId: string,
    conversationId: string,
    afterSeq: number,
    signal: AbortSignal,
  ): AsyncGenerator<WatchedEntry> {
    const name = key(tenantId, conversationId);
    const hub = hubs.get(name) ?? { bell: makeBell(), watchers: 0 };
    hubs.set(name, hub);
    hub.watchers++;
    try {
      await listen();
      const head = await store.conversation(tenantId, conversationId);
      if (!head) throw new DomainError({ kind: 'conversation-not-found', conversationId });
      const { lastSeq } = head;
      if (afterSeq > lastSeq) throw new DomainError({ kind: 'seq-out-of-range', conversationId, lastSeq });
      let after = afterSeq;
      let woken = false;
      for (;;) {
        const { rung } = hub.bell;
        const page = { order: 'oldest', after, messagesOnly: false, limit: pageSize } as const;
        const found = await shared(`${name}/${rung}/${after}`, () =>
          store.entries({ tenantId, conversationId, ...page }),
        );
        for (const entry of found) {
          expectStaying();
          yield { kind: 'entry', entry };
          after = entry.seq;
        }
        expectStaying();
        if (found.length === pageSize) continue;
        // Rung, and nothing new: it may have been erased, and begun anew.
        if (woken && found.length === 0) {
          const now = await shared(`${name}/${rung}`, () => store.conversation(tenantId, conversationId));
          if (!now || now.lastSeq < after) throw new DomainError({ kind: 'conversation-not-found', conversationId });
        }
        const quiet = await hub.bell.quiet(rung, settings.heartbeatMs, signal);
        signal.throwIfAborted();
        expectStaying();
        woken = !quiet;
        if (quiet) yield { kind: 'heartbeat', headSeq: after };
      }
    } finally {
      unlisten();
      hub.watchers--;
      if (hub.watchers === 0 && hubs.get(name) === hub) hubs.delete(name);
    }
  }

  async function* conversations(
    tenantId: string,
    filter: ConversationFilter,
    signal: AbortSignal,
  ): AsyncGenerator<WatchedConversation> {
    const list: ListWatcher = { tenantId, bell: makeBell(), changed: new Set(), stale: true };
    lists.add(list);
    const shown = new Map<string, number>();
    let synced = false;

    /** What there is to show of a conversation, if anything. */
    function news(id: string, now: Conversation | undefined): WatchedConversation | undefined {
      const before = shown.get(id);
      if (!now || !matches(filter, now)) return shown.delete(id) ? { kind: 'removed', id } : undefined;
      if (before !== undefined && shownVersion(now) <= before) return undefined;
      shown.set(id, shownVersion(now));
      if (shown.size > maxInView) throw new DomainError({ kind: 'watch-too-wide', limit: maxInView });
      return { kind: 'conversation', conversation: now };
    }

    async function* look(id: string): AsyncGenerator<WatchedConversation> {
      const now = await shared(`${heard}/${key(tenantId, id)}`, () => store.conversation(tenantId, id));
      const event = news(id, now);
      if (event) yield event;
    }

    /** All that matches; what changes meanwhile is told of besides, so that no page needs to be exact. */
    async function* lookAtAll(): AsyncGenerator<WatchedConversation> {
      const gone = new Set(shown.keys());
      let last: Conversation | undefined;
      do {
        const after = last && { lastActivityAt: last.lastActivityAt, id: last.id };
        const query = { filter, order: 'newest', limit: pageSize, ...(after ? { after } : {}) } as const;
        const page = await store.conversations(tenantId, query);
        for (const now of page) {
          gone.delete(now.id);
          const event = news(now.id, now);
          if (event) yield event;
        }
        last = page.length === pageSize ? page.at(-1) : undefined;
      } while (last);
      for (const id of gone) yield* look(id);
    }

    try {
      await listen();
      for (;;) {
        const { rung } = list.bell;
        const all = list.stale;
        list.stale = false;
        if (all) yield* lookAtAll();
        if (!synced) yield { kind: 'synced' };
        synced = true;
        for (const id of list.changed) {
          list.changed.delete(id);
          expectStaying();
          yield* look(id);
        }
        expectStaying();
        const quiet = await list.bell.quiet(rung, settings.heartbeatMs, signal);
        signal.throwIfAborted();
        expectStaying();
        if (quiet) yield { kind: 'heartbeat' };
      }
    } finally {
      lists.delete(list);
      unlisten();
    }
  }

  return {
    entries,
    conversations,
    goAway() {
      leaving = true;
      for (const { bell } of hubs.values()) bell.ring();
      for (const { bell } of lists) bell.ring();
    },
  };
}
