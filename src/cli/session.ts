import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceError } from '@grpc/grpc-js';
import { ChatRequest, ChatServiceClient, type TurnAccepted, type TurnEnded } from '../gen/colloquy/v1/chat_service.js';
import { ConversationServiceClient, ListConversationsRequest } from '../gen/colloquy/v1/conversation_service.js';
import { DataServiceClient, type GetServerInfoResponse } from '../gen/colloquy/v1/data_service.js';
import {
  type Conversation,
  ConversationStatus,
  type Entry,
  type Message,
  type Owner,
  Role,
} from '../gen/colloquy/v1/resources.js';
import { answer, type Connection, soon } from './connection.js';
import { bare, describeChange, describeCriteria } from './describe.js';
import { followTurn, type Open, type Seen } from './follow.js';
import { type Listening, makeListening } from './listening.js';
import { isPassing, problemOf } from './problem.js';
import type { Screen } from './screen.js';

/** One user's talk with the agent, shown on a screen. Its calls throw what a call to the server throws. */
export interface Session {
  info(): Promise<GetServerInfoResponse>;
  /** From now on also shows what others do: the person who answers now, or a change of who does; by `aside` each time. */
  listen(aside: (show: () => void) => void, left: AbortSignal): void;
  /** Shows the end of the user's open conversation, and follows what is being answered in it. */
  takeUp(left: AbortSignal): Promise<void>;
  /** Sends a message and shows its reply. False when the message is kept and the reply failed. */
  send(text: string, left: AbortSignal): Promise<boolean>;
  /** Stops what is being answered. False when there is nothing to stop, or it was asked for just now. */
  stop(): boolean;
  /** Whether the newest of what was being answered was asked to stop. */
  readonly stopped: boolean;
  /** Resolves once the server has heard what it was asked to stop, within a second. */
  close(): Promise<void>;
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
/** Who asks twice within this means to leave. */
const twiceMs = 1000;
const betweenTriesMs = 200;
const closeMs = 1000;

export function openSession(connection: Connection, speaker: Speaker, screen: Screen): Session {
  const { address, credentials, metadata, options } = connection;
  const clients = {
    chat: new ChatServiceClient(address, credentials, options),
    conversations: new ConversationServiceClient(address, credentials, options),
    data: new DataServiceClient(address, credentials, options),
  };
  let { startNew } = speaker;
  let current: Current | undefined;
  let stoppedAt = Number.NEGATIVE_INFINITY;
  let stopped = false;
  let cancelling: Promise<void> | undefined;
  let listening: Listening | undefined;
  /** Messages that are on the screen, and turns that were followed there. */
  const shown = new Set<string>();
  const followed = new Set<string>();

  async function follow(open: Open, ours: boolean, left: AbortSignal): Promise<boolean> {
    const now: Current = { turnId: '', stopping: false, giveUp: new AbortController() };
    current = now;
    stopped = false;
    listening?.hold();
    const see = makeObserver(screen, ({ conversationId, turnId, message }) => {
      now.turnId = turnId;
      followed.add(turnId);
      listening?.to(conversationId, message?.seq ?? 0);
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
      listening?.goOn();
    }
  }

  /** Asks until the server has heard it, or the turn is over. */
  async function cancel(now: Current): Promise<void> {
    const { turnId } = now;
    while (current === now) {
      const error = await new Promise<ServiceError | null>((resolve) => {
        clients.chat.cancelTurn({ turnId, conversationId: '' }, metadata, soon(), resolve);
      });
      if (!error) return;
      if (!isPassing(error)) {
        screen.note(`it could not be stopped: ${error.details}`);
        return;
      }
      await pause(betweenTriesMs);
    }
  }

  function tell({ turnId, message, changes }: Entry): void {
    if (followed.has(turnId)) return;
    if (message?.role === Role.HUMAN && !shown.has(message.id)) show(message);
    const said = changes.flatMap(describeChange);
    if (said.length > 0) screen.note(said.join(' · '));
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

    listen(aside, left) {
      listening = makeListening(clients.conversations, metadata, (entry) => aside(() => tell(entry)), left);
    },

    async takeUp(left) {
      if (startNew) return;
      let open = await openConversation();
      if (!open) {
        screen.note(`${speaker.user} has no open conversation on ${speaker.channel}: say something`);
        return;
      }
      const { id: conversationId, activeTurnId, lastSeq, owner } = open;
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
      if (owner && owner.kind !== 'OWNER_KIND_AGENT') screen.note(whoAnswers(owner));
      screen.note([`stage ${bare(open.stage)}`, ...criteria, `${open.messageCount} messages so far`].join(' · '));
      listening?.to(conversationId, lastSeq);
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
      const again = Date.now() - stoppedAt < twiceMs;
      if (!current || current.stopping || again) return false;
      stoppedAt = Date.now();
      current.stopping = true;
      if (current.turnId === '') current.giveUp.abort();
      else cancelling = cancel(current);
      stopped = true;
      return true;
    },

    get stopped() {
      return stopped;
    },

    async close() {
      // Who leaves right after has asked all the same.
      await Promise.race([cancelling, pause(closeMs, undefined, { ref: false })]);
      for (const client of Object.values(clients)) client.close();
    },
  };
}

/** Puts a turn's events on the screen. */
function makeObserver(screen: Screen, accepted: (turn: TurnAccepted) => void) {
  let changes: string[] = [];
  return (seen: Seen): void => {
    switch (seen.$case) {
      case 'accepted':
        accepted(seen.value);
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
      if (!turn.reply && owner && owner.kind !== 'OWNER_KIND_AGENT')
        screen.note(`${whoAnswers(owner)}; the message is kept`);
      return true;
    case 'TURN_STATUS_HANDED_OFF':
      // The agent's own wish is among the turn's changes; a person who comes in its midst is not.
      if (owner?.kind === 'OWNER_KIND_HUMAN' || turn.reply?.status === 'MESSAGE_STATUS_PARTIAL')
        screen.note(`stopped: ${owner ? whoAnswers(owner) : 'a person answers from here on'}`);
      return true;
    case 'TURN_STATUS_INTERRUPTED':
    case 'TURN_STATUS_ROLLED_BACK':
      screen.note('a newer message took its place');
      return true;
    default:
      return true;
  }
}

function whoAnswers({ kind, id }: Owner): string {
  return kind === 'OWNER_KIND_HUMAN' ? `${id} answers from here on` : `a person answers from here on (queue ${id})`;
}

function authorOf({ role, authorId }: Message): string {
  if (role === Role.USER) return 'you';
  return role === Role.HUMAN ? authorId : bare(role).toLowerCase();
}
