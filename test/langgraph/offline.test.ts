import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeOfflineModel } from '../../src/adapters/langgraph/offline.js';
import type { OfflineTurn } from '../../src/adapters/offline/agent.js';
import { loadPlaybook } from '../../src/adapters/playbook.js';
import type { Playbook } from '../../src/domain/playbook.js';
import type { Agent } from '../../src/domain/ports.js';
import { boats, conversation, eventsOf, message, only, scripted, textOf, turn } from './support.js';

const offline = { name: 'offline', timeoutMs: 1000, maxRetries: 0 };
let perch: Playbook;
let agent: Agent;
beforeAll(async () => {
  perch = await loadPlaybook(join(import.meta.dirname, '..', '..', 'playbooks', 'example.yaml'));
  agent = await scripted({ playbook: perch, model: offline });
});

describe('the offline model', () => {
  it('answers from the playbook, word by word', async () => {
    const events = await eventsOf(agent, turn('What does Perch cost?'));
    expect(textOf(events)).toContain('19 euros');
    expect(only(events, 'textDelta').length).toBeGreaterThan(10);
    expect(only(events, 'textDelta').every(({ text }) => /^\s*\S+$/.test(text))).toBe(true);
    expect(agent.model).toBe('offline');
  });

  it('finds stage and criteria by its rules', async () => {
    const events = await eventsOf(agent, turn('We keep losing customer mails, and we have a budget of 10k euros.'));
    const found = only(events, 'assessed')[0]?.assessment;
    expect(found?.stage).toBe('ENGAGED');
    expect(found?.criteria?.map(({ name, status }) => `${name} ${status}`).sort()).toEqual(['budget MET', 'need MET']);
  });

  it('goes on from the stage and the criteria that are known', async () => {
    const known = { name: 'need', status: 'MET', value: 'x', confidence: 1, evidenceSeqs: [1] } as const;
    const head = conversation({
      stage: 'ENGAGED',
      qualification: { score: 0, isQualified: false, overruled: false, criteria: [known] },
    });
    const reply = textOf(await eventsOf(agent, turn('ok, thanks', { conversation: head })));
    const needs = perch.criteria.find(({ name }) => name === 'need')?.questions ?? [];
    expect(needs.some((question) => reply.includes(question))).toBe(false);
  });

  it('hands over to the queue of the playbook when a person is asked for', async () => {
    const events = await eventsOf(agent, turn('Can I talk to a human, please?'));
    expect(only(events, 'assessed')[0]?.assessment.handoff).toMatchObject({
      queue: perch.handoff.queue,
    });
    expect(textOf(events)).toContain(perch.handoff.message.slice(0, 20));
  });

  it('is someone else’s with another playbook', async () => {
    const skipper = await scripted({ playbook: boats, model: offline });
    expect(textOf(await eventsOf(skipper, turn('What does it cost?')))).toContain('4000 crowns');
  });

  it('reads what was said, in a window, and nothing else', async () => {
    const seen: OfflineTurn[] = [];
    const model = makeOfflineModel({
      assess: (given) => {
        seen.push(given);
        return {};
      },
      respond: (given) => {
        seen.push(given);
        return ' two\n words ';
      },
    });
    const input = turn('now', { conversation: conversation({ stage: 'PROPOSAL' }) });
    const use = { id: 'a', name: 'lookup', arguments: {}, result: 'r', failed: false };
    const { toModel } = await import('../../src/adapters/langgraph/transcript.js');
    const window = [
      message({ text: 'before' }),
      message({ role: 'AGENT', text: 'reply', toolUses: [use] }),
      message({ role: 'HUMAN', text: 'person' }),
      ...input.messages,
    ].flatMap((each) => toModel(each));
    let text = '';
    const { signal } = new AbortController();
    for await (const chunk of model.stream({
      messages: window,
      tools: [],
      choice: 'auto',
      signal,
      turn: input,
      memories: ['m'],
    })) {
      text += chunk.text;
    }
    await model.assess({ turn: input, window, reply: text }, signal);
    expect(text).toBe(' two\n words ');
    const expected = {
      stage: 'PROPOSAL',
      criteria: [],
      messages: [
        { role: 'USER', text: 'before' },
        { role: 'AGENT', text: 'reply' },
        { role: 'HUMAN', text: 'person' },
        { role: 'USER', text: 'now' },
      ],
    };
    expect(seen).toEqual([
      { ...expected, memories: ['m'] },
      { ...expected, memories: [] },
    ]);
  });
});
