// The thread that `memory.ts` starts: answers its calls, one after the other where they belong to one owner.
import { parentPort, workerData } from 'node:worker_threads';
import { makeHosted } from './hosted.js';
import { makeLocal } from './local.js';
import type { Ask, Methods, Told, WorkerOptions } from './protocol.js';

const port = parentPort;
if (!port) throw new Error('this file is a worker');
const tell = (told: Told) => port.postMessage(told);

const options = workerData as WorkerOptions;
const methods = await open();

/** Tells why it cannot begin: not every error is whole when it has come to another thread. */
async function open(): Promise<Methods> {
  try {
    if (options.kind === 'mem0-hosted') return await makeHosted(options);
    return await makeLocal(options, {
      warn: (message) => tell({ kind: 'warning', message }),
      progress: (message) => tell({ kind: 'progress', message }),
    });
  } catch (error) {
    tell({ kind: 'broken', message: wordsOf(error) });
    process.exit(1);
  }
}

const underWay = new Map<number, AbortController>();
port.on('message', (ask: Ask) => {
  const { call } = ask;
  if (ask.method === undefined) return underWay.get(call)?.abort();
  const run = methods[ask.method] as (...args: readonly unknown[]) => Promise<unknown>;
  const controller = new AbortController();
  underWay.set(call, controller);
  run(...ask.args, controller.signal)
    .then(
      (value) => tell({ kind: 'done', call, value }),
      // Its message alone: not every error can be sent to another thread.
      (error: unknown) => tell({ kind: 'failed', call, message: wordsOf(error) }),
    )
    .finally(() => underWay.delete(call));
});
tell({ kind: 'ready' });

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
