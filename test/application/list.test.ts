import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import type { Commits } from '../../src/application/commits.js';
import { type ListPosition, makeConversations } from '../../src/application/conversations.js';
import type { Settings } from '../../src/application/settings.js';
import { open } from '../../src/domain/conversation.js';
import { makeExclusive } from '../../src/domain/exclusive.js';
import type { ConversationStore } from '../../src/domain/ports.js';

const now = 1_700_000_000_000;
let folder: string;
let store: ConversationStore;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'colloquy-test-'));
  store = await openEmbeddedStore(folder);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function commit(tenantId: string, id: string, at: number): Promise<void> {
  const by = { actor: { kind: 'SYSTEM', id: '' }, at } as const;
  const { conversation, entries } = open({ tenantId, id, userId: id, channel: 'web' }, by, 'agent');
  await store.commit({ id: `${tenantId}-${id}`, tenantId, conversations: [{ conversation, entries }] });
}

/** All pages of a list of two each; `between` happens after the first. */
async function pagesOf(tenantId: string, between: () => Promise<void>): Promise<string[]> {
  const ids = { next: () => 'id' };
  const conversations = makeConversations(
    store,
    {} as Commits,
    makeExclusive(),
    { now: () => now },
    ids,
    {} as Settings,
    (_, __, act) => act(),
  );
  const seen: string[] = [];
  let from: ListPosition | undefined;
  do {
    const page = await conversations.list(tenantId, {}, 2, from);
    seen.push(...page.conversations.map(({ id }) => id));
    if (!from) await between();
    from = page.next;
  } while (from);
  return seen;
}

const five = async (tenantId: string, newest: number) => {
  for (let i = 0; i < 5; i++) await commit(tenantId, `c${i}`, newest - i);
};

it('a list shows what was committed late, with an earlier time than the first page has', async () => {
  await five('late', now - 10);
  const seen = await pagesOf('late', () => commit('late', 'x', now - 10));
  expect(new Set(seen)).toEqual(new Set(['c0', 'c1', 'c2', 'c3', 'c4', 'x']));
  const another = await pagesOf('late', () => commit('late', 'w', now - 11));
  expect(another).toContain('w');
});

it('a list that nothing happens to shows each once, however new they are', async () => {
  await five('quiet', now - 10);
  expect(await pagesOf('quiet', async () => {})).toEqual(['c0', 'c1', 'c2', 'c3', 'c4']);
});

it('a list of what was active long ago shows again what moved, and no more', async () => {
  await five('old', now - 60_000);
  expect(await pagesOf('old', () => commit('old', 'x', now))).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'x']);
});
