import type { AIMessageChunk, ToolMessage } from '@langchain/core/messages';
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
  readonly id: string;
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

/**
 * The calls in a model's answer. Their ids are the turn's with a number, so that no two in a conversation are the same,
 * whatever the provider makes of its own; `before` calls came earlier in the turn.
 */
export function callsOf(answer: AIMessageChunk, turnId: string, before: number): ToolCall[] {
  return (answer.tool_call_chunks ?? []).slice(0, mostCalls).map(({ name, args }, i) => ({
    // OpenAI takes 40 characters.
    id: `${turnId.slice(-36)}-${before + i + 1}`,
    name: nameOf(name),
    ...argumentsIn(args || '{}'),
  }));
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
      results.push(toolResult(call.id, call.name, result, failed));
    }
    return { results, noted: { criteria, ...(handoff === undefined ? {} : { handoff }) } };
  };
}
