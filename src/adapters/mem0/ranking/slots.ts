import { termsOf } from './terms.js';

const number =
  '(?:\\d[\\d.,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|twenty|thirty|forty|fifty|hundred)';
const money =
  /[$€£]\s?\d|\b\d[\d.,]*\s?(?:k\b|m\b|thousand|million|grand|euros?|dollars?|pounds?|francs?|eur\b|usd\b|gbp\b|chf\b)/i;
const people = new RegExp(
  `\\b(?:${number}\\s+(?:\\w+\\s+)?(?:people|persons?|employees|staff|seats|users|agents|colleagues|members|of us|reps|leute|mitarbeiter|personnes|personas)|team of ${number})\\b`,
  'i',
);
/** "Our budget is", "my deadline moved": something of the speaker's, and that it is something. */
const own =
  /\b(?:my|our)\s+((?:[a-z-]+\s+){0,2}[a-z-]+?)\s+(?:now\s+)?(?:is|are|was|were|will be|would be|has|have|became|moved|changed|went|dropped|grew)\b/gi;
const favourite = /\b(?:is|are)\s+(?:now\s+)?my\s+(favou?rite\s+[a-z-]+)/gi;
const simple: readonly (readonly [string, RegExp])[] = [
  ['money', money],
  ['people', people],
  [
    'home',
    /\b(?:i|we)(?:'ve| have)?\s+(?:now\s+)?(?:live|moved|are based|am based|relocated)\b|\b(?:i'm|we're)\s+based\b/i,
  ],
  [
    'work',
    /\bi(?:'ve| have)?\s+(?:now\s+)?(?:work (?:at|for)|joined|started (?:at|with)|(?:started|began|got|have|took) (?:a |my )?(?:new )?(?:job|role|position))|\band joined\b/i,
  ],
  ['name', /\bmy name is\b|\bcall me\b|\bi'm called\b/i],
];
/** Somebody else's: "my brother's budget". */
const others = /\b(?:my|our)\s+[a-z]+'s\b|\b(?:his|her|their)\b/i;
/** What a question about money asks for, in words that need not be in the answer. */
const asksMoney = /\b(?:budget|spend|afford|money|price range|how much)\b/i;
/** Words that ask for a slot, and need not be in both lines. */
const slotWords = new Set(
  termsOf(
    'budget spend afford money price range cost much team people persons employees staff size large big many number us live based home move work job company employer name called favourite now today current',
  ),
);

/**
 * What a line settles of its speaker that it can only have one of at a time, such as a budget, a team's size, a favourite
 * colour: of two lines that share one the newer says how it is.
 */
export function slotsOf(text: string): ReadonlySet<string> {
  const slots = new Set<string>();
  const plain = text.replaceAll('’', "'");
  if (!others.test(plain)) for (const [name, pattern] of simple) if (pattern.test(plain)) slots.add(name);
  for (const pattern of [own, favourite]) {
    for (const [, thing = ''] of plain.matchAll(pattern)) {
      const terms = termsOf(thing);
      if (terms.length > 0) slots.add(`own ${terms.join(' ')}`);
    }
  }
  return slots;
}

/** A line as far as slots go. */
interface Settling {
  readonly slots: ReadonlySet<string>;
  readonly terms: ReadonlySet<string>;
}

/**
 * Whether the newer of two lines says anew what the older one said, under a question: they share a slot, and the older has no
 * word of the question that the newer lacks, but for those that ask for the slot.
 */
export function isSettledAnew(older: Settling, newer: Settling, question: string, asked: ReadonlySet<string>): boolean {
  const slot = [...older.slots].find((each) => newer.slots.has(each) && (each !== 'money' || asksMoney.test(question)));
  if (slot === undefined) return false;
  const own = new Set(slot.split(' '));
  return [...asked].every(
    (term) => !older.terms.has(term) || newer.terms.has(term) || slotWords.has(term) || own.has(term),
  );
}
