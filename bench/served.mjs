// A service in a process of its own, as `fork` starts it: tells where it listens, and its memory after a collection, its CPU time.

import { readConfig } from '../dist/config.js';
import { startService } from '../dist/service.js';

const service = await startService(readConfig(process.env));
process.on('message', (request) => {
  if (request === 'heap') {
    globalThis.gc();
    globalThis.gc();
    const { heapUsed: heap, rss } = process.memoryUsage();
    process.send({ heap, rss });
  }
  if (request === 'rss') process.send({ rss: process.memoryUsage.rss() });
  if (request === 'cpu') process.send({ cpu: process.cpuUsage() });
  if (request === 'stop') service.stop().then(() => process.exit(0));
});
// Whoever measures has gone, or failed.
process.on('disconnect', () => process.exit(1));
process.send({ grpc: service.grpc });
