import { useEffect, useRef, useState } from 'preact/hooks';
import UPlot from 'uplot';

/** One line, or one row of bars, of a chart: a number for each period, null where there is none. */
export interface ChartSeries {
  readonly label: string;
  /** A custom property of the style sheet. */
  readonly color: string;
  readonly values: readonly (number | null)[];
}

const heightPx = 220;
/** What a tick of the time axis needs. */
const tickPx = 76;

/** Numbers over time. A click on a period opens it; the table below says the same to whoever cannot see or point. */
export function Chart(props: {
  readonly title: string;
  readonly kind: 'bars' | 'lines';
  readonly starts: readonly Date[];
  readonly series: readonly ChartSeries[];
  readonly nameOf: (start: Date) => string;
  /** The same, as short as an axis needs it. */
  readonly tickOf: (start: Date) => string;
  readonly format: (value: number) => string;
  readonly hrefOf: (period: number) => string | undefined;
  readonly onPick: (period: number) => void;
  readonly utc: boolean;
}) {
  const { title, kind, starts, series, nameOf, tickOf, format, hrefOf, onPick, utc } = props;
  const holder = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<number>();
  const scheme = useScheme();
  const pick = useRef(onPick);
  pick.current = onPick;

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const style = getComputedStyle(document.documentElement);
    const color = (name: string) => style.getPropertyValue(name).trim();
    const font = `12px ${color('--font')}`;
    const axis = { stroke: color('--soft'), font, ticks: { show: false }, grid: { stroke: color('--line'), width: 1 } };
    const chart = new UPlot(
      {
        width: element.clientWidth,
        height: heightPx,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false } },
        tzDate: (seconds) => {
          const date = new Date(seconds * 1000);
          return utc ? UPlot.tzDate(date, 'Etc/UTC') : date;
        },
        scales: { x: { range: padded(kind, starts) }, y: { range: (_, __, max) => [0, max > 0 ? max * 1.15 : 1] } },
        axes: [
          {
            ...axis,
            grid: { show: false },
            size: 28,
            splits: ({ width }) => thinned(starts, width / tickPx).map((start) => start.getTime() / 1000),
            values: (_, splits) => splits.map((at) => tickOf(new Date(at * 1000))),
          },
          {
            ...axis,
            size: 64,
            // There is no half of a conversation, and nobody asks for that of a millisecond.
            values: (_, splits) => splits.map((value) => (Number.isInteger(value) ? format(value) : '')),
          },
        ],
        series: [
          {},
          ...series.map(({ label, color: name }) => ({
            label,
            stroke: color(name),
            width: 2,
            ...(kind === 'bars'
              ? { fill: color(name), width: 0, points: { show: false }, ...bars }
              : { points: { size: 6, fill: color(name) } }),
          })),
        ],
        hooks: { setCursor: [({ cursor }) => setHovered(cursor.idx ?? undefined)] },
      },
      [starts.map((start) => start.getTime() / 1000), ...series.map(({ values }) => [...values])],
      element,
    );
    chart.over.addEventListener('click', () => {
      const { idx } = chart.cursor;
      if (typeof idx === 'number') pick.current(idx);
    });
    const sized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: heightPx }));
    sized.observe(element);
    return () => {
      sized.disconnect();
      chart.destroy();
    };
  }, [kind, starts, series, utc, scheme]);

  const start = hovered === undefined ? undefined : starts[hovered];
  const told = series.map(({ label, values }) => ({ label, value: hovered === undefined ? null : values[hovered] }));
  return (
    <figure class="card chart">
      <figcaption>
        <h2>{title}</h2>
        <p class="legend">
          <span class="period">{start ? nameOf(start) : ''}</span>
          {told.map(({ label, value }, i) => (
            <span key={label}>
              <i class={`swatch s${i}`} aria-hidden="true" />
              {label}
              {value === null || value === undefined ? '' : ` ${format(value)}`}
            </span>
          ))}
        </p>
      </figcaption>
      <div ref={holder} class="plot" role="img" aria-label={`${title}: the table below has the numbers`} />
      <details>
        <summary>Table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Period</th>
              {series.map(({ label }) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {starts.map((at, period) => {
              const href = hrefOf(period);
              return (
                <tr key={at.getTime()}>
                  <th scope="row">{href === undefined ? nameOf(at) : <a href={href}>{nameOf(at)}</a>}</th>
                  {series.map(({ label, values }) => {
                    const value = values[period];
                    return <td key={label}>{value === null || value === undefined ? '–' : format(value)}</td>;
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

const { bars: barsWith } = UPlot.paths;
const bars = barsWith ? { paths: barsWith({ size: [0.7, 48], radius: 0.15 }) } : {};

/** As many as there is room for, counted from the newest. */
function thinned(starts: readonly Date[], most: number): readonly Date[] {
  const step = Math.ceil(starts.length / Math.max(most, 1));
  return starts.filter((_, i) => (starts.length - 1 - i) % step === 0);
}

/** Bars stand on their periods, and the first and the last need room for their halves. */
function padded(kind: 'bars' | 'lines', starts: readonly Date[]): [number, number] {
  const [first = 0, second = first] = starts.map((start) => start.getTime() / 1000);
  const last = (starts.at(-1)?.getTime() ?? 0) / 1000;
  const half = (second - first) * (kind === 'bars' ? 0.5 : 0.1);
  return [first - half, last + half];
}

/** Changes with the color scheme: a canvas does not follow the style sheet by itself. */
function useScheme(): boolean {
  const [dark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const look = () => setDark(query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  return dark;
}
