import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply, type Conversation, fold, unopened } from '../../src/domain/conversation.js';
import { expectVersion } from '../../src/domain/edits.js';
import type { Entry } from '../../src/domain/entry.js';
import { DomainError, type FaultKind } from '../../src/domain/errors.js';
import { preview } from '../../src/domain/message.js';
import { judge } from '../../src/domain/qualification.js';
import { identity, resumedAfterMs, scoring, start } from '../support/build.js';
import { decided, frozen, type Step, story, type Told, tell } from '../support/story.js';

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
