import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConversationFilter, type WatchConversationsResponse } from '../../src/gen/colloquy/v1/conversation_service.js';
import type { ArchiveConversationsRequest } from '../../src/gen/colloquy/v1/data_service.js';
import type { Conversation } from '../../src/gen/colloquy/v1/resources.js';
import { temporaryFolder } from '../support/process.js';
import { type S3Server, startS3 } from '../support/s3-server.js';
import {
  ask,
  is,
  listen,
  refused,
  resume,
  say,
  startTestService,
  stream,
  type TestService,
  tenant,
  textOf,
  valueIn,
} from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';
import { exportAll, importLines } from '../support/transfer.js';
import { until } from '../support/until.js';

type ListEvent = NonNullable<WatchConversationsResponse['event']>;

describe.each(storesUnderTest())('the archive on $name', ({ env }) => {
  let service: TestService;
  const dataDir = temporaryFolder();
  const variables = env();
  beforeAll(async () => {
    service = await startTestService({ env: variables, dataDir });
  });
  afterAll(() => service.dispose());

  let users = 0;
  const someone = () => `user-${++users}`;

  /** A conversation of some messages, stage and all, closed. */
  async function closed(userId = someone(), own = tenant('default')): Promise<Conversation> {
    const { conversationId } = await say(service, '@script steps=3 stage=engaged need=met', { userId }, own);
    await say(service, '@script steps=2 tools=1', { userId, conversationId }, own);
    const { conversation } = await ask(service.conversations, 'closeConversation', { conversationId }, own);
    return conversation!;
  }
  const get = async (conversationId: string) =>
    (await ask(service.conversations, 'getConversation', { conversationId })).conversation!;
  const archive = async (conversationId: string) =>
    (await ask(service.conversations, 'archiveConversation', { conversationId })).conversation!;
  const restore = async (conversationId: string) =>
    (await ask(service.conversations, 'restoreConversation', { conversationId })).conversation!;
  const verify = (conversationId: string) => ask(service.data, 'verifyConversation', { conversationId });
  const logOf = (conversationId: string) =>
    ask(service.conversations, 'listEntries', { conversationId, pageSize: 500 });
  const many = (request: Partial<ArchiveConversationsRequest>, own = tenant('default')) =>
    ask(service.data, 'archiveConversations', request, own);
  const listed = async (filter: object = {}, own = tenant('default')) => {
    const request = { filter: ConversationFilter.fromPartial(filter), pageSize: 500 };
    const { conversations } = await ask(service.conversations, 'listConversations', request, own);
    return conversations.map(({ id }) => id);
  };

  it('ACTIVE to CLOSED to ARCHIVED and back: the log and its hash are the same throughout', async () => {
    const { id, userId, version } = await closed();
    const before = { log: await logOf(id), hash: await verify(id) };
    expect(before.hash).toMatchObject({ intact: true, differences: [] });
    const archived = await archive(id);
    expect(archived).toMatchObject({ id, status: 'CONVERSATION_STATUS_ARCHIVED', version, stage: 'STAGE_ENGAGED' });
    expect(archived.archivedAt!.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(await archive(id)).toEqual(archived);
    expect(await get(id)).toEqual(archived);
    expect(await logOf(id)).toEqual(before.log);
    expect(await verify(id)).toEqual(before.hash);
    expect(await listed({ userId })).toEqual([]);
    expect(await listed({ userId, statuses: ['CONVERSATION_STATUS_ARCHIVED'] })).toEqual([id]);
    const restored = await restore(id);
    expect(restored).toMatchObject({ status: 'CONVERSATION_STATUS_CLOSED', version });
    expect(restored.archivedAt).toBeUndefined();
    expect(await restore(id)).toEqual(restored);
    expect(await logOf(id)).toEqual(before.log);
    expect(await verify(id)).toEqual(before.hash);
    expect(await listed({ userId })).toEqual([id]);
  });

  it('one that is open, or is not there, or another tenant’s, is refused and left as it is', async () => {
    const { conversationId } = await say(service, 'hi', { userId: someone() });
    expect(await refused(archive(conversationId))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      reason: 'CONVERSATION_OPEN',
      metadata: { conversationId },
    });
    expect((await get(conversationId)).status).toBe('CONVERSATION_STATUS_ACTIVE');
    const { id } = await closed();
    const own = tenant('other');
    for (const method of ['archiveConversation', 'restoreConversation'] as const) {
      for (const [wrong, as] of [
        [id, own],
        ['none-such', tenant('default')],
      ] as const) {
        const call = ask(service.conversations, method, { conversationId: wrong }, as);
        expect(await refused(call)).toMatchObject({ code: status.NOT_FOUND, reason: 'CONVERSATION_NOT_FOUND' });
      }
      const empty = ask(service.conversations, method, { conversationId: '' });
      expect(await refused(empty)).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['conversation_id'] });
    }
  });

  it('its turns are read and repeated as before, and a message that names it makes it active', async () => {
    const userId = someone();
    const more = { userId, requestId: 'first' };
    const reading = stream(service, '@script steps=4', more);
    await reading.over;
    const { turnId, conversationId } = valueIn('accepted', reading.events[0]);
    await ask(service.conversations, 'closeConversation', { conversationId });
    await archive(conversationId);
    const again = resume(service, { turnId });
    await again.over;
    expect(textOf(again.events)).toBe('w0 w1 w2 w3 ');
    const repeated = await say(service, '@script steps=4', more);
    expect(repeated).toMatchObject({ conversationId, turn: { id: turnId } });
    const { turn } = await ask(service.chat, 'getTurn', { turnId });
    expect(turn?.reply?.text).toBe('w0 w1 w2 w3 ');
    expect((await get(conversationId)).status).toBe('CONVERSATION_STATUS_ARCHIVED');
    const next = stream(service, '@script context=1', { userId, conversationId });
    await next.over;
    expect(valueIn('accepted', next.events.find(is('accepted')))).toMatchObject({
      event: 'CONVERSATION_EVENT_RESUMED',
    });
    expect(textOf(next.events)).toContain('w0 w1 w2 w3 ');
    expect(await get(conversationId)).toMatchObject({ status: 'CONVERSATION_STATUS_ACTIVE' });
    expect(await verify(conversationId)).toMatchObject({ intact: true });
  });

  it('a message without a conversation opens another, and leaves it archived', async () => {
    const userId = someone();
    const { id } = await closed(userId);
    await archive(id);
    expect((await say(service, 'hello', { userId })).conversationId).not.toBe(id);
    expect((await get(id)).status).toBe('CONVERSATION_STATUS_ARCHIVED');
  });

  it('messages of a person and the system, and changes, need it restored first', async () => {
    const { id: conversationId } = await closed();
    await archive(conversationId);
    const calls = [
      ask(service.conversations, 'addMessage', { conversationId, role: 'ROLE_SYSTEM', text: 'x' }),
      ask(service.conversations, 'setStage', { conversationId, stage: 'STAGE_WON' }),
      ask(service.conversations, 'updateMetadata', { conversationId, metadata: { a: 1 } }),
      ask(service.conversations, 'takeOver', { conversationId, humanId: 'eve' }),
      ask(service.conversations, 'closeConversation', { conversationId }),
    ];
    for (const call of calls) {
      expect(await refused(call)).toMatchObject({ code: status.FAILED_PRECONDITION, reason: 'CONVERSATION_ARCHIVED' });
    }
    const added = { conversationId, role: 'ROLE_USER', text: 'back', requestId: 'add' } as const;
    const { message } = await ask(service.conversations, 'addMessage', added);
    expect((await ask(service.conversations, 'addMessage', added)).message).toEqual(message);
    expect((await get(conversationId)).status).toBe('CONVERSATION_STATUS_ACTIVE');
  });

  it('watchers see it go and come: of the log nothing twice, of lists what matches', async () => {
    const userId = someone();
    const { id } = await closed(userId);
    const list = (filter: object) =>
      listen(
        service.conversations.watchConversations({ filter: ConversationFilter.fromPartial({ userId, ...filter }) }),
      );
    const [open, archived] = [list({}), list({ statuses: ['CONVERSATION_STATUS_ARCHIVED'] })];
    const every = list({ statuses: ['CONVERSATION_STATUS_CLOSED', 'CONVERSATION_STATUS_ARCHIVED'] });
    const log = listen(service.conversations.watchConversation({ conversationId: id, afterSeq: 0 }));
    const synced = ({ $case }: ListEvent) => $case === 'synced';
    await Promise.all([open, archived, every].map((watching) => watching.until(synced)));
    await archive(id);
    await open.until((event) => event.$case === 'removedId' && event.value === id);
    await archived.until((event) => event.$case === 'conversation' && event.value.id === id);
    const statuses = () =>
      every.events.flatMap((event) => (event.$case === 'conversation' ? [event.value.status] : []));
    await until('it is shown as archived', () => statuses().at(-1) === 'CONVERSATION_STATUS_ARCHIVED');
    await restore(id);
    await archived.until((event) => event.$case === 'removedId' && event.value === id);
    await until('it is shown as closed', () => statuses().at(-1) === 'CONVERSATION_STATUS_CLOSED');
    await until('it is back', () => open.events.at(-1)?.$case === 'conversation');
    expect(statuses()).toEqual(['CLOSED', 'ARCHIVED', 'CLOSED'].map((name) => `CONVERSATION_STATUS_${name}`));
    const { entries } = await logOf(id);
    const shown = () => log.events.flatMap((event) => (event.$case === 'entry' ? [event.value] : []));
    await until('the whole log is shown', () => shown().length >= entries.length);
    expect(shown()).toEqual(entries);
    for (const watching of [open, archived, every, log]) watching.cancel();
  });

  it('the log of one that is archived is watched from any seq on, and goes on when it is active again', async () => {
    const { id, lastSeq } = await closed();
    await archive(id);
    const log = listen(service.conversations.watchConversation({ conversationId: id, afterSeq: 2 }));
    const seqs = () => log.events.flatMap((event) => (event.$case === 'entry' ? [event.value.seq] : []));
    await until('what is archived is shown', () => seqs().at(-1) === lastSeq);
    await ask(service.conversations, 'addMessage', { conversationId: id, role: 'ROLE_USER', text: 'more' });
    await until('what is new is shown', () => seqs().at(-1) === lastSeq + 1);
    expect(seqs()).toEqual(Array.from({ length: lastSeq - 1 }, (_, i) => i + 3));
    log.cancel();
  });

  it('in bulk: exactly those that match, the longest idle first, counted before and after', async () => {
    const own = tenant('bulk');
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push((await closed(`closed-${i}`, own)).id);
    const { conversationId: open } = await say(service, 'x', { userId: 'open' }, own);
    const running = stream(service, '@script hang=1', { userId: 'busy' }, '', own);
    const { conversationId: busy, turnId } = valueIn('accepted', await running.until(is('accepted')));
    const archived = () => listed({ statuses: ['CONVERSATION_STATUS_ARCHIVED'] }, own);
    const filter = (more: object) => ConversationFilter.fromPartial(more);

    expect(await many({ dryRun: true }, own)).toEqual({ archived: 5 });
    expect(await many({ dryRun: true, maxCount: 3 }, own)).toEqual({ archived: 3 });
    expect(await many({ dryRun: true, closeOpen: true }, own)).toEqual({ archived: 6 });
    expect(await many({ dryRun: true, filter: filter({ userId: 'closed-1' }) }, own)).toEqual({ archived: 1 });
    expect(await many({ dryRun: true, filter: filter({ statuses: ['CONVERSATION_STATUS_ACTIVE'] }) }, own)).toEqual({
      archived: 0,
    });
    expect(await many({ dryRun: true, idleSince: new Date(0) }, own)).toEqual({ archived: 0 });
    expect(await archived()).toEqual([]);

    expect(await many({ filter: filter({ userId: 'closed-1' }) }, own)).toEqual({ archived: 1 });
    expect(await many({ maxCount: 2 }, own)).toEqual({ archived: 2 });
    expect((await archived()).sort()).toEqual([ids[0], ids[1], ids[2]].sort());
    const { conversation } = await ask(service.conversations, 'getConversation', { conversationId: ids[4]! }, own);
    expect(await many({ idleSince: conversation!.lastActivityAt! }, own)).toEqual({ archived: 1 });
    expect(await many({ closeOpen: true, idleSince: new Date(Date.now() + 1000) }, own)).toEqual({ archived: 2 });
    expect((await archived()).sort()).toEqual([...ids, open].sort());
    expect(await many({ closeOpen: true }, own)).toEqual({ archived: 0 });
    expect(await listed({}, own)).toEqual([busy]);
    expect(await refused(many({ maxCount: -1 }, own))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      fields: ['max_count'],
    });
    await ask(service.chat, 'cancelTurn', { turnId }, own);
    await running.over;
  });

  it('in bulk, called off: what is done stays done, and a second call does the rest', async () => {
    const own = tenant('called-off');
    const ids: string[] = [];
    for (let i = 0; i < 12; i++) {
      const request = { userId: `u-${i}`, conversationId: `called-off-${i}` };
      const { conversation } = await ask(service.conversations, 'createConversation', request, own);
      await ask(service.conversations, 'closeConversation', { conversationId: conversation!.id }, own);
      ids.push(conversation!.id);
    }
    const archived = () => listed({ statuses: ['CONVERSATION_STATUS_ARCHIVED'] }, own);
    const call = service.data.archiveConversations(
      { filter: undefined, idleSince: undefined, closeOpen: false, dryRun: false, maxCount: 0 },
      own,
      () => undefined,
    );
    await until('some are archived', async () => (await archived()).length > 2);
    call.cancel();
    const rest = await until('the count stands still', async () => {
      const before = (await archived()).length;
      return before === (await archived()).length && (await many({ dryRun: true }, own)).archived === 12 - before
        ? { left: 12 - before }
        : undefined;
    });
    expect(await many({}, own)).toEqual({ archived: rest.left });
    expect((await archived()).sort()).toEqual(ids.sort());
  });

  it('after a restart all is as it was, and what is damaged says so and stays listed', async () => {
    const { id } = await closed();
    const before = { log: await logOf(id), hash: await verify(id) };
    const archived = await archive(id);
    service = await service.restart();
    expect(await get(id)).toEqual(archived);
    expect(await logOf(id)).toEqual(before.log);
    expect(await verify(id)).toEqual(before.hash);
    service = await service.restart();
    await damage(id);
    const dataLoss = { code: status.DATA_LOSS, reason: 'ARCHIVE_DAMAGED', metadata: { conversationId: id } };
    expect(await refused(logOf(id))).toMatchObject(dataLoss);
    expect(await refused(restore(id))).toMatchObject(dataLoss);
    expect(await verify(id)).toMatchObject({ intact: false, differences: [expect.stringContaining('archive')] });
    expect(await get(id)).toMatchObject({ status: 'CONVERSATION_STATUS_ARCHIVED' });
  });

  it('one that is damaged keeps no other from being found, exported, and told of where it is missing', async () => {
    const own = tenant('damaged');
    const summarized = async (userId: string) => {
      const { conversationId } = await say(service, `I need a kettle. ${userId}`, { userId }, own);
      await ask(service.conversations, 'closeConversation', { conversationId }, own);
      await ask(service.conversations, 'summarize', { conversationId }, own);
      return conversationId;
    };
    const [first, damaged, third] = [await summarized('ada'), await summarized('bob'), await summarized('cyd')];
    await ask(service.conversations, 'archiveConversation', { conversationId: damaged }, own);
    const whole = await exportAll(service, {}, own);
    service = await service.restart();
    await damage(damaged, 'damaged');
    const { hits } = await ask(service.insight, 'searchMessages', { query: 'kettle', roles: ['ROLE_USER'] }, own);
    expect(hits.map(({ conversationId }) => conversationId).sort()).toEqual([first, third].sort());
    const { text, end } = await exportAll(service, {}, own);
    const of = (line: string, id: string) => line.includes(`"${id}"`);
    const lines = whole.text.split('\n');
    const expected = lines.flatMap((line) => {
      if (!of(line, damaged)) return [line];
      return line.startsWith('{"conversation":') ? [line, `{"unreadable":"${damaged}"}`] : [];
    });
    expect(text.split('\n')).toEqual(expected);
    expect(end).toMatchObject({ conversations: 3, unreadable: 1 });
    const answer = await importLines(service, text.split('\n').slice(0, -1), tenant('damaged-copy'));
    const follow = `no entries of conversation ${damaged} follow`;
    const unread = `the log of conversation ${damaged} could not be read where this comes from: see its archive`;
    expect(answer.errors.map(({ reason }) => reason)).toEqual([follow, unread]);
  });

  it('verified is the object as it lies there, also where its log was read a moment before', async () => {
    const { id } = await closed();
    await archive(id);
    const [{ entries }, whole] = [await logOf(id), await verify(id)];
    expect(whole).toMatchObject({ intact: true, entries: entries.length });
    await damage(id);
    expect((await logOf(id)).entries).toEqual(entries);
    const named = expect.stringMatching(/^archive: default\/.* is missing, or is not what was written$/);
    expect(await verify(id)).toMatchObject({ intact: false, differences: [named] });
  });

  it('an erased user’s archived logs are gone, and those of others are not', async () => {
    const [mine, other] = [await closed(someone()), await closed()];
    for (const { id } of [mine, other]) await archive(id);
    const before = await logOf(other.id);
    const { receipt } = await ask(service.data, 'eraseUser', { userId: mine.userId, requestId: mine.id });
    expect(receipt?.stores.find(({ store }) => store === 'archive')).toMatchObject({ erased: 1, remaining: 0 });
    expect(await refused(get(mine.id))).toMatchObject({ code: status.NOT_FOUND });
    expect(await objectsOf(mine.id)).toBe(0);
    expect(await objectsOf(other.id)).toBe(1);
    expect(await logOf(other.id)).toEqual(before);
  });

  /** How many objects of a conversation there are, wherever they are kept. */
  async function objectsOf(conversationId: string): Promise<number> {
    const { MONGODB_URI: uri, MONGODB_DATABASE: database }: Record<string, string> = variables;
    if (!uri) return (await readdir(join(dataDir, 'archive/default', conversationId)).catch(() => [])).length;
    const client = await new MongoClient(uri).connect();
    const chunks = client.db(database).collection('archive.chunks');
    const of = { $gte: `default/${conversationId}/`, $lt: `default/${conversationId}0` };
    const count = await chunks.countDocuments({ files_id: of });
    await client.close();
    return count;
  }

  /** Turns a bit of an archived log, wherever it is kept. */
  async function damage(conversationId: string, tenantId = 'default'): Promise<void> {
    const { MONGODB_URI: uri, MONGODB_DATABASE: database }: Record<string, string> = variables;
    if (!uri) {
      const folder = join(dataDir, 'archive', tenantId, conversationId);
      const file = join(folder, (await readdir(folder))[0]!);
      const bytes = await readFile(file);
      bytes[60]! ^= 1;
      return writeFile(file, bytes);
    }
    const client = await new MongoClient(uri).connect();
    const chunks = client.db(database).collection('archive.chunks');
    const { _id, data } = (await chunks.findOne({
      files_id: { $gte: `${tenantId}/${conversationId}/`, $lt: `${tenantId}/${conversationId}0` },
    }))!;
    data.buffer[60] ^= 1;
    await chunks.updateOne({ _id }, { $set: { data } });
    await client.close();
  }
});

describe.each(storesUnderTest())('the archive on S3, with the store $name', ({ env }) => {
  let s3: S3Server;
  let service: TestService;
  beforeAll(async () => {
    s3 = await startS3();
    service = await startTestService({
      env: {
        ...env(),
        COLLOQUY_ARCHIVE: `s3://${s3.bucket}/colloquy`,
        AWS_ENDPOINT_URL_S3: s3.endpoint,
        AWS_ACCESS_KEY_ID: s3.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: s3.credentials.secretAccessKey,
      },
    });
  });
  afterAll(async () => {
    await service.dispose();
    await s3.close();
  });

  it('logs go there and come back; while it is away, nothing moves and callers are told when to try again', async () => {
    const { conversationId } = await say(service, 'hello', { userId: 'ada' });
    await ask(service.conversations, 'closeConversation', { conversationId });
    const { sha256 } = await ask(service.data, 'verifyConversation', { conversationId });
    await ask(service.conversations, 'archiveConversation', { conversationId });
    expect([...s3.objects.keys()]).toEqual([expect.stringContaining(`colloquy/default/${conversationId}/3-`)]);
    expect((await ask(service.data, 'verifyConversation', { conversationId })).sha256).toBe(sha256);
    s3.fail(503);
    const unavailable = { code: status.UNAVAILABLE, reason: 'ARCHIVE_UNAVAILABLE', retry: { seconds: 2, nanos: 0 } };
    const request = { userId: 'ada', conversationId, requestId: 'again' };
    expect(await refused(say(service, 'hello again', request))).toMatchObject(unavailable);
    s3.fail(undefined);
    expect(await say(service, 'hello again', request)).toMatchObject({ conversationId });
    expect(s3.objects.size).toBe(0);
    expect(await ask(service.data, 'verifyConversation', { conversationId })).toMatchObject({ intact: true });
  });
});

describe.each(storesUnderTest())('retention on $name', ({ env }) => {
  it('closes and archives by itself what was idle for long enough, and nothing when it is not asked to', async () => {
    const dataDir = temporaryFolder();
    const variables = env();
    let service = await startTestService({ env: variables, dataDir });
    const { conversationId } = await say(service, 'hello', { userId: 'ada' });
    const { conversationId: waiting } = await say(service, '@script handoff=1', { userId: 'eve' });
    await service.restart().then((next) => {
      service = next;
    });
    const statusOf = async (id: string) =>
      (await ask(service.conversations, 'getConversation', { conversationId: id })).conversation?.status;
    expect(await statusOf(conversationId)).toBe('CONVERSATION_STATUS_ACTIVE');
    await service.stop();
    const soon = { COLLOQUY_CLOSE_AFTER_DAYS: '0', COLLOQUY_ARCHIVE_AFTER_DAYS: '0.0000001' };
    service = await startTestService({ env: { ...variables, ...soon }, dataDir });
    await until('it is closed', async () => (await statusOf(conversationId)) === 'CONVERSATION_STATUS_CLOSED');
    service = await service.restart();
    await until('it is archived', async () => (await statusOf(conversationId)) === 'CONVERSATION_STATUS_ARCHIVED');
    expect(await statusOf(waiting)).toBe('CONVERSATION_STATUS_ACTIVE');
    expect((await ask(service.data, 'getServerInfo', {})).conditions).toEqual([]);
    await service.dispose();
  });
});
