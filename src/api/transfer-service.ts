import type { Import } from '../application/import.js';
import type { DataServiceService } from '../gen/colloquy/v1/data_service.js';
import { readLines } from './import-lines.js';
import { later, type Methods } from './methods.js';

/** Of the data service: what takes conversations out and in. */
export type Transfer = Pick<Methods<typeof DataServiceService>, 'exportConversations' | 'importConversations'>;

export function makeTransfer(importing: Import): Transfer {
  return {
    importConversations: async (requests, { tenantId, signal }) => {
      async function* chunks(): AsyncGenerator<Uint8Array> {
        for await (const { jsonl } of requests) yield jsonl;
      }
      const { errors, ...counts } = await importing(tenantId, readLines(chunks()), signal);
      return { ...counts, errors: [...errors] };
    },

    exportConversations: later('ExportConversations'),
  };
}
