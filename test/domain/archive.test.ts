import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archived, expectArchivable, loggedStatus, restored, shownVersion } from '../../src/domain/archive.js';
import { type Conversation, fold } from '../../src/domain/conversation.js';
import type { Entry } from '../../src/domain/entry.js';
import { arriving, closing, openingWith, userMessage } from '../support/build.js';

const reference = { key: 't/c/1-x', sha256: 'ab', bytes: 1, entries: 1, at: 1 };

describe('a conversation that goes to the archive and comes back', () => {
  it('is shown anew each time, and by nothing else than entries and that; its log gives the same head throughout', () => {
    const act = fc.constantFrom('write', 'archive', 'restore', 'nothing');
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const first = openingWith(userMessage());
        let head: Conversation = first.conversation;
        const { tenantId, id, userId, channel } = head;
        const who = { tenantId, id, userId, channel };
        const log: Entry[] = [...first.entries];
        for (const what of acts) {
          const before = head;
          if (what === 'write' && !head.archive) {
            const next = head.status === 'ACTIVE' ? closing(head) : arriving(head);
            log.push(...next.entries);
            head = next.conversation;
          }
          if (what === 'archive' && head.status === 'CLOSED') head = archived(head, reference);
          if (what === 'restore' && head.archive) head = restored(head);
          const isNews = head !== before;
          expect(shownVersion(head) > shownVersion(before)).toBe(isNews);
          if (!isNews) expect(shownVersion(head)).toBe(shownVersion(before));
          const { archive: _, archives: __, ...rest } = head;
          expect({ ...rest, status: loggedStatus(head) }).toEqual(fold(who, log));
          expect(head.status === 'ARCHIVED').toBe(head.archive !== undefined);
        }
      }),
    );
  });

  it('must be closed, and no turn may run in it', () => {
    const active = openingWith(userMessage()).conversation;
    const closed = closing(active).conversation;
    expect(() => expectArchivable(active)).toThrow('conversation-open');
    expect(() => expectArchivable({ ...closed, activeTurnId: 't' })).toThrow('conversation-busy');
    expectArchivable(closed);
  });

  it('owes no summary while it is there, or when it is back', () => {
    const closed = { ...closing(openingWith(userMessage()).conversation).conversation, summaryDueAt: 7 };
    expect(archived(closed, reference).summaryDueAt).toBeUndefined();
    expect(restored(archived(closed, reference)).summaryDueAt).toBeUndefined();
  });
});
