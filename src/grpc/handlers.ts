import type {
  Metadata,
  MethodDefinition,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  sendUnaryData,
  UntypedHandleCall,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { Begun, Calls } from '../api/calls.js';
import type { Call, Service } from '../api/methods.js';
import { requestOf } from '../api/validation.js';
import { DomainError, type Violation } from '../domain/errors.js';
import { toServiceError } from './trailers.js';

type AnyMethod = MethodDefinition<object, object>;
/** What all kinds of calls have. */
interface AnyCall {
  readonly metadata: Metadata;
  getPath(): string;
  on(event: 'cancelled', listener: () => void): unknown;
}

/**
 * A service as grpc-js takes it. grpc-js answers an error in the deserializer with INTERNAL, so what is wrong with a
 * request is kept beside it, and the handler answers INVALID_ARGUMENT.
 */
export function handlersOf(
  service: Service,
  calls: Calls,
): { readonly definition: ServiceDefinition; readonly handlers: UntypedServiceImplementation } {
  const violationsOf = new WeakMap<object, readonly Violation[]>();
  const definition: Record<string, AnyMethod> = {};
  const handlers: Record<string, UntypedHandleCall> = {};

  function begin(call: AnyCall): Begun {
    const begun = calls.begin(call.getPath());
    // grpc-js says 'cancelled' after every end, also a good one.
    call.on('cancelled', begun.gone);
    return begun;
  }

  function admit(begun: Begun, { metadata }: AnyCall, request?: object): Call {
    expectSmall(metadata);
    return begun.admit(metadata, request && violationsOf.get(request));
  }

  function unary(method: (request: object, call: Call) => Promise<object>) {
    return (call: ServerUnaryCall<object, object>, callback: sendUnaryData<object>) => {
      const begun = begin(call);
      answer(begun, callback, async () => method(call.request, admit(begun, call, call.request)));
    };
  }

  /** Takes requests only as fast as the method does. */
  function clientStream(method: (requests: AsyncIterable<object>, call: Call) => Promise<object>) {
    return (call: ServerReadableStream<object, object>, callback: sendUnaryData<object>) => {
      const begun = begin(call);
      async function* requests(): AsyncGenerator<object> {
        // A method that has enough leaves the call whole: its answer is still to be sent.
        for await (const request of call.iterator({ destroyOnReturn: false })) {
          const violations = violationsOf.get(request);
          if (violations) throw new DomainError({ kind: 'invalid-argument', violations });
          yield request;
        }
      }
      // What the method did not take must not keep the stream from its end.
      const done: sendUnaryData<object> = (...result) => {
        call.resume();
        callback(...result);
      };
      answer(begun, done, async () => method(requests(), admit(begun, call)));
    };
  }

  /** Pulls from the iterable only as fast as the reader takes. */
  function serverStream(method: (request: object, call: Call) => AsyncIterable<object>) {
    return (call: ServerWritableStream<object, object>) => {
      const begun = begin(call);
      const { signal } = begun;
      const pump = async () => {
        for await (const message of method(call.request, admit(begun, call, call.request))) {
          if (signal.aborted) break;
          if (!call.write(message)) await drained(call, signal);
        }
        signal.throwIfAborted();
      };
      pump().then(
        () => {
          begun.end();
          call.end();
        },
        (error: unknown) => {
          // Not call.destroy(error): that drops what was written, and the status.
          call.emit('error', toServiceError(begun.end(error)));
        },
      );
    };
  }

  for (const [name, method] of Object.entries(service.definition) as [string, AnyMethod][]) {
    const read = requestOf(method);
    const requestDeserialize = (bytes: Buffer): object => {
      const { request, violations } = read(bytes);
      if (violations.length > 0) violationsOf.set(request, violations);
      return request;
    };
    definition[name] = { ...method, requestDeserialize };
    const answers = service.methods[name];
    const handler = method.requestStream ? clientStream : method.responseStream ? serverStream : unary;
    handlers[name] = handler(answers as never) as UntypedHandleCall;
  }
  return { definition, handlers };
}

function answer(begun: Begun, callback: sendUnaryData<object>, method: () => Promise<object>): void {
  method().then(
    (response) => {
      begun.end();
      callback(null, response);
    },
    (error: unknown) => callback(toServiceError(begun.end(error))),
  );
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
function drained(call: ServerWritableStream<object, object>, signal: AbortSignal): Promise<void> {
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
