import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Collection, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { unsettledMs } from '../../src/adapters/mongo/moments.js';
import { openMongoStore } from '../../src/adapters/mongo/store.js';
import { makeAsOf } from '../../src/application/as-of.js';
import { type Drill, makeCounted } from '../../src/application/counted.js';
import { makeFunnels } from '../../src/application/funnels.js';
import { type Metric, type MetricsQuery, makeMetrics } from '../../src/application/metrics.js';
import { loggedStatus } from '../../src/domain/archive.js';
import { apply, type Conversation, unopened } from '../../src/domain/conversation.js';
import { stages } from '../../src/domain/entry.js';
import type { Dimension } from '../../src/domain/numbers.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { commitOf, freshId, opening, start, written } from '../support/build.js';
import { makeStory, miscounts, step } from '../support/histories.js';
import { mongoTest } from '../support/mongodb.js';
import { exactQuantile, label, recount, refunnel } from '../support/recount.js';

const hour = 3_600_000;
const signal = new AbortController().signal;
const long = process.env['LONG_TESTS'] !== undefined;
const timeoutMs = long ? 600_000 : 60_000;

const metrics: Metric[] = [
  ...(['CONVERSATIONS_CREATED', 'MESSAGES', 'TURNS', 'TURNS_FAILED', 'HANDOFFS', 'QUALIFIED', 'WON', 'LOST'] as const),
  ...(['FIRST_TEXT_MS', 'TURN_MS', 'INPUT_TOKENS', 'OUTPUT_TOKENS'] as const),
];
const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const filter = fc
  .record(
    {
      which: fc.nat({ max: 1000 }),
      channels: fc.constantFrom(['web'], ['web', 'mail']),
      statuses: fc.subarray(['ACTIVE', 'CLOSED', 'ARCHIVED'] as const, { minLength: 1 }),
      stages: fc.subarray([...stages], { minLength: 2 }),
      owners: fc.subarray(['AGENT', 'QUEUE', 'HUMAN'] as const, { minLength: 1 }),
      isQualified: fc.boolean(),
      createdTo: fc.integer({ min: 0, max: 900 }).map((hours) => start + hours * hour),
      metadata: fc.constantFrom({ plan: 'p0' }, { plan: 'p1' }),
    },
    { requiredKeys: [] },
  )
  // Of all conditions at once nothing is left.
  .chain((all) =>
    fc.subarray(Object.keys(all), { maxLength: Math.min(2, Object.keys(all).length) }).map((keys) => pick(all, keys)),
  );
const query = fc.record({
  metrics: fc.subarray(metrics, { minLength: 1, maxLength: 4 }),
  from: optional(fc.integer({ min: -100, max: 900 })),
  length: optional(fc.integer({ min: 1, max: 900 })),
  period: fc.constantFrom(undefined, 'HOUR', 'DAY', 'WEEK', 'MONTH'),
  timeZone: fc.constantFrom('', 'Europe/Berlin', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Pacific/Apia'),
  groupBy: fc.subarray<Dimension>(['channel', 'stage', 'agent', 'owner'], { maxLength: 2 }),
  filter,
});

function pick<T extends object>(all: T, keys: readonly string[]): Partial<T> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key))) as Partial<T>;
}

function numbersOf(store: ConversationStore) {
  const counted = makeCounted(store, makeAsOf(store));
  async function opened(tenantId: string, drill: Drill, limit = 3): Promise<string[]> {
    const ids: string[] = [];
    for (;;) {
      const { conversations, more } = await counted.list(tenantId, drill, ids.at(-1) ?? '', limit, signal);
      ids.push(...conversations.map(({ id }) => id));
      if (!more) return ids;
    }
  }
  return { metrics: makeMetrics(store, counted), funnels: makeFunnels(store, counted), opened };
}

function near(value: number, exact: number): void {
  expect(Math.abs(value - exact)).toBeLessThanOrEqual(Math.max(1e-9, exact * 0.025));
}

type Asked = typeof query extends fc.Arbitrary<infer T> ? T : never;

function ask(asked: Asked, heads: readonly Conversation[]): MetricsQuery {
  const { from, length, period, filter: wanted, ...rest } = asked;
  const { which, ...conditions } = wanted;
  const userId = which === undefined ? undefined : heads[which % Math.max(1, heads.length)]?.userId;
  const begin = from === undefined ? undefined : start + from * hour;
  // No more periods than are allowed, whatever the story is.
  const bounded = period === 'HOUR' && (begin === undefined || length === undefined);
  return {
    ...rest,
    ...(begin === undefined ? {} : { from: begin }),
    ...(length === undefined ? {} : { to: (begin ?? start) + length * hour }),
    ...(period && !bounded ? { period } : {}),
    filter: { ...conditions, ...(userId === undefined ? {} : { userId }) } as MetricsQuery['filter'],
  };
}

/** `settle`: makes what was committed as old to the store as if it had been long ago. */
function holds(
  name: string,
  store: () => ConversationStore,
  runs: number,
  settle: (tenantId: string) => Promise<unknown> = async () => undefined,
): void {
  it(
    `${name}: every number is that of a recount of the logs, and opens to what it counted, also later`,
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 5, maxLength: 60 }),
          fc.array(query, { minLength: 2, maxLength: 5 }),
          fc.array(step, { minLength: 1, maxLength: 10 }),
          fc.nat({ max: 60 }),
          async (before, queries, later, settled) => {
            const story = makeStory(store());
            for (const [i, one] of before.entries()) {
              await story.take(one);
              if (i === settled) await settle(story.tenantId);
            }
            const { metrics: numbers, funnels, opened } = numbersOf(store());
            const known = await story.known();
            // A head that is derived as the store does not derive it.
            for (const { head, entries } of known) {
              const { tenantId, id, userId, channel } = head;
              const folded = entries.reduce(apply, unopened({ tenantId, id, userId, channel }));
              const { archive: _, archives: __, ...logged } = { ...head, status: loggedStatus(head) };
              expect({ ...folded, revision: head.revision }).toEqual(logged);
              expect(await miscounts(store(), head, entries)).toEqual({ wrong: [], missing: [] });
            }
            const drills: { drill: Drill; ids: readonly string[] }[] = [];
            for (const asked of queries) {
              const wanted = ask(asked, story.heads);
              if (wanted.to !== undefined && wanted.from !== undefined && wanted.to <= wanted.from) continue;
              const { series } = await numbers.query(story.tenantId, wanted, signal);
              const expected = recount(known, { ...wanted, to: wanted.to ?? Number.POSITIVE_INFINITY });
              const found = series.flatMap(({ metric, group, points }) =>
                points.map((point) => ({
                  metric,
                  group: JSON.stringify(wanted.groupBy.map((dimension) => group[dimension])),
                  label: label(wanted.period, wanted.timeZone || 'UTC', point.start),
                  point,
                })),
              );
              const key = (one: { metric: string; group: string; label: string }) =>
                `${one.metric} ${one.group} ${one.label}`;
              expect(found.map(key).sort()).toEqual(expected.map(key).sort());
              for (const { point, ...rest } of found) {
                const { values, ids, metric } = expected.find((one) => key(one) === key(rest))!;
                const sum = values.reduce((total, value) => total + value, 0);
                expect(point.count).toBe(metric.endsWith('TOKENS') ? sum : values.length);
                if (metric.endsWith('MS')) {
                  expect(point.duration!.mean).toBeCloseTo(sum / values.length, 6);
                  near(point.duration!.p50, exactQuantile(values, 0.5));
                  near(point.duration!.p90, exactQuantile(values, 0.9));
                  near(point.duration!.p99, exactQuantile(values, 0.99));
                }
                drills.push({ drill: point.drill, ids });
              }
              const cohort = await funnels.query(story.tenantId, wanted, signal);
              const expectedFunnels = refunnel(known, wanted);
              expect(
                cohort.funnels.map(({ group }) => JSON.stringify(wanted.groupBy.map((d) => group[d]))).sort(),
              ).toEqual([...expectedFunnels.keys()].sort());
              for (const { group, steps } of cohort.funnels) {
                const ought = expectedFunnels.get(JSON.stringify(wanted.groupBy.map((dimension) => group[dimension])))!;
                expect(steps.map(({ stage, reached }) => ({ stage, reached }))).toEqual(
                  ought.map(({ stage, ids }) => ({ stage, reached: ids.length })),
                );
                for (const [i, { drill, medianMs, conversion, stage }] of steps.entries()) {
                  near(medianMs, exactQuantile(ought[i]!.stays, 0.5));
                  const base = stage === 'LOST' ? ought[0]! : ought[i - 1];
                  const share = !base ? 1 : base.ids.length === 0 ? 0 : ought[i]!.ids.length / base.ids.length;
                  expect(conversion).toBe(share);
                  drills.push({ drill, ids: ought[i]!.ids.toSorted() });
                }
              }
            }
            const some = drills.filter((_, i) => i % Math.ceil(drills.length / 25) === 0);
            for (const { drill, ids } of some) expect(await opened(story.tenantId, drill)).toEqual(ids);
            for (const one of later) await story.take(one);
            for (const { drill, ids } of some) expect(await opened(story.tenantId, drill)).toEqual(ids);
          },
        ),
        { numRuns: runs },
      );
    },
    timeoutMs,
  );
}

describe('numbers', () => {
  let folder: string;
  let store: ConversationStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colloquy-'));
    store = await openEmbeddedStore(folder);
  });
  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  holds('embedded', () => store, long ? 400 : 40);

  it('of more conversations than are looked at in one go, with a filter and without, are whole', async () => {
    const tenantId = freshId('tenant');
    const ids: string[] = [];
    for (let i = 0; i < 650; i++) {
      const decision = opening({ tenantId }, { metadata: { plan: i % 3 === 0 ? 'pro' : 'free' } });
      expect(await store.commit(commitOf(tenantId, [written(decision)]))).toBeUndefined();
      ids.push(decision.conversation.id);
    }
    const { metrics: numbers, funnels, opened } = numbersOf(store);
    const pro = ids.filter((_, i) => i % 3 === 0).sort();
    for (const [wanted, metadata] of [
      [ids.toSorted(), {}],
      [pro, { plan: 'pro' }],
    ] as const) {
      const asked = { metrics: ['CONVERSATIONS_CREATED'], timeZone: '', groupBy: [], filter: { metadata } } as const;
      const { series } = await numbers.query(tenantId, asked, signal);
      const [point] = series[0]!.points;
      expect(point!.count).toBe(wanted.length);
      expect(await opened(tenantId, point!.drill, 250)).toEqual(wanted);
      const [funnel] = (await funnels.query(tenantId, asked, signal)).funnels;
      expect(funnel!.steps[0]!.reached).toBe(wanted.length);
      expect(await opened(tenantId, funnel!.steps[0]!.drill, 64)).toEqual(wanted);
    }
  });
});

const mongo = mongoTest();

describe.skipIf(!mongo)('numbers of the MongoDB store', () => {
  let store: ConversationStore;
  let client: MongoClient;
  let recorded: Collection[];
  beforeAll(async () => {
    const { uri = '', database = '' } = mongo ?? {};
    store = await openMongoStore({ uri: `${uri}?minPoolSize=0`, database });
    client = await new MongoClient(uri).connect();
    recorded = ['occurrences', 'conversations'].map((name) => client.db(database).collection(name));
  });
  afterAll(async () => {
    await store.close();
    await client.close();
  });
  const settled = new Date(Date.now() - 10 * unsettledMs);
  holds(
    'MongoDB',
    () => store,
    long ? 60 : 6,
    (tenantId) => Promise.all(recorded.map((one) => one.updateMany({ tenantId }, { $set: { recordedAt: settled } }))),
  );
});
