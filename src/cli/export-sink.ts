import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { lstat, open, readFile, realpath, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { createGunzip, gzip } from 'node:zlib';
import type { Problem } from './problem.js';

/** Where an export goes. */
export interface Sink {
  /** Of the last chunk that is in it already; empty for none. */
  readonly token: string;
  /** What is in it already. */
  readonly conversations: number;
  write(jsonl: Uint8Array, token: string): Promise<void>;
  /** Nothing more comes. Throws `SinkProblem` when it does not have the bytes that the server has counted. */
  finish(end: { readonly sha256: string; readonly nextExportToken: string }): Promise<void>;
  /** Resolves with whether there is something that another run can go on with. */
  close(): Promise<boolean>;
}

/** Something is wrong with the file, for the person at the terminal. */
export class SinkProblem extends Error {
  readonly problem: Problem;
  constructor(what: string, advice: string) {
    super(what);
    this.problem = { what, advice };
  }
}

/** So much is written at once, and then known to be there. */
const batchBytes = 1024 * 1024;
/** What people have said: for the eyes of who exports it. */
const mode = 0o600;
const compressed = promisify(gzip);

/** To a pipe: what was written is gone, so that only this process can go on with it. */
export function pipeSink(write: (bytes: Uint8Array) => Promise<void>): Sink {
  const hash = createHash('sha256');
  return {
    token: '',
    conversations: 0,
    async write(jsonl) {
      hash.update(jsonl);
      await write(jsonl);
    },
    async finish({ sha256 }) {
      expectAsSent(hash.digest('hex'), sha256);
    },
    close: async () => false,
  };
}

/**
 * The file that a name stands for: what a link leads to, and the name itself where nothing is. What is there is replaced
 * by `force` alone, and only a regular file.
 */
export async function targetOf(name: string, force: boolean): Promise<string> {
  const link = await lstat(name).catch(unlessThere);
  if (!link) return name;
  // Followed by the system: what a link in /proc says is no path where it leads to a pipe.
  const there = await stat(name).catch(unlessThere);
  if (!there) throw new SinkProblem(`${name} leads to nothing`, 'name the file that it should lead to');
  if (!there.isFile()) throw new SinkProblem(`${name} is no regular file`, 'for a pipe leave FILE out, or give -');
  if (!force) throw new SinkProblem(`${name} is there already`, 'name another file, or add --force');
  return link.isSymbolicLink() ? realpath(name) : name;
}

function unlessThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** What `FILE.part.json` has: the text up to `token` is the first `bytes` of `FILE.part`. */
interface Progress {
  /** What was asked for: a token is good for that alone. */
  readonly request: string;
  readonly token: string;
  readonly bytes: number;
}

/**
 * To a file, by way of `FILE.part`, so that `FILE` is always whole. Goes on with what an earlier run has left of the same
 * request. Compressed, each batch is a member of its own, which is one stream to every reader of gzip.
 */
export async function fileSink(file: string, request: string): Promise<Sink> {
  const [part, note] = [`${file}.part`, `${file}.part.json`];
  const pack = file.endsWith('.gz') ? (bytes: Uint8Array) => compressed(bytes) : async (bytes: Uint8Array) => bytes;
  const before = await leftBy(part, note, request);
  if (before) await truncate(part, before.bytes);
  const handle = await open(part, before ? 'a' : 'w', mode);
  const { hash, conversations } = before ? await readBack(part, file.endsWith('.gz')) : fresh();
  let pieces: Uint8Array[] = [];
  let waiting = 0;
  let bytes = before?.bytes ?? 0;
  let newest = before?.token ?? '';

  async function flush(): Promise<void> {
    if (pieces.length === 0) return;
    const packed = await pack(Buffer.concat(pieces));
    [pieces, waiting] = [[], 0];
    await handle.appendFile(packed);
    await handle.datasync();
    bytes += packed.length;
    await replace(note, JSON.stringify({ request, token: newest, bytes } satisfies Progress));
  }

  return {
    token: newest,
    conversations,
    async write(jsonl, token) {
      hash.update(jsonl);
      pieces.push(jsonl);
      waiting += jsonl.length;
      newest = token;
      if (waiting >= batchBytes) await flush();
    },
    async finish({ sha256, nextExportToken }) {
      await flush();
      try {
        expectAsSent(hash.digest('hex'), sha256);
      } catch (error) {
        await rm(note, { force: true });
        throw error;
      }
      await handle.sync();
      await replace(`${file}.token`, `${nextExportToken}\n`);
      await rename(part, file);
      await rm(note, { force: true });
    },
    async close() {
      // What has come is kept, so that no chunk is asked for twice.
      await flush();
      await handle.close();
      const left = existsSync(note);
      // Without its note it is of no worth.
      if (!left) await rm(part, { force: true });
      return left;
    },
  };
}

/** What an earlier run has left, when this one can go on with it. */
async function leftBy(part: string, note: string, request: string): Promise<Progress | undefined> {
  if (!existsSync(note) || !existsSync(part)) return undefined;
  const left = JSON.parse(await readFile(note, 'utf8')) as Progress;
  if (left.request !== request) {
    throw new SinkProblem(`${part} is of another export`, 'give the same options, name another file, or remove it');
  }
  return (await stat(part)).size >= left.bytes ? left : undefined;
}

function fresh() {
  return { hash: createHash('sha256'), conversations: 0 };
}

/** The hash of the text that is there, and how many conversations it has. */
async function readBack(part: string, packed: boolean) {
  const so = { ...fresh(), begun: true };
  const bytes = createReadStream(part);
  const text = packed ? bytes.pipe(createGunzip()) : bytes;
  for await (const piece of text as AsyncIterable<Buffer>) {
    so.hash.update(piece);
    so.conversations += conversationsIn(piece);
  }
  return so;
}

const opening = Buffer.from('{"conversation":');

/** Conversations whose line begins in these bytes; to show how far it is. */
export function conversationsIn(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
    if (at === 0 || text[at - 1] === 0x0a) count++;
  }
  return count;
}

async function replace(file: string, content: string): Promise<void> {
  await writeFile(`${file}.new`, content, { mode, flush: true });
  await rename(`${file}.new`, file);
}

function expectAsSent(have: string, sent: string): void {
  if (have === sent) return;
  throw new SinkProblem(`what was written has the SHA-256 ${have}, what was sent ${sent}`, 'export it again');
}
