import type { Utterance } from './clauses.js';
import type { Language } from './language.js';

/** What goes to and fro between a business and those it serves, and who they are. */
const traffic: Readonly<Record<Language, string>> = {
  en: 'order orders mail mails email emails message messages msg msgs call calls phone phones text texts txt dm dms chat chats request requests enquiry enquiries inquiry inquiries booking bookings reservation reservations ticket tickets customer customers client clients guest guests patient patients parent parents tenant tenants donor donors applicant applicants applications question questions complaint complaints inbox inboxes mailbox mailboxes whatsapp insta instagram fb facebook messenger etsy ebay amazon slack sms fax letter letters form forms lead leads prospect prospects follow reply replies answer answers answered answering write writes writing phoning phone appointments appointment quote quotes invoice invoices note notes forwarding forward forwards telegram outlook gmail callback voicemail voicemails notification notifications shipment shipments delivery deliveries returns refunds adoptions job jobs people',
  de: 'auftrag auftrage bestellung bestellungen mail mails email emails nachricht nachrichten anruf anrufe telefon anfrage anfragen buchung buchungen reservierung reservierungen ticket tickets kunde kunden gast gaste patient patienten eltern mieter mandanten frage fragen beschwerden postfach postfacher postfachern whatsapp instagram facebook slack sms fax brief briefe formular formulare antwort antworten schreiben schreibt zettel notizen weiterleiten termine',
  fr: 'commande commandes mail mails email emails courriel courriels message messages appel appels telephone demande demandes reservation reservations ticket tickets client clients patient patients parents question questions plainte plaintes boite boites whatsapp instagram facebook slack sms fax courrier formulaire formulaires reponse reponses ecrivent repondre note notes devis visiteurs appellent rappellent ecrit appelle agents locataires',
  es: 'pedido pedidos correo correos mail mails mensaje mensajes llamada llamadas telefono consulta consultas solicitud solicitudes reserva reservas ticket tickets cliente clientes paciente pacientes padres huespedes pregunta preguntas quejas buzon bandeja whatsapp instagram facebook slack sms fax formulario formularios respuesta respuestas escriben contestar responder nota notas cita citas',
};

/** What makes a report of one's work a complaint about it. */
const trouble: Readonly<Record<Language, string>> = {
  en: 'but only not never just each guess guessing assumes assume thought weeks days later late until instead still everyone someone somebody nobody half twice always again wrong whichever whoever random memory head cannot without nothing anymore longer manually hand old slow another other no',
  de: 'aber nur nicht nie jeder raten wochen tage spater spat bis statt noch alle jemand niemand halfte doppelt immer wieder falsch kopf ohne nichts keiner kein keine',
  fr: 'mais que pas jamais chacun deviner semaines jours tard jusque encore quelqu personne moitie deux toujours faux tete sans rien',
  es: 'pero solo no nunca cada adivinar semanas dias tarde hasta todavia alguien nadie mitad dos siempre mal cabeza sin nada',
};

const sets = (table: Readonly<Record<Language, string>>) => ({
  en: new Set(table.en.split(' ')),
  de: new Set(table.de.split(' ')),
  fr: new Set(table.fr.split(' ')),
  es: new Set(table.es.split(' ')),
});
const trafficWords = sets(traffic);
const troubleWords = sets(trouble);
const shortest = 9;

/**
 * Whether somebody describes how messages and customers keep them busy without naming a problem: nobody tells a vendor
 * of it for another reason.
 */
export function hintsAtNeed(utterance: Utterance): boolean {
  const told = utterance.clauses.filter(
    (clause) => !clause.question && !clause.hypothetical && !clause.distant && !clause.conditional,
  );
  const words = new Set(told.flatMap((clause) => clause.words));
  if (told.reduce((sum, clause) => sum + clause.words.length, 0) < shortest) return false;
  const busy = [...words].filter((word) => trafficWords[utterance.language].has(word)).length;
  return busy >= 3 || (busy >= 2 && [...words].some((word) => troubleWords[utterance.language].has(word)));
}
