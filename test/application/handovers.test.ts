import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { beginning } from '../../src/domain/playback.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { until } from '../support/until.js';
import { ended, makePuppet, makeWorker, type Puppet, readAll, saidIn, send, type Worker } from '../support/worker.js';

describe('a turn', () => {
  let dataDir: string;
  let store: ConversationStore;
  let puppet: Puppet;
  let now: number;
  const clock = { now: () => now };
  const begin = (): Worker => makeWorker(store, puppet.agent, clock);

  beforeEach(async () => {
    now = 1_000_000;
    dataDir = await mkdtemp(join(tmpdir(), 'colloquy-handovers-'));
    store = await openEmbeddedStore(dataDir, { clock });
    puppet = makePuppet();
  });
  afterEach(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('that processes hand over again and again is answered all the same: that counts as no failed attempt', async () => {
    let worker = begin();
    const { turn } = await worker.chat.send(send('hold one'));
    for (let times = 1; times <= 5; times++) {
      await until('the model is asked', () => puppet.inputs.length === times);
      await worker.turns.release();
      worker = begin();
      await worker.turns.sweep();
    }
    puppet.letGo();
    const over = await ended(store, turn, worker);
    expect(over).toMatchObject({ status: 'COMPLETED', attempt: 6, handovers: 5 });
    expect(await saidIn(store, turn)).toEqual(['USER hold one', 'AGENT re: hold one.']);
  });

  it('whose processes were handed over and then died three times fails', async () => {
    let worker = begin();
    const { turn } = await worker.chat.send(send('hold one'));
    await until('the model is asked', () => puppet.inputs.length === 1);
    await worker.turns.release();
    for (let deaths = 1; deaths <= 3; deaths++) {
      worker = begin();
      await worker.turns.sweep();
      await until('the model is asked again', () => puppet.inputs.length === 1 + deaths);
      now += 10_001;
    }
    const last = begin();
    await last.turns.sweep();
    expect(await ended(store, turn, last)).toMatchObject({ status: 'FAILED', attempt: 5, handovers: 1 });
    await Promise.all([worker, last].map(({ turns }) => turns.release()));
  });

  it('that waits moves up before the eyes of its readers in another process, too', async () => {
    const [here, there] = [begin(), begin()];
    const first = (await here.chat.send(send('hold one'))).turn;
    await here.chat.send(send('hold two'));
    const { turn: third } = await there.chat.send(send('three'));
    const positions: number[] = [];
    const reading = (async () => {
      for await (const { event } of there.reading.read(third, beginning, new AbortController().signal)) {
        if (event.kind === 'queued') positions.push(event.position);
      }
    })();
    const elsewhere = readAll(here, third);
    await until('it waits', () => positions.length === 1);
    await here.chat.cancel('default', first.id);
    await until('it has moved up', () => positions.length === 2);
    puppet.letGo();
    await reading;
    expect(positions).toEqual([2, 1]);
    const seen = (await elsewhere).flatMap(({ event }) => (event.kind === 'queued' ? [event.position] : []));
    expect(seen).toEqual([2, 1]);
    await Promise.all([here, there].map(({ turns }) => turns.release()));
  });

  it('that was stopped has ended for its readers elsewhere before the first text of the next', async () => {
    const [here, there] = [begin(), begin()];
    const { turn } = await here.chat.send(send('hold one'));
    const reader = there.reading.read(turn, beginning, new AbortController().signal)[Symbol.asyncIterator]();
    const seen: string[] = [];
    const pull = async () => {
      const { value, done } = await reader.next();
      if (!done) seen.push(value.event.kind);
      return !done;
    };
    while (seen.at(-1) !== 'textDelta') await pull();
    const { turn: next } = await here.chat.send(send('two', { onBusy: 'INTERRUPT' }));
    await until(
      'the stopped one is over',
      async () => (await store.turn('default', turn.id))?.status === 'INTERRUPTED',
    );
    expect(puppet.inputs.length).toBe(1);
    while (await pull());
    expect(seen.at(-1)).toBe('ended');
    expect(await ended(store, next, here)).toMatchObject({ status: 'COMPLETED' });
    await Promise.all([here, there].map(({ turns }) => turns.release()));
  });
});
