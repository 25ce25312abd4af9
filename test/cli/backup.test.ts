import { readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { tenantOf } from '../contracts/tenant.js';
import { colloquy, root, run, temporaryFolder } from '../support/process.js';
import { ask, say, startTestService } from '../support/service.js';

const operations = readFileSync(join(root, 'docs/operations.md'), 'utf8');
/** What the docs have run, in a folder where `data` is; not what looks and starts afterwards. */
function script(heading: string): string {
  const section = operations.slice(operations.indexOf(`**${heading}**`));
  const [, block = ''] = /^```sh\n([\s\S]*?)^```/m.exec(section) ?? [];
  return block.replace(/^np[mx] .*\n/gm, '').replace(/backup=.*$/m, 'backup=backup');
}

function place(): string {
  const folder = temporaryFolder();
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

const doctor = (cwd: string) => {
  const env = { COLLOQUY_GRPC_ADDRESS: '127.0.0.1:0', COLLOQUY_WEB_ADDRESS: '127.0.0.1:0', COLLOQUY_MEMORY: 'off' };
  return colloquy(['doctor'], { env, cwd }).exit;
};

it('a backup as written ends while the server writes, and is whole, both files of one moment', async () => {
  const folder = place();
  const store = await openEmbeddedStore(join(folder, 'data'));
  const tenant = tenantOf(store);
  // Many times what SQLite's backup takes in one step by itself.
  const db = new Database(join(folder, 'data', 'colloquy.db'));
  db.exec(`INSERT INTO meta (key, value) VALUES ('long', zeroblob(40000000))`);
  const conversations = db.prepare('SELECT count(*) FROM conversations').pluck();
  const memories = new Database(join(folder, 'data', 'memories.db'));
  memories.exec('PRAGMA journal_mode = WAL; CREATE TABLE learned (n)');
  const learn = memories.prepare('INSERT INTO learned (n) VALUES (1)');
  const backup = run('sh', ['-c', script('Backup')], { cwd: folder });
  let over = false;
  const exit = backup.exit.finally(() => {
    over = true;
  });
  while (!over) {
    await tenant.opened();
    learn.run();
  }
  expect((await exit).stderr).not.toContain('Error');
  const all = Number(conversations.get());
  db.close();
  memories.close();
  await store.close();
  renameSync(join(folder, 'data'), join(folder, 'lost'));
  renameSync(join(folder, 'backup'), join(folder, 'data'));
  const counted = (file: string, table: string) => {
    const backedUp = new Database(join(folder, 'data', file), { readonly: true });
    const count = backedUp.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    backedUp.close();
    return Number(count);
  };
  const kept = counted('colloquy.db', 'conversations');
  // Between the moments of the two lies less than it takes to copy either.
  expect(Math.abs(counted('memories.db', 'learned') - kept)).toBeLessThan((all - kept) / 2);
  expect((await doctor(folder)).stdout).toMatch(/^ok +database .*: whole/m);
});

it('a restore as written brings archived logs back, and doctor finds those that are away', async () => {
  const folder = place();
  const service = await startTestService({ dataDir: join(folder, 'data') });
  const { conversationId } = await say(service, 'Hello');
  await ask(service.conversations, 'closeConversation', { conversationId });
  await ask(service.conversations, 'archiveConversation', { conversationId });
  await run('sh', ['-c', script('Backup')], { cwd: folder }).exit;
  await service.stop();
  rmSync(join(folder, 'data', 'archive'), { recursive: true });

  const away = await doctor(folder);
  expect(away.stdout).toMatch(new RegExp(`^FAIL +archive .* 1 of 1 .*default/${conversationId}/`, 'm'));
  expect(away.code).toBe(1);
  await run('sh', ['-c', script('Restore')], { cwd: folder }).exit;
  expect(await doctor(folder)).toMatchObject({ code: 0, stdout: expect.stringContaining('all is well') });
  const again = await startTestService({ dataDir: join(folder, 'data') });
  const { entries } = await ask(again.conversations, 'listEntries', { conversationId, pageSize: 10 });
  expect(entries.length).toBeGreaterThan(1);
  await again.stop();
});
