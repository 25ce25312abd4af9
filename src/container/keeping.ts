import { ContainerModule } from 'inversify';
import { makePseudonym } from '../adapters/pseudonym.js';
import { makeArchiveMany } from '../application/archive-many.js';
import { makeArchiving } from '../application/archiving.js';
import { makeErasing } from '../application/erasing.js';
import { makeExport } from '../application/export.js';
import { makeImport } from '../application/import.js';
import { makeRetention } from '../application/retention.js';
import { makeVerify } from '../application/verify.js';
import { warningOf } from '../log.js';
import { tokens } from './tokens.js';

/** What becomes of conversations afterwards. */
export const keeping = new ContainerModule(({ bind }) => {
  bind(tokens.verify).toResolvedValue(makeVerify, [tokens.store, tokens.memory]);
  bind(tokens.archiving).toResolvedValue(
    (store, commits, exclusive, clock, ids, log) =>
      makeArchiving(store, commits, exclusive, clock, ids, warningOf(log)),
    [tokens.store, tokens.commits, tokens.exclusive, tokens.clock, tokens.ids, tokens.log],
  );
  bind(tokens.archiveMany).toResolvedValue(
    (store, archiving, conversations, summaries, leaving, log) =>
      makeArchiveMany(store, archiving, conversations, summaries, leaving, warningOf(log)),
    [tokens.store, tokens.archiving, tokens.conversations, tokens.summaries, tokens.leaving, tokens.log],
  );
  bind(tokens.retention).toResolvedValue(
    (store, archiving, archiveMany, conversations, clock, { retention }, conditions, log) =>
      makeRetention(store, archiving, archiveMany, conversations, clock, retention, conditions, warningOf(log)),
    [
      tokens.store,
      tokens.archiving,
      tokens.archiveMany,
      tokens.conversations,
      tokens.clock,
      tokens.config,
      tokens.conditions,
      tokens.log,
    ],
  );
  bind(tokens.export).toResolvedValue(makeExport, [tokens.store, tokens.leaving]);
  bind(tokens.import).toResolvedValue(
    (store, ids, settings, archiving, leaving) => makeImport(store, ids, settings.agentName, archiving, leaving),
    [tokens.store, tokens.ids, tokens.settings, tokens.archiving, tokens.leaving],
  );
  bind(tokens.erasing).toResolvedValue(
    async (store, memory, chat, clock, ids, settings, log) =>
      makeErasing(
        store,
        memory,
        chat.cancel,
        makePseudonym(await store.secret()),
        clock,
        ids,
        settings,
        (what, error, id) => log.warn({ err: error, erasureId: id }, what),
      ),
    [tokens.store, tokens.memory, tokens.chat, tokens.clock, tokens.ids, tokens.settings, tokens.log],
  );
});
