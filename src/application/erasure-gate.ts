import type { Subject } from '../domain/erasure.js';
import { DomainError } from '../domain/errors.js';
import type { ConversationStore, Memory } from '../domain/ports.js';

const retryAfterMs = 1000;

/** Throws `erasure-under-way` while all that is kept of the user is being erased: what comes meanwhile would be, too. */
export async function expectNotErasing(
  { erasures }: Pick<ConversationStore, 'erasures'>,
  { tenantId, userId }: Subject,
): Promise<void> {
  if (await erasures.isUnderWay({ tenantId, userId })) {
    throw new DomainError({ kind: 'erasure-under-way', retryAfterMs });
  }
}

/** The memory for callers: nothing is added for a user who is being erased. */
export function makeGatedMemory(memory: Memory, store: Pick<ConversationStore, 'erasures'>): Memory {
  return {
    ...memory,
    async add(owner, fact, signal) {
      await expectNotErasing(store, owner);
      return memory.add(owner, fact, signal);
    },
  };
}
