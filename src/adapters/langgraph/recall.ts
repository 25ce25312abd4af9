import type { AgentInput, Memory } from '../../domain/ports.js';
import type { AgentEvent } from '../../domain/turn.js';
import { derived, orAborted } from './signals.js';
import { clip } from './tokens.js';

type Recalled = Extract<AgentEvent, { kind: 'memoryRecalled' }>;

const mostQuery = 2000;
const mostMemories = 20;

class OutOfTime extends Error {}

/**
 * What is remembered that may help to answer a turn. Never fails and never holds the turn longer than `timeoutMs`, also
 * when the memory does not listen to its signal: then it says why there is nothing.
 */
export function makeRecall(
  memory: Memory,
  timeoutMs: number,
  warn: (what: string, error: unknown) => void,
): (input: AgentInput, signal: AbortSignal) => Promise<Recalled> {
  return async ({ tenantId, conversation, messages }, signal) => {
    const start = performance.now();
    const part = derived(signal);
    const timer = setTimeout(() => part.abort(new OutOfTime(`nothing within ${timeoutMs} ms`)), timeoutMs);
    const outcome = (found: Awaited<ReturnType<Memory['recall']>>): Recalled => ({
      kind: 'memoryRecalled',
      memories: found.memories.slice(0, mostMemories),
      skipped: found.skipped,
      elapsedMs: Math.round(performance.now() - start),
    });
    try {
      const user = { tenantId, userId: conversation.userId };
      return outcome(await orAborted(memory.recall(user, queryOf(messages), part.signal), part.signal));
    } catch (error) {
      signal.throwIfAborted();
      warn('memories not recalled', error);
      return outcome({ memories: [], skipped: error instanceof OutOfTime ? 'timeout' : 'unavailable' });
    } finally {
      clearTimeout(timer);
      part.dispose();
    }
  };
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
