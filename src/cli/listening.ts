import type { Metadata } from '@grpc/grpc-js';
import type { ConversationServiceClient } from '../gen/colloquy/v1/conversation_service.js';
import type { Entry } from '../gen/colloquy/v1/resources.js';
import { isServiceError } from './problem.js';
import { watchEntries } from './watching.js';

/** Tells what others do in a conversation: between the turns of the one who talks, and never in the middle of one. */
export interface Listening {
  /** To this conversation after this entry; while it is the one that is listened to, nothing changes. */
  to(conversationId: string, afterSeq: number): void;
  /** Keeps what comes until `goOn`. */
  hold(): void;
  goOn(): void;
}

/** Listens until the signal aborts, in the order of the log, each entry once. */
export function makeListening(
  client: ConversationServiceClient,
  metadata: Metadata,
  tell: (entry: Entry) => void,
  signal: AbortSignal,
): Listening {
  const held: Entry[] = [];
  let holding = false;
  let now = { conversationId: '', over: new AbortController() };

  async function listen(conversationId: string, afterSeq: number, until: AbortSignal): Promise<void> {
    try {
      const watching = { client, metadata, signal: until, lost: () => undefined };
      for await (const entry of watchEntries(watching, conversationId, afterSeq)) {
        if (holding) held.push(entry);
        else tell(entry);
      }
    } catch (error) {
      // A server without watches can be talked with all the same.
      if (!until.aborted && !isServiceError(error)) throw error;
    }
  }

  return {
    to(conversationId, afterSeq) {
      if (conversationId === now.conversationId) return;
      now.over.abort(new Error('another conversation'));
      now = { conversationId, over: new AbortController() };
      void listen(conversationId, afterSeq, AbortSignal.any([signal, now.over.signal]));
    },
    hold() {
      holding = true;
    },
    goOn() {
      holding = false;
      for (const entry of held.splice(0)) tell(entry);
    },
  };
}
