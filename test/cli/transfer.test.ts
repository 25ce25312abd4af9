import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { colloquy, startServer, temporaryFolder } from '../support/process.js';
import { startRelay } from '../support/relay.js';
import { ask, connect, say, tenant } from '../support/service.js';
import { exportAll, importLines, textOf } from '../support/transfer.js';
import { until } from '../support/until.js';

const [source, target] = await Promise.all([startServer(), startServer()]);
const from = connect(source.address);
const to = connect(target.address);
const folder = temporaryFolder();
afterAll(() => {
  from.close();
  to.close();
});

/** Some twelve megabytes. */
const large = tenant('large');
const largeLines = Array.from({ length: 60 }, (_, i) => {
  const id = `large-${String(i).padStart(3, '0')}`;
  return [
    { conversation: { id, userId: `u${i}` } },
    {
      conversationId: id,
      entry: { seq: 1, at: '2025-01-01T00:00:00Z', message: { role: 'ROLE_USER', text: 'long?' } },
    },
    {
      conversationId: id,
      entry: {
        seq: 2,
        at: '2025-01-01T00:00:01Z',
        message: { role: 'ROLE_AGENT', text: Array.from({ length: 20_000 }, (_, n) => `${i}-${n}`).join(' ') },
      },
    },
  ];
}).flat();

const exporting = (...args: string[]) => colloquy(['export', ...args]);
const importing = (args: string[], input?: string) =>
  colloquy(['import', ...args], input === undefined ? {} : { input });

describe('colloquy export and import', () => {
  beforeAll(async () => {
    await importLines(from, largeLines, large);
    await say(from, '@script steps=2', { userId: 'ada' });
    await say(from, '@script steps=2', { userId: 'bob' });
  });

  it('carry conversations by a pipe, and the next time only what is new', async () => {
    const { code, stdout, stderr } = await exporting('--address', source.address).exit;
    expect(code).toBe(0);
    expect(stdout).toBe((await exportAll(from)).text);
    expect(stderr).toContain('2 conversations with');
    const [, token = ''] = /the next one: --since (\S+)/.exec(stderr) ?? [];
    const taken = await importing(['--address', target.address], stdout).exit;
    expect(taken).toMatchObject({ code: 0, stdout: '' });
    expect(taken.stderr).toContain('2 conversations and 4 entries added');
    await say(from, 'more', { userId: 'ada' });
    const next = await exporting('--address', source.address, '--since', token).exit;
    expect(next).toMatchObject({ code: 0, stderr: expect.stringContaining('1 conversations with 2 entries') });
    expect((await importing(['-', '--address', target.address], next.stdout).exit).code).toBe(0);
    expect((await exportAll(to)).text).toBe((await exportAll(from)).text);
  });

  it('carry them by a compressed file that nobody else may read, and only those that are asked for', async () => {
    const file = join(folder, 'ada.jsonl.gz');
    expect((await exporting(file, '--address', source.address, '--user', 'ada').exit).code).toBe(0);
    const text = gunzipSync(readFileSync(file)).toString();
    const users = text.split('\n').flatMap((line) => /"userId":"(\w+)"/.exec(line)?.[1] ?? []);
    expect(users).toEqual(['ada']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.part`)).toBe(false);
    expect(existsSync(`${file}.part.json`)).toBe(false);
    const refused = await exporting(file, '--address', source.address, '--user', 'ada').exit;
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('is there already') });
    const other = tenant('other');
    const taken = await importing([file, '--address', target.address, '--tenant', 'other']).exit;
    expect(taken.code).toBe(0);
    expect((await exportAll(to, {}, other)).text).toBe(text);
    const since = join(folder, 'ada-2.jsonl');
    const next = await exporting(since, '--address', source.address, '--user', 'ada', '--since', file).exit;
    expect(next).toMatchObject({ code: 0, stderr: expect.stringContaining('0 conversations with 0 entries') });
    expect(readFileSync(since, 'utf8')).toBe('');
  });

  for (const name of ['killed.jsonl', 'killed.jsonl.gz']) {
    it(`go on with ${name} after kill -9, and the file is as if nothing had been`, async () => {
      const relay = await startRelay(source.address);
      const file = join(folder, name);
      const args = [file, '--address', relay.address, '--tenant', 'large'];
      const held = relay.hold('down', 5_000_000);
      const first = exporting(...args);
      await held;
      await until('some of it is known to be there', async () => existsSync(`${file}.part.json`));
      first.kill('SIGKILL');
      await first.exit;
      // What was written after what is known to be there is of no worth.
      writeFileSync(`${file}.part`, 'half a li', { flag: 'a' });
      relay.open();
      const refused = await exporting(...args, '--user', 'u1').exit;
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('of another export') });
      const second = await exporting(...args).exit;
      expect(second.code).toBe(0);
      expect(second.stderr).toMatch(/60 conversations, [1-9][0-9]? of them before/);
      const bytes = readFileSync(file);
      const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
      const { text: whole, end } = await exportAll(from, {}, large);
      expect(text === whole).toBe(true);
      expect(second.stderr).toContain(end.sha256);
      await relay.close();
    });
  }

  it('go on by themselves when the connection breaks', async () => {
    const relay = await startRelay(source.address);
    const file = join(folder, 'broken.jsonl');
    const held = relay.hold('down', 3_000_000);
    const running = exporting(file, '--address', relay.address, '--tenant', 'large');
    await held;
    relay.open();
    const { code, stderr } = await running.exit;
    expect(code).toBe(0);
    expect(stderr).toContain('the connection broke');
    expect(readFileSync(file, 'utf8') === (await exportAll(from, {}, large)).text).toBe(true);
    await relay.close();
  });

  it('put an export where a link leads to, and leave the link', async () => {
    const own = temporaryFolder();
    const [real, link] = [join(own, 'there', 'real.jsonl'), join(own, 'link.jsonl')];
    mkdirSync(join(own, 'there'));
    writeFileSync(real, 'old');
    symlinkSync('there/real.jsonl', link);
    const args = [link, '--address', source.address, '--user', 'ada'];
    expect(await exporting(...args).exit).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is there already'),
    });
    const { code, stderr } = await exporting(...args, '--force').exit;
    expect(code).toBe(0);
    expect(stderr).toContain(`--since ${real}`);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, 'utf8')).toMatch(/^\{"conversation":.*"userId":"ada"/);
    expect(readdirSync(own).sort()).toEqual(['link.jsonl', 'there']);
    const next = await exporting(join(own, 'next.jsonl'), ...args.slice(1), '--since', link).exit;
    expect(next.stderr).toContain('0 conversations with 0 entries');
  });

  it.each([
    ['a FIFO', (path: string) => spawnSync('mkfifo', [path])],
    ['a folder', (path: string) => mkdirSync(path)],
    ['a link to a folder', (path: string) => symlinkSync('.', path)],
    ['a link to nothing', (path: string) => symlinkSync('nothing', path)],
  ])('refuse to put an export in the place of %s', async (_, make) => {
    const own = temporaryFolder();
    const path = join(own, 'x');
    make(path);
    const before = lstatSync(path);
    const { code, stderr } = await exporting(path, '--force', '--address', source.address).exit;
    expect(code).toBe(1);
    expect(stderr).toMatch(/is no regular file\n {2}for a pipe leave FILE out, or give -|leads to nothing/);
    expect(lstatSync(path)).toMatchObject({ mode: before.mode, ino: before.ino });
    expect(readdirSync(own)).toEqual(['x']);
  });

  it('say of --since that it is neither a file nor a token, and leave nothing behind', async () => {
    const own = temporaryFolder();
    const file = join(own, 'x.jsonl');
    const { code, stderr } = await exporting(file, '--address', source.address, '--since', 'gone.jsonl').exit;
    expect(code).toBe(1);
    expect(stderr).toContain('there is no file gone.jsonl.token, and no such token');
    expect(stderr).not.toContain('.part');
    expect(readdirSync(own)).toEqual([]);
  });

  it('take a file again after kill -9 and after a break, and add nothing twice', async () => {
    const file = join(folder, 'large.jsonl');
    writeFileSync(file, textOf(largeLines));
    const relay = await startRelay(target.address);
    const args = [file, '--address', relay.address, '--tenant', 'large'];
    const held = relay.hold('up', 5_000_000);
    const first = importing(args);
    await held;
    first.kill('SIGKILL');
    await first.exit;
    relay.open();
    const broken = relay.hold('up', 5_000_000);
    const running = importing(args);
    await broken;
    relay.open();
    const second = await running.exit;
    expect(second).toMatchObject({ code: 0, stderr: expect.stringContaining('0 lines refused') });
    expect(second.stderr).toContain('the connection broke');
    const { end } = await exportAll(to, {}, large);
    expect(end).toMatchObject({ conversations: 60, entries: 120 });
    const third = await importing(args).exit;
    expect(third.stderr).toContain('0 conversations and 0 entries added, 120 entries were there');
    await relay.close();
  });

  it('say which lines were refused, and why', async () => {
    const lines = ['nonsense', '{"conversation":{"id":"fine-1","userId":"u"}}'];
    const entry = { seq: 1, at: '2025-01-01T00:00:00Z', message: { role: 'ROLE_USER', text: 'hi' } };
    lines.push(JSON.stringify({ conversationId: 'fine-1', entry }));
    const { code, stderr } = await importing(['--address', target.address, '--tenant', 'lines'], textOf(lines)).exit;
    expect(code).toBe(1);
    expect(stderr).toMatch(/line 1: .*JSON/);
    expect(stderr).toContain('1 conversations and 1 entries added, 0 entries were there, 1 lines refused');
    const { conversation } = await ask(
      to.conversations,
      'getConversation',
      { conversationId: 'fine-1' },
      tenant('lines'),
    );
    expect(conversation?.userId).toBe('u');
  });

  it('say of a compressed file that it is none, or is cut off, and exit with 2', async () => {
    const whole = gzipSync(textOf(['{"conversation":{"id":"fine-1","userId":"u"}}']));
    for (const [name, bytes, said] of [
      ['none.jsonl.gz', Buffer.from('nothing'), 'is no gzip, or is damaged\n'],
      ['cut.jsonl.gz', whole.subarray(0, -12), 'is cut off\n'],
    ] as const) {
      const file = join(folder, name);
      writeFileSync(file, bytes);
      const { code, stderr } = await importing([file, '--address', target.address]).exit;
      expect([code, stderr]).toEqual([2, expect.stringContaining(`! ${file} ${said}`)]);
      expect(stderr).not.toContain('    at ');
    }
  });

  it('archive again what was archived, also where its log is longer than is sent at once', async () => {
    const text = 'x'.repeat(180_000);
    const entries = Array.from({ length: 200 }, (_, i) => ({
      conversationId: 'long-1',
      entry: { seq: i + 1, at: '2025-01-01T00:00:00Z', message: { role: 'ROLE_AGENT', text } },
    }));
    const conversation = { id: 'long-1', userId: 'ada', status: 'CONVERSATION_STATUS_ARCHIVED', lastSeq: '200' };
    const args = ['--address', target.address, '--tenant', 'long'];
    const { code, stderr } = await importing(args, textOf([{ conversation }, ...entries])).exit;
    expect([code, stderr]).toEqual([0, expect.stringContaining('1 conversations and 200 entries added')]);
    const got = await ask(to.conversations, 'getConversation', { conversationId: 'long-1' }, tenant('long'));
    expect(got.conversation).toMatchObject({ status: 'CONVERSATION_STATUS_ARCHIVED', lastSeq: 200 });
  });

  it('name what could not be read, and exit with 1', async () => {
    const own = tenant('unread');
    const { conversationId } = await say(from, 'hello', { userId: 'ada' }, own);
    await ask(from.conversations, 'closeConversation', { conversationId }, own);
    // Whoever reads an archived log has it at hand for a while, also once its object is gone.
    await until('nobody reads it any more', async () => {
      const { conversation } = await ask(from.conversations, 'getConversation', { conversationId }, own);
      return conversation?.summary !== undefined;
    });
    await ask(from.conversations, 'archiveConversation', { conversationId }, own);
    rmSync(join(source.dataDir, 'archive', 'unread'), { recursive: true });
    const { code, stderr, stdout } = await exporting('--address', source.address, '--tenant', 'unread').exit;
    expect([code, stderr]).toEqual([1, expect.stringContaining('1 conversation is not whole in it')]);
    expect(stdout).toContain(`{"unreadable":"${conversationId}"}`);
  });

  it('say so at once where no server is, and leave no file behind', async () => {
    mkdirSync(join(folder, 'away'));
    const file = join(folder, 'away', 'x.jsonl');
    const { code, stderr } = await exporting(file, '--address', '127.0.0.1:1').exit;
    expect(code).toBe(1);
    expect(stderr).toContain('no colloquy server answers');
    expect(existsSync(`${file}.part`)).toBe(false);
    expect((await importing(['--address', '127.0.0.1:1'], '').exit).code).toBe(1);
  });
});
