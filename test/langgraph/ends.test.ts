import { describe, expect, it } from 'vitest';
import { type Answer, anthropic, completions, ollama, openAi, responses } from '../support/model-server.js';
import { answering } from './answering.js';
import { eventsOf, failureOf, lamps, only, textOf, turn } from './support.js';

const human = { name: 'request_human', args: '{"reason":"the user wants one"}' };

describe.each([
  { dialect: openAi, whole: 'stop', cut: ['length', 'content_filter'] },
  { dialect: responses, whole: 'completed', cut: ['max_output_tokens', 'content_filter'] },
  { dialect: anthropic, whole: 'end_turn', cut: ['max_tokens', 'refusal', 'model_context_window_exceeded'] },
  { dialect: ollama, whole: 'stop', cut: ['length'] },
])('$dialect.model', ({ dialect, whole, cut }) => {
  const write = (...answers: Answer[]) => answers.map((answer) => dialect.write(answer));

  it.each(cut)('that ends by %s fails the turn, with what it said; it is not asked again', async (end) => {
    const { agent, sent } = await answering(dialect, write({ texts: ['The plan ', 'costs'], end }), 2);
    const { events, error } = await failureOf(agent, turn('price?'));
    expect(textOf(events)).toBe('The plan costs');
    expect(only(events, 'usage')).toEqual([expect.objectContaining({ outputTokens: expect.any(Number) })]);
    expect(error).toMatchObject({ fault: { kind: 'agent-failed' }, cause: { message: expect.stringContaining(end) } });
    expect(sent).toHaveLength(1);
  });

  it.each(cut)('that ends by %s before it said anything fails the turn', async (end) => {
    const { agent, sent } = await answering(dialect, write({ end }), 2);
    const { events, error } = await failureOf(agent, turn('price?'));
    expect(textOf(events)).toBe('');
    expect(only(events, 'usage')).toHaveLength(dialect === responses || dialect === anthropic ? 1 : 0);
    expect(error).toMatchObject({ fault: { kind: 'agent-failed' } });
    expect(sent).toHaveLength(1);
  });

  it.each(cut)('runs no call of an answer that ends by %s', async (end) => {
    const { agent } = await answering(dialect, write({ calls: [human], end }));
    const { events, error } = await failureOf(agent, turn('price?'));
    expect(only(events, 'toolUse')).toEqual([]);
    expect(error).toMatchObject({ fault: { kind: 'agent-failed' } });
  });

  it('that says nothing is asked again, and is unavailable when it keeps silent', async () => {
    const talks = await answering(dialect, write({ end: whole }, { texts: ['Hello.'], end: whole }), 1);
    expect(textOf(await eventsOf(talks.agent, turn('hello')))).toBe('Hello.');
    const silent = await answering(dialect, write({ end: whole }));
    const { error } = await failureOf(silent.agent, turn('hello'));
    expect(error).toMatchObject({ fault: { kind: 'agent-unavailable' } });
  });

  it('may have nothing to add to what it said before it used a tool', async () => {
    const note = { name: 'note_criterion', args: '{"name":"budget","status":"MET","value":"100"}' };
    const { agent, sent } = await answering(
      dialect,
      write({ texts: ['That fits.'], calls: [note], end: whole }, { end: whole }),
    );
    expect(textOf(await eventsOf(agent, turn('I have 100 euros')))).toBe('That fits.');
    expect(sent).toHaveLength(2);
  });

  it('that hands over without a word says what the playbook says then', async () => {
    const { agent } = await answering(dialect, write({ calls: [human], end: whole }, { end: whole }));
    const events = await eventsOf(agent, turn('a human, please'));
    expect(textOf(events)).toBe(lamps.handoff.message);
    expect(only(events, 'assessed')[0]?.assessment.handoff).toMatchObject({ reason: 'the user wants one' });
  });
});

describe.each([openAi, responses, anthropic])('$model', (dialect) => {
  it('that says it was done with a call whose arguments are cut is told so; the call is not run', async () => {
    const { agent } = await answering(dialect, [
      dialect.write({ calls: [{ ...human, args: '{"reason":"the user wa' }], end: 'tool_calls' }),
      dialect.write({ texts: ['Sorry.'], end: 'stop' }),
    ]);
    const events = await eventsOf(agent, turn('price?'));
    expect(only(events, 'toolUse').at(-1)?.use).toMatchObject({
      failed: true,
      result: expect.stringContaining('JSON'),
    });
    expect(only(events, 'assessed')).toEqual([]);
    expect(textOf(events)).toBe('Sorry.');
  });
});

describe('OpenAI’s protocol', () => {
  it('has a refusal’s words as the reply', async () => {
    const { agent } = await answering(openAi, [
      completions(
        [{ role: 'assistant', content: '', refusal: null }, { refusal: 'I cannot ' }, { refusal: 'do that.' }],
        'stop',
      ),
    ]);
    expect(textOf(await eventsOf(agent, turn('price?')))).toBe('I cannot do that.');
  });

  it.each([{}, { role: '' }])('has calls in deltas whose role is %j', async (role) => {
    const call = { index: 0, id: 'a', function: { name: 'lookup', arguments: '{"q":"price"}' } };
    const { agent } = await answering(openAi, [
      completions([{ ...role, content: null, tool_calls: [call] }, { ...role }], 'tool_calls'),
      openAi.write({ texts: ['79 euros.'], end: 'stop' }),
    ]);
    const events = await eventsOf(agent, turn('price?'));
    expect(only(events, 'toolUse').at(-1)?.use).toMatchObject({ name: 'lookup', failed: false });
    expect(textOf(events)).toBe('79 euros.');
  });

  it.each(['error', 'abort', 'insufficient_system_resource'])(
    'has an end by %s as the provider’s failure',
    async (end) => {
      const { agent } = await answering(
        openAi,
        [openAi.write({ end }), openAi.write({ texts: ['Hello.'], end: 'stop' })],
        1,
      );
      expect(textOf(await eventsOf(agent, turn('hello')))).toBe('Hello.');
    },
  );

  it.each(['eos_token', 'end_turn', 'COMPLETE', 'STOP'])('may end by another’s word: %s', async (end) => {
    const { agent } = await answering(openAi, [openAi.write({ texts: ['Hello.'], end })]);
    expect(textOf(await eventsOf(agent, turn('hello')))).toBe('Hello.');
  });

  it.each(['recitation', 'PROHIBITED_CONTENT', 'guardrail_intervened', 'cancelled', 'a word of tomorrow'])(
    'does not finish by what is not known to be an end: %s',
    async (end) => {
      const { agent, sent } = await answering(openAi, [openAi.write({ texts: ['Hel'], end })], 1);
      const { events, error } = await failureOf(agent, turn('hello'));
      expect(textOf(events)).toBe('Hel');
      expect(error).toMatchObject({ fault: { kind: 'agent-failed' } });
      expect(sent).toHaveLength(1);
    },
  );
});

describe('the Responses API', () => {
  it('has a refusal’s words as the reply', async () => {
    const event = (each: { type: string }) => `event: ${each.type}\ndata: ${JSON.stringify(each)}\n\n`;
    const refused = { type: 'response.refusal.done', refusal: 'I cannot do that.', content_index: 0 };
    const { agent } = await answering(responses, [event(refused) + responses.write({ end: 'completed' })]);
    expect(textOf(await eventsOf(agent, turn('price?')))).toBe('I cannot do that.');
  });

  const failing = (event: { type: string }) =>
    answering(responses, [`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`], 1);
  const failed = (code: string) => ({ type: 'response.failed', response: { status: 'failed', error: { code } } });

  it.each([
    ['that the request is wrong', failed('invalid_prompt'), 'agent-failed', 1],
    ['that it is itself at fault', failed('server_error'), 'agent-unavailable', 2],
    ['that it is asked too much', { type: 'error', code: 'rate_limit_exceeded' }, 'agent-unavailable', 2],
    ['that something is wrong', { type: 'error', code: null }, 'agent-unavailable', 2],
  ])('says by an event %s', async (_, event, kind, requests) => {
    const { agent, sent } = await failing(event);
    const { error } = await failureOf(agent, turn('price?'));
    expect(error).toMatchObject({ fault: { kind }, cause: { message: expect.not.stringContaining('broke off') } });
    expect(sent).toHaveLength(requests);
  });
});
