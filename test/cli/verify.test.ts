import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { colloquy, startServer } from '../support/process.js';
import { ask, connect, say, tenant } from '../support/service.js';

const server = await startServer({ env: { COLLOQUY_MODEL: 'script', COLLOQUY_MEMORY: 'off' } });
const clients = connect(server.address);
afterAll(() => clients.close());

const verify = (...args: string[]) => colloquy(['verify', '--address', server.address, ...args]).exit;

/** Changes what a head says, as damage does. */
function damage(conversationId: string, stage: string): void {
  const db = new Database(join(server.dataDir, 'colloquy.db'));
  const sql = `UPDATE conversations SET stage = $stage, body = json_set(body, '$.stage', $stage) WHERE id = $id`;
  db.prepare(sql).run({ stage, id: conversationId });
  db.close();
}

describe('colloquy verify', () => {
  it('of one conversation says that it is intact, with the hash that the call gives', async () => {
    const { conversationId } = await say(clients, 'hello', { userId: 'ada' });
    const { sha256 } = await ask(clients.data, 'verifyConversation', { conversationId });
    expect(await verify(conversationId)).toMatchObject({
      code: 0,
      stdout: `${conversationId}\tintact: 2 entries, SHA-256 ${sha256}\n`,
    });
  });

  it('of one that is damaged says what differs, and exits 1', async () => {
    const { conversationId } = await say(clients, 'hello', { userId: 'bob' });
    damage(conversationId, 'WON');
    const stdout = `${conversationId}\tstage: derived "LEAD", stored "WON"\n`;
    expect(await verify(conversationId)).toMatchObject({ code: 1, stdout });
    damage(conversationId, 'LEAD');
    expect((await verify(conversationId)).code).toBe(0);
  });

  it('with --all goes through all of a tenant, archived ones too, and names those that differ', async () => {
    const own = tenant('many');
    const ids: string[] = [];
    for (let i = 0; i < 450; i += 50) {
      const some = Array.from({ length: 50 }, (_, n) =>
        ask(clients.conversations, 'createConversation', { userId: `user-${i + n}` }, own),
      );
      ids.push(...(await Promise.all(some)).map(({ conversation }) => conversation?.id ?? ''));
    }
    const [first = '', second = '', third = ''] = ids;
    await ask(clients.conversations, 'closeConversation', { conversationId: third }, own);
    await ask(clients.conversations, 'archiveConversation', { conversationId: third }, own);
    const whole = await verify('--all', '--tenant', 'many');
    expect(whole).toMatchObject({ code: 0, stdout: '450 conversations verified, 0 of them differ\n' });
    expect(whole.stderr).toMatch(/verify: 450 conversations/);

    damage(first, 'WON');
    damage(second, 'LOST');
    const damaged = await verify('--all', '-t', 'many', '--parallel', '3');
    expect(damaged).toMatchObject({ code: 1, stdout: '450 conversations verified, 2 of them differ\n' });
    for (const id of [first, second]) expect(damaged.stderr).toMatch(new RegExp(`^${id}\tstage: derived`, 'm'));
    const archived = await verify('--all', '-t', 'many', '--status', 'archived');
    expect(archived.stdout).toBe('1 conversations verified, 0 of them differ\n');
  });

  it('with --all names what cannot be read, and goes on with the others', async () => {
    const own = tenant('broken');
    const ids: string[] = [];
    for (const userId of ['ada', 'bob', 'cyd']) {
      ids.push((await ask(clients.conversations, 'createConversation', { userId }, own)).conversation?.id ?? '');
    }
    const [head, entry] = ids;
    const db = new Database(join(server.dataDir, 'colloquy.db'));
    db.prepare(`UPDATE conversations SET body = '{' WHERE id = ?`).run(head);
    db.prepare(`UPDATE entries SET body = '{' WHERE conversation_id = ?`).run(entry);
    db.close();
    const found = await verify('--all', '--tenant', 'broken');
    expect(found).toMatchObject({ code: 1, stdout: '3 conversations verified, 2 of them differ\n' });
    expect(found.stderr).toContain(`${head}\tdocuments: conversation ${head} cannot be read\n`);
    expect(found.stderr).toContain(`${entry}\tdocuments: entry 1 of conversation ${entry} cannot be read\n`);
  });

  it('says how it is called, and what is wrong with what it was given', async () => {
    expect((await verify()).code).toBe(2);
    expect((await verify('x', '--all')).code).toBe(2);
    expect((await verify('--all', '--parallel', '0')).code).toBe(2);
    const none = await verify('no-such-conversation');
    expect(none.code).toBe(1);
    expect(none.stderr).toContain('CONVERSATION_NOT_FOUND');
  });
});
