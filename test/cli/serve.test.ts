import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { colloquy, startServer, temporaryFolder } from '../support/process.js';
import { connect, is, stream, textOf, valueIn } from '../support/service.js';
import { until } from '../support/until.js';

const here = { COLLOQUY_GRPC_ADDRESS: '127.0.0.1:0', COLLOQUY_WEB_ADDRESS: 'off' };

describe('the program', () => {
  it('tells its version and its commands', async () => {
    expect((await colloquy(['--version']).exit).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { code, stdout } = await colloquy(['--help']).exit;
    expect(code).toBe(0);
    for (const command of ['serve', 'chat', 'doctor', 'health']) expect(stdout).toContain(`\n  ${command}`);
  });

  it('ends with 2 when it is called wrongly', async () => {
    for (const args of [['dance'], [], ['chat', '--loud'], ['health', '--timeout', 'soon']]) {
      const { code, stderr, stdout } = await colloquy(args).exit;
      expect(code, args.join(' ')).toBe(2);
      expect(stderr).not.toBe('');
      expect(stdout).toBe('');
    }
  });

  it('takes no tenant beside a token, which says it', async () => {
    const { code, stderr } = await colloquy(['watch', '--tenant', 'acme', '--token-file', 'package.json']).exit;
    expect(code).toBe(2);
    expect(stderr).toContain("'-t, --tenant <id>' cannot be used with option '--token-file <file>'");
  });
});

describe('colloquy health', () => {
  it('says that no server answers, and why, or that the server has no such service', async () => {
    const { address } = await startServer();
    const health = (...args: string[]) => colloquy(['health', '--address', ...args]).exit;
    expect(await health('127.0.0.1:1')).toMatchObject({
      code: 1,
      stdout: 'no answer: connect ECONNREFUSED 127.0.0.1:1 (127.0.0.1:1)\n',
    });
    expect(await health(address, '--service', 'nope')).toMatchObject({ code: 1, stdout: 'SERVICE_UNKNOWN\n' });
  });
});

describe('a server process', () => {
  it('reports all mistakes of its configuration at once, shows no secret, and ends with 2', async () => {
    const env = {
      ...here,
      COLLOQUY_DATA_DIR: temporaryFolder(),
      COLLOQUY_MODEL: 'gpt-4',
      COLLOQUY_DRAIN_MS: 'long',
      COLLOQUY_MODEL_RETRIES: '-1',
      MONGODB_URI: 'mongo://ada:s3cret@db',
      COLLOQUY_GRPC_ADRESS: '127.0.0.1:1',
    };
    const { code, stdout, stderr } = await colloquy(['serve'], { env }).exit;
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('4 mistakes in the configuration');
    for (const name of ['COLLOQUY_MODEL', 'COLLOQUY_DRAIN_MS', 'COLLOQUY_MODEL_RETRIES', 'MONGODB_URI']) {
      expect(stderr).toMatch(new RegExp(`^ {2}${name}: expected .+; given .+$`, 'm'));
    }
    expect(stderr).toContain('COLLOQUY_GRPC_ADRESS is not a variable');
    expect(stderr).not.toContain('s3cret');
  });

  it('reports files that are missing or wrong, all at once, before anything is started', async () => {
    const folder = temporaryFolder();
    const tokens = join(folder, 'tokens');
    writeFileSync(tokens, 'acme s3cret\n');
    const env = {
      ...here,
      COLLOQUY_DATA_DIR: join(folder, 'data'),
      COLLOQUY_TOKENS_FILE: tokens,
      COLLOQUY_TLS_CERT: tokens,
      COLLOQUY_TLS_KEY: join(folder, 'no.key'),
      COLLOQUY_PLAYBOOK: join(folder, 'no.yaml'),
    };
    const { code, stdout, stderr } = await colloquy(['serve'], { env }).exit;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('4 mistakes in the configuration');
    for (const name of ['TOKENS_FILE', 'TLS_CERT', 'TLS_KEY', 'PLAYBOOK'])
      expect(stderr).toContain(`COLLOQUY_${name}: `);
    expect(stderr).not.toMatch(/s3cret|^ +at /m);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('refuses a database that is none, and an option of MongoDB that there is not, without a stack', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'colloquy.db'), 'this is no database, whatever its name says. '.repeat(100));
    const broken = await colloquy(['serve'], { env: { ...here, COLLOQUY_DATA_DIR: dataDir } }).exit;
    expect(broken.code).toBe(2);
    expect(broken.stderr).toBe(
      `colloquy: ${join(dataDir, 'colloquy.db')}: file is not a database; colloquy doctor looks into it, see docs/operations.md\n`,
    );
    for (const uri of ['mongodb://db/?sockets=3', 'mongodb://db/?retryWrites=perhaps', 'mongodb://ada:s3c@ret@db/']) {
      const { code, stderr } = await colloquy(['serve'], { env: { ...here, MONGODB_URI: uri } }).exit;
      expect(code, uri + stderr).toBe(2);
      expect(stderr).not.toMatch(/s3c|^ +at /m);
    }
  });

  it('refuses a data folder that it cannot write, names it and the user who must be able to, without a stack', async () => {
    // What stands for a folder of another user, which stops no root.
    for (const file of ['colloquy.lock', 'colloquy.pid', 'colloquy.db']) {
      const dataDir = temporaryFolder();
      mkdirSync(join(dataDir, file));
      const { code, stderr } = await colloquy(['serve'], { env: { ...here, COLLOQUY_DATA_DIR: dataDir } }).exit;
      expect({ file, code }).toEqual({ file, code: 2 });
      expect(stderr).toContain(`user ${process.getuid?.()} must be able to write in ${dataDir}`);
      expect(stderr).not.toMatch(/^ +at /m);
    }
  });

  it('refuses a data folder that another has, names its process, and leaves that one alone', async () => {
    const first = await startServer();
    const second = colloquy(['serve'], { env: { ...here, COLLOQUY_DATA_DIR: first.dataDir } });
    const { code, stderr } = await second.exit;
    expect(code).toBe(2);
    expect(stderr).toContain(first.dataDir);
    expect(stderr).toContain(`in use by process ${first.running.pid}`);
    expect((await colloquy(['health', '--address', first.address]).exit).code).toBe(0);
  });

  it('says where it serves, with the ports that it took, and where the page is', async () => {
    const serving = async (env: Record<string, string>) => {
      const server = await startServer({ env });
      const [, line = ''] = await server.running.until(/^(\{.*"msg":"serving".*)$/m);
      await server.stop();
      return JSON.parse(line);
    };
    const both = await serving({ COLLOQUY_WEB_ADDRESS: '127.0.0.1:0' });
    expect(both).toMatchObject({ grpc: expect.stringMatching(/^127\.0\.0\.1:[1-9]\d+$/) });
    expect(both).toMatchObject({ web: expect.stringMatching(/^127\.0\.0\.1:[1-9]\d+$/) });
    expect(await serving({ COLLOQUY_WEB_ADDRESS: 'off' })).toMatchObject({ web: 'off' });
  });

  it('refuses an address that is taken, and names it', async () => {
    const first = await startServer();
    const env = { ...here, COLLOQUY_GRPC_ADDRESS: first.address, COLLOQUY_DATA_DIR: temporaryFolder() };
    const { code, stderr } = await colloquy(['serve'], { env }).exit;
    expect(code).toBe(2);
    expect(stderr).toContain(`address already in use ${first.address}`);
    expect(stderr).not.toContain('at Server');
  });

  it('lets a running reply end on SIGTERM, tells its reader, takes no new one, and exits 0', async () => {
    const server = await startServer();
    const clients = connect(server.address);
    const reading = stream(clients, '@script steps=15 ms=100');
    await reading.until(is('textDelta'));
    const ended = server.stop();
    await reading.until(is('goAway'));
    const late = stream(clients, 'hello', { userId: 'late' });
    expect(await late.over).toBeDefined();
    expect(await reading.over).toBeUndefined();
    expect(textOf(reading.events)).toBe(Array.from({ length: 15 }, (_, i) => `w${i} `).join(''));
    expect(valueIn('ended', reading.events.at(-1)).turn?.status).toBe('TURN_STATUS_COMPLETED');
    const { code, signal } = await ended;
    expect({ code, signal }).toEqual({ code: 0, signal: null });
    clients.close();
  });

  it('hands a reply over that does not end within the drain time; the next process begins it again', async () => {
    const server = await startServer({ env: { COLLOQUY_DRAIN_MS: '300' } });
    const clients = connect(server.address);
    const reading = stream(clients, '@script steps=40 ms=100', { requestId: 'r1' });
    const { cursor } = await reading.until(is('textDelta'));
    expect((await server.stop()).code).toBe(0);
    expect(await reading.over).toBeDefined();
    const next = await server.again();
    const again = stream(clients, '@script steps=40 ms=100', { requestId: 'r1' }, cursor);
    await again.until(is('ended'));
    expect(again.events.filter(is('restarted'))).toHaveLength(1);
    expect(textOf(again.events)).toBe(Array.from({ length: 40 }, (_, i) => `w${i} `).join(''));
    clients.close();
    expect((await next.stop()).code).toBe(0);
  });

  it('takes the same signal, passed on by npm, for the one that it had: the reply ends', async () => {
    const server = await startServer();
    const clients = connect(server.address);
    const reading = stream(clients, '@script steps=5 ms=50');
    await reading.until(is('textDelta'));
    server.running.kill('SIGINT');
    await reading.until(is('goAway'));
    server.running.kill('SIGINT');
    expect(await reading.over).toBeUndefined();
    expect(textOf(reading.events)).toBe('w0 w1 w2 w3 w4 ');
    expect(await server.running.exit).toMatchObject({ code: 0, signal: null });
    clients.close();
  });

  it('heeds a signal that comes before it serves', async () => {
    const folder = temporaryFolder();
    const running = colloquy(['serve'], { env: { ...here, COLLOQUY_DATA_DIR: folder } });
    await until('it has begun', () => existsSync(join(folder, 'colloquy.lock')));
    running.kill('SIGTERM');
    expect(await running.exit).toMatchObject({ code: 0, signal: null });
    expect(running.stdout()).toContain('"msg":"stopped"');
  });

  it('ends at once at a second signal', async () => {
    const server = await startServer();
    const clients = connect(server.address);
    const reading = stream(clients, '@script hang=1 steps=1');
    await reading.until(is('textDelta'));
    server.running.kill('SIGINT');
    await reading.until(is('goAway'));
    server.running.kill('SIGTERM');
    expect((await server.running.exit).code).toBe(1);
    clients.close();
  });

  it('keeps its data in the folder that it is told, for its user alone', async () => {
    const folder = join(temporaryFolder(), 'new', 'data');
    const server = await startServer({ dataDir: folder });
    expect(statSync(join(folder, 'colloquy.db')).mode & 0o077).toBe(0);
    expect((await server.stop()).code).toBe(0);
  });
});
