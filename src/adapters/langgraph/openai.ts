import type { BaseMessage, BaseMessageChunk } from '@langchain/core/messages';
import {
  ChatOpenAI,
  ChatOpenAICompletions,
  type ChatOpenAIFields,
  ChatOpenAIResponses,
  type OpenAIClient,
} from '@langchain/openai';

type Convert = ChatOpenAICompletions['_convertCompletionsDeltaToBaseMessageChunk'];
type Stream = ChatOpenAICompletions['_streamResponseChunks'];
type Streaming = OpenAIClient.Chat.ChatCompletionCreateParamsStreaming;
type Whole = OpenAIClient.Chat.ChatCompletionCreateParamsNonStreaming;
type Chunk = OpenAIClient.Chat.ChatCompletionChunk;
type Options = OpenAIClient.RequestOptions;

/** Under this key a message has its calls as the server said them, with fields that OpenAI's protocol does not have. */
const rawCalls = 'raw_calls';

/** OpenAI's chat model, which also understands what the servers say that speak its protocol in their own way. */
export function makeChatOpenAi(fields: ChatOpenAIFields): ChatOpenAI {
  return new ChatOpenAI({ ...fields, completions: new Completions(fields), responses: new Responses(fields) });
}

class Responses extends ChatOpenAIResponses {
  /** LangChain leaves out a choice that is a word; `auto` is the default. */
  override invocationParams(options?: this['ParsedCallOptions']): ReturnType<ChatOpenAIResponses['invocationParams']> {
    const params = super.invocationParams(options);
    return options?.tool_choice === 'none' ? { ...params, tool_choice: 'none' } : params;
  }
}

class Completions extends ChatOpenAICompletions {
  #given: readonly BaseMessage[] = [];

  override _streamResponseChunks(...[messages, ...rest]: Parameters<Stream>): ReturnType<Stream> {
    this.#given = messages;
    return super._streamResponseChunks(messages, ...rest);
  }

  /** Only the assistant streams: without this the calls of a delta that names no role, or an empty one, are lost. */
  protected override _convertCompletionsDeltaToBaseMessageChunk(
    ...[delta, raw]: Parameters<Convert>
  ): BaseMessageChunk {
    const chunk = super._convertCompletionsDeltaToBaseMessageChunk({ ...delta, role: 'assistant' }, raw);
    const { tool_calls: calls, ...kept } = chunk.additional_kwargs;
    chunk.additional_kwargs = {
      ...kept,
      ...(calls ? { [rawCalls]: calls } : {}),
      ...(delta['refusal'] ? { refusal: delta['refusal'] } : {}),
    };
    return chunk;
  }

  override completionWithRetry(request: Streaming, options?: Options): Promise<AsyncIterable<Chunk>>;
  override completionWithRetry(request: Whole, options?: Options): Promise<OpenAIClient.Chat.ChatCompletion>;
  override completionWithRetry(request: Streaming | Whole, options?: Options): Promise<never> {
    const messages = request.messages.map((message, i) => ({ ...message, ...leftOut(this.#given[i]) }));
    return super.completionWithRetry({ ...request, messages } as Streaming, options) as Promise<never>;
  }
}

/**
 * What a server wants to see again of what the model said in this turn, and LangChain does not convert: Gemini refuses a
 * call without its signature, DeepSeek and Kimi one without the thought that led to it.
 */
function leftOut(given: BaseMessage | undefined): object {
  const { [rawCalls]: calls, reasoning_content: thought } = given?.additional_kwargs ?? {};
  return {
    ...(Array.isArray(calls) ? { tool_calls: calls.map(({ index: _, ...call }) => call) } : {}),
    ...(thought ? { reasoning_content: thought } : {}),
  };
}
