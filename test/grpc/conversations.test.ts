import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, message, refused, say, startTestService, type TestService, tenant } from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';

describe.each(storesUnderTest())('conversations on $name', ({ env }) => {
  let service: TestService;
  let users = 0;
  const someone = () => `user-${++users}`;

  beforeAll(async () => {
    service = await startTestService({ env: env() });
  });
  afterAll(() => service.dispose());

  const create = async (more: object = {}) => {
    const { conversation } = await ask(service.conversations, 'createConversation', { userId: someone(), ...more });
    if (!conversation) throw new Error('no conversation');
    return conversation;
  };
  const get = async (conversationId: string) =>
    (await ask(service.conversations, 'getConversation', { conversationId })).conversation;

  describe('creating', () => {
    it('opens one without a message, under the id and with the metadata that the caller gives', async () => {
      const made = await create({ conversationId: 'my-own-id_1', channel: 'email', metadata: { plan: 'pro', n: 1.5 } });
      expect(made).toMatchObject({
        id: 'my-own-id_1',
        channel: 'email',
        status: 'CONVERSATION_STATUS_ACTIVE',
        stage: 'STAGE_LEAD',
        owner: { kind: 'OWNER_KIND_AGENT', epoch: 1 },
        metadata: { plan: 'pro', n: 1.5 },
        messageCount: 0,
        lastSeq: 1,
        version: 1,
      });
      expect(await get('my-own-id_1')).toEqual(made);
    });

    it('refuses a second open one and a taken id, naming what is there', async () => {
      const made = await create();
      const again = { userId: made.userId };
      expect(await refused(ask(service.conversations, 'createConversation', again))).toMatchObject({
        code: status.ALREADY_EXISTS,
        reason: 'CONVERSATION_EXISTS',
        metadata: { conversationId: made.id },
        types: ['ErrorInfo', 'ResourceInfo'],
      });
      const taken = { userId: someone(), conversationId: made.id };
      expect(await refused(ask(service.conversations, 'createConversation', taken))).toMatchObject({
        code: status.ALREADY_EXISTS,
      });
    });

    it('with a request id is safe to repeat', async () => {
      const request = { userId: someone(), requestId: 'create-1' };
      const first = await ask(service.conversations, 'createConversation', request);
      expect(await ask(service.conversations, 'createConversation', request)).toEqual(first);
      const other = { ...request, userId: someone() };
      expect(await refused(ask(service.conversations, 'createConversation', other))).toMatchObject({
        reason: 'REQUEST_ID_REUSED',
      });
    });

    it('or finding gives any number of callers one and the same', async () => {
      const userId = someone();
      const found = await Promise.all(
        Array.from({ length: 20 }, () => ask(service.conversations, 'findOrCreateConversation', { userId })),
      );
      expect(new Set(found.map(({ conversation }) => conversation?.id)).size).toBe(1);
      expect(found.filter(({ created }) => created)).toHaveLength(1);
    });
  });

  describe('listing', () => {
    it('is newest activity first, in pages that are whole', async () => {
      const own = tenant('listing');
      const ids: string[] = [];
      for (let i = 0; i < 7; i++) ids.push((await say(service, 'x', { userId: `u${i}` }, own)).conversationId);
      const seen: string[] = [];
      let pageToken = '';
      do {
        const page = await ask(service.conversations, 'listConversations', { pageSize: 3, pageToken }, own);
        seen.push(...page.conversations.map(({ id }) => id));
        pageToken = page.nextPageToken;
      } while (pageToken !== '');
      expect(seen).toEqual(ids.reverse());
    });

    it('shows again, on the last pages, what became active meanwhile', async () => {
      const own = tenant('moving');
      const ids: string[] = [];
      for (let i = 0; i < 6; i++) ids.push((await say(service, 'x', { userId: `u${i}` }, own)).conversationId);
      const first = await ask(service.conversations, 'listConversations', { pageSize: 2 }, own);
      // The oldest, not listed yet, moves to the front; so does one that was.
      await say(service, 'again', { userId: 'u0' }, own);
      await say(service, 'again', { userId: 'u5' }, own);
      const seen = first.conversations.map(({ id }) => id);
      for (let pageToken = first.nextPageToken; pageToken !== ''; ) {
        const page = await ask(service.conversations, 'listConversations', { pageSize: 2, pageToken }, own);
        seen.push(...page.conversations.map(({ id }) => id));
        pageToken = page.nextPageToken;
      }
      expect(new Set(seen)).toEqual(new Set(ids));
      expect(seen.slice(-2)).toEqual([ids[0], ids[5]]);
    });

    it('filters by user, channel, stage, verdict, status, owner, time and metadata', async () => {
      const own = tenant('filters');
      const a = await say(
        service,
        '@script stage=proposal',
        { userId: 'a', metadata: { plan: 'pro', tier: '1' } },
        own,
      );
      const b = await say(
        service,
        '@script handoff=1',
        { userId: 'b', channel: 'sms', metadata: { plan: 'pro' } },
        own,
      );
      const c = await say(service, 'x', { userId: 'c' }, own);
      await ask(service.conversations, 'closeConversation', { conversationId: c.conversationId }, own);
      await ask(
        service.conversations,
        'setQualification',
        { conversationId: b.conversationId, isQualified: true },
        own,
      );
      const ids = async (filter: object) => {
        const whole = {
          userId: '',
          channels: [],
          statuses: [],
          stages: [],
          owners: [],
          createdFrom: undefined,
          createdTo: undefined,
          metadata: {},
          ...filter,
        };
        const page = await ask(service.conversations, 'listConversations', { filter: whole }, own);
        return page.conversations.map(({ id }) => id).sort();
      };
      const [A, B, C] = [a.conversationId, b.conversationId, c.conversationId];
      expect(await ids({})).toEqual([A, B, C].sort());
      expect(await ids({ userId: 'a' })).toEqual([A]);
      expect(await ids({ channels: ['sms', 'email'] })).toEqual([B]);
      expect(await ids({ statuses: ['CONVERSATION_STATUS_CLOSED'] })).toEqual([C]);
      expect(await ids({ stages: ['STAGE_PROPOSAL', 'STAGE_WON'] })).toEqual([A]);
      expect(await ids({ owners: ['OWNER_KIND_QUEUE'] })).toEqual([B]);
      expect(await ids({ isQualified: true })).toEqual([B]);
      expect(await ids({ isQualified: false })).toEqual([A, C].sort());
      expect(await ids({ metadata: { plan: 'pro' } })).toEqual([A, B].sort());
      expect(await ids({ metadata: { plan: 'pro', tier: '1' } })).toEqual([A]);
      expect(await ids({ createdFrom: new Date(Date.now() + 60_000) })).toEqual([]);
      expect(await ids({ createdTo: new Date(Date.now() + 60_000), channels: ['web'] })).toEqual([A, C].sort());
    });
  });

  describe('history', () => {
    it('reads messages both ways, from a seq on, in pages', async () => {
      const userId = someone();
      let conversationId = '';
      for (let i = 0; i < 5; i++) conversationId = (await say(service, `m${i}`, { userId })).conversationId;
      const read = async (more: object) => {
        const seqs: number[] = [];
        let pageToken = '';
        do {
          const page = await ask(service.conversations, 'listMessages', {
            conversationId,
            pageSize: 3,
            pageToken,
            ...more,
          });
          seqs.push(...page.messages.map(({ seq }) => seq));
          expect(page.lastSeq).toBe(10);
          pageToken = page.nextPageToken;
        } while (pageToken !== '');
        return seqs;
      };
      const all = Array.from({ length: 10 }, (_, i) => i + 1);
      expect(await read({})).toEqual(all);
      expect(await read({ order: 'ORDER_NEWEST_FIRST' })).toEqual([...all].reverse());
      expect(await read({ afterSeq: 4 })).toEqual(all.slice(4));
      expect(await read({ afterSeq: 4, order: 'ORDER_NEWEST_FIRST' })).toEqual(all.slice(4).reverse());
      expect(await read({ afterSeq: 99 })).toEqual([]);
    });

    it('in pages that fit a response, however long the messages are', async () => {
      const { id: conversationId } = await create();
      const role = 'ROLE_USER' as const;
      const text = 'ä'.repeat(16 * 1024);
      for (let i = 0; i < 140; i += 20) {
        await Promise.all(
          Array.from({ length: 20 }, () => ask(service.conversations, 'addMessage', { conversationId, role, text })),
        );
      }
      const read = async (method: 'listMessages' | 'listEntries', more: object) => {
        const seqs: number[] = [];
        let pages = 0;
        let pageToken = '';
        do {
          const request = { conversationId, pageSize: 500, pageToken, ...more };
          const page = await ask(service.conversations, method, request);
          seqs.push(...('messages' in page ? page.messages : page.entries).map(({ seq }) => seq));
          pageToken = page.nextPageToken;
          pages++;
        } while (pageToken !== '');
        return { seqs, pages };
      };
      // So long a conversation is summarized meanwhile: entries without a message come in between.
      const { seqs, pages } = await read('listMessages', {});
      expect([new Set(seqs).size, pages]).toEqual([140, 2]);
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      expect(await read('listMessages', { order: 'ORDER_NEWEST_FIRST' })).toEqual({ seqs: seqs.toReversed(), pages });
      const entries = await read('listEntries', {});
      expect(entries).toEqual({ seqs: entries.seqs.map((_, i) => i + 1), pages: 2 });
      expect(entries.seqs).toEqual(expect.arrayContaining(seqs));
    });

    it('refuses a page token of another request, call or tenant', async () => {
      const { conversationId } = await say(service, 'x', { userId: someone() });
      const { nextPageToken } = await ask(service.conversations, 'listEntries', { conversationId, pageSize: 1 });
      const bad = { code: status.INVALID_ARGUMENT, fields: ['page_token'] };
      const more = { conversationId, pageToken: nextPageToken };
      expect(await refused(ask(service.conversations, 'listMessages', more))).toMatchObject(bad);
      expect(await refused(ask(service.conversations, 'listEntries', { ...more, afterSeq: 1 }))).toMatchObject(bad);
      expect(
        await refused(ask(service.conversations, 'listEntries', { ...more, pageToken: `${nextPageToken}x` })),
      ).toMatchObject(bad);
      expect((await ask(service.conversations, 'listEntries', more)).entries.map(({ seq }) => seq)).toEqual([2]);
    });
  });

  describe('adding a message', () => {
    it('keeps what was written elsewhere, unanswered, and reopens only for the user', async () => {
      const { id: conversationId } = await create();
      const add = (more: object) => ask(service.conversations, 'addMessage', { conversationId, text: 'hi', ...more });
      expect((await add({ role: 'ROLE_SYSTEM', authorId: 'crm' })).message).toMatchObject({ seq: 2, authorId: 'crm' });
      await ask(service.conversations, 'closeConversation', { conversationId });
      await add({ role: 'ROLE_SYSTEM' });
      expect((await get(conversationId))?.status).toBe('CONVERSATION_STATUS_CLOSED');
      await add({ role: 'ROLE_USER' });
      expect(await get(conversationId)).toMatchObject({
        status: 'CONVERSATION_STATUS_ACTIVE',
        messageCount: 3,
        lastSeq: 5,
      });
    });

    it('by a person needs that person to own the conversation', async () => {
      const { id: conversationId } = await create();
      const human = { conversationId, role: 'ROLE_HUMAN', text: 'hi', authorId: 'eve' } as const;
      expect(await refused(ask(service.conversations, 'addMessage', human))).toMatchObject({
        code: status.FAILED_PRECONDITION,
        reason: 'NOT_OWNER',
        types: ['ErrorInfo', 'PreconditionFailure'],
      });
    });

    it('with a request id is added once', async () => {
      const { id: conversationId } = await create();
      const request = { conversationId, role: 'ROLE_USER', text: 'hi', requestId: 'add-1' } as const;
      const made = await Promise.all(
        Array.from({ length: 10 }, () => ask(service.conversations, 'addMessage', request)),
      );
      expect(new Set(made.map(({ message: m }) => m?.id)).size).toBe(1);
      expect((await get(conversationId))?.lastSeq).toBe(2);
    });
  });

  describe('the stage', () => {
    it('moves anywhere with actor and evidence, and out of WON only by reopening', async () => {
      const { id: conversationId } = await create();
      const move = (more: object) => ask(service.conversations, 'setStage', { conversationId, ...more });
      const actor = { kind: 'ACTOR_KIND_HUMAN', id: 'eve' } as const;
      const won = await move({ stage: 'STAGE_WON', reason: 'signed', evidenceSeqs: [1], actor });
      expect(won.conversation).toMatchObject({ stage: 'STAGE_WON', version: 2 });
      expect((await move({ stage: 'STAGE_WON' })).conversation?.version).toBe(2);
      expect(await refused(move({ stage: 'STAGE_LEAD' }))).toMatchObject({
        code: status.FAILED_PRECONDITION,
        reason: 'STAGE_FINAL',
        metadata: { stage: 'STAGE_WON' },
      });
      expect((await move({ stage: 'STAGE_LEAD', reopen: true })).conversation?.stage).toBe('STAGE_LEAD');
      const { entries } = await ask(service.conversations, 'listEntries', { conversationId });
      expect(entries[1]).toMatchObject({
        actor,
        changes: [
          {
            change: {
              $case: 'stageChanged',
              value: { from: 'STAGE_LEAD', to: 'STAGE_WON', reason: 'signed', evidenceSeqs: [1] },
            },
          },
        ],
      });
    });

    it('needs evidence that is there', async () => {
      const { id: conversationId } = await create();
      const move = { conversationId, stage: 'STAGE_ENGAGED', evidenceSeqs: [1, 2] } as const;
      expect(await refused(ask(service.conversations, 'setStage', { ...move, evidenceSeqs: [1, 2] }))).toMatchObject({
        code: status.INVALID_ARGUMENT,
        fields: ['evidence_seqs[1]'],
      });
      expect(await get(conversationId)).toMatchObject({ stage: 'STAGE_LEAD', version: 1 });
    });

    it('is never moved by the agent out of WON', async () => {
      const userId = someone();
      const { conversationId } = await say(service, '@script stage=won', { userId });
      expect((await say(service, '@script stage=lead', { userId })).stage).toBe('STAGE_WON');
      expect((await get(conversationId))?.stage).toBe('STAGE_WON');
    });

    it('of another version than expected is ABORTED and changes nothing', async () => {
      const { id: conversationId } = await create();
      const move = { conversationId, stage: 'STAGE_ENGAGED', expectedVersion: 1 } as const;
      const moves = await Promise.allSettled(
        Array.from({ length: 10 }, () => ask(service.conversations, 'setStage', move)),
      );
      // The first one moves it; the others would have moved it, too, had they not been told of its version.
      expect(moves.filter((m) => m.status === 'fulfilled')).toHaveLength(1);
      expect(await refused(ask(service.conversations, 'setStage', { ...move, stage: 'STAGE_LOST' }))).toMatchObject({
        code: status.ABORTED,
        reason: 'STALE_VERSION',
        metadata: { version: '2' },
      });
      expect(await get(conversationId)).toMatchObject({ stage: 'STAGE_ENGAGED', version: 2 });
    });
  });

  describe('qualification', () => {
    it('has at most 50 criteria, with evidence that is there', async () => {
      const { id: conversationId } = await create();
      const set = (names: readonly string[], evidenceSeqs: number[] = []) =>
        ask(service.conversations, 'setQualification', {
          conversationId,
          criteria: names.map((name) => ({
            name,
            status: 'CRITERION_STATUS_MET' as const,
            value: '',
            confidence: 1,
            evidenceSeqs,
          })),
        });
      const names = Array.from({ length: 50 }, (_, i) => `c${i}`);
      await set(names);
      const bad = { code: status.INVALID_ARGUMENT, reason: 'INVALID_ARGUMENT' };
      expect(await refused(set(['one-more']))).toMatchObject({ ...bad, fields: ['criteria'] });
      const fields = ['criteria[0].evidence_seqs[1]', 'criteria[1].evidence_seqs[1]'];
      expect(await refused(set(['c0', 'c1'], [1, 99]))).toMatchObject({ ...bad, fields });
      expect((await set(['c0'], [1])).conversation?.qualification?.criteria).toHaveLength(50);
    });

    it('merges criteria by name, recomputes the score, and yields to a verdict that is set', async () => {
      const { id: conversationId } = await create();
      const set = (more: object) => ask(service.conversations, 'setQualification', { conversationId, ...more });
      const criterion = (name: string, state: string) => ({
        name,
        status: `CRITERION_STATUS_${state}`,
        value: 'v',
        confidence: 0.5,
        evidenceSeqs: [],
      });
      const half = await set({ criteria: [criterion('need', 'MET'), criterion('budget', 'MET')] });
      expect(half.conversation?.qualification).toMatchObject({ score: 50, isQualified: false, overruled: false });
      const merged = await set({ criteria: [criterion('budget', 'UNMET')] });
      expect(merged.conversation?.qualification?.criteria.map(({ name, status: s }) => [name, s])).toEqual([
        ['need', 'CRITERION_STATUS_MET'],
        ['budget', 'CRITERION_STATUS_UNMET'],
      ]);
      const overruled = await set({ isQualified: true });
      expect(overruled.conversation?.qualification).toMatchObject({ score: 25, isQualified: true, overruled: true });
      const all = ['need', 'budget', 'authority', 'timeline'].map((name) => criterion(name, 'MET'));
      expect((await set({ criteria: all })).conversation?.qualification).toMatchObject({
        score: 100,
        isQualified: true,
        overruled: false,
      });
    });

    it('that the agent completes moves the stage to QUALIFIED', async () => {
      const answer = await say(service, '@script need=met budget=met authority=met timeline=met', {
        userId: someone(),
      });
      expect(answer).toMatchObject({ stage: 'STAGE_QUALIFIED', isQualified: true });
    });
  });

  describe('metadata', () => {
    it('is replaced by key and removed by null', async () => {
      const { id: conversationId } = await create({ metadata: { a: 'x', b: { c: [1, true, null] } } });
      const { conversation } = await ask(service.conversations, 'updateMetadata', {
        conversationId,
        metadata: { a: null, d: '$where', 'e.f': 'g' },
      });
      expect(conversation?.metadata).toEqual({ b: { c: [1, true, null] }, d: '$where', 'e.f': 'g' });
    });

    it('may not grow beyond its limit, together with what is there', async () => {
      const { id: conversationId } = await create({ metadata: { a: 'x'.repeat(10_000) } });
      const more = { conversationId, metadata: { b: 'y'.repeat(10_000) } };
      expect(await refused(ask(service.conversations, 'updateMetadata', more))).toMatchObject({
        code: status.INVALID_ARGUMENT,
        fields: ['metadata'],
      });
    });
  });

  it('closing is idempotent and checks the version', async () => {
    const { id: conversationId } = await create();
    expect(
      await refused(ask(service.conversations, 'closeConversation', { conversationId, expectedVersion: 7 })),
    ).toMatchObject({
      code: status.ABORTED,
    });
    const closed = await ask(service.conversations, 'closeConversation', { conversationId, expectedVersion: 1 });
    expect(closed.conversation).toMatchObject({ status: 'CONVERSATION_STATUS_CLOSED', version: 2 });
    expect((await ask(service.conversations, 'closeConversation', { conversationId })).conversation?.version).toBe(2);
  });

  it('fifty changes at once keep order, without a gap', async () => {
    const { id: conversationId } = await create();
    await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        ask(service.conversations, 'addMessage', { conversationId, role: 'ROLE_USER', text: `${i}` }),
      ),
    );
    const { entries } = await ask(service.conversations, 'listEntries', { conversationId, pageSize: 100 });
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 51 }, (_, i) => i + 1));
    expect(await ask(service.data, 'verifyConversation', { conversationId })).toMatchObject({
      intact: true,
      entries: 51,
    });
  });

  it('another tenant finds nothing, whatever the call', async () => {
    const { conversationId, turn } = await say(service, 'secret', { userId: 'shared' });
    const other = tenant('elsewhere');
    const calls = [
      () => ask(service.conversations, 'getConversation', { conversationId }, other),
      () => ask(service.conversations, 'listMessages', { conversationId }, other),
      () => ask(service.conversations, 'listEntries', { conversationId }, other),
      () => ask(service.conversations, 'addMessage', { conversationId, role: 'ROLE_USER', text: 'x' }, other),
      () => ask(service.conversations, 'setStage', { conversationId, stage: 'STAGE_WON' }, other),
      () => ask(service.conversations, 'setQualification', { conversationId }, other),
      () => ask(service.conversations, 'updateMetadata', { conversationId, metadata: {} }, other),
      () => ask(service.conversations, 'closeConversation', { conversationId }, other),
      () => ask(service.data, 'verifyConversation', { conversationId }, other),
      () => ask(service.chat, 'getTurn', { turnId: turn?.id ?? '' }, other),
      () => ask(service.chat, 'cancelTurn', { turnId: turn?.id ?? '' }, other),
      () => ask(service.chat, 'chat', message('x', { userId: 'shared', conversationId }), other),
    ];
    for (const call of calls) expect(await refused(call())).toMatchObject({ code: status.NOT_FOUND });
    expect((await ask(service.conversations, 'listConversations', {}, other)).conversations).toEqual([]);
  });

  it('all is there after a restart', async () => {
    const userId = someone();
    const { conversationId } = await say(service, '@script steps=3 stage=engaged', { userId });
    const before = await get(conversationId);
    if (env().MONGODB_URI === undefined) service = await service.restart();
    expect(await get(conversationId)).toEqual(before);
    expect((await say(service, 'on', { userId })).conversationId).toBe(conversationId);
  });
});
