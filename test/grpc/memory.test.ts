import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Memory } from '../../src/gen/colloquy/v1/memory_service.js';
import { freshId } from '../support/build.js';
import { ask, failure, refused, say, startTestService, type TestService, tenant } from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';

describe.each(storesUnderTest())('memories on $name', ({ env }) => {
  let service: TestService;
  const someone = () => freshId('user');
  beforeAll(async () => {
    service = await startTestService({ env: { ...env(), COLLOQUY_MEMORY: 'mem0' } });
  });
  afterAll(() => service.dispose());

  const add = async (userId: string, text: string, more: object = {}, own = tenant('default')): Promise<Memory> => {
    const { memory } = await ask(service.memory, 'addMemory', { userId, text, ...more }, own);
    if (!memory) throw new Error('no memory');
    return memory;
  };
  const search = async (userId: string, query: string, more: object = {}, own = tenant('default')) =>
    (await ask(service.memory, 'searchMemories', { userId, query, ...more }, own)).memories;
  const list = async (userId: string, own = tenant('default')) =>
    (await ask(service.memory, 'listMemories', { userId }, own)).memories;
  const remove = (userId: string, memoryId: string, own = tenant('default')) =>
    ask(service.memory, 'deleteMemory', { userId, memoryId }, own);
  const pages = async (userId: string, pageSize: number): Promise<Memory[][]> => {
    const seen: Memory[][] = [];
    let pageToken = '';
    do {
      const page = await ask(service.memory, 'listMemories', { userId, pageSize, pageToken });
      seen.push(page.memories);
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    return seen;
  };

  it('the server says that it has them', async () => {
    expect((await ask(service.data, 'getServerInfo', {})).memory).toBe('mem0');
  });

  describe('adding', () => {
    it('gives back all of it, and it reads back', async () => {
      const userId = someone();
      const createdAt = new Date('2021-05-06T07:08:09.123Z');
      const metadata = { plan: 'pro', n: 1.5, deep: { list: [true, null, 'x'] }, user_id: 'other' };
      const added = await add(userId, 'likes tea', { metadata, createdAt });
      expect(added).toEqual({
        id: expect.stringMatching(/./),
        userId,
        text: 'likes tea',
        score: 0,
        conversationId: '',
        sourceSeq: 0,
        metadata,
        createdAt,
      });
      expect(await list(userId)).toEqual([added]);
      const [found] = await search(userId, 'tea');
      expect(found).toEqual({ ...added, score: expect.any(Number) });
      expect(found?.score).toBeGreaterThan(0);
    });

    it('without a time is of now, and without metadata has none', async () => {
      const userId = someone();
      const before = Date.now();
      const { createdAt, metadata } = await add(userId, 'likes tea', { metadata: {} });
      expect(createdAt?.getTime()).toBeGreaterThanOrEqual(before);
      expect(createdAt?.getTime()).toBeLessThanOrEqual(Date.now());
      expect(metadata).toBeUndefined();
    });

    it('of what the user has, word by word, gives the first', async () => {
      const userId = someone();
      const first = await add(userId, 'likes tea', { metadata: { n: 1 } });
      const again = await Promise.all([1, 2, 3].map((n) => add(userId, 'likes tea', { metadata: { n } })));
      for (const one of again) expect(one).toEqual(first);
      expect(await list(userId)).toEqual([first]);
      await add(userId, 'likes Tea');
      expect((await list(userId)).length).toBe(2);
    });

    it.each([
      ['8 KiB', '\u00e4'.repeat(4096)],
      ['a NUL within', 'a\u0000b'],
      ['an emoji', '\u{1f469}\u200d\u{1f4bb}'],
      ['a wildcard', '*'],
      ['a byte order mark alone', '\ufeff'],
      ['a vertical tab alone', '\u000b'],
      ['a zero-width space alone', '\u200b'],
    ])('of %s is kept as it is, or refused as blank', async (_, text) => {
      const userId = someone();
      const kept = await add(userId, text).then(
        (memory) => memory.text,
        (error: unknown) => `${status[failure(error).code]} ${failure(error).fields}`,
      );
      expect([text, 'INVALID_ARGUMENT text']).toContain(kept);
      expect((await list(userId)).map((memory) => memory.text)).toEqual(kept === text ? [text] : []);
    });

    it('at the first and the last time that there is', async () => {
      const userId = someone();
      const times = [new Date('0001-01-01T00:00:00Z'), new Date('9999-12-31T23:59:59.999Z')];
      for (const [i, createdAt] of times.entries()) await add(userId, `at ${i}`, { createdAt });
      expect((await list(userId)).map(({ createdAt }) => createdAt)).toEqual([...times].reverse());
    });
  });

  describe('what is wrong with a request', () => {
    const late = 'x'.repeat(8193);
    const wrong: [string, () => Promise<unknown>, string[]][] = [
      ['no user to add to', () => add('', 'x'), ['user_id']],
      ['a wildcard for a user', () => search('*', 'x'), ['user_id']],
      ['a user with a slash', () => list('a/b'), ['user_id']],
      ['a user of 129 characters', () => remove('a'.repeat(129), 'x'), ['user_id']],
      ['a user with a line break at its end', () => list('ada\n'), ['user_id']],
      ['no text', () => add('ada', ''), ['text']],
      ['a blank text', () => add('ada', ' \n\t\u00a0\u2003\u0000'), ['text']],
      ['a text of 8 KiB and a byte', () => add('ada', `${'\u00e4'.repeat(4096)}x`), ['text']],
      ['a text and a user', () => add('?', ''), ['text', 'user_id']],
      ['metadata of more than 16 KiB', () => add('ada', 'x', { metadata: { a: 'x'.repeat(17_000) } }), ['metadata']],
      ['metadata with NaN', () => add('ada', 'x', { metadata: { a: Number.NaN } }), ['metadata']],
      [
        'a time after the last',
        () => add('ada', 'x', { createdAt: new Date('+010000-01-01T00:00:00Z') }),
        ['created_at'],
      ],
      ['a blank question', () => search('ada', ' \u3000'), ['query']],
      ['a question of 8 KiB and a byte', () => search('ada', late), ['query']],
      ['a negative limit', () => search('ada', 'x', { limit: -1 }), ['limit']],
      ['a negative page size', () => ask(service.memory, 'listMemories', { userId: 'a', pageSize: -1 }), ['page_size']],
      [
        'a page token of nobody',
        () => ask(service.memory, 'listMemories', { userId: 'a', pageToken: 'x' }),
        ['page_token'],
      ],
      [
        'a page token of 1,025 characters',
        () => ask(service.memory, 'listMemories', { userId: 'a', pageToken: 'x'.repeat(1025) }),
        ['page_token'],
      ],
      ['no memory', () => remove('ada', ''), ['memory_id']],
      ['a memory of 129 characters', () => remove('ada', 'x'.repeat(129)), ['memory_id']],
    ];

    it.each(wrong)('%s is named by its path', async (_, call, fields) => {
      const { code, fields: found } = await refused(call());
      expect({ code, fields: found.sort() }).toEqual({ code: status.INVALID_ARGUMENT, fields });
    });
  });

  describe('searching', () => {
    it('finds by words, best first, and what has been added since', async () => {
      const userId = someone();
      for (const text of ['Rex is my dog', 'The invoice goes to Paris', 'I play the cello']) await add(userId, text);
      const found = await search(userId, 'invoice Paris');
      expect(found[0]?.text).toBe('The invoice goes to Paris');
      const scores = found.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      await add(userId, 'A second invoice, of Paris, was lost');
      expect((await search(userId, 'lost')).map(({ text }) => text)[0]).toBe('A second invoice, of Paris, was lost');
    });

    it('gives 10 where nothing is said, as many as are asked for, and never more than 100', {
      timeout: 60_000,
    }, async () => {
      const userId = someone();
      for (let i = 0; i < 104; i++) await add(userId, `parcel ${i} is blue`);
      expect((await search(userId, 'parcel')).length).toBe(10);
      expect((await search(userId, 'parcel', { limit: 3 })).length).toBe(3);
      expect((await search(userId, 'parcel', { limit: 100 })).length).toBe(100);
      expect((await search(userId, 'parcel', { limit: 2_147_483_647 })).length).toBe(100);
    });
  });

  describe('listing', () => {
    it('is newest first in pages that are whole, also of equal times', async () => {
      const userId = someone();
      const added: Memory[] = [];
      for (let i = 0; i < 11; i++) {
        added.push(await add(userId, `fact ${i}`, { createdAt: new Date(1_000_000 + (i < 7 ? 0 : i)) }));
      }
      const at = (memory: Memory) => memory.createdAt?.getTime() ?? 0;
      const expected = added.toSorted((a, b) => at(b) - at(a) || (a.id < b.id ? 1 : -1));
      for (const size of [1, 3, 10, 11, 500, 100_000]) expect((await pages(userId, size)).flat()).toEqual(expected);
      expect((await pages(userId, 3)).map(({ length }) => length)).toEqual([3, 3, 3, 2]);
      expect(await pages(userId, 0)).toEqual([expected]);
    });

    it('goes on where it was when the last of a page has been deleted', async () => {
      const userId = someone();
      for (let i = 0; i < 4; i++) await add(userId, `fact ${i}`, { createdAt: new Date(i) });
      const first = await ask(service.memory, 'listMemories', { userId, pageSize: 2 });
      await remove(userId, first.memories[1]?.id ?? '');
      const more = { userId, pageSize: 2, pageToken: first.nextPageToken };
      const { memories } = await ask(service.memory, 'listMemories', more);
      expect(memories.map(({ text }) => text)).toEqual(['fact 1', 'fact 0']);
    });

    it('in pages that fit a response, however long the memories are', { timeout: 60_000 }, async () => {
      const userId = someone();
      const metadata = { a: 'x'.repeat(16_000) };
      for (let i = 0; i < 180; i++) await add(userId, `${i} ${'\u00e4'.repeat(4_000)}`, { metadata });
      const all = await pages(userId, 500);
      expect(all.length).toBeGreaterThan(1);
      expect(new Set(all.flat().map(({ id }) => id)).size).toBe(180);
    });

    it('refuses a page token of another user, tenant or call', async () => {
      const userId = someone();
      for (const text of ['a', 'b']) await add(userId, text);
      const { nextPageToken: pageToken } = await ask(service.memory, 'listMemories', { userId, pageSize: 1 });
      await say(service, 'x', { userId });
      await say(service, 'y', { userId, channel: 'sms' });
      const other = await ask(service.conversations, 'listConversations', { pageSize: 1 });
      expect(other.nextPageToken).not.toBe('');
      const bad = { code: status.INVALID_ARGUMENT, fields: ['page_token'] };
      for (const call of [
        () => ask(service.memory, 'listMemories', { userId: someone(), pageToken }),
        () => ask(service.memory, 'listMemories', { userId, pageToken }, tenant('elsewhere')),
        () => ask(service.memory, 'listMemories', { userId, pageToken: other.nextPageToken }),
        () => ask(service.memory, 'listMemories', { userId, pageToken: `${pageToken}x` }),
        () => ask(service.conversations, 'listConversations', { pageToken }),
      ]) {
        expect(await refused(call())).toMatchObject(bad);
      }
      expect((await ask(service.memory, 'listMemories', { userId, pageToken })).memories.length).toBe(1);
    });
  });

  describe('deleting', () => {
    it('takes it away for good', async () => {
      const userId = someone();
      const { id } = await add(userId, 'likes tea');
      expect(await remove(userId, id)).toEqual({});
      expect(await list(userId)).toEqual([]);
      expect(await search(userId, 'tea')).toEqual([]);
      expect(await refused(remove(userId, id))).toMatchObject({ code: status.NOT_FOUND });
    });

    it('of what is not there, or is another user’s or tenant’s, is NOT_FOUND and says what', async () => {
      const userId = someone();
      const { id } = await add(userId, 'likes tea');
      for (const [memoryId, call] of [
        ['none', () => remove(userId, 'none')],
        ['../*', () => remove(userId, '../*')],
        [id, () => remove(someone(), id)],
        [id, () => remove(userId, id, tenant('elsewhere'))],
      ] as const) {
        expect(await refused(call())).toMatchObject({
          code: status.NOT_FOUND,
          reason: 'MEMORY_NOT_FOUND',
          metadata: { memoryId },
          types: ['ErrorInfo', 'ResourceInfo'],
        });
      }
      expect((await list(userId)).map((memory) => memory.id)).toEqual([id]);
    });
  });

  it('another user and another tenant see nothing of it', async () => {
    const userId = someone();
    await add(userId, 'the secret is teal');
    for (const [user, own] of [
      [`${userId}x`, 'default'],
      [userId, 'elsewhere'],
    ] as const) {
      expect(await list(user, tenant(own))).toEqual([]);
      expect(await search(user, 'the secret is teal', { limit: 100 }, tenant(own))).toEqual([]);
    }
  });
});
