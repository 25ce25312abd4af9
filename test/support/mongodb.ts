import { inject } from 'vitest';
import type {} from './global-setup.js';
import { freshDatabase } from './mongo-server.js';

export interface MongoTest {
  readonly uri: string;
  /** New at each call; a file that asks once has one of its own. */
  readonly database: string;
  /** `mongod` is the real one; SecantusDB's planner and time limits are simpler than its. */
  readonly kind: 'mongod' | 'secantus';
}

/** MongoDB for a suite; undefined where there is none, and the suite is to be skipped. */
export function mongoTest(): MongoTest | undefined {
  const found = inject('mongodb');
  if (!found) return undefined;
  const worker = Number(process.env.VITEST_POOL_ID ?? 1);
  const uri = found.uris[(worker - 1) % found.uris.length]!;
  return { uri, kind: found.kind, database: freshDatabase(found.run) };
}
