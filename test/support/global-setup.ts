import { randomBytes } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { dropDatabases, findMongo, howToGetOne, type MongoServer } from './mongo-server.js';

declare module 'vitest' {
  export interface ProvidedContext {
    mongodb: { uris: string[]; kind: MongoServer['kind']; run: string } | null;
  }
}

/**
 * Runs once before all suites. SecantusDB is one thread: of it there is one server for each worker, so that what a file
 * does to it holds up no other file.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const required = process.env.REQUIRE_MONGODB === '1';
  const server = await findMongo();
  if (!server) {
    if (required) throw new Error(`REQUIRE_MONGODB=1, and there is no MongoDB. ${howToGetOne}`);
    project.provide('mongodb', null);
    return async () => console.log(`\nSKIPPED: the MongoDB suites, there is no server.\n${howToGetOne}`);
  }
  const servers = [server];
  while (server.kind === 'secantus' && servers.length < project.config.maxWorkers) {
    servers.push((await findMongo()) ?? server);
  }
  const run = `colloquy_test_${randomBytes(4).toString('hex')}`;
  console.log(`MongoDB of this run: ${server.name}`);
  project.provide('mongodb', { uris: servers.map(({ uri }) => uri), kind: server.kind, run });
  return async () => {
    // A server of our own goes with all that it has.
    if (server.kept) await dropDatabases(server.uri, run).catch(() => undefined);
    for (const one of servers) await one.stop();
  };
}
