import { isFault } from '../domain/errors.js';
import type { MemoryOwner, Remembered } from '../domain/memory.js';
import type { ConversationStore, Memory } from '../domain/ports.js';
import type { Compare } from './verify.js';

/** Memories that are read at once. */
const pageSize = 500;

/**
 * Between what is remembered of the conversation's user and where it was learned: a message of the user's that is there and was not
 * taken back, in a conversation that is the user's.
 */
export function compareMemories(store: ConversationStore, memory: Memory, signal: AbortSignal): Compare {
  return ({ tenantId, userId, id: conversationId }) => {
    const owner = { tenantId, userId };
    const said = new Set<number>();

    /** Those of other conversations that are gone, or another user's. */
    async function strangers(sources: ReadonlySet<string>): Promise<ReadonlySet<string>> {
      const strange = new Set(sources);
      for (const { id, userId: of } of await store.conversationsById(tenantId, [...sources])) {
        if (of === userId) strange.delete(id);
      }
      return strange;
    }

    return {
      see({ seq, message }) {
        if (message?.role === 'USER' && message.status !== 'SUPERSEDED') said.add(seq);
      },
      async differences() {
        const found: string[] = [];
        for await (const page of memoriesOf(memory, owner, signal)) {
          const sources = page.flatMap(({ source }) => (source ? [source.conversationId] : []));
          const strange = await strangers(new Set(sources.filter((id) => id !== conversationId)));
          for (const { id, source } of page) {
            if (!source) continue;
            const from = `${source.conversationId}#${source.seq}`;
            const isHere = source.conversationId === conversationId;
            if (isHere && !said.has(source.seq))
              found.push(`memories: ${id} is of ${from}, which the user does not say`);
            if (strange.has(source.conversationId)) {
              found.push(`memories: ${id} is of ${from}, which is no conversation of the user`);
            }
          }
        }
        return found;
      },
    };
  };
}

async function* memoriesOf(memory: Memory, owner: MemoryOwner, signal: AbortSignal): AsyncGenerator<Remembered[]> {
  let after: Remembered | undefined;
  do {
    const page = await memory.list(owner, after, pageSize, signal).catch(noneWhereOff);
    yield page;
    after = page.length === pageSize ? page.at(-1) : undefined;
  } while (after);
}

function noneWhereOff(error: unknown): Remembered[] {
  if (isFault(error, 'memory-disabled')) return [];
  throw error;
}
