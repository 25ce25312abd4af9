import { scripted, turn } from '../test/langgraph/support.js';

const agent = await scripted();

async function run(text: string): Promise<number> {
  let events = 0;
  for await (const _ of agent.run(turn(text), new AbortController().signal)) events++;
  return events;
}

async function measure(text: string, concurrent: number, total: number) {
  let left = total;
  const cpu = process.cpuUsage();
  const start = performance.now();
  await Promise.all(
    Array.from({ length: concurrent }, async () => {
      while (left-- > 0) await run(text);
    }),
  );
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { turnsPerSecond: Math.round((1000 * total) / ms), msPerTurn: ms / total, cpuMs: (user + system) / 1000 / total };
}

for (const warm of ['@script steps=50', '@script steps=50 tools=1']) await measure(warm, 16, 300);
for (const concurrent of [1, 16, 64]) {
  const few = await measure('@script steps=50', concurrent, 1500);
  const many = await measure('@script steps=1050', concurrent, 200);
  const tools = await measure('@script steps=50 tools=1', concurrent, 500);
  const found = await measure('@script steps=50 stage=engaged', concurrent, 500);
  console.log(
    JSON.stringify({
      concurrent,
      ...few,
      usPerDelta: many.msPerTurn - few.msPerTurn,
      withTool: tools.turnsPerSecond,
      withAssessment: found.turnsPerSecond,
    }),
  );
}
