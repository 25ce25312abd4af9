import { InsightServiceClient, type ReindexMessagesResponse } from '../gen/colloquy/v1/insight_service.js';
import { connectionOf, type Reach } from './connection.js';
import { expectServer } from './presence.js';
import { isServiceError, problemOfCall } from './problem.js';
import { showProgress } from './progress.js';
import { harmless, plainScreen } from './screen.js';

/** Makes a tenant's index of messages anew, with how far it is; resolves with 1 when something differs afterwards. */
export async function reindex(options: Reach): Promise<number> {
  const screen = plainScreen(
    (text) => process.stdout.write(text),
    (text) => process.stderr.write(text),
  );
  const connection = connectionOf(options);
  const client = new InsightServiceClient(connection.address, connection.credentials, connection.options);
  try {
    await expectServer(connection);
    const end = await followed(
      client.reindexMessages({}, connection.metadata) as AsyncIterable<ReindexMessagesResponse>,
    );
    if (!end?.done) throw new Error('the server ended before its work did: try again');
    for (const difference of end.differences) process.stdout.write(`${harmless(difference)}\n`);
    const { entries, removed, verified } = end;
    const strays = removed > 0 ? `; ${removed} of conversations that are gone were removed` : '';
    screen.note(`${entries} entries were read${strays}; ${verified} conversations were compared with their logs`);
    return end.differences.length > 0 ? 1 : 0;
  } catch (error) {
    if (!isServiceError(error)) throw error;
    screen.problem(problemOfCall(error, connection.address));
    return 1;
  } finally {
    client.close();
  }
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
