import { beforeEach, describe, expect, it } from 'vitest';
import { maxQueuedTurns } from '../../src/application/settings.js';
import { beginning } from '../../src/domain/playback.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { usePair, windowMs } from '../support/pair.js';
import { until } from '../support/until.js';
import {
  ended,
  lineTo,
  makeWorker,
  type Puppet,
  readAll,
  saidIn,
  send,
  textOfShown,
  type Worker,
} from '../support/worker.js';

describe('a message under COALESCE', () => {
  const pair = usePair();
  const { elapse, lose, end, inputs, say } = pair;
  let here: Worker;
  let there: Worker;
  let store: ConversationStore;
  let puppet: Puppet;
  beforeEach(() => {
    ({ here, there, store, puppet } = pair);
  });

  it.each(['INTERRUPT', 'ROLLBACK'] as const)(
    '%s of a turn that gathers takes all of its messages with it',
    async (policy) => {
      const running = await say(there, 'one', 'COALESCE');
      await say(here, 'two', 'COALESCE');
      const last = await say(here, 'three', policy);
      expect(await end(last)).toMatchObject({ status: 'COMPLETED' });
      const stopped = await end(running);
      expect(stopped.messageIds.length).toBe(2);
      expect(stopped.messageSeqs).toEqual([1, 2]);
      const mark = policy === 'ROLLBACK' ? ' (SUPERSEDED)' : '';
      expect(await saidIn(store, last)).toEqual([
        `USER one${mark}`,
        `USER two${mark}`,
        'USER three',
        'AGENT re: three.',
      ]);
      const kept = policy === 'ROLLBACK' ? [] : ['USER one', 'USER two'];
      expect(inputs()).toEqual([[...kept, 'USER three']]);
    },
  );

  it('does not join a turn that gathers and was cancelled', async () => {
    const running = await say(there, 'one', 'COALESCE');
    expect(await here.chat.cancel('default', running.id)).toBe(true);
    const next = await say(here, 'two', 'COALESCE');
    expect(next.id).not.toBe(running.id);
    expect(await end(next)).toMatchObject({ status: 'COMPLETED' });
    expect(await end(running)).toMatchObject({ status: 'CANCELLED' });
  });

  it('comes last of those that gather until no more may join; then the next turn is its', async () => {
    const turn = await say(here, 'one', 'COALESCE');
    for (let i = 0; i < 9; i++) {
      elapse(windowMs);
      expect((await say(here, `more ${i}`, 'COALESCE')).id).toBe(turn.id);
    }
    elapse(windowMs);
    expect(await end(turn)).toMatchObject({ status: 'COMPLETED' });
    expect(inputs().at(0)?.length).toBe(10);
    const next = await say(here, 'next', 'COALESCE');
    expect(next.id).not.toBe(turn.id);
  });

  it('finds its turn and its own message again when it is repeated, also after others have joined', async () => {
    const running = await say(here, 'hold one');
    const first = await here.chat.send(send('two', { onBusy: 'COALESCE', requestId: 'r2' }));
    const second = await there.chat.send(send('three', { onBusy: 'COALESCE', requestId: 'r3' }));
    expect([first.messageSeq, second.messageSeq]).toEqual([2, 3]);
    const again = await here.chat.send(send('three', { onBusy: 'COALESCE', requestId: 'r3' }));
    expect(again).toMatchObject({ replayed: true, messageSeq: 3, turn: { id: first.turn.id } });
    puppet.letGo();
    await end(first.turn);
    const over = await there.chat.send(send('two', { requestId: 'r2' }));
    expect(over).toMatchObject({ replayed: true, messageSeq: 2, turn: { id: first.turn.id, status: 'COMPLETED' } });
    for (const [worker, { messageSeq }] of [[here, first] as const, [there, second] as const]) {
      const { signal } = new AbortController();
      for await (const { event } of worker.reading.read(over.turn, beginning, signal, messageSeq)) {
        if (event.kind === 'accepted') expect(event.entry.seq).toBe(messageSeq);
      }
    }
    expect((await end(running)).status).toBe('COMPLETED');
  });

  it('that gathered with a dead worker is answered by another', async () => {
    const turn = await say(there, 'one', 'COALESCE');
    await say(here, 'two', 'COALESCE');
    lose();
    elapse(10_001);
    await here.turns.sweep();
    expect(textOfShown(await readAll(here, turn))).toBe('re: two.');
    expect(inputs()).toEqual([['USER one', 'USER two']]);
  });

  it('that gathers again after its worker died is told of once, and can be cancelled', async () => {
    const patient = { coalesceWindowMs: 60_000 };
    const [dead, other] = [lineTo(store), makeWorker(store, puppet.agent, { now: pair.now }, patient)];
    const { turn } = await makeWorker(dead.store, puppet.agent, { now: pair.now }, patient).chat.send(
      send('one', { onBusy: 'COALESCE' }),
    );
    const kinds: string[] = [];
    const reading = (async () => {
      for await (const { event } of other.reading.read(turn, beginning, new AbortController().signal)) {
        kinds.push(event.kind);
      }
    })();
    await until('it is read', () => kinds.includes('accepted'));
    dead.cut('hangs');
    elapse(10_001);
    await other.turns.sweep();
    await until('it is begun again', () => kinds.includes('restarted'));
    await here.chat.cancel('default', turn.id);
    await ended(store, turn, other);
    await reading;
    expect(kinds).toEqual(['accepted', 'restarted', 'ended']);
    expect(inputs()).toEqual([]);
  });

  it('joins others up to a hundred messages, then begins the next turn', async () => {
    await say(here, 'hold one');
    const turns = new Set<string>();
    for (let i = 0; i < maxQueuedTurns; i++) turns.add((await say(here, `c${i}`, 'COALESCE')).id);
    expect(turns.size).toBe(1);
    const next = await say(here, 'next', 'COALESCE');
    expect(turns.has(next.id)).toBe(false);
    puppet.letGo();
    expect((await end(next)).messageIds.length).toBe(1);
    expect(puppet.inputs.at(-2)?.messages.length).toBe(2 + maxQueuedTurns);
  });
});
