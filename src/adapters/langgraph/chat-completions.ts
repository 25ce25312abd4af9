import type { BaseMessageChunk } from '@langchain/core/messages';
import { ChatOpenAI, ChatOpenAICompletions, type ChatOpenAIFields } from '@langchain/openai';

type Convert = ChatOpenAICompletions['_convertCompletionsDeltaToBaseMessageChunk'];

/** OpenAI's chat model, which also understands what the servers say that speak its protocol in their own way. */
export function makeChatOpenAi(fields: ChatOpenAIFields): ChatOpenAI {
  return new ChatOpenAI({ ...fields, completions: new Completions(fields) });
}

class Completions extends ChatOpenAICompletions {
  /** Only the assistant streams: without this the calls of a delta that names no role, or an empty one, are lost. */
  protected override _convertCompletionsDeltaToBaseMessageChunk(
    ...[delta, raw]: Parameters<Convert>
  ): BaseMessageChunk {
    const chunk = super._convertCompletionsDeltaToBaseMessageChunk({ ...delta, role: 'assistant' }, raw);
    if (delta['refusal']) chunk.additional_kwargs['refusal'] = delta['refusal'];
    return chunk;
  }
}
