import { describe, expect, it } from 'vitest';
import { beginning } from '../../src/domain/playback.js';
import type { BusyPolicy, Turn } from '../../src/domain/turn.js';
import { firstOf, textsOf, useLearners, windowMs } from '../support/learners.js';
import { until } from '../support/until.js';
import { logOf, makePuppet, makeWorker } from '../support/worker.js';

describe('what users said', () => {
  const learners = useLearners();
  const { elapse, end, learner, say, told } = learners;
  const { signal } = new AbortController();
  const none = { waiting: 0, givenUp: 0 };

  /** Once its reader has seen words of it. */
  async function begun(turn: Turn): Promise<Turn> {
    for await (const { event } of learners.here.reading.read(turn, beginning, signal)) {
      if (event.kind === 'textDelta') break;
    }
    return turn;
  }

  /** Makes turns of one conversation, and says how each shall end. */
  type Story = () => Promise<[Turn, Turn['status']][]>;

  const stopped = (onBusy: BusyPolicy, how: Turn['status']) => async (): ReturnType<Story> => {
    const [first, second] = [await begun(await say('hold one')), await say('two')];
    return [
      [first, how],
      [second, how],
      [await say('three', { onBusy }), 'COMPLETED'],
    ];
  };
  const stories: [string, Story][] = [
    ['was answered', async () => [[await say('one'), 'COMPLETED']]],
    ['failed', async () => [[await say('fail'), 'FAILED']]],
    [
      'was cancelled, running or waiting',
      async () => {
        const turns = [await begun(await say('hold one')), await say('two')];
        for (const { id } of turns.toReversed()) await learners.here.chat.cancel('default', id);
        return turns.map((turn) => [turn, 'CANCELLED']);
      },
    ],
    ['was interrupted, running or waiting', stopped('INTERRUPT', 'INTERRUPTED')],
    ['was rolled back, running or waiting', stopped('ROLLBACK', 'ROLLED_BACK')],
    [
      'a person took over, and what came after',
      async () => {
        const [first, second] = [await begun(await say('hold one')), await say('two')];
        const { tenantId, conversationId } = first;
        const ann = { humanId: 'ann', reason: '', expectedEpoch: 0 };
        await learners.here.handoffs.takeOver({ tenantId, conversationId }, ann, signal);
        return [
          [first, 'HANDED_OFF'],
          [second, 'COMPLETED'],
          [await say('three'), 'COMPLETED'],
        ];
      },
    ],
    [
      'gathered three messages',
      async () => {
        const turns = [];
        for (const text of ['one', 'two', 'three']) turns.push(await say(text, { onBusy: 'COALESCE' }));
        expect(new Set(turns.map(({ id }) => id)).size).toBe(1);
        elapse(windowMs);
        return [[turns[0]!, 'COMPLETED']];
      },
    ],
    [
      'gathered and was rolled back',
      async () => {
        const first = await say('one', { onBusy: 'COALESCE' });
        await say('two', { onBusy: 'COALESCE' });
        return [
          [first, 'ROLLED_BACK'],
          [await say('three', { onBusy: 'ROLLBACK' }), 'COMPLETED'],
        ];
      },
    ],
  ];

  it.each(stories)('in a turn that %s is learned once, with its seq, unless it was taken back', async (what, story) => {
    const turns = await story();
    for (const [turn, status] of turns) expect((await end(turn)).status).toBe(status);
    const one = learner();
    await one.learning.look();
    await one.learning.look();
    const { tenantId, conversationId } = turns[0]![0];
    const log = await logOf(learners.store, turns[0]![0]);
    const said = log.flatMap(({ seq, message }) => (message?.role === 'USER' ? [{ ...message, seq }] : []));
    const kept = said.filter(({ status }) => status === 'COMPLETE');
    expect(said.length - kept.length).toBe(what.includes('rolled back') ? 2 : 0);
    expect(one.notes.toSorted((a, b) => a.seq - b.seq)).toEqual(
      kept.map(({ seq, text, createdAt }) => ({ tenantId, userId: 'ada', text, createdAt, conversationId, seq })),
    );
    expect(await learners.store.countLessons()).toEqual(none);
  });

  it('on several channels is learned in the order in which the turns ended, one at a time', async () => {
    const texts = Array.from({ length: 12 }, (_, i) => `${i}`);
    for (const [i, text] of texts.entries()) await told(text, 'ada', { channel: i % 3 ? 'web' : 'mail' });
    let underWay = 0;
    const one = learner(async () => {
      expect(++underWay).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
    });
    await Promise.all([one.learning.look(), one.learning.look()]);
    expect(textsOf(one.notes)).toEqual(texts);
    expect(one.reports).toEqual([]);
  });

  it('by two users is learned at the same time', async () => {
    await told('a', 'ada');
    await told('b', 'bob');
    const users = new Set<string>();
    const one = learner(async ({ userId }) => {
      users.add(userId);
      await until('both have begun', () => users.size === 2);
    });
    await one.learning.look();
    expect(textsOf(one.notes).toSorted()).toEqual(['a', 'b']);
  });

  it('that cannot be learned now is tried again, later each time, and before what the user said after it', async () => {
    for (const text of ['one', 'two']) await told(text);
    await told('other', 'bob');
    let failures = 0;
    const one = learner(({ text }) => {
      if (text === 'one' && failures < 2) throw new Error(`failure ${++failures}`);
    });
    for (const [pauseMs, tries] of [
      [0, 1],
      [999, 1],
      [1, 2],
      [1_999, 2],
    ] as const) {
      elapse(pauseMs);
      await one.learning.look();
      expect(failures).toBe(tries);
      expect(textsOf(one.notes)).toEqual(['other']);
    }
    elapse(1);
    await one.learning.look();
    expect(textsOf(one.notes)).toEqual(['other', 'one', 'two']);
    expect(one.reports).toEqual(['lesson put back']);
    expect(one.conditions.list()).toEqual([]);
  });

  it('that can never be learned is given up after twenty tries, all else goes on, and a revival tries it again', async () => {
    for (const text of ['never', 'after']) await told(text);
    await told('other', 'bob');
    let tries = 0;
    let fails = true;
    const one = learner(({ text }) => {
      if (text !== 'never') return;
      tries++;
      if (fails) throw new Error('no');
    });
    const { look } = one.learning;
    for (let i = 0; i < 20; i++) {
      expect([tries, one.conditions.list()]).toEqual([i, []]);
      await look();
      elapse(300_000);
    }
    expect(textsOf(one.notes)).toEqual(['other', 'after']);
    expect(one.conditions.list()).toEqual([expect.stringMatching(/^lessons: .*\b1\b/)]);
    expect(one.reports).toEqual(['lesson put back', 'lesson given up']);
    await told('later');
    await look();
    expect(textsOf(one.notes)).toEqual(['other', 'after', 'later']);
    expect(tries).toBe(20);
    fails = false;
    await learners.store.reviveLessons();
    await look();
    expect(textsOf(one.notes).at(-1)).toBe('never');
    expect(one.conditions.list()).toEqual([]);
    expect(await learners.store.countLessons()).toEqual(none);
  });

  it('in a turn of several messages is told again where one of them failed, those before it too, none is left out', async () => {
    for (const text of ['one', 'two', 'three']) await say(text, { onBusy: 'COALESCE' });
    elapse(windowMs);
    await until('it is over', async () => (await learners.store.countLessons()).waiting === 1);
    let fails = true;
    const one = learner(({ text }) => {
      if (text === 'two' && fails) throw new Error('no');
    });
    await one.learning.look();
    fails = false;
    elapse(1_000);
    await one.learning.look();
    expect(textsOf(firstOf(one.notes))).toEqual(['one', 'two', 'three']);
    expect(await learners.store.countLessons()).toEqual(none);
  });

  it('leaves nothing behind where nothing is to be learned', async () => {
    const forgetful = makeWorker(learners.store, makePuppet().agent, { now: () => 1_000_000 });
    await told('one', 'ada', {}, forgetful);
    expect(await learners.store.countLessons()).toEqual(none);
  });
});
