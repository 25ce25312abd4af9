import { describe, expect, it } from 'vitest';
import { apply, type Conversation, unopened } from '../../src/domain/conversation.js';
import type { Change, Entry } from '../../src/domain/entry.js';
import { type Step, turnsOver } from '../../src/domain/ledger.js';
import type { Message, MessageStatus } from '../../src/domain/message.js';

const start = unopened({ tenantId: 't', id: 'c', userId: 'u', channel: 'web' });
const agent = { kind: 'AGENT', id: 'a', epoch: 1 } as const;
const person = { kind: 'HUMAN', id: 'bob', epoch: 2 } as const;
const created: Change = { kind: 'created', owner: agent };
const closed: Change = { kind: 'statusChanged', from: 'ACTIVE', to: 'CLOSED' };
const taken: Change = { kind: 'ownerChanged', from: agent, to: person, reason: '', briefing: '' };

function message(
  id: string,
  role: Message['role'],
  turnId: string | undefined,
  status: MessageStatus = 'COMPLETE',
): Message {
  const more = turnId === undefined ? {} : { turnId };
  return { id, role, text: id, status, inReplyTo: [], authorId: '', toolUses: [], createdAt: 1, ...more };
}

type Line = Omit<Entry, 'seq' | 'at' | 'actor'> & { readonly at?: number };
const asked = (turnId: string, id: string, ...changes: Change[]): Line => ({
  turnId,
  message: message(id, 'USER', turnId),
  changes,
});
const replied = (turnId: string, id: string, status: MessageStatus = 'COMPLETE', ...changes: Change[]): Line => ({
  turnId,
  message: message(id, 'AGENT', turnId, status),
  changes,
});

const saidByPerson: Line = { message: message('h', 'HUMAN', undefined), changes: [] };

/** The entries of some lines, a second apart where they say nothing else, and the conversation after each. */
function stepsOf(...lines: Line[]): Step[] {
  let head: Conversation = start;
  return lines.map((line, i) => {
    const entry: Entry = { seq: i + 1, at: 1000 * (i + 1), actor: { kind: 'SYSTEM', id: '' }, ...line };
    head = apply(head, entry);
    return { entry, head };
  });
}

const told = (...lines: Line[]) =>
  turnsOver([], stepsOf(...lines)).map(({ id, status, replySeq }) => [id, status, replySeq]);

describe('the turns that a log tells of', () => {
  it('have the messages that were asked and the reply, with what they left behind', () => {
    const won: Change = {
      kind: 'stageChanged',
      from: 'LEAD',
      to: 'WON',
      reason: '',
      confidence: 1,
      evidenceSeqs: [1],
    };
    const [turn] = turnsOver(
      [],
      stepsOf(asked('1', 'm1', created), asked('1', 'm2'), replied('1', 'r', 'COMPLETE', won)),
    );
    expect(turn).toMatchObject({
      id: '1',
      conversationId: 'c',
      status: 'COMPLETED',
      messageIds: ['m1', 'm2'],
      messageSeqs: [1, 2],
      messageSeq: 1,
      event: 'CREATED',
      acceptedAt: 1000,
      endedAt: 3000,
      replySeq: 3,
      attempt: 1,
      outcome: { stage: 'WON' },
      marks: [{ event: { kind: 'change', change: won } }],
    });
  });

  it.each<[string, Line[], unknown[]]>([
    ['one that still waits is none', [asked('1', 'm1')], []],
    [
      'a reply without words is the end of one',
      [asked('1', 'm1'), { turnId: '1', changes: [taken] }],
      [['1', 'HANDED_OFF', undefined]],
    ],
    [
      'a partial reply that a newer message came before was interrupted',
      [asked('1', 'm1'), asked('2', 'm2'), replied('1', 'r', 'PARTIAL')],
      [['1', 'INTERRUPTED', 3]],
    ],
    ['any other was cancelled', [asked('1', 'm1'), replied('1', 'r', 'PARTIAL')], [['1', 'CANCELLED', 2]]],
    [
      'one that a person took over was handed off, and those behind it have no answer',
      [asked('1', 'm1'), asked('2', 'm2'), { changes: [taken] }, replied('1', 'r', 'PARTIAL')],
      [
        ['1', 'HANDED_OFF', 4],
        ['2', 'COMPLETED', undefined],
      ],
    ],
    [
      'one that comes while a person has the conversation has none either',
      [{ changes: [created] }, { changes: [taken] }, asked('1', 'm1')],
      [['1', 'COMPLETED', undefined]],
    ],
    [
      'one whose messages were superseded was rolled back, with its partial reply or without',
      [
        asked('1', 'm1'),
        asked('2', 'm2'),
        replied('1', 'r', 'SUPERSEDED', { kind: 'messagesSuperseded', messageIds: ['m1', 'r'] }),
        asked('3', 'm3', { kind: 'messagesSuperseded', messageIds: ['m2'] }),
      ],
      [
        ['1', 'ROLLED_BACK', 3],
        ['2', 'ROLLED_BACK', undefined],
      ],
    ],
    [
      'one without a reply is over once a later one has its own',
      [asked('1', 'm1'), asked('2', 'm2'), replied('2', 'r')],
      [
        ['1', 'CANCELLED', undefined],
        ['2', 'COMPLETED', 3],
      ],
    ],
    ['nor is one at whose takeover the log ends', [asked('1', 'm1'), { changes: [taken] }], []],
    [
      'nor, for a minute, is one that a person took over: what it had said may come after what others say',
      [asked('1', 'm1'), { changes: [taken] }, { ...saidByPerson, at: 61_999 }],
      [],
    ],
    [
      'after that it has no answer',
      [asked('1', 'm1'), { changes: [taken] }, { ...saidByPerson, at: 62_001 }],
      [['1', 'COMPLETED', undefined]],
    ],
    [
      'or once the conversation is closed',
      [asked('1', 'm1'), { changes: [taken] }, saidByPerson, { changes: [closed] }],
      [['1', 'COMPLETED', undefined]],
    ],
    ['a reply to nothing is none', [replied('1', 'r')], []],
    ['what is said outside of turns is none', [{ message: message('n', 'SYSTEM', undefined), changes: [] }], []],
  ])('%s', (_, lines, expected) => {
    expect(told(...lines)).toEqual(expected);
  });

  const taking = [asked('1', 'm1', created), asked('2', 'm2'), { changes: [taken] }, saidByPerson];
  it.each<[string, Line[], string[]]>([
    ['in which a person takes over', [...taking, replied('1', 'r1', 'PARTIAL'), asked('3', 'm3')], ['1', '2', '3']],
    [
      'of many turns',
      [
        asked('1', 'm1', created),
        asked('2', 'm2'),
        replied('1', 'r1'),
        asked('3', 'm3'),
        replied('3', 'r3'),
        { changes: [taken] },
        asked('4', 'm4'),
        asked('5', 'm5'),
      ],
      ['1', '2', '3', '4', '5'],
    ],
  ])('are each told of once, wherever a log is cut %s', (_, lines, ids) => {
    const steps = stepsOf(...lines);
    const whole = turnsOver([], steps);
    expect(whole.map(({ id }) => id).toSorted()).toEqual(ids);
    for (let cut = 0; cut <= steps.length; cut++) {
      const before = steps.slice(0, cut);
      const entries = before.map(({ entry }) => entry);
      const cutTurns = [...turnsOver([], before), ...turnsOver(entries, steps.slice(cut))];
      expect(cutTurns.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(
        whole.toSorted((a, b) => a.id.localeCompare(b.id)),
      );
    }
  });
});
