import { fold } from './text.js';

/**
 * A pattern is words with a space between, matched against a clause's words:
 * `a|b` one of them, `set_aside` words in a row, `decide~` any inflection, `@name` a class of words, `word?` may be
 * missing, `..` up to three words of any kind, `...` up to seven, `^` and `$` the clause's begin and end (`$` also as one
 * of several: `here|$`). `#money` and
 * the like are what `amounts.ts` has put in place of the words.
 */
export interface Pattern {
  readonly regex: RegExp;
  /** One of these words is in every text that matches; empty when nothing can be said. */
  readonly anchors: readonly string[];
  /** Of each of these sets, one word is in every text that matches: what is not in it need not be tried. */
  readonly needed: readonly ReadonlySet<string>[];
  readonly parts: readonly Part[];
}

/** Name to alternatives, written as in a pattern. */
export type Classes = Readonly<Record<string, string>>;

const irregular: Readonly<Record<string, string>> = {
  be: 'be is are am was were been being s',
  have: 'have has had having',
  do: 'do does did doing done',
  get: 'get gets got getting gotten',
  go: 'go goes went going gone',
  buy: 'buy buys bought buying',
  spend: 'spend spends spent spending',
  pay: 'pay pays paid paying',
  lose: 'lose loses lost losing',
  run: 'run runs ran running',
  find: 'find finds found finding',
  make: 'make makes made making',
  take: 'take takes took taking taken',
  give: 'give gives gave giving given',
  see: 'see sees saw seeing seen',
  think: 'think thinks thought thinking',
  keep: 'keep keeps kept keeping',
  leave: 'leave leaves left leaving',
  say: 'say says said saying',
  tell: 'tell tells told telling',
  choose: 'choose chooses chose choosing chosen',
  forget: 'forget forgets forgot forgetting forgotten',
  fall: 'fall falls fell falling fallen',
  sink: 'sink sinks sank sinking sunk',
  drown: 'drown drowns drowned drowning',
  set: 'set sets setting',
  put: 'put puts putting',
  cut: 'cut cuts cutting',
  write: 'write writes wrote writing written',
  begin: 'begin begins began beginning begun',
  speak: 'speak speaks spoke speaking spoken',
  hold: 'hold holds held holding',
  know: 'know knows knew knowing known',
  grow: 'grow grows grew growing grown',
  break: 'break breaks broke breaking broken',
  sit: 'sit sits sat sitting',
  let: 'let lets letting',
  die: 'die dies died dying',
  own: 'own owns owned owning',
  send: 'send sends sent sending',
  come: 'come comes came coming',
  need: 'need needs needed needing',
  sign: 'sign signs signed signing',
  stick: 'stick sticks stuck sticking',
};

function inflections(word: string): string[] {
  const special = irregular[word];
  if (special !== undefined) return special.split(' ');
  if (word.endsWith('e')) return [word, `${word}s`, `${word}d`, `${word.slice(0, -1)}ing`];
  if (/[^aeiou]y$/.test(word)) return [word, `${word.slice(0, -1)}ies`, `${word.slice(0, -1)}ied`, `${word}ing`];
  const doubled = /[^aeiou][aeiou][bdgmnprt]$/.test(word) ? word + word.at(-1) : word;
  const plural = /(?:s|x|sh|ch)$/.test(word) ? `${word}es` : `${word}s`;
  return [...new Set([word, plural, `${word}ed`, `${word}ing`, `${doubled}ed`, `${doubled}ing`])];
}

/** Words that are in nearly every clause and so tell little about which patterns can match. */
const everywhere = new Set(
  'i we is are was be have has had do does did not no to the a an of it that this you my our for in on can could would will and s am ich wir ist je nous es est'.split(
    ' ',
  ),
);

/** Compiles one pattern; throws on a class that does not exist. */
export function compile(source: string, classes: Classes): Pattern {
  let regex = '';
  let anchors: string[] = [];
  const needed: Set<string>[] = [];
  const parts: Part[] = [];
  for (const element of source.trim().split(/\s+/)) {
    if (element === '^' || element === '$') {
      regex += element;
    } else if (element === '..' || element === '...') {
      regex += `(?:[^ ]+ ){0,${element === '..' ? 3 : 7}}?`;
    } else {
      const optional = element.endsWith('?') && element.length > 1;
      const part = partOf(optional ? element.slice(0, -1) : element, classes);
      regex += optional ? `${part.regex}?` : part.regex;
      parts.push(part);
      if (!optional && part.telling) {
        anchors = rarer(anchors, part.telling);
        needed.push(part.needed);
      }
    }
  }
  return {
    regex: new RegExp(regex.startsWith('^') ? `^ ${regex.slice(1)}` : `(?<= )${regex}`, 'g'),
    anchors,
    needed,
    parts,
  };
}

/** One element of patterns: a word, alternatives, a class. */
export interface Part {
  readonly regex: string;
  readonly words: readonly string[];
  /** A word of each alternative; absent when one of them is the clause's end. */
  readonly telling?: string[];
  readonly needed: Set<string>;
}

/** Patterns share most of their parts, and a class may have hundreds of words. */
const knownParts = new WeakMap<Classes, Map<string, Part>>();

function partOf(element: string, classes: Classes): Part {
  const known = knownParts.get(classes) ?? new Map<string, Part>();
  knownParts.set(classes, known);
  const there = known.get(element);
  if (there) return there;
  const phrases = alternatives(element, classes);
  const telling = phrases.includes('$') ? undefined : phrases.map(rarestWord);
  const part: Part = {
    regex: `(?:${phrases.map((phrase) => (phrase === '$' ? '$' : escaped(phrase))).join('|')})`,
    words: [...new Set(phrases.flatMap((phrase) => phrase.split(' ')))],
    ...(telling ? { telling } : {}),
    needed: new Set(telling),
  };
  known.set(element, part);
  return part;
}

function alternatives(element: string, classes: Classes): string[] {
  return element.split('|').flatMap((alternative) => {
    if (alternative.startsWith('@')) {
      const members = classes[alternative.slice(1)];
      if (members === undefined) throw new Error(`no class ${alternative}`);
      return members
        .trim()
        .split(/\s+/)
        .flatMap((member) => alternatives(member, classes));
    }
    const [first = '', ...rest] = fold(alternative).split('_');
    const end = rest.join(' ');
    const heads = first.endsWith('~') ? inflections(first.slice(0, -1)) : [first];
    return heads.map((head) => (end ? `${head} ${end}` : head));
  });
}

function escaped(phrase: string): string {
  return `${phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} `;
}

function rarestWord(phrase: string): string {
  const all = phrase.split(' ');
  return all.find((word) => !everywhere.has(word)) ?? all[0] ?? '';
}

function rarer(now: string[], next: string[]): string[] {
  const cost = (list: string[]) =>
    list.length === 0 ? 1e6 : list.length + 50 * list.filter((w) => everywhere.has(w)).length;
  return cost(next) < cost(now) ? next : now;
}

export interface Hit<M> {
  readonly means: M;
  /** Where in the clause's text, in characters. */
  readonly start: number;
  readonly end: number;
  /** The rule that matched, as written. */
  readonly pattern: string;
}

/** A table of rules, ready to be matched; the order of the rules is kept. */
export interface Rules<M> {
  readonly hits: (text: string, words: readonly string[]) => Hit<M>[];
  readonly words: readonly string[];
}

/** One rule a line; blank lines do not matter. */
export function lines(table: string): string[] {
  return table
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

export function makeRules<M>(
  groups: readonly { readonly means: M; readonly patterns: string }[],
  classes: Classes,
): Rules<M> {
  const rules = groups.flatMap(({ means, patterns }) =>
    lines(patterns).map((pattern) => ({ means, pattern, ...compile(pattern, classes) })),
  );
  const byWord = new Map<string, number[]>();
  const always: number[] = [];
  rules.forEach(({ anchors }, index) => {
    if (anchors.length === 0) always.push(index);
    for (const word of new Set(anchors)) byWord.set(word, [...(byWord.get(word) ?? []), index]);
  });
  return {
    words: [...new Set([...new Set(rules.flatMap((rule) => rule.parts))].flatMap(({ words }) => words))],
    hits: (text, words) => {
      const candidates = new Set(always);
      const there = [...new Set(words)];
      for (const word of words) for (const index of byWord.get(word) ?? []) candidates.add(index);
      const found: Hit<M>[] = [];
      for (const index of [...candidates].sort((a, b) => a - b)) {
        const rule = rules[index];
        if (!rule?.needed.every((some) => there.some((word) => some.has(word)))) continue;
        rule.regex.lastIndex = 0;
        const match = rule.regex.exec(text);
        if (match) {
          const { means, pattern } = rule;
          found.push({ means, start: match.index, end: match.index + match[0].length, pattern });
        }
      }
      return found;
    },
  };
}
