import {
  type ClientSession,
  type Db,
  MongoClient,
  type MongoClientOptions,
  ReadConcern,
  ReadPreference,
  WriteConcern,
} from 'mongodb';

/** How long the server may work on one operation, in milliseconds; it stops working when nobody waits any more. */
export const readMs = 2_000;
export const writeMs = 4_000;
/** How long it may count, which may be very many: within what the driver waits for an answer. */
export const countMs = 9_000;
/** How long who takes over what is free waits for a document that somebody holds: others are free meanwhile. */
export const takeMs = 500;

/** What a durable store needs, whatever the URI says. */
export const durability = {
  readConcern: new ReadConcern('majority'),
  writeConcern: new WriteConcern('majority', 5_000, true),
  readPreference: ReadPreference.primary,
};

/**
 * Every stage of an operation has its own limit. The driver's one limit for all of them (`timeoutMS`) does nothing from
 * 7.8.0 on and could mix up replies before (CVE-2026-119179), so it is never set.
 */
const defaults = {
  appName: 'colloquy',
  retryReads: true,
  retryWrites: true,
  serverSelectionTimeoutMS: 2_500,
  connectTimeoutMS: 3_000,
  socketTimeoutMS: 10_000,
  waitQueueTimeoutMS: 1_000,
  maxPoolSize: 50,
  minPoolSize: 5,
  maxConnecting: 4,
  maxIdleTimeMS: 300_000,
  heartbeatFrequencyMS: 5_000,
} as const satisfies MongoClientOptions;

/** The driver's options for a URI: pool, limits and fail-over as the URI says, else ours; durability always ours. */
export function clientOptions(uri: string): MongoClientOptions {
  const start = uri.indexOf('?');
  const said = new Set(
    [...new URLSearchParams(start < 0 ? '' : uri.slice(start + 1)).keys()].map((key) => key.toLowerCase()),
  );
  // A pool that the URI makes smaller than our minimum would be refused by the driver.
  if (said.has('maxpoolsize')) said.add('minpoolsize');
  const ours = Object.entries(defaults).filter(([key]) => !said.has(key.toLowerCase()));
  return { ...Object.fromEntries(ours), ...durability, ignoreUndefined: false };
}

export type OnClient = (client: MongoClient) => void;

/** A client that connects when it is first used; `onClient` gets it before, to listen to its events. */
export function makeClient(uri: string, onClient?: OnClient, more: MongoClientOptions = {}): MongoClient {
  const monitoring = onClient ? { monitorCommands: true } : {};
  const client = new MongoClient(uri, { ...clientOptions(uri), ...monitoring, ...more });
  onClient?.(client);
  return client;
}

/** Connects. Close it once, at the end. */
export async function connect(uri: string, onClient?: OnClient, more?: MongoClientOptions): Promise<MongoClient> {
  const client = makeClient(uri, onClient, more);
  try {
    return await client.connect();
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** A database whose reads and writes are durable ones: `w=1` in a URI does not reach it. */
export function durable(client: MongoClient, database: string): Db {
  return client.db(database, durability);
}

/** For an operation in a transaction: the concerns are the transaction's. */
export function within(session: ClientSession): { readonly session: ClientSession; readonly maxTimeMS: number } {
  return { session, maxTimeMS: writeMs };
}
