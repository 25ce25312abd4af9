// Watchers on one server with its embedded store: what 10,000 idle ones of WatchConversation cost, and how late an entry is
// with 1,000 of one conversation, and of WatchConversations. Options: --idle N --watchers N --entries N
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { credentials, Metadata } from '@grpc/grpc-js';
import {
  AddMessageRequest,
  ConversationFilter,
  ConversationServiceClient,
  CreateConversationRequest,
} from '../dist/gen/colloquy/v1/conversation_service.js';
import { machine, quantile, rounded, startServer } from './server.mjs';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    idle: { type: 'string', default: '10000' },
    watchers: { type: 'string', default: '1000' },
    entries: { type: 'string', default: '50' },
  },
});
const [idle, watchers, entries] = [values.idle, values.watchers, values.entries].map(Number);
/** A connection takes 1000 calls at once. */
const callsPerConnection = 900;
const idleMs = 15_000;

const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-bench-'));
const start = () => startServer({ COLLOQUY_DATA_DIR: dataDir });
let server = await start();
const connect = () =>
  new ConversationServiceClient(server.address, credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
const connections = (calls) => Array.from({ length: Math.ceil(calls / callsPerConnection) }, connect);
let writer = connect();

function tenant(id) {
  const metadata = new Metadata();
  metadata.set('x-tenant-id', id);
  return metadata;
}

function ask(method, request, metadata) {
  return new Promise((resolve, reject) => {
    writer[method](request, metadata, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
}

async function open(userId, metadata) {
  const request = CreateConversationRequest.fromPartial({ userId });
  const { conversation } = await ask('createConversation', request, metadata);
  return conversation.id;
}

/** A stream that is open: resolves once it has shown that it is, then calls `see` for each event. */
function opened(call, isThere, see) {
  return new Promise((resolve, reject) => {
    call.on('data', ({ event }) => {
      if (isThere(event)) resolve(call);
      see(event);
    });
    call.on('error', reject);
  });
}

const nothing = () => undefined;
const watchOne = (client, conversationId, metadata, see = nothing) =>
  opened(client.watchConversation({ conversationId, afterSeq: 0 }, metadata), ({ $case }) => $case === 'entry', see);
const watchAll = (client, metadata, see) => {
  const filter = ConversationFilter.fromPartial({});
  return opened(client.watchConversations({ filter }, metadata), ({ $case }) => $case === 'synced', see);
};

async function close(calls, clients) {
  for (const call of calls) {
    call.on('error', nothing);
    call.cancel();
  }
  for (const client of clients) client.close();
  // The server hears of it on its own time.
  await pause(1000);
}

/** `one(i)` for each, so many at a time. */
async function each(count, one, atOnce = 64) {
  const made = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let i = next++; i < count; i = next++) made[i] = await one(i);
    }),
  );
  return made;
}

/** Watchers that nothing happens to, each of a conversation of its own. */
async function measureIdle() {
  const metadata = tenant('idle');
  const ids = await each(idle, (i) => open(`user-${i}`, metadata));
  const attach = async (count) => {
    const clients = connections(count);
    const calls = await each(count, (i) => watchOne(clients[Math.floor(i / callsPerConnection)], ids[i], metadata));
    return { calls, clients };
  };
  // Memory that the server once had and does not need any more would be taken for none: a new one on the same data.
  writer.close();
  await server.stop();
  server = await start();
  writer = connect();
  // What the first of them make it load is not theirs.
  const warm = await attach(Math.min(idle, 100));
  await close(warm.calls, warm.clients);
  const before = await server.memory();
  const { calls, clients } = await attach(idle);
  const after = await server.memory();
  const cpu = await server.cpuMs();
  await pause(idleMs);
  const cpuMs = (await server.cpuMs()) - cpu;
  await close(calls, clients);
  const left = await server.memory();
  return {
    watchers: idle,
    rssKiBPerWatcher: rounded((after.rss - before.rss) / idle / 1024),
    heapKiBPerWatcher: rounded((after.heap - before.heap) / idle / 1024),
    rssMiBBefore: rounded(before.rss / 2 ** 20),
    rssMiBAfter: rounded(after.rss / 2 ** 20),
    cpuMsPerSecond: rounded(cpuMs / (idleMs / 1000)),
    heapKiBPerWatcherLeft: rounded((left.heap - before.heap) / idle / 1024),
  };
}

/** Entries to one conversation, each when the one before has come to all; milliseconds from the call to each arrival. */
async function measureDelay(what, metadata, attach, seqOf) {
  const conversationId = await open('user', metadata);
  let arrived = nothing;
  const clients = connections(watchers);
  const calls = await each(watchers, (i) =>
    attach(clients[Math.floor(i / callsPerConnection)], conversationId, (event) => arrived(seqOf(event))),
  );
  const delays = [];
  const last = [];
  const answers = [];
  const warmUp = 5;
  const cpu = await server.cpuMs();
  for (let n = 0; n < entries + warmUp; n++) {
    const seq = n + 2;
    let left = watchers;
    const started = performance.now();
    const all = new Promise((resolve) => {
      arrived = (seen) => {
        if (seen !== seq) return;
        if (n >= warmUp) delays.push(performance.now() - started);
        if (--left === 0) resolve();
      };
    });
    const request = AddMessageRequest.fromPartial({
      conversationId,
      role: 'ROLE_USER',
      text: 'hello',
      authorId: 'user',
    });
    await ask('addMessage', request, metadata);
    const answered = performance.now() - started;
    await all;
    if (n < warmUp) continue;
    answers.push(answered);
    last.push(performance.now() - started);
    await pause(20);
  }
  const cpuMs = (await server.cpuMs()) - cpu;
  await close(calls, clients);
  return {
    what,
    watchers,
    entries,
    answeredP50Ms: rounded(quantile(answers, 0.5)),
    p50Ms: rounded(quantile(delays, 0.5)),
    p99Ms: rounded(quantile(delays, 0.99)),
    lastOfAllP50Ms: rounded(quantile(last, 0.5)),
    cpuMicrosPerDelivery: rounded((cpuMs * 1000) / ((entries + warmUp) * watchers)),
    missedOrTwice: watchers * entries - delays.length,
  };
}

const [one, all] = [tenant('one'), tenant('all')];
const rows = [
  await measureDelay(
    'WatchConversation',
    one,
    (client, id, see) => watchOne(client, id, one, see),
    (event) => (event.$case === 'entry' ? event.value.seq : 0),
  ),
  await measureDelay(
    'WatchConversations',
    all,
    (client, _, see) => watchAll(client, all, see),
    (event) => (event.$case === 'conversation' ? event.value.lastSeq : 0),
  ),
];
const waiting = await measureIdle();
writer.close();
await server.stop();
rmSync(dataDir, { recursive: true, force: true });

console.table([waiting]);
console.table(rows);
console.log(JSON.stringify({ bench: 'watch', machine, idle: waiting, rows }));
