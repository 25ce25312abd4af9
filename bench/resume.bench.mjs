// Readers that join running turns on another server than the one that runs them, both on one MongoDB: how soon they see
// something, how late a delta is beside a reader on the turn's own server, what a reader costs. Without MongoDB the readers
// join on the same server, on its embedded store. Options: --mongodb-uri URI | --embedded, --readers 1,100,500, --turns N
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { credentials, status } from '@grpc/grpc-js';
import { ChatRequest, ChatServiceClient } from '../dist/gen/colloquy/v1/chat_service.js';
import { findMongo } from './mongo.mjs';
import { machine, quantile, rounded, startServer } from './server.mjs';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    'mongodb-uri': { type: 'string' },
    embedded: { type: 'boolean', default: false },
    readers: { type: 'string', default: '1,100,500' },
    turns: { type: 'string', default: '10' },
  },
});
const turns = Number(values.turns);
const steps = 160;
const stepMs = 50;
const text = `@script steps=${steps} ms=${stepMs} reply=word`;
/** Readers join within this. */
const joiningMs = 2000;
const idleMs = 3000;

const given = values['mongodb-uri'] && {
  uri: values['mongodb-uri'],
  name: values['mongodb-uri'],
  stop: async () => {},
};
const mongo = values.embedded ? undefined : given || (await findMongo());
const env = mongo && { MONGODB_URI: mongo.uri, MONGODB_DATABASE: `colloquy_bench_${randomBytes(4).toString('hex')}` };
const home = await startServer(env);
const away = mongo ? await startServer(env) : home;
const where = mongo ? `another server, on ${mongo.name}` : 'the same server, embedded store';
const insecure = credentials.createInsecure();
const homeClient = new ChatServiceClient(home.address, insecure);
const awayClient = new ChatServiceClient(away.address, insecure);

let users = 0;

/** A turn, and when each part of its text had come to a reader on its own server. */
function startTurn() {
  const turn = { id: '', conversationId: '', bytes: 0, text: '', arrived: [], later: [] };
  const chat = ChatRequest.fromPartial({ userId: `user-${users++}`, text });
  const call = homeClient.streamChat({ chat, afterCursor: '' });
  let begin;
  turn.begun = new Promise((resolve) => {
    begin = resolve;
  });
  turn.over = new Promise((resolve, reject) => {
    call.on('data', ({ event: { event } }) => {
      if (event.$case === 'accepted') turn.id = event.value.turnId;
      if (event.$case === 'textDelta') {
        turn.text += event.value.text;
        turn.bytes = event.value.offset + Buffer.byteLength(event.value.text);
        turn.arrived.push({ bytes: turn.bytes, at: performance.now() });
        begin();
      }
    });
    call.on('error', reject);
    call.on('end', resolve);
  });
  return turn;
}

/** When so much of the turn's text had come at home. */
const homeAt = ({ arrived }, bytes) => arrived.find((each) => each.bytes >= bytes)?.at;

/** Joins a turn and reads it to its end; where the server cannot just now, goes on from its cursor, as clients do. */
async function join(turn) {
  const reader = { turn, firstEvent: undefined, firstText: undefined, deltas: [], text: '', cursor: '', again: 0 };
  const started = performance.now();
  while (!(await readOn(reader, started))) {
    reader.again++;
    await pause(200);
  }
  return reader;
}

/** Resolves with true at the end of the turn, with false where it is to be taken up again. */
function readOn(reader, started) {
  const call = awayClient.resumeTurn({ turnId: reader.turn.id, conversationId: '', afterCursor: reader.cursor });
  return new Promise((resolve, reject) => {
    call.on('data', ({ event: { cursor, event } }) => {
      const at = performance.now();
      reader.cursor = cursor;
      reader.firstEvent ??= at - started;
      if (event.$case !== 'textDelta') return;
      // The first is all the text so far; those after it are live.
      if (reader.firstText === undefined) reader.firstText = at - started;
      else reader.deltas.push({ bytes: event.value.offset + Buffer.byteLength(event.value.text), at });
      reader.text += event.value.text;
    });
    call.on('error', (error) => (error.code === status.UNAVAILABLE ? resolve(false) : reject(error)));
    call.on('end', () => resolve(true));
  });
}

/** So many readers of running turns; none measures what the server does without. */
async function round(readers) {
  const running = Array.from({ length: turns }, startTurn);
  await Promise.all(running.map(({ begun }) => begun));
  const idleCpu = await away.cpuMs();
  await pause(idleMs);
  const cpu = await away.cpuMs();
  const started = performance.now();
  const joined = await Promise.all(
    Array.from({ length: readers }, async (_, i) => {
      await pause((i / readers) * joiningMs);
      return join(running[i % turns]);
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const cpuPerSecond = ((await away.cpuMs()) - cpu) / seconds;
  const idlePerSecond = (cpu - idleCpu) / (idleMs / 1000);
  await Promise.all(running.map(({ over }) => over));
  // How much later than at home; what came home later than away says nothing of the way.
  const delays = joined.flatMap(({ turn, deltas }) =>
    deltas.map(({ bytes, at }) => Math.max(at - (homeAt(turn, bytes) ?? at), 0)),
  );
  return {
    readers,
    turns,
    firstEventP50Ms: rounded(
      quantile(
        joined.map(({ firstEvent }) => firstEvent),
        0.5,
      ),
    ),
    firstEventP99Ms: rounded(
      quantile(
        joined.map(({ firstEvent }) => firstEvent),
        0.99,
      ),
    ),
    firstTextP50Ms: rounded(
      quantile(
        joined.map(({ firstText }) => firstText),
        0.5,
      ),
    ),
    delayP50Ms: rounded(quantile(delays, 0.5)),
    delayP99Ms: rounded(quantile(delays, 0.99)),
    deltasPerReader: rounded(delays.length / readers),
    serverCpuMsPerSecond: rounded(cpuPerSecond),
    withoutReaders: rounded(idlePerSecond),
    cpuMsPerReaderSecond: rounded((cpuPerSecond - idlePerSecond) / readers, 2),
    takenUpAgain: joined.reduce((sum, { again }) => sum + again, 0),
    wrongTexts: joined.filter(({ turn, text: read }) => read !== turn.text).length,
  };
}

/**
 * Readers that stop reading a reply of 1 MB after its first text, each on a connection of its own, as clients are: what they make
 * the server hold, and whether another reader gets its text in time.
 */
async function stopped(readers) {
  const word = 'x'.repeat(1000);
  const chat = ChatRequest.fromPartial({ userId: `user-${users++}`, text: `@script steps=1000 ms=3 reply=${word}` });
  const before = await home.memory();
  const quick = homeClient.streamChat({ chat, afterCursor: '' });
  const slow = [];
  let bytes = 0;
  let spent;
  const started = performance.now();
  await new Promise((resolve, reject) => {
    quick.on('error', reject);
    quick.on('data', ({ event: { event } }) => {
      if (event.$case === 'accepted') {
        for (let i = 0; i < readers; i++) slow.push(stall(event.value.turnId));
      }
      if (event.$case === 'textDelta') bytes = event.value.offset + Buffer.byteLength(event.value.text);
      if (event.$case === 'ended') spent = performance.now() - started;
    });
    quick.on('end', resolve);
  });
  await pause(1000);
  const during = await home.memory();
  for (const { call, client } of slow) {
    call.on('error', () => undefined);
    call.cancel();
    client.close();
  }
  return {
    readers,
    replyKiB: rounded(bytes / 1024),
    turnMs: rounded(spent, 0),
    heapKiBPerReader: rounded((during.heap - before.heap) / 1024 / readers),
    rssKiBPerReader: rounded((during.rss - before.rss) / 1024 / readers),
  };
}

function stall(turnId) {
  const client = new ChatServiceClient(home.address, insecure, { 'grpc.use_local_subchannel_pool': 1 });
  const call = client.resumeTurn({ turnId, conversationId: '', afterCursor: '' });
  call.on('error', () => undefined);
  call.on('data', ({ event: { event } }) => {
    if (event.$case === 'textDelta') call.pause();
  });
  return { call, client };
}

await round(20);
const rows = [];
for (const readers of values.readers.split(',').map(Number)) rows.push(await round(readers));

const stalled = [await stopped(1), await stopped(100), await stopped(300)];
homeClient.close();
awayClient.close();
await home.stop();
if (away !== home) await away.stop();
await mongo?.stop();

console.log(`readers on ${where}; turns of ${steps} deltas, one in ${stepMs} ms`);
console.table(rows);
console.log('readers that stop reading a turn on its own server');
console.table(stalled);
console.log(JSON.stringify({ bench: 'resume', machine, store: mongo ? 'mongodb' : 'embedded', where, rows, stalled }));
