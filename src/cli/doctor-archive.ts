import { join, resolve } from 'node:path';
import { folderBlobs } from '../adapters/archive/folder.js';
import { makeLogArchive } from '../adapters/archive/log-archive.js';
import { openS3Blobs } from '../adapters/archive/s3.js';
import type { Config } from '../config.js';
import { type Finding, fail, ok, wordsOf } from './finding.js';

const patienceMs = 15_000;

/** Where archived logs go: can it be reached? Looks and does not touch. */
export async function checkArchive({ archive, mongo, dataDir, retention }: Config): Promise<Finding> {
  const what = 'archive';
  // Its collections were looked at with all others of the database.
  if (mongo && !archive) return ok(what, `GridFS in the database ${mongo.database}${ruleOf(retention)}`);
  try {
    const blobs = archive ? await openS3Blobs(archive) : folderBlobs(join(resolve(dataDir), 'archive'));
    const logs = makeLogArchive(blobs);
    try {
      await logs.check(AbortSignal.timeout(patienceMs));
    } finally {
      await logs.close();
    }
    return ok(what, `${logs.name}${ruleOf(retention)}`);
  } catch (error) {
    const where = archive ? `s3://${archive.bucket}/${archive.prefix}: ` : '';
    return fail(what, `${where}${wordsOf(error)}`);
  }
}

function ruleOf({ archiveAfterMs }: Config['retention']): string {
  return archiveAfterMs === undefined
    ? ''
    : `; closed conversations go there after ${archiveAfterMs / 86_400_000} idle days`;
}
