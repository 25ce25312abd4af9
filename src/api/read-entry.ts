import { maxCriteria, maxReplyBytes } from '../application/settings.js';
import type { Actor, Owner, Summary } from '../domain/entry.js';
import { invalid } from '../domain/errors.js';
import type { GivenChange, GivenConversation, GivenEntry, GivenMessage } from '../domain/given.js';
import type { JsonObject } from '../domain/json.js';
import type { Qualification } from '../domain/qualification.js';
import type * as wire from '../gen/colloquy/v1/resources.js';
import { bareOrAbsent, readCriterion } from './read.js';
import { expectMetadata } from './validation.js';

// They check as they read: what an import may say beyond the rules that the contract has for its messages.

const idPattern = /^[A-Za-z0-9._:@-]{1,128}$/;
const channelPattern = /^([a-z][a-z0-9_-]{0,31})?$/;
const maxId = 128;
const maxEvidence = 100;
/** Of messages that are no replies, as in every other call. */
const maxTextBytes = 32_768;

/** The other way of `writeConversation`, for what an import may say of a conversation. Throws `invalid-argument`. */
export function readConversation(given: wire.Conversation): GivenConversation {
  const status = known('conversation.status', 'CONVERSATION_STATUS_', given.status);
  const stage = known('conversation.stage', 'STAGE_', given.stage);
  const { id, userId, channel, qualification, metadata, lastSeq } = given;
  if (!idPattern.test(id)) throw invalid('conversation.id', `does not match ${idPattern.source}`);
  if (!idPattern.test(userId)) throw invalid('conversation.user_id', `does not match ${idPattern.source}`);
  if (!channelPattern.test(channel)) throw invalid('conversation.channel', `does not match ${channelPattern.source}`);
  expectMetadata('conversation.metadata', metadata);
  return {
    id,
    userId,
    channel: channel === '' ? 'web' : channel,
    ...(status === undefined ? {} : { status }),
    ...(stage === undefined ? {} : { stage }),
    ...(qualification ? { qualification: readQualification(qualification) } : {}),
    ...(metadata ? { metadata: metadata as JsonObject } : {}),
    ...(lastSeq > 0 ? { lastSeq } : {}),
  };
}

/** The other way of `writeEntry`. */
export function readEntry(given: wire.Entry): GivenEntry {
  const { seq, at, actor, turnId, message } = given;
  if (seq < 1) throw invalid('entry.seq', 'must be 1 or more');
  expectShort('entry.turn_id', [turnId]);
  if (!at) throw invalid('entry.at', 'is missing');
  const changes = given.changes.map((change, i) => readChange(change, `entry.changes[${i}]`, seq));
  if (!message && changes.length === 0) throw invalid('entry', 'has neither a message nor a change');
  if (message && message.turnId !== '' && message.turnId !== turnId) {
    throw invalid('entry.message.turn_id', "is not the entry's");
  }
  return {
    seq,
    at: at.getTime(),
    ...(actor ? { actor: readWriter(actor) } : {}),
    ...(turnId === '' ? {} : { turnId }),
    ...(message ? { message: readMessage(message, seq) } : {}),
    changes,
  };
}

function readWriter({ kind, id }: wire.Actor): Actor {
  return { kind: named('entry.actor.kind', 'ACTOR_KIND_', kind), id };
}

function readMessage(given: wire.Message, seq: number): GivenMessage {
  const { id, text, inReplyTo, authorId, usage, metadata, createdAt } = given;
  if (given.seq !== 0 && given.seq !== seq) throw invalid('entry.message.seq', "is not the entry's");
  const role = named('entry.message.role', 'ROLE_', given.role);
  const most = role === 'AGENT' ? maxReplyBytes : maxTextBytes;
  if (Buffer.byteLength(text) > most) throw invalid('entry.message.text', `has more than ${most} bytes`);
  if (role !== 'AGENT' && !/[^\s\p{Z}\0]/u.test(text)) throw invalid('entry.message.text', 'must not be blank');
  expectShort('entry.message', [id, authorId, ...inReplyTo]);
  expectMetadata('entry.message.metadata', metadata);
  if (usage && Object.values(usage).some((figure) => figure < 0)) throw invalid('entry.message.usage', 'is below 0');
  const status = known('entry.message.status', 'MESSAGE_STATUS_', given.status);
  return {
    role,
    text,
    inReplyTo,
    ...(usage ? { usage } : {}),
    ...(metadata ? { metadata: metadata as JsonObject } : {}),
    ...(id === '' ? {} : { id }),
    ...(status === undefined ? {} : { status }),
    ...(authorId === '' ? {} : { authorId }),
    ...(createdAt ? { createdAt: createdAt.getTime() } : {}),
    toolUses: given.toolUses.map(({ name, arguments: args = {}, result, failed }) => {
      return { name, arguments: args as JsonObject, result, failed };
    }),
  };
}

function readChange({ change }: wire.Change, path: string, seq: number): GivenChange {
  switch (change?.$case) {
    case 'created':
      return { kind: 'created', owner: readOwner(change.value.owner, `${path}.created.owner`) };
    case 'resumed':
      return {
        kind: 'resumed',
        lastActivityAt: timeOf(change.value.lastActivityAt, `${path}.resumed.last_activity_at`),
      };
    case 'stageChanged': {
      const at = `${path}.stage_changed`;
      const { from, to, reason, confidence, evidenceSeqs } = change.value;
      if (!(confidence >= 0 && confidence <= 1)) throw invalid(`${at}.confidence`, 'must be 0 to 1');
      expectEvidence(evidenceSeqs, `${at}.evidence_seqs`, seq);
      const before = known(`${at}.from`, 'STAGE_', from);
      const stage = named(`${at}.to`, 'STAGE_', to);
      return { kind: 'stageChanged', ...(before ? { from: before } : {}), to: stage, reason, confidence, evidenceSeqs };
    }
    case 'qualificationChanged': {
      const { from, to } = change.value;
      if (!to) throw invalid(`${path}.qualification_changed.to`, 'is missing');
      const after = readQualification(to);
      for (const { evidenceSeqs } of after.criteria) {
        expectEvidence(evidenceSeqs, `${path}.qualification_changed.to.criteria`, seq);
      }
      return { kind: 'qualificationChanged', ...(from ? { from: readQualification(from) } : {}), to: after };
    }
    case 'ownerChanged': {
      const { from, to, reason, briefing } = change.value;
      const at = `${path}.owner_changed`;
      const before = from && readOwner(from, `${at}.from`);
      return {
        kind: 'ownerChanged',
        ...(before ? { from: before } : {}),
        to: readOwner(to, `${at}.to`),
        reason,
        briefing,
      };
    }
    case 'statusChanged': {
      const at = `${path}.status_changed`;
      const before = known(`${at}.from`, 'CONVERSATION_STATUS_', change.value.from);
      const to = named(`${at}.to`, 'CONVERSATION_STATUS_', change.value.to);
      if (to === 'ARCHIVED') throw invalid(`${at}.to`, 'a log ends CLOSED; its conversation may be archived');
      return { kind: 'statusChanged', ...(before ? { from: before } : {}), to };
    }
    case 'summarized':
      return { kind: 'summarized', summary: readSummary(change.value.summary, `${path}.summarized.summary`, seq) };
    case 'messagesSuperseded':
      return { kind: 'messagesSuperseded', messageIds: change.value.messageIds };
    case 'metadataChanged':
      expectMetadata(`${path}.metadata_changed.metadata`, change.value.metadata);
      return { kind: 'metadataChanged', metadata: (change.value.metadata ?? {}) as JsonObject };
    default:
      throw invalid(path, 'says nothing');
  }
}

function readQualification({ score, isQualified, overruled, criteria }: wire.Qualification): Qualification {
  if (!(score >= 0 && score <= 100)) throw invalid('qualification.score', 'must be 0 to 100');
  if (criteria.length > maxCriteria) throw invalid('qualification.criteria', `has more than ${maxCriteria}`);
  return { score, isQualified, overruled, criteria: criteria.map(readCriterion) };
}

function readOwner(owner: wire.Owner | undefined, path: string): Owner {
  if (!owner) throw invalid(path, 'is missing');
  const { kind, id, epoch } = owner;
  if (epoch < 1) throw invalid(`${path}.epoch`, 'must be 1 or more');
  return { kind: named(`${path}.kind`, 'OWNER_KIND_', kind), id, epoch };
}

function readSummary(summary: wire.Summary | undefined, path: string, seq: number): Summary {
  if (!summary) throw invalid(path, 'is missing');
  const { text, throughSeq, createdAt } = summary;
  if (throughSeq < 0 || throughSeq > seq) throw invalid(`${path}.through_seq`, 'lies beyond its entry');
  return { text, throughSeq, createdAt: timeOf(createdAt, `${path}.created_at`) };
}

function expectEvidence(seqs: readonly number[], path: string, seq: number): void {
  if (seqs.length > maxEvidence) throw invalid(path, `has more than ${maxEvidence}`);
  if (seqs.some((one) => one < 1 || one > seq)) throw invalid(path, 'names what is not before it');
}

function timeOf(at: Date | undefined, path: string): number {
  if (!at) throw invalid(path, 'is missing');
  return at.getTime();
}

/** An enum's value, absent for UNSPECIFIED; a number that the contract does not know is refused. */
function known<P extends string, V extends string>(path: string, prefix: P, value: V) {
  if (value === 'UNRECOGNIZED') throw invalid(path, 'is a number that the contract does not know');
  return bareOrAbsent(prefix, value);
}

function named<P extends string, V extends string>(path: string, prefix: P, value: V) {
  const found = known(path, prefix, value);
  if (found === undefined) throw invalid(path, 'is missing');
  return found;
}

function expectShort(path: string, ids: readonly string[]): void {
  if (ids.some((id) => id.length > maxId)) throw invalid(path, `is longer than ${maxId} characters`);
}
