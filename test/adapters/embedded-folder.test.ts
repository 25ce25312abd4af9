import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseUnusable, DataFolderInUse, isUnusable } from '../../src/adapters/embedded/failures.js';
import { migrations } from '../../src/adapters/embedded/schema.js';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { tenantOf } from '../contracts/tenant.js';
import { commitOf, keptRequest, opening, pieceOf, queuedTurn, runningTurn, written } from '../support/build.js';
import { compiled } from '../support/compiled.js';

let program: ReturnType<typeof compiled>;
let folder: string;
const children = new Set<ChildProcess>();

beforeAll(() => {
  program = compiled('src/adapters/embedded/store.ts', 'src/domain/conversation.ts');
});
afterAll(() => program.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'colloquy-'));
});
afterEach(async () => {
  await Promise.all([...children].map(killed));
  rmSync(folder, { recursive: true });
});

/** Another process with the folder, and the lines that it prints. */
function child(mode: 'hold' | 'try' | 'commit') {
  const fixture = 'test/fixtures/store-child.mjs';
  const process_ = spawn(process.execPath, [fixture, program.folder, folder, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(process_);
  return { process: process_, lines: createInterface({ input: process_.stdout })[Symbol.asyncIterator]() };
}

async function killed(process_: ChildProcess): Promise<void> {
  children.delete(process_);
  if (process_.exitCode !== null || process_.signalCode !== null) return;
  const exit = once(process_, 'exit');
  process_.kill('SIGKILL');
  await exit;
}

describe('the data folder of an embedded store', () => {
  it('is made when it is not there, for its owner alone', async () => {
    const inner = join(folder, 'a', 'b');
    const store = await openEmbeddedStore(inner);
    await store.commit(commitOf('default', [written(opening())]));
    expect(statSync(inner).mode & 0o777).toBe(0o700);
    for (const file of ['colloquy.db', 'colloquy.db-wal']) expect(statSync(join(inner, file)).mode & 0o777).toBe(0o600);
    await store.close();
  });

  it('that cannot be made is told with what to do, and what is not to blame on it is told as it came', async () => {
    writeFileSync(join(folder, 'file'), '');
    const inner = join(folder, 'file', 'data');
    const refused = await openEmbeddedStore(inner).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DatabaseUnusable);
    expect(String(refused)).toMatch(
      `ENOTDIR: not a directory, mkdir '${inner}'; user ${process.getuid?.()} must be able`,
    );
    expect(isUnusable(Object.assign(new Error('too many open files'), { code: 'EMFILE', syscall: 'open' }))).toBe(
      false,
    );
  });

  it('belongs to one store of a process; another gets it once that one is closed', async () => {
    const store = await openEmbeddedStore(folder);
    const refused = await openEmbeddedStore(join(folder, '.')).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DataFolderInUse);
    expect(refused).toMatchObject({ folder: realpathSync(folder), pid: process.pid });
    expect(await store.turn('default', 'none')).toBeUndefined();
    await expect(openEmbeddedStore(folder)).rejects.toThrow(DataFolderInUse);
    await store.close();
    const next = await openEmbeddedStore(folder);
    await store.close();
    await expect(openEmbeddedStore(folder)).rejects.toThrow(DataFolderInUse);
    await next.close();
  });

  it('is refused to a second process, which is told who has it', async () => {
    const store = await openEmbeddedStore(folder);
    const { lines } = child('try');
    const { value } = await lines.next();
    const error = JSON.parse(value);
    expect(error).toMatchObject({ name: 'DataFolderInUse', folder: realpathSync(folder), pid: process.pid });
    expect(error.message).toContain(folder);
    await store.close();
    expect((await child('try').lines.next()).value).toBe('open');
  });

  it('is free at once when the process that had it was killed', async () => {
    for (let round = 0; round < 3; round++) {
      const holder = child('hold');
      expect((await holder.lines.next()).value).toBe('open');
      const refused = await openEmbeddedStore(folder).catch((error: unknown) => error);
      expect(refused).toMatchObject({ name: 'DataFolderInUse', pid: holder.process.pid });
      await killed(holder.process);
      const store = await openEmbeddedStore(folder);
      await store.close();
    }
  });

  it('of several processes that start at once, one has it', async () => {
    const said = await Promise.all(Array.from({ length: 4 }, () => child('hold').lines.next()));
    expect(said.filter(({ value }) => value === 'open').length).toBe(1);
  });

  it('is not kept by a store that could not be opened', async () => {
    await (await openEmbeddedStore(folder)).close();
    const db = new Database(join(folder, 'colloquy.db'));
    const version = Number(db.pragma('user_version', { simple: true }));
    db.pragma(`user_version = ${version + 1}`);
    for (let i = 0; i < 2; i++) {
      const refused = await openEmbeddedStore(folder).catch((error: unknown) => error);
      expect(refused).toMatchObject({ fault: { kind: 'document-too-new', version: version + 1 } });
      expect(String((refused as Error).cause)).toMatch(/colloquy\.db was made by a newer version/);
    }
    db.pragma(`user_version = ${version}`);
    db.close();
    await (await openEmbeddedStore(folder)).close();
  });
});

describe('a process killed in the middle of commits', () => {
  it('loses none that it was told of, and tears none', async () => {
    for (let round = 0; round < 3; round++) {
      const writer = child('commit');
      const acknowledged = new Map<string, number>();
      const enough = 50 + Math.floor(Math.random() * 400);
      let lines = 0;
      for await (const line of { [Symbol.asyncIterator]: () => writer.lines }) {
        if (line === 'open') continue;
        if (++lines === enough) writer.process.kill('SIGKILL');
        const [id, seq] = line.split(' ');
        acknowledged.set(id!, Number(seq));
      }
      await killed(writer.process);
      expect(lines).toBeGreaterThanOrEqual(enough);
      expect(acknowledged.size).toBe(8);

      const store = await openEmbeddedStore(folder);
      for (const [conversationId, seq] of acknowledged) {
        const head = await store.conversation('default', conversationId);
        const query = {
          tenantId: 'default',
          conversationId,
          order: 'oldest',
          messagesOnly: false,
          limit: 1e6,
        } as const;
        const log = await store.entries(query);
        // At most one commit was on its way; it is there as a whole or not at all.
        expect(head!.lastSeq - seq).toBeOneOf([0, 1]);
        expect(log.map((entry) => entry.seq)).toEqual(Array.from({ length: head!.lastSeq }, (_, i) => i + 1));
        for (const part of [seq, seq + 1]) {
          const there = part <= head!.lastSeq;
          expect((await store.turn('default', `${conversationId}-${part}`)) !== undefined).toBe(there);
          expect((await store.request('default', `${conversationId}-${part}`)) !== undefined).toBe(there);
        }
      }
      await store.close();
    }
  });

  it('leaves its turns to be taken over at once, however long their leases were', async () => {
    const writer = child('commit');
    for (let i = 0; i < 20; i++) await writer.lines.next();
    await killed(writer.process);
    const store = await openEmbeddedStore(folder);
    const taken = await store.takeExpired('worker-2', 60_000, 10);
    expect(taken.length).toBe(10);
    for (const turn of taken) expect(turn).toMatchObject({ status: 'RUNNING', attempt: 2, worker: 'worker-2' });
    const more = await store.takeExpired('worker-2', 60_000, 1e6);
    expect(more.length).toBeGreaterThan(0);
    expect(await store.takeExpired('worker-2', 60_000, 1e6)).toEqual([]);
    await store.close();
  });
});

describe('a data folder that an earlier version made', () => {
  it('is brought up to date, what is in it kept', async () => {
    const [first] = migrations;
    const decision = opening();
    const { id: conversationId } = decision.conversation;
    const turn = runningTurn(decision.conversation);
    const idle = queuedTurn(decision.conversation);
    const request = keptRequest(conversationId, { keptUntil: Date.now() + 60_000 });
    const db = new Database(join(folder, 'colloquy.db'));
    db.exec(first!);
    db.pragma('user_version = 1');
    const insert = db.prepare(
      `INSERT INTO turns (tenant_id, id, conversation_id, message_seq, status, attempt, worker, stop, commit_id, v, body)
       VALUES ('default', ?, ?, 1, ?, ?, ?, ?, 'commit', 1, ?)`,
    );
    for (const [{ messageSeqs: _, ...old }, stop] of [[turn, 1] as const, [idle, 0] as const]) {
      const { id, status, attempt, worker = null } = old;
      insert.run(id, conversationId, status, attempt, worker, stop, JSON.stringify(old));
    }
    db.prepare(`INSERT INTO requests VALUES ('default', ?, ?, ?, ?, ?, 'commit', 1)`).run(
      ...[request.requestId, request.hash, conversationId, request.resultId, request.keptUntil],
    );
    db.close();

    for (let i = 0; i < 2; i++) {
      const store = await openEmbeddedStore(folder);
      expect(await store.turn('default', idle.id)).toEqual(idle);
      expect(await store.request('default', request.requestId)).toEqual(request);
      const [taken] = await store.takeExpired('worker-2', 60_000, 10);
      expect(taken).toMatchObject({ id: turn.id, attempt: 2 + i, messageSeqs: [1], stop: 'CANCELLED' });
      expect(await store.stopping('worker-2')).toEqual([taken]);
      await store.savePiece(taken!, pieceOf(1));
      expect(await store.pieces(taken!, 0, 10)).toEqual([pieceOf(1)]);
      await store.close();
    }
  });
});

describe('pieces that nobody drops', () => {
  it('are forgotten after a day, as writes go on', async () => {
    let now = 1_000_000;
    const store = await openEmbeddedStore(folder, { clock: { now: () => now } });
    const turn = await tenantOf(store).running(60_000);
    const old = Array.from({ length: 400 }, (_, i) => pieceOf(i + 1));
    await Promise.all(old.map((piece) => store.savePiece(turn, piece)));
    now += 86_400_000;
    const next = { ...turn, attempt: 2 };
    await Promise.all(old.map((piece) => store.savePiece(next, piece)));
    expect((await store.pieces(turn, 0, 1000)).length).toBe(400);
    now += 1;
    for (let i = 0; i < 250; i++) await store.savePiece({ ...turn, attempt: 3 }, pieceOf(i + 1));
    expect(await store.pieces(turn, 0, 1000)).toEqual([]);
    expect((await store.pieces(next, 0, 1000)).length).toBe(400);
    await store.close();
  });
});

describe('kept requests', () => {
  it('are forgotten when their time is over, at opening and as commits go on', async () => {
    let now = 1_000_000;
    const clock = { now: () => now };
    let store = await openEmbeddedStore(folder, { clock });
    const decision = opening();
    let head = { ...decision.conversation, revision: 1 };
    const short = keptRequest(head.id, { keptUntil: now + 10 });
    const long = keptRequest(head.id, { keptUntil: now + 10_000 });
    await store.commit(commitOf('default', [written(decision)], { request: short }));
    await store.commit(commitOf('default', [], { request: long }));
    now += 5;
    await store.close();
    store = await openEmbeddedStore(folder, { clock });
    expect(await store.request('default', short.requestId)).toEqual(short);
    now += 10;
    for (let i = 0; i < 300; i++) {
      await store.commit(commitOf('default', [written({ conversation: head, entries: [] }, head)]));
      head = { ...head, revision: head.revision + 1 };
    }
    expect(await store.request('default', short.requestId)).toBeUndefined();
    expect(await store.request('default', long.requestId)).toEqual(long);
    now += 10_000;
    await store.close();
    store = await openEmbeddedStore(folder, { clock });
    expect(await store.request('default', long.requestId)).toBeUndefined();
    await store.close();
  });
});
