import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '../../src/gen/colloquy/v1/resources.js';
import {
  ask,
  is,
  refused,
  resume,
  say,
  startTestService,
  stream,
  type TestService,
  tenant,
  textOf,
  valueIn,
} from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';

const human = (id: string, epoch: number) => ({ kind: 'OWNER_KIND_HUMAN', id, epoch });
const queue = (id: string, epoch: number) => ({ kind: 'OWNER_KIND_QUEUE', id, epoch });

describe.each(storesUnderTest())('handoffs on $name', ({ env }) => {
  let service: TestService;
  let users = 0;
  const someone = () => `user-${++users}`;

  beforeAll(async () => {
    service = await startTestService({ env: env() });
  });
  afterAll(() => service.dispose());

  const opened = async (text = 'hello', userId = someone()) => {
    const { conversationId } = await say(service, text, { userId });
    return { conversationId, userId };
  };
  const hand = (conversationId: string, more: object = {}) =>
    ask(service.conversations, 'requestHandoff', { conversationId, ...more });
  const take = (conversationId: string, humanId: string, more: object = {}) =>
    ask(service.conversations, 'takeOver', { conversationId, humanId, ...more });
  const giveBack = (conversationId: string, humanId: string, note = '') =>
    ask(service.conversations, 'returnToAgent', { conversationId, humanId, note });
  const entriesOf = async (conversationId: string): Promise<Entry[]> =>
    (await ask(service.conversations, 'listEntries', { conversationId, pageSize: 500 })).entries;
  const passes = async (conversationId: string) =>
    (await entriesOf(conversationId)).flatMap(({ changes }) =>
      changes.flatMap(({ change }) => (change?.$case === 'ownerChanged' ? [change.value] : [])),
    );
  const read = (reply: { text: string } | undefined) =>
    (JSON.parse(reply?.text ?? '') as { messages: { role: string; text: string; tool_call_id?: string }[] }).messages;

  describe('asking for a person', () => {
    it('puts the conversation into the queue, the one of the playbook where none is named, once', async () => {
      const { conversationId } = await opened();
      const { conversation } = await hand(conversationId, { reason: 'wants a discount' });
      expect(conversation?.owner).toEqual(queue('sales', 2));
      expect((await hand(conversationId)).conversation).toEqual(conversation);
      expect((await hand(conversationId, { queue: 'legal' })).conversation?.owner).toEqual(queue('legal', 3));
      const [first] = await passes(conversationId);
      expect(first).toMatchObject({ from: { kind: 'OWNER_KIND_AGENT' }, reason: 'wants a discount' });
      expect(first?.briefing).toContain('wants a discount');
    });

    it('leaves a conversation with the person who has it', async () => {
      const { conversationId } = await opened();
      const { conversation } = await take(conversationId, 'eve');
      expect((await hand(conversationId)).conversation).toEqual(conversation);
    });

    it('keeps what the user writes, and nobody answers it', async () => {
      const { conversationId, userId } = await opened();
      await hand(conversationId);
      const silent = await say(service, 'anybody there?', { userId });
      expect(silent).toMatchObject({
        conversationId,
        owner: queue('sales', 2),
        turn: { status: 'TURN_STATUS_COMPLETED' },
      });
      expect(silent.reply).toBeUndefined();
      const streamed = stream(service, 'hello?', { userId });
      expect(await streamed.over).toBeUndefined();
      expect(streamed.events.map(({ event }) => event?.$case)).toEqual(['accepted', 'ended']);
      expect(valueIn('ended', streamed.events.at(-1)).owner).toEqual(queue('sales', 2));
      const texts = (await entriesOf(conversationId)).flatMap(({ message }) => (message ? [message.text] : []));
      expect(texts).toEqual(['hello', 'ok', 'anybody there?', 'hello?']);
    });

    it('by the agent itself: the stream shows the change with its briefing, and ends so', async () => {
      const reading = stream(service, '@script steps=1 handoff=1 need=met', { userId: someone() });
      expect(await reading.over).toBeUndefined();
      const changes = reading.events.filter(is('change')).map((event) => valueIn('change', event).change);
      const passed = changes.find((change) => change?.$case === 'ownerChanged');
      expect(passed?.value).toMatchObject({ to: queue('sales', 2) });
      expect(passed?.$case === 'ownerChanged' && passed.value.briefing).toMatch(/need/);
      const ended = valueIn('ended', reading.events.at(-1));
      expect(ended).toMatchObject({ owner: queue('sales', 2), turn: { status: 'TURN_STATUS_HANDED_OFF' } });
      expect(ended.turn?.reply?.status).toBe('MESSAGE_STATUS_COMPLETE');
    });
  });

  describe('a person', () => {
    it('takes over from the agent or a queue with the briefing, and again without a change', async () => {
      const userId = someone();
      const { conversationId } = await opened('@script steps=2 need=met stage=engaged', userId);
      await say(service, 'What does it cost?', { userId });
      const { briefing } = await take(conversationId, 'eve', { reason: 'called in' });
      for (const words of ['called in', 'ENGAGED', 'What does it cost?', 'need']) expect(briefing).toContain(words);
      const before = await entriesOf(conversationId);
      expect(await take(conversationId, 'eve')).toMatchObject({ briefing, conversation: { owner: human('eve', 2) } });
      expect(await entriesOf(conversationId)).toEqual(before);

      const other = await opened();
      await hand(other.conversationId, { reason: 'asked for one' });
      const told = await take(other.conversationId, 'eve', { reason: 'mine' });
      expect(told.conversation?.owner).toEqual(human('eve', 3));
      expect(told.briefing).toContain('asked for one');
      expect((await passes(other.conversationId)).filter((pass) => pass.briefing !== '')).toHaveLength(1);
    });

    it('keeps it from others, who are told who has it, unless they name the epoch', async () => {
      const { conversationId } = await opened();
      await take(conversationId, 'eve');
      for (const expectedEpoch of [0, 1, 3]) {
        expect(await refused(take(conversationId, 'bob', { expectedEpoch }))).toMatchObject({
          code: status.ABORTED,
          reason: 'TAKEN_OVER',
          metadata: { conversationId, owner: 'eve', epoch: '2' },
        });
      }
      const { conversation } = await take(conversationId, 'bob', { expectedEpoch: 2 });
      expect(conversation?.owner).toEqual(human('bob', 3));
    });

    it('is one of twenty who come at once', async () => {
      const { conversationId } = await opened('@script steps=1');
      const calls = Array.from({ length: 20 }, (_, i) => take(conversationId, `person-${i}`));
      const settled = await Promise.allSettled(calls);
      const [winner, ...more] = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.conversation] : []));
      expect(more).toEqual([]);
      expect(winner?.owner?.epoch).toBe(2);
      for (const [i, one] of settled.entries()) {
        if (one.status === 'fulfilled') continue;
        const no = await refused(calls[i] ?? Promise.resolve());
        expect(no).toMatchObject({ reason: 'TAKEN_OVER', metadata: { owner: winner?.owner?.id, epoch: '2' } });
      }
    });

    it('writes as its owner, and nobody else does', async () => {
      const { conversationId } = await opened();
      const write = (authorId: string) =>
        ask(service.conversations, 'addMessage', {
          conversationId,
          role: 'ROLE_HUMAN',
          text: `by ${authorId}`,
          authorId,
        });
      const no = { code: status.FAILED_PRECONDITION, reason: 'NOT_OWNER' };
      expect(await refused(write('eve'))).toMatchObject(no);
      await take(conversationId, 'eve');
      expect((await write('eve')).message).toMatchObject({ role: 'ROLE_HUMAN', authorId: 'eve' });
      expect(await refused(write('bob'))).toMatchObject({ ...no, metadata: { owner: 'eve' } });
      await giveBack(conversationId, 'eve');
      expect(await refused(write('eve'))).toMatchObject(no);
    });

    it('gives it back, alone, and the agent reads what was said meanwhile as a person’s words', async () => {
      const { conversationId, userId } = await opened();
      expect(await refused(giveBack(conversationId, 'eve'))).toMatchObject({ reason: 'NOT_OWNER' });
      await hand(conversationId);
      expect(await refused(giveBack(conversationId, 'sales'))).toMatchObject({ reason: 'NOT_OWNER' });
      await take(conversationId, 'eve');
      await say(service, 'is it you, eve?', { userId });
      const text = 'it is, and you get ten percent';
      await ask(service.conversations, 'addMessage', { conversationId, role: 'ROLE_HUMAN', text, authorId: 'eve' });
      expect(await refused(giveBack(conversationId, 'bob'))).toMatchObject({
        code: status.FAILED_PRECONDITION,
        reason: 'NOT_OWNER',
        metadata: { owner: 'eve' },
      });
      const { conversation } = await giveBack(conversationId, 'eve', 'the discount is agreed');
      expect(conversation?.owner).toMatchObject({ kind: 'OWNER_KIND_AGENT', epoch: 4 });
      const { reply } = await say(service, '@script context=1', { userId });
      expect(read(reply).map(({ role, text }) => [role, text])).toEqual([
        ['user', 'hello'],
        ['agent', 'ok'],
        ['user', 'is it you, eve?'],
        ['human', text],
        ['system', 'the discount is agreed'],
        ['user', '@script context=1'],
      ]);
      expect((await take(conversationId, 'bob')).conversation?.owner).toEqual(human('bob', 5));
    });
  });

  describe('a takeover while the agent talks', () => {
    it.each([
      ['takes over', (id: string) => take(id, 'eve')],
      ['is asked for', (id: string) => hand(id)],
    ])('when a person %s: what was shown stays, what waits is not answered, nothing more comes', async (_, pass) => {
      const userId = someone();
      const running = stream(service, '@script steps=5000 ms=2', { userId });
      await running.until(() => textOf(running.events).length > 30);
      const { turnId, conversationId } = valueIn('accepted', running.events[0]);
      const other = resume(service, { turnId });
      const waiting = stream(service, 'and me?', { userId });
      await waiting.until(is('queued'));
      await other.until(is('textDelta'));
      await pass(conversationId);
      const shown = [running, other, waiting].map(({ events }) => events.filter(is('textDelta')).length);
      expect(await Promise.all([running.over, other.over, waiting.over])).toEqual(Array(3).fill(undefined));
      expect([running, other, waiting].map(({ events }) => events.filter(is('textDelta')).length)).toEqual(shown);
      const { turn, owner } = valueIn('ended', running.events.at(-1));
      expect(turn).toMatchObject({ status: 'TURN_STATUS_HANDED_OFF', reply: { status: 'MESSAGE_STATUS_PARTIAL' } });
      expect(owner?.epoch).toBe(2);
      expect([textOf(running.events), textOf(other.events)]).toEqual([turn?.reply?.text, turn?.reply?.text]);
      const silent = valueIn('ended', waiting.events.at(-1)).turn;
      expect(silent).toMatchObject({ status: 'TURN_STATUS_COMPLETED' });
      expect(silent?.reply).toBeUndefined();
      const { conversation } = await ask(service.conversations, 'getConversation', { conversationId });
      expect(conversation).toMatchObject({ activeTurnId: '', messageCount: 3 });
    });

    it('in a tool: the agent later reads that it was cancelled', async () => {
      const userId = someone();
      const running = stream(service, '@script steps=2 tools=1 toolms=60000', { userId });
      await running.until(is('toolUse'));
      const { conversationId } = valueIn('accepted', running.events[0]);
      await take(conversationId, 'eve');
      await giveBack(conversationId, 'eve');
      const { reply } = await say(service, '@script context=1', { userId });
      expect(read(reply).filter(({ role }) => role === 'tool')).toMatchObject([{ text: 'cancelled' }]);
    });
  });

  it('requests that are wrong are refused field by field, and conversations that are not there are not found', async () => {
    const { conversationId } = await opened();
    const long = 'x'.repeat(1001);
    const id = 'x'.repeat(129);
    const wrong: [Promise<unknown>, string[]][] = [
      [hand('', { reason: long, queue: id }), ['conversation_id', 'queue', 'reason']],
      [take(id, '', { reason: long, expectedEpoch: -1 }), ['conversation_id', 'human_id', 'reason', 'expected_epoch']],
      [giveBack('', '', 'x'.repeat(4001)), ['conversation_id', 'human_id', 'note']],
    ];
    for (const [call, fields] of wrong) {
      expect(await refused(call)).toMatchObject({ code: status.INVALID_ARGUMENT, fields });
    }
    const notFound = { code: status.NOT_FOUND, reason: 'CONVERSATION_NOT_FOUND' };
    for (const call of [hand('nowhere'), take('nowhere', 'eve'), giveBack('nowhere', 'eve')]) {
      expect(await refused(call)).toMatchObject(notFound);
    }
    const foreign = ask(service.conversations, 'takeOver', { conversationId, humanId: 'eve' }, tenant('other'));
    expect(await refused(foreign)).toMatchObject(notFound);
  });
});
