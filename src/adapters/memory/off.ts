import { DomainError } from '../../domain/errors.js';
import type { Memory } from '../../domain/ports.js';

async function refuse(): Promise<never> {
  throw new DomainError({ kind: 'memory-disabled' });
}

/** Remembers nothing, and says so. */
export const memoryOff: Memory = {
  name: 'disabled',
  add: refuse,
  learn: refuse,
  search: refuse,
  list: refuse,
  remove: refuse,
  erase: async () => 0,
  count: async () => 0,
  async close() {},
};
