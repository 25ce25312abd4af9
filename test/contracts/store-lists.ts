import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../../src/domain/conversation.js';
import type { ConversationFilter, ConversationStore } from '../../src/domain/ports.js';
import { commitOf, freshId, opening, start, written } from '../support/build.js';
import { type Tenant, tenantOf } from './tenant.js';

const users = ['ann', 'bob', 'cyd'];
const channels = ['web', 'mail', 'voice'];
const statuses = ['ACTIVE', 'CLOSED', 'ARCHIVED'] as const;
const stages = ['LEAD', 'QUALIFIED', 'WON'] as const;
const owners = ['AGENT', 'QUEUE', 'HUMAN'] as const;
const campaigns = ['spring', 'autumn'];

/** What the port says of a filter, in a few lines. */
function matches(head: Conversation, filter: ConversationFilter): boolean {
  const among = <T>(value: T, values: readonly T[] | undefined) => values === undefined || values.includes(value);
  return (
    (filter.userId === undefined || head.userId === filter.userId) &&
    among(head.channel, filter.channels) &&
    among(head.status, filter.statuses ?? ['ACTIVE', 'CLOSED']) &&
    among(head.stage, filter.stages) &&
    among(head.owner.kind, filter.owners) &&
    (filter.isQualified === undefined || head.qualification.isQualified === filter.isQualified) &&
    (filter.createdFrom === undefined || head.createdAt >= filter.createdFrom) &&
    (filter.createdTo === undefined || head.createdAt < filter.createdTo) &&
    Object.entries(filter.metadata ?? {}).every(
      ([key, value]) => Object.hasOwn(head.metadata, key) && head.metadata[key] === value,
    )
  );
}

function byActivity(a: Conversation, b: Conversation): number {
  return a.lastActivityAt - b.lastActivityAt || (a.id < b.id ? -1 : 1);
}

/** Filters, orders and pages, against the whole that is filtered and sorted here. */
export function lists(store: () => ConversationStore): void {
  describe('of a tenant with 60 conversations', () => {
    let tenant: Tenant;
    let all: Conversation[];

    beforeAll(async () => {
      tenant = tenantOf(store());
      const other = tenantOf(store());
      all = [];
      for (let i = 0; i < 60; i++) {
        const decision = opening(
          // Only one may be open for each user and channel: those that are have users of their own.
          {
            tenantId: tenant.id,
            userId: i % 4 === 0 ? freshId('user') : users[i % 3]!,
            channel: channels[(i % 5) % 3]!,
          },
          {
            // Many at the same time, and not in the order of their ids.
            at: start + ((i * 7) % 5) * 1000,
            metadata: {
              ...(i % 2 === 0 ? { campaign: campaigns[(i % 3) % 2]! } : {}),
              ...(i % 3 === 0 ? { region: 'north', tier: 3 } : { tier: '3' }),
            },
          },
        );
        const conversation: Conversation = {
          ...decision.conversation,
          status: i % 4 === 0 ? 'ACTIVE' : statuses[1 + (i % 2)]!,
          stage: stages[(i % 7) % 3]!,
          owner: { kind: owners[(i % 11) % 3]!, id: 'x', epoch: 1 },
          qualification: { score: 0, isQualified: i % 5 === 0, overruled: false, criteria: [] },
          lastActivityAt: decision.conversation.lastActivityAt + (i % 3) * 1000,
        };
        expect(await store().commit(commitOf(tenant.id, [written({ ...decision, conversation })]))).toBeUndefined();
        all.push({ ...conversation, revision: 1 });
        if (i % 20 === 0) await other.opened({ userId: users[i % 3]! }, { metadata: { campaign: 'spring' } });
      }
      all.sort(byActivity);
    });

    const list = (filter: ConversationFilter, order: 'newest' | 'oldest' = 'oldest', limit = 1000) =>
      store().conversations(tenant.id, { filter, order, limit });
    const expected = (filter: ConversationFilter) => all.filter((head) => matches(head, filter));

    const single: [string, ConversationFilter][] = [
      ['none: all but archived', {}],
      ['a user', { userId: 'ann' }],
      ['a user without conversations', { userId: 'nobody' }],
      ['a channel', { channels: ['mail'] }],
      ['several channels', { channels: ['mail', 'voice', 'fax'] }],
      ['one status', { statuses: ['ARCHIVED'] }],
      ['every status', { statuses }],
      ['a stage', { stages: ['WON'] }],
      ['several stages', { stages: ['WON', 'QUALIFIED'] }],
      ['an owner', { owners: ['QUEUE'] }],
      ['qualified', { isQualified: true }],
      ['not qualified', { isQualified: false }],
      ['created from', { createdFrom: start + 2000 }],
      ['created before', { createdTo: start + 2000 }],
      ['created between', { createdFrom: start + 1000, createdTo: start + 3000 }],
      ['a metadata value', { metadata: { campaign: 'autumn' } }],
      ['several metadata values', { metadata: { campaign: 'spring', region: 'north' } }],
      ['metadata strings, not numbers', { metadata: { tier: '3' } }],
      ['a metadata key that none has', { metadata: { none: 'x' } }],
    ];
    for (const [what, filter] of single) {
      it(`filter ${what}`, async () => {
        expect(await list(filter)).toEqual(expected(filter));
        expect(await list(filter, 'newest')).toEqual(expected(filter).toReversed());
      });
    }

    it('any filters together, in either order, page by page, lose and repeat nothing', async () => {
      await fc.assert(
        fc.asyncProperty(
          filters,
          fc.constantFrom('newest', 'oldest'),
          fc.integer({ min: 1, max: 25 }),
          async (filter, order, limit) => {
            const paged: Conversation[] = [];
            for (;;) {
              const last = paged.at(-1);
              const after = last ? { after: { lastActivityAt: last.lastActivityAt, id: last.id } } : {};
              const page = await store().conversations(tenant.id, { filter, order, limit, ...after });
              expect(page.length).toBeLessThanOrEqual(limit);
              paged.push(...page);
              if (page.length < limit) break;
            }
            const whole = expected(filter);
            expect(paged).toEqual(order === 'oldest' ? whole : whole.toReversed());
          },
        ),
        { numRuns: 60 },
      );
    });

    it('a page may go on from a place that no conversation has', async () => {
      const after = { lastActivityAt: start + 2000, id: 'conversation-' };
      const found = await store().conversations(tenant.id, { filter: {}, order: 'newest', after, limit: 1000 });
      const whole = expected({}).toReversed();
      expect(found).toEqual(
        whole.filter(
          (head) => head.lastActivityAt < start + 2000 || (head.lastActivityAt === start + 2000 && head.id < after.id),
        ),
      );
    });
  });

  it('a conversation moves to the front with its newest message', async () => {
    const tenant = tenantOf(store());
    const userId = freshId('user');
    const [first, second] = [await tenant.opened({ userId }), await tenant.opened({ userId, channel: 'mail' })];
    const order = async (filter: ConversationFilter) =>
      (await store().conversations(tenant.id, { filter, order: 'newest', limit: 10 })).map(({ id }) => id);
    expect(await order({})).toEqual([second.id, first.id]);
    await tenant.said(first, { createdAt: start + 5000 });
    expect(await order({})).toEqual([first.id, second.id]);
    expect(await order({ userId })).toEqual([first.id, second.id]);
  });
}

/** Absent more often than not, so that several filters together still match something. */
const perhaps = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

const filters: fc.Arbitrary<ConversationFilter> = fc
  .record({
    userId: perhaps(fc.constantFrom(...users)),
    channels: perhaps(fc.subarray(channels, { minLength: 1 })),
    statuses: perhaps(fc.subarray([...statuses], { minLength: 1 })),
    stages: perhaps(fc.subarray([...stages], { minLength: 1 })),
    owners: perhaps(fc.subarray([...owners], { minLength: 1 })),
    isQualified: perhaps(fc.boolean()),
    createdFrom: perhaps(fc.integer({ min: 0, max: 6 }).map((s) => start + s * 1000)),
    createdTo: perhaps(fc.integer({ min: 0, max: 6 }).map((s) => start + s * 1000)),
    metadata: perhaps(
      fc
        .subarray([
          ['campaign', 'spring'],
          ['region', 'north'],
          ['tier', '3'],
        ])
        .map(Object.fromEntries),
    ),
  })
  .map((filter) => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)));
