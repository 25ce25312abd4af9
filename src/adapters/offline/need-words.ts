import type { Language } from './language.js';

/** What goes to and fro between a business and those it serves, and who they are. */
export const traffic: Readonly<Record<Language, string>> = {
  en: 'order orders mail mails email emails message messages msg msgs call calls phone phones text texts txt dm dms chat chats request requests enquiry enquiries inquiry inquiries booking bookings reservation reservations ticket tickets customer customers client clients guest guests patient patients parent parents tenant tenants donor donors applicant applicants applications question questions complaint complaints inbox inboxes mailbox mailboxes whatsapp insta instagram fb facebook messenger etsy ebay amazon slack sms fax letter letters form forms lead leads prospect prospects follow reply replies answer answers answered answering write writes writing phoning phone appointments appointment quote quotes invoice invoices note notes forwarding forward forwards telegram outlook gmail callback voicemail voicemails notification notifications shipment shipments delivery deliveries returns refunds adoptions job jobs people',
  de: 'auftrag auftrage bestellung bestellungen mail mails email emails nachricht nachrichten anruf anrufe telefon anfrage anfragen buchung buchungen reservierung reservierungen ticket tickets kunde kunden gast gaste patient patienten eltern mieter mandanten frage fragen beschwerden postfach postfacher postfachern whatsapp instagram facebook slack sms fax brief briefe formular formulare antwort antworten schreiben schreibt zettel notizen weiterleiten termine',
  fr: 'commande commandes mail mails email emails courriel courriels message messages appel appels telephone demande demandes reservation reservations ticket tickets client clients patient patients parents question questions plainte plaintes boite boites whatsapp instagram facebook slack sms fax courrier formulaire formulaires reponse reponses ecrivent repondre note notes devis visiteurs appellent rappellent ecrit appelle agents locataires',
  es: 'pedido pedidos correo correos mail mails mensaje mensajes llamada llamadas telefono consulta consultas solicitud solicitudes reserva reservas ticket tickets cliente clientes paciente pacientes padres huespedes pregunta preguntas quejas buzon bandeja whatsapp instagram facebook slack sms fax formulario formularios respuesta respuestas escriben contestar responder nota notas cita citas',
};

/** What makes a report of one's work a complaint about it. */
export const trouble: Readonly<Record<Language, string>> = {
  en: 'not never nobody none no nothing without guess guessing assumes assume late later instead half twice wrong whichever whoever random cannot anymore manually lose loses losing lost miss missing forget forgets slow mess messy old worse worst bad stuck stop hurts wait waiting waits complain behind problem trouble crumpled messed fails failing breaks broken disappear disappears unread unanswered forgotten alone nights evenings weekends 2am midnight chase chasing argue fight barely hardly double duplicate oversell napkins retires retire pregnant empty waste wasted unpaid overdue',
  de: 'nicht nie keiner niemand kein keine keinen nichts ohne raten spat spater statt halfte doppelt zweimal falsch verlieren verloren vergessen vergisst langsam chaos alt schlecht warten wartet problem weg kaum leer umsonst abends nachts liegen bleibt fehlt fehlen unbezahlt mahnung sauber',
  fr: 'pas jamais personne rien sans tard lieu moitie deux faux perd perdons perdu oublie oublions lent vieux mal attend attendent probleme trop soirees nuits retard doublon impaye impayes gaspille',
  es: 'no nunca nadie nada sin tarde lugar mitad mal pierde pierden perdemos olvida olvidan lento viejo espera esperan problema demasiado noches doble impagos perdido',
};

/** What comes again and again. */
export const habit: Readonly<Record<Language, string>> = {
  en: 'every each always again daily weekly day week month morning still keep keeps everyone everybody someone somebody because only just hours days weeks all by hand memory head times sundays sunday saturdays own whenever whoever napkins fridge board pin notebook hope remembers ring rings midnight typing turned',
  de: 'jeden jede jeder immer wieder taglich wochentlich tag woche morgen noch standig dauernd alle jemand weil nur stunden tage wochen hand kopf wochenende eigenes eigene eigener heft plan zettel',
  fr: 'chaque toujours encore tous jours semaine matin chacun que heures main tete parce propre propres courir assez paiements tableaux',
  es: 'cada siempre otra dia semana manana todos alguien porque solo horas mano cabeza agenda papel turno turnos lios lio',
};

/** Who is talking about their own. */
export const own: Readonly<Record<Language, string>> = {
  en: 'i we our my us me ours',
  de: 'ich wir unser unsere unserem unseren mein meine uns mir bei',
  fr: 'je j on nous notre nos mon ma mes',
  es: 'yo nosotros nos nuestro nuestra nuestros mi mis me tenemos tengo',
};

/** Words of those with whom all is well. */
export const calm: Readonly<Record<Language, string>> = {
  en: 'fine happy content satisfied pleased love loves loved swears brilliant super superb excellent perfect perfectly smoothly smooth spot-on legendary cracking easy easily solid reliable enough plenty sorted covered dialled great good well nicely treat dream charm comfortable comfortably calm quiet peaceful relaxed organised organized tidy quick quickly fast instantly immediately promptly manageable bored overstaffed delighted thrilled thank praise automatically suffices copes cope trademark proud wonderful fantastic amazing adequate sufficient alright okay ok works worked served spoilt laughs outsourced ingrained flawless seamless unbothered blessed lucky',
  de: 'gut zufrieden glucklich prima bestens super locker reicht problemlos wunderbar einwandfrei geregelt ausreichend vollauf genug schnell sofort entspannt passt lauft klappt funktioniert selben gleichen zuverlassig perfekt begeistert',
  fr: 'bien contents content contente satisfaits satisfait ravis ravi parfait parfaitement suffit nickel marche fonctionne roule tranquille simple facilement rapide rapidement impeccable merveille largement journee efficace calme',
  es: 'bien contentos contento contenta satisfechos perfecto perfectamente funciona sobra basta maravilla tranquilo tranquilos encantados rapido facil rapidamente ruedas apanamos suficiente servidos estupendamente',
};

/** Words for so little of it that there is nothing to sort. */
export const scant: Readonly<Record<Language, string>> = {
  en: 'rare rarely seldom hardly barely scarcely few handful tiny small little couple occasional occasionally sporadic minimal low twice once retired hobby alone solo person yearly quarterly sometimes',
  de: 'selten kaum wenige paar wenig klein winzig gelegentlich rentner hobby',
  fr: 'rare rarement peu quelques petit petite retraite',
  es: 'pocos pocas poco raramente casi pequeno jubilado apenas',
};
