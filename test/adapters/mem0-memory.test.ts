import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memoryOff } from '../../src/adapters/memory/off.js';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import { type MemoryUnderTest, memoryContract } from '../contracts/memory.js';
import { calm, fact, faultOf, openMem0, someone, source } from '../support/memories.js';
import { mongoTest } from '../support/mongodb.js';

memoryContract('mem0 over a file', 'mem0', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-'));
  const under = await reopening(() => openMem0({ rows: { dataDir } }));
  return {
    get memory() {
      return under.memory;
    },
    reopen: under.reopen,
    async dispose() {
      await under.dispose();
      rmSync(dataDir, { recursive: true });
    },
  };
});

describe.skipIf(!mongoTest())('MongoDB', () => {
  memoryContract('mem0 over MongoDB', 'mem0', async () => {
    const { uri: server, database } = mongoTest()!;
    const uri = `${server}?minPoolSize=0`;
    // Makes the collections, as the service's store does.
    const store = await openMongoStore({ uri, database });
    await store.close();
    return reopening(() => openMem0({ rows: { uri, database } }));
  });
});

async function reopening(open: () => ReturnType<typeof openMem0>): Promise<MemoryUnderTest> {
  let memory = await open();
  return {
    get memory() {
      return memory;
    },
    async reopen() {
      await memory.close();
      memory = await open();
      return memory;
    },
    dispose: () => memory.close(),
  };
}

describe('memory that is off', () => {
  it('says so, to every call', async () => {
    const owner = someone();
    expect(memoryOff.name).toBe('disabled');
    for (const call of [
      () => memoryOff.add(owner, fact('x'), calm),
      () => memoryOff.learn(owner, { ...fact('x'), source: source() }, calm),
      () => memoryOff.search(owner, 'x', 10, calm),
      () => memoryOff.list(owner, undefined, 10, calm),
      () => memoryOff.remove(owner, 'x', calm),
    ]) {
      expect(await faultOf(call())).toBe('memory-disabled');
    }
    expect([await memoryOff.erase(owner, calm), await memoryOff.count(owner, calm)]).toEqual([0, 0]);
    await memoryOff.close();
  });
});
