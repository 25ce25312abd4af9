import type { Language } from './language.js';

/** What tells a statement from a question, a command and small talk in a language; all folded, without accents. */
export interface Tongue {
  /** What may stand before a statement, question or command. */
  readonly lead: RegExp;
  /** Who is spoken of: the user, their people, what is theirs. */
  readonly own: RegExp;
  /** Words that say nothing that is worth to keep: of grammar, manners, weather and what is asked of a vendor. */
  readonly thin: ReadonlySet<string>;
  /** How questions begin, beside those that the clause reader knows. */
  readonly asks: RegExp;
  /** How commands and wishes begin. */
  readonly commands: RegExp;
  /** A fact within a question or a command. */
  readonly tells: RegExp;
}

const set = (words: string) => new Set(words.trim().split(/\s+/));
const oneOf = (patterns: string) => `(?:${patterns.trim().split(/\s+/).join('|')})`;
const only = (patterns: string) => new RegExp(`^${oneOf(patterns)}$`);
const leads = (patterns: string) => new RegExp(`^(?: ${oneOf(patterns)})+(?= )`);
const begins = (...patterns: string[]) => new RegExp(`^ (?:${patterns.join('|')}) `);
/** Anywhere, or with `^` at the beginning. */
const has = (...patterns: string[]) =>
  new RegExp(
    patterns.map((pattern) => (pattern.startsWith('^') ? `^ ${pattern.slice(1)} ` : ` ${pattern} `)).join('|'),
  );

const digits = '(?:#num|#big|\\d\\S*)';
const spoken = oneOf(`
  two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred
  zwei drei vier funf sechs zehn zwanzig deux trois quatre cinq dix vingt dos tres cuatro cinco diez veinte
`);
/** What the clause reader puts in the place of an amount or time that says something by itself. */
export const amount = /^#(?:money|size|rate|percent|big|zero|when)$/;
/** The same where it tells of the user also in a question. */
export const figure = / #(?:money|size|rate) /;
/** So many of something. */
export const counted = new RegExp(` (?:${digits}|${spoken}) (\\S+)`, 'g');
/** "We are 14 now." */
export const bareNumber = / #num (?:now |only |altogether )?$/;
/** In a question "which two plans" tells nothing, "for two shops" does. */
export const countedInQuestion = new RegExp(` (?:${digits}|(?:for|of|our|my|fur|pour|para) ${spoken}) (\\S+)`, 'g');
/** A time that is no feast to wish for. */
export const term = /^(?!.* (?:happy|merry|enjoy|nice|good|schone|schones|frohe|feliz|joyeux|bonne) ).* #when /;
/** Whole answers of who decides, whether it is needed and when, out of words that say nothing elsewhere. */
export const phrases = has(
  '(?:up to|no one but|nobody but) (?:me|us)',
  '(?:that is me|make the call|say in (?:this|it)|no hurry)',
  '(?:we|i) do not need (?:it|this|that|a|any|another)',
  '(?:rien ne presse|pas urgent|eilt (?:auch )?nicht|no (?:hay|corre) prisa)',
);

const french = '(?:nous (?:sommes|avons|utilisons)|on (?:est|utilise|a)|je suis|j ai)';
const spanish = oneOf('somos tenemos estamos usamos soy tengo trabajamos');

/** By language, in the notation of regular expressions where a word has several forms. */
export const tongues: Readonly<Record<Language, Tongue>> = {
  en: {
    lead: leads(`
      hi hello hey good morning and so but or ok oh well also then now please just thanks sorry yes no lol haha btw
      actually honestly maybe robin
    `),
    own: only(`
      i we my our us me mine ours myself ourselves he she his her they their nobody budget deadline money cash rush
      urgent boss owner board manager director principal ceo cto cfo colleagues? company employees? staff customers?
      clients? competitors? wife husband mum mom dad looking searching needs? using planning working running trying
      based currently still have got moving switching coming born live living own prefer
    `),
    thin: set(`
      a an the this that these those it there here is are am was were be been being do does did doing done have has had
      having will would can could should shall may might must to of for with without on in at by from about as into over
      up down out off than then so too very really quite just only also even still yet already again now not no never
      and or but if because since when while what which who whose how why where you your yours i we my our us me mine
      ours he she him her his they them their s some any all every each both much many more most less few lot lots bit
      one ones other another something anything everything nothing someone somebody anyone anybody everyone nobody thing
      things stuff kind sort way second first next last same whole get gets got getting go goes going come comes coming
      make makes made take takes let know knows knew think thinks thought guess see sees seen look looks looking hear
      heard say says said tell tells told talk talking speak speaking ask asks asked asking mean means want wants wanted
      need needs needed like likes love hope hoping wish wonder wondering try trying help helps use using give gives
      send sent show write read understand understood agree believe find found feel seem seems sound sounds work works
      wait waiting check checking call calls continue chat chatting reply answer answers happens test testing hi hello
      hey hiya yo good morning afternoon evening night day week weekend nice great cool perfect fine well ok okay
      alright sure yes yep maybe perhaps thanks thank please sorry bye goodbye later soon lol haha hahaha hehe wow hmm
      oh ah interesting interested impressive awesome amazing excellent lovely wonderful funny helpful useful useless
      stupid fair enough right wrong true exactly absolutely definitely probably indeed course welcome pleasure meet
      appreciate glad happy sad tired bored hungry sleepy merry christmas xmas new year birthday congrats cheers best
      regards wishes luck joke joking kidding weather hot cold warm sunny rain rainy raining snow today tomorrow tonight
      yesterday moment sec minute minutes back time brb expensive cheap pricey better worse bad easy hard quick fast
      slow sense point idea problem issue question questions info information details demo trial quote offer price
      prices pricing cost costs plan plans product service tool software app bot robot human real person agent assistant
      machine computer ai currently remember mind clear brochure documentation link links video around possible care
      wanna lorem ipsum dolor sit amet asdf qwerty dear sir madam saw wrote
    `),
    asks: begins(
      '(?:for|on|in|at|from|to) (?:which|what|whom)',
      'what(?! (?:we|i|bugs|worries|annoys|matters|bothers|hurts) )',
      '(?:where|when) (?:is|are|am|was|do|does|did|can|could|will|would|should)',
      oneOf('who whom whose which why how is are can could any anyone anybody'),
      '(?:do|does|did)(?! not)',
      'am i',
      `${oneOf('will would should shall may was were has have had')} ${oneOf(`
        you i we it they there this that the your my our anyone someone
      `)}`,
    ),
    commands: begins(
      `(?:do not |never )?${oneOf(`
        send tell show give ring phone explain write stop cancel delete forget remove repeat say translate ignore
        continue help print summari[sz]e make create list compare connect put schedule book contact email mail remind
        find check look wait start open read describe go let keep try sign get add change set answer talk see have
      `)} ${oneOf('me us it this that these the a an my our your you all some more everything on to up in for at')}`,
      oneOf(
        'stop cancel continue help forget ignore repeat explain delete translate write print list compare summari[sz]e',
      ),
      // "Call me Jo" is none.
      `call (?:me|us)(?: ${oneOf(`
        back now later today tomorrow #day #when #soon at on in please when if a for and again any this next
      `)}|(?= $))`,
      `(?:i|we) (?:am |are |would )?(?:just )?${oneOf('want like love need wish hope hoping wanted would')} to ${oneOf(
        'see know hear talk speak learn understand ask chat read book schedule try test check',
      )}`,
    ),
    tells: has(
      `^(?:${oneOf('which since because as when where but while')} )?(?:i|we|(?:our|my) \\S+) ${oneOf(`
        (?!can|could|should|may|would|will|shall|might)\\S+
      `)}`,
      `(?:which|that|since|because|as|when|where|and|but|while) (?:i|we|(?:our|my) \\S+) ${oneOf(`
        am are is have has uses? run work need sell got (?:do|does).not only already currently
      `)}`,
      '(?:like|for|with) (?:ours|mine)',
      'for (?:my|our) \\S+',
    ),
  },
  de: {
    lead: leads(
      'hallo hi hey moin guten tag morgen und aber also ok ja nein bitte danke oder noch dann sorry ubrigens',
    ),
    own: only(`
      ich wir uns unser\\w* mein\\w* mir mich bin sind suchen? brauchen? habe nutzen? budget geld chef chefin
      geschaftsleitung kunden frist termin
    `),
    thin: set(`
      ich wir uns mir mich unser unsere mein meine meinem er sie es ihr ihre ihnen euch euer du dir dich man wer was wie
      wo wann warum welche welcher welches der die das den dem des ein eine einen einem einer dies diese dieser dieses
      und oder aber auch noch schon nur so sehr zu zum zur im in an am auf aus bei mit von vom fur um uber nach vor bis
      ob dass wenn weil da hier dort ist sind bin war waren sein bist seid hat habe haben hast hatte hatten wird werden
      werde wurde kann kannst konnen konnt konnte muss mussen soll sollen will wollen mochte mochten darf nicht kein
      keine keinen nie ja nein vielleicht doch mal etwas mehr alles nichts viel viele vielen gut gute guten guter super
      toll prima schones schonen schone ok okay klar verstehe verstanden klingt passt genau danke dank bitte hallo hi
      hey moin servus tag morgen abend tschuss ciao woche wochenende wetter heute spater bald gleich moment frage fragen
      hilfe helfen info infos informationen angebot preis preise kostet kosten demo termin weiss wissen denke glaube
      finde sagen sage sprechen reden menschen mensch jemand jemandem person roboter zusammen brauche brauchen suche
      suchen interessant leider gern gerne lustig schlecht teuer haha lol idee ahnung uberlege uberlegen melde melden
      schaue schauen angucken gucken test wunsche wunschen sehen horen bekommen dann
    `),
    asks: begins(
      oneOf('was wie wo wer wen wem wann warum wieso weshalb welche\\w* wieviel worin wofur wozu'),
      `${oneOf(`
        hat habt haben hast ist sind seid bist kann kannst konnen konnt gibt geht lasst funktioniert lauft macht bietet
        darf muss wird unterstutzt
      `)} ${oneOf('ihr sie du ich wir man es das die der ein eine perch')}`,
    ),
    commands: begins(
      `${oneOf(`
        schick send zeig erzahl erklar sag gib geb ruf schreib nenn mach losch vergiss ubersetz wiederhol hilf lass buch
        vergleich meld stell verbind
      `)}\\w* ${oneOf('sie mir uns mich bitte das es den die ein eine alles')}`,
      oneOf('stop stopp weiter'),
      '(?:ich|wir) (?:will|wollen|mochten?|wurden?) .*(?:sprechen|reden|wissen|sehen|horen|fragen|testen)',
    ),
    tells: has(
      '^(?:(?:da|weil|wo|und|aber) )?(?:wir sind|wir haben|ich bin|ich habe|wir nutzen)',
      '(?:da|weil|wo|und|aber) (?:ich|wir) (?:\\S+ )+(?:sind|bin|haben|nutzen|sitzen|arbeiten|brauchen)',
      'wie (?:unsere\\w*|uns)',
      'fur (?:unser|mein)\\w* \\S+',
    ),
  },
  fr: {
    lead: leads('bonjour bonsoir salut et mais ou donc alors ok oui non merci svp desole pardon'),
    own: only(`
      je j nous on mon ma mes notre nos moi me m il elle cherche cherchons besoin budget patron patronne chef clients?
      direction
    `),
    thin: set(`
      je j nous on mon ma mes notre nos moi me m tu te toi vous votre vos il elle ils elles lui leur se s ce c cet cette
      ces ca cela le la les l un une des du de d au aux et ou mais donc alors si que qu qui quoi quel quelle quels
      quelles comment combien pourquoi quand dans sur sous avec sans pour par en y a est sont suis es etes sommes ete
      etre ai as avons avez ont avoir fait faire peux peut pouvez pouvons veux voudrais voulons voudrions veut aimerais
      aimerions faut ne n pas plus rien jamais tres bien bon bonne beau belle trop aussi encore deja tout toute tous oui
      non peut-etre ok merci beaucoup svp plait bonjour bonsoir salut coucou revoir bientot journee soiree week semaine
      temps demain aujourd hui tard accord parfait super genial compris entendu interessant comprends vois sais pense
      crois question questions aide aider info infos informations details devis offre prix tarif tarifs coute demo essai
      parler savoir voir demander quelqu personne humain robot conseiller cherche besoin cher moment chose idee drole
      haha lol desole pardon va vas allez test parle parles rappelle repasse
    `),
    asks: begins(
      'combien|comment|pourquoi|quel\\w*|quoi|qui|ou est|est ce|qu est|c est (?:quoi|combien)',
      'quand(?! (?:nous|on|je) )',
      '(?:avez|pouvez|etes|faites|proposez|acceptez|pourriez|est|peut|y|a) (?:vous|ce|on|a|t)',
      'vous (?:avez|etes|faites|proposez|acceptez|pouvez|parlez)|puis je|il y a',
    ),
    commands: begins(
      oneOf(`
        envoyez envoie dites dis montrez montre donnez donne rappelez rappelle appelez appelle expliquez explique
        ecrivez ecris parlez parle racontez raconte aidez aide traduisez traduis arretez arrete oubliez oublie supprimez
        continuez continue repetez passez
      `),
      `(?:je|on|nous|j) ${oneOf('veux voulons voudrais voudrions aimerais aimerions souhaite souhaitons')} ${oneOf(
        'parler savoir voir poser essayer tester discuter',
      )}`,
    ),
    tells: has(
      `^(?:que |car |puisque |comme |et |mais )?${french}`,
      `(?:que|qui|car|puisque|comme|parce|et|mais) (?:que )?${french}`,
      'comme (?:le notre|la notre|nous)',
      'pour (?:mon|ma|mes|notre|nos) \\S+',
    ),
  },
  es: {
    lead: leads('hola buenas buenos dias tardes y pero o pues ok si gracias vale perdon bueno entonces'),
    own: only(`
      yo me mi mis nos nosotr[oa]s somos nuestr[oa]s? soy estoy tengo uso necesito busco quiero trabajo
      \\w{2,}(?:amos|emos|imos) el ella jefe jefa presupuesto clientes
    `),
    thin: set(`
      yo me mi mis nos nosotros nosotras nuestro nuestra nuestros nuestras tu te ti usted ustedes su sus le les lo la
      los las el ella ellos se un una unos unas de del al a en con sin por para y o pero si no que quien cual como
      cuanto cuando donde es son soy somos esta estan estoy estamos ser estar hay tengo tenemos tiene tienen tener he ha
      hemos puedo puede pueden podemos podria quiero queremos quisiera gustaria necesito necesitamos busco buscamos muy
      mas menos mucho mucha muchas muchos bien bueno buena buenas buenos todo todos nada algo alguien tambien ya ahora
      hoy manana luego pronto tarde tardes noches dias dia semana hasta gracias favor hola adios chao saludos vale
      perfecto genial claro entendido entiendo acuerdo interesante ok creo pienso veo sabemos pregunta preguntas duda
      ayuda ayudar info informacion detalles precio precios cuesta cotizacion oferta demo prueba hablar saber ver
      preguntar persona humano robot agente caro idea momento cosa tiempo jaja lol perdon siento esto este esa eso test
      vemos hablamos tengas tenga tengan buen feliz
    `),
    asks: begins(
      'cuant[oa]\\w*|como (?:funciona|puedo|se|es|hago|va)|que (?!va)\\S+|cual\\w*|quien|donde|por que|hay',
      'cuando(?! (?:estamos|tenemos) )',
      oneOf('tienen? tienes puedo pueden? puedes podemos ofrecen aceptan hacen existe eres sois sabes podrian?'),
      'se puede|es posible',
    ),
    commands: begins(
      `${oneOf(`
        envia mand cuent muestr llam explic escrib da di dig ayud traduc repit olvid borr ensen pas hab
      `)}\\w*(?:me|nos)(?:l[oa]s?)?`,
      oneOf('sigue continua cancela repite olvida borra explica escribe'),
      `(?:quiero|queremos|quisiera|(?:me|nos) gustaria|necesito) ${oneOf('hablar saber ver probar preguntar conocer')}`,
    ),
    tells: has(
      `^(?:que |como |porque |pero )?${spanish}`,
      `(?:que|porque|como|pero|y) ${spanish}`,
      'como (?:la nuestra|el nuestro|nosotros)',
      'para (?:mis?|nuestr\\w+) \\S+',
    ),
  },
};
