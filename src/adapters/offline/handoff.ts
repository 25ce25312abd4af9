import type { Playbook } from '../../domain/playbook.js';
import type { Utterance } from './clauses.js';
import { toPatterns } from './cues.js';
import { english, humanClasses } from './handoff-english.js';
import type { Language } from './language.js';
import { classesOf } from './lexicon.js';
import { makeRules, type Rules } from './pattern.js';

/** `firm` beats `no`; what `others` wish is not the user's wish. */
export type Wish = 'others' | 'firm' | 'no' | 'person';

export interface Group {
  readonly means: Wish;
  readonly patterns: string;
}

const tables: Readonly<Record<Language, readonly Group[]>> = {
  en: english,
  de: [
    {
      means: 'no',
      patterns: `
        nicht|kein|keine|keinen|bloss_nicht .. anrufen|angerufen|anruf|telefonieren|sprechen
        mit meinem|meiner|unserem|unserer|dem|der|meinen chef|chefin|team|kollegen|mann|frau|partner|geschaftsfuhrer
        sind|bist sie|du|das .. mensch|bot|roboter|person|maschine
        mein|meine|unser|unsere|unseren .. rufen|ruft .. an|mich|uns
        kann|konnen|konnte ein|mehrere|jeder|andere @mensch .. sehen|zugewiesen|zuweisen|bearbeiten|lesen|nutzen
        kunden|kunde|gaste|patienten .. sprechen|mensch|mitarbeiter
        unser|unsere|unserem|mein|unseren @mensch
        bei uns ruft|rufen|telefoniert .. 
      `,
    },
    {
      means: 'person',
      patterns: `
        sprechen|reden|telefonieren|verbinden|verbunden|weiterleiten|durchstellen .. @mensch
        konnen|konnten|kannst|konnt|bitte|wurden ... mich|uns ... verbinden|durchstellen|weiterleiten
        mit .. @mensch ... verbinden|sprechen|reden|telefonieren
        mit wem|jemandem|jemand|wen .. reden|sprechen|telefonieren|echtem
        @mensch .. ware|ist .. lieber|besser|mir
        lieber .. @mensch|telefonieren|telefonisch|anrufen|am_telefon
        telefonisch|personlich|am_telefon .. klaren|besprechen|reden|sprechen|bitte|moglich|lieber
        mit .. @mensch .. sprechen|reden|verbinden|verbunden|telefonieren|besprechen|durchgehen|durchsprechen|chatten|unterhalten|klaren|zu_tun|verbindet|kontakt|austauschen
        @mensch .. sprechen|reden|verbinden|telefonieren|anrufen|melden|zuruckrufen|kontaktieren|meldet|anruft|erreichen
        kann|konnte|konnten|konnen|bitte|soll .. @mensch .. anrufen|zuruckrufen|melden|kontaktieren|ubernehmen|mich|uns
        kann|konnte|konnten|konnen mich|uns .. @mensch .. anrufen|zuruckrufen|kontaktieren
        verbinden|verbinde|verbindet|stellen|leiten .. mich|uns|durch|weiter
        rufen|ruft|ruf|rufe .. mich|uns|an|zuruck|jemand
        ruckruf|zuruckrufen|anrufen_lassen
        echten|richtigen|lebenden|realen|menschlichen|echter|richtiger|echte menschen|person|mitarbeiter|ansprechpartner|mensch|berater|ansprechpartnerin
        mochte|will|hatte|wurde|brauche|lieber|gern|gerne|bitte|geben|gibt_es .. @mensch .. sprechen|reden|haben|am_telefon|gern|bitte|zu_sprechen|$
        keine lust .. bot|maschine|roboter|computer|chatbot
        nicht .. mit einem|einer|dem|der|ner|nem bot|maschine|roboter|computer|automaten|chatbot
        menschlichen kontakt|kollegen
        personlich|personliche|personlicher|personliches beraten|beratung|gesprach|kontakt|sprechen|ansprechpartner
        holen|hol|gib|geben|schicken .. sie? mir|uns .. @mensch
        jemand von euch|ihnen
        jemanden|jemand aus|von ihrem|eurem|dem|ihnen|euch|vertrieb
        kann man mit .. sprechen
      `,
    },
  ],
  fr: [
    {
      means: 'no',
      patterns: `
        pas|ne .. appelez|appeler|telephonez|telephoner|appel
        avec|a mon|ma|mes|notre|nos patron|chef|directeur|equipe|associe|mari|femme|responsable|collegues
        etes|es|suis vous|tu .. humain|robot|personne
        client|clients|patients .. parler|humain|demande
        une personne .. peut|peut_elle
        personne ne|n
      `,
    },
    {
      means: 'person',
      patterns: `
        parler|discuter|echanger|joindre|avoir|voir|contacter|contact|mis_en_relation|mettre_en_relation|passer|passez|mettez|transferer|transferez|dialoguer|entretenir .. @humain
        @humain .. rappelle|rappeler|appelle|appeler|contacte|contacter|telephone|joigne|ecrive
        rappelez|appelez|rappeler|appeler|contactez|telephonez .. moi|nous|me|m
        me|nous|m rappeler|appeler|recontacter|contacter
        etre rappele|rappelee|rappeles|contacte|contactee|recontacte
        vrai|vraie|veritable|reel personne|humain|conseiller|quelqu_un|interlocuteur
        un|une humain|conseiller|commercial|conseillere|commerciale .. svp|s_il|possible|plait|maintenant|$
        quelqu un .. de votre|chez|equipe|au_telephone|peut|pourrait|pourrait_il|peut_il
        pas .. avec|a un|une robot|machine|bot|chatbot|ordinateur
        marre .. robot|bot|machine
        prefere|prefererais|voudrais|veux|souhaite|souhaiterais|aimerais|besoin .. humain|conseiller|commercial|quelqu_un|une_vraie|interlocuteur
        votre responsable|superieur
        contact humain
        passez|passe|transferez moi|nous .. 
        de vive_voix|par_telephone|au_telephone .. 
        appel|coup de_fil|telephone .. svp|possible|de_votre|s_il
      `,
    },
  ],
  es: [
    {
      means: 'no',
      patterns: `
        no .. llamen|llame|llamar|llamada|llamadas|hablar
        con|a mi|mis|nuestro|nuestra jefe|jefa|equipo|socio|director|marido|mujer|gerente
        eres|es|soy usted|tu|un|una? .. humano|robot|persona|bot|maquina
        cliente|clientes .. hablar|humano|persona
      `,
    },
    {
      means: 'person',
      patterns: `
        hablar|hablo|conversar|comunicarme|contactar|comunicar|pasar|paseme|pasame|paseme|ponme|pongame|conectar|atienda|atender|atienden|transferir|transfierame|comuniqueme|hable .. @humano
        @humano .. llame|llamar|contacte|contactar|llamarme|llamarnos|llamen|atienda|real|escriba|de_verdad|de_carne|de_su_equipo|de_vuestro_equipo|del_equipo
        llamenme|llameme|llamame|llamarme|llamen|llamarnos|llamadme|me_llamen|me_llame|nos_llame|nos_llamen|me_llamais|me_pueden_llamar|me_puede_llamar
        quiero|quisiera|necesito|prefiero|gustaria|puedo|podria|querria|preferiria .. @humano .. real|por_favor|de_verdad|hablar|$
        persona|humano real|de_verdad|por_favor
        no .. con un|una robot|maquina|bot|chatbot|ordenador
        harto|cansado|harta .. robot|bot|maquina
        me|nos pasas|pasa|pasan|pone|pones|ponen|comunica|comunican|conecta .. con
        hablarlo|hablar|tratarlo|comentarlo .. con .. @humano|telefono
        hablar|hablarlo|llamada|mejor|comentarlo|explicarlo .. por_telefono
        hay alguien .. hablar|ahi|pueda|llamar|con_quien
        su supervisor|gerente|encargado
        trato|contacto humano
      `,
    },
  ],
};

/** What turns a wish. */
const negation =
  / (?:not|never|nobody|without|no need|no one|dont|stop|forgets?|fails? to|than|(?:do|does|will|would|should) (?:i|we|you|one|they) need) /;

/** Notices when a user wishes for a person, and only then. */
export interface HandoffReader {
  /** The words of its rules, for putting typing errors right and for telling languages apart. */
  readonly words: (language: Language) => readonly string[];
  readonly wishes: (utterance: Utterance) => boolean;
}

export function makeHandoffReader(playbook: Playbook): HandoffReader {
  const rules = new Map<Language, Rules<Wish>>();
  for (const language of ['en', 'de', 'fr', 'es'] as const) {
    const own: Group = { means: 'person', patterns: toPatterns(playbook.handoff.phrases) };
    rules.set(language, makeRules([...tables[language], own], { ...humanClasses, ...classesOf(language) }));
  }
  return {
    words: (language) => rules.get(language)?.words ?? [],
    wishes: (utterance) => {
      const table = rules.get(utterance.language);
      if (!table) return false;
      let ofOthers = -1;
      return utterance.clauses.some((clause) => {
        if (clause.sentence === ofOthers) return false;
        if (clause.hypothetical && !/ (?:possible|moglich|posible) /.test(clause.text)) return false;
        const hits = table.hits(clause.text, clause.words);
        if (hits[0]?.means === 'others') ofOthers = clause.sentence;
        const negated = (start: number, end: number) => {
          const turn = Math.max(
            ...[' so ', ' but ', ' and ', ' then '].map((word) => clause.text.lastIndexOf(word, start)),
            0,
          );
          return negation.test(clause.text.slice(turn, end));
        };
        const firm = hits.some(
          ({ means, start, end, pattern }) => means === 'firm' && (pattern.startsWith('not') || !negated(start, end)),
        );
        if (firm && hits[0]?.means !== 'others') return true;
        return hits.find(({ means }) => means !== 'firm')?.means === 'person';
      });
    },
  };
}
