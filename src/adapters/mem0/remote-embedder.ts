import { type Embedder, quantized, TextsRefused } from './embedder.js';

export interface RemoteOptions {
  readonly provider: 'openai' | 'ollama';
  readonly model: string;
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  readonly timeoutMs: number;
}

/** What a server says of texts themselves: it cannot read them, they are too long or too many; some break on such. */
const refusals: readonly number[] = [400, 413, 422, 500, 504];

/** An embedder over HTTP, by OpenAI's protocol or Ollama's. Throws where it is given no vector for each text. */
export function makeRemoteEmbedder({ provider, model, apiKey, baseUrl, timeoutMs }: RemoteOptions): Embedder {
  const openAi = provider === 'openai';
  const base = (baseUrl || (openAi ? 'https://api.openai.com/v1' : 'http://127.0.0.1:11434')).replace(/\/+$/, '');
  const url = openAi ? `${base}/embeddings` : `${base}/api/embed`;
  const headers = { 'content-type': 'application/json', ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}) };
  // As numbers: not every server that speaks OpenAI's protocol knows base64.
  const format = openAi ? { encoding_format: 'float' } : {};

  async function ask(input: readonly string[], signal: AbortSignal) {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ model, input, ...format }),
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      const message = `the embedder answered ${response.status}`;
      throw refusals.includes(response.status) ? new TextsRefused(message) : new Error(message);
    }
    // The error of what is no JSON would repeat it.
    const body = (await response.json().catch(() => ({}))) as {
      data?: { embedding?: unknown }[];
      embeddings?: unknown[];
    };
    return checked(input, openAi ? body.data?.map(({ embedding }) => embedding) : body.embeddings);
  }

  return {
    id: `${provider}:${model}`,
    async embed(input, signal) {
      const limit = AbortSignal.timeout(timeoutMs);
      try {
        return await ask(input, signal ? AbortSignal.any([signal, limit]) : limit);
      } catch (error) {
        if (!limit.aborted || signal?.aborted) throw error;
        throw new TextsRefused(`the embedder did not answer within ${timeoutMs} ms`);
      }
    },
  };
}

function checked(texts: readonly string[], given: readonly unknown[] | undefined): readonly (readonly number[])[] {
  const vectors = given?.filter(isVector) ?? [];
  const same = vectors.every(({ length }) => length === vectors[0]?.length);
  if (vectors.length !== texts.length || !same) throw new Error('the embedder gave no vector for each text');
  // One alone may be of a text that says nothing to it.
  if (!vectors.some(quantized)) throw new Error('the embedder gave vectors of zeros');
  return vectors;
}

function isVector(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every(Number.isFinite);
}
