import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  WatchConversationResponse,
  WatchConversationsResponse,
} from '../../src/gen/colloquy/v1/conversation_service.js';
import { ConversationFilter } from '../../src/gen/colloquy/v1/conversation_service.js';
import type { ErasureReceipt } from '../../src/gen/colloquy/v1/data_service.js';
import { Criterion } from '../../src/gen/colloquy/v1/resources.js';
import { freshId } from '../support/build.js';
import {
  ask,
  failure,
  is,
  listen,
  say,
  startTestService,
  stream,
  type TestService,
  tenant,
} from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';
import { documentsWith, filesWith } from '../support/traces.js';
import { until } from '../support/until.js';

/** A word that nothing else has, and a part of it: lists of words leave out what the one before begins with. */
const marker = 'Zanzibarium';
const part = 'zibariu';
const continued = 'CONVERSATION_EVENT_CONTINUED';

describe.each(storesUnderTest())('erasing a user on $name', ({ env }) => {
  const variables: Record<string, string> = { ...env(), COLLOQUY_MEMORY: 'mem0', COLLOQUY_HEARTBEAT_MS: '300' };
  const { MONGODB_URI: uri, MONGODB_DATABASE: database = '' } = variables;
  const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-test-'));
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ env: variables, dataDir });
  });
  afterAll(async () => {
    await service.dispose();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const someone = () => freshId('user');
  async function erase(userId: string, requestId = '', own = tenant('default')): Promise<ErasureReceipt> {
    const { receipt } = await ask(service.data, 'eraseUser', { userId, requestId }, own);
    if (!receipt) throw new Error('no receipt');
    return receipt;
  }
  const outcome = (call: Promise<unknown>) => call.then(() => undefined, failure);
  const erasedOf = ({ stores }: ErasureReceipt) =>
    Object.fromEntries(stores.map(({ store, erased }) => [store, erased]));
  const traces = async (text: string) => [
    ...filesWith(dataDir, text),
    ...(uri ? await documentsWith(uri, database, text) : []),
  ];
  const proof = async (conversationId: string) => ask(service.data, 'verifyConversation', { conversationId });

  /** A user who has said the marker wherever something can be said, or has had it said. */
  async function everywhere(userId: string): Promise<string[]> {
    const at = (conversationId: string) => ({ conversationId, expectedVersion: 0 });
    const metadata = { [marker]: marker, campaign: marker };
    const { conversation } = await ask(service.conversations, 'createConversation', {
      userId,
      channel: 'mail',
      metadata,
      requestId: `${marker}-create-${userId}`,
    });
    const id = conversation?.id ?? '';
    const chat = await say(service, `@script steps=3 tools=1 reply=${marker} stage=ENGAGED need=met`, {
      userId,
      metadata,
      requestId: `${marker}-chat-${userId}`,
    });
    const other = chat.turn?.conversationId ?? '';
    await say(service, `I am looking for ${marker}.`, { userId });
    await ask(service.conversations, 'addMessage', {
      conversationId: id,
      role: 'ROLE_USER',
      text: `${marker} `.repeat(2000),
      metadata,
      requestId: `${marker}-add-${userId}`,
    });
    await ask(service.conversations, 'setStage', { ...at(id), stage: 'STAGE_WON', reason: marker });
    const criterion = { name: 'need', status: 'CRITERION_STATUS_MET', value: marker };
    const criteria = [Criterion.fromPartial(criterion as Partial<Criterion>)];
    await ask(service.conversations, 'setQualification', { ...at(id), criteria });
    await ask(service.conversations, 'updateMetadata', { ...at(other), metadata: { note: marker } });
    await ask(service.conversations, 'requestHandoff', { conversationId: other, queue: 'sales', reason: marker });
    await ask(service.conversations, 'takeOver', { conversationId: other, humanId: marker, reason: marker });
    await ask(service.conversations, 'returnToAgent', { conversationId: other, humanId: marker, note: marker });
    await ask(service.memory, 'addMemory', { userId, text: `likes ${marker}`, metadata });
    await until('the words are learned', async () => {
      const { memories } = await ask(service.memory, 'listMemories', { userId });
      return memories.length > 1;
    });
    await ask(service.conversations, 'closeConversation', at(id));
    await ask(service.conversations, 'archiveConversation', { conversationId: id });
    await ask(service.conversations, 'summarize', { conversationId: other });
    return [id, other];
  }

  it('leaves nothing that they said or that was said of them, in no file and no collection; of others everything', async () => {
    const userId = `${marker}-${someone()}`;
    const neighbour = someone();
    const theirs = await say(service, 'I am looking for a bicycle.', { userId: neighbour });
    await ask(service.memory, 'addMemory', { userId: neighbour, text: 'likes bicycles' });
    const untouched = theirs.turn?.conversationId ?? '';
    const before = await proof(untouched);
    const ids = await everywhere(userId);
    await say(service, 'And I, too.', { userId: someone() });
    // A number knows which conversations it has seen.
    const metrics = ['METRIC_MESSAGES', 'METRIC_TURNS'] as const;
    const { series } = await ask(service.insight, 'queryMetrics', { metrics: [...metrics] });
    const { drillToken } = series[0]!.points[0]!;
    expect(await traces(marker)).not.toEqual([]);

    const receipt = await erase(userId, `${marker}-erase`);
    expect(await traces(part)).toEqual([]);
    // That it was erased is known of each conversation, for who imports what is exported.
    for (const id of uri ? ids : []) {
      const documents = await documentsWith(uri!, database, id);
      expect(documents.filter((document) => !document.startsWith('erased: '))).toEqual([]);
    }
    const counted = await ask(service.insight, 'listCounted', { drillToken });
    expect(counted.conversations.map(({ id }) => id)).toContain(untouched);
    for (const id of ids) expect(counted.conversations.map((one) => one.id)).not.toContain(id);
    expect(receipt).toMatchObject({ id: expect.any(String), userId, startedAt: expect.any(Date) });
    for (const { remaining } of receipt.stores) expect(remaining).toBe(0);
    expect(erasedOf(receipt)).toMatchObject({ conversations: 2, turns: 2, requests: 3, archive: 1 });
    expect(erasedOf(receipt).search).toBeGreaterThan(3);
    expect(erasedOf(receipt).log).toBeGreaterThan(8);
    expect(erasedOf(receipt).memories).toBeGreaterThan(1);
    expect(receipt.endedAt!.getTime()).toBeGreaterThanOrEqual(receipt.startedAt!.getTime());
    for (const conversationId of ids) {
      const gone = { code: status.NOT_FOUND, reason: 'CONVERSATION_NOT_FOUND' };
      expect(await outcome(ask(service.conversations, 'getConversation', { conversationId }))).toMatchObject(gone);
      expect(await outcome(ask(service.conversations, 'listEntries', { conversationId }))).toMatchObject(gone);
      expect(await outcome(proof(conversationId))).toMatchObject(gone);
    }
    expect((await ask(service.memory, 'listMemories', { userId })).memories).toEqual([]);

    expect(await proof(untouched)).toEqual(before);
    expect((await ask(service.memory, 'listMemories', { userId: neighbour })).memories.length).toBeGreaterThan(0);
    service = await service.restart();
    expect(await traces(part)).toEqual([]);
    expect(await proof(untouched)).toEqual(before);
  });

  it('gives the same receipt for the same request, and none for another user’s', async () => {
    const userId = someone();
    const requestId = freshId('request');
    await say(service, 'hello', { userId });
    const first = await erase(userId, requestId);
    expect(erasedOf(first)).toMatchObject({ conversations: 1, turns: 1 });
    await say(service, 'hello again', { userId });
    expect(await erase(userId, requestId)).toEqual(first);
    expect((await say(service, 'and again', { userId })).event).toBe(continued);
    expect(await outcome(erase(someone(), requestId))).toMatchObject({
      code: status.ALREADY_EXISTS,
      reason: 'REQUEST_ID_REUSED',
    });
    const elsewhere = await erase(someone(), requestId, tenant('other'));
    expect(elsewhere.id).not.toBe(first.id);
    const anew = await erase(userId);
    expect(anew.id).not.toBe(first.id);
    expect(erasedOf(anew)).toMatchObject({ conversations: 1 });
  });

  it('of one who is not known gives a receipt of zeros; of one in another tenant, too', async () => {
    const userId = someone();
    await say(service, 'hello', { userId }, tenant('other'));
    const receipt = await erase(userId);
    expect(receipt.stores.map(({ store }) => store)).toContain('conversations');
    for (const { erased, remaining } of receipt.stores) expect([erased, remaining]).toEqual([0, 0]);
    expect((await say(service, 'hello', { userId }, tenant('other'))).event).toBe(continued);
  });

  it('lets who writes again begin anew', async () => {
    const userId = someone();
    const before = await say(service, 'hello', { userId });
    await erase(userId);
    const { turn, event } = await say(service, 'hello', { userId });
    expect(event).toBe('CONVERSATION_EVENT_CREATED');
    expect(turn?.conversationId).not.toBe(before.turn?.conversationId);
  });

  it('stops turns that run and wait; their readers are shown the end, and none of the text comes back', async () => {
    const userId = someone();
    const running = stream(service, '@script steps=2000 ms=20 reply=more', { userId });
    await running.until(is('textDelta'));
    const waiting = stream(service, 'and then?', { userId });
    await waiting.until(is('queued'));
    const receipt = await erase(userId);
    expect(erasedOf(receipt)).toMatchObject({ conversations: 1, turns: 2 });
    for (const reader of [running, waiting]) {
      await reader.over;
      expect(reader.events.at(-1)?.event?.$case).toBe('ended');
    }
    const { conversations } = await ask(service.conversations, 'listConversations', {
      filter: ConversationFilter.fromPartial({ userId }),
    });
    expect(conversations).toEqual([]);
  });

  it('tells those who watch: the conversation is not found, and gone from the list', async () => {
    const userId = someone();
    const { turn } = await say(service, 'hello', { userId });
    const conversationId = turn?.conversationId ?? '';
    const log = listen<NonNullable<WatchConversationResponse['event']>>(
      service.conversations.watchConversation({ conversationId, afterSeq: 0 }),
    );
    const list = listen<NonNullable<WatchConversationsResponse['event']>>(
      service.conversations.watchConversations({ filter: ConversationFilter.fromPartial({ userId }) }),
    );
    await log.until(({ $case }) => $case === 'entry');
    await list.until(({ $case }) => $case === 'synced');
    await erase(userId);
    expect(failure(await log.over)).toMatchObject({ code: status.NOT_FOUND, reason: 'CONVERSATION_NOT_FOUND' });
    const removed = await list.until(({ $case }) => $case === 'removedId');
    expect(removed.value).toBe(conversationId);
    list.cancel();
  });

  it('twenty at once for one user, and twenty repeats of one request: each has its receipt', async () => {
    const userId = someone();
    await say(service, 'hello', { userId });
    const all = await Promise.all(Array.from({ length: 6 }, () => erase(userId)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(6);
    expect(all.map((receipt) => erasedOf(receipt).conversations).toSorted()).toEqual([0, 0, 0, 0, 0, 1]);
    const requestId = freshId('request');
    const same = await Promise.all(Array.from({ length: 20 }, () => erase(userId, requestId)));
    expect(new Set(same.map(({ id }) => id)).size).toBe(1);
  });

  it('who writes meanwhile is told to come back, or has written before, or begins anew', async () => {
    const userId = someone();
    for (let i = 0; i < 5; i++) await say(service, `hello ${i}`, { userId, startNew: true });
    let over = false;
    const erasing = erase(userId).finally(() => {
      over = true;
    });
    const answers = [];
    while (!over) answers.push(await outcome(say(service, 'meanwhile', { userId })));
    await erasing;
    for (const answer of answers.filter((one) => one !== undefined)) {
      expect(['ERASURE_UNDER_WAY', 'CONVERSATION_NOT_FOUND', 'TURN_NOT_FOUND']).toContain(answer.reason);
      if (answer.reason === 'ERASURE_UNDER_WAY') expect(answer.retry).toBeDefined();
    }
    expect(answers.some((one) => one?.reason === 'ERASURE_UNDER_WAY')).toBe(true);
  });

  it.each(['', 'a b', 'x'.repeat(129), 'ü'])('a user id of %j is refused', async (userId) => {
    expect(await outcome(erase(userId))).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['user_id'] });
  });
});
