import { afterAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../../src/gen/colloquy/v1/resources.js';
import { colloquy, type Running, root, run, startServer } from '../support/process.js';
import { type FaultProxy, startProxy } from '../support/proxy.js';
import { ask, connect, say } from '../support/service.js';

const server = await startServer();
const clients = connect(server.address);
const proxies: FaultProxy[] = [];
afterAll(async () => {
  clients.close();
  await Promise.all(proxies.map((proxy) => proxy.close()));
});

function watch(address: string, ...args: string[]): Running {
  return colloquy(['watch', '--address', address, ...args]);
}

async function proxied(): Promise<{ proxy: FaultProxy; address: string }> {
  const proxy = await startProxy({ host: '127.0.0.1', port: Number(server.address.split(':')[1]) });
  proxies.push(proxy);
  return { proxy, address: `127.0.0.1:${proxy.port}` };
}

async function opened(userId: string, channel = 'web'): Promise<string> {
  const { conversation } = await ask(clients.conversations, 'createConversation', { userId, channel });
  return conversation?.id ?? '';
}

const add = (conversationId: string, text: string, role: 'ROLE_USER' | 'ROLE_SYSTEM' = 'ROLE_USER') =>
  ask(clients.conversations, 'addMessage', { conversationId, role, text, authorId: 'someone' });

/** Ctrl-C; resolves with the lines that were written. */
async function leave(watching: Running): Promise<string[]> {
  watching.kill('SIGINT');
  const { code, stdout } = await watching.exit;
  expect(code).toBe(0);
  return stdout.split('\n').slice(0, -1);
}

/** The lines of a list, a field each, but for the time. */
const fields = (lines: readonly string[]) => lines.map((line) => line.split('\t').slice(1));

describe('colloquy watch CONVERSATION', () => {
  it('writes messages by role and changes in words, first those that are there, then live', async () => {
    const { conversationId } = await say(clients, '@script steps=2 stage=engaged need=met', { userId: 'ada' });
    const watching = watch(server.address, conversationId);
    await watching.until(/agent .* › w0 w1/);
    await ask(clients.conversations, 'takeOver', { conversationId, humanId: 'eva', reason: 'big deal' });
    await ask(clients.conversations, 'addMessage', { conversationId, role: 'ROLE_HUMAN', text: 'Hi', authorId: 'eva' });
    await ask(clients.conversations, 'updateMetadata', { conversationId, metadata: { plan: 'team' } });
    await watching.until(/metadata plan/);
    const lines = (await leave(watching)).map((line) => line.replace(/\t[^\t]*Z\t/, ' '));
    expect(lines).toEqual([
      '1 user ada › @script steps=2 stage=engaged need=met',
      '1 · opened',
      expect.stringMatching(/^2 agent \S+ › w0 w1 $/),
      '2 · need MET · stage LEAD → ENGAGED',
      '3 · human eva: eva took over: big deal',
      '4 human eva › Hi',
      expect.stringMatching(/^5 · \S+: metadata plan$/),
    ]);
  });

  it('begins after --after, and has no more than an entry in a line of --json', async () => {
    const id = await opened('bob');
    for (const text of ['one', 'two\nlines', 'three']) await add(id, text);
    const watching = watch(server.address, id, '--after', '2', '--json');
    await watching.until(/three/);
    await add(id, 'four');
    await watching.until(/four/);
    const entries = (await leave(watching)).map((line) => JSON.parse(line).entry);
    expect(entries.map(({ seq }) => seq)).toEqual(['3', '4', '5']);
    expect(entries.map(({ message }) => message.text)).toEqual(['two\nlines', 'three', 'four']);
    expect(entries[0].message).toMatchObject({ role: 'ROLE_USER', status: 'MESSAGE_STATUS_COMPLETE' });
  });

  it('sets in the lines of a message after its first, and takes out what a terminal would obey', async () => {
    const id = await opened('cy');
    await add(id, 'one\n2\t1970\tuser x › two\x1b[2J');
    const watching = watch(server.address, id);
    await watching.until(/two/);
    expect((await leave(watching)).slice(-1)).toEqual(['    2\t1970\tuser x › two[2J']);
  });

  it('goes on after breaks by itself: every entry once, in order', async () => {
    const { proxy, address } = await proxied();
    const id = await opened('dee');
    const watching = watch(address, id, '--json');
    await watching.until(/"seq":"1"/);
    let seq = 1;
    for (let i = 0; i < 3; i++) {
      proxy.cut();
      await add(id, `missed ${i}`);
      await add(id, `and ${i}`);
      proxy.restore();
      seq += 2;
      await watching.until(new RegExp(`"seq":"${seq}"`));
      await add(id, `live ${i}`);
      seq++;
      await watching.until(new RegExp(`"seq":"${seq}"`));
    }
    const seen = (await leave(watching)).map((line) => Number(JSON.parse(line).entry.seq));
    expect(seen).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
    expect(watching.output()).toContain('· reconnecting…');
  });

  it('goes on after the server was killed and started again', async () => {
    const first = await startServer();
    const before = connect(first.address);
    const { conversationId } = await say(before, 'hello', { userId: 'eve' });
    before.close();
    const watching = watch(first.address, conversationId, '--json');
    await watching.until(/"seq":"2"/);
    await first.kill();
    await watching.until(/reconnecting/);
    const second = await first.again();
    const after = connect(second.address);
    await say(after, 'hello again', { userId: 'eve' });
    after.close();
    await watching.until(/"seq":"4"/);
    expect((await leave(watching)).map((line) => JSON.parse(line).entry.seq)).toEqual(['1', '2', '3', '4']);
  });

  it('one that is not there, or a seq beyond its end, is refused with what to do, exit 1', async () => {
    const none = await watch(server.address, 'nothing-here').exit;
    expect(none.stderr).toContain('CONVERSATION_NOT_FOUND');
    expect(none.code).toBe(1);
    const beyond = await watch(server.address, await opened('fay'), '--after', '7').exit;
    expect(beyond.stderr).toContain('SEQ_OUT_OF_RANGE');
    expect(beyond.code).toBe(1);
  });
});

describe('colloquy watch', () => {
  it('writes a line for each that matches, and for each change: time, id, user, stage, criteria, owner, words', async () => {
    const { conversationId: id } = await say(clients, 'hello\tyou\nall', { userId: 'gus', channel: 'chat' });
    const watching = watch(server.address, '--channel', 'chat');
    await watching.until(/\tgus\t/);
    await say(clients, '@script steps=1 stage=engaged need=met budget=unmet handoff=1', {
      userId: 'gus',
      channel: 'chat',
    });
    await watching.until(/queue/);
    await ask(clients.conversations, 'takeOver', { conversationId: id, humanId: 'eva' });
    await watching.until(/human eva/);
    await ask(clients.conversations, 'closeConversation', { conversationId: id });
    await watching.until(/CLOSED/);
    const lines = fields(await leave(watching));
    expect(lines[0]).toEqual([id, 'gus', 'LEAD', '-', expect.stringMatching(/^agent /), 'ok']);
    expect(lines.at(-3)?.slice(2, 5)).toEqual(['ENGAGED', 'need MET, budget UNMET', expect.stringMatching(/^queue /)]);
    expect(lines.at(-2)?.[4]).toBe('human eva');
    expect(lines.at(-1)?.[2]).toBe('ENGAGED CLOSED');
  });

  it('shows what matches its filters alone, and a line for what matches no more', async () => {
    const mine = await opened('hal', 'mail');
    await opened('ida', 'mail');
    const closed = await opened('hal', 'web');
    await ask(clients.conversations, 'closeConversation', { conversationId: closed });
    const watching = watch(
      server.address,
      ...['--user', 'hal', '--stage', 'lead,Engaged', '--status', 'active', '--owner', 'agent', '--owner', 'queue'],
    );
    await watching.until(new RegExp(mine));
    await ask(clients.conversations, 'takeOver', { conversationId: mine, humanId: 'eva' });
    await watching.until(/removed/);
    await ask(clients.conversations, 'returnToAgent', { conversationId: mine, humanId: 'eva', note: '' });
    await watching.until(/removed[\s\S]*agent /);
    const lines = fields(await leave(watching));
    expect(lines.map(([id, second]) => [id, second])).toEqual([
      [mine, 'hal'],
      [mine, 'removed'],
      [mine, 'hal'],
    ]);
  });

  it('tells after a break what changed, came and went meanwhile, and nothing again', async () => {
    const { proxy, address } = await proxied();
    const [same, changed, gone] = [await opened('u1', 'sms'), await opened('u2', 'sms'), await opened('u3', 'sms')];
    const watching = watch(address, '--channel', 'sms', '--status', 'active', '--json');
    await watching.until(/"synced"/);
    proxy.cut();
    await add(changed, 'news');
    await ask(clients.conversations, 'closeConversation', { conversationId: gone });
    const come = await opened('u4', 'sms');
    proxy.restore();
    await watching.until(/removedId/);
    await add(same, 'live');
    await watching.until(/live/);
    const seen = (await leave(watching)).map((line) => JSON.parse(line));
    const idOf = ({ conversation, removedId }: { conversation?: Conversation; removedId?: string }) =>
      conversation ? `${conversation.id} ${conversation.lastSeq}` : (removedId ?? 'synced');
    expect(seen.slice(0, 3).map(idOf).sort()).toEqual([`${same} 1`, `${changed} 1`, `${gone} 1`].sort());
    expect(idOf(seen[3])).toBe('synced');
    expect(seen.slice(4, 6).map(idOf).sort()).toEqual([`${changed} 2`, `${come} 1`].sort());
    expect(seen.slice(6).map(idOf)).toEqual([gone, `${same} 2`]);
  });

  it('ends when its reader in a pipe has had enough', async () => {
    await opened('jo', 'pipe');
    const command = `${process.execPath} dist/cli/main.js watch --address ${server.address} --channel pipe | head -n 1`;
    const piped = run('sh', ['-c', command], { cwd: root });
    await piped.until(/\tjo\t/);
    await opened('kim', 'pipe');
    const { code, stdout } = await piped.exit;
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(0);
  });

  it('shows the conversations of its tenant alone', async () => {
    const { code } = await colloquy(['chat', '--address', server.address, '--tenant', 'acme', '--user', 'lea'], {
      input: 'hello\n',
    }).exit;
    expect(code).toBe(0);
    const theirs = watch(server.address, '--tenant', 'acme');
    await theirs.until(/\tlea\t/);
    expect(await leave(theirs)).toHaveLength(1);
  });

  it.each([
    [['--stage', 'nowhere'], 'Expected of lead, engaged'],
    [['--after', '3'], "'--after' is for one conversation"],
    [['some-conversation', '--user', 'ada'], "'--user' is for all conversations"],
    [['some-conversation', '--after', '-1'], 'Expected the seq'],
  ])('%j is a mistake in the command, exit 2', async (args, words) => {
    const { code, stderr } = await colloquy(['watch', ...args]).exit;
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  });

  it('without a server it says where it looked, and exits 1', async () => {
    const { code, stdout, stderr } = await watch('127.0.0.1:1').exit;
    expect(stderr).toContain('no colloquy server answers at 127.0.0.1:1');
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });
});
