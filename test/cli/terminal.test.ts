import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { plainEnvironment, type Running, root, run, type ServerProcess, startServer } from '../support/process.js';

// Node has no pseudo-terminal of its own; Python's standard library has.
const python = spawnSync('python3', ['-c', 'import pty']).status === 0;
const inTerminal = `
import fcntl, os, pty, struct, sys, termios
def size(fd):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', 40, 300, 0, 0))
def read(fd):
    size(fd)
    return os.read(fd, 65536)
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:], read)))
`;
const ctrlC = '\x03';
const ctrlD = '\x04';
const prompt = /you › $/;

/** `colloquy chat` at a terminal, without colours. */
function chat(server: ServerProcess, user: string): Running {
  const program = [process.execPath, 'dist/cli/main.js', 'chat', '--address', server.address, '--user', user];
  return run('python3', ['-c', inTerminal, ...program], { env: { ...plainEnvironment(), NO_COLOR: '1' }, cwd: root });
}

describe.skipIf(!python)('colloquy chat at a terminal', async () => {
  const server = await startServer();

  it('streams the reply, shows what changed, and leaves at Ctrl-D', async () => {
    const terminal = chat(server, 'ada');
    await terminal.until(prompt);
    terminal.write('@script steps=3 stage=engaged budget=met\r');
    await terminal.until(/agent › w0 w1 w2 \r\n· stage LEAD → ENGAGED · budget MET\r\n/);
    terminal.write(ctrlD);
    expect((await terminal.exit).code).toBe(0);
  });

  it('stops a reply at Ctrl-C, goes on, and leaves at Ctrl-C while it waits for a line', async () => {
    const terminal = chat(server, 'bob');
    await terminal.until(prompt);
    terminal.write('@script steps=2 hang=1\r');
    await terminal.until(/w1/);
    terminal.write(ctrlC);
    await terminal.until(/stopped; the text so far is kept[\s\S]*you › $/);
    terminal.write('hello\r');
    await terminal.until(/agent › ok[\s\S]*you › $/);
    terminal.write(ctrlC);
    expect((await terminal.exit).code).toBe(0);
  });

  it('shows what was said before, and follows the reply that is under way', async () => {
    const first = chat(server, 'cy');
    await first.until(prompt);
    first.write('hello\r');
    await first.until(/agent › ok[\s\S]*you › $/);
    first.write('@script steps=20 ms=100 reply=word\r');
    await first.until(/word1 /);
    first.write(ctrlD);
    expect((await first.exit).code).toBe(0);
    expect(first.output()).toContain('the reply goes on without you');
    expect(first.output()).not.toContain('word19');

    const second = chat(server, 'cy');
    await second.until(/word19[\s\S]*you › $/);
    const shown = second.output();
    for (const text of ['you › hello', 'agent › ok', 'you › @script steps=20', 'word0 ', 'word10 ']) {
      expect(shown.split(text), text).toHaveLength(2);
    }
    second.write(ctrlD);
    expect((await second.exit).code).toBe(0);
  });

  it('takes the stream up again after the server was killed, and says that the reply began again', async () => {
    const doomed = await startServer();
    const terminal = chat(doomed, 'dee');
    await terminal.until(prompt);
    terminal.write('@script steps=20 ms=80\r');
    await terminal.until(/w2 /);
    await doomed.kill();
    await terminal.until(/· reconnecting…/);
    await doomed.again();
    await terminal.until(/begin the reply again[\s\S]*agent › w0 [\s\S]*w19 [\s\S]*you › $/);
    const [, after = ''] = terminal.output().split('begin the reply again');
    expect(after).toContain(Array.from({ length: 20 }, (_, i) => `w${i} `).join(''));
    terminal.write(ctrlD);
    expect((await terminal.exit).code).toBe(0);
  });

  it('keeps what is typed during a reply for afterwards', async () => {
    const terminal = chat(server, 'eve');
    await terminal.until(prompt);
    terminal.write('@script steps=5 ms=50\r');
    await terminal.until(/w0/);
    terminal.write('@script steps=1 reply=second\rhalf a');
    await terminal.until(/you › @script steps=1 reply=second\r\nagent › second0 \r\n[\s\S]*you › half a$/);
    terminal.write(' line\r');
    await terminal.until(/agent › ok/);
    terminal.write(ctrlD);
    expect((await terminal.exit).code).toBe(0);
  });
});
