import type { Assessment, Conversation } from '../../domain/conversation.js';
import type { Playbook } from '../../domain/playbook.js';
import type { Criterion } from '../../domain/qualification.js';
import type { AgentEvent } from '../../domain/turn.js';
import type { Answered, Model } from './model.js';
import { derived, orAborted } from './signals.js';

/** What the tools of a turn noted. */
export interface Noted {
  readonly criteria: readonly Omit<Criterion, 'evidenceSeqs'>[];
  /** Why a person is asked for. */
  readonly handoff?: string;
}

/**
 * What a turn changes: what its tools noted, and over it what its assessment found, without criteria that the playbook
 * does not have or that say what is known already, and without a way out of WON and LOST.
 */
function concluded(playbook: Playbook, conversation: Conversation, noted: Noted, found: Assessment): Assessment {
  const { stage, reason, confidence, handoff } = found;
  const rules = new Set(playbook.criteria.map(({ name }) => name));
  const known = new Map(conversation.qualification.criteria.map((criterion) => [criterion.name, criterion]));
  const criteria = new Map([...noted.criteria, ...(found.criteria ?? [])].map((each) => [each.name, each]));
  const changed = [...criteria.values()].filter(({ name, status, value }) => {
    const before = known.get(name);
    const same = before !== undefined && before.status === status && (value === '' || before.value === value);
    return rules.has(name) && !same;
  });
  const final = conversation.stage === 'WON' || conversation.stage === 'LOST';
  return {
    ...(stage && !final ? { stage, reason: reason ?? '', confidence: confidence ?? 1 } : {}),
    ...(changed.length > 0 ? { criteria: changed } : {}),
    ...(handoff ? { handoff } : noted.handoff === undefined ? {} : { handoff: askedBy(noted.handoff) }),
  };
}

function askedBy(reason: string): NonNullable<Assessment['handoff']> {
  return { queue: '', reason };
}

/**
 * The assessment step. It fails open, with what the tools noted: a reply is worth more than what is found besides.
 */
export function makeAssess(
  playbook: Playbook,
  model: Model,
  timeoutMs: number,
  warn: (what: string, error: unknown) => void,
): (answered: Answered, noted: Noted, signal: AbortSignal, emit: (event: AgentEvent) => void) => Promise<Assessment> {
  return async (answered, noted, signal, emit) => {
    const { conversation } = answered.turn;
    const part = derived(signal);
    const timer = setTimeout(() => part.abort(new Error(`no assessment within ${timeoutMs} ms`)), timeoutMs);
    try {
      const found = await orAborted(model.assess(answered, part.signal), part.signal);
      if (found.usage) emit({ kind: 'usage', ...found.usage, model: model.name });
      return concluded(playbook, conversation, noted, found.assessment);
    } catch (error) {
      signal.throwIfAborted();
      warn('assessment skipped', error);
      return concluded(playbook, conversation, noted, {});
    } finally {
      clearTimeout(timer);
      part.dispose();
    }
  };
}
