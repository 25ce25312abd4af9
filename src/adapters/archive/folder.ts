import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, mkdir, open, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Blobs } from './blobs.js';

const suffix = '.jsonl.gz';
const partial = /\.part$/;
/** How often a folder is made again that somebody removed as empty in between. */
const maxTries = 5;

/**
 * Blobs as files for their owner alone, in a folder that is made when first needed. A file is written beside its place,
 * synced and moved there, so that what has a name is whole also after the loss of power.
 */
export function folderBlobs(root: string): Blobs {
  const folderOf = (prefix: string) => join(root, ...prefix.split('/').filter(Boolean).map(escaped));
  const fileOf = (key: string) => `${folderOf(key)}${suffix}`;

  async function put(key: string, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
    const file = fileOf(key);
    const part = `${file}.${randomUUID()}.part`;
    const handle = await opened(part);
    try {
      try {
        await writeFile(handle, bytes, { signal });
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(part, file);
      await synced(dirname(file));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  async function opened(part: string) {
    const folder = dirname(part);
    for (let tries = 1; ; tries++) {
      const made = await mkdir(folder, { recursive: true, mode: 0o700 });
      if (made !== undefined) for (let at = folder; at !== dirname(made); at = dirname(at)) await synced(dirname(at));
      try {
        return await open(part, 'wx', 0o600);
      } catch (error) {
        if (!isAbsent(error) || tries === maxTries) throw error;
      }
    }
  }

  async function names(prefix: string): Promise<string[]> {
    return (await ifThere(readdir(folderOf(prefix)))) ?? [];
  }

  return {
    name: `folder ${root}`,
    put,
    async get(key, signal) {
      const handle = await ifThere(open(fileOf(key)));
      return handle && createReadStream('', { fd: handle, signal });
    },
    async keys(prefix) {
      const found = (await names(prefix)).filter((name) => name.endsWith(suffix));
      return found.map((name) => `${prefix}${decodeURIComponent(name.slice(0, -suffix.length))}`);
    },
    async remove(key) {
      const file = fileOf(key);
      const folder = dirname(file);
      await rm(file, { force: true });
      const parts = ((await ifThere(readdir(folder))) ?? []).filter((name) => partial.test(name));
      for (const part of parts.map((name) => join(folder, name))) {
        if (part.startsWith(`${file}.`)) await rm(part, { force: true });
      }
      // Fails while there is something else in it.
      const empty = await rmdir(folder).then(
        () => true,
        () => false,
      );
      await ifThere(synced(empty ? dirname(folder) : folder));
    },
    async removeParts(prefix) {
      const folder = folderOf(prefix);
      for (const name of await names(prefix)) if (partial.test(name)) await rm(join(folder, name), { force: true });
      await rmdir(folder).catch(() => undefined);
    },
    async check() {
      let there = root;
      while (!(await ifThere(stat(there)))) there = dirname(there);
      await access(there, constants.R_OK | constants.W_OK | constants.X_OK);
    },
    close: async () => undefined,
  };
}

/** A name that every file system takes, also those to which A and a are the same; other parts give other names. */
function escaped(part: string): string {
  const hex = (char: string) => [...Buffer.from(char)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return part.replace(/[^a-z0-9_-]/gu, hex);
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function ifThere<T>(looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
