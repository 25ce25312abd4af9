import { setTimeout as pause } from 'node:timers/promises';
import type { Client, ClientReadableStream } from '@grpc/grpc-js';
import type { TurnEnded, TurnEvent } from '../gen/colloquy/v1/chat_service.js';
import { isPassing, isServiceError } from './problem.js';

type EventOf = NonNullable<TurnEvent['event']>;

/** What somebody who follows a turn is told. */
export type Seen = EventOf | { readonly $case: 'reconnecting' };

/** A stream of a turn's events, from a cursor on. */
export type Open = (afterCursor: string) => ClientReadableStream<{ event: TurnEvent | undefined }>;

/** How long a server may be away before following is given up. */
const patienceMs = 60_000;
const betweenTriesMs = 200;

/**
 * Follows a turn to its end, over any number of breaks: after each the stream is opened again after the last cursor, so
 * that every event is seen once. Throws the failure when the server refuses or stays away, and the signal's reason once
 * it aborts.
 */
export async function followTurn(
  client: Client,
  open: Open,
  see: (event: Seen) => void,
  signal: AbortSignal,
): Promise<TurnEnded> {
  let cursor = '';
  let lostAt: number | undefined;
  for (;;) {
    let failure: unknown;
    const stream = open(cursor);
    const hangUp = () => stream.cancel();
    signal.addEventListener('abort', hangUp, { once: true });
    // A failure after the last event that is read has no other listener.
    stream.on('error', () => undefined);
    try {
      for await (const { event } of stream as AsyncIterable<{ event: TurnEvent | undefined }>) {
        if (!event?.event) continue;
        lostAt = undefined;
        cursor = event.cursor || cursor;
        see(event.event);
        if (event.event.$case === 'ended') return event.event.value;
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
      see({ $case: 'reconnecting' });
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
