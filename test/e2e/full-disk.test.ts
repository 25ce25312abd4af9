import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { colloquy, root, run, temporaryFolder } from '../support/process.js';
import { ask, connect, refused, say } from '../support/service.js';
import { until } from '../support/until.js';

const prlimit = (...args: string[]) => spawnSync('prlimit', args).status === 0;

it.skipIf(!prlimit('--version'))(
  'a disk that takes no more is told of in the log, in the conditions and by health, until it does',
  async () => {
    const env = {
      COLLOQUY_GRPC_ADDRESS: '127.0.0.1:0',
      COLLOQUY_WEB_ADDRESS: 'off',
      COLLOQUY_DATA_DIR: temporaryFolder(),
      COLLOQUY_MODEL: 'script',
      COLLOQUY_MEMORY: 'off',
      COLLOQUY_LEASE_MS: '500',
      COLLOQUY_LOG_LEVEL: 'warn',
    };
    const server = run(process.execPath, [join(root, 'dist/main.js')], { env });
    const [, address = ''] = await server.until(/"msg":"serving","grpc":"([^"]+)"/);
    const clients = connect(address);
    const conditions = async () => (await ask(clients.data, 'getServerInfo', {})).conditions;
    const limit = (bytes: string) => expect(prlimit('--pid', `${server.pid}`, `--fsize=${bytes}:`)).toBe(true);
    await say(clients, 'before');

    limit('4096');
    expect(await refused(say(clients, 'during'))).toMatchObject({ reason: 'STORE_UNAVAILABLE' });
    const [line] = await server.until(/^.*"msg":"call".*$/m);
    expect(JSON.parse(line)).toMatchObject({
      level: 'warn',
      reason: 'store-unavailable',
      err: { cause: { type: 'SqliteError', code: expect.stringMatching(/^SQLITE_(FULL|IOERR)/) } },
    });
    await until('a condition', async () => (await conditions()).some((one) => one.startsWith('store: ')));
    expect((await colloquy(['health', '--address', address]).exit).stdout).toBe('NOT_SERVING\n');
    limit('unlimited');
    await until('no condition', async () => (await conditions()).length === 0);
    await say(clients, 'after');
    const asked = [...server.output().matchAll(/^.*"msg":"the store cannot be asked for expired turns".*$/gm)];
    const times = asked.map(([told]) => Date.parse(JSON.parse(told).time));
    expect(times.length).toBeGreaterThan(0);
    expect(times.filter((at, i) => at - (times[i - 1] ?? 0) < 9_900)).toEqual([]);
    clients.close();
  },
);
