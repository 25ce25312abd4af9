import { type CommandStartedEvent, type Document, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginning } from '../../src/adapters/mongo/archive-files.js';
import type { CollectionName } from '../../src/adapters/mongo/collections.js';
import * as erasures from '../../src/adapters/mongo/erasure-queries.js';
import { indexes } from '../../src/adapters/mongo/indexes.js';
import * as lessons from '../../src/adapters/mongo/lesson-queries.js';
import * as numbers from '../../src/adapters/mongo/number-queries.js';
import * as queries from '../../src/adapters/mongo/queries.js';
import * as search from '../../src/adapters/mongo/search-queries.js';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import * as turns from '../../src/adapters/mongo/turn-queries.js';
import type { ConversationFilter, ConversationStore } from '../../src/domain/ports.js';
import type { Turn } from '../../src/domain/turn.js';
import { readWanted } from '../../src/domain/wanted.js';
import { tenantOf } from '../contracts/tenant.js';
import {
  answering,
  arriving,
  closing,
  commitOf,
  endedTurn,
  freshId,
  keptRequest,
  opening,
  pieceOf,
  queuedTurn,
  reply,
  runningTurn,
  start,
  written,
} from '../support/build.js';
import { mongoTest } from '../support/mongodb.js';

interface Read {
  readonly filter: Document;
  readonly sort?: unknown;
  readonly limit: number;
  readonly index: string;
  readonly hint?: Document;
}

const t = 'tenant';
const turn = queuedTurn(opening({ tenantId: t }).conversation);
const list = (filter: ConversationFilter, order: 'newest' | 'oldest' = 'newest', after?: { at: number; id: string }) =>
  queries.conversations(t, {
    filter,
    order,
    limit: 10,
    ...(after ? { after: { lastActivityAt: after.at, id: after.id } } : {}),
  });
const log = (over: object) =>
  queries.entries({ tenantId: t, conversationId: 'c', order: 'oldest', messagesOnly: false, limit: 10, ...over });

const among = {
  what: { kind: 'turn', failed: true, figure: 'totalMs' },
  ...{ from: start, to: start + 1, channels: ['web'], group: { agent: 'anna' } },
} as const;

const chunk = 'files_id_1_n_1';
/** Every read of the adapter. `plain`: SecantusDB's planner knows an index for it, too. */
const reads: [string, CollectionName, Read, 'plain' | 'mongod'][] = [
  ['a conversation', 'conversations', queries.conversationById(t, 'c'), 'plain'],
  ['the open conversation', 'conversations', queries.openConversation(t, 'u', 'web'), 'plain'],
  ['all conversations', 'conversations', list({}), 'plain'],
  ['all conversations, oldest first', 'conversations', list({}, 'oldest'), 'plain'],
  ['the next page', 'conversations', list({}, 'newest', { at: start, id: 'c' }), 'mongod'],
  ['the next page, oldest first', 'conversations', list({}, 'oldest', { at: start, id: 'c' }), 'mongod'],
  ["a user's", 'conversations', list({ userId: 'u' }), 'mongod'],
  ['by stage', 'conversations', list({ stages: ['WON', 'LOST'] }), 'mongod'],
  ['by owner', 'conversations', list({ owners: ['QUEUE'] }), 'mongod'],
  ['by metadata', 'conversations', list({ metadata: { a: 'b', c: 'd' } }), 'mongod'],
  ['to be summarized', 'conversations', queries.conversationsToSummarize(10), 'mongod'],
  ['archived', 'conversations', list({ statuses: ['ARCHIVED'] }), 'plain'],
  ['by channel', 'conversations', list({ channels: ['web'], isQualified: true, createdFrom: 1 }), 'mongod'],
  ['a log', 'entries', log({}), 'plain'],
  ['a log from its end', 'entries', log({ order: 'newest' }), 'plain'],
  ['a log between bounds', 'entries', log({ after: 3, before: 9 }), 'plain'],
  ['messages', 'entries', log({ messagesOnly: true }), 'plain'],
  ['the newest messages', 'entries', log({ messagesOnly: true, order: 'newest', before: 9 }), 'plain'],
  ['archived logs on the move', 'conversations', queries.movingArchives(start, 10), 'mongod'],
  ['the next tenant', 'conversations', queries.firstConversation(t), 'plain'],
  ['entries that leave', 'entries', queries.entriesBetween(t, 'c', { after: 3, through: 9 }), 'plain'],
  [
    'an archived log',
    'archive.chunks',
    { filter: { files_id: 't/c/1' }, sort: { n: 1 }, limit: 9, index: chunk },
    'mongod',
  ],
  [
    'all of a conversation',
    'archive.chunks',
    { filter: beginning('files_id', 't/c/'), sort: { files_id: 1 }, limit: 9, index: chunk },
    'plain',
  ],
  ['entries that are not marked as what they are', 'entries', queries.mislabelledEntries(t, 'c', 10), 'mongod'],
  ['an entry', 'entries', queries.entryAt(t, 'c', 1), 'plain'],
  ['a turn', 'turns', turns.turnById(t, 'x'), 'plain'],
  ['the newest turn', 'turns', turns.newestTurn(t, 'c'), 'mongod'],
  ['waiting turns', 'turns', turns.queuedTurns(t, 'c', 10), 'plain'],
  ['expired turns', 'turns', turns.expiredTurns(10), 'mongod'],
  ['turns that are to stop', 'turns', turns.stoppingTurns('w'), 'mongod'],
  ['turns that are followed', 'turns', turns.theTurns([turn, { ...turn, id: 'y' }]), 'mongod'],
  ['pieces', 'pieces', turns.piecesAfter(turn, 3, 10), 'plain'],
  ['who reads a turn', 'readers', turns.readersOf(turn), 'mongod'],
  ['who reads a conversation', 'readers', turns.readersOf({ tenantId: t, conversationId: 'c' }), 'mongod'],
  [
    'pieces of turns',
    'pieces',
    turns.piecesOf(
      ['x', 'y'].map((id) => ({ turn: { ...turn, id }, after: 3 })),
      9,
    ),
    'mongod',
  ],
  ['pieces to drop', 'pieces', { filter: turns.allPieces(turn), limit: 1, index: 'piece' }, 'plain'],
  ['a turn to write', 'turns', { filter: turns.theTurn(turn), limit: 1, index: 'turn' }, 'plain'],
  ['how long conversations are', 'conversations', queries.lengthsOf(t, ['c', 'd']), 'plain'],
  ['how long the next are', 'conversations', queries.lengthsAfter(t, 'c', 9), 'plain'],
  ['how long a conversation was', 'occurrences', queries.newestOccurrence(t, 'c', {}), 'plain'],
  ['what was recorded lately', 'occurrences', queries.recordedSince(t, start, 1), 'mongod'],
  ['what is counted', 'occurrences', numbers.occurred(t, among), 'mongod'],
  ['what is counted of some', 'occurrences', numbers.occurred(t, { ...among, conversationIds: ['c', 'd'] }), 'mongod'],
  ['the conversations of a number', 'occurrences', numbers.occurredBy(t, among, 'c'), 'mongod'],
  ['what was recorded about a moment', 'occurrences', numbers.recordedWithin(t, { from: 1, to: 2 }, among), 'mongod'],
  ['moves', 'occurrences', numbers.movesOf(t, ['c', 'd']), 'mongod'],
  ['moves to the archive and back', 'occurrences', numbers.archivings(t, ['c', 'd']), 'mongod'],
  ['facts', 'occurrences', numbers.factsOf({ tenantId: t, conversationId: 'c' }, 1, 5), 'plain'],
  ['turns in order', 'turns', turns.turnsAfter(t, 'c', 3, 10), 'mongod'],
  ['the earliest', 'occurrences', numbers.earliestOf(t, 'turn'), 'mongod'],
  ['conversations by their ids', 'conversations', queries.conversationsByIds(t, ['c', 'd']), 'plain'],
  ['a moment', 'moments', queries.momentById(t, 'm'), 'mongod'],
  ['conversations by id', 'conversations', queries.conversationsById(t, 'c', 10), 'mongod'],
  ['lessons of a user', 'lessons', lessons.lessonsOfUser({ tenantId: t, userId: 'u' }), 'plain'],
  ['logs that are being written', 'conversations', queries.archiveUploads(start, 20), 'mongod'],
  ['idle lessons of a user', 'lessons', lessons.idleLessonsOfUser({ tenantId: t, userId: 'u' }), 'mongod'],
  ['erasures that nobody works on', 'erasures', erasures.freeErasures(4), 'mongod'],
  ['an erasure', 'erasures', erasures.erasureOf({ tenantId: t, userId: 'u' }), 'mongod'],
  ['a receipt', 'receipts', erasures.receiptOf(t, 'r'), 'mongod'],
  ['what an erasure removed', 'erased', erasures.removedBy(t, 'e', 'c', 10), 'plain'],
  ['what was erased between two times', 'erased', erasures.erasedBetween(t, 'c', 1, 2, 10), 'mongod'],
  ...(
    [
      ['entries', 'entry'],
      ['turns', 'turn'],
      ['pieces', 'piece'],
      ['readers', 'reader'],
      ['requests', 'request_conversation'],
      ['occurrences', 'occurrence'],
    ] as const
  ).map(([collection, index]): [string, CollectionName, Read, 'plain' | 'mongod'] => [
    `${collection} of erased conversations`,
    collection,
    { ...queries.ofConversations(t, ['c', 'd']), limit: 10, index },
    'mongod',
  ]),
  ['messages by a word', 'searchMessages', search.messagesWith(t, 'a'), 'plain'],
  ['messages by words', 'searchMessages', search.messagesFound(t, ['a', 'b'], {}, {}, 10), 'mongod'],
  [
    'the next messages by a word, of a role and a time',
    'searchMessages',
    search.messagesFound(
      t,
      ['a'],
      { roles: ['USER'], from: 1, to: 2 },
      { below: { at: 3, conversationId: 'c', seq: 1 }, downTo: { at: 1, conversationId: 'c', seq: 1 } },
      10,
    ),
    'mongod',
  ],
  [
    'conversations of messages',
    'conversations',
    search.conversationsThat(t, ['c', 'd'], { stages: ['WON'] }),
    'mongod',
  ],
  ['indexed messages', 'searchMessages', search.indexedMessages(t, 'c', { after: 1, through: 9 }, 10), 'plain'],
  ['the next indexed conversation', 'searchMessages', search.nextIndexed(t, 'c'), 'mongod'],
  [
    'conversations to follow',
    'conversations',
    search.conversationsFrom({ tenantId: t, conversationId: 'c' }, 9),
    'mongod',
  ],
  ['a request', 'requests', queries.requestById(t, 'r'), 'mongod'],
];

describe('the reads of the MongoDB store', () => {
  for (const [what, collection, read] of reads.filter(([, , { index }]) => index !== '_id_')) {
    it(`${what}: the index ${read.index} gives the documents in their order`, () => {
      const spec = indexes.find((one) => one.collection === collection && one.name === read.index)!;
      expect(spec).toBeDefined();
      for (const [field, value] of Object.entries(spec.partial ?? {})) expect(read.filter[field]).toEqual(value);
      for (const filter of branches(read.filter)) {
        expect(unsorted(Object.entries(spec.key), { ...read, filter })).toBeUndefined();
      }
      if (read.hint) expect(Object.entries(read.hint)).toEqual(Object.entries(spec.key));
    });
  }

  it('a query without a tenant is refused before it is sent', () => {
    for (const none of [undefined, null, '', {}] as never[]) {
      expect(() => queries.conversationById(none, 'c')).toThrow(TypeError);
      expect(() => turns.theTurn({ ...turn, tenantId: none })).toThrow(TypeError);
      expect(() => queries.requestById(none, 'r')).toThrow(TypeError);
    }
  });

  it('keys made of several parts are different for different parts', () => {
    const parts = ['a', 'a/b', 'a%2Fb', '', '/', '%', 'b'];
    const keys = parts.flatMap((x) => parts.flatMap((y) => queries.claim(t, { userId: x, channel: y })));
    expect(new Set(keys).size).toBe(parts.length ** 2);
  });
});

const mongo = mongoTest();

describe.skipIf(!mongo)('the commands that the MongoDB store sends', () => {
  let store: ConversationStore;
  let observer: MongoClient;
  const sent: CommandStartedEvent[] = [];

  beforeAll(async () => {
    const uri = `${mongo!.uri}?minPoolSize=0&w=1&readConcernLevel=local&journal=false`;
    store = await openMongoStore({
      uri,
      database: mongo!.database,
      onClient: (client) => client.on('commandStarted', (event) => sent.push(event)),
    });
    observer = await new MongoClient(mongo!.uri).connect();
  });
  afterAll(async () => {
    await store.close();
    await observer.db(mongo!.database).dropDatabase();
    await observer.close();
  });

  it('all name a tenant, but for a process’s looks for what it is to run or to stop', async () => {
    sent.length = 0;
    await everything(store);
    const data = sent.filter(({ command }) => collectionOf(command) !== undefined);
    expect(new Set(data.map(({ commandName }) => commandName))).toEqual(
      new Set(['find', 'insert', 'update', 'delete', 'findAndModify']),
    );
    const without = data.filter(({ command }) => !conditions(command).every(namesTenant));
    expect(without.map(({ command }) => [collectionOf(command), Object.keys(command.filter)])).toEqual([
      ['turns', ['status', 'leaseUntil', 'v', '$expr']],
      ['turns', ['worker', 'status', 'stop', 'v']],
      ['conversations', ['archive.moving.to', 'archive.moving.since', 'v']],
      ['conversations', ['tenantId']],
    ]);
  });

  it('all have a limit of time, majority concerns whatever the URI says, and finds a limit of documents', async () => {
    sent.length = 0;
    await everything(store);
    await store.secret();
    for (const { commandName, command } of sent.filter(({ commandName }) => commandName !== 'abortTransaction')) {
      if (commandName === 'endSessions') continue;
      expect(command.maxTimeMS, commandName).toBeGreaterThan(0);
      const inTransaction = command.autocommit === false;
      const isWrite = ['insert', 'update', 'delete', 'findAndModify'].includes(commandName);
      if (isWrite && !inTransaction) expect(command.writeConcern).toMatchObject({ w: 'majority', j: true });
      if (commandName === 'commitTransaction') expect(command.writeConcern).toMatchObject({ w: 'majority', j: true });
      if (command.startTransaction) expect(command.readConcern).toMatchObject({ level: 'snapshot' });
      if (commandName !== 'find') continue;
      if (!inTransaction) expect(['majority', 'linearizable']).toContain(command.readConcern.level);
      expect(command.limit).toBeGreaterThan(0);
    }
  });

  it('are seven for the admission of a turn and six for its end', async () => {
    const tenant = tenantOf(store);
    let head = await tenant.opened();
    const running = runningTurn(head);
    const admission = commitOf(tenant.id, [written(arriving(head), head)], {
      turns: [{ turn: running, from: 'new', leaseMs: 1_000 }],
      request: keptRequest(head.id),
    });
    sent.length = 0;
    expect(await store.commit(admission)).toBeUndefined();
    const named = () => sent.map(({ commandName, command }) => `${commandName} ${collectionOf(command) ?? ''}`.trim());
    expect(named()).toEqual([
      'insert requests',
      'update conversations',
      'update turns',
      'insert entries',
      'insert occurrences',
      'insert searchMessages',
      'commitTransaction',
    ]);
    head = await tenant.stored(head.id);
    const end = commitOf(tenant.id, [written(answering(head, running.id, reply()), head)], {
      turns: [
        { turn: endedTurn(running), from: { status: 'RUNNING', attempt: 1 } },
        { turn: runningTurn(head), from: 'new', leaseMs: 1_000 },
      ],
    });
    sent.length = 0;
    expect(await store.commit(end)).toBeUndefined();
    expect(named()).toEqual([
      'update conversations',
      'update turns',
      'insert entries',
      'insert occurrences',
      'insert searchMessages',
      'commitTransaction',
    ]);
  });

  it('are two to follow 200 turns, and one for a piece, its repeat, or its end', async () => {
    const tenant = tenantOf(store);
    const head = await tenant.opened();
    const many = Array.from({ length: 200 }, () => runningTurn(head));
    await tenant.turned(head, ...many.map((one) => ({ turn: one, from: 'new' as const, leaseMs: 60_000 })));
    const [first, last] = [many[0]!, many[199]!];
    const named = () => sent.map(({ commandName, command }) => `${commandName} ${collectionOf(command) ?? ''}`.trim());
    sent.length = 0;
    for (const one of [first, first, last]) await store.savePiece(one, pieceOf(1));
    expect(named()).toEqual(['insert pieces', 'insert pieces', 'insert pieces']);
    for (const { command } of sent) expect(command.autocommit).toBeUndefined();
    sent.length = 0;
    const seen = await store.follow(many.map((one) => ({ turn: one, after: 0 })));
    expect(named()).toEqual(['find turns', 'find pieces']);
    expect(seen.map(({ turn: one }) => one)).toEqual(many);
    expect(seen.map(({ pieces }) => pieces.length)).toEqual([1, ...Array(198).fill(0), 1]);
    sent.length = 0;
    await store.dropPieces(last);
    expect(named()).toEqual(['delete pieces']);
  });

  it('are one more where messages are superseded, however many', async () => {
    const tenant = tenantOf(store);
    const heads = [await tenant.said(await tenant.opened()), await tenant.said(await tenant.opened())];
    const parts = heads.map((head) => ({ ...written(arriving(head), head), superseded: [1, 2] }));
    sent.length = 0;
    expect(await store.commit(commitOf(tenant.id, parts))).toBeUndefined();
    const entries = sent.filter(({ command }) => collectionOf(command) === 'entries');
    expect(entries.map(({ commandName }) => commandName)).toEqual(['update', 'insert']);
    for (const { command } of entries) expect(command.autocommit).toBe(false);
  });

  it('cost a search the messages of its tenant that have its rarest word, and no others', async () => {
    const [tenant, other] = [tenantOf(store), tenantOf(store)];
    const texts = Array.from({ length: 40 }, (_, i) => (i % 10 === 0 ? 'a common and a rare word' : 'a common word'));
    await Promise.all(texts.flatMap((text) => [tenant.openedWith({ text }), other.openedWith({ text })]));
    const wanted = readWanted('common rare', store.search.tokenize);
    sent.length = 0;
    expect((await store.search.look(tenant.id, { wanted, filter: {}, limit: 100 })).matches.length).toBe(4);
    const { command } = sent.find(({ command }) => command.find === 'searchMessages' && command.sort)!;
    const { find, filter, sort, limit } = command;
    // SecantusDB does not choose an index for such a filter by itself.
    const hint = mongo!.kind === 'mongod' ? {} : { hint: 'search_term' };
    const explain = { find, filter, sort, limit, ...hint };
    const { executionStats } = await observer.db(mongo!.database).command({ explain, verbosity: 'executionStats' });
    expect(executionStats).toMatchObject({ nReturned: 4, totalDocsExamined: 4 });
    // A server may read the key after the last one.
    expect(executionStats.totalKeysExamined).toBeLessThanOrEqual(5);
  });

  it('are served by the index that is meant, without a scan and, on a real server, without a sort', async () => {
    await everything(store);
    for (const [what, collection, { filter, sort, limit, index, hint }, planner] of reads) {
      if (mongo!.kind !== 'mongod' && planner === 'mongod') continue;
      const found = observer.db(mongo!.database).collection(collection).find(filter);
      if (sort) found.sort(sort as Document as never);
      if (hint) found.hint(hint);
      const plan = await found.limit(limit).explain('queryPlanner');
      const stages = stagesOf(plan.queryPlanner.winningPlan.queryPlan ?? plan.queryPlanner.winningPlan);
      expect(stages, what).not.toContain('COLLSCAN');
      expect(stages, what).toContain(`IXSCAN ${index}`);
      if (mongo!.kind === 'mongod') expect(stages, what).not.toContain('SORT');
    }
  });
});

/**
 * The part of the sort that an index leaves to be done: none when its key is fields that the filter fixes, then the
 * fields of the sort in one direction. A field with several values is fixed, too: the server merges their ranges.
 */
function unsorted(key: [string, 1 | -1][], { filter, sort }: Read): Document | undefined {
  const wanted = Object.entries((sort ?? {}) as Record<string, 1 | -1>);
  let at = 0;
  while (at < key.length && isFixed(filter[key[at]![0]]) && key[at]![0] !== wanted[0]?.[0]) at++;
  const rest = key.slice(at, at + wanted.length);
  const turned = rest[0]?.[1] === wanted[0]?.[1] ? 1 : -1;
  const same = wanted.every(([field, direction], i) => rest[i]?.[0] === field && rest[i]?.[1] === direction * turned);
  return same && (at > 0 || wanted.length > 0) ? undefined : { key, filter, sort };
}

/** Of a choice alone each part is planned for itself, and their results are merged. */
function branches(filter: Document): Document[] {
  return Object.keys(filter).join() === '$or' ? filter.$or : [filter];
}

function isFixed(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return value !== undefined;
  return '$in' in value || '$all' in value;
}

function stagesOf(plan: Document): string[] {
  const name = plan.indexName ? `IXSCAN ${plan.indexName}` : plan.stage;
  return [name, ...[plan.inputStage, ...(plan.inputStages ?? [])].filter(Boolean).flatMap(stagesOf)];
}

function collectionOf(command: Document): string | undefined {
  const name = ['find', 'insert', 'update', 'delete', 'findAndModify'].map((verb) => command[verb]).find(Boolean);
  // The secret and the schema's version are everybody's.
  return name === 'meta' ? undefined : name;
}

function conditions(command: Document): Document[] {
  if (command.find) return [command.filter];
  if (command.findAndModify) return [command.query];
  return command.documents ?? (command.updates ?? command.deletes ?? []).map(({ q }: Document) => q);
}

function namesTenant(condition: Document): boolean {
  if (branches(condition)[0] !== condition) return branches(condition).every(namesTenant);
  return typeof condition.tenantId === 'string' && condition.tenantId !== '';
}

/** Every call of the port, each in the ways that send different commands. */
async function everything(store: ConversationStore): Promise<void> {
  const tenant = tenantOf(store);
  const ran: Turn = await tenant.running(0);
  let head = await tenant.stored(ran.conversationId);
  const request = keptRequest(head.id);
  const stale = commitOf(tenant.id, [written(arriving(head), head)]);
  head = await tenant.applied(arriving(head), head, { request });
  expect(await store.commit(stale)).toBe('stale');
  expect(await store.commit(commitOf(tenant.id, [], { request }))).toBe('request-taken');
  const rival = opening({ tenantId: tenant.id, userId: head.userId });
  expect(await store.commit(commitOf(tenant.id, [written(rival)]))).toBe('open-taken');
  const empty = { conversation: head, entries: [] };
  head = await tenant.applied(empty, head, { turns: [{ turn: queuedTurn(head), from: 'new' }] });
  expect(await store.renewLease(ran, 0)).toBe('held');
  const taken = await store.takeExpired(freshId('worker'), 60_000, 100);
  expect(taken.map(({ id }) => id)).toContain(ran.id);
  await store.stopping('worker');
  const mine = taken.find(({ id }) => id === ran.id)!;
  for (let i = 0; i < 2; i++) await store.savePiece(mine, pieceOf(1));
  await store.pieces(mine, 0, 10);
  await store.follow([{ turn: mine, after: 0 }]);
  await store.dropPieces(mine);
  await tenant.applied(closing(head), head);
  await store.openConversation(tenant.id, head.userId, head.channel);
  const shut = await tenant.stored(head.id);
  const write = { conversation: shut, statusBefore: shut.status, entries: [], removed: { after: 1, through: 2 } };
  const returned = (await tenant.log(head.id)).slice(0, 1);
  expect(await store.commit(commitOf(tenant.id, [{ ...write, returned }]))).toBeUndefined();
  await store.moving(0, 10);
  await store.nextTenant('');
  for (const filter of [{}, { userId: head.userId }, { metadata: { a: 'b' } }, { stages: ['WON'] as const }]) {
    await store.conversations(tenant.id, { filter, order: 'newest', limit: 10 });
  }
  await tenant.log(head.id);
  await store.request(tenant.id, request.requestId);
  await store.turn(tenant.id, ran.id);
  await store.newestTurn(tenant.id, head.id);
  await store.queuedTurns(tenant.id, head.id, 10);
  await store.conversationsById(tenant.id, [head.id]);
}
