import type { Metric, MetricsQuery } from '../../src/application/metrics.js';
import { apply, type Conversation, unopened } from '../../src/domain/conversation.js';
import { type Entry, type Stage, stages } from '../../src/domain/entry.js';
import { matches } from '../../src/domain/filter.js';
import type { Dimension } from '../../src/domain/numbers.js';
import type { Period } from '../../src/domain/periods.js';
import type { ConversationFilter } from '../../src/domain/ports.js';
import type { Turn } from '../../src/domain/turn.js';

/** All that is known of a conversation. */
export interface Known {
  readonly head: Conversation;
  readonly entries: readonly Entry[];
  readonly turns: readonly Turn[];
}

/** Something that counts, as who reads a log sees it. */
interface Event {
  readonly of: Known;
  readonly metric: Metric;
  readonly at: number;
  readonly value: number;
  readonly group: Readonly<Record<Dimension, string>>;
}

const everyStatus = ['ACTIVE', 'CLOSED', 'ARCHIVED'] as const;

function eventsOf(of: Known): Event[] {
  const events: Event[] = [];
  const { tenantId, id, userId, channel } = of.head;
  let head = unopened({ tenantId, id, userId, channel });
  for (const entry of of.entries) {
    head = apply(head, entry);
    const { message } = entry;
    const holder = head.owner.kind === 'AGENT' ? head.owner.id : '';
    const agent = message?.role === 'AGENT' ? message.authorId : holder;
    const group = { channel, stage: head.stage, agent, owner: head.owner.kind };
    const tell = (metric: Metric, over: Partial<Event['group']> = {}) =>
      events.push({ of, metric, at: entry.at, value: 1, group: { ...group, ...over } });
    if (message) tell('MESSAGES');
    for (const change of entry.changes) {
      if (change.kind === 'created') tell('CONVERSATIONS_CREATED');
      if (change.kind === 'stageChanged' && change.to === 'WON') tell('WON', { stage: 'WON' });
      if (change.kind === 'stageChanged' && change.to === 'LOST') tell('LOST', { stage: 'LOST' });
      if (change.kind === 'qualificationChanged' && !change.from.isQualified && change.to.isQualified)
        tell('QUALIFIED');
      if (change.kind === 'ownerChanged' && change.from.kind === 'AGENT' && change.to.kind !== 'AGENT')
        tell('HANDOFFS');
    }
  }
  for (const turn of of.turns) {
    const { endedAt, outcome, status, acceptedAt } = turn;
    if (endedAt === undefined || !outcome) continue;
    const reply = of.entries.find(({ seq }) => seq === turn.replySeq)?.message;
    const agent = reply?.authorId ?? (outcome.owner.kind === 'AGENT' ? outcome.owner.id : '');
    const group = { channel, stage: outcome.stage, agent, owner: outcome.owner.kind };
    const tell = (metric: Metric, value = 1) => events.push({ of, metric, at: endedAt, value, group });
    tell('TURNS');
    if (status === 'FAILED') tell('TURNS_FAILED');
    if (reply) tell('TURN_MS', endedAt - acceptedAt);
    if (!reply?.usage) continue;
    if (reply.text !== '') tell('FIRST_TEXT_MS', reply.usage.firstTextMs);
    tell('INPUT_TOKENS', reply.usage.inputTokens);
    tell('OUTPUT_TOKENS', reply.usage.outputTokens);
  }
  return events;
}

/** What a clock in a zone shows, cut to a period. */
export function label(period: Period | undefined, timeZone: string, at: number): string {
  if (!period) return 'all';
  const options = {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
  } as const;
  const parts = new Intl.DateTimeFormat('en', { ...options, timeZoneName: 'longOffset' }).formatToParts(at);
  const { year, month, day, hour, timeZoneName } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const date = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  if (period === 'MONTH') return `${year}-${month}`;
  if (period === 'DAY') return `${year}-${month}-${day}`;
  if (period === 'HOUR') return `${year}-${month}-${day} ${hour} ${timeZoneName}`;
  let monday = date;
  while (new Date(monday).getUTCDay() !== 1) monday -= 86_400_000;
  return new Date(monday).toISOString().slice(0, 10);
}

/** A point as it ought to be. */
export interface Expected {
  readonly metric: Metric;
  readonly group: string;
  readonly label: string;
  readonly values: readonly number[];
  readonly ids: readonly string[];
}

function inRange(at: number, { from = -Infinity, to = Infinity }: { from?: number; to?: number }): boolean {
  return at >= from && at < to;
}

/** Every point that is not empty, counted one by one. */
export function recount(all: readonly Known[], query: MetricsQuery): Expected[] {
  const events = all
    .filter(({ head }) => matches({ statuses: everyStatus, ...query.filter }, head))
    .flatMap(eventsOf)
    .filter(({ at, metric }) => inRange(at, query) && query.metrics.includes(metric));
  const found = new Map<string, Event[]>();
  for (const event of events) {
    const group = JSON.stringify(query.groupBy.map((dimension) => event.group[dimension]));
    const key = JSON.stringify([event.metric, group, label(query.period, query.timeZone || 'UTC', event.at)]);
    found.set(key, [...(found.get(key) ?? []), event]);
  }
  return [...found].map(([key, some]) => {
    const [metric, group, name] = JSON.parse(key);
    const ids = [...new Set(some.map(({ of }) => of.head.id))].sort();
    return { metric, group, label: name, values: some.map(({ value }) => value), ids };
  });
}

/** The ids that reached each stage, and how long those that left it were in it, by group. */
export function refunnel(
  all: readonly Known[],
  query: { from?: number; to?: number; groupBy: readonly Dimension[]; filter: ConversationFilter },
): Map<string, { stage: Stage; ids: string[]; stays: number[] }[]> {
  const funnels = new Map<string, { stage: Stage; ids: string[]; stays: number[] }[]>();
  const fresh = () => stages.map((stage) => ({ stage, ids: [] as string[], stays: [] as number[] }));
  if (query.groupBy.length === 0) funnels.set('[]', fresh());
  for (const known of all) {
    const created = eventsOf(known).find(({ metric }) => metric === 'CONVERSATIONS_CREATED');
    if (!created || !inRange(created.at, query)) continue;
    if (!matches({ statuses: everyStatus, ...query.filter }, known.head)) continue;
    const key = JSON.stringify(query.groupBy.map((dimension) => created.group[dimension]));
    const funnel = funnels.get(key) ?? fresh();
    funnels.set(key, funnel);
    const path: { stage: Stage; at: number }[] = [{ stage: 'LEAD', at: created.at }];
    for (const { at, changes } of known.entries) {
      for (const change of changes) if (change.kind === 'stageChanged') path.push({ stage: change.to, at });
    }
    for (const [i, step] of funnel.entries()) {
      const later = (stage: Stage) => stage !== 'LOST' && stages.indexOf(stage) >= i;
      const been = path.some(({ stage }) => (step.stage === 'LOST' ? stage === 'LOST' : later(stage)));
      if (been) step.ids.push(known.head.id);
      const stays = path.flatMap(({ stage, at }, n) => {
        const next = path[n + 1];
        return stage === step.stage && next ? [Math.max(0, next.at - at)] : [];
      });
      if (stays.length > 0) step.stays.push(stays.reduce((sum, ms) => sum + ms));
    }
  }
  return funnels;
}

/** The least value that at least the share `q` are not above. */
export function exactQuantile(values: readonly number[], q: number): number {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(q * values.length) - 1)] ?? 0;
}
