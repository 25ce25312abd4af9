import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeHosted } from '../../src/adapters/mem0/hosted.js';
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

describe("mem0's platform, which stores in the background,", () => {
  let platform: Mem0Platform;
  beforeAll(async () => {
    vi.stubEnv('MEM0_TELEMETRY', 'false');
    platform = await startMem0Platform();
  });
  beforeEach(() => {
    platform.store('now');
    platform.hang(undefined);
    platform.knowNoEvents(undefined);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await platform.close();
  });

  /** In this thread, with limits that a test can wait for. */
  const impatient = ({ requestMs = 10_000, storeMs = 1, showMs = 5_000 } = {}, model = 'openai:x') =>
    makeHosted(
      {
        kind: 'mem0-hosted',
        rows: { dataDir: '/nowhere' },
        embedder: 'words',
        embedderKey: undefined,
        embedderUrl: undefined,
        model: { name: model, timeoutMs: 1_000, maxRetries: 0 },
        windowTokens: 4_000,
        hosted: { apiKey: platform.key, url: platform.url },
      },
      { requestMs, storeMs, showMs },
    );
  const said = (text: string) => ({ ...fact(text), source: source() });
  const pathsFrom = (from: number) => platform.asked.slice(from).map(({ url }) => url.replace(/[^/]{36}/, 'ID'));

  it('says when it has found nothing: it is asked once each whether it knows the message, and to learn from it', async () => {
    const methods = await impatient();
    await methods.count(someone());
    const from = platform.asked.length;
    await methods.learn(someone(), said('Thanks, that helps!'), calm);
    expect(pathsFrom(from)).toEqual(['/v3/memories/search/', '/v3/memories/add/', '/v1/event/ID/']);
    await methods.close();
  });

  it('and is not done in time: the message is not learned yet, not told it again, and learned once it is', async () => {
    const owner = someone();
    const methods = await impatient();
    platform.store('later');
    const message = said('My parcel is number 7.');
    const from = platform.asked.length;
    for (let times = 0; times < 3; times++) {
      await expect(methods.learn(owner, message, calm)).rejects.toThrow('has not stored yet');
    }
    platform.store('now');
    await methods.learn(owner, message, calm);
    expect(texts(await methods.list(owner, undefined, 10))).toEqual(['User says: My parcel is number 7.']);
    await methods.learn(owner, message, calm);
    expect(pathsFrom(from).filter((path) => path.endsWith('/add/')).length).toBe(1);
    await methods.close();
  });

  it('and is not done when the user is erased: the erasure is over only when that is erased, too', async () => {
    const owner = someone();
    const methods = await impatient();
    platform.store('later');
    await expect(methods.learn(owner, said('My parcel is number 8.'), calm)).rejects.toThrow();
    await expect(methods.erase(owner)).rejects.toThrow('still storing');
    platform.store('now');
    expect(await methods.erase(owner)).toBe(1);
    expect(await methods.count(owner)).toBe(0);
    expect(await methods.erase(owner)).toBe(0);
    await methods.close();
  });

  it('and could not store: the message is learned from later', async () => {
    const owner = someone();
    const methods = await impatient();
    platform.store('never');
    const message = said('My parcel is number 9.');
    await expect(methods.learn(owner, message, calm)).rejects.toThrow('could not store');
    platform.store('now');
    await methods.learn(owner, message, calm);
    expect((await methods.list(owner, undefined, 10)).length).toBe(1);
    await methods.close();
  });

  it.each([403, 404])(
    'and does not tell how it goes (%i): it is asked for what it took, for a while',
    async (status) => {
      const owner = someone();
      const methods = await impatient();
      platform.knowNoEvents(status);
      const from = platform.asked.length;
      platform.store('later');
      const learning = methods.learn(owner, said('My parcel is number 4.'), calm);
      await until('it is asked for it', () => pathsFrom(from).slice(2).includes('/v3/memories/search/'));
      platform.store('now');
      await learning;
      expect((await methods.list(owner, undefined, 10)).length).toBe(1);
      await methods.close();
    },
  );

  describe('tells of no events and loses what it took', () => {
    beforeEach(() => {
      platform.knowNoEvents(404);
      platform.store('never');
    });
    const message = said('We are a bakery in Berlin.');

    it('has not learned a message that is kept as it is: it is told it again', async () => {
      const owner = someone();
      const methods = await impatient({ showMs: 200 }, 'offline');
      await expect(methods.learn(owner, message, calm)).rejects.toThrow('does not show');
      platform.store('now');
      await methods.learn(owner, message, calm);
      expect(texts(await methods.list(owner, undefined, 10))).toEqual([message.text]);
      await methods.close();
    });

    it.each(['offline', 'openai:x'])('is waited for no longer than a while, however slow it is: %s', async (model) => {
      const methods = await impatient({ showMs: 100 }, model);
      const from = platform.asked.length;
      const took = () => pathsFrom(from).includes('/v3/memories/add/');
      platform.hang({ test: (url) => took() && url.includes('search') });
      await expect(methods.learn(someone(), message, calm)).rejects.toThrow('does not say in time');
      await methods.close();
    });
  });

  it('and hangs, holds nobody longer than a request may take', async () => {
    const owner = someone();
    const methods = await impatient({ requestMs: 300 });
    platform.hang(/search/);
    await expect(methods.learn(owner, said('My parcel is number 1.'), calm)).rejects.toThrow();
    platform.hang(undefined);
    await methods.learn(owner, said('My parcel is number 1.'), calm);
    platform.hang(/event/);
    await expect(methods.learn(owner, said('My parcel is number 2.'), calm)).rejects.toThrow('has not stored yet');
    platform.hang(/DELETE|memories/);
    await expect(methods.erase(owner)).rejects.toThrow();
    platform.hang(undefined);
    expect(await methods.erase(owner)).toBe(2);
    await methods.close();
  });

  it('and does not say whose a memory is: nobody is said to be erased, and nobody is shown it', async () => {
    const owner = someone();
    const methods = await impatient();
    platform.put(null, 'Whose is this?');
    expect(await methods.list(owner, undefined, 10)).toEqual([]);
    await expect(methods.erase(owner)).rejects.toThrow('does not say whose');
    await expect(methods.count(owner)).rejects.toThrow('does not say whose');
    await methods.close();
  });
});
