import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshId } from '../support/build.js';
import {
  ask,
  is,
  refused,
  say,
  startTestService,
  stream,
  type TestService,
  tenant,
  valueIn,
} from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';
import { until } from '../support/until.js';

// Long enough for a busy machine: what is recalled in a turn is looked at here, not how fast.
const remembering = { COLLOQUY_MEMORY: 'mem0', COLLOQUY_RECALL_TIMEOUT_MS: '20000' };

describe.each(storesUnderTest())('memory in turns on $name', ({ env }) => {
  let service: TestService;
  const someone = () => freshId('user');
  beforeAll(async () => {
    service = await startTestService({ env: { ...env(), ...remembering } });
  });
  afterAll(() => service.dispose());

  const search = async (userId: string, query: string) =>
    (await ask(service.memory, 'searchMemories', { userId, query })).memories;
  const list = async (userId: string) => (await ask(service.memory, 'listMemories', { userId })).memories;
  /** Once anything is remembered of the user. */
  const learned = (userId: string, count = 1) =>
    until('it is learned', async () => {
      const all = await list(userId);
      return all.length >= count ? all : undefined;
    });

  describe('what a user says in a turn', () => {
    const recalled = async (userId: string, text: string) => {
      const { events, over } = stream(service, text, { userId, startNew: true });
      expect(await over).toBeUndefined();
      return valueIn('memoryRecalled', events.find(is('memoryRecalled')));
    };

    it('is found afterwards, with where it was said, and comes in the next turn', async () => {
      const userId = someone();
      await say(service, 'hello', { userId });
      const { conversationId } = await say(service, 'my favourite colour is teal', { userId });
      await learned(userId);
      const [found] = await search(userId, 'favourite colour');
      expect(found).toMatchObject({ userId, text: 'my favourite colour is teal', conversationId, sourceSeq: 3 });
      expect(await list(userId)).toEqual([{ ...found, score: 0 }]);
      const { memories, skipped } = await recalled(userId, 'which favourite colour do I have?');
      expect({ memories, skipped }).toEqual({ memories: ['my favourite colour is teal'], skipped: '' });
      expect((await recalled(someone(), 'which favourite colour do I have?')).memories).toEqual([]);
    });

    it('is not kept where it is small talk', async () => {
      const userId = someone();
      for (const text of ['Hi there!', 'ok', 'What does it cost?', 'thanks']) await say(service, text, { userId });
      // Learned in their order: once this one is there, the others have been looked at.
      await say(service, 'We are a bakery in Berlin', { userId });
      expect((await learned(userId)).map(({ text }) => text)).toEqual(['We are a bakery in Berlin']);
    });

    it('once deleted is not learned again', async () => {
      const userId = someone();
      await say(service, 'We are a bakery in Berlin', { userId });
      const [kept] = await learned(userId);
      await ask(service.memory, 'deleteMemory', { userId, memoryId: kept?.id ?? '' });
      await say(service, 'We have twelve ovens', { userId });
      expect((await learned(userId)).map(({ text }) => text)).toEqual(['We have twelve ovens']);
    });
  });

  it('all is there after a restart, also what was said and not learned before', async () => {
    const userId = someone();
    const { memory } = await ask(service.memory, 'addMemory', { userId, text: 'likes tea', metadata: { n: 1 } });
    await say(service, 'We are a bakery in Berlin', { userId });
    service = await service.restart();
    const all = await learned(userId, 2);
    expect(all).toContainEqual(memory);
    expect(all.map(({ text }) => text)).toContain('We are a bakery in Berlin');
  });

  it('is of the tenant in which it was said', async () => {
    const userId = someone();
    await say(service, 'We are a bakery in Berlin', { userId }, tenant('one'));
    await say(service, 'We are a brewery in Prague', { userId }, tenant('two'));
    for (const [own, said] of [
      ['one', 'We are a bakery in Berlin'],
      ['two', 'We are a brewery in Prague'],
    ] as const) {
      const there = () => ask(service.memory, 'listMemories', { userId }, tenant(own));
      await until('it is learned', async () => (await there()).memories.length > 0);
      expect((await there()).memories.map(({ text }) => text)).toEqual([said]);
    }
    expect(await list(userId)).toEqual([]);
  });
});

describe('memories that are off', () => {
  it('every call is FAILED_PRECONDITION, and a turn goes without', async () => {
    const service = await startTestService({ env: { COLLOQUY_MEMORY: 'off' } });
    for (const call of [
      () => ask(service.memory, 'addMemory', { userId: 'ada', text: 'x' }),
      () => ask(service.memory, 'searchMemories', { userId: 'ada', query: 'x' }),
      () => ask(service.memory, 'listMemories', { userId: 'ada' }),
      () => ask(service.memory, 'deleteMemory', { userId: 'ada', memoryId: 'x' }),
    ]) {
      expect(await refused(call())).toMatchObject({
        code: status.FAILED_PRECONDITION,
        reason: 'MEMORY_DISABLED',
        types: ['ErrorInfo', 'PreconditionFailure'],
      });
    }
    expect(await refused(ask(service.memory, 'addMemory', { userId: '', text: '' }))).toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
    expect((await say(service, 'my favourite colour is teal')).reply).toBeDefined();
    expect((await ask(service.data, 'getServerInfo', {})).memory).toBe('disabled');
    await service.dispose();
  });
});
