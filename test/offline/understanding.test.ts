import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { makeOfflineAgent } from '../../src/adapters/offline/agent.js';
import { loadPlaybook } from '../../src/adapters/playbook.js';
import type { Assessment } from '../../src/domain/conversation.js';
import type { Stage } from '../../src/domain/entry.js';
import type { Criterion } from '../../src/domain/qualification.js';

const agent = makeOfflineAgent(
  await loadPlaybook(fileURLToPath(new URL('../../playbooks/example.yaml', import.meta.url))),
);

/** Lines that mean one thing each, as people write them. */
const statements: readonly { readonly criterion: string; readonly status: string; readonly lines: string }[] = [
  {
    criterion: 'budget',
    status: 'MET',
    lines: `
      we could spend around 20k a year
      our limit is 5000 euro
      we're allowed to spend up to 12,000 this year
      we have a grant that covers it
      somewhere between 5 and 8k
      budget wise we're ok
      cash is not a problem
      i'd be happy with anything under 100 a month
      nous avons un budget de 8000 euros
      podemos gastar 150 al mes
      money's there, don't worry
      head office gave us 12k for digital stuff
      we're well within what we planned to spend
      we've earmarked six thousand
      my limit is 80 bucks
      my boss okayed 5k
      the budget for this is around 7,500 pounds
      We spend 10k a year on tools like this and want to keep it at that
    `,
  },
  {
    criterion: 'budget',
    status: 'UNMET',
    lines: `
      no budget this year
      we cant afford anything at the moment
      there isn't a cent left for this
      the board refused the budget
      the money's gone
      we simply don't have the cash
      they've frozen all purchases
      there is no room in the budget
      unser Budget ist aufgebraucht
      no tenemos presupuesto
      we live on donations, there's nothing to spend
      all funds are tied up in the new building
      Right now we can't spend a single euro.
      it isn't in the budget
      we blew this year's budget on a new server
      can't spend anything, hiring and spending freeze
      our funding ran out
      Wir können uns das nicht leisten
    `,
  },
  {
    criterion: 'authority',
    status: 'MET',
    lines: `
      i make the call on this
      im the founder so its up to me
      my boss gave me free rein
      nobody else needs to approve it
      my manager says go for it, i can choose
      got the green light from my boss
      as head of operations i decide on this myself
      ich bin die Inhaberin
      la decisión es mía
      I sign off on anything below 20k.
      there's no one above me
      nobody to ask, it's my own practice
      The boss is right here and nods.
      my dad owns the firm and he said get it done
      we're three partners and all three of us want it
      our CEO has given her ok
      since last week I'm the head of the department and decide such things myself
      Das entscheide ich zusammen mit meiner Frau, sie sitzt neben mir
    `,
  },
  {
    criterion: 'authority',
    status: 'UNMET',
    lines: `
      i'd have to run it by my boss
      my director makes those decisions
      I'm only an assistant
      my husband handles the money, have to ask him
      the council votes on such things
      my boss would need to approve
      our it department has the last word
      je dois en parler à mon directeur
      lo decide mi jefa
      I just work here, mate.
      I don't have the authority for that.
      that goes through purchasing in Lyon
      They decide in the head office, I only report.
      not without my director's ok
      I do the research, the deciding is done elsewhere.
      I'm in marketing, so IT would have to be asked.
      hmm that's something for my boss
      Da muss ich erst meinen Chef fragen
    `,
  },
  {
    criterion: 'need',
    status: 'MET',
    lines: `
      we limp along with excel
      we're looking for a shared inbox
      our support is chaos
      we're growing and gmail doesn't cut it anymore
      i'd like to know who has answered what
      we want to get rid of the sticky notes
      people keep writing to my private phone
      guests write on five platforms and we can't keep up
      wir brauchen ein gemeinsames Postfach
      necesitamos una bandeja compartida
      The trouble is that enquiries arrive at night and by morning the client has gone to somebody else.
      We've been told off by our biggest account for slow replies.
      There's a lot of copying and pasting between the CRM and the mailbox, I'd like that gone.
      Someone has to sort 300 mails each morning and that someone is me.
      our phone rings all day because nobody answers the mails
      every second customer asks why we haven't replied
      our shared mailbox in outlook has become unusable
      keiner weiß, wer was beantwortet hat
    `,
  },
  {
    criterion: 'need',
    status: 'UNMET',
    lines: `
      we don't need it
      everything works fine as it is
      we're happy with what we've got
      our current tool does the job
      i don't see what we would use it for
      we get three mails a day, we don't need software for that
      we have no need for it right now
      that's not an issue for us
      wir brauchen das nicht, läuft alles gut
      no lo necesitamos
      Our old system is good enough, thank you.
      Honestly I can't complain, things run smoothly.
      nobody here has asked for it, really no need
      I don't think this is anything for us, we hardly get mail
      we're all set with what we have
      no problems on our end really
      we have everything we need
      it's not something we need
    `,
  },
  {
    criterion: 'timeline',
    status: 'MET',
    lines: `
      before Q3
      it has to be live by the end of june
      in the next 3 months
      yesterday would be best lol
      the sooner the better
      must be in place when the season begins in march
      next week if possible
      wir wollen im März starten
      avant la fin de l'année
      cuanto antes
      the pilot should begin in February
      preferably this month
      We must have a solution by 15 January.
      as quickly as we can
      not later than august
      by the time school starts, so mid august
      in 10 days
      möglichst noch diesen Monat
    `,
  },
  {
    criterion: 'timeline',
    status: 'UNMET',
    lines: `
      no rush
      there's no fixed date
      maybe some day
      no idea, whenever
      the project has been postponed indefinitely
      not before the reorganisation is over
      come back to me next year
      ce n'est pas urgent
      There's no telling when we'd start.
      This isn't something for the coming months.
      nothing is going to happen before the elections and nobody knows after
      next year maybe, or the year after, who knows
      we've got no deadline
      there's no time pressure
      no particular date in mind
      I don't have a date
      das hat Zeit
      rien ne presse
    `,
  },
];

for (const { criterion, status, lines } of statements) {
  test.each(rows(lines))(`${criterion} is ${status}: %s`, (line) => {
    expect(assess(line).criteria?.map((found) => `${found.name} ${found.status}`)).toEqual([`${criterion} ${status}`]);
  });
}

test.each(
  rows(`
    do you have a plan under 20 a month?
    is 5k a typical budget for that?
    my friend pays 30 per seat somewhere else
    we make about 2 million a year
    not sure about the budget yet
    what would i have to tell my boss?
    my old boss used to decide everything
    i want to know what it costs
    we're a team of 12
    how long does it take to set up?
    we started last year with gmail
    suppose we started in june, would that be too late
    how much does it cost?
    what plans do you have
    which plan has sso
    hmm let me think about it
    we're still comparing you with zendesk
    are you a bot?
    our sales rep left last month
    can customers talk to a human in perch?
    can i assign a mail to a person?
    no need to call me
    how many people can use it?
    our reps need an app on the phone
    was kostet das?
    bist du ein Bot?
    vous êtes un robot ?
    ¿eres un robot?
    My colleague will talk to you tomorrow.
    We have a person for that already.
    I spoke to your rep Anna last week and she was nice
    Is there a human behind this?
    interesting, tell me more
    why is it so expensive
    what about security
    we are comparing three vendors right now
    sounds good
    our agents talk to customers all day
    I'd rather not speak to anyone, chat is fine
    we call our customers every week
  `),
)('nothing is affirmed or denied by: %s', (line) => {
  const found = assess(line);
  expect(found.criteria).toBeUndefined();
  expect(found.stage).toBeUndefined();
  expect(found.handoff).toBeUndefined();
});

test.each(
  rows(`
    what exactly do you guys sell
    hey quick question, do u integrate w/ shopify
    is my data safe with you?
    pricing?
    I saw Perch on a podcast, how does it work
    can I use it on my phone
    wie funktioniert das denn?
    est-ce que vous avez une appli mobile ?
    ¿funciona con Gmail?
    whats the difference between the team and the business plan
    so what happens if my internet drops
    Hi! We're a small travel agency and our mails are a disaster.
  `),
)('engages a lead: %s', (line) => {
  expect(assess(line, 'LEAD').stage).toBe('ENGAGED');
});

test.each(
  rows(`
    could you send me an offer
    what would it be for 25 seats?
    I'd like to try it
    how do i start the trial
    can you make us a quote for 12 users
    how much would we pay for 15 people
    we'd like a demo for our team
    can you put together a proposal
    i want to test it for two weeks
    can you show us the product live?
    send over your best offer for 20 seats
    pouvez-vous m'envoyer un devis pour 10 utilisateurs ?
    ¿me puede enviar una cotización para 15 usuarios?
    I'd like a written quotation.
    Could someone walk us through it next week?
    how do i get a test account
    we're 14, what are we looking at per month?
    Let's set up a demo
    draw up an offer for the four of us
    we would like to give it a spin for two weeks
  `),
)('asks for a concrete offer: %s', (line) => {
  expect(assess(line, 'ENGAGED').stage).toBe('PROPOSAL');
});

test.each(
  rows(`
    can you do 10% off?
    thats too much, can you come down a bit
    what if we pay yearly upfront?
    any discount for two years?
    can you throw in the onboarding for free
    your competitor offers it for 12
    can we leave out the ai part and pay less?
    i was hoping for something closer to 400
    is the price negotiable
    hm, a bit steep. anything you can do?
    geht da noch was am Preis?
    pouvez-vous faire une remise ?
    ¿pueden hacernos un descuento?
    Knock off ten percent and we talk.
    Could you waive the first month?
    My other offer is 20% lower.
    is that your final price?
    We'd take 10 seats instead of 15 if that brings the price down
    what discount do i get for 50 seats
    could we start with 10 seats and get the price for 20?
    15% and I sign today
    is there any room on the price
    we'd commit to 3 years if you freeze the rate
    what would it cost without the ai helper?
    c'est trop cher, vous pouvez baisser le prix ?
  `),
)('bargains: %s', (line) => {
  expect(assess(line, 'PROPOSAL').stage).toBe('NEGOTIATION');
});

test.each(
  rows(`
    ok we'll take it
    let's do it
    great, where do i sign?
    we're in, send the contract
    we have decided to buy
    sign us up
    perfect, i'll buy it
    alright you convinced me, lets go
    count us in
    you've got yourself a customer
    wir nehmen es
    d'accord, on signe
    Done. Send me the papers.
    OK let's go ahead.
    I'm sold, where's the order form?
    Fine, I'll sign.
    go ahead, we want it
    yes, we buy. invoice to our office please
    my boss signed the contract, we're on board
    alright, book us in, we're buying
    all good, let's sign
    we want to order
    okay, make it so, we take the business plan
    please set up our account, we're in
    c'est bon, je signe
  `),
)('commits to buy: %s', (line) => {
  expect(assess(line, 'PROPOSAL').stage).toBe('WON');
});

test.each(
  rows(`
    we went with another provider
    not interested anymore
    we chose zendesk in the end
    please stop writing to me
    forget it
    this isn't for us, sorry. bye
    it's a no from our side
    please remove me from your list
    wir haben uns für einen anderen Anbieter entschieden
    hemos elegido otra herramienta
    We've decided to build it ourselves.
    we've signed with someone else
    it's not what we want. goodbye
    I've lost interest
    we're not going to buy this
    the other offer won, sorry
    kein Interesse mehr, danke
    I'm afraid we have to decline
    we are no longer interested
    management decided against it
    no, leave it, we're done here
    finalement on a pris un autre outil, merci
  `),
)('declines for good: %s', (line) => {
  expect(assess(line, 'PROPOSAL').stage).toBe('LOST');
});

test.each(
  rows(`
    can i talk to a human
    i want to speak with someone from sales
    could somebody call me?
    is there a real person i can talk to
    I'd rather talk to a person
    give me a human
    can you have someone call me back tomorrow
    transfer me to an agent
    i dont want to talk to a bot
    can i get a colleague of yours on the phone
    I'd prefer to discuss this with one of your people
    who can i call about this?
    is anyone from your team available for a chat?
    let me talk to your manager
    would like a callback please
    just get me a person ffs
    kann mich jemand anrufen?
    je voudrais parler à un humain
    est-ce que quelqu'un peut me rappeler ?
    quiero hablar con una persona
    I'd like a word with a human being.
    Is there someone I could ring?
    stop. human. now.
    can you pass me to your colleague in sales
    Please let a member of your staff contact me.
    put a real person on
    Would it be possible to speak with an account manager?
    could you ask one of your people to email me
    can someone get in touch with us about this?
    hi, can I talk to someone in sales?
    I'd like to speak with a person please
    I want a human
    please have someone from sales contact me
    isn't there somebody i can speak to directly?
    i'd feel better talking to a person
    bring me your manager
    Kann ich mit jemandem telefonieren?
    passez-moi un conseiller svp
    j'aimerais être rappelé par quelqu'un de chez vous
    póngame con un agente, por favor
  `),
)('a person is wished for: %s', (line) => {
  expect(assess(line).handoff?.queue).toBe('sales');
});

test('greetings, small talk and introductions leave a lead a lead', () => {
  const lines = ['hi', 'Hello?', 'how are you', 'tell me a joke', 'are you a bot?', 'Hi there, I work at a bakery.'];
  for (const line of lines) expect(assess(line, 'LEAD'), line).toEqual({});
});

test('"not now" loses nothing, and neither WON nor LOST is left', () => {
  expect(assess('not now, maybe next year', 'PROPOSAL').stage).toBeUndefined();
  expect(assess('can we get a quote for 20 people?', 'LOST').stage).toBeUndefined();
  expect(assess('not interested, sorry', 'WON').stage).toBeUndefined();
});

test('stages never go back', () => {
  expect(assess('can you send me a quote for 12 seats', 'NEGOTIATION').stage).toBeUndefined();
  expect(assess('what does it cost?', 'PROPOSAL').stage).toBeUndefined();
});

test('asking the price engages, asking it for a team of some size asks for an offer', () => {
  expect(assess('how much does it cost?', 'LEAD').stage).toBe('ENGAGED');
  expect(assess('what would it be for 25 seats?', 'LEAD').stage).toBe('PROPOSAL');
});

test('the newest clear statement holds, within a message and after a correction', () => {
  expect(value('we have 20k. scratch that, more like 15k', 'budget')).toBe('more like 15k');
  const known: Criterion = { name: 'budget', status: 'MET', value: '20k', confidence: 1, evidenceSeqs: [1] };
  expect(assess('sorry, typo, 12k', 'ENGAGED', [known]).criteria?.[0]).toMatchObject({ status: 'MET', value: '12k' });
  const denied = assess('oh no, forget the money, there is no budget after all', 'ENGAGED', [known]);
  expect(denied.criteria?.[0]).toMatchObject({ name: 'budget', status: 'UNMET' });
});

test('values are what the user said', () => {
  expect(value('we could spend around 20k a year on it', 'budget')).toBe('around 20k a year');
  expect(value('Budget: EUR 18,000 per annum', 'budget')).toBe('EUR 18,000 per annum');
  expect(value('it needs to be running by end of May', 'timeline')).toBe('by end of May');
  expect(value('Starten möchten wir zum 1. Oktober', 'timeline')).toBe('zum 1. Oktober');
});

test('one message can tell all four, typing errors or not', () => {
  const found = assess('we keep losng custmer mails, i decide, got arund 10k bugdet and want to strat in septmber');
  expect(Object.fromEntries(found.criteria?.map(({ name, status }) => [name, status]) ?? [])).toEqual({
    need: 'MET',
    authority: 'MET',
    budget: 'MET',
    timeline: 'MET',
  });
});

test('several unanswered messages are read together, in order', () => {
  const found = agent.assess({
    stage: 'LEAD',
    criteria: [],
    messages: [
      { role: 'USER', text: 'hi' },
      { role: 'AGENT', text: 'Hello!' },
      { role: 'USER', text: 'we lose mails all the time' },
      { role: 'USER', text: 'what would it cost for 12 people?' },
      { role: 'USER', text: 'we have 5k. no, 6k' },
    ],
  });
  expect(found.stage).toBe('PROPOSAL');
  expect(found.criteria?.find(({ name }) => name === 'budget')?.value).toContain('6k');
});

test('a yes or a no answers what the agent asked', () => {
  const asked = 'Is there a budget for it, roughly?';
  const answer = (text: string) =>
    agent.assess({
      stage: 'ENGAGED',
      criteria: [],
      messages: [
        { role: 'AGENT', text: asked },
        { role: 'USER', text },
      ],
    });
  expect(answer('yes, there is').criteria?.[0]).toMatchObject({ name: 'budget', status: 'MET' });
  expect(answer('nope').criteria?.[0]).toMatchObject({ name: 'budget', status: 'UNMET' });
  expect(answer('about 300').criteria?.[0]).toMatchObject({ name: 'budget', status: 'MET' });
  expect(answer('ok thanks').criteria).toBeUndefined();
});

test('the briefing tells what was asked, what is known and what is open', () => {
  const briefing = agent.assess({
    stage: 'ENGAGED',
    criteria: [{ name: 'need', status: 'MET', value: 'we lose mails', confidence: 1, evidenceSeqs: [1] }],
    messages: [
      { role: 'USER', text: 'does it work with SAP?' },
      { role: 'AGENT', text: 'I do not know that.' },
      { role: 'USER', text: 'we have 5k, but let me talk to a human' },
    ],
  }).handoff?.briefing;
  expect(briefing).toContain('does it work with SAP?');
  expect(briefing).toContain('need: yes ("we lose mails")');
  expect(briefing).toContain('budget: yes ("5k")');
  expect(briefing).toMatch(/Open: .*authority/);
});

function assess(text: string, stage: Stage = 'ENGAGED', criteria: readonly Criterion[] = []): Assessment {
  return agent.assess({ stage, criteria, messages: [{ role: 'USER', text }] });
}

function value(text: string, name: string): string | undefined {
  return assess(text).criteria?.find((criterion) => criterion.name === name)?.value;
}

function rows(lines: string): string[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
