import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Metadata, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import { apply } from '../../src/domain/conversation.js';
import {
  ConversationFilter,
  type WatchConversationResponse,
  type WatchConversationsResponse,
} from '../../src/gen/colloquy/v1/conversation_service.js';
import type { Conversation, Entry } from '../../src/gen/colloquy/v1/resources.js';
import { commitOf, opening, system } from '../support/build.js';
import {
  ask,
  failure,
  type Listening,
  listen,
  say,
  startTestService,
  type TestService,
  tenant,
} from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';
import { until } from '../support/until.js';

type LogEvent = NonNullable<WatchConversationResponse['event']>;
type ListEvent = NonNullable<WatchConversationsResponse['event']>;

const upTo = (n: number, from = 1) => Array.from({ length: n - from + 1 }, (_, i) => from + i);

describe.each(storesUnderTest())('watching on $name', ({ env }) => {
  let service: TestService;
  let users = 0;
  const someone = () => `user-${++users}`;
  const variables = { ...env(), COLLOQUY_HEARTBEAT_MS: '200' };

  beforeAll(async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'colloquy-test-'));
    await archive(dataDir);
    service = await startTestService({ env: variables, dataDir });
  });
  afterAll(() => service.dispose());

  /** What no call of this version does yet. */
  async function archive(dataDir: string): Promise<void> {
    const { MONGODB_URI: uri, MONGODB_DATABASE: database = '' }: Record<string, string> = variables;
    const store = uri ? await openMongoStore({ uri, database }) : await openEmbeddedStore(dataDir);
    const { conversation, entries } = opening({ tenantId: 'archive', id: 'archived-1' });
    const entry = {
      ...system(),
      seq: 2,
      changes: [{ kind: 'statusChanged', from: 'ACTIVE', to: 'ARCHIVED' }],
    } as const;
    const write = { conversation: apply(conversation, entry), entries: [...entries, entry] };
    expect(await store.commit(commitOf('archive', [write]))).toBeUndefined();
    await store.close();
  }

  const open = async (more: object = {}, own?: Metadata): Promise<Conversation> => {
    const request = { userId: someone(), ...more };
    const { conversation } = await ask(service.conversations, 'createConversation', request, own);
    if (!conversation) throw new Error('no conversation');
    return conversation;
  };
  const write = (conversationId: string, text = 'x') =>
    ask(service.conversations, 'addMessage', { conversationId, role: 'ROLE_SYSTEM', text });
  const logOf = async (conversationId: string): Promise<Entry[]> =>
    (await ask(service.conversations, 'listEntries', { conversationId, pageSize: 500 })).entries;

  describe('a conversation', () => {
    const watch = (conversationId: string, afterSeq = 0, own?: Metadata): Listening<LogEvent> =>
      own
        ? listen(service.conversations.watchConversation({ conversationId, afterSeq }, own))
        : listen(service.conversations.watchConversation({ conversationId, afterSeq }));
    const seen = ({ events }: Listening<LogEvent>) =>
      events.flatMap((event) => (event.$case === 'entry' ? [event.value] : []));
    const seqs = (watching: Listening<LogEvent>) => seen(watching).map(({ seq }) => seq);

    it('is shown from a seq on, first what is there and then what comes, each entry as the log has it', async () => {
      const { conversationId } = await say(service, '@script steps=2 stage=engaged need=met', { userId: someone() });
      const [all, rest, head] = [watch(conversationId), watch(conversationId, 1), watch(conversationId, 2)];
      await all.until(() => seen(all).length === 2);
      for (const watching of [all, rest, head]) await watching.until(({ $case }) => $case === 'heartbeat');
      await write(conversationId);
      await ask(service.conversations, 'setStage', { conversationId, stage: 'STAGE_WON' });
      await ask(service.conversations, 'takeOver', { conversationId, humanId: 'eve' });
      await Promise.all([all, rest, head].map((watching) => watching.until(() => seqs(watching).at(-1) === 5)));
      const log = await logOf(conversationId);
      expect(seen(all)).toEqual(log);
      expect(seen(rest)).toEqual(log.slice(1));
      expect(seen(head)).toEqual(log.slice(2));
      for (const watching of [all, rest, head]) watching.cancel();
    });

    it('has no gap and shows nothing twice, however many write while it is read page by page', async () => {
      const { id } = await open();
      for (const _ of upTo(6)) await Promise.all(upTo(20).map(() => write(id)));
      const early = watch(id);
      await early.until(() => seen(early).length > 0);
      const writing = Promise.all(upTo(40).map(() => write(id)));
      const late = watch(id, 100);
      await writing;
      // So long a log is summarized, which is one more entry.
      const last = (watching: typeof early) => seqs(watching).at(-1) ?? 0;
      await Promise.all([early, late].map((watching) => watching.until(() => last(watching) >= 161)));
      expect(seqs(early)).toEqual(upTo(last(early)));
      expect(seqs(late)).toEqual(upTo(last(late), 101));
      early.cancel();
      late.cancel();
    });

    it('says where its log ends while nothing happens', async () => {
      const { id } = await open();
      const watching = watch(id, 1);
      expect(await watching.until(({ $case }) => $case === 'heartbeat')).toMatchObject({ value: { headSeq: 1 } });
      await write(id);
      await watching.until((event) => event.$case === 'heartbeat' && event.value.headSeq === 2);
      expect(seqs(watching)).toEqual([2]);
      watching.cancel();
    });

    it('is not held up by a reader that stops reading; it gets all of it later', async () => {
      const { id } = await open();
      const stopped = service.conversations.watchConversation({ conversationId: id, afterSeq: 0 });
      const slow = listen<LogEvent>(stopped);
      await slow.until(() => seen(slow).length === 1);
      stopped.pause();
      const quick = watch(id);
      const text = 'y'.repeat(30_000);
      for (const _ of upTo(5)) await Promise.all(upTo(20).map(() => write(id, text)));
      await quick.until(() => seen(quick).length >= 101);
      expect(seen(slow).length).toBeLessThan(101);
      stopped.resume();
      await slow.until(() => seen(slow).length >= 101);
      expect(seqs(slow)).toEqual(upTo(seqs(slow).length));
      stopped.cancel();
      quick.cancel();
    });

    it('is refused beyond its end, to other tenants, and where there is none', async () => {
      const { id } = await open();
      expect(failure(await watch(id, 2).over)).toMatchObject({
        code: status.OUT_OF_RANGE,
        reason: 'SEQ_OUT_OF_RANGE',
        metadata: { conversationId: id, lastSeq: '1' },
      });
      const notFound = { code: status.NOT_FOUND, reason: 'CONVERSATION_NOT_FOUND' };
      expect(failure(await watch('nowhere').over)).toMatchObject(notFound);
      expect(failure(await watch(id, 0, tenant('other')).over)).toMatchObject(notFound);
      expect(failure(await watch('', -1).over)).toMatchObject({
        code: status.INVALID_ARGUMENT,
        fields: ['conversation_id', 'after_seq'],
      });
    });
  });

  describe('many conversations', () => {
    const watch = (own: Metadata, filter: Partial<ConversationFilter> = {}): Listening<ListEvent> =>
      listen(service.conversations.watchConversations({ filter: ConversationFilter.fromPartial(filter) }, own));
    const synced = (watching: Listening<ListEvent>) => watching.until(({ $case }) => $case === 'synced');
    /** What a caller that goes by the events has; fails where an older version comes after a newer one. */
    const held = ({ events }: Listening<ListEvent>) => {
      const all = new Map<string, Conversation>();
      for (const event of events) {
        if (event.$case === 'removedId') {
          if (!all.delete(event.value)) throw new Error('removed what was not there');
        }
        if (event.$case !== 'conversation') continue;
        const { id, version } = event.value;
        if (version <= (all.get(id)?.version ?? 0)) throw new Error('an older version came later');
        all.set(id, event.value);
      }
      return all;
    };
    const ids = (watching: Listening<ListEvent>) => [...held(watching).keys()].sort();

    it('are shown as they are, then synced, then as they change', async () => {
      const own = tenant('all');
      const first = await open({}, own);
      const second = await open({}, own);
      const foreign = await open();
      const watching = watch(own);
      await synced(watching);
      expect(watching.events.map(({ $case }) => $case)).toEqual(['conversation', 'conversation', 'synced']);
      expect([...held(watching).values()].toSorted((x, y) => (x.id < y.id ? -1 : 1))).toEqual([first, second]);
      const third = await open({}, own);
      await watching.until(() => held(watching).has(third.id));
      const request = { conversationId: first.id, stage: 'STAGE_ENGAGED' as const };
      const { conversation } = await ask(service.conversations, 'setStage', request, own);
      await watching.until(() => held(watching).get(first.id)?.version === 2);
      expect(held(watching).get(first.id)).toEqual(conversation);
      await watching.until(({ $case }) => $case === 'heartbeat');
      expect(held(watching).has(foreign.id)).toBe(false);
      expect(watching.events.filter(({ $case }) => $case === 'synced')).toHaveLength(1);
      watching.cancel();
    });

    it('that come to match appear, and those that match no more are removed, once', async () => {
      const own = tenant('moving');
      const [stays, moves] = [await open({}, own), await open({}, own)];
      const watching = watch(own, { stages: ['STAGE_LEAD'] });
      const other = watch(own, { stages: ['STAGE_WON'] });
      await Promise.all([synced(watching), synced(other)]);
      expect([held(watching).size, held(other).size]).toEqual([2, 0]);
      const move = (stage: 'STAGE_WON' | 'STAGE_LEAD') =>
        ask(service.conversations, 'setStage', { conversationId: moves.id, stage, reopen: true }, own);
      await move('STAGE_WON');
      await Promise.all([watching.until(() => held(watching).size === 1), other.until(() => held(other).size === 1)]);
      expect([ids(watching), ids(other)]).toEqual([[stays.id], [moves.id]]);
      await ask(service.conversations, 'updateMetadata', { conversationId: moves.id, metadata: { n: 1 } }, own);
      await other.until(() => held(other).get(moves.id)?.version === 3);
      expect(watching.events.filter(({ $case }) => $case === 'removedId')).toHaveLength(1);
      await move('STAGE_LEAD');
      await Promise.all([watching.until(() => held(watching).size === 2), other.until(() => held(other).size === 0)]);
      expect(held(watching).get(moves.id)?.version).toBe(4);
      watching.cancel();
      other.cancel();
    });

    it('are those that a list with the same filter has, by each of its fields', async () => {
      const own = tenant('filters');
      const start = new Date();
      const ada = await open({ userId: 'ada', metadata: { plan: 'pro', deep: { n: 1 } } }, own);
      const bob = await open({ userId: 'bob', channel: 'email', metadata: { plan: 'free' } }, own);
      const eve = await open({ userId: 'eve', channel: 'sms' }, own);
      await ask(service.conversations, 'setStage', { conversationId: bob.id, stage: 'STAGE_PROPOSAL' }, own);
      await ask(service.conversations, 'setQualification', { conversationId: ada.id, isQualified: true }, own);
      await ask(service.conversations, 'requestHandoff', { conversationId: eve.id }, own);
      await ask(service.conversations, 'closeConversation', { conversationId: bob.id }, own);
      const filters: [Partial<ConversationFilter>, Conversation[]][] = [
        [{}, [ada, bob, eve]],
        [{ userId: 'ada' }, [ada]],
        [{ channels: ['email', 'sms'] }, [bob, eve]],
        [{ statuses: ['CONVERSATION_STATUS_CLOSED'] }, [bob]],
        [{ stages: ['STAGE_LEAD', 'STAGE_QUALIFIED'], owners: ['OWNER_KIND_AGENT'] }, [ada]],
        [{ owners: ['OWNER_KIND_QUEUE', 'OWNER_KIND_HUMAN'] }, [eve]],
        [{ isQualified: true }, [ada]],
        [{ isQualified: false }, [bob, eve]],
        [{ metadata: { plan: 'pro' } }, [ada]],
        [{ createdFrom: start }, [ada, bob, eve]],
        [{ createdTo: start }, []],
        [{ userId: 'ada', channels: ['email'] }, []],
      ];
      for (const [filter, expected] of filters) {
        const watching = watch(own, filter);
        await synced(watching);
        expect(ids(watching), JSON.stringify(filter)).toEqual(expected.map(({ id }) => id).sort());
        const request = { filter: ConversationFilter.fromPartial(filter) };
        const { conversations } = await ask(service.conversations, 'listConversations', request, own);
        expect(new Map(conversations.map((one) => [one.id, one]))).toEqual(held(watching));
        watching.cancel();
      }
    });

    it('are without those in the archive, unless they are asked for', async () => {
      const own = tenant('archive');
      const { id } = await open({}, own);
      const watching = watch(own);
      const archived = watch(own, { statuses: ['CONVERSATION_STATUS_ARCHIVED'] });
      await Promise.all([synced(watching), synced(archived)]);
      expect([ids(watching), ids(archived)]).toEqual([[id], ['archived-1']]);
      watching.cancel();
      archived.cancel();
    });

    it('are in the end as the store has them, however many change while they are read', async () => {
      const own = tenant('busy');
      const before = await Promise.all(upTo(110).map(() => open({}, own)));
      const changing = Promise.all(
        before.map(async ({ id: conversationId }, i) => {
          if (i % 3 === 0) await ask(service.conversations, 'setStage', { conversationId, stage: 'STAGE_LOST' }, own);
          if (i % 2 === 0) await ask(service.conversations, 'takeOver', { conversationId, humanId: 'eve' }, own);
          if (i % 5 === 0) await ask(service.conversations, 'closeConversation', { conversationId }, own);
        }),
      );
      const filter: Partial<ConversationFilter> = { stages: ['STAGE_LEAD'], owners: ['OWNER_KIND_HUMAN'] };
      const some = watch(own, filter);
      const all = watch(own);
      await Promise.all([changing, synced(some), synced(all)]);
      const list = async (only: Partial<ConversationFilter>) => {
        const request = { filter: ConversationFilter.fromPartial(only), pageSize: 500 };
        const { conversations } = await ask(service.conversations, 'listConversations', request, own);
        return new Map(conversations.map((one) => [one.id, one]));
      };
      const [wanted, whole] = [await list(filter), await list({})];
      const same = (watching: Listening<ListEvent>, as: typeof whole) =>
        held(watching).size === as.size &&
        [...as].every(([id, { version }]) => held(watching).get(id)?.version === version);
      await until('both have all', () => same(some, wanted) && same(all, whole));
      expect(held(some)).toEqual(wanted);
      expect(held(all)).toEqual(whole);
      expect(wanted.size).toBe(before.filter((_, i) => i % 2 === 0 && i % 3 !== 0).length);
      some.cancel();
      all.cancel();
    });

    it('do not pile up for a reader that stops reading: it gets them as they are when it goes on', async () => {
      const own = tenant('slow');
      const { id: conversationId } = await open({}, own);
      const stopped = service.conversations.watchConversations({ filter: undefined }, own);
      const slow = listen<ListEvent>(stopped);
      await synced(slow);
      stopped.pause();
      const metadata = { text: 'z'.repeat(15_000) };
      for (const n of upTo(60)) {
        await ask(service.conversations, 'updateMetadata', { conversationId, metadata: { ...metadata, n } }, own);
      }
      stopped.resume();
      await slow.until(() => held(slow).get(conversationId)?.version === 61);
      expect(held(slow).get(conversationId)?.metadata).toEqual({ ...metadata, n: 60 });
      expect(slow.events.length).toBeLessThan(50);
      stopped.cancel();
    });

    it('are refused for a filter that is wrong, which is named', async () => {
      const wrong = watch(tenant('wrong'), {
        userId: 'a b',
        channels: ['web', 'web'],
        stages: ['STAGE_UNSPECIFIED'],
      });
      const error = failure(await wrong.over);
      expect(error.code).toBe(status.INVALID_ARGUMENT);
      expect(error.fields).toEqual(['filter.user_id', 'filter.channels', 'filter.stages[0]']);
    });
  });

  it('ends with the server: who watches is told to go on at another', async () => {
    const leaving = await startTestService({ env: { ...env() } });
    const { conversation } = await ask(leaving.conversations, 'createConversation', { userId: 'ada' });
    const one = listen(
      leaving.conversations.watchConversation({ conversationId: conversation?.id ?? '', afterSeq: 0 }),
    );
    const all = listen(leaving.conversations.watchConversations({ filter: undefined }));
    await one.until(({ $case }) => $case === 'entry');
    await all.until(({ $case }) => $case === 'synced');
    const stopping = leaving.dispose();
    for (const { over } of [one, all]) {
      expect(failure(await over)).toMatchObject({ code: status.UNAVAILABLE, reason: 'SERVER_DRAINING' });
    }
    await stopping;
  });
});
