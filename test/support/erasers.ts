import { afterAll } from 'vitest';
import { memoryOff } from '../../src/adapters/memory/off.js';
import { makePseudonym } from '../../src/adapters/pseudonym.js';
import { systemClock, systemIds } from '../../src/adapters/system.js';
import { type Erasing, makeErasing } from '../../src/application/erasing.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { settings } from './worker.js';

const working = new Set<Eraser>();
afterAll(() => Promise.all([...working].map((one) => one.end())));

export interface Eraser extends Erasing {
  readonly reports: readonly string[];
  end(): Promise<void>;
}

/** A process that erases: it looks for what nobody works on as long as it lives. */
export function eraser(store: ConversationStore, memory = memoryOff): Eraser {
  const reports: string[] = [];
  const erasing = makeErasing(
    store,
    memory,
    async () => undefined,
    makePseudonym(new Uint8Array(32)),
    systemClock,
    systemIds,
    { ...settings, leaseMs: 500 },
    (what) => reports.push(what),
  );
  const timer = setInterval(() => void erasing.look(), 100);
  const one: Eraser = {
    ...erasing,
    reports,
    async end() {
      clearInterval(timer);
      working.delete(one);
      await erasing.stop();
    },
  };
  working.add(one);
  return one;
}
