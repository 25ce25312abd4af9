import { AIMessage, type BaseMessage, type BaseMessageChunk } from '@langchain/core/messages';
import {
  ChatOpenAI,
  ChatOpenAICompletions,
  type ChatOpenAIFields,
  ChatOpenAIResponses,
  OpenAIClient,
} from '@langchain/openai';

type Convert = ChatOpenAICompletions['_convertCompletionsDeltaToBaseMessageChunk'];
type Stream = ChatOpenAICompletions['_streamResponseChunks'];
type Streaming = OpenAIClient.Chat.ChatCompletionCreateParamsStreaming;
type Whole = OpenAIClient.Chat.ChatCompletionCreateParamsNonStreaming;
type Chunk = OpenAIClient.Chat.ChatCompletionChunk;
type Options = OpenAIClient.RequestOptions;
type Event = OpenAIClient.Responses.ResponseStreamEvent;

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

  override _streamResponseChunks(...[messages, ...rest]: Parameters<Stream>): ReturnType<Stream> {
    return super._streamResponseChunks(messages.map(withThought), ...rest);
  }

  /** LangChain leaves out what tells that the answer has failed, too. */
  override completionWithRetry(
    request: OpenAIClient.Responses.ResponseCreateParamsStreaming,
    options?: Options,
  ): Promise<AsyncIterable<Event>>;
  override completionWithRetry(
    request: OpenAIClient.Responses.ResponseCreateParamsNonStreaming,
    options?: Options,
  ): Promise<OpenAIClient.Responses.Response>;
  override async completionWithRetry(request: never, options?: Options): Promise<never> {
    const answer: AsyncIterable<Event> | object = await super.completionWithRetry(request, options);
    return (Symbol.asyncIterator in answer ? unfailed(answer) : answer) as never;
  }
}

/** Of a thought that comes back, encrypted, with the calls that it led to LangChain has only the begin. */
function withThought(message: BaseMessage): BaseMessage {
  const { output } = message.response_metadata as { output?: OpenAIClient.Responses.ResponseOutputItem[] };
  const reasoning = output?.find((item) => item.type === 'reasoning' && item.encrypted_content);
  if (!(message instanceof AIMessage) || !reasoning) return message;
  const { content, tool_calls = [], additional_kwargs } = message;
  return new AIMessage({
    content: typeof content === 'string' ? content : content.filter(({ type }) => type !== 'reasoning'),
    tool_calls,
    additional_kwargs: { ...additional_kwargs, reasoning },
  });
}

async function* unfailed(events: AsyncIterable<Event>): AsyncGenerator<Event> {
  for await (const event of events) {
    if (event.type === 'error' || event.type === 'response.failed') {
      const { code } = event.type === 'error' ? event : (event.response.error ?? { code: null });
      throw new OpenAIClient.APIError(undefined, { code: code ?? 'server_error' }, undefined, undefined);
    }
    yield event;
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
    const messages = request.messages.map((message, i) => ({ ...message, ...leftOut(this.#given[i], message) }));
    return super.completionWithRetry({ ...request, messages } as Streaming, options) as Promise<never>;
  }
}

/**
 * What a server wants to see again of what the model said in this turn, and LangChain does not convert: Gemini refuses a
 * call without its signature, DeepSeek and Kimi one without the thought that led to it.
 */
function leftOut(given: BaseMessage | undefined, message: Streaming['messages'][number]): object {
  const { [rawCalls]: raw, reasoning_content: thought } = given?.additional_kwargs ?? {};
  const calls = 'tool_calls' in message ? message.tool_calls : undefined;
  return {
    ...(Array.isArray(raw) && calls ? { tool_calls: calls.map((call, i) => ({ ...unindexed(raw[i]), ...call })) } : {}),
    ...(thought ? { reasoning_content: thought } : {}),
  };
}

function unindexed({ index: _, ...call }: { readonly index?: number } = {}): object {
  return call;
}
