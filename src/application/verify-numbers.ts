import type { Occurrence } from '../domain/occurrence.js';
import type { ConversationStore } from '../domain/ports.js';
import { makeRecount } from './recount.js';
import type { Compare } from './verify.js';

/** Between what numbers are made of and what the log and the turns give. */
export function compareNumbers(store: ConversationStore): Compare {
  return async (head) => {
    const found: string[] = [];
    const recount = await makeRecount(store, head, async ({ wrong, missing }) => {
      for (const one of missing) found.push(`numbers: ${nameOf(one)} is not counted`);
      for (const { occurrence } of wrong)
        found.push(`numbers: ${nameOf(occurrence)} is counted, and is not in the log`);
    });
    return {
      see: recount.see,
      async differences() {
        await recount.end();
        return found;
      },
    };
  };
}

function nameOf({ kind, seq, channel, stage, agent, owner }: Occurrence): string {
  return `${kind} at seq ${seq} (${[channel, stage, agent || '-', owner].join(', ')})`;
}
