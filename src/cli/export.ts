import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import {
  DataServiceClient,
  ExportConversationsRequest,
  type ExportConversationsResponse,
  type ExportEnd,
} from '../gen/colloquy/v1/data_service.js';
import { detailsOf } from '../grpc/trailers.js';
import { expectServer } from './calling.js';
import { type Connection, connectionOf, type Reach } from './connection.js';
import { conversationsIn, fileSink, pipeSink, type Sink, SinkProblem, targetOf } from './export-sink.js';
import { type FilterOptions, filterOf } from './filter-options.js';
import { lasting } from './lasting.js';
import { isPassing, isServiceError, type Problem, problemOfCall, reasonOf } from './problem.js';
import { showProgress } from './progress.js';
import { plainScreen } from './screen.js';

export interface ExportOptions extends Reach, FilterOptions {
  readonly since?: string;
  readonly force?: boolean;
}

/** How long a server may be away before the export is given up, to be gone on with later. */
const patienceMs = 60_000;

/** Writes an export to a file or to standard output, over any number of breaks; resolves with the exit code. */
export async function exportTo(name: string | undefined, options: ExportOptions): Promise<number> {
  const screen = plainScreen();
  const left = new AbortController();
  process.once('SIGINT', () => left.abort(new Error('left')));
  const connection = connectionOf(options);
  const sinceToken = await tokenOf(options.since);
  let file: string | undefined;
  let sink: Sink | undefined;
  let refused = false;
  try {
    const request = { filter: filterOf(options), resumeToken: '', sinceToken };
    file = isPipe(name) ? undefined : await targetOf(name, options.force ?? false);
    await expectServer(connection);
    sink = file === undefined ? toStdout() : await fileSink(file, keyOf(request, options));
    const end = await take(connection, request, sink, left.signal);
    await sink.finish(end);
    const { conversations, entries, sha256, snapshotAt, nextExportToken, unreadable } = end;
    const when = snapshotAt?.toISOString() ?? '';
    screen.note(`${conversations} conversations with ${entries} entries, as they were at ${when}; SHA-256 ${sha256}`);
    screen.note(`the next one: --since ${file ?? nextExportToken}`);
    if (unreadable === 0) return 0;
    const they = unreadable === 1 ? '1 conversation is' : `${unreadable} conversations are`;
    screen.problem({
      what: `${they} not whole in it: the archived log is missing or damaged`,
      advice: 'lines {"unreadable": …} name them; put their logs back from a copy of the archive, and export again',
    });
    return 1;
  } catch (error) {
    if (error instanceof SinkProblem) screen.problem(error.problem);
    else if (isServiceError(error)) {
      refused = !isPassing(error);
      const problem = problemOfCall(error, connection.address);
      screen.problem(options.since === sinceToken ? ofSince(problem, sinceToken) : problem);
    } else if (!left.signal.aborted) throw error;
  } finally {
    if (await sink?.close())
      screen.note(
        refused ? `to begin anew, remove ${file}.part` : 'the same command goes on where this one was cut off',
      );
  }
  return 1;
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
  const lost = (failure: unknown) =>
    progress.note(
      isServiceError(failure) && reasonOf(detailsOf(failure)) === 'COUNTING_UNDER_WAY'
        ? failure.details
        : 'the connection broke; it goes on as soon as the server is there',
    );
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

function isPipe(name: string | undefined): name is undefined | '-' {
  return name === undefined || name === '-';
}

function toStdout(): Sink {
  const { stdout } = process;
  // Of a command that ends because nobody reads on: then not all has come.
  process.exitCode = 1;
  return pipeSink(async (bytes) => {
    if (!stdout.write(bytes)) await once(stdout, 'drain');
  });
}

/** What a token is good for: the same request, of the same tenant and server. */
function keyOf(request: ExportConversationsRequest, { address, tenant }: ExportOptions): string {
  const bytes = ExportConversationsRequest.encode(request).finish();
  return JSON.stringify([address ?? '', tenant ?? '', Buffer.from(bytes).toString('base64')]);
}

/** `--since`: the token beside the file of the export before, or that token itself. */
async function tokenOf(since: string | undefined): Promise<string> {
  if (since === undefined) return '';
  const real = await realpath(since).catch(() => since);
  const file = [`${since}.token`, `${real}.token`].find((path) => existsSync(path));
  return file === undefined ? since : (await readFile(file, 'utf8')).trim();
}

/** The problem with a token that was no file's: it may have been meant to be one. */
function ofSince(problem: Problem, since: string): Problem {
  if (!problem.what.includes('since_token')) return problem;
  return {
    what: `there is no file ${since}.token, and no such token for this export`,
    advice: 'give the file of an export with the same options, or the token that it ended with',
  };
}
