import { once } from 'node:events';
import { ConversationServiceClient } from '../gen/colloquy/v1/conversation_service.js';
import { connectionOf } from './connection.js';
import { filterOf } from './filter-options.js';
import { jsonLines, type Lines, wordLines } from './lines.js';
import { expectServer } from './presence.js';
import { isServiceError, problemOfCall } from './problem.js';
import { plainScreen } from './screen.js';
import type { WatchOptions } from './watch-options.js';
import { type Watching, watchEntries, watchList } from './watching.js';

/** Writes what happens until Ctrl-C, over any number of breaks; resolves with the exit code. */
export async function watch(conversationId: string | undefined, options: WatchOptions): Promise<number> {
  const { stdout, stderr } = process;
  const left = new AbortController();
  process.once('SIGINT', () => left.abort(new Error('left')));
  const { signal } = left;
  const screen = plainScreen(
    (text) => stdout.write(text),
    (text) => stderr.write(text),
  );
  const connection = connectionOf(options);
  const { address, credentials, metadata } = connection;
  const client = new ConversationServiceClient(address, credentials, connection.options);
  try {
    await expectServer(connection);
    const watching: Watching = { client, metadata, signal, lost: () => screen.note('reconnecting…') };
    const lines = options.json ? jsonLines() : wordLines;
    const written =
      conversationId === undefined
        ? linesOfAll(watching, lines, options)
        : linesOfOne(watching, lines, conversationId, options.after ?? 0);
    for await (const line of written) {
      // As fast as it is read, and no faster.
      if (line !== '' && !stdout.write(line)) await once(stdout, 'drain', { signal });
    }
    return 0;
  } catch (error) {
    if (signal.aborted) return 0;
    if (!isServiceError(error)) throw error;
    screen.problem(problemOfCall(error, address));
    return 1;
  } finally {
    client.close();
  }
}

async function* linesOfOne(watching: Watching, lines: Lines, id: string, afterSeq: number): AsyncGenerator<string> {
  for await (const entry of watchEntries(watching, id, afterSeq)) yield lines.entry(entry);
}

async function* linesOfAll(watching: Watching, lines: Lines, options: WatchOptions): AsyncGenerator<string> {
  for await (const happening of watchList(watching, filterOf(options))) yield lines.happening(happening);
}
