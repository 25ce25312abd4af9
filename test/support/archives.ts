import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { expect } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { memoryOff } from '../../src/adapters/memory/off.js';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import { entryLine } from '../../src/api/export-chunks.js';
import { makeVerify } from '../../src/application/verify.js';
import { withArchive } from '../../src/application/with-archive.js';
import type { Conversation, Identity } from '../../src/domain/conversation.js';
import { updateMetadata } from '../../src/domain/edits.js';
import type { Entry } from '../../src/domain/entry.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { arriving, closing, commitOf, freshId, opening, system } from './build.js';
import { mongoTest } from './mongodb.js';

export interface OpenStore {
  readonly store: ConversationStore;
  dispose(): Promise<void>;
}

/** The stores of this run, each with a way to open a fresh one. */
export const openStores: { readonly name: string; open(): Promise<OpenStore> }[] = [
  {
    name: 'embedded',
    async open() {
      const folder = await mkdtemp(join(tmpdir(), 'colloquy-'));
      const store = await openEmbeddedStore(folder);
      return {
        store,
        async dispose() {
          await store.close();
          await rm(folder, { recursive: true });
        },
      };
    },
  },
  ...(mongoTest()
    ? [
        {
          name: 'mongodb',
          async open() {
            const { uri, database } = mongoTest()!;
            const store = await openMongoStore({ uri: `${uri}?minPoolSize=0`, database });
            // As a service that starts asks: while a store is empty, all that there is is counted.
            await store.numbers.isWhole();
            return {
              store,
              async dispose() {
                await store.close();
                const client = await new MongoClient(uri).connect();
                await client.db(database).dropDatabase();
                await client.close();
              },
            };
          },
        },
      ]
    : []),
];

/** A closed conversation whose log has so many entries, written by one commit. */
export async function closedConversation(
  store: ConversationStore,
  length: number,
  over: Partial<Identity> = {},
  text: (seq: number) => string = (seq) => `message ${seq}`,
): Promise<Conversation> {
  const first = opening({ tenantId: freshId('tenant'), ...over });
  const entries = [...first.entries];
  let head = first.conversation;
  const add = (next: { conversation: Conversation; entries: readonly Entry[] }) => {
    entries.push(...next.entries);
    head = next.conversation;
  };
  while (head.lastSeq < length - 1) {
    const seq = head.lastSeq + 1;
    add(seq % 5 === 0 ? updateMetadata(head, { seq }, system()) : arriving(head, { text: text(seq) }));
  }
  add(closing(head));
  const { tenantId, id } = head;
  const commit = commitOf(tenantId, [{ conversation: { ...head, revision: 0 }, entries }]);
  expect(await store.commit(commit)).toBeUndefined();
  return (await store.conversation(tenantId, id))!;
}

const all = { order: 'oldest', messagesOnly: false, limit: 100_000 } as const;

/** The log as readers see it. */
export function readLog(store: ConversationStore, { tenantId, id }: Conversation): Promise<Entry[]> {
  return withArchive(store).entries({ tenantId, conversationId: id, ...all });
}

/** What of the log is in the store itself. */
export async function liveSeqs(store: ConversationStore, { tenantId, id }: Conversation): Promise<number[]> {
  return (await store.entries({ tenantId, conversationId: id, ...all })).map(({ seq }) => seq);
}

/** The hash that `VerifyConversation` gives of the log; it finds nothing that differs. */
export async function verified(store: ConversationStore, { tenantId, id }: Conversation): Promise<string> {
  let hash = createHash('sha256');
  const { differences } = await makeVerify(withArchive(store), memoryOff)(
    tenantId,
    id,
    (entry) => void hash.update(`${entryLine(id, entry)}\n`),
    () => {
      hash = createHash('sha256');
    },
    new AbortController().signal,
  );
  expect(differences).toEqual([]);
  return hash.digest('hex');
}

/** The conversation rests: its log is whole in one place, and there are no objects but the one that its head names. */
export async function expectAtRest(store: ConversationStore, of: Conversation): Promise<Conversation> {
  const head = (await store.conversation(of.tenantId, of.id))!;
  const whole = Array.from({ length: head.lastSeq }, (_, i) => i + 1);
  expect(head.archive?.moving).toBeUndefined();
  expect(head.status === 'ARCHIVED').toBe(head.archive !== undefined);
  expect(await liveSeqs(store, head)).toEqual(head.archive ? [] : whole);
  const keys = await store.archive.keys(head, new AbortController().signal);
  expect(keys).toEqual(head.archive ? [head.archive.key] : []);
  return head;
}
