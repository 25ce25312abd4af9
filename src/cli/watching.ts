import type { ClientReadableStream, Metadata } from '@grpc/grpc-js';
import type {
  ConversationFilter,
  ConversationServiceClient,
  WatchConversationResponse,
  WatchConversationsResponse,
} from '../gen/colloquy/v1/conversation_service.js';
import type { Conversation, Entry } from '../gen/colloquy/v1/resources.js';
import { type Lasting, lasting } from './lasting.js';

/** What happens to the conversations that match; `synced` once, when all that matched at first has been told. */
export type Happening =
  | { readonly kind: 'conversation'; readonly conversation: Conversation }
  | { readonly kind: 'removed'; readonly id: string }
  | { readonly kind: 'synced' };

export interface Watching extends Pick<Lasting, 'signal' | 'lost'> {
  readonly client: ConversationServiceClient;
  readonly metadata: Metadata;
}

/** A conversation's log after a seq, then live: each entry once, over any number of breaks. */
export async function* watchEntries(
  { client, metadata, signal, lost }: Watching,
  conversationId: string,
  afterSeq: number,
): AsyncGenerator<Entry> {
  let after = afterSeq;
  const open = (): ClientReadableStream<WatchConversationResponse> =>
    client.watchConversation({ conversationId, afterSeq: after }, metadata);
  for await (const { event } of lasting(open, { client, signal, lost, patienceMs: Number.POSITIVE_INFINITY })) {
    if (event?.$case !== 'entry') continue;
    after = event.value.seq;
    yield event.value;
  }
}

/**
 * The conversations that match, then what changes. Each stream begins with all that matches: after a break what is known
 * already is left out, and what is no longer there by `synced` has been removed meanwhile.
 */
export async function* watchList(
  { client, metadata, signal, lost }: Watching,
  filter: ConversationFilter,
): AsyncGenerator<Happening> {
  const versions = new Map<string, number>();
  let synced = false;
  /** Known ones that this stream has not told of yet. */
  let unseen = new Set<string>();
  const open = (): ClientReadableStream<WatchConversationsResponse> => {
    unseen = new Set(versions.keys());
    return client.watchConversations({ filter }, metadata);
  };
  for await (const { event } of lasting(open, { client, signal, lost, patienceMs: Number.POSITIVE_INFINITY })) {
    switch (event?.$case) {
      case 'conversation': {
        const { id, version } = event.value;
        unseen.delete(id);
        if (version <= (versions.get(id) ?? -1)) break;
        versions.set(id, version);
        yield { kind: 'conversation', conversation: event.value };
        break;
      }
      case 'removedId':
        unseen.delete(event.value);
        if (versions.delete(event.value)) yield { kind: 'removed', id: event.value };
        break;
      case 'synced':
        for (const id of unseen) {
          versions.delete(id);
          yield { kind: 'removed', id };
        }
        unseen.clear();
        if (!synced) yield { kind: 'synced' };
        synced = true;
    }
  }
}
