import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages';
import type { Assessment } from '../../domain/conversation.js';
import type { AgentInput } from '../../domain/ports.js';
import type { ToolDefinition, Tools } from './tools.js';
import { textOf } from './transcript.js';

/** One call of a model. */
export interface ModelCall {
  readonly messages: readonly BaseMessage[];
  readonly tools: readonly ToolDefinition[];
  /** `none`: the model must answer in words; a name: it must call that tool. */
  readonly choice: 'auto' | 'none' | { readonly name: string };
  readonly signal: AbortSignal;
  readonly turn: AgentInput;
  /** What is remembered of the user that may help; the system prompt has it, too. */
  readonly memories: readonly string[];
  /** Whether the model may have nothing to say: the turn has a reply already, or a handoff, which has words of its own. */
  readonly maySayNothing?: boolean;
}

/** A piece of a model's answer. */
export interface Piece {
  /** What of it the user is to read. */
  readonly text: string;
  readonly message: AIMessageChunk;
}

/** A turn that has its reply. */
export interface Answered {
  readonly turn: AgentInput;
  /** What the model read, without the system prompt. */
  readonly window: readonly BaseMessage[];
  readonly reply: string;
}

export interface Found {
  readonly assessment: Assessment;
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number };
}

/** A chat model as the graph drives it. Whatever it is, it streams, and stops when its signal aborts. */
export interface Model {
  /** As it was asked for, such as "openai:gpt-4o-mini". */
  readonly name: string;
  /**
   * The answer, whole: rejects after its last piece when the model was cut off, in a word or in a call, or when it neither
   * says nor calls anything.
   */
  stream(call: ModelCall): AsyncIterable<Piece>;
  /** Whether there is anything to assess in a turn whose tools noted nothing; otherwise no step is spent on it. */
  assesses(turn: AgentInput): boolean;
  /** What a turn says about the sale. */
  assess(answered: Answered, signal: AbortSignal): Promise<Found>;
  /** A text beside the turns, of the model's own words; absent where it has none. */
  write?(messages: readonly BaseMessage[], signal: AbortSignal): Promise<string>;
  /** The tools as this model's turns run them. */
  tools(tools: Tools): Tools;
}

/**
 * The pieces of a chat model's answer. `BaseChatModel.stream` puts 15 us a chunk on top of this, for tracing and
 * callbacks that nothing here uses.
 */
export async function* piecesOf(
  chat: BaseChatModel,
  messages: readonly BaseMessage[],
  options: { readonly signal: AbortSignal; readonly [name: string]: unknown },
): AsyncGenerator<Piece> {
  for await (const { message } of chat._streamResponseChunks([...messages], options)) {
    yield { text: textOf(message), message: message as AIMessageChunk };
  }
}
