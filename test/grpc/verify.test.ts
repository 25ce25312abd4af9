import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import Database from 'better-sqlite3';
import { type Document, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatResponse } from '../../src/gen/colloquy/v1/chat_service.js';
import { ConversationFilter } from '../../src/gen/colloquy/v1/conversation_service.js';
import type { ReindexMessagesResponse } from '../../src/gen/colloquy/v1/insight_service.js';
import { freshId } from '../support/build.js';
import { ask, is, refused, say, startTestService, stream, type TestService } from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';
import { exportAll, valuesOf } from '../support/transfer.js';
import { until } from '../support/until.js';

/** Reaches behind the service into what it keeps, as damage does. */
interface Damage {
  /** Sets fields of a turn. */
  turn(turnId: string, fields: Record<string, string | number>): Promise<void>;
  removeTurn(turnId: string): Promise<void>;
  /** Removes what is counted of one message. */
  removeCount(conversationId: string): Promise<void>;
  /** Says that a memory was learned elsewhere. */
  memory(memoryId: string, conversationId: string, seq: number): Promise<void>;
  /** Changes a field of a head and nothing else. */
  head(conversationId: string, stage: string): Promise<void>;
  /** Ways to make searches pass over the message "turnip soup" of a conversation, and leave what it says in the index. */
  readonly index: readonly ((conversationId: string) => Promise<unknown>)[];
  /** Ways to change what is kept beside the documents of a conversation of one user, and what is said of each. */
  readonly beside: readonly [how: (conversationId: string) => Promise<unknown>, says: string][];
  /** Makes a document of a conversation one that cannot be read: its head, its second entry, its turn. */
  unreadable(what: 'head' | 'entry' | 'turn', conversationId: string): Promise<unknown>;
  close(): Promise<void>;
}

describe.each(storesUnderTest())('VerifyConversation on $name', ({ env }) => {
  const variables: Record<string, string> = { ...env(), COLLOQUY_MEMORY: 'mem0', COLLOQUY_LEASE_MS: '1000' };
  const { MONGODB_URI: uri, MONGODB_DATABASE: database = '' } = variables;
  const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-test-'));
  let service: TestService;
  let damage: Damage;
  beforeAll(async () => {
    service = await startTestService({ env: variables, dataDir });
    damage = uri ? await inMongo(uri, database) : inFiles(dataDir);
  });
  afterAll(async () => {
    await damage.close();
    await service.dispose();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const verify = (conversationId: string) => ask(service.data, 'verifyConversation', { conversationId });
  const differences = async (conversationId: string) => (await verify(conversationId)).differences;
  const someone = () => freshId('user');
  const talk = (text: string, userId = someone()) => say(service, text, { userId });
  const turnOf = ({ turn }: ChatResponse) => turn?.id ?? '';

  it('a conversation of every kind of turn is intact, while one runs and afterwards', async () => {
    const userId = someone();
    const { conversationId } = await talk('@script steps=3 tools=1 stage=qualified need=met', userId);
    await talk('@script fail=1', userId).catch(() => undefined);
    const held = stream(service, '@script steps=2 hang=1', { userId });
    await held.until(is('textDelta'));
    expect(await differences(conversationId)).toEqual([]);
    await say(service, 'instead', { userId, onBusy: 'BUSY_POLICY_ROLLBACK' });
    await ask(service.conversations, 'requestHandoff', { conversationId, queue: 'sales', reason: 'asked' });
    await talk('is anybody there?', userId);
    expect(await verify(conversationId)).toMatchObject({ intact: true, differences: [] });
  });

  it('a turn that is missing, asks or answers something else, or ended otherwise, is named', async () => {
    const first = await talk('hello');
    const { conversationId } = first;
    await damage.turn(turnOf(first), { replySeq: 1 });
    expect(await differences(conversationId)).toContain(`turns: ${turnOf(first)} has the reply 1, the log says 2`);
    await damage.turn(turnOf(first), { replySeq: 2, status: 'CANCELLED' });
    expect(await differences(conversationId)).toContain(`turns: ${turnOf(first)} is CANCELLED, its reply is COMPLETE`);
    await damage.removeTurn(turnOf(first));
    const found = await verify(conversationId);
    expect(found.intact).toBe(false);
    expect(found.differences).toContain(`turns: ${turnOf(first)} is not there, its reply is`);
  });

  it('what is not counted is named', async () => {
    const { conversationId } = await talk('hello');
    await damage.removeCount(conversationId);
    const [difference = '', ...others] = await differences(conversationId);
    expect(difference).toMatch(/^numbers: message at seq [12] \(web, LEAD, .*, AGENT\) is not counted$/);
    expect(others).toEqual([]);
  });

  it('a memory whose message is not there, or is another’s, is named', async () => {
    const userId = someone();
    const { conversationId } = await talk('We are a bakery with three shops.', userId);
    const other = await talk('hello');
    const memory = await until(
      'it is learned',
      async () => (await ask(service.memory, 'listMemories', { userId })).memories[0],
    );
    expect(memory).toMatchObject({ conversationId, sourceSeq: 1 });
    expect(await differences(conversationId)).toEqual([]);
    await damage.memory(memory.id, conversationId, 2);
    expect(await differences(conversationId)).toEqual([
      `memories: ${memory.id} is of ${conversationId}#2, which the user does not say`,
    ]);
    await damage.memory(memory.id, other.conversationId, 1);
    expect(await differences(conversationId)).toEqual([
      `memories: ${memory.id} is of ${other.conversationId}#1, which is no conversation of the user`,
    ]);
  });

  it('a head that says something else than the log is named, field by field', async () => {
    const { conversationId } = await talk('hello');
    await damage.head(conversationId, 'WON');
    expect(await differences(conversationId)).toEqual(['stage: derived "LEAD", stored "WON"']);
  });

  it('a message that searches pass over is named, though its row is there, until the index is made anew', async () => {
    for (const how of damage.index) {
      const { conversationId } = await talk('turnip soup');
      await how(conversationId);
      const missed = 'search: 1 is not found by all of its words, its user, channel, role and time';
      expect(await differences(conversationId)).toEqual([missed]);
      for await (const _ of service.insight.reindexMessages({})) _;
      expect(await differences(conversationId)).toEqual([]);
    }
  });

  it('what cannot be read is named; lists leave it out, name it, and go on', async () => {
    const userId = someone();
    const [first, second, third] = [
      await say(service, 'hello', { userId, channel: 'a' }),
      await say(service, 'hello', { userId, channel: 'b' }),
      await say(service, 'hello', { userId, channel: 'c' }),
    ];
    await damage.unreadable('turn', first.conversationId);
    expect(await differences(first.conversationId)).toEqual([`documents: turn ${turnOf(first)} cannot be read`]);
    await damage.unreadable('entry', first.conversationId);
    const entry = `entry 2 of conversation ${first.conversationId}`;
    expect(await differences(first.conversationId)).toContain(`documents: ${entry} cannot be read`);
    await damage.unreadable('head', second.conversationId);
    const id = second.conversationId;
    expect(await verify(id)).toMatchObject({
      intact: false,
      differences: [`documents: conversation ${id} cannot be read`],
    });
    expect(await refused(ask(service.conversations, 'getConversation', { conversationId: id }))).toMatchObject({
      code: status.DATA_LOSS,
      reason: 'DOCUMENT_DAMAGED',
      metadata: { document: `conversation ${id}`, conversationId: id },
    });
    const filter = ConversationFilter.fromPartial({ userId });
    const { conversations, unreadableIds } = await ask(service.conversations, 'listConversations', { filter });
    expect(conversations.map((one) => one.id)).toEqual([third.conversationId, first.conversationId]);
    expect(unreadableIds).toEqual([id]);

    // The others are found, exported, indexed and archived, and all of it is erased.
    const found = await ask(service.insight, 'searchMessages', {
      query: third.reply!.text.split(/\W+/)[0]!,
      filter: ConversationFilter.fromPartial({ userId, channels: ['a', 'c'] }),
    });
    expect(found.hits.map((hit) => hit.conversationId)).toEqual([third.conversationId]);
    const ids = [first, second, third].map(({ conversationId }) => conversationId);
    const { text } = await exportAll(service, { filter });
    const unread = valuesOf(text).flatMap((line) => (typeof line.unreadable === 'string' ? [line.unreadable] : []));
    expect(unread.sort()).toEqual([first.conversationId, id].sort());
    const reports: ReindexMessagesResponse[] = [];
    for await (const report of service.insight.reindexMessages({})) reports.push(report);
    const named = reports.at(-1)!.differences.filter((difference) => ids.some((one) => difference.startsWith(one)));
    expect(named).toHaveLength(2);
    await ask(service.conversations, 'closeConversation', { conversationId: third.conversationId });
    const statuses = ['CONVERSATION_STATUS_CLOSED'] as const;
    const closed = ConversationFilter.fromPartial({ userId, statuses: [...statuses] });
    expect((await ask(service.data, 'archiveConversations', { filter: closed, dryRun: true })).archived).toBe(1);
    const { receipt } = await ask(service.data, 'eraseUser', { userId });
    expect(receipt?.stores.map(({ store, remaining }) => [store, remaining])).not.toEqual([]);
    expect(receipt?.stores.find(({ store }) => store === 'conversations')).toMatchObject({ erased: 3, remaining: 0 });
    for (const one of ids) {
      const gone = ask(service.conversations, 'getConversation', { conversationId: one });
      expect(await refused(gone)).toMatchObject({ code: status.NOT_FOUND });
    }
  });

  it('what lists, filters and erasures go by, and says something else than the head, is named', async () => {
    expect(damage.beside.length).toBeGreaterThan(0);
    for (const [how, says] of damage.beside) {
      const owned = { userId: 'w0', channel: freshId('channel'), metadata: { plan: 'gold' } };
      const { conversationId } = await say(service, 'hello', owned);
      expect(await differences(conversationId), says).toEqual([]);
      await how(conversationId);
      expect(await differences(conversationId)).toContainEqual(expect.stringMatching(`^columns: ${says}$`));
    }
  });
});

function inFiles(dataDir: string): Damage {
  const db = new Database(join(dataDir, 'colloquy.db'));
  const memories = new Database(join(dataDir, 'memories.db'));

  /** Puts other words in the full-text index for "turnip soup", or none. */
  async function reworded(conversationId: string, words: string | undefined): Promise<void> {
    const prefix = '00001';
    const own = (text: string) => text.replace(/\S+/g, `${prefix}$&`);
    const { id, facets } = db
      .prepare<[string], { id: number; facets: string }>(
        'SELECT id, facets FROM search_rows WHERE conversation_id = ? AND seq = 1',
      )
      .get(conversationId)!;
    db.prepare(
      `INSERT INTO search_index (search_index, rowid, stems, forms, facets) VALUES ('delete', ?, ?, '', ?)`,
    ).run(id, own('turnip soup'), own(facets));
    const insert = db.prepare(`INSERT INTO search_index (rowid, stems, forms, facets) VALUES (?, ?, '', ?)`);
    if (words !== undefined) insert.run(id, own(words), own(facets));
  }

  return {
    async turn(id, fields) {
      for (const [name, value] of Object.entries(fields)) {
        db.prepare('UPDATE turns SET body = json_set(body, ?, ?) WHERE id = ?').run(`$.${name}`, value, id);
        if (name === 'status') db.prepare('UPDATE turns SET status = ? WHERE id = ?').run(value, id);
      }
    },
    removeTurn: async (id) => void db.prepare('DELETE FROM turns WHERE id = ?').run(id),
    async removeCount(id) {
      db.prepare(`DELETE FROM occurrences WHERE conversation_id = ? AND kind = 'message' LIMIT 1`).run(id);
    },
    async memory(id, conversationId, seq) {
      memories.prepare('UPDATE memories SET conversation_id = ?, seq = ? WHERE id = ?').run(conversationId, seq, id);
    },
    async head(id, stage) {
      const sql = `UPDATE conversations SET stage = $stage, body = json_set(body, '$.stage', $stage) WHERE id = $id`;
      db.prepare(sql).run({ stage, id });
    },
    index: [
      (id) => reworded(id, undefined),
      (id) => reworded(id, 'turnip stew'),
      (id) => reworded(id, 'soup turnip'),
      async (id) => db.prepare(`UPDATE search_rows SET facets = 'rUSER' WHERE conversation_id = ? AND seq = 1`).run(id),
    ],
    beside: (
      [
        [`UPDATE conversations SET user_id = 'mallory' WHERE id = ?`, 'user_id is "mallory", the head says "w0"'],
        [`UPDATE conversations SET status = 'CLOSED' WHERE id = ?`, 'status is "CLOSED", the head says "ACTIVE"'],
        ['UPDATE conversations SET is_qualified = 1 WHERE id = ?', 'is_qualified is 1, the head says 0'],
        ['UPDATE conversations SET created_at = 5 WHERE id = ?', 'created_at is 5, the head says [0-9]+'],
        ['UPDATE conversations SET last_activity_at = 5 WHERE id = ?', 'last_activity_at is 5, the head says [0-9]+'],
        ['UPDATE conversations SET last_seq = 7 WHERE id = ?', 'last_seq is 7, the head says 2'],
        [
          `UPDATE labels SET value = 'tin' WHERE conversation_id = ?`,
          'the label plan is "tin", the metadata says "gold"',
        ],
        ['DELETE FROM labels WHERE conversation_id = ?', 'the label plan is absent, the metadata says "gold"'],
        [
          `INSERT INTO labels SELECT tenant_id, id, 'vip', 'yes' FROM conversations WHERE id = ?`,
          'the label vip is "yes", the metadata says absent',
        ],
        ['UPDATE entries SET has_message = 0 WHERE conversation_id = ?', 'has_message is 0, entry 2 says 1'],
        [
          `UPDATE turns SET status = 'RUNNING' WHERE conversation_id = ?`,
          'status is "RUNNING", turn .* says "COMPLETED"',
        ],
      ] as const
    ).map(([sql, says]) => [async (id) => db.prepare(sql).run(id), says]),
    async unreadable(what, id) {
      const rows = {
        head: 'conversations WHERE id',
        entry: 'entries WHERE seq = 2 AND conversation_id',
        turn: 'turns WHERE conversation_id',
      };
      const [table, which] = rows[what].split(' WHERE ');
      db.prepare(`UPDATE ${table} SET body = '{' WHERE ${which} = ?`).run(id);
    },
    async close() {
      db.close();
      memories.close();
    },
  };
}

async function inMongo(uri: string, database: string): Promise<Damage> {
  const client = await new MongoClient(uri).connect();
  const of = (name: string) => client.db(database).collection<Document>(name);
  return {
    turn: async (turnId, fields) => void (await of('turns').updateOne({ turnId }, { $set: fields })),
    removeTurn: async (turnId) => void (await of('turns').deleteOne({ turnId })),
    removeCount: async (conversationId) =>
      void (await of('occurrences').deleteOne({ conversationId, kind: 'message' })),
    memory: async (memoryId, conversationId, seq) =>
      void (await of('memories').updateOne({ memoryId }, { $set: { conversationId, seq } })),
    head: async (conversationId, stage) =>
      void (await of('conversations').updateOne({ conversationId }, { $set: { stage } })),
    index: [
      (conversationId) =>
        of('searchMessages').updateOne({ conversationId, seq: 1 }, { $pull: { terms: 'soup' } } as Document),
      (conversationId) => of('searchMessages').updateOne({ conversationId, seq: 1 }, { $set: { terms: ['stew'] } }),
    ],
    beside: [
      [
        (conversationId) => of('conversations').updateOne({ conversationId }, { $set: { labels: ['x'] } }),
        String.raw`labels are \["x"\], the metadata says \["\[\\"plan\\",\\"gold\\"\]"\]`,
      ],
      [
        (conversationId) => of('conversations').updateOne({ conversationId }, { $set: { userId: 'mallory' } }),
        'the claim on channel-.* of mallory is not held, the head is ACTIVE',
      ],
      [
        (conversationId) => of('claims').deleteOne({ conversationId }),
        'the claim on channel-.* of w0 is not held, the head is ACTIVE',
      ],
      [
        (conversationId) => of('entries').updateOne({ conversationId }, { $set: { hasMessage: false } }),
        'hasMessage is false, entry [12] says true',
      ],
    ],
    unreadable(what, conversationId) {
      const bypassDocumentValidation = true;
      if (what === 'head') return of('conversations').updateOne({ conversationId }, { $set: { metadata: '{' } });
      if (what === 'turn') {
        return of('turns').updateOne({ conversationId }, { $unset: { marks: 1 } }, { bypassDocumentValidation });
      }
      const changes = { $set: { changes: 'none' } };
      return of('entries').updateOne({ conversationId, seq: 2 }, changes, { bypassDocumentValidation });
    },
    close: () => client.close(),
  };
}
