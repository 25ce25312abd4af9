import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderBlobs } from '../../src/adapters/archive/folder.js';
import { makeLogArchive } from '../../src/adapters/archive/log-archive.js';
import { archiveContract } from '../contracts/archive.js';
import { gathered } from '../support/gathered.js';

async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
}

archiveContract('a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'colloquy-'));
  const root = join(folder, 'archive');
  return {
    archive: makeLogArchive(folderBlobs(root)),
    async damage(key, how) {
      const file = join(root, `${key}.jsonl.gz`);
      const bytes = how(await readFile(file));
      await (bytes ? writeFile(file, bytes) : rm(file));
    },
    async everything() {
      const texts = await Promise.all(
        (await filesIn(root)).map(async (file) => [file, gunzipSync(await readFile(file))]),
      );
      return texts.join('\n');
    },
    dispose: () => rm(folder, { recursive: true }),
  };
});

describe('a folder of archived logs', () => {
  let folder: string;
  const { signal } = new AbortController();
  async function* bytes(text: string) {
    yield Buffer.from(text);
  }
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colloquy-'));
  });
  afterEach(async () => {
    await chmod(folder, 0o700);
    await rm(folder, { recursive: true });
  });

  it('is made when first written to, and all in it is for its owner alone', async () => {
    const blobs = folderBlobs(join(folder, 'archive'));
    expect(await blobs.keys('t/c/', signal)).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
    await blobs.put('t/c/1', bytes('x'), signal);
    const [file = ''] = await filesIn(folder);
    expect(file).toBe(join(folder, 'archive/t/c/1.jsonl.gz'));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    for (const at of ['archive', 'archive/t', 'archive/t/c']) {
      expect((await stat(join(folder, at))).mode & 0o777).toBe(0o700);
    }
  });

  it('keeps ids apart that differ in case alone, and none leads out of it', async () => {
    const blobs = folderBlobs(join(folder, 'archive'));
    const keys = ['t/Conv/1', 't/conv/1', 't/%43onv/1', 't/../1', 't/a.b/..', 't/é/1'];
    for (const key of keys) await blobs.put(key, bytes(key), signal);
    const names = (await filesIn(folder)).map((file) => file.slice(folder.length).toLowerCase());
    expect(new Set(names).size).toBe(keys.length);
    expect(names.every((name) => name.startsWith('/archive/t/'))).toBe(true);
    for (const key of keys) {
      expect(await blobs.keys(key.slice(0, key.lastIndexOf('/') + 1), signal)).toEqual([key]);
      expect(Buffer.concat(await gathered((await blobs.get(key, signal))!)).toString()).toBe(key);
    }
  });

  it('leaves no folder where nothing is, also with writers and removers of one conversation at once', async () => {
    const blobs = folderBlobs(join(folder, 'archive'));
    await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        await blobs.put(`t/c/${i}`, bytes(`${i}`), signal);
        await blobs.remove(`t/c/${i}`, signal);
      }),
    );
    expect(await readdir(join(folder, 'archive/t'))).toEqual([]);
  });

  it('what a process that was killed had begun is no object, and goes with the rest, or by its key', async () => {
    const blobs = folderBlobs(join(folder, 'archive'));
    await blobs.put('t/c/1', bytes('x'), signal);
    await writeFile(join(folder, 'archive/t/c/2.jsonl.gz.abc.part'), 'half');
    expect(await blobs.keys('t/c/', signal)).toEqual(['t/c/1']);
    await blobs.removeParts('t/c/', signal);
    expect(await readdir(join(folder, 'archive/t/c'))).toEqual(['1.jsonl.gz']);
    for (const key of ['2', '22']) await writeFile(join(folder, `archive/t/c/${key}.jsonl.gz.abc.part`), 'half');
    await blobs.remove('t/c/2', signal);
    expect(await readdir(join(folder, 'archive/t/c'))).toEqual(['1.jsonl.gz', '22.jsonl.gz.abc.part']);
  });

  it('that cannot be made is unavailable, with the reason', async () => {
    await writeFile(join(folder, 'file'), '');
    const archive = makeLogArchive(folderBlobs(join(folder, 'file', 'archive')));
    await expect(archive.check(signal)).rejects.toMatchObject({
      fault: { kind: 'archive-unavailable' },
      cause: { code: 'ENOTDIR' },
    });
  });
});
