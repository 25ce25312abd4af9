import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRecall } from '../../src/adapters/langgraph/recall.js';
import { openEmbeddedRows } from '../../src/adapters/mem0/embedded-rows.js';
import { quantized } from '../../src/adapters/mem0/embedder.js';
import type { Mem0Options } from '../../src/adapters/mem0/memory.js';
import type { MemoryRows } from '../../src/adapters/mem0/rows.js';
import type { Memory } from '../../src/domain/ports.js';
import { conversation, turn } from '../langgraph/support.js';
import { freshId, start } from '../support/build.js';
import { calm, fact, faultOf, openMem0, someone, texts } from '../support/memories.js';
import { meaningOf, type OpenAiServer, startOpenAi } from '../support/openai.js';
import { temporaryFolder } from '../support/process.js';
import { until } from '../support/until.js';

const rowOf = (text: string, embedder?: string) => ({
  id: freshId('memory'),
  text,
  createdAt: start,
  ...(embedder === undefined ? {} : { vector: { embedder, values: Int8Array.of(1, 2, 3) } }),
});

describe('an embedder over HTTP', () => {
  let dataDir: string;
  let rows: MemoryRows;
  let server: OpenAiServer;
  let memory: Memory | undefined;
  const id = 'openai:text-embedding-3-small';
  beforeEach(async () => {
    dataDir = temporaryFolder();
    rows = openEmbeddedRows(dataDir);
    server = await startOpenAi();
  });
  afterEach(async () => {
    await memory?.close();
    memory = undefined;
    await rows.close();
    await server.close();
  });

  const open = async (over: Partial<Mem0Options> = {}) => {
    const embedder = { embedder: id, embedderKey: 'k', embedderUrl: server.url };
    const model = { name: 'offline', timeoutMs: 1_000, maxRetries: 0 };
    memory = await openMem0({ rows: { dataDir }, model, ...embedder, ...over });
    return memory;
  };
  const embeddersOf = async (owner: ReturnType<typeof someone>) =>
    (await rows.after(owner, 0, 100)).map(({ vector }) => vector?.embedder ?? 'none');

  it('embeds what is added and what is asked', async () => {
    const owner = someone();
    server.embed((given) => given.map((text) => meaningOf(text.replace('automobile', 'car'))));
    const opening = await open();
    for (const text of ['My automobile is red', 'Rex barks', 'Cello on Sundays']) {
      await opening.add(owner, fact(text), calm);
    }
    const stored = await rows.after(owner, 0, 10);
    expect(stored[0]?.vector).toEqual({ embedder: id, values: quantized(meaningOf('My car is red')) });
    expect(await embeddersOf(owner)).toEqual([id, id, id]);
    // No word of the question is in it.
    expect(texts(await opening.search(owner, 'car', 1, calm))).toEqual(['My automobile is red']);
    expect(server.embedded).toContainEqual(['car']);
  });

  it('that knows no base64 gives the vectors that it means', async () => {
    const owner = someone();
    server.knowsNoBase64();
    await (await open()).add(owner, fact('Rex is my dog'), calm);
    const [stored] = await rows.after(owner, 0, 1);
    expect(stored?.vector?.values).toEqual(quantized(meaningOf('Rex is my dog')));
  });

  it.each([
    ['zeros', (given: readonly string[]) => given.map(() => [0, 0, 0])],
    ['vectors of two lengths', (given: readonly string[]) => given.map((_, i) => Array<number>(i + 1).fill(1))],
    ['fewer vectors than texts', (given: readonly string[]) => given.slice(1).map(meaningOf)],
    ['empty vectors', (given: readonly string[]) => given.map(() => [])],
  ])('that gives %s has embedded nothing', async (_, make) => {
    const owner = someone();
    await rows.insert(owner, [rowOf('Rex is my dog'), rowOf('I play the cello')]);
    server.embed(make);
    const warnings: string[] = [];
    await open({ warn: (message) => warnings.push(message) });
    await until('it is warned of', () => warnings.length > 0);
    expect(await embeddersOf(owner)).toEqual(['none', 'none']);
  });

  it('that is slow keeps no memory from being found by its words meanwhile', async () => {
    const owner = someone();
    await rows.insert(owner, [rowOf('Rex is my dog', 'made-up'), rowOf('I play the cello')]);
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    server.embed(async (given) => {
      if (given.length > 1) await gate;
      return given.map(meaningOf);
    });
    const opening = await open({ model: { name: 'offline', timeoutMs: 60_000, maxRetries: 0 } });
    await until('it is asked for all', () => server.embedded.some(({ length }) => length > 1));
    expect(texts(await opening.search(owner, 'cello', 1, calm))).toEqual(['I play the cello']);
    expect(texts(await opening.search(owner, 'dog', 1, calm))).toEqual(['Rex is my dog']);
    expect(await embeddersOf(owner)).toEqual(['made-up', 'none']);
    release();
    await until('all have vectors', async () => (await rows.countUnlike(id)) === 0);
    expect(texts(await opening.search(owner, 'cello', 1, calm))).toEqual(['I play the cello']);
  });

  it('that is down keeps nobody from adding and from finding by words; vectors are made by the next start', async () => {
    const owner = someone();
    const opening = await open();
    await opening.add(owner, fact('Rex is my dog'), calm);
    const port = Number(new URL(server.url).port);
    await server.close();
    const added = await opening.add(owner, fact('I play the cello'), calm);
    expect(texts(await opening.search(owner, 'cello', 1, calm))).toEqual([added.text]);
    expect(await embeddersOf(owner)).toEqual([id, 'none']);
    await opening.close();
    server = await startOpenAi(port);
    await open();
    await until('both have vectors', async () => (await embeddersOf(owner)).every((embedder) => embedder === id));
  });

  it.each([400, 429, 500])('that answers %i to all is as one that is down, and warned of', async (status) => {
    const owner = someone();
    await rows.insert(owner, [rowOf('Rex is my dog')]);
    server.embed(() => ({ status }));
    const warnings: string[] = [];
    const opening = await open({ warn: (message) => warnings.push(message) });
    await opening.add(owner, fact('I play the cello'), calm);
    expect(texts(await opening.search(owner, 'dog', 1, calm))).toEqual(['Rex is my dog']);
    await until('it is warned of', () => warnings.length > 0);
    expect(warnings).toEqual([expect.stringContaining(`could not be embedded: the embedder answered ${status}`)]);
    expect(await embeddersOf(owner)).toEqual(['none', 'none']);
  });

  it('that answers with what it was sent is warned of in no word of that', async () => {
    await rows.insert(someone(), [rowOf('DE123')]);
    server.embed((given) => ({ garbage: `${given}` }));
    const warnings: string[] = [];
    await open({ warn: (message) => warnings.push(message) });
    await until('it is warned of', () => warnings.length > 0);
    expect(warnings).toEqual(['memories could not be embedded: the embedder gave no vector for each text']);
  });

  it('that is down when the service starts keeps nobody from adding and from finding by words', async () => {
    const owner = someone();
    await server.close();
    const opening = await open();
    const added = await opening.add(owner, fact('I play the cello'), calm).catch((error: Error) => error.message);
    expect(added).toMatchObject({ text: 'I play the cello' });
    expect(texts(await opening.search(owner, 'cello', 1, calm))).toEqual(['I play the cello']);
  });

  it('that is silent keeps nobody from adding and from finding by words, however long it may be so', async () => {
    const owner = someone();
    server.embed(() => new Promise(() => undefined));
    const opening = await open({ model: { name: 'offline', timeoutMs: 30_000, maxRetries: 2 } });
    const outcome = (call: Promise<unknown>) =>
      call.then(
        () => 'done',
        () => faultOf(call),
      );
    expect(
      await Promise.all([
        outcome(opening.add(owner, fact('I play the cello'), calm)),
        outcome(opening.search(owner, 'cello', 1, calm)),
      ]),
    ).toEqual(['done', 'done']);
  });

  it('is asked for the question of a search, and for nothing that it names', async () => {
    const owner = someone();
    const opening = await open();
    await opening.add(owner, fact('Ada Lovelace leads the team in Berlin'), calm);
    const from = server.embedded.length;
    const question = 'Who is in the team of "Project Falcon" of Ada Lovelace at Acme Corp in Berlin?';
    expect((await opening.search(owner, question, 1, calm)).length).toBe(1);
    expect(server.embedded.slice(from)).toEqual([[question]]);
  });

  it('that is slower than a turn may wait for its memories leaves them to be found by their words in time', async () => {
    const owner = { ...someone(), userId: conversation().userId };
    const opening = await open();
    await opening.add(owner, fact('I play the cello'), calm);
    server.embed(() => new Promise(() => undefined));
    const recall = makeRecall(opening, { most: 8, leastScore: 0 }, 900, () => undefined);
    expect(await recall({ ...turn('Who plays the cello?'), tenantId: owner.tenantId }, calm)).toMatchObject({
      memories: ['I play the cello'],
      skipped: '',
    });
  });

  it('that is silent does not hold the end of the service', async () => {
    await rows.insert(someone(), [rowOf('Rex is my dog'), rowOf('I play the cello')]);
    server.embed((given) => (given.length > 1 ? new Promise(() => undefined) : given.map(meaningOf)));
    const opening = await open({ model: { name: 'offline', timeoutMs: 30_000, maxRetries: 2 } });
    await until('it is asked for all', () => server.embedded.some(({ length }) => length > 1));
    const begin = performance.now();
    await opening.close();
    expect(performance.now() - begin).toBeLessThan(3_000);
  });

  it.each([400, 500])(
    'that refuses some texts (%i) keeps no other from its vector, and is asked for few of them alone',
    async (status) => {
      const owner = someone();
      const odd = [7, 8, 71];
      await rows.insert(
        owner,
        Array.from({ length: 100 }, (_, i) => rowOf(odd.includes(i) ? `too long for it ${i}` : `Parcel ${i}`)),
      );
      server.embed((given) => (given.some((text) => text.startsWith('too')) ? { status } : given.map(meaningOf)));
      await open();
      // One that is refused counts as done, with a vector of nothing: it is found by its words.
      await until('all are done', async () => (await embeddersOf(owner)).every((each) => each === id));
      const all = await rows.after(owner, 0, 100);
      expect(all.flatMap(({ vector }, i) => (vector?.values.length === 0 ? [i] : []))).toEqual(odd);
      expect(server.embedded.length).toBeLessThan(40);
    },
  );

  it('that is too slow for many texts at once is asked for fewer', async () => {
    const owner = someone();
    await rows.insert(owner, [rowOf('Rex is my dog'), rowOf('I play the cello')]);
    server.embed((given) => (given.length > 1 ? new Promise(() => undefined) : given.map(meaningOf)));
    await open({ model: { name: 'offline', timeoutMs: 200, maxRetries: 0 } });
    await until('both have vectors', async () => (await embeddersOf(owner)).every((each) => each === id));
    expect((await rows.after(owner, 0, 2)).map(({ vector }) => vector?.values.length)).toEqual([8, 8]);
  });

  it('that fails at a text once is asked again before it is taken to refuse it', async () => {
    const owner = someone();
    await rows.insert(owner, [rowOf('Rex is my dog')]);
    server.embed((given) => (server.embedded.length === 1 ? { status: 500 } : given.map(meaningOf)));
    await open();
    await until('it has a vector', async () => (await embeddersOf(owner))[0] === id);
    expect((await rows.after(owner, 0, 1))[0]?.vector?.values).toEqual(quantized(meaningOf('Rex is my dog')));
  });

  it.each([401, 404, 408, 429, 503])(
    'that comes to answer %i while it is asked for all leaves what is left for later',
    async (status) => {
      const owner = someone();
      await rows.insert(
        owner,
        Array.from({ length: 8 }, (_, i) => rowOf(i === 0 ? 'too long for it' : `Parcel ${i}`)),
      );
      // From when the odd one has been found.
      let refused = false;
      server.embed((given) => {
        const odd = given.includes('too long for it');
        refused ||= odd && given.length === 1;
        if (odd) return { status: 400 };
        return !refused || given[0]?.startsWith('hello') || String(given) === 'Parcel 1'
          ? given.map(meaningOf)
          : { status };
      });
      const warnings: string[] = [];
      await open({ warn: (message) => warnings.push(message) });
      await until('it is warned of', () => warnings.length > 0);
      expect(await embeddersOf(owner)).toEqual([id, id, ...Array<string>(6).fill('none')]);
    },
  );
});
