// A service in a process of its own, as `fork` starts it: tells where it listens, and its heap after a collection.

import { readConfig } from '../dist/config.js';
import { startService } from '../dist/service.js';

const service = await startService(readConfig(process.env));
process.on('message', (request) => {
  if (request === 'heap') {
    globalThis.gc();
    globalThis.gc();
    process.send({ heap: process.memoryUsage().heapUsed });
  }
  if (request === 'cpu') process.send({ cpu: process.cpuUsage() });
  if (request === 'stop') service.stop().then(() => process.exit(0));
});
process.send({ grpc: service.grpc });
