import { loadPackage } from '../langgraph/providers.js';
import type { Embedder } from './embedder.js';

export interface RemoteOptions {
  readonly provider: 'openai' | 'ollama';
  readonly model: string;
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  readonly timeoutMs: number;
}

/** An embedder over HTTP. Throws what the provider says, and `ModelUnavailable` when its package is not installed. */
export async function loadRemoteEmbedder(options: RemoteOptions): Promise<Embedder> {
  const { provider, model } = options;
  const embeddings = await makeEmbeddings(options);
  return {
    id: `${provider}:${model}`,
    embed: (texts, signal) => orAborted(embeddings.embedDocuments([...texts]), signal),
  };
}

async function makeEmbeddings({ provider, model, apiKey, baseUrl, timeoutMs }: RemoteOptions) {
  if (provider === 'openai') {
    const { OpenAIEmbeddings } = await loadPackage('@langchain/openai', () => import('@langchain/openai'));
    const baseURL = baseUrl || 'https://api.openai.com/v1';
    return new OpenAIEmbeddings({
      model,
      ...(apiKey === undefined ? {} : { apiKey }),
      maxRetries: 1,
      timeout: timeoutMs,
      configuration: { baseURL, logLevel: 'off' },
    });
  }
  const { OllamaEmbeddings } = await loadPackage('@langchain/ollama', () => import('@langchain/ollama'));
  return new OllamaEmbeddings({ model, baseUrl: baseUrl || 'http://127.0.0.1:11434', maxRetries: 1 });
}

/** The providers' clients take no signal for embeddings. */
function orAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
