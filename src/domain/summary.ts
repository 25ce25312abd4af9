import { type By, type Conversation, type Decision, expectRestored, record } from './conversation.js';
import type { Entry, Summary } from './entry.js';
import { type Exchange, exchanges, findings, line, live, standing, unknowns } from './outline.js';

/** The most of a summary, in characters: so much of it the model reads. */
export const mostSummary = 5000;

/** What a new summary is made of. */
export interface Unsummarized {
  /** As it is by now. */
  readonly conversation: Conversation;
  /** The summary so far; empty for none. */
  readonly earlier: string;
  /** What was said since, oldest first. */
  readonly entries: readonly Entry[];
}

/** The head and the log with a new summary. */
export function summarize(head: Conversation, summary: Summary, by: By): Decision {
  expectRestored(head);
  return record(head, by, { changes: [{ kind: 'summarized', summary }] });
}

/** A head whose conversation is to be summarized from `at` on; undefined: not any more. */
export function toBeSummarized({ summaryDueAt: _, ...head }: Conversation, at: number | undefined): Conversation {
  return at === undefined ? head : { ...head, summaryDueAt: at };
}

/** A close, with which what was said is to be summarized from `at` on. */
export function thenSummarized(closing: Decision, at: number): Decision {
  const { conversation, entries } = closing;
  if (entries.length === 0 || conversation.messageCount === 0) return closing;
  return { conversation: toBeSummarized(conversation, at), entries };
}

/** With each so many entries that no summary covers. */
const lookedAtEvery = 20;

/**
 * A message that no turn of the agent follows, by which a turn would see how full it is what the agent reads: now and then
 * with such a one it is to be looked whether something is to be summarized.
 */
export function thenLooked<D extends Decision>(decision: D, at: number): D {
  const { lastSeq, summary, summaryDueAt } = decision.conversation;
  const unsummarized = lastSeq - (summary?.throughSeq ?? 0);
  if (summaryDueAt !== undefined || unsummarized % lookedAtEvery !== 0) return decision;
  return { ...decision, conversation: toBeSummarized(decision.conversation, at) };
}

const mostOfQuote = 160;
const mostOfEarlier = 1000;
/** Of a message that is long, so much is looked at, in characters. */
const mostRead = 2000;
/** Lines of each kind: those of the beginning, and the newest. */
const kept: Readonly<Record<Kind, readonly [first: number, newest: number]>> = {
  Asked: [2, 8],
  Promised: [2, 8],
  Agreed: [2, 6],
  Open: [0, 6],
  Said: [3, 5],
};
type Kind = 'Asked' | 'Promised' | 'Agreed' | 'Open' | 'Said';

/** A line that says what was said: its kind, and its words in quotes. */
const quote = /^(Asked|Promised|Agreed|Open|Said): (".*)$/;
/** A line of an extract that is made anew each time. */
const derived = /^(Stage|Agreed|Denied|Open): /;
const earlierLine = /^Earlier: (.*)$/;

/**
 * A summary in the conversation's own words, for where there is no model to write one: what was asked and answered,
 * promised, agreed and is open, a line each with the `seq`s that show it, and where the sale stands. Takes over what an
 * earlier one quotes; the newest and the first stay when there is more than it may hold.
 * @param criteria the names of the playbook's criteria
 */
export function extract({ conversation, earlier, entries }: Unsummarized, criteria: readonly string[]): string {
  const { qualification } = conversation;
  const before = parse(earlier);
  const now = found(entries, before.quotes.get('Open') ?? []);
  const lines = (kind: Kind) => {
    const all = [...(kind === 'Open' ? [] : (before.quotes.get(kind) ?? [])), ...(now.get(kind) ?? [])];
    return ends([...new Set(all)], ...kept[kind]).map((words) => `${kind}: ${words}`);
  };
  const facts = (kind: string, texts: readonly string[]) => texts.map((text) => `${kind}: ${text}`);
  // In the order in which they are left out last.
  const parts = {
    stage: [`Stage: ${standing(conversation)}`],
    earlier: before.rest === '' ? [] : [`Earlier: ${before.rest}`],
    agreed: facts('Agreed', findings(qualification.criteria, 'MET', mostOfQuote)),
    denied: facts('Denied', findings(qualification.criteria, 'UNMET', mostOfQuote)),
    deals: lines('Agreed'),
    promised: lines('Promised'),
    open: lines('Open'),
    unknown: facts('Open', unknowns(qualification.criteria, criteria)),
    said: lines('Said'),
    asked: lines('Asked'),
  };
  let room = mostSummary;
  const thoseWithRoom = (all: readonly string[]) => {
    const fitting: string[] = [];
    for (const each of all.toReversed()) {
      if (each.length + 1 > room) break;
      room -= each.length + 1;
      fitting.unshift(each);
    }
    return fitting;
  };
  const part = Object.fromEntries(Object.entries(parts).map(([name, all]) => [name, thoseWithRoom(all)]));
  const order: readonly (keyof typeof parts)[] = [
    ...(['stage', 'earlier', 'said', 'asked', 'promised'] as const),
    ...(['agreed', 'deals', 'denied', 'open', 'unknown'] as const),
  ];
  return order.flatMap((name) => part[name] ?? []).join('\n');
}

/** The lines of a summary that tell what was said; without those that the head says as well. */
export function carried(summary: string): string[] {
  return summary.split('\n').filter((each) => each !== '' && (quote.test(each) || !derived.test(each)));
}

/** What an earlier summary quotes, by kind; of one that was put in other words, the words. */
function parse(earlier: string): { readonly quotes: ReadonlyMap<Kind, string[]>; readonly rest: string } {
  const quotes = new Map<Kind, string[]>();
  const rest: string[] = [];
  for (const each of carried(earlier)) {
    const [, kind, words] = quote.exec(each) ?? [];
    if (kind && words !== undefined) quotes.set(kind as Kind, [...(quotes.get(kind as Kind) ?? []), words]);
    else rest.push(earlierLine.exec(each)?.[1] ?? each);
  }
  return { quotes, rest: line(rest.join(' '), mostOfEarlier) };
}

/** What was said, by kind; a question that waited before may have its answer by now. */
function found(entries: readonly Entry[], waiting: readonly string[]): ReadonlyMap<Kind, string[]> {
  const said = live(entries);
  const all = new Map<Kind, string[]>();
  const add = (kind: Kind, words: string) => all.set(kind, [...(all.get(kind) ?? []), words]);
  for (const words of waiting) {
    const answer = answerTo(Number(/\[(\d+)\]$/.exec(words)?.[1] ?? 0), said);
    if (answer) add('Asked', `${words} → ${quoted(answer)}`);
    else add('Open', words);
  }
  for (const exchange of exchanges(said)) {
    const { answer } = exchange;
    const words = asked(exchange);
    if (answer) add('Asked', `${words} → ${quoted(answer)}`);
    else add('Open', words);
  }
  for (const entry of said) {
    const isUser = entry.message?.role === 'USER';
    const statements = sentences(entry).filter((sentence) => !/[?？؟]/.test(sentence));
    const promise = statements.find((sentence) => promises.test(sentence));
    const deal = isUser ? statements.find((sentence) => agrees.test(sentence) && !denies.test(sentence)) : undefined;
    if (promise !== undefined) add('Promised', `${quoted(entry, promise)} (${who(entry)})`);
    if (deal !== undefined && deal !== promise) add('Agreed', quoted(entry, deal));
    const fact = isUser ? statements.find((sentence) => saysMuch(sentence)) : undefined;
    if (fact !== undefined && fact !== promise && fact !== deal) add('Said', quoted(entry, fact));
  }
  return all;
}

/** The user's message as far as it asks. */
function asked({ question }: Exchange): string {
  return quoted(
    question,
    sentences(question)
      .filter((sentence) => /[?？؟]/.test(sentence))
      .join(' '),
  );
}

/** What answers a question of a part of the log that is not at hand: a reply to something there, or a person's words. */
function answerTo(seq: number, said: readonly Entry[]): Entry | undefined {
  const here = new Set(said.map(({ message }) => message?.id));
  return said.find(({ seq: at, message }) => {
    if (at <= seq || !message) return false;
    return message.role === 'HUMAN' || message.inReplyTo.some((id) => !here.has(id));
  });
}

function quoted({ seq, message }: Entry, words = message?.text ?? ''): string {
  return `"${line(words || (message?.text ?? ''), mostOfQuote)}" [${seq}]`;
}

function who({ message }: Entry): string {
  return { USER: 'user', AGENT: 'agent', HUMAN: 'colleague', SYSTEM: 'system' }[message?.role ?? 'SYSTEM'];
}

function sentences({ message }: Entry): string[] {
  const text = message?.text.slice(0, mostRead) ?? '';
  return text.split(/(?<=[.!?؟…])\s+|(?<=[。！？])|\n+/).map((sentence) => sentence.trim());
}

/** More than a greeting. */
function saysMuch(sentence: string): boolean {
  return (
    sentence.split(/\s+/).length >= 4 || (/\p{Script=Han}|\p{Script=Hiragana}/u.test(sentence) && sentence.length > 7)
  );
}

function ends(lines: readonly string[], first: number, newest: number): readonly string[] {
  return lines.length <= first + newest ? lines : [...lines.slice(0, first), ...lines.slice(-newest)];
}

/** Any of these, as whole words; in English, German, French and Spanish. */
function words(...any: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${any.join('|').replaceAll("'", "['’]")})(?![\\p{L}\\p{N}])`, 'iu');
}

const promises = words(
  "(?:i|we)(?:'ll| will| shall| promise)",
  "(?:i'm|i am|we're|we are) going to",
  '(?:ich|wir) (?:werden?|schicken?|senden?|melden?|klären?|prüfen?|rufen?|verspreche)',
  '(?:werden?|schicken?|senden?|melden?|klären?|prüfen?|rufen?) (?:ich|wir)',
  "je (?:vous |te |t')?(?:envoie|enverrai|reviens|reviendrai|rappelle|rappellerai|ferai|promets)",
  'je vais|nous allons|nous vous (?:enverrons|envoyons|rappellerons)',
  '(?:le|te|les|os) (?:enviaré|enviaremos|envío|mando|mandaré|llamaré|llamaremos|confirmo|confirmaré)',
  'voy a|vamos a|me pondré en contacto',
);
const agrees = words(
  "deal|agreed|i agree|we agree|we accept|i accept|let's (?:do|go|start|book)|sounds good",
  "(?:we|i)(?:'ll| will| would like to| want to)? (?:take|buy|order|sign)",
  'einverstanden|abgemacht|machen wir|(?:wir|ich) (?:nehmen?|kaufen?|bestellen?|unterschreiben?)',
  "d'accord|marché conclu|ça marche|(?:on|nous|je) (?:prends?|prenons|signe|signons)",
  'de acuerdo|trato hecho|nos lo quedamos|lo (?:tomamos|compramos|cogemos)|(?:firmo|firmamos)',
);
const denies = words("no|not|never|\\p{L}+n't|cannot|nicht|nie|keine?[nmrs]?|ne|pas|jamais|nunca");
