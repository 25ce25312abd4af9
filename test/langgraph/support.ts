import { type AgentOptions, makeAgent } from '../../src/adapters/langgraph/agent.js';
import { memoryOff } from '../../src/adapters/memory/off.js';
import { type Conversation, unopened } from '../../src/domain/conversation.js';
import type { Message } from '../../src/domain/message.js';
import type { Playbook } from '../../src/domain/playbook.js';
import type { Agent, AgentInput } from '../../src/domain/ports.js';
import type { AgentEvent } from '../../src/domain/turn.js';

export const lamps: Playbook = {
  agent: { name: 'Luma', greeting: 'Hello!', tone: 'warm and brief' },
  product: { name: 'Brightdesk', summary: 'A desk lamp that follows the sun.' },
  facts: [
    { id: 'price', text: 'A Brightdesk costs 79 euros.', keywords: ['cost', 'expensive'] },
    { id: 'warranty', text: 'The warranty is five years.', keywords: ['guarantee'] },
  ],
  faq: [{ questions: ['Do you ship abroad?'], answer: 'We ship to all of Europe within a week.' }],
  synonyms: [['price', 'rate', 'fee']],
  criteria: [
    {
      name: 'budget',
      description: 'money is there',
      questions: ['What may it cost?'],
      weight: 1,
      required: true,
      met: [],
      unmet: [],
    },
    {
      name: 'need',
      description: 'a dark desk',
      questions: ['Is your desk dark?'],
      weight: 1,
      required: true,
      met: [],
      unmet: [],
    },
  ],
  threshold: 60,
  stages: { LEAD: 'Find out what they need.', PROPOSAL: 'Name the price.' },
  memory: { most: 8, leastScore: 0.2 },
  objections: [{ name: 'price', cues: ['too expensive'], answer: 'It saves power.' }],
  handoff: { queue: 'lamp-experts', message: 'I will get a colleague.', phrases: ['real person'] },
  closing: { offer: 'I will send an offer.', won: 'Great!', lost: 'A pity.' },
  languages: {},
};

export const boats: Playbook = {
  ...lamps,
  agent: { name: 'Skipper', greeting: 'Ahoy!', tone: 'salty' },
  product: { name: 'Rowbot', summary: 'A boat that rows itself.' },
  facts: [{ id: 'price', text: 'A Rowbot costs 4000 crowns.', keywords: ['cost'] }],
  criteria: [
    {
      name: 'harbour',
      description: 'a berth',
      questions: ['Where would it lie?'],
      weight: 1,
      required: true,
      met: [],
      unmet: [],
    },
  ],
  handoff: { queue: 'harbour-office', message: 'Hold the line.', phrases: [] },
};

let made = 0;

export function message(over: Partial<Message> = {}): Message {
  made++;
  return {
    id: `m${made}`,
    role: 'USER',
    text: 'hello',
    status: 'COMPLETE',
    inReplyTo: [],
    authorId: 'u1',
    toolUses: [],
    createdAt: 0,
    ...over,
  };
}

export function conversation(over: Partial<Conversation> = {}): Conversation {
  return { ...unopened({ tenantId: 't1', id: 'c1', userId: 'u1', channel: 'web' }), ...over };
}

/** A turn that answers `text`, after what was said before. */
export function turn(text: string, over: Partial<AgentInput> & { before?: readonly Message[] } = {}): AgentInput {
  const { before = [], ...rest } = over;
  return {
    tenantId: 't1',
    turnId: 'turn-1',
    conversation: conversation(),
    messages: [...before, message({ text, turnId: 'turn-1' })],
    ...rest,
  };
}

export function scripted(over: Partial<AgentOptions> = {}): Promise<Agent> {
  return makeAgent({
    playbook: lamps,
    memory: memoryOff,
    model: { name: 'script', timeoutMs: 1000, maxRetries: 0 },
    recallTimeoutMs: 300,
    windowTokens: 4000,
    ...over,
  });
}

export async function eventsOf(
  agent: Agent,
  input: AgentInput,
  signal = new AbortController().signal,
): Promise<AgentEvent[]> {
  const events: AgentEvent[] = [];
  for await (const event of agent.run(input, signal)) events.push(event);
  return events;
}

export function textOf(events: readonly AgentEvent[]): string {
  return events.map((event) => (event.kind === 'textDelta' ? event.text : '')).join('');
}

/** What came until the run failed, and how it failed. */
export async function failureOf(
  agent: Agent,
  input: AgentInput,
  signal = new AbortController().signal,
): Promise<{ events: AgentEvent[]; error: unknown }> {
  const events: AgentEvent[] = [];
  try {
    for await (const event of agent.run(input, signal)) events.push(event);
  } catch (error) {
    return { events, error };
  }
  throw new Error('the run did not fail');
}

export function only<K extends AgentEvent['kind']>(
  events: readonly AgentEvent[],
  kind: K,
): Extract<AgentEvent, { kind: K }>[] {
  return events.filter((event): event is Extract<AgentEvent, { kind: K }> => event.kind === kind);
}
