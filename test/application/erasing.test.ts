import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { memoryOff } from '../../src/adapters/memory/off.js';
import { makeConditions } from '../../src/application/conditions.js';
import { makeLearning } from '../../src/application/learning.js';
import type { Receipt } from '../../src/domain/erasure.js';
import { DomainError } from '../../src/domain/errors.js';
import type { ConversationStore, Memory } from '../../src/domain/ports.js';
import { tenantOf } from '../contracts/tenant.js';
import { openStores } from '../support/archives.js';
import { freshId, keptRequest, lessonOf, userMessage } from '../support/build.js';
import { eraser } from '../support/erasers.js';
import { filesWith } from '../support/traces.js';
import { until } from '../support/until.js';
import { forever } from '../support/worker.js';

const calm = new AbortController().signal;
/** Everything of the store that an erasure calls, counted: from that call on each fails, as when the process is cut off. */
function failing(store: ConversationStore, at: number) {
  let calls = 0;
  const counted = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(of, name) {
        const member = of[name as keyof T];
        if (Array.isArray(member)) return member.map((one) => counted(one as object));
        if (typeof member !== 'function') {
          return ['erasures', 'search', 'archive'].includes(String(name)) ? counted(member as object) : member;
        }
        return async (...args: never[]) => {
          calls++;
          if (calls > at) throw new DomainError({ kind: 'store-unavailable', retryAfterMs: 1 });
          const answer = await (member as (...args: never[]) => Promise<unknown>).apply(of, args);
          // It happened, and nobody hears of it.
          if (calls === at) throw new DomainError({ kind: 'store-unavailable', retryAfterMs: 1 });
          return answer;
        };
      },
    });
  return { store: counted(store), calls: () => calls };
}

const counts = ({ stores }: Receipt) => Object.fromEntries(stores.map(({ store, erased }) => [store, erased]));

describe.each(openStores)('an erasure on the store $name', ({ open }) => {
  let store: ConversationStore;
  let dispose: () => Promise<void>;
  beforeAll(async () => {
    const opened = await open();
    store = opened.store;
    dispose = opened.dispose;
  });
  afterAll(async () => {
    await dispose();
  });

  async function known() {
    const tenant = tenantOf(store);
    const userId = freshId('user');
    for (const channel of ['web', 'mail']) {
      let head = await tenant.openedWith(userMessage({ text: 'one two three' }), { userId, channel });
      head = await tenant.said(head, { text: 'four five' });
      await tenant.applied({ conversation: head, entries: [] }, head, { request: keptRequest(head.id) });
    }
    return { tenantId: tenant.id, userId };
  }

  it('that is cut off at any step is finished by another process, with the receipt of one that was not', async () => {
    const whole = failing(store, Number.POSITIVE_INFINITY);
    const first = eraser(whole.store);
    const expected = counts(await first.erase(await known(), 'once', calm));
    await first.end();
    expect(expected).toMatchObject({ conversations: 2, log: 4, requests: 2, search: 4 });
    const steps = whole.calls();
    const every = process.env['LONG_TESTS'] ? 1 : store.kind === 'embedded' ? 7 : 13;
    for (let at = 1; at <= steps; at += every) {
      const subject = await known();
      const cut = eraser(failing(store, at).store);
      const heard = cut.erase(subject, 'once', AbortSignal.timeout(300)).catch(() => undefined);
      await heard;
      await cut.end();
      const next = eraser(store);
      const receipt = await next.erase(subject, 'once', AbortSignal.timeout(20_000));
      expect(counts(receipt), `cut off at step ${at} of ${steps}`).toEqual(expected);
      for (const { remaining } of receipt.stores) expect(remaining).toBe(0);
      await next.end();
    }
  }, 120_000);

  it('that was held up while another finished it takes nothing of what the user writes after that', async () => {
    const subject = await known();
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isHeldUp = false;
    const held = eraser({
      ...store,
      async conversations(tenantId, query) {
        isHeldUp = true;
        await released;
        return store.conversations(tenantId, query);
      },
      erasures: { ...store.erasures, keep: (erasure, ms) => released.then(() => store.erasures.keep(erasure, ms)) },
    });
    const heard = held.erase(subject, 'r', calm);
    await until('it is held up', () => isHeldUp);
    const other = eraser(store);
    await other.erase(subject, 'r', calm);
    const anew = await tenantOf(store, subject.tenantId).opened({ userId: subject.userId });
    release();
    await heard;
    await held.end();
    expect(await store.conversation(subject.tenantId, anew.id)).toEqual(anew);
    await other.end();
  });

  it('nobody asks for any more goes on by itself, in whatever process', async () => {
    const subject = await known();
    const gone = eraser(store);
    await gone.erase(subject, 'left', AbortSignal.abort(new Error('gone'))).catch(() => undefined);
    await gone.end();
    const other = eraser(store);
    await until('it is over', async () => !(await store.erasures.isUnderWay(subject)));
    const receipt = await other.erase(subject, 'left', calm);
    expect(counts(receipt)).toMatchObject({ conversations: 2, log: 4 });
    await other.end();
  });
});

describe('a busy file', () => {
  it('has nothing of the words that were indexed, however many others say', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'colloquy-'));
    const store = await openEmbeddedStore(folder);
    const tenant = tenantOf(store);
    const [userId, others] = [freshId('user'), Array.from({ length: 12 }, () => freshId('user'))];
    let seed = 7;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return seed % below;
    };
    const words = (n: number, of: () => string) => Array.from({ length: n }, of).join(' ');
    const common = () => `w${random(900)}x`;
    const own = () => `ququq${random(50)}zizibb`;
    const say = async (user: string) => {
      const mine = user === userId;
      const text = words(5 + random(60), mine ? () => (random(3) === 0 ? own() : common()) : common);
      const open = await store.openConversation(tenant.id, user, 'web');
      await (open ? tenant.said(open, { text }) : tenant.openedWith({ text }, { userId: user }));
    };
    for (let i = 0; i < 600; i++) await say(i % 6 === 0 ? userId : (others[random(others.length)] ?? ''));
    expect(filesWith(folder, 'zizibb')).not.toEqual([]);
    const erasing = eraser(store);
    const receipt = await erasing.erase({ tenantId: tenant.id, userId }, '', calm);
    await erasing.end();
    expect(counts(receipt)).toMatchObject({ conversations: 1, log: 100, search: 100 });
    expect(filesWith(folder, 'zizibb')).toEqual([]);
    expect(filesWith(folder, 'ququq')).toEqual([]);
    await store.close();
    rmSync(folder, { recursive: true });
  });
});

describe('a file that others read', () => {
  it('gives no receipt as long as its log has the id of the user', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'colloquy-'));
    const store = await openEmbeddedStore(folder);
    const tenant = tenantOf(store);
    const { userId } = await tenant.openedWith({ text: 'hello' }, { userId: freshId('somebody') });
    const reader = new Database(join(folder, 'colloquy.db'), { readonly: true });
    let ends = 0;
    const erasing = eraser({
      ...store,
      erasures: {
        ...store.erasures,
        finish(erasure, receipt) {
          if (++ends === 1) reader.exec('BEGIN; SELECT count(*) FROM conversations');
          return store.erasures.finish(erasure, receipt);
        },
      },
    });
    let isOver = false;
    const erased = erasing.erase({ tenantId: tenant.id, userId }, '', calm).finally(() => {
      isOver = true;
    });
    await until('somebody reads', () => ends > 0);
    await erasing.look();
    expect(filesWith(folder, userId)).not.toEqual([]);
    expect(isOver).toBe(false);
    reader.close();
    const receipt = await erased;
    expect(filesWith(folder, userId)).toEqual([]);
    expect(counts(receipt)).toMatchObject({ conversations: 1, log: 1, search: 1 });
    expect(erasing.reports).toEqual([]);
    await erasing.end();
    await store.close();
    rmSync(folder, { recursive: true });
  });
});

describe.each(openStores)('what is learned on the store $name while its user is erased', ({ open }) => {
  let store: ConversationStore;
  let dispose: () => Promise<void>;
  beforeAll(async () => {
    const opened = await open();
    store = opened.store;
    dispose = opened.dispose;
  });
  afterAll(() => dispose());

  /** A user with a lesson, and a memory that keeps what is learned of the user. */
  async function told(learn: Memory['learn'] = memoryOff.learn) {
    const tenant = tenantOf(store);
    const head = await tenant.openedWith({ text: 'I like tea.' });
    const { tenantId, userId, id: conversationId } = head;
    const lesson = lessonOf({ tenantId, userId, conversationId });
    await tenant.applied({ conversation: head, entries: [] }, head, { lessons: [lesson] });
    const kept = new Set(['old']);
    const count = async () => kept.size;
    const erase = async () => {
      const erased = kept.size;
      kept.clear();
      return erased;
    };
    const memory: Memory = { ...memoryOff, learn, count, erase };
    return { head, subject: { tenantId, userId }, kept, memory, erasing: eraser(store, memory) };
  }

  it.each(['ends', 'fails', 'is told to end'])(
    'is erased, too, by the time of the receipt, once it %s',
    async (how) => {
      let erased: Promise<Receipt> | undefined;
      const user = await told(async (_, said, aborted) => {
        erased = user.erasing.erase(user.subject, '', calm);
        await until('the log is gone', async () => !(await store.conversation(user.head.tenantId, user.head.id)));
        if (how === 'is told to end') await forever(aborted).catch(() => undefined);
        user.kept.add(said.text);
        if (how !== 'ends') throw new DomainError({ kind: 'memory-unavailable', retryAfterMs: 1 });
      });
      const learning = makeLearning(store, user.memory, 'worker', makeConditions(), () => undefined);
      await learning.look();
      const receipt = await erased;
      for (const { remaining } of receipt?.stores ?? []) expect(remaining).toBe(0);
      expect([...user.kept]).toEqual([]);
      await learning.look();
      await learning.stop();
      await user.erasing.end();
      expect([...user.kept]).toEqual([]);
      expect(await store.countLessons()).toEqual({ waiting: 0, givenUp: 0 });
    },
  );

  it('by a process that dies is waited for as long as that may store something', async () => {
    const { subject, head, kept, erasing } = await told();
    const leaseMs = 1_000;
    const taken = performance.now();
    expect((await store.takeLessons('dead', leaseMs, 1)).length).toBe(1);
    const erased = erasing.erase(subject, 'r', calm);
    await until('the log is gone', async () => !(await store.conversation(head.tenantId, head.id)));
    await until('memories were erased', () => kept.size === 0 || performance.now() - taken > leaseMs / 2);
    kept.add('late');
    await erased;
    expect(performance.now() - taken).toBeGreaterThan(leaseMs - 10);
    expect([...kept]).toEqual([]);
    await erasing.end();
  });
});
