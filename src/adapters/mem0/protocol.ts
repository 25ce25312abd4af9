import type { Fact, MemoryOwner, Recalled, Remembered } from '../../domain/memory.js';
import type { ModelOptions } from '../langgraph/models.js';

/** Where memories are, what embeds them and what finds facts in messages: all that the worker needs, as plain data. */
export interface WorkerOptions {
  readonly kind: 'mem0' | 'mem0-hosted';
  readonly rows: { readonly dataDir: string } | { readonly uri: string; readonly database: string };
  /** `words`, or `provider:model`. */
  readonly embedder: string;
  readonly embedderKey: string | undefined;
  readonly embedderUrl: string | undefined;
  readonly model: ModelOptions;
  /** As turns have them: of the same model. */
  readonly windowTokens: number;
  readonly hosted: { readonly apiKey: string; readonly url: string } | undefined;
}

/** What the worker does; the domain's `Memory`, without most of the signals. */
export interface Methods {
  add(owner: MemoryOwner, fact: Fact): Promise<Remembered>;
  /** Stores nothing more once the signal has aborted. */
  learn(owner: MemoryOwner, said: Fact & Required<Pick<Fact, 'source'>>, signal: AbortSignal): Promise<void>;
  search(owner: MemoryOwner, question: string, limit: number, withinMs: number | undefined): Promise<Recalled[]>;
  list(
    owner: MemoryOwner,
    after: { readonly createdAt: number; readonly id: string } | undefined,
    limit: number,
  ): Promise<Remembered[]>;
  remove(owner: MemoryOwner, id: string): Promise<boolean>;
  erase(owner: MemoryOwner): Promise<number>;
  count(owner: MemoryOwner): Promise<number>;
  close(): Promise<void>;
}

export type Method = keyof Methods;

/** What is posted of a call: all but its signal. */
export type Args<M extends Method> =
  Parameters<Methods[M]> extends [...infer A, AbortSignal] ? A : Parameters<Methods[M]>;

/** To the worker: a call, or that the signal of one has aborted. */
export type Ask =
  | { readonly call: number; readonly method: Method; readonly args: readonly unknown[] }
  | { readonly call: number; readonly method?: undefined };

/** From the worker: that it is ready, how a call went, or something for the log. */
export type Told =
  | { readonly kind: 'ready' }
  /** It cannot begin, and ends. */
  | { readonly kind: 'broken'; readonly message: string }
  | { readonly kind: 'done'; readonly call: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly call: number; readonly message: string }
  | { readonly kind: 'warning'; readonly message: string }
  | { readonly kind: 'progress'; readonly message: string };
