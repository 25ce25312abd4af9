import type { MongoClient, ResumeToken } from 'mongodb';
import type { Streams } from './changes.js';
import { durable, makeClient, type OnClient, readMs } from './client.js';
import { collectionsOf } from './collections.js';

/** How long the server may keep an answer back when it has nothing to tell. */
const awaitMs = 500;
const batchSize = 500;

/**
 * Of commits alone. One that changes a head is told as an update: what a pipeline writes goes to the oplog as what differs,
 * which is little, and always the commit's id. The head itself the server looks up.
 */
const pipeline = [
  {
    $match: {
      $or: [
        { operationType: { $in: ['insert', 'replace'] } },
        { operationType: 'update', 'updateDescription.updatedFields.commitId': { $exists: true } },
      ],
    },
  },
  { $project: { 'fullDocument.tenantId': 1, 'fullDocument.conversationId': 1 } },
];

/** An event of `pipeline`. Of a head that is gone by now there is no document: its erasure is told as a replacement. */
interface CommitEvent {
  readonly _id: ResumeToken;
  readonly fullDocument?: { readonly tenantId: string; readonly conversationId: string } | null;
}

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
      fullDocument: 'updateLookup',
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
    documents.on('data', ({ _id, fullDocument }: CommitEvent) => {
      if (fullDocument) changed(_id, { tenantId: fullDocument.tenantId, conversationId: fullDocument.conversationId });
    });
    return { ended, close: () => stream.close() };
  };

  return { open, close: async () => client?.close() };
}
