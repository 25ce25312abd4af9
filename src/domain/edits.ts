import {
  type By,
  type Conversation,
  type Decision,
  expectRestored,
  merged,
  record,
  unchanged,
} from './conversation.js';
import type { Stage } from './entry.js';
import { DomainError } from './errors.js';
import type { JsonObject } from './json.js';
import { type Criterion, mergeQualification, type Scoring, sameQualification } from './qualification.js';

/** Throws `stale-version` when the caller decided on another version; 0 means any. */
export function expectVersion(head: Conversation, expectedVersion: number): void {
  if (expectedVersion !== 0 && expectedVersion !== head.lastSeq) {
    throw new DomainError({ kind: 'stale-version', conversationId: head.id, version: head.lastSeq });
  }
}

/** A caller's move; to the stage it has, none. Out of WON and LOST it needs `reopen`. */
export function setStage(
  head: Conversation,
  move: { stage: Stage; reason: string; evidenceSeqs: readonly number[]; reopen: boolean },
  by: By,
): Decision {
  expectRestored(head);
  if (head.stage === move.stage) return unchanged(head);
  if ((head.stage === 'WON' || head.stage === 'LOST') && !move.reopen) {
    throw new DomainError({ kind: 'stage-final', conversationId: head.id, stage: head.stage });
  }
  const { stage: to, reason, evidenceSeqs } = move;
  return record(head, by, {
    changes: [{ kind: 'stageChanged', from: head.stage, to, reason, confidence: 1, evidenceSeqs }],
  });
}

/** A caller's criteria, merged by name; `verdict` overrules what they give. */
export function setQualification(
  head: Conversation,
  criteria: readonly Criterion[],
  verdict: boolean | undefined,
  by: By,
  scoring: Scoring,
): Decision {
  expectRestored(head);
  const to = mergeQualification(head.qualification, criteria, scoring, verdict === undefined ? {} : { verdict });
  if (sameQualification(head.qualification, to)) return unchanged(head);
  return record(head, by, { changes: [{ kind: 'qualificationChanged', from: head.qualification, to }] });
}

/** Replaces the keys given; null removes one. */
export function updateMetadata(head: Conversation, patch: JsonObject, by: By): Decision {
  expectRestored(head);
  const after = merged(head.metadata, patch);
  if (JSON.stringify(after) === JSON.stringify(head.metadata)) return unchanged(head);
  return record(head, by, { changes: [{ kind: 'metadataChanged', metadata: patch }] });
}

/** Closes; a conversation that is closed already stays as it is. */
export function close(head: Conversation, by: By): Decision {
  expectRestored(head);
  if (head.status === 'CLOSED') return unchanged(head);
  return record(head, by, { changes: [{ kind: 'statusChanged', from: head.status, to: 'CLOSED' }] });
}
