import {
  type By,
  type Conversation,
  type Decision,
  expectRestored,
  type Line,
  record,
  unchanged,
} from './conversation.js';
import type { Owner } from './entry.js';
import { DomainError } from './errors.js';
import type { Message } from './message.js';

/** Puts the conversation into a queue, from the agent or another queue; one that a person has stays with them. */
export function requestHandoff(
  head: Conversation,
  to: { readonly queue: string; readonly reason: string; readonly briefing: string },
  by: By,
): Decision {
  expectRestored(head);
  const { owner } = head;
  if (owner.kind === 'HUMAN' || (owner.kind === 'QUEUE' && owner.id === to.queue)) return unchanged(head);
  return record(head, by, { changes: [passTo(head, 'QUEUE', to.queue, to.reason, to.briefing)] });
}

/**
 * Gives the conversation to a person: from the agent or a queue, or from whoever has it at `expectedEpoch` (0: none is
 * named). Throws `taken-over` when another person has it, or the epoch is another. To its owner nothing changes.
 */
export function takeOver(
  head: Conversation,
  to: {
    readonly humanId: string;
    readonly reason: string;
    readonly briefing: string;
    readonly expectedEpoch: number;
  },
  by: By,
): Decision {
  expectRestored(head);
  const { owner } = head;
  if (owner.kind === 'HUMAN' && owner.id === to.humanId) return unchanged(head);
  const named = to.expectedEpoch !== 0;
  if (named ? owner.epoch !== to.expectedEpoch : owner.kind === 'HUMAN') {
    throw new DomainError({ kind: 'taken-over', conversationId: head.id, owner: owner.id, epoch: owner.epoch });
  }
  return record(head, by, { changes: [passTo(head, 'HUMAN', to.humanId, to.reason, to.briefing)] });
}

/** Gives it back to the agent. Throws `not-owner` for anyone but the person who has it. A note is for the agent to read. */
export function returnToAgent(
  head: Conversation,
  from: { readonly humanId: string; readonly agentName: string; readonly note?: Message },
  by: By,
): Decision {
  expectRestored(head);
  const { owner } = head;
  if (owner.kind !== 'HUMAN' || owner.id !== from.humanId) {
    throw new DomainError({ kind: 'not-owner', conversationId: head.id, owner: owner.id });
  }
  const line: Line = { changes: [passTo(head, 'AGENT', from.agentName, from.note?.text ?? '', '')] };
  return record(head, by, from.note ? { ...line, message: from.note } : line);
}

function passTo({ owner: from }: Conversation, kind: Owner['kind'], id: string, reason: string, briefing: string) {
  return { kind: 'ownerChanged', from, to: { kind, id, epoch: from.epoch + 1 }, reason, briefing } as const;
}
