import { type ArchiveReference, archived, expectArchivable, restored } from '../domain/archive.js';
import type { Conversation } from '../domain/conversation.js';
import { DomainError } from '../domain/errors.js';
import type { Exclusive } from '../domain/exclusive.js';
import { canonical } from '../domain/json.js';
import type { Clock, ConversationStore, Ids } from '../domain/ports.js';
import type { Commits } from './commits.js';
import { makeEnds, makeLogMoves } from './log-moves.js';

/**
 * Moves logs of closed conversations to the archive and back. Whatever cuts it off, at any point: the log is whole in one of
 * the two, readers get it from there, and doing it again, or `sweep`, finishes it.
 */
export interface Archiving {
  /**
   * Nothing happens to one that is archived already; `isNew` says that this call has done it. Throws `conversation-open` and
   * `conversation-busy`.
   */
  archive(
    tenantId: string,
    conversationId: string,
    signal: AbortSignal,
  ): Promise<{ readonly conversation: Conversation; readonly isNew: boolean }>;
  /** Back to CLOSED; nothing happens to one that is not archived. */
  restore(tenantId: string, conversationId: string, signal: AbortSignal): Promise<Conversation>;
  /**
   * Does what a message of the user's needs; where that finds its conversation archived, it is restored and done again. One
   * that could not become ACTIVE stays archived: `other-conversation-open`.
   */
  awake<T>(tenantId: string, conversationId: string, act: () => Promise<T>): Promise<T>;
  /** Moves on what others have left half moved: nobody has moved any of it for `quietMs`. */
  sweep(signal: AbortSignal, quietMs?: number): Promise<void>;
}

/** How often it is begun anew where others changed the conversation meanwhile. */
const maxTries = 5;
/** What a message waits for its conversation to be restored. */
const awakeMs = 60_000;
/** Who moves a log says so at least this often, unless it is gone. */
const goneMs = 15_000;
/** Logs that one look moves on. */
const sweepSize = 20;
/** Of those that cannot be moved on, how many are passed over. */
const maxFailed = 1000;

export function makeArchiving(
  store: ConversationStore,
  commits: Commits,
  exclusive: Exclusive,
  clock: Clock,
  ids: Ids,
  report: (what: string, error: unknown, conversationId: string) => void,
): Archiving {
  const { archive } = store;
  const { logOf, check, leave, comeBack, turnRound } = makeLogMoves(store, commits, clock);
  /** One at a time here: the second one finds it done. */
  const alone = <T>(tenantId: string, conversationId: string, task: () => Promise<T>) =>
    exclusive(`archive ${tenantId}/${conversationId}`, task);

  async function get(tenantId: string, conversationId: string): Promise<Conversation> {
    const head = await store.conversation(tenantId, conversationId);
    if (!head) throw new DomainError({ kind: 'conversation-not-found', conversationId });
    return head;
  }

  async function toArchive(tenantId: string, conversationId: string, signal: AbortSignal) {
    for (let tries = 0; tries < maxTries; tries++) {
      const head = await get(tenantId, conversationId);
      if (head.archive) return { conversation: head, isNew: false };
      expectArchivable(head);
      const key = `${tenantId}/${conversationId}/${head.lastSeq}-${ids.next()}`;
      let written: { readonly reference: ArchiveReference; readonly ends: readonly number[] };
      try {
        written = await write(head, key, signal);
      } catch (error) {
        await removeAll([key]);
        // Another may have been first, and have removed what it took for left over.
        if (!isAsLong(await get(tenantId, conversationId), head)) continue;
        throw error;
      }
      // Before the commit: what is there by then is of tries that it makes stale.
      const others = await othersThan(key, head, signal);
      const committing = commits.change(tenantId, conversationId, (now) => {
        const isOurs = now.archive?.key === key;
        if (isOurs || !isAsLong(now, head) || now.activeTurnId !== undefined) {
          return { conversation: now, entries: [], result: isOurs ? now : undefined };
        }
        const conversation = archived(now, written.reference);
        return { conversation, entries: [], result: conversation };
      });
      const moved = await committing.catch(async (error: unknown) => {
        // Of any other failure it is not known whether the head names the object.
        const isErased = error instanceof DomainError && error.fault.kind === 'conversation-not-found';
        if (isErased) await removeAll([key]);
        throw error;
      });
      if (!moved) {
        await removeAll([key]);
        continue;
      }
      await removeAll(others);
      try {
        return { conversation: await leave(moved, written.ends, signal), isNew: true };
      } catch (error) {
        // It is archived, and the sweep goes on from here.
        report('entries of an archived log have not left the store yet', error, conversationId);
        return { conversation: moved, isNew: true };
      }
    }
    throw new DomainError({ kind: 'contention', conversationId });
  }

  /** The keys of a conversation's objects but one, which goes where they cannot be told. */
  async function othersThan(key: string, of: Conversation, signal: AbortSignal): Promise<string[]> {
    try {
      return (await archive.keys(of, signal)).filter((one) => one !== key);
    } catch (error) {
      await removeAll([key]);
      throw error;
    }
  }

  /** Writes the log, reads it back, and compares it with the store's, entry by entry. */
  async function write(head: Conversation, key: string, signal: AbortSignal) {
    const at = clock.now();
    const told = await archive.put(head, key, logOf(head), signal);
    const reference: ArchiveReference = { key, ...told, at, moving: { to: 'archive', since: at } };
    const damaged = () => new DomainError({ kind: 'archive-damaged', conversationId: head.id });
    if (told.entries !== head.lastSeq) throw damaged();
    const stored = logOf(head);
    const ends = makeEnds();
    for await (const entry of archive.get(head, reference, signal)) {
      const { value } = await stored.next();
      if (canonical(entry) !== canonical(value)) throw damaged();
      ends.see(entry);
    }
    return { reference, ends: ends.all() };
  }

  async function toStore(tenantId: string, conversationId: string, signal: AbortSignal): Promise<Conversation> {
    for (let tries = 0; tries < maxTries; tries++) {
      const head = await get(tenantId, conversationId);
      const reference = head.archive;
      if (!reference) return head;
      try {
        await check(head, reference, signal);
        await turnRound(head, reference);
        await comeBack(head, reference, signal);
      } catch (error) {
        const now = await get(tenantId, conversationId);
        if (now.archive?.key !== reference.key) continue;
        const isDamaged = error instanceof DomainError && error.fault.kind === 'archive-damaged';
        if (!isDamaged || !(await isStillHere(now, reference))) throw error;
      }
      const others = await archive.keys(head, signal);
      const back = await commits.change(tenantId, conversationId, (now) => {
        const isThere = now.archive?.key === reference.key && now.archive.moving?.to === 'store';
        if (!isThere) return { conversation: now, entries: [], result: undefined };
        const conversation = restored(now);
        return { conversation, entries: [], result: conversation };
      });
      if (!back) continue;
      await removeAll(others);
      return back;
    }
    throw new DomainError({ kind: 'contention', conversationId });
  }

  /** Whether the whole log is in the store yet, so that it needs no object; from now on none of it leaves. */
  async function isStillHere(head: Conversation, reference: ArchiveReference): Promise<boolean> {
    if (!head.archive?.moving) return false;
    await turnRound(head, reference);
    try {
      for await (const _ of logOf(head));
      return true;
    } catch {
      return false;
    }
  }

  /** Objects that no head names, or will. What cannot be removed now is with the next move of that conversation. */
  async function removeAll(keys: readonly string[]): Promise<void> {
    const { signal } = new AbortController();
    await Promise.all(keys.map((key) => archive.remove(key, signal).catch(() => undefined)));
  }

  async function moveOn(head: Conversation, signal: AbortSignal): Promise<void> {
    const { tenantId, id, archive: reference } = head;
    if (reference?.moving?.to === 'store') await toStore(tenantId, id, signal);
    else if (reference?.moving) await leave(head, await check(head, reference, signal), signal);
  }

  return {
    archive: (tenantId, conversationId, signal) =>
      alone(tenantId, conversationId, () => toArchive(tenantId, conversationId, signal)),
    restore: (tenantId, conversationId, signal) =>
      alone(tenantId, conversationId, () => toStore(tenantId, conversationId, signal)),

    async awake(tenantId, conversationId, act) {
      for (let tries = 1; ; tries++) {
        try {
          return await act();
        } catch (error) {
          const isArchived = error instanceof DomainError && error.fault.kind === 'conversation-archived';
          if (!isArchived || tries === maxTries) throw error;
        }
        const { userId, channel } = await get(tenantId, conversationId);
        const open = await store.openConversation(tenantId, userId, channel);
        if (open) {
          throw new DomainError({ kind: 'other-conversation-open', conversationId, openConversationId: open.id });
        }
        const within = AbortSignal.timeout(awakeMs);
        await alone(tenantId, conversationId, () => toStore(tenantId, conversationId, within)).catch((error) => {
          if (!within.aborted) throw error;
          throw new DomainError({ kind: 'archive-unavailable', retryAfterMs: 2000 }, { cause: error });
        });
      }
    },

    async sweep(signal, quietMs = goneMs) {
      const before = clock.now() - quietMs;
      const failed = new Map<string, unknown>();
      for (;;) {
        // Those that failed are found again: they keep nobody else out.
        const found = await store.moving(before, sweepSize + Math.min(failed.size, maxFailed));
        const heads = found.filter(({ tenantId, id }) => !failed.has(`${tenantId}/${id}`));
        for (const head of heads) {
          signal.throwIfAborted();
          await alone(head.tenantId, head.id, () => moveOn(head, signal)).catch((error: unknown) => {
            if (signal.aborted) throw error;
            failed.set(`${head.tenantId}/${head.id}`, error);
          });
        }
        if (heads.length === 0) break;
      }
      const [first] = failed.values();
      if (first !== undefined) throw first;
    },
  };
}

/** The log is the same; what else moves the head, such as a turn's end without an entry, changes nothing of it. */
function isAsLong(now: Conversation, head: Conversation): boolean {
  return now.lastSeq === head.lastSeq && now.archives === head.archives;
}
