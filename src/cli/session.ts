import { randomUUID } from 'node:crypto';
import type { ServiceError } from '@grpc/grpc-js';
import { ChatRequest, ChatServiceClient, type TurnEnded } from '../gen/colloquy/v1/chat_service.js';
import { ConversationServiceClient, ListConversationsRequest } from '../gen/colloquy/v1/conversation_service.js';
import { DataServiceClient, type GetServerInfoResponse } from '../gen/colloquy/v1/data_service.js';
import { type Conversation, ConversationStatus, type Message, Role } from '../gen/colloquy/v1/resources.js';
import { type Connection, soon } from './connection.js';
import { bare, describeChange, describeCriteria } from './describe.js';
import { followTurn, type Open, type Seen } from './follow.js';
import { problemOf } from './problem.js';
import type { Screen } from './screen.js';

/** One user's talk with the agent, shown on a screen. Its calls throw what a call to the server throws. */
export interface Session {
  info(): Promise<GetServerInfoResponse>;
  /** Shows the end of the user's open conversation, and follows what is being answered in it. */
  takeUp(left: AbortSignal): Promise<void>;
  /** Sends a message and shows its reply. False when the message is kept and the reply failed. */
  send(text: string, left: AbortSignal): Promise<boolean>;
  /** Stops what is being answered. False when there is nothing to stop, or it was asked for already. */
  stop(): boolean;
  close(): void;
}

/** Who talks, and where. */
export interface Speaker {
  readonly user: string;
  readonly channel: string;
  /** The first message begins a new conversation. */
  readonly startNew: boolean;
}

interface Current {
  turnId: string;
  stopping: boolean;
  readonly giveUp: AbortController;
}

const shownBefore = 6;

export function openSession(connection: Connection, speaker: Speaker, screen: Screen): Session {
  const { address, credentials, metadata, options } = connection;
  const clients = {
    chat: new ChatServiceClient(address, credentials, options),
    conversations: new ConversationServiceClient(address, credentials, options),
    data: new DataServiceClient(address, credentials, options),
  };
  let { startNew } = speaker;
  let current: Current | undefined;
  /** Messages that are on the screen. */
  const shown = new Set<string>();

  async function follow(open: Open, ours: boolean, left: AbortSignal): Promise<boolean> {
    const now: Current = { turnId: '', stopping: false, giveUp: new AbortController() };
    current = now;
    const see = makeObserver(screen, (turnId, message) => {
      now.turnId = turnId;
      if (!ours && message && !shown.has(message.id)) show(message);
    });
    try {
      const signal = AbortSignal.any([left, now.giveUp.signal]);
      return conclude(await followTurn(clients.chat, open, see, signal), screen);
    } catch (error) {
      screen.endOfText();
      if (!now.giveUp.signal.aborted) throw error;
      screen.note('given up; the server may have the message all the same');
      return false;
    } finally {
      current = undefined;
    }
  }

  function show(message: Message): void {
    shown.add(message.id);
    screen.message(authorOf(message), message.text);
  }

  async function openConversation(): Promise<Conversation | undefined> {
    const request = ListConversationsRequest.fromPartial({
      filter: { userId: speaker.user, channels: [speaker.channel], statuses: [ConversationStatus.ACTIVE] },
      pageSize: 1,
    });
    const { conversations } = await answer<{ conversations: Conversation[] }>((done) =>
      clients.conversations.listConversations(request, metadata, soon(), done),
    );
    return conversations[0];
  }

  return {
    info: () => answer((done) => clients.data.getServerInfo({}, metadata, soon(), done)),

    async takeUp(left) {
      if (startNew) return;
      let open = await openConversation();
      if (!open) {
        screen.note(`${speaker.user} has no open conversation on ${speaker.channel}: say something`);
        return;
      }
      const { id: conversationId, activeTurnId } = open;
      const { messages } = await answer<{ messages: Message[] }>((done) =>
        clients.conversations.listMessages(
          {
            conversationId,
            pageSize: shownBefore,
            pageToken: '',
            order: 'ORDER_NEWEST_FIRST',
            afterSeq: 0,
            includeSuperseded: false,
          },
          metadata,
          soon(),
          done,
        ),
      );
      // The reply that is under way is followed from its beginning, even if it has ended since.
      const before = messages.reverse().filter(({ role, turnId }) => role !== Role.AGENT || turnId !== activeTurnId);
      for (const message of before) show(message);
      const criteria = describeCriteria(open.qualification?.criteria ?? []);
      screen.note([`stage ${bare(open.stage)}`, ...criteria, `${open.messageCount} messages so far`].join(' · '));
      while (open?.activeTurnId) {
        const { activeTurnId: turnId } = open;
        const request = (afterCursor: string) => ({ turnId, conversationId: '', afterCursor });
        await follow((cursor) => clients.chat.resumeTurn(request(cursor), metadata), false, left);
        open = await openConversation();
      }
    },

    async send(text, left) {
      const chat = ChatRequest.fromPartial({
        userId: speaker.user,
        channel: speaker.channel,
        text,
        requestId: randomUUID(),
        startNew,
        onBusy: 'BUSY_POLICY_ENQUEUE',
      });
      const answered = await follow(
        (afterCursor) => clients.chat.streamChat({ chat, afterCursor }, metadata),
        true,
        left,
      );
      startNew = false;
      return answered;
    },

    stop() {
      if (!current || current.stopping) return false;
      current.stopping = true;
      const { turnId, giveUp } = current;
      if (turnId === '') giveUp.abort();
      else {
        clients.chat.cancelTurn({ turnId, conversationId: '' }, metadata, soon(), (error) => {
          if (error) screen.note(`it could not be stopped: ${error.details}`);
        });
      }
      return true;
    },

    close() {
      for (const client of Object.values(clients)) client.close();
    },
  };
}

/** Puts a turn's events on the screen. */
function makeObserver(screen: Screen, accepted: (turnId: string, message: Message | undefined) => void) {
  let changes: string[] = [];
  return (seen: Seen): void => {
    switch (seen.$case) {
      case 'accepted':
        accepted(seen.value.turnId, seen.value.message);
        if (seen.value.event === 'CONVERSATION_EVENT_RESUMED') screen.note('taken up again after a pause');
        break;
      case 'queued':
        screen.note(`${seen.value.position} before this one`);
        break;
      case 'textDelta':
        screen.text(seen.value.text);
        break;
      case 'change':
        // The stage first: it is what the others led to.
        if (seen.value.change?.$case === 'stageChanged') changes.unshift(...describeChange(seen.value));
        else changes.push(...describeChange(seen.value));
        break;
      case 'restarted':
        changes = [];
        screen.startOver();
        break;
      case 'reconnecting':
        screen.note('reconnecting…');
        break;
      case 'ended':
        screen.endOfText();
        if (changes.length > 0) screen.note(changes.join(' · '));
    }
  };
}

/** Says how a turn ended where that is not as usual; false when it failed. */
function conclude({ turn, owner }: TurnEnded, screen: Screen): boolean {
  switch (turn?.status) {
    case 'TURN_STATUS_FAILED':
      if (turn.error) screen.problem(problemOf(turn.error));
      return false;
    case 'TURN_STATUS_CANCELLED':
      screen.note('stopped; the text so far is kept');
      return true;
    case 'TURN_STATUS_COMPLETED':
      if (!turn.reply && owner?.kind !== 'OWNER_KIND_AGENT')
        screen.note('a person answers from here on; the message is kept');
      return true;
    case 'TURN_STATUS_INTERRUPTED':
    case 'TURN_STATUS_ROLLED_BACK':
      screen.note('a newer message took its place');
      return true;
    default:
      return true;
  }
}

function authorOf({ role, authorId }: Message): string {
  if (role === Role.USER) return 'you';
  return role === Role.HUMAN ? authorId : bare(role).toLowerCase();
}

/** A unary call as a promise. */
function answer<A>(call: (done: (error: ServiceError | null, answer: A) => void) => unknown): Promise<A> {
  return new Promise((resolve, reject) => {
    call((error, answer) => (error ? reject(error) : resolve(answer)));
  });
}
