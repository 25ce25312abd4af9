import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { summarizeClosedAfterMs } from '../../src/application/settings.js';
import { beginning } from '../../src/domain/playback.js';
import type { Agent, ConversationStore } from '../../src/domain/ports.js';
import type { Unsummarized } from '../../src/domain/summary.js';
import { isOver, type Turn } from '../../src/domain/turn.js';
import { until } from '../support/until.js';
import {
  agentOf,
  ended,
  lineTo,
  logOf,
  makePuppet,
  makeWorker,
  readAll,
  send,
  type Worker,
} from '../support/worker.js';

const claimMs = 60_000;
const { signal } = new AbortController();

describe('summaries', () => {
  let dataDir: string;
  let store: ConversationStore;
  let now: number;
  const clock = { now: () => now };

  beforeEach(async () => {
    now = 1_000_000;
    dataDir = await mkdtemp(join(tmpdir(), 'colloquy-summaries-'));
    store = await openEmbeddedStore(dataDir, { clock });
  });
  afterEach(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Reads eight messages at most; its own words, when it has any, are the `seq`s that it was given. */
  function agentThat(summarize?: (input: Unsummarized, signal: AbortSignal) => Promise<string>) {
    const { agent, inputs, letGo } = makePuppet();
    const outgrown: Agent['outgrown'] = (messages) => (messages.length > 6 ? messages.length - 3 : 0);
    return { agent: { ...agent, outgrown, ...(summarize ? { summarize } : {}) }, inputs, letGo };
  }
  const inSeqs = async ({ earlier, entries }: Unsummarized) =>
    [earlier, ...entries.map(({ seq }) => seq)].filter((part) => part !== '').join(' ');

  const working = (agent: Agent, on = store): Worker => makeWorker(on, agent, clock);
  async function told(worker: Worker, text: string, more = {}): Promise<Turn> {
    const { turn } = await worker.chat.send(send(text, more));
    return ended(store, turn, worker);
  }
  async function toldMany(worker: Worker, count: number): Promise<Turn> {
    let turn: Turn | undefined;
    for (let i = 0; i < count; i++) turn = await told(worker, `question ${i}?`);
    return turn!;
  }
  const headOf = async ({ tenantId, conversationId }: Turn) => (await store.conversation(tenantId, conversationId))!;
  const summariesOf = async (turn: Turn) =>
    (await logOf(store, turn)).flatMap(({ seq, changes }) =>
      changes.flatMap((change) => (change.kind === 'summarized' ? [{ seq, ...change.summary }] : [])),
    );
  /** Closes; the summary is due when this resolves. */
  async function close(worker: Worker, { tenantId, conversationId }: Turn) {
    const closed = await worker.conversations.close({ tenantId, conversationId, expectedVersion: 0 });
    now += summarizeClosedAfterMs;
    return closed;
  }

  describe('by themselves', () => {
    it('take over the older part when the window is nearly full, and leave the rest as it was said', async () => {
      const worker = working(agentThat(inSeqs).agent);
      const third = await toldMany(worker, 3);
      await worker.summaries.look();
      expect((await headOf(third)).summary).toBeUndefined();
      const fourth = await told(worker, 'and now?');
      expect((await headOf(fourth)).summaryDueAt).toBe(now);
      await worker.summaries.look();
      expect(await summariesOf(fourth)).toEqual([{ seq: 9, text: '1 2 3 4 5', throughSeq: 5, createdAt: now }]);
      const head = await headOf(fourth);
      expect(head.summary).toMatchObject({ throughSeq: 5 });
      expect(head.summaryDueAt).toBeUndefined();
      await worker.summaries.look();
      expect(await summariesOf(fourth)).toHaveLength(1);
    });

    it('roll: the next takes in the one before, and what came after it', async () => {
      const worker = working(agentThat(inSeqs).agent);
      for (let i = 0; i < 12; i++) {
        await told(worker, `question ${i}?`);
        await worker.summaries.look();
      }
      const turn = await told(worker, 'last');
      const all = await summariesOf(turn);
      expect(all.length).toBeGreaterThan(2);
      expect(all.length).toBeLessThan(8);
      const log = await logOf(store, turn);
      const newest = all.at(-1)!;
      const said = log.flatMap(({ seq, message }) => (message && seq <= newest.throughSeq ? [seq] : []));
      // Each message once, in order.
      expect(newest.text).toBe(said.join(' '));
    });

    it('leave no gap: what a turn reads begins where the summary ends, or before', async () => {
      const { agent, inputs } = agentThat(inSeqs);
      const worker = working(agent);
      for (let i = 0; i < 40; i++) {
        const turn = await told(worker, `question ${i}?`);
        await worker.summaries.look();
        const input = inputs.at(-1)!;
        const { throughSeq = 0 } = input.conversation.summary ?? {};
        const log = await logOf(store, turn);
        const after = log.filter(({ seq, message }) => message && seq > throughSeq && seq <= turn.messageSeq);
        expect(after.length).toBeLessThanOrEqual(8);
        const read = new Set(input.messages.map(({ id }) => id));
        expect(after.filter(({ message }) => !read.has(message!.id))).toEqual([]);
      }
    });

    it('take in a backlog of hundreds of messages, a part at a time', async () => {
      const shy = agentThat();
      const before = working({ ...shy.agent, outgrown: () => 0 });
      const { turn } = await before.chat.send(send('hello'));
      await ended(store, turn, before);
      const { tenantId, conversationId } = turn;
      for (let i = 0; i < 250; i++) {
        const message = { role: 'SYSTEM', text: `note ${i}`, authorId: '' } as const;
        await before.conversations.addMessage(tenantId, conversationId, message, '', '');
      }
      const parts: number[] = [];
      const worker = working(
        agentThat(async (input) => {
          parts.push(input.entries.length);
          return inSeqs(input);
        }).agent,
      );
      const last = await told(worker, 'and now?');
      await worker.summaries.look();
      expect(parts).toEqual([100, 100, 51]);
      const { summary, summaryDueAt } = await headOf(last);
      expect(summary?.throughSeq).toBe(251);
      expect(summary?.text.split(' ')).toHaveLength(251);
      expect(summaryDueAt).toBeUndefined();
    });

    it('are extracted, and the failure is reported, where the model cannot', async () => {
      const worker = working(agentThat(() => Promise.reject(new Error('no model'))).agent);
      const turn = await toldMany(worker, 4);
      await worker.summaries.look();
      expect((await headOf(turn)).summary?.text).toContain('Asked: "question 0?" [1] → "re: question 0?." [2]');
      expect(worker.reports).toEqual(['summary extracted']);
    });

    it('are extracted where there is no model', async () => {
      const worker = working(agentThat().agent);
      const turn = await toldMany(worker, 4);
      await worker.summaries.look();
      expect((await headOf(turn)).summary?.text).toContain('Asked: "question 1?" [3] → "re: question 1?." [4]');
      expect(worker.reports).toEqual([]);
    });
  });

  describe('after a close', () => {
    it('take in all that was said, once; the close does not wait for it', async () => {
      const worker = working(agentThat(inSeqs).agent);
      const turn = await toldMany(worker, 2);
      const closed = await close(worker, turn);
      expect(closed).toMatchObject({ status: 'CLOSED', lastSeq: 5 });
      expect(closed.summary).toBeUndefined();
      const createdAt = now;
      await worker.summaries.look();
      await close(worker, turn);
      await worker.summaries.look();
      expect(await summariesOf(turn)).toEqual([{ seq: 6, text: '1 2 3 4', throughSeq: 4, createdAt }]);
      expect((await headOf(turn)).status).toBe('CLOSED');
    });

    it('come also where a new conversation closed the old one', async () => {
      const worker = working(agentThat(inSeqs).agent);
      const old = await told(worker, 'hello');
      const next = await told(worker, 'again', { startNew: true });
      now += summarizeClosedAfterMs;
      await worker.summaries.look();
      expect((await headOf(old)).summary?.text).toBe('1 2');
      expect((await headOf(next)).summary).toBeUndefined();
    });

    it('wait for the reply that is under way, and have it', async () => {
      const { agent, letGo } = agentThat(inSeqs);
      const worker = working(agent);
      const { turn } = await worker.chat.send(send('hold on'));
      await close(worker, turn);
      await worker.summaries.look();
      expect(await summariesOf(turn)).toEqual([]);
      letGo();
      await ended(store, turn, worker);
      await worker.summaries.look();
      expect((await summariesOf(turn)).map(({ text }) => text)).toEqual(['1 3']);
    });

    it('are not made of an empty conversation, nor of one that is summarized already', async () => {
      const worker = working(agentThat(inSeqs).agent);
      const opening = { tenantId: 'default', userId: 'bob', channel: 'web' };
      const { conversation } = await worker.conversations.findOrCreate(opening);
      const at = { tenantId: 'default', conversationId: conversation.id, expectedVersion: 0 };
      expect((await worker.conversations.close(at)).summaryDueAt).toBeUndefined();
      const turn = await told(worker, 'hello');
      await worker.summaries.summarize(turn.tenantId, turn.conversationId, signal);
      await close(worker, turn);
      await worker.summaries.look();
      expect(await summariesOf(turn)).toHaveLength(1);
      expect((await headOf(turn)).summaryDueAt).toBeUndefined();
    });

    it('are not lost to a summary that was under way at the close', async () => {
      const gate = gated();
      const worker = working(agentThat(gate.summarize).agent);
      const turn = await toldMany(worker, 4);
      const looking = worker.summaries.look();
      await gate.entered(1);
      await close(worker, turn);
      gate.open();
      await looking;
      await worker.summaries.look();
      expect((await summariesOf(turn)).map(({ text }) => text)).toEqual(['1 2 3 4 5', '1 2 3 4 5 6 7 8']);
      expect((await headOf(turn)).summaryDueAt).toBeUndefined();
    });

    it('leave one alone that was opened again and has room', async () => {
      const worker = working(agentThat(inSeqs).agent);
      const turn = await told(worker, 'hello');
      await worker.summaries.look();
      const { tenantId, conversationId } = turn;
      await worker.conversations.close({ tenantId, conversationId, expectedVersion: 0 });
      await worker.summaries.look();
      const again = await told(worker, 'one more', { conversationId });
      now += summarizeClosedAfterMs;
      await worker.summaries.look();
      expect(await summariesOf(again)).toEqual([]);
      expect((await headOf(again)).summaryDueAt).toBeUndefined();
    });
  });

  describe('of several processes', () => {
    it('are made by one', async () => {
      const gate = gated();
      const workers = [working(agentThat(gate.summarize).agent), working(agentThat(gate.summarize).agent)];
      const turn = await toldMany(workers[0]!, 2);
      await close(workers[0]!, turn);
      const looking = workers.map(({ summaries }) => summaries.look());
      await gate.entered(1);
      gate.open();
      await Promise.all(looking);
      expect(gate.calls()).toBe(1);
      expect(await summariesOf(turn)).toHaveLength(1);
    });

    it('are one also where both have made one: the first to be written holds', async () => {
      const gate = gated();
      const workers = [working(agentThat(gate.summarize).agent), working(agentThat(gate.summarize).agent)];
      const turn = await toldMany(workers[0]!, 2);
      const both = workers.map(({ summaries }) => summaries.summarize(turn.tenantId, turn.conversationId, signal));
      await gate.entered(2);
      gate.open();
      const [one, two] = await Promise.all(both);
      expect(one).toEqual(two);
      expect(await summariesOf(turn)).toHaveLength(1);
    });

    it('are taken over from one that is gone, once its claim is over', async () => {
      const line = lineTo(store);
      const gate = gated();
      const doomed = working(agentThat(gate.summarize).agent, line.store);
      const turn = await toldMany(doomed, 2);
      await close(doomed, turn);
      void doomed.summaries.look();
      await gate.entered(1);
      line.cut('hangs');
      gate.open();
      const other = working(agentThat(inSeqs).agent);
      now += claimMs - 1;
      await other.summaries.look();
      expect(await summariesOf(turn)).toEqual([]);
      now += 1;
      await other.summaries.look();
      expect((await summariesOf(turn)).map(({ text }) => text)).toEqual(['1 2 3 4']);
    });

    it('are handed over by one that leaves: its call of the model is stopped', async () => {
      let stopped = false;
      const gate = gated(({ aborted }) => {
        stopped ||= aborted;
      });
      const leaving = working(agentThat(gate.summarize).agent);
      const turn = await toldMany(leaving, 2);
      await close(leaving, turn);
      const looking = leaving.summaries.look();
      await gate.entered(1);
      await leaving.summaries.stop();
      await looking;
      expect(stopped).toBe(true);
      await leaving.summaries.look();
      expect(await summariesOf(turn)).toEqual([]);
      const other = working(agentThat(inSeqs).agent);
      await other.summaries.look();
      expect((await summariesOf(turn)).map(({ text }) => text)).toEqual(['1 2 3 4']);
      expect(leaving.reports).toEqual([]);
    });
  });

  describe('that are asked for', () => {
    const ask = (worker: Worker, { tenantId, conversationId }: Turn, by = signal) =>
      worker.summaries.summarize(tenantId, conversationId, by);

    it('take in what was said since, and are the newest where nothing was', async () => {
      const worker = working(agentThat(inSeqs).agent);
      const turn = await told(worker, 'hello');
      const first = await ask(worker, turn);
      expect(first).toEqual({ text: '1 2', throughSeq: 2, createdAt: now });
      now += 1000;
      expect(await ask(worker, turn)).toEqual(first);
      await told(worker, 'and');
      expect(await ask(worker, turn)).toEqual({ text: '1 2 4 5', throughSeq: 5, createdAt: now });
      expect(await summariesOf(turn)).toHaveLength(2);
    });

    it('are none where nothing was said, and not found where nothing is', async () => {
      const worker = working(agentThat(inSeqs).agent);
      const { conversation } = await worker.conversations.findOrCreate({
        tenantId: 'default',
        userId: 'bob',
        channel: 'web',
      });
      expect(await worker.summaries.summarize('default', conversation.id, signal)).toBeUndefined();
      expect((await store.conversation('default', conversation.id))?.lastSeq).toBe(1);
      await expect(worker.summaries.summarize('default', 'nobody', signal)).rejects.toMatchObject({
        fault: { kind: 'conversation-not-found' },
      });
      await expect(worker.summaries.summarize('other', conversation.id, signal)).rejects.toMatchObject({
        fault: { kind: 'conversation-not-found' },
      });
    });

    it('know nothing of what a rollback takes back, before or after', async () => {
      const { agent, letGo } = agentThat(inSeqs);
      const worker = working(agent);
      await told(worker, 'hello');
      const { turn: running } = await worker.chat.send(send('hold this'));
      const { turn: waiting } = await worker.chat.send(send('wait'));
      expect(await ask(worker, running)).toMatchObject({ text: '1 2', throughSeq: 2 });
      const { turn: last } = await worker.chat.send(send('instead', { onBusy: 'ROLLBACK' }));
      for (const turn of [running, waiting, last]) await ended(store, turn, worker);
      letGo();
      const log = await logOf(store, last);
      const live = log.flatMap(({ seq, message }) => (message && message.status !== 'SUPERSEDED' ? [seq] : []));
      const gone = log.filter(({ message }) => message?.status === 'SUPERSEDED');
      expect(gone.length).toBeGreaterThanOrEqual(2);
      expect((await ask(worker, last))?.text).toBe(live.join(' '));
    });

    it('stop when the caller has gone, and leave nothing', async () => {
      const gate = gated();
      const worker = working(agentThat(gate.summarize).agent);
      const turn = await told(worker, 'hello');
      const caller = new AbortController();
      const asked = ask(worker, turn, caller.signal);
      await gate.entered(1);
      caller.abort(new Error('gone'));
      await expect(asked).rejects.toThrow('gone');
      expect(await summariesOf(turn)).toEqual([]);
      expect(worker.reports).toEqual([]);
      gate.open();
      expect(await ask(worker, turn)).toMatchObject({ throughSeq: 2 });
    });

    it('hold no reply: a turn goes on while one is written', async () => {
      const gate = gated();
      const worker = working(agentThat(gate.summarize).agent);
      const first = await told(worker, 'hello');
      const asked = ask(worker, first);
      await gate.entered(1);
      const { turn } = await worker.chat.send(send('and?'));
      const shown = await readAll(worker, turn, beginning);
      expect(shown.at(-1)?.event.kind).toBe('ended');
      gate.open();
      expect(await asked).toMatchObject({ throughSeq: 2 });
      expect(isOver(await ended(store, turn, worker))).toBe(true);
    });
  });

  /** A model that waits until it may go on, or its signal aborts. */
  function gated(left: (signal: AbortSignal) => void = () => undefined) {
    let calls = 0;
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    return {
      calls: () => calls,
      open: () => open(),
      entered: (count: number) => until(`${count} summaries are begun`, () => calls >= count),
      async summarize(input: Unsummarized, by: AbortSignal): Promise<string> {
        calls++;
        by.addEventListener('abort', () => left(by), { once: true });
        await opened;
        return inSeqs(input);
      },
    };
  }

  it('of an agent without a window are made after a hundred messages at the latest', async () => {
    const worker = working(agentOf(async function* () {}));
    const { turn } = await worker.chat.send(send('hello'));
    await ended(store, turn, worker);
    for (let i = 0; i < 110; i++) {
      const message = { role: 'SYSTEM', text: `note ${i}`, authorId: '' } as const;
      await worker.conversations.addMessage(turn.tenantId, turn.conversationId, message, '', '');
    }
    const last = await told(worker, 'and now?');
    await worker.summaries.look();
    const { summary, messageCount } = await headOf(last);
    expect(messageCount - (summary?.throughSeq ?? 0)).toBeLessThanOrEqual(42);
  });
});
