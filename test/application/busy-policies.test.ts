import { beforeEach, describe, expect, it } from 'vitest';
import type { ConversationStore } from '../../src/domain/ports.js';
import type { Turn } from '../../src/domain/turn.js';
import { faultOf, usePair, windowMs } from '../support/pair.js';
import { logOf, type Puppet, readAll, saidIn, send, textOfShown, type Worker } from '../support/worker.js';

describe('a message that finds its conversation busy', () => {
  const pair = usePair();
  const { begun, elapse, end, inputs, say } = pair;
  let here: Worker;
  let there: Worker;
  let store: ConversationStore;
  let puppet: Puppet;
  beforeEach(() => {
    ({ here, there, store, puppet } = pair);
  });

  interface Busy {
    readonly running: Turn;
    readonly waiting?: Turn;
  }
  const situations: [string, () => Promise<Busy>][] = [
    [
      'runs here',
      async () => {
        const running = await say(here, 'hold one');
        await begun(here, running);
        return { running };
      },
    ],
    [
      'runs on another worker',
      async () => {
        const running = await say(there, 'hold one');
        await begun(there, running);
        return { running };
      },
    ],
    [
      'is queued behind one that runs here',
      async () => {
        const running = await say(here, 'hold one');
        await begun(here, running);
        return { running, waiting: await say(here, 'two') };
      },
    ],
    [
      'is queued on another worker, which runs the one before',
      async () => {
        const running = await say(there, 'hold one');
        await begun(there, running);
        return { running, waiting: await say(there, 'two') };
      },
    ],
    ['gathers here', async () => ({ running: await say(here, 'hold one', 'COALESCE') })],
    ['gathers on another worker', async () => ({ running: await say(there, 'hold one', 'COALESCE') })],
  ];

  describe.each(situations)('whose turn %s', (name, makeBusy) => {
    const gathers = name.startsWith('gathers');
    const letGo = () => {
      elapse(windowMs);
      puppet.letGo();
    };

    it('is refused under REJECT, with the running turn named and nothing stored', async () => {
      const { running } = await makeBusy();
      const before = await logOf(store, running);
      const refused = await faultOf(here.chat.send(send('three', { onBusy: 'REJECT', requestId: 'r' })));
      expect(refused).toEqual({
        kind: 'conversation-busy',
        conversationId: running.conversationId,
        turnId: running.id,
      });
      expect(await logOf(store, running)).toEqual(before);
      expect(await store.request('default', 'r')).toBeUndefined();
    });

    it('is answered in its turn under ENQUEUE', async () => {
      const { running, waiting } = await makeBusy();
      const last = await say(here, 'three', 'ENQUEUE');
      expect(last).toMatchObject({ status: 'QUEUED', position: waiting ? 2 : 1 });
      const reading = readAll(here, last);
      letGo();
      expect(textOfShown(await reading)).toBe('re: three.');
      expect(await end(running)).toMatchObject({ status: 'COMPLETED' });
      const two = waiting ? ['re: two.'] : [];
      const replies = (await saidIn(store, last)).filter((line) => line.startsWith('AGENT'));
      expect(replies).toEqual(['re: hold one.', ...two, 're: three.'].map((text) => `AGENT ${text}`));
      const order = inputs().map((messages) => messages.at(-1));
      expect(order).toEqual(['hold one', ...(waiting ? ['two'] : []), 'three'].map((text) => `USER ${text}`));
    });

    it('stops all before it under INTERRUPT, which keep what was said', async () => {
      const { running, waiting } = await makeBusy();
      const last = await say(here, 'three', 'INTERRUPT');
      expect(await end(last)).toMatchObject({ status: 'COMPLETED' });
      expect(await end(running)).toMatchObject({ status: 'INTERRUPTED' });
      if (waiting) expect(await end(waiting)).toMatchObject({ status: 'INTERRUPTED' });
      expect((await saidIn(store, last)).toSorted()).toEqual(
        [
          'AGENT re: three.',
          ...(gathers ? [] : ['AGENT re: hold one (PARTIAL)']),
          'USER hold one',
          'USER three',
          ...(waiting ? ['USER two'] : []),
        ].toSorted(),
      );
      const asked = gathers ? ['USER hold one'] : ['USER hold one', 'AGENT re: hold one'];
      const input = inputs().at(-1) ?? [];
      expect(input.filter((line) => line !== 'USER two')).toEqual([...asked, 'USER three']);
      expect(input.slice(0, -1).includes('USER two')).toBe(waiting !== undefined);
    });

    it('takes the place of all before it under ROLLBACK: they are superseded, and the model never hears of them', async () => {
      const { running, waiting } = await makeBusy();
      const last = await say(here, 'three', 'ROLLBACK');
      expect(await end(last)).toMatchObject({ status: 'COMPLETED' });
      expect(await end(running)).toMatchObject({ status: 'ROLLED_BACK' });
      if (waiting) expect(await end(waiting)).toMatchObject({ status: 'ROLLED_BACK' });
      expect(await saidIn(store, last)).toEqual([
        'USER hold one (SUPERSEDED)',
        ...(waiting ? ['USER two (SUPERSEDED)'] : []),
        'USER three',
        ...(gathers ? [] : ['AGENT re: hold one (SUPERSEDED)']),
        'AGENT re: three.',
      ]);
      expect(inputs().at(-1)).toEqual(['USER three']);
      expect(await store.conversation('default', last.conversationId)).toMatchObject({
        messageCount: 2,
        lastMessagePreview: 're: three.',
      });
    });

    it('is answered together with the next under COALESCE', async () => {
      const { running, waiting } = await makeBusy();
      const three = await say(here, 'three', 'COALESCE');
      const four = await say(there, 'four', 'COALESCE');
      expect(four.id).toBe(three.id);
      expect(three.id === running.id).toBe(gathers);
      const reading = Promise.all([readAll(here, three), readAll(there, four)]);
      letGo();
      const [shownHere, shownThere] = await reading;
      expect(textOfShown(shownHere)).toBe('re: four.');
      expect(textOfShown(shownThere)).toBe('re: four.');
      const log = await logOf(store, three);
      const texts = new Map(log.map(({ message }) => [message?.id, message?.text]));
      const reply = log.find(({ message }) => message?.text === 're: four.')?.message;
      expect(reply?.inReplyTo.map((id) => texts.get(id))).toEqual([...(gathers ? ['hold one'] : []), 'three', 'four']);
      expect(inputs().at(-1)?.slice(-2)).toEqual(['USER three', 'USER four']);
      if (waiting) expect(await end(waiting)).toMatchObject({ status: 'COMPLETED' });
      expect(await store.conversation('default', three.conversationId)).not.toHaveProperty('activeTurnId');
    });
  });
});
