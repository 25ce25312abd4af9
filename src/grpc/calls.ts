import { randomUUID } from 'node:crypto';
import type {
  handleClientStreamingCall,
  handleServerStreamingCall,
  handleUnaryCall,
  Metadata,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
} from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import { DomainError, type Violation } from '../domain/errors.js';
import type { Log } from '../log.js';
import type { Identify } from './identity.js';
import { toServiceError } from './status.js';
import { lostKeyViolations, malformed, metadataViolations, ruleOf } from './validation.js';

/** What a handler knows of its call besides the request. */
export interface Call {
  readonly tenantId: string;
  /** Aborts when the caller has gone or its deadline has passed. */
  readonly signal: AbortSignal;
}

export interface Calls {
  unary<Q extends object, A>(method: (request: Q, call: Call) => Promise<A>): handleUnaryCall<Q, A>;
  /** Pulls from the iterable only as fast as the reader takes. */
  serverStream<Q extends object, A>(
    method: (request: Q, call: Call) => AsyncIterable<A>,
  ): handleServerStreamingCall<Q, A>;
  /** Answers UNIMPLEMENTED, by the shape of the call. */
  later(what: string): handleUnaryCall<object, never>;
  laterStream(what: string): handleServerStreamingCall<object, never>;
  laterUpload(what: string): handleClientStreamingCall<object, never>;
}

const violationsOf = new WeakMap<object, readonly Violation[]>();

/**
 * The service with its requests checked by the rules of the contract. grpc-js answers an error in the deserializer with
 * INTERNAL, so what is wrong is kept beside the message, and the handler answers INVALID_ARGUMENT.
 */
export function checked<S extends ServiceDefinition>(service: S): S {
  const methods = Object.entries(service).map(([name, method]) => {
    const { check, typeName } = ruleOf(method.path);
    const requestDeserialize = (bytes: Buffer): object => {
      const violations = [...check(bytes)];
      let request: object = {};
      try {
        request = method.requestDeserialize(bytes);
        violations.push(...metadataViolations(request), ...lostKeyViolations(bytes, method.requestDeserialize));
      } catch (error) {
        // Whatever does not decode for the rules either has been said.
        if (violations.length === 0) violations.push(malformed(typeName, error));
      }
      if (violations.length > 0) violationsOf.set(request, violations);
      return request;
    };
    return [name, { ...method, requestDeserialize }];
  });
  return Object.fromEntries(methods);
}

export function makeCalls(log: Log, identify: Identify): Calls {
  function begin(call: ServerUnaryCall<unknown, unknown> | ServerWritableStream<unknown, unknown>) {
    const started = performance.now();
    const callId = randomUUID();
    const gone = new AbortController();
    let over = false;
    // grpc-js says 'cancelled' after every end, also a good one.
    call.on('cancelled', () => {
      if (!over) gone.abort(new DomainError({ kind: 'cancelled' }));
    });
    const end = (error?: unknown) => {
      over = true;
      const failure = error === undefined ? undefined : toServiceError(error, callId);
      const code = status[failure?.code ?? status.OK];
      const fields = { method: call.getPath(), code, ms: Math.round(performance.now() - started), callId };
      if (failure?.code === status.INTERNAL) log.error({ ...fields, err: error }, 'call');
      else if (error instanceof DomainError) log.info({ ...fields, reason: error.fault.kind }, 'call');
      else log.info(fields, 'call');
      return failure;
    };
    return { signal: gone.signal, end };
  }

  function admit(request: object, metadata: Metadata): string {
    expectSmall(metadata);
    const tenantId = identify(metadata);
    const violations = violationsOf.get(request);
    if (violations) throw new DomainError({ kind: 'invalid-argument', violations });
    return tenantId;
  }

  const unary: Calls['unary'] = (method) => (call, callback) => {
    const { signal, end } = begin(call);
    const answer = async () => method(call.request, { tenantId: admit(call.request, call.metadata), signal });
    answer().then(
      (response) => {
        end();
        callback(null, response);
      },
      (error: unknown) => callback(end(signal.aborted ? signal.reason : error) ?? {}),
    );
  };

  const serverStream: Calls['serverStream'] = (method) => (call) => {
    const { signal, end } = begin(call);
    const pump = async () => {
      const tenantId = admit(call.request, call.metadata);
      for await (const message of method(call.request, { tenantId, signal })) {
        if (signal.aborted) break;
        if (!call.write(message)) await drained(call, signal);
      }
      signal.throwIfAborted();
    };
    pump().then(
      () => {
        end();
        call.end();
      },
      (error: unknown) => {
        // Not call.destroy(error): that drops what was written, and the status.
        call.emit('error', end(signal.aborted ? signal.reason : error));
      },
    );
  };

  const refusal = (what: string) => new DomainError({ kind: 'unimplemented', what });

  return {
    unary,
    serverStream,
    later: (what) => unary(async () => Promise.reject(refusal(what))),
    laterStream: (what) =>
      // biome-ignore lint/correctness/useYield: it has nothing to say
      serverStream(async function* () {
        throw refusal(what);
      }),
    laterUpload: (what) => (call, callback) => {
      call.resume();
      callback(toServiceError(refusal(what), randomUUID()));
    },
  };
}

/** grpc-js has no limit of its own; HTTP/2's is four times this, and what is beyond that breaks the stream. */
export const maxCallMetadataBytes = 16 * 1024;

function expectSmall(metadata: Metadata): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(metadata.getMap())) bytes += key.length + value.length;
  if (bytes > maxCallMetadataBytes)
    throw new DomainError({ kind: 'call-metadata-too-large', maxBytes: maxCallMetadataBytes });
}

/** Resolves when the stream takes more, or when its reader has gone: then 'drain' never comes. */
function drained(call: ServerWritableStream<unknown, unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      call.off('drain', go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    call.once('drain', go);
    signal.addEventListener('abort', go, { once: true });
    if (signal.aborted) go();
  });
}
