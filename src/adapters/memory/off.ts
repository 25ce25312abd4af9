import type { Memory } from '../../domain/ports.js';

/** Remembers nothing: every recall is skipped, at once. */
export const memoryOff: Memory = {
  name: 'disabled',
  async recall() {
    return { memories: [], skipped: 'disabled' };
  },
};
