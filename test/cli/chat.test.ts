import { describe, expect, it } from 'vitest';
import { colloquy, type ServerProcess, startServer } from '../support/process.js';
import { conversationOf, replyBegun } from './conversation.js';

/** Sends lines through `colloquy chat` in a pipe. */
function pipe(server: ServerProcess, user: string, input: string, ...more: string[]) {
  return colloquy(['chat', '--address', server.address, '--user', user, ...more], { input }).exit;
}

/** What the model was given, as the script model tells it. */
function contextIn(stdout: string): { messages: { role: string; text: string }[] } {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

describe('colloquy chat in a pipe', async () => {
  const server = await startServer();

  it('answers each line with the reply, one after another, and nothing else on standard output', async () => {
    const input = 'hello\n\n@script steps=3 stage=engaged need=met\nbye';
    const { code, stdout, stderr } = await pipe(server, 'ada', input);
    expect(stdout).toBe('ok\nw0 w1 w2 \nok\n');
    expect(stderr).toBe('· stage LEAD → ENGAGED · need MET\n');
    expect(code).toBe(0);
  });

  it('goes on in the conversation of the last time', async () => {
    await pipe(server, 'bob', 'my name is Bob\n');
    const { stdout } = await pipe(server, 'bob', '@script context=1\n');
    expect(contextIn(stdout).messages.map(({ text }) => text)).toEqual(['my name is Bob', 'ok', '@script context=1']);
  });

  it('begins a new one with --new, once for all its lines', async () => {
    await pipe(server, 'cy', 'old\n');
    const { stdout } = await pipe(server, 'cy', 'new\n@script context=1\n', '--new');
    expect(contextIn(stdout).messages.map(({ text }) => text)).toEqual(['new', 'ok', '@script context=1']);
  });

  it('keeps tenants and channels apart', async () => {
    await pipe(server, 'dee', 'secret\n', '--tenant', 'acme');
    for (const other of [[], ['--tenant', 'acme', '--channel', 'web']]) {
      const { stdout } = await pipe(server, 'dee', '@script context=1\n', ...other);
      expect(contextIn(stdout).messages).toHaveLength(1);
    }
  });

  it('says what the server refuses, sends what comes after it, and exits 1', async () => {
    const { code, stdout, stderr } = await pipe(server, 'eve', `${'x'.repeat(40_000)}\nshort\n`);
    expect(stdout).toBe('ok\n');
    expect(stderr).toContain('INVALID_ARGUMENT');
    expect(stderr).toContain('chat.text');
    expect(code).toBe(1);
  });

  it('prints the part of a reply that there is when its turn fails, and exits 1', async () => {
    const { code, stdout, stderr } = await pipe(server, 'fay', '@script steps=5 fail=2\nand now?\n');
    expect(stdout).toBe('w0 w1 \nok\n');
    expect(stderr).toContain('AGENT_FAILED');
    expect(code).toBe(1);
  });

  it('says so when a person answers from now on', async () => {
    const { code, stderr } = await pipe(server, 'gus', '@script steps=1 handoff=1\nhello?\n');
    expect(stderr).toContain('a person was asked for');
    expect(stderr).toContain('a person answers from here on');
    expect(code).toBe(0);
  });

  it('goes on after the server was killed in the middle of a reply and started again; the text is there once', async () => {
    const first = await startServer();
    const chat = colloquy(['chat', '--address', first.address, '--user', 'hal'], {
      input: '@script steps=25 ms=80\nstill there?\n',
    });
    await replyBegun(first, 'hal');
    await first.kill();
    await chat.until(/reconnecting/);
    const second = await first.again();
    const { code, stdout } = await chat.exit;
    expect(stdout).toBe(`${Array.from({ length: 25 }, (_, i) => `w${i} `).join('')}\nok\n`);
    expect(code).toBe(0);
    const conversation = await conversationOf(second, 'hal');
    expect(conversation?.messageCount).toBe(4);
  });
});

it('without a server, chat says where it looked and what to do, and exits 1', async () => {
  const gone = await startServer();
  await gone.stop();
  const { code, stdout, stderr } = await pipe(gone, 'ada', 'hello\n');
  expect(stderr).toContain(`no colloquy server answers at ${gone.address}`);
  expect(stderr).toContain('npm start');
  expect(stdout).toBe('');
  expect(code).toBe(1);
});

it('an address that is none is a mistake in the command, exit 2', async () => {
  const { code, stderr } = await colloquy(['chat', '--address', 'nowhere']).exit;
  expect(stderr).toContain('Expected host:port');
  expect(code).toBe(2);
});
