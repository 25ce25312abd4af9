import { once } from 'node:events';
import { Metadata } from '@grpc/grpc-js';
import { jsonOf } from '../../src/api/json.js';
import type { DataServiceClient, ImportConversationsResponse } from '../../src/gen/colloquy/v1/data_service.js';
import { Conversation, Entry } from '../../src/gen/colloquy/v1/resources.js';
import { ask, type TestService } from './service.js';

interface HasData {
  readonly data: DataServiceClient;
}

/** Sends pieces of an import as fast as they are taken. */
export async function importPieces(
  { data }: HasData,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  metadata = new Metadata(),
): Promise<ImportConversationsResponse> {
  let over = false;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let stream: ReturnType<DataServiceClient['importConversations']>;
  const answer = new Promise<ImportConversationsResponse>((resolve, reject) => {
    stream = data.importConversations(metadata, (error, response) => {
      over = true;
      end();
      if (error) reject(error);
      else resolve(response);
    });
  });
  answer.catch(() => undefined);
  for await (const jsonl of pieces) {
    if (over) break;
    if (!stream!.write({ jsonl: Buffer.from(jsonl) })) await Promise.race([once(stream!, 'drain'), ended]);
  }
  stream!.end();
  return answer;
}

/** Lines, one JSON value each; a string is a line as it is. */
export function importLines(service: HasData, lines: readonly unknown[], metadata?: Metadata) {
  return importPieces(service, [Buffer.from(textOf(lines))], metadata);
}

export function textOf(lines: readonly unknown[]): string {
  return lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
}

const conversationJson = jsonOf('colloquy.v1.Conversation');
const entryJson = jsonOf('colloquy.v1.Entry');

/** A conversation and its log as an export has them, by the other calls of the service. */
export async function linesOf(
  service: TestService,
  conversationId: string,
  metadata = new Metadata(),
): Promise<string[]> {
  const { conversation } = await ask(service.conversations, 'getConversation', { conversationId }, metadata);
  const lines = [`{"conversation":${conversationJson(Conversation.encode(conversation!).finish())}}`];
  for (let pageToken = ''; ; ) {
    const page = await ask(
      service.conversations,
      'listEntries',
      { conversationId, pageSize: 500, pageToken },
      metadata,
    );
    for (const entry of page.entries) {
      const json = entryJson(Entry.encode(entry).finish());
      lines.push(`{"conversationId":${JSON.stringify(conversationId)},"entry":${json}}`);
    }
    pageToken = page.nextPageToken;
    if (pageToken === '') return lines;
  }
}
