import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeLogArchive } from '../../src/adapters/archive/log-archive.js';
import { openS3Blobs } from '../../src/adapters/archive/s3.js';
import { archiveContract } from '../contracts/archive.js';
import { opening } from '../support/build.js';
import { gathered } from '../support/gathered.js';
import { type S3Server, startS3 } from '../support/s3-server.js';

const blobsOf = ({ endpoint, bucket, credentials }: S3Server, prefix = 'colloquy/one', over = {}) =>
  openS3Blobs({ endpoint, bucket, credentials, prefix, region: 'eu-central-1', ...over });

archiveContract('a bucket of S3', async () => {
  const server = await startS3();
  const archive = makeLogArchive(await blobsOf(server));
  return {
    archive,
    async damage(key, how) {
      const name = `colloquy/one/${key}`;
      const bytes = how(server.objects.get(name)!);
      if (bytes) server.objects.set(name, bytes);
      else server.objects.delete(name);
    },
    async everything() {
      const parts = [...server.uploads.values()].flatMap(({ key, parts }) => [key, ...parts.values()]);
      return [...[...server.objects].map(([key, bytes]) => [key, gunzipSync(bytes)]), ...parts].join('\n');
    },
    async dispose() {
      await archive.close();
      await server.close();
    },
  };
});

describe('archived logs on S3', () => {
  const { signal } = new AbortController();
  let server: S3Server;
  async function* bytes(length: number) {
    yield Buffer.alloc(length, 'x');
  }
  beforeEach(async () => {
    server = await startS3();
  });
  afterEach(() => server.close());

  it('lie under their prefix, or at the top where there is none', async () => {
    await (await blobsOf(server)).put('t/c/1', bytes(3), signal);
    const top = await blobsOf(server, '');
    await top.put('t/c/1', bytes(3), signal);
    expect([...server.objects.keys()]).toEqual(['colloquy/one/t/c/1', 't/c/1']);
    expect(await top.keys('t/c/', signal)).toEqual(['t/c/1']);
  });

  it('are removed with their parts from servers that are not as Amazon’s, also when they are not there', async () => {
    server.beOther();
    const blobs = await blobsOf(server);
    await blobs.put('t/c/1', bytes(3), signal);
    server.uploads.set('left', { key: 'colloquy/one/t/c/1', parts: new Map([[1, Buffer.from('x')]]) });
    await blobs.removePartsOf?.('t/c/1', signal);
    expect([server.objects.size, server.uploads.size]).toEqual([1, 0]);
    await blobs.remove('t/c/1', signal);
    await blobs.remove('t/c/1', signal);
    expect(server.objects.size).toBe(0);
    server.fail(404, 'NoSuchBucket');
    await expect(blobs.remove('t/c/1', signal)).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('go in parts when they are large, and what was cut off of them is removed with the rest, or by its key', async () => {
    const blobs = await blobsOf(server);
    await blobs.put('t/c/1', bytes(20_000_000), signal);
    expect(server.objects.get('colloquy/one/t/c/1')?.length).toBe(20_000_000);
    expect(server.uploads.size).toBe(0);
    server.uploads.set('left', { key: 'colloquy/one/t/c/2', parts: new Map([[1, Buffer.from('x')]]) });
    server.uploads.set('other', { key: 'colloquy/one/t/d/1', parts: new Map() });
    await blobs.removeParts('t/c/', signal);
    expect([...server.uploads.keys()]).toEqual(['other']);
    await blobs.remove('t/d/1', signal);
    expect([...server.uploads.keys()]).toEqual([]);
  });

  it('are rid of all that was cut off, over pages of a list, also where some of it is listed and not there', async () => {
    const blobs = await blobsOf(server);
    const parts = new Map([[1, Buffer.from('x')]]);
    for (const id of ['a', 'b', 'c', 'd']) server.uploads.set(id, { key: 'colloquy/one/t/c/1', parts });
    for (const id of ['e', 'f', 'g']) server.uploads.set(id, { key: 'colloquy/one/t/c/2', parts });
    const ghosts = ['a', 'b', 'd', 'f'];
    for (const id of ghosts) server.ghosts.add(id);
    await blobs.removeParts('t/c/', AbortSignal.timeout(2000));
    expect([...server.uploads.keys()]).toEqual(ghosts);
  });

  it('are there or never will be when writing them ends, unless what was sent got no answer', async () => {
    const archive = makeLogArchive(await blobsOf(server));
    const { conversation, entries } = opening();
    const put = () => archive.put(conversation, 't/c/1', Readable.from(entries), signal);
    const unavailable = { fault: { kind: 'archive-unavailable' } };
    const unsettled = { name: 'PutUnsettled', cause: unavailable };
    for (const [status, code] of [
      [403, 'AccessDenied'],
      [503, 'SlowDown'],
    ] as const) {
      server.fail(status, code);
      await expect(put()).rejects.toMatchObject(unavailable);
    }
    // What lies between a server and S3 says this of what it has passed on, too.
    server.fail(503);
    await expect(put()).rejects.toMatchObject(unsettled);
    // The first try got no answer, and the next one was refused.
    server.fail(403);
    server.loseAnswers(1);
    await expect(put()).rejects.toMatchObject(unsettled);
    expect(server.objects.size).toBe(1);
    server.fail(undefined);
    server.loseAnswers();
    await expect(put()).rejects.toMatchObject(unsettled);
    await server.close();
    await expect(put()).rejects.toMatchObject(unavailable);
    server = await startS3();
  });

  it('that cannot be reached are unavailable, not damaged', async () => {
    const archive = makeLogArchive(await blobsOf(server));
    const reference = { key: 't/c/1', sha256: '', bytes: 1, entries: 1, at: 1 };
    const get = () => gathered(archive.get({ tenantId: 't', id: 'c' }, reference, signal));
    const unavailable = { fault: { kind: 'archive-unavailable' } };
    await expect(get()).rejects.toMatchObject({ fault: { kind: 'archive-damaged' } });
    server.fail(403);
    await expect(get()).rejects.toMatchObject(unavailable);
    server.fail(503);
    await expect(archive.check(signal)).rejects.toMatchObject(unavailable);
    server.fail(undefined);
    await archive.check(signal);
    const wrong = makeLogArchive(await blobsOf(server, 'x', { bucket: 'none' }));
    await expect(wrong.check(signal)).rejects.toMatchObject({ ...unavailable, cause: { name: 'NoSuchBucket' } });
    const keys = { accessKeyId: 'another', secretAccessKey: 'x' };
    await expect(makeLogArchive(await blobsOf(server, 'x', { credentials: keys })).check(signal)).rejects.toMatchObject(
      unavailable,
    );
    await server.close();
    server = await startS3();
    await expect(archive.check(signal)).rejects.toMatchObject(unavailable);
  });
});
