// The archive on the embedded store: how many conversations a second go and come, how long another call waits meanwhile, what a
// page of one costs, and what a long log takes. Options: --conversations N, --long N
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { credentials } from '@grpc/grpc-js';
import { openEmbeddedStore } from '../dist/adapters/embedded/store.js';
import { accept, open } from '../dist/domain/conversation.js';
import { close } from '../dist/domain/edits.js';
import { ConversationServiceClient, ListMessagesRequest } from '../dist/gen/colloquy/v1/conversation_service.js';
import { ArchiveConversationsRequest, DataServiceClient } from '../dist/gen/colloquy/v1/data_service.js';
import { machine, quantile, rounded, startServer } from './server.mjs';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { conversations: { type: 'string', default: '1000' }, long: { type: 'string', default: '100000' } },
});
const count = Number(values.conversations);
const long = Number(values.long);
const entriesEach = 50;
const words = 'our team shares one mailbox and mails get answered twice what would it cost for twelve people'.split(
  ' ',
);

const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-bench-'));
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));
const ids = Array.from({ length: count }, (_, i) => `conversation-${String(i).padStart(6, '0')}`);
const store = await openEmbeddedStore(dataDir);
for (const id of ids) await fill(id, entriesEach);
await fill('conversation-long', long);
await store.close();
const server = await startServer({ COLLOQUY_DATA_DIR: dataDir, COLLOQUY_MEMORY: 'off' });
const insecure = credentials.createInsecure();
const conversations = new ConversationServiceClient(server.address, insecure);
const data = new DataServiceClient(server.address, insecure);

/** A closed conversation whose log has so many entries, of some 400 characters each. */
async function fill(id, length) {
  const by = { actor: { kind: 'USER', id }, at: 1 };
  let { conversation: head, entries } = open({ tenantId: 'default', id, userId: id, channel: 'web' }, by, 'agent');
  let added = [...entries];
  let stored = false;
  for (let seq = 2; seq <= length; seq++) {
    const text = Array.from({ length: 70 }, () => words[Math.floor(Math.random() * words.length)]).join(' ');
    const own = { id: `${id}-${seq}`, role: 'USER', status: 'COMPLETE', authorId: id, createdAt: seq };
    const next = seq < length ? accept(head, { ...own, text, inReplyTo: [], toolUses: [] }, by, 1e15) : close(head, by);
    added.push(...next.entries);
    head = next.conversation;
    if (added.length < 2000 && seq < length) continue;
    const before = stored ? { statusBefore: 'ACTIVE' } : {};
    const write = { conversation: head, entries: added, ...before };
    await store.commit({ id: `${id}/${seq}`, tenantId: 'default', conversations: [write] });
    head = await store.conversation('default', id);
    added = [];
    stored = true;
  }
}

function call(client, method, request) {
  return new Promise((resolve, reject) => {
    client[method](request, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
}

function megabytesOfServer() {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) / 1024;
}

/** How long the work takes, how long calls wait that are made beside it, and how far the server's memory rises. */
async function measure(what, items, work) {
  const waits = [];
  const before = megabytesOfServer();
  let peak = before;
  let over = false;
  const beside = (async () => {
    while (!over) {
      const at = performance.now();
      await call(conversations, 'getConversation', { conversationId: ids[0] });
      waits.push(performance.now() - at);
      peak = Math.max(peak, megabytesOfServer());
      await pause(5);
    }
  })();
  const at = performance.now();
  await work();
  const ms = performance.now() - at;
  over = true;
  await beside;
  return {
    what,
    ms_each: rounded(ms / items, 2),
    other_call_p50_ms: rounded(quantile(waits, 0.5), 1),
    other_call_p99_ms: rounded(quantile(waits, 0.99), 1),
    memory_mb: `${rounded(before, 0)} to ${rounded(peak, 0)}`,
  };
}

const page = (conversationId, order = 'ORDER_OLDEST_FIRST') =>
  call(conversations, 'listMessages', ListMessagesRequest.fromPartial({ conversationId, order }));
const pages = async () => {
  for (const id of ids) await page(id);
};
const one = (method) => call(conversations, method, { conversationId: 'conversation-long' });

const rows = [];
rows.push(await measure(`a page of a log of ${entriesEach} entries`, count, pages));
const filter = { userId: '' };
rows.push(
  await measure(`archive logs of ${entriesEach} entries`, count, async () => {
    for (const id of ids.slice(0, 1)) await call(conversations, 'archiveConversation', { conversationId: id });
    const request = ArchiveConversationsRequest.fromPartial({ filter, maxCount: count - 1 });
    await call(data, 'archiveConversations', request);
  }),
);
rows.push(await measure('a page of one that is archived', count, pages));
rows.push(
  await measure('restore them, one after another', count, async () => {
    for (const conversationId of ids) await call(conversations, 'restoreConversation', { conversationId });
  }),
);
rows.push(await measure(`archive a log of ${long} entries`, 1, () => one('archiveConversation')));
const folder = join(dataDir, 'archive/default/conversation-long');
const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
rows.push(await measure('its newest page, the first time', 1, () => page('conversation-long', 'ORDER_NEWEST_FIRST')));
rows.push(await measure('the same again', 1, () => page('conversation-long', 'ORDER_NEWEST_FIRST')));
rows.push(await measure(`restore a log of ${long} entries`, 1, () => one('restoreConversation')));

console.table(rows);
const archived_mb = rounded(bytes / 1e6, 1);
console.log(JSON.stringify({ bench: 'archive', machine, conversations: count, entriesEach, long, archived_mb, rows }));
conversations.close();
data.close();
await server.stop();
