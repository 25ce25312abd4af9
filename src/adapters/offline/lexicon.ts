import type { Language } from './language.js';
import { dealClasses, moneyClassesForeign } from './lexicon-deal.js';
import { needClasses } from './lexicon-need.js';
import type { Classes } from './pattern.js';

/** The classes of words that the rules of each language share, in the notation of `pattern.ts`. */
const classes: Readonly<Record<Language, Classes>> = {
  en: {
    ...dealClasses,
    ...needClasses,
    we: 'i we us our_company our_team our_business our_firm our_side my_company my_team the_company the_team our_department they he she',
    me: 'i me myself',
    is: 'is are am s was were be being will_be has_been have_been got gets',
    have: 'have has got having',
    fund: 'money budget budgets funds funding cash dough capital funding finances financing spend',
    sum: '#money #rate #num #big',
    go: 'start starts starting begin begins beginning go_live live launch launching switch switching running roll rolling implement introduce introducing deploy deploying purchase decide migrate migrating commence commences install installing get_going kick_off working operational sorted solved fixed adopt adopting ready up_and_running in_place move_over onboard onboarding',
    decider:
      'boss bosses manager managers supervisor superior superiors ceo cfo cto coo cio cmo md director directors board owner owners founder founders cofounder partner partners management leadership exec execs executive executives head heads president vp procurement purchasing finance legal accounting chief committee council higher_ups higher-ups uppers hq headquarters head_office parent_company group wife husband brother sister father mother dad mum mom aunt uncle son daughter spouse team_lead lead principal dean mayor investors investor shareholders controller treasurer trustees landlord association accountant steering_group supervisory_board leadership_team authority governors governor councillors senate rector headmaster headmistress headteacher deputy commander minister ministry parish bishop captain secretary_general treasurer chairwoman chairman chair chairperson presidium admin_team seniors elders governor_s owner_s boardroom partner_s higherups bosss gf bf team',
    must: 'have_to has_to need_to needs_to must got_to should would_have_to will_have_to want_to going_to will let_me supposed_to had_to would better would_need_to will_need_to still_have_to',
    may: 'can could would will able_to willing_to happy_to ready_to prepared_to want_to going_to plan_to planning_to like_to allowed_to may ok_to comfortable',
    live: 'start~ begin~ live launch~ switch~ running run up roll~ have use using place onboard~ move~ moving going ready implement~ introduce~ deploy~ buy buying purchase~ decide sign set_up migrate~ there commence~ done install~ get_going kick_off work working operational sorted get hire solve solved fix fixed adopt~ in change~ rolled_out',
    want: 'want wants need needs needed like plan plans planning hope hoping aim aiming intend wish looking have_to has_to had_to must should going_to will would_like supposed got_to love would prefer expect want~ shall ought_to is_to are_to better target targeting',
    offer:
      'quote quotes quotation offer proposal estimate pricing_proposal price_proposal cost_estimate contract agreement order_form invoice dpa paperwork',
    person:
      'human humans person people someone somebody anyone anybody agent agents representative rep reps colleague colleagues salesperson salesman saleswoman sales specialist advisor adviser consultant expert operator employee manager supervisor engineer engineers staff_member team_member account_manager guy individual being sales_rep sales_team sales_person sales_guy support_team support_agent technician human_being staff member humanoid experts specialists advisors advisers consultants colleagues salespeople representatives managers humans one_of_you account_executive account_executives account_managers sales_executive sales_executives sales_reps team_member team_members',
    real: 'real live actual human proper true genuine living breathing flesh_and_blood physical normal',
    need_wish:
      'need needs needed want wants wish would_like would_love like love looking seeking hoping wanted could_use could_do_with require requires after id_love prefer hope in_search_of in_the_market_for searching',
    wish: 'need needs want wants wish would_like would_love would_be_great would_be_nice hope hoping trying would_very_much_like have_to must like love looking dream aim aiming plan planning wanted supposed',
    thing:
      'inbox inboxes mailbox tool tools system solution software app platform something helpdesk help_desk desk ticketing ticket crm place way automation overview reminder reminders reports reporting dashboard integration follow_up tracker view order structure replacement alternative help spot program programme assistant bot chatbot workflow shared one_place thing product package setup option database tracking software better same history visibility control method process queue',
    improve:
      'consolidate unify centralise centralize stop end fix solve improve automate organise organize streamline replace reduce avoid prevent tidy get_rid get_away track keep_track see_who see_what see_all sort handle manage share combine merge bring gather collect speed answer reply respond follow_up catch connect integrate simplify cut save move_away switch_from change clean structure consolidate assign distribute route never_miss not_miss not_lose stay_on_top keep_up get_on_top get_a_grip get_control have_one have_everything have_all see_the_same work_from support serve',
    traffic:
      'email emails mail mails message messages msgs msg request requests enquiry enquiries inquiry inquiries ticket tickets order orders call calls lead leads dms dm customer customers client clients question questions follow_ups follow_up booking bookings quote quotes things stuff it they half everything application applications task tasks reservation reservations appointment appointments note notes report reports pitch pitches complaint complaints deal deals job jobs half_of_it half_of_them some_of_them chats texts letters forms offers',
  },
  de: {
    wir: 'ich wir uns mir man mich bei_uns',
    geld: 'geld budget mittel gelder finanzierung etat finanzmittel kohle knete haushalt',
    sum: '#money #rate #num #big',
    ...moneyClassesForeign.de,
    chef: 'chef chefin chefs boss geschaftsfuhrer geschaftsfuhrung geschaftsleitung vorstand inhaber inhaberin leitung vorgesetzte vorgesetzter vorgesetzten einkauf gesellschafter partner aufsichtsrat abteilungsleiter direktor direktion zentrale mutter vater mann frau bruder schwester finanzabteilung controlling buchhaltung team kollegin teamleiter bereichsleiter gf ceo cfo tragerverein trager verwaltung stadtrat gemeinderat ausschuss gremium senior seniorchef rektor schulleitung buchhalterin juniorchef',
    entscheiden:
      'entscheide entscheidet entscheiden entschied bestimme bestimmt bestimmen unterschreibe unterschreibt unterschreiben unterzeichnet',
    wollen:
      'wollen mochten mochte will wurden wurde brauchen brauche sollten sollen soll sollte mussen muss planen plane wollten hatten hatte konnen konnten konnte gerne gern wunsch benotigen benotige wunschen wird braucht',
    start:
      'starten start beginnen anfangen loslegen losgehen umsteigen wechseln einfuhren einfuhrung laufen lauft live stehen fertig nutzen einsetzen umstellen anschaffen kaufen haben da bereit los produktiv umstellung geht fangen legen steht startklar kommen einsatzbereit funktionieren',
    mensch:
      'kollege menschen mensch mitarbeiter mitarbeiterin mitarbeitern person berater beraterin jemanden jemand jemandem kollegen kollegin ansprechpartner ansprechpartnerin vertrieb kundenberater verkaufer verkauferin vertriebler vertriebsmitarbeiter betreuer kundenservice fachmann techniker menschliche',
  },
  fr: {
    on: 'je j nous on me moi',
    argent: 'budget argent fonds moyens financement sous tresorerie enveloppe credits',
    sum: '#money #rate #num #big',
    ...moneyClassesForeign.fr,
    chef: 'chef cheffe patron patronne boss directeur directrice direction gerant gerante pdg dg daf responsable conseil comite associe associes mari femme manager superieur superieurs hierarchie comptable actionnaires siege president proprietaire frere soeur pere mere achats mairie conseil_d_administration ca bureau dirigeant dsi',
    vouloir:
      'veux voulons veut voudrais voudrions voudrait aimerais aimerions souhaite souhaitons souhaiterais doit faut faudrait devons dois devrait pouvoir prevu prevoyons comptons pense pensons besoin veuille devrions ferait',
    start:
      'demarrer commencer lancer debuter passer basculer utiliser installer deployer mettre etre marche pret prete operationnel fonctionne fonctionner avoir place tourner demarrage lancement equiper changer demarre commence demarrons commencons migrer acheter',
    humain:
      'humain humaine personne quelqu_un conseiller conseillere commercial commerciale vendeur vendeuse collegue responsable expert agent operateur interlocuteur technicien etre_humain vrai_personne representant equipe_commerciale charge_de_clientele',
  },
  es: {
    yo: 'yo nosotros nosotras me nos',
    dinero: 'presupuesto dinero fondos plata recursos financiacion pasta efectivo partida caja lana',
    sum: '#money #rate #num #big',
    ...moneyClassesForeign.es,
    jefe: 'jefe jefa jefes director directora direccion gerente gerencia dueno duena ceo junta comite consejo socio socios socia marido mujer esposa esposo hermano hermana padre madre responsable superior superiores compras finanzas administracion propietario propietaria directiva encargado encargada presidente patronato contable central matriz papa mama',
    querer:
      'queremos quiero querria queriamos gustaria necesitamos necesito necesitaria tenemos_que tengo_que tiene_que tendria_que debe deberia hay_que pensamos planeamos esperamos espero quisiera quisieramos debemos ha_de hemos_de nos_urge precisamos prefiero',
    start:
      'empezar empezamos comenzar arrancar arrancamos lanzar implementar tenerlo tener usar usarlo estar funcionando funcionar listo lista marcha cambiar cambiarnos migrar comprar instalar iniciar poner operativo ponernos activo arrancando',
    humano:
      'humano humana persona alguien agente asesor asesora comercial vendedor vendedora representante companero colega responsable operador ejecutivo tecnico especialista ser_humano gente',
  },
};

/** The classes that patterns of a language may name; those of English may be named in any. */
export function classesOf(language: Language): Classes {
  const there = merged.get(language) ?? { ...classes.en, ...classes[language] };
  merged.set(language, there);
  return there;
}
const merged = new Map<Language, Classes>();

/** Words that turn what follows them in a clause. */
export const negators: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set('not no never neither nor nobody none nothing hardly barely without doubt zero no-one'.split(' ')),
  de: new Set(
    'nicht kein keine keinen keinem keiner keins keines nie niemand niemals ohne nich ned net nix kaum nichts weder'.split(
      ' ',
    ),
  ),
  fr: new Set('pas aucun aucune jamais personne rien sans ni plus'.split(' ')),
  es: new Set('no nunca nadie ningun ninguna ninguno sin tampoco jamas nada ni'.split(' ')),
};
