import type { MongoClient } from 'mongodb';
import type { Streams } from './changes.js';
import { durable, makeClient, type OnClient, readMs } from './client.js';
import { collectionsOf } from './collections.js';

/** How long the server may keep an answer back when it has nothing to tell. */
const awaitMs = 500;
const batchSize = 500;

/** Every commit inserts or replaces a head; nothing else of it is needed. */
const pipeline = [
  { $match: { operationType: { $in: ['insert', 'replace'] } } },
  { $project: { 'fullDocument.tenantId': 1, 'fullDocument.conversationId': 1 } },
];

/**
 * The server's change stream over all heads. Through a client of its own, made at the first use: a stream keeps a
 * connection busy, and one that hangs keeps none from commits.
 */
export function watchStream(uri: string, database: string, onClient?: OnClient): Streams {
  let client: MongoClient | undefined;

  const open: Streams['open'] = (token, { answered, changed }) => {
    client ??= makeClient(uri, onClient, { maxPoolSize: 2, minPoolSize: 0 });
    const { socketTimeoutMS } = client.options;
    const stream = collectionsOf(durable(client, database)).conversations.watch(pipeline, {
      batchSize,
      maxTimeMS: readMs,
      maxAwaitTimeMS: socketTimeoutMS ? Math.min(awaitMs, socketTimeoutMS / 2) : awaitMs,
      ...(token === undefined ? {} : { resumeAfter: token }),
    });
    stream.on('resumeTokenChanged', answered);
    // Read so, the driver does not resume by itself, which it does without a pause.
    const documents = stream.stream();
    const ended = new Promise<unknown>((resolve) => {
      documents.on('error', resolve).on('end', resolve).on('close', resolve);
    });
    documents.on('data', ({ _id, fullDocument: { tenantId, conversationId } }) => {
      changed(_id, { tenantId, conversationId });
    });
    return { ended, close: () => stream.close() };
  };

  return { open, close: async () => client?.close() };
}
