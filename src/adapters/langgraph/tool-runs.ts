import { AIMessage, type AIMessageChunk, type ContentBlock, type ToolMessage } from '@langchain/core/messages';
import { isWithin, type JsonObject } from '../../domain/json.js';
import type { ToolUse } from '../../domain/message.js';
import type { AgentInput } from '../../domain/ports.js';
import type { AgentEvent } from '../../domain/turn.js';
import type { Noted } from './assessment.js';
import { orAborted } from './signals.js';
import { clip } from './tokens.js';
import { ToolError, type ToolOutcome, type Tools } from './tools.js';
import { toolResult } from './transcript.js';

/** A tool that the model wants to use. */
export interface ToolCall {
  /** The turn's own with a number, so that no two in a conversation are the same, whatever the provider makes of its. */
  readonly id: string;
  /** What its provider knows it by, where it gave it a name of its own; otherwise the same. */
  readonly providerId: string;
  readonly name: string;
  readonly args: JsonObject;
  /** Why it cannot be run as the model wrote it. */
  readonly broken?: string;
}

const mostCalls = 16;
const mostResult = 8000;
const mostArguments = 8000;
/** As deep as metadata may be: decoders of protobuf go little further. */
const deepestArguments = 32;

/** The calls in a model's answer; `before` calls came earlier in the turn. */
export function callsOf(answer: AIMessageChunk, turnId: string, before: number): ToolCall[] {
  const said = answer.tool_call_chunks ?? [];
  return said.slice(0, mostCalls).map(({ id: given, name, args }, i) => {
    // OpenAI takes 40 characters.
    const id = `${turnId.slice(-36)}-${before + i + 1}`;
    const isItsOwn = said.findIndex((each) => each.id === given) === i;
    return { id, providerId: (isItsOwn && given) || id, name: nameOf(name), ...argumentsIn(args || '{}') };
  });
}

/**
 * An answer with calls as the model reads it again with their results: as it was said, with all that its provider put
 * into it, where each call is one that has a result; otherwise what is right of it.
 */
export function calling(answer: AIMessageChunk, text: string, calls: readonly ToolCall[]): AIMessage {
  const said = answer.tool_call_chunks ?? [];
  const isSound = calls.every(({ broken, name, providerId }, i) => {
    return broken === undefined && said[i]?.name === name && said[i].id === providerId;
  });
  const tool_calls = calls.map(({ providerId: id, name, args }) => ({ id, name, args }));
  if (!isSound || calls.length < said.length) return new AIMessage({ content: text, tool_calls });
  const { content, additional_kwargs, response_metadata } = answer;
  return new AIMessage({
    content: typeof content === 'string' ? text : content.filter((block) => !isBlank(block)),
    tool_calls,
    additional_kwargs,
    response_metadata,
  });
}

/** Providers do not take back such a piece of an answer. */
function isBlank({ type, text }: ContentBlock): boolean {
  return type === 'text' && String(text ?? '').trim() === '';
}

/** A model may call what is no tool by what is no name: in a transcript providers take only what may be one. */
function nameOf(called: string | undefined): string {
  return (called ?? '').replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, 64) || 'unknown';
}

/** Read strictly: what is cut off is no call, where LangChain would complete it. */
function argumentsIn(text: string): Pick<ToolCall, 'args' | 'broken'> {
  try {
    const args: unknown = JSON.parse(text) ?? {};
    if (text.length > mostArguments || !isWithin(args, deepestArguments)) {
      return { args: {}, broken: 'the arguments are too long, or too deep' };
    }
    if (typeof args === 'object' && !Array.isArray(args)) return { args: args as JsonObject };
  } catch {}
  return { args: {}, broken: 'the arguments are not a JSON object' };
}

/** Runs the tools that a model called, one after the other, telling of each when it begins and when it is done. */
export function makeToolRunner(
  tools: Tools,
): (
  calls: readonly ToolCall[],
  turn: AgentInput,
  signal: AbortSignal,
  emit: (event: AgentEvent) => void,
) => Promise<{ readonly results: ToolMessage[]; readonly noted: Noted }> {
  async function outcomeOf(call: ToolCall, turn: AgentInput, signal: AbortSignal): Promise<ToolOutcome> {
    const tool = tools.get(call.name);
    if (!tool) throw new ToolError(`there is no tool ${call.name}`);
    if (call.broken) throw new ToolError(call.broken);
    return orAborted(Promise.resolve(tool.run(call.args, turn, signal)), signal);
  }

  return async (calls, turn, signal, emit) => {
    const results: ToolMessage[] = [];
    const criteria: Noted['criteria'][number][] = [];
    let handoff: string | undefined;
    for (const call of calls) {
      const use: ToolUse = { id: call.id, name: call.name, arguments: call.args, result: '', failed: false };
      emit({ kind: 'toolUse', use });
      let result: string;
      let failed = false;
      try {
        const outcome = await outcomeOf(call, turn, signal);
        result = outcome.result;
        if (outcome.noted) criteria.push(outcome.noted);
        handoff = outcome.handoff ?? handoff;
      } catch (error) {
        signal.throwIfAborted();
        failed = true;
        result = error instanceof ToolError ? error.message : 'the tool failed';
      }
      result = clip(result, mostResult);
      emit({ kind: 'toolUse', use: { ...use, result, failed } });
      results.push(toolResult(call.providerId, call.name, result, failed));
    }
    return { results, noted: { criteria, ...(handoff === undefined ? {} : { handoff }) } };
  };
}
