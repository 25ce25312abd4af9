import { makeExclusive } from '../domain/exclusive.js';
import type { GivenEntry } from '../domain/given.js';
import { channelKey } from './channel-key.js';
import { allOf, type Group, type Refused } from './import-plan.js';
import type { Settle } from './import-settle.js';

/** A group as it is gathered. */
export interface Gathered extends Group {
  readonly entries: { readonly number: number; readonly entry: GivenEntry }[];
  goesOn: boolean;
  bytes: number;
}

export interface Imported {
  readonly conversationsAdded: number;
  readonly entriesAdded: number;
  readonly entriesSkipped: number;
  readonly linesRefused: number;
  /** The first of them, in order. */
  readonly errors: readonly Refused[];
}

/** Writes the groups of one import, some at the same time, and keeps its account. */
export interface ImportWriter {
  /** Resolves when there is room for more; throws what went wrong with one before. */
  submit(group: Gathered): Promise<void>;
  refuse(refused: readonly Refused[]): void;
  /** When all has been written, the account. */
  finish(): Promise<Imported>;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
}

/** Groups that are written at the same time. */
const atOnce = 4;
/** Of lines that wait for another conversation of their user to be closed. */
const maxWaitingBytes = 16 * 1024 * 1024;
const maxErrors = 100;

export function makeImportWriter(tenantId: string, settle: Settle, signal: AbortSignal): ImportWriter {
  const count = { conversationsAdded: 0, entriesAdded: 0, entriesSkipped: 0, linesRefused: 0 };
  const errors: Refused[] = [];
  const byConversation = makeExclusive();
  const byUser = makeExclusive();
  const underWay = new Set<Promise<void>>();
  const waiting = new Map<string, Gathered>();
  let waitingBytes = 0;
  let failure: { readonly error: unknown } | undefined;

  function refuse(refused: readonly Refused[]): void {
    if (refused.length === 0) return;
    count.linesRefused += refused.length;
    errors.push(...refused);
    errors.sort((a, b) => a.line - b.line).splice(maxErrors);
  }

  /** Lines of a conversation that waits wait with it. */
  function wait(group: Gathered): false {
    if (waitingBytes + group.bytes > maxWaitingBytes) {
      refuse(allOf(group, 'too many conversations wait for another one of their user to be closed; import again'));
      return false;
    }
    waitingBytes += group.bytes;
    const before = waiting.get(group.id);
    if (before) {
      before.entries.push(...group.entries);
      before.bytes += group.bytes;
      before.goesOn = group.goesOn;
    } else waiting.set(group.id, group);
    return false;
  }

  /** Whether it was written, or refused. */
  async function write(group: Gathered, onOpenTaken: 'wait' | 'refuse'): Promise<boolean> {
    if (waiting.has(group.id)) return wait(group);
    const done = await settle(tenantId, group, onOpenTaken, signal);
    if (done === 'open-taken') return wait(group);
    if (done.opened) count.conversationsAdded++;
    count.entriesAdded += done.added;
    count.entriesSkipped += done.skipped;
    refuse(done.refused);
    return true;
  }

  /** Those that found another conversation of their user open: it may have been closed since. */
  async function writeWaiting(): Promise<void> {
    for (let how: 'wait' | 'refuse' = 'wait'; waiting.size > 0; ) {
      let written = false;
      for (const group of [...waiting.values()]) {
        signal.throwIfAborted();
        waiting.delete(group.id);
        waitingBytes -= group.bytes;
        written = (await write(group, how)) || written;
      }
      if (!written) how = 'refuse';
    }
  }

  function expectWell(): void {
    if (failure) throw failure.error;
  }

  return {
    refuse,
    async submit(group) {
      while (underWay.size >= atOnce) await Promise.race(underWay);
      expectWell();
      const { announced } = group;
      // One after the other for a conversation, and for a user: of two that are open the first has the channel.
      const user = announced ? channelKey({ tenantId, ...announced.conversation }) : group.id;
      const task: Promise<void> = byConversation(group.id, () => byUser(user, () => write(group, 'wait')))
        .then(
          () => undefined,
          (error: unknown) => {
            failure ??= { error };
          },
        )
        .finally(() => underWay.delete(task));
      underWay.add(task);
    },
    async finish() {
      await Promise.all(underWay);
      expectWell();
      await writeWaiting();
      return { ...count, errors };
    },
    async idle() {
      await Promise.all(underWay);
    },
  };
}
