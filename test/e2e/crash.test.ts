import { status } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { type ServerProcess, startServer } from '../support/process.js';
import { ask, connect, is, resume, say, stream, textOf, valueIn } from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';
import { until } from '../support/until.js';

const text = (steps: number) => Array.from({ length: steps }, (_, i) => `w${i} `).join('');

describe.each(storesUnderTest())('a server that is killed, on $name', ({ env }) => {
  /** Runs a test against a server process and clients of it; `restart` kills it with SIGKILL and starts it again. */
  async function withServer(
    test: (server: { clients: () => ReturnType<typeof connect>; restart(): Promise<void> }) => Promise<void>,
  ) {
    let server: ServerProcess = await startServer({ env: { ...env(), COLLOQUY_LEASE_MS: '1000' } });
    let clients = connect(server.address);
    try {
      await test({
        clients: () => clients,
        async restart() {
          await server.kill();
          server = await server.again();
          clients.close();
          clients = connect(server.address);
        },
      });
    } finally {
      clients.close();
      await server.kill();
    }
  }

  it('between two turns: the conversation goes on where it was', () =>
    withServer(async ({ clients, restart }) => {
      const first = await say(clients(), '@script steps=3 stage=engaged need=met');
      await restart();
      const second = await say(clients(), '@script context=1');
      expect(second).toMatchObject({ conversationId: first.conversationId, stage: 'STAGE_ENGAGED' });
      const { messages } = JSON.parse(second.reply?.text ?? '') as { messages: { text: string }[] };
      expect(messages.map((m) => m.text)).toContain(text(3));
      const { conversationId } = first;
      expect(await ask(clients().data, 'verifyConversation', { conversationId })).toMatchObject({
        intact: true,
        entries: 4,
      });
    }));

  it('in mid-stream: the turn runs again, its reader is told, and it is answered once', () =>
    withServer(async ({ clients, restart }) => {
      const more = { requestId: 'r-1' };
      const words = '@script steps=40 ms=25';
      const broken = stream(clients(), words, more);
      await broken.until(is('textDelta'));
      await restart();
      const cursor = broken.events.at(-1)?.cursor ?? '';
      const reading = stream(clients(), words, more, cursor);
      expect(await reading.over).toBeUndefined();
      expect(reading.events.some(is('restarted'))).toBe(true);
      expect(textOf(reading.events)).toBe(text(40));
      const ended = valueIn('ended', reading.events.at(-1));
      expect(ended.turn).toMatchObject({ status: 'TURN_STATUS_COMPLETED', attempt: 2, reply: { text: text(40) } });
      const conversationId = ended.turn?.conversationId ?? '';
      const { messages } = await ask(clients().conversations, 'listMessages', { conversationId });
      expect(messages.map(({ role }) => role)).toEqual(['ROLE_USER', 'ROLE_AGENT']);
    }));

  it('three times in one turn: it has failed after three attempts, and its reader has the text that is kept', () =>
    withServer(async ({ clients, restart }) => {
      const { turnId } = valueIn('accepted', await stream(clients(), '@script steps=1 hang=1').until(is('accepted')));
      let afterCursor = '';
      for (let attempt = 1; attempt <= 3; attempt++) {
        const reading = resume(clients(), { turnId });
        await reading.until(
          ({ event }) =>
            (event?.$case === 'started' || event?.$case === 'restarted') && event.value.attempt === attempt,
        );
        await reading.until(() => textOf(reading.events) === 'w0 ');
        afterCursor = reading.events.at(-1)?.cursor ?? '';
        await restart();
      }
      const reading = resume(clients(), { turnId, afterCursor });
      expect(await reading.over).toBeUndefined();
      expect(valueIn('restarted', reading.events.find(is('restarted'))).attempt).toBe(3);
      const { turn } = valueIn('ended', reading.events.at(-1));
      expect(textOf(reading.events)).toBe(turn?.reply?.text ?? '');
      expect(turn).toMatchObject({
        status: 'TURN_STATUS_FAILED',
        attempt: 3,
        error: { code: status.ABORTED },
      });
    }));

  it('with messages that wait: none is lost, and they are answered in order', () =>
    withServer(async ({ clients, restart }) => {
      const first = stream(clients(), '@script steps=40 ms=25');
      const { conversationId } = valueIn('accepted', await first.until(is('accepted')));
      for (const word of ['a', 'b']) {
        await stream(clients(), `@script steps=1 reply=${word}`).until(is('accepted'));
      }
      await restart();
      const replies = await until(
        'three replies',
        async () => {
          const { messages } = await ask(clients().conversations, 'listMessages', { conversationId });
          const found = messages.filter(({ role }) => role === 'ROLE_AGENT');
          return found.length === 3 && found.map((m) => m.text);
        },
        20_000,
      );
      expect(replies).toEqual([text(40), 'a0 ', 'b0 ']);
      const { conversation } = await ask(clients().conversations, 'getConversation', { conversationId });
      expect(conversation?.activeTurnId).toBe('');
    }));

  it(
    'at any moment: every acknowledged message is there',
    () =>
      withServer(async ({ clients, restart }) => {
        const acknowledged = new Set<string>();
        let stopped = false;
        const talk = async (userId: string) => {
          for (let i = 0; !stopped; i++) {
            const reading = stream(clients(), `m-${userId}-${i}`, { userId });
            const event = await reading.until(is('accepted')).catch(() => undefined);
            if (event) acknowledged.add(valueIn('accepted', event).message?.id ?? '');
            if ((await reading.over) !== undefined) return;
          }
        };
        for (let round = 0; round < 3; round++) {
          const talks = Array.from({ length: 8 }, (_, i) => talk(`user-${round}-${i}`));
          await until('some turns', () => acknowledged.size > (round + 1) * 20);
          await restart();
          stopped = true;
          await Promise.all(talks);
          stopped = false;
        }
        const kept = new Set<string>();
        const { conversations } = await ask(clients().conversations, 'listConversations', { pageSize: 500 });
        for (const { id: conversationId } of conversations) {
          const { messages } = await ask(clients().conversations, 'listMessages', { conversationId, pageSize: 500 });
          for (const { id, role } of messages) if (role === 'ROLE_USER') kept.add(id);
          expect(await ask(clients().data, 'verifyConversation', { conversationId })).toMatchObject({ intact: true });
        }
        expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([]);
      }),
    60_000,
  );
});

describe('a server that is asked to stop', () => {
  it('ends what runs, tells its readers, and exits with 0', async () => {
    const server = await startServer();
    const clients = connect(server.address);
    const reading = stream(clients, '@script steps=20 ms=20');
    await reading.until(is('textDelta'));
    const exit = await server.stop();
    expect(exit).toMatchObject({ code: 0, signal: null });
    expect(await reading.over).toBeUndefined();
    expect(reading.events.some(is('goAway'))).toBe(true);
    expect(textOf(reading.events)).toBe(text(20));
    clients.close();
  });

  it('hands over what does not end in time, and the turn is taken up after the restart', async () => {
    const server = await startServer({ env: { COLLOQUY_DRAIN_MS: '100' } });
    let clients = connect(server.address);
    const reading = stream(clients, '@script steps=60 ms=20');
    const { turnId } = valueIn('accepted', await reading.until(is('accepted')));
    await reading.until(is('textDelta'));
    expect(await server.stop()).toMatchObject({ code: 0 });
    expect((await reading.over)?.code).toBe(14);
    clients.close();
    const next = await server.again();
    clients = connect(next.address);
    const rest = resume(clients, { turnId, afterCursor: reading.events.at(-1)?.cursor ?? '' });
    expect(await rest.over).toBeUndefined();
    expect(textOf(rest.events)).toBe(text(60));
    clients.close();
    expect(await next.stop()).toMatchObject({ code: 0 });
  });
});
