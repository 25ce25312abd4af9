// Streamed turns of 50 tokens from a model that takes no time, through the service on the embedded store, beside the same
// graph driven in process; each in a process of its own, the load from a third. Options: --turns N --rounds N --in-flight 1,16,64
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { credentials } from '@grpc/grpc-js';
import { ChatRequest, ChatServiceClient } from '../dist/gen/colloquy/v1/chat_service.js';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    turns: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '3' },
    'in-flight': { type: 'string', default: '1,16,64' },
  },
});
const text = '@script steps=50 ms=0';
const rounds = Number(values.rounds);

const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-bench-'));
const here = import.meta.dirname;
const options = { execArgv: ['--expose-gc'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] };
const served = fork(join(here, 'served.mjs'), [], {
  ...options,
  env: {
    ...process.env,
    COLLOQUY_GRPC_ADDRESS: '127.0.0.1:0',
    COLLOQUY_WEB_ADDRESS: 'off',
    COLLOQUY_DATA_DIR: dataDir,
    COLLOQUY_MODEL: 'script',
    COLLOQUY_LOG_LEVEL: 'warn',
  },
});
const graph = fork(join(here, 'graph.mjs'), [], options);
const [[{ grpc }]] = await Promise.all([once(served, 'message'), once(graph, 'message')]);
const client = new ChatServiceClient(grpc, credentials.createInsecure());

let users = 0;
let deltas = 0;

/** One streamed turn of a new user; resolves with the milliseconds to its first text. */
function turn() {
  const started = performance.now();
  const chat = ChatRequest.fromPartial({ userId: `user-${users++}`, text });
  return new Promise((resolve, reject) => {
    let first = 0;
    let ended = false;
    const call = client.streamChat({ chat, afterCursor: '' });
    call.on('data', ({ event }) => {
      if (event.event.$case === 'textDelta') {
        deltas++;
        if (first === 0) first = performance.now() - started;
      }
      if (event.event.$case === 'ended') ended = event.event.value.turn.reply.text.length > 0;
    });
    call.on('error', reject);
    call.on('end', () => (ended ? resolve(first) : reject(new Error('no reply'))));
  });
}

async function cpuOf(child) {
  child.send('cpu');
  const [{ cpu }] = await once(child, 'message');
  return (cpu.user + cpu.system) / 1000;
}

async function throughService(inFlight, turns) {
  const firsts = [];
  let left = turns;
  const cpu = await cpuOf(served);
  const started = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (left-- > 0) firsts.push(await turn());
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  return { seconds, firsts, cpuMs: (await cpuOf(served)) - cpu };
}

async function throughGraph(inFlight, turns) {
  graph.send({ inFlight, turns, text });
  const [result] = await once(graph, 'message');
  return result;
}

async function heapOf(child) {
  child.send('heap');
  const [{ heap }] = await once(child, 'message');
  return heap;
}

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
const median = (list) =>
  quantile(
    [...list].sort((a, b) => a - b),
    0.5,
  );

// Both are warm before anything is counted.
await throughService(16, 500);
await throughGraph(16, 500);

const rows = [];
for (const inFlight of values['in-flight'].split(',').map(Number)) {
  const turns = inFlight === 1 ? Math.ceil(Number(values.turns) / 4) : Number(values.turns);
  const pairs = [];
  const firsts = [];
  deltas = 0;
  for (let round = 0; round < rounds; round++) {
    // In turn, so that a machine that changes its speed changes it for both.
    const service = await throughService(inFlight, turns);
    const alone = await throughGraph(inFlight, turns);
    firsts.push(...service.firsts);
    pairs.push({
      service: turns / service.seconds,
      graph: turns / alone.seconds,
      serviceCpuMs: service.cpuMs / turns,
      graphCpuMs: alone.cpuMs / turns,
    });
  }
  firsts.sort((a, b) => a - b);
  rows.push({
    inFlight,
    serviceTurnsPerSecond: Math.round(median(pairs.map(({ service }) => service))),
    graphTurnsPerSecond: Math.round(median(pairs.map(({ graph: alone }) => alone))),
    ratio: Number(median(pairs.map(({ service, graph: alone }) => service / alone)).toFixed(2)),
    serviceCpuMsPerTurn: Number(median(pairs.map(({ serviceCpuMs }) => serviceCpuMs)).toFixed(2)),
    graphCpuMsPerTurn: Number(median(pairs.map(({ graphCpuMs }) => graphCpuMs)).toFixed(2)),
    firstTextP50Ms: Number(quantile(firsts, 0.5).toFixed(1)),
    firstTextP99Ms: Number(quantile(firsts, 0.99).toFixed(1)),
    deltasPerTurn: Number((deltas / (turns * rounds)).toFixed(1)),
  });
}

// What each turn leaves behind: the heap after a collection, before and after many turns.
const counted = Number(values.turns) * 2;
await throughService(16, 500);
const before = await heapOf(served);
await throughService(16, counted);
const after = await heapOf(served);
const heapBytesPerTurn = Math.round((after - before) / counted);

served.send('stop');
await once(served, 'exit');
graph.kill();
client.close();
rmSync(dataDir, { recursive: true, force: true });

console.table(rows);
console.log(`heap kept per turn after GC: ${heapBytesPerTurn} bytes over ${counted} turns`);
const machine = `${cpus()[0]?.model} x${cpus().length}, Node ${process.version}`;
console.log(JSON.stringify({ bench: 'turns', machine, turns: Number(values.turns), rounds, rows, heapBytesPerTurn }));
