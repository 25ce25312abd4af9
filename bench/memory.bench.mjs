// What memory finds, and how fast. Recall: of each question the lines that answer it, among the first 5, 10 and 25, through
// AddMemory and SearchMemories; what each part of the ranking brings, by the ranking alone. Speed: a search over sockets with
// 100, 1,000 and 10,000 memories of the user, among 100,000 in all; the first text of a turn with memory and without.
// Options: --recall | --parts | --speed | --turns (default: all), --mongodb, --searches N
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { credentials } from '@grpc/grpc-js';
import { ChatRequest, ChatServiceClient } from '../dist/gen/colloquy/v1/chat_service.js';
import {
  AddMemoryRequest,
  MemoryServiceClient,
  SearchMemoriesRequest,
} from '../dist/gen/colloquy/v1/memory_service.js';
import { readDialogues } from './memory/dialogues.mjs';
import { partsOf } from './memory/parts.mjs';
import { findMongo } from './mongo.mjs';
import { machine, quantile, rounded, startServer } from './server.mjs';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    recall: { type: 'boolean', default: false },
    parts: { type: 'boolean', default: false },
    speed: { type: 'boolean', default: false },
    turns: { type: 'boolean', default: false },
    mongodb: { type: 'boolean', default: false },
    searches: { type: 'string', default: '300' },
  },
});
const all = !values.recall && !values.parts && !values.speed && !values.turns;
const searches = Number(values.searches);
/** The weights were chosen by the first three; nobody who chose them has read the others. */
const tuned = ['allotment', 'fleet', 'workshop'];
const setAside = ['bakery', 'kitchenware', 'lighthouse'];

const mongo = values.mongodb ? await findMongo() : undefined;
const env = {
  COLLOQUY_MEMORY: 'mem0',
  ...(mongo ? { MONGODB_URI: mongo.uri, MONGODB_DATABASE: `colloquy_bench_${randomBytes(4).toString('hex')}` } : {}),
};
const result = { bench: 'memory', machine, store: mongo ? 'mongodb' : 'embedded' };

function clientsOf(server) {
  const insecure = credentials.createInsecure();
  const memory = new MemoryServiceClient(server.address, insecure);
  const chat = new ChatServiceClient(server.address, insecure);
  const call = (client, method, request) =>
    new Promise((resolve, reject) => {
      client[method](request, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
  return {
    chat,
    add: (userId, text, createdAt) =>
      call(memory, 'addMemory', AddMemoryRequest.fromPartial({ userId, text, ...(createdAt ? { createdAt } : {}) })),
    search: (userId, query, limit) =>
      call(memory, 'searchMemories', SearchMemoriesRequest.fromPartial({ userId, query, limit })),
    close() {
      memory.close();
      chat.close();
    },
  };
}

/** Runs `work` on each item, so many at a time. */
async function each(items, atOnce, work) {
  const rest = items.entries();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [i, item] of rest) await work(item, i);
    }),
  );
}

function summary(rows) {
  const mean = (list) => rounded(list.reduce((sum, value) => sum + value, 0) / list.length, 3);
  const at = (k) => mean(rows.map((row) => row[k]));
  return { questions: rows.length, 'recall@5': at(5), 'recall@10': at(10), 'recall@25': at(25) };
}

async function recall() {
  const server = await startServer(env);
  const clients = clientsOf(server);
  const table = [];
  for (const [half, names] of [
    ['tuned on', tuned],
    ['set aside', setAside],
  ]) {
    const rows = [];
    const took = [];
    for (const { name, lines, questions } of readDialogues(names)) {
      const ids = new Map();
      for (const { id, speaker, text, at } of lines) {
        const { memory } = await clients.add(name, `${speaker}: ${text}`, new Date(at));
        ids.set(memory.id, id);
      }
      for (const { kind, question, evidence } of questions) {
        const started = performance.now();
        const { memories } = await clients.search(name, question, 25);
        took.push(performance.now() - started);
        const found = memories.map(({ id }) => ids.get(id));
        const within = (k) => evidence.filter((id) => found.slice(0, k).includes(id)).length / evidence.length;
        rows.push({ kind, 5: within(5), 10: within(10), 25: within(25) });
      }
    }
    table.push({ half, kind: 'all', ...summary(rows), p95Ms: rounded(quantile(took, 0.95)) });
    for (const kind of new Set(rows.map((row) => row.kind))) {
      table.push({ half, kind, ...summary(rows.filter((row) => row.kind === kind)) });
    }
  }
  clients.close();
  await server.stop();
  console.log('lines that answer a question, found through AddMemory and SearchMemories');
  console.table(table);
  result.recall = table;
}

async function parts() {
  const table = [];
  for (const [half, names] of [
    ['tuned on', tuned],
    ['set aside', setAside],
  ]) {
    for (const { part, rows } of await partsOf(readDialogues(names))) {
      const plain = rows.filter(({ kind }) => kind === 'plain');
      table.push({ half, part, ...summary(rows), 'plain questions, recall@10': summary(plain)['recall@10'] });
    }
  }
  console.log('the ranking with one part more each time');
  console.table(table);
  result.parts = table;
}

async function speed() {
  const server = await startServer(env);
  const clients = clientsOf(server);
  const dialogues = readDialogues();
  const lines = dialogues.flatMap((dialogue) => dialogue.lines);
  const questions = dialogues.flatMap((dialogue) => dialogue.questions.map(({ question }) => question));
  const sizes = [100, 1_000, 10_000];
  const users = sizes.map((size) => [`user-${size}`, size]);
  for (let left = 100_000 - 11_100, i = 0; left > 0; left -= 1_000, i++)
    users.push([`other-${i}`, Math.min(left, 1_000)]);
  const adding = performance.now();
  await each(users, 8, async ([user, size]) => {
    // Years of talk of the same people: a number makes each line another one.
    for (let i = 0; i < size; i++) {
      const { speaker, text, at } = lines[i % lines.length];
      const round = Math.floor(i / lines.length);
      const said = round === 0 ? text : `${text} (${round})`;
      await clients.add(user, `${speaker}: ${said}`, new Date(at + round * 86_400_000 * 400));
    }
  });
  const addMs = (performance.now() - adding) / 100_000;
  const table = [];
  for (const size of sizes) {
    const took = [];
    await clients.search(`user-${size}`, 'What is it?', 10);
    for (let i = 0; i < searches; i++) {
      const started = performance.now();
      await clients.search(`user-${size}`, questions[(i * 7) % questions.length], 10);
      took.push(performance.now() - started);
    }
    table.push({
      memoriesOfUser: size,
      inAll: 100_000,
      p50Ms: rounded(quantile(took, 0.5)),
      p95Ms: rounded(quantile(took, 0.95)),
      p99Ms: rounded(quantile(took, 0.99)),
    });
  }
  const { heap, rss } = await server.memory();
  clients.close();
  await server.stop();
  console.log(`searches over sockets, one at a time; to add a memory took ${rounded(addMs, 2)} ms with eight at once`);
  console.table(table);
  result.speed = { addMs: rounded(addMs, 2), heapMiB: rounded(heap / 2 ** 20), rssMiB: rounded(rss / 2 ** 20), table };
}

/** First text of turns, one at a time, of users with 1,000 memories each, and without memory. */
async function firstText() {
  const table = [];
  const lines = readDialogues().flatMap((dialogue) => dialogue.lines);
  for (const memory of ['off', 'mem0']) {
    const server = await startServer({ ...env, COLLOQUY_MEMORY: memory });
    const clients = clientsOf(server);
    const users = Array.from({ length: 5 }, (_, i) => `user-${i}`);
    if (memory !== 'off') {
      await each(users, 5, async (user) => {
        for (const { speaker, text, at } of lines.slice(0, 1_000))
          await clients.add(user, `${speaker}: ${text}`, new Date(at));
      });
    }
    const took = [];
    for (let i = 0; i < searches + 20; i++) {
      const said = `@script steps=50 What did we say of ${lines[(i * 13) % lines.length].text}`;
      const chat = ChatRequest.fromPartial({ userId: users[i % users.length], text: said });
      const started = performance.now();
      let first = 0;
      for await (const { event } of clients.chat.streamChat({ chat, afterCursor: '' })) {
        if (event?.event?.$case === 'textDelta' && first === 0) first = performance.now() - started;
      }
      if (i >= 20) took.push(first);
    }
    table.push({ memory, firstTextP50Ms: rounded(quantile(took, 0.5)), firstTextP95Ms: rounded(quantile(took, 0.95)) });
    clients.close();
    await server.stop();
  }
  console.log('first text of turns, one at a time; with memory the user has 1,000 memories');
  console.table(table);
  result.turns = table;
}

if (all || values.recall) await recall();
if (all || values.parts) await parts();
if (all || values.speed) await speed();
if (all || values.turns) await firstText();
await mongo?.stop();
console.log(JSON.stringify(result));
