import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Metadata } from '@grpc/grpc-js';
import { jsonOf } from '../../src/api/json.js';
import type {
  DataServiceClient,
  ExportChunk,
  ExportConversationsRequest,
  ExportConversationsResponse,
  ExportEnd,
  ImportConversationsResponse,
} from '../../src/gen/colloquy/v1/data_service.js';
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
  return importPieces(service, piecesOf(textOf(lines)), metadata);
}

/** A text in pieces that fit a request. */
export function* piecesOf(text: string, size = 500_000): Generator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
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

export interface ExportedAll {
  readonly chunks: readonly ExportChunk[];
  readonly end: ExportEnd;
  readonly text: string;
}

/** An export to its end. `each` is told of every chunk as it comes, and may wait. */
export async function exportAll(
  { data }: HasData,
  request: Partial<ExportConversationsRequest> = {},
  metadata = new Metadata(),
  each: (chunk: ExportChunk) => unknown = () => undefined,
): Promise<ExportedAll> {
  const chunks: ExportChunk[] = [];
  let end: ExportEnd | undefined;
  const stream = data.exportConversations({ filter: undefined, resumeToken: '', sinceToken: '', ...request }, metadata);
  for await (const { item } of stream as AsyncIterable<ExportConversationsResponse>) {
    if (end) throw new Error('something comes after the end');
    if (item?.$case === 'chunk') {
      const { jsonl, sha256 } = item.value;
      if (createHash('sha256').update(jsonl).digest('hex') !== sha256) throw new Error('a chunk has another hash');
      chunks.push(item.value);
      await each(item.value);
    } else if (item) end = item.value;
  }
  if (!end) throw new Error('the export has no end');
  return { chunks, end, text: Buffer.concat(chunks.map(({ jsonl }) => jsonl)).toString() };
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The values of JSON lines. */
export function valuesOf(text: string): Record<string, unknown>[] {
  return text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
}
