/** What a line may hold that a question asks for, beside its words. */
export interface Hints {
  /** It says when something is, was or will be. */
  readonly tellsTime: boolean;
  /** It has a number in it. */
  readonly tellsNumber: boolean;
}

const times = new RegExp(
  String.raw`\b(yesterday|today|tonight|tomorrow|last|next|ago|weeks?|weekends?|months?|years?|` +
    'mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|' +
    'january|february|march|april|may|june|july|august|september|october|november|december|' +
    String.raw`morning|evening|since|until|spring|summer|autumn|fall|winter|birthday|\d+(st|nd|rd|th)|(19|20)\d\d)\b`,
  'i',
);
const numbers =
  /\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|dozen|hundred|thousand|half|twice|couple)\b/i;

export function hintsOf(text: string): Hints {
  return { tellsTime: times.test(text), tellsNumber: numbers.test(text) };
}

/** What a question asks for, beside its words. */
export interface Wish {
  readonly time: boolean;
  readonly number: boolean;
  /** The times that it names, as months: `year` undefined for any. */
  readonly months: readonly { readonly month: number | undefined; readonly year: number | undefined }[];
}

const monthNames = 'january february march april may june july august september october november december'.split(' ');

export function wishOf(question: string): Wish {
  return {
    time: /\bwhen\b|\b(what|which) (day|date|month|year|time)\b|\bhow long ago\b|\bsince\b/i.test(question),
    number:
      /\bhow (many|much|old|long|often|far|big|tall|high)\b|\b(what|which) (number|price|cost|amount|size)\b/i.test(
        question,
      ),
    months: monthsIn(question),
  };
}

function monthsIn(question: string): Wish['months'] {
  const years = [...question.matchAll(/\b(19|20)\d\d\b/g)].map(([year]) => Number(year));
  // "May" alone is more often the verb.
  const named = [
    ...question.matchAll(
      new RegExp(
        String.raw`\b(?:in|on|of|by|since|until|during|early|late|mid|last|this|next|\d+)?\s*(${monthNames.join('|')})\b`,
        'gi',
      ),
    ),
  ]
    .filter(([whole, name]) => name?.toLowerCase() !== 'may' || (/^[a-z\d]+\s+May/.test(whole) && name === 'May'))
    .map(([, name]) => monthNames.indexOf((name ?? '').toLowerCase()));
  if (named.length === 0) return years.map((year) => ({ month: undefined, year }));
  return named.map((month, i) => ({ month, year: years[i] ?? years[0] }));
}

/** Whether a time lies in one of the months. */
export function isWithin(months: Wish['months'], at: number): boolean {
  if (months.length === 0) return false;
  const date = new Date(at);
  return months.some(
    ({ month, year }) =>
      (month === undefined || month === date.getUTCMonth()) && (year === undefined || year === date.getUTCFullYear()),
  );
}
