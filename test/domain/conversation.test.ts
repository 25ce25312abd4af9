import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accept,
  apply,
  type Conversation,
  close,
  conclude,
  type Decision,
  expectVersion,
  fold,
  note,
  open,
  openWith,
  setQualification,
  setStage,
  unopened,
  updateMetadata,
} from '../../src/domain/conversation.js';
import { type Change, type Entry, stages } from '../../src/domain/entry.js';
import { DomainError, type FaultKind } from '../../src/domain/errors.js';
import type { JsonObject } from '../../src/domain/json.js';
import { preview } from '../../src/domain/message.js';
import { judge } from '../../src/domain/qualification.js';
import {
  agent,
  byUser,
  identity,
  reply,
  resumedAfterMs,
  scoring,
  start,
  system,
  userMessage,
} from '../support/build.js';

/** A command that somebody gives at a time; clocks of several machines do not agree, so that time may step back. */
interface Command {
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

const story = fc.record({
  first: fc.option(text),
  metadata: fc.option(json, { nil: undefined }),
  commands: fc.array(
    fc
      .tuple(commands, fc.integer({ min: -5000, max: 2 * resumedAfterMs }))
      .map(([command, stepMs]) => ({ ...command, stepMs })),
    { maxLength: 25 },
  ),
});

interface Told {
  readonly log: Entry[];
  readonly head: Conversation;
}

type Step = (before: Told, after: Told, command: Command, decision: Decision | DomainError) => void;

/** Tells a story from the opening on, and shows each step of it. */
function tell(
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

function decided<T>(decide: () => T): T | DomainError {
  try {
    return decide();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** A decision that changes what it was given throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

const derived = ({ activeTurnId: _, revision: __, ...head }: Conversation) => head;
const changesOf = (entries: readonly Entry[]) => entries.flatMap(({ changes }) => changes);

describe('whatever is said and done to a conversation', () => {
  const always = (see: Step, also: (told: Told) => void = () => undefined) =>
    fc.assert(
      fc.property(story, (story) => also(tell(story, see))),
      { numRuns: 300 },
    );

  it('its log gives its head', () => {
    always(
      () => undefined,
      ({ log, head }) => {
        const { tenantId, id, userId, channel } = head;
        expect(derived(fold({ tenantId, id, userId, channel }, log))).toEqual(derived(head));
      },
    );
  });

  it('its log has no gap, and a command adds at most one entry', () => {
    always((before, after, _, decision) => {
      expect(after.log.length - before.log.length).toBeLessThanOrEqual(1);
      expect(after.log.map(({ seq }) => seq)).toEqual(after.log.map((_, i) => i + 1));
      expect(after.head.lastSeq).toBe(after.log.length);
      if (decision instanceof DomainError) expect(after).toBe(before);
      else if (decision.entries.length === 0) expect(decision.conversation).toBe(before.head);
    });
  });

  it('who it is, the turn that has the floor, and the revision are nothing that an entry changes', () => {
    always(({ head: before }, _, __, decision) => {
      if (decision instanceof DomainError) return;
      const { tenantId, id, userId, channel, activeTurnId, revision, createdAt } = before;
      expect(decision.conversation).toMatchObject({ tenantId, id, userId, channel, activeTurnId, revision, createdAt });
    });
  });

  it('it is refused only for the reasons that its state gives', () => {
    always(({ head }, _, { what }, decision) => {
      if (!(decision instanceof DomainError)) return;
      const reasons: Partial<Record<FaultKind, boolean>> = {
        'conversation-archived': head.status === 'ARCHIVED',
        'stage-final': head.stage === 'WON' || head.stage === 'LOST',
        'not-owner': what === 'note',
      };
      expect(reasons[decision.fault.kind]).toBe(true);
      expect(['accept', 'conclude']).not.toContain(what);
    });
  });

  it('an archived one takes a message of its user and the rest of a turn, and nothing else', () => {
    always(({ head }, _, { what }, decision) => {
      const refused = [
        'note',
        'set the stage',
        'reopen to a stage',
        'set the qualification',
        'update metadata',
        'close',
      ];
      if (head.status === 'ARCHIVED' && refused.includes(what)) {
        expect(decision).toMatchObject({ fault: { kind: 'conversation-archived', conversationId: head.id } });
      }
    });
  });

  it('each change begins where the one before ended', () => {
    always(
      () => undefined,
      ({ log }) => {
        let head = unopened(identity());
        for (const entry of log) {
          for (const change of entry.changes) {
            if (change.kind === 'stageChanged') expect(change.from).toBe(head.stage);
            if (change.kind === 'statusChanged') expect(change.from).toBe(head.status);
            if (change.kind === 'qualificationChanged') expect(change.from).toEqual(head.qualification);
            if (change.kind === 'ownerChanged') {
              expect(change.from).toEqual(head.owner);
              expect(change.to.epoch).toBe(head.owner.epoch + 1);
            }
            if (change.kind === 'resumed') expect(change.lastActivityAt).toBe(head.lastActivityAt);
            if (change.kind === 'stageChanged' || change.kind === 'qualificationChanged') {
              expect(change.to).not.toEqual(change.from);
            }
          }
          head = apply(head, entry);
        }
      },
    );
  });

  it('messages are counted, the newest is previewed, and the time of activity never falls', () => {
    always((before, { head, log }) => {
      const messages = log.flatMap(({ message }) => (message ? [message] : []));
      expect(head.messageCount).toBe(messages.length);
      expect(head.lastMessagePreview).toBe(preview(messages.at(-1)?.text ?? ''));
      expect(head.lastActivityAt).toBeGreaterThanOrEqual(before.head.lastActivityAt);
      const grown = log.slice(before.log.length);
      if (!grown.some(({ message }) => message)) expect(head.lastActivityAt).toBe(before.head.lastActivityAt);
    });
  });

  it('WON and LOST are left by a caller who reopens, never by the agent', () => {
    always((before, after, { what }) => {
      if (before.head.stage !== 'WON' && before.head.stage !== 'LOST') return;
      if (what !== 'reopen to a stage') expect(after.head.stage).toBe(before.head.stage);
    });
  });

  it('score and verdict are what the criteria give, unless a caller overruled', () => {
    always((before, { head }, { what }) => {
      const { score, isQualified, overruled, criteria } = head.qualification;
      expect(score).toBe(criteria.length === 0 ? 0 : judge(criteria, scoring).score);
      if (!overruled && criteria.length > 0) expect(isQualified).toBe(judge(criteria, scoring).isQualified);
      if (before.head.qualification.overruled && what !== 'set the qualification') {
        expect(isQualified).toBe(before.head.qualification.isQualified);
      }
      expect(new Set(criteria.map(({ name }) => name)).size).toBe(criteria.length);
    });
  });

  it('a message resumes it exactly when it was not active or has been idle', () => {
    always(({ head }, after, { what }, decision) => {
      if (what !== 'accept' || decision instanceof DomainError) return;
      const { at, changes } = after.log.at(-1)!;
      const resumes = head.status !== 'ACTIVE' || at - head.lastActivityAt >= resumedAfterMs;
      expect('event' in decision && decision.event).toBe(resumes ? 'RESUMED' : 'CONTINUED');
      expect(changes.some(({ kind }) => kind === 'resumed')).toBe(resumes);
      expect(after.head.status).toBe('ACTIVE');
    });
  });

  it('metadata is the patches, one over the other, null for none', () => {
    always(
      () => undefined,
      ({ log, head }) => {
        const expected = new Map<string, unknown>();
        for (const change of changesOf(log)) {
          if (change.kind !== 'metadataChanged') continue;
          for (const [key, value] of Object.entries(change.metadata)) {
            if (value === null) expected.delete(key);
            else expected.set(key, value);
          }
        }
        expect(new Map(Object.entries(head.metadata))).toEqual(expected);
      },
    );
  });

  it('a version that is not the newest is refused and tells the newest; 0 is any', () => {
    always(
      () => undefined,
      ({ head }) => {
        for (const version of [0, head.lastSeq]) expect(() => expectVersion(head, version)).not.toThrow();
        for (const version of [head.lastSeq - 1, head.lastSeq + 1, 1e9]) {
          if (version === 0) continue;
          const before = structuredClone(head);
          const error = decided(() => expectVersion(frozen(head), version));
          expect(error).toMatchObject({
            fault: { kind: 'stale-version', conversationId: head.id, version: head.lastSeq },
          });
          expect(head).toEqual(before);
        }
      },
    );
  });

  it('the same command again changes nothing more, where it says where to go', () => {
    always((_, { head }, { what, decide }, decision) => {
      if (decision instanceof DomainError) return;
      if (!/stage|close|metadata/.test(what) && what !== 'set the qualification') return;
      const again = decided(() => decide(frozen(head), start));
      if (again instanceof DomainError) throw again;
      expect(again.entries).toEqual([]);
      expect(again.conversation).toBe(head);
    });
  });
});

describe("the agent's part of a turn", () => {
  const head = tell({ first: 'hello', commands: [] }).head;
  const met = (...names: string[]) => names.map((name) => ({ name, status: 'MET' as const, value: '', confidence: 1 }));
  const part = (assessment: Parameters<typeof conclude>[2]['assessment']) =>
    conclude(
      head,
      'turn',
      { message: reply(), ...(assessment ? { assessment } : {}), evidenceSeqs: [1] },
      agent(),
      scoring,
    );

  it('is one entry: the reply with all that it changed, the evidence being what it answers', () => {
    const { entries, conversation } = part({ criteria: met('budget'), stage: 'PROPOSAL', reason: 'asked for a quote' });
    expect(entries.length).toBe(1);
    expect(entries[0]).toMatchObject({ seq: 2, turnId: 'turn', message: { role: 'AGENT' } });
    expect(entries[0]?.changes.map(({ kind }) => kind)).toEqual(['qualificationChanged', 'stageChanged']);
    expect(entries[0]?.changes[1]).toMatchObject({
      from: 'LEAD',
      to: 'PROPOSAL',
      reason: 'asked for a quote',
      evidenceSeqs: [1],
    });
    expect(conversation.qualification.criteria[0]).toMatchObject({ name: 'budget', evidenceSeqs: [1] });
  });

  it('is nothing when there is neither reply nor change', () => {
    const decision = conclude(head, 'turn', { evidenceSeqs: [1] }, agent(), scoring);
    expect(decision).toEqual({ conversation: head, entries: [] });
  });

  it('moves an early stage to QUALIFIED when the criteria come to qualify', () => {
    expect(part({ criteria: met('budget', 'need', 'authority') }).conversation).toMatchObject({
      stage: 'QUALIFIED',
      qualification: { score: 80, isQualified: true },
    });
    expect(part({ criteria: met('budget', 'need') }).conversation.stage).toBe('LEAD');
  });

  it('hands over to a queue once, with one briefing and a higher epoch', () => {
    const handoff = { queue: 'sales', reason: 'asked', briefing: 'wants a person' };
    const { conversation, entries } = part({ handoff });
    expect(conversation.owner).toEqual({ kind: 'QUEUE', id: 'sales', epoch: 2 });
    expect(entries[0]?.changes[0]).toMatchObject({ kind: 'ownerChanged', briefing: 'wants a person' });
    const again = conclude(conversation, 'turn', { assessment: { handoff }, evidenceSeqs: [1] }, agent(), scoring);
    expect(again.entries).toEqual([]);
  });
});

describe('a message of a person', () => {
  const { head } = tell({ first: 'hello', commands: [] });
  const said = userMessage({ role: 'HUMAN', authorId: 'ann' });

  it('is taken from the owner alone', () => {
    const owned: Conversation = { ...head, owner: { kind: 'HUMAN', id: 'ann', epoch: 2 } };
    expect(note(owned, said, system()).conversation.messageCount).toBe(2);
    for (const owner of [
      head.owner,
      { kind: 'HUMAN' as const, id: 'bob', epoch: 2 },
      { kind: 'QUEUE' as const, id: 'ann', epoch: 2 },
    ]) {
      expect(decided(() => note({ ...head, owner }, said, system()))).toMatchObject({
        fault: { kind: 'not-owner', owner: owner.id },
      });
    }
  });
});

describe('a preview', () => {
  it('is at most 200 characters of the text, from its beginning, whole ones', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500, size: 'max' }), (text) => {
        expect(preview(text)).toBe(text.length <= 200 ? text : Array.from(text).slice(0, 200).join(''));
        expect(text.startsWith(preview(text))).toBe(true);
        expect(preview(text).isWellFormed()).toBe(true);
      }),
    );
    expect(preview('😀'.repeat(300))).toBe('😀'.repeat(200));
    expect(preview(`x${'😀'.repeat(300)}`)).toBe(`x${'😀'.repeat(199)}`);
  });
});
