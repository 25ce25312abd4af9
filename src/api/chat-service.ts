import type { Send } from '../application/admission.js';
import type { Chat } from '../application/chat.js';
import type { Reading, Shown } from '../application/reading.js';
import { beginning, type Position } from '../domain/playback.js';
import { type Turn, tried } from '../domain/turn.js';
import {
  type ChatRequest,
  type ChatServiceService,
  ConversationEvent,
  type TurnEvent,
} from '../gen/colloquy/v1/chat_service.js';
import { Durability, Stage } from '../gen/colloquy/v1/resources.js';
import type { Call, Methods } from './methods.js';
import { bareOrAbsent, contentHash, readMetadata } from './read.js';
import type { Tokens } from './tokens.js';
import { messageOf, writeChange, writeOwner, writeToolUse, writeTurn } from './write.js';

export function makeChatService(chat: Chat, reading: Reading, tokens: Tokens): Methods<typeof ChatServiceService> {
  /** Every event from a cursor on. */
  async function* events(
    turn: Turn,
    afterCursor: string,
    replayed: boolean,
    { tenantId, signal }: Call,
    messageSeq?: number,
  ): AsyncGenerator<{ event: TurnEvent }> {
    const use = ['cursor', tenantId, turn.id];
    const from = afterCursor === '' ? beginning : openCursor(tokens, use, afterCursor);
    for await (const shown of reading.read(turn, from, signal, messageSeq)) {
      const { attempt, cues, chars, bytes } = shown.position;
      const cursor = tokens.sign(use, [attempt, cues, chars, bytes]);
      yield { event: { cursor, at: new Date(shown.at), event: writeEvent(shown, replayed) } };
    }
  }

  return {
    chat: async (request, call) => {
      const admitted = await chat.send(readSend(request, '', call));
      const { turn, reply } = await reading.whole(admitted.turn, call.signal);
      const { outcome } = turn;
      return {
        conversationId: turn.conversationId,
        reply: messageOf(reply),
        event: ConversationEvent[turn.event],
        stage: outcome ? Stage[outcome.stage] : Stage.UNSPECIFIED,
        isQualified: outcome?.isQualified ?? false,
        turn: writeTurn(turn, reply),
        owner: outcome && writeOwner(outcome.owner),
      };
    },

    async *streamChat({ chat: request, afterCursor }, call) {
      if (!request) throw new Error('the rules let no such request pass');
      const { turn, messageSeq, replayed } = await chat.send(readSend(request, afterCursor, call));
      yield* events(turn, afterCursor, replayed, call, messageSeq);
    },

    async *resumeTurn(request, call) {
      const { turnId, conversationId, afterCursor } = request;
      const { tenantId } = call;
      const turn = await (turnId === '' ? chat.newestTurn(tenantId, conversationId) : chat.turn(tenantId, turnId));
      yield* events(turn, afterCursor, true, call);
    },

    getTurn: async ({ turnId }, { tenantId }) => {
      const turn = await chat.turn(tenantId, turnId);
      return { turn: writeTurn(turn, await reading.reply(turn)) };
    },

    cancelTurn: async ({ turnId, conversationId }, { tenantId, signal }) => {
      const turn = await (turnId === '' ? chat.runningTurn(tenantId, conversationId) : chat.turn(tenantId, turnId));
      const stopped = await chat.cancel(tenantId, turn.id);
      const ended = await reading.whole(turn, signal);
      // It may have come to its end before the stop reached it.
      const cancelled = stopped && ended.turn.status === 'CANCELLED';
      return { turn: writeTurn(ended.turn, ended.reply), stopped: cancelled };
    },
  };
}

function readSend(request: ChatRequest, afterCursor: string, { tenantId }: Call): Send {
  const { userId, text, conversationId, requestId, startNew } = request;
  const metadata = readMetadata(request.metadata);
  const channel = request.channel || 'web';
  const onBusy = bareOrAbsent('BUSY_POLICY_', request.onBusy);
  const content = { userId, text, channel, conversationId, metadata: metadata ?? null, startNew };
  return {
    tenantId,
    userId,
    text,
    channel,
    conversationId,
    requestId,
    hash: contentHash('chat', content),
    ...(metadata ? { metadata } : {}),
    ...(onBusy ? { onBusy } : {}),
    onDisconnect: bareOrAbsent('DISCONNECT_POLICY_', request.onDisconnect) ?? 'CONTINUE',
    startNew,
    joinOnly: afterCursor !== '',
  };
}

function openCursor(tokens: Tokens, use: readonly string[], cursor: string): Position {
  const [attempt, cues, chars, bytes] = tokens.open<[number, number, number, number]>(use, cursor, 'after_cursor');
  return { attempt, cues, chars, bytes };
}

function writeEvent({ event, turn }: Shown, replayed: boolean): TurnEvent['event'] {
  switch (event.kind) {
    case 'accepted': {
      const message = messageOf(event.entry);
      const { conversationId, id: turnId, durability } = turn;
      const value = {
        conversationId,
        turnId,
        message,
        event: ConversationEvent[turn.event],
        durability: Durability[durability],
        replayed,
      };
      return { $case: 'accepted', value };
    }
    case 'queued':
      return { $case: 'queued', value: { position: event.position } };
    case 'started':
      return { $case: 'started', value: { attempt: tried({ ...turn, attempt: event.attempt }) } };
    case 'memoryRecalled': {
      const { memories, skipped, elapsedMs } = event;
      return { $case: 'memoryRecalled', value: { memories: [...memories], skipped, elapsedMs } };
    }
    case 'textDelta':
      return { $case: 'textDelta', value: { text: event.text, offset: event.offset } };
    case 'toolUse':
      return { $case: 'toolUse', value: writeToolUse(event.use) };
    case 'change':
      return { $case: 'change', value: writeChange(event.change) };
    case 'restarted':
      return { $case: 'restarted', value: { attempt: tried({ ...turn, attempt: event.attempt }) } };
    case 'heartbeat':
      return { $case: 'heartbeat', value: {} };
    case 'goAway':
      return { $case: 'goAway', value: { deadline: new Date(event.deadline) } };
    case 'ended': {
      const { outcome } = turn;
      const value = {
        turn: writeTurn(turn, event.reply),
        stage: outcome ? Stage[outcome.stage] : Stage.UNSPECIFIED,
        isQualified: outcome?.isQualified ?? false,
        owner: outcome && writeOwner(outcome.owner),
      };
      return { $case: 'ended', value };
    }
  }
}
