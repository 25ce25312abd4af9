import type { ServiceDefinition } from '@grpc/grpc-js';

/** What a method knows of its call besides the request. */
export interface Call {
  readonly tenantId: string;
  /** Aborts when the caller has gone or its deadline has passed. */
  readonly signal: AbortSignal;
}

type Request<D> = D extends { requestDeserialize(bytes: Buffer): infer Q } ? Q : never;
type Answer<D> = D extends { responseSerialize(answer: infer A): Buffer } ? A : never;

/** A method of the contract as a function; by its definition, one request or many, one answer or many. */
type Method<D> = D extends { requestStream: true }
  ? (requests: AsyncIterable<Request<D>>, call: Call) => Promise<Answer<D>>
  : D extends { responseStream: true }
    ? (request: Request<D>, call: Call) => AsyncIterable<Answer<D>>
    : (request: Request<D>, call: Call) => Promise<Answer<D>>;

/** What answers a service of the contract, whatever carries its calls. */
export type Methods<S> = { readonly [K in keyof S]: Method<S[K]> };

/** A service of the contract with what answers it; requests come checked by the contract's rules. */
export interface Service {
  readonly definition: ServiceDefinition;
  readonly methods: Readonly<Record<string, (request: never, call: Call) => unknown>>;
}

export function serve<S extends ServiceDefinition>(definition: S, methods: Methods<S>): Service {
  return { definition, methods: methods as Service['methods'] };
}
