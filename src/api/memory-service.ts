import { readPage } from '../application/pages.js';
import { invalid } from '../domain/errors.js';
import type { Recalled, Remembered } from '../domain/memory.js';
import type { Clock, Memory } from '../domain/ports.js';
import type { MemoryServiceService, Memory as WireMemory } from '../gen/colloquy/v1/memory_service.js';
import type { Methods } from './methods.js';
import { readMetadata, readPageSize } from './read.js';
import type { Tokens } from './tokens.js';

/** Where a list goes on. */
interface Position {
  readonly createdAt: number;
  readonly id: string;
}

const usualLimit = 10;
const mostLimit = 100;

export function makeMemoryService(memory: Memory, clock: Clock, tokens: Tokens): Methods<typeof MemoryServiceService> {
  return {
    addMemory: async ({ userId, text, metadata, createdAt }, { tenantId, signal }) => {
      expectWords('text', text);
      const data = readMetadata(metadata);
      const fact = {
        text,
        createdAt: createdAt ? createdAt.getTime() : clock.now(),
        ...(data ? { metadata: data } : {}),
      };
      return { memory: writeMemory(userId, await memory.add({ tenantId, userId }, fact, signal)) };
    },

    searchMemories: async ({ userId, query, limit }, { tenantId, signal }) => {
      expectWords('query', query);
      const most = limit === 0 ? usualLimit : Math.min(limit, mostLimit);
      const found = await memory.search({ tenantId, userId }, query, most, signal);
      return { memories: found.map((one) => writeMemory(userId, one)) };
    },

    listMemories: async ({ userId, pageSize, pageToken }, { tenantId, signal }) => {
      const use = ['listMemories', tenantId, userId];
      const after = pageToken === '' ? undefined : tokens.open<Position>(use, pageToken, 'page_token');
      const { items, more } = await readPage<Remembered>(readPageSize(pageSize), (count, last) =>
        memory.list({ tenantId, userId }, last ?? after, count, signal),
      );
      const last = items.at(-1);
      return {
        memories: items.map((one) => writeMemory(userId, one)),
        nextPageToken: more && last ? tokens.sign(use, { createdAt: last.createdAt, id: last.id }) : '',
      };
    },

    deleteMemory: async ({ userId, memoryId }, { tenantId, signal }) => {
      await memory.remove({ tenantId, userId }, memoryId, signal);
      return {};
    },
  };
}

/** The contract's rule knows fewer blanks than mem0 does. */
function expectWords(field: string, value: string): void {
  if (value.trim() === '') throw invalid(field, 'must not be blank');
}

function writeMemory(userId: string, memory: Remembered & Partial<Recalled>): WireMemory {
  const { id, text, score = 0, source, metadata, createdAt } = memory;
  return {
    id,
    userId,
    text,
    score,
    conversationId: source?.conversationId ?? '',
    sourceSeq: source?.seq ?? 0,
    metadata,
    createdAt: new Date(createdAt),
  };
}
