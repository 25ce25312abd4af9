import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessageChunk, type BaseMessage } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import type { Assessment } from '../../domain/conversation.js';
import { type Stage, stages } from '../../domain/entry.js';
import type { AgentInput } from '../../domain/ports.js';
import type { CriterionStatus } from '../../domain/qualification.js';
import { type Model, piecesOf } from './model.js';
import { makeBreather, pause, untilAborted } from './signals.js';
import { roleOf, textOf } from './transcript.js';

/** What a message that contains `@script` directs, one field for each word. */
export interface Script {
  readonly steps: number;
  readonly ms: number;
  readonly reply: string;
  /** The delta before which it throws; Infinity: never. */
  readonly fail: number;
  readonly hang: boolean;
  readonly tools: boolean;
  readonly toolms: number;
  readonly stage?: Stage;
  readonly criteria: readonly { readonly name: string; readonly status: CriterionStatus }[];
  readonly handoff: boolean;
  readonly context: boolean;
}

const mark = '@script';
const mostSteps = 100_000;
const mostMs = 600_000;
const known = new Set(['steps', 'ms', 'reply', 'fail', 'hang', 'tools', 'toolms', 'stage', 'handoff', 'context']);

/** Reads the words after `@script`; a value that is malformed counts as not given. */
export function parseScript(text: string): Script | undefined {
  const at = text.indexOf(mark);
  if (at < 0) return undefined;
  const words = new Map<string, string>();
  for (const word of text.slice(at + mark.length).split(/\s+/)) {
    const equals = word.indexOf('=');
    if (equals > 0) words.set(word.slice(0, equals), word.slice(equals + 1));
  }
  const number = (name: string, fallback: number, most: number): number => {
    const value = words.get(name) ?? '';
    return /^\d+$/.test(value) ? Math.min(Number(value), most) : fallback;
  };
  const stage = stages.find((name) => name === words.get('stage')?.toUpperCase());
  const criteria = [...words]
    .filter(([name]) => !known.has(name))
    .flatMap(([name, value]) => {
      const status = (['MET', 'UNMET', 'UNKNOWN'] as const).find((each) => each === value.toUpperCase());
      return status ? [{ name, status }] : [];
    });
  return {
    steps: number('steps', 10, mostSteps),
    ms: number('ms', 0, mostMs),
    reply: words.get('reply') || 'w',
    fail: number('fail', Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER),
    hang: words.get('hang') === '1',
    tools: words.get('tools') === '1',
    toolms: number('toolms', 0, mostMs),
    ...(stage ? { stage } : {}),
    criteria,
    handoff: words.get('handoff') === '1',
    context: words.get('context') === '1',
  };
}

/** What the assessment step of a script finds. */
function assessScript(script: Script | undefined): Assessment {
  if (!script) return {};
  const { stage, criteria } = script;
  return {
    ...(stage ? { stage, reason: mark, confidence: 1 } : {}),
    ...(criteria.length > 0 ? { criteria: criteria.map((each) => ({ ...each, value: '', confidence: 1 })) } : {}),
    ...(script.handoff ? { handoff: { queue: '', reason: 'the script asks for a person' } } : {}),
  };
}

/** A chat model that does what the newest user message directs; anything else it answers with "ok". */
class ScriptModel extends BaseChatModel {
  constructor() {
    super({});
  }

  _llmType(): string {
    return 'script';
  }

  async _generate(messages: BaseMessage[], options: this['ParsedCallOptions']): Promise<ChatResult> {
    const chunks: AIMessageChunk[] = [];
    for await (const { message } of this._streamResponseChunks(messages, options)) {
      if (message instanceof AIMessageChunk) chunks.push(message);
    }
    const message = chunks.reduce((sum, chunk) => sum.concat(chunk), new AIMessageChunk(''));
    return { generations: [{ text: message.text, message }] };
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
  ): AsyncGenerator<ChatGenerationChunk> {
    const asked = messages.findLastIndex((message) => roleOf(message) === 'user');
    const script = parseScript(messages[asked] ? textOf(messages[asked]) : '');
    if (!script) return yield textChunk('ok');
    const signal = options.signal ?? new AbortController().signal;
    const breathe = makeBreather();
    const toolIsDone = messages.slice(asked + 1).some((message) => roleOf(message) === 'tool');
    const { tools, fail, ms } = script;
    const steps = script.context ? 1 : script.steps;
    const half = Math.floor(steps / 2);
    const end = tools && !toolIsDone ? half : steps;
    for (let i = tools && toolIsDone ? half : 0; i < end; i++) {
      if (ms > 0) await pause(ms, signal);
      const rest = ms > 0 ? undefined : breathe();
      if (rest) await rest;
      signal.throwIfAborted();
      if (i === fail) throw new Error(`the script fails before delta ${i}`);
      yield textChunk(script.context ? given(messages) : `${script.reply}${i} `);
    }
    if (tools && !toolIsDone) return yield lookupChunk();
    if (script.hang) await untilAborted(signal);
  }
}

function textChunk(text: string): ChatGenerationChunk {
  return new ChatGenerationChunk({ text, message: new AIMessageChunk(text) });
}

function lookupChunk(): ChatGenerationChunk {
  const call = { type: 'tool_call_chunk' as const, index: 0, id: 'lookup-1', name: 'lookup', args: '{"q":"x"}' };
  return new ChatGenerationChunk({ text: '', message: new AIMessageChunk({ content: '', tool_call_chunks: [call] }) });
}

/** All that the model was given, as JSON. */
function given(messages: readonly BaseMessage[]): string {
  const [system, ...rest] = messages;
  return JSON.stringify({
    system: system ? textOf(system) : '',
    messages: rest.map((message) => {
      const calls = 'tool_calls' in message && Array.isArray(message.tool_calls) ? message.tool_calls : [];
      return {
        role: roleOf(message),
        text: textOf(message),
        ...(calls.length > 0 ? { tool_calls: calls.map(({ id, name }) => ({ id, name })) } : {}),
        ...('tool_call_id' in message ? { tool_call_id: message.tool_call_id } : {}),
      };
    }),
  });
}

/** The script model as the graph drives it. */
export function makeScriptModel(): Model {
  const chat = new ScriptModel();
  const scriptOf = ({ messages }: AgentInput) =>
    parseScript(messages.findLast(({ role }) => role === 'USER')?.text ?? '');
  return {
    name: 'script',
    stream: ({ messages, signal }) => piecesOf(chat, messages, { signal }),
    assesses(turn) {
      const script = scriptOf(turn);
      return script !== undefined && (script.stage !== undefined || script.criteria.length > 0 || script.handoff);
    },
    assess: async ({ turn }) => ({ assessment: assessScript(scriptOf(turn)) }),
    tools: (tools) =>
      new Map(
        [...tools].map(([name, tool]) => [
          name,
          {
            ...tool,
            async run(args, turn, signal) {
              const ms = scriptOf(turn)?.toolms ?? 0;
              if (ms > 0) await pause(ms, signal);
              return tool.run(args, turn, signal);
            },
          },
        ]),
      ),
  };
}
