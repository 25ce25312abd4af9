import type { Utterance } from './clauses.js';
import type { Language } from './language.js';
import { besideNeed } from './need-scope.js';
import { calm, habit, own, scant, traffic, trouble } from './need-words.js';

type Sets = Readonly<Record<Language, ReadonlySet<string>>>;

function sets(table: Readonly<Record<Language, string>>): Sets {
  const of = (language: Language) => new Set(table[language].split(' '));
  return { en: of('en'), de: of('de'), fr: of('fr'), es: of('es') };
}

const of = {
  traffic: sets(traffic),
  trouble: sets(trouble),
  habit: sets(habit),
  own: sets(own),
  calm: sets(calm),
  scant: sets(scant),
};

const points = { traffic: 1, trouble: 1.3, habit: 0.6, own: 0.5, calm: 1, scant: 0.8, denied: 1.3, always: 0.4 };
const shortest = 6;
const enough = 1.9;
const calmEnough = 1.8;
/** How many words a negation reaches. */
const reach = 5;

const denies =
  /^(?:not|no|never|nobody|none|nothing|without|hardly|barely|zero|nicht|kein|keine|keinen|keiner|nie|nichts|niemand|ohne|pas|jamais|rien|personne|aucun|aucune|sans|no|nunca|nadie|nada|ningun|ninguna|sin)$/;
const always = /^(?:always|every|everything|all|each|immer|alles|jede|jeder|jedes|toujours|tout|siempre|todo|todos)$/;
const opposes = /^ (?:but|though|although|however|only|except|until|aber|doch|nur|leider|mais|sauf|pero|salvo) /;

/**
 * What somebody hints at who describes their work without a word that names a need: that it keeps them busy or goes
 * wrong, or that it goes well or is little. Nobody tells a vendor of trouble for another reason.
 */
export function hintsAtNeed(utterance: Utterance): 'MET' | 'UNMET' | undefined {
  const { language } = utterance;
  const beside = besideNeed(utterance);
  const told = utterance.clauses.filter(
    (clause) =>
      !clause.question &&
      !clause.hypothetical &&
      (!clause.distant || clause.text.includes(' #past ')) &&
      !clause.doubtful &&
      !beside.has(clause),
  );
  if (told.reduce((sum, clause) => sum + clause.words.length, 0) < shortest) return undefined;
  const words = new Set(told.flatMap((clause) => clause.words));
  const mine = [...words].some((word) => of.own[language].has(word));
  let busy = mine ? points.own : 0;
  for (const word of words) {
    if (of.traffic[language].has(word)) busy += points.traffic;
    if (of.habit[language].has(word)) busy += points.habit;
  }
  const ills = new Set<string>();
  let ease = 0;
  let ails = 0;
  for (const { words: said } of told) {
    let denied = 0;
    let negator = '';
    for (const word of said) {
      const negates = denies.test(word);
      const ill = !negates && of.trouble[language].has(word);
      if (denied > 0) denied -= 1;
      if (negates) {
        if (negator) ills.add(negator);
        denied = reach;
        negator = word;
      } else if (ill && denied > 0) {
        ease += points.denied;
        negator = '';
      } else if (ill) {
        ails += 1;
        ills.add(word);
      } else if (of.calm[language].has(word)) {
        if (denied > 0) ails += 1;
        else ease += points.calm;
      } else if (of.scant[language].has(word)) ease += points.scant;
      else if (always.test(word)) ease += points.always;
    }
    if (negator) ills.add(negator);
  }
  for (const word of ills) if (of.trouble[language].has(word)) busy += points.trouble;
  if (told.some(({ text }) => opposes.test(text))) return busy >= enough ? 'MET' : undefined;
  const concerns = [...words].some((word) => of.traffic[language].has(word));
  if (ails === 0 && concerns && ease >= calmEnough) return 'UNMET';
  return busy >= enough && ease < calmEnough ? 'MET' : undefined;
}
