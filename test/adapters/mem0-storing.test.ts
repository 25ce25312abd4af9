import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeHosted } from '../../src/adapters/mem0/hosted.js';
import { type Mem0Platform, startMem0Platform } from '../support/mem0-platform.js';
import { calm, fact, someone, source, texts } from '../support/memories.js';
import { until } from '../support/until.js';

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
