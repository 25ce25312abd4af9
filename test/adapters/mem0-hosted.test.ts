import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Memory } from '../../src/domain/ports.js';
import { memoryContract } from '../contracts/memory.js';
import { start } from '../support/build.js';
import { type Mem0Platform, startMem0Platform } from '../support/mem0-platform.js';
import { allOf, calm, causeOf, fact, faultOf, openMem0, someone, source, texts, textsOf } from '../support/memories.js';
import { until } from '../support/until.js';

function open(platform: Mem0Platform, over: Partial<Parameters<typeof openMem0>[0]> = {}): Promise<Memory> {
  const hosted = { apiKey: platform.key, url: platform.url };
  return openMem0({ kind: 'mem0-hosted', rows: { dataDir: '/nowhere' }, hosted, ...over });
}

memoryContract("mem0's platform", 'mem0-hosted', async () => {
  const platform = await startMem0Platform();
  let memory = await open(platform);
  return {
    get memory() {
      return memory;
    },
    async reopen() {
      await memory.close();
      memory = await open(platform);
      return memory;
    },
    async dispose() {
      await memory.close();
      await platform.close();
    },
  };
});

describe("mem0's platform", () => {
  let platform: Mem0Platform;
  let memory: Memory;
  beforeAll(async () => {
    platform = await startMem0Platform();
    memory = await open(platform);
  });
  beforeEach(() => platform.failWith(undefined));
  afterAll(async () => {
    await memory.close();
    await platform.close();
  });
  const scope = ({ tenantId, userId }: ReturnType<typeof someone>) => `${tenantId}/${userId}`;

  it('is asked for one owner at a time, with the key, and for words as they are', async () => {
    const owner = someone();
    const from = platform.asked.length;
    await memory.add(owner, fact('I drink tea', { metadata: { user_id: 'other', AND: [{ user_id: '*' }] } }), calm);
    await memory.search(owner, '{"user_id": "*"}', 7, calm);
    await allOf(memory, owner);
    const asked = platform.asked.slice(from).filter(({ url }) => url.startsWith('/v3/'));
    expect(asked.length).toBeGreaterThan(3);
    for (const { authorization, body } of asked) {
      expect(authorization).toBe(`Token ${platform.key}`);
      const filters = body['filters'] ?? { user_id: body['user_id'] };
      expect(filters).toEqual({ user_id: scope(owner) });
    }
    const [added] = asked.filter(({ url }) => url === '/v3/memories/add/');
    expect(added?.body).toMatchObject({
      infer: false,
      messages: [{ role: 'user', content: 'I drink tea' }],
      timestamp: start / 1000,
    });
    expect(Object.keys(added?.body['metadata'] as object)).toEqual(['colloquy']);
  });

  it('is told nothing but what the calls say: no telemetry', async () => {
    const paths = new Set(platform.asked.map(({ method, url }) => `${method} ${url.replace(/\?.*/, '')}`));
    expect(
      [...paths].filter(
        (path) => !/^(GET \/v1\/(ping|event\/[^/]+)\/|POST \/v3\/memories\/(add\/|search\/)?)$/.test(path),
      ),
    ).toEqual([]);
  });

  it('may take a while to show what it took: the call waits for it', async () => {
    const owner = someone();
    const added = [];
    for (let i = 0; i < 6; i++)
      added.push(await memory.add(owner, fact(`Parcel ${i}`, { createdAt: start + i }), calm));
    expect((await allOf(memory, owner)).reverse()).toEqual(added);
  });

  it('lists more than a page of its own, in order', async () => {
    const owner = someone();
    for (let i = 0; i < 250; i++) {
      platform.put(scope(owner), `fact ${i}`, { colloquy: JSON.stringify({ createdAt: start + (i % 50) }) });
    }
    const listed = await allOf(memory, owner);
    expect(listed).toEqual(listed.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)));
    expect(new Set(texts(listed)).size).toBe(250);
  });

  it('shows what was put there by other means, and of another owner nothing, whatever it answers', async () => {
    const owner = someone();
    const id = platform.put(scope(owner), 'Put there by hand');
    const [shown] = await allOf(memory, owner);
    expect(shown).toEqual({ id, text: 'Put there by hand', createdAt: expect.any(Number) });
    expect(shown?.createdAt).toBeGreaterThan(start);
    platform.put(`${scope(owner)}x`, 'another’s by hand');
    expect(await textsOf(memory, owner)).toEqual(['Put there by hand']);
    await memory.remove(owner, id, calm);
    expect(await allOf(memory, owner)).toEqual([]);
  });

  it('is not asked to delete what is another’s', async () => {
    const [owner, other] = [someone(), someone()];
    const { id } = await memory.add(owner, fact('mine'), calm);
    const from = platform.asked.length;
    expect(await faultOf(memory.remove(other, id, calm))).toBe('memory-not-found');
    expect(platform.asked.slice(from).filter(({ method }) => method === 'DELETE')).toEqual([]);
  });

  it.each([401, 403, 429, 500, 503])(
    'that answers %i makes every call memory-unavailable, until it does not',
    async (status) => {
      const owner = someone();
      const added = await memory.add(owner, fact('before'), calm);
      platform.failWith(status);
      for (const call of [
        () => memory.add(owner, fact('x'), calm),
        () => memory.learn(owner, { ...fact('We are a bakery in Berlin.'), source: source() }, calm),
        () => memory.search(owner, 'x', 10, calm),
        () => memory.list(owner, undefined, 10, calm),
        () => memory.remove(owner, added.id, calm),
      ]) {
        expect(await faultOf(call())).toBe('memory-unavailable');
      }
      platform.failWith(undefined);
      expect(await allOf(memory, owner)).toEqual([added]);
    },
  );

  it('that repeats in its errors what it was sent has them told by their status alone', async () => {
    platform.failWith(422);
    const said = { ...fact('My iban is DE123'), source: source() };
    for (const call of [
      () => memory.add(someone(), said, calm),
      () => memory.learn(someone(), { ...said, text: 'I am Ada, my iban is DE123.' }, calm),
      () => memory.search(someone(), said.text, 10, calm),
    ]) {
      expect(await causeOf(call())).toBe('the platform gave no answer to use: HTTP_422');
    }
  });

  it('that is not there when the service starts is used once it is', async () => {
    const late = await startMem0Platform();
    late.failWith(503);
    const opened = await open(late);
    const owner = someone();
    expect(await faultOf(opened.add(owner, fact('x'), calm))).toBe('memory-unavailable');
    late.failWith(undefined);
    expect((await opened.add(owner, fact('x'), calm)).text).toBe('x');
    await opened.close();
    await late.close();
  });

  it('finds facts itself where there is a model: once for a message, also while it is still at it', async () => {
    const model = { name: 'openai:x', apiKey: 'k', timeoutMs: 1_000, maxRetries: 0 };
    const extracting = await open(platform, { model });
    const owner = someone();
    for (let i = 0; i < 6; i++) {
      const said = { ...fact(`My parcel is number ${i}.`, { createdAt: start + i }), source: source(i + 1, 'c') };
      for (let times = 0; times < 3; times++) await extracting.learn(owner, said, calm);
    }
    const kept = await until('all is there', async () => {
      const all = await allOf(extracting, owner);
      return all.length >= 6 ? all.reverse() : undefined;
    });
    expect(kept).toEqual(
      Array.from({ length: 6 }, (_, i) => ({
        id: expect.any(String),
        text: `User says: My parcel is number ${i}.`,
        createdAt: start + i,
        source: { conversationId: 'c', seq: i + 1 },
      })),
    );
    await extracting.close();
  });
});
