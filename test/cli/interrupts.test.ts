import { afterAll, describe, expect, it } from 'vitest';
import { colloquy, type Running, type ServerProcess, startServer } from '../support/process.js';
import { startProxy } from '../support/proxy.js';
import { ask, connect } from '../support/service.js';
import { until } from '../support/until.js';
import { conversationOf, replyBegun } from './conversation.js';

const server = await startServer();
const clients = connect(server.address);
afterAll(() => clients.close());

/** `colloquy chat` in a pipe that a test writes to. */
function chat(address: string, user: string): Running {
  return colloquy(['chat', '--address', address, '--user', user]);
}

const words = (count: number) => Array.from({ length: count }, (_, i) => `w${i} `).join('');

/** What the store has of the agent's replies. */
async function replies(userId: string, from: ServerProcess = server) {
  const conversation = await conversationOf(from, userId);
  const there = connect(from.address);
  const { messages } = await ask(there.conversations, 'listMessages', { conversationId: conversation?.id ?? '' });
  there.close();
  return messages.filter(({ role }) => role === 'ROLE_AGENT');
}

describe('Ctrl-C in colloquy chat', () => {
  it('stops the reply, keeps its text and says so; the next line is answered', async () => {
    const talk = chat(server.address, 'ada');
    talk.write('@script steps=2 hang=1\n');
    await replyBegun(server, 'ada');
    talk.kill('SIGINT');
    await talk.until(/stopped; the text so far is kept/);
    talk.write('hello\n');
    talk.end();
    const { code, stdout } = await talk.exit;
    const [partial, whole] = await replies('ada');
    expect(partial?.status).toBe('MESSAGE_STATUS_PARTIAL');
    expect(stdout).toBe(`${partial?.text}\n${whole?.text}\n`);
    expect(whole?.text).toBe('ok');
    expect(code).toBe(0);
  });

  it('twice leaves with 130; the reply is stopped all the same', async () => {
    const talk = chat(server.address, 'bob');
    talk.write('@script steps=2 hang=1\nnever sent\n');
    await replyBegun(server, 'bob');
    talk.kill('SIGINT');
    await until('the turn to be over', async () => (await conversationOf(server, 'bob'))?.activeTurnId === '');
    talk.kill('SIGINT');
    expect((await talk.exit).code).toBe(130);
    const [partial] = await replies('bob');
    expect(partial?.status).toBe('MESSAGE_STATUS_PARTIAL');
  });

  it('while nothing is answered leaves with 130', async () => {
    const talk = chat(server.address, 'cy');
    talk.write('hello\n');
    await talk.until(/ok\n/);
    talk.kill('SIGINT');
    const { code, stdout } = await talk.exit;
    expect(stdout).toBe('ok\n');
    expect(code).toBe(130);
  });

  it('stops the reply when the server is back, where it was away', async () => {
    const proxy = await startProxy({ host: '127.0.0.1', port: Number(server.address.split(':')[1]) });
    const talk = chat(`127.0.0.1:${proxy.port}`, 'dee');
    talk.write('@script steps=2 hang=1\n');
    talk.end();
    await replyBegun(server, 'dee');
    proxy.cut();
    await talk.until(/reconnecting/);
    talk.kill('SIGINT');
    proxy.restore();
    await talk.until(/stopped; the text so far is kept/);
    const { code, stdout } = await talk.exit;
    expect(stdout).toBe(`${(await replies('dee'))[0]?.text}\n`);
    expect(code).toBe(0);
    await proxy.close();
  });
});

describe('colloquy chat goes on by itself', () => {
  it('after its connection broke in the middle of a reply; the text is there once', async () => {
    const proxy = await startProxy({ host: '127.0.0.1', port: Number(server.address.split(':')[1]) });
    const talk = chat(`127.0.0.1:${proxy.port}`, 'eve');
    talk.write('@script steps=30 ms=50\nand then?\n');
    talk.end();
    await replyBegun(server, 'eve');
    proxy.cut();
    await talk.until(/reconnecting/);
    proxy.restore();
    const { code, stdout } = await talk.exit;
    expect(stdout).toBe(`${words(30)}\nok\n`);
    expect(code).toBe(0);
    expect((await conversationOf(server, 'eve'))?.messageCount).toBe(4);
    await proxy.close();
  });

  it('while the server drains: the reply comes whole, the next line is answered by the server after it', async () => {
    const first = await startServer();
    const talk = chat(first.address, 'fay');
    talk.write('@script steps=20 ms=50\nstill there?\n');
    talk.end();
    await replyBegun(first, 'fay');
    expect((await first.stop()).code).toBe(0);
    await talk.until(/w19[\s\S]*reconnecting/);
    const second = await first.again();
    const { code, stdout } = await talk.exit;
    expect(stdout).toBe(`${words(20)}\nok\n`);
    expect(code).toBe(0);
    expect(await replies('fay', second)).toHaveLength(2);
  });

  it('when the drain time is over before the reply: another server begins it again, and the text is there once', async () => {
    const first = await startServer({ env: { COLLOQUY_DRAIN_MS: '200' } });
    const talk = chat(first.address, 'gus');
    talk.write('@script steps=20 ms=60\n');
    talk.end();
    await replyBegun(first, 'gus');
    expect((await first.stop()).code).toBe(0);
    await first.again();
    const { code, stdout } = await talk.exit;
    expect(stdout).toBe(`${words(20)}\n`);
    expect(code).toBe(0);
  });
});

describe('while a person owns the conversation, colloquy chat in a pipe', () => {
  it('says who, whether they come between the lines or in the middle of a reply', async () => {
    const talk = chat(server.address, 'hal');
    talk.write('@script steps=2 hang=1\n');
    await replyBegun(server, 'hal');
    const { id: conversationId = '' } = (await conversationOf(server, 'hal')) ?? {};
    await ask(clients.conversations, 'takeOver', { conversationId, humanId: 'eva' });
    await talk.until(/stopped: eva answers from here on/);
    talk.write('hello?\n');
    await talk.until(/eva answers from here on; the message is kept/);
    await ask(clients.conversations, 'returnToAgent', { conversationId, humanId: 'eva', note: '' });
    talk.write('and now?\n');
    talk.end();
    const { code, stdout } = await talk.exit;
    expect(stdout).toBe(`${(await replies('hal'))[0]?.text}\nok\n`);
    expect(code).toBe(0);
  });
});
