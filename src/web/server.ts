import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Calls } from '../api/calls.js';
import type { Service } from '../api/methods.js';
import type { Sessions } from '../api/sessions.js';
import type { Certificates } from '../certificates.js';
import type { Log } from '../log.js';
import { makeApp } from './app.js';
import type { Asset } from './assets.js';
import { cookieName, credentialsOf } from './callers.js';
import { isLoopback, makeGuard } from './guard.js';
import { webLimits } from './limits.js';
import { rpcsOf } from './rpc.js';
import { makeSockets } from './sockets.js';

/** The page, the contract's methods in JSON, and its streams as WebSockets, on one address. */
export interface WebServer {
  /** Resolves with the port once it listens; port 0 takes a free one. */
  listen(): Promise<number>;
  /** Takes no new connections and waits for the calls that run, at most `graceMs`; then ends them. */
  stop(graceMs: number): Promise<void>;
}

export interface WebOptions {
  /** host:port. */
  readonly address: string;
  /** More names than the address has, for the check against names that others point here. */
  readonly hosts: readonly string[];
  /** Without them it speaks in the clear. */
  readonly certificates: Certificates | undefined;
  readonly heartbeatMs: number;
}

/** However often heartbeats come: a peer that is far or busy needs time to answer. */
const leastPingMs = 2000;

export function makeWebServer(
  services: readonly Service[],
  calls: Calls,
  sessions: Sessions,
  assets: ReadonlyMap<string, Asset>,
  log: Log,
  { address, hosts, certificates, heartbeatMs }: WebOptions,
): WebServer {
  const guard = makeGuard(address, hosts, sessions.needed);
  const rpcs = rpcsOf(services);
  const app = makeApp(rpcs, calls, sessions, guard, assets, certificates !== undefined, log);
  const limits = {
    maxHeaderSize: 16 * 1024,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    // Longer than proxies keep a connection, 60 s mostly: one that closes first loses no request.
    keepAliveTimeout: 75_000,
    connectionsCheckingInterval: 5000,
  };
  const server = createAdaptorServer(
    certificates
      ? {
          fetch: app.fetch,
          createServer: createTlsServer,
          serverOptions: {
            ...limits,
            ...certificates.current(),
            requestCert: certificates.current().ca !== undefined,
          },
        }
      : { fetch: app.fetch, createServer, serverOptions: limits },
  ) as ReturnType<typeof createServer>;
  certificates?.onChange((shown) => (server as TlsServer).setSecureContext(shown));
  server.maxConnections = webLimits.max_web_connections;
  const credentialsFrom = (request: IncomingMessage, url: URL) =>
    credentialsOf(
      (name) => [request.headers[name]].flat()[0],
      url.searchParams,
      cookieName(certificates !== undefined),
    );
  const sockets = makeSockets(rpcs, calls, guard, credentialsFrom, Math.max(heartbeatMs, leastPingMs));
  server.on('upgrade', sockets.upgrade);

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        const at = address.lastIndexOf(':');
        const host = address.slice(0, at).replace(/^\[(.*)\]$/, '$1');
        server.once('error', reject);
        server.listen(Number(address.slice(at + 1)), host, () => {
          server.off('error', reject);
          if (!sessions.needed && !isLoopback(address)) {
            log.warn({ address }, 'whoever reaches the page may read and write everything: set COLLOQUY_TOKENS_FILE');
          }
          resolve((server.address() as AddressInfo).port);
        });
      }),
    stop: (graceMs) =>
      new Promise((resolve) => {
        const force = setTimeout(() => {
          sockets.close();
          server.closeAllConnections();
        }, graceMs);
        server.close(() => {
          clearTimeout(force);
          sockets.close();
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
