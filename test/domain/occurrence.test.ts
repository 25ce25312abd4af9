import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/domain/conversation.js';
import { setStage } from '../../src/domain/edits.js';
import { requestHandoff } from '../../src/domain/handoff.js';
import { type Occurrence, occurrencesOf } from '../../src/domain/occurrence.js';
import {
  answering,
  arriving,
  commitOf,
  endedTurn,
  openingWith,
  reply,
  runningTurn,
  start,
  system,
  userMessage,
  written,
} from '../support/build.js';

const short = ({ kind, seq, stage, agent, owner }: Occurrence) => [kind, seq, stage, agent, owner].join(' ');
const together = (...decisions: Decision[]): Decision => ({
  conversation: decisions.at(-1)!.conversation,
  entries: decisions.flatMap(({ entries }) => entries),
});

describe('what a commit adds to the numbers', () => {
  const first = openingWith(userMessage({ createdAt: start }));
  const met = (name: string) => ({ name, status: 'MET' as const, value: '', confidence: 1 });
  const second = answering(first.conversation, 't1', reply({ createdAt: start + 5, turnId: 't1' }), {
    stage: 'ENGAGED',
    criteria: ['budget', 'need', 'timeline'].map(met),
  });
  const third = requestHandoff(second.conversation, { queue: 'sales', reason: '', briefing: '' }, system(start + 9));
  const fourth = arriving(third.conversation, { createdAt: start + 20 });

  it('each entry counts with the conversation as it left it, however many come at once', () => {
    const alone = [first, second, third, fourth].flatMap((decision) =>
      occurrencesOf(commitOf('default', [written(decision)])),
    );
    expect(alone.map(short)).toEqual([
      'created 1 LEAD agent AGENT',
      'message 1 LEAD agent AGENT',
      'qualified 2 QUALIFIED agent AGENT',
      'stage 2 QUALIFIED agent AGENT',
      'message 2 QUALIFIED agent AGENT',
      'handoff 3 QUALIFIED  QUEUE',
      'message 4 QUALIFIED  QUEUE',
    ]);
    expect(occurrencesOf(commitOf('default', [written(together(first, second, third, fourth))]))).toEqual(alone);
  });

  it('an entry that nothing is counted of leaves a trace all the same', () => {
    const moved = setStage(
      first.conversation,
      { stage: 'WON', reason: '', evidenceSeqs: [], reopen: false },
      system(start + 1),
    );
    expect(occurrencesOf(commitOf('default', [written(moved)])).map(short)).toEqual(['stage 2 WON agent AGENT']);
    const renamed: Decision = {
      conversation: { ...moved.conversation, lastSeq: 3 },
      entries: [{ ...moved.entries[0]!, seq: 3, changes: [{ kind: 'metadataChanged', metadata: {} }] }],
    };
    expect(occurrencesOf(commitOf('default', [written(renamed)])).map(short)).toEqual(['other 3 WON agent AGENT']);
  });

  it('a turn counts when it ends, with what its reply cost', () => {
    const turn = runningTurn(first.conversation, { id: 't1', acceptedAt: start });
    const usage = { inputTokens: 7, outputTokens: 3, firstTextMs: 12, totalMs: 40, model: 'm' };
    const answered = answering(first.conversation, 't1', reply({ createdAt: start + 40, turnId: 't1', usage }));
    const commit = commitOf('default', [written(answered, first.conversation)], {
      turns: [
        { turn: endedTurn(turn, { endedAt: start + 40 }), from: { status: 'RUNNING', attempt: 1 } },
        { turn: runningTurn(first.conversation), from: 'new', leaseMs: 1000 },
      ],
    });
    expect(occurrencesOf(commit).filter(({ kind }) => kind === 'turn')).toEqual([
      {
        conversationId: first.conversation.id,
        kind: 'turn',
        seq: 2,
        at: start + 40,
        channel: 'web',
        stage: 'ENGAGED',
        agent: 'agent',
        owner: 'AGENT',
        turn: { failed: false, totalMs: 40, firstTextMs: 12, inputTokens: 7, outputTokens: 3 },
      },
    ]);
  });

  it('a turn that no agent answered took no time', () => {
    const { replySeq: _, ...turn } = endedTurn(runningTurn(first.conversation), { status: 'FAILED' });
    const commit = commitOf('default', [written(fourth)], {
      turns: [{ turn: { ...turn, conversationId: fourth.conversation.id }, from: 'new' }],
    });
    expect(occurrencesOf(commit).find(({ kind }) => kind === 'turn')?.turn).toEqual({ failed: true });
  });
});
