import type { Assessment } from '../../domain/conversation.js';
import type { Stage } from '../../domain/entry.js';
import type { Role } from '../../domain/message.js';
import type { Playbook } from '../../domain/playbook.js';
import type { Criterion } from '../../domain/qualification.js';
import { makeReader, toAssessment } from './assess.js';
import { makeReplier } from './reply.js';

/** What the agent sees of a conversation. */
export interface OfflineTurn {
  readonly stage: Stage;
  /** As known before this turn. */
  readonly criteria: readonly Criterion[];
  /** Oldest first, a bounded window; the newest one or more USER messages are unanswered. */
  readonly messages: readonly { readonly role: Role; readonly text: string }[];
  /** What is remembered of the user that may help, best first. */
  readonly memories?: readonly string[];
}

/** A sales agent by rules: no model, no network, the same answer every time. */
export interface OfflineAgent {
  /**
   * What the newest user messages show: only criteria that the words affirm, deny or update; a stage only where it
   * moves; handoff when a person is wished for.
   */
  assess(turn: OfflineTurn): Assessment;
  /** The reply. */
  respond(turn: OfflineTurn): string;
}

/** Compiles the rules and the playbook once; the agent itself keeps no state. Throws on cues that are no patterns. */
export function makeOfflineAgent(playbook: Playbook): OfflineAgent {
  const reader = makeReader(playbook);
  const reply = makeReplier(playbook, reader.matcher);
  return {
    assess: (turn) => {
      const reading = reader.read(turn);
      return toAssessment(reading, playbook);
    },
    respond: (turn) => reply(turn, reader.read(turn)),
  };
}
