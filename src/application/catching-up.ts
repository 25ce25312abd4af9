import { isFault } from '../domain/errors.js';
import type { ConversationStore } from '../domain/ports.js';
import type { CatchUp, Followed } from '../domain/search.js';
import type { Conditions } from './conditions.js';
import { type InBackground, makeInBackground } from './in-background.js';
import { indexLog } from './indexing.js';
import { pause } from './pause.js';

const pageSize = 200;

/** Brings the index of messages up to date with what an earlier version kept: without an index, or with another tokenizer's. */
export function makeCatchingUp(
  store: ConversationStore,
  conditions: Pick<Conditions, 'set'>,
  report: (what: string, error: unknown, conversationId?: string) => void,
): InBackground {
  const { search } = store;
  const stopping = new AbortController();
  const { signal } = stopping;
  let indexed = 0;
  let failed = 0;

  async function all(): Promise<void> {
    const stored = await search.catchUp();
    const isOurs = stored.version === search.version;
    if (isOurs && stored.done) return;
    const { version } = search;
    for (let state: CatchUp = isOurs ? stored : { version, done: false }; ; ) {
      const page = await search.followed(state.after, pageSize);
      for (const one of page.filter(({ through, lastSeq }) => through < lastSeq)) await attempt(one);
      signal.throwIfAborted();
      const last = page.at(-1);
      if (last && page.length === pageSize) {
        const { tenantId, conversationId } = last;
        state = { version, after: { tenantId, conversationId }, done: false };
        await search.saveCatchUp(state);
        await pause(0, signal);
        continue;
      }
      // What could not be indexed is tried again from the beginning by the next server that starts.
      await search.saveCatchUp({ version, done: failed === 0 });
      if (failed === 0) conditions.set('search', undefined);
      return;
    }
  }

  async function attempt({ tenantId, conversationId, through }: Followed): Promise<void> {
    signal.throwIfAborted();
    say();
    try {
      await indexLog(store, tenantId, conversationId, through, signal);
      indexed++;
    } catch (error) {
      const isAway = isFault(error, 'store-unavailable');
      if (signal.aborted || isAway) throw error;
      failed++;
      report('a conversation is not indexed', error, conversationId);
    }
    say();
  }

  function say(): void {
    const some = failed > 0 ? `, ${failed} could not be, and are tried again by the next server that starts` : '';
    conditions.set('search', `what an earlier version kept is being indexed: ${indexed} conversations so far${some}`);
  }

  return makeInBackground(all, stopping, (error) => {
    report('what an earlier version kept is not indexed', error);
    conditions.set('search', 'what an earlier version kept is not indexed: the log says why; a start tries again');
  });
}
