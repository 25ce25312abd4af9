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
      moneys not the issue tbh
      I'd happily fork out 50 bucks every month if it stops this
      no worries on the money front
      19 a seat is within reach
      we could spend around 20k a year
      our limit is 5000 euro
      the budget was approved in December
      I've put aside money to fix this for good
      yeah theres budget, 15 thousand or so
      I've got about two grand to play with
      budget wise we're ok
      cash is not a problem
      wir haben 5000 euro eingeplant
      tenemos un presupuesto de 6000 euros
      money's there, don't worry
      I'd say 500 a month, give or take
      15 euros per head is what I had in mind
      it's paid by the parent company, up to 10k
      my boss okayed 5k
      there's a pot of 3k for digital tools
      there's a line in the budget for this
      I was given 3000 to sort this out
      we can go to 30 per person
      le budget est validé
    `,
  },
  {
    criterion: 'budget',
    status: 'UNMET',
    lines: `
      controlling rejected my request for the licence costs
      purse strings are tight here
      nos rechazaron el presupuesto
      no budget this year
      Our budget is 0
      budget: none
      our budget is nothing
      we have 0 euros
      unser Budget ist 0 Euro
      my budget got cut last month
      all our spending is on hold
      we haven't got any funds for tools
      the well is dry
      we have zero euros for it
      unser Budget ist aufgebraucht
      no tenemos presupuesto
      The treasurer turned it down, no money this season.
      i'm a student, i have no money lol
      it isn't in the budget
      the money just isn't there
      I have nothing to spend
      I've no budget of my own
      este año no podemos gastar nada
      our budget is exhausted
      we couldn't pay for it
      currently there is no budget
    `,
  },
  {
    criterion: 'authority',
    status: 'MET',
    lines: `
      procurement waved it thru
      whatever i say goes in this kitchen
      the dean has given us her blessing
      never needed permission for anything
      i make the call on this
      the cfo already signed off
      we decide that together, my partner is sitting next to me
      that's entirely my responsibility, I pick the tools here
      its just me, i'm a freelancer
      ich bin die Inhaberin
      I hold the purse strings here.
      there's no one above me
      It's entirely my choice.
      my dad owns the firm and he said get it done
      you're talking to the owner
      since last week I'm the head of the department and decide such things myself
      je décide seule
      no need to ask anyone
      as CEO I have the final word
      I've been given the green light
      we are the management, the two of us
      Mein Chef ist einverstanden
    `,
  },
  {
    criterion: 'authority',
    status: 'UNMET',
    lines: `
      this has to be passed by the membership
      nothing happens here without old mr Lindqvist saying so
      let me see if my manager lets me
      just a temp here, so no power whatsoever
      i'd have to run it by my boss
      the owner decides, i just look around
      Ich entscheide das nicht
      Ich entscheide das nicht, sondern mein Chef.
      das unterschreiben wir nicht hier, das macht die Zentrale
      je décide pas, c'est mon chef
      yo no decido, decide mi jefe
      my husband handles the money, have to ask him
      the partners have to vote on it
      I'll have to talk to my business partner about that
      je dois en parler à mon directeur
      The principal has to sign.
      The decision lies with the board of trustees.
      my supervisor makes that call
      not without my director's ok
      I do the research, the deciding is done elsewhere.
      my team lead wants to see it before anything happens
      Da muss ich erst meinen Chef fragen
      the bosses upstairs want to vote on it first
      it's a joint decision and I haven't asked the others
      my father-in-law still runs the company
      that is for the directors to settle
      dafür brauche ich die Freigabe der Geschäftsleitung
    `,
  },
  {
    criterion: 'need',
    status: 'MET',
    lines: `
      we limp along with excel
      our current chatbot is useless
      we need a system that keeps every inquiry in one record
      we require a platform which logs all correspondence
      We have to have a tool that routes messages
      we are inviting offers for a ticketing solution
      the regulator requires us to keep all correspondence and we can't prove that we do
      900 tickets a day and everything's on fire
      requests come by mail and get lost
      viewing requests go stale before anyone rings back
      our service is run out of a shared mailbox, which does not work any longer
      we need to bring our new office onto the same support desk
      customers wait for days and by then they've bought elsewhere
      they went with someone else because we were slow
      we have trouble following up on leads
      i need something to organize our customer mails
      leads go cold because we forget to call back
      guests write on five platforms and we can't keep up
      perdemos muchos correos de clientes
      Parents phone in the evening because their emails weren't answered during the day.
      the old system gets switched off by the vendor so we need a new one
      our phone rings all day because nobody answers the mails
      I keep forgetting to get back to people
      nos clients attendent trois jours une réponse
      I'd love to get rid of our spreadsheet
      our response times are terrible
      les messages des clients se perdent
      the warehouse says it shipped, the customer says it didn't, and I sit in between
      everything depends on one colleague, and she's pregnant
      I want my evenings back
      Jeder Techniker führt sein eigenes Heft, das ist kein Zustand mehr.
      two of my reps wrote to the same lead with different prices
      it's luck whether anyone spots it before noon
      everyone thinks somebody else has answered
      our tool doesn't work well for a team
      nobody follows up unless I remind them myself
      most mails get answered the same day, the rest never
      we can't keep ignoring half our messages
    `,
  },
  {
    criterion: 'need',
    status: 'UNMET',
    lines: `
      we don't need it
      we're happy with what we've got
      our current tool does the job
      honestly there's nothing wrong with our setup
      that's not an issue for us
      on n'en a pas besoin
      Our old system is good enough, thank you.
      we get by fine without such a thing
      I don't think this is anything for us, we hardly get mail
      our gmail is perfectly ok for us
      we have everything we need
      I don't need another tool
      our process works
      all is well on our side
      we wouldn't use it
      I don't really see what I'd do with it
      got everything sorted already
      on n'en voit pas l'utilité
      my notebook copes
      nothing ever gets past my sister
      we haven't had a single mail go astray
      our inbox is empty every evening
      things run like clockwork in this office
      we want for nothing in that department
      there's hardly any email here
      alles wird bei uns am selben Tag beantwortet
      nous n'avons jamais perdu un message
    `,
  },
  {
    criterion: 'timeline',
    status: 'MET',
    lines: `
      q3 for the purchase
      deadline for getting a tool is the 20th
      between now and ramadan it has to be rolled out
      ordering it this week
      before Q3
      We won't buy it before summer
      we will not buy anything until next year
      we need it in two weeks
      the new office opens in may and it should be ready then
      the sooner the better
      id want it before the summer holidays
      wir wollen im März starten
      le plus vite possible
      in about six weeks
      preferably this month
      within the next fortnight
      not later than august
      we'd begin in q4
      April would be perfect
      lo necesitamos para marzo
      the board wants it operational by Q3
      the sooner we start the better
      we go live mid november
      unser Vertrag läuft im Juni aus
    `,
  },
  {
    criterion: 'timeline',
    status: 'UNMET',
    lines: `
      Timing is entirely open on our side.
      launch date was scrapped n theres no new one
      undecided as to when
      no rush
      not this year
      it's not urgent at all
      right now is a bad time
      there's no deadline for that
      ce n'est pas urgent
      we're in no hurry at all
      nothing is going to happen before the elections and nobody knows after
      next year maybe, or the year after, who knows
      not in the next six months
      no particular date in mind
      it's too early to say
      rien ne presse
      we have all the time in the world
      that's a project for another year
      our plate is full until who knows when
      we've pushed it back indefinitely
      das eilt überhaupt nicht
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
    my back is killing me
    our forklift has been broken since monday and no one can get the part
    if we had 10k we would do it
    last year we had 20k for that
    we currently pay zendesk 600 a month
    i don't know what we can spend
    my old boss used to decide everything
    i want to know what it costs
    we're a team of 12
    how long does it take to set up?
    we started last year with gmail
    how much does it cost?
    what plans do you have
    which plan has sso
    hmm let me think about it
    we're still comparing you with zendesk
    are you a bot?
    do you have phone support?
    i talked to a person from your team yesterday
    do your agents work on weekends?
    please dont call me
    is a human reading this?
    läuft das auch auf dem iPad?
    combien ça coûte ?
    ¿cuánto cuesta?
    Who am I talking to?
    We have a person for that already.
    I spoke to your rep Anna last week and she was nice
    Is there a human behind this?
    interesting, tell me more
    why is it so expensive
      I don't want to talk to a human
    there's no need for anyone to call
    I need to leave before anyone calls
      I do not wish to speak with anybody
      no need to call me
      I'm not interested in a call
      you are useless
      you're an idiot
      this bot is useless
      you suck
      a colleague of mine spoke with someone at your stand
      our person in charge of IT left
      a helpful gentleman, by the way
      i met a Sandra from your company
      I talked to a human at your booth
      I never said I want an offer
      we would require payment terms of 60 days
    we are comparing three vendors right now
    sounds good
    does a human check the ai drafts?
    one of your reps gave me your link
    I read about you in the newspaper
    ok, let me read that first
    I have to go now, talk later
    does it also do invoices?
    you are funny
    our office is in Leeds
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
      Does it scale? I'm not after an offer
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
      I'm not interested in a phone call, just send me an offer
      what would 40 licences come to?
      There are 25 of us. what would you charge for that?
      the price for just us two plus one
      Können wir eine Testinstanz für zwei Wochen bekommen?
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
    we're a taxi firm with 8 dispatchers so what do you want off us a month
    what do I pay if it's just me and my wife
    ok enough talk, let me try the thing
    can the paperwork be sent to our solicitor beforehand
    would friday 10am work for a screen share?
  `),
)('asks for a concrete offer: %s', (line) => {
  expect(assess(line, 'ENGAGED').stage).toBe('PROPOSAL');
});

test.each(
  rows(`
    can you do 10% off?
      we would require payment terms of 60 days
      can you drop the setup fee
      can you get rid of the setup fee
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
    the setup fee has to go
    we insist on polish law, otherwise the terms are okay
    you wanted 19, i say 14
    match what missive gave us and i'll sign
    Die Kündigungsfrist ist uns zu lang, bitte auf einen Monat kürzen
  `),
)('bargains: %s', (line) => {
  expect(assess(line, 'PROPOSAL').stage).toBe('NEGOTIATION');
});

test.each(
  rows(`
    ok we'll take it
      Ich will das kaufen
      Wir möchten das bestellen
      Je voudrais acheter
      Nous voulons l'acheter
      Quiero comprar
      Quiero comprarlo
    let's do it
    deal
    we're in, send the contract
    yes please go ahead with the order
    sign us up
    i'd like to order 10 seats now
    alright you convinced me, lets go
    please send the invoice, we are going ahead
    you've got yourself a customer
    we accept your offer
    d'accord, on signe
    de acuerdo, lo compramos
    OK let's go ahead.
    we're going with you
    Fine, I'll sign.
    You have a deal.
    yes, we buy. invoice to our office please
    We've made up our minds: we'll go with Perch.
    alright, book us in, we're buying
    good, we're buying it
    i'm ready to sign
    okay, make it so, we take the business plan
    Gut, dann machen wir das so, schicken Sie den Vertrag
    c'est bon, je signe
    where's the dotted line
    switch us from trial to paid
    consider the offer accepted
    put us on the business plan from today
  `),
)('commits to buy: %s', (line) => {
  expect(assess(line, 'PROPOSAL').stage).toBe('WON');
});

test.each(
  rows(`
    we went with another provider
      I'm not interested in your product
      We're not interested in buying
    not interested anymore
    we chose zendesk in the end
    we'll pass
    this isn't for us, sorry. bye
    we're going with your competitor
    we will stay with our old system
    please remove me from your list
    nous avons choisi un autre fournisseur
    hemos elegido otra herramienta
    thanks, but we won't be going ahead
    no deal then, bye
    it's not what we want. goodbye
    We'll stick with paper, thanks.
    we're not going to buy this
    please close my file, we don't want it
    kein Interesse mehr, danke
    I'm afraid we have to decline
    we are no longer interested
    management decided against it
    no, leave it, we're done here
    finalement on a pris un autre outil, merci
    i'd rather eat my keyboard than buy from you
    signed a 5 year deal with zendesk yesterday
    the project was cancelled for good
    wir machen ohne euch weiter
  `),
)('declines for good: %s', (line) => {
  expect(assess(line, 'PROPOSAL').stage).toBe('LOST');
});

test.each(
  rows(`
    can i talk to a human
      May I ask that a colleague of yours telephone me?
      I'd rather discuss this with one of your account executives, could you connect me?
      put me through
      who can I ring about this?
      let me speak to your manager
      I'd like to go through the rest with a member of your team by phone
      can someone jump on a call with me
    i want to speak with someone from sales
    could somebody call me?
    is there a real person i can talk to
    I'd rather talk to a person
    give me a human
    can you have someone call me back tomorrow
    human please
    i dont want to talk to a bot
    can i get a colleague of yours on the phone
    who can i call about this?
    may i speak to a sales rep
    is anyone from your team available for a chat?
    would like a callback please
    just get me a person ffs
    ich möchte mit einem Menschen sprechen
    je voudrais parler à un humain
    est-ce que quelqu'un peut me rappeler ?
    quiero hablar con una persona
    I'd like a word with a human being.
    Is there someone I could ring?
    stop. human. now.
    i need to talk to someone who knows about contracts
    Please let a member of your staff contact me.
    put a real person on
    could you ask one of your people to email me
    I want to talk to somebody in charge.
    can someone get in touch with us about this?
    I'd like to speak with a person please
    I want a human
    can your colleague call me tomorrow at 9?
    isn't there somebody i can speak to directly?
    i'd feel better talking to a person
    bring me your manager
    Kann ich mit jemandem telefonieren?
    passez-moi un conseiller svp
    j'aimerais être rappelé par quelqu'un de chez vous
    ¿hay alguien con quien pueda hablar?
    Könnte mich ein Kollege von Ihnen anrufen?
    je veux parler à une vraie personne
    could somebody phone our front desk, ask for Mina
    how do i get past the bot
    is your sales rep around
    what's your number, i'd rather call
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

test.each(
  rows(`
    Ich will das nicht kaufen
    Quiero comprar solo si hay descuento
    Je voudrais acheter mais c'est trop cher
    I'm not interested in a demo
    We are not going to buy unless you support Jira
    I would buy it if it had a Gmail import
    by then they've bought elsewhere
    the regulator wants us to sort this for good
    my cousin bought perch in may
    the other branch went with front, ours hasn't picked yet
    mails come in and get lost
    finance turned it down last week
    ceo's in, he told me go ahead
  `),
)('neither bought nor declined by: %s', (line) => {
  expect(['WON', 'LOST']).not.toContain(assess(line, 'PROPOSAL').stage);
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
  expect(value('we want to start in 3 weeks. no wait, in 6 months', 'timeline')).toBe('in 6 months');
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
