import { InsightServiceClient, type ReindexMessagesResponse } from '../gen/colloquy/v1/insight_service.js';
import { calling } from './calling.js';
import type { Reach } from './connection.js';
import { showProgress } from './progress.js';
import { harmless } from './screen.js';

/**
 * Makes a tenant's index of messages anew, and what is counted right, with how far it is; resolves with 1 when something
 * differs afterwards.
 */
export async function reindex(options: Reach): Promise<number> {
  return await calling(options, InsightServiceClient, async ({ client, connection, screen }) => {
    const end = await followed(
      client.reindexMessages({}, connection.metadata) as AsyncIterable<ReindexMessagesResponse>,
    );
    if (!end?.done) throw new Error('the server ended before its work did: try again');
    for (const difference of end.differences) process.stdout.write(`${harmless(difference)}\n`);
    const { entries, removed, verified, factsAdded, factsRemoved } = end;
    const strays = removed > 0 ? `; ${removed} of conversations that are gone were removed` : '';
    screen.note(`${entries} entries were read${strays}; ${verified} conversations were compared with their logs`);
    if (factsAdded + factsRemoved > 0) screen.note(`numbers: ${factsAdded} facts were added, ${factsRemoved} removed`);
    return end.differences.length > 0 ? 1 : 0;
  });
}

/** Shows how far it is; resolves with the last message. */
async function followed(stream: AsyncIterable<ReindexMessagesResponse>): Promise<ReindexMessagesResponse | undefined> {
  const progress = showProgress({ what: 'reindex', unit: 'conversations' });
  let last: ReindexMessagesResponse | undefined;
  try {
    for await (const message of stream) {
      last = message;
      progress.at(message.conversations, message.total);
    }
    return last;
  } finally {
    progress.end();
  }
}
