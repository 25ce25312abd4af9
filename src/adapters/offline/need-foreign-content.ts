import type { RuleGroup } from './criteria.js';

/** What tells that all is well, and troubles told without the plain words for them. In German, French and Spanish. */
export const foreignContent: Readonly<Record<'de' | 'fr' | 'es', readonly RuleGroup[]>> = {
  de: [
    {
      status: 'MET',
      firm: true,
      patterns: `
        will|wollen|darf|durfen|soll|sollte|damit|mochte|mochten|muss|mussen ... nicht|nichts|kein|keine|keiner|niemand|nie .. verloren|vergessen|liegen|unter|warten|ubersehen|verlieren|fehlen|durchrutscht|verpassen
        nicht|nie|kaum .. zufrieden|glucklich|gut|rund|reicht|genug|ausreichend|beantwortet
        such|suche|suchen|sucht|brauch|bräuchten|brauchten|wunsch|wunsche .. losung|tool|system|programm|uberblick|ubersicht|damit|etwas|was|ort|weg
        fehlt|fehlen|mangelt .. uberblick|ubersicht|ordnung|system|struktur|zeit|durchblick|kontrolle|historie|verlauf|vertretung
        rutscht|rutschen|rutschte|flutscht .. durch|weg
        so geht|kann|darf .. nicht weiter|weitergehen|bleiben
        zwei|drei|#num|mehrere verschiedene|unterschiedliche|widerspruchliche .. 
        alles|wissen|daten|kontakte ist|sind weg|futsch
        privaten|privates|privatem handy|handys|telefon|whatsapp|account
        denkt|glaubt|meint|dachte .. anderer|andere|kollege|hatte|jemand
        leiten|leitet|schieben|schickt|schicken .. weiter|hin_und_her|herum
        welche|welches|wer .. noch|gerade|schon offen|dran|zustandig|geantwortet
        mahnen|mahnt|fragt|fragen|rufen|ruft|schreiben|schreibt .. nach|dreimal|zweimal|mehrmals|schon_wieder
        weiss|wissen|weiss_ich keiner|niemand|nie|nicht
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      only: 'apart',
      patterns: `
        nix|nichts|nie|niemals|keiner|niemand|keine|kein|noch_nie|nicht .. verloren|vergessen|liegen|liegengeblieben|durchgerutscht|untergegangen|beschwert|beschwerden|wartet|warten|ubersehen|verschwunden|meckert|auszusetzen|meckern|verbessern|andern|beanstanden|klagen|brennt|verpasst|stau|ruckstand
        fehlt|fehlen|mangelt .. nichts|nix|an_nichts
        kein|keine|keinen|null .. problem|probleme|sorgen|chaos|stress|anlass|grund|schmerzen|leidensdruck|handlungsbedarf|verbesserungsbedarf|nutzen|sinn
        nicht|nichts|nix|kaum .. notig|vonnoten|sinnvoll_fur|gebraucht|erforderlich|lohnt
        lohnt|rentiert|bringt .. nicht|nichts|kaum
        wusste|wussten|weiss .. nicht .. was|wofur|wozu
      `,
    },
    {
      status: 'UNMET',
      only: 'apart',
      patterns: `
        schaffe|schaff|schaffen|schafft|mache|machen|erledige|erledigen|erledigt .. locker|leicht|problemlos|nebenbei|allein|alleine|selbst|im_schlaf|mit_links
        beantwortet|beantworte|beantworten|erledigt|bearbeitet|antworten|antworte .. selben_tag|gleichen_tag|sofort|umgehend|stunde|minuten|tagesaktuell
        selben_tag|gleichen_tag|sofort|umgehend|innerhalb|am_selben .. beantwortet|erledigt|bearbeitet|antwort
        sind|bin|ist|waren .. zufrieden|glucklich|begeistert|happy|bestens_versorgt|gut_aufgestellt|gut_versorgt|wunschlos
        wie am|auf schnurchen|schienen|geschmiert|butter
        wie geschmiert|eine_eins|ein_uhrwerk
        lauft|laufen|funktioniert|klappt|geht|flutscht .. rund|wunderbar|tadellos|reibungslos|perfekt|top|bestens|prima|super|gut|von_selbst|wie
        reicht|genugt|langt|passt|tuts|tut_es .. uns|mir|vollig|vollkommen|locker|dicke|aus|so|noch|schon
        alles im|unter griff|lot|kontrolle|blick|rahmen|grunen
        bleiben|bleibe|belassen .. dabei|so|wie_es_ist
        kunden|gaste|patienten|alle sind|loben|bedanken .. zufrieden|uns|sich|glucklich|begeistert
      `,
    },
  ],
  fr: [
    {
      status: 'MET',
      firm: true,
      patterns: `
        veux|voudrais|voudrions|faut|faudrait|pour|afin ... plus|rien|pas|personne .. perdre|oublier|perd|attende|rater|manquer|oublie
        pas|plus|jamais .. contents|satisfaits|bien|suffit|marche|traite
        cherche|cherchons|aimerions|aimerais|voudrait|faut|faudrait|voudrions .. arreter|savoir|voir|arrive|cesser|truc|moyen|solution
        soiree|soirees|dimanche|dimanches|week_end|week_ends|nuits|matinees|pauses a .. 
        renvoient|renvoie|rejettent .. balle|clients
        chacun|tout_le_monde|on croit|pense|croyait|pensait .. autre|quelqu|deja
        deux|trois|#num|plusieurs reponses|prix|versions|dates .. differents|differentes|contradictoires
        repeter|redire|reexpliquer|expliquer .. histoire|probleme|tout|fois
        se perdent|transfere|transferer|renvoyer .. 
        dans sa|ma|leur|la tete|boite_perso|poche
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      only: 'apart',
      patterns: `
        rien a|de .. ameliorer|redire|changer|signaler|revoir|corriger|resoudre|regler
        personne|jamais|rien|aucun|aucune|pas .. plaint|perd|perdu|attend|oublie|manque|traine|echappe|plainte|plaintes|retard|rate|reproche
        pas|aucun|aucune|sans|jamais .. utilite|interet|souci|soucis|accroc|accrocs|difficulte|besoin_de|raison|necessite
        n en|voyons|vois .. pas .. utilite|besoin|interet
        nous|me suffit|suffisent|convient|va
      `,
    },
    {
      status: 'UNMET',
      only: 'apart',
      patterns: `
        suffit|suffisent .. largement|amplement|bien|nous|me|$
        comme sur des roulettes
        comme un gant|une_horloge
        traite|traitee|traites|repond|repondons|reponds|regle .. journee|jour_meme|tout_de_suite|aussitot|heure|immediatement
        sous controle
        clients|patients|tout_le_monde|on|nous|je est|sont|sommes|suis .. ravis|ravi|contents|content|satisfaits|enchantes|comble|combles
        roule|tourne|marche|fonctionne .. tout_seul|nickel|impeccable|parfaitement|bien|merveille
        on gere|maitrise|s_en_sort .. bien|tres|facilement|$
        reste|restons .. comme|avec
      `,
    },
  ],
  es: [
    {
      status: 'MET',
      firm: true,
      patterns: `
        quiero|queremos|necesito|necesitamos|para|debe|debemos|tenemos_que|hay_que ... no|nada|nadie|ningun|ninguna .. pierda|perder|olvide|espere|escape|quede
        no|nunca|jamas .. contentos|satisfechos|bien|basta|suficiente|da_para
        necesitamos|necesito|queremos|quiero|gustaria .. saber|ver|control|un|una|que|parar|dejar
        sin leer|contestar|responder|atender|respuesta
        caen|llegan|entran .. movil|moviles|telefono_de|todos|lados|sitios
        ya .. alquilado|comprado|ido|reservado_en|otro_sitio|con_otro
        socorro|auxilio|ayuda_por_favor
        tardamos|tarda|tardo .. dias|horas|semanas|mucho|demasiado
        la misma|el_mismo|mismos .. dos|doble|varios
        cada uno|comercial|agente|quien .. su|sus|por_su
        dos|tres|#num respuestas|precios|fechas|versiones distintas|diferentes
        quien .. contesto|contesta|atiende|respondio|lleva
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      only: 'apart',
      patterns: `
        nada que|por .. mejorar|cambiar|objetar|resolver|arreglar|reprochar
        no|nunca|nadie|ningun|ninguna|nada|jamas .. pierde|perdido|perdemos|queja|quejado|quejas|espera|olvida|falta|escapa|retraso|problema|problemas|lio
        no .. falta|hace_falta|necesitamos|necesito|precisamos|vemos_la_necesidad|aporta|compensa
        sin problemas|problema|lios|quejas|novedad|dificultad
      `,
    },
    {
      status: 'UNMET',
      only: 'apart',
      patterns: `
        nos|me basta|sobra|alcanza|vale|llega .. 
        basta y sobra
        sobre ruedas
        va|funciona|marcha|apanamos|apano|llevamos|trabajamos|nos_va .. maravilla|lujo|perlas|genial|fenomenal|estupendamente|bien|perfecto|solo
        contestamos|contesto|respondemos|respondo|atendemos|contestado .. mismo_dia|momento|enseguida|al_instante|minutos|hora|al_dia
        bajo control
        al dia $
        estamos|estoy|clientes|todos .. contentos|encantados|satisfechos|encantado|contento|contenta|bien_asi|servidos|conformes
        preferimos|prefiero .. seguir|como
      `,
    },
  ],
};

/** So little comes in that there is nothing to sort. */
export const foreignScarce: Readonly<Record<'de' | 'fr' | 'es', RuleGroup>> = {
  de: {
    status: 'UNMET',
    firm: true,
    only: 'unknown',
    patterns: `
      kaum|selten|wenige|wenig|nur_ein_paar|ein_paar|zwei|drei|vier|funf mails|anfragen|nachrichten|anrufe|kunden .. tag|woche|monat|$
      kaum|selten|wenig|wenige .. mails|anfragen|nachrichten|post|kundenkontakt
    `,
  },
  fr: {
    status: 'UNMET',
    firm: true,
    only: 'unknown',
    patterns: `
      deux|trois|quatre|cinq|quelques mails|messages|demandes|clients|appels .. jour|semaine|mois
      peu|tres_peu|rarement de|des? mails|messages|demandes|courrier
    `,
  },
  es: {
    status: 'UNMET',
    firm: true,
    only: 'unknown',
    patterns: `
      dos|tres|cuatro|cinco|pocos|unos_pocos|unos_cuantos correos|mensajes|consultas|clientes|pedidos .. dia|semana|mes
      pocos|pocas|apenas|casi_no .. correos|mensajes|consultas|clientes|recibimos|llegan
    `,
  },
};
