import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainEnvironment, root, run, startServer, temporaryFolder } from '../support/process.js';
import { connect, say } from '../support/service.js';

const server = await startServer();
const clients = connect(server.address);
afterAll(() => clients.close());
beforeAll(() => say(clients, 'hello', { userId: 'ada' }));

const program = join(root, 'dist/cli/main.js');
const env = { COLLOQUY_GRPC_ADDRESS: server.address, COLLOQUY_DATA_DIR: temporaryFolder() };

/** Runs a command whose standard output nobody reads. */
function unread(args: string): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [program, ...args.split(' ')], { env: { ...plainEnvironment(), ...env } });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((done) => child.once('close', (code) => done({ code, stderr })));
}

describe('a command whose output nobody reads', () => {
  it.each(['--help', 'export --help', 'doctor', 'health', 'memory list --user ada'])(
    'ends without a word: %s',
    async (args) => {
      const { stderr } = await unread(args);
      expect(stderr).toBe('');
    },
  );

  it('says by its code that an export has not come', async () => {
    expect(await unread('export')).toEqual({ code: 1, stderr: '' });
  });
});

describe.skipIf(!existsSync('/dev/full'))('a command whose output cannot be written', () => {
  it.each(['--version', 'export'])('says why, and exits 1: %s', async (args) => {
    const command = ['-c', 'exec "$@" > /dev/full', 'sh', process.execPath, program, args];
    const { code, stderr } = await run('sh', command, { env }).exit;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^colloquy: standard output: ENOSPC/m);
  });
});
