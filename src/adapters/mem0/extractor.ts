import { beforeItSpeaks, checked } from '../langgraph/attempts.js';
import type { ModelOptions } from '../langgraph/models.js';
import { chatModelsOf } from '../langgraph/providers.js';
import type { Extractor } from './library.js';

/** How a provider is asked for JSON, where it can be; servers that speak OpenAI's protocol may refuse to be. */
function jsonOf({ name, baseUrl }: ModelOptions): object {
  if (name.startsWith('ollama:')) return { format: 'json' };
  return name.startsWith('openai:') && !baseUrl ? { response_format: { type: 'json_object' } } : {};
}

/**
 * The configured model, as mem0 asks it: a message of LangChain's own would make it find nothing, and not say so. Throws
 * where the model does not answer with a JSON object before its time is over or the signal aborts; the request has ended
 * then. Throws `ModelUnavailable` at once.
 */
export async function makeExtractor(
  model: ModelOptions,
  windowTokens: number,
  underWay: () => AbortSignal | undefined,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<Extractor> {
  const make = await chatModelsOf(model, windowTokens);
  const json = jsonOf(model);
  return {
    async invoke(messages) {
      const signals = [AbortSignal.timeout(beforeItSpeaks * model.timeoutMs), underWay()];
      const signal = AbortSignal.any(signals.filter((each) => each !== undefined));
      let failure: unknown;
      // Not every provider's client ends its request with its signal, or tells an answer that was cut off from a whole one.
      const chat = make((url, init) =>
        fetch(url, { ...init, signal })
          .then(checked)
          .catch((error: unknown) => {
            failure = error;
            throw error;
          }),
      );
      const answer = await chat.invoke(messages as never, { ...json, signal } as never).catch(() => undefined);
      signal.throwIfAborted();
      // Not the client's error, which may repeat what was sent.
      if (!answer) throw failure ?? new Error('the answer of the model cannot be read');
      return { content: objectIn(answer.text) };
    },
  };
}

/** mem0 takes an answer without an object, or with half of one, for one that nothing was found. */
function objectIn(text: string): string {
  const answer = text.replace(/<think>[\s\S]*?<\/think>/g, '');
  const object = answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
  try {
    JSON.parse(object);
    return object;
  } catch {
    throw new Error('the model answered without a JSON object');
  }
}
