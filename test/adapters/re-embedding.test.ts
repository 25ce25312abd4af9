import { afterEach, describe, expect, it } from 'vitest';
import { openEmbeddedRows } from '../../src/adapters/mem0/embedded-rows.js';
import type { Mem0Options } from '../../src/adapters/mem0/memory.js';
import { openMongoRows } from '../../src/adapters/mem0/mongo-rows.js';
import { makeRanking } from '../../src/adapters/mem0/ranking.js';
import type { MemoryRows } from '../../src/adapters/mem0/rows.js';
import { loadWordEmbedder } from '../../src/adapters/mem0/word-embedder.js';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import type { Memory } from '../../src/domain/ports.js';
import { freshId, start } from '../support/build.js';
import { calm, openMem0, someone, texts } from '../support/memories.js';
import { mongoTest } from '../support/mongodb.js';
import { temporaryFolder } from '../support/process.js';
import { until } from '../support/until.js';

type Place = Mem0Options['rows'];

interface Opened {
  readonly place: Place;
  readonly rows: MemoryRows;
}

const stores: [string, () => Promise<Opened>][] = [['a file', inFile]];
if (mongoTest()) stores.push(['MongoDB', inMongo]);

async function inFile(): Promise<Opened> {
  const dataDir = temporaryFolder();
  return { place: { dataDir }, rows: openEmbeddedRows(dataDir) };
}

async function inMongo(): Promise<Opened> {
  const { uri: server, database } = mongoTest()!;
  const place = { uri: `${server}?minPoolSize=0`, database };
  await (await openMongoStore(place)).close();
  return { place, rows: await openMongoRows(place.uri, database) };
}

const rowOf = (text: string, embedder?: string, values: number[] = [1, 2, 3]) => ({
  id: freshId('memory'),
  text,
  createdAt: start,
  ...(embedder === undefined ? {} : { vector: { embedder, values: Int8Array.from(values) } }),
});

let opened: Opened;
let memory: Memory | undefined;
afterEach(async () => {
  await memory?.close();
  memory = undefined;
  await opened.rows.close();
});

describe.each(stores)('memories of another embedder in %s', (_, open) => {
  it('get vectors of the present one in the background, and nothing else of them changes', async () => {
    opened = await open();
    const { rows, place } = opened;
    const { id } = await loadWordEmbedder(new URL('../../embeddings/english.bin', import.meta.url));
    const owners = [someone(), someone()];
    for (const owner of owners) {
      const made = Array.from({ length: 120 }, (_, i) => rowOf(`the parcel number${i}`, i % 2 ? 'made-up' : undefined));
      await rows.insert(owner, made);
    }
    const before = await Promise.all(owners.map((owner) => rows.after(owner, 0, 1_000)));
    const told: string[] = [];
    memory = await openMem0({ rows: place, tell: (message) => told.push(message) });
    // By their words, whether or not they have been reached.
    expect(texts(await memory.search(owners[0]!, 'number77', 1, calm))).toEqual(['the parcel number77']);
    await until('all have vectors', async () => (await rows.countUnlike(id)) === 0);
    for (const [i, owner] of owners.entries()) {
      const after = await rows.after(owner, 0, 1_000);
      expect(new Set(after.map(({ vector }) => vector?.embedder))).toEqual(new Set([id]));
      const bare = (all: typeof after) => all.map(({ vector: _, ...rest }) => rest);
      expect(bare(after)).toEqual(bare(before[i]!));
    }
    expect(texts(await memory.search(owners[1]!, 'number55', 1, calm))).toEqual(['the parcel number55']);
    await until('it is told', () => told.some((message) => message.includes(id) && message.includes('240')));
  });
});

describe('vectors', () => {
  it('of two embedders, or of two lengths, are never compared: such a one counts like none', async () => {
    opened = await inFile();
    const { rows } = opened;
    const asked = Int8Array.from([127, 0, 0]);
    const search = async (others: string | undefined, values = [127, 0, 0]) => {
      const owner = someone();
      await rows.insert(owner, [
        { ...rowOf('one', others, values), id: 'one' },
        { ...rowOf('two', 'mine', [40, 120, 0]), id: 'two' },
        { ...rowOf('three'), id: 'three' },
      ]);
      return makeRanking(rows, 'mine').search(owner, 'nothing alike', asked, 10);
    };
    expect(await search('other')).toEqual(await search(undefined));
    expect(await search('mine', [127, 0])).toEqual(await search(undefined));
    expect((await search('other'))[0]?.id).toBe('two');
    expect((await search('mine'))[0]?.id).toBe('one');
  });
});
