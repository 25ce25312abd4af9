import type { Language } from './language.js';
import type { Word } from './text.js';

const number = String.raw`(?:\d{1,3}(?: \d{3})+|\d+(?:[.,']\d+)*)`;
const thousand = '(?:k|grand|thousand|tausend|mille|mil|million|millions|millionen|hundred|hundert|mio)';
const currency =
  '(?:\\$|€|£|dollars?|bucks?|euros?|eur|usd|gbp|pounds?|quid|chf|francs?|franken|pesos?|cad|aud|nzd|hkd|sgd|k€|t€|kr|kronor|kroner|kronen|sek|nok|dkk|zl|zlotys?|pln|czk|huf|ron|inr|rs|rupees?|rands?|zar|aed|dirhams?|yen|¥|baht|ringgit|reais|brl|mxn|shekels?|nis)';
const small =
  '(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|couple|few|several|some|half|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|zwolf|funfzehn|zwanzig|dreissig|vierzig|funfzig|paar|einige|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante|cinquante|quelques|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|treinta|cuarenta|cincuenta|unos|unas)';
const writtenMoney = `(?:${small} (?:of |five |hundred )?${thousand}(?: ${thousand})?(?: ${currency})?|${small} (?:of |five )?${currency}|(?:low |mid |high )?(?:four|five|six|seven|4|5|6) figures?)`;
const counted =
  '(?:e|emails?|mails?|e-mails|tickets?|messages?|customers?|clients?|users?|contacts?|people|employees|staff|followers|subscribers|orders?|requests?|calls?|leads?|inboxes|conversations?|visitors?|members?|rows|records|chats?|enquiries|inquiries|seats?|agents?|nachrichten|kunden|anfragen|leute|mitarbeiter|nutzer|clientes|correos|mensajes|personas|utilisateurs|usuarios|messages|courriels|commandes|pedidos)';
const ratePeriod =
  '(?:year|years|month|seat|user|head|person|agent|quarter|week|annum|licen[cs]e|jahr|monat|an|annee|mois|mes|ano|nutzer|platz|lizenz|utilisateur|usuario|poste|persona|kopf|nase|tete|cabeza)';
const rate = `(?:(?: (?:a|an|per|/|pro|par|por|im|al|each|the|every|le|el|cada) ${ratePeriod}| (?:yearly|monthly|annually|pa|pm|pcm|jahrlich|monatlich|annuels?|mensuels?|anual|mensual|anuales|mensuales|each|apiece|pp|p m|p a)| per (?!day |days |hour |minute |mail |ticket |cent )[a-z]+| and ${ratePeriod})(?= ))`;
const about =
  '(?:(?:around|about|roughly|approximately|approx|circa|ca|up to|max|maximum|at most|maybe|between|from|more like|closer to|nearer|somewhere around|below|under|less than|not more than|no more than|over|at least|just over|just under|something like|etwa|ungefahr|rund|bis zu|hochstens|maximal|eher|environ|jusqu a|plutot|dans les|unos|unas|alrededor de|hasta|como|mas bien|aproximadamente|maximo|~) )?';
const upTo = `(?:${number}k?(?: ${currency})? (?:-|–|to|or|bis|a|y|et|und|and|oder|ou|o) )?`;

const money = `${about}(?:${upTo}${currency} ${upTo}${number}(?:k|m)?(?: ${thousand})?|${upTo}${number}k?(?: ${thousand})? ${currency}|${upTo}${number}(?:eur|euros?|usd|gbp|chf)|${upTo}(?:${number}k|${number} ${thousand})(?! ${counted} )|${writtenMoney}(?! ${counted} ))(?= )${rate}{0,2}(?: (?:max|tops|maximum))?(?= )`;
const spoken = `(?:${small}|twenty five|thirty five|(?:one|two|three|four) (?:fifty|twenty|hundred|hundred fifty)|a hundred)`;
const bareRate = `${about}${upTo}(?:${number}(?:ish)?|${spoken})(?: or so)?${rate}{1,2}(?= )`;
const sizeNoun =
  '(?:seats?|users?|agents?|people|persons?|employees|licen[cs]es?|heads|members|staff|reps|folks|colleagues|logins?|accounts?|guys|of us|man|ftes?|workers|sitze|platze|lizenzen|leute|mann|kollegen|mitarbeiter|mitarbeitende|nutzer|benutzer|personen|kollegen|arbeitsplatze|personnes|utilisateurs|postes|licences|employes|collegues|collaborateurs|personas|usuarios|puestos|licencias|empleados|agentes|companeros|asientos)';
const sizeAdjective =
  '(?:full time |active |support |sales |customer service |service |office |or so |more |additional |extra |paid )?';
const several =
  '(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|couple|few|several|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|zwolf|funfzehn|zwanzig|dreissig|paar|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|treinta)';
const size = `${about}${upTo}(?:${number}|${several}(?: (?:of|or) ?(?:${several})?)?|dozen|a dozen)(?: (?:of|odd))? ?${sizeAdjective}${sizeNoun}(?= )|(?:team|staff|group|crew|company) of (?:about |around |maybe )?(?:${number}|${small})(?= )`;
const percent = `${number} ?(?:%|percent|pct|prozent|pour cent|por ciento)(?= )`;
const nothing = `(?:${currency} 0(?:[.,]0+)?(?= )|(?:0(?:[.,]0+)?|zero|null|cero) ${currency}(?= )|0(?:eur|euros?|usd|gbp|k)(?= ))`;
// A thousand and more with nothing counted after it; years are no amounts.
const big = `${about}(?!(?:19|20)\\d\\d )(?:\\d{1,3}(?:[.,' ]\\d{3})+|\\d{4,7})(?= (?:for|from|to|in|on|this|that|a|per|left|put|set|aside|is|are|would|should|will|max|or|and|available|ready|saved|,|\\.|!|;|\\)|fur|aus|im|pour|par|de|para|al) |$| $)`;
const plain = `${number}(?:st|nd|rd|th|x)?(?= )`;

const unit = '(?:days?|weeks?|months?|quarters?|years?|fortnights?|sprints?)';
const count = `(?:${number}|${small}(?: of| more)?|an|next|coming|${small} (?:or|to) ${small}|${number} (?:-|to|or) ${number})`;
const month =
  '(?:january|jan|february|feb|march|april|apr|june|jun|july|jul|august|aug|september|sept|sep|october|oct|november|nov|december|dec)';
const monthOrMay = `(?:${month}|may)`;
const season = '(?:spring|summer|autumn|fall|winter)';
const quarter = '(?:q[1-4]|h[12]|(?:first|second|third|fourth|last) (?:quarter|half))';
const feast =
  '(?:christmas|xmas|easter|black friday|cyber monday|thanksgiving|new years?(?: s)?(?: eve)?|the (?:summer |winter |christmas )?holidays|holiday season|halloween|ramadan|diwali|back to school|(?:peak|high|busy|christmas|tax|summer|holiday|main|next|new|spring) (?:season|rush)|season|the (?:fair|audit|launch|trade show|rush|move|merger|relaunch))';
const event =
  '(?:flu|heating|harvest|hunting|ski|skiing|wedding|grilling|lambing|calving|planting|sowing|festival|racing|football|concert|camping|tourist|bathing|rainy|dry|peak|high|low|off|tax|exam|budget) season|harvest|vintage|whitsun|whit|pentecost|hanukkah|passover|lent|advent|carnival|mardi gras|eid|holi|chinese new year|lunar new year|valentine s(?: day)?|valentines(?: day)?|mother s day|mothers day|father s day|fathers day|midsummer|independence day|labou?r day|memorial day|bank holiday|st patrick s day|michaelmas|term start|start of term|half term|term|summer break|spring break|winter break|semester start|world cup|elections?|tournament|conference|convention|expo|exhibition|opening|reopening|opening day|grand opening|stocktaking|inventory|new school year|school start|kick off day|festival|wedding|marathon|congress|move|trade fair|relocation|renewal|year end closing|year s end|summer s end|month s end';
const weekday = '(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tue|tues|thu|thurs|fri)';
const year = '20(?:2[5-9]|[3-9]\\d)';
const period = `(?:week|month|quarter|year|school year|academic year|fiscal year|financial year|half year|semester|term|${monthOrMay}|${season}|${quarter}|${year})`;

interface Times {
  readonly when: string;
  readonly soon: string;
  readonly day: string;
  readonly past: string;
}

const english: Times = {
  soon: '(?:asap|as soon as (?:possible|we can|you can|it gets)|the sooner the better|sooner the better|sooner rather than later|immediately|right away|straight away|right now|at once|urgently|pronto|yesterday|as quickly as possible|as fast as possible|like now|now ish|any day now)',
  when: [
    `(?:the )?(?:very )?(?:end|start|beginning|middle|close|first half|second half|top|first week|last week) of (?:the |this |next |current |coming )?${period}(?: ${year})?`,
    `(?:(?:early|mid|late)(?: in| of)?|(?:start|end)(?: of)) (?:the )?(?:next |this |coming )?${period}(?: ${year})?`,
    `end ${monthOrMay}`,
    `(?:the )?(?:week|month|quarter|year) after next`,
    `(?:half a|a half|a quarter of a) year(?: from now)?`,
    `(?:0?[1-9]|[12]\\d|3[01]) / (?:0?[1-9]|[12]\\d|3[01])(?: / (?:20)?\\d\\d)?`,
    `20\\d\\d - [01]\\d - [0-3]\\d`,
    `(?<=(?:by|before|until|till|on|from|stop|deadline|is|date|launch|start|:) )(?:0?[1-9]|[12]\\d|3[01])[.](?:0[1-9]|1[0-2])(?:[.](?:20)?\\d\\d)?`,
    `(?<=(?:by|before|until|till|for|after|come|of|from|at|is|on|in|to|over|this) )(?:the |our |next |this |my |new )*(?:${event})`,
    `(?:next |this )?${weekday} week`,
    `(?:by |at )?(?:the )?(?:end|close) of (?:play|business|the day|day)`,
    `(?:in|within) (?:a |one )?half a? ?year`,
    `(?:the )?(?:first|second|third|fourth|last|1st|2nd|3rd|4th) (?:week|half|third|days?|monday|weekend) (?:of|in) (?:the |this |next )?${period}`,
    `(?:in|within|inside) (?:the next )?${count} (?:hours?|hrs?)`,
    `(?:the )?(?:turn|end) of (?:the )?year|mid ?-? ?(?:year|month|term|summer)|midyear|(?:the )?day after tomorrow`,
    `(?:calendar week|cw|kw|week|wk) (?:[1-4]?\\d|5[0-3])`,
    `(?:0?[1-9]|1[0-2]) / 20[2-3]\\d`,
    `(?:[12]?\\d|3[01])[.](?:0?[1-9]|1[0-2]) [.]`,
    `between (?:now|today|${feast}|${monthOrMay}) and (?:the )?(?:${feast}|${monthOrMay}|${season}|${event})`,
    `(?:month|year|quarter) s? ?end`,
    `(?:early |late )?(?:the )?(?:next|this|coming|following|upcoming) (?:school year|academic year|${unit}|${season}|${monthOrMay}|fiscal year|financial year|half|semester|term|season|${quarter})(?: or (?:so|two))?`,
    `(?:the )?(?:next|coming) (?:couple of|few|${number}|${small}) ${unit}`,
    `(?:in|within|inside|over|under|after) (?:the )?(?:next |about |around |roughly |maybe |like |under |less than |max )?${count} (?:business |working |calendar |short )?${unit}(?: or so| time| max)?`,
    `(?:in )?${count} ${unit} (?:from now|time|s time|at most|max|tops)`,
    `${quarter}(?: (?:of )?(?:next year|this year|${year}))?`,
    `(?:the )?${number}(?:st|nd|rd|th)?(?: of)? ${monthOrMay}(?: ${year})?`,
    `(?:the )?(?:first|second|third|fourth|fifth|tenth|fifteenth|twentieth|thirtieth) (?:of )?${monthOrMay}`,
    `${month}(?: (?:the )?\\d{1,2}(?:st|nd|rd|th)?)?(?: ${year})?`,
    'may (?:the )?\\d{1,2}(?:st|nd|rd|th)?',
    `(?<=(?:by|before|in|until|till|from|for|since|around|of|during|mid|early|late|or|and|about) )may`,
    `the \\d{1,2}(?:st|nd|rd|th)`,
    `(?:${feast})`,
    `(?<=(?:by|before|in|until|till|for|this|during|over|the|come|early|late|around|after|from) )${season}`,
    `(?<=(?:by|before|in|until|till|for|during|of|from|around|early|late|mid|is) )${year}`,
  ].join('|'),
  day: `(?:today|tomorrow|tonight|this (?:morning|afternoon|evening)|(?:next |this )?${weekday}(?: (?:morning|afternoon|next week))?|\\d{1,2} ?(?:am|pm|o clock))`,
  past: `(?:last (?:${unit}(?! (?:of|in) (?!(?:19|200|201)))|${season}|${monthOrMay}|${weekday}|night|time|quarter)|(?:the )?(?:previous|past) (?:${unit}|few|couple)(?: ${unit})?|(?:${count} )?(?:${unit}|ages|a while|long) (?:ago|back)|(?:in|since|of|from) (?:19\\d\\d|20[01]\\d|202[0-4])|earlier this (?:year|month|week)|the other day|(?<!(?:like|needed|it|best|ideally|preferably|by|for|than|running|live) )yesterday(?! would| lol| ideally)|back then|back in the day)`,
};

const german: Times = {
  soon: '(?:so bald wie moglich|sobald wie moglich|baldmoglichst|moglichst bald|so schnell wie moglich|schnellstmoglich|sofort|umgehend|asap|am liebsten gestern|ab sofort|moglichst schnell|zeitnah)',
  when: [
    '(?:(?:anfang|mitte|ende|spatestens|noch|ab|zum|zu beginn) (?:des |der |vom )?)?(?:dieses|diesen|diese|diesem|dieser|nachste[nrsm]?|kommende[nrsm]?|laufende[nrsm]?) (?:woche|monats?|quartals?|jahre?s?|sommers?|winters?|fruhjahrs?|herbst|saison|halbjahrs?)',
    '(?:anfang|mitte|ende|bis) (?:des |vom )?(?:jahre?s|monats|quartals|sommers|januar|janner|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember|q[1-4]|20\\d\\d)',
    '(?:januar|janner|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember)(?: 20\\d\\d)?',
    '(?:ersten |zweiten |dritten |vierten )?advent|nikolaus|silvester|neujahr|pfingsten|jahresende|jahresanfang|monatsende|quartalsende|jahreswechsel|weihnachten|ostern|weihnachtsgeschaft|sommerferien|sommerpause|saisonstart|saisonbeginn|urlaubszeit',
    `in(?: den)?(?: nachsten| kommenden)? (?:${number}|einer|einem|zwei|drei|vier|funf|sechs|acht|zehn|wenigen|ein paar|paar) (?:tagen|wochen|monaten|woche|monat|jahr|quartalen)`,
    'q[1-4](?: 20\\d\\d)?|(?:ersten|zweiten|dritten|vierten) quartal|(?:im|vor dem|zum|bis zum|diesen) (?:sommer|herbst|winter|fruhling|fruhjahr)|20(?:2[5-9]|[3-9]\\d)',
    `(?:zum |bis zum |am )${number} ?\\.? ?(?:januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember)?`,
  ].join('|'),
  day: '(?:heute|morgen|ubermorgen|montag|dienstag|mittwoch|donnerstag|freitag)',
  past: '(?:letzte[nsrm]? (?:jahre?s?|monats?|woche|quartals?|sommer)|vorige[nsrm]? (?:jahr|monat|woche)|vor (?:einem|einer|zwei|drei|ein paar|vielen|\\d+) (?:tagen|wochen|monaten|jahren|jahr|monat|woche)|damals|fruher)',
};

const french: Times = {
  soon: '(?:des que possible|au plus vite|le plus vite possible|le plus tot possible|tout de suite|immediatement|asap|rapidement|hier)',
  when: [
    '(?:(?:avant |d ici )?(?:la |le )?(?:fin|debut|mi|milieu|mi -) ?-? ?(?:de |du |d |de l |de la )?)?(?:ce|cette|cet) (?:semaine|mois|trimestre|annee|ete|hiver|printemps|automne)(?: ?-? ?ci)?',
    '(?:(?:fin|debut) (?:de |du |de l )?)?(?:l )?(?:le |la )?(?:semaine|mois|trimestre|annee|an|ete|hiver|printemps|automne|rentree) prochaine?',
    '(?:la |le )?(?:fin|debut|mi|milieu|courant)(?: -)? (?:de |du |d |de l |de la )?(?:annee|an|mois|trimestre|semaine|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|20\\d\\d|ete)',
    '(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)(?: 20\\d\\d)?',
    '(?:en|avant|pour|d ici|cet|a|au|des|apres) (?:l |le |la )?(?:ete|hiver|printemps|automne|rentree|noel|paques|vacances|soldes)|rentree|noel',
    `(?:dans|sous|d ici|d ici a) (?:les |la |le )?(?:prochaine?s? |environ )?(?:${number}|un|une|deux|trois|quatre|cinq|six|quelques|huit|quinze) (?:jours?|semaines?|mois|ans?|trimestres?)`,
    '(?:t|q)[1-4](?: 20\\d\\d)?|(?:premier|deuxieme|troisieme|quatrieme|dernier|prochain) trimestre|20(?:2[5-9]|[3-9]\\d)',
    `(?:le )?(?:${number}(?:er)?|premier) (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)`,
  ].join('|'),
  day: '(?:aujourd hui|demain|lundi|mardi|mercredi|jeudi|vendredi)',
  past: '(?:(?:l |le |la )?(?:an|annee|mois|semaine|ete|trimestre) (?:derniere?|passee?)|il y a (?:deux|trois|quelques|un|une|\\d+)? ?(?:jours|semaines?|mois|ans?)|autrefois|avant on|a l epoque)',
};

const spanish: Times = {
  soon: '(?:lo antes posible|cuanto antes|lo mas pronto posible|lo mas rapido posible|inmediatamente|ya mismo|ahora mismo|asap|de inmediato|ayer)',
  when: [
    '(?:(?:a )?(?:finales|final|fin|principios|inicios|comienzos|mediados) (?:de |del )?)?(?:este|esta) (?:semana|mes|trimestre|ano|verano|invierno|otono|primavera|temporada|semestre)',
    '(?:el |la )?(?:semana|mes|trimestre|ano|verano|invierno|otono|primavera|temporada|semestre) (?:que viene|proximo|proxima|que entra)',
    '(?:(?:a )?(?:finales|final|fin|principios|inicios|comienzos|mediados) (?:de |del )?)?(?:el |la |los |las )?proxim[oa]s? (?:semanas?|mes|meses|trimestre|ano|verano|invierno|otono|primavera|temporada|semestre|dias)',
    '(?:a )?(?:finales|final|fin|principios|inicios|comienzos|mediados) (?:de |del )(?:ano|mes|trimestre|semana|verano|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|20\\d\\d)',
    '(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)(?: (?:de |del )?20\\d\\d)?',
    '(?:en|antes de|antes del|para|este|esta|despues de|despues del|a partir de) (?:el |la |las |los )?(?:verano|invierno|otono|primavera|navidad|navidades|vacaciones|semana santa|rebajas|black friday|temporada alta|temporada)|navidad|navidades',
    `(?:en|dentro de|antes de) (?:unos |unas |los proximos |las proximas |menos de )?(?:${number}|un|una|dos|tres|cuatro|cinco|seis|pocos|pocas|ocho) (?:dias?|semanas?|mes|meses|anos?|trimestres?)`,
    '(?:t|q)[1-4](?: 20\\d\\d)?|(?:primer|segundo|tercer|cuarto|ultimo) trimestre|20(?:2[5-9]|[3-9]\\d)',
    `(?:el )?${number} de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)`,
  ].join('|'),
  day: '(?:hoy|manana|lunes|martes|miercoles|jueves|viernes)',
  past: '(?:(?:el |la )?(?:ano|mes|semana|verano|trimestre) pasad[oa]|hace (?:un|una|dos|tres|unos|unas|\\d+) (?:dias?|semanas?|mes|meses|anos?)|antes teniamos|en su dia)',
};

const times: Readonly<Record<Language, readonly Times[]>> = {
  en: [english],
  de: [german],
  fr: [french],
  es: [spanish],
};

type Tag =
  | '#zero'
  | '#nil'
  | '#past'
  | '#soon'
  | '#when'
  | '#day'
  | '#money'
  | '#percent'
  | '#size'
  | '#rate'
  | '#big'
  | '#num';

function whole(pattern: string): RegExp {
  return new RegExp(`(?<= )(?:${pattern})(?= )`, 'g');
}

const numbers: readonly (readonly [Tag, RegExp])[] = [
  ['#zero', new RegExp(`(?<= )(?<!\\d )${nothing}(?= )`, 'g')],
  ['#nil', /(?<= )(?<!\d )0(?= )(?! (?:%|percent|\d))/g],
  ['#money', whole(money)],
  ['#percent', whole(percent)],
  ['#size', whole(size)],
  ['#rate', whole(bareRate)],
  ['#big', whole(big)],
  ['#num', whole(plain)],
];

type Tags = readonly (readonly [Tag, RegExp])[];

function tagsOf(language: Language): Tags {
  return [
    ...times[language].flatMap(
      (table): Tags => [
        ['#past', whole(table.past)],
        ['#soon', whole(table.soon)],
        ['#when', whole(table.when)],
        ['#day', whole(table.day)],
      ],
    ),
    ...numbers,
  ];
}

const tables: Readonly<Record<Language, Tags>> = {
  en: tagsOf('en'),
  de: tagsOf('de'),
  fr: tagsOf('fr'),
  es: tagsOf('es'),
};

/** Words with each amount and each time put together to one: `#money`, `#when`, `#past`, … */
export function tagAmounts(words: readonly Word[], language: Language): readonly Word[] {
  let now = words;
  for (const [tag, pattern] of tables[language]) now = tagged(now, tag, pattern);
  return now;
}

function tagged(words: readonly Word[], tag: Tag, pattern: RegExp): readonly Word[] {
  const text = ` ${words.map((word) => word.text).join(' ')} `;
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return words;
  const result: Word[] = [];
  let index = 0;
  let at = 1;
  for (const match of matches) {
    const from = match.index;
    const to = from + match[0].length;
    while (index < words.length && at < from) {
      const word = words[index];
      if (!word) break;
      result.push(word);
      at += word.text.length + 1;
      index += 1;
    }
    const first = words[index];
    let last = first;
    while (index < words.length && at < to) {
      last = words[index];
      at += (last?.text.length ?? 0) + 1;
      index += 1;
    }
    if (first && last) result.push({ text: tag, start: first.start, end: last.end });
  }
  return [...result, ...words.slice(index)];
}

/** English words of amounts and times that people misspell. */
export const timeWords: readonly string[] =
  'sept january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter christmas easter holidays week weeks month months quarter year years today tomorrow tonight next within before until around about roughly thousand hundred dollars euros pounds twenty thirty fifty seats users people licences licenses immediately'.split(
    ' ',
  );
