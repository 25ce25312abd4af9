import { invalid } from '../domain/errors.js';
import { type Funnel, type FunnelStep, makeFunnel } from '../domain/funnel.js';
import type { Dimension, Group, Selection } from '../domain/numbers.js';
import type { ConversationFilter, ConversationStore } from '../domain/ports.js';
import type { Counted, Drill } from './counted.js';

export interface FunnelQuery {
  /** Absent: from the first conversation that there is. */
  readonly from?: number;
  /** Exclusive; absent: all up to now. */
  readonly to?: number;
  readonly groupBy: readonly Dimension[];
  readonly filter: ConversationFilter;
}

export interface GroupedFunnel {
  readonly group: Group;
  readonly steps: readonly (FunnelStep & { readonly drill: Drill })[];
}

export interface Funnels {
  query(tenantId: string, query: FunnelQuery, signal: AbortSignal): Promise<{ funnels: GroupedFunnel[]; asOf: number }>;
}

const maxFunnels = 500;

export function makeFunnels(store: ConversationStore, counted: Counted): Funnels {
  return {
    async query(tenantId, { from, to, groupBy, filter }, signal) {
      const moment = await store.history.now(tenantId);
      const asOf = store.history.timeOf(moment);
      const begin = from ?? (await store.numbers.earliest(tenantId, 'created')) ?? asOf;
      const cohort: Selection & { readonly filter: ConversationFilter } = {
        ...{ moment, filter, what: { kind: 'created' }, group: {} },
        ...{ from: begin, to: to ?? asOf + 1 },
      };
      const funnels = new Map<string, Funnel>();
      // Who asks for no groups gets a funnel, also of nothing.
      if (groupBy.length === 0) funnels.set('[]', makeFunnel());
      for await (const ids of counted.batches(tenantId, cohort, filter, signal)) {
        for (const story of (await counted.stories(tenantId, moment, ids)).values()) {
          const created = story.find(({ kind }) => kind === 'created');
          if (!created) continue;
          const key = JSON.stringify(groupBy.map((dimension) => created[dimension]));
          const funnel = funnels.get(key) ?? makeFunnel();
          funnel.add(story);
          funnels.set(key, funnel);
          if (funnels.size > maxFunnels) throw invalid('group_by', `more than ${maxFunnels} groups`);
        }
      }
      const grouped = [...funnels]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, funnel]) => {
          const values: string[] = JSON.parse(key);
          const group: Group = Object.fromEntries(groupBy.map((dimension, i) => [dimension, values[i] ?? '']));
          const steps = funnel.steps().map((step) => ({ ...step, drill: { ...cohort, group, reached: step.stage } }));
          return { group, steps };
        });
      return { funnels: grouped, asOf };
    },
  };
}
