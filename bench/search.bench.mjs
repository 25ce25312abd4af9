// Searches over many messages on the embedded store, as SearchMessages does them, and what the index adds to a commit.
// Options: --messages N --searches N
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openEmbeddedStore } from '../dist/adapters/embedded/store.js';
import { makeSearching } from '../dist/application/searching.js';
import { accept, open } from '../dist/domain/conversation.js';
import { machine, quantile, rounded } from './server.mjs';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { messages: { type: 'string', default: '100000' }, searches: { type: 'string', default: '200' } },
});
const messages = Number(values.messages);
const searches = Number(values.searches);

// Words as often as in a language: the n-th by 1/n, of 30,000.
let state = 1;
const random = () => {
  state = (state * 48271) % 2147483647;
  return state / 2147483647;
};
const shares = [];
for (let i = 0; i < 30_000; i++) shares.push((shares.at(-1) ?? 0) + 1 / (i + 1.5));
const nameOf = (n) => {
  let word = '';
  for (let rest = n + 26; rest > 0; rest = Math.floor(rest / 26)) word += 'etaoinshrdlucmfwypvbgkjqxz'[rest % 26];
  return word;
};
function word() {
  const sought = random() * shares.at(-1);
  let [low, high] = [0, shares.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shares[middle] < sought) low = middle + 1;
    else high = middle;
  }
  return nameOf(low);
}
const text = () => Array.from({ length: 5 + Math.floor(random() * 35) }, word).join(' ');

const folder = mkdtempSync(join(tmpdir(), 'colloquy-bench-'));
const store = await openEmbeddedStore(folder);
const tenantId = 'bench';
let commits = 0;
let at = Date.now() - messages * 1000;

async function conversation(number) {
  const identity = { tenantId, id: `c${number}`, userId: `u${number % 5000}`, channel: number % 3 ? 'web' : 'mail' };
  const by = { actor: { kind: 'USER', id: identity.userId }, at };
  let decision = open(identity, by, 'agent');
  let before;
  for (let i = 0; i <= 20; i++) {
    const { conversation: head, entries } = decision;
    const write = { conversation: head, entries, ...(before ? { statusBefore: before.status } : {}) };
    const refusal = await store.commit({ id: `k${commits++}`, tenantId, conversations: [write] });
    if (refusal) throw new Error(refusal);
    before = { ...head, revision: head.revision + 1 };
    const said = { text: text(), role: 'USER', status: 'COMPLETE', inReplyTo: [], toolUses: [], authorId: 'u' };
    at += 1000;
    decision = accept(before, { ...said, id: `m${commits}`, createdAt: at }, { ...by, at }, 1e12);
  }
}

const started = performance.now();
for (let i = 0; i < messages / 20; i += 50) {
  await Promise.all(Array.from({ length: 50 }, (_, k) => conversation(i + k)));
}
const writeUs = ((performance.now() - started) / commits) * 1000;

// How long nothing else could run.
let longestMs = 0;
let ticked = performance.now();
const ticking = setInterval(() => {
  longestMs = Math.max(longestMs, performance.now() - ticked - 1);
  ticked = performance.now();
}, 1);

const searching = makeSearching(store);
const common = () => nameOf(Math.floor(random() * 10));
const usual = () => nameOf(100 + Math.floor(random() * 900));
const rare = () => nameOf(10_000 + Math.floor(random() * 10_000));
const kinds = {
  'a common word': () => ({ query: common() }),
  'a usual word': () => ({ query: usual() }),
  'a rare word': () => ({ query: rare() }),
  'two common words': () => ({ query: `${common()} ${common()}` }),
  'a common and a rare word': () => ({ query: `${common()} ${rare()}` }),
  'a phrase of common words': () => ({ query: `"${common()} ${common()}"` }),
  'a beginning of two letters': () => ({ query: `${usual().slice(0, 2)}*` }),
  'a common word but not another': () => ({ query: `${common()} -${usual()}` }),
  "a common word of a user's": () => ({ query: common(), filter: { userId: `u${Math.floor(random() * 5000)}` } }),
  'a common word of a channel, of an hour': () => {
    const from = at - Math.floor(random() * messages) * 1000;
    return { query: common(), filter: { channels: ['mail'] }, from, to: from + 3_600_000 };
  },
  'a common word, the fifth page': () => ({ query: common(), pages: 5 }),
};
const rows = [];
for (const [kind, make] of Object.entries(kinds)) {
  const times = [];
  const cpu = [];
  let hits = 0;
  for (let i = 0; i < searches; i++) {
    const { pages = 1, ...asked } = make();
    let from;
    for (let page = 1; page <= pages; page++) {
      const begun = performance.now();
      const used = process.cpuUsage();
      const found = await searching.page(tenantId, { filter: {}, ...asked }, 20, from, AbortSignal.timeout(60_000));
      if (page === pages) {
        times.push(performance.now() - begun);
        const { user, system } = process.cpuUsage(used);
        cpu.push((user + system) / 1000);
        hits += found.hits.length;
      }
      from = found.next;
      if (!from) break;
    }
    await new Promise(setImmediate);
  }
  rows.push({
    search: kind,
    hits: rounded(hits / searches),
    p50Ms: rounded(quantile(times, 0.5)),
    p95Ms: rounded(quantile(times, 0.95)),
    p99Ms: rounded(quantile(times, 0.99)),
    // What a machine that does nothing else would take, or a little more.
    p50CpuMs: rounded(quantile(cpu, 0.5)),
    p95CpuMs: rounded(quantile(cpu, 0.95)),
  });
}
clearInterval(ticking);
await store.close();
const bytesPerMessage = Math.round(statSync(join(folder, 'colloquy.db')).size / messages);
rmSync(folder, { recursive: true });

console.table(rows);
console.log(
  `${rounded(writeUs)} us a commit, ${bytesPerMessage} bytes a message; longest hold ${rounded(longestMs)} ms`,
);
console.log(
  JSON.stringify({
    bench: 'search',
    machine,
    messages,
    searches,
    writeUs: rounded(writeUs),
    bytesPerMessage,
    longestMs: rounded(longestMs),
    rows,
  }),
);
