import type { CriterionRules } from './criteria.js';

/** What tells when they want to begin or buy, or that there is no time for it. */
export const timeline: CriterionRules = {
  en: [
    {
      status: 'NONE',
      patterns: `
        call|phone|ring|ringing|demo|demonstration|meeting|meet|talk|speak|chat|appointment|webinar|contact|reach|get_back|send|email|mail|quote|reply|answer .. #day|#when|#soon
        #day|#when .. call|demo|meeting|demonstration|appointment|slot
        trial|test|try|pilot|testing .. for|period .. #when|day|days|week|weeks|month
        pilot|try|trial|test for|over #when|a_week|a_month
        #money|#rate|#num .. #when .. budget|revenue
        budget|money|funds|spending|cash|left .. this|for .. #when
        budget|money|funds|spending .. #when
        #money|#rate .. left|for .. #when
        every|each|weekends|on weekends
        open|closed|holiday|vacation|leave|away|out_of_office .. #when|#day
        sign|commit|contract for .. year|years|months
        notice|payment|pay|invoice|billing|billed .. #when|days
        reply|replies|answer|answers|respond|response|waits|wait|later|late|get .. #when|#day
        #past
        hired|founded|grew|met|talked|spoke|asked|mentioned|started_with|since .. #when|#day
        have_a|have_an? good|nice|great|lovely weekend|day|week|summer|christmas|evening
        next session|meeting
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        no|not|without|zero .. rush|hurry|hurries|deadline|deadlines|date|timeline|time_line|timeframe|time_frame|time_pressure|urgency|pressure|schedule|time_plan|target_date|fixed_date|timing|plan_yet|set_date|time_limit|clock
        not|nothing .. urgent|pressing|urgently|time_critical|time_sensitive|burning|imminent
        no one|body? is? pressing|pushing|chasing
        nobody|no_one .. pressing|pushing|rushing|hurrying|in_a_hurry|waiting
        not .. now|right_now|today|yet|anytime_soon|any_time_soon|soon|for_a_while|this_time|at_this_time|at_the_moment|for_now|immediately|in_the_near|the_right_time|a_good_time|the_time $
        not .. now|right_now|at_the_moment|anytime_soon|any_time_soon|soon|yet|for_now|currently .. #day|later|maybe|perhaps|but|anyway
        ^ maybe? but? not now|right_now|yet|today|#when|#soon|at_the_moment|for_now
        not .. know|sure|clear|decided .. when|what_date|timing|what_month
        no idea|clue .. when
        some_day|someday|one_day|eventually|at_some_point|sometime|some_time_later|in_the_distant|down_the_road|down_the_line|whenever|way_down|some_other_time|another_time
        no|not .. plans|planning|plan .. start|begin|buy|change|switch|do|to
        on hold|ice|pause|the_back_burner|back_burner|the_shelf|standby|the_long_finger
        postpone~|shelve~|shelved|parked|park it|put_off|delayed|deferred|defer~|pushed_back|moved_back|stalled|put_back|back_burner
        maybe|perhaps|later|might|possibly .. later|next_year|another_time|some_other_time|in_the_future|then
        ask|come|get|check|try|call|write|contact|talk|ping|remind|speak|revisit|knock|touch_base|look|return|circle .. again|back|me|us|it|in .. after|#when|later|once|when|in
        come|coming|back .. when|once|after|if .. things|calm|over|dust|calmer|quieter|settles
        things calm|calms|settle|quieten down
        plenty|lots|all of? time|the_time in the? world
        take|taking our|my time
        have|has|got .. time|all_the_time .. still|left|no_stress|to_spare
        can|could|will wait
        #when|date|start|launch|plan|project|rollout .. is|s|are|has_been off|cancelled|canceled|postponed|scrapped|dead|out|impossible|delayed|too_early|too_soon|unrealistic|not_happening|frozen
        too early|soon to|for|yet
        not .. before|until|till we|the|that|my|our|i|there|this .. 
        until|before|till then|that nothing|nobody|no
        just|only exploring|browsing|looking|researching|shopping_around|window_shopping
        bad|wrong|terrible|awkward timing|time|moment
        far off|away|future
        long way off|away|out
        no longer .. start|begin|#when
        not happening|going_to_happen
        does not matter when
      `,
    },
    {
      status: 'MET',
      patterns: `
        @want .. @live .. by|before|until|till|in|on|from|around|for|right_after|after|at|since|as_of|this? #when|#soon|#day
        @want .. @live .. #when|#soon|#day|today|now|then|immediately|promptly
        @want .. it|this|something|that|one|tool|solution|inbox|system|thing|them|everything|us .. by|before|until|till|in|on|for|around|from? #when|#soon|#day
        @want .. by|before|until|till|no_later_than|latest #when|#day|then|that
        @live .. by|before|until|till|in|on|from|around|right_after|after|as_of|no_later_than|starting|within #when|#day
        @live .. #soon|#when|by_then|before_that|before_then
        by|before|until|till|no_later_than|not_later_than|latest_by|latest|come|by_the? #when .. latest|at_the_latest|max|please|is|would
        #when|#day .. at_the_latest|latest|max|at_latest|deadline|the_deadline|at_the_very_latest|is_when|would_be|would_work|works|sounds|is_ideal|is_perfect|is_the|ideally|start|go_live|kick_off|is_our|is_my
        deadline|target|target_date|go_live|golive|start_date|launch|launch_date|kick_off|kickoff|rollout|roll_out|timeline|timeframe|time_frame|timing|due|due_date|d_day|cutover|schedule|plan .. #when|#day|#soon
        contract|licence|license|plan|subscription|renewal|agreement|lease|deal|term|support|vendor .. ends|end|expires|expire|runs_out|run_out|renews|renew|is_up|up_for_renewal|due|lapses|stops|terminates|finishes|ending|expiring|over|terminated|is_over|shuts_down|closes|discontinued .. #when|#day|soon
        renewal|contract|licence|license|subscription .. #when
        season|rush|event|fair|office|store|shop|campaign|term|audit|festival|conference|branch|wave|peak .. starts|start|begins|opens|is|kicks_off|comes .. #when
        it|this|something|one|live|running|ready|place|there|done|sorted|up|working|start|starting|switch|in|operational|system|tool|thing by|before then|that|the|our|my|we|they
        need|needs|want|must|has_to|have_to .. before the|our|my|we|they
        has|have|had|needs|need|must|got|got_to .. be .. in|live|running|there|ready|done|up|in_place|working|operational|installed .. by|before|until|till|when|for
        @want .. start|begin|go_live|launch|switch|buy|move|have_it|get_going|get_started|running|up_and_running .. soon|quickly|fast|now|today|this|straight|rather_soon|very_soon|shortly
        urgent|urgently|pressing|in_a_hurry|in_a_rush|time_is_tight|clock_is_ticking|time_critical|high_priority|top_priority|no_time_to_lose|time_is_short|running_out_of_time|rushing
        can|could|will|would i|we|it|you|us .. start|begin|live|running|ready|up|in_place .. by|before|in|on|next|this? #when|#soon
        ^ so|and|ideally|probably|maybe|preferably|latest|say|well|then|yes|or|ok|hopefully|definitely|oh|actually|no? by|before|in|from|until|till|around|on|for|within|during|after|about|sometime|some_time|roughly|early|late|at|right_after|not_before|starting? the? #when|#soon|#day ideally|preferably|latest|please|i_guess|maybe|would_be|at_the_latest|hopefully|or_so|if_possible|then|already|max|probably|i_think|i_hope|or|somewhere? #when? $
        within|in|inside|over #when .. start|live|running|decide|buy|switch
        looking|aiming|hoping|planning|shooting|gunning|thinking|targeting|going at|for|on? around|about|sometime|the? #when
        decide|deciding|decision|buy|buying|purchase|order|sign .. by|before|in|within|until|this|next|on #when|#day
        starts|starting|start|begin|begins|kick~|commence~ .. #when|#day|#soon
        #when|#day .. starts|we_start|we_begin|we_launch|we_open|we_want|we_need|i_want|i_need|we_go|we_move|we_switch|i_start|we_have_to|we_must|be_ready|be_live|be_running
        need|want|like|have .. asap|#soon|yesterday
        sooner the better
        go|going|going_live|live .. #when|#soon|#day
        till|until #when|#day .. so|to
        given|have|got|gave|gives us|me|we|i? till|until #when|#day
      `,
    },
  ],
  de: [
    {
      status: 'NONE',
      patterns: `
        anrufen|ruckruf|telefonieren|termin|demo|vorfuhrung|gesprach|sprechen|melden|antwort|antworten .. #day|#when
        #day|#when .. anrufen|ruckruf|termin|demo|vorfuhrung|gesprach|sprechen|telefonieren
        budget|geld|mittel .. #when
        #when .. kein|keine|keins|nicht .. budget|geld|mittel
        #money .. #when
        schones wochenende|woche
        testen|test|probe .. #when
        laufzeit|vertragslaufzeit|zahlungsziel
        #past
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        kein|keine|keinen|nicht|nich|ohne|null .. eile|eilig|termin|zeitdruck|frist|deadline|zeitplan|datum|dringend|hektik|stress|zeitpunkt|stichtag|brennt
        eilt|eilig|pressiert|drangt|brennt .. nicht|nich|ned|net
        nicht|nich|ned jetzt|sofort|gleich|heute|aktuell|momentan|dieses_jahr|bald|#when|#soon
        im moment|augenblick nicht|nich|noch_nicht
        jetzt|aktuell|derzeit|momentan|#when|heuer|gerade .. nicht|nichts|nix|nich|kein_thema|noch_nicht .. mehr|werden|starten|geht|moglich|anfangen|#when|drin|passt|einfuhren|umstellen|angehen|$
        heuer|dieses_jahr|#when .. nichts|nix|nicht mehr
        irgendwann|eines_tages|spater_mal|mal_sehen|vielleicht_spater|vielleicht_mal|auf_eis|verschoben|vertagt|aufgeschoben|zuruckgestellt|auf_unbestimmte
        vielleicht .. spater|nachstes_jahr|irgendwann|#when
        spater .. vielleicht|noch_mal|nochmal|wieder|mal
        melde|melden|meldet|komme|kommen|fragen|frag .. spater|wieder|zuruck|nochmal|noch_mal|irgendwann
        haben|hat|habe zeit
        zeit .. lassen|haben_wir
        noch nicht .. absehbar|klar|soweit|geplant|entschieden|wann
        steht|weiss|wissen .. nicht|nicht_fest|noch_nicht .. wann|fest
        zu fruh
        fallt|fallen .. aus|flach|ins_wasser
      `,
    },
    {
      status: 'MET',
      patterns: `
        @start .. @wollen .. #when|#soon|#day
        @wollen .. @start .. #when|#soon|#day
        @wollen .. #when|#soon .. @start|es|das|was
        @wollen .. bis|ab|zum|vor|im|spatestens|in|noch|schon|zu|am? #when|#soon
        #when|#soon|#day .. @start|@wollen|geht_es|soll_es|live
        @start .. bis|ab|zum|vor|im|spatestens|in|noch|schon|zu|am|schnell|doch? #when|#soon|#day
        bis|ab|spatestens|zum|vor|noch|bis_spatestens|bis_zum|vor_dem #when|#soon .. 
        vertrag|lizenz|abo|vertrage|kundigung|laufzeit|wartung|kundigungsfrist .. lauft|endet|auslauft|aus|ab|verlangert .. #when
        lauft|endet .. #when|#day .. aus|ab
        vertrag|lizenz|abo .. #when
        saison|messe|weihnachtsgeschaft|schuljahr|umzug|eroffnung .. beginnt|startet|ist|geht_los|fangt .. #when|an
        vor|bis der|dem|zum|zur saison|messe|umzug|umstellung|eroffnung|audit|prufung|schuljahresbeginn|ferien|feiertagen|sommerferien|hochsaison|weihnachtsgeschaft
        dringend|eilt|eilig|so_schnell|drangt|brennt|pressiert
        ^ ja|also|ideal|am_besten|eher|doch|oder|so|naja? schon|erst|spatestens|ab|im|in|zum|bis|anfang|mitte|ende|noch? #when|#soon $
        deadline|stichtag|termin|frist|zieltermin|start .. ist|ware|steht .. #when
        so schnell es geht
        #soon
      `,
    },
  ],
  fr: [
    {
      status: 'NONE',
      patterns: `
        appeler|rappeler|appelez|rappelez|rdv|rendez_vous|demo|demonstration|reunion|parler .. #day|#when|#soon
        #day|#when .. rdv|rendez_vous|demo|appel|appeler|rappeler
        budget|argent|#money .. #when
        #when .. pas|plus .. budget|argent
        bon|bonne week_end|weekend|journee|semaine
        reponse|repondre|repond .. #when|jours
        engage|engager|engagement|essai|essayer .. #when|ans|mois
        #past
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        pas|aucun|aucune|rien|sans|nullement .. presse|presses|presser|pressee|urgence|urgent|urgente|date|delai|echeance|calendrier|precipitation|press
        rien ne presse
        pas .. maintenant|tout_de_suite|pour_l_instant|pour_le_moment|avant_longtemps|cette_annee|en_ce_moment|encore|dans_l_immediat|aujourd_hui|#when|#soon
        pour l instant|le_moment .. non|pas|rien
        un jour|de_ces_jours|jour_peut_etre
        plus tard|tard_peut_etre
        peut etre .. plus_tard|un_jour|#when
        reporte|repousse|reportee|en_pause|en_suspens|gele|decale|remis_a_plus_tard|ajourne
        on|nous|avons|a|ai tout_notre|le|tout_le|du temps
        prend|prendre|prenons .. notre|mon temps
        on verra
        reviendrai|reviendrons|revenir|recontacter|recontacterai|rappellerai .. plus_tard|un_jour|quand|#when|vous
        ne sais|savons pas .. quand
        trop tot
      `,
    },
    {
      status: 'MET',
      patterns: `
        @vouloir .. @start .. #when|#soon|#day
        @vouloir .. #when|#soon|#day
        @start .. #when|#soon|#day
        #when|#soon|#day .. @start|@vouloir|au_plus_tard|dernier_delai|maximum|max|ideal|serait
        avant|d_ici|pour|des|au_plus_tard|a_partir|debut|fin|courant #when
        contrat|licence|abonnement|bail .. finit|expire|se_termine|prend_fin|echeance|arrive|termine|s_arrete|renouvelle .. #when
        contrat|licence|abonnement .. #when
        saison|salon|ouverture .. commence|demarre|debute|est .. #when
        avant|pour la|le|l|notre|nos saison|ouverture|salon|audit|demenagement|soldes|rentree|fetes|inspection
        urgent|urgence|presse|pressee|presses|au_plus_vite|des_que_possible
        ^ oui|alors|plutot|idealement|enfin|donc|bon|ou? vers|en|pour|avant|des|d_ici|debut|fin|au|mi|a? #when|#soon $
        date_limite|echeance|deadline|objectif .. #when
        #soon
      `,
    },
  ],
  es: [
    {
      status: 'NONE',
      patterns: `
        llamar|llamada|llamen|llame|llameme|llamenme|demo|reunion|cita|hablar|contactar .. #day|#when|#soon
        #day|#when .. llamar|demo|reunion|cita|llamada
        presupuesto|dinero|#money .. #when
        #when .. no|sin .. presupuesto|dinero|plata
        buen|buena fin|semana|dia
        prueba|probar .. #when
        responder|respuesta|contestar|contestamos .. #when|dias
        #past
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        no|sin|ninguna|ningun|nada .. prisa|prisas|urgente|urge|urgencia|fecha|plazo|apuro|apura|calendario|corre_prisa
        no .. ahora|por_ahora|de_momento|por_el_momento|todavia|este_ano|aun|es_el_momento|en_este_momento|hoy|#when|#soon
        ahora|por_ahora|de_momento|ahorita|por_el_momento|#when .. no|imposible
        algun dia|momento
        mas adelante|tarde
        quiza|quizas|tal_vez|a_lo_mejor .. adelante|algun_dia|#when|tarde|proximo
        aplazado|pospuesto|en_pausa|pospusimos|aplazamos|congelado_el_proyecto|parado|retrasado|posponer|aplazar|en_espera
        ya veremos|vere
        con calma
        tenemos|tengo|hay .. tiempo
        volvere|vuelvo|volveremos|le_aviso|les_aviso|avisare|contactare|escribire .. cuando|adelante|algun|#when
        no se|sabemos .. cuando
        demasiado pronto
        para nada urgente
      `,
    },
    {
      status: 'MET',
      patterns: `
        @querer .. @start .. #when|#soon|#day
        @querer .. #when|#soon|#day
        @start .. #when|#soon|#day
        #when|#soon|#day .. @start|@querer|como_mucho|a_mas_tardar|maximo|como_tarde|seria|como_maximo
        antes|para|desde|a_partir|a_mas_tardar|hasta de|del|el|la|los|las? #when
        contrato|licencia|suscripcion .. termina|vence|acaba|caduca|expira|finaliza|renueva .. #when
        contrato|licencia|suscripcion .. #when
        temporada|feria|apertura|campana .. empieza|comienza|arranca|es|abre .. #when
        antes|para de|del|la|el temporada|apertura|feria|auditoria|mudanza|campana|navidad|fiestas
        urgente|urge|urgencia|prisa|corre_prisa|apurados|apura|con_prisa
        ^ si|pues|mejor|idealmente|o|quizas|como? en|para|antes|a|el|la|desde|sobre|hacia de|del|el|la? #when|#soon $
        fecha_limite|plazo|fecha|objetivo .. #when
        #soon
      `,
    },
  ],
};
