import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { checkArchive } from '../../src/cli/doctor-archive.js';
import { checkFolder } from '../../src/cli/doctor-data.js';
import { readConfig } from '../../src/config.js';
import { provider } from '../langgraph/fake-providers.js';
import { commitOf, opening, written } from '../support/build.js';
import { mongoTest } from '../support/mongodb.js';
import { colloquy, startServer, temporaryFolder } from '../support/process.js';
import { startS3 } from '../support/s3-server.js';

/** Runs the doctor on an installation of its own. */
function doctor(env: Record<string, string>, ...args: string[]) {
  const own = {
    COLLOQUY_DATA_DIR: temporaryFolder(),
    COLLOQUY_GRPC_ADDRESS: '127.0.0.1:0',
    COLLOQUY_WEB_ADDRESS: '127.0.0.1:0',
  };
  return colloquy(['doctor', ...args], { env: { ...own, ...env } }).exit;
}

/** The state and the rest of the lines about one thing. */
function linesOn(what: string, stdout: string): string[] {
  return stdout.split('\n').filter((line) => line.slice(6).startsWith(what));
}

describe('colloquy doctor', () => {
  it('finds nothing wrong with an installation as it comes, and makes nothing', async () => {
    const folder = join(temporaryFolder(), 'data');
    const { code, stdout } = await doctor({ COLLOQUY_DATA_DIR: folder });
    expect(stdout).not.toContain('FAIL');
    for (const what of [
      'Node.js',
      'configuration',
      'playbook',
      'data folder',
      'SQLite',
      'model',
      'memory',
      'archive',
      'gRPC',
      'web address',
    ]) {
      expect(linesOn(what, stdout), what).toHaveLength(1);
    }
    expect(linesOn('data folder', stdout)[0]).toContain('made at the first start');
    expect(code).toBe(0);
  });

  it('asks the model with --live', async () => {
    const { code, stdout } = await doctor({ COLLOQUY_MODEL: 'script' }, '--live');
    expect(linesOn('model', stdout)[0]).toMatch(/^ok .*answered after \d+ ms/);
    expect(code).toBe(0);
  });

  it('gives the model that it asks as long to begin as a turn does', async () => {
    const end = `${JSON.stringify({ message: { role: 'assistant', content: 'Hi' }, done: true })}\n`;
    const { url } = await provider((_, response) => setTimeout(() => response.end(end), 250));
    const env = { COLLOQUY_MODEL: 'ollama:x', OLLAMA_BASE_URL: url, COLLOQUY_MODEL_TIMEOUT_MS: '150' };
    expect(linesOn('model', (await doctor(env, '--live')).stdout)[0]).toMatch(/^ok .*answered after \d+ ms/);
  });

  it('says that the server of the installation runs, and disturbs it not', async () => {
    const server = await startServer({ env: { COLLOQUY_WEB_ADDRESS: '127.0.0.1:0' } });
    const [, web = ''] = await server.running.until(/"web":"([^"]+)"/);
    const env = {
      COLLOQUY_DATA_DIR: server.dataDir,
      COLLOQUY_GRPC_ADDRESS: server.address,
      COLLOQUY_WEB_ADDRESS: web,
    };
    const { code, stdout } = await doctor(env);
    expect(linesOn('data folder', stdout)[0]).toContain(`process ${server.running.pid} serves from it`);
    expect(linesOn('database', stdout)[0]).toContain('whole');
    for (const address of ['gRPC address', 'web address']) {
      expect(linesOn(address, stdout)[0]).toContain('served by colloquy already');
    }
    expect(code).toBe(0);
    expect((await colloquy(['health', '--address', server.address]).exit).stdout).toBe('SERVING\n');
  });

  it('names every mistake of the configuration, and exits 1', async () => {
    const { code, stdout } = await doctor({
      COLLOQUY_LEASE_MS: '1',
      COLLOQUY_MEMORY: 'yes',
      COLLOQUY_MODLE: 'offline',
    });
    expect(stdout).toMatch(/^FAIL {2}configuration +COLLOQUY_LEASE_MS/m);
    expect(stdout).toMatch(/^FAIL {2}configuration +COLLOQUY_MEMORY/m);
    expect(stdout).toMatch(/^warn {2}configuration +COLLOQUY_MODLE/m);
    expect(stdout).toContain('2 things are wrong');
    expect(code).toBe(1);
  });

  it('names the playbook that is not there, and each mistake of one with its line', async () => {
    const missing = await doctor({ COLLOQUY_PLAYBOOK: '/nowhere/playbook.yaml' });
    expect(linesOn('playbook', missing.stdout)[0]).toMatch(/^FAIL .*\/nowhere\/playbook.yaml/);
    expect(missing.code).toBe(1);
    const file = join(temporaryFolder(), 'bad.yaml');
    writeFileSync(file, 'agent:\n  nam: Robin\nproduct: nothing\n');
    const { code, stdout } = await doctor({ COLLOQUY_PLAYBOOK: file });
    expect(linesOn('playbook', stdout).length).toBeGreaterThan(2);
    expect(linesOn('playbook', stdout).join('\n')).toContain('bad.yaml:2: agent.nam');
    expect(code).toBe(1);
  });

  it('says where archived logs go, and what is wrong with that place', async () => {
    const s3 = await startS3();
    const env = {
      COLLOQUY_ARCHIVE: `s3://${s3.bucket}/logs`,
      AWS_ENDPOINT_URL_S3: s3.endpoint,
      AWS_ACCESS_KEY_ID: s3.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.credentials.secretAccessKey,
    };
    const good = await doctor({ ...env, COLLOQUY_ARCHIVE_AFTER_DAYS: '30' });
    expect(linesOn('archive', good.stdout)[0]).toMatch(/^ok .* s3:\/\/logs\/logs; .* after 30 idle days$/);
    const wrong = await doctor({ ...env, COLLOQUY_ARCHIVE: 's3://another' });
    expect(linesOn('archive', wrong.stdout)[0]).toMatch(/^FAIL .*s3:\/\/another\/: archive unavailable/);
    expect(wrong.code).toBe(1);
    const half = await doctor({ ...env, AWS_SECRET_ACCESS_KEY: '' });
    expect(half.stdout).toMatch(/^FAIL {2}configuration +AWS_SECRET_ACCESS_KEY/m);
    await s3.close();
  });

  it('names an archived log that is not there, and none that is restored while it looks', async () => {
    const s3 = await startS3();
    const dataDir = temporaryFolder();
    const store = await openEmbeddedStore(dataDir);
    const archived = async () => {
      const { conversation, entries } = opening();
      const archive = { key: `default/${conversation.id}/1-x`, sha256: '', bytes: 1, entries: 1, at: 1 };
      const head = { ...conversation, status: 'ARCHIVED' as const, archive };
      await store.commit(commitOf('default', [written({ conversation: head, entries })]));
      return { ...head, revision: 1 };
    };
    const [lost, restored] = [await archived(), await archived()];
    s3.beforeList(async (prefix) => {
      if (!prefix.includes(restored.id)) return;
      const { archive: _, ...rest } = restored;
      const conversation = { ...rest, status: 'CLOSED' as const };
      await store.commit(commitOf('default', [written({ conversation, entries: [] }, restored)]));
    });
    const config = readConfig({
      COLLOQUY_DATA_DIR: dataDir,
      COLLOQUY_ARCHIVE: `s3://${s3.bucket}/logs`,
      AWS_ENDPOINT_URL_S3: s3.endpoint,
      AWS_ACCESS_KEY_ID: s3.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.credentials.secretAccessKey,
    });
    const { state, detail } = await checkArchive(config);
    expect(detail).toContain(`: 1 of 2 logs archived last are not there, such as ${lost.archive.key};`);
    expect(state).toBe('FAIL');
    await store.close();
    await s3.close();
  });

  it('names a data folder that is a file', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { code, stdout } = await doctor({ COLLOQUY_DATA_DIR: file });
    expect(linesOn('data folder', stdout)[0]).toMatch(/^FAIL/);
    expect(code).toBe(1);
  });

  it('names a disk that has too little room', () => {
    const folder = temporaryFolder();
    const { state, detail } = checkFolder(folder, 2 ** 60);
    expect(state).toBe('FAIL');
    expect(detail).toMatch(new RegExp(`^${folder}: its disk has \\d+ MiB left; 1099511627776 are needed$`));
  });

  it('names a database that is damaged', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'colloquy.db'), 'this is no database, and long enough to be seen as one'.repeat(100));
    const { code, stdout } = await doctor({ COLLOQUY_DATA_DIR: folder });
    expect(linesOn('database', stdout)[0]).toMatch(/^FAIL .*colloquy.db/);
    expect(code).toBe(1);
  });

  it('names memories that are damaged', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'memories.db'), 'this is no database, and long enough to be seen as one'.repeat(100));
    const { code, stdout } = await doctor({ COLLOQUY_DATA_DIR: folder, COLLOQUY_MEMORY: 'mem0' });
    expect(linesOn('memories', stdout)[0]).toMatch(/^FAIL .*memories.db/);
    expect(code).toBe(1);
  });

  it('names an address that another program has', async () => {
    const other = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    const { port } = other.address() as { port: number };
    const taken = `127.0.0.1:${port}`;
    const { code, stdout } = await doctor({ COLLOQUY_GRPC_ADDRESS: taken, COLLOQUY_WEB_ADDRESS: taken });
    for (const address of ['gRPC address', 'web address']) {
      expect(linesOn(address, stdout)[0]).toMatch(/^FAIL .*another program/);
    }
    expect(code).toBe(1);
    other.close();
  });

  it('names a MongoDB that cannot be reached, without the password', async () => {
    const uri = 'mongodb://ada:s3cret@127.0.0.1:9/?serverSelectionTimeoutMS=300';
    const { code, stdout, stderr } = await doctor({ MONGODB_URI: uri });
    expect(linesOn('MongoDB', stdout)[0]).toMatch(/^FAIL/);
    expect(stdout + stderr).not.toContain('s3cret');
    expect(code).toBe(1);
  });
});

const mongo = mongoTest();

describe.skipIf(!mongo)('colloquy doctor on MongoDB', () => {
  it('finds what is missing, and mends it with --fix', async () => {
    const { uri = '', database = '' } = mongo ?? {};
    const env = { MONGODB_URI: uri, MONGODB_DATABASE: database };
    const empty = await doctor(env);
    expect(linesOn('MongoDB', empty.stdout).join('\n')).toContain('the first start makes it');
    expect(empty.code).toBe(0);

    const server = await startServer({ env });
    await server.stop();
    const client = await MongoClient.connect(uri);
    const made = await client.db(database).collection('entries').indexes();
    const unique = made.find(({ unique, name }) => unique && name !== '_id_');
    await client
      .db(database)
      .collection('entries')
      .dropIndex(unique?.name ?? '');
    await client.close();

    const refused = colloquy(['serve'], { env: { ...env, COLLOQUY_GRPC_ADDRESS: '127.0.0.1:0' } });
    const { code, stderr } = await refused.exit;
    expect(code).toBe(2);
    expect(stderr).toContain('colloquy doctor --fix');

    const broken = await doctor(env);
    expect(linesOn('MongoDB', broken.stdout).join('\n')).toMatch(/FAIL .*entries/);
    expect(broken.code).toBe(1);
    const mended = await doctor(env, '--fix');
    expect(mended.stdout).toContain('repaired');
    expect(mended.code).toBe(0);
    expect((await doctor(env)).code).toBe(0);
  });
});
