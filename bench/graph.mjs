// The agent's graph alone in a process of its own, driven in process: what a turn costs without the service.
import { join } from 'node:path';
import { makeAgent } from '../dist/adapters/langgraph/agent.js';
import { memoryOff } from '../dist/adapters/memory/off.js';
import { loadPlaybook } from '../dist/adapters/playbook.js';
import { openWith } from '../dist/domain/conversation.js';

const agent = await makeAgent({
  playbook: await loadPlaybook(join(import.meta.dirname, '..', 'playbooks', 'example.yaml')),
  memory: memoryOff,
  model: { name: 'script', timeoutMs: 30_000, maxRetries: 0 },
  recallTimeoutMs: 300,
  windowTokens: 4000,
});

/** One turn; resolves with the milliseconds to its first text. */
async function turn(text) {
  const started = performance.now();
  const message = {
    id: 'm',
    role: 'USER',
    text,
    status: 'COMPLETE',
    turnId: 't',
    inReplyTo: [],
    authorId: 'u',
    toolUses: [],
    createdAt: 0,
  };
  const identity = { tenantId: 'default', id: 'c', userId: 'u', channel: 'web' };
  const { conversation } = openWith(identity, message, { actor: { kind: 'USER', id: 'u' }, at: 0 }, 'agent');
  const input = { tenantId: 'default', turnId: 't', conversation, messages: [message] };
  let first = 0;
  for await (const event of agent.run(input, new AbortController().signal)) {
    if (event.kind === 'textDelta' && first === 0) first = performance.now() - started;
  }
  return first;
}

process.on('message', async ({ inFlight, turns, text }) => {
  const firsts = [];
  let left = turns;
  const cpu = process.cpuUsage();
  const started = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (left-- > 0) firsts.push(await turn(text));
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  process.send({ seconds, firsts, cpuMs: (user + system) / 1000 });
});
process.send('ready');
