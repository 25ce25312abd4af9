import type { Export } from '../application/export.js';
import type { Import } from '../application/import.js';
import type { Moment } from '../domain/history.js';
import type { JsonObject } from '../domain/json.js';
import type { DataServiceService, ExportEnd } from '../gen/colloquy/v1/data_service.js';
import { chunksOf, digestAt, type ExportState } from './export-chunks.js';
import { readLines } from './import-lines.js';
import type { Methods } from './methods.js';
import { contentHash, readFilter } from './read.js';
import type { Tokens } from './tokens.js';

/** Of the data service: what takes conversations out and in. */
export type Transfer = Pick<Methods<typeof DataServiceService>, 'exportConversations' | 'importConversations'>;

/** What the token of a chunk stands for. */
interface Resumed {
  readonly until: Moment;
  readonly state: ExportState;
}

export function makeTransfer(exporting: Export, importing: Import, tokens: Tokens): Transfer {
  return {
    exportConversations: async function* (request, { tenantId, signal }) {
      const { resumeToken, sinceToken } = request;
      const filter = readFilter(request.filter);
      const scope = [tenantId, contentHash('ExportConversations', filter as JsonObject)];
      const use = ['export', ...scope, sinceToken];
      const sinceUse = ['export since', ...scope];
      const since = sinceToken === '' ? {} : tokens.open<{ since: Moment }>(sinceUse, sinceToken, 'since_token');
      const resumed = resumeToken === '' ? undefined : tokens.open<Resumed>(use, resumeToken, 'resume_token');
      const until = resumed?.until ?? (await exporting.begin(tenantId));

      const items = exporting.items({ tenantId, filter, until, ...since }, resumed?.state.position, signal);
      const state = yield* map(chunksOf(items, resumed?.state), ({ state, ...chunk }) => {
        const content: Resumed = { until, state };
        return { item: { $case: 'chunk' as const, value: { ...chunk, resumeToken: tokens.sign(use, content) } } };
      });
      const { conversations, entries, unreadable } = state;
      const end: ExportEnd = {
        conversations,
        entries,
        sha256: await digestAt(state),
        snapshotAt: new Date(exporting.timeOf(until)),
        nextExportToken: tokens.sign(sinceUse, { since: until }),
        unreadable,
      };
      yield { item: { $case: 'end', value: end } };
    },

    importConversations: async (requests, { tenantId, signal }) => {
      async function* chunks(): AsyncGenerator<Uint8Array> {
        for await (const { jsonl } of requests) yield jsonl;
      }
      const { errors, ...counts } = await importing(tenantId, readLines(chunks()), signal);
      return { ...counts, errors: [...errors] };
    },
  };
}

/** What a generator yields, mapped; what it returns, as it is. */
async function* map<A, B, R>(source: AsyncGenerator<A, R>, to: (item: A) => B): AsyncGenerator<B, R> {
  try {
    for (;;) {
      const next = await source.next();
      if (next.done) return next.value;
      yield to(next.value);
    }
  } finally {
    // It may wait for nothing: whoever reads has gone.
    await source.return(undefined as R);
  }
}
