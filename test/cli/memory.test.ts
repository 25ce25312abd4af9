import { afterAll, describe, expect, it } from 'vitest';
import { colloquy, startServer } from '../support/process.js';
import { ask, connect, say } from '../support/service.js';
import { until } from '../support/until.js';

const server = await startServer({ env: { COLLOQUY_MODEL: 'script' } });
const clients = connect(server.address);
afterAll(() => clients.close());

/** Runs `colloquy memory …`; the fields of each line that it writes. */
async function memory(...args: string[]) {
  const [command = '', ...rest] = args;
  const { code, stdout, stderr } = await colloquy(['memory', command, '--address', server.address, ...rest]).exit;
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { code, stderr, lines, fields: lines.map((line) => line.split('\t')) };
}

describe('colloquy memory', () => {
  it('adds, lists newest first, searches best first, and deletes, a line each with its fields', async () => {
    const added = await memory('add', '--user', 'ada', 'Prefers', 'calls in the morning.');
    expect(added).toMatchObject({
      code: 0,
      fields: [[expect.any(String), expect.any(String), '-', '-', expect.any(String)]],
    });
    expect(added.fields[0]?.[4]).toBe('Prefers calls in the morning.');
    await memory('add', '-u', 'ada', 'Two lines\nof text\twith a tab');
    const { fields: listed } = await memory('list', '--user', 'ada');
    expect(listed.map((line) => line[4])).toEqual(['Two lines of text with a tab', 'Prefers calls in the morning.']);
    const { fields: found } = await memory('search', '--user', 'ada', 'when', 'to call?', '--limit', '1');
    expect(found.map((line) => line[4])).toEqual(['Prefers calls in the morning.']);
    expect(Number(found[0]?.[2])).toBeGreaterThan(0);
    const id = listed[0]?.[0] ?? '';
    expect(await memory('delete', '--user', 'ada', id)).toMatchObject({ code: 0, lines: [] });
    expect((await memory('list', '--user', 'ada')).lines).toHaveLength(1);
    const again = await memory('delete', '--user', 'ada', id);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('MEMORY_NOT_FOUND');
  });

  it('names where a memory was learned, and lists more than a page', async () => {
    const { conversationId, turn } = await say(clients, 'We are a bakery with three shops.', { userId: 'bob' });
    await until(
      'it is learned',
      async () => (await ask(clients.memory, 'listMemories', { userId: 'bob' })).memories[0],
    );
    const { fields } = await memory('list', '-u', 'bob');
    expect(fields[0]?.[3]).toBe(`${conversationId}#1`);
    expect(turn?.messageIds).toHaveLength(1);
    await Promise.all(
      Array.from({ length: 205 }, (_, i) => ask(clients.memory, 'addMemory', { userId: 'cy', text: `fact ${i}` })),
    );
    expect((await memory('list', '-u', 'cy')).lines).toHaveLength(205);
  });

  it('writes protobuf JSON with --json, for a tenant that is named', async () => {
    await memory('add', '--user', 'dee', '--tenant', 'acme', 'Lives in Leeds.');
    const { lines } = await memory('list', '--user', 'dee', '--tenant', 'acme', '--json');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { memory: { userId: 'dee', text: 'Lives in Leeds.' } },
    ]);
    expect((await memory('list', '--user', 'dee')).lines).toEqual([]);
  });

  it('says how it is called, and what is wrong with what it was given', async () => {
    expect((await memory('list')).code).toBe(2);
    expect((await memory('search', '--user', 'ada', '--limit', '0', 'x')).code).toBe(2);
    const bad = await memory('list', '--user', 'no spaces');
    expect(bad.code).toBe(1);
    expect(bad.stderr).toContain('user_id');
  });
});
