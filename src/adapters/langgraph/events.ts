import { DomainError } from '../../domain/errors.js';
import type { AgentInput } from '../../domain/ports.js';
import type { AgentEvent } from '../../domain/turn.js';
import type { TurnGraph } from './graph.js';
import { derived } from './signals.js';

/** A turn takes two supersteps a round of tools and five besides. */
const recursionLimit = 64;

/** Why a run stops whose reader left; one for all, since each that is made takes its stack's time. */
const leftEarly = new Error('nobody reads the run any more');

/**
 * Runs the graph for a turn and gives its events as they come. Rejects with the signal's reason as soon as it aborts,
 * whatever the graph is waiting for, and with a `DomainError` for what fails; a reader that leaves stops the run.
 *
 * The steps write into this queue and not into LangGraph's custom stream, which puts 10 us on every text delta.
 */
export async function* eventsOf(graph: TurnGraph, input: AgentInput, signal: AbortSignal): AsyncGenerator<AgentEvent> {
  signal.throwIfAborted();
  const run = derived(signal);
  let queue: AgentEvent[] = [];
  let end: { readonly error?: unknown } | undefined;
  let wake = (): void => {};
  const finish = (how: { readonly error?: unknown }): void => {
    end ??= how;
    wake();
  };
  const emit = (event: AgentEvent): void => {
    if (end) return;
    queue.push(event);
    wake();
  };
  run.signal.addEventListener('abort', () => finish({ error: run.signal.reason }), { once: true });
  graph.invoke({}, { context: { input, signal: run.signal, emit }, signal: run.signal, recursionLimit }).then(
    ({ assessment }) => {
      if (Object.keys(assessment).length > 0) emit({ kind: 'assessed', assessment });
      finish({});
    },
    (error: unknown) => finish({ error }),
  );
  try {
    for (;;) {
      const events = queue;
      queue = [];
      for (const event of events) {
        run.signal.throwIfAborted();
        yield event;
      }
      if (queue.length > 0) continue;
      if (end) {
        if ('error' in end)
          throw run.signal.aborted || end.error instanceof DomainError ? end.error : failed(end.error);
        return;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    run.dispose();
    if (!end) run.abort(leftEarly);
  }
}

function failed(cause: unknown): DomainError {
  return new DomainError({ kind: 'agent-failed' }, { cause });
}
