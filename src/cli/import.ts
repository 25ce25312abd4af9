import { createReadStream, statSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { DataServiceClient, type ImportConversationsResponse } from '../gen/colloquy/v1/data_service.js';
import { expectServer } from './calling.js';
import { connectionOf, type Reach } from './connection.js';
import { type Part, partsOf, sendPart } from './import-parts.js';
import { isServiceError, type Problem, problemOfCall } from './problem.js';
import { type Progress, showProgress } from './progress.js';
import { plainScreen } from './screen.js';

export type ImportOptions = Reach;

/**
 * Takes lines from a file or from standard input; resolves with the exit code: 1 when any were refused, 2 for a compressed file
 * that cannot be unpacked.
 */
export async function importFrom(file: string | undefined, options: ImportOptions): Promise<number> {
  const screen = plainScreen();
  const left = new AbortController();
  process.once('SIGINT', () => left.abort(new Error('left')));
  const connection = connectionOf(options);
  const { address, credentials, metadata, options: channel } = connection;
  const client = new DataServiceClient(address, credentials, channel);
  const total = { conversationsAdded: 0, entriesAdded: 0, entriesSkipped: 0, linesRefused: 0 };
  let progress: Progress | undefined;
  try {
    await expectServer(connection);
    const source = isPipe(file) ? pipeSource() : fileSource(file);
    progress = showProgress({ what: 'import', unit: 'bytes', ...(isPipe(file) ? {} : { total: source.size }) });
    const { at, note } = progress;
    const lost = () => note('the connection broke; what was under way is sent again as soon as the server is there');
    for await (const part of partsOf(source.bytes)) {
      const answer = await sendPart(part, { client, metadata, signal: left.signal, lost });
      for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += answer[key];
      for (const refused of refusedIn(part, answer)) note(refused);
      at(source.read());
    }
  } catch (error) {
    progress?.end();
    progress = undefined;
    const unpacking = problemOfUnpacking(error, file);
    if (unpacking) {
      screen.problem(unpacking);
      return 2;
    }
    if (isServiceError(error)) screen.problem(problemOfCall(error, address));
    else if (!left.signal.aborted) throw error;
    screen.note('what was taken so far stays; the same command again takes the rest');
    return 1;
  } finally {
    progress?.end();
    client.close();
  }
  screen.note(
    `${total.conversationsAdded} conversations and ${total.entriesAdded} entries added, ${total.entriesSkipped} entries were there, ${total.linesRefused} lines refused`,
  );
  return total.linesRefused > 0 ? 1 : 0;
}

function isPipe(file: string | undefined): file is undefined | '-' {
  return file === undefined || file === '-';
}

function pipeSource() {
  let read = 0;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      read += chunk.length;
      yield chunk;
    }
  }
  return { size: 0, read: () => read, bytes: bytes() };
}

/** A file's bytes, unpacked by its name, and how many of it are read. */
function fileSource(file: string) {
  const { size } = statSync(file);
  const packed = createReadStream(file);
  const read = () => packed.bytesRead;
  if (!file.endsWith('.gz')) return { size, read, bytes: packed };
  const bytes = createGunzip();
  packed.on('error', (error) => bytes.destroy(error));
  return { size, read, bytes: packed.pipe(bytes) };
}

/** What zlib says of a file, in words; undefined for any other error. */
function problemOfUnpacking(error: unknown, file = ''): Problem | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!code.startsWith('Z_')) return undefined;
  if (code === 'Z_BUF_ERROR') {
    return {
      what: `${file} is cut off`,
      advice: 'copy or export it again, and import that; what was taken so far stays',
    };
  }
  const what = `${file} is no gzip, or is damaged`;
  return { what, advice: 'a file that is not compressed is to have a name without .gz; else copy or export it again' };
}

function* refusedIn({ linesBefore }: Part, { errors, linesRefused }: ImportConversationsResponse): Generator<string> {
  for (const { line, reason } of errors) yield `line ${linesBefore + line}: ${reason}`;
  if (linesRefused > errors.length) yield `and ${linesRefused - errors.length} lines more about here`;
}
