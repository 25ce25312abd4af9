import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TurnEvent } from '../../src/gen/colloquy/v1/chat_service.js';
import {
  ask,
  connect,
  failure,
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
import { until } from '../support/until.js';

const text = (steps: number, word = 'w') => Array.from({ length: steps }, (_, i) => `${word}${i} `).join('');

describe.each(storesUnderTest())('chat on $name', ({ env }) => {
  let service: TestService;
  let users = 0;
  /** A user of its own for each test. */
  const someone = () => `user-${++users}`;

  beforeAll(async () => {
    service = await startTestService({ env: { ...env(), COLLOQUY_HEARTBEAT_MS: '200' } });
  });
  afterAll(() => service.dispose());

  const history = async (conversationId: string) =>
    (await ask(service.conversations, 'listMessages', { conversationId, pageSize: 500, pageToken: '', afterSeq: 0 }))
      .messages;

  describe('one call', () => {
    it('opens the conversation, stores both messages and returns the reply', async () => {
      const userId = someone();
      const answer = await say(service, '@script steps=3 stage=engaged need=met', { userId });
      expect(answer).toMatchObject({
        event: 'CONVERSATION_EVENT_CREATED',
        stage: 'STAGE_ENGAGED',
        isQualified: false,
        reply: { role: 'ROLE_AGENT', text: 'w0 w1 w2 ', status: 'MESSAGE_STATUS_COMPLETE', seq: 2 },
        turn: { status: 'TURN_STATUS_COMPLETED', attempt: 1, durability: 'DURABILITY_STORED' },
        owner: { kind: 'OWNER_KIND_AGENT' },
      });
      const messages = await history(answer.conversationId);
      expect(messages.map(({ seq, role }) => [seq, role])).toEqual([
        [1, 'ROLE_USER'],
        [2, 'ROLE_AGENT'],
      ]);
      expect(messages[1]?.inReplyTo).toEqual([messages[0]?.id]);
      const { conversation } = await ask(service.conversations, 'getConversation', {
        conversationId: answer.conversationId,
      });
      expect(conversation).toMatchObject({ userId, channel: 'web', messageCount: 2, lastSeq: 2, activeTurnId: '' });
      expect(conversation?.qualification?.criteria).toMatchObject([
        { name: 'need', status: 'CRITERION_STATUS_MET', evidenceSeqs: [1] },
      ]);
    });

    it('continues the conversation with the next message', async () => {
      const userId = someone();
      const first = await say(service, 'hello', { userId });
      const second = await say(service, 'again', { userId });
      expect(second).toMatchObject({
        conversationId: first.conversationId,
        event: 'CONVERSATION_EVENT_CONTINUED',
        reply: { text: 'ok', seq: 4 },
      });
    });

    it('keeps channels and users apart', async () => {
      const userId = someone();
      const ids = [
        (await say(service, 'a', { userId })).conversationId,
        (await say(service, 'b', { userId, channel: 'whatsapp' })).conversationId,
        (await say(service, 'c', { userId: someone() })).conversationId,
      ];
      expect(new Set(ids).size).toBe(3);
    });

    it('resumes a closed conversation that it names, and only its own', async () => {
      const userId = someone();
      const { conversationId } = await say(service, 'hello', { userId });
      await ask(service.conversations, 'closeConversation', { conversationId, expectedVersion: 0 });
      expect(await refused(say(service, 'hi', { userId: someone(), conversationId }))).toMatchObject({
        code: status.NOT_FOUND,
        reason: 'CONVERSATION_NOT_FOUND',
      });
      const resumed = await say(service, 'back', { userId, conversationId });
      expect(resumed).toMatchObject({ conversationId, event: 'CONVERSATION_EVENT_RESUMED' });
      const { entries } = await ask(service.conversations, 'listEntries', {
        conversationId,
        pageSize: 0,
        pageToken: '',
        afterSeq: 3,
      });
      expect(entries[0]?.changes.map(({ change }) => change?.$case)).toEqual(['resumed', 'statusChanged']);
    });

    it('refuses to reopen one while the user has another open on its channel', async () => {
      const userId = someone();
      const first = await say(service, 'hello', { userId });
      const second = await say(service, 'anew', { userId, startNew: true });
      expect(second.event).toBe('CONVERSATION_EVENT_CREATED');
      const old = await ask(service.conversations, 'getConversation', { conversationId: first.conversationId });
      expect(old.conversation?.status).toBe('CONVERSATION_STATUS_CLOSED');
      expect(await refused(say(service, 'old', { userId, conversationId: first.conversationId }))).toMatchObject({
        code: status.FAILED_PRECONDITION,
        reason: 'OTHER_CONVERSATION_OPEN',
        metadata: { openConversationId: second.conversationId },
      });
    });

    it('fifty first messages at once make one conversation, and every one is answered', async () => {
      const userId = someone();
      const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => say(service, `hello ${i}`, { userId })));
      expect(new Set(answers.map(({ conversationId }) => conversationId)).size).toBe(1);
      expect(answers.filter(({ event }) => event === 'CONVERSATION_EVENT_CREATED')).toHaveLength(1);
      expect(answers.every(({ reply }) => reply?.text === 'ok')).toBe(true);
      const { conversationId = '' } = answers[0] ?? {};
      const messages = await history(conversationId);
      expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
      const verified = await ask(service.data, 'verifyConversation', { conversationId });
      expect(verified).toMatchObject({ intact: true, differences: [], entries: 100 });
    });
  });

  describe('a stream', () => {
    it('begins with accepted, ends with ended, and its deltas are the reply', async () => {
      const reading = stream(service, '@script steps=20 stage=proposal tools=1', { userId: someone() });
      expect(await reading.over).toBeUndefined();
      const kinds = reading.events.map(({ event }) => event?.$case);
      expect(kinds[0]).toBe('accepted');
      expect(kinds.filter((kind) => kind === 'accepted')).toHaveLength(1);
      expect(kinds.at(-1)).toBe('ended');
      expect(kinds.filter((kind) => kind === 'ended')).toHaveLength(1);
      expect(kinds.slice(0, 3)).toEqual(['accepted', 'started', 'memoryRecalled']);
      expect(textOf(reading.events)).toBe(text(20));
      const ended = valueIn('ended', reading.events.at(-1));
      expect(ended).toMatchObject({ stage: 'STAGE_PROPOSAL', turn: { reply: { text: text(20) } } });
      expect(ended.turn?.reply?.toolUses).toMatchObject([{ name: 'lookup', arguments: { q: 'x' }, failed: false }]);
      const uses = reading.events.filter(is('toolUse')).map((event) => valueIn('toolUse', event));
      expect(uses[0]?.result).toBe('');
      expect(uses[1]?.result).not.toBe('');
      const change = reading.events.filter(is('change')).map((event) => valueIn('change', event).change?.$case);
      expect(change).toEqual(['stageChanged']);
    });

    it('shows text as it is made', async () => {
      const reading = stream(service, '@script steps=3 hang=1', { userId: someone() });
      await reading.until(() => textOf(reading.events) === text(3));
      expect(reading.events.some(is('ended'))).toBe(false);
      const turnId = valueIn('accepted', reading.events[0]).turnId;
      await ask(service.chat, 'cancelTurn', { turnId, conversationId: '' });
      expect(await reading.over).toBeUndefined();
    });

    it('never splits a character', async () => {
      const reading = stream(service, '@script steps=5 reply=👩🏽‍🚀é', { userId: someone() });
      await reading.over;
      expect(textOf(reading.events)).toBe(text(5, '👩🏽‍🚀é'));
      expect(valueIn('ended', reading.events.at(-1)).turn?.reply?.text).toBe(text(5, '👩🏽‍🚀é'));
    });

    it('goes on after every cursor with exactly what lies behind it, running or over', async () => {
      const reading = stream(service, '@script steps=8 ms=5 tools=1 stage=engaged', { userId: someone() });
      await reading.until(is('textDelta'));
      const turnId = valueIn('accepted', reading.events[0]).turnId;
      const live = resume(service, { turnId });
      await Promise.all([reading.over, live.over]);
      const shape = (events: readonly TurnEvent[]) =>
        events.flatMap(({ event }) =>
          event && event.$case !== 'textDelta' && event.$case !== 'heartbeat' ? [event.$case] : [],
        );
      expect(shape(live.events)).toEqual(shape(reading.events));
      expect(textOf(live.events)).toBe(text(8));
      for (const [i, { cursor }] of reading.events.entries()) {
        const rest = resume(service, { turnId, afterCursor: cursor });
        expect(await rest.over).toBeUndefined();
        const seen = textOf(reading.events.slice(0, i + 1));
        expect(seen + textOf(rest.events, Buffer.byteLength(seen))).toBe(text(8));
        const behind = shape(reading.events.slice(i + 1));
        expect(shape(rest.events)).toEqual(behind.length > 0 ? behind : ['ended']);
      }
    });

    it('gives the newest turn to a reader that names the conversation', async () => {
      const userId = someone();
      const { conversationId } = await say(service, 'one', { userId });
      const second = await say(service, '@script steps=2', { userId });
      const reading = resume(service, { conversationId });
      await reading.over;
      expect(valueIn('ended', reading.events.at(-1)).turn?.id).toBe(second.turn?.id);
    });

    it('refuses a cursor that is forged, of another turn, or of another tenant', async () => {
      const [a, b] = [stream(service, 'a', { userId: someone() }), stream(service, 'b', { userId: someone() })];
      await Promise.all([a.over, b.over]);
      const turnId = valueIn('accepted', a.events[0]).turnId;
      const foreign = b.events[1]?.cursor ?? '';
      for (const afterCursor of [
        'nonsense',
        foreign,
        `${a.events[1]?.cursor}A`,
        (a.events[1]?.cursor ?? '').slice(1),
      ]) {
        const error = await resume(service, { turnId, afterCursor }).over;
        expect(failure(error)).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['after_cursor'] });
      }
    });

    it('says that it is alive while nothing happens', async () => {
      const reading = stream(service, '@script steps=1 hang=1', { userId: someone() });
      await reading.until(is('heartbeat'));
      reading.cancel();
      const turnId = valueIn('accepted', reading.events[0]).turnId;
      await ask(service.chat, 'cancelTurn', { turnId, conversationId: '' });
    });
  });

  describe('a request id', () => {
    it('repeated joins the turn that is there', async () => {
      const more = { userId: someone(), requestId: 'once' };
      const first = await say(service, '@script steps=2', more);
      const second = await say(service, '@script steps=2', more);
      expect(second.turn).toEqual(first.turn);
      const third = stream(service, '@script steps=2', more);
      await third.over;
      expect(valueIn('accepted', third.events[0])).toMatchObject({ replayed: true, turnId: first.turn?.id });
      expect(await history(first.conversationId)).toHaveLength(2);
    });

    it('joins a running turn from a cursor on', async () => {
      const more = { userId: someone(), requestId: 'run' };
      const words = '@script steps=30 ms=10';
      const first = stream(service, words, more);
      const delta = await first.until(is('textDelta'));
      first.cancel();
      const seen = textOf(first.events.slice(0, first.events.indexOf(delta) + 1));
      const second = stream(service, words, more, delta.cursor);
      expect(await second.over).toBeUndefined();
      expect(second.events.some(is('accepted'))).toBe(false);
      expect(seen + textOf(second.events, Buffer.byteLength(seen))).toBe(text(30));
    });

    it('twenty at once make one turn', async () => {
      const more = { userId: someone(), requestId: 'twenty' };
      const answers = await Promise.all(Array.from({ length: 20 }, () => say(service, '@script steps=4', more)));
      expect(new Set(answers.map(({ turn }) => turn?.id)).size).toBe(1);
      expect(await history(answers[0]?.conversationId ?? '')).toHaveLength(2);
    });

    it('twenty at once are one turn, also where a running turn is not waited for', async () => {
      const more = { userId: someone(), requestId: 'twenty-2', onBusy: 'BUSY_POLICY_REJECT' } as const;
      const answers = await Promise.all(Array.from({ length: 20 }, () => say(service, '@script steps=4 ms=10', more)));
      expect(new Set(answers.map(({ turn }) => turn?.id)).size).toBe(1);
    });

    it('must be known to whoever takes a stream up, and nothing is stored when it is not', async () => {
      const userId = someone();
      const first = stream(service, 'one', { userId, requestId: 'known' });
      await first.over;
      const cursor = first.events[0]?.cursor ?? '';
      for (const requestId of ['', 'unknown']) {
        const error = await stream(service, 'two', { userId, requestId }, cursor).over;
        expect(failure(error)).toMatchObject({ code: status.INVALID_ARGUMENT, fields: ['after_cursor'] });
      }
      const bad = await stream(service, 'one', { userId, requestId: 'known' }, 'nonsense').over;
      expect(failure(bad).fields).toEqual(['after_cursor']);
      expect(await history(valueIn('accepted', first.events[0]).conversationId)).toHaveLength(2);
    });

    it('with other content is refused, in another tenant it is another', async () => {
      const more = { userId: someone(), requestId: 'mine' };
      await say(service, 'one', more);
      expect(await refused(say(service, 'two', more))).toMatchObject({
        code: status.ALREADY_EXISTS,
        reason: 'REQUEST_ID_REUSED',
      });
      expect((await say(service, 'two', more, tenant('other'))).event).toBe('CONVERSATION_EVENT_CREATED');
    });

    it('of a refused call stays free', async () => {
      const userId = someone();
      const running = stream(service, '@script hang=1', { userId });
      await running.until(is('started'));
      const more = { userId, requestId: 'later' };
      expect(await refused(say(service, 'x', { ...more, onBusy: 'BUSY_POLICY_REJECT' }))).toMatchObject({
        reason: 'CONVERSATION_BUSY',
      });
      await ask(service.chat, 'cancelTurn', {
        turnId: valueIn('accepted', running.events[0]).turnId,
        conversationId: '',
      });
      expect((await say(service, 'y', more)).reply?.text).toBe('ok');
    });
  });

  describe('while a turn runs', () => {
    it('REJECT names it and stores nothing', async () => {
      const userId = someone();
      const running = stream(service, '@script hang=1', { userId });
      const { turnId, conversationId } = valueIn('accepted', await running.until(is('accepted')));
      const no = await refused(say(service, 'x', { userId, onBusy: 'BUSY_POLICY_REJECT' }));
      expect(no).toMatchObject({ code: status.FAILED_PRECONDITION, metadata: { turnId } });
      expect(await history(conversationId)).toHaveLength(1);
      await ask(service.chat, 'cancelTurn', { turnId: '', conversationId });
    });

    it('ENQUEUE answers in order of admission, and the position falls', async () => {
      const userId = someone();
      const running = stream(service, '@script steps=2 hang=1', { userId });
      const { turnId, conversationId } = valueIn('accepted', await running.until(is('accepted')));
      const waiting = [];
      for (let i = 0; i < 3; i++) {
        const next = stream(service, `@script steps=1 reply=r${i}-`, { userId });
        await next.until(is('queued'));
        waiting.push(next);
      }
      await ask(service.chat, 'cancelTurn', { turnId, conversationId: '' });
      await Promise.all(waiting.map(({ over }) => over));
      const positions = waiting[2]?.events.filter(is('queued')).map((event) => valueIn('queued', event).position) ?? [];
      expect(positions[0]).toBe(3);
      expect(positions).toEqual([...positions].sort((a, b) => b - a));
      const messages = await history(conversationId);
      const replies = messages.filter(({ role }) => role === 'ROLE_AGENT').map((m) => m.text);
      expect(replies).toEqual([text(2), 'r0-0 ', 'r1-0 ', 'r2-0 ']);
      const asked = messages.filter(({ role }) => role === 'ROLE_USER').map(({ id }) => [id]);
      expect(messages.filter(({ role }) => role === 'ROLE_AGENT').map(({ inReplyTo }) => inReplyTo)).toEqual(asked);
    });

    it('a turn sees no message that waits behind it', async () => {
      const userId = someone();
      const running = stream(service, '@script hang=1 steps=1', { userId });
      const { turnId } = valueIn('accepted', await running.until(is('accepted')));
      const looking = stream(service, '@script context=1', { userId });
      await looking.until(is('queued'));
      const behind = stream(service, 'behind', { userId });
      await behind.until(is('queued'));
      await ask(service.chat, 'cancelTurn', { turnId, conversationId: '' });
      await Promise.all([looking.over, behind.over]);
      const { messages } = JSON.parse(textOf(looking.events)) as { messages: { role: string; text: string }[] };
      expect(messages.map(({ role, text }) => [role, text])).toEqual([
        ['user', '@script hang=1 steps=1'],
        ['agent', 'w0 '],
        ['user', '@script context=1'],
      ]);
    });
  });

  describe('cancelling', () => {
    it('keeps the text so far as a partial reply, is idempotent, and says when the turn had ended', async () => {
      const reading = stream(service, '@script steps=3 hang=1', { userId: someone() });
      await reading.until(() => textOf(reading.events) === text(3));
      const { turnId, conversationId } = valueIn('accepted', reading.events[0]);
      const cancelled = await ask(service.chat, 'cancelTurn', { turnId, conversationId: '' });
      expect(cancelled).toMatchObject({
        stopped: true,
        turn: { status: 'TURN_STATUS_CANCELLED', reply: { text: text(3), status: 'MESSAGE_STATUS_PARTIAL' } },
      });
      expect(await ask(service.chat, 'cancelTurn', { turnId, conversationId: '' })).toEqual({
        ...cancelled,
        stopped: false,
      });
      expect(await reading.over).toBeUndefined();
      expect((await history(conversationId)).at(-1)?.status).toBe('MESSAGE_STATUS_PARTIAL');
    });

    it('ends a turn that waits, and the others go on', async () => {
      const userId = someone();
      const running = stream(service, '@script hang=1 steps=1', { userId });
      const first = valueIn('accepted', await running.until(is('accepted'))).turnId;
      const waiting = stream(service, 'never', { userId });
      const second = valueIn('accepted', await waiting.until(is('accepted'))).turnId;
      const last = stream(service, 'last', { userId });
      await last.until(is('queued'));
      expect((await ask(service.chat, 'cancelTurn', { turnId: second, conversationId: '' })).turn?.status).toBe(
        'TURN_STATUS_CANCELLED',
      );
      expect(valueIn('ended', await waiting.until(is('ended'))).turn?.reply).toBeUndefined();
      await ask(service.chat, 'cancelTurn', { turnId: first, conversationId: '' });
      expect(valueIn('ended', await last.until(is('ended'))).turn?.reply?.text).toBe('ok');
    });

    it('leaves no tool call without a result for the next turn', async () => {
      const userId = someone();
      const reading = stream(service, '@script steps=2 tools=1 toolms=60000', { userId });
      await reading.until(is('toolUse'));
      const { turnId } = valueIn('accepted', reading.events[0]);
      const { turn } = await ask(service.chat, 'cancelTurn', { turnId, conversationId: '' });
      expect(turn?.reply?.toolUses).toMatchObject([{ name: 'lookup', result: 'cancelled', failed: true }]);
      const next = await say(service, '@script context=1', { userId });
      const { messages } = JSON.parse(next.reply?.text ?? '') as {
        messages: { role: string; text: string; tool_calls?: { id: string }[]; tool_call_id?: string }[];
      };
      const calls = messages.flatMap(({ tool_calls = [] }) => tool_calls.map(({ id }) => id));
      expect(calls).toHaveLength(1);
      expect(messages.filter(({ role }) => role === 'tool')).toMatchObject([
        { text: 'cancelled', tool_call_id: calls[0] },
      ]);
    });
  });

  describe('a reader that leaves', () => {
    it('stops nothing', async () => {
      const userId = someone();
      const reading = stream(service, '@script steps=10 ms=5', { userId });
      await reading.until(is('textDelta'));
      const { turnId } = valueIn('accepted', reading.events[0]);
      reading.cancel();
      const again = resume(service, { turnId });
      await again.over;
      expect(valueIn('ended', again.events.at(-1)).turn).toMatchObject({
        status: 'TURN_STATUS_COMPLETED',
        reply: { text: text(10) },
      });
    });

    it('stops the turn when it asked for that and was the last', async () => {
      const userId = someone();
      const reading = stream(service, '@script steps=1 hang=1', { userId, onDisconnect: 'DISCONNECT_POLICY_CANCEL' });
      await reading.until(is('textDelta'));
      const { turnId } = valueIn('accepted', reading.events[0]);
      const other = resume(service, { turnId });
      await other.until(is('textDelta'));
      reading.cancel();
      await other.until(is('heartbeat'));
      other.cancel();
      const turn = await until('the turn ends', async () => {
        const { turn: now } = await ask(service.chat, 'getTurn', { turnId });
        return now?.endedAt && now;
      });
      expect(turn?.status).toBe('TURN_STATUS_CANCELLED');
    });

    it('because the server goes away stops nothing, whatever it asked for', async () => {
      const leaving = await startTestService({ env: env() });
      const clients = connect(leaving.address);
      const reading = stream(clients, '@script steps=10 ms=50', { onDisconnect: 'DISCONNECT_POLICY_CANCEL' });
      await reading.until(is('textDelta'));
      const { turnId } = valueIn('accepted', reading.events[0]);
      const restarted = leaving.restart();
      await reading.until(is('goAway'));
      reading.cancel();
      const next = await restarted;
      expect((await ask(next.chat, 'getTurn', { turnId })).turn).toMatchObject({
        status: 'TURN_STATUS_COMPLETED',
        attempt: 1,
        reply: { text: text(10) },
      });
      clients.close();
      await next.dispose();
    });
  });

  describe('a turn that fails', () => {
    it('says why and keeps its text', async () => {
      const answer = await say(service, '@script steps=5 fail=3', { userId: someone() });
      expect(answer.turn).toMatchObject({
        status: 'TURN_STATUS_FAILED',
        reply: { text: text(3), status: 'MESSAGE_STATUS_PARTIAL' },
      });
      expect(answer.turn?.error?.code).toBeGreaterThan(0);
    });

    it('because its reply grows too long keeps what was shown', async () => {
      const word = 'x'.repeat(20_000);
      const reading = stream(service, `@script steps=100 reply=${word}`, { userId: someone() });
      await reading.over;
      const { turn } = valueIn('ended', reading.events.at(-1));
      expect(turn).toMatchObject({ status: 'TURN_STATUS_FAILED', error: { code: status.RESOURCE_EXHAUSTED } });
      expect(textOf(reading.events)).toBe(turn?.reply?.text);
      expect(Buffer.byteLength(turn?.reply?.text ?? '')).toBeLessThanOrEqual(1024 * 1024);
    });

    it('leaves the conversation free for the next', async () => {
      const userId = someone();
      await say(service, '@script fail=0', { userId });
      expect((await say(service, 'next', { userId })).reply?.text).toBe('ok');
    });
  });

  describe('a person', () => {
    it('is asked for by the agent, and then nobody answers in its place', async () => {
      const userId = someone();
      const asked = await say(service, '@script steps=1 handoff=1', { userId });
      expect(asked).toMatchObject({ turn: { status: 'TURN_STATUS_HANDED_OFF' }, owner: { kind: 'OWNER_KIND_QUEUE' } });
      const silent = await say(service, 'hello?', { userId });
      expect(silent.reply).toBeUndefined();
      expect(silent).toMatchObject({ owner: { kind: 'OWNER_KIND_QUEUE' }, turn: { status: 'TURN_STATUS_COMPLETED' } });
      expect((await history(asked.conversationId)).map(({ text }) => text)).toContain('hello?');
    });
  });
});
