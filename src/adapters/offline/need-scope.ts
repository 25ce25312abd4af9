import type { Clause, Utterance } from './clauses.js';
import type { Language } from './language.js';

/** Words of the work with customers: a complaint beside one of them is about that work. */
const work: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: set(
    'email emails mail mails message messages msg msgs inbox inboxes mailbox mailboxes customer customers client clients guest guests patient patients tenant tenants lead leads enquiry enquiries inquiry inquiries request requests ticket tickets booking bookings reservation reservations order orders follow-up followup follow_up follow-ups reply replies dm dms whatsapp insta instagram messenger outlook gmail helpdesk crm zendesk freshdesk hubspot intercom front support tool tools software system systems quotes complaint complaints backlog overview correspondence conversations threads handover spreadsheet excel duplicates unanswered unread callbacks voicemails channels answering replying responding donors applicants members invoice invoices receipts timesheets list lists forms photos report reports incident paperwork whiteboard candidates parents teachers typing retype retyping ours dues bills deliveries questions answers follow notes reminders shared people nobody_else',
  ),
  de: set(
    'mail mails email emails nachricht nachrichten postfach postfacher kunde kunden gaste patienten mieter anfrage anfragen bestellung bestellungen buchung buchungen auftrag auftrage ticket tickets antwort antworten whatsapp instagram outlook excel tool losung software system uberblick ubersicht mandanten termine',
  ),
  fr: set(
    'mail mails email emails message messages boite boites client clients patient patients demande demandes commande commandes reservation reservations ticket tickets reponse reponses whatsapp instagram outlook excel outil logiciel solution suivi relances devis locataires',
  ),
  es: set(
    'correo correos mail mails mensaje mensajes buzon bandeja cliente clientes paciente pacientes consulta consultas pedido pedidos reserva reservas ticket tickets respuesta respuestas whatsapp whatsapps instagram outlook excel herramienta solucion programa sistema seguimiento citas',
  ),
};

/** Things of life and of a house that no software for customers mends. */
const besides: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: set(
    'forklift printer printers copier scanner toner coffee kettle fridge freezer oven dishwasher boiler heating radiator aircon roof ceiling gutter gutters toilet loo drain drains plumbing plumber electrician carpenter mechanic lift elevator wifi wi-fi internet broadband router electricity keyboard mouse battery charger headset webcam tractor bike trains tube airport motorway roadworks commute traffic-jam jam roadside engine tyre tyres saw crane knee knees shoulder tooth teeth dentist allergy allergies hay-fever flu fever cough migraine hangover toddler ex mother-in-law puppy weather rain snow storm heatwave mud frost flood moles pigeons mice rats weeds neighbour neighbours neighbor neighbors tax taxes vat hmrc irs bookkeeping accounting payroll rent mortgage inflation energy petrol diesel fuel economy politics government brexit election football team-sheet rugby cricket mondays staffing hiring recruitment drilling broadband shop-window shoplifting burglar burglary thieves theft parcel-locker flour wasps ants bees strike passport visa exam exams homework diet gym marriage divorce wedding-dress birthday hosepipe lawn garden allotment mower lawnmower',
  ),
  de: set(
    'drucker kaffeemaschine heizung dach wlan internet strom stapler bahn bus stau rucken knie zahn zahnarzt hund katze wetter regen schnee steuer steuern finanzamt buchhaltung miete azubi fachkrafte nachbarn hochwasser montag schlaf erkaltung grippe laptop tastatur',
  ),
  fr: set(
    'imprimante cafe chauffage toit wifi internet electricite train metro bus bouchons dos genou dent dentiste chien chat meteo pluie neige impots tva comptabilite loyer recrutement voisins lundi grippe rhume clavier greve',
  ),
  es: set(
    'impresora cafetera calefaccion tejado wifi internet luz tren metro autobus atasco espalda rodilla muela dentista perro gato lluvia nieve impuestos iva hacienda contabilidad alquiler camareros vecinos lunes gripe teclado huelga calor',
  ),
};

/** The same where one word is not enough. */
const troublesBesides =
  / (?:my|our|the|this|a|one of our) (?:\S+ )?(?:back|head|eyes|neck|car|van|truck|lorry|bike|train|bus|flight|dog|cat|horse|kids?|children|sons?|daughters?|wife|husband|baby|door|windows?|machines?|suppliers?|couriers?|bank|builders|neighbou?rs?|landlord|prices) (?:is|are|was|has|have|does|do|broke|breaks|fell|died|hurts?|aches?|lost|keeps?|will|never|wants?|walked|ran|left|kicked|got|screams?|cries|barks?|leaks?|of \S+ is) | (?:find|hire|hiring|recruit|get|keep|need|lack) (?:good |new |any |more |enough |decent )*(?:staff|chefs?|waiters|waitresses|drivers|apprentices?|bakers|nurses|plumbers?|builders|electricians?|carers|cooks|workers|receptionists?|cleaners|sales people|tradesmen) | were hiring | careers | (?:nobody|no one) wants to (?:work|do) | (?:energy|petrol|fuel|flour|gas|oil|rent|wage|steel|food|butter|egg) (?:prices|costs|bills) | sick leave | sales are (?:slow|down|bad) | (?:business|trade) is (?:slow|quiet|bad) | (?:roofers|movers|decorators|painters|electricians|fitters) still | dropped a | digging up | can not park | (?:personal|mitarbeiter|fachkrafte|azubis) (?:finden|fehlt|fehlen) | ich hab rucken /;

/** Who tells of their trade, in which such things may be the goods. */
const trade =
  / (?:i|we) (?:run|own|manage|sell|fix|repair|make|build|install|rent|breed|train|deliver|clean) | (?:i am|we are|as) (?:a|an|the) |^ (?:a|an|small|family) /;

/** Former jobs and the doings of others; what follows in the sentence is theirs, too. */
const theirs =
  / (?:used to (?:work|be|have)|(?:my|our|the) predecessor (?:at|in|of)|people say|they say|(?:in|at|with|from) (?:my|our|the) (?:last|previous|former|old|ex|first) \S+|my (?:last|previous|former|ex) (?:job|boss|employer|company|firm|place)|in a past life|back (?:at|when|in)|when i (?:was|worked)|i left there|(?:my|our|his|her|the|a) (?:(?:\S+ ){0,3})?(?:daughters?|sons?|kids?|wifes?|husbands?|sisters?|brothers?|mums?|moms?|dads?|mothers?|fathers?|parents|aunts?|uncles?|cousins?|nephews?|nieces?|friends?|mates?|neighbou?rs?|in law|flatmates?|bosss?|boss)(?: s)? (?:own |new |old )?(?:school|bank|insurers?|doctor|company|firm|employer|office|shop|work|business|agency|dentist|gym|university|college|club)|thinks (?:her|his|their)|(?:my|our) (?:bank|insurer|insurance|landlord|gp|dentist|doctor|vet|isp|broadband provider|phone company|energy company|internet provider|lawyer)|mein(?:e|er|em)? (?:alte[rnm]?|ehemalige[rnm]?|fruhere[rnm]?|letzte[rnm]?) \S+|bei (?:meinem|meiner) (?:alten|letzten|fruheren) \S+|dans mon ancien\S* \S+|chez mon ancien\S* \S+|en mi (?:antigu\S|anterior) \S+) /;

/** They come back to their own present. */
const present =
  / (?:now|nowadays|here|today|currently|these days|our own|for us|jetzt|heute|hier|inzwischen|maintenant|aujourd|ici|ahora|aqui|hoy) | (?:i|we) (?:am|are|have|need|want|run|get|lose|miss|can|do|keep|would|struggle|forget|spend|still|also|now|suffer|look|use) /;

/** Who says that it is not about them, or asks for another reason. */
const notOurs =
  / (?:not (?:my|our|us|ours|mine|your) ?(?:circus|monkeys?|problem|department|us|ours|mine)?|(?:hers|his|theirs) not (?:ours|mine)) $| not (?:my|our|your) (?:circus|monkeys?|problem|department|table|business|concern) | (?:a|the) (?:paper|essay|thesis|dissertation|article|comparison|study|survey|piece|blog post|report) (?:on|about|of) | i am a (?:journalist|student|reporter|researcher|blogger) | not us $|(?:do not|you) do (?:accounting|printers|plumbing|cars|roofs) | (?:doktorarbeit|hausarbeit|bachelorarbeit) /;

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** The clauses that tell of other people's troubles, of former ones, or of such as no software for customers mends. */
export function besideNeed({ clauses, language }: Utterance): ReadonlySet<Clause> {
  const found = new Set<Clause>();
  const told = clauses.filter(({ question }) => !question);
  const has = (clause: Clause, words: ReadonlySet<string>) => clause.words.some((word) => words.has(word));
  const worldly = !told.some((clause) => has(clause, work[language]) || trade.test(clause.text));
  const denied = clauses.some(({ text }) => notOurs.test(text));
  let away = false;
  let aside = false;
  let sentence = -1;
  for (const clause of clauses) {
    if (clause.sentence !== sentence) away = aside = false;
    sentence = clause.sentence;
    const of = theirs.exec(clause.text);
    if (of || (clause.distant && !clause.text.includes(' #past '))) away = true;
    const back = of ? clause.text.slice(of.index + of[0].length - 1) : clause.text;
    if (away && present.test(back)) away = false;
    if (worldly && (has(clause, besides[language]) || troublesBesides.test(clause.text))) aside = true;
    else if (aside && / (?:i|we|our|my) /.test(clause.text)) aside = false;
    if (away || aside || denied) found.add(clause);
  }
  return found;
}

/** A clause that wishes; what must not happen is told beside it as its purpose. */
export const wishes =
  / (?:need|needs|want|wants|like|love|wish|hope|looking|search|seek|after|must|should|brauch\w*|such\w*|will|wollen|mocht\w*|besoin|cherch\w*|faut\w*|voudr\w*|necesit\w*|busc\w*|quer\w*|quier\w*) /;

/** How a clause begins that takes back what its sentence has said. */
export const turns = /^ (?:but|though|although|however|yet|except|aber|doch|mais|pourtant|pero|aunque) /;

/** A `whether` or `unless` of those who cannot see what is going on, or whose work hangs on one person. */
export const blind =
  / (?:no way|not|never|nobody|no one|no idea|luck|guess\S*|hard|impossible|unclear) .*(?:whether|unless) | (?:luck|guess\S*|unclear) whether /;
