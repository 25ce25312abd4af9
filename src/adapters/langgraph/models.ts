import type { Playbook } from '../../domain/playbook.js';
import type { Model } from './model.js';

/** Which model answers, and how it is reached. */
export interface ModelOptions {
  /** `offline`, `script`, or `provider:name`. */
  readonly name: string;
  readonly apiKey?: string | undefined;
  /** Of the provider; its own when absent. */
  readonly baseUrl?: string | undefined;
  readonly temperature?: number | undefined;
  /** A provider may take this long for its first chunk, and for each one after. */
  readonly timeoutMs: number;
  /** How often a call is tried again while nothing of its answer has come. */
  readonly maxRetries: number;
}

/** The model that was asked for cannot be used here; the message says what is missing. */
export class ModelUnavailable extends Error {
  override readonly name = 'ModelUnavailable';
}

/** Loads a model, and nothing of the others. Throws `ModelUnavailable`. */
export async function loadModel(options: ModelOptions, _playbook: Playbook): Promise<Model> {
  if (options.name === 'script') return (await import('./script.js')).makeScriptModel();
  throw new ModelUnavailable(
    `no model "${options.name}": expected offline, script, openai:NAME, anthropic:NAME or ollama:NAME`,
  );
}
