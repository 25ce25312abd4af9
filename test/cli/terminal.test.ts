import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { plainEnvironment, type Running, root, run, startServer } from '../support/process.js';
import { startProxy } from '../support/proxy.js';
import { ask, connect } from '../support/service.js';
import { conversationOf } from './conversation.js';

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
function chat({ address }: { readonly address: string }, user: string): Running {
  const program = [process.execPath, 'dist/cli/main.js', 'chat', '--address', address, '--user', user];
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

  it('stops a reply and leaves at two Ctrl-C at once', async () => {
    const terminal = chat(server, 'gil');
    await terminal.until(prompt);
    terminal.write('@script steps=2 hang=1\r');
    await terminal.until(/w1/);
    terminal.write(`${ctrlC}${ctrlC}`);
    expect((await terminal.exit).code).toBe(0);
    expect(terminal.output()).not.toContain('goes on without you');
    const clients = connect(server.address);
    const { id: conversationId = '' } = (await conversationOf(server, 'gil')) ?? {};
    const { messages } = await ask(clients.conversations, 'listMessages', { conversationId });
    clients.close();
    expect(messages.at(-1)).toMatchObject({ role: 'ROLE_AGENT', status: 'MESSAGE_STATUS_PARTIAL' });
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

  it('goes on after each break of the connection in a reply, from where it was', async () => {
    const proxy = await startProxy({ host: '127.0.0.1', port: Number(server.address.split(':')[1]) });
    const terminal = chat({ address: `127.0.0.1:${proxy.port}` }, 'fay');
    await terminal.until(prompt);
    terminal.write('@script steps=60 ms=60\r');
    for (const word of ['w3 ', 'w15 ', 'w30 ']) {
      await terminal.until(new RegExp(word));
      const breaks = terminal.output().split('reconnecting').length;
      proxy.cut();
      await terminal.until(new RegExp(`(reconnecting[\\s\\S]*){${breaks}}`));
      proxy.restore();
    }
    await terminal.until(/w59 \r\n[\s\S]*you › $/);
    const [, shown = ''] = terminal.output().split('ms=60');
    expect(shown.match(/w[0-9]+ /g)).toEqual(Array.from({ length: 60 }, (_, i) => `w${i} `));
    terminal.write(ctrlD);
    expect((await terminal.exit).code).toBe(0);
    await proxy.close();
  });

  it('leaves at a second Ctrl-C, also where a line waits to be sent', async () => {
    const terminal = chat(server, 'gus');
    await terminal.until(prompt);
    terminal.write('@script steps=2 hang=1\r@script steps=2 hang=1 reply=next\r');
    await terminal.until(/w1/);
    terminal.write(ctrlC);
    await terminal.until(/next1/);
    terminal.write(ctrlC);
    expect((await terminal.exit).code).toBe(0);
  });

  it('says who has the conversation, and shows what they write as it comes, above the line that is typed', async () => {
    const clients = connect(server.address);
    const terminal = chat(server, 'hal');
    await terminal.until(prompt);
    terminal.write('hello\r');
    await terminal.until(/agent › ok[\s\S]*you › $/);
    const { id: conversationId = '' } = (await conversationOf(server, 'hal')) ?? {};
    const eva = (text: string) =>
      ask(clients.conversations, 'addMessage', { conversationId, role: 'ROLE_HUMAN', text, authorId: 'eva' });
    terminal.write('half a');
    await terminal.until(/half a$/);
    await ask(clients.conversations, 'takeOver', { conversationId, humanId: 'eva', reason: 'a big one' });
    await terminal.until(/· eva took over: a big one\r\n.*you › half a$/);
    await eva('Eva here');
    await terminal.until(/eva › Eva here\r\n.*you › half a$/);
    terminal.write(' line\r');
    await terminal.until(/eva answers from here on; the message is kept\r\n[\s\S]*you › $/);
    await eva('I see');
    await terminal.until(/eva › I see\r\n[\s\S]*you › $/);

    const second = chat(server, 'hal');
    await second.until(/eva › I see\r\n· eva answers from here on\r\n[\s\S]*you › $/);
    await eva('Bye');
    await second.until(/eva › Bye\r\n/);
    await ask(clients.conversations, 'returnToAgent', { conversationId, humanId: 'eva', note: '' });
    for (const one of [terminal, second]) {
      await one.until(/the agent answers again\r\n[\s\S]*you › $/);
      for (const text of ['eva › Eva here', 'eva › I see', 'eva › Bye']) {
        expect(one.output().split(text), text).toHaveLength(2);
      }
    }
    terminal.write('hello again\r');
    await terminal.until(/hello again\s+agent › ok/);
    for (const one of [terminal, second]) {
      one.write(ctrlD);
      expect((await one.exit).code).toBe(0);
    }
    clients.close();
  });

  it('keeps what others do for the end of the reply that is shown', async () => {
    const clients = connect(server.address);
    const terminal = chat(server, 'ida');
    await terminal.until(prompt);
    terminal.write('@script steps=20 ms=60\r');
    await terminal.until(/w2 /);
    const { id: conversationId = '' } = (await conversationOf(server, 'ida')) ?? {};
    await ask(clients.conversations, 'setStage', { conversationId, stage: 'STAGE_PROPOSAL' });
    await terminal.until(/w18 w19 \r\n· stage LEAD → PROPOSAL\r\n[\s\S]*you › $/);
    terminal.write(ctrlD);
    expect((await terminal.exit).code).toBe(0);
    clients.close();
  });
});
