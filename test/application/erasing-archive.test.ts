import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/system.js';
import { type Archive, goneMs, PutUnsettled, uploadMs } from '../../src/domain/archive.js';
import type { Conversation } from '../../src/domain/conversation.js';
import { DomainError } from '../../src/domain/errors.js';
import type { Clock, ConversationStore } from '../../src/domain/ports.js';
import { closedConversation, openStores } from '../support/archives.js';
import { eraser } from '../support/erasers.js';
import { gathered } from '../support/gathered.js';
import { until } from '../support/until.js';
import { makePuppet, makeWorker } from '../support/worker.js';

const calm = new AbortController().signal;

describe.each(openStores)(
  'a log on the store $name that is written to the archive while its user is erased',
  ({ open }) => {
    let store: ConversationStore;
    let dispose: () => Promise<void>;
    beforeAll(async () => {
      const opened = await open();
      store = opened.store;
      dispose = opened.dispose;
    });
    afterAll(() => dispose());

    /** Tries to archive a log with an archive that is other than it should be. */
    async function tried(over: Partial<Archive>, clock: Clock = systemClock) {
      const head = await closedConversation(store, 5);
      const own = { ...store, archive: { ...store.archive, ...over } };
      const { archiving } = makeWorker(own, makePuppet().agent, clock);
      return { head, failure: await archiving.archive(head.tenantId, head.id, calm).catch((error: unknown) => error) };
    }

    /** Archives a log: its entries have been read when `read` resolves, and the object is written once `write` is called. */
    async function archived(clock: Clock = systemClock) {
      const head = await closedConversation(store, 5);
      let tell: () => void = () => undefined;
      let write: () => void = () => undefined;
      const read = new Promise<void>((resolve) => {
        tell = resolve;
      });
      const may = new Promise<void>((resolve) => {
        write = resolve;
      });
      const put: Archive['put'] = async (of, key, entries, within) => {
        const log = await gathered(entries);
        tell();
        await may;
        return store.archive.put(of, key, Readable.from(log), within);
      };
      const own = { ...store, archive: { ...store.archive, put } };
      const { archiving } = makeWorker(own, makePuppet().agent, clock);
      const moved = archiving.archive(head.tenantId, head.id, calm).catch((error: unknown) => error);
      await read;
      return { head, moved, write };
    }
    const objects = (head: Conversation) => store.archive.keys(head, calm);

    /** An erasure waits until nothing can appear any more, and erases what has appeared meanwhile. */
    async function expectErasedOnceSettled(head: Conversation, mayAppearUntil: number): Promise<void> {
      const erasing = eraser(store);
      const erased = erasing.erase(head, 'r', calm);
      await until('it is under way', () => store.erasures.isUnderWay(head));
      const { uploads, ...rest } = (await store.conversation(head.tenantId, head.id))!;
      await store.archive.put(rest, uploads![0]!.key, Readable.from([]), calm);
      await erased;
      expect(Date.now()).toBeGreaterThanOrEqual(mayAppearUntil);
      expect(await objects(head)).toEqual([]);
      await erasing.end();
    }

    it('is waited for, and erased with the rest', async () => {
      const { head, moved, write } = await archived();
      const erasing = eraser(store);
      let isOver = false;
      const erased = erasing.erase(head, 'r', calm).finally(() => {
        isOver = true;
      });
      await until('it is under way', () => store.erasures.isUnderWay(head));
      await erasing.look();
      expect(isOver).toBe(false);
      write();
      await moved;
      const receipt = await erased;
      expect(receipt.stores).toContainEqual({ store: 'archive', erased: 1, remaining: 0 });
      expect(await objects(head)).toEqual([]);
      await erasing.end();
    });

    it('by a process that dies is waited for as long as the object may appear', async () => {
      const leftMs = 1_000;
      const begun = Date.now();
      const { head } = await archived({ now: () => begun - uploadMs - goneMs + leftMs });
      await expectErasedOnceSettled(head, begun + leftMs);
    });

    it('and could not be, is not waited for, and what is left of it is erased', async () => {
      const away = new DomainError({ kind: 'archive-unavailable', retryAfterMs: 1 });
      const { head, failure } = await tried({
        async put(of, key, entries, within) {
          await store.archive.put(of, key, entries, within);
          throw away;
        },
        remove: () => Promise.reject(away),
      });
      expect(failure).toBe(away);
      expect(await objects(head)).toHaveLength(1);
      const erasing = eraser(store);
      const receipt = await erasing.erase(head, 'r', calm);
      expect(receipt.stores).toContainEqual({ store: 'archive', erased: 1, remaining: 0 });
      expect(await objects(head)).toEqual([]);
      await erasing.end();
    });

    it('and was cut off, leaves no part: each is removed by its whole key, by which alone some stores find it', async () => {
      const away = new DomainError({ kind: 'archive-unavailable', retryAfterMs: 1 });
      const { head } = await tried({ put: () => Promise.reject(away), remove: () => Promise.reject(away) });
      const removed: string[] = [];
      const removeParts: Archive['removeParts'] = async (key) => void removed.push(key);
      const erasing = eraser({ ...store, archive: { ...store.archive, removeParts } });
      const { uploads = [] } = (await store.conversation(head.tenantId, head.id))!;
      await erasing.erase(head, 'r', calm);
      expect(removed).toEqual(uploads.map(({ key }) => key));
      expect(removed).toHaveLength(1);
      await erasing.end();
    });

    it('and may have been, is waited for as long as the object may appear', async () => {
      const leftMs = 1_000;
      const begun = Date.now();
      const away = new DomainError({ kind: 'archive-unavailable', retryAfterMs: 1 });
      const put: Archive['put'] = () => Promise.reject(new PutUnsettled(away));
      const { head, failure } = await tried({ put }, { now: () => begun - uploadMs - goneMs + leftMs });
      expect(failure).toBe(away);
      await expectErasedOnceSettled(head, begun + leftMs);
    });

    it('is not begun any more', async () => {
      const { head, moved, write } = await archived();
      const erasing = eraser(store);
      const erased = erasing.erase(head, 'r', calm);
      await until('it is under way', () => store.erasures.isUnderWay(head));
      const { archiving } = makeWorker(store, makePuppet().agent, systemClock);
      const underWay = { fault: { kind: 'erasure-under-way' } };
      await expect(archiving.archive(head.tenantId, head.id, calm)).rejects.toMatchObject(underWay);
      write();
      await Promise.all([moved, erased]);
      expect(await objects(head)).toEqual([]);
      await erasing.end();
    });
  },
);
