import { createHash } from 'node:crypto';
import { pipeline as pipe, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { type Archive, type ArchiveReference, PutUnsettled } from '../../domain/archive.js';
import type { Conversation } from '../../domain/conversation.js';
import type { Entry } from '../../domain/entry.js';
import { DomainError } from '../../domain/errors.js';
import { canonical } from '../../domain/json.js';
import { BlobBroken, type Blobs, BlobUnsettled } from './blobs.js';

/** Of what is written; raised when the version before cannot read it. */
const formatVersion = 1;
/** No entry is larger: what has a longer line is not ours. */
const maxLineBytes = 64 * 1024 * 1024;

/**
 * Logs as gzip of lines of JSON with sorted keys: first one that says whose log it is and how long, then each entry. The
 * same log is the same lines.
 */
export function makeLogArchive(blobs: Blobs): Archive {
  const prefixOf = ({ tenantId, id }: Pick<Conversation, 'tenantId' | 'id'>) => `${tenantId}/${id}/`;

  async function put(head: Conversation, key: string, entries: AsyncIterable<Entry>, signal: AbortSignal) {
    const hash = createHash('sha256');
    const count = { entries: 0, bytes: 0 };
    const line = (value: unknown) => {
      const text = Buffer.from(`${canonical(value)}\n`);
      hash.update(text);
      return text;
    };
    async function* lines() {
      yield line(headerOf(head));
      for await (const entry of entries) {
        count.entries++;
        yield line(entry);
      }
    }
    async function* counted(bytes: AsyncIterable<Uint8Array>) {
      for await (const some of bytes) {
        count.bytes += some.length;
        yield some;
      }
    }
    let unsettled = false;
    const send = (bytes: AsyncIterable<Uint8Array>) =>
      blobs.put(key, counted(bytes), signal).catch((error: unknown) => {
        unsettled = error instanceof BlobUnsettled;
        throw error;
      });
    await attempt(signal, () => pipeline(lines, createGzip(), send, { signal })).catch((error: unknown) => {
      throw unsettled ? new PutUnsettled(error) : error;
    });
    return { ...count, sha256: hash.digest('hex') };
  }

  async function* get(of: Pick<Conversation, 'tenantId' | 'id'>, reference: ArchiveReference, signal: AbortSignal) {
    const damaged = (cause?: unknown) => new DomainError({ kind: 'archive-damaged', conversationId: of.id }, { cause });
    const bytes = await attempt(signal, () => blobs.get(reference.key, signal));
    if (!bytes) throw damaged(new Error(`${reference.key} is not there`));
    const hash = createHash('sha256');
    let seq = 0;
    let known = false;
    try {
      for await (const line of linesOf(gunzipped(bytes))) {
        signal.throwIfAborted();
        hash.update(line).update('\n');
        if (!known) {
          expectHeader(line, of);
          known = true;
          continue;
        }
        const entry: Entry = JSON.parse(line.toString());
        if (entry.seq !== ++seq || seq > reference.entries)
          throw damaged(new Error(`entry ${seq} is not in its place`));
        yield entry;
      }
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw isDamage(error) ? damaged(error) : outside(error);
    }
    if (seq !== reference.entries || hash.digest('hex') !== reference.sha256) {
      throw damaged(new Error(`${reference.key} has another content`));
    }
  }

  return {
    name: blobs.name,
    put,
    get,
    keys: (of, signal) => attempt(signal, () => blobs.keys(prefixOf(of), signal)),
    remove: (key, signal) => attempt(signal, () => blobs.remove(key, signal)),
    removeParts: (key, signal) => attempt(signal, async () => blobs.removePartsOf?.(key, signal)),
    clear: (of, signal) =>
      attempt(signal, async () => {
        const keys = await blobs.keys(prefixOf(of), signal);
        for (const key of keys) await blobs.remove(key, signal);
        await blobs.removeParts(prefixOf(of), signal);
        return keys.length;
      }),
    check: (signal) => attempt(signal, () => blobs.check(signal)),
    close: () => blobs.close(),
  };
}

function headerOf({ tenantId, id, userId, channel, lastSeq }: Conversation) {
  return { v: formatVersion, tenantId, conversationId: id, userId, channel, entries: lastSeq };
}

function expectHeader(line: Buffer, { tenantId, id }: Pick<Conversation, 'tenantId' | 'id'>): void {
  const header: Partial<ReturnType<typeof headerOf>> = JSON.parse(line.toString());
  if (header.v !== undefined && header.v > formatVersion) {
    throw new DomainError({ kind: 'document-too-new', document: `archived log of ${id}`, version: header.v });
  }
  if (header.tenantId !== tenantId || header.conversationId !== id) throw new BlobBroken('it is the log of another');
}

function gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  // What goes wrong on the way comes out at its end.
  return pipe(Readable.from(bytes), createGunzip(), () => undefined);
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, end)]);
      parts = [];
      length = 0;
      start = end + 1;
    }
    parts.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > maxLineBytes) throw new BlobBroken('a line has no end');
  }
  if (length > 0) throw new BlobBroken('the last line has no end');
}

/** What the bytes are to blame for. */
function isDamage(error: unknown): boolean {
  if (error instanceof BlobBroken || error instanceof SyntaxError) return true;
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
}

/** `archive-unavailable` for whatever the world does to us; our own bugs and what callers gave as it is. */
function outside(error: unknown): unknown {
  const ours = error instanceof DomainError || error instanceof TypeError || error instanceof RangeError;
  return ours ? error : new DomainError({ kind: 'archive-unavailable', retryAfterMs: 2000 }, { cause: error });
}

async function attempt<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  try {
    return await work();
  } catch (error) {
    throw signal.aborted ? signal.reason : outside(error);
  }
}
