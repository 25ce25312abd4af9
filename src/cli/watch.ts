import { once } from 'node:events';
import { ConversationServiceClient } from '../gen/colloquy/v1/conversation_service.js';
import { calling } from './calling.js';
import { filterOf } from './filter-options.js';
import { jsonLines, type Lines, wordLines } from './lines.js';
import type { WatchOptions } from './watch-options.js';
import { type Watching, watchEntries, watchList } from './watching.js';

/** Writes what happens until Ctrl-C, over any number of breaks; resolves with the exit code. */
export async function watch(conversationId: string | undefined, options: WatchOptions): Promise<number> {
  const { stdout } = process;
  const left = new AbortController();
  process.once('SIGINT', () => left.abort(new Error('left')));
  const { signal } = left;
  return await calling(options, ConversationServiceClient, async ({ client, connection, screen }) => {
    const { metadata } = connection;
    const watching: Watching = { client, metadata, signal, lost: () => screen.note('reconnecting…') };
    const lines = options.json ? jsonLines() : wordLines;
    const written =
      conversationId === undefined
        ? linesOfAll(watching, lines, options)
        : linesOfOne(watching, lines, conversationId, options.after ?? 0);
    try {
      for await (const line of written) {
        // As fast as it is read, and no faster.
        if (line !== '' && !stdout.write(line)) await once(stdout, 'drain', { signal });
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return 0;
  });
}

async function* linesOfOne(watching: Watching, lines: Lines, id: string, afterSeq: number): AsyncGenerator<string> {
  for await (const entry of watchEntries(watching, id, afterSeq)) yield lines.entry(entry);
}

async function* linesOfAll(watching: Watching, lines: Lines, options: WatchOptions): AsyncGenerator<string> {
  for await (const happening of watchList(watching, filterOf(options))) yield lines.happening(happening);
}
