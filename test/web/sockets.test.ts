import { randomBytes } from 'node:crypto';
import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, is, say, startTestService, stream, type TestService, tenant } from '../support/service.js';
import { openSocket, refusedSocket, type Socket } from '../support/socket.js';
import { storesUnderTest } from '../support/stores.js';
import { importLines } from '../support/transfer.js';

/** WatchConversationResponse in JSON, as far as it is looked at. */
interface LogMessage {
  readonly entry?: { readonly seq: string; readonly message?: { readonly text: string } };
  readonly heartbeat?: { readonly headSeq: string };
  readonly error?: { readonly code: number; readonly details: readonly { readonly metadata?: object }[] };
}

/** WatchConversationsResponse. */
interface ListMessage {
  readonly conversation?: { readonly id: string; readonly stage: string };
  readonly removedId?: string;
  readonly synced?: object;
  readonly heartbeat?: object;
}

/** ResumeTurnResponse. */
interface TurnMessage {
  readonly event?: {
    readonly cursor: string;
    readonly textDelta?: { readonly text: string };
    readonly ended?: { readonly turn: { readonly status: string; readonly reply?: { readonly text: string } } };
  };
}

const upTo = (n: number, from = 1) => Array.from({ length: n - from + 1 }, (_, i) => from + i);
const seqs = ({ messages }: Socket<LogMessage>) => messages.flatMap(({ entry }) => (entry ? [Number(entry.seq)] : []));

describe.each(storesUnderTest())('WebSockets on $name', ({ env }) => {
  let service: TestService;
  let users = 0;
  beforeAll(async () => {
    const variables = { ...env(), COLLOQUY_WEB_ADDRESS: '127.0.0.1:0', COLLOQUY_HEARTBEAT_MS: '1000' };
    service = await startTestService({ env: variables });
  });
  afterAll(() => service.dispose());

  const open = async (userId = `user-${++users}`) => {
    const { conversation } = await ask(service.conversations, 'createConversation', { userId });
    return conversation?.id ?? '';
  };
  const write = (conversationId: string, text = 'x') =>
    ask(service.conversations, 'addMessage', { conversationId, role: 'ROLE_USER', text });
  const at = (path: string) => `ws://${service.web}/v1/${path}`;
  const entries = (id: string, afterSeq = 0) =>
    openSocket<LogMessage>(at(`conversations/${id}/entries?after_seq=${afterSeq}`));

  it('tell a log as the watch does: what is there, then live, then where it ends', async () => {
    const id = await open();
    await write(id, 'first');
    const socket = await entries(id, 1);
    await socket.until(({ entry }) => entry?.message?.text === 'first');
    await write(id, 'second');
    await socket.until(({ entry }) => entry?.message?.text === 'second');
    await socket.until(({ heartbeat }) => heartbeat?.headSeq === '3');
    expect(seqs(socket)).toEqual([2, 3]);
    socket.raw.close();
  });

  it('are gap-free and tell nothing twice over any number of breaks', async () => {
    const id = await open();
    const seen: number[] = [];
    const writing = (async () => {
      for (const _ of upTo(12)) await Promise.all(upTo(10).map(() => write(id)));
    })();
    while ((seen.at(-1) ?? 0) < 121) {
      const socket = await entries(id, seen.at(-1) ?? 0);
      const enough = (seen.at(-1) ?? 0) + 15;
      await socket.until(({ entry }) => Number(entry?.seq ?? 0) >= Math.min(enough, 121));
      // As a network does it: without a word.
      socket.raw.terminate();
      await socket.closed;
      seen.push(...seqs(socket));
    }
    await writing;
    // A log that is long is summarized in an entry of its own.
    expect(seen).toEqual(upTo(Math.max(seen.length, 121)));
  });

  it('say what is wrong in a last message and in the close code', async () => {
    const id = await open();
    const beyond = await entries(id, 7);
    expect(await beyond.closed).toEqual({ code: 4011, reason: 'SEQ_OUT_OF_RANGE' });
    expect(beyond.messages).toHaveLength(1);
    expect(beyond.messages[0]?.error).toMatchObject({ code: 11 });
    expect(beyond.messages[0]?.error?.details[0]?.metadata).toEqual({ conversationId: id, lastSeq: '1' });
    const nowhere = await entries('nowhere');
    expect(await nowhere.closed).toEqual({ code: 4005, reason: 'CONVERSATION_NOT_FOUND' });
    const elsewhere = await openSocket<LogMessage>(at(`conversations/${id}/entries?tenant=other`));
    expect(await elsewhere.closed).toEqual({ code: 4005, reason: 'CONVERSATION_NOT_FOUND' });
  });

  it('tell of the conversations that match, and of what changes', async () => {
    const own = tenant('lists');
    const { conversation } = await ask(service.conversations, 'createConversation', { userId: 'ada' }, own);
    const conversationId = conversation?.id ?? '';
    await ask(service.conversations, 'createConversation', { userId: 'bob' }, own);
    const socket = await openSocket<ListMessage>(at('conversations?user_id=ada&stages=lead&stages=STAGE_WON'), {
      'x-tenant-id': 'lists',
    });
    await socket.until(({ synced }) => synced !== undefined);
    expect(socket.messages.map((one) => one.conversation?.id)).toEqual([conversationId, undefined]);
    await ask(service.conversations, 'setStage', { conversationId, stage: 'STAGE_WON' }, own);
    await socket.until((one) => one.conversation?.stage === 'STAGE_WON');
    await ask(service.conversations, 'setStage', { conversationId, stage: 'STAGE_LOST', reopen: true }, own);
    await socket.until(({ removedId }) => removedId === conversationId);
    await socket.until(({ heartbeat }) => heartbeat !== undefined);
    socket.raw.close();
  });

  it('take each field of the filter', async () => {
    const own = tenant('filters');
    const start = new Date().toISOString();
    const request = { userId: 'eve', channel: 'sms', metadata: { plan: 'pro', 'a.b': 'c d' } };
    await ask(service.conversations, 'createConversation', request, own);
    const counts = async (query: string) => {
      const socket = await openSocket<ListMessage>(at(`conversations?tenant=filters&${query}`));
      await socket.until(({ synced }) => synced !== undefined);
      socket.raw.close();
      return socket.messages.filter(({ conversation }) => conversation).length;
    };
    const all = `user_id=eve&channels=sms&channels=web&statuses=active&stages=lead&owners=OWNER_KIND_AGENT&is_qualified=false`;
    expect(await counts(`${all}&created_from=${start}&metadata.plan=pro&metadata.a.b=c%20d`)).toBe(1);
    for (const none of ['user_id=ada', 'channels=web', 'statuses=closed', 'stages=won', 'owners=queue']) {
      expect(await counts(none), none).toBe(0);
    }
    for (const none of ['is_qualified=true', `created_to=${start}`, 'metadata.plan=free', 'metadata.other=pro']) {
      expect(await counts(none), none).toBe(0);
    }
  });

  it('refuse a wrong address before they open, and name every field', async () => {
    const wrong = 'user_id=a%20b&stages=won&stages=rich&is_qualified=maybe&created_to=tomorrow&limit=3';
    expect(await refusedSocket(at(`conversations?${wrong}`))).toEqual({
      status: 400,
      code: 3,
      reason: 'INVALID_ARGUMENT',
      fields: ['is_qualified', 'created_to', 'stages[1]', 'limit', 'user_id'],
    });
    for (const seq of ['-1', '1e3', '9007199254740993', 'x', '1&after_seq=2']) {
      const { status, fields } = await refusedSocket(at(`conversations/c/entries?after_seq=${seq}`));
      expect({ status, fields }, seq).toEqual({ status: 400, fields: ['after_seq'] });
    }
    for (const [query, ...fields] of [
      ['stages=unspecified', 'stages[0]'],
      ['stages=won&stages=STAGE_WON', 'stages'],
      ['metadata.__proto__=x&metadata.plan=pro', 'metadata.__proto__'],
      ['stages=nope&tenant=No&foo=1', 'tenant', 'stages[0]', 'foo'],
      ['tenant=a&tenant=b', 'tenant'],
      ['created_from=2026-02-30T00:00:00Z', 'created_from'],
    ] as const) {
      expect(await refusedSocket(at(`conversations?${query}`)), query).toMatchObject({ status: 400, fields });
    }
    const named = await refusedSocket(at('conversations?foo=1'), { 'x-tenant-id': 'No' });
    expect(named).toMatchObject({ fields: ['x-tenant-id', 'foo'] });
    for (const nowhere of ['', 'conversations/', 'conversations/c', 'turns/t', 'conversations/c/entries/1', 'x/y/z']) {
      expect(await refusedSocket(at(nowhere)), nowhere).toMatchObject({ status: 404, code: 12 });
    }
  });

  it('show a reply as it streams, from any cursor on', async () => {
    const turn = stream(service, '@script steps=8 ms=20', { userId: `user-${++users}` });
    const accepted = (await turn.until(is('accepted'))).event;
    const turnId = accepted?.$case === 'accepted' ? accepted.value.turnId : '';
    const deltas = (socket: Socket<TurnMessage>) => socket.messages.map(({ event }) => event?.textDelta?.text ?? '');
    const early = await openSocket<TurnMessage>(at(`turns/${turnId}/events`));
    const { event } = await early.until((one) => one.event?.textDelta !== undefined);
    const seen = early.messages.findIndex((one) => one.event === event) + 1;
    const begun = deltas({ ...early, messages: early.messages.slice(0, seen) });
    early.raw.terminate();
    const cursor = encodeURIComponent(event?.cursor ?? '');
    const late = await openSocket<TurnMessage>(at(`turns/${turnId}/events?after_cursor=${cursor}`));
    expect(await late.closed).toEqual({ code: 1000, reason: '' });
    const ended = late.messages.at(-1)?.event?.ended?.turn;
    expect(ended?.status).toBe('TURN_STATUS_COMPLETED');
    expect([...begun, ...deltas(late)].join('')).toBe(ended?.reply?.text);
    const forged = await openSocket<TurnMessage>(at(`turns/${turnId}/events?after_cursor=x`));
    expect(await forged.closed).toEqual({ code: 4003, reason: 'INVALID_ARGUMENT' });
  });

  it('are not held up by a reader that stops, which goes on later from where it was', async () => {
    const id = `slow-${++users}`;
    const message = { role: 'ROLE_USER', text: 'y'.repeat(30_000) };
    const log = upTo(401).map((seq) => ({ conversationId: id, entry: { seq, at: '2025-01-01T00:00:00Z', message } }));
    const imported = await importLines(service, [{ conversation: { id, userId: id } }, ...log]);
    expect(imported).toMatchObject({ entriesAdded: 401, errors: [] });
    /** What comes after a seq, up to the last; where a socket is cut off, from the next one on. */
    const rest = async (after: number) => {
      const got: number[] = [];
      while (after + got.length < 401) {
        const socket = await entries(id, after + got.length);
        await socket.until(({ entry }) => entry?.seq === '401').catch(() => undefined);
        socket.raw.terminate();
        await socket.closed;
        got.push(...seqs(socket));
      }
      return got;
    };
    const slow = await entries(id);
    // Where this process is busy, it may be cut off before it has anything.
    await slow.until(({ entry }) => entry !== undefined).catch(() => undefined);
    if (slow.raw.readyState === slow.raw.OPEN) slow.raw.pause();
    expect((await rest(0)).slice(0, 401)).toEqual(upTo(401));
    if (slow.raw.isPaused) slow.raw.resume();
    // It gets all of it now, or was cut off for saying nothing.
    await slow.until(({ entry }) => entry?.seq === '401').catch(() => undefined);
    slow.raw.terminate();
    await slow.closed;
    const got = seqs(slow);
    expect(got).toEqual(upTo(got.length));
    const all = [...got, ...(await rest(got.length))];
    expect(all).toEqual(upTo(Math.max(all.length, 401)));
  });

  it('cut off a peer that is gone without a word, and one that sends more than it may', async () => {
    const id = await open();
    const [host, port] = service.web.split(':');
    const silent = connectTcp(Number(port), host);
    const key = randomBytes(16).toString('base64');
    silent.write(
      `GET /v1/conversations/${id}/entries HTTP/1.1\r\nHost: ${service.web}\r\nUpgrade: websocket\r\n` +
        `Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    silent.resume();
    await new Promise((resolve) => silent.once('close', resolve));
    const loud = await entries(id);
    loud.raw.send('z'.repeat(2000));
    expect((await loud.closed).code).toBe(1009);
  });

  it('close with 1001 when the server stops, and go on at the next from the last seq', async () => {
    const variables = { ...env(), COLLOQUY_WEB_ADDRESS: '127.0.0.1:0' };
    const leaving = await startTestService({ env: variables });
    const { conversationId } = await say(leaving, 'hello', { userId: 'leaver' });
    const socket = await openSocket<LogMessage>(`ws://${leaving.web}/v1/conversations/${conversationId}/entries`);
    const list = await openSocket<ListMessage>(`ws://${leaving.web}/v1/conversations`);
    await socket.until(({ entry }) => entry?.message?.text === 'ok');
    await list.until(({ synced }) => synced !== undefined);
    const next = leaving.restart();
    const gone = { code: 1001, reason: 'SERVER_DRAINING' };
    expect([await socket.closed, await list.closed]).toEqual([gone, gone]);
    const there = await next;
    const request = { conversationId, role: 'ROLE_USER', text: 'still there?' } as const;
    await ask(there.conversations, 'addMessage', request);
    const last = seqs(socket).at(-1) ?? 0;
    const on = await openSocket<LogMessage>(
      `ws://${there.web}/v1/conversations/${conversationId}/entries?after_seq=${last}`,
    );
    await on.until(({ entry }) => entry?.message?.text === 'still there?');
    expect(seqs(on)).toEqual([last + 1]);
    on.raw.close();
    await there.dispose();
  });

  it('take nothing amiss that is no address', async () => {
    const [host, port] = service.web.split(':');
    for (const path of ['//', '/%', '/v1/conversations/%E0%A4%A/entries', 'http://[/', '*']) {
      const socket = connectTcp(Number(port), host);
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${service.web}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`);
      let answer = '';
      for await (const piece of socket.setEncoding('utf8')) answer += piece;
      expect(answer, path).toMatch(/^HTTP\/1.1 4\d\d /);
    }
    expect((await fetch(`http://${service.web}/session`)).status).toBe(200);
  });

  it('refuse pages of other origins, and names that are made to point here', async () => {
    const path = `conversations/${await open()}/entries`;
    const own = await openSocket(at(path), { origin: `http://${service.web}` });
    own.raw.close();
    for (const origin of ['http://evil.example', 'null', `http://localhost:${service.web.split(':')[1]}`]) {
      const answer = await refusedSocket(at(path), { origin });
      expect(answer, origin).toMatchObject({ status: 403, reason: 'FOREIGN_ORIGIN' });
    }
    const rebound = await refusedSocket(at(path), { host: 'evil.example:8080', origin: 'http://evil.example:8080' });
    expect(rebound).toMatchObject({ status: 403, reason: 'UNKNOWN_HOST' });
  });
});
