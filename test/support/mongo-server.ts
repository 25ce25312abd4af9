import { type ChildProcess, type ExecFileSyncOptions, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';

/** A server that tests may use; `uri` ends where options may follow. */
export interface MongoServer {
  readonly uri: string;
  /** For people: what it is and where it came from. */
  readonly name: string;
  /** `mongod` is the real one, whoever started it. */
  readonly kind: 'mongod' | 'secantus';
  /** It was there before, and stays. */
  readonly kept?: boolean;
  /** Ends it and removes its data, unless it is kept. */
  stop(): Promise<void>;
}

const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));
const cache = fileURLToPath(new URL('../../node_modules/.cache/colloquy', import.meta.url));

/** How to get a server, for the last lines of a run without one. */
export const howToGetOne =
  'Set MONGODB_TEST_URI, put mongod on the PATH (or name it in MONGOD_BINARY), set MONGODB_TEST_DOWNLOAD=1 with ' +
  'mongodb-memory-server-core installed, or have python3 (3.10 or newer) with venv and pip.';

/** The server of a run, the first of: one that is there, a mongod binary, a download, SecantusDB. */
export async function findMongo(): Promise<MongoServer | undefined> {
  const { MONGODB_TEST_URI, MONGOD_BINARY, MONGODB_TEST_DOWNLOAD } = process.env;
  if (MONGODB_TEST_URI) {
    return {
      uri: MONGODB_TEST_URI,
      name: 'the server of MONGODB_TEST_URI',
      kind: 'mongod',
      kept: true,
      stop: async () => {},
    };
  }
  const binary = MONGOD_BINARY || onPath('mongod');
  if (binary) return startMongod(binary);
  if (MONGODB_TEST_DOWNLOAD === '1') return download();
  const secantus = await installSecantus();
  return secantus === undefined ? undefined : startSecantus(secantus);
}

function onPath(program: string): string | undefined {
  const dirs = (process.env.PATH ?? '').split(path.delimiter).filter((dir) => dir !== '');
  return dirs.map((dir) => path.join(dir, program)).find((file) => existsSync(file));
}

/** A one-node replica set of a real mongod. */
export async function startMongod(binary: string): Promise<MongoServer> {
  const args = (port: number, data: string) =>
    ['--replSet', 'colloquy', '--bind_ip', '127.0.0.1', '--port', `${port}`, '--dbpath', data].concat(
      ['--setParameter', 'enableTestCommands=1'],
      ['--setParameter', 'transactionLifetimeLimitSeconds=15'],
    );
  const started = await start(binary, args, /Waiting for connections/);
  const client = new MongoClient(`${started.uri}?directConnection=true`, { serverSelectionTimeoutMS: 10_000 });
  try {
    const host = started.uri.slice('mongodb://'.length, -1);
    await client.db('admin').command({ replSetInitiate: { _id: 'colloquy', members: [{ _id: 0, host }] } });
    const deadline = Date.now() + 30_000;
    while (!(await client.db('admin').command({ hello: 1 })).isWritablePrimary) {
      if (Date.now() > deadline) throw new Error(`${binary} did not become primary within 30 s`);
      await delay(50);
    }
  } catch (error) {
    await started.stop();
    throw error;
  } finally {
    await client.close();
  }
  return { ...started, name: `${binary}, a one-node replica set`, kind: 'mongod' };
}

async function download(): Promise<MongoServer> {
  // Not a dependency: only who asks for the download installs it.
  const wanted = 'mongodb-memory-server-core';
  const module = await import(wanted).catch((cause: unknown) => {
    throw new Error(`MONGODB_TEST_DOWNLOAD=1 needs ${wanted}: npm install --no-save ${wanted}`, { cause });
  });
  const set = await module.MongoMemoryReplSet.create({ replSet: { count: 1 } });
  return { uri: set.getUri(), name: 'a downloaded mongod', kind: 'mongod', stop: () => set.stop() };
}

/**
 * The program of SecantusDB, installed into a virtual environment of the cache folder by whoever comes first.
 * Undefined where there is no Python for it.
 */
export async function installSecantus(): Promise<string | undefined> {
  const python = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10'].find(isSuitable);
  if (!python) return undefined;
  const pinned = readFileSync(requirements, 'utf8').trim();
  const dir = path.join(cache, pinned.replace(/[^A-Za-z0-9.]+/g, '-'));
  const ready = path.join(dir, 'ready');
  const program = path.join(dir, 'bin', 'secantusd-py');
  mkdirSync(cache, { recursive: true });
  const release = await lock(`${dir}.lock`);
  try {
    if (!existsSync(ready)) {
      rmSync(dir, { recursive: true, force: true });
      console.log(`installing ${pinned} into ${dir}, once`);
      const limits: ExecFileSyncOptions = { stdio: ['ignore', 'ignore', 'pipe'], timeout: 180_000 };
      execFileSync(python, ['-m', 'venv', dir], limits);
      const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
      execFileSync(path.join(dir, 'bin', 'python'), pip, limits);
      writeFileSync(ready, '');
    }
  } finally {
    release();
  }
  return program;
}

function isSuitable(python: string): boolean {
  const check = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
  try {
    execFileSync(python, ['-c', check], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** Held by one process at a time; one that was left behind is broken after five minutes. */
async function lock(dir: string): Promise<() => void> {
  const deadline = Date.now() + 400_000;
  for (;;) {
    try {
      mkdirSync(dir);
      return () => rmSync(dir, { recursive: true, force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      if (Date.now() > deadline) throw new Error(`${dir} is held by another process`, { cause: error });
      const since = statSync(dir, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (Date.now() - since > 300_000) rmSync(dir, { recursive: true, force: true });
      await delay(200);
    }
  }
}

/** SecantusDB over a folder of its own, or over `data`, which then stays. */
export async function startSecantus(
  program: string,
  over: { data?: string; port?: number; args?: string[] } = {},
): Promise<MongoServer> {
  const args = (port: number, data: string) =>
    ['--host', '127.0.0.1', '--port', `${port}`, '--storage-path', data, '--enable-test-commands'].concat(
      over.args ?? [],
    );
  const started = await start(program, args, /listening/i, over);
  return { ...started, name: `${readFileSync(requirements, 'utf8').trim()} (a test server)`, kind: 'secantus' };
}

/** Starts a server on a free port and waits until it says that it is ready. */
async function start(
  program: string,
  args: (port: number, data: string) => string[],
  ready: RegExp,
  over: { data?: string; port?: number } = {},
): Promise<{ uri: string; stop(): Promise<void> }> {
  for (let tries = 1; ; tries++) {
    const port = over.port ?? (await freePort());
    const data = over.data ?? mkdtempSync(path.join(tmpdir(), 'colloquy-mongodb-'));
    const child = spawn(program, args(port, data), { stdio: ['ignore', 'pipe', 'pipe'] });
    const leaveNothing = guard(child, over.data === undefined ? data : '');
    const stop = async () => {
      await ended(child);
      leaveNothing();
    };
    try {
      await said(child, ready, 60_000);
      return { uri: `mongodb://127.0.0.1:${port}/`, stop };
    } catch (error) {
      await stop();
      // Another process may have taken the port since we looked.
      if (tries >= 3) throw new Error(`${program} does not start`, { cause: error });
    }
  }
}

/**
 * Ends a server and removes its folder once this process is gone, however it went: a small shell waits for the end of
 * its input. The result does so now.
 */
function guard(child: ChildProcess, folder: string): () => void {
  const script = 'cat; kill -9 "$0" 2> /dev/null; [ -n "$1" ] && rm -rf "$1"';
  const args = ['-c', script, `${child.pid}`, folder];
  const shell = spawn('sh', args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  shell.on('error', () => undefined).unref();
  return () => {
    shell.kill('SIGKILL');
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await exit;
  clearTimeout(late);
}

function said(child: ChildProcess, words: RegExp, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => reject(new Error(`not ready within ${ms} ms: ${text}`)), ms);
    const see = (chunk: Buffer) => {
      if (text.length < 100_000) text += chunk;
      if (!words.test(text)) return;
      clearTimeout(late);
      resolve();
    };
    child.stdout?.on('data', see);
    child.stderr?.on('data', see);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${text}`)));
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(address)));
    });
  });
}

/** A database name that no other run and no other file uses. */
export function freshDatabase(run: string): string {
  return `${run}_${randomBytes(6).toString('hex')}`;
}

/** Removes the databases of a run, for servers that outlive it. */
export async function dropDatabases(uri: string, run: string): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000, socketTimeoutMS: 10_000 });
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    for (const { name } of databases) if (name.startsWith(`${run}_`)) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
}

/** Whether the server does as `failCommand` says: a mongod without test commands does not. */
export async function canFail(uri: string): Promise<boolean> {
  const client = new MongoClient(uri);
  try {
    await client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });
    return true;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}
