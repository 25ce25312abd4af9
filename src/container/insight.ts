import { ContainerModule } from 'inversify';
import { makeAsOf } from '../application/as-of.js';
import { makeCatchingUp } from '../application/catching-up.js';
import { makeCounted } from '../application/counted.js';
import { makeCountingAnew } from '../application/counting-anew.js';
import { makeFunnels } from '../application/funnels.js';
import { makeMending } from '../application/mending.js';
import { makeMetrics } from '../application/metrics.js';
import { makeReindexing } from '../application/reindexing.js';
import { makeSearching } from '../application/searching.js';
import { warningOf } from '../log.js';
import { tokens } from './tokens.js';

/** What is found and counted in conversations. */
export const insight = new ContainerModule(({ bind }) => {
  bind(tokens.searching).toResolvedValue(makeSearching, [tokens.store]);
  bind(tokens.catchingUp).toResolvedValue(
    (store, conditions, log) => makeCatchingUp(store, conditions, warningOf(log)),
    [tokens.store, tokens.conditions, tokens.log],
  );
  bind(tokens.reindexing).toResolvedValue(makeReindexing, [tokens.store, tokens.mending, tokens.leaving]);
  bind(tokens.asOf).toResolvedValue(makeAsOf, [tokens.store]);
  bind(tokens.counted).toResolvedValue(makeCounted, [tokens.store, tokens.asOf]);
  bind(tokens.mending).toResolvedValue(makeMending, [tokens.store, tokens.ids]);
  bind(tokens.countingAnew).toResolvedValue(
    (store, mending, conditions, log) => makeCountingAnew(store, mending, conditions, warningOf(log)),
    [tokens.store, tokens.mending, tokens.conditions, tokens.log],
  );
  bind(tokens.metrics).toResolvedValue(makeMetrics, [tokens.store, tokens.counted]);
  bind(tokens.funnels).toResolvedValue(makeFunnels, [tokens.store, tokens.counted]);
});
