import type { Client, ClientReadableStream } from '@grpc/grpc-js';
import type { TurnEnded, TurnEvent } from '../gen/colloquy/v1/chat_service.js';
import { lasting } from './lasting.js';

type EventOf = NonNullable<TurnEvent['event']>;

/** What somebody who follows a turn is told. */
export type Seen = EventOf | { readonly $case: 'reconnecting' };

/** A stream of a turn's events, from a cursor on. */
export type Open = (afterCursor: string) => ClientReadableStream<{ event: TurnEvent | undefined }>;

/** How long a server may be away before following is given up. */
const patienceMs = 60_000;

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
  const lost = () => see({ $case: 'reconnecting' });
  for await (const { event } of lasting(() => open(cursor), { client, signal, patienceMs, lost })) {
    if (!event?.event) continue;
    cursor = event.cursor || cursor;
    see(event.event);
    if (event.event.$case === 'ended') return event.event.value;
  }
  throw new Error('unreachable');
}
