import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Metadata } from '@grpc/grpc-js';
import type { DataServiceClient, ImportConversationsResponse } from '../gen/colloquy/v1/data_service.js';
import { isPassing, isServiceError } from './problem.js';

/** Lines that are sent in one call, and again when that breaks: a server that has them already adds nothing. */
export interface Part {
  /** What a line's number in it is to be raised by, to be that of the whole. */
  readonly linesBefore: number;
  readonly pieces: readonly Uint8Array[];
}

/** A part is cut before a conversation's line once it has this much, and before any line once it has four times that. */
const partBytes = 8 * 1024 * 1024;
/** A request takes a mebibyte. */
const pieceBytes = 512 * 1024;
/** No line that is longer is taken. */
const maxLine = 8 * 1024 * 1024;
const newline = 0x0a;
const opening = Buffer.from('{"conversation":');

/**
 * A stream of lines in parts. One that begins within a log begins with its conversation's line once more, which says what
 * becomes of the conversation once its log is whole.
 */
export async function* partsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  let linesBefore = 0;
  let lines = 0;
  let pieces: Buffer[] = [];
  let open: Buffer[] = [];
  let [size, openSize] = [0, 0];
  /** The newest conversation's line, as far as it is known. */
  let heading: Buffer[] = [];
  let headed = true;
  function flush(): void {
    if (openSize === 0) return;
    const joined = Buffer.concat(open);
    for (let at = 0; at < joined.length; at += pieceBytes) pieces.push(joined.subarray(at, at + pieceBytes));
    [open, openSize] = [[], 0];
  }
  function add(some: Buffer): void {
    open.push(some);
    openSize += some.length;
    size += some.length;
    if (openSize >= pieceBytes) flush();
  }
  function part(): Part {
    flush();
    const done = { linesBefore, pieces };
    [pieces, size, linesBefore] = [[], 0, lines];
    return done;
  }
  for await (const { some, begins, ends } of linesIn(bytes)) {
    const opens = begins && some.subarray(0, opening.length).equals(opening);
    if ((opens && size >= partBytes) || (begins && size >= 4 * partBytes)) {
      yield part();
      if (!opens && heading.length > 0) {
        for (const each of heading) add(each);
        linesBefore--;
      }
    }
    if (opens) [heading, headed] = [[], false];
    if (!headed) heading.push(some);
    if (heading.reduce((sum, { length }) => sum + length, 0) > maxLine) [heading, headed] = [[], true];
    if (ends) headed = true;
    add(some);
    if (ends) lines++;
  }
  if (size > 0) yield part();
}

/** Lines, or parts of such as a chunk ends in; a part that a line begins with is long enough to tell what it is. */
async function* linesIn(bytes: AsyncIterable<Uint8Array>) {
  let begins = true;
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    let rest = Buffer.concat([held, chunk]);
    held = Buffer.alloc(0);
    while (rest.length > 0) {
      const end = rest.indexOf(newline);
      if (end < 0 && begins && rest.length < opening.length) {
        held = rest;
        break;
      }
      const some = end < 0 ? rest : rest.subarray(0, end + 1);
      yield { some, begins, ends: end >= 0 };
      begins = end >= 0;
      rest = rest.subarray(some.length);
    }
  }
  if (held.length > 0) yield { some: held, begins, ends: false };
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
