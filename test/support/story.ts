import fc from 'fast-check';
import {
  accept,
  apply,
  type Conversation,
  conclude,
  type Decision,
  note,
  open,
  openWith,
} from '../../src/domain/conversation.js';
import { close, setQualification, setStage, updateMetadata } from '../../src/domain/edits.js';
import { type Change, type Entry, stages } from '../../src/domain/entry.js';
import { DomainError } from '../../src/domain/errors.js';
import type { JsonObject } from '../../src/domain/json.js';
import { agent, byUser, identity, reply, resumedAfterMs, scoring, start, system, userMessage } from './build.js';

/** A command that somebody gives at a time; clocks of several machines do not agree, so that time may step back. */
export interface Command {
  readonly what: string;
  readonly decide: (head: Conversation, at: number) => Decision;
  readonly stepMs: number;
}

const text = fc.string({ unit: 'binary', maxLength: 300 });
const stage = fc.constantFrom(...stages);
const key = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'a.b', '');
const json: fc.Arbitrary<JsonObject> = fc
  .array(fc.tuple(key, fc.oneof(text, fc.integer(), fc.constant(null), fc.constant([1, { x: null }]))), {
    maxLength: 4,
  })
  .map((pairs) => Object.fromEntries(pairs) as JsonObject);
const criterion = fc.record({
  name: fc.constantFrom('budget', 'need', 'authority', 'timeline', 'region', 'seats'),
  status: fc.constantFrom('MET' as const, 'UNMET' as const, 'UNKNOWN' as const),
  value: fc.constantFrom('', 'yes', 'no'),
  confidence: fc.constantFrom(0.5, 1),
});
const assessment = fc.record(
  {
    stage,
    reason: text,
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    criteria: fc.array(criterion, { maxLength: 4 }),
    handoff: fc.record({ queue: fc.constant('sales'), reason: text, briefing: text }),
  },
  { requiredKeys: [] },
);

const commands: fc.Arbitrary<Omit<Command, 'stepMs'>> = fc.oneof(
  {
    weight: 4,
    arbitrary: text.map((said) => ({
      what: 'accept',
      decide: (head: Conversation, at: number) =>
        accept(head, userMessage({ text: said, createdAt: at, turnId: 't' }), byUser(head.userId, at), resumedAfterMs),
    })),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.option(text), fc.option(assessment)).map(([said, found]) => ({
      what: 'conclude',
      decide: (head: Conversation, at: number) =>
        conclude(
          head,
          'turn',
          {
            ...(said === null ? {} : { message: reply({ text: said, createdAt: at }) }),
            ...(found === null ? {} : { assessment: found }),
            evidenceSeqs: [head.lastSeq],
          },
          agent(at),
          scoring,
        ),
    })),
  },
  fc
    .tuple(text, fc.constantFrom('SYSTEM' as const, 'HUMAN' as const), fc.constantFrom('x', 'agent'))
    .map(([said, role, authorId]) => ({
      what: 'note',
      decide: (head: Conversation, at: number) =>
        note(head, userMessage({ role, authorId, text: said, createdAt: at }), system(at)),
    })),
  fc.tuple(stage, fc.boolean()).map(([to, reopen]) => ({
    what: reopen ? 'reopen to a stage' : 'set the stage',
    decide: (head: Conversation, at: number) =>
      setStage(head, { stage: to, reason: 'asked', evidenceSeqs: [], reopen }, system(at)),
  })),
  fc
    .tuple(fc.array(criterion, { maxLength: 4 }), fc.option(fc.boolean(), { nil: undefined }))
    .map(([criteria, verdict]) => ({
      what: 'set the qualification',
      decide: (head: Conversation, at: number) =>
        setQualification(
          head,
          criteria.map((one) => ({ ...one, evidenceSeqs: [1] })),
          verdict,
          system(at),
          scoring,
        ),
    })),
  json.map((patch) => ({
    what: 'update metadata',
    decide: (head: Conversation, at: number) => updateMetadata(head, patch, system(at)),
  })),
  fc.constant({ what: 'close', decide: (head: Conversation, at: number) => close(head, system(at)) }),
  // What no function decides yet: the log may hold it all the same.
  fc.constant({
    what: 'archive',
    decide: record((head) => ({ kind: 'statusChanged', from: head.status, to: 'ARCHIVED' })),
  }),
  fc.constant({
    what: 'summarize',
    decide: record((head) => ({
      kind: 'summarized',
      summary: { text: 's', throughSeq: head.lastSeq, createdAt: start },
    })),
  }),
  fc.constantFrom('HUMAN' as const, 'QUEUE' as const, 'AGENT' as const).map((kind) => ({
    what: `give to ${kind}`,
    decide: record(({ owner }) => ({
      kind: 'ownerChanged',
      from: owner,
      to: { kind, id: 'x', epoch: owner.epoch + 1 },
      reason: '',
      briefing: '',
    })),
  })),
);

function record(change: (head: Conversation) => Change): Command['decide'] {
  return (head, at) => {
    const entry: Entry = { seq: head.lastSeq + 1, ...system(at), changes: [change(head)] };
    return { conversation: apply(head, entry), entries: [entry] };
  };
}

/** Also exactly the pause that resumes, and none. */
const step = fc.oneof(fc.integer({ min: -5000, max: 2 * resumedAfterMs }), fc.constantFrom(0, resumedAfterMs));

/** A conversation's life, from its opening on. */
export const story = fc.record({
  first: fc.option(text),
  metadata: fc.option(json, { nil: undefined }),
  commands: fc.array(
    fc.tuple(commands, step).map(([command, stepMs]) => ({ ...command, stepMs })),
    { maxLength: 25 },
  ),
});

/** A conversation and its log. */
export interface Told {
  readonly log: Entry[];
  readonly head: Conversation;
}

/** What one command made of a conversation. */
export type Step = (before: Told, after: Told, command: Command, decision: Decision | DomainError) => void;

/** Tells a story from the opening on, and shows each step of it. */
export function tell(
  { first, metadata, commands }: { first: string | null; metadata?: JsonObject | undefined; commands: Command[] },
  see: Step = () => undefined,
): Told {
  const who = identity();
  const opened =
    first === null
      ? open(who, system(), 'agent', metadata)
      : openWith(
          who,
          userMessage({ text: first, turnId: 't', ...(metadata ? { metadata } : {}) }),
          byUser(who.userId),
          'agent',
        );
  let told: Told = { log: [...opened.entries], head: { ...opened.conversation, activeTurnId: 't', revision: 1 } };
  let at = start;
  for (const command of commands) {
    at += command.stepMs;
    const before = frozen(told);
    const decision = decided(() => command.decide(before.head, at));
    if (!(decision instanceof DomainError)) {
      const { conversation, entries } = decision;
      told = { log: [...before.log, ...entries], head: { ...conversation, revision: conversation.revision + 1 } };
    }
    see(before, told, command, decision);
  }
  return told;
}

/** What was decided, or why not. */
export function decided<T>(decide: () => T): T | DomainError {
  try {
    return decide();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** A decision that changes what it was given throws. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
