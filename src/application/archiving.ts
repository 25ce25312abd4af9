import {
  type ArchiveReference,
  archived,
  expectArchivable,
  goneMs,
  PutUnsettled,
  restored,
  uploaded,
  uploading,
  uploadMs,
  uploadsOf,
  withdrawn,
} from '../domain/archive.js';
import type { Conversation } from '../domain/conversation.js';
import { DomainError, isFault } from '../domain/errors.js';
import type { Exclusive } from '../domain/exclusive.js';
import { canonical } from '../domain/json.js';
import type { Clock, ConversationStore, Ids } from '../domain/ports.js';
import type { Commits } from './commits.js';
import { expectNotErasing } from './erasure-gate.js';
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
  /** Moves on, and removes, what others who are gone by then have left half moved and half written. */
  sweep(signal: AbortSignal, now?: number): Promise<void>;
}

/** How often it is begun anew where others changed the conversation meanwhile. */
const maxTries = 5;
/** What a message waits for its conversation to be restored. */
const awakeMs = 60_000;
/** Logs that one look moves on. */
const sweepSize = 20;
/** Of removals, which nobody calls off. */
const never = new AbortController().signal;
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
      await noteUpload(head, key);
      let written: { readonly reference: ArchiveReference; readonly ends: readonly number[] };
      try {
        // Noted down before: the erasure that is not seen here waits.
        await expectNotErasing(store, head);
        written = await write(head, key, signal);
      } catch (error) {
        const unsettled = error instanceof PutUnsettled;
        // One that may still appear stays noted down until it cannot.
        if (!unsettled) await drop(head, [key]);
        // Another may have been first, and have removed what it took for left over.
        if (!isAsLong(await get(tenantId, conversationId), head)) continue;
        throw unsettled ? error.cause : error;
      }
      // Before the commit: what is there by then is of tries that it makes stale.
      const others = await othersThan(key, head, signal);
      const committing = commits.change(tenantId, conversationId, (now) => {
        const isOurs = now.archive?.key === key;
        const isNoted = now.uploads?.some((one) => one.key === key && one.since > 0);
        if (isOurs || !isNoted || !isAsLong(now, head) || now.activeTurnId !== undefined) {
          return { conversation: now, entries: [], result: isOurs ? now : undefined };
        }
        const conversation = withdrawn(uploaded(archived(now, written.reference), [key]), others);
        return { conversation, entries: [], result: conversation };
      });
      const moved = await committing.catch(async (error: unknown) => {
        // Of any other failure it is not known whether the head names the object.
        const isErased = isFault(error, 'conversation-not-found');
        if (isErased) await drop(head, [key]);
        throw error;
      });
      if (!moved) {
        await drop(head, [key]);
        continue;
      }
      if (others.length > 0) await drop(moved, others);
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
      await drop(of, [key]);
      throw error;
    }
  }

  /** An object that may appear from now on, whatever becomes of this process. */
  async function noteUpload({ tenantId, id }: Conversation, key: string): Promise<void> {
    await commits.change(tenantId, id, (now) => {
      const conversation = uploading(now, { key, since: clock.now() });
      return { conversation, entries: [], result: undefined };
    });
  }

  /** Removes objects that no head names, or will, and then what was noted of them; throws where that cannot be done now. */
  async function remove({ tenantId, id }: Conversation, keys: readonly string[]): Promise<Conversation> {
    for (const key of keys) await archive.remove(key, never);
    return commits.change(tenantId, id, (now) => {
      const conversation = uploaded(now, keys);
      return { conversation, entries: [], result: conversation };
    });
  }

  /** From now on no head names these objects, also where who writes them was held up; and no erasure waits for them. */
  function withdraw({ tenantId, id }: Conversation, keys: readonly string[]): Promise<void> {
    return commits.change(tenantId, id, (now) => {
      return { conversation: withdrawn(now, keys), entries: [], result: undefined };
    });
  }

  async function removeLeft(of: Conversation, keys: readonly string[]): Promise<void> {
    await withdraw(of, keys);
    await remove(of, keys);
  }

  /** Of tries that are over. What cannot be removed now the sweep removes, or an erasure. */
  async function drop(of: Conversation, keys: readonly string[]): Promise<Conversation | undefined> {
    await withdraw(of, keys).catch(() => undefined);
    return remove(of, keys).catch(() => undefined);
  }

  /** Writes the log, reads it back, and compares it with the store's, entry by entry. */
  async function write(head: Conversation, key: string, signal: AbortSignal) {
    const at = clock.now();
    const limit = AbortSignal.timeout(uploadMs);
    const told = await archive.put(head, key, logOf(head), AbortSignal.any([signal, limit])).catch((error: unknown) => {
      if (signal.aborted || !limit.aborted) throw error;
      const late = new DomainError({ kind: 'archive-unavailable', retryAfterMs: 2000 }, { cause: error });
      throw error instanceof PutUnsettled ? new PutUnsettled(late) : late;
    });
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
        const isDamaged = isFault(error, 'archive-damaged');
        if (!isDamaged || !(await isStillHere(now, reference))) throw error;
      }
      const others = await archive.keys(head, signal);
      const back = await commits.change(tenantId, conversationId, (now) => {
        const isThere = now.archive?.key === reference.key && now.archive.moving?.to === 'store';
        if (!isThere) return { conversation: now, entries: [], result: undefined };
        const conversation = withdrawn(restored(now), others);
        return { conversation, entries: [], result: conversation };
      });
      if (!back) continue;
      return (await drop(back, others)) ?? back;
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

  /** Does the same with all that are found; gives what kept it from some. */
  async function sweepAll(
    find: (limit: number) => Promise<Conversation[]>,
    act: (head: Conversation, signal: AbortSignal) => Promise<unknown>,
    signal: AbortSignal,
  ): Promise<unknown[]> {
    const failed = new Map<string, unknown>();
    for (;;) {
      // Those that failed are found again: they keep nobody else out.
      const found = await find(sweepSize + Math.min(failed.size, maxFailed));
      const heads = found.filter(({ tenantId, id }) => !failed.has(`${tenantId}/${id}`));
      for (const head of heads) {
        signal.throwIfAborted();
        await alone(head.tenantId, head.id, () => act(head, signal)).catch((error: unknown) => {
          if (signal.aborted) throw error;
          failed.set(`${head.tenantId}/${head.id}`, error);
        });
      }
      if (heads.length === 0) return [...failed.values()];
    }
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
          const isArchived = isFault(error, 'conversation-archived');
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

    async sweep(signal, now = clock.now()) {
      const failures = [
        await sweepAll((limit) => store.moving(now - goneMs, limit), moveOn, signal),
        await sweepAll(
          (limit) => store.uploading(now - uploadMs - goneMs, limit),
          (head) => removeLeft(head, uploadsOf(head, 'stale', now)),
          signal,
        ),
      ];
      const first = failures.flat()[0];
      if (first !== undefined) throw first;
    },
  };
}

/** The log is the same; what else moves the head, such as a turn's end without an entry, changes nothing of it. */
function isAsLong(now: Conversation, head: Conversation): boolean {
  return now.lastSeq === head.lastSeq && now.archives === head.archives;
}
