import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Mem0Platform, startMem0Platform } from '../support/mem0-platform.js';
import { type ServerProcess, startServer, temporaryFolder } from '../support/process.js';
import { ask, connect, is, refused, say, stream, textOf, valueIn } from '../support/service.js';
import { until } from '../support/until.js';

const budgetMs = 200;
/** Where it is told at once what is wrong: so long that nothing takes a busy machine for a slow memory. */
const ampleMs = 10_000;
/** What a turn takes besides, on a machine that is busy with other tests. */
const slackMs = 3_000;
const bakery = 'we are a bakery with 14 people';
const words = Array.from({ length: 20 }, (_, i) => `w${i} `).join('');

type Clients = ReturnType<typeof connect>;

/** A turn as its reader sees it: what memory brought, how long the first word took, and that its reply is whole. */
async function turnOf(clients: Clients, userId = 'ada', text = '@script steps=20') {
  const reading = stream(clients, text, { userId });
  expect(await reading.over).toBeUndefined();
  const timeOf = (kind: 'accepted' | 'textDelta') => reading.events.find(is(kind))?.at?.getTime() ?? Number.NaN;
  const { turn } = valueIn('ended', reading.events.at(-1));
  expect(turn).toMatchObject({ status: 'TURN_STATUS_COMPLETED', attempt: 1, reply: { text: textOf(reading.events) } });
  const recalled = reading.events.filter(is('memoryRecalled'));
  expect(recalled.length).toBe(1);
  return {
    ...valueIn('memoryRecalled', recalled[0]),
    text: textOf(reading.events),
    waitMs: timeOf('textDelta') - timeOf('accepted'),
  };
}

/** How the way to the platform is broken; a number: each request waits so long. */
type Fault = 'hangs' | 'answers 500' | 'closes connections' | 'answers garbage' | 'breaks off its answers' | number;

/** A way to the platform that can be broken. */
async function startWay(platform: Mem0Platform) {
  let fault: Fault = 0;
  const hanging = new Set<ServerResponse>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (typeof fault === 'number') await new Promise((resolve) => setTimeout(resolve, fault as number));
    switch (fault) {
      case 'hangs':
        return hanging.add(response);
      case 'answers 500':
        return response.writeHead(500).end('{"detail": "no"}');
      case 'closes connections':
        return response.destroy();
      case 'answers garbage':
        return response.writeHead(200, { 'content-type': 'application/json' }).end('<html>{"results": [');
      case 'breaks off its answers':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"results": [');
        return setImmediate(() => response.destroy());
    }
    const { method = '', url = '', headers } = request;
    const init = { method, headers: { authorization: headers.authorization ?? '' } };
    const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
    const answer = await fetch(`${platform.url}${url}`, { ...init, ...body });
    return response
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set(next: Fault) {
      fault = next;
      for (const response of hanging) response.destroy();
      hanging.clear();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('a server whose file of memories is broken', () => {
  const broken: [string, (file: string) => void][] = [
    ['random bytes', (file) => writeFileSync(file, randomBytes(64 * 1024))],
    [
      'a database with random bytes in it',
      (file) => writeFileSync(file, Buffer.concat([Buffer.from('SQLite format 3\0'), randomBytes(64 * 1024)])),
    ],
  ];

  describe.each(broken)('%s', (_, breakFile) => {
    let server: ServerProcess;
    let clients: Clients;
    beforeAll(async () => {
      const dataDir = temporaryFolder();
      breakFile(join(dataDir, 'memories.db'));
      const env = { COLLOQUY_MEMORY: 'mem0', COLLOQUY_RECALL_TIMEOUT_MS: `${budgetMs}` };
      server = await startServer({ env, dataDir });
      clients = connect(server.address);
    });
    afterAll(() => clients.close());

    it('answers each turn whole and in time, and says that memory is unavailable', async () => {
      const from = Date.now();
      const skips: string[] = [];
      // So long that the memory is tried again now and then.
      await until('some time has gone by', async () => {
        const { text, waitMs, memories, skipped } = await turnOf(clients);
        expect({ text, memories }).toEqual({ text: words, memories: [] });
        expect(waitMs).toBeLessThan(budgetMs + slackMs);
        skips.push(skipped);
        return Date.now() - from > 4_000;
      });
      expect([...new Set(skips)]).toEqual(['unavailable']);
    });

    it('refuses to remember as unavailable, to be asked again, and says how it is', async () => {
      const { memory, data } = clients;
      const userId = 'ada';
      const calls = [
        () => ask(memory, 'addMemory', { userId, text: bakery }),
        () => ask(memory, 'searchMemories', { userId, query: 'bakery' }),
        () => ask(memory, 'listMemories', { userId }),
        () => ask(memory, 'deleteMemory', { userId, memoryId: 'm' }),
      ];
      for (const call of calls) {
        const no = await refused(call());
        expect(no).toMatchObject({ code: status.UNAVAILABLE, reason: 'MEMORY_UNAVAILABLE' });
        expect(no.retry).toBeDefined();
      }
      const info = await ask(data, 'getServerInfo', {});
      expect(info).toMatchObject({ memory: 'mem0', store: 'embedded' });
      expect(info.conditions.join('\n')).toMatch(/^memory: cannot be reached/m);
    });

    it('keeps what users state until it can be learned, and stops as it should', async () => {
      await say(clients, bakery, { userId: 'bob' });
      expect(await server.stop()).toMatchObject({ code: 0 });
      expect(server.running.output()).not.toContain(bakery);
      writeFileSync(join(server.dataDir, 'memories.db'), '');
      const next = await server.again();
      clients.close();
      clients = connect(next.address);
      const learned = await until('it is learned', async () => {
        const { memories } = await ask(clients.memory, 'listMemories', { userId: 'bob' });
        return memories.length > 0 && memories;
      });
      expect(learned).toMatchObject([{ text: bakery, sourceSeq: 1 }]);
    });
  });
});

describe('a server whose memory is on a platform', () => {
  let platform: Mem0Platform;
  let way: Awaited<ReturnType<typeof startWay>>;
  let server: ServerProcess;
  let clients: Clients;
  const question = 'are we a bakery with how many people?';

  async function start(fault: Fault, budget = budgetMs): Promise<void> {
    platform = await startMem0Platform();
    way = await startWay(platform);
    way.set(fault);
    platform.put('default/ada', bakery);
    const env = {
      COLLOQUY_MEMORY: 'mem0-hosted',
      MEM0_API_KEY: platform.key,
      COLLOQUY_MEM0_URL: way.url,
      COLLOQUY_RECALL_TIMEOUT_MS: `${budget}`,
    };
    server = await startServer({ env });
    clients = connect(server.address);
  }
  /** Turns until one recalls, each of them whole and in time. */
  const recalls = () =>
    until('it recalls', async () => {
      const turn = await turnOf(clients, 'ada', question);
      expect(turn.waitMs).toBeLessThan(budgetMs + slackMs);
      return turn.skipped === '' && turn.memories.length > 0 && turn;
    });

  afterEach(async () => {
    clients.close();
    await server.kill();
    await way.close();
    await platform.close();
  });

  it.each<[Fault, string]>([
    ['hangs', 'timeout'],
    ['answers 500', 'unavailable'],
    ['closes connections', 'unavailable'],
    ['answers garbage', 'unavailable'],
    ['breaks off its answers', 'unavailable'],
  ])('that %s answers turns whole and in time without it, and recalls once it is well', async (fault, skip) => {
    await start(fault, skip === 'timeout' ? budgetMs : ampleMs);
    for (const when of ['from the start', 'later']) {
      for (let i = 0; i < 5; i++) {
        const { text, waitMs, memories, skipped, elapsedMs } = await turnOf(clients);
        expect({ when, text, memories, skipped }).toEqual({ when, text: words, memories: [], skipped: skip });
        expect(waitMs).toBeLessThan(budgetMs + slackMs);
        if (skip === 'timeout') expect(elapsedMs).toBeGreaterThanOrEqual(budgetMs - 1);
      }
      way.set(0);
      expect((await recalls()).memories).toEqual([bakery]);
      way.set(fault);
    }
  });

  it('that hangs answers many turns at once in time', async () => {
    await start('hangs');
    await turnOf(clients);
    const turns = await Promise.all(Array.from({ length: 20 }, (_, i) => turnOf(clients, `user-${i}`)));
    for (const { text, skipped, waitMs } of turns) {
      expect({ text, skipped }).toEqual({ text: words, skipped: 'timeout' });
      expect(waitMs).toBeLessThan(budgetMs + slackMs);
    }
    expect(await server.stop()).toMatchObject({ code: 0 });
  });

  it('that is slow within the budget recalls, and says how long it took', async () => {
    await start(100);
    const { memories, elapsedMs } = await recalls();
    expect(memories).toEqual([bakery]);
    expect(elapsedMs).toBeGreaterThanOrEqual(99);
    expect(elapsedMs).toBeLessThanOrEqual(budgetMs + slackMs);
  });

  it('that is away when a user states something learns it, once, when it is back', async () => {
    await start('answers 500');
    const { conversationId } = await say(clients, 'our budget is 500 euros a month', { userId: 'bob' });
    await until('it was tried', () => server.running.output().includes('lesson put back'));
    expect(platform.items.length).toBe(1);
    way.set(0);
    await until('it is learned', () => platform.items.length > 1, 20_000);
    const { memories } = await ask(clients.memory, 'listMemories', { userId: 'bob' });
    expect(memories).toMatchObject([{ text: 'our budget is 500 euros a month', conversationId, sourceSeq: 1 }]);
  });
});
