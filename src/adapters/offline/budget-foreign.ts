import { moneyNewsForeign } from './budget-foreign-news.js';
import type { CriterionRules } from './criteria.js';

/** What tells that money is there, or that it is not. In German, French and Spanish. */
export const budgetForeign: Omit<CriterionRules, 'en'> = {
  de: [
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        #zero
        budget|geld|presupuesto|dinero|argent|mittel .. #nil|null|zero|cero|nada|nul|rien $
      `,
    },
    {
      status: 'NONE',
      patterns: `
        zahlen|zahle|zahlt|bezahlen|kostet|kosten .. derzeit|aktuell|heute|momentan|jetzt|bisher|zurzeit
        derzeit|aktuell|heute|momentan|bisher|zurzeit .. zahlen|zahle|bezahlen|kostet
        umsatz|gehalt|miete
        was|wieviel|wie_viel .. kostet|kosten
        kosten|kostet|preis .. #money
        budget|geld .. weiss_ich_nicht|unklar|offen
      `,
    },
    {
      status: 'MET',
      firm: true,
      patterns: `
        geld|budget|kosten|preis|finanzen .. kein|nicht .. problem|thema|hindernis|frage|hurde|das_problem|rolle
        daran|am_geld|geld .. scheitert|scheitern|liegt|soll .. nicht
        budget|geld|mittel .. wieder .. da|frei|freigegeben
        nicht mehr als @sum
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        kein|keine|keinen|keinerlei|null|ohne|nix|wenig .. @geld|euro|cent
        @geld|dafur .. kein|keine|keinen|keins|keines|nicht|nichts|null|nix
        nicht .. genug|ausreichend geld|budget|mittel
        @geld|#money .. gestrichen|weg|aufgebraucht|ausgeschopft|alle|eingefroren|ausgegeben|verplant|gekurzt|abgelehnt|leer|verbraucht|gesperrt|futsch|erschopft|aufgebraucht|dahin
        kasse|kassen|topf|topfe|konto|portemonnaie .. leer|ebbe
        konnen|kann|konnten .. nicht .. leisten|bezahlen|ausgeben|zahlen|finanzieren|stemmen|aufbringen
        pleite|klamm|haushaltssperre|ausgabenstopp|sparkurs|sparzwang|investitionsstopp|budgetstopp
        da ist nichts|nix
        nichts|nix .. ubrig|eingeplant|drin
        zu teuer fur uns|mich
        sprengt|ubersteigt|ausserhalb .. budget|rahmen|moglichkeiten
        haben|hab|habe .. nicht .. geld|budget|eingeplant
      `,
    },
    {
      status: 'MET',
      patterns: `
        budget|rahmen|etat|obergrenze|limit|maximum|schmerzgrenze .. @sum
        @sum .. budget|eingeplant|vorgesehen|zur_verfugung|ausgeben|investieren|bereitgestellt|reserviert|genehmigt|freigegeben|drin|ubrig|zurückgelegt|ok|okay|in_ordnung|machbar|moglich|zurückgelegt|beiseite|beiseitegelegt|waren_ok|waren_okay|zahlen|leisten|maximal|hochstens|aufwenden|bewilligt|da|zugesagt
        @wir|gibt|ist|sind|haben|habe|hatten|hab .. #money|#rate
        konnen|kann|konnten|konnte|wurden|wurde|wollen|will|durfen|darf|bereit .. @sum .. ausgeben|investieren|zahlen|bezahlen|leisten|aufwenden|springen
        @geld .. ist|sind|ware|wurde|wurden|steht|liegt|haben|habe .. da|vorhanden|bewilligt|genehmigt|freigegeben|eingeplant|bereit|zur_verfugung|gesichert|reserviert|zugesagt|wir|ich|vorgesehen|kein_problem
        haben|habe|hab|gibt|gabe|verfuge|verfugen .. @geld
        @wir haben|habe .. eingeplant|zurückgelegt|zurückgestellt|beiseite|beiseitegelegt|budgetiert|vorgesehen|reserviert
        geld|budget|mittel ist|sind|ware da|vorhanden|genug|ok
        genug|ausreichend geld|budget|mittel
        eingeplant|budgetiert|bewilligt|genehmigt|freigegeben|zurückgelegt
        konnen|kann wir|ich uns|mir .. leisten
        passt|liegt .. budget|rahmen
        preis passt|ok|okay|in_ordnung|geht
        leisten
        bis|rund|etwa|so|circa #money .. im|pro|jahr|monat
      `,
    },
    ...moneyNewsForeign.de,
    {
      status: 'MET',
      patterns: `
        #money
        #rate .. drin|moglich|ok|okay|maximal|max|mehr_nicht|hochstens|ware|waren|possible|maximum|pas_plus|puedo|podemos|maximo
        puedo|podemos|wir|on|ich|je|nous .. #rate
      `,
    },
  ],
  fr: [
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        #zero
        budget|geld|presupuesto|dinero|argent|mittel .. #nil|null|zero|cero|nada|nul|rien $
      `,
    },
    {
      status: 'NONE',
      patterns: `
        paie|payons|paye|payait|coute|coutait .. actuellement|aujourd_hui|deja|pour_l_instant
        actuellement|aujourd_hui|deja .. paie|payons|paye
        chiffre_d_affaires|salaire|loyer
        combien|ca_coute
      `,
    },
    {
      status: 'MET',
      firm: true,
      patterns: `
        argent|budget|prix|cout|financement .. n est pas|aucun .. probleme|souci|sujet|obstacle|question
        budget|argent .. pas .. probleme|souci|sujet
        pas plus de? @sum
        pas|aucun .. probleme|souci de|cote|question budget|argent
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        pas|plus|aucun|sans|zero|jamais .. @argent|euro|centime|rond|sou
        @argent .. pas|plus|aucun|rien|zero|nul
        n y a|avons|ai|a plus d|de .. @argent
        @argent|depenses .. gele|gelee|geles|gelees|coupe|coupes|supprime|refuse|epuise|depense|vide|bloque|annule|parti|reduit|rabote
        caisses|caisse|comptes|compte .. vides|vide|sec
        pouvons|peut|peux|pourra|pourrons .. pas .. payer|permettre|depenser|financer|offrir
        rien .. prevu|budgete|reste|de_cote
        trop cher pour nous|moi
        fauche|fauches|a_sec|ruines
        hors|depasse|au_dessus .. budget|moyens
      `,
    },
    {
      status: 'MET',
      patterns: `
        budget|enveloppe|plafond|maximum|limite .. @sum
        @sum .. budget|prevu|prevus|disponible|disponibles|de_cote|alloue|alloues|valide|valides|debloque|debloques|maximum|max|possible|possibles|ca_va|ok|ca_irait|au_maximum|grand_maximum|reserves|a_depenser|ca_passe
        on|j|nous|y|a|avons|ai|avait .. #money|#rate
        peut|peux|pouvons|pourrait|pourrais|pourrions|prets|pret|prete .. mettre|depenser|payer|investir|consacrer|aller|monter .. @sum
        @argent .. est|sont|a_ete|ont_ete|c_est .. la|disponible|disponibles|valide|vote|approuve|accorde|prevu|prevus|ok|debloque|valides|assure|reserve|boucle
        avons|ai|a|dispose|disposons|avoir .. @argent
        il y a .. @argent|de_quoi
        mis|mettre|mettons .. de_cote
        prevu|budgete|provisionne au? budget|pour|#money
        les moyens
        dans|rentre|entre .. notre|nos|le|mes budget|moyens|prix|fourchette
        prix .. convient|va|ok|correct
        j|on|nous ai|a|avons .. prevu|reserve|budgete
      `,
    },
    ...moneyNewsForeign.fr,
    {
      status: 'MET',
      patterns: `
        #money
        #rate .. drin|moglich|ok|okay|maximal|max|mehr_nicht|hochstens|ware|waren|possible|maximum|pas_plus|puedo|podemos|maximo
        puedo|podemos|wir|on|ich|je|nous .. #rate
      `,
    },
  ],
  es: [
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        #zero
        budget|geld|presupuesto|dinero|argent|mittel .. #nil|null|zero|cero|nada|nul|rien $
      `,
    },
    {
      status: 'NONE',
      patterns: `
        pagamos|pago|pagando|cuesta|gastamos .. actualmente|ahora|hoy|ya
        actualmente|ahora|hoy|ya .. pagamos|pago|gastamos
        mandeme|mandame|envieme|enviame|enviarme|mandarme|manda|envia|hagame|hazme|pasame|paseme|preparame|quiero|quisiera|queremos|necesito|solicito|pedir|recibir|darme|dar .. presupuesto
        presupuesto para .. #size|usuarios|personas
        facturacion|sueldo|alquiler|ventas
        cuanto
      `,
    },
    {
      status: 'MET',
      firm: true,
      patterns: `
        dinero|presupuesto|precio|plata|coste|costo .. no .. problema|inconveniente|obstaculo|tema
        no .. problema|falta .. dinero|presupuesto|plata
        no .. mas_de|mas_que @sum
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        no|sin|ningun|nada|cero|ni|tampoco .. @dinero|euro|duro|centavo|peso|centimo
        @dinero .. no|nada|cero|ninguno|agotado|congelado|recortado|acabado|agotamos|cancelado|recortaron|congelaron|congelados|acabo
        recortaron|congelaron|quitaron|cancelaron|recortado|congelado|han_recortado .. presupuesto|dinero|gastos|fondos
        no .. podemos|puedo|alcanza|llega|llegamos|da .. pagar|permitirnos|permitirmelo|gastar|permitir|para|presupuesto|costear|afrontar
        no nos|me alcanza
        no .. queda|quedan|queda_nada|sobra
        caja|arcas .. vacia|vacias
        demasiado caro para nosotros|mi
        fuera|supera|excede .. presupuesto|posibilidades
        sin un duro|blanca
      `,
    },
    {
      status: 'MET',
      patterns: `
        presupuesto|tope|limite|maximo .. @sum
        @sum .. presupuesto|disponible|disponibles|reservado|reservados|aprobado|aprobados|apartado|apartados|esta_bien|maximo|como_mucho|bien|para_esto|de_tope|asignado|asignados|previstos|me_va_bien|para_gastar|para_eso
        tenemos|tengo|hay|disponemos|cuento|contamos|tendriamos|destinado|destinamos .. #money|#rate
        puedo|podemos|podriamos|podria|dispuestos|dispuesto|pensamos|pienso|queremos|capaces .. gastar|pagar|invertir|destinar|gastarnos|llegar|poner|ofrecer|gastarme .. @sum
        @dinero .. esta|hay|tenemos|ya .. aprobado|disponible|listo|ahi|si|asignado|reservado|de_sobra|confirmado|concedido
        tenemos|tengo|hay|contamos_con|disponemos_de|cuento_con|han_aprobado|aprobaron|nos_dieron|nos_han_dado .. @dinero
        dinero|presupuesto|plata hay|tenemos|si_hay|si_tenemos
        aprobado|aprobada|aprobaron|autorizaron .. el|la? presupuesto|inversion|gasto|compra|partida|dinero
        apartado|reservado|guardado|previsto|presupuestado .. para_esto|#money|dinero
        dentro|entra|cabe .. presupuesto
        podemos|puedo permitirnoslo|permitirmelo|pagarlo
        precio .. parece_bien|nos_va_bien|esta_bien
      `,
    },
    ...moneyNewsForeign.es,
    {
      status: 'MET',
      patterns: `
        #money
        #rate .. drin|moglich|ok|okay|maximal|max|mehr_nicht|hochstens|ware|waren|possible|maximum|pas_plus|puedo|podemos|maximo
        puedo|podemos|wir|on|ich|je|nous .. #rate
      `,
    },
  ],
};
