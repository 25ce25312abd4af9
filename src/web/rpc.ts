import type { Calls } from '../api/calls.js';
import type { Credentials } from '../api/identity.js';
import { type JsonMethod, jsonMethodOf } from '../api/json.js';
import type { Call, Service } from '../api/methods.js';
import type { Status } from '../gen/google/rpc/status.js';

/** One method of the contract in JSON. */
export interface Rpc extends JsonMethod {
  /** As gRPC names it: `/colloquy.v1.ChatService/Chat`. */
  readonly path: string;
  readonly method: (request: object, call: Call) => unknown;
}

/** The methods by what stands for them in an address: `ChatService/Chat`. */
export interface Rpcs {
  /** One request, one answer. */
  readonly unary: ReadonlyMap<string, Rpc>;
  readonly streams: ReadonlyMap<string, Rpc>;
}

export function rpcsOf(services: readonly Service[]): Rpcs {
  const unary = new Map<string, Rpc>();
  const streams = new Map<string, Rpc>();
  for (const { definition, methods } of services) {
    for (const [name, method] of Object.entries(definition)) {
      const rpc = { path: method.path, method: methods[name] as Rpc['method'], ...jsonMethodOf(method) };
      const kind = method.requestStream || method.responseStream ? streams : unary;
      kind.set(method.path.slice(method.path.lastIndexOf('.') + 1), rpc);
    }
  }
  return { unary, streams };
}

/** Calls a method with a request in JSON; the answer's JSON, or why there is none. `gone` aborts when the caller has gone. */
export async function callInJson(
  rpc: Rpc,
  calls: Calls,
  credentials: Credentials,
  body: Uint8Array,
  gone: AbortSignal,
): Promise<{ readonly json: string } | { readonly failure: Status }> {
  const begun = calls.begin(rpc.path);
  gone.addEventListener('abort', begun.gone, { once: true });
  try {
    const { request, violations } = rpc.read(body);
    const answer = await rpc.method(request, begun.admit(credentials, violations));
    const json = rpc.write(answer as object);
    begun.end();
    return { json };
  } catch (error) {
    return { failure: begun.end(error) };
  } finally {
    gone.removeEventListener('abort', begun.gone);
  }
}
