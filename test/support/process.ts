import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

/** The project's root. */
export const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'dist/cli/main.js');
const deadlineMs = 30_000;

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of our own that a test started. */
export interface Running {
  readonly pid: number;
  /** All that it has written so far, to standard output and to standard error as they came, but terminal controls. */
  output(): string;
  stdout(): string;
  /** Resolves once the output matches; rejects at the deadline, or when the process ends without. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  write(text: string): void;
  /** Ends standard input. */
  end(): void;
  kill(signal: NodeJS.Signals): void;
  readonly exit: Promise<Exit>;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** All of standard input; without it the test writes. */
  readonly input?: string;
  readonly cwd?: string;
}

/** What a terminal is told besides text: where the cursor goes, what it erases. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it is
const controls = /\x1b\[[0-9;?]*[A-Za-z]/g;

const alive = new Set<ChildProcess>();
const folders: string[] = [];
const killAll = () => {
  for (const child of alive) child.kill('SIGKILL');
};
process.once('exit', killAll);
afterAll(async () => {
  const ends = [...alive].map((child) => new Promise((done) => child.once('close', done)));
  killAll();
  await Promise.all(ends);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is removed when the file's tests are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-test-'));
  folders.push(folder);
  return folder;
}

/** This process's environment without what would configure a service. */
export function plainEnvironment(): Record<string, string> {
  const ours = /^(COLLOQUY|MEM0|MONGODB|OPENAI|ANTHROPIC|OLLAMA|VITEST|NODE_ENV|NODE_OPTIONS|NO_COLOR|FORCE_COLOR)/;
  const kept = Object.entries(process.env).filter(([name, value]) => value !== undefined && !ours.test(name));
  return Object.fromEntries(kept) as Record<string, string>;
}

/** Starts a program; whatever it still does when the file's tests are over is killed. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Running {
  const env = { ...plainEnvironment(), ...options.env };
  const child = spawn(command, args, { cwd: options.cwd ?? root, env, stdio: 'pipe' });
  alive.add(child);
  let stdout = '';
  let stderr = '';
  let output = '';
  let over = false;
  const seen = () => output.replace(controls, '');
  const watchers = new Set<() => void>();
  const wake = () => {
    for (const watcher of watchers) watcher();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    output += text;
    wake();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    output += text;
    wake();
  });
  // Whoever ended first no longer reads.
  child.stdin.on('error', () => undefined);
  if (options.input !== undefined) child.stdin.end(options.input);
  const exit = new Promise<Exit>((done, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      alive.delete(child);
      over = true;
      wake();
      done({ code, signal, stdout, stderr });
    });
  });
  return {
    pid: child.pid ?? 0,
    output: seen,
    stdout: () => stdout,
    until: (pattern) =>
      new Promise((found, reject) => {
        const settle = (act: () => void) => {
          clearTimeout(timer);
          watchers.delete(look);
          act();
        };
        const refuse = (why: string) => settle(() => reject(new Error(`${why}: ${pattern}\n${seen()}`)));
        const look = () => {
          const match = pattern.exec(seen());
          if (match) settle(() => found(match));
          else if (over) refuse('the process ended without');
        };
        const timer = setTimeout(() => refuse(`not within ${deadlineMs} ms`), deadlineMs);
        watchers.add(look);
        look();
      }),
    write: (text) => void child.stdin.write(text),
    end: () => void child.stdin.end(),
    kill: (signal) => void child.kill(signal),
    exit,
  };
}

/** `colloquy …`, as the package's program. */
export function colloquy(args: readonly string[], options: RunOptions = {}): Running {
  return run(process.execPath, [program, ...args], options);
}

/** A server process with its data. */
export interface ServerProcess {
  readonly running: Running;
  /** host:port, the real one. */
  readonly address: string;
  readonly dataDir: string;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with how it ended. */
  stop(): Promise<Exit>;
  /** Another process on the same data and address; this one must have ended. */
  again(): Promise<ServerProcess>;
}

/** Starts `node dist/main.js` on a free port; resolves once it says that it serves. */
export async function startServer(
  options: { readonly env?: Readonly<Record<string, string>>; readonly dataDir?: string } = {},
): Promise<ServerProcess> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const env = {
    COLLOQUY_GRPC_ADDRESS: '127.0.0.1:0',
    COLLOQUY_WEB_ADDRESS: 'off',
    COLLOQUY_DATA_DIR: dataDir,
    COLLOQUY_MODEL: 'script',
    ...options.env,
  };
  const running = run(process.execPath, [join(root, 'dist/main.js')], { env });
  const [, address = ''] = await running.until(/"msg":"serving","grpc":"([^"]+)"/);
  return {
    running,
    address,
    dataDir,
    async kill() {
      running.kill('SIGKILL');
      await running.exit;
    },
    stop() {
      running.kill('SIGTERM');
      return running.exit;
    },
    again: () => startServer({ dataDir, env: { ...options.env, COLLOQUY_GRPC_ADDRESS: address } }),
  };
}
