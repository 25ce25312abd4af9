import { expect, it } from 'vitest';
import { updateMetadata } from '../../src/domain/edits.js';
import type { Commit, ConversationStore, Refusal } from '../../src/domain/ports.js';
import {
  answering,
  arriving,
  closing,
  commitOf,
  endedTurn,
  freshId,
  keptRequest,
  opening,
  openingWith,
  queuedTurn,
  reply,
  runningTurn,
  system,
  userMessage,
  written,
} from '../support/build.js';
import { seen, type Tenant, tenantOf } from './tenant.js';

/** What one commit does, and that a refused one does nothing. */
export function commits(store: () => ConversationStore): void {
  it('a conversation reads back as it was committed, its revision one higher', async () => {
    const message = userMessage({
      text: 'we need 40 seats',
      metadata: { source: 'ad', n: 1, deep: { list: [1, null] } },
    });
    const decision = openingWith(message, { tenantId: freshId('tenant') });
    const { tenantId, id } = decision.conversation;
    expect(await store().commit(commitOf(tenantId, [written(decision)]))).toBeUndefined();
    expect(await store().conversation(tenantId, id)).toEqual({ ...decision.conversation, revision: 1 });
    expect(await tenantOf(store(), tenantId).log(id)).toEqual(decision.entries);
  });

  it('what is not there is undefined or empty', async () => {
    const tenantId = freshId('tenant');
    expect(await store().conversation(tenantId, 'none')).toBeUndefined();
    expect(await store().openConversation(tenantId, 'none', 'web')).toBeUndefined();
    expect(await store().turn(tenantId, 'none')).toBeUndefined();
    expect(await store().newestTurn(tenantId, 'none')).toBeUndefined();
    expect(await store().queuedTurns(tenantId, 'none', 10)).toEqual([]);
    expect(await store().request(tenantId, 'none')).toBeUndefined();
    expect(await store().conversations(tenantId, { filter: {}, order: 'newest', limit: 10 })).toEqual([]);
    expect(await tenantOf(store(), tenantId).log('none')).toEqual([]);
  });

  it('messages, changes and the head move together, commit after commit', async () => {
    const tenant = tenantOf(store());
    let head = await tenant.openedWith({ text: 'we have a budget' });
    const decision = answering(head, 'turn', reply({ text: 'how much?' }), {
      criteria: [{ name: 'budget', status: 'MET', value: 'yes', confidence: 0.9 }],
      stage: 'ENGAGED',
    });
    head = await tenant.applied(decision, head);
    expect(head).toEqual({ ...decision.conversation, revision: 2 });
    head = await tenant.said(head, { text: 'ten thousand' });
    expect(head).toMatchObject({ revision: 3, lastSeq: 3, messageCount: 3, lastMessagePreview: 'ten thousand' });
    const log = await tenant.log(head.id);
    expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(log[1]).toEqual(decision.entries[0]);
  });

  it('a commit may carry several entries, and none: then the revision alone rises', async () => {
    const tenant = tenantOf(store());
    let head = await tenant.opened();
    const first = arriving(head);
    const second = arriving(first.conversation);
    const both = { conversation: second.conversation, entries: [...first.entries, ...second.entries] };
    head = await tenant.applied(both, head);
    expect(head).toMatchObject({ lastSeq: 3, revision: 2 });
    head = await tenant.applied({ conversation: { ...head, activeTurnId: 'turn' }, entries: [] }, head);
    expect(head).toMatchObject({ lastSeq: 3, revision: 3, activeTurnId: 'turn' });
    const { activeTurnId: _, ...idle } = head;
    head = await tenant.applied({ conversation: idle, entries: [] }, head);
    expect(head).toEqual({ ...idle, revision: 4 });
  });

  it('metadata that was removed is gone', async () => {
    const tenant = tenantOf(store());
    const head = await tenant.opened({}, { metadata: { campaign: 'spring', kept: true } });
    const after = await tenant.applied(updateMetadata(head, { campaign: null, other: 'x' }, system()), head);
    expect(after.metadata).toEqual({ kept: true, other: 'x' });
    const found = (metadata: Record<string, string>) =>
      store().conversations(tenant.id, { filter: { metadata }, order: 'newest', limit: 10 });
    expect(await found({ campaign: 'spring' })).toEqual([]);
    expect(await found({ other: 'x' })).toEqual([after]);
  });

  it('a decision on an older revision is refused as stale, and nothing of it is there', async () => {
    const tenant = tenantOf(store());
    const old = await tenant.opened();
    const head = await tenant.said(old, { text: 'first' });
    await refused(store(), 'stale', commitOf(tenant.id, [written(arriving(old, { text: 'second' }), old)]));
    const ahead = { ...head, revision: head.revision + 1 };
    await refused(
      store(),
      'stale',
      commitOf(
        tenant.id,
        [written(arriving(head), ahead)].map((write) => ({
          ...write,
          conversation: { ...write.conversation, revision: ahead.revision },
        })),
      ),
    );
  });

  it('a revision that rose without an entry makes older decisions stale, too', async () => {
    const tenant = tenantOf(store());
    const old = await tenant.opened();
    await tenant.applied({ conversation: { ...old, activeTurnId: 'turn' }, entries: [] }, old);
    await refused(store(), 'stale', commitOf(tenant.id, [written(arriving(old), old)]));
  });

  it('an id that is taken is not opened again, and one that is not there is not changed', async () => {
    const tenant = tenantOf(store());
    const head = await tenant.opened();
    const again = opening({ tenantId: tenant.id, id: head.id });
    await refused(store(), 'stale', commitOf(tenant.id, [written(again)]));
    const unknown = opening({ tenantId: tenant.id }).conversation;
    await refused(store(), 'stale', commitOf(tenant.id, [written(arriving(unknown), unknown)]));
  });

  it('entries that do not follow the log are refused: it has no gap, and none is overwritten', async () => {
    const tenant = tenantOf(store());
    const head = await tenant.said(await tenant.opened());
    const decision = arriving(head);
    const [entry] = decision.entries;
    const torn = async (lastSeq: number, ...seqs: number[]) => {
      const conversation = { ...decision.conversation, lastSeq };
      const entries = seqs.map((seq) => ({ ...entry!, seq }));
      await refused(store(), 'stale', commitOf(tenant.id, [written({ conversation, entries }, head)]));
    };
    for (const seq of [1, 2, 4, 9]) {
      await torn(seq, seq);
      await torn(3, seq);
    }
    await torn(4, 3, 5);
    await torn(4, 4, 3);
    await torn(4, 3, 3);
    await torn(3, 3, 4);
    await torn(4);
    expect((await tenant.log(head.id)).map(({ seq }) => seq)).toEqual([1, 2]);
    await tenant.applied(decision, head);
  });

  for (const [why, refusal, spoil] of spoilers) {
    it(`a commit is refused as a whole: ${why}`, async () => {
      const tenant = tenantOf(store());
      const [first, second, other] = [await tenant.opened(), await tenant.opened(), await tenant.opened()];
      const turns = [{ turn: queuedTurn(first), from: 'new' as const }];
      const whole = commitOf(
        tenant.id,
        [
          written(arriving(first), first),
          written(closing(second), second),
          written(opening({ tenantId: tenant.id, userId: second.userId })),
        ],
        { turns, request: keptRequest(first.id) },
      );
      const spoiled = await spoil(whole, { tenant, other });
      await refused(store(), refusal, spoiled);
      expect(await store().commit(whole)).toBeUndefined();
    });
  }

  it('messages that a commit supersedes are so from then on, all else of them as it was', async () => {
    const tenant = tenantOf(store());
    let head = await tenant.openedWith({
      text: 'é "first" \\ud800 \u0000 \u{1f600}',
      metadata: { n: 1.5, $a: [1e300] },
    });
    head = await tenant.applied(updateMetadata(head, { x: 1 }, system()), head);
    head = await tenant.said(head, { text: 'second' });
    head = await tenant.said(head, { text: 'third' });
    const other = await tenant.openedWith({ text: 'elsewhere' });
    const before = await tenant.log(head.id);
    const part = { ...written(arriving(head, { text: 'fourth' }), head), superseded: [1, 2, 3] };
    const beside = { ...written(arriving(other), other), superseded: [1] };
    const stale = commitOf(tenant.id, [{ ...part, conversation: { ...part.conversation, revision: 1 } }]);
    await refused(store(), 'stale', stale);
    const commit = commitOf(tenant.id, [part, beside]);
    expect(await store().commit(commit)).toBeUndefined();
    expect(await store().commit(commit)).toBeUndefined();
    const superseded = before.map(({ message, ...entry }) => ({
      ...entry,
      ...(message ? { message: { ...message, status: entry.seq <= 3 ? 'SUPERSEDED' : message.status } } : {}),
    }));
    expect(await tenant.log(head.id)).toEqual([...superseded, ...part.entries]);
    expect((await tenant.log(other.id)).map(({ message }) => message?.status)).toEqual(['SUPERSEDED', 'COMPLETE']);
  });

  it('the same commit twice is one, and answers as the first did', async () => {
    const tenant = tenantOf(store());
    const decision = openingWith(userMessage(), { tenantId: tenant.id });
    const turn = runningTurn(decision.conversation);
    const request = keptRequest(decision.conversation.id);
    const opened = commitOf(tenant.id, [written(decision)], {
      turns: [{ turn, from: 'new', leaseMs: 60_000 }],
      request,
    });
    expect(await store().commit(opened)).toBeUndefined();
    const before = await seen(store(), tenant.id, opened);
    expect(await store().commit(opened)).toBeUndefined();
    expect(await Promise.all([store().commit(opened), store().commit(opened)])).toEqual([undefined, undefined]);
    expect(await seen(store(), tenant.id, opened)).toEqual(before);

    const head = await tenant.stored(decision.conversation.id);
    const ended = commitOf(tenant.id, [written(answering(head, turn.id, reply()), head)], {
      turns: [{ turn: endedTurn(turn), from: { status: 'RUNNING', attempt: 1 } }],
    });
    expect(await Promise.all([store().commit(ended), store().commit(ended)])).toEqual([undefined, undefined]);
    expect(await store().commit(ended)).toBeUndefined();
    expect(await tenant.stored(head.id)).toMatchObject({ revision: 2, lastSeq: 2 });
    expect((await tenant.log(head.id)).length).toBe(2);
  });

  it('the same content under another commit id is another commit', async () => {
    const tenant = tenantOf(store());
    const head = await tenant.opened();
    const commit = commitOf(tenant.id, [written(arriving(head), head)]);
    expect(await store().commit(commit)).toBeUndefined();
    await refused(store(), 'stale', { ...commit, id: freshId('commit') });
  });

  it('a refused commit may be made again under its own id once nothing stands against it', async () => {
    const tenant = tenantOf(store());
    const standing = await tenant.opened();
    const commit = commitOf(tenant.id, [written(opening({ tenantId: tenant.id, userId: standing.userId }))]);
    expect(await store().commit(commit)).toBe('open-taken');
    await tenant.applied(closing(standing), standing);
    expect(await store().commit(commit)).toBeUndefined();
    expect(await tenant.stored(commit.conversations[0]!.conversation.id)).toMatchObject({ status: 'ACTIVE' });
  });
}

type Spoil = (commit: Commit, at: { tenant: Tenant; other: Awaited<ReturnType<Tenant['opened']>> }) => Promise<Commit>;

/** A sound commit, made unsound in one part. */
const spoilers: readonly [string, Refusal, Spoil][] = [
  [
    'its last conversation has moved on',
    'stale',
    async (commit, { tenant, other }) => {
      await tenant.said(other);
      return { ...commit, conversations: [...commit.conversations, written(arriving(other), other)] };
    },
  ],
  [
    'its last conversation exists already',
    'stale',
    async (commit, { tenant, other }) => {
      const again = opening({ tenantId: tenant.id, id: other.id });
      return { ...commit, conversations: [...commit.conversations, written(again)] };
    },
  ],
  [
    'the user has another open conversation on the channel',
    'open-taken',
    async (commit, { tenant, other }) => {
      const rival = opening({ tenantId: tenant.id, userId: other.userId, channel: other.channel });
      return { ...commit, conversations: [...commit.conversations, written(rival)] };
    },
  ],
  [
    'it opens two conversations for one user and channel',
    'open-taken',
    async (commit, { tenant }) => {
      const userId = freshId('user');
      const two = [opening({ tenantId: tenant.id, userId }), opening({ tenantId: tenant.id, userId })];
      return { ...commit, conversations: [...commit.conversations, ...two.map((one) => written(one))] };
    },
  ],
  [
    'its request id is kept already',
    'request-taken',
    async (commit, { tenant, other }) => {
      const request = keptRequest(other.id);
      await tenant.applied({ conversation: other, entries: [] }, other, { request });
      return { ...commit, request: { ...request, resultId: 'another' } };
    },
  ],
  [
    'a turn that it makes exists already',
    'stale',
    async (commit, { tenant, other }) => {
      const turn = queuedTurn(other);
      await tenant.turned(other, { turn, from: 'new' });
      return { ...commit, turns: [...(commit.turns ?? []), { turn: { ...turn, position: 7 }, from: 'new' }] };
    },
  ],
  [
    'a turn that it changes is not there',
    'stale',
    async (commit, { other }) => {
      const from = { status: 'RUNNING' as const, attempt: 1 };
      return { ...commit, turns: [...(commit.turns ?? []), { turn: endedTurn(runningTurn(other)), from }] };
    },
  ],
  [
    'a turn that it changes has another status',
    'stale',
    async (commit, { tenant, other }) => {
      const turn = queuedTurn(other);
      await tenant.turned(other, { turn, from: 'new' });
      const from = { status: 'RUNNING' as const, attempt: 0 };
      return { ...commit, turns: [...(commit.turns ?? []), { turn: endedTurn(turn), from }] };
    },
  ],
  [
    'a turn that it changes is at another attempt',
    'stale',
    async (commit, { tenant, other }) => {
      const turn = runningTurn(other, { attempt: 2 });
      await tenant.turned(other, { turn, from: 'new', leaseMs: 60_000 });
      const from = { status: 'RUNNING' as const, attempt: 1 };
      return { ...commit, turns: [...(commit.turns ?? []), { turn: endedTurn(turn), from }] };
    },
  ],
];

/** Expects the refusal, twice, and that neither try left a trace. */
async function refused(store: ConversationStore, refusal: Refusal, commit: Commit): Promise<void> {
  const before = await seen(store, commit.tenantId, commit);
  expect(await store.commit(commit)).toBe(refusal);
  expect(await store.commit(commit)).toBe(refusal);
  expect(await seen(store, commit.tenantId, commit)).toEqual(before);
}
