import type { Archive, ArchiveReference } from '../domain/archive.js';
import type { Conversation } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { DomainError } from '../domain/errors.js';
import type { EntryQuery } from '../domain/ports.js';
import { weightOf } from './pages.js';
import { makeShared } from './shared.js';

/** Neighbouring entries of an archived log: the whole log, unless that is long. */
interface Window {
  readonly first: number;
  readonly last: number;
  readonly entries: readonly Entry[];
  readonly weight: number;
}

/** Of the entries of one window, and of all that are kept. */
const windowBytes = 4 * 1024 * 1024;
const keptBytes = 32 * 1024 * 1024;
/** An archive that takes longer to give a log is away. */
const readMs = 30_000;

/** Reads pages of archived logs. */
export type LogWindows = (head: Conversation, reference: ArchiveReference, query: EntryQuery) => Promise<Entry[]>;

/**
 * What was unpacked for one page is kept for the next, which comes soon as a rule; what an object holds never changes. Each
 * object is read to its end and compared with its hash before any of it is shown.
 */
export function makeLogWindows(archive: Archive): LogWindows {
  const shared = makeShared();
  /** The one used last comes last. */
  const kept = new Map<string, Window>();
  let weight = 0;

  async function windowAt(head: Conversation, reference: ArchiveReference, seq: number, order: EntryQuery['order']) {
    for (const [name, window] of kept) {
      if (!name.startsWith(`${reference.key}#`) || seq < window.first || seq > window.last) continue;
      kept.delete(name);
      kept.set(name, window);
      return window;
    }
    const name = `${reference.key}#${seq}/${order}`;
    return shared(name, async () => {
      const window = await unpack(head, reference, seq, order);
      kept.set(name, window);
      weight += window.weight;
      for (const [oldest, { weight: freed }] of kept) {
        if (weight <= keptBytes) break;
        kept.delete(oldest);
        weight -= freed;
      }
      return window;
    });
  }

  /** The window that has a seq, and of what is around it first of all what comes next in that order. */
  async function unpack(
    head: Conversation,
    reference: ArchiveReference,
    wanted: number,
    order: EntryQuery['order'],
  ): Promise<Window> {
    const entries: Entry[] = [];
    let weight = 0;
    let full = false;
    const within = AbortSignal.timeout(readMs);
    try {
      for await (const entry of archive.get(head, reference, within)) {
        if (full) continue;
        entries.push(entry);
        weight += weightOf(entry);
        while (weight > windowBytes && entries.length > 1) {
          const beyond = entry.seq > wanted;
          const front = entries[0];
          full = beyond && (order === 'newest' || front?.seq === wanted);
          const gone = full ? entries.pop() : entries.shift();
          weight -= weightOf(gone);
          if (full) break;
        }
      }
    } catch (error) {
      if (within.aborted) throw new DomainError({ kind: 'archive-unavailable', retryAfterMs: 2000 }, { cause: error });
      throw error;
    }
    return { first: entries[0]?.seq ?? 0, last: entries.at(-1)?.seq ?? 0, entries, weight };
  }

  return async (head, reference, { order, after = 0, before = Number.MAX_SAFE_INTEGER, messagesOnly, limit }) => {
    const [least, most] = [after + 1, Math.min(before - 1, reference.entries)];
    const found: Entry[] = [];
    for (let seq = order === 'oldest' ? least : most; seq >= least && seq <= most && found.length < limit; ) {
      const { first, last, entries } = await windowAt(head, reference, seq, order);
      const here = order === 'oldest' ? entries.slice(seq - first) : entries.slice(0, seq - first + 1).reverse();
      for (const entry of here) {
        if (entry.seq < least || entry.seq > most || found.length >= limit) break;
        if (!messagesOnly || entry.message) found.push(entry);
      }
      seq = order === 'oldest' ? last + 1 : first - 1;
    }
    return found;
  };
}
