import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../../src/domain/archive.js';
import { accept, type Conversation, record } from '../../src/domain/conversation.js';
import { DomainError } from '../../src/domain/errors.js';
import type { ConversationStore, EntryQuery } from '../../src/domain/ports.js';
import { tenantOf } from '../contracts/tenant.js';
import {
  closedConversation,
  expectAtRest,
  liveSeqs,
  type OpenStore,
  openStores,
  readLog,
  verified,
} from '../support/archives.js';
import {
  byUser,
  closing,
  commitOf,
  freshId,
  opening,
  resumedAfterMs,
  runningTurn,
  start,
  system,
  userMessage,
  written,
} from '../support/build.js';
import { until } from '../support/until.js';
import { agentOf, makeWorker, readAll, said, send } from '../support/worker.js';

const { signal } = new AbortController();
const answering = agentOf(async function* () {
  yield said('welcome back');
});

describe.each(openStores)('archiving on the store $name', ({ open }) => {
  let opened: OpenStore;
  let store: ConversationStore;
  beforeAll(async () => {
    opened = await open();
    store = opened.store;
  });
  afterAll(() => opened.dispose());

  /** One process of the service; each has its own. */
  const worker = (over: Partial<ConversationStore> = {}) =>
    makeWorker({ ...store, ...over }, answering, Date, { leaseMs: 60_000 });
  const archive = ({ tenantId, id }: Conversation, by = worker()) => by.archiving.archive(tenantId, id, signal);
  const restore = ({ tenantId, id }: Conversation, by = worker()) => by.archiving.restore(tenantId, id, signal);
  const archiveOf = (over: Partial<Archive>) => ({ archive: { ...store.archive, ...over } });

  it('the log leaves the store, reads as before, and comes back as it was, also the second time', async () => {
    const before = await closedConversation(store, 200);
    const log = await readLog(store, before);
    const hash = await verified(store, before);
    const hashes = new Set<string>();
    for (let round = 1; round <= 2; round++) {
      const { conversation, isNew } = await archive(before);
      expect(isNew).toBe(true);
      expect(conversation).toMatchObject({ status: 'ARCHIVED', archives: round, archive: { entries: 200 } });
      expect(await expectAtRest(store, before)).toEqual(await store.conversation(before.tenantId, before.id));
      hashes.add(conversation.archive!.sha256);
      expect(await archive(before)).toMatchObject({ isNew: false, conversation: { archives: round } });
      expect(await readLog(store, before)).toEqual(log);
      expect(await verified(store, before)).toBe(hash);
      const { revision: _, ...back } = await restore(before);
      const { revision: __, ...was } = before;
      expect(back).toEqual({ ...was, archives: round });
      await expectAtRest(store, before);
      expect(await readLog(store, before)).toEqual(log);
      expect(await liveSeqs(store, before)).toHaveLength(200);
      expect(await verified(store, before)).toBe(hash);
      expect((await restore(before)).status).toBe('CLOSED');
    }
    expect(hashes.size).toBe(1);
  });

  it('any log is restored as it was, and archived again has the same hash', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 }).filter((value) => value.isWellFormed());
    const step = fc.oneof(
      text.map((value) => ({ text: value, supersedes: false })),
      text.map((value) => ({ text: value, supersedes: true })),
      fc
        .dictionary(text, fc.oneof(text, fc.dictionary(text, text, { maxKeys: 3 })), { maxKeys: 3 })
        .map((metadata) => ({ metadata })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const tenant = tenantOf(store);
        let head = await tenant.openedWith({ text: 'first' });
        let newest = { id: (await tenant.log(head.id))[0]!.message!.id, seq: 1 };
        for (const one of steps) {
          if ('metadata' in one) {
            const line = { changes: [{ kind: 'metadataChanged', metadata: one.metadata } as const] };
            head = await tenant.applied(record(head, system(), line), head);
            continue;
          }
          const message = userMessage({ text: one.text });
          const superseded = one.supersedes ? [newest.id] : [];
          const decision = accept(head, message, byUser(head.userId), resumedAfterMs, superseded);
          const write = { ...written(decision, head), superseded: one.supersedes ? [newest.seq] : [] };
          expect(await store.commit(commitOf(tenant.id, [write]))).toBeUndefined();
          head = await tenant.stored(head.id);
          newest = { id: message.id, seq: head.lastSeq };
        }
        head = await tenant.applied(closing(head), head);
        const log = await tenant.log(head.id);
        const hash = await verified(store, head);
        const by = worker();
        const first = (await archive(head, by)).conversation.archive;
        expect(await readLog(store, head)).toEqual(log);
        expect(await verified(store, head)).toBe(hash);
        await restore(head, by);
        expect(await tenant.log(head.id)).toEqual(log);
        expect(await verified(store, head)).toBe(hash);
        const second = (await archive(head, by)).conversation.archive;
        expect(second?.sha256).toBe(first?.sha256);
        expect(second?.key).not.toBe(first?.key);
      }),
      { numRuns: 6, examples: [[[{ metadata: { z: { b: '', a: '' }, a: '' } }]]] },
    );
  });

  it('every page of an archived log is what it was, in either order and between any bounds', async () => {
    const before = await closedConversation(store, 150);
    const live = store.entries;
    const bound = fc.option(fc.integer({ min: 0, max: 155 }), { nil: undefined });
    const pages = fc.sample(
      fc.record({
        after: bound,
        before: bound,
        messagesOnly: fc.boolean(),
        order: fc.constantFrom('oldest' as const, 'newest' as const),
        limit: fc.integer({ min: 1, max: 155 }),
      }),
      30,
    );
    const query = ({ after, before: until, ...rest }: (typeof pages)[number]): EntryQuery => ({
      tenantId: before.tenantId,
      conversationId: before.id,
      ...rest,
      ...(after === undefined ? {} : { after }),
      ...(until === undefined ? {} : { before: until }),
    });
    const were = await Promise.all(pages.map((page) => live(query(page))));
    await archive(before);
    const reader = worker().store;
    for (const [i, page] of pages.entries()) expect(await reader.entries(query(page))).toEqual(were[i]);
    await restore(before);
    for (const [i, page] of pages.entries()) expect(await reader.entries(query(page))).toEqual(were[i]);
  });

  it('a message that names it restores it and is answered; repeated, it is the same', async () => {
    const { tenantId, id } = await closedConversation(store, 10, { tenantId: 'default', userId: 'ada' });
    const by = worker();
    const head = (await by.archiving.archive(tenantId, id, signal)).conversation;
    const message = send('hello again', { conversationId: id, requestId: freshId('request') });
    const { turn } = await by.chat.send(message);
    const ended = (await readAll(by, turn)).at(-1);
    expect(turn).toMatchObject({ conversationId: id, event: 'RESUMED', messageSeq: 11 });
    expect(ended?.event.kind).toBe('ended');
    expect((await by.chat.send(message)).replayed).toBe(true);
    const now = await expectAtRest(store, head);
    expect(now).toMatchObject({ status: 'ACTIVE', lastSeq: 12, archives: 1 });
    await verified(store, head);
  });

  it('twenty messages at once to an archived one restore it once, and none is lost', async () => {
    const { tenantId, id, userId } = await closedConversation(store, 70, { tenantId: 'default' });
    const [here, there] = [worker(), worker()];
    const head = (await here.archiving.archive(tenantId, id, signal)).conversation;
    const sent = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 === 0 ? here : there).chat.send(send(`m${i}`, { conversationId: id, userId })),
      ),
    );
    expect(new Set(sent.map(({ messageSeq }) => messageSeq)).size).toBe(20);
    await Promise.all([here, there].map(({ turns }) => turns.idle(20_000)));
    expect((await readLog(store, head)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: (await store.conversation(tenantId, id))!.lastSeq }, (_, i) => i + 1),
    );
    await verified(store, head);
  });

  it('a message added to an archived one: the user’s brings it back, the system’s and a person’s do not', async () => {
    const { tenantId, id } = await closedConversation(store, 5);
    const by = worker();
    const head = (await by.archiving.archive(tenantId, id, signal)).conversation;
    const add = (role: 'USER' | 'SYSTEM' | 'HUMAN') =>
      by.conversations.addMessage(tenantId, id, { role, text: 'x', authorId: 'eve' }, '', '');
    const archived = { fault: { kind: 'conversation-archived', conversationId: id } };
    await expect(add('SYSTEM')).rejects.toMatchObject(archived);
    await expect(add('HUMAN')).rejects.toMatchObject(archived);
    await expect(by.conversations.close({ tenantId, conversationId: id, expectedVersion: 0 })).rejects.toMatchObject(
      archived,
    );
    expect((await add('USER')).seq).toBe(6);
    expect((await expectAtRest(store, head)).status).toBe('ACTIVE');
  });

  it('one whose user has another open stays archived when a message names it', async () => {
    const { tenantId, id, userId } = await closedConversation(store, 5, { tenantId: 'default' });
    const by = worker();
    await by.archiving.archive(tenantId, id, signal);
    const { turn } = await by.chat.send(send('other', { userId }));
    await expect(by.chat.send(send('x', { userId, conversationId: id }))).rejects.toMatchObject({
      fault: { kind: 'other-conversation-open', openConversationId: turn.conversationId },
    });
    expect((await store.conversation(tenantId, id))?.status).toBe('ARCHIVED');
    await by.turns.idle(5000);
  });

  it('one that is open, or that a turn runs in, is not archived', async () => {
    const tenant = tenantOf(store);
    const active = await tenant.said(await tenant.opened());
    await expect(archive(active)).rejects.toMatchObject({
      fault: { kind: 'conversation-open', conversationId: active.id },
    });
    const turn = runningTurn(active);
    const busy = await tenant.applied(closing({ ...active, activeTurnId: turn.id }), active);
    await expect(archive(busy)).rejects.toMatchObject({ fault: { kind: 'conversation-busy', turnId: turn.id } });
    await expect(archive({ ...active, id: 'none' })).rejects.toMatchObject({
      fault: { kind: 'conversation-not-found' },
    });
    await expect(restore({ ...active, id: 'none' })).rejects.toMatchObject({
      fault: { kind: 'conversation-not-found' },
    });
    expect(await restore(active)).toEqual(busy);
  });

  it('what does not read back as it was written leaves everything as it is', async () => {
    const before = await closedConversation(store, 130);
    const log = await readLog(store, before);
    const other = await closedConversation(store, 130, { tenantId: before.tenantId, id: before.id.replace('-', '_') });
    let puts = 0;
    const wrong = archiveOf({
      put: (head, key, _, within) => {
        puts++;
        return store.archive.put(head, key, logOf(other), within);
      },
    });
    async function* logOf(of: Conversation) {
      yield* await readLog(store, of);
    }
    await expect(archive(before, worker(wrong))).rejects.toMatchObject({ fault: { kind: 'archive-damaged' } });
    const lost = archiveOf({
      get: (head, reference) => store.archive.get(head, { ...reference, key: 'none' }, signal),
    });
    await expect(archive(before, worker(lost))).rejects.toMatchObject({ fault: { kind: 'archive-damaged' } });
    expect(puts).toBe(1);
    const { revision: _, ...after } = (await store.conversation(before.tenantId, before.id))!;
    expect(before).toMatchObject(after);
    await expectAtRest(store, before);
    expect(await readLog(store, before)).toEqual(log);
  });

  it('an archive that is away: nothing moves, what is archived cannot be read, and all goes on when it is back', async () => {
    const [closed, archived] = [await closedConversation(store, 5), await closedConversation(store, 5)];
    const log = await readLog(store, archived);
    await archive(archived);
    const away = () => Promise.reject(new DomainError({ kind: 'archive-unavailable', retryAfterMs: 1 }));
    // biome-ignore lint/correctness/useYield: it has nothing to give
    const nothing = async function* () {
      await away();
    };
    const by = worker(archiveOf({ put: away, get: nothing, keys: away, remove: away }));
    const unavailable = { fault: { kind: 'archive-unavailable' } };
    await expect(archive(closed, by)).rejects.toMatchObject(unavailable);
    await expect(restore(archived, by)).rejects.toMatchObject(unavailable);
    const query = { tenantId: archived.tenantId, conversationId: archived.id, order: 'oldest', limit: 9 } as const;
    await expect(by.store.entries({ ...query, messagesOnly: false })).rejects.toMatchObject(unavailable);
    expect((await expectAtRest(store, closed)).status).toBe('CLOSED');
    expect((await expectAtRest(store, archived)).status).toBe('ARCHIVED');
    expect(await readLog(store, archived)).toEqual(log);
  });

  it('an object that is lost: reading and restoring say so, and the conversation stays listed', async () => {
    const before = await closedConversation(store, 5);
    const { conversation } = await archive(before);
    await store.archive.remove(conversation.archive!.key, signal);
    const damaged = { fault: { kind: 'archive-damaged', conversationId: before.id } };
    await expect(readLog(store, before)).rejects.toMatchObject(damaged);
    await expect(restore(before)).rejects.toMatchObject(damaged);
    const filter = { statuses: ['ARCHIVED'] } as const;
    const listed = await store.conversations(before.tenantId, { filter, order: 'newest', limit: 10 });
    expect(listed.map(({ id, archive: where }) => [id, where])).toEqual([[before.id, conversation.archive]]);
  });

  it('an object that is lost before any entry has left: restored, the log is what is in the store', async () => {
    const before = await closedConversation(store, 70);
    const log = await readLog(store, before);
    // A process that dies once the head names the object.
    const dies = worker({
      async commit(what) {
        if (what.conversations[0]?.removed) return new Promise(() => undefined);
        return store.commit(what);
      },
    });
    void archive(before, dies);
    const head = await until('it is archived', async () => {
      const now = await store.conversation(before.tenantId, before.id);
      return now?.archive && now;
    });
    await store.archive.remove(head.archive!.key, signal);
    expect((await restore(before)).status).toBe('CLOSED');
    await expectAtRest(store, before);
    expect(await readLog(store, before)).toEqual(log);
  });

  it('who is late with taking entries out takes none once the log is back, or away again', async () => {
    const before = await closedConversation(store, 200);
    const log = await readLog(store, before);
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let reached: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => {
      reached = resolve;
    });
    let batches = 0;
    const late = worker({
      async commit(what) {
        if (what.conversations[0]?.removed && ++batches === 2) {
          reached();
          await released;
        }
        return store.commit(what);
      },
    });
    const archiving = archive(before, late);
    await waits;
    expect(await readLog(store, before)).toEqual(log);
    await restore(before);
    release();
    await archiving;
    expect((await expectAtRest(store, before)).status).toBe('CLOSED');
    expect(await readLog(store, before)).toEqual(log);
  });

  it('who is late with putting entries back puts none once the log was changed and is away again', async () => {
    const before = await closedConversation(store, 200);
    await archive(before);
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let reached: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => {
      reached = resolve;
    });
    let batches = 0;
    const late = worker({
      async commit(what) {
        if (what.conversations[0]?.returned && ++batches === 2) {
          reached();
          await released;
        }
        return store.commit(what);
      },
    });
    const restoring = restore(before, late);
    await waits;
    const by = worker();
    await restore(before, by);
    const { tenantId, id } = before;
    await by.conversations.addMessage(tenantId, id, { role: 'USER', text: 'more', authorId: '' }, '', '');
    await by.conversations.close({ tenantId, conversationId: id, expectedVersion: 0 });
    await archive(before, by);
    release();
    await restoring;
    const head = await expectAtRest(store, before);
    expect(head.lastSeq).toBe(202);
    expect((await readLog(store, head)).at(200)?.message?.text).toBe('more');
    await verified(store, head);
  });

  it('many archive, restore and write to a few at once: no message is lost, and all come to rest', async () => {
    const heads = await Promise.all(
      Array.from({ length: 3 }, () => closedConversation(store, 70, { tenantId: 'default' })),
    );
    const workers = [worker(), worker(), worker()];
    const texts = new Map(heads.map(({ id }) => [id, [] as string[]]));
    const outcome: Record<string, number> = {};
    await Promise.all(
      Array.from({ length: 36 }, async (_, i) => {
        const by = workers[i % 3]!;
        const { tenantId, id, userId } = heads[Math.floor(i / 3) % 3]!;
        const call = async () => {
          if (i % 4 === 0) return void (await by.archiving.archive(tenantId, id, signal));
          if (i % 4 === 1) return void (await by.archiving.restore(tenantId, id, signal));
          if (i % 4 === 2) {
            return void (await by.conversations.close({ tenantId, conversationId: id, expectedVersion: 0 }));
          }
          await by.conversations.addMessage(tenantId, id, { role: 'USER', text: `${i}`, authorId: userId }, '', '');
          texts.get(id)?.push(`${i}`);
        };
        await call().catch((error: unknown) => {
          const kind = error instanceof DomainError ? error.fault.kind : `${error}`;
          outcome[kind] = (outcome[kind] ?? 0) + 1;
        });
      }),
    );
    const expected = ['conversation-open', 'conversation-archived', 'contention', 'store-unavailable'];
    expect(Object.keys(outcome).filter((kind) => !expected.includes(kind))).toEqual([]);
    await workers[0]!.archiving.sweep(signal, Date.now() + 1000);
    for (const head of heads) {
      const now = await expectAtRest(store, head);
      const found = (await readLog(store, now)).flatMap(({ message }) => message?.text ?? []);
      expect(found).toEqual(expect.arrayContaining(texts.get(head.id)!));
      await verified(store, now);
    }
  });

  it('a log of another tenant is not found by the id of this one', async () => {
    const mine = await closedConversation(store, 3);
    const theirs = opening({ tenantId: freshId('tenant'), id: mine.id }, { at: start });
    await store.commit(commitOf(theirs.conversation.tenantId, [written(theirs)]));
    await archive(mine);
    expect(await liveSeqs(store, theirs.conversation)).toEqual([1]);
    expect(await store.archive.keys(theirs.conversation, signal)).toEqual([]);
    expect((await readLog(store, theirs.conversation)).length).toBe(1);
  });
});
