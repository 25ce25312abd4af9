import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { ChatGenerationChunk } from '@langchain/core/outputs';
import type { Playbook } from '../../domain/playbook.js';
import { answerOf } from './attempts.js';
import { makeExtract } from './extract.js';
import type { Model, ModelCall } from './model.js';
import { type ModelOptions, ModelUnavailable } from './models.js';
import { mostPromptTokens } from './prompt.js';
import { forProvider } from './transcript.js';

/** A provider's chat model, made anew for each attempt: its clients cannot tell the requests of two turns apart. */
interface Provider {
  make(fetch: typeof globalThis.fetch): BaseChatModel;
  /** Whether it heeds `tool_choice`; one that does not is only given tools that it may use. */
  readonly choosesTools: boolean;
  /** Why the answer ends, in the provider's word, when a chunk says so. */
  endOf(chunk: ChatGenerationChunk): unknown;
}

/** How the Responses API ends. */
interface ResponsesEnd {
  readonly status?: string;
  readonly incomplete_details?: { readonly reason?: string } | null;
}

type Make = (model: string, options: ModelOptions, windowTokens: number) => Promise<Provider>;

/** The most that memory has a model read: mem0's instructions are some 34,000 characters, and what is known comes to them. */
const extractionTokens = 16_000;
/** Room for a reply in the context of models that have one context for both. */
const mostReplyTokens = 2048;

/** By the part of COLLOQUY_MODEL before the colon. What the packages would look up in the environment they are given. */
const providers: Readonly<Record<string, Make>> = {
  async openai(model, options) {
    const apiKey = expectKey(options, 'OPENAI_API_KEY');
    const { makeChatOpenAi } = await loadPackage('@langchain/openai', () => import('./openai.js'));
    const baseURL = options.baseUrl || 'https://api.openai.com/v1';
    const dialect = dialectOf(model, options);
    return {
      make: (fetch) =>
        makeChatOpenAi({
          model,
          apiKey,
          maxRetries: 0,
          configuration: { baseURL, fetch, logLevel: 'off' },
          // Responses are not to be stored where no erasure reaches them.
          zdrEnabled: true,
          ...dialect,
          ...temperatureOf(options),
        }),
      choosesTools: true,
      endOf({ generationInfo, message: { response_metadata: whole } }) {
        const { status, incomplete_details: cut } = whole as ResponsesEnd;
        return generationInfo?.['finish_reason'] ?? cut?.reason ?? status;
      },
    };
  },
  async anthropic(model, options) {
    const apiKey = expectKey(options, 'ANTHROPIC_API_KEY');
    const { ChatAnthropic } = await loadPackage('@langchain/anthropic', () => import('@langchain/anthropic'));
    const anthropicApiUrl = options.baseUrl || 'https://api.anthropic.com';
    return {
      make: (fetch) =>
        new ChatAnthropic({
          model,
          apiKey,
          anthropicApiUrl,
          maxRetries: 0,
          clientOptions: { fetch, authToken: null, logLevel: 'off' },
          ...temperatureOf(options),
        }),
      choosesTools: true,
      endOf: ({ message }) => message.additional_kwargs['stop_reason'],
    };
  },
  async ollama(model, options, windowTokens) {
    const { ChatOllama } = await loadPackage('@langchain/ollama', () => import('@langchain/ollama'));
    const baseUrl = options.baseUrl || 'http://127.0.0.1:11434';
    // Ollama drops what exceeds its context, without a word; its default holds less than a window and a playbook. The same
    // for turns and for memory: it loads a model anew for another one.
    const numCtx = Math.ceil(Math.max(windowTokens + mostPromptTokens, extractionTokens)) + mostReplyTokens;
    return {
      make: (fetch) => new ChatOllama({ model, baseUrl, fetch, numCtx, maxRetries: 0, ...temperatureOf(options) }),
      choosesTools: false,
      endOf: ({ message: { response_metadata: end } }) => end['done'] === true && (end['done_reason'] || 'stop'),
    };
  },
};

/**
 * OpenAI itself has its Responses API for all models, others may have Chat Completions alone, where OpenAI's newer models,
 * as gateways pass them on, take tools only while they do not think.
 */
function dialectOf(model: string, { baseUrl }: ModelOptions) {
  if (!baseUrl) {
    const thinks = /^(o\d|gpt-(5|[6-9]|[12]\d)(?!\d)(?!.*(chat|instant|search)))/.test(model);
    return {
      useResponsesApi: true,
      supportsStrictToolCalling: false,
      // Where no response is stored a thought goes on after a tool only when it is sent back; other models refuse to be asked.
      ...(thinks ? { modelKwargs: { include: ['reasoning.encrypted_content'] } } : {}),
    };
  }
  const thinksWithoutTools = /(^|\/)gpt-(5\.[5-9]|[6-9]|[12]\d)(?!\d)(?!.*(-pro|codex))/.test(model);
  return thinksWithoutTools ? { modelKwargs: { reasoning_effort: 'none' } } : {};
}

/** Throws `ModelUnavailable`. */
function providerOf(options: ModelOptions, windowTokens: number): Promise<Provider> {
  const colon = options.name.indexOf(':');
  const make = providers[options.name.slice(0, colon)];
  const name = options.name.slice(colon + 1);
  if (colon < 0 || !make || name === '') {
    const known = Object.keys(providers).map((each) => `${each}:NAME`);
    throw new ModelUnavailable(`no model "${options.name}": expected offline, script, ${known.join(', ')}`);
  }
  return make(name, options, windowTokens);
}

/** A provider's chat models for other uses than turns, one for each answer. Throws `ModelUnavailable`. */
export async function chatModelsOf(options: ModelOptions, windowTokens: number): Promise<Provider['make']> {
  return (await providerOf(options, windowTokens)).make;
}

/** A provider's model as the graph drives it. Throws `ModelUnavailable`. */
export async function makeProviderModel(
  options: ModelOptions,
  playbook: Playbook,
  windowTokens: number,
): Promise<Model> {
  const provider = await providerOf(options, windowTokens);
  const stream = ({ messages, tools, choice, signal, maySayNothing }: Omit<ModelCall, 'turn' | 'memories'>) =>
    answerOf(
      (fetch, attempt) =>
        provider.make(fetch)._streamResponseChunks(forProvider(messages), {
          signal: attempt,
          ...(tools.length > 0 ? toolsOf(tools, choice, provider.choosesTools) : {}),
        } as BaseChatModel['ParsedCallOptions']),
      provider.endOf,
      options,
      signal,
      maySayNothing,
    );
  return {
    name: options.name,
    stream,
    assesses: () => true,
    assess: makeExtract(playbook, stream),
    async write(messages, signal) {
      let text = '';
      for await (const piece of stream({ messages, tools: [], choice: 'none', signal })) text += piece.text;
      return text;
    },
    tools: (tools) => tools,
  };
}

/** Providers refuse a choice of tools where there are none. */
function toolsOf(tools: ModelCall['tools'], choice: ModelCall['choice'], choosesTools: boolean) {
  return {
    tools: choice === 'none' && !choosesTools ? [] : [...tools],
    tool_choice: typeof choice === 'string' ? choice : choice.name,
  };
}

/** Loads an optional package. Throws `ModelUnavailable` with what to install when it is not there. */
export async function loadPackage<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw new ModelUnavailable(`the package ${name} cannot be loaded: npm install ${name}`, { cause: error });
  }
}

function expectKey({ name, apiKey }: ModelOptions, variable: string): string {
  if (apiKey) return apiKey;
  throw new ModelUnavailable(`${variable} is not set, and the model ${name} needs a key`);
}

function temperatureOf({ temperature }: ModelOptions): { temperature?: number } {
  return temperature === undefined ? {} : { temperature };
}
