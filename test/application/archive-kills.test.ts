import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goneMs, uploadMs } from '../../src/domain/archive.js';
import type { Conversation } from '../../src/domain/conversation.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import {
  closedConversation,
  expectAtRest,
  type OpenStore,
  openStores,
  readLog,
  verified,
} from '../support/archives.js';
import { agentOf, makeWorker } from '../support/worker.js';

const { signal } = new AbortController();
/** Two batches, so that the log can be cut off between them. */
const length = 70;
const batches = 2;

/**
 * A process that dies at the given step, counted from 1: before it is done, half-way through where it has parts, or after it
 * is done and before that is known. A dead process does nothing more.
 */
function mortal(store: ConversationStore, dies: { readonly at: number; readonly when: 'before' | 'within' | 'after' }) {
  let count = 0;
  let die: () => void = () => undefined;
  const dead = new Promise<'dead'>((resolve) => {
    die = () => resolve('dead');
  });
  const forever = () => new Promise<never>(() => undefined);
  let isDead = false;
  async function step<T>(work: () => Promise<T>): Promise<T> {
    if (isDead) return forever();
    const last = ++count === dies.at;
    if (last) isDead = true;
    if (!last || dies.when === 'after') {
      const done = await work();
      if (!last) return done;
    }
    die();
    return forever();
  }
  const { archive } = store;
  const own: ConversationStore = {
    ...store,
    commit: (commit) => step(() => store.commit(commit)),
    archive: {
      ...archive,
      put: (head, key, entries, within) => {
        async function* some() {
          let given = 0;
          for await (const entry of entries) {
            if (dies.when === 'within' && count === dies.at && ++given > 40) {
              die();
              await forever();
            }
            yield entry;
          }
        }
        if (dies.when === 'within' && count + 1 === dies.at) {
          count++;
          isDead = true;
          return archive.put(head, key, some(), within);
        }
        return step(() => archive.put(head, key, entries, within));
      },
      async *get(head, reference, within) {
        await step(async () => undefined);
        yield* archive.get(head, reference, within);
      },
      keys: (of, within) => step(() => archive.keys(of, within)),
      remove: (key, within) => step(() => archive.remove(key, within)),
    },
  };
  return { store: own, dead, steps: () => count };
}

describe.each(openStores)('a process that is killed while it moves a log, on the store $name', ({ open }) => {
  let opened: OpenStore;
  let store: ConversationStore;
  beforeAll(async () => {
    opened = await open();
    store = opened.store;
  });
  afterAll(() => opened.dispose());

  // biome-ignore lint/correctness/useYield: it is never asked
  const silent = agentOf(async function* () {
    throw new Error('no turn runs');
  });
  const archivingOn = (of: ConversationStore) => makeWorker(of, silent, Date, { leaseMs: 60_000 }).archiving;

  /** Kills at each step in turn until one try gets through; then `check` looks. Gives the number of steps that there are. */
  async function atEachStep(
    when: 'before' | 'within' | 'after',
    prepare: () => Promise<Conversation>,
    act: (of: ConversationStore, head: Conversation) => Promise<unknown>,
    check: (head: Conversation, at: number) => Promise<void>,
  ): Promise<number> {
    for (let at = 1; ; at++) {
      const head = await prepare();
      const process = mortal(store, { at, when });
      const acting = act(process.store, head);
      const how = await Promise.race([process.dead, acting.then(() => 'done' as const)]);
      await check(head, at);
      if (how === 'done') return process.steps();
    }
  }

  /** The log is whole and shown once; what is half done is finished by the sweep, and can be done again and undone. */
  async function comesToRest(head: Conversation, at: number): Promise<void> {
    const log = await readLog(store, head);
    expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length }, (_, i) => i + 1));
    const next = archivingOn(store);
    await next.sweep(signal, Date.now() + uploadMs + goneMs + 1000);
    const swept = await expectAtRest(store, head);
    expect(swept.uploads).toBeUndefined();
    expect(await readLog(store, head)).toEqual(log);
    await next.archive(head.tenantId, head.id, signal);
    if (at % 2 === 1) await next.restore(head.tenantId, head.id, signal);
    await expectAtRest(store, head);
    expect(await readLog(store, head)).toEqual(log);
    await verified(store, head);
  }

  const isClosed = () => closedConversation(store, length);
  const archive = (of: ConversationStore, { tenantId, id }: Conversation) =>
    archivingOn(of).archive(tenantId, id, signal);
  const restore = (of: ConversationStore, { tenantId, id }: Conversation) =>
    archivingOn(of).restore(tenantId, id, signal);
  const isArchived = async () => (await archive(store, await isClosed())).conversation;

  for (const when of ['before', 'after'] as const) {
    it(`archiving, ${when} any step: the log is whole all the time, is shown once, and comes to rest in one place`, async () => {
      // Note down, write, read back, list, commit, and what leaves.
      expect(await atEachStep(when, isClosed, archive, comesToRest)).toBe(5 + batches);
    });

    it(`restoring, ${when} any step: the same`, async () => {
      // Read, turn round, read, what comes back, list, commit, remove, and note that.
      expect(await atEachStep(when, isArchived, restore, comesToRest)).toBe(7 + batches);
    });
  }

  it('half-way through writing: the same', async () => {
    const head = await isClosed();
    const process = mortal(store, { at: 2, when: 'within' });
    expect(await Promise.race([process.dead, archive(process.store, head)])).toBe('dead');
    await comesToRest(head, 1);
  });
});
