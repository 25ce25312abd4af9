// An import and an export of many conversations on one server with its embedded store: how fast they are, what memory the
// server takes meanwhile, also with a reader that has stopped reading, and how late others are answered.
// Options: --conversations N --entries N --text BYTES
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { credentials } from '@grpc/grpc-js';
import {
  ConversationServiceClient,
  FindOrCreateConversationRequest,
} from '../dist/gen/colloquy/v1/conversation_service.js';
import { DataServiceClient, ExportConversationsRequest } from '../dist/gen/colloquy/v1/data_service.js';
import { machine, quantile, rounded, startServer } from './server.mjs';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    conversations: { type: 'string', default: '100000' },
    entries: { type: 'string', default: '6' },
    text: { type: 'string', default: '120' },
  },
});
const [conversations, entries, textBytes] = [values.conversations, values.entries, values.text].map(Number);
/** How long a reader that has stopped is left alone. */
const stalledMs = 10_000;
const mebi = (bytes) => rounded(bytes / 1024 / 1024, 0);

const server = await startServer({ COLLOQUY_MEMORY: 'off' });
const data = new DataServiceClient(server.address, credentials.createInsecure());
const others = new ConversationServiceClient(server.address, credentials.createInsecure());

/** While it runs: the most memory that the server takes, and how long calls of others take. */
function watched() {
  let over = false;
  let most = 0;
  const late = [];
  const memory = (async () => {
    while (!over) {
      most = Math.max(most, (await server.rss()).rss);
      await pause(200);
    }
  })();
  const calls = (async () => {
    for (let i = 0; !over; i++) {
      const begun = performance.now();
      const request = FindOrCreateConversationRequest.fromPartial({ userId: `other-${i % 50}` });
      await new Promise((resolve, reject) =>
        others.findOrCreateConversation(request, (error) => (error ? reject(error) : resolve())),
      );
      late.push(performance.now() - begun);
      await pause(20);
    }
  })();
  return async () => {
    over = true;
    await Promise.all([memory, calls]);
    return { most, p95: quantile(late, 0.95), p99: quantile(late, 0.99) };
  };
}

function* lines() {
  const words = 'what does it cost for forty people and when can we begin with it '.repeat(20);
  for (let i = 0; i < conversations; i++) {
    const id = `bench-${String(i).padStart(7, '0')}`;
    yield { conversation: { id, userId: `user-${i}` } };
    for (let seq = 1; seq <= entries; seq++) {
      const at = new Date(1_700_000_000_000 + i * 1000 + seq).toISOString();
      const role = seq % 2 === 1 ? 'ROLE_USER' : 'ROLE_AGENT';
      yield { conversationId: id, entry: { seq, at, message: { role, text: words.slice(0, textBytes) } } };
    }
  }
}

function* pieces() {
  let text = '';
  for (const line of lines()) {
    text += `${JSON.stringify(line)}\n`;
    if (text.length < 256 * 1024) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

/** Made before anything is measured. */
const prepared = [...pieces()];

async function runImport() {
  const end = watched();
  const begun = performance.now();
  let bytes = 0;
  let done;
  const answer = new Promise((resolve, reject) => {
    done = data.importConversations((error, response) => (error ? reject(error) : resolve(response)));
  });
  for (const jsonl of prepared) {
    bytes += jsonl.length;
    if (!done.write({ jsonl })) await once(done, 'drain');
  }
  done.end();
  const counts = await answer;
  const seconds = (performance.now() - begun) / 1000;
  return { ...(await end()), seconds, bytes, counts };
}

async function runExport(stall) {
  const end = watched();
  const stream = data.exportConversations(ExportConversationsRequest.fromPartial({}));
  // One that is left alone ends with CANCELLED.
  stream.on('error', () => undefined);
  const begun = performance.now();
  let bytes = 0;
  let last;
  for await (const { item } of stream) {
    if (item.$case === 'end') last = item.value;
    else bytes += item.value.jsonl.length;
    if (stall && bytes > 0) {
      await pause(stalledMs);
      stream.cancel();
      break;
    }
  }
  const seconds = (performance.now() - begun) / 1000;
  return { ...(await end()), seconds, bytes, counts: last };
}

const idle = (await server.memory()).rss;
const rows = [];
const row = (what, { most, p95, p99, seconds, bytes, counts }) => {
  const perSecond = counts
    ? rounded(((counts.entriesAdded || counts.entriesSkipped || counts.entries) ?? 0) / seconds, 0)
    : 0;
  rows.push({
    what,
    seconds: rounded(seconds),
    'entries/s': perSecond,
    MiB: mebi(bytes),
    'RSS MiB': mebi(most),
    'p95 ms': rounded(p95),
    'p99 ms': rounded(p99),
  });
};
row('import', await runImport());
row('import again', await runImport());
row('export, reader stopped', await runExport(true));
row('export', await runExport(false));
const after = (await server.memory()).rss;

console.table(rows);
console.log(
  JSON.stringify({ machine, conversations, entries, textBytes, idleMiB: mebi(idle), afterMiB: mebi(after), rows }),
);
data.close();
others.close();
await server.stop();
