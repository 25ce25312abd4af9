import { tagAmounts } from './amounts.js';
import { type Language, languageOf, readable, type Written } from './language.js';
import { negators } from './lexicon.js';
import type { Speller } from './spelling.js';
import { bounded, fold, type Word, words } from './text.js';

/** What keeps a statement from counting as one. */
export interface Scope {
  readonly question: boolean;
  /** Under an `if`, or what would be under one. */
  readonly hypothetical: boolean;
  /** The user does not know. */
  readonly doubtful: boolean;
  /** Of other people, or of former times. */
  readonly distant: boolean;
}

/** The least part of a message that states one thing. */
export interface Clause extends Scope {
  /** The words with a space before, between and after. */
  readonly text: string;
  readonly words: readonly string[];
  readonly tokens: readonly Word[];
  /** As the user wrote it. */
  readonly raw: string;
  /** Which sentence of the message it is in, from 0. */
  readonly sentence: number;
  /** Its sentence has an `if`. */
  readonly conditional: boolean;
}

/** A message as the rules read it. */
export interface Utterance {
  readonly text: string;
  readonly written: Written;
  readonly language: Language;
  readonly clauses: readonly Clause[];
  /** All words, folded and spelt right, amounts as the user wrote them. */
  readonly words: readonly string[];
}

type Table = Readonly<Record<Language, RegExp>>;

const opener =
  '(?:(?:and|so|ok|but|hey|hi|hello|well|also|then|wait|oh|hm|hmm|fine|super|yo|cool|or|haha|lol|sorry|great|thanks|now|first|next|ah|right|alright|actually|btw|just curious|quick question|question|und|et|y|aber|mais|pero|ok) )*';

/** How questions begin, also those without their mark. */
const asks: Table = {
  en: new RegExp(
    `^ ${opener}(?:(?:what|who|whose|where|when|why|how|which)(?: (?:is|are|was|does|do|did|can|could|would|will|should|has|have|am|about|much|many|long|far|hard|fast|old|big|soon|often|come|plans?|kind|sort|of|else|happens|makes|if|languages?|the|exactly|about|integrations?|channels?|s)) (?!why )|(?:why|how) |(?:do|does|did|can|could|would|will|is|are|should|may|might|shall|has|have|any|are) (?:you|u|i|we|it|they|there|this|that|the|your|anyone|someone|somebody|people|he|she|perch|customers?|a|an|my|our|one|chance|guys|users|agents|all|data|way|limit|limits|discount|discounts|anybody|multiple|several|both|these|those)|is there|tell me|does|do your|any chance|anyone|got any|explain)`,
  ),
  de: new RegExp(
    `^ ${opener}(?:was|wie|wo|wer|wann|warum|wieso|welche|welcher|welches|wieviel|wofur|woher|wozu|womit|kann man|kann ich|konnen wir|konnt ihr|konnen sie|gibt es|gibt s|habt ihr|haben sie|ist das|ist es|sind die|geht das|macht ihr|machen sie|kostet|bietet|bieten sie|lauft das|unterstutzt) `,
  ),
  fr: new RegExp(
    `^ ${opener}(?:combien|comment|est ce|est - ce|qu est|quel|quelle|quels|quelles|pourquoi|quand est|peut on|peut - on|pouvez vous|pouvez - vous|avez vous|avez - vous|y a t|c est quoi|faites vous|ca coute combien) `,
  ),
  es: new RegExp(
    `^ ${opener}(?:como (?:funciona|se|puedo|es|va)|cuanto|cuantos|cuanta|que (?:es|hace|precio|tal|incluye|ofrecen|pasa)|cual|cuales|donde|se puede) `,
  ),
};

/** Begins of clauses that only suppose something. */
const supposes: Table = {
  en: /(?:^| )(?:if|suppose|supposing|assuming|assume|imagine|let us say|hypothetically|in theory|theoretically|say we|were we to|had we|in an ideal world|in a perfect world|provided|unless|in case|once we have|as long as|whether|pretend|let us pretend|i wish|we wish|if only|would have) /,
  de: /(?:^| )(?:wenn|falls|angenommen|gesetzt den fall|theoretisch|hypothetisch|nehmen wir an|mal angenommen|sofern|stell dir vor|wurden wir|hatten wir|ware das) /,
  fr: /(?:^ (?:et |mais |alors |donc )?(?:si|s) (?!oui)|(?:^| )(?:imaginons|supposons|admettons|au cas ou|a supposer|en theorie|theoriquement|hypothetiquement|meme si) )/,
  es: /(?:^ (?:y |pero |o )?si (?:no )?(?=(?:tuvier|fuer|pudi|hubi|me |nos |se |el |la |te |le |un|ten|pag|firm|hay|sub|com|ust|contrat|qued|acept|quita|hac|dej|baj))|(?:^| )(?:supongamos|imagina|imaginemos|en teoria|hipoteticamente|ojala|en caso de|pongamos) )/,
};

/** An `if` that is a manner of speaking. */
const politeIf =
  / if (?:that|this|it) (?:helps|matters|is (?:ok|okay|of any help|useful|possible|alright|fine|relevant|important)|makes sense)| if (?:possible|you must know|i am honest|i may|needed|necessary|any|you like|you want|so|you do not mind|i remember (?:right|correctly)|that is|not sooner|at all possible|you ask me|i can) | even if | as if | what if | wenn (?:moglich|es geht|ich ehrlich bin|sie mogen) | si (?:possible|vous voulez|c est possible|es posible|puede ser|quiere|me permite) /g;

const doubts: Table = {
  en: /(?<= )(?:not (?:really |quite |entirely |too |100 ?%? |totally |completely |so )?(?:sure|certain|clear)|unsure|no (?:idea|clue)|(?:do|does|did) not (?:really |even |yet |actually )?know|wonder(?:ing)?|hard to say|can not (?:say|tell you)|it depends|remains to be seen|tbd|tbc|up in the air|who knows|nobody tells|not been told|have not (?:looked|checked|discussed|thought|decided)|will (?:check|find out|see)|need to (?:check|find out) (?:what|how|if|whether)|might|guess we (?:might|could)|still (?:open|unclear|undecided|being discussed)|undecided|tricky to say|no comment|secret|rather not say|prefer not|none of your|not your business|not telling|will not tell) /,
  de: /(?<= )(?:nicht sicher|keine ahnung|weiss (?:ich )?(?:noch )?nicht|unklar|mal sehen|ob|kommt drauf an|hangt davon ab|noch offen) /,
  fr: /(?<= )(?:pas (?:sur|sure|certain|certaine)|aucune idee|sais pas|ne sais|savons pas encore|ca depend|a voir|je me demande) /,
  es: /(?<= )(?:no (?:estoy|estamos) segur\w*|ni idea|no (?:lo )?(?:se|sabemos)|depende|ya veremos|quien sabe|me pregunto) /,
};

/** Former times and other people. */
const afar: Table = {
  en: /(?<= )(?:used to|(?:my|our|his|her|a) (?:last|previous|former|old|ex) (?:company|job|employer|team|boss|gig|place|workplace|firm|startup|manager|head|ceo|owner|director|provider|tool|vendor)|at my last|a (?:friend|mate|buddy|supplier|competitor|colleague of mine|customer of ours|client of ours|cousin) (?:of (?:mine|ours)|at|in|who|told|has|had|uses|pays|paid|said|runs|says|got|spent|spends)|my (?:friend|mate|buddy|cousin|neighbou?r|ex|uncle|aunt|brother in law|roommate|flatmate|old)(?: s)?(?: \S+)? (?:company|firm|shop|business|has|had|uses|pays|paid|spends|spent|got|told|says|said|works|runs)|friends of (?:mine|ours)|(?:our|a|their|one of our|the) (?:competitors?|competition|suppliers?|sister company|neighbou?rs?|landlord)|(?:other|most|some|many|bigger|similar) (?:companies|people|firms|businesses|teams|shops|agencies)|people (?:usually|normally|generally|like)|everyone else|back when|years ago|once had|in a past life|in my previous|i (?:read|heard|saw) (?:that|about|of|somewhere)|another (?:company|firm|team|department)|supplier of ours|anderen?|they say) /,
  de: /(?<= )(?:fruher|damals|(?:mein|meine|unser|unsere|meiner|unserer|meinem) (?:alte[rsn]?|ehemalige[rsn]?|fruhere[rsn]?|letzte[rsn]?|vorige[rsn]?) \S+|ein (?:freund|bekannter|kollege|kunde)|eine (?:freundin|bekannte)|(?:mein|meine|unser|unsere) (?:nachbar|freund|freundin|konkurrenz|mitbewerber|lieferant|schwager|vetter|cousin)|andere (?:firmen|leute)|bei den nachbarn|die konkurrenz) /,
  fr: /(?<= )(?:autrefois|avant on|mon ancien(?:ne)?|notre ancien(?:ne)?|un (?:ami|copain|confrere|concurrent|fournisseur|voisin)|une (?:amie|copine)|mes? (?:ami|cousin|voisin|beau frere)|nos concurrents|les autres|d autres (?:entreprises|gens)|a l epoque|mon ex) /,
  es: /(?<= )(?:antes (?:teniamos|pagabamos|haciamos|en mi)|mi (?:antigua?|anterior|ex)|nuestro antiguo|un (?:amigo|conocido|proveedor|competidor|colega)|una (?:amiga|conocida)|mi (?:amigo|amiga|primo|prima|vecino|cunado)|la competencia|otras empresas|en su dia|los demas) /,
};

const breaks: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set('but although though however while whereas because since cause except when where'.split(' ')),
  de: new Set('obwohl weil sondern wahrend jedoch'.split(' ')),
  fr: new Set('mais car cependant pourtant parce puis'.split(' ')),
  es: new Set('pero aunque porque sino mientras'.split(' ')),
};

/** Words after which `and` and `so` begin another statement. */
const subjects: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(
    'i we my our the they he she it there no not this that you nobody honestly yes if when then can could do does is are what how also as he'.split(
      ' ',
    ),
  ),
  de: new Set('ich wir mein unser der die das es sie er'.split(' ')),
  fr: new Set('je j nous on c il elle les notre mon vous'.split(' ')),
  es: new Set('yo nosotros el la los se mi nuestro no es nos'.split(' ')),
};
const joiners = new Set('and so und et y then plus also dann alors donc entonces'.split(' '));

const ends = new Set(['.', '!', '?', '…', ';', '\n', '¿', '¡']);
const pauses = new Set([',', ':', '(', ')', '-', '–', '—', '|']);

interface Piece {
  tokens: Word[];
  sentence: number;
  asked: boolean;
  contrast: boolean;
}

/** Reads one message; `before` is the language the user wrote so far. */
export function readMessage(message: string, before: Written, spell: Speller): Utterance {
  const text = bounded(message);
  const plain = words(text, false).map((word) => word.text);
  const written = languageOf(plain, before);
  const language = readable(written);
  const english = language === 'en';
  const source = english ? words(text, true) : words(text, false);
  const spelt = english && written === 'en' ? source.map((word) => ({ ...word, text: spell(word.text) })) : source;
  const tagged = tagAmounts(withLineBreaks(spelt, text), language);
  const pieces = split(tagged, text, language);
  return {
    text,
    written,
    language,
    clauses: scoped(pieces, text, language),
    words: spelt.map((word) => word.text).filter((word) => /[\p{L}\p{N}]/u.test(word)),
  };
}

function withLineBreaks(list: readonly Word[], text: string): Word[] {
  const result: Word[] = [];
  let at = 0;
  for (const word of list) {
    if (word.start > at && text.slice(at, word.start).includes('\n')) result.push({ text: '\n', start: at, end: at });
    result.push(word);
    at = word.end;
  }
  return result;
}

function split(tokens: readonly Word[], text: string, language: Language): Piece[] {
  const pieces: Piece[] = [];
  let now: Piece = { tokens: [], sentence: 0, asked: false, contrast: false };
  let sentence = 0;
  const flush = (contrast: boolean) => {
    if (now.tokens.length > 0) pieces.push(now);
    now = { tokens: [], sentence, asked: false, contrast };
  };
  tokens.forEach((token, i) => {
    const next = tokens[i + 1]?.text ?? '';
    if (ends.has(token.text)) {
      if (token.text === '?') {
        now.asked = true;
        const last = pieces.at(-1);
        if (now.tokens.length === 0 && last) last.asked = true;
      }
      sentence += 1;
      flush(false);
      now.sentence = sentence;
    } else if (pauses.has(token.text)) {
      const glued =
        token.text === '-' && !/\s/.test(text[token.start - 1] ?? ' ') && !/\s/.test(text[token.end] ?? ' ');
      if (!glued) flush(false);
    } else if (!/[\p{L}\p{N}#$€£%]/u.test(token.text) && token.text !== '👍') {
      // Quotation marks, slashes and pictures say nothing here.
    } else if (breaks[language].has(token.text) && now.tokens.length > 0) {
      flush(true);
      now.tokens.push(token);
    } else if (token.text === 'if' && now.tokens.length > 0 && now.tokens.at(-1)?.text !== 'what') {
      flush(false);
      now.tokens.push(token);
    } else if (joiners.has(token.text) && subjects[language].has(next) && now.tokens.length > 1) {
      flush(false);
    } else if (
      now.tokens.length === 1 &&
      /^(?:no|yes|ja|nein|oui|non|si)$/.test(now.tokens[0]?.text ?? '') &&
      subjects[language].has(token.text)
    ) {
      flush(false);
      now.tokens.push(token);
    } else {
      now.tokens.push(token);
    }
  });
  flush(false);
  return pieces;
}

function scoped(pieces: readonly Piece[], text: string, language: Language): Clause[] {
  const texts = pieces.map((piece) => ` ${piece.tokens.map((token) => token.text).join(' ')} `);
  const result: Clause[] = [];
  pieces.forEach((piece, i) => {
    const said = texts[i] ?? '';
    const mates = pieces.map((other, j) => (other.sentence === piece.sentence ? j : -1)).filter((j) => j >= 0);
    const isIf = (j: number) => supposes[language].test((texts[j] ?? '').replace(politeIf, ' '));
    const firstIf = mates.find(isIf);
    const before = mates.filter((j) => j < i);
    const contrasted = before.some((j) => j >= (firstIf ?? 0) && pieces[j + 1]?.contrast === true);
    const would =
      / (?:would|could|might|wurden?|konnten?|hatten?|pourrions|pourrait|voudrait|serait|podriamos|podria|seria) /.test(
        said,
      );
    const hypothetical =
      firstIf !== undefined && (i === firstIf || (i > firstIf && !contrasted) || (i < firstIf && would));
    const sentenceAsked = mates.some((j) => pieces[j]?.asked === true);
    const opens = asks[language].test(said);
    const isLast = mates.at(-1) === i;
    const question = opens
      ? sentenceAsked || !/^ (?:can|when|where) /.test(said) || isLast
      : sentenceAsked && isLast && !statement(said);
    const far = afar[language].test(said);
    const farBefore = before.some((j) => afar[language].test(texts[j] ?? ''));
    const first = piece.tokens[0];
    const last = piece.tokens.at(-1);
    result.push({
      text: said,
      words: piece.tokens.map((token) => token.text),
      tokens: piece.tokens,
      raw: first && last ? text.slice(first.start, last.end) : '',
      sentence: piece.sentence,
      question,
      hypothetical,
      doubtful: doubts[language].test(said),
      distant:
        far ||
        said.includes(' #past ') ||
        (farBefore &&
          / (?:he|she|they|er|il|elle|ella) (?:\S+ )?(?:had|has|have|paid|pays|spent|spends|uses|got) /.test(said)),
      conditional: firstIf !== undefined,
    });
  });
  return result;
}

/** Whether a clause before a question mark has a subject and a verb in the order of a statement. */
function statement(said: string): boolean {
  return (
    /^ (?:and |so |but |well |yes |no )?(?:i|we|they|he|she|our \S+|my \S+|there) (?:have|has|are|am|is|need|want|can|could|would|do|does|run|decide|got|lose|get) /.test(
      said,
    ) && said.length > 30
  );
}

/** How many negators stand within `from` and `to`, characters of the clause's text. */
export function negations(clause: Clause, language: Language, from: number, to: number): number {
  let count = 0;
  let at = 1;
  for (const [i, word] of clause.words.entries()) {
    const next = clause.words[i + 1] ?? '';
    const harmless =
      (word === 'not' && (next === 'only' || next === 'just')) ||
      (word === 'no' && /^(?:problem|doubt|worries|matter)$/.test(next));
    if (at >= from && at < to && negators[language].has(word) && !harmless) count += 1;
    at += word.length + 1;
  }
  return count;
}

/** Folds a word as messages are folded. */
export const folded = fold;
