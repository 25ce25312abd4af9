import type { BaseMessage } from '@langchain/core/messages';
// The entry without AsyncLocalStorage: that slows every promise of the process down, and nothing here needs it.
import { Annotation, END, START, StateGraph } from '@langchain/langgraph/web';
import type { Assessment } from '../../domain/conversation.js';
import type { Playbook } from '../../domain/playbook.js';
import type { AgentInput, Memory } from '../../domain/ports.js';
import type { AgentEvent } from '../../domain/turn.js';
import { makeAssess, type Noted } from './assessment.js';
import { briefing } from './briefing.js';
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
type Step = (state: TurnState, runtime: { readonly context?: Run }) => Promise<Partial<TurnState>>;

export type TurnGraph = ReturnType<typeof makeGraph>;

/** The agent's graph: recall, respond in a loop with its tools, assess, hand off. Compiled once, run for each turn. */
export function makeGraph(parts: Parts) {
  const { playbook, model, tokens, warn } = parts;
  const recall = makeRecall(parts.memory, parts.recallTimeoutMs, warn);
  const prompt = makePrompt(playbook, tokens);
  const respond = makeRespond(
    model,
    [...parts.tools.values()].map(({ definition }) => definition),
    tokens,
    (input, memories) => prompt(input.conversation, memories),
    (input) => makeWindow(input.messages, parts.windowTokens, tokens),
  );
  const useTools = makeToolRunner(model.tools(parts.tools));
  const assess = makeAssess(playbook, model, parts.assessTimeoutMs, warn);

  const step =
    (work: (state: TurnState, run: Run) => Promise<Partial<TurnState>>): Step =>
    async (state, { context }) => {
      if (!context) throw new Error('a run has a context');
      context.signal.throwIfAborted();
      return work(state, context);
    };

  return new StateGraph(State, Context)
    .addNode(
      'recall',
      step(async (_, { input, signal, emit }) => {
        const recalled = await recall(input, signal);
        emit(recalled);
        return { memories: recalled.memories };
      }),
    )
    .addNode(
      'respond',
      step((state, { input, signal, emit }) => respond(state, state.memories, input, signal, emit)),
    )
    .addNode(
      'use_tools',
      step(async (state, { input, signal, emit }) => {
        const { results, noted } = await useTools(state.calls, input, signal, emit);
        return { steps: results, noted, rounds: state.rounds + 1 };
      }),
    )
    .addNode(
      'assess',
      step(async ({ reading, reply, noted }, { input, signal, emit }) => ({
        assessment: await assess({ turn: input, window: reading?.messages.slice(1) ?? [], reply }, noted, signal, emit),
      })),
    )
    .addNode(
      'hand_off',
      step(async ({ assessment }, { input }) => ({ assessment: handedOff(assessment, input, playbook) })),
    )
    .addEdge(START, 'recall')
    .addEdge('recall', 'respond')
    .addConditionalEdges('respond', afterRespond, ['use_tools', 'assess', END])
    .addEdge('use_tools', 'respond')
    .addConditionalEdges('assess', ({ assessment }) => (assessment.handoff ? 'hand_off' : END), ['hand_off', END])
    .addEdge('hand_off', END)
    .compile({ name: 'turn' });

  function afterRespond(state: TurnState, { context }: { readonly context?: Run }) {
    if (state.calls.length > 0) return 'use_tools';
    return state.rounds > 0 || (context && model.assesses(context.input)) ? 'assess' : END;
  }
}

function handedOff(found: Assessment, input: AgentInput, playbook: Playbook): Assessment {
  const { queue, reason, briefing: written } = found.handoff ?? { queue: '', reason: '', briefing: '' };
  return {
    ...found,
    handoff: {
      queue: queue || playbook.handoff.queue,
      reason,
      briefing: written || briefing(input, found, reason),
    },
  };
}
