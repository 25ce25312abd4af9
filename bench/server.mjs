// Servers for benchmarks, each in a process of its own, and what is said of figures.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Starts a server; it has its embedded store, unless `env` names another. */
export async function startServer(env = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-bench-'));
  const child = fork(join(import.meta.dirname, 'served.mjs'), [], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      COLLOQUY_GRPC_ADDRESS: '127.0.0.1:0',
      COLLOQUY_WEB_ADDRESS: 'off',
      COLLOQUY_DATA_DIR: dataDir,
      COLLOQUY_MODEL: 'script',
      COLLOQUY_LOG_LEVEL: 'error',
      ...env,
    },
  });
  async function ask(what) {
    child.send(what);
    const [answer] = await once(child, 'message');
    return answer;
  }
  const [{ grpc }] = await once(child, 'message');
  return {
    address: grpc,
    pid: child.pid,
    /** Milliseconds of CPU that it has used so far. */
    async cpuMs() {
      const { cpu } = await ask('cpu');
      return (cpu.user + cpu.system) / 1000;
    },
    /** Bytes of heap and of memory after a collection. */
    memory: () => ask('heap'),
    /** Bytes of memory as it is. */
    rss: () => ask('rss'),
    async stop() {
      child.send('stop');
      await once(child, 'exit');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export function quantile(list, q) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export const rounded = (value, digits = 1) => Number(value.toFixed(digits));

export const machine = `${cpus()[0]?.model} x${cpus().length}, Node ${process.version}`;
