import type { CriterionRules } from './criteria.js';

/** What tells when they want to begin or buy, or that there is no time for it. In German, French and Spanish. */
export const timelineForeign: Omit<CriterionRules, 'en'> = {
  de: [
    {
      status: 'NONE',
      patterns: `
        nicht|nich da|erreichbar|im_haus|buro
        #when .. haben|gibt|ist|sind|hat|machen wir|es|man? .. mehr|viel|viele|weniger|betriebsferien|urlaub|ferien|hochbetrieb|geschlossen|zu|saison|stress|messe
        betriebsferien|urlaub|ferien|geburtstag .. #when
        anrufen|ruckruf|telefonieren|termin|demo|vorfuhrung|gesprach|sprechen|melden|antwort|antworten .. #day|#when
        #day|#when .. anrufen|ruckruf|termin|demo|vorfuhrung|gesprach|sprechen|telefonieren
        budget|geld|mittel .. #when
        noch_nicht .. geld
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
        termin|datum|zeitplan|frist|deadline|startdatum|zeitpunkt|wann .. kein|keine|keinen|keins|keines|nicht|nix|offen|unklar|keine_ahnung|steht_nicht
        kein|keine|keinen|nicht|nich|ohne|null .. eile|eilig|termin|zeitdruck|frist|deadline|zeitplan|datum|dringend|hektik|stress|zeitpunkt|stichtag|brennt
        eilt|eilig|pressiert|pressieren|eilen|drangt|brennt .. nicht|nich|ned|net
        nicht|nich|ned jetzt|sofort|gleich|heute|aktuell|momentan|dieses_jahr|bald|#when|#soon
        im moment|augenblick nicht|nich|noch_nicht
        jetzt|aktuell|derzeit|momentan|#when|heuer|gerade .. nicht|nichts|nix|nich|kein_thema|noch_nicht .. mehr|werden|starten|geht|moglich|anfangen|#when|drin|passt|einfuhren|umstellen|angehen|$
        heuer|dieses_jahr|#when .. nichts|nix|nicht mehr
        #when .. wird|werden .. nichts|nix
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
        ^ ja|also|ideal|am_besten|eher|doch|oder|so|naja|moglichst|wenn_moglich|gerne|gern? gleich? schon|erst|spatestens|ab|im|in|zum|bis|anfang|mitte|ende|noch? #when|#soon $
        deadline|stichtag|termin|frist|zieltermin|start .. ist|ware|steht .. #when
        so schnell es geht
        #soon
      `,
    },
  ],
  fr: [
    {
      status: 'MET',
      firm: true,
      patterns: `
        #when|#day .. au_plus_tard|dernier_delai
        au_plus_tard|pas_plus_tard_que .. #when|#day
      `,
    },
    {
      status: 'NONE',
      patterns: `
        appeler|rappeler|appelez|rappelez|rdv|rendez_vous|demo|demonstration|reunion|parler .. #day|#when|#soon
        #day|#when .. rdv|rendez_vous|demo|appel|appeler|rappeler
        budget|argent|#money .. #when
        pas un sou|centime|euro|rond ...
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
        mise|debut|demarrage|lancement .. service|souhaite|souhaitee|prevu|prevue|fixe .. #when
        souhaite|souhaitee|prevu|prevue #when
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
        #soon|ahora .. no|sin .. presupuesto|dinero|plata|gastar|pagar
        #when .. no|sin .. presupuesto|dinero|plata|gastar|pagar|invertir
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
