import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Exit, root, run, temporaryFolder } from '../support/process.js';

interface Recorded {
  readonly what: string;
  readonly detail: string;
  readonly thread: 'main' | 'worker';
}

const hook = join(root, 'test/fixtures/record-network.cjs');

/** Runs a script with an empty home folder, everything recorded that it asks of a network. */
async function recorded(script: string, ...args: string[]) {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  mkdirSync(home);
  const record = join(folder, 'record');
  writeFileSync(record, '');
  const env = { HOME: home, USERPROFILE: home, RECORD: record, NODE_OPTIONS: `--require ${hook}` };
  const exit: Exit = await run(process.execPath, [script, ...args], { env, input: '', cwd: folder }).exit;
  const lines = readFileSync(record, 'utf8').split('\n').filter(Boolean);
  return { exit, home: readdirSync(home), folder, events: lines.map((line): Recorded => JSON.parse(line)) };
}

describe('mem0', () => {
  it('connects to nothing, prints nothing and leaves nothing outside its data', async () => {
    const own = temporaryFolder();
    const [dataDir, result] = [join(own, 'data'), join(own, 'result')];
    const script = join(root, 'test/fixtures/mem0-child.mjs');
    const { exit, home, folder, events } = await recorded(script, join(root, 'dist'), dataDir, result);
    expect(exit).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
    expect(JSON.parse(readFileSync(result, 'utf8'))).toEqual({ found: true, listed: 13, warnings: [] });
    expect(events.filter(({ what }) => what === 'thread').map(({ detail }) => detail)).toEqual([
      expect.stringContaining('worker.js'),
    ]);
    expect(events.filter(({ what }) => what !== 'thread' && what !== 'file')).toEqual([]);
    expect(home).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['home', 'record']);
    expect(readdirSync(dataDir).filter((file) => !file.startsWith('memories.db'))).toEqual([]);
  });

  it('has no settings anywhere on the disk: none is found, and none is made', async () => {
    const own = temporaryFolder();
    const script = join(root, 'test/fixtures/mem0-child.mjs');
    const { events } = await recorded(script, join(root, 'dist'), join(own, 'data'), join(own, 'result'));
    const asked = new Set(events.filter(({ what }) => what === 'file').map(({ detail }) => detail));
    expect([...asked].filter((file) => existsSync(file))).toEqual([]);
  });

  it('would be seen: the recorder tells of what a worker thread asks of a network', async () => {
    const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const script = join(temporaryFolder(), 'asks.mjs');
    writeFileSync(
      script,
      `import { Worker } from 'node:worker_threads';
      const code = "fetch('http://localhost:${port}').then(() => require('node:net').connect(${port}, '127.0.0.1').end())";
      new Worker(code, { eval: true, env: { A: '1' }, stdout: true, stderr: true });`,
    );
    const { exit, events } = await recorded(script);
    server.close();
    expect(exit).toMatchObject({ code: 0, stderr: '' });
    const seen = events.filter(({ thread }) => thread === 'worker').map(({ what }) => what);
    expect(seen).toEqual(expect.arrayContaining(['fetch', 'connect', 'lookup']));
  });
});
