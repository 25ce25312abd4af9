import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { ConversationFilter } from '../../src/gen/colloquy/v1/conversation_service.js';
import { colloquy, plainEnvironment, type Running, root, run, startServer } from '../support/process.js';
import { startProxy } from '../support/proxy.js';
import { ask, connect, say } from '../support/service.js';

// Node has no pseudo-terminal of its own; Python's standard library has.
const python = spawnSync('python3', ['-c', 'import pty']).status === 0;
const inTerminal = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

const server = await startServer({ env: { COLLOQUY_MODEL: 'script' } });
const clients = connect(server.address);
afterAll(() => clients.close());

const erase = (...args: string[]) => colloquy(['erase', '--address', server.address, ...args]).exit;
const isKnown = async (userId: string) => {
  const { conversations } = await ask(clients.conversations, 'listConversations', {
    filter: ConversationFilter.fromPartial({ userId }),
  });
  return conversations.length > 0;
};

describe('colloquy erase', () => {
  it('with --yes erases and shows what, store by store; again by its request id the same', async () => {
    await say(clients, 'hello', { userId: 'ada' });
    const { code, stdout } = await erase('--user', 'ada', '--yes', '--request-id', 'once');
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^store +erased +remaining$/);
    expect(lines).toContainEqual(expect.stringMatching(/^conversations +1 +0$/));
    expect(lines).toContainEqual(expect.stringMatching(/^log +2 +0$/));
    expect(lines.at(-2)).toMatch(/^receipt \S+$/);
    expect(await isKnown('ada')).toBe(false);
    expect((await erase('-u', 'ada', '-y', '--request-id', 'once')).stdout).toBe(stdout);
    const other = await erase('-u', 'bob', '-y', '--request-id', 'once');
    expect(other.code).toBe(1);
    expect(other.stderr).toContain('REQUEST_ID_REUSED');
    expect(other.stderr).not.toContain('what was begun');
  });

  it('speaks of nothing that was begun where the server refuses, or is not there', async () => {
    for (const args of [
      ['--user', 'x y'],
      ['--user', 'ada', '--address', '127.0.0.1:1'],
    ]) {
      const { code, stderr } = await erase('--yes', ...args);
      expect(code).toBe(1);
      expect(stderr).not.toContain('what was begun');
    }
  });

  it('tells how to have the receipt when it is interrupted, or the connection breaks', async () => {
    const proxy = await startProxy({ host: '127.0.0.1', port: Number(server.address.split(':')[1]) });
    const erasing = (userId: string, requestId: string) =>
      colloquy(['erase', '-y', '-u', userId, '--request-id', requestId, '--address', `127.0.0.1:${proxy.port}`]);
    const held = proxy.hold('fay');
    const interrupted = erasing('fay', 'first');
    await held;
    interrupted.kill('SIGINT');
    expect(await interrupted.exit).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: '· what was begun goes on; --request-id first gives its receipt\n',
    });
    proxy.restore();
    proxy.loseReplyTo('gus');
    const broken = await erasing('gus', 'second').exit;
    expect(broken).toMatchObject({ code: 1, stdout: '' });
    expect(broken.stderr).toContain('--request-id second gives its receipt');
    expect((await erasing('gus', 'second').exit).code).toBe(0);
    await proxy.close();
  });

  it('with --json writes the receipt as protobuf JSON', async () => {
    const { stdout } = await erase('--user', 'nobody', '--yes', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ receipt: { userId: 'nobody', stores: expect.any(Array) } });
  });

  it('without a terminal and without --yes it erases nothing and says what is missing', async () => {
    await say(clients, 'hello', { userId: 'cy' });
    const { code, stdout, stderr } = await erase('--user', 'cy');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--yes');
    expect(await isKnown('cy')).toBe(true);
    expect((await erase('--yes')).code).toBe(2);
  });
});

describe.skipIf(!python)('colloquy erase at a terminal', () => {
  function terminal(user: string): Running {
    const program = [process.execPath, 'dist/cli/main.js', 'erase', '--address', server.address, '--user', user];
    return run('python3', ['-c', inTerminal, ...program], { env: { ...plainEnvironment(), NO_COLOR: '1' }, cwd: root });
  }

  it('asks for the user’s id, and erases when it is typed', async () => {
    await say(clients, 'hello', { userId: 'dee' });
    const asked = terminal('dee');
    await asked.until(/Type the user's id to go on: $/);
    expect(await isKnown('dee')).toBe(true);
    asked.write('dee\r');
    await asked.until(/conversations +1 +0/);
    expect((await asked.exit).code).toBe(0);
    expect(await isKnown('dee')).toBe(false);
  });

  it.each(['yes\r', 'Eve\r', '\x03', '\x04'])('erases nothing where something else is typed: %j', async (typed) => {
    await say(clients, 'hello', { userId: 'eve' });
    const asked = terminal('eve');
    await asked.until(/Type the user's id to go on: $/);
    asked.write(typed);
    await asked.until(/nothing was erased/);
    expect((await asked.exit).code).toBe(1);
    expect(await isKnown('eve')).toBe(true);
  });
});
