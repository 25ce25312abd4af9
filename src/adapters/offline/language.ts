import { words } from './text.js';
import { notTypos } from './words.js';

/** Languages in which the agent understands qualification, stage and wishes; it answers questions in the playbook's. */
export type Language = 'en' | 'de' | 'fr' | 'es';
/** What a message is written in; those beyond `Language` are only recognised. */
export type Written = Language | 'it' | 'pt' | 'nl';

/** Frequent words that tell a language, folded; words that two languages share are left out or count for both. */
const telling: Readonly<Record<Written, string>> = {
  en: 'me my someone somebody anybody above could should them him her his she he their who because been were had more than only other into over after then also really even much many back good no not please ask say tell need someone else boss money team our own price pay call talk human person real bot ever never nothing something anything yo the i you we is are it and to of for what how do does have has can would not this that with my our your hi hello hey thanks please yes they there any some about when who why which if but or just need want like will be was too much cost price get got so its im dont id us at from by a an or all no',
  de: 'ich wir sie ist sind nicht und der die das ein eine einen einem einer kein keine keinen haben habe hat mit fur von auf wie wo wer warum wann kann konnen konnt mochte mochten wollen brauchen brauche bitte danke ja nein auch noch schon aber oder wenn dass uns unser unsere unserem mein meine mir mich hallo guten tag moin servus gibt bei zum zur nach uber bis es etwa geld jetzt mehr sehr gut leider kostet preis wurde wurden waren ware muss mussen chef chefin selbst entscheide entscheiden budget im den dem ab vielen euer eure euch ihr ihre doch nur mal sprechen kunden anfragen dieses jahr passt gerne interesse kein',
  fr: 'je nous vous est sont pas ne et le la les une des du mon ma mes notre nos avec pour dans sur qui que quoi comment combien pourquoi quand peux peut pouvez voudrais voulons veux avons avez ai il elle on ce cette ca j oui non merci bonjour bonsoir salut svp plait parler besoin aussi mais ou si tres bien trop cher prix mois an sommes suis est-ce votre vos au aux rien personne humain quelqu budget avant faut moi chez tout notre patron patronne perdons messages cherchons etes coute qu ca voila ils elles leur leurs nos votre',
  es: 'yo nosotros usted ustedes es son no y el la los las un una unos de del mi mis nuestro nuestra nuestros con para por que como cuanto cuando donde quien puedo puede podemos pueden podria quiero queremos necesito necesitamos tenemos tengo tiene hay hola gracias si pero o muy bien mas menos este esta esto ese eso buenas buenos dias tardes favor cuesta precio presupuesto hablar alguien persona jefe jefa ano mes antes se lo le les me nos ser estar estamos estoy somos soy al en su sus ya todo nada tambien vale decido decidir perdemos correos ahora',
  it: 'io noi voi sono siamo non e il lo gli una uno di del della che come quanto quando dove chi posso possiamo vorrei vogliamo abbiamo ho ha grazie ciao buongiorno per con mio nostro questo questa anche ma molto troppo caro prezzo bisogno avete italiano parlare qualcuno cosa sto cerco cerchiamo costa',
  pt: 'eu nos voce voces sao somos nao o os uma um do da dos das que como quanto quando onde quem posso podemos quero queremos temos tenho tem obrigado obrigada ola bom dia por com meu nosso isso este tambem mas muito preco precisamos falar alguem portugues custa estou boa tarde',
  nl: 'ik wij we jullie is zijn niet en het een van voor met hoe wat wie waar waarom wanneer kan kunnen wil willen hebben heb heeft graag dank bedankt hallo goedemorgen ja nee ook maar of als dat onze mijn nog veel prijs nodig spreken iemand kost deze zoek zoeken nederlands wij',
};

/** The language of a text by its words; `before`, what the user wrote so far, where they do not tell. */
export type TellLanguage = (text: string, before: Written) => Written;

const letters: readonly (readonly [RegExp, Written])[] = [
  [/[äöß]/i, 'de'],
  [/[ñ¿¡]/i, 'es'],
  [/[œçèêâëîï]|\b[ldjnm]['’][aeiouyhéê]/i, 'fr'],
];

/** Words of one and two letters tell less, by their length. */
const shortWord: Readonly<Record<number, number>> = { 1: 0.3, 2: 0.7 };

/** A word of a rule tells less than one of the frequent ones. */
const ruleWord = 0.6;

/** `ruleWords` are those of each language's rules; they tell it where no other language and no common word is the same. */
export function makeLanguageTeller(ruleWords: (language: Language) => readonly string[]): TellLanguage {
  const weights = new Map<string, Map<Written, number>>();
  const add = (word: string, language: Written, weight: number) => {
    const of = weights.get(word) ?? new Map<Written, number>();
    if (!of.has(language)) of.set(language, weight);
    weights.set(word, of);
  };
  for (const [language, list] of Object.entries(telling) as [Written, string][]) {
    for (const word of list.split(' ')) add(word, language, 1);
  }
  for (const word of ruleWords('en')) if (word.length > 2) add(word, 'en', ruleWord);
  for (const language of ['de', 'fr', 'es'] as const) {
    for (const word of ruleWords(language)) if (word.length > 2 && !notTypos.has(word)) add(word, language, ruleWord);
  }
  return (text, before) => {
    const score = new Map<Written, number>();
    const raise = (language: Written, by: number) => score.set(language, (score.get(language) ?? 0) + by);
    for (const { text: word } of words(text, false)) {
      const of = weights.get(word);
      if (of) for (const [language, weight] of of) raise(language, (weight * (shortWord[word.length] ?? 1)) / of.size);
      else if (notTypos.has(word)) raise('en', ruleWord / 2);
    }
    for (const [letter, language] of letters) if (letter.test(text)) raise(language, 1);
    let best = before;
    let most = score.get(before) ?? 0;
    for (const [language, points] of score) {
      if (points > most + 0.01) {
        most = points;
        best = language;
      }
    }
    return best;
  };
}

/** The language whose rules read it; English where there are none for it. */
export function readable(written: Written): Language {
  return written === 'de' || written === 'fr' || written === 'es' ? written : 'en';
}
