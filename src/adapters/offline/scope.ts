import type { Language } from './language.js';
import type { Word } from './text.js';

/** What keeps a statement from counting as one. */
export interface Scope {
  readonly question: boolean;
  /** Under an `if`, or what would be under one. */
  readonly hypothetical: boolean;
  /** The user does not know. */
  readonly doubtful: boolean;
  /** Of other people, or of former times. */
  readonly distant: boolean;
  /** Its sentence has an `if`. */
  readonly conditional: boolean;
}

export const nowhere: Scope = {
  question: false,
  hypothetical: false,
  doubtful: false,
  distant: false,
  conditional: false,
};

/** A clause before its scope is known. */
export interface Piece {
  tokens: Word[];
  sentence: number;
  asked: boolean;
  contrast: boolean;
}

type Table = Readonly<Record<Language, RegExp>>;

const opener =
  '(?:(?:and|so|ok|but|hey|hi|hello|helo|hii|hiya|heya|howdy|well|also|then|wait|oh|hm|hmm|fine|super|yo|cool|or|haha|lol|sorry|great|thanks|now|first|next|ah|right|alright|actually|btw|just curious|quick question|question|und|et|y|aber|mais|pero|ok) )*';

/** How questions begin, also those without their mark. */
const asks: Table = {
  en: new RegExp(
    `^ ${opener}(?:(?:what|who|whose|where|when|which) (?:is|are|was|does|do|did|can|could|would|will|should|has|have|am) (?!why )|(?:what|which) (?:\\S+ ){1,2}(?:is|are|do|does|can|will|would|have|has) (?:i|we|you|u|they|it|the|your|there) |(?:what|which) (?:about|plans?|kind|sort|of|else|happens|makes|if|languages?|exactly|integrations?|channels?|the) |(?:why|how) |(?:do|does|did|can|could|would|will|is|are|should|may|might|shall|has|have(?= you| they| we| i )|any|are) (?:you|u|i|we|it|they|there|this|that|the|your|anyone|someone|somebody|people|he|she|perch|customers?|a|an|my|our|one|chance|guys|users|agents|all|data|way|limit|limits|discount|discounts|anybody|multiple|several|both|these|those|#\\w+)|is there|tell me|does(?! not)|do your|any chance|anyone|got any|explain)`,
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
  en: /(?:^| )(?:if|suppose|supposing|assuming|assume|imagine|let us say (?!#)|hypothetically|in theory|theoretically|(?<!would |could |might |honestly |not |can |will |people |customers |clients |they |reviews )say we|say (?:the|my|our) \S+ (?:were|gave|had|handed|granted)|were we to|had we|in an ideal world|in a perfect world|provided|unless|in case|once we have|as long as|whether|pretend|let us pretend|i wish|we wish|if only|would have(?! (?:to|someone|somebody|a|about|around|#\w+) )) /,
  de: /(?:^| )(?:wenn|falls|(?<=^ )angenommen|gesetzt den fall|theoretisch|hypothetisch|nehmen wir an|mal angenommen|sofern|stell dir vor) |^ (?:wurden|hatten|waren) wir /,
  fr: /(?:^ (?:et |mais |alors |donc )?(?:si|s) (?!oui)|(?:^| )(?:imaginons|supposons|admettons|au cas ou|a supposer|en theorie|theoriquement|hypothetiquement|meme si) )/,
  es: /(?:^ (?:y |pero |o )?si (?:no )?(?=(?:tuvier|fuer|pudi|hubi|me |nos |se |el |la |te |le |un|ten|pag|firm|hay|sub|com|ust|contrat|qued|acept|quita|hac|dej|baj))|(?:^| )(?:supongamos|imagina|imaginemos|en teoria|hipoteticamente|ojala|en caso de|pongamos) )/,
};

/** An `if` that is a manner of speaking. */
const politeIf =
  / if (?:that|this|it) (?:helps|matters|is (?:ok|okay|of any help|useful|possible|alright|fine|relevant|important)|makes sense)| if (?:possible|anything|at all|ever|you must know|i am honest|i may|needed|necessary|any|you like|you want|so|you do not mind|i remember (?:right|correctly)|that is|not sooner|at all possible|you ask me|i can|(?:all|everything|things|it all) (?:is|goes|go|works?)(?: out)?(?: well| fine| smoothly| to plan| as planned)?|nothing (?:comes|gets|goes) (?:between|in the way|wrong)|all s well) | even if | as if | what if | wenn (?:moglich|es geht|ich ehrlich bin|sie mogen) | si (?:possible|vous voulez|c est possible|es posible|puede ser|quiere|me permite) /g;

const doubts: Table = {
  en: /(?<= )(?:not (?:really |quite |entirely |too |100 ?%? |totally |completely |so )?(?:sure|certain|clear)|unsure|no (?:idea|clue)|(?:do|does|did) not (?:really |even |yet |actually )?know|wonder(?:ing)?|hard to say|can not (?:say|tell you)|it depends|remains to be seen|tbd|tbc|up in the air|who knows|nobody tells|not been told|have not (?:looked|checked|discussed|thought|decided)|will (?:check|find out|see)|need to (?:check|find out) (?:what|how|if|whether)|might|guess we (?:might|could)|still (?:open|unclear|undecided|being discussed)|undecided|tricky to say|no comment|secret|rather not say|prefer not|none of your|not your business|not telling|will not tell) /,
  de: /(?<= )(?:nicht sicher|keine ahnung|weiss (?:ich )?(?:noch )?nicht|unklar|mal sehen|ob|kommt drauf an|hangt davon ab|noch offen) /,
  fr: /(?<= )(?:pas (?:sur|sure|certain|certaine)|aucune idee|sais pas|ne sais|savons pas encore|ca depend|a voir|je me demande) /,
  es: /(?<= )(?:no (?:estoy|estamos) segur\w*|ni idea|no (?:lo )?(?:se|sabemos)|depende|ya veremos|quien sabe|me pregunto) /,
};

/** Former times and other people. */
const afar: Table = {
  en: /(?<= )(?:used to|(?:my|our|his|her|a) (?:last|previous|former|old|ex) (?:company|job|employer|team|boss|gig|place|workplace|firm|startup|manager|head|ceo|owner|director|provider|tool|vendor)|at my last|a (?:friend|mate|buddy|supplier|competitor|colleague of mine|customer of ours|client of ours|cousin) (?:of (?:mine|ours)|at|in|who|told|has|had|uses|pays|paid|said|runs|says|got|spent|spends)|my (?:friend|mate|buddy|cousin|neighbou?r|ex|uncle|aunt|brother in law|roommate|flatmate|old)(?: s)?(?: \S+)? (?:company|firm|shop|business|has|had|uses|pays|paid|spends|spent|got|told|says|said|works|runs)|friends of (?:mine|ours)|(?:the|that|an) other (?:agency|company|firm|school|branch|shop|store|hotel|practice|clinic|office|club|restaurant|team|department|business)|(?:our|a|their|one of our|the) (?:competitors?|competition|suppliers?|sister company|neighbou?rs?|landlord)|(?:other|most|some|many|bigger|similar) (?:companies|people|firms|businesses|teams|shops|agencies)|people (?:usually|normally|generally|like)|everyone else|back when|years ago|once had|in a past life|in my previous|i (?:read|heard|saw) (?:that|about|of|somewhere)|another (?:company|firm|team|department)|supplier of ours|anderen?|they say) /,
  de: /(?<= )(?:fruher|damals|(?:mein|meine|unser|unsere|meiner|unserer|meinem) (?:alte[rsn]?|ehemalige[rsn]?|fruhere[rsn]?|letzte[rsn]?|vorige[rsn]?) \S+|ein (?:freund|bekannter|kollege|kunde)|eine (?:freundin|bekannte)|(?:mein|meine|unser|unsere) (?:nachbar|freund|freundin|konkurrenz|mitbewerber|lieferant|schwager|vetter|cousin)|andere (?:firmen|leute)|bei den nachbarn|die konkurrenz) /,
  fr: /(?<= )(?:autrefois|avant on|mon ancien(?:ne)?|notre ancien(?:ne)?|un (?:ami|copain|confrere|concurrent|fournisseur|voisin)|une (?:amie|copine)|mes? (?:ami|cousin|voisin|beau frere)|nos concurrents|les autres|d autres (?:entreprises|gens)|a l epoque|mon ex) /,
  es: /(?<= )(?:antes (?:teniamos|pagabamos|haciamos|en mi)|mi (?:antigua?|anterior|ex)|nuestro antiguo|un (?:amigo|conocido|proveedor|competidor|colega)|una (?:amiga|conocida)|mi (?:amigo|amiga|primo|prima|vecino|cunado)|la competencia|otras empresas|en su dia|los demas) /,
};

/** Questions in the form of statements. */
const tellMe =
  / (?:(?:want|wants|like|love|need|needs) to (?:know|understand|hear|learn) (?:if|whether|how|what|when|where|more|about)|wonder(?:ing)? (?:if|whether|how|what|when|where)|(?:tell|explain to|remind) (?:me|us) (?:if|how|what|whether|more|about|why)|curious (?:if|whether|how|what|about)) /;

/** Whether a clause before a question mark has a subject and a verb in the order of a statement. */
function statement(said: string): boolean {
  return (
    /^ (?:and |so |but |well |yes |no )?(?:i|we|they|he|she|our \S+|my \S+|there) (?:have|has|are|am|is|need|want|can|could|would|do|does|run|decide|got|lose|get) /.test(
      said,
    ) && said.length > 30
  );
}

/** The scope of each piece; `texts` are their words, `text` is the message. */
export function scopesOf(
  pieces: readonly Piece[],
  texts: readonly string[],
  text: string,
  language: Language,
): Scope[] {
  const ifs = texts.map((said) => supposes[language].test(said.replace(politeIf, ' ')));
  const far = texts.map((said) => afar[language].test(said));
  return pieces.map((piece, i) => {
    const said = texts[i] ?? '';
    let from = i;
    while (from > 0 && pieces[from - 1]?.sentence === piece.sentence) from -= 1;
    let to = i;
    while (to + 1 < pieces.length && pieces[to + 1]?.sentence === piece.sentence) to += 1;
    const inSentence = (flags: readonly boolean[], start: number, end: number) =>
      flags.slice(start, end + 1).includes(true);
    const firstIf = ifs.indexOf(true, from);
    const conditional = firstIf >= 0 && firstIf <= to;
    const contrasted = pieces.slice(firstIf + 1, i + 1).some((other) => other.contrast);
    const indirect = /^ (?:if|whether) /.test(said) && asksWhether.test(texts[i - 1] ?? '');
    const hypothetical = conditional && !indirect && (i === firstIf || (i > firstIf ? !contrasted : would.test(said)));
    const asked = pieces.slice(from, to + 1).some((other) => other.asked);
    const second = piece.tokens[1];
    const compound = second !== undefined && text[second.start - 1] === '-';
    const opens = !compound && (indirect || asks[language].test(said) || tellMe.test(said));
    return {
      question: opens || (asked && i === to && !statement(said)),
      hypothetical,
      doubtful: doubts[language].test(said),
      distant: far[i] === true || said.includes(' #past ') || (inSentence(far, from, i - 1) && theyHave.test(said)),
      conditional,
    };
  });
}

const asksWhether = / (?:know|wonder|wondering|ask|asked|asking|see|tell|sure|check) $/;
const would =
  / (?:would|could|might|wurden?|konnten?|hatten?|pourrions|pourrait|voudrait|serait|podriamos|podria|seria) /;
const theyHave = / (?:he|she|they|er|il|elle|ella) (?:\S+ )?(?:had|has|have|paid|pays|spent|spends|uses|got) /;
