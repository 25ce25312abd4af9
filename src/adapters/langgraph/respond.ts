import { type AIMessageChunk, type BaseMessage, SystemMessage, type UsageMetadata } from '@langchain/core/messages';
import type { AgentInput } from '../../domain/ports.js';
import type { AgentEvent } from '../../domain/turn.js';
import type { Noted } from './assessment.js';
import type { Model } from './model.js';
import type { Prompt } from './prompt.js';
import type { Tokens } from './tokens.js';
import { calling, callsOf, type ToolCall } from './tool-runs.js';
import type { ToolDefinition } from './tools.js';
import { textOf } from './transcript.js';
import type { Window } from './window.js';

/** After this many rounds of tools the model must answer without them. */
export const maxToolRounds = 8;

/** Of one text that is counted for usage, in characters. */
const mostCounted = 100_000;

/** What a model reads in a turn, before it uses tools. */
export interface Reading {
  readonly messages: readonly BaseMessage[];
  tokens(): number;
}

/** How far a turn has come. */
export interface Said {
  readonly reading: Reading | undefined;
  /** The turn's own calls of tools and their results, in order. */
  readonly steps: readonly BaseMessage[];
  readonly rounds: number;
  readonly reply: string;
  readonly noted: Noted;
}

export interface Round {
  readonly reading: Reading;
  readonly reply: string;
  /** Tools that the model wants used before it goes on. */
  readonly calls: readonly ToolCall[];
  readonly steps: readonly BaseMessage[];
}

/** One call of the model: its text is emitted as it comes, and its usage once it is done. */
export function makeRespond(
  model: Model,
  handoffMessage: string,
  tools: readonly ToolDefinition[],
  tokens: Tokens,
  prompt: (input: AgentInput, memories: readonly string[]) => Prompt,
  window: (input: AgentInput) => Window,
) {
  function read(input: AgentInput, memories: readonly string[]): Reading {
    const system = prompt(input, memories);
    const { messages, tokens: size } = window(input);
    return { messages: [new SystemMessage(system.text), ...messages], tokens: () => system.tokens() + size };
  }

  const counted = (text: string) => tokens.count(text.slice(0, mostCounted));

  return async (
    said: Said,
    memories: readonly string[],
    input: AgentInput,
    signal: AbortSignal,
    emit: (event: AgentEvent) => void,
  ): Promise<Round> => {
    const reading = said.reading ?? read(input, memories);
    const mustAnswer = said.rounds >= maxToolRounds;
    const isHandedOff = said.noted.handoff !== undefined;
    let text = '';
    const parts: AIMessageChunk[] = [];
    let inputTokens = 0;
    let outputTokens = 0;
    const say = (piece: string): void => {
      const delta = text === '' && runsInto(said.reply, piece) ? `\n\n${piece}` : piece;
      text += delta;
      emit({ kind: 'textDelta', text: delta });
    };
    const chunks = model.stream({
      messages: said.steps.length > 0 ? [...reading.messages, ...said.steps] : reading.messages,
      tools,
      choice: mustAnswer ? 'none' : 'auto',
      signal,
      turn: input,
      memories,
      maySayNothing: said.reply.trim() !== '' || isHandedOff,
    });
    const spend = (): void =>
      emit({
        kind: 'usage',
        inputTokens: inputTokens || reading.tokens() + said.steps.reduce((sum, step) => sum + counted(textOf(step)), 0),
        outputTokens: outputTokens || counted(text),
        model: model.name,
      });
    try {
      for await (const { text: piece, message } of chunks) {
        if (piece !== '') say(piece);
        if (holdsMore(message)) parts.push(message);
        const usage = message.usage_metadata as UsageMetadata | undefined;
        inputTokens += usage?.input_tokens ?? 0;
        outputTokens += usage?.output_tokens ?? 0;
      }
    } catch (error) {
      if (text !== '' || inputTokens > 0) spend();
      throw error;
    }
    spend();
    const called = parts.some(isCall) ? parts.reduce((sum, part) => sum.concat(part)) : undefined;
    const calls = called && !mustAnswer ? callsOf(called, input.turnId, said.steps.filter(isResult).length) : [];
    if (calls.length === 0 && (said.reply + text).trim() === '') {
      if (isHandedOff) say(handoffMessage);
      else if (called) throw new Error('the model called tools where it had to answer');
    }
    return {
      reading,
      reply: said.reply + text,
      calls,
      steps: called && calls.length > 0 ? [calling(called, text, calls)] : [],
    };
  };
}

/** What a model says after it used a tool is a paragraph of its own, unless white space is there already. */
function runsInto(before: string, after: string): boolean {
  return /\S$/.test(before) && /^\S/.test(after);
}

function isCall({ tool_call_chunks: calls }: AIMessageChunk): boolean {
  return calls !== undefined && calls.length > 0;
}

/** Whether a piece of an answer is more than a string: of those that are not there may be very many. */
function holdsMore(message: AIMessageChunk): boolean {
  return typeof message.content !== 'string' || isCall(message) || Object.keys(message.additional_kwargs).length > 0;
}

function isResult(message: BaseMessage): boolean {
  return message.getType() === 'tool';
}
