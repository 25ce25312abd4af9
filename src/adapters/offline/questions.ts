import type { Playbook } from '../../domain/playbook.js';
import type { OfflineTurn } from './agent.js';
import type { Language } from './language.js';

/** Ways to ask for the four usual criteria in the languages other than the playbook's. */
const foreign: Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<string, readonly string[]>>>> = {
  de: {
    need: ['Was läuft bei Ihnen heute nicht so, wie es sollte?', 'Was soll danach besser sein als jetzt?'],
    timeline: ['Wann soll es losgehen?', 'Haben Sie schon einen Termin im Auge?'],
    budget: ['Gibt es dafür ein Budget, ungefähr?', 'Was dürfte es im Jahr kosten?'],
    authority: ['Wer entscheidet bei Ihnen darüber?', 'Liegt die Entscheidung bei Ihnen?'],
  },
  fr: {
    need: ["Qu'est-ce qui ne va pas aujourd'hui dans vos échanges ?", "Qu'aimeriez-vous améliorer en premier ?"],
    timeline: ['Quand aimeriez-vous commencer ?', 'Avez-vous une date en tête ?'],
    budget: ['Y a-t-il un budget prévu, à peu près ?', 'Combien pourriez-vous y consacrer par an ?'],
    authority: ['Qui prend la décision chez vous ?', 'La décision vous revient-elle ?'],
  },
  es: {
    need: ['¿Qué es lo que hoy no funciona como debería?', '¿Qué le gustaría mejorar primero?'],
    timeline: ['¿Para cuándo lo necesitaría?', '¿Tiene ya una fecha en mente?'],
    budget: ['¿Hay un presupuesto previsto, más o menos?', '¿Cuánto podría dedicarle al año?'],
    authority: ['¿Quién decide sobre esto en su empresa?', '¿La decisión es suya?'],
  },
};

/** The ways to ask for a criterion in a language; none where only the playbook's own language has them. */
export function questionsFor(name: string, language: Language, playbook: Playbook): readonly string[] {
  if (language !== 'en') return foreign[language][name] ?? [];
  return playbook.criteria.find((criterion) => criterion.name === name)?.questions ?? [];
}

/** The criterion that the agent's last message asked for. */
export function askedBefore(messages: OfflineTurn['messages'], playbook: Playbook): string | undefined {
  const last = messages.findLast(({ role }) => role === 'AGENT')?.text;
  if (last === undefined) return undefined;
  for (const { name } of playbook.criteria) {
    for (const language of ['en', 'de', 'fr', 'es'] as const) {
      if (questionsFor(name, language, playbook).some((question) => last.includes(question))) return name;
    }
  }
  return undefined;
}
