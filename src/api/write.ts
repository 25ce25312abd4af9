import type * as domain from '../domain/conversation.js';
import type * as log from '../domain/entry.js';
import { type JsonObject, sorted } from '../domain/json.js';
import type * as messages from '../domain/message.js';
import type { Qualification as DomainQualification } from '../domain/qualification.js';
import { type Turn as DomainTurn, tried } from '../domain/turn.js';
import {
  type Actor,
  ActorKind,
  type Change,
  type Conversation,
  ConversationStatus,
  CriterionStatus,
  Durability,
  type Entry,
  type Message,
  MessageStatus,
  type Owner,
  OwnerKind,
  type Qualification,
  Role,
  Stage,
  type Summary,
  type ToolUse,
  type Turn,
  TurnStatus,
} from '../gen/colloquy/v1/resources.js';
import { toStatus } from './status.js';

/** With sorted keys: what a log says is the same bytes, from whatever it is read. */
function struct(json: JsonObject): { [key: string]: unknown } {
  return sorted(json);
}

export function writeConversation(conversation: domain.Conversation): Conversation {
  const { summary } = conversation;
  return {
    id: conversation.id,
    userId: conversation.userId,
    channel: conversation.channel,
    status: ConversationStatus[conversation.status],
    stage: Stage[conversation.stage],
    qualification: writeQualification(conversation.qualification),
    owner: writeOwner(conversation.owner),
    metadata: struct(conversation.metadata),
    summary: summary && writeSummary(summary),
    messageCount: conversation.messageCount,
    lastSeq: conversation.lastSeq,
    activeTurnId: conversation.activeTurnId ?? '',
    lastMessagePreview: conversation.lastMessagePreview,
    createdAt: new Date(conversation.createdAt),
    updatedAt: new Date(conversation.updatedAt),
    lastActivityAt: new Date(conversation.lastActivityAt),
    version: conversation.lastSeq,
    archivedAt: conversation.archive && new Date(conversation.archive.at),
  };
}

function writeQualification(qualification: DomainQualification): Qualification {
  return {
    score: qualification.score,
    isQualified: qualification.isQualified,
    overruled: qualification.overruled,
    criteria: qualification.criteria.map(({ name, status, value, confidence, evidenceSeqs }) => ({
      name,
      status: CriterionStatus[status],
      value,
      confidence,
      evidenceSeqs: [...evidenceSeqs],
    })),
  };
}

export function writeOwner({ kind, id, epoch }: log.Owner): Owner {
  return { kind: OwnerKind[kind], id, epoch };
}

function writeActor({ kind, id }: log.Actor): Actor {
  return { kind: ActorKind[kind], id };
}

export function writeSummary({ text, throughSeq, createdAt }: log.Summary): Summary {
  return { text, throughSeq, createdAt: new Date(createdAt) };
}

export function writeToolUse(use: messages.ToolUse): ToolUse {
  return { name: use.name, arguments: struct(use.arguments), result: use.result, failed: use.failed };
}

export function writeMessage(seq: number, message: messages.Message): Message {
  return {
    id: message.id,
    seq,
    role: Role[message.role],
    text: message.text,
    status: MessageStatus[message.status],
    turnId: message.turnId ?? '',
    inReplyTo: [...message.inReplyTo],
    authorId: message.authorId,
    toolUses: message.toolUses.map(writeToolUse),
    usage: message.usage,
    metadata: message.metadata && struct(message.metadata),
    createdAt: new Date(message.createdAt),
  };
}

/** The message of an entry that has one. */
export function messageOf(entry: log.Entry | undefined): Message | undefined {
  return entry?.message && writeMessage(entry.seq, entry.message);
}

export function writeEntry(entry: log.Entry): Entry {
  return {
    seq: entry.seq,
    at: new Date(entry.at),
    actor: writeActor(entry.actor),
    turnId: entry.turnId ?? '',
    message: messageOf(entry),
    changes: entry.changes.map(writeChange),
  };
}

export function writeChange(change: log.Change): Change {
  return { change: changeOf(change) };
}

function changeOf(change: log.Change): Change['change'] {
  switch (change.kind) {
    case 'created':
      return { $case: 'created', value: { owner: writeOwner(change.owner) } };
    case 'resumed':
      return { $case: 'resumed', value: { lastActivityAt: new Date(change.lastActivityAt) } };
    case 'stageChanged': {
      const { from, to, reason, confidence, evidenceSeqs } = change;
      const value = { from: Stage[from], to: Stage[to], reason, confidence, evidenceSeqs: [...evidenceSeqs] };
      return { $case: 'stageChanged', value };
    }
    case 'qualificationChanged': {
      const value = { from: writeQualification(change.from), to: writeQualification(change.to) };
      return { $case: 'qualificationChanged', value };
    }
    case 'ownerChanged': {
      const { from, to, reason, briefing } = change;
      return { $case: 'ownerChanged', value: { from: writeOwner(from), to: writeOwner(to), reason, briefing } };
    }
    case 'statusChanged': {
      const value = { from: ConversationStatus[change.from], to: ConversationStatus[change.to] };
      return { $case: 'statusChanged', value };
    }
    case 'summarized':
      return { $case: 'summarized', value: { summary: writeSummary(change.summary) } };
    case 'messagesSuperseded':
      return { $case: 'messagesSuperseded', value: { messageIds: [...change.messageIds] } };
    case 'metadataChanged':
      return { $case: 'metadataChanged', value: { metadata: struct(change.metadata) } };
  }
}

export function writeTurn(turn: DomainTurn, reply: log.Entry | undefined): Turn {
  return {
    id: turn.id,
    conversationId: turn.conversationId,
    status: TurnStatus[turn.status],
    requestId: turn.requestId,
    messageIds: [...turn.messageIds],
    reply: messageOf(reply),
    error: turn.error && toStatus(turn.error),
    attempt: tried(turn),
    acceptedAt: new Date(turn.acceptedAt),
    endedAt: turn.endedAt === undefined ? undefined : new Date(turn.endedAt),
    durability: Durability[turn.durability],
  };
}
