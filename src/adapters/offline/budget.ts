import type { CriterionRules } from './criteria.js';

/** What tells that money is there, or that it is not. */
export const budget: CriterionRules = {
  en: [
    {
      status: 'NONE',
      patterns: `
        currently|today|now|already|presently|still|at_present pay|pays|paying|spend|spends|spending
        pay|pays|paying|spend|spending .. currently|today|now|at_the_moment|already|so_far
        paid|charged|costs|cost|charges|charge|quoted|lost|losing|lose|wasted .. #money|#rate
        pay|pays|paying .. for .. intercom|zendesk|front|missive|hubspot|freshdesk|helpscout|salesforce|slack|gmail|outlook|crm|help_scout
        we|i pay|spend #money|#rate
        revenue|turnover|sales|profit|salary|salaries|rent|deal|deals|order|orders .. #money
        #money .. revenue|turnover|in_sales|deal|deals|profit|salary
        anything|everything|amounts|sums|purchases|all|only .. #money .. goes|needs|has|must|is|to|i_would|i_have|they|he|she
        proof .. spend|pay
        before i|we spend|pay
        not_sure|unsure|no_idea .. money|budget|funds|spend
        price|prices|pricing|plan|plans|seat_price .. #money|#rate
        budget|money .. question|later|depends|not_clear
        your|their .. price|pricing|rate
        budget .. next_year
        what|which budget
        to|for nothing
      `,
    },
    {
      status: 'MET',
      firm: true,
      patterns: `
        @fund|cost|price|costs|cost_s .. @is not .. problem|issue|obstacle|concern|worry|constraint|blocker|question|bottleneck|hurdle
        @fund|cost|price|costs @is no problem|issue|object|obstacle|concern|worry|constraint|question|barrier
        @fund|cost|price will|would|should not be .. problem|issue|obstacle|concern|constraint
        not .. about the? money|cost|price|budget
        not|never|no .. short|lacking|lack of money|cash|funds|budget
        no .. budget|money|financial problem|issue|constraints|concerns|limit|limits|worries|restrictions
        not .. tight on money|budget
        do not worry about money|budget|the_money|the_budget|cost
        can|could|will|would .. afford|stretch_to|swing|stomach it|that|this|#money|#rate|you|about|up_to|around
        @we can not go|do|spend|pay .. more|over|above|beyond #money|#rate|#num
        not|no|never .. more than #money|#rate
        freeze|block|ban is|was|got|has_been lifted|over|gone|off
        @fund|#money|spending .. is|are|was|has_been back|restored|unfrozen|released|freed
        found|find|scraped|scrape .. money|budget|#money|funds
        got|received|secured|landed|won .. funding|grant|the_money|a_budget|the_budget|our_budget|money|budget_approval|approval_for_the_budget|investment|#money
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        no|zero|0|not_any|without|any|little|enough not? budget|money|funds|cash|dough|funding|dosh
        no|zero|without .. budget|money|funds|cash|funding
        not .. any|a|much|enough|the|sufficient|that_kind_of|allocated budget|money|funds|cash|funding|resources|means
        not .. budget|money|funds .. for|to|at|this|left
        not|never .. a cent|penny|dime|nickel|euro|dollar|buck|pound|quid|single_cent|single_penny
        nothing .. left|budgeted|set_aside|planned|allocated|earmarked|reserved|available|in_the_budget|in_the_pot|in_the_bank|put_aside
        nothing in the|our budget|pot|bank|account|kitty|purse|till|plan
        pot|purse|coffers|kitty|wallet|bank_account|account|piggy_bank|coffer|pockets|budget|till is|are|s .. empty|dry|bare
        @fund|spending|purchases|purchasing|#money .. @is|has|have|just .. frozen|cut|gone|slashed|spent|used_up|exhausted|blown|maxed_out|pulled|cancelled|canceled|axed|scrapped|rejected|denied|taken|capped|stopped|refused|eaten|halted|dried_up|reallocated|not_there|turned_down|declined|zero|withdrawn|used
        #money|#rate|money|budget went|has_gone|all_went|gone to|into|on|for
        froze|freeze|cut|slashed|pulled|stopped|blocked|axed|cancelled|scrapped|took|killed|halted|rejected|refused|denied .. spending|budget|budgets|money|funds|purchases|expenses|funding|expenditure
        spending|budget|purchasing|cost freeze|stop|cuts|ban
        can|could not .. afford|spend|pay|invest|justify|finance|fund
        unaffordable|broke|skint|bankrupt|penniless|cash_strapped|strapped
        out_of|ran_out_of|run_out_of|short_of|short_on budget|money|cash|funds
        too expensive|pricey|costly for_us|for_me
        over|beyond|above|outside|outside_of|exceeds|out_of|blows|bust|busts|more_than .. our|my|the budget|means|budgets|range
        spent|blew|used .. everything|it_all|all_of_it|all_the_money|whole_budget|entire_budget|the_budget|our_budget|all_our|last_of
        did not get .. budget|money|funding|approved
        budget|money|funds .. not .. approved|available|there|planned|granted|set_aside|allocated|happening|exist|have|left|sufficient|enough
        lost .. funding|grant|budget
        money|budget|cash is|s .. too_tight|nonexistent|zero|nil|what_we_do_not_have|a_no|history
        belts|every_penny|every_cent .. tightened|tight|counted
        money is what_we_lack|tight_as_hell
        there is|are not|never any $
      `,
    },
    {
      status: 'MET',
      patterns: `
        budget|budgets|allowance|allocation .. @sum
        #money|#rate|#num .. budget|budgeted|allowance
        can|could|would|will|able_to|willing_to|happy_to|ready_to|prepared_to|want_to|going_to|plan_to|planning_to|like_to|allowed_to|may|ok_to|comfortable|hoping_to|expect_to|looking_to|intend_to|do_not_mind|are_to .. spend|spending|pay|paying|invest|put|part_with|shell_out|fork_out|cough_up|go|stretch|do|allocate|manage|fund|offer|give|budget|commit .. @sum
        can|could|would|will|able_to|willing_to|ready_to|prepared_to .. spend|pay|invest .. the_same|as_much|that|same
        spend|spending|pay|invest|go|stretch .. up_to|as_much_as|as_far_as|max|a_maximum_of|no_more_than|around|about @sum
        up_to|around|about|roughly @sum spend
        @sum .. ok|okay|fine|doable|possible|alright|all_right|good|max|maximum|limit|ceiling|manageable|realistic|available|approved|set_aside|earmarked|reserved|left|planned|in_the_plan|allocated|in_the_budget|put_aside|signed_off|to_spend|to_invest|to_play_with|to_work_with|at_our_disposal|affordable|acceptable|feasible|cleared|lying_around|agreed|granted|for_the_taking|on_the_table|in_the_pot|in_the_kitty|in_the_bank|tops|ringfenced|pencilled_in|penciled_in|in_the_budget|is_there|works|work|budgeted|feels_right
        @sum .. is|be what|as_far|as_much|all|the_most|about|where|my|our
        @we have|has|got|had_planned|have_got .. #money|#rate
        have|got|has .. @sum .. for|to|a|per|left|this|in|set
        ^ and? got .. #money|#rate
        there is|are .. #money|#rate
        set|put~|setting|laid|lay|keep~|tucked|squirrelled|saved|saving .. aside|by|away|for_this|for_it|back
        earmark~|allocate~|ringfence~|reserve~|pencilled_in|penciled_in|greenlit|green_lit|greenlighted .. @sum|@fund|something|some|enough|a_bit|amount
        @fund|spend|spending|money|amount|sum|expense|purchase|investment .. @is|have_been|has_been .. approved|signed_off|cleared|confirmed|secured|available|there|set_aside|earmarked|allocated|granted|agreed|reserved|sorted|in_place|authorised|authorized|ready|ringfenced|ok|okay|fine|in_the_books|in_the_plan|planned|healthy|plenty|waiting|generous|guaranteed|covered
        approved|cleared|signed_off|released|greenlit|confirmed|granted|freed_up|authorised|authorized|okayed|gave|given|secured .. the|a|our|some|us|for? money|budget|funds|funding|spend|cash|purchase|expense|investment|#money|#rate
        @we have|got|has|find|control|hold|own|manage|do_have .. money|budget|funds|funding|cash|means|cash_flow|deep_pockets|capital
        there|here is|are .. money|budget|funds|funding|cash|dough|enough|some_money
        i|we have the|a|our|enough|some|plenty_of|sufficient budget|money|funds|funding|cash
        money|budget|funds|cash|funding exists
        there is|s .. room .. for|in|budget
        room in .. budget|plan|books
        call|make|say|put it? at? #money|#rate
        budgeted|budgeting for|this|it|#money|around|about|up_to|roughly|some
        accounted_for|provided_for|planned|in in the|our budget|books|plan|forecast
        well_funded|raised|closed .. round|series|funding|seed|investment
        money_to_burn|deep_pockets|cash_rich|flush_with
        within|inside|in|fits|fit|matches|well_within .. our|my|the budget|means|range|reach|ballpark|price_range
        price|cost|pricing|that|rate .. works|fine|ok|okay|fair|good|acceptable|reasonable|doable for_us|for_me|with_us|by_us|with_me
        ceiling|limit|max|maximum|cap|top|upper_limit|threshold .. @sum
        @sum max|maximum|tops|ceiling|cap|limit|at_most|at_the_most
        cover~|fund~|pay~|finance~|foot~ by|from|out_of|the .. grant|company|finance|head_office|parent_company|sponsor|budget|bill|investor|fund|department
        company|boss|finance|grant|sponsor|hq|investor|head_office|council .. pays|pay|covers|cover|funds|finances|foots|picks_up for|it|this|everything|the
        money|budget .. in_hand|on_hand|at_hand|in_the_bank|on_the_table|burning
        around|about|roughly|maybe|up_to|like #money|#rate .. for|should|would|could .. this|it|that|work|do|be
        prepared|ready|willing|happy|able|comfortable|thinking|aiming .. spend|pay|invest|of|with|for @sum
        afford
        reckon|guess|suppose|think|thinking|figure|assume|aim|aiming|target|targeting|looking_at|thinking_of|work_with|play_with .. #money|#rate
        investment|spend|spending|expenditure|outlay .. of|up_to|around @sum
        cost_centre|cost_center|pot|fund|grant|kitty|purse .. has|have|holds|of|with|for .. #money|#rate|this|it
        our|my price_range|range|bracket|spend|ballpark|figure|number is|s|would_be|around .. @sum
        @we can|could .. do|manage|swing|offer|make|go .. #money|#rate
        something|some|a_bit|enough is|was|has_been .. set_aside|left|there|in_the_budget
      `,
    },
  ],
  de: [
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
  ],
  fr: [
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
  ],
  es: [
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
  ],
};
