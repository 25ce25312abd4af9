import type { Playbook } from '../../domain/playbook.js';
import type { AgentInput, Memory } from '../../domain/ports.js';
import type { AgentEvent } from '../../domain/turn.js';
import { memoryLine, mostMemories } from './prompt.js';
import { derived, orAborted } from './signals.js';
import { clip } from './tokens.js';

type Recalled = Extract<AgentEvent, { kind: 'memoryRecalled' }>;

const mostQuery = 2000;
/** Of the prompt's room for memories, for the words that go before them. */
const headRoom = 400;

class OutOfTime extends Error {}

/**
 * What is remembered that may help to answer a turn. Never fails and never holds the turn longer than `timeoutMs`, also
 * when the memory does not listen to its signal: then it says why there is nothing.
 */
export function makeRecall(
  memory: Memory,
  { most, leastScore }: Playbook['memory'],
  timeoutMs: number,
  warn: (what: string, error: unknown) => void,
): (input: AgentInput, signal: AbortSignal) => Promise<Recalled> {
  return async ({ tenantId, conversation, messages }, signal) => {
    const start = performance.now();
    const part = derived(signal);
    const timer = setTimeout(() => part.abort(new OutOfTime(`nothing within ${timeoutMs} ms`)), timeoutMs);
    const outcome = (memories: readonly string[], skipped: string): Recalled => ({
      kind: 'memoryRecalled',
      memories,
      skipped,
      elapsedMs: Math.round(performance.now() - start),
    });
    try {
      const owner = { tenantId, userId: conversation.userId };
      const searching = memory.search(owner, queryOf(messages), most, part.signal, timeoutMs);
      const found = await orAborted(searching, part.signal);
      const good = found.flatMap(({ score, text }) => (score >= leastScore ? [text] : [])).slice(0, most);
      return outcome(fitting(good), '');
    } catch (error) {
      signal.throwIfAborted();
      warn('memories not recalled', error);
      return outcome([], error instanceof OutOfTime ? 'timeout' : 'unavailable');
    } finally {
      clearTimeout(timer);
      part.dispose();
    }
  };
}

/** As many as the prompt has room for; of a first one that is longer than that its beginning. */
function fitting(memories: readonly string[]): string[] {
  let room = mostMemories - headRoom;
  const first = memories[0];
  if (first !== undefined && memoryLine(first).length > room) return [clip(first, room / 2)];
  return memories.filter((memory) => {
    const length = memoryLine(memory).length + 1;
    if (length > room) return false;
    room -= length;
    return true;
  });
}

/** What the user asks in the turn. */
function queryOf(messages: AgentInput['messages']): string {
  const before = messages.findLastIndex(({ role }) => role !== 'USER');
  return clip(
    messages
      .slice(before + 1)
      .map(({ text }) => text)
      .join('\n'),
    mostQuery,
  );
}
