import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import {
  DataServiceClient,
  ExportConversationsRequest,
  type ExportConversationsResponse,
  type ExportEnd,
} from '../gen/colloquy/v1/data_service.js';
import { type Connection, connectionOf, type Reach } from './connection.js';
import { conversationsIn, fileSink, pipeSink, type Sink, SinkProblem } from './export-sink.js';
import { type FilterOptions, filterOf } from './filter-options.js';
import { lasting } from './lasting.js';
import { expectServer } from './presence.js';
import { isPassing, isServiceError, problemOfCall } from './problem.js';
import { showProgress } from './progress.js';
import { plainScreen } from './screen.js';

export interface ExportOptions extends Reach, FilterOptions {
  readonly since?: string;
  readonly force?: boolean;
}

/** How long a server may be away before the export is given up, to be gone on with later. */
const patienceMs = 60_000;

/** Writes an export to a file or to standard output, over any number of breaks; resolves with the exit code. */
export async function exportTo(file: string | undefined, options: ExportOptions): Promise<number> {
  const { stdout, stderr } = process;
  const screen = plainScreen(
    (text) => stdout.write(text),
    (text) => stderr.write(text),
  );
  const left = new AbortController();
  process.once('SIGINT', () => left.abort(new Error('left')));
  const connection = connectionOf(options);
  let sink: Sink | undefined;
  try {
    const request = { filter: filterOf(options), resumeToken: '', sinceToken: tokenOf(options.since) };
    await expectServer(connection);
    sink = isPipe(file) ? toStdout() : await fileSink(file, keyOf(request, options), options.force ?? false);
    const end = await take(connection, request, sink, left.signal);
    await sink.finish(end);
    const { conversations, entries, sha256, snapshotAt, nextExportToken } = end;
    const when = snapshotAt?.toISOString() ?? '';
    screen.note(`${conversations} conversations with ${entries} entries, as they were at ${when}; SHA-256 ${sha256}`);
    screen.note(isPipe(file) ? `the next one: --since ${nextExportToken}` : `the next one: --since ${file}`);
    return 0;
  } catch (error) {
    if (error instanceof SinkProblem) screen.problem(error.problem);
    else if (isServiceError(error)) screen.problem(problemOfCall(error, connection.address));
    else if (!left.signal.aborted) throw error;
    const refused = isServiceError(error) && !isPassing(error);
    if (sink && !isPipe(file)) {
      screen.note(
        refused ? `to begin anew, remove ${file}.part` : 'the same command goes on where this one was cut off',
      );
    }
    return 1;
  } finally {
    await sink?.close();
  }
}

async function take(
  { address, credentials, options, metadata }: Connection,
  request: ExportConversationsRequest,
  sink: Sink,
  signal: AbortSignal,
): Promise<ExportEnd> {
  const client = new DataServiceClient(address, credentials, options);
  let resumeToken = sink.token;
  let done = sink.conversations;
  const progress = showProgress({ what: 'export', unit: 'conversations', from: done });
  const open = () => client.exportConversations({ ...request, resumeToken }, metadata);
  const lost = () => progress.note('the connection broke; it goes on as soon as the server is there');
  try {
    for await (const { item } of lasting<ExportConversationsResponse>(open, { client, signal, patienceMs, lost })) {
      if (item?.$case === 'end') return item.value;
      if (!item) continue;
      const { jsonl } = item.value;
      await sink.write(jsonl, item.value.resumeToken);
      resumeToken = item.value.resumeToken;
      done += conversationsIn(jsonl);
      progress.at(done);
    }
    throw new Error('an export ends with its end');
  } finally {
    progress.end();
    client.close();
  }
}

function isPipe(file: string | undefined): file is undefined | '-' {
  return file === undefined || file === '-';
}

function toStdout(): Sink {
  const { stdout } = process;
  // Whoever reads us may have had enough.
  stdout.on('error', () => process.exit(1));
  return pipeSink(async (bytes) => {
    if (!stdout.write(bytes)) await once(stdout, 'drain');
  });
}

/** What a token is good for: the same request, of the same tenant and server. */
function keyOf(request: ExportConversationsRequest, { address, tenant }: ExportOptions): string {
  const bytes = ExportConversationsRequest.encode(request).finish();
  return JSON.stringify([address ?? '', tenant ?? '', Buffer.from(bytes).toString('base64')]);
}

/** `--since`: the file of the export before, or its token. */
function tokenOf(since: string | undefined): string {
  if (since === undefined) return '';
  const file = `${since}.token`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : since;
}
