import { createHash } from 'node:crypto';
import { createSHA256, type IHasher } from 'hash-wasm';
import type { Exported, ExportPosition, ExportStep } from '../application/export.js';
import type { Entry as DomainEntry } from '../domain/entry.js';
import { invalid } from '../domain/errors.js';
import type { ExportChunk } from '../gen/colloquy/v1/data_service.js';
import { Conversation, Entry } from '../gen/colloquy/v1/resources.js';
import { jsonOf } from './json.js';
import { writeConversation, writeEntry } from './write.js';

/** How far an export is, from which it goes on: kept in the token of each chunk. */
export interface ExportState {
  /** The last line that is whole. */
  readonly position?: ExportPosition;
  /** The next line, where some of it is in the chunks already. */
  readonly begun?: { readonly position: ExportPosition; readonly bytes: number };
  readonly conversations: number;
  readonly entries: number;
  readonly unreadable: number;
  /** Of SHA-256 over all bytes so far. */
  readonly hash: string;
}

export type Chunk = Omit<ExportChunk, 'resumeToken'> & { readonly state: ExportState };

/** A chunk is sent once it has this much. */
const chunkBytes = 128 * 1024;
/** A line that is longer goes on in the next chunk: clients take messages of 4 MiB. */
const maxPiece = 2 * 1024 * 1024;

const newline = Buffer.from('\n');

/** Lines in chunks, with the account of all of them; returns the state at the end. */
export async function* chunksOf(
  items: AsyncIterable<ExportStep>,
  from: ExportState | undefined,
): AsyncGenerator<Chunk, ExportState> {
  const hasher = await hasherAt(from);
  const count = {
    conversations: from?.conversations ?? 0,
    entries: from?.entries ?? 0,
    unreadable: from?.unreadable ?? 0,
  };
  let position = from?.position;
  let begun = from?.begun;
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  const stateNow = (): ExportState => ({
    ...(position ? { position } : {}),
    ...(begun ? { begun } : {}),
    ...count,
    hash: Buffer.from(hasher.save()).toString('base64url'),
  });
  function chunk(): Chunk {
    const jsonl = Buffer.concat(pieces);
    [pieces, bytes] = [[], 0];
    hasher.update(jsonl);
    return { jsonl, sha256: createHash('sha256').update(jsonl).digest('hex'), state: stateNow() };
  }
  for await (const { item, position: after } of items) {
    let line = lineOf(item);
    if (begun && isSame(begun.position, after)) line = line.subarray(begun.bytes);
    // What it began with was erased meanwhile.
    else if (begun) line = Buffer.concat([newline, line]);
    let done = begun?.bytes ?? 0;
    if (bytes > 0 && bytes + line.length > 2 * chunkBytes) yield chunk();
    for (; line.length > maxPiece; line = line.subarray(maxPiece)) {
      pieces.push(line.subarray(0, maxPiece));
      done += maxPiece;
      begun = { position: after, bytes: done };
      yield chunk();
    }
    pieces.push(line);
    bytes += line.length;
    begun = undefined;
    position = after;
    if (item.kind === 'conversation') count.conversations++;
    if (item.kind === 'entry') count.entries++;
    if (item.kind === 'unreadable') count.unreadable++;
    if (bytes >= chunkBytes) yield chunk();
  }
  if (bytes > 0) yield chunk();
  return stateNow();
}

/** SHA-256 of all bytes up to a state, in hex. */
export async function digestAt(state: ExportState): Promise<string> {
  return (await hasherAt(state)).digest('hex');
}

async function hasherAt(state: ExportState | undefined): Promise<IHasher> {
  const hasher = await createSHA256();
  if (!state) return hasher.init();
  try {
    return hasher.load(Buffer.from(state.hash, 'base64url'));
  } catch {
    throw invalid('resume_token', 'was given by another version of this server: begin the export anew');
  }
}

function isSame(a: ExportPosition, b: ExportPosition): boolean {
  return a.part === b.part && a.conversationId === b.conversationId && a.seq === b.seq;
}

const conversationJson = jsonOf('colloquy.v1.Conversation');
const entryJson = jsonOf('colloquy.v1.Entry');

function lineOf(item: Exported): Buffer {
  return Buffer.from(`${textOf(item)}\n`);
}

function textOf(item: Exported): string {
  switch (item.kind) {
    case 'conversation': {
      const bytes = Conversation.encode(writeConversation(item.conversation)).finish();
      return `{"conversation":${conversationJson(bytes)}}`;
    }
    case 'entry':
      return entryLine(item.conversationId, item.entry);
    case 'unreadable':
      return `{"unreadable":${JSON.stringify(item.conversationId)}}`;
    case 'removed':
      return `{"removed":${JSON.stringify(item.conversationId)}}`;
  }
}

/** An entry as exports have it, and as `VerifyConversation` hashes it, without the line's end. */
export function entryLine(conversationId: string, entry: DomainEntry): string {
  const json = entryJson(Entry.encode(writeEntry(entry)).finish());
  return `{"conversationId":${JSON.stringify(conversationId)},"entry":${json}}`;
}
