import { once } from 'node:events';
import type { CallOptions, Metadata } from '@grpc/grpc-js';
import { jsonOf } from '../api/json.js';
import {
  AddMemoryRequest,
  AddMemoryResponse,
  DeleteMemoryRequest,
  ListMemoriesRequest,
  type ListMemoriesResponse,
  type Memory,
  MemoryServiceClient,
  SearchMemoriesRequest,
  type SearchMemoriesResponse,
} from '../gen/colloquy/v1/memory_service.js';
import { calling } from './calling.js';
import { answer, type Reach, soon } from './connection.js';
import { harmless } from './screen.js';

/** What is asked of a user's memories. */
export type MemoryAsk =
  | { readonly kind: 'list' }
  | { readonly kind: 'search'; readonly query: string; readonly limit: number }
  | { readonly kind: 'add'; readonly text: string }
  | { readonly kind: 'delete'; readonly id: string };

export interface MemoryOptions extends Reach {
  readonly user: string;
  /** A line of protobuf's JSON for each memory. */
  readonly json?: boolean;
}

const pageSize = 200;

/** Asks, and writes a line for each memory; resolves with the exit code. */
export async function memory(ask: MemoryAsk, options: MemoryOptions): Promise<number> {
  const { stdout } = process;
  const line = options.json ? jsonLine() : wordLine;
  return await calling(options, MemoryServiceClient, async ({ client, connection }) => {
    for await (const each of asked(client, ask, options.user, connection.metadata)) {
      if (!stdout.write(line(each))) await once(stdout, 'drain');
    }
    return 0;
  });
}

async function* asked(
  client: MemoryServiceClient,
  ask: MemoryAsk,
  userId: string,
  metadata: Metadata,
): AsyncGenerator<Memory> {
  const within: Partial<CallOptions> = soon();
  switch (ask.kind) {
    case 'list': {
      let pageToken = '';
      do {
        const request = ListMemoriesRequest.fromPartial({ userId, pageSize, pageToken });
        const page = await answer<ListMemoriesResponse>((done) => client.listMemories(request, metadata, soon(), done));
        yield* page.memories;
        pageToken = page.nextPageToken;
      } while (pageToken !== '');
      return;
    }
    case 'search': {
      const request = SearchMemoriesRequest.fromPartial({ userId, query: ask.query, limit: ask.limit });
      const found = await answer<SearchMemoriesResponse>((done) =>
        client.searchMemories(request, metadata, within, done),
      );
      yield* found.memories;
      return;
    }
    case 'add': {
      const request = AddMemoryRequest.fromPartial({ userId, text: ask.text });
      const added = await answer<AddMemoryResponse>((done) => client.addMemory(request, metadata, within, done));
      if (added.memory) yield added.memory;
      return;
    }
    case 'delete': {
      const request = DeleteMemoryRequest.fromPartial({ userId, memoryId: ask.id });
      await answer((done) => client.deleteMemory(request, metadata, within, done));
    }
  }
}

/** Fields apart by tabs: id, when, the score of a search, where it was learned, the text on one line. */
function wordLine({ id, createdAt, score, conversationId, sourceSeq, text }: Memory): string {
  const from = conversationId === '' ? '-' : `${conversationId}#${sourceSeq}`;
  const rank = score > 0 ? score.toFixed(2) : '-';
  const flat = harmless(text).replace(/\s+/g, ' ').trim();
  return `${[id, createdAt?.toISOString() ?? '-', rank, from, flat].join('\t')}\n`;
}

/** The one message of the contract that has a memory and nothing else. */
function jsonLine(): (memory: Memory) => string {
  const toJson = jsonOf('colloquy.v1.AddMemoryResponse');
  return (memory) => `${toJson(AddMemoryResponse.encode({ memory }).finish())}\n`;
}
