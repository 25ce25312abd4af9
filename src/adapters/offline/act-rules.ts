import { english } from './act-rules-english.js';
import type { Language } from './language.js';

/** What a user does with a message besides stating and asking. */
export type Act =
  | 'greet'
  | 'bye'
  | 'thanks'
  | 'bot'
  | 'smalltalk'
  | 'offtopic'
  | 'language'
  | 'later'
  | 'annoyed'
  | 'agree'
  | 'who'
  | 'whatIsIt'
  | 'evade'
  | 'noCall'
  | 'whyAsk';

/** Rules of one act. */
export interface ActRules {
  readonly means: Act;
  readonly patterns: string;
}

/** By language. */
export const actRules: Readonly<Record<Language, readonly ActRules[]>> = {
  en: english,
  de: [
    {
      means: 'greet',
      patterns: '^ hallo|hi|hey|moin|servus|grus|gruss|guten|grüezi|tag|tach|na|morgen|moinsen|gruezi|abend',
    },
    {
      means: 'bye',
      patterns: `
        tschuss|ciao|wiedersehen|wiederhoren|ade|bye|mfg|gruss|grusse
        schonen|schones|schone tag|abend|wochenende|woche|feierabend
        bis bald|dann|spater|morgen
      `,
    },
    { means: 'thanks', patterns: 'danke|dank|dankeschon|merci|vielen_dank|besten_dank' },
    {
      means: 'bot',
      patterns: `
        bist|sind|ist du|sie|das|ihr .. bot|roboter|mensch|maschine|ki|computer|echt|person|automat
        spreche|schreibe|rede|chatte ich .. bot|roboter|mensch|maschine|menschen|computer|person
        bist|sind du|sie|ihr .. echter|echt|menschlich
      `,
    },
    {
      means: 'language',
      patterns: 'spricht|sprechen|sprichst|konnen|konnt|geht .. deutsch|englisch|franzosisch|turkisch',
    },
    {
      means: 'smalltalk',
      patterns: `
        wie geht
        wie heisst|heissen
        wer bist|sind
        alles klar|gut
        was gehts|geht_ab
        wie alt
        ist da jemand
      `,
    },
    {
      means: 'offtopic',
      patterns: `
        wetter|hausaufgaben|hauptstadt|witz|gedicht|rezept|fussball|bundesliga|horoskop
        wie spat
    `,
    },
    {
      means: 'later',
      patterns: `
        spater|uberlegen|uberleg|nachdenken|melde|melden
        nicht jetzt
      `,
    },
    {
      means: 'whatIsIt',
      patterns: `
        was macht|kann|ist|machen|bietet|verkauft .. perch|ihr|das|sie|eigentlich|genau
        worum geht
    `,
    },
    {
      means: 'evade',
      patterns: `
        weiss nicht|ich_nicht
        keine ahnung
        nicht sicher
    `,
    },
    { means: 'agree', patterns: '^ ok|okay|ja|gut|super|alles_klar|verstehe|klingt_gut|toll|prima|passt|genau' },
  ],
  fr: [
    { means: 'greet', patterns: '^ bonjour|bonsoir|salut|coucou|hello|hey|re' },
    {
      means: 'bye',
      patterns: `
        au revoir
        bonne journee|soiree|continuation|fin
        bon week|weekend|apres|courage
        a bientot|plus|la_prochaine
        cordialement|adieu|ciao
      `,
    },
    { means: 'thanks', patterns: 'merci|remercie' },
    {
      means: 'bot',
      patterns: `
        etes|es|suis|est vous|tu|ce|c .. robot|humain|bot|machine|ordinateur|ia|personne
        vous etes un|une .. robot|humain|bot|machine|personne|ia
        je parle .. robot|humain|bot|machine|personne
      `,
    },
    { means: 'language', patterns: 'parlez|parles|parle|possible .. francais|anglais|allemand|espagnol' },
    {
      means: 'smalltalk',
      patterns: `
        ca va
        comment allez|vas|vous_allez|tu_vas
        comment vous appelez|tu_t_appelles
        qui etes|es
        quel age
    `,
    },
    { means: 'offtopic', patterns: 'meteo|devoirs|capitale|blague|poeme|recette|football|horoscope' },
    { means: 'later', patterns: 'plus_tard|reflechir|reflechis|reviens|reviendrai' },
    {
      means: 'whatIsIt',
      patterns: `
        que|quoi|qu .. fait|faites|propose|proposez|vendez|est|c_est|sert .. perch|vous|votre|ca|exactement
        c est quoi
        ca sert a quoi
        comment ca marche
    `,
    },
    {
      means: 'evade',
      patterns: `
        sais pas
        aucune idee
    `,
    },
    { means: 'agree', patterns: '^ ok|oui|d_accord|parfait|tres_bien|super|bien|compris|entendu' },
  ],
  es: [
    { means: 'greet', patterns: '^ hola|buenas|buenos|buen|saludos|hey|que_tal' },
    {
      means: 'bye',
      patterns: `
        adios|chao|saludos|hasta_luego|hasta_pronto|nos_vemos
        que tengan|tenga|tengas .. 
        buen dia|fin
      `,
    },
    { means: 'thanks', patterns: 'gracias|agradezco|agradecido|agradecida' },
    {
      means: 'bot',
      patterns: `
        eres|es|estoy|esto|hablo .. robot|humano|bot|maquina|persona|ia|automatico
      `,
    },
    { means: 'language', patterns: 'hablan|habla|hablas|atienden .. espanol|ingles|frances|aleman|castellano' },
    {
      means: 'smalltalk',
      patterns: `
        que tal
        como estas|esta|estan|te_llamas|se_llama|te_va
        quien eres|es
        cuantos anos
    `,
    },
    { means: 'offtopic', patterns: 'clima|deberes|tarea|capital_de|chiste|poema|receta|futbol|horoscopo' },
    { means: 'later', patterns: 'mas_tarde|mas_adelante|pensarlo|pensarmelo|luego|volvere' },
    {
      means: 'whatIsIt',
      patterns: `
        que .. hace|hacen|es|venden|ofrecen|vende|ofrece
        como funciona
        para que sirve
    `,
    },
    {
      means: 'evade',
      patterns: `
        no se|sabria
        ni idea
    `,
    },
    { means: 'agree', patterns: '^ ok|si|vale|perfecto|muy_bien|entendido|claro|bien|genial|de_acuerdo' },
  ],
};
