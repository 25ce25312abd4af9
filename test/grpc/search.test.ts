import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusyPolicy } from '../../src/gen/colloquy/v1/chat_service.js';
import { ConversationFilter } from '../../src/gen/colloquy/v1/conversation_service.js';
import type {
  ReindexMessagesResponse,
  SearchHit,
  SearchMessagesRequest,
} from '../../src/gen/colloquy/v1/insight_service.js';
import { ConversationStatus, Role } from '../../src/gen/colloquy/v1/resources.js';
import { ask, refused, say, startTestService, type TestService, tenant } from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';

describe.each(storesUnderTest())('searching messages on $name', ({ name, env }) => {
  let service: TestService;
  let tenants = 0;

  beforeAll(async () => {
    service = await startTestService({ env: env() });
  });
  afterAll(() => service.dispose());

  const fresh = () => tenant(`searchers-${name}-${++tenants}`);
  const search = async (mine: ReturnType<typeof tenant>, query: string, more: object = {}) =>
    ask(service.insight, 'searchMessages', { query, ...more }, mine);
  const texts = (hits: readonly SearchHit[]) => hits.map(({ message }) => message!.text);

  /** A conversation that begins with this message, closed so that the next is another. */
  async function told(mine: ReturnType<typeof tenant>, text: string, userId = 'ada', more: object = {}) {
    const { conversation } = await ask(service.conversations, 'createConversation', { userId, ...more }, mine);
    const conversationId = conversation!.id;
    await ask(
      service.conversations,
      'addMessage',
      { conversationId, text, role: 'ROLE_SYSTEM', authorId: 'import', requestId: '' },
      mine,
    );
    await ask(service.conversations, 'closeConversation', { conversationId }, mine);
    return conversationId;
  }

  it('a message and its reply are found as soon as the call has returned, with the message as it is', async () => {
    const mine = fresh();
    const { turn } = await say(
      service,
      'Is there a warranty? @script steps=3 reply=warranties',
      { userId: 'ada' },
      mine,
    );
    const { hits, nextPageToken } = await search(mine, 'warrant*');
    expect(nextPageToken).toBe('');
    expect(hits.map(({ message }) => message!.role).toSorted()).toEqual(['ROLE_AGENT', 'ROLE_USER']);
    expect(hits.find(({ message }) => message!.role === 'ROLE_AGENT')!.message).toEqual(turn!.reply);
    expect(hits.every(({ conversationId }) => conversationId === turn!.conversationId)).toBe(true);
    expect((await search(fresh(), 'warrant*')).hits).toEqual([]);
  });

  it('the best come first: what has the words more often, in fewer words', async () => {
    const mine = fresh();
    await told(mine, `freight ${'and many other words that say nothing of it '.repeat(6)}`);
    await told(mine, 'freight, freight and more freight');
    await told(mine, 'the freight of a usual message, as they are');
    const { hits } = await search(mine, 'freight');
    expect(texts(hits).map((text) => text.slice(0, 11))).toEqual(['freight, fr', 'the freight', 'freight and']);
    const scores = hits.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores.at(-1)).toBeGreaterThan(0);
  });

  it('a snippet shows where the words are, in bytes of UTF-8', async () => {
    const mine = fresh();
    const filler = 'füllende Wörter, die nichts 👋 sagen; '.repeat(12);
    const text = `${filler}der Liefertermin für São Paulo ${filler}`;
    await told(mine, text);
    const { hits } = await search(mine, 'liefertermin "sao paulo"');
    const [{ snippet, highlights }] = hits as [SearchHit];
    expect(text).toContain(snippet);
    expect([...snippet].length).toBeLessThanOrEqual(170);
    const bytes = Buffer.from(snippet);
    expect(highlights.map(({ start, end }) => bytes.subarray(start, end).toString())).toEqual([
      'Liefertermin',
      'São Paulo',
    ]);
  });

  it('pages are one list, each message once, whatever comes in between', async () => {
    const mine = fresh();
    for (let i = 0; i < 13; i++) await told(mine, `${'quota '.repeat(1 + (i % 4))} number ${i}`);
    const whole = texts((await search(mine, 'quota')).hits);
    expect(new Set(whole).size).toBe(13);
    const paged: string[] = [];
    for (let pageToken = ''; ; ) {
      const page = await search(mine, 'quota', { pageSize: 4, pageToken });
      expect(page.hits.length).toBeLessThanOrEqual(4);
      paged.push(...texts(page.hits));
      pageToken = page.nextPageToken;
      if (pageToken === '') break;
      await told(mine, 'quota quota quota quota quota of a later message');
    }
    expect(paged).toEqual(whole);
  });

  it('filters by conversations as they are now, by roles and by time; archived ones are in', async () => {
    const mine = fresh();
    const open = await say(service, 'escrow', { userId: 'bob', channel: 'mail' }, mine);
    const archived = await told(mine, 'escrow');
    await ask(service.conversations, 'archiveConversation', { conversationId: archived }, mine);
    const ids = async (more: object) => {
      const { hits } = await search(mine, 'escrow', more);
      return hits.map(({ conversationId }) => conversationId).toSorted();
    };
    const both = [open.turn!.conversationId, archived].toSorted();
    expect(await ids({})).toEqual(both);
    expect(
      await ids({
        filter: ConversationFilter.fromPartial({ statuses: [ConversationStatus.ARCHIVED] }),
      }),
    ).toEqual([archived]);
    expect(await ids({ filter: ConversationFilter.fromPartial({ userId: 'bob' }) })).toEqual([
      open.turn!.conversationId,
    ]);
    expect(await ids({ filter: ConversationFilter.fromPartial({ channels: ['mail'] }) })).toEqual([
      open.turn!.conversationId,
    ]);
    expect(await ids({ roles: ['ROLE_SYSTEM'] })).toEqual([archived]);
    expect(await ids({ from: new Date(Date.now() - 600_000), to: new Date(Date.now() + 600_000) })).toEqual(both);
    expect(await ids({ from: new Date(Date.now() + 600_000) })).toEqual([]);
    expect(await ids({ to: new Date(Date.now() - 600_000) })).toEqual([]);
  });

  it('what was rolled back is not found', async () => {
    const mine = fresh();
    const first = ask(service.chat, 'chat', { userId: 'eve', text: 'palimpsest @script hang=1' }, mine);
    first.catch(() => undefined);
    let conversationId = '';
    for (;;) {
      const { hits } = await search(mine, 'palimpsest');
      conversationId = hits[0]?.conversationId ?? '';
      if (conversationId) break;
    }
    const second = { userId: 'eve', text: 'instead', onBusy: BusyPolicy.ROLLBACK };
    await ask(service.chat, 'chat', second, mine);
    expect((await search(mine, 'palimpsest')).hits).toEqual([]);
    expect((await search(mine, 'instead')).hits.map((hit) => hit.conversationId)).toEqual([conversationId]);
    await first.catch(() => undefined);
  });

  it('wrong requests are refused, by the field', async () => {
    const mine = fresh();
    await told(mine, 'zinc one');
    await told(mine, 'zinc two');
    const { nextPageToken } = await search(mine, 'zinc', { pageSize: 1 });
    const wrong: [Partial<SearchMessagesRequest>, string][] = [
      [{ query: '' }, 'query'],
      [{ query: 'x'.repeat(501) }, 'query'],
      [{ query: '-zinc' }, 'query'],
      [{ query: '?!' }, 'query'],
      [{ query: 'zinc', pageSize: -1 }, 'page_size'],
      [{ query: 'zinc', roles: [Role.UNSPECIFIED] }, 'roles[0]'],
      [{ query: 'zinc', pageToken: 'x' }, 'page_token'],
      [{ query: 'zinc two', pageToken: nextPageToken }, 'page_token'],
      [{ query: 'zinc', roles: [Role.USER], pageToken: nextPageToken }, 'page_token'],
    ];
    for (const [request, field] of wrong) {
      const failure = await refused(ask(service.insight, 'searchMessages', request, mine));
      expect([failure.code, failure.fields], JSON.stringify(request).slice(0, 60)).toEqual([
        status.INVALID_ARGUMENT,
        [field],
      ]);
    }
    const others = refused(search(fresh(), 'zinc', { pageToken: nextPageToken }));
    expect(await others).toMatchObject({ code: status.INVALID_ARGUMENT });
  });

  it('an index is made anew while messages are found, and says what came of it', async () => {
    const mine = fresh();
    const ids = [await told(mine, 'hyssop one'), await told(mine, 'hyssop two')];
    await ask(service.conversations, 'archiveConversation', { conversationId: ids[0]! }, mine);
    const reports: ReindexMessagesResponse[] = [];
    for await (const report of service.insight.reindexMessages({}, mine)) reports.push(report);
    expect(reports.at(-1)).toEqual({
      conversations: 2,
      total: 2,
      entries: 6,
      done: true,
      removed: 0,
      verified: 2,
      differences: [],
      factsAdded: 0,
      factsRemoved: 0,
    });
    expect(reports.slice(0, -1).every(({ done }) => !done)).toBe(true);
    expect((await search(mine, 'hyssop')).hits).toHaveLength(2);
    for (const conversationId of ids) {
      const { intact, differences } = await ask(service.data, 'verifyConversation', { conversationId }, mine);
      expect([intact, differences]).toEqual([true, []]);
    }
  });

  it('all is still found after a restart', async () => {
    const mine = fresh();
    await told(mine, 'perennial');
    service = await service.restart();
    expect(texts((await search(mine, 'perennial')).hits)).toEqual(['perennial']);
  });
});
