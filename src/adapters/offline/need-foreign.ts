import type { CriterionRules } from './criteria.js';
import { foreignContent, foreignScarce } from './need-foreign-content.js';

/** What tells of a problem or a wish that a product can serve, or that there is none. In German, French and Spanish. */
export const needForeign: Omit<CriterionRules, 'en'> = {
  de: [
    {
      status: 'NONE',
      patterns: `
        niemanden|keinen|niemand zu? fragen
        brauche|brauchen|mochte|mochten|will|hatte|wollen|benotige|benotigen .. angebot|preis|rabatt|nachlass|demo|termin|testzugang|vertrag|gesprach|menschen|mitarbeiter|jemanden|bedenkzeit|budget|zustimmung|genehmigung|freigabe|rechnung|testversion
        mochte|wurde|will|muss .. wissen|fragen|sprechen|uberlegen|reden|kaufen|testen|nachdenken
      `,
    },
    ...foreignContent.de,
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        brauche|brauchen|benotigen|brauch|braucht .. nicht|nichts|keine|kein|keinen|nix|nich|so_was_nicht
        kein|keine|keinen bedarf|problem|probleme|probleme_damit|verwendung|bedarf_daran|grund|not
        lauft|funktioniert|klappt|passt .. gut|prima|super|problemlos|bestens|alles|einwandfrei|auch_so|wunderbar|ohne_probleme
        zufrieden|glucklich .. mit|damit|so
        kommen|komme|kommt .. klar|zurecht|aus .. ohne|gut|prima|so|auch
        alles gut|bestens|in_ordnung|im_griff|lauft
        haben|hab|habe schon|bereits .. was|etwas|zufrieden|losung|tool
      `,
    },
    {
      status: 'MET',
      firm: true,
      patterns: `
        verlieren|verloren|verliert|vergessen|vergisst|untergehen|unter|ubersehen|ubersieht|liegen|liegenbleiben|verpassen|verpasst|verschwinden|verschwindet|doppelt|zweimal|mehrfach|versanden|versandet|versickern|verschlampt|verschlampen|verlegt|verpennt|verschwitzt
        immer|oft|standig|dauernd .. zwei|doppelt|dieselbe|dieselben|gleichen
        keiner|niemand|keine|kein|nicht .. weiss|antwortet|uberblick|zustandig|kummert|sieht|ubersicht|beantwortet|mitbekommt|hinterher|nach|liest|durchblick|ordnung|system|antwort|fuhlt|mehr_klar|schnell_genug
        kommen|komme|kommt|schaffen|schafft .. nicht|nich|kaum .. hinterher|nach|mehr|mit
        blick|ubersicht|uberblick|faden .. verloren|verlieren|nicht
        unbeantwortet|unzufrieden|unubersichtlich|umstandlich|nervig|muhsam|zeitaufwendig|zeitraubend|lastig|anstrengend|peinlich|argerlich|chaotisch|katastrophal|manuell|uberlastet|uberfordert|uberlaufen|verzettelt|verstreut|verteilt|verärgert|veraltet|unbrauchbar|langsam
      `,
    },
    {
      status: 'MET',
      patterns: `
        suchen|suche|sucht|brauchen|brauche|brauch|braucht|benotigen|benotige|wunschen|wunsche .. 
        wollen|mochten|mochte|will|wurden|wurde|sollen|soll|mussen|hatten .. gern|gerne? .. gemeinsam|gemeinsames|gemeinsamen|zentral|ordnung|uberblick|ubersicht|zusammenfuhren|zusammenbringen|bundeln|vereinheitlichen|automatisieren|ablosen|ersetzen|verbessern|an_einem_ort|alles|losung|tool|besser|schneller|weg|digitalisieren|aufraumen|losen|wechseln
        chaos|durcheinander|kuddelmuddel|katastrophe|problem|probleme|schwierigkeiten|arger|beschwerden|beschweren|nerven|nervt|stort|frust|stress|albtraum|wahnsinn|zettel|zettelwirtschaft|excel|excel_listen|tabellen|notizzettel|haufen|stau|ruckstau|ruckstand|handarbeit|von_hand|per_hand|handisch|kopf|krucken|kaos|salat|horror|zuruf|papier|post_its|uber_den_kopf|flut|bedarf
        ertrinken|ersticken|untergehen|kampfen|versinken|jonglieren|hangeln|fluchen|argern|argert|verzweifeln|wursteln
        warten|wartet .. tage|stunden|lange|ewig|kunden|patienten|antwort|woche|wochen|zu_lange
        kunden|patienten|gaste|eltern|mandanten|mieter .. warten|beschweren|sauer|argern|verargert|rufen|springen|unzufrieden|lange
        zu lange|viel|viele|langsam|spat|umstandlich|kompliziert
        geht|gehen|ging .. unter|verloren|schief|drunter
        bleibt|bleiben .. liegen|hangen
        kein zustand|spass|uberblick
        finden|findet .. nicht|nie|kaum
        rufen|ruft mich|uns .. wochenende|abends|nachts|standig|dauernd|tag
        weil .. keiner|niemand|jeder|alle
        wissen|weiss nie|nicht .. wann|wer|wo|was|wie|ob
        umsonst|weggeworfen|wegwerfen|schmeissen|muhsam|kostet_nerven
        abend|abende|nachte|stunden .. tippen|sortieren|schreiben|abtippen|suchen
        jeder denkt|glaubt|meint|macht|hat|antwortet
        liegen .. geblieben|gebliebenen|gebliebene
        quillt|quellen|platzt|platzen|explodiert|uberquellen .. 
        ubergelaufen|uberfullt|voll|randvoll
        verschiedene|mehrere|drei|vier|funf|sechs|zwei|#num postfacher|postfachern|kanale|kanalen|adressen|mails|tools|systeme|handys|accounts|apps|stellen
        genervt|satt|leid|verboten|frustriert|gestresst|am_limit|am_anschlag
        dauert .. ewig|zu_lange|stunden|tage|lange
        in|an einem|einer postfach|ort|stelle|system
        neues|neue|bessere|besseres|andere|anderes .. tool|losung|system|software|werkzeug|programm
        weg von|vom excel|zettel|outlook
      `,
    },
    foreignScarce.de,
  ],
  fr: [
    {
      status: 'NONE',
      patterns: `
        besoin|voudrais|voudrions|veux|souhaite|aimerais|recevoir|cherche .. devis|prix|tarif|remise|demo|contrat|humain|conseiller|quelqu_un|accord|validation|reflechir|parler|essai|facture|offre|savoir|demarrer|commencer|essayer|tester
      `,
    },
    ...foreignContent.fr,
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        pas|aucun|nul .. besoin|probleme|utilite|interet_pour_nous|l_utilite|souci
        n en|en avons|ai|a pas besoin
        marche|fonctionne|va|se_passe|convient|roule|suffit .. bien|tres_bien|parfaitement|largement|sans_probleme|nickel
        tout va|marche|roule bien|tres_bien
        contents|content|contente|satisfaits|satisfait|satisfaite .. de|avec|comme
        debrouille|debrouillons|s_en_sort|se_debrouille .. tres|bien|sans
        rien .. a_resoudre|ne_manque
        deja .. ce_qu_il_faut|tout_ce
      `,
    },
    {
      status: 'MET',
      firm: true,
      patterns: `
        perd|perdons|perdent|perdus|perdues|perdu|perdue|oublie|oublions|oublient|oublies|oubliees|rate|ratons|ratent|loupe|loupons|egare|egarent|manque|manquons|se_perdent|disparaissent|passent_a_la_trappe|passe_a_la_trappe|tombent_dans|s_eparpille
        personne|jamais|rien|pas|plus|aucun|aucune .. repond|sait|savent|repondu|reponse|suivi|visibilite|voit|s_en_occupe|vue|suivre|s_en_sort|de_reponse|ordre|organise|traite|relance|lit|temps_de|a_jour|durer|possible
        n en pouvons|peut|peux plus
        ne peut|suit|suivons|gere plus
        deux|plusieurs|double fois .. meme|le|au
        repond|repondons|repondent .. deux_fois|en_double|tard|trop
        sans reponse|suivi|visibilite
      `,
    },
    {
      status: 'MET',
      patterns: `
        cherche|cherchons|essaie|essayons|veut|voudrait .. mieux|suivre|repondre|gerer|organiser|centraliser|eviter
        cherche|cherchons|recherche|recherchons|besoin|faudrait|manque|faut .. outil|solution|logiciel|boite|moyen|un|une|de|d|centraliser|partager|plateforme|systeme
        @vouloir .. centraliser|regrouper|partager|organiser|simplifier|automatiser|ameliorer|suivre|arreter|remplacer|eviter|mieux|reunir|changer|outil|solution|gerer|tout|seule|rassembler|gagner
        on|nous avons|a|ai|avoir besoin
        probleme|problemes|souci|soucis|difficulte|difficultes|galere|cauchemar|bazar|bordel|chaos|catastrophe|enfer|pagaille|debordes|debordees|deborde|debordee|submerges|submerge|submergee|noyes|noie|noyons|croule|croulons|ingerable|penible|chronophage|fatigue|marre|desordre|plaintes|plaignent|plaint|retard|retards|excel|tableaux|tableurs|tableur|papier|post_it|post_its|a_la_main|manuellement|jongle|jonglons|eparpilles|eparpille|disperses|disperse|doublons|lent|lente|mecontents|furieux|bricole|bricolons|en_vrac|le_bazar|foutoir|perte_de_temps|usine_a_gaz
        clients|patients|messages|demandes|mails|emails .. attendent|attente|trop|partent|tard|relancent|trainent|s_accumulent|s_empilent|fâchés|deux_jours|eparpilles
        trop de|long|lent|tard|complique|longtemps
        trois|plusieurs|deux|quatre|cinq|differentes|#num boites|messageries|canaux|outils|adresses|telephones|applications|applis
        prend|prennent|passe|passons|perdre .. temps|heures|des_heures|jours|trop
        au meme endroit
        assez|marre|fatigue de .. 
        courir apres .. 
        rien n est .. 
        passe|passons|perds|perdons .. soirees|nuits|heures|week_ends|journees|matinees|temps
        au lieu de|d .. 
        taper|recopier|ressaisir|saisir .. main|bons|factures|a_la_main
        se marche dessus|sur
        chacun .. son|sa|de_son|repond
        remplacer|quitter|abandonner notre|nos|excel|l|le
      `,
    },
    foreignScarce.fr,
  ],
  es: [
    {
      status: 'NONE',
      patterns: `
        necesito|necesitamos|quiero|queremos|quisiera|querria|gustaria|busco .. presupuesto|cotizacion|precio|descuento|demo|contrato|humano|persona|alguien|hablar|pensarlo|permiso|aprobacion|prueba|probar|factura|oferta|saber|empezar|consultar|consultarlo|propuesta|asesor
      `,
    },
    ...foreignContent.es,
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        no .. necesito|necesitamos|hace_falta|tenemos_ese_problema|tenemos_problemas|tenemos_ningun|nos_hace_falta|tengo_ningun|veo_la_necesidad|lo_necesitamos|nos_sirve|problemas
        funciona|va|marcha|nos_va|apanamos|arreglamos|estamos .. bien|perfectamente|perfecto|de_maravilla|sin_problemas|contentos|contento|satisfechos|servidos
        contentos|satisfechos|contento|contenta con
        sin problemas
        ningun|ninguna problema|necesidad
        ya tenemos .. que_funciona|que_nos_va
      `,
    },
    {
      status: 'MET',
      firm: true,
      patterns: `
        pierden|perdemos|pierde|perdidos|perdido|perdidas|perdiendo|perder|olvida|olvidamos|olvidan|olvidados|extravian|extravia|escapan|escapa|traspapelan|traspapela|se_nos_pasan|se_nos_pasa|se_nos_van
        nadie|nunca|no|ningun|sin|ni .. contesta|sabe|responde|respondemos|sabemos|ve|damos_abasto|doy_abasto|llegamos|control|respuesta|responder|contestar|seguimiento|se_entera|atiende|revisa|mas|podemos_seguir|aguantamos|orden|hay_manera|damos|se_hace_cargo|da_abasto
        dos|2 veces|personas .. mismo|la|al|el|contestan|responden
        contestan|contestamos|responden|respondemos|contesta .. dos_veces|doble|tarde|mismo
        no damos|doy|da abasto
      `,
    },
    {
      status: 'MET',
      patterns: `
        queremos|quiero|quisieramos|necesitamos|necesito|buscamos|gustaria .. responder|contestar|atender|ordenar|gestionar|mejorar|seguir|evitar|controlar|mas_rapido|mejor
        buscamos|busco|buscando|necesitamos|necesito|nos_hace_falta|hace_falta|nos_gustaria|queremos|quiero|quisieramos|necesitariamos .. herramienta|solucion|algo|sistema|un|una|que|programa|software|bandeja|centralizar|unificar|ordenar|organizar|mejorar|evitar|automatizar|juntar|reunir|poder|dejar|tener
        problema|problemas|caos|desastre|lio|desorden|pesadilla|locura|quejas|quejan|se_queja|queja|hartos|harto|harta|cansados|cansada|agobiados|desbordados|desbordado|saturados|saturado|colapsados|excel|hojas_de_calculo|papel|papelitos|post_its|a_mano|manualmente|libreta|cuaderno|lento|lenta|tardamos|tarda|retraso|retrasos|duplicados|enfadados|enojados|molestos|ahogados|ahogamos|ahogando|desorganizados|follon|jaleo|quedamos_mal|quedamos_muy_mal|un_horror|relajo|despelote|revueltos|mezclados|mezclan|dispersos|repartidos
        clientes|mensajes|correos|pedidos|reservas|consultas .. esperan|esperando|tarde|sin|acumulan|amontonan|quejan|mezclan|llegan|caen
        tres|varios|cuatro|cinco|dos|distintos|diferentes|muchos|varias|#num canales|correos|bandejas|buzones|telefonos|aplicaciones|herramientas|cuentas|sitios|lados|moviles
        demasiado|demasiados|demasiadas|mucho .. tiempo|correos|mensajes|lento|tarde
        la mitad .. 
        sin cobrar|contestar|responder|atender|controlar
        quedan|queda sin .. 
        no .. enteran|entera|encuentran|encuentro
        siempre hay lios|problemas|quejas|errores
        en un|una solo|sola|unico|mismo lugar|sitio|bandeja
        cambiar|reemplazar|sustituir|dejar de|el|la|nuestro|nuestra|excel
        perdemos|pasamos|gastamos|se_van .. horas|tiempo|dias
      `,
    },
    foreignScarce.es,
  ],
};
