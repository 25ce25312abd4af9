// Numbers of a month on the embedded store: how long each takes, how long another call waits meanwhile, how long it takes to open
// one. Options: --messages N, --runs N
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { credentials } from '@grpc/grpc-js';
import { openEmbeddedStore } from '../dist/adapters/embedded/store.js';
import { accept, conclude, openWith } from '../dist/domain/conversation.js';
import { stages } from '../dist/domain/entry.js';
import { over } from '../dist/domain/turn.js';
import { DataServiceClient } from '../dist/gen/colloquy/v1/data_service.js';
import {
  InsightServiceClient,
  ListCountedRequest,
  QueryFunnelRequest,
  QueryMetricsRequest,
} from '../dist/gen/colloquy/v1/insight_service.js';
import { machine, quantile, rounded, startServer } from './server.mjs';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { messages: { type: 'string', default: '1000000' }, runs: { type: 'string', default: '5' } },
});
const runs = Number(values.runs);
const turnsEach = 10;
const conversations = Math.round(Number(values.messages) / turnsEach / 2);
const begin = Date.UTC(2026, 9, 1);
const end = Date.UTC(2026, 10, 1);
const channels = ['web', 'email', 'phone', 'chat'];
const scoring = { threshold: 70, criteria: [] };

const dataDir = mkdtempSync(join(tmpdir(), 'colloquy-bench-'));
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));
await fill();
const bytes = statSync(join(dataDir, 'colloquy.db')).size;
const server = await startServer({ COLLOQUY_DATA_DIR: dataDir, COLLOQUY_MEMORY: 'off' });
const insecure = credentials.createInsecure();
const insight = new InsightServiceClient(server.address, insecure);
const data = new DataServiceClient(server.address, insecure);

/** A conversation of ten turns over two days, as one commit. */
function commitOf(i) {
  const tenantId = 'default';
  const id = `conversation-${String((i * 7919) % conversations).padStart(8, '0')}`;
  const channel = channels[i % channels.length];
  const stepMs = (2 * 86_400_000) / turnsEach;
  let at = begin + Math.floor((i / conversations) * (end - begin - 2 * 86_400_000));
  let head;
  const entries = [];
  const turns = [];
  for (let n = 0; n < turnsEach; n++) {
    const turnId = `turn-${id}-${n}`;
    const message = { id: `${turnId}-u`, role: 'USER', text: 'What does it cost?', status: 'COMPLETE', turnId };
    const whole = { ...message, inReplyTo: [], authorId: 'user', toolUses: [], createdAt: at };
    const by = { actor: { kind: 'USER', id: `user-${i}` }, at };
    const asked = head
      ? accept(head, whole, by, 1_800_000)
      : openWith({ tenantId, id, userId: `user-${i}`, channel }, whole, by, 'agent');
    const ms = Math.round(Math.exp(5 + ((i * 31 + n * 17) % 1000) / 250));
    const usage = { inputTokens: 800, outputTokens: 60, firstTextMs: ms, totalMs: ms * 3, model: 'bench' };
    const reply = { ...whole, id: `${turnId}-a`, role: 'AGENT', text: 'That depends.', authorId: 'agent', usage };
    const stage = stages[Math.min(stages.length - 1, Math.floor((n * (i % 7)) / 6))];
    const answered = conclude(
      asked.conversation,
      turnId,
      { message: { ...reply, createdAt: at + ms * 3 }, assessment: { stage }, evidenceSeqs: [] },
      { actor: { kind: 'AGENT', id: 'agent' }, at: at + ms * 3 },
      scoring,
    );
    head = answered.conversation;
    entries.push(...asked.entries, ...answered.entries);
    const queued = { tenantId, id: turnId, conversationId: id, requestId: '', messageIds: [whole.id] };
    const seq = head.lastSeq - 1;
    const admitted = { ...queued, messageSeqs: [seq], messageSeq: seq, event: 'CONTINUED', onDisconnect: 'CONTINUE' };
    const ran = { ...admitted, position: 0, durability: 'STORED', acceptedAt: at, attempt: 1, marks: [] };
    const turn = { ...over(ran, head, 'COMPLETED', at + ms * 3), replySeq: head.lastSeq };
    turns.push({ turn, from: 'new' });
    at += stepMs;
  }
  return { id: `commit-${i}`, tenantId, conversations: [{ conversation: head, entries }], turns };
}

async function fill() {
  const store = await openEmbeddedStore(dataDir);
  const batch = 50;
  for (let i = 0; i < conversations; i += batch) {
    const some = Array.from({ length: Math.min(batch, conversations - i) }, (_, n) => store.commit(commitOf(i + n)));
    const refusal = (await Promise.all(some)).find((answer) => answer !== undefined);
    if (refusal) throw new Error(refusal);
  }
  await store.close();
}

const call = (client, method, request) =>
  new Promise((resolve, reject) => {
    client[method](request, (error, answer) => (error ? reject(error) : resolve(answer)));
  });

/** How long each call of another kind waits while `busy`. */
async function others(busy) {
  const waits = [];
  while (!busy.over) {
    const started = performance.now();
    await call(data, 'getServerInfo', {});
    waits.push(performance.now() - started);
    await pause(2);
  }
  return waits;
}

async function measure(what, ask) {
  const times = [];
  const waits = [];
  let size = 0;
  for (let run = 0; run < runs; run++) {
    const busy = { over: false };
    const waiting = others(busy);
    const started = performance.now();
    size = await ask();
    times.push(performance.now() - started);
    busy.over = true;
    waits.push(...(await waiting));
  }
  return {
    what,
    size,
    p50_ms: rounded(quantile(times, 0.5)),
    worst_ms: rounded(Math.max(...times)),
    others_p99_ms: rounded(quantile(waits, 0.99)),
    others_worst_ms: rounded(Math.max(...waits)),
  };
}

const month = { from: new Date(begin), to: new Date(end) };
const metrics = async (metric, more = {}) => {
  const request = QueryMetricsRequest.fromPartial({ metrics: [metric], ...month, period: 'PERIOD_DAY', ...more });
  const { series } = await call(insight, 'queryMetrics', request);
  return series.reduce((sum, { points }) => sum + points.length, 0);
};
const listed = async (drillToken) => {
  const request = ListCountedRequest.fromPartial({ drillToken, pageSize: 50 });
  return (await call(insight, 'listCounted', request)).conversations.length;
};
const berlin = { timeZone: 'Europe/Berlin' };
const byChannel = { groupBy: ['DIMENSION_CHANNEL'] };
const byTwo = { groupBy: ['DIMENSION_CHANNEL', 'DIMENSION_STAGE'] };

const rows = [
  await measure('messages by day', () => metrics('METRIC_MESSAGES', berlin)),
  await measure('messages by day and channel', () => metrics('METRIC_MESSAGES', { ...berlin, ...byChannel })),
  await measure('messages by day, channel and stage', () => metrics('METRIC_MESSAGES', { ...berlin, ...byTwo })),
  await measure('messages by hour', () => metrics('METRIC_MESSAGES', { ...berlin, period: 'PERIOD_HOUR' })),
  await measure('time to first text by day', () => metrics('METRIC_FIRST_TEXT_MS', berlin)),
  await measure('time to first text by day and channel', () =>
    metrics('METRIC_FIRST_TEXT_MS', { ...berlin, ...byChannel }),
  ),
  await measure('won by day', () => metrics('METRIC_WON', berlin)),
  await measure('created by day, of stage WON', () =>
    metrics('METRIC_CONVERSATIONS_CREATED', { ...berlin, filter: { stages: ['STAGE_WON'] } }),
  ),
  await measure('messages by day, of one user', () =>
    metrics('METRIC_MESSAGES', { ...berlin, filter: { userId: 'user-77' } }),
  ),
  await measure('funnel', async () => {
    const { funnels } = await call(insight, 'queryFunnel', QueryFunnelRequest.fromPartial(month));
    return funnels[0].steps[0].reached;
  }),
];
const whole = await call(
  insight,
  'queryMetrics',
  QueryMetricsRequest.fromPartial({ metrics: ['METRIC_MESSAGES', 'METRIC_WON'], ...month }),
);
const [all, won] = whole.series.map(({ points }) => points[0].drillToken);
rows.push(await measure('the first 50 conversations of all messages', () => listed(all)));
rows.push(await measure('the first 50 that were won', () => listed(won)));

console.table(rows);
console.log(
  JSON.stringify({
    bench: 'numbers',
    machine,
    messages: conversations * turnsEach * 2,
    turns: conversations * turnsEach,
    conversations,
    database_mb: rounded(bytes / 1e6, 0),
    runs,
    rows,
  }),
);
insight.close();
data.close();
await server.stop();
