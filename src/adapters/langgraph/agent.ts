import type { Playbook } from '../../domain/playbook.js';
import type { Agent, Memory } from '../../domain/ports.js';
import { eventsOf } from './events.js';
import { makeGraph } from './graph.js';
import { loadModel, type ModelOptions } from './models.js';
import { makeSummarize } from './summarize.js';
import { loadTokens } from './tokens.js';
import { makeTools } from './tools.js';
import { outgrown } from './window.js';

export interface AgentOptions {
  readonly playbook: Playbook;
  readonly memory: Memory;
  readonly model: ModelOptions;
  /** How long a turn waits for the memory. */
  readonly recallTimeoutMs: number;
  /** The most of a conversation that the model reads. */
  readonly windowTokens: number;
  /** How long a turn waits for its assessment, once it has its reply. */
  readonly assessTimeoutMs?: number;
  /** Told of what failed without failing a turn. */
  readonly warn?: (what: string, error: unknown) => void;
}

/** An agent that answers by a LangGraph graph. Throws `ModelUnavailable`. */
export async function makeAgent(options: AgentOptions): Promise<Agent> {
  const { playbook, memory, recallTimeoutMs, windowTokens, assessTimeoutMs = 15_000, warn = () => {} } = options;
  const [model, tokens] = await Promise.all([loadModel(options.model, playbook, windowTokens), loadTokens()]);
  const graph = makeGraph({
    playbook,
    memory,
    model,
    tools: makeTools(playbook),
    tokens,
    recallTimeoutMs,
    assessTimeoutMs,
    windowTokens,
    warn,
  });
  return {
    model: model.name,
    run: (input, signal) => eventsOf(graph, input, signal),
    outgrown: (messages) => outgrown(messages, windowTokens, tokens),
    ...(model.write ? { summarize: makeSummarize(playbook, model.write, tokens, windowTokens) } : {}),
  };
}
