import type { ServerOptions } from 'node:http2';
import { Server, type ServerCredentials } from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';
import type { Calls } from '../api/calls.js';
import type { Service } from '../api/methods.js';
import { handlersOf, maxCallMetadataBytes } from './handlers.js';
import { addReflection } from './reflection.js';

const minute = 60_000;

/** Requests are small; a batch of an export or import is the largest. */
export const limits = {
  max_request_bytes: 1024 * 1024,
  max_response_bytes: 4 * 1024 * 1024,
  max_concurrent_streams_per_connection: 1000,
  max_metadata_bytes_per_call: maxCallMetadataBytes,
  max_connection_age_ms: 30 * minute,
} as const;

/** Channel options of grpc-js; the README's table of limits has them, too. */
const options = {
  'grpc.max_receive_message_length': limits.max_request_bytes,
  'grpc.max_send_message_length': limits.max_response_bytes,
  'grpc.max_concurrent_streams': limits.max_concurrent_streams_per_connection,
  // Megabytes that one connection may keep the server busy with.
  'grpc-node.max_session_memory': 64,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
  'grpc.max_connection_idle_ms': 15 * minute,
  // Makes clients look up the name again, so that they find new replicas. Streams get the grace to end or be resumed.
  'grpc.max_connection_age_ms': limits.max_connection_age_ms,
  'grpc.max_connection_age_grace_ms': 10 * minute,
  'grpc.enable_channelz': 0,
};

/**
 * What HTTP/2 tells clients to refuse by themselves: nghttp2 ends the reading of a connection whose headers are longer than
 * that, without a word, for all calls on it. grpc-js has no option for it.
 */
const maxHeaderListSize = 65_535;

/** The longest that a timer can be set to: `stop` ends what was drained, nothing before it does. */
const forEverMs = 0x7fff_ffff;

export interface GrpcServer {
  /** Resolves with the port once it listens; port 0 takes a free one. */
  listen(address: string, credentials: ServerCredentials): Promise<number>;
  /** What health answers for the server and each of its services. */
  setServing(serving: boolean): void;
  /**
   * Asks the clients that are connected, and every `everyMs` those that have come since, to go on over another connection.
   * What runs goes on, and new connections are taken, until `stop`.
   */
  drain(everyMs: number): void;
  /** Takes no new connections and waits for the calls that run, at most `graceMs`; then ends them. */
  stop(graceMs: number): Promise<void>;
}

export function makeServer(services: readonly Service[], calls: Calls): GrpcServer {
  const server = new Server(options);
  const { commonServerOptions } = server as unknown as { readonly commonServerOptions: ServerOptions };
  commonServerOptions.settings = { ...commonServerOptions.settings, maxHeaderListSize };
  for (const service of services) {
    const { definition, handlers } = handlersOf(service, calls);
    server.addService(definition, handlers);
  }

  const names = ['Chat', 'Conversation', 'Data', 'Insight', 'Memory'].map((name) => `colloquy.v1.${name}Service`);
  const health = new HealthImplementation();
  health.addToServer(server);
  addReflection(server, [
    ...names,
    'grpc.health.v1.Health',
    'grpc.reflection.v1.ServerReflection',
    'grpc.reflection.v1alpha.ServerReflection',
  ]);

  function setServing(serving: boolean): void {
    for (const name of ['', ...names]) health.setStatus(name, serving ? 'SERVING' : 'NOT_SERVING');
  }
  setServing(false);
  let bound = '';
  let draining: NodeJS.Timeout | undefined;

  return {
    listen: (address, credentials) =>
      new Promise((resolve, reject) => {
        server.bindAsync(address, credentials, (error, port) => {
          bound = `${address.slice(0, address.lastIndexOf(':'))}:${port}`;
          return error ? reject(error) : resolve(port);
        });
      }),
    setServing,
    drain(everyMs) {
      const ask = () => server.drain(bound, forEverMs);
      ask();
      draining = setInterval(ask, everyMs);
    },
    stop: (graceMs) =>
      new Promise((resolve) => {
        clearInterval(draining);
        const force = setTimeout(() => {
          server.forceShutdown();
          resolve();
        }, graceMs);
        server.tryShutdown(() => {
          clearTimeout(force);
          resolve();
        });
      }),
  };
}
