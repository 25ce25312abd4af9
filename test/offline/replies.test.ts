import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { makeOfflineAgent, type OfflineAgent, type OfflineTurn } from '../../src/adapters/offline/agent.js';
import { sentences } from '../../src/adapters/offline/said.js';
import { loadPlaybook } from '../../src/adapters/playbook.js';
import { conclude, unopened } from '../../src/domain/conversation.js';
import type { Playbook } from '../../src/domain/playbook.js';
import { scoringOf } from '../../src/domain/playbook.js';

const playbook = await loadPlaybook(fileURLToPath(new URL('../../playbooks/example.yaml', import.meta.url)));
const other = await loadPlaybook(fileURLToPath(new URL('../fixtures/playbook-other.yaml', import.meta.url)));
const agent = makeOfflineAgent(playbook);
const fact = (id: string) => playbook.facts.find((entry) => entry.id === id)?.text ?? `no fact ${id}`;

test.each([
  ['how much is it', 'pricing'],
  ['what does it cost per seat?', 'pricing'],
  ['whats the damage', 'pricing'],
  ['pricing?', 'pricing'],
  ['uptime?', 'sla'],
  ["What's the uptime?", 'sla'],
  ['Is there a phone system included?', 'telephony'],
  ['Can I get 20% off?', 'discounts'],
  ['is ther a discout for non profits?', 'discounts'],
  ['We are not going to buy unless you support Jira', 'integrations'],
  ['I would buy it if it had a Gmail import', 'migration'],
  ['do you have a free trial?', 'trial'],
  ['can i test it without a credit card', 'trial'],
  ['are you gdpr compliant', 'privacy'],
  ['where are your servers', 'data-location'],
  ['wheres my data stored', 'data-location'],
  ['do u have a app for anroid', 'mobile'],
  ['does it work on my iphone?', 'mobile'],
  ['do you integrate with hubspot', 'integrations'],
  ['is there an integraton with slack?', 'integrations'],
  ['can we import our old tickets', 'migration'],
  ['how do i cancel', 'cancellation'],
  ['is there a minimum term', 'cancellation'],
  ['do you support okta sso', 'access'],
  ['is there an api', 'api'],
  ['when can i reach your support?', 'support-hours'],
  ['what uptime do you guarantee', 'sla'],
  ['how long does onboarding take', 'onboarding'],
  ['can i export my data', 'export'],
  ['is there a limit on mailboxes', 'limits'],
  ['which languages does the interface speak', 'languages'],
  ['does it have dark mode', 'dark-mode'],
  ['can rules route messages automatically?', 'automation'],
])('%s is answered with the fact on %s', (question, id) => {
  expect(reply(question)).toContain(fact(id));
});

test('the price for a size is that sum, and nobody is promised an offer that they did not ask for', () => {
  expect(reply('what would 12 people cost on Team?')).toContain(
    '12 people on Team are 228 euros a month, billed yearly.',
  );
  expect(reply('what would 12 people cost on Team?')).not.toContain(playbook.closing.offer);
  expect(reply('how much for twenty seats?')).toContain(
    '20 people on Team are 380 euros a month and 580 euros on Business',
  );
  const [, , follow, denial] = talk(agent, playbook, [
    'hi',
    'how much for 12 people?',
    'and with 10, because one of us is leaving?',
    'I never said I want an offer',
  ]);
  expect(follow).toContain('190 euros');
  expect(`${follow} ${denial}`).not.toMatch(/your offer|the offer/);
});

test('who comes back after declining hears no farewell', () => {
  const messages = [{ role: 'USER' as const, text: "Actually yes, let's buy it" }];
  const turn: OfflineTurn = { stage: 'LOST', criteria: [], messages };
  expect(agent.respond(turn)).toMatch(/colleague/);
  expect(agent.assess(turn).stage).toBeUndefined();
});

test('a buyer who asks where to sign hears how it goes on', () => {
  expect(reply('where do I sign?')).toContain(playbook.closing.won);
});

test('all questions of one message are answered', () => {
  const text = reply('what does it cost, where is the data stored and is there an app for android?');
  expect(text).toContain(fact('pricing'));
  expect(text).toContain(fact('data-location'));
  expect(text).toContain(fact('mobile'));
});

test('a question the playbook does not know gets an honest answer that offers a person, and no question back', () => {
  const text = reply('does it run on an AS/400 mainframe?');
  expect(text).toMatch(/don't know|can't answer|not in what I know|no sure answer|have to guess/);
  expect(text).toMatch(/colleague|person|team/);
  expect(text).not.toContain('?');
});

test('what was told is taken up, and one thing is asked at most', () => {
  const text = reply('we could spend around 20k a year');
  expect(text).toContain('Around 20k a year');
  expect(marks(text)).toBe(1);
});

test('nothing is asked of somebody who leaves, declines, wants a person or has been answered without a word', () => {
  for (const line of ['thanks, bye', "we're not interested, sorry", 'let me talk to a human', 'this is pointless']) {
    expect(reply(line), line).not.toContain('?');
  }
  const asked = playbook.criteria[1]?.questions[0] ?? '';
  const evaded = agent.respond({
    stage: 'ENGAGED',
    criteria: [],
    messages: [
      { role: 'AGENT', text: `All right. ${asked}` },
      { role: 'USER', text: 'is there an app for android?' },
    ],
  });
  expect(evaded).toContain(fact('mobile'));
  expect(evaded).not.toContain('?');
});

test('it says that it is a program when asked, and knows off-topic when it sees it', () => {
  expect(reply('are you a bot?')).toMatch(/program|software/);
  expect(reply('what is the capital of mongolia')).toContain('Perch');
  expect(reply('what is the capital of mongolia')).not.toContain(fact('pricing'));
});

test.each([
  ['thats way too expensive', 'too expensive'],
  ['we already use zendesk', 'already have a tool'],
  ['i am worried about our data', 'privacy'],
  ['let me sleep on it', 'need to think'],
])('%s meets the objection %s', (line, name) => {
  const answer = playbook.objections.find((objection) => objection.name === name)?.answer;
  expect(reply(line)).toContain(answer);
});

test('an offer, a purchase, a refusal and a wish for a person are answered with the words of the playbook', () => {
  expect(reply('please send us a quote for 12 seats')).toContain(playbook.closing.offer);
  expect(reply("we'll take it")).toContain(playbook.closing.won);
  expect(reply("we're not interested")).toContain(playbook.closing.lost);
  expect(reply('can i talk to a human')).toContain(playbook.handoff.message);
});

test.each([
  ['de', 'Hallo, was kostet das denn?'],
  ['fr', 'Bonjour, combien ça coûte ?'],
  ['es', 'Hola, ¿cuánto cuesta esto?'],
  ['it', 'Buongiorno, quanto costa? Vorrei sapere come funziona'],
])('somebody who writes %s hears in that language what can be done', (language, line) => {
  expect(reply(line)).toContain(playbook.languages[language]);
});

test('a foreign conversation stays in its language', () => {
  const replies = talk(agent, playbook, [
    'Hallo',
    'wir verlieren Anfragen',
    'wir haben 5000 Euro eingeplant',
    'ok',
    'danke',
  ]);
  for (const text of replies) expect(text).not.toMatch(/\b(?:the|noted|when|you)\b/i);
});

test('no sentence is said twice, whatever is said how often', () => {
  const lines = [
    'hi',
    'what does it cost?',
    'ok',
    'ok',
    'what does it cost?',
    'are you a bot?',
    'how much is it?',
    'we lose mails',
  ];
  lines.push(
    'budget is 10k',
    'no, 12k',
    'does it fly?',
    'can it swim?',
    'price?',
    'thanks',
    'thanks',
    'ok',
    'hm',
    'are you human?',
  );
  lines.push('too expensive', 'way too expensive', 'what does it cost', 'ok', 'ok');
  const seen = new Set<string>();
  for (const text of talk(agent, playbook, lines)) {
    expect(text).not.toBe('');
    expect(marks(text), text).toBeLessThanOrEqual(1);
    for (const sentence of sentences(text)) {
      expect(seen.has(sentence), sentence).toBe(false);
      seen.add(sentence);
    }
  }
});

test('each criterion is asked for in turn and none that is known', () => {
  const replies = talk(agent, playbook, [
    'hello',
    'we keep losing customer mails',
    'in two weeks',
    'about 5k',
    'i decide',
  ]);
  const asked = playbook.criteria.map(({ questions }) =>
    replies.map((text) => questions.some((q) => text.includes(q))),
  );
  expect(asked.map((turns) => turns.indexOf(true))).toEqual([0, 1, 2, 3]);
  expect(asked.every((turns) => turns.filter(Boolean).length === 1)).toBe(true);
});

test('the same turn gets the same reply', () => {
  const turn: OfflineTurn = { stage: 'LEAD', criteria: [], messages: [{ role: 'USER', text: 'hi, what is it?' }] };
  expect(makeOfflineAgent(playbook).respond(turn)).toBe(agent.respond(turn));
});

test('another playbook makes it someone else, with other facts and criteria', () => {
  const hedda = makeOfflineAgent(other);
  const [hello, price, dogs, crew, licence] = talk(hedda, other, [
    'hi',
    'how much for a weekend?',
    'are dogs allowed on the ship?',
    'we are four people',
    'my wife has got a licence',
  ]);
  expect(hello).toContain('Hedda');
  expect(price).toContain('240 euros');
  expect(dogs).toContain('Dogs are welcome');
  expect(`${dogs} ${crew}`).toContain('Does one of you have a licence?');
  expect(licence).not.toContain('Perch');
  const found = hedda.assess({
    stage: 'ENGAGED',
    criteria: [],
    messages: [{ role: 'USER', text: 'we are four people and i have a licence' }],
  });
  expect(found.criteria?.map(({ name, status }) => `${name} ${status}`)).toEqual(['crew MET', 'licence MET']);
});

test('32 KiB of anything is read in a moment', () => {
  const size = 32 * 1024;
  const hostile = [
    'a ',
    'we have no budget if ',
    '1,',
    "n't ",
    '$ 1 k a year ',
    'custmer bugdet ',
    "'a",
    '????',
    'é',
    '😂',
    '\n',
    '.',
    'we start ',
    'if we would ',
  ];
  for (const part of hostile) {
    const text = `${part.repeat(Math.ceil(size / part.length)).slice(0, size - 1)}?`;
    const turn: OfflineTurn = { stage: 'ENGAGED', criteria: [], messages: [{ role: 'USER', text }] };
    // The best of three, so that a busy machine does not count.
    const took = [1, 2, 3].map(() => {
      const start = performance.now();
      agent.assess(turn);
      return performance.now() - start;
    });
    expect(Math.min(...took), JSON.stringify(part)).toBeLessThan(50);
    expect(agent.respond(turn)).not.toBe('');
  }
});

function reply(text: string): string {
  return agent.respond({ stage: 'ENGAGED', criteria: [], messages: [{ role: 'USER', text }] });
}

function marks(text: string): number {
  return text.split('?').length - 1;
}

/** The replies to the lines of a whole conversation. */
function talk(who: OfflineAgent, book: Playbook, lines: readonly string[]): string[] {
  let head = unopened({ tenantId: 't', id: 'c', userId: 'u', channel: 'chat' });
  const messages: { role: 'USER' | 'AGENT'; text: string }[] = [];
  return lines.map((line) => {
    messages.push({ role: 'USER', text: line });
    const turn = { stage: head.stage, criteria: head.qualification.criteria, messages: [...messages] };
    const text = who.respond(turn);
    const part = { assessment: who.assess(turn), evidenceSeqs: [] };
    head = conclude(head, 't', part, { actor: { kind: 'AGENT', id: 'a' }, at: 0 }, scoringOf(book)).conversation;
    messages.push({ role: 'AGENT', text });
    return text;
  });
}

const remembered = (text: string, memories: readonly string[], before: OfflineTurn['messages'] = []) =>
  agent.respond({ stage: 'LEAD', criteria: [], messages: [...before, { role: 'USER', text }], memories });

test('a user who comes back and greets is known, once', () => {
  const reply = remembered('Hi there', ['We are a bakery with three shops.', 'I like tea']);
  expect(reply).toContain('Good to have you back. You told me: “We are a bakery with three shops”.');
  expect(reply).not.toContain('tea');
  const again = remembered(
    'Hi again',
    ['We are a bakery with three shops.'],
    [
      { role: 'USER', text: 'Hi there' },
      { role: 'AGENT', text: reply },
    ],
  );
  expect(again).not.toContain('bakery');
});

test.each([
  'What do you know about me?',
  'do you remember our budget',
  "what's my budget?",
  'What did I tell you last time?',
])('who asks "%s" is told what is remembered', (text) => {
  expect(remembered(text, ['our budget is 20k'])).toContain('You told me: “our budget is 20k”.');
  expect(remembered(text, [])).not.toContain('You told me');
});

test.each(['how much is it?', 'where is my data stored?', 'Is there an app?'])(
  'who asks "%s" is answered from the playbook, whatever is remembered',
  (text) => expect(remembered(text, ['our budget is 20k'])).not.toContain('You told me'),
);
