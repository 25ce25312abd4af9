import type { Owner, Stage, Status } from './model.js';

/** The stages in the order of the funnel; LOST lies beside it. */
export const stages: readonly Stage[] = [
  'STAGE_LEAD',
  'STAGE_ENGAGED',
  'STAGE_QUALIFIED',
  'STAGE_PROPOSAL',
  'STAGE_NEGOTIATION',
  'STAGE_WON',
  'STAGE_LOST',
];

/** An enum's value as a word: STAGE_WON is Won. */
export function wordOf(value: string, prefix: string): string {
  const bare = value.startsWith(prefix) ? value.slice(prefix.length) : value;
  return bare.charAt(0) + bare.slice(1).toLowerCase().replaceAll('_', ' ');
}

export const stageWord = (stage: Stage | undefined): string => wordOf(stage ?? 'STAGE_LEAD', 'STAGE_');
export const statusWord = (status: Status): string => wordOf(status, 'CONVERSATION_STATUS_');

/** Who answers, in words. */
export function ownerWord({ kind, id = '' }: Owner = {}): string {
  if (kind === 'OWNER_KIND_QUEUE') return id ? `waiting in ${id}` : 'waiting';
  if (kind === 'OWNER_KIND_HUMAN') return id;
  return id ? `${id} (agent)` : 'agent';
}

const hour = 3600;
const day = 24 * hour;

/** Seconds as somebody would say them, in two parts at most: 2 h 5 m. */
export function duration(seconds: number): string {
  if (seconds < 1) return '< 1 s';
  const parts: readonly [number, string][] = [
    [day, 'd'],
    [hour, 'h'],
    [60, 'm'],
    [1, 's'],
  ];
  const from = parts.findIndex(([size]) => seconds >= size);
  let rest = Math.round(seconds);
  const said: string[] = [];
  for (const [size, unit] of parts.slice(from, from + 2)) {
    const count = Math.floor(rest / size);
    if (count > 0) said.push(`${count} ${unit}`);
    rest -= count * size;
  }
  return said.join(' ');
}

export function milliseconds(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : duration(ms / 1000);
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

const whole = new Intl.NumberFormat();
export const number = (value: number): string => whole.format(value);

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dated = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export const fullTime = (at: string): string => dated.format(new Date(at));
export const clockTime = (at: string): string => clock.format(new Date(at));
export const dateOf = (at: string): string => date.format(new Date(at));

/** A time in a list: the clock for today, the date before. */
export function shortTime(at: string, now = new Date()): string {
  const then = new Date(at);
  return then.toDateString() === now.toDateString() ? clock.format(then) : date.format(then);
}

/** How long ago, in one part. */
export function ago(at: string, now = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000);
  return seconds < 60 ? 'now' : duration(seconds).split(' ', 2).join(' ');
}
