import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CallOptions,
  type ClientReadableStream,
  credentials,
  Metadata,
  type ServiceDefinition,
  type ServiceError,
} from '@grpc/grpc-js';
import { readConfig } from '../../src/config.js';
import {
  ChatRequest,
  type ChatResponse,
  ChatServiceClient,
  type ResumeTurnRequest,
  type TurnEvent,
} from '../../src/gen/colloquy/v1/chat_service.js';
import { ConversationServiceClient } from '../../src/gen/colloquy/v1/conversation_service.js';
import { DataServiceClient } from '../../src/gen/colloquy/v1/data_service.js';
import { InsightServiceClient } from '../../src/gen/colloquy/v1/insight_service.js';
import { MemoryServiceClient } from '../../src/gen/colloquy/v1/memory_service.js';
import { BadRequest, ErrorInfo, RetryInfo } from '../../src/gen/google/rpc/error_details.js';
import { detailsOf } from '../../src/grpc/trailers.js';
import { startService } from '../../src/service.js';

/** A service in this process, on a free port, with clients. */
export interface TestService {
  readonly address: string;
  /** host:port of the page; `off` unless COLLOQUY_WEB_ADDRESS is given. */
  readonly web: string;
  readonly dataDir: string;
  readonly chat: ChatServiceClient;
  readonly conversations: ConversationServiceClient;
  readonly data: DataServiceClient;
  readonly insight: InsightServiceClient;
  readonly memory: MemoryServiceClient;
  /** Stops the service; the data stays. */
  stop(): Promise<void>;
  /** Stops it and starts another on the same data. */
  restart(): Promise<TestService>;
  /** Stops it and removes the data. */
  dispose(): Promise<void>;
}

export interface ServiceOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The store; a new folder when not given. */
  readonly dataDir?: string;
}

export async function startTestService(options: ServiceOptions = {}): Promise<TestService> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'colloquy-test-')));
  const config = readConfig({
    COLLOQUY_GRPC_ADDRESS: '127.0.0.1:0',
    COLLOQUY_WEB_ADDRESS: 'off',
    COLLOQUY_DATA_DIR: dataDir,
    COLLOQUY_MODEL: 'script',
    COLLOQUY_LOG_LEVEL: 'silent',
    // Takes a second to start: those who test it say so.
    COLLOQUY_MEMORY: 'off',
    ...options.env,
  });
  const service = await startService(config);
  const clients = connect(service.grpc);
  async function stop(): Promise<void> {
    clients.close();
    await service.stop();
  }
  return {
    address: service.grpc,
    web: service.web ?? 'off',
    dataDir,
    ...clients,
    stop,
    async restart() {
      await stop();
      return startTestService({ ...options, dataDir });
    },
    async dispose() {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Clients of a service that runs anywhere. */
export function connect(address: string, by = credentials.createInsecure()) {
  const chat = new ChatServiceClient(address, by);
  const conversations = new ConversationServiceClient(address, by);
  const data = new DataServiceClient(address, by);
  const insight = new InsightServiceClient(address, by);
  const memory = new MemoryServiceClient(address, by);
  return {
    chat,
    conversations,
    data,
    insight,
    memory,
    close() {
      for (const client of [chat, conversations, data, insight, memory]) client.close();
    },
  };
}

export function tenant(id: string): Metadata {
  const metadata = new Metadata();
  metadata.set('x-tenant-id', id);
  return metadata;
}

type Done<A> = (error: ServiceError | null, answer: A) => void;
/** The last overload of a generated client's unary method. */
type Unary<Q, A> = (request: Q, metadata: Metadata, options: Partial<CallOptions>, done: Done<A>) => unknown;
type Request<M> = M extends Unary<infer Q, infer _> ? Q : never;
type Answer<M> = M extends Unary<infer _, infer A> ? A : never;

/** A unary call as a promise; absent fields get their defaults: `await ask(client, 'getTurn', { turnId })`. */
export function ask<C extends object, K extends keyof C>(
  client: C,
  method: K,
  request: Partial<Request<C[K]>>,
  metadata = new Metadata(),
): Promise<Answer<C[K]>> {
  const definition = (client.constructor as unknown as { service: ServiceDefinition }).service[method as string];
  if (!definition) throw new Error(`no method ${String(method)}`);
  // The decoder of no bytes gives every field its default.
  const whole = { ...(definition.requestDeserialize(Buffer.alloc(0)) as object), ...request };
  return new Promise((resolve, reject) => {
    const call = client[method] as Unary<unknown, Answer<C[K]>>;
    call.call(client, whole, metadata, {}, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
}

/** A whole ChatRequest from what matters. */
export function message(text: string, more: Partial<ChatRequest> = {}): ChatRequest {
  return ChatRequest.fromPartial({ userId: 'ada', text, ...more });
}

export function say(
  service: { readonly chat: ChatServiceClient },
  text: string,
  more: Partial<ChatRequest> = {},
  metadata = new Metadata(),
): Promise<ChatResponse> {
  return ask(service.chat, 'chat', message(text, more), metadata);
}

/** A stream of events, of a turn where nothing else is said, as it comes. */
export interface Listening<E = TurnEvent> {
  readonly events: E[];
  /** Resolves with the first event for which `test` holds; rejects when the stream ends without. */
  until(test: (event: E) => boolean): Promise<E>;
  /** Resolves when the stream has ended, with its error or none. */
  readonly over: Promise<ServiceError | undefined>;
  cancel(): void;
}

export function listen<E>(stream: ClientReadableStream<{ event?: E | undefined }>): Listening<E> {
  const events: E[] = [];
  const waiting = new Set<{
    test: (event: E) => boolean;
    resolve(event: E): void;
    reject(error: Error): void;
  }>();
  let ended: { error: ServiceError | undefined } | undefined;
  let finish: (error: ServiceError | undefined) => void = () => undefined;
  const over = new Promise<ServiceError | undefined>((resolve) => {
    finish = resolve;
  });
  const end = (error: ServiceError | undefined) => {
    if (ended) return;
    ended = { error };
    finish(error);
    for (const waiter of waiting) waiter.reject(error ?? new Error('the stream ended'));
  };
  stream.on('data', ({ event }) => {
    if (!event) return;
    events.push(event);
    for (const waiter of waiting) {
      if (!waiter.test(event)) continue;
      waiting.delete(waiter);
      waiter.resolve(event);
    }
  });
  stream.on('error', (error: ServiceError) => end(error));
  stream.on('end', () => end(undefined));
  return {
    events,
    over,
    until(test) {
      const there = events.find(test);
      if (there) return Promise.resolve(there);
      if (ended) return Promise.reject(ended.error ?? new Error('the stream ended'));
      return new Promise((resolve, reject) => waiting.add({ test, resolve, reject }));
    },
    cancel: () => stream.cancel(),
  };
}

export function stream(
  service: { readonly chat: ChatServiceClient },
  text: string,
  more: Partial<ChatRequest> = {},
  afterCursor = '',
  metadata = new Metadata(),
): Listening {
  return listen(service.chat.streamChat({ chat: message(text, more), afterCursor }, metadata));
}

export function resume(
  service: { readonly chat: ChatServiceClient },
  request: Partial<ResumeTurnRequest>,
  metadata = new Metadata(),
): Listening {
  return listen(service.chat.resumeTurn({ turnId: '', conversationId: '', afterCursor: '', ...request }, metadata));
}

type Case = NonNullable<TurnEvent['event']>['$case'];

export const is =
  (kind: Case) =>
  ({ event }: TurnEvent): boolean =>
    event?.$case === kind;

/** The value of an event of a kind; fails on another. */
export function valueIn<K extends Case>(
  kind: K,
  event: TurnEvent | undefined,
): Extract<NonNullable<TurnEvent['event']>, { $case: K }>['value'] {
  if (event?.event?.$case !== kind) throw new Error(`expected ${kind}, got ${event?.event?.$case}`);
  return event.event.value as never;
}

/** The deltas of some events, concatenated; fails when an offset does not fit. */
export function textOf(events: readonly TurnEvent[], from = 0): string {
  let text = '';
  for (const { event } of events) {
    if (event?.$case === 'restarted') text = '';
    if (event?.$case !== 'textDelta') continue;
    const expected = from + Buffer.byteLength(text);
    if (event.value.offset !== expected) throw new Error(`offset ${event.value.offset}, expected ${expected}`);
    text += event.value.text;
  }
  return text;
}

/** What a failed call says: code, reason, and the fields that are wrong. */
export function failure(error: unknown) {
  const failed = error as ServiceError;
  const details = detailsOf(failed)?.details ?? [];
  const find = (type: string) => details.find(({ typeUrl }) => typeUrl.endsWith(`google.rpc.${type}`))?.value;
  const info = find('ErrorInfo');
  const bad = find('BadRequest');
  const retry = find('RetryInfo');
  const decoded = info && ErrorInfo.decode(info);
  return {
    code: failed.code,
    reason: decoded?.reason,
    metadata: decoded?.metadata ?? {},
    fields: bad ? BadRequest.decode(bad).fieldViolations.map(({ field }) => field) : [],
    retry: retry ? RetryInfo.decode(retry).retryDelay : undefined,
    types: details.map(({ typeUrl }) => typeUrl.split('.').at(-1)),
  };
}

/** The failure of a call that must fail. */
export async function refused(call: Promise<unknown>) {
  const answer = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('value' in answer) throw new Error(`expected a failure, got ${JSON.stringify(answer.value)}`);
  return failure(answer.error);
}
