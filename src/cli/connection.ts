import { readFileSync } from 'node:fs';
import { type ChannelCredentials, type ClientOptions, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { InvalidArgumentError } from 'commander';
import { tenantKey } from '../api/identity.js';
import type { TlsFiles } from '../certificates.js';
import { environment, readTerminal } from '../config.js';

/** Where a server is and how to speak to it, as the options of a command say. */
export interface Reach {
  readonly address?: string;
  readonly tenant?: string;
  readonly tokenFile?: string;
  readonly tls?: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface Connection {
  readonly address: string;
  readonly credentials: ChannelCredentials;
  readonly metadata: Metadata;
  readonly options: ClientOptions;
}

/** A server that comes back is found within a second; one that is gone without a word, within forty. */
const options: ClientOptions = {
  'grpc.initial_reconnect_backoff_ms': 200,
  'grpc.min_reconnect_backoff_ms': 200,
  'grpc.max_reconnect_backoff_ms': 1000,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
};

/** To the server that the options name, or else to the one that this environment configures. */
export function connectionOf(reach: Reach): Connection {
  const metadata = new Metadata();
  if (reach.tenant !== undefined) metadata.set(tenantKey, reach.tenant);
  if (reach.tokenFile !== undefined) {
    metadata.set('authorization', `Bearer ${readFileSync(reach.tokenFile, 'utf8').trim()}`);
  }
  const here = readTerminal(environment());
  const file = (path: string | undefined) => (path === undefined ? null : readFileSync(path));
  if (reach.address === undefined && here.tls && !reach.tls && reach.ca === undefined) {
    const own =
      reach.cert === undefined
        ? showing(here.tls)
        : credentials.createSsl(null, file(reach.key), file(reach.cert), local);
    const named = { ...options, 'grpc.ssl_target_name_override': 'localhost' };
    return { address: dialable(here.grpcAddress), credentials: own, metadata, options: named };
  }
  const secured = reach.tls || reach.ca !== undefined || reach.cert !== undefined;
  return {
    address: reach.address ?? dialable(here.grpcAddress),
    credentials: secured
      ? credentials.createSsl(file(reach.ca), file(reach.key), file(reach.cert))
      : credentials.createInsecure(),
    metadata,
    options,
  };
}

/** For the server of this very machine: its certificate is for the name that others call it by. */
const local = { rejectUnauthorized: false };

/** Shows the server its own certificate; none while its files are wrong, as it may serve by what they said before. */
function showing({ certFile, keyFile }: Pick<TlsFiles, 'certFile' | 'keyFile'>): ChannelCredentials {
  try {
    return credentials.createSsl(null, readFileSync(keyFile), readFileSync(certFile), local);
  } catch {
    return credentials.createSsl(null, null, null, local);
  }
}

/** How long a call that answers at once may take. */
export function soon(ms = 10_000): { readonly deadline: number } {
  return { deadline: Date.now() + ms };
}

/** A unary call as a promise. */
export function answer<A>(call: (done: (error: ServiceError | null, answer: A) => void) => unknown): Promise<A> {
  return new Promise((resolve, reject) => {
    call((error, answer) => (error ? reject(error) : resolve(answer)));
  });
}

/** An option's value that must be host:port. */
export function parseAddress(value: string): string {
  if (!/^(\[[0-9a-fA-F:.]+\]|[^\s:/[\]]+):[0-9]{1,5}$/.test(value))
    throw new InvalidArgumentError('Expected host:port.');
  return value;
}

/** Where to reach a server that listens on `address`: one that listens everywhere is here, too. */
export function dialable(address: string): string {
  return address.replace(/^0\.0\.0\.0:/, '127.0.0.1:').replace(/^\[::\]:/, '[::1]:');
}
