import { useEffect, useMemo, useState } from 'preact/hooks';
import { ApiError } from './api.js';
import { Chart } from './chart.js';
import { Funnel } from './funnel.js';
import { rowKeys, useKeys } from './keys.js';
import { useCall } from './load.js';
import type { FunnelStep, MetricPoint, MetricSeries } from './model.js';
import { localZone, periodName, periodTick, type Range, ranges, startsOf } from './ranges.js';
import { navigate, toCounted, useTitle } from './route.js';
import { Problem } from './rows.js';
import { Waiting } from './waiting.js';
import { milliseconds, number } from './words.js';

const refreshMs = 60_000;

const totals: readonly (readonly [string, string])[] = [
  ['METRIC_CONVERSATIONS_CREATED', 'Conversations'],
  ['METRIC_QUALIFIED', 'Qualified'],
  ['METRIC_HANDOFFS', 'Handed to people'],
  ['METRIC_WON', 'Won'],
];

/** What people look at in the morning: who waits, how many came, how far they got, how quickly they were answered. */
export function Overview() {
  useKeys(rowKeys);
  useTitle('Overview');
  const [range, setRange] = useState<Range>(ranges[1] as Range);
  const [zone, setZone] = useState(localZone);
  const [channel, setChannel] = useState('');
  const now = useNow();
  const utc = zone === 'UTC';
  const starts = useMemo(() => startsOf(range, now, utc), [range, now, utc]);
  const about = { from: starts[0]?.toISOString(), to: now.toISOString() };
  const filter = channel === '' ? {} : { channels: [channel] };
  const common = { ...about, filter, timeZone: zone };

  const channels = useCall<{ series?: MetricSeries[] }>('InsightService/QueryMetrics', {
    ...about,
    metrics: ['METRIC_CONVERSATIONS_CREATED'],
    groupBy: ['DIMENSION_CHANNEL'],
  });
  const sums = useCall<{ series?: MetricSeries[] }>('InsightService/QueryMetrics', {
    ...common,
    metrics: [...totals.map(([metric]) => metric), 'METRIC_FIRST_TEXT_MS'],
  });
  const overTime = useCall<{ series?: MetricSeries[] }>('InsightService/QueryMetrics', {
    ...common,
    metrics: ['METRIC_CONVERSATIONS_CREATED', 'METRIC_FIRST_TEXT_MS'],
    period: range.period,
  });
  const funnel = useCall<{ funnels?: { steps?: FunnelStep[] }[] }>('InsightService/QueryFunnel', { ...about, filter });
  const names = (channels.value?.series ?? []).flatMap(({ group }) => group?.['channel'] ?? []).sort();

  return (
    <section class="overview">
      <div class="heading">
        <h1>Overview</h1>
        <form class="filters" aria-label="What is counted" onSubmit={(event) => event.preventDefault()}>
          <fieldset class="segments">
            <legend class="unseen">Time</legend>
            {ranges.map((one) => (
              <label key={one.key}>
                <input type="radio" name="range" checked={one === range} onChange={() => setRange(one)} />
                <span>{one.label}</span>
              </label>
            ))}
          </fieldset>
          <label>
            Channel
            <select value={channel} onChange={(event) => setChannel(event.currentTarget.value)}>
              <option value="">All</option>
              {names.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
          <label>
            Time zone
            <select value={zone} onChange={(event) => setZone(event.currentTarget.value)}>
              <option>{localZone}</option>
              {localZone !== 'UTC' && <option>UTC</option>}
            </select>
          </label>
        </form>
      </div>
      <Waiting channel={channel} />
      {sums.error === undefined ? (
        <Tiles series={sums.value && (sums.value.series ?? [])} />
      ) : (
        <Numbers error={sums.error} />
      )}
      <section class="card">
        <h2>Funnel</h2>
        {funnel.error !== undefined && sums.error === undefined && <Problem error={funnel.error} />}
        {funnel.error !== undefined && sums.error !== undefined && <p class="hint">No numbers.</p>}
        {funnel.value && <Funnel steps={funnel.value.funnels?.[0]?.steps ?? []} />}
      </section>
      {overTime.value && <Charts series={overTime.value.series ?? []} starts={starts} range={range} utc={utc} />}
    </section>
  );
}

function Numbers({ error }: { readonly error: unknown }) {
  const later = error instanceof ApiError && error.reason === 'UNIMPLEMENTED';
  return later ? (
    <p class="empty">Numbers are not available in this version of the service.</p>
  ) : (
    <Problem error={error} />
  );
}

/** Numbers of the whole range; undefined: not known yet. */
function Tiles({ series }: { readonly series: readonly MetricSeries[] | undefined }) {
  const pointIn = (metric: string) => pointsOf(series ?? [], metric)[0];
  const firstText = pointIn('METRIC_FIRST_TEXT_MS');
  const counts = totals.map(([metric, word]) => {
    const point = pointIn(metric);
    return { word, figure: number(Number(point?.count ?? 0)), opens: word, token: point?.drillToken };
  });
  const median = {
    word: 'First text, median',
    figure: firstText?.p50 === undefined ? '–' : milliseconds(firstText.p50),
    opens: 'Answered',
    token: firstText?.drillToken,
  };
  return (
    <ul class="tiles">
      {[...counts, median].map(({ word, figure, opens, token }) => (
        <li key={word} class="card">
          <h2>{word}</h2>
          <p class="figure">
            {series === undefined ? '…' : token ? <a href={toCounted(token, opens)}>{figure}</a> : figure}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Charts(props: {
  readonly series: readonly MetricSeries[];
  readonly starts: readonly Date[];
  readonly range: Range;
  readonly utc: boolean;
}) {
  const { series, starts, range, utc } = props;
  const [created, firstText] = useMemo(
    () =>
      ['METRIC_CONVERSATIONS_CREATED', 'METRIC_FIRST_TEXT_MS'].map((metric) => {
        const points = new Map(pointsOf(series, metric).map((point) => [Date.parse(point.start), point]));
        return starts.map((start) => points.get(start.getTime()));
      }),
    [series, starts],
  );
  const counts = useMemo(
    () => [
      { label: 'Conversations', color: '--c0', values: (created ?? []).map((point) => Number(point?.count ?? 0)) },
    ],
    [created],
  );
  const latencies = useMemo(
    () =>
      (['p50', 'p90', 'p99'] as const).map((quantile, i) => ({
        label: quantile,
        color: `--c${i}`,
        values: (firstText ?? []).map((point) => point?.[quantile] ?? null),
      })),
    [firstText],
  );
  const nameOf = (start: Date) => periodName(range.period, start, utc);
  const tickOf = (start: Date) => periodTick(range.period, start, utc);
  const opens = (points: readonly (MetricPoint | undefined)[] = [], what: string) => {
    const hrefOf = (period: number) => {
      const [token, start] = [points[period]?.drillToken, starts[period]];
      return token && start ? toCounted(token, `${what}, ${nameOf(start)}`) : undefined;
    };
    const onPick = (period: number) => {
      const href = hrefOf(period);
      if (href !== undefined) navigate(href);
    };
    return { hrefOf, onPick };
  };
  const shared = { starts, nameOf, tickOf, utc };
  return (
    <div class="charts">
      <Chart
        title="Conversations over time"
        kind="bars"
        series={counts}
        format={number}
        {...shared}
        {...opens(created, 'Conversations')}
      />
      <Chart
        title="Time to the first text"
        kind="lines"
        series={latencies}
        format={milliseconds}
        {...shared}
        {...opens(firstText, 'Answered')}
      />
    </div>
  );
}

function pointsOf(series: readonly MetricSeries[], metric: string): readonly MetricPoint[] {
  return series.find((one) => one.metric === metric)?.points ?? [];
}

/** The time, anew every minute while the page is looked at. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setNow(new Date());
    }, refreshMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
