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
  /** A provider may be silent for so long; before the first word of an answer, four times as long. */
  readonly timeoutMs: number;
  /** How often a call is tried again while nothing of its answer has come. */
  readonly maxRetries: number;
}

/** The model that was asked for cannot be used here; the message says what is missing. */
export class ModelUnavailable extends Error {
  override readonly name = 'ModelUnavailable';
}

/** Loads a model, and nothing of the others; of a conversation it reads up to `windowTokens`. Throws `ModelUnavailable`. */
export async function loadModel(options: ModelOptions, playbook: Playbook, windowTokens: number): Promise<Model> {
  switch (options.name) {
    case 'offline': {
      const [{ makeOfflineAgent }, { makeOfflineModel }] = await Promise.all([
        import('../offline/agent.js'),
        import('./offline.js'),
      ]);
      return makeOfflineModel(makeOfflineAgent(playbook));
    }
    case 'script':
      return (await import('./script.js')).makeScriptModel();
    default:
      return (await import('./providers.js')).makeProviderModel(options, playbook, windowTokens);
  }
}
