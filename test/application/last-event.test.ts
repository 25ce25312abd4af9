import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { systemClock } from '../../src/adapters/system.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { agentOf, makeWorker, readAll, said, send } from '../support/worker.js';

describe('the end of a turn, while its process is still busy with it', () => {
  let dataDir: string;
  let store: ConversationStore;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'colloquy-last-'));
    store = await openEmbeddedStore(dataDir);
  });
  afterEach(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** A worker whose turn ends while a piece of its text is being saved, which takes for ever. */
  async function ended() {
    let saving: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      saving = resolve;
    });
    store.savePiece = () => {
      saving();
      return new Promise(() => undefined);
    };
    const agent = agentOf(async function* () {
      yield said('whole');
      await begun;
    });
    const worker = makeWorker(store, agent, systemClock);
    const { turn } = await worker.chat.send(send('hello'));
    return { worker, turn, shown: await readAll(worker, turn) };
  }

  it('ends its readers at once', async () => {
    const { worker, turn, shown } = await ended();
    expect(shown.map(({ event }) => event.kind)).toEqual(['accepted', 'started', 'textDelta', 'ended']);
    expect(worker.turns.underWay('default', turn.id)?.done).toBe(false);
  });

  it('is the last that a reader hears, also when the process goes away', async () => {
    const { worker, turn } = await ended();
    worker.reading.goAway(Date.now());
    expect((await readAll(worker, turn)).at(-1)?.event.kind).toBe('ended');
  });

  it('comes once more to a reader that has it already', async () => {
    const { worker, turn, shown } = await ended();
    const again = await readAll(worker, turn, shown.at(-1)?.position);
    expect(again.map(({ event, position }) => ({ event, position }))).toEqual(
      shown.slice(-1).map(({ event, position }) => ({ event, position })),
    );
  });
});
