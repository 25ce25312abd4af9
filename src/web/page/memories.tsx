import { useEffect } from 'preact/hooks';
import { ApiError, problem } from './api.js';
import { useCall } from './load.js';
import type { Memory } from './model.js';
import { toConversation } from './route.js';
import type { Line } from './socket.js';

/** What a user states is learned in the background, after the turn. */
const learnedAfterMs = 2500;

/** What is remembered of the user; read again when a turn has ended, and when the service is back. */
export function Memories(props: {
  readonly userId: string;
  readonly conversationId: string;
  readonly turns: number;
  readonly line: Line;
}) {
  const { userId, conversationId, turns, line } = props;
  const { value, error, reload } = useCall<{ memories?: Memory[] }>('MemoryService/ListMemories', {
    userId,
    pageSize: 20,
  });
  useEffect(() => {
    const timer = setTimeout(reload, learnedAfterMs);
    return () => clearTimeout(timer);
  }, [turns, reload]);
  useEffect(() => {
    if (line === 'live' && error !== undefined) reload();
  }, [line, reload]);
  const memories = value?.memories ?? [];
  const off = error instanceof ApiError && error.reason === 'MEMORY_DISABLED';
  return (
    <section>
      <h2>Memories</h2>
      {error !== undefined && <p class="hint">{off ? 'Memory is off.' : problem(error)}</p>}
      {value && memories.length === 0 && <p class="hint">Nothing is remembered of this user yet.</p>}
      <ul class="memories">
        {memories.map((memory) => (
          <li key={memory.id}>
            <bdi>{memory.text}</bdi>
            {memory.conversationId && (
              <a href={toConversation(memory.conversationId, memory.sourceSeq)} class="hint">
                {memory.conversationId === conversationId ? `#${memory.sourceSeq}` : 'another conversation'}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
