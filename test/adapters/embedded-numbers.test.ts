import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import type { Conversation } from '../../src/domain/conversation.js';
import { maxCells } from '../../src/domain/numbers.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { type Tenant, tenantOf } from '../contracts/tenant.js';
import { arriving, commitOf, start, written } from '../support/build.js';

const signal = new AbortController().signal;
const to = Date.UTC(2100, 0);

describe('numbers of very much in the embedded store', () => {
  let folder: string;
  let store: ConversationStore;
  let tenant: Tenant;
  let long: Conversation;
  const ids: string[] = [];

  /** Many messages at once, a millisecond apart. */
  async function spoken(before: Conversation, messages: number): Promise<void> {
    let conversation = before;
    const entries = Array.from({ length: messages }, () => {
      const said = arriving(conversation);
      conversation = said.conversation;
      return said.entries[0]!;
    });
    const write = written({ conversation, entries }, before);
    expect(await store.commit(commitOf(tenant.id, [write]))).toBeUndefined();
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colloquy-'));
    store = await openEmbeddedStore(folder);
    tenant = tenantOf(store);
    long = await tenant.opened({}, { at: start });
    await spoken(long, 12_000);
    ids.push(long.id);
    for (let i = 0; i < 5; i++) ids.push((await tenant.said(await tenant.opened({}, { at: start }))).id);
    ids.sort();
  });
  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  const query = async () => {
    const moment = await store.history.now(tenant.id);
    return { what: { kind: 'message' }, moment, groupBy: [], spread: false } as const;
  };
  const count = async (boundaries: readonly number[], conversationIds?: readonly string[]) => {
    const of = conversationIds ? { conversationIds } : {};
    return store.numbers.count(tenant.id, { ...(await query()), boundaries, ...of }, signal);
  };

  it('are added up piece by piece, of all and of one', async () => {
    expect(await count([0, to])).toMatchObject([{ count: 12_005 }]);
    expect(await count([0, to], [long.id])).toMatchObject([{ count: 12_000 }]);
    const halves = [start, start + 7_000, start + 20_000];
    expect(await count(halves, [long.id])).toMatchObject([
      { period: 0, count: 6_999 },
      { period: 1, count: 5_001 },
    ]);
    expect(await count(halves)).toMatchObject([{ count: 7_004 }, { count: 5_001 }]);
  });

  it('are added up while others are answered', async () => {
    let turns = 0;
    let open = true;
    const tick = () => {
      turns++;
      if (open) setImmediate(tick);
    };
    setImmediate(tick);
    await Promise.all(Array.from({ length: 20 }, () => count([0, to])));
    open = false;
    expect(turns).toBeGreaterThan(3);
  });

  it('open to each conversation once, by id, page by page, however many rows each has', async () => {
    const selection = { ...(await query()), from: 0, to, group: {} };
    expect(await store.numbers.counted(tenant.id, selection, '', 100, signal)).toEqual(ids);
    expect(await store.numbers.counted(tenant.id, selection, ids[1]!, 2, signal)).toEqual(ids.slice(2, 4));
    const late = { ...selection, from: start + 100 };
    expect(await store.numbers.counted(tenant.id, late, '', 100, signal)).toEqual([long.id]);
  });

  it('are refused where there would be more of them than anyone can look at', async () => {
    const each = Array.from({ length: maxCells + 3 }, (_, i) => start + i);
    await expect(count(each)).rejects.toMatchObject({ fault: { kind: 'invalid-argument' } });
  });
});
