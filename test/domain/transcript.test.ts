import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unopened } from '../../src/domain/conversation.js';
import type { Entry } from '../../src/domain/entry.js';
import type { Message } from '../../src/domain/message.js';
import { transcript } from '../../src/domain/transcript.js';
import type { Turn } from '../../src/domain/turn.js';
import { identity, queuedTurn, reply, start, system, userMessage } from '../support/build.js';

/** A log as turns make it: messages queue up, are answered in their order, and others speak in between. */
function makeStory() {
  const log: Entry[] = [];
  const waiting: Turn[] = [];

  function add(message: Message): Entry {
    const entry: Entry = { seq: log.length + 1, ...system(), turnId: 't', message, changes: [] };
    log.push(entry);
    return entry;
  }

  return {
    log,
    /** The first of them is the one that runs. */
    waiting,
    add,
    ask(): void {
      const id = `turn-${log.length + 1}`;
      const message = userMessage({ id: `u${log.length + 1}`, text: 'asks', turnId: id });
      const { seq } = add(message);
      const head = { ...unopened(identity()), lastSeq: seq, updatedAt: start };
      waiting.push(queuedTurn(head, { id, messageIds: [message.id] }));
    },
    /** The first turn is answered, or ends without a reply. */
    end(answered: boolean): void {
      const turn = waiting.shift();
      if (turn && answered) add(reply({ id: `a${log.length + 1}`, turnId: turn.id, inReplyTo: turn.messageIds }));
    },
    /** The first two turns are made one. */
    coalesce(): void {
      const [first, second, ...rest] = waiting;
      if (!first || !second) return;
      const messageIds = [...first.messageIds, ...second.messageIds];
      waiting.splice(0, waiting.length, { ...second, messageIds }, ...rest);
    },
    speak(status: Message['status']): void {
      const role = status === 'SUPERSEDED' ? 'USER' : 'HUMAN';
      add(userMessage({ id: `n${log.length + 1}`, role, status }));
    },
    change(): void {
      log.push({ seq: log.length + 1, ...system(), changes: [{ kind: 'resumed', lastActivityAt: 1 }] });
    },
  };
}

type Story = ReturnType<typeof makeStory>;

const story = fc
  .array(
    fc.constantFrom('ask', 'ask', 'ask', 'answer', 'answer', 'fail', 'coalesce', 'person', 'superseded', 'change'),
    {
      maxLength: 40,
    },
  )
  .map((steps) => {
    const story = makeStory();
    story.ask();
    for (const step of steps) {
      if (step === 'ask') story.ask();
      else if (step === 'answer') story.end(true);
      else if (step === 'fail') story.end(false);
      else if (step === 'coalesce') story.coalesce();
      else if (step === 'change') story.change();
      else story.speak(step === 'person' ? 'COMPLETE' : 'SUPERSEDED');
    }
    if (story.waiting.length === 0) story.ask();
    return story;
  });

describe('what the model reads of any log', () => {
  const always = (see: (read: Message[], story: Story, turn: Turn) => void) =>
    fc.assert(
      fc.property(story, (story) => {
        const [turn] = story.waiting;
        see(transcript(story.log, turn!), story, turn!);
      }),
      { numRuns: 300 },
    );

  it('ends with the messages of the turn, in order', () => {
    always((read, _, { messageIds }) => {
      expect(read.slice(-messageIds.length).map(({ id }) => id)).toEqual(messageIds);
    });
  });

  it('has every reply right after what it answers', () => {
    always((read) => {
      for (const [i, { inReplyTo }] of read.entries()) {
        expect(read.slice(i - inReplyTo.length, i).map(({ id }) => id)).toEqual(inReplyTo);
      }
    });
  });

  it('has no message twice, none that was superseded, and none that waits behind the turn', () => {
    always((read, { waiting }) => {
      const ids = read.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(read.every(({ status }) => status !== 'SUPERSEDED')).toBe(true);
      for (const later of waiting.slice(1)) for (const id of later.messageIds) expect(ids).not.toContain(id);
    });
  });

  it('has all others in the order of the log, and what was not answered after the replies to what was asked before', () => {
    always((read, { log, waiting }, turn) => {
      const later = new Set(waiting.slice(1).flatMap(({ messageIds }) => messageIds));
      const all = log.flatMap(({ message }) => (message && message.status !== 'SUPERSEDED' ? [message] : []));
      const kept = all.filter(({ id }) => !later.has(id));
      expect(read.map(({ id }) => id).toSorted()).toEqual(kept.map(({ id }) => id).toSorted());
      const asked = new Set([...all.flatMap(({ inReplyTo }) => inReplyTo), ...turn.messageIds]);
      const isLost = ({ id, role }: Message) => role === 'USER' && !asked.has(id);
      const order = (messages: Message[], which: (message: Message) => boolean) =>
        messages.filter((message) => !asked.has(message.id) && which(message)).map(({ id }) => id);
      expect(order(read, isLost)).toEqual(order(kept, isLost));
      expect(order(read, (message) => !isLost(message))).toEqual(order(kept, (message) => !isLost(message)));
      const placeIn = (messages: Message[], id: string) => messages.findIndex((message) => message.id === id);
      for (const lost of kept.filter(isLost)) {
        const before = kept.filter(({ inReplyTo }) =>
          inReplyTo.some((id) => placeIn(kept, id) < placeIn(kept, lost.id)),
        );
        for (const reply of before) expect(placeIn(read, reply.id)).toBeLessThan(placeIn(read, lost.id));
      }
    });
  });

  it('has, of a window of the newest entries, what the window holds', () => {
    always((_, story, turn) => {
      for (const size of [1, 3, 7]) {
        const window = story.log.slice(-size);
        const held = new Set(window.flatMap(({ message }) => (message ? [message.id] : [])));
        const read = transcript(window, turn);
        expect(read.every(({ id }) => held.has(id))).toBe(true);
        const own = turn.messageIds.filter((id) => held.has(id));
        expect(read.slice(read.length - own.length).map(({ id }) => id)).toEqual(own);
      }
    });
  });
});

describe('a known log', () => {
  it('questions that came while the agent answered stand before their own replies', () => {
    const story = makeStory();
    story.ask();
    story.ask();
    story.end(true);
    story.ask();
    story.speak('COMPLETE');
    story.end(true);
    story.ask();
    expect(story.log.map(({ message }) => message?.id)).toEqual(['u1', 'u2', 'a3', 'u4', 'n5', 'a6', 'u7']);
    const read = transcript(story.log, story.waiting[0]!);
    expect(read.map(({ id }) => id)).toEqual(['u1', 'a3', 'n5', 'u2', 'a6', 'u4']);
  });

  it('what was stopped while others waited, and what those said that got no answer, stand as they were said', () => {
    const story = makeStory();
    story.ask();
    story.ask();
    story.ask();
    const [first] = story.waiting;
    story.waiting.length = 0;
    story.add(reply({ id: 'a4', turnId: first!.id, inReplyTo: first!.messageIds, status: 'PARTIAL' }));
    story.ask();
    expect(transcript(story.log, story.waiting[0]!).map(({ id }) => id)).toEqual(['u1', 'a4', 'u2', 'u3', 'u5']);
  });

  it('a message without a turn is read wherever it stands', () => {
    const story = makeStory();
    story.ask();
    const turn = story.waiting[0]!;
    story.add(userMessage({ id: 'imported' }));
    expect(transcript(story.log, turn).map(({ id }) => id)).toEqual(['imported', 'u1']);
  });
});
