import type { Playbook } from '../../domain/playbook.js';
import type { Utterance } from './clauses.js';
import { toPatterns } from './cues.js';
import type { Language } from './language.js';
import { classesOf } from './lexicon.js';
import { makeRules, type Rules } from './pattern.js';

type Wish = 'no' | 'person';

interface Group {
  readonly means: Wish;
  readonly patterns: string;
}

const tables: Readonly<Record<Language, readonly Group[]>> = {
  en: [
    {
      means: 'no',
      patterns: `
        not|never|no_one|nobody|without .. call|phone|ring|want|need|contact|have|talking|speaking .. @person|me|us|anyone
        no need .. @person|call
        do_not|does_not|did_not|would_not|never|rather_not|not|no .. want|need|wish|like|care|feel_like|intend|prefer .. talk|speak|chat|phone to|with? a|an|any|some|your|the|another|one_of_your? real|live|actual|human? @person|anyone|anybody
        never|rather_not|not_to talk|speak|chat to|with a|an|any|some|your|the|another? real|live|actual|human? @person
        not|never .. speak|talk|chat to|with anyone|anybody|someone|a_person|people
        forget~|keep~ .. get_back|call .. 
        customer|customers|client|clients|user|users|visitor|visitors|guest|guests|caller|callers|someone_else|patients|people|students .. asks|ask|asking|wants|want|can|speak|talk|talks|speaks|reach|get
        can|could|does|do|is|will|would a|an|one|another|the|every|each @person .. see|be|assign~|have|take|use|edit|work|read|answer|approve|access|reply
        can|could someone|somebody|anyone|a_person|a_manager|people .. see|on_my|in_my|else|explain|tell|help_me_understand|use|be|have|take_over|read|edit|else_on
        i|we|you|he|she talked|spoke|chatted|called|was_talking|have_spoken|had_talked|met .. 
        talk|talked|talks|talking|speak|spoke|run|ask .. to|with my|our|the|his|her .. boss|manager|team|director|colleagues|partner|board|cfo|ceo|wife|husband|legal|it|finance|owner
        hand~ over to us
        sales_rep|rep|salesperson|agent|agents|person .. left|quit|gone|retired|sick|is_good|are|told|said|who|was
        before|after|once|when .. talk|talked|speak|spoke .. person|human|someone
        are|am|is you|i|this|it .. @person|bot|robot
        rather|prefer .. bot|chat|not_talk|write|typing|email
        need|want|looking|hire|hiring .. a|an|another|more .. @person .. who|to|for
        is there|a|any|some? .. human|person|people|someone behind|reading|there_or|writing|typing
        forward|send|pass|show|copy .. to|with my|our .. 
        contact|call|reach|ask for support|help .. after|later|once|when
        our|my|your_other|their|his|her human|person|people|agents|agent|reps|rep|staff|sales_rep|manager|support_team|sales_team
      `,
    },
    {
      means: 'person',
      patterns: `
        talk|speak|chat|talking|speaking|chatting|discuss|discussing|going_through|go_through|work_through|connected|transferred|passed|put_through|forwarded|escalate|escalated|escalating|word|discuss .. to|with|on_the_phone|it|this|me? .. a|an|some|one_of|your|the|any? real|live|actual|human|proper|true|sales|support|different|another? @person
        talk|speak|chat .. to|with .. @real @person
        talk|speak|chat .. to|with @person
        talk|speak|chat .. to|with one_of_your|your|a|an|some|one .. @person|team|people|guys|folks|sales|colleagues|engineers
        talk|speak to|with sales|support|the_sales|your_sales|the_team|your_team|your_manager|your_boss|your_supervisor
        get|give|fetch|bring|find|send|pass|put|connect|transfer|hand|switch|forward|route|redirect|link|patch|escalate me|us|this|over|it .. to|with|through|on? .. @person|team|sales|support_desk|customer_service|your_people|reception|a_call
        get|give|fetch|bring me|us|in a|an|someone|somebody|your|the .. @person|someone
        want|need|like|prefer|rather|give_me|demand|insist|looking_for|require|get_me .. a|an|real|live|actual|human|proper|some .. human|person|human_being|salesperson|representative|rep|advisor|adviser|operator|consultant|account_manager|real_one
        @real person|human|agent|rep|salesperson|someone|operator|representative|one|voice|advisor|adviser|people .. please|now|instead|here|there|available|around|reachable
        can|could|would|will|may|please|have|let|need|want|like|ask|get|prefer|appreciate_it_if .. someone|somebody|anyone|anybody|a_person|a_human|@person|he|she|they|one_of_you|your_team|sales|one_of_yours .. call|contact|phone|ring|reach|reach_out|get_in_touch|get_back|give_me|give_us|take_over|join|step_in|email_me|write_me|be_in_touch|help_me_personally|meet me|us|over|in|to_me|to_us|a_call|a_ring|back|with|here|on
        can|could|would|please|may i|we|you .. call me|us
        call|phone|ring|contact me|us .. back|at|on|tomorrow|today|please|directly|asap|now|this|in|instead|number
        call|phone|ring me|us $
        get|put|have a|an|some|one_of|real|live|human? real|live|human? @person .. on|phone|line
        can|could|would|will|may your|one_of_your|any_of_your|a|some .. @person .. call|ring|phone|contact|email|text her|him|them|me|us|back
        want|wants|need|needs|would_like|prefers|prefer|insists a|an|to .. real|live|actual|human .. @person
        give me|us a call|ring|bell|buzz|shout
        have|get|ask .. someone|somebody|@person .. call|contact|phone|ring|reach|get|come|take|talk|speak
        is|are there .. a|an|any|some|anyone|someone|somebody|anybody .. human|person|people|real|i_can|we_can|to_talk|who_can|else|live_agent|available|there|talk|speak
        is|are not? there not? someone|anyone|anybody|somebody|a_person .. talk|speak|call|ring|phone|reach|ask|contact
        ask|have|tell|get|let one|someone|somebody|anyone|a_colleague|@person .. to? .. email|mail|write|call|contact|phone|ring|text|message me|us
        can|could|may|might|how|where i|we|do_i|can_i|do_we|can_we .. talk|speak|chat|reach|contact|get_hold|phone|ring .. @person|someone|sales|team|human
        who|whom can|could|do|should i|we call|phone|ring|talk_to|speak_to|contact
        call|phone_call|conversation|talk|chat|meeting with one_of_your|a_colleague|someone_from|somebody_from|a_person|a_human|@person
        is|are there .. @person|colleague .. who|that .. can|could|would|might .. walk|explain|help|show|call|talk|answer|take
        in person .. with
        with|to one_of_you|one_of_your_people|one_of_yours|someone_of_yours .. 
        how|where .. reach|get_hold|contact .. human|person|someone|somebody|your_team|sales
        human|operator|representative|real_person|live_agent|a_human|a_person|real_human|actual_person|an_agent please|now|pls
        ^ please? a|an|real|live|actual|get_me_a? human|operator|agent|person|representative|real_person|salesperson|live_agent $
        not .. with|to a|the|another|some bot|machine|robot|computer|chatbot|program|ai
        no more bots|bot|chatbots|robots
        enough of bots|bot|the_bot|this_bot|chatbot
        sick|tired|fed_up .. bot|bots|machine|robot|computer|chatbot|talking_to_software
        instead|rather_than|not of? a|the|this bot|robot|machine|chatbot|computer
        someone|somebody|anyone|anybody from|in|on|at your|the|sales|support team|side|company|sales|office|perch|support
        beyond|above|more_than a|this|the chat|bot|chatbot
        hand|pass|transfer|turn|escalate .. me|this|us|over|it .. over|to .. colleague|human|person|someone|team|agent|sales
        human|personal|real|individual|one_to_one contact|conversation|assistance|touch|advice|help|support|consultation .. please|would|want|need|like|prefer|now|instead
        meet|see .. in person|someone|face
        set_up|arrange|schedule|book .. call|phone_call|chat .. @person|your_team|sales|someone
        want|need|like|prefer|ask|expect|request|demand|appreciate .. call_back|callback|phone_call|a_call|ring_back|the_manager|your_manager|your_boss|your_supervisor|a_manager|a_supervisor|phone_number
        let me|us .. talk|speak .. @person|manager|boss|team
        put someone|a_human|a_person|somebody on
        @person .. contact|call|phone|ring|reach_out me|us|to_me|to_us .. directly|please|tomorrow|today|back|soon|instead|$
        would|can|could you .. get|find|fetch|bring .. @person|a_colleague|your_manager
        colleague|human|person .. take_over|takes_over|take_it_from_here
        may|might|can|could|would|ask|request|like|grateful|appreciate .. @person .. telephone|call|ring|phone|contact|write|email me|us
        put|putting me|us through
        can|could|would|will|please|kindly|may .. connect|transfer|escalate|connected|transferred me|us? $
        can|could|would|will|may|let|want|like|shall|please|happy_to|love .. jump|hop|get|go|come .. on|onto .. call|phone|line|zoom
        can|could|would|will|please you .. telephone me|us
        human .. possible|around|there|available
      `,
    },
  ],
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
      `,
    },
    {
      means: 'person',
      patterns: `
        sprechen|reden|telefonieren|verbinden|verbunden|weiterleiten|durchstellen .. @mensch
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
        hay alguien .. hablar|ahi|pueda|llamar|con_quien
        su supervisor|gerente|encargado
        trato|contacto humano
      `,
    },
  ],
};

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
    rules.set(language, makeRules([...tables[language], own], classesOf(language)));
  }
  return {
    words: (language) => rules.get(language)?.words ?? [],
    wishes: (utterance) => {
      const table = rules.get(utterance.language);
      if (!table) return false;
      return utterance.clauses.some((clause) => {
        if (clause.hypothetical && !/ (?:possible|moglich|posible) /.test(clause.text)) return false;
        return table.hits(clause.text, clause.words)[0]?.means === 'person';
      });
    },
  };
}
