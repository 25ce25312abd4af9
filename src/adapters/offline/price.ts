import type { Playbook } from '../../domain/playbook.js';
import type { Utterance } from './clauses.js';

/** What a number of seats costs, where a fact of the playbook names prices per seat. */
export interface Pricer {
  /** The sentence with the sums; none where no size is named or no price per seat is known. */
  readonly priceFor: (utterances: readonly Utterance[]) => string | undefined;
}

interface Plan {
  readonly name: string;
  readonly each: number;
}

const currency = String.raw`(euros?|dollars?|pounds?|francs?|€|\$|£)`;
const perSeat = new RegExp(
  String.raw`(\d+(?:\.\d+)?) ${currency}(?: (?:per|a) (?:seat|user|person|head|agent|licen[cs]e))?(?: (?:and|per|a) month)* on the (\w+) plan`,
  'g',
);
const perMonth = / per (?:seat|user|person|head|agent|licen[cs]e)s? (?:and|per|a) month/;
const small = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const tens: Readonly<Record<string, number>> = { fifteen: 15, twenty: 20, thirty: 30, forty: 40, fifty: 50, dozen: 12 };
/** More than that is told by a person. */
const largest = 10_000;

export function makePricer(playbook: Playbook): Pricer {
  const fact = playbook.facts.find(({ text }) => perMonth.test(text));
  const found = [...(fact?.text.matchAll(perSeat) ?? [])];
  const plans: readonly Plan[] = found.map((match) => ({ name: match[3] ?? '', each: Number(match[1]) }));
  const unit = found[0]?.[2] ?? '';
  const billed = / billed (?:yearly|annually)/.exec(fact?.text ?? '')?.[0] ?? '';
  return {
    priceFor: (utterances) => {
      const count = utterances.map(sizeOf).findLast((size) => size !== undefined);
      if (count === undefined || plans.length === 0) return undefined;
      const said = ` ${utterances.flatMap(({ words }) => words).join(' ')} `;
      const named = plans.filter(({ name }) => said.includes(` ${name.toLowerCase()} `));
      // "Our team" is not the plan of that name, unless the plan is meant.
      const meant = named.filter(({ name }) =>
        new RegExp(` (?:on|the|in|for) ${name.toLowerCase()}(?: plan)? `).test(said),
      );
      const [first, ...others] = meant.length > 0 ? meant : plans;
      if (!first) return undefined;
      const sums = others.map(({ name, each }) => ` and ${amount(each * count, unit)} on ${name}`).join('');
      const who = count === 1 ? 'One person' : `${count} people`;
      const verb = count === 1 ? 'is' : 'are';
      return `${who} on ${first.name} ${verb} ${amount(first.each * count, unit)} a month${sums}${billed && `,${billed}`}.`;
    },
  };
}

function amount(sum: number, unit: string): string {
  const text = sum.toLocaleString('en-US', { maximumFractionDigits: 2 });
  return /\w/.test(unit) ? `${text} ${unit}` : `${unit}${text}`;
}

/** The size that an utterance names last: "12 people", "with 10", "we are 14". */
function sizeOf({ clauses }: Utterance): number | undefined {
  let size: number | undefined;
  for (const clause of clauses) {
    if (clause.distant) continue;
    clause.tokens.forEach((token, i) => {
      const before = clause.tokens[i - 1]?.text ?? '';
      const bare = token.text === '#num' && /^(?:for|with|at|are|of|to|about|be)$/.test(before);
      if (token.text !== '#size' && !bare) return;
      const raw = clause.raw.slice(
        token.start - (clause.tokens[0]?.start ?? 0),
        token.end - (clause.tokens[0]?.start ?? 0),
      );
      size = counted(raw.toLowerCase()) ?? size;
    });
  }
  return size;
}

function counted(raw: string): number | undefined {
  const digits = raw.match(/\d+/g);
  if (digits && digits.length > 1) return undefined;
  const word = raw.split(/\s+/).find((part) => small.includes(part) || part in tens);
  const count = digits ? Number(digits[0]) : word === undefined ? undefined : (tens[word] ?? small.indexOf(word) + 1);
  return count !== undefined && count > 0 && count <= largest ? count : undefined;
}
