import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Metadata } from '@grpc/grpc-js';
import type { DataServiceClient, ImportConversationsResponse } from '../gen/colloquy/v1/data_service.js';
import { isPassing, isServiceError } from './problem.js';

/** Lines that are sent in one call, and again when that breaks: a server that has them already adds nothing. */
export interface Part {
  /** Lines that come before it. */
  readonly linesBefore: number;
  readonly pieces: readonly Uint8Array[];
}

/** A part is cut before a conversation's line once it has this much, and after any line once it has four times that. */
const partBytes = 8 * 1024 * 1024;
/** A request takes a mebibyte. */
const pieceBytes = 512 * 1024;
const newline = 0x0a;
const opening = Buffer.from('\n{"conversation":');

/** A stream of lines in parts. */
export async function* partsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  let linesBefore = 0;
  let pieces: Uint8Array[] = [];
  let size = 0;
  function part(): Part {
    const done = { linesBefore, pieces };
    for (const piece of pieces) for (const byte of piece) if (byte === newline) linesBefore++;
    [pieces, size] = [[], 0];
    return done;
  }
  function add(piece: Uint8Array): void {
    for (let at = 0; at < piece.length; at += pieceBytes) pieces.push(piece.subarray(at, at + pieceBytes));
    size += piece.length;
  }
  for await (const chunk of bytes) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    // Where in this chunk the next part begins.
    const before = size >= partBytes ? buffer.indexOf(opening) : -1;
    const after = size >= 4 * partBytes ? buffer.indexOf(newline) : -1;
    const cut = (before >= 0 ? before : after) + 1;
    if (cut > 0) {
      add(buffer.subarray(0, cut));
      yield part();
    }
    add(buffer.subarray(cut));
  }
  if (size > 0) yield part();
}

export interface Sending {
  readonly client: DataServiceClient;
  readonly metadata: Metadata;
  readonly signal: AbortSignal;
  /** The connection has broken; once a break, however many tries it takes. */
  lost(): void;
}

/** How long a server may be away before an import is given up. */
const patienceMs = 60_000;
const betweenTriesMs = 500;

/** Sends a part until it was taken. Throws when the server refuses all of it, or stays away. */
export async function sendPart(part: Part, sending: Sending): Promise<ImportConversationsResponse> {
  const { client, signal, lost } = sending;
  let lostAt: number | undefined;
  for (;;) {
    signal.throwIfAborted();
    const startedAt = Date.now();
    try {
      return await sendOnce(part, sending);
    } catch (error) {
      signal.throwIfAborted();
      if (!isServiceError(error) || !isPassing(error)) throw error;
      // One that was taken for longer than that was no server that is away.
      if (lostAt === undefined || Date.now() - startedAt > patienceMs) {
        lostAt = Date.now();
        lost();
      } else if (Date.now() - lostAt > patienceMs) throw error;
    }
    await pause(betweenTriesMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    await new Promise<void>((resolve) => client.waitForReady(Date.now() + betweenTriesMs, () => resolve()));
  }
}

async function sendOnce({ pieces }: Part, { client, metadata, signal }: Sending): Promise<ImportConversationsResponse> {
  const over = new AbortController();
  let hangUp: () => void = () => undefined;
  const answer = new Promise<ImportConversationsResponse>((resolve, reject) => {
    const stream = client.importConversations(metadata, (error, response) => {
      over.abort();
      if (error) reject(error);
      else resolve(response);
    });
    hangUp = () => stream.cancel();
    signal.addEventListener('abort', hangUp, { once: true });
    const write = async () => {
      for (const jsonl of pieces) {
        if (over.signal.aborted) return;
        if (!stream.write({ jsonl: Buffer.from(jsonl) })) await once(stream, 'drain', { signal: over.signal });
      }
      stream.end();
    };
    // Once the call is over nothing is waited for; the answer says how it was.
    write().catch(() => undefined);
  });
  try {
    return await answer;
  } finally {
    signal.removeEventListener('abort', hangUp);
  }
}
