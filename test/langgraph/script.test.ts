import { beforeAll, describe, expect, it } from 'vitest';
import { parseScript } from '../../src/adapters/langgraph/script.js';
import type { Agent } from '../../src/domain/ports.js';
import { conversation, eventsOf, failureOf, message, only, scripted, textOf, turn } from './support.js';

let agent: Agent;
beforeAll(async () => {
  agent = await scripted();
});

const texts = async (text: string) => only(await eventsOf(agent, turn(text)), 'textDelta').map(({ text: t }) => t);

describe('the script model', () => {
  it('answers "ok" to a message without @script', async () => {
    expect(await texts('hello')).toEqual(['ok']);
    expect(agent.model).toBe('script');
  });

  it('gives ten deltas by default, each the word with its number and a space', async () => {
    expect(await texts('@script')).toEqual(Array.from({ length: 10 }, (_, i) => `w${i} `));
  });

  it('gives as many deltas as steps says, of the word that reply says', async () => {
    expect(await texts('please @script steps=3 reply=hey')).toEqual(['hey0 ', 'hey1 ', 'hey2 ']);
    expect(await texts('@script steps=0')).toEqual([]);
    expect(await texts('@script steps=1200')).toHaveLength(1200);
  });

  it('waits before each delta as long as ms says', async () => {
    const start = performance.now();
    await texts('@script steps=3 ms=20');
    expect(performance.now() - start).toBeGreaterThan(55);
  });

  it('fails before the delta that fail names, after those before it', async () => {
    const { events, error } = await failureOf(agent, turn('@script steps=5 fail=2'));
    expect(textOf(events)).toBe('w0 w1 ');
    expect(error).toMatchObject({ fault: { kind: 'agent-failed' }, cause: { message: expect.stringContaining('2') } });
    expect(textOf((await failureOf(agent, turn('@script fail=0'))).events)).toBe('');
    expect(await texts('@script steps=2 fail=7')).toHaveLength(2);
  });

  it('hangs after its deltas until it is stopped', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    let text = '';
    const run = async () => {
      for await (const event of agent.run(turn('@script steps=2 hang=1'), stop.signal)) {
        if (event.kind === 'textDelta') text += event.text;
        if (text === 'w0 w1 ') setImmediate(() => stop.abort(reason));
      }
    };
    await expect(run()).rejects.toBe(reason);
    expect(text).toBe('w0 w1 ');
  });

  it('uses the tool half-way, and its text is unbroken', async () => {
    const events = await eventsOf(agent, turn('@script steps=4 tools=1'));
    expect(events.map((event) => (event.kind === 'textDelta' ? event.text : event.kind))).toEqual([
      'memoryRecalled',
      'w0 ',
      'w1 ',
      'usage',
      'toolUse',
      'toolUse',
      'w2 ',
      'w3 ',
      'usage',
    ]);
    const [begun, done] = only(events, 'toolUse').map(({ use }) => use);
    expect(begun).toMatchObject({ name: 'lookup', arguments: { q: 'x' }, result: '', failed: false });
    expect(done).toEqual({ ...begun, result: expect.stringMatching(/\S/) });
  });

  it('fails in the second half, after the tool', async () => {
    const { events } = await failureOf(agent, turn('@script steps=4 tools=1 fail=3'));
    expect(textOf(events)).toBe('w0 w1 w2 ');
    expect(only(events, 'toolUse')).toHaveLength(2);
  });

  it('lets the tool take as long as toolms says', async () => {
    let begun = 0;
    let took = 0;
    for await (const event of agent.run(turn('@script tools=1 toolms=40'), new AbortController().signal)) {
      if (event.kind !== 'toolUse') continue;
      if (event.use.result === '') begun = performance.now();
      else took = performance.now() - begun;
    }
    expect(took).toBeGreaterThan(35);
  });

  it('finds the stage, in any case, and the criteria that it names', async () => {
    const [found] = only(await eventsOf(agent, turn('@script stage=qualiFIED need=met budget=unmet')), 'assessed');
    expect(found?.assessment).toEqual({
      stage: 'QUALIFIED',
      reason: expect.any(String),
      confidence: 1,
      criteria: [
        { name: 'need', status: 'MET', value: '', confidence: 1 },
        { name: 'budget', status: 'UNMET', value: '', confidence: 1 },
      ],
    });
  });

  it('finds nothing where nothing is said, nor criteria that the playbook does not have', async () => {
    expect(only(await eventsOf(agent, turn('@script steps=1')), 'assessed')).toEqual([]);
    expect(only(await eventsOf(agent, turn('@script foo=met stage=nowhere')), 'assessed')).toEqual([]);
  });

  it('does not repeat what is known, and does not move what is WON or LOST', async () => {
    const known = { name: 'need', status: 'MET', value: '', confidence: 1, evidenceSeqs: [1] } as const;
    const head = conversation({
      stage: 'WON',
      qualification: { score: 50, isQualified: false, overruled: false, criteria: [known] },
    });
    const run = (text: string) => eventsOf(agent, turn(text, { conversation: head }));
    expect(only(await run('@script need=met stage=lead'), 'assessed')).toEqual([]);
    expect(only(await run('@script need=unmet'), 'assessed')[0]?.assessment.criteria).toMatchObject([
      { name: 'need', status: 'UNMET' },
    ]);
  });

  it('asks for a person, in the queue of the playbook', async () => {
    const [found] = only(await eventsOf(agent, turn('@script handoff=1 stage=proposal need=met')), 'assessed');
    expect(found?.assessment.handoff).toEqual({
      queue: 'lamp-experts',
      reason: expect.any(String),
    });
  });

  it('tells all that it was given', async () => {
    const before = [
      message({ text: 'first' }),
      message({
        role: 'AGENT',
        text: 'answer',
        toolUses: [
          { id: 'a', name: 'lookup', arguments: { q: 'x' }, result: 'found', failed: false },
          { id: 'b', name: 'lookup', arguments: {}, result: '', failed: false },
        ],
      }),
      message({ role: 'HUMAN', text: 'I am Ann', authorId: 'ann' }),
      message({ role: 'SYSTEM', text: 'a note' }),
    ];
    const reply = await texts('never');
    expect(reply).toEqual(['ok']);
    const events = await eventsOf(agent, turn('@script context=1', { before }));
    expect(only(events, 'textDelta')).toHaveLength(1);
    const given = JSON.parse(textOf(events));
    expect(given.system).toContain('Brightdesk');
    expect(given.messages).toEqual([
      { role: 'user', text: 'first' },
      {
        role: 'agent',
        text: '',
        tool_calls: [
          { id: 'a', name: 'lookup' },
          { id: 'b', name: 'lookup' },
        ],
      },
      { role: 'tool', text: 'found', tool_call_id: 'a' },
      { role: 'tool', text: 'cancelled', tool_call_id: 'b' },
      { role: 'agent', text: 'answer' },
      { role: 'human', text: 'I am Ann' },
      { role: 'system', text: 'a note' },
      { role: 'user', text: '@script context=1' },
    ]);
  });

  it('tells of the turn’s own tool when it is asked for both', async () => {
    const given = JSON.parse(textOf(await eventsOf(agent, turn('@script context=1 tools=1'))));
    const [, call, result] = given.messages;
    expect(call.tool_calls).toHaveLength(1);
    expect(result).toMatchObject({ role: 'tool', tool_call_id: call.tool_calls[0].id });
  });

  it('is directed by the newest user message, of those that wait together', async () => {
    const before = [message({ text: '@script reply=old' })];
    expect(textOf(await eventsOf(agent, turn('@script steps=1 reply=new', { before })))).toBe('new0 ');
    expect(textOf(await eventsOf(agent, turn('plain', { before })))).toBe('ok');
  });

  it('counts what was read and written, and names itself', async () => {
    const [usage] = only(await eventsOf(agent, turn('@script steps=50')), 'usage');
    expect(usage?.inputTokens).toBeGreaterThan(100);
    expect(usage?.outputTokens).toBeGreaterThan(49);
    expect(usage?.model).toBe('script');
  });
});

describe('the words of a script', () => {
  it('fall back to what they are without when they are malformed', () => {
    const plain = parseScript('@script');
    for (const word of [
      'steps=-1',
      'steps=x',
      'ms=1e3',
      'reply=',
      'fail=soon',
      'toolms=',
      'hang=yes',
      '=5',
      'stage=',
    ]) {
      expect(parseScript(`@script ${word}`), word).toEqual(plain);
    }
  });

  it('are bounded', () => {
    expect(parseScript('@script steps=99999999999 ms=99999999999 toolms=99999999999')).toMatchObject({
      steps: 100_000,
      ms: 600_000,
      toolms: 600_000,
    });
  });
});
