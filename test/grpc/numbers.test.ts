import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConversationFilter } from '../../src/gen/colloquy/v1/conversation_service.js';
import type { Metric, MetricSeries } from '../../src/gen/colloquy/v1/insight_service.js';
import { ask, refused, say, startTestService, type TestService, tenant } from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';

const all: Metric[] = [
  'METRIC_CONVERSATIONS_CREATED',
  'METRIC_MESSAGES',
  'METRIC_TURNS',
  'METRIC_TURNS_FAILED',
  'METRIC_HANDOFFS',
  'METRIC_QUALIFIED',
  'METRIC_WON',
  'METRIC_LOST',
  'METRIC_FIRST_TEXT_MS',
  'METRIC_TURN_MS',
  'METRIC_INPUT_TOKENS',
  'METRIC_OUTPUT_TOKENS',
].map((metric) => metric as Metric);

describe.each(storesUnderTest())('numbers on $name', ({ env }) => {
  let service: TestService;
  let users = 0;

  beforeAll(async () => {
    service = await startTestService({ env: env() });
  });
  afterAll(() => service.dispose());

  const listed = async (drillToken: string, metadata = tenant('default'), pageSize = 2) => {
    const ids: string[] = [];
    for (let pageToken = ''; ; ) {
      const page = await ask(service.insight, 'listCounted', { drillToken, pageSize, pageToken }, metadata);
      ids.push(...page.conversations.map(({ id }) => id));
      pageToken = page.nextPageToken;
      if (pageToken === '') return ids;
    }
  };
  const counts = (series: readonly MetricSeries[]) =>
    Object.fromEntries(
      series.map(({ metric, group, points }) => [
        [metric.slice('METRIC_'.length), ...Object.values(group)].join(' '),
        points.reduce((sum, { count }) => sum + count, 0),
      ]),
    );
  const talk = async (mine: ReturnType<typeof tenant>, text: string, more: object = {}) => {
    const { turn } = await say(service, text, { userId: `user-${++users}`, ...more }, mine);
    return turn!.conversationId;
  };

  it('count what was committed when they were asked for, by group, each open to its conversations', async () => {
    const mine = tenant('sums');
    const web = await talk(mine, '@script steps=2 stage=qualified need=met budget=met');
    const mail = await talk(mine, '@script steps=2 fail=1', { channel: 'mail' });
    const lost = await talk(mine, '@script handoff=1');
    const at = { conversationId: web, expectedVersion: 0 };
    await ask(service.conversations, 'setStage', { ...at, stage: 'STAGE_WON' }, mine);
    await ask(service.conversations, 'setStage', { ...at, conversationId: lost, stage: 'STAGE_LOST' }, mine);
    const { series, asOf } = await ask(service.insight, 'queryMetrics', { metrics: all }, mine);
    expect(counts(series)).toMatchObject({
      CONVERSATIONS_CREATED: 3,
      TURNS: 3,
      TURNS_FAILED: 1,
      HANDOFFS: 1,
      WON: 1,
      LOST: 1,
      TURN_MS: 3,
    });
    expect(Math.abs(asOf!.getTime() - Date.now())).toBeLessThan(60_000);
    const grouped = await ask(
      service.insight,
      'queryMetrics',
      { metrics: ['METRIC_CONVERSATIONS_CREATED', 'METRIC_TURNS'], groupBy: ['DIMENSION_CHANNEL', 'DIMENSION_OWNER'] },
      mine,
    );
    expect(counts(grouped.series)).toEqual({
      'CONVERSATIONS_CREATED mail AGENT': 1,
      'CONVERSATIONS_CREATED web AGENT': 2,
      'TURNS mail AGENT': 1,
      'TURNS web AGENT': 1,
      'TURNS web QUEUE': 1,
    });
    const tokenOf = (metric: Metric) => series.find((one) => one.metric === metric)!.points[0]!.drillToken;
    expect(await listed(tokenOf('METRIC_TURNS'), mine)).toEqual([web, mail, lost].sort());
    expect(await listed(tokenOf('METRIC_TURNS_FAILED'), mine)).toEqual([mail]);
    expect(await listed(tokenOf('METRIC_HANDOFFS'), mine)).toEqual([lost]);
    expect(await listed(tokenOf('METRIC_WON'), mine)).toEqual([web]);
    const turn = series.find(({ metric }) => metric === 'METRIC_TURN_MS')!.points[0]!;
    expect(turn.p50).toBeLessThanOrEqual(turn.p99);
    expect(turn.mean).toBeGreaterThan(0);
  });

  it('open to what was counted then, whatever comes later, as it is now', async () => {
    const mine = tenant('later');
    const first = await talk(mine, 'hello');
    const filter = ConversationFilter.fromPartial({ stages: ['STAGE_LEAD'] });
    const request = { metrics: ['METRIC_MESSAGES' as const], period: 'PERIOD_DAY' as const, filter };
    const { series } = await ask(service.insight, 'queryMetrics', request, mine);
    const [point] = series[0]!.points;
    expect(point!.count).toBe(2);
    expect(point!.start!.getTime() % 86_400_000).toBe(0);
    await talk(mine, 'hello');
    const at = { conversationId: first, expectedVersion: 0 };
    await ask(service.conversations, 'setStage', { ...at, stage: 'STAGE_WON' }, mine);
    const page = await ask(service.insight, 'listCounted', { drillToken: point!.drillToken }, mine);
    expect(page.conversations.map(({ id, stage }) => ({ id, stage }))).toEqual([{ id: first, stage: 'STAGE_WON' }]);
    expect(page.nextPageToken).toBe('');
    const again = await ask(service.insight, 'queryMetrics', request, mine);
    expect(counts(again.series)).toEqual({ MESSAGES: 2 });
  });

  it('a funnel has all its steps, with what reached them, also of nothing', async () => {
    const mine = tenant('funnel');
    const empty = await ask(service.insight, 'queryFunnel', {}, mine);
    expect(empty.funnels).toHaveLength(1);
    expect(empty.funnels[0]!.steps.map(({ stage, reached }) => [stage, reached])).toEqual([
      ['STAGE_LEAD', 0],
      ['STAGE_ENGAGED', 0],
      ['STAGE_QUALIFIED', 0],
      ['STAGE_PROPOSAL', 0],
      ['STAGE_NEGOTIATION', 0],
      ['STAGE_WON', 0],
      ['STAGE_LOST', 0],
    ]);
    expect(await listed(empty.funnels[0]!.steps[0]!.drillToken, mine)).toEqual([]);
    const ids = [await talk(mine, 'a'), await talk(mine, 'b'), await talk(mine, 'c'), await talk(mine, 'd')];
    const [won, proposed, lost] = ids;
    const move = (conversationId: string, stage: 'STAGE_PROPOSAL' | 'STAGE_WON' | 'STAGE_LOST') =>
      ask(service.conversations, 'setStage', { conversationId, expectedVersion: 0, stage }, mine);
    await move(won!, 'STAGE_PROPOSAL');
    await move(won!, 'STAGE_WON');
    await move(proposed!, 'STAGE_PROPOSAL');
    await move(lost!, 'STAGE_LOST');
    const { funnels } = await ask(service.insight, 'queryFunnel', { groupBy: ['DIMENSION_CHANNEL'] }, mine);
    expect(funnels.map(({ group }) => group)).toEqual([{ channel: 'web' }]);
    const steps = funnels[0]!.steps;
    expect(steps.map(({ reached }) => reached)).toEqual([4, 2, 2, 2, 1, 1, 1]);
    expect(steps.map(({ conversion }) => conversion)).toEqual([1, 0.5, 1, 1, 0.5, 1, 0.25]);
    expect(steps[0]!.medianSeconds).toBeGreaterThan(0);
    expect(steps[4]!.medianSeconds).toBe(0);
    expect(await listed(steps[3]!.drillToken, mine)).toEqual([won!, proposed!].sort());
    expect(await listed(steps[6]!.drillToken, mine)).toEqual([lost]);
    expect(await listed(steps[0]!.drillToken, mine)).toEqual(ids.toSorted());
  });

  it("are a tenant's own, and so are their tokens", async () => {
    const mine = tenant('mine');
    await talk(mine, 'hello');
    const other = await ask(service.insight, 'queryMetrics', { metrics: all }, tenant('other'));
    for (const count of Object.values(counts(other.series))) expect(count).toBe(0);
    const { series } = await ask(service.insight, 'queryMetrics', { metrics: ['METRIC_TURNS'] }, mine);
    const { drillToken } = series[0]!.points[0]!;
    expect(await refused(listed(drillToken, tenant('other')))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      fields: ['drill_token'],
    });
    const forged = `${drillToken.slice(0, -2)}${drillToken.endsWith('A') ? 'B' : 'A'}${drillToken.at(-1)}`;
    expect(await refused(listed(forged, mine))).toMatchObject({ fields: ['drill_token'] });
    await talk(mine, 'hello');
    const next = await ask(service.insight, 'queryMetrics', { metrics: ['METRIC_TURNS'] }, mine);
    const token = next.series[0]!.points[0]!.drillToken;
    const page = await ask(service.insight, 'listCounted', { drillToken: token, pageSize: 1 }, mine);
    const wrong = { drillToken, pageToken: page.nextPageToken };
    expect(await refused(ask(service.insight, 'listCounted', wrong, mine))).toMatchObject({ fields: ['page_token'] });
  });

  it('what a call that has returned did is counted at once', async () => {
    const mine = tenant('at-once');
    for (let said = 1; said <= 5; said++) {
      await say(service, 'hello', { userId: 'ada' }, mine);
      const { series } = await ask(service.insight, 'queryMetrics', { metrics: ['METRIC_MESSAGES'] }, mine);
      expect(counts(series)).toEqual({ MESSAGES: 2 * said });
    }
  });
});
