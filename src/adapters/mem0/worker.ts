// The thread that `memory.ts` starts: answers its calls, one after the other where they belong to one owner.
import { parentPort, workerData } from 'node:worker_threads';
import { makeHosted } from './hosted.js';
import { makeLocal } from './local.js';
import type { Ask, Methods, Told, WorkerOptions } from './protocol.js';

const port = parentPort;
if (!port) throw new Error('this file is a worker');
const tell = (told: Told) => port.postMessage(told);

const options = workerData as WorkerOptions;
const methods: Methods =
  options.kind === 'mem0'
    ? await makeLocal(options, {
        warn: (message) => tell({ kind: 'warning', message }),
        progress: (message) => tell({ kind: 'progress', message }),
      })
    : await makeHosted(options);

port.on('message', ({ call, method, args }: Ask) => {
  const run = methods[method] as (...args: readonly unknown[]) => Promise<unknown>;
  run(...args).then(
    (value) => tell({ kind: 'done', call, value }),
    // Its message alone: not every error can be sent to another thread.
    (error: unknown) => tell({ kind: 'failed', call, message: error instanceof Error ? error.message : String(error) }),
  );
});
tell({ kind: 'ready' });
