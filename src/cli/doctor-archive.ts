import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderBlobs } from '../adapters/archive/folder.js';
import { makeLogArchive } from '../adapters/archive/log-archive.js';
import { openS3Blobs } from '../adapters/archive/s3.js';
import type { Config } from '../config.js';
import type { Archive } from '../domain/archive.js';
import { type Finding, fail, ok, wordsOf } from './finding.js';

const patienceMs = 15_000;
/** Archived logs that are looked for: a folder that was not put back lacks them all. */
const sought = 100;

/** Where archived logs go: can it be reached, and are they there? Looks and does not touch. */
export async function checkArchive({ archive, mongo, dataDir, retention }: Config): Promise<Finding> {
  const what = 'archive';
  // Its collections were looked at with all others of the database.
  if (mongo && !archive) return ok(what, `GridFS in the database ${mongo.database}${ruleOf(retention)}`);
  try {
    const blobs = archive ? await openS3Blobs(archive) : folderBlobs(join(resolve(dataDir), 'archive'));
    const logs = makeLogArchive(blobs);
    try {
      const signal = AbortSignal.timeout(patienceMs);
      await logs.check(signal);
      const file = join(resolve(dataDir), 'colloquy.db');
      const named = mongo ? [] : await newestIn(file);
      const absent = await absentOf(named, logs, signal);
      // Others may have been restored, erased or archived anew meanwhile.
      const still = absent.length > 0 ? (await newestIn(file)).map(({ key }) => key) : [];
      const missing = absent.filter((key) => still.includes(key));
      if (missing.length > 0) {
        const which = `${missing.length} of ${named.length} logs archived last`;
        return fail(what, `${logs.name}: ${which} are not there, such as ${missing[0]}; put them back from a copy`);
      }
    } finally {
      await logs.close();
    }
    return ok(what, `${logs.name}${ruleOf(retention)}`);
  } catch (error) {
    const where = archive ? `s3://${archive.bucket}/${archive.prefix}: ` : '';
    return fail(what, `${where}${wordsOf(error)}`);
  }
}

interface ArchivedLog {
  readonly tenantId: string;
  readonly id: string;
  readonly key: string;
}

/** What the heads of a database say of the logs that were archived last; nothing of one that cannot be read. */
async function newestIn(file: string): Promise<ArchivedLog[]> {
  if (!existsSync(file)) return [];
  try {
    const { default: Sqlite } = await import('better-sqlite3');
    const db = new Sqlite(file, { readonly: true, timeout: 2000 });
    try {
      const newest = db.prepare<[number], ArchivedLog>(`
        SELECT tenant_id AS tenantId, id, body ->> '$.archive.key' AS key FROM conversations
        WHERE status = 'ARCHIVED' ORDER BY body ->> '$.archive.at' DESC LIMIT ?`);
      return newest.all(sought);
    } finally {
      db.close();
    }
  } catch {
    // The look at the database has told of it.
    return [];
  }
}

async function absentOf(named: readonly ArchivedLog[], logs: Archive, signal: AbortSignal): Promise<string[]> {
  const there = await Promise.all(named.map((log) => logs.keys(log, signal)));
  return named.map(({ key }) => key).filter((key, i) => !there[i]?.includes(key));
}

function ruleOf({ archiveAfterMs }: Config['retention']): string {
  return archiveAfterMs === undefined
    ? ''
    : `; closed conversations go there after ${archiveAfterMs / 86_400_000} idle days`;
}
