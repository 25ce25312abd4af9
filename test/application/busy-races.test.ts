import { beforeEach, describe, expect, it } from 'vitest';
import { maxQueuedTurns } from '../../src/application/settings.js';
import { DomainError } from '../../src/domain/errors.js';
import { beginning } from '../../src/domain/playback.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import type { Turn } from '../../src/domain/turn.js';
import { faultOf, usePair } from '../support/pair.js';
import { until } from '../support/until.js';
import { logOf, type Puppet, readAll, saidIn, textOfShown, type Worker } from '../support/worker.js';

describe('a message that comes while another turn runs', () => {
  const pair = usePair();
  const { begun, end, inputs, say } = pair;
  let here: Worker;
  let there: Worker;
  let store: ConversationStore;
  let puppet: Puppet;
  beforeEach(() => {
    ({ here, there, store, puppet } = pair);
  });

  it.each([
    ['INTERRUPT', 'ROLLBACK'],
    ['ENQUEUE', 'INTERRUPT'],
    ['COALESCE', 'ROLLBACK'],
    ['ROLLBACK', 'ROLLBACK'],
    ['INTERRUPT', 'INTERRUPT'],
    ['COALESCE', 'ENQUEUE'],
  ] as const)('under %s here and under %s on another worker at once, is in order and answered once', async (a, b) => {
    const running = await say(here, 'hold one');
    await begun(here, running);
    const both = await Promise.all([say(here, 'two', a), say(there, 'three', b)]);
    puppet.letGo();
    const [two, three] = await Promise.all(both.map(end));
    const log = await logOf(store, running);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1));
    expect(await store.queuedTurns('default', running.conversationId, 10)).toEqual([]);
    expect(await store.conversation('default', running.conversationId)).not.toHaveProperty('activeTurnId');
    const last = two!.messageSeq > three!.messageSeq ? two! : three!;
    expect(last.status).toBe('COMPLETED');
    for (const { id } of [running, two!, three!]) {
      expect(
        log.filter(({ message }) => message?.role === 'AGENT' && message.turnId === id).length,
      ).toBeLessThanOrEqual(1);
    }
    for (const { message } of log) {
      const rolledBack = [running, two!, three!].find(({ id }) => id === message?.turnId);
      const status = rolledBack && (await end(rolledBack)).status;
      if (message) expect(message.status === 'SUPERSEDED').toBe(status === 'ROLLED_BACK');
    }
  });

  it('the first who asks a turn to stop says how it ends', async () => {
    const running = await say(there, 'hold one');
    await begun(there, running);
    const two = await say(here, 'two', 'INTERRUPT');
    const three = await say(here, 'three', 'ROLLBACK');
    expect(await end(three)).toMatchObject({ status: 'COMPLETED' });
    expect([(await end(running)).status, (await end(two)).status]).toEqual(['INTERRUPTED', 'ROLLED_BACK']);
    expect(inputs().at(-1)).toEqual(['USER hold one', 'AGENT re: hold one', 'USER three']);
  });

  it.each([
    ['here', 'INTERRUPT'],
    ['here', 'ROLLBACK'],
    ['on another worker', 'INTERRUPT'],
    ['on another worker', 'ROLLBACK'],
  ] as const)(
    'is shown no text before the end of the turn that it stopped, which ran %s, under %s',
    async (at, policy) => {
      const runner = at === 'here' ? here : there;
      const running = await say(runner, 'hold one');
      await begun(runner, running);
      const events: string[] = [];
      const follow = async (worker: Worker, turn: Turn, name: string) => {
        for await (const { event } of worker.reading.read(turn, beginning, new AbortController().signal)) {
          events.push(`${name} ${event.kind}`);
        }
      };
      const readers = [here, there].map((worker) => follow(worker, running, 'one'));
      const next = await say(here, 'two', policy);
      readers.push(...[here, there].map((worker) => follow(worker, next, 'two')));
      await end(next);
      await Promise.all(readers);
      // Its own worker's readers hear of the end at once; elsewhere they hear of both in the same order.
      const firstText = events.indexOf('two textDelta');
      expect(events.slice(0, firstText)).toContain('one ended');
      expect(events.filter((event) => event === 'one ended').length).toBe(2);
      expect(events.filter((event) => event === 'two ended').length).toBe(2);
    },
  );

  it.each(['INTERRUPT', 'ROLLBACK', 'cancel', 'release'] as const)(
    'leaves the model no tool call without a result after %s',
    async (how) => {
      const running = await say(there, 'hold tool');
      await until('the call is under way', async () => {
        const broadcast = there.turns.underWay('default', running.id);
        return broadcast?.cues.some(({ event }) => event.kind === 'toolUse');
      });
      if (how === 'cancel') await here.chat.cancel('default', running.id);
      if (how === 'release') {
        puppet.letGo();
        await there.turns.release();
        await here.turns.sweep();
      }
      const last = await say(here, 'two', how === 'INTERRUPT' || how === 'ROLLBACK' ? how : 'ENQUEUE');
      await end(last);
      const uses = puppet.inputs.at(-1)?.messages.flatMap(({ toolUses }) => toolUses);
      const cancelled = { id: 't', name: 'lookup', arguments: {}, result: 'cancelled', failed: true };
      const found = { ...cancelled, result: 'found', failed: false };
      const expected = { INTERRUPT: [cancelled], cancel: [cancelled], release: [found], ROLLBACK: [] }[how];
      expect(uses).toEqual(expected);
    },
  );

  it('is refused once a hundred turns wait, and may still interrupt them', async () => {
    const running = await say(here, 'hold one');
    for (let i = 0; i < maxQueuedTurns; i++) await say(i % 2 ? here : there, `w${i}`);
    const full = { kind: 'queue-full', conversationId: running.conversationId, limit: maxQueuedTurns };
    expect(await faultOf(say(here, 'more', 'ENQUEUE'))).toEqual(full);
    expect(await faultOf(say(there, 'more', 'COALESCE'))).toEqual(full);
    expect((await logOf(store, running)).length).toBe(maxQueuedTurns + 1);
    const last = await say(there, 'last', 'INTERRUPT');
    expect(await end(last)).toMatchObject({ status: 'COMPLETED' });
    expect(await store.queuedTurns('default', running.conversationId, 10)).toEqual([]);
  });

  it('whose commit was made and not answered for is there once, whatever others have written since', async () => {
    const running = await say(there, 'hold one');
    const { commit } = store;
    let interrupted: Promise<Turn> | undefined;
    store.commit = async (parts) => {
      const refusal = await commit(parts);
      if (interrupted) return refusal;
      // The answer is lost; before it is asked for again, another worker has moved both the head and the turn.
      interrupted = Promise.resolve(running);
      interrupted = say(there, 'three', 'ROLLBACK');
      await interrupted;
      throw new DomainError({ kind: 'store-unavailable', retryAfterMs: 1 });
    };
    const two = await say(here, 'two');
    const three = await interrupted!;
    expect([two.messageSeq, three.messageSeq]).toEqual([2, 3]);
    expect((await end(three)).status).toBe('COMPLETED');
    expect((await end(two)).status).toBe('ROLLED_BACK');
    expect((await saidIn(store, two)).filter((text) => text.startsWith('USER two'))).toEqual(['USER two (SUPERSEDED)']);
  });

  it('is told to be over once more where it is still held to wait, from the cursor of its end', async () => {
    const first = await say(there, 'hold one');
    await begun(there, first);
    const waiting = await say(here, 'two');
    await end(await say(there, 'three', 'ROLLBACK'));
    const { position } = (await readAll(there, waiting)).at(-1)!;
    expect(here.turns.underWay('default', waiting.id)?.turn.status).toBe('QUEUED');
    const again = await readAll(here, waiting, position);
    expect(again.map(({ event, turn }) => [event.kind, turn.status])).toEqual([['ended', 'ROLLED_BACK']]);
  });

  it('is read on from what another worker has shown, where it is still held to wait', async () => {
    const first = await say(there, 'hold one');
    const waiting = await say(here, 'hold two');
    await there.chat.cancel('default', first.id);
    await begun(there, waiting);
    let position = beginning;
    for await (const shown of there.reading.read(waiting, beginning, new AbortController().signal)) {
      position = shown.position;
      if (shown.event.kind === 'textDelta') break;
    }
    expect(here.turns.underWay('default', waiting.id)?.turn.status).toBe('QUEUED');
    const reading = readAll(here, waiting, position);
    puppet.letGo();
    expect(textOfShown(await reading)).toBe('.');
  });
});
