import type { BaseMessage } from '@langchain/core/messages';
// The entry without AsyncLocalStorage: that slows every promise of the process down, and nothing here needs it.
import { Annotation, Command, END, START, StateGraph } from '@langchain/langgraph/web';
import type { Assessment } from '../../domain/conversation.js';
import type { Playbook } from '../../domain/playbook.js';
import type { AgentInput, Memory } from '../../domain/ports.js';
import type { AgentEvent } from '../../domain/turn.js';
import { makeAssess, type Noted } from './assessment.js';
import type { Model } from './model.js';
import { makePrompt } from './prompt.js';
import { makeRecall } from './recall.js';
import { makeRespond, type Reading } from './respond.js';
import type { Tokens } from './tokens.js';
import { makeToolRunner, type ToolCall } from './tool-runs.js';
import type { Tools } from './tools.js';
import { makeWindow } from './window.js';

/** What a run is given, and where its events go. */
export interface Run {
  readonly input: AgentInput;
  readonly signal: AbortSignal;
  emit(event: AgentEvent): void;
}

/** What the graph is made of. */
export interface Parts {
  readonly playbook: Playbook;
  readonly memory: Memory;
  readonly model: Model;
  readonly tools: Tools;
  readonly tokens: Tokens;
  readonly recallTimeoutMs: number;
  readonly assessTimeoutMs: number;
  readonly windowTokens: number;
  warn(what: string, error: unknown): void;
}

const nothingRecalled: Extract<AgentEvent, { kind: 'memoryRecalled' }> = {
  kind: 'memoryRecalled',
  memories: [],
  skipped: 'disabled',
  elapsedMs: 0,
};

const latest = <T>(initial: T) => Annotation<T>({ reducer: (_, next) => next, default: () => initial });

const State = Annotation.Root({
  memories: latest<readonly string[]>([]),
  reading: latest<Reading | undefined>(undefined),
  reply: latest(''),
  calls: latest<readonly ToolCall[]>([]),
  rounds: latest(0),
  steps: Annotation<readonly BaseMessage[]>({ reducer: (all, more) => [...all, ...more], default: () => [] }),
  noted: Annotation<Noted>({
    reducer: (all, more) => ({ ...all, ...more, criteria: [...all.criteria, ...more.criteria] }),
    default: () => ({ criteria: [] }),
  }),
  assessment: latest<Assessment>({}),
});

const Context = Annotation.Root({
  input: Annotation<AgentInput>,
  signal: Annotation<AbortSignal>,
  emit: Annotation<Run['emit']>,
});

type TurnState = typeof State.State;
type Update = Partial<TurnState>;
type StepName = 'respond' | 'use_tools' | 'assess' | 'hand_off';
type Next = StepName | typeof END;

/** The compiled graph, as a turn runs it. */
export interface TurnGraph {
  invoke(
    input: Update,
    options: { readonly context: Run; readonly signal: AbortSignal; readonly recursionLimit: number },
  ): Promise<TurnState>;
}

/**
 * The agent's graph: respond, with what is remembered, in a loop with its tools, assess, hand off. Compiled once, run for
 * each turn. A step costs 0.3 ms, so that to recall is none of its own, each says itself what comes next (a conditional edge
 * costs 0.2 ms), and those with nothing to do are left out.
 */
export function makeGraph(parts: Parts): TurnGraph {
  const { playbook, model, memory, tokens, warn } = parts;
  const remembers = memory.name !== 'disabled';
  const recall = makeRecall(memory, playbook.memory, parts.recallTimeoutMs, warn);
  const prompt = makePrompt(playbook, tokens);
  const respond = makeRespond(
    model,
    playbook.handoff.message,
    [...parts.tools.values()].map(({ definition }) => definition),
    tokens,
    (input, memories) => prompt(input.conversation, memories),
    (input) => makeWindow(input.messages, parts.windowTokens, tokens),
  );
  const useTools = makeToolRunner(model.tools(parts.tools));
  const assess = makeAssess(playbook, model, parts.assessTimeoutMs, warn);

  /** Told of before the first text. */
  async function recalled(input: AgentInput, signal: AbortSignal, emit: Run['emit']): Promise<readonly string[]> {
    const event = remembers ? await recall(input, signal) : nothingRecalled;
    emit(event);
    return event.memories;
  }

  const graph = new StateGraph(State, Context)
    .addNode(
      'respond',
      step(async (state, { input, signal, emit }) => {
        const memories = state.reading ? state.memories : await recalled(input, signal, emit);
        const round = { ...(await respond(state, memories, input, signal, emit)), memories };
        if (round.calls.length > 0) return [round, 'use_tools'];
        return [round, isSomething(state.noted) || model.assesses(input) ? 'assess' : END];
      }),
      { ends: ['use_tools', 'assess', END] },
    )
    .addNode(
      'use_tools',
      step(async ({ calls, rounds }, { input, signal, emit }) => {
        const { results, noted } = await useTools(calls, input, signal, emit);
        return [{ steps: results, noted, rounds: rounds + 1 }, 'respond'];
      }),
      { ends: ['respond'] },
    )
    .addNode(
      'assess',
      step(async ({ reading, reply, noted }, { input, signal, emit }) => {
        const answered = { turn: input, window: reading?.messages.slice(1) ?? [], reply };
        const assessment = await assess(answered, noted, signal, emit);
        return [{ assessment }, assessment.handoff ? 'hand_off' : END];
      }),
      { ends: ['hand_off', END] },
    )
    .addNode(
      'hand_off',
      step(async ({ assessment }) => [{ assessment: handedOff(assessment, playbook) }, END]),
      { ends: [END] },
    )
    .addEdge(START, 'respond');
  return graph.compile();
}

/** A node: what it updates, and the node that comes after it. */
function step(work: (state: TurnState, run: Run) => Promise<readonly [Update, Next]>) {
  return async (state: TurnState, { context }: { readonly context?: Run }): Promise<Command<unknown, Update, Next>> => {
    if (!context) throw new Error('a run has a context');
    context.signal.throwIfAborted();
    const [update, goto] = await work(state, context);
    return new Command({ update, goto });
  };
}

function isSomething({ criteria, handoff }: Noted): boolean {
  return criteria.length > 0 || handoff !== undefined;
}

function handedOff(found: Assessment, playbook: Playbook): Assessment {
  const { queue, reason } = found.handoff ?? { queue: '', reason: '' };
  return { ...found, handoff: { queue: queue || playbook.handoff.queue, reason } };
}
