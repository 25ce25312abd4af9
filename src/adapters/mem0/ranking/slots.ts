import { stemmer } from 'stemmer';

const money =
  /[$€£]\s?\d|\b\d[\d.,]*\s?(?:k\b|m\b|thousand|million|grand|euros?|dollars?|pounds?|francs?|eur\b|usd\b|gbp\b|chf\b)/i;
const people =
  /\b(?:\d[\d.,]*\s+(?:people|persons?|employees|staff|seats|users|agents|colleagues|members|of us|reps)|team of \d+)\b/i;
/** "Our budget is", "my favourite colour has changed": something of the speaker's, and that it is something. */
const own =
  /\b(?:my|our)\s+((?:[a-z-]+\s+){0,2}[a-z-]+?)\s+(?:now\s+)?(?:is|are|was|were|will be|would be|has|have|became|moved|changed|went|dropped|grew)\b/gi;
const simple: readonly (readonly [string, RegExp])[] = [
  [
    'home',
    /\b(?:i|we)(?:'ve| have)?\s+(?:now\s+)?(?:live|moved|are based|am based|relocated)\b|\b(?:i'm|we're)\s+based\b/i,
  ],
  ['work', /\b(?:i|we)(?:'ve| have)?\s+(?:now\s+)?(?:work|started|joined)\s+(?:at|for|with)\b/i],
  ['name', /\bmy name is\b|\bcall me\b|\bi'm called\b/i],
];
/** What a question about money asks for, in words that need not be in the answer. */
const asksMoney = /\b(?:budget|spend|afford|money|price range|how much)\b/i;

/**
 * What a line settles of its speaker that it can only have one of at a time, such as a budget, a team's size, a favourite
 * colour: of two lines that share one the newer says how it is.
 */
export function slotsOf(text: string): ReadonlySet<string> {
  const slots = new Set<string>();
  if (money.test(text)) slots.add('money');
  if (people.test(text)) slots.add('people');
  for (const [name, pattern] of simple) if (pattern.test(text)) slots.add(name);
  for (const [, thing = ''] of text.matchAll(own))
    slots.add(`own ${thing.toLowerCase().split(/\s+/).map(stemmer).join(' ')}`);
  return slots;
}

/** The slots that two lines must share for the newer to take the older one's place under a question. */
export function sharedSlot(a: ReadonlySet<string>, b: ReadonlySet<string>, question: string): boolean {
  for (const slot of a) {
    if (!b.has(slot)) continue;
    if (slot !== 'money' || asksMoney.test(question)) return true;
  }
  return false;
}
