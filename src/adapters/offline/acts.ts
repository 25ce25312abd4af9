import type { Utterance } from './clauses.js';
import { classesOf } from './criteria.js';
import type { Language } from './language.js';
import { makeRules, type Rules } from './pattern.js';

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
  | 'evade';

interface Group {
  readonly means: Act;
  readonly patterns: string;
}

const tables: Readonly<Record<Language, readonly Group[]>> = {
  en: [
    {
      means: 'greet',
      patterns: `
        ^ hi|hello|hey|hiya|yo|howdy|greetings|heya|sup|hallo|hola|hii|helo|hullo|hej|ahoy|salut|bonjour
        ^ good|top morning|afternoon|evening|day
        ^ morning|afternoon|evening
      `,
    },
    {
      means: 'bye',
      patterns: `
        bye|goodbye|cya|farewell|ciao|ttyl
        see|talk_to|speak_to you|ya later|soon|then|around
        have a .. day|weekend|evening|one|night|week|time
        good night
        take care
        all the best
        that is all
        best regards|wishes
      `,
    },
    {
      means: 'thanks',
      patterns: `
        thanks|thank|thankyou|appreciated|appreciate|grateful|merci|danke|gracias
      `,
    },
    {
      means: 'bot',
      patterns: `
        are|r|is you|u|this|it|that .. bot|robot|human|machine|ai|real|person|chatbot|computer|automated|software|people|chatgpt|gpt|alive|real_person
        are you .. real|human
        am i|we .. talking|speaking|chatting|writing .. bot|robot|human|machine|ai|person|computer|software|someone
        you are a|an|not|just .. bot|robot|human|machine|ai|real|computer
        is|are there .. behind this|here
        chat .. answered .. people|software|human
        who|what am i talking|speaking|chatting
        do you .. sleep|dream|eat|feel|feelings
        answered by .. 
        for a computer|bot|robot|machine
      `,
    },
    {
      means: 'language',
      patterns: `
        do|can you|u|anyone .. speak|talk|write|understand|chat .. german|french|spanish|english|italian|dutch|portuguese|polish|chinese|japanese|deutsch|turkish|russian|swedish
        speak german|french|spanish|italian|dutch|deutsch|espanol
        in german|french|spanish|italian|dutch please|possible
        sprechen sie|ihr|du
      `,
    },
    {
      means: 'smalltalk',
      patterns: `
        how are|is you|u|things|your_day|it_going|life|everything
        how do you do
        what|whats is? up|your_name|new
        who are you
        what are you
        how old are you
        where are you .. from|located|sitting
        nice to meet
        do you|u like|enjoy|have|feel|get .. coffee|music|football|pets|bored|your_job|tired|cats|dogs|friends|family|kids
        tell|know .. joke|jokes|story|funny
        are you .. single|happy|ok|tired|there|awake|married|bored
        anybody|anyone|someone|you home|there
        ^ test|testing|ping|hm|hmm|lol|haha $
        favourite|favorite
        do you love
      `,
    },
    {
      means: 'offtopic',
      patterns: `
        capital of
        weather|sunny|raining|rain|snowing|forecast|temperature
        homework|math|maths|essay|poem|song|lyrics|recipe|cook|recipes|horoscope|lottery|bitcoin|crypto|stock|stocks|riddle
        meaning of life
        who won|is_the_president|was_the_president|invented|wrote|painted|is_the_king
        president|prime_minister|king|queen of
        football|soccer|world_cup|match|champions_league|olympics|nba|nfl
        what|whats is? time|day|date .. is_it|it_is
        translate|translation .. this|word
        square root
        #num times|plus|minus|divided|x #num
        movie|netflix|film|pizza|burger|restaurant_near|hotel_near|flight|flights
        write me a .. poem|song|story|essay|code|script
        how tall|far_is|high|deep is
        population of
        distance to
        joke
        pregnant|dinner|breakfast|girlfriend|boyfriend
      `,
    },
    {
      means: 'later',
      patterns: `
        not .. now|right_now|today|yet|this_year|moment|ready
        come|get|circle|check back
        need|want|have|like|going to think|sleep|consider|discuss
        think|sleep .. on_it|about_it|it_over|over_it
        later|another_time|some_other_time|in_touch
        keep my|our details|number|info|contact
        pass|put .. to|before .. board|team|boss
        i|we will let you know
        gotta|have_to|got_to|need_to go|run|leave|rush|dash
        i will .. tell|show|pass|think|forward
      `,
    },
    {
      means: 'annoyed',
      patterns: `
        already said|told|answered|mentioned|explained|wrote
        you keep .. ask~|repeat~|saying
        stop asking|repeating
        pointless|useless|ridiculous|annoying|stupid|dumb|frustrating|waste|rubbish|nonsense bot|this|chat|of_time|answer|answers
        this is|s .. pointless|useless|ridiculous|annoying|stupid|a_waste|frustrating
        wearing me out
        marketing words|speak|talk|blah
        not .. what_i_asked|my_question|answer_my|listening|helpful|helping
        read what i
        wtf|ffs|bullshit|crap|shit|fuck
      `,
    },
    {
      means: 'who',
      patterns: `
        what|whats is? your name
        who are you
        who is this
      `,
    },
    {
      means: 'whatIsIt',
      patterns: `
        what|whats .. do|does it|this|perch|you|your_product|that|thing|the_product|that_thing .. do|does|offer|sell|selling|make|actually|even|about
        what is it|this|perch|that|your_product|the_product .. you|for|about|exactly|do|is|$
        what .. you|u sell~|offer~|do|make|provide|got
        how does it|this|perch|that work
        tell me more|about .. perch|it|this|product|yourself|what_you_do
        explain .. what .. is|does|do
        what is perch
        what makes you|yours|perch|it .. different|special|better
        convince me
        why .. perch|you|yours|should_i|should_we
      `,
    },
    {
      means: 'evade',
      patterns: `
        not .. sure|know|say|tell|certain|decided|idea
        no idea|clue|comment
        depends
        rather not
        why .. ask|want_to_know|need_to_know
        none of your
        we will see
        hard to say
      `,
    },
    {
      means: 'agree',
      patterns: `
        ^ ok|yes|sure|alright|great|cool|perfect|fine|good|nice|super|awesome|right|understood|got_it|makes_sense|sounds_good|interesting|fair_enough|i_see|excellent|lovely|wonderful|wow|👍
      `,
    },
  ],
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

export interface ActReader {
  readonly words: readonly string[];
  readonly read: (utterance: Utterance) => ReadonlySet<Act>;
}

export function makeActReader(): ActReader {
  const rules = new Map<Language, Rules<Act>>();
  for (const language of ['en', 'de', 'fr', 'es'] as const) {
    rules.set(language, makeRules(tables[language], classesOf(language)));
  }
  return {
    words: rules.get('en')?.words ?? [],
    read: (utterance) => {
      const table = rules.get(utterance.language);
      const found = new Set<Act>();
      for (const clause of utterance.clauses) {
        for (const hit of table?.hits(clause.text, clause.words) ?? []) found.add(hit.means);
      }
      return found;
    },
  };
}
