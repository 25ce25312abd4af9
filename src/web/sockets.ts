import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { status } from '@grpc/grpc-js';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Begun, Calls } from '../api/calls.js';
import { type Credentials, tenantKey } from '../api/identity.js';
import type { Call } from '../api/methods.js';
import { breather } from '../application/breather.js';
import { DomainError, type Violation } from '../domain/errors.js';
import { ErrorInfo } from '../gen/google/rpc/error_details.js';
import type { Status } from '../gen/google/rpc/status.js';
import { askedBy } from './asked.js';
import type { Guard } from './guard.js';
import { httpFailure, statusJson } from './http-status.js';
import { webLimits } from './limits.js';
import type { Rpc, Rpcs } from './rpc.js';

/** WebSockets that relay the streams of the contract: each message is one of the stream's, in protobuf's JSON mapping. */
export interface Sockets {
  /** Takes over a request to upgrade, or refuses it as HTTP does. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends those that are left. */
  close(): void;
}

/** Nothing is expected from a client but pongs and a close. */
const maxPayload = 1024;

/** A close code is 4000 and the gRPC code: 4005 is NOT_FOUND. */
const closeBase = 4000;
const goingAway = 1001;

interface Peer {
  /** It has answered the last ping, or has read on since. */
  alive: boolean;
}

/** `pingEveryMs`: a peer that answers no ping until the next one, and reads nothing, is gone. */
export function makeSockets(
  { streams }: Rpcs,
  calls: Calls,
  guard: Guard,
  credentialsOf: (request: IncomingMessage, url: URL) => Credentials,
  pingEveryMs: number,
): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false, clientTracking: false });
  const peers = new Map<WebSocket, Peer>();
  function ping(): void {
    for (const [socket, peer] of peers) {
      if (!peer.alive) socket.terminate();
      peer.alive = false;
      socket.ping();
    }
  }
  // A loop that was held up reads the answers that have come meanwhile before it says that there are none.
  const pinging = setInterval(() => setImmediate(ping), pingEveryMs);
  pinging.unref();

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const url = urlOf(request);
    const asked = askedBy(url);
    const rpc = asked && streams.get(asked.method);
    const begun = calls.begin(rpc?.path ?? 'upgrade');
    try {
      guard.expectHost(request.headers);
      guard.expectOrigin(request.headers);
      if (!asked || !rpc) throw new DomainError({ kind: 'unimplemented', what: `a WebSocket at ${url.pathname}` });
      const tenantName = tenantKey in request.headers ? tenantKey : 'tenant';
      const call = admit(begun, credentialsOf(request, url), asked.violations, tenantName);
      const limit = webLimits.max_web_sockets;
      if (peers.size >= limit) throw new DomainError({ kind: 'too-many-sockets', limit, retryAfterMs: 5000 });
      server.handleUpgrade(request, socket, head, (accepted) => void relay(accepted, rpc, asked.request, begun, call));
    } catch (error) {
      refuse(socket, begun.end(error), rpc ? undefined : 404);
    }
  }

  async function relay(socket: WebSocket, rpc: Rpc, request: object, begun: Begun, call: Call): Promise<void> {
    const peer: Peer = { alive: true };
    peers.set(socket, peer);
    socket.on('pong', () => {
      peer.alive = true;
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      peers.delete(socket);
      begun.gone();
    });
    try {
      const breathe = breather();
      for await (const message of rpc.method(request, call) as AsyncIterable<object>) {
        await send(socket, rpc.write(message), peer);
        // A store and a reader that never let one wait would keep everybody else waiting.
        await breathe();
        call.signal.throwIfAborted();
      }
      begun.end();
      socket.close(1000);
    } catch (error) {
      const failure = begun.end(error);
      const { code, reason } = closing(failure);
      socket.send(`{"error":${statusJson(failure)}}`);
      socket.close(code, reason);
    }
  }

  return {
    upgrade,
    close() {
      clearInterval(pinging);
      for (const socket of peers.keys()) socket.terminate();
    },
  };
}

/** What is asked for; what is no address, such as `//`, names nothing that there is. */
function urlOf({ url = '/' }: IncomingMessage): URL {
  const base = 'http://localhost';
  return new URL(URL.canParse(url, base) ? url : '/', base);
}

/** What is wrong with the tenant is told with all the rest, under the name that it was sent by. */
function admit(begun: Begun, credentials: Credentials, violations: readonly Violation[], tenantName: string): Call {
  try {
    return begun.admit(credentials, violations);
  } catch (error) {
    const fault = error instanceof DomainError ? error.fault : undefined;
    if (fault?.kind !== 'invalid-argument' || fault.violations === violations) throw error;
    const tenant = fault.violations.map((violation) => ({ ...violation, field: tenantName }));
    throw new DomainError({ kind: 'invalid-argument', violations: [...tenant, ...violations] });
  }
}

/** Resolves when more may be sent; at once while little waits for the reader, and once it has gone. */
function send(socket: WebSocket, text: string, peer: Peer): Promise<void> {
  return new Promise((resolve) => {
    let full = false;
    socket.send(text, () => {
      // It reads, however slowly: its answer to the ping lies behind what it has not read.
      if (full) peer.alive = true;
      resolve();
    });
    full = socket.bufferedAmount > webLimits.max_web_socket_buffered_bytes;
    if (!full) resolve();
  });
}

function closing(failure: Status): { readonly code: number; readonly reason: string } {
  const info = failure.details.find(({ typeUrl }) => typeUrl.endsWith('/google.rpc.ErrorInfo'));
  const reason = info ? ErrorInfo.decode(info.value).reason : '';
  if (failure.code === status.UNAVAILABLE && reason === 'SERVER_DRAINING') return { code: goingAway, reason };
  return { code: closeBase + failure.code, reason };
}

function refuse(socket: Duplex, failure: Status, as?: number): void {
  const { code, headers, body } = httpFailure(failure, as);
  const lines = Object.entries({ ...headers, 'content-length': `${Buffer.byteLength(body)}`, connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${code} Refused\r\n${head}\r\n${body}`);
}
