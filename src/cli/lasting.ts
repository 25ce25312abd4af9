import { setTimeout as pause } from 'node:timers/promises';
import type { Client, ClientReadableStream } from '@grpc/grpc-js';
import { isPassing, isServiceError } from './problem.js';

export interface Lasting {
  readonly client: Client;
  readonly signal: AbortSignal;
  /** How long a server may be away before it is given up. */
  readonly patienceMs: number;
  /** The stream has broken, or ended; once a break, however many tries it takes. */
  lost(failure: unknown): void;
}

const betweenTriesMs = 200;

/**
 * The messages of a stream that is opened again whenever it breaks or ends, so that it is for `open` to say where it goes
 * on. Throws the failure when the server refuses or stays away, and the signal's reason once it aborts.
 */
export async function* lasting<T>(
  open: () => ClientReadableStream<T>,
  { client, signal, patienceMs, lost }: Lasting,
): AsyncGenerator<T, never> {
  let lostAt: number | undefined;
  for (;;) {
    signal.throwIfAborted();
    let failure: unknown;
    const stream = open();
    const hangUp = () => stream.cancel();
    signal.addEventListener('abort', hangUp, { once: true });
    // A failure after the last message that is read has no other listener.
    stream.on('error', () => undefined);
    try {
      for await (const message of stream as AsyncIterable<T>) {
        lostAt = undefined;
        yield message;
      }
    } catch (error) {
      failure = error;
    } finally {
      signal.removeEventListener('abort', hangUp);
      stream.cancel();
    }
    signal.throwIfAborted();
    if (failure && !(isServiceError(failure) && isPassing(failure))) throw failure;
    if (lostAt === undefined) {
      lostAt = Date.now();
      lost(failure);
    } else if (Date.now() - lostAt > patienceMs)
      throw failure ?? new Error('the server ends the stream again and again');
    await pause(betweenTriesMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    await reachable(client, 500);
  }
}

/** Resolves when the server is reached, or after `ms`. */
function reachable(client: Client, ms: number): Promise<void> {
  return new Promise((resolve) => client.waitForReady(Date.now() + ms, () => resolve()));
}
