import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { withArchive } from '../../src/application/with-archive.js';
import type { Conversation } from '../../src/domain/conversation.js';
import type { ConversationStore, EntryQuery } from '../../src/domain/ports.js';
import { closedConversation } from '../support/archives.js';
import { agentOf, makeWorker } from '../support/worker.js';

const length = 600;
const { signal } = new AbortController();

/** A log of some 15 MB, which is more than is unpacked at once. */
describe('an archived log that is too long to be unpacked whole', () => {
  let folder: string;
  let store: ConversationStore;
  let head: Conversation;
  /** How often it was unpacked. */
  let reads = 0;
  let reader: ConversationStore;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colloquy-'));
    store = await openEmbeddedStore(folder);
    head = await closedConversation(store, length, {}, (seq) => `${seq} `.repeat(6000));
    // biome-ignore lint/correctness/useYield: it is never asked
    const silent = agentOf(async function* () {
      throw new Error('no turn runs');
    });
    await makeWorker(store, silent, Date).archiving.archive(head.tenantId, head.id, signal);
    const { archive } = store;
    reader = withArchive({
      ...store,
      archive: {
        ...archive,
        get(...args) {
          reads++;
          return archive.get(...args);
        },
      },
    });
  });
  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  const page = async (order: EntryQuery['order'], from: number | undefined, limit: number, messagesOnly = false) => {
    const bound = from === undefined ? {} : order === 'oldest' ? { after: from } : { before: from };
    const query = { tenantId: head.tenantId, conversationId: head.id, order, messagesOnly, limit, ...bound };
    return reader.entries(query);
  };

  for (const order of ['oldest', 'newest'] as const) {
    it(`is read page by page from its ${order} entry, and unpacked once for many pages`, async () => {
      const before = reads;
      const seqs: number[] = [];
      for (let from: number | undefined; ; from = seqs.at(-1)) {
        const found = await page(order, from, 16);
        seqs.push(...found.map(({ seq }) => seq));
        for (const { seq, message } of found) if (message) expect(message.text.startsWith(`${seq} `)).toBe(true);
        if (found.length < 16) break;
      }
      const all = Array.from({ length }, (_, i) => i + 1);
      expect(seqs).toEqual(order === 'oldest' ? all : all.reverse());
      expect(reads - before).toBeLessThan(10);
    });
  }

  it('gives a page that is larger than what is unpacked at once, and one from its middle', async () => {
    expect((await page('oldest', undefined, 500)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 500 }, (_, i) => i + 1),
    );
    expect((await page('newest', 301, 3)).map(({ seq }) => seq)).toEqual([300, 299, 298]);
    expect((await page('oldest', 299, 3, true)).map(({ seq }) => seq)).toEqual([301, 302, 303]);
    expect(await page('oldest', length, 5)).toEqual([]);
    expect(await page('newest', 1, 5)).toEqual([]);
  });

  it('is unpacked once for many who read the same at the same time', async () => {
    const fresh = reads;
    const found = await Promise.all(Array.from({ length: 30 }, () => page('oldest', 450, 5)));
    expect(new Set(found.map((entries) => entries[0]?.seq))).toEqual(new Set([451]));
    expect(reads - fresh).toBeLessThanOrEqual(1);
  });
});
