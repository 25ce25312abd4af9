import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { maxMetadataBytes, maxQueuedTurns, maxReplyBytes } from '../src/application/settings.js';
import { type Variable, variables } from '../src/config-variables.js';
import { limits } from '../src/grpc/server.js';
import { webLimits } from '../src/web/limits.js';
import { root, run, startServer, temporaryFolder } from './support/process.js';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, block = '']) => block);
const commands = blocks('sh').flatMap((block) => block.trim().split('\n'));
/** The only command that begins so. */
function command(start: string): string {
  const found = commands.filter((line) => line.startsWith(start));
  expect(found, start).toHaveLength(1);
  return found[0] ?? '';
}

/** The rows of a table, by its heading; cells without their backquotes. */
function table(heading: string): string[][] {
  const lines = readme.split('\n');
  const start = lines.indexOf(heading) + 2;
  expect(start, heading).toBeGreaterThan(2);
  const end = lines.findIndex((line, i) => i >= start && !line.startsWith('|'));
  return lines.slice(start, end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
  );
}

describe('the README', () => {
  it('lists every variable with what it may be, its default and what it means, and no other', () => {
    const there = Object.entries(variables).map(([name, { expected, fallback, meaning }]: [string, Variable]) => [
      name,
      expected,
      fallback,
      meaning,
    ]);
    expect(table('| variable | value | default | meaning |')).toEqual(there);
  });

  it('lists every limit with its value, and no other', () => {
    const there = {
      ...limits,
      ...webLimits,
      max_reply_bytes: maxReplyBytes,
      max_metadata_bytes: maxMetadataBytes,
      max_queued_turns: maxQueuedTurns,
    };
    const listed = table('| limit | value | of |').map(([name = '', value]) => [name, Number(value)]);
    expect(Object.fromEntries(listed)).toEqual(there);
  });

  it('links to files that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) => target);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((target) => spawnSync('test', ['-e', join(root, target)]).status !== 0)).toEqual([]);
  });

  it('has a TypeScript client that compiles as written, and whose reply is whole though the server dies under it', async () => {
    const [source = ''] = blocks('ts');
    const folder = temporaryFolder();
    const server = await startServer();
    writeFileSync(join(folder, 'talk.mts'), source.replace('127.0.0.1:50051', server.address));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    cpSync(join(root, 'src/gen'), join(folder, 'src/gen'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const compiled = await run('sh', ['-c', command('npx tsc ')], { cwd: folder }).exit;
    expect(compiled.stdout).toBe('');
    expect(compiled.code).toBe(0);

    const [start = ''] = command('node dist/talk/talk.mjs').split(" '");
    const talk = run('sh', ['-c', `${start} '@script steps=25 ms=80'`], { cwd: folder });
    await talk.until(/w2 /);
    await server.kill();
    await server.again();
    const { code, stdout } = await talk.exit;
    expect(code).toBe(0);
    const [, again] = stdout.split('(begins again) ');
    expect(again).toBe(`${Array.from({ length: 25 }, (_, i) => `w${i} `).join('')}\n`);
  });

  it('talks in a pipe, with the agent as it comes, as written', async () => {
    const server = await startServer({ env: { COLLOQUY_MODEL: 'offline' } });
    // npx links the package into its cache when it first runs it; here always for the first time.
    const env = { COLLOQUY_GRPC_ADDRESS: server.address, npm_config_cache: temporaryFolder() };
    const { code, stdout } = await run('sh', ['-c', command('printf ')], { env }).exit;
    expect(code).toBe(0);
    const [price, app] = stdout.trim().split('\n');
    expect(price).toMatch(/\d+ euros/);
    expect(app).toMatch(/iPhone|Android/);
    const health = await run('sh', ['-c', command('npx colloquy health')], { env }).exit;
    expect(health.stdout).toBe('SERVING\n');
    const doctor = { ...env, COLLOQUY_DATA_DIR: server.dataDir };
    expect((await run('sh', ['-c', 'npx colloquy doctor'], { env: doctor }).exit).code).toBe(0);
  });

  it.skipIf(spawnSync('grpcurl', ['--version']).status !== 0)('talks with grpcurl, as written', async () => {
    const server = await startServer({ env: { COLLOQUY_MODEL: 'offline' } });
    const written = commands.filter((line) => line.startsWith('grpcurl'));
    expect(written.length).toBeGreaterThan(4);
    const known: Record<string, string> = {};
    for (const line of written) {
      const filled = line
        .replace('127.0.0.1:50051', server.address)
        .replace(/"(TURN|CURSOR|ID)"/g, (_, name: string) => `"${known[name]}"`);
      // A watch has no end of its own.
      const watches = line.endsWith('/WatchConversation');
      const whole = watches ? filled.replace('grpcurl', 'grpcurl -max-time 2') : filled;
      const { code, stdout, stderr } = await run('sh', ['-c', whole]).exit;
      if (watches) expect(stdout).toContain('"entry"');
      else expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: '' });
      known['ID'] ||= /"conversationId": "(.+)"/.exec(stdout)?.[1] ?? '';
      if (line.endsWith('/StreamChat')) {
        known['TURN'] = /"turnId": "(.+)"/.exec(stdout)?.[1] ?? '';
        known['CURSOR'] = /"cursor": "(.+)"/.exec(stdout)?.[1] ?? '';
      }
    }
  });
});
