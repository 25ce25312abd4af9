import { uploadsOf } from '../domain/archive.js';
import type {
  ConversationPlace,
  Counts,
  ErasedStore,
  Erasure,
  Pseudonym,
  Receipt,
  Subject,
  UserPlace,
} from '../domain/erasure.js';
import { DomainError, isFault } from '../domain/errors.js';
import type { Clock, ConversationStore, Ids, Memory } from '../domain/ports.js';
import { ErasureLost, type Hold, holdErasure } from './erasure-hold.js';
import { pause } from './pause.js';
import { readableHeads } from './readable-heads.js';
import { maxQueuedTurns, type Settings } from './settings.js';

/** Erases users, everywhere, and looks again. */
export interface Erasing {
  /**
   * Erases all that is kept of a user, once for each request id; resolves to the receipt once a second look has found
   * nothing. The signal ends the waiting, never the erasure. Throws `request-id-reused` for another user's request id.
   */
  erase(subject: Subject, requestId: string, signal: AbortSignal): Promise<Receipt>;
  /** Takes up erasures that nobody works on; safe to call while it does. */
  look(): Promise<void>;
  /** Leaves what is under way to others, or to the next start. */
  stop(): Promise<void>;
}

/** How soon one that is not over, or has failed, is taken up again. */
const againMs = 2_000;
/** How soon its caller hears of its end. */
const lookEveryMs = 50;
/** Users that are erased here at the same time. */
const atOnce = 4;
/** Conversations that are erased together. */
const batch = 50;
/** What is erased in one call of a place. */
const some = 50;
/** How long turns have to stop, beyond the lease of one whose process is gone; and what is being learned, in one round. */
const stopMs = 5_000;
const everyStatus = ['ACTIVE', 'CLOSED', 'ARCHIVED'] as const;

export function makeErasing(
  store: ConversationStore,
  memory: Memory,
  cancel: (tenantId: string, turnId: string) => Promise<unknown>,
  pseudonym: Pseudonym,
  clock: Clock,
  ids: Ids,
  settings: Settings,
  report: (what: string, error: unknown, erasureId: string) => void,
): Erasing {
  const { erasures } = store;
  /** An erasure is one process's for so long, and longer as it goes on. */
  const { leaseMs } = settings;
  const memories: UserPlace = {
    store: 'memories',
    erase: (subject, _, signal) => memory.erase(subject, signal),
    count: (subject, signal) => memory.count(subject, signal),
  };
  const archive: ConversationPlace = {
    store: 'archive',
    async erase(tenantId, conversationIds) {
      let objects = 0;
      for (const id of conversationIds) objects += await store.archive.clear({ tenantId, id }, signal);
      return objects;
    },
    async count(tenantId, conversationIds) {
      let objects = 0;
      for (const id of conversationIds) objects += (await store.archive.keys({ tenantId, id }, signal)).length;
      return objects;
    },
  };
  // What is still to be learned goes before what was.
  const ofUsers: readonly UserPlace[] = [...erasures.ofUsers, memories];
  const ofConversations: readonly ConversationPlace[] = [...erasures.ofConversations, archive];
  const stopping = new AbortController();
  const { signal } = stopping;
  const underWay = new Set<Promise<void>>();
  const failing = new Set<string>();
  let looking: Promise<void> | undefined;

  async function erase(subject: Subject, requestId: string, waiting: AbortSignal): Promise<Receipt> {
    const { tenantId, userId } = subject;
    const id = ids.next();
    const erasure: Erasure = {
      tenantId,
      userId,
      id,
      request: pseudonym('request', tenantId, requestId || id),
      subject: pseudonym('user', tenantId, userId),
      startedAt: clock.now(),
      erased: {},
      attempt: 0,
    };
    let kept = await erasures.begin(erasure);
    while (kept?.endedAt === undefined) {
      if (kept && kept.subject !== erasure.subject) throw new DomainError({ kind: 'request-id-reused', requestId });
      void look();
      await pause(lookEveryMs);
      waiting.throwIfAborted();
      if (signal.aborted) throw new DomainError({ kind: 'server-draining', retryAfterMs: againMs });
      if (kept) kept = await erasures.receipt(tenantId, erasure.request);
      // After the one that is in the way.
      else if (!(await erasures.isUnderWay(subject))) kept = await erasures.begin(erasure);
    }
    if (kept.subject !== erasure.subject) throw new DomainError({ kind: 'request-id-reused', requestId });
    return kept;
  }

  function look(): Promise<void> {
    looking ??= takeUp().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  async function takeUp(): Promise<void> {
    if (signal.aborted || underWay.size >= atOnce) return;
    try {
      const asked = performance.now();
      for (const erasure of await erasures.take(leaseMs, atOnce - underWay.size)) {
        const one = work(erasure, asked).finally(() => underWay.delete(one));
        underWay.add(one);
      }
    } catch (error) {
      // The sweep tells of a store that is away.
      const away = isFault(error, 'store-unavailable');
      if (!away) report('erasures not looked at', error, '');
    }
  }

  async function work(taken: Erasure, asked: number): Promise<void> {
    const hold = holdErasure(erasures, taken, { asked, leaseMs, againMs }, signal);
    try {
      await goThrough(hold);
      failing.delete(taken.id);
    } catch (error) {
      const known = signal.aborted || error instanceof ErasureLost || failing.has(taken.id);
      if (!known) report('erasure put off', error, taken.id);
      if (!known) failing.add(taken.id);
    } finally {
      await hold.letGo();
    }
  }

  /** One round over all places, and the second look. What is not over then is taken up again. */
  async function goThrough(hold: Hold): Promise<void> {
    await removeConversations(hold);
    const found = hold.erasure.found ?? (await countAll(hold));
    await hold.keep({ ...hold.erasure, found });
    await eraseAll(hold);
    const left = await countAll(hold);
    const { found: _, ...rest } = hold.erasure;
    const erased = added(rest.erased, found, left);
    await hold.keep({ ...rest, erased });
    const heads = await store.conversations(rest.tenantId, ofUser(rest));
    const isOver = heads.length === 0 && Object.values(left).every((count) => count === 0);
    if (!isOver || !(await erasures.settle(signal))) return;
    let removed = 0;
    for await (const some of removedBy(hold)) removed += some.length;
    const { tenantId, id, request, subject, startedAt } = rest;
    const stores: ErasedStore[] = [
      { store: 'conversations', erased: removed, remaining: heads.length },
      ...Object.keys(left).map((name) => ({ store: name, erased: erased[name] ?? 0, remaining: left[name] ?? 0 })),
    ];
    await hold.keep(hold.erasure);
    await erasures.finish(hold.erasure, { tenantId, id, request, subject, startedAt, stores, endedAt: clock.now() });
  }

  const ofUser = ({ userId }: Subject) => {
    return { filter: { userId, statuses: everyStatus }, order: 'oldest', limit: batch } as const;
  };

  /** Once they are gone nothing is added to them; what waits for a place finds them by their ids. */
  async function removeConversations(hold: Hold): Promise<void> {
    for (;;) {
      const { page, unreadable } = readableHeads(store, hold.erasure.tenantId);
      const heads = await page(ofUser(hold.erasure));
      if (heads.length === 0 && unreadable.length === 0) return;
      const stopped = await Promise.all(heads.map(({ tenantId, id }) => quiet(tenantId, id, hold)));
      for (const { tenantId, id } of heads) await written(tenantId, id, hold);
      for (const id of [...heads.map((head) => head.id), ...unreadable]) {
        hold.check();
        if (!(await erasures.remove(hold.erasure, id))) throw new ErasureLost();
      }
      // One that does not stop finds out that its turn is gone when it renews its lease, and shows no more.
      if (stopped.includes(false) || unreadable.length > 0) await hold.wait(leaseMs);
    }
  }

  /** Stops what runs and what waits in a conversation; false when that did not end in time. */
  async function quiet(tenantId: string, conversationId: string, hold: Hold): Promise<boolean> {
    const giveUpAt = performance.now() + leaseMs + stopMs;
    for (;;) {
      const head = await store.conversation(tenantId, conversationId);
      if (head?.activeTurnId === undefined) return true;
      if (performance.now() > giveUpAt) return false;
      for (const { id } of await store.queuedTurns(tenantId, conversationId, maxQueuedTurns)) await stop(tenantId, id);
      await stop(tenantId, head.activeTurnId);
      await hold.wait(lookEveryMs);
    }
  }

  /** An object of the archive that is written at this moment is there by then, to be erased, or never will be. */
  async function written(tenantId: string, conversationId: string, hold: Hold): Promise<void> {
    for (;;) {
      const head = await store.conversation(tenantId, conversationId);
      if (!head) return;
      if (uploadsOf(head, 'live', clock.now()).length > 0) {
        await hold.wait(lookEveryMs);
        continue;
      }
      // By the whole keys, which the head alone knows: some servers of S3's protocol list no upload by less.
      for (const { key } of head.uploads ?? []) await store.archive.removeParts(key, signal);
      return;
    }
  }

  /** One that others change at the same time is stopped with the next look. */
  async function stop(tenantId: string, turnId: string): Promise<void> {
    try {
      await cancel(tenantId, turnId);
    } catch (error) {
      const passing = ['contention', 'turn-not-found', 'conversation-not-found'];
      if (!(error instanceof DomainError) || !passing.includes(error.fault.kind)) throw error;
    }
  }

  async function* removedBy({ erasure }: Hold): AsyncGenerator<string[]> {
    for (let after = ''; ; ) {
      const some = await erasures.removed(erasure, after, batch);
      const last = some.at(-1);
      if (last === undefined) return;
      yield some;
      after = last;
    }
  }

  async function eraseAll(hold: Hold): Promise<void> {
    const { tenantId } = hold.erasure;
    for await (const conversationIds of removedBy(hold)) {
      for (const place of ofConversations) {
        await hold.keep(hold.erasure);
        while ((await place.erase(tenantId, conversationIds, some)) > 0) hold.check();
        hold.check();
      }
    }
    for (const place of ofUsers) {
      await hold.keep(hold.erasure);
      // What is being learned comes to an end before memories are erased; where its process is gone, in a later round.
      for (const giveUpAt = performance.now() + stopMs; ; await hold.wait(lookEveryMs)) {
        while ((await place.erase(hold.erasure, some, signal)) > 0) hold.check();
        hold.check();
        if ((await place.count(hold.erasure, signal)) === 0 || performance.now() > giveUpAt) break;
      }
    }
  }

  async function countAll(hold: Hold): Promise<Record<string, number>> {
    const { tenantId } = hold.erasure;
    const counts = Object.fromEntries([...ofConversations, ...ofUsers].map((place) => [place.store, 0]));
    const add = (name: string, count: number) => {
      counts[name] = (counts[name] ?? 0) + count;
      hold.check();
    };
    for await (const conversationIds of removedBy(hold)) {
      for (const place of ofConversations) add(place.store, await place.count(tenantId, conversationIds));
    }
    for (const place of ofUsers) add(place.store, await place.count(hold.erasure, signal));
    return counts;
  }

  return {
    erase,
    look,
    async stop() {
      stopping.abort(new DomainError({ kind: 'server-draining', retryAfterMs: againMs }));
      await looking;
      await Promise.all(underWay);
    },
  };
}

/** What is erased after one more round. */
function added(erased: Counts, found: Counts, left: Counts): Record<string, number> {
  const names = Object.keys(left);
  return Object.fromEntries(
    names.map((name) => [name, (erased[name] ?? 0) + Math.max((found[name] ?? 0) - (left[name] ?? 0), 0)]),
  );
}
