import type { CriterionRules } from './criteria.js';

/** What tells that the user decides, or who else does. In German, French and Spanish. */
export const authorityForeign: Omit<CriterionRules, 'en'> = {
  de: [
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        ich|wir|man .. entscheide|entscheiden|bestimme|bestimmen|unterschreibe|unterschreiben|treffe|treffen .. nicht|nich|ned|net|nie|nix|nichts|kaum
      `,
    },
    {
      status: 'MET',
      patterns: `
        entscheide|bestimme|unterschreibe ich .. allein|alleine|selbst|selber
        ich .. entscheide|bestimme .. allein|alleine|selbst|selber
      `,
    },
    {
      status: 'MET',
      firm: true,
      patterns: `
        niemand|keiner|keinen|niemanden .. fragen|sonst|hinein|rein|mitreden|uber_mir|mehr|dazwischen
        muss|mussen|brauche|brauch .. niemanden|keinen|niemand|nicht|keine .. fragen|rucksprache|absprechen|zustimmung|freigabe|abstimmen|abklaren|genehmigung|erlaubnis
        ohne rucksprache|zu_fragen|chef|genehmigung
        @chef .. ist|sind|hat|haben|steht|sitzt|gibt .. einverstanden|dabei|dafur|zugestimmt|ok|okay|genehmigt|freigegeben|grunes_licht|mit_an_bord|an_bord|neben_mir|hier|abgesegnet|uberlassen|ubertragen|freie_hand|ja_gesagt|zugesagt|vertraut|erlaubt|bei_mir|mit_im_raum|abgenickt|die_auswahl|die_entscheidung_mir|uberzeugt
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        @entscheiden .. tut|tun|muss|kann|darf|will|wird .. @chef|er|sie|andere
        @entscheiden .. ich|wir .. nicht|nich|ned|net
        entscheide|entscheiden|entscheidung|bestimme|unterschreibe .. nicht .. ich|wir|alleine|allein|bei_mir|meine|selbst|selber
        nicht|nich .. alleine|allein|selbst|selber|meine|ich|befugt .. @entscheiden|entscheidung
        kann|darf|konnen|durfen .. nicht|nix|nichts|nich|ned .. @entscheiden|bestellen|zusagen|zustimmen
        @chef|er|sie .. @entscheiden|genehmigt|genehmigen|zustimmen|das_letzte_wort|das_sagen|absegnen|abnicken|freigeben|ok_geben|letzte_wort|zustimmung|entscheidet|freigabe
        @entscheiden .. @chef|er|sie|andere|jemand_anders|hoher
        muss|musste|mussten|sollte .. erst|vorher|zuerst|noch .. @chef
        muss|mussen|musste|mussten|sollte .. @chef|rucksprache|absprechen|abklaren|genehmigen|nachfragen|absegnen|besprechen|abstimmen|fragen|vorlegen|abnicken|vorstellen|oben
        liegt|liegen|nicht .. bei_mir|nicht_bei_mir|meinen_handen|in_meiner_hand|beim|bei_der|beim_chef|bei_meinem|bei_meiner|bei_der_geschaftsfuhrung
        bin .. nur|bloss|lediglich .. praktikant|praktikantin|azubi|assistent|assistentin|sachbearbeiter|werkstudent|sekretarin|mitarbeiter|angestellter|angestellte|aushilfe|die|der
        bin .. praktikant|praktikantin|azubi|werkstudent|werkstudentin
        nur|bloss .. informieren|informationen|infos|recherchiere|recherche|umschauen|vorschlagen|vorauswahl|sammle
        nichts|nix zu sagen|melden|entscheiden
        nicht meine entscheidung|sache|baustelle
        brauche|brauchen|braucht|benotige .. zustimmung|freigabe|genehmigung|ok|unterschrift|segen
        hat|haben das letzte wort
        hat|haben das sagen
        uber meinen|meine kopf|gehaltsklasse
        mit|fur meinem|meiner|meinen|unserem|unserer @chef .. sprechen|reden|besprechen|abstimmen|klaren
      `,
    },
    {
      status: 'MET',
      patterns: `
        @entscheiden .. ich|wir|selbst|selber|alleine|allein
        ich|wir|selbst|selber|alleine|allein .. @entscheiden
        ich bin|als .. geschaftsfuhrer|geschaftsfuhrerin|inhaber|inhaberin|chef|chefin|eigentumer|eigentumerin|grunder|grunderin|boss|selbststandig|selbstandig|entscheider|entscheiderin|ceo|gf|betreiber|betreiberin|vorstand|gesellschafter|freiberufler|einzelunternehmer
        bin .. der|die|hier|da inhaber|chef|chefin|inhaberin|geschaftsfuhrer|geschaftsfuhrerin|eigentumer|boss|entscheider|grunder
        meine entscheidung|sache|firma
        entscheidung|entscheidungen|auswahl|wahl .. bei_mir|bei_uns|meine|treffe_ich|liegt_bei_mir|ubertragen|mir_uberlassen
        liegt|lag bei mir|uns
        mir|mein|meine|meinem gehort|gehoren|laden|betrieb|firma|eigener|eigenes|eigene
        habe|hab .. freie_hand|das_sagen|das_letzte_wort|vollmacht|prokura|entscheidungsbefugnis|budgetverantwortung|grunes_licht|befugnis
        mir .. ubertragen|uberlassen|freie_hand
        bestimme|entscheide|unterschreibe|unterzeichne ich
        ich darf .. entscheiden|unterschreiben|bestellen
        einzelkampfer|einmannbetrieb|ein_mann_betrieb|ein_mann
        das mache|entscheide|bestimme ich
        mein|eigener|eigenes|eigene betrieb|laden|geschaft|unternehmen|buro|praxis|kanzlei|hotel|restaurant
        ich .. mache|tue .. was_ich_will|wie_ich_will
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        entscheidet|entscheiden|bestimmt
        @chef ... muss|mussen|darf|soll|will|wollen|musste|mussten .. zustimmen|absegnen|abnicken|freigeben|genehmigen|unterschreiben|entscheiden|mitreden|ja_sagen|drauf|draufschauen|sehen|prufen
        @chef .. macht|machen|regelt|regeln|sucht|wahlt|wahlen|kauft|kaufen|bestellt|schreibt_vor|gibt_vor|hat_das|nickt|segnet|genehmigt|entscheided
        @chef ... nicht|noch_nicht|nichts|kein .. zugestimmt|uberzeugt|ja|okay|ok|einverstanden|gesehen|gehort|dafur|genehmigt|unterschrieben|weiss
        muss|mussen .. noch|erst|von .. genehmigt|abgesegnet|freigegeben|unterschrieben|abgenickt|beschlossen
        trifft|treffen|fallt|fallen .. die|diese|solche? entscheidung|entscheidungen
        entscheidung|entscheidungen .. trifft|treffen|fallt|liegt|liegen .. 
      `,
    },
  ],
  fr: [
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        je|on|nous|j .. decide|decidons|choisis|choisissons|signe|signons|tranche .. pas|plus|jamais|rien|guere
      `,
    },
    {
      status: 'MET',
      firm: true,
      patterns: `
        decision|choix|dernier_mot .. m_appartient|me_revient|nous_appartient|nous_revient
        pas besoin .. accord|demander|validation|autorisation|permission
        personne .. a_demander|a_consulter|d_autre|au_dessus
        sans .. demander|accord|validation
        n ai|avons .. personne|pas .. a_demander|a_consulter|comptes
        @chef|il|elle .. est|a|ont|m_a|nous_a|vient_de .. d_accord|valide|partant|partante|donne_son_accord|feu_vert|approuve|dit_oui|a_cote|avec_moi|carte_blanche|signe|accepte|ok|a_cote_de_moi|laisse_decider|convaincu|convaincue|donne_le_feu|ici
        me|m laisse|laissent .. decider|choisir|carte_blanche|libre
        carte blanche
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        pas|ne .. decideur|decideuse|decisionnaire|le_patron|la_patronne|le_gerant
        pas .. moi .. decide|tranche|signe|choisis|valide
        pas .. mon|ma|mes decision|ressort|choix
        ne|n decide|signe|choisis|tranche pas
        peux|peut|pouvons .. pas .. decider|signer|m_engager|trancher|valider|seul|seule
        dois|doit|devons|faut|faudra|faudrait|devrais .. demander|parler|valider|voir|consulter|soumettre|en_parler|l_accord|passer|convaincre|presenter|obtenir .. @chef|accord|avec|a_mon|au|a_ma|feu_vert|en_interne|lui|validation
        @chef|c_est_lui|c_est_elle|lui|elle|il|ils .. decide|decident|tranche|tranchent|signe|signent|valide|valident|le_dernier_mot|dernier_mot|choisit|doit_valider|doit_approuver|doivent_valider|qui_decide|approuve
        decision|choix|dernier_mot .. revient|appartient|depend|prise_par|au|a_mon|a_la|pas_a_moi|du|de_mon|de_la
        faut|dois|devons .. parle|parler|demande|voie .. @chef|direction
        c est mon|ma|le|la|notre|nos|son|sa .. qui
        besoin .. accord|validation|feu_vert|signature|autorisation de?
        je suis .. juste|que|seulement|simple .. stagiaire|assistant|assistante|secretaire|employe|employee|alternant
        suis .. stagiaire|alternant|alternante|apprenti
        me renseigne|renseigner .. pour|seulement|juste
        je .. renseigne .. seulement|juste|pour_mon|pour_ma
        ca|c ne depend pas de moi
        rien a dire
        a mon|notre patron|chef|directeur de voir|decider|trancher
      `,
    },
    {
      status: 'MET',
      patterns: `
        c est moi qui|seul|seule
        moi .. decide|tranche|signe|choisis|valide
        je|j|nous|on decide|decidons|tranche|choisis|choisissons
        je suis|suis|etant|en_tant_que .. gerant|gerante|patron|patronne|proprietaire|pdg|dg|fondateur|fondatrice|dirigeant|dirigeante|decideur|decisionnaire|independant|independante|directeur_general|directrice_generale|associe_unique|a_mon_compte|auto_entrepreneur|chef_d_entreprise|cheffe_d_entreprise|seul_maitre|seule_maitre|la_patronne|le_patron
        c est moi|nous .. gerant|gerante|patron|patronne|decideur|chef|boss|le_patron|la_patronne|le_boss|la_gerante
        ma|mon decision|choix|entreprise|boite|affaire|agence|restaurant
        decision|choix .. me_revient|m_appartient|moi|de_mon_ressort
        j ai .. le_dernier_mot|carte_blanche|le_pouvoir|la_signature|delegation|feu_vert|l_accord|l_aval
        depend .. que_de_moi|de_moi
        je peux decider|signer|valider
        le patron c est moi
        decide|decider|tranche seul|seule|moi_meme
        est|sont a moi|nous
        je fais ce que je veux
        m appartient|appartiennent
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        decident|tranchent|decidera|decideront
        qui decide|decident c_est .. 
        @chef ... doit|doivent|devra|faut|va|veut|encore .. voter|valider|approuver|signer|decider|trancher|accepter|autoriser|dire|examiner|regarder|donner|voir
        @chef .. vote|votent|gere|gerent|commande|commandent|choisit|choisissent|s_occupe|s_en_occupe|achete|achetent|impose|imposent|autorise|decidera
        doit|doivent|faut .. etre .. valide|approuve|signe|vote|autorise
        @chef ... pas .. decide|accord|dit|repondu|valide|convaincu|chaud|sur
        la decision est|sera prise
      `,
    },
  ],
  es: [
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        no|nunca|tampoco .. decido|decidimos|elijo|firmo|mando|apruebo
        yo|nosotros no
      `,
    },
    { status: 'NONE', patterns: 'presupuesto|dinero|gasto|partida .. aprobado|aprobada|autorizado' },
    {
      status: 'MET',
      firm: true,
      patterns: `
        no .. necesito|necesitamos|tengo|hace_falta|hay .. permiso|que_preguntar|consultar|consultarlo|aprobacion|que_pedir|preguntar_a_nadie|autorizacion|nadie_mas|a_nadie
        nadie .. mas|por_encima|que_preguntar|me_tiene
        sin .. consultar|preguntar|pedir
        @jefe|el|ella .. esta|esta_de|me|nos|dio|ha_dado|ya|dice|tengo .. de_acuerdo|visto_bueno|aprobado|dijo_que_si|luz_verde|conmigo|a_mi_lado|carta_blanca|ok|firmado|aqui|aprobo|libertad|el_si|la_decision_a_mi|convencido
        me|nos dejan|deja|dejo|han_dado|dio|dieron .. decidir|elegir|carta_blanca|luz_verde|visto_bueno|libertad|a_mi
        carta blanca
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        no .. decido|decidimos|firmo|elijo|depende_de_mi|soy_quien|soy_yo|mi_decision|me_toca|apruebo|en_mis_manos
        no .. puedo|podemos .. decidir|firmar|decidirlo|aprobar|comprometerme|autorizar|comprar
        tengo_que|tenemos_que|debo|debemos|hay_que|necesito|tendria_que|habria_que|tendre_que|me_toca|falta .. consultar|consultarlo|preguntar|preguntarle|hablar|hablarlo|pedir|presentar|presentarlo|convencer|aprobacion|visto_bueno|autorizacion|permiso|comentarlo|comentar|verlo|aprobar|pasarlo|la_firma .. @jefe|con|a_mi|al|permiso|aprobacion|antes|visto_bueno|la|el
        @jefe|el|ella|ellos .. decide|deciden|firma|firman|aprueba|aprueban|tiene_la_ultima|tienen_la_ultima|ultima_palabra|manda|elige|autoriza|tiene_que_aprobar|debe_aprobar|tiene_que_decidir|tiene_que_firmar|tienen_que_aprobar|quien_decide|da_el_visto
        decision|decisiones|decidir .. es_de|toma|la_toma|la_toman|depende_de|corresponde|pasa_por|de_mi_jefe|toman .. @jefe|el|ella|ellos|otros?
        solo|solamente|nada_mas .. averiguo|pregunto|averiguando|preguntando|informo|investigo|becario|becaria|asistente|empleado|empleada|secretaria|practicas|miro|mirando|recopilo|comparo|busco_informacion|ayudo
        soy .. becario|becaria|en_practicas|asistente|secretaria
        depende de mi jefe|jefa|la|los|el|otros
        lo|eso decide|deciden|aprueba
        es mi|el|la|nuestro|nuestra .. quien|que_decide|que_manda|que_firma|el_que|la_que|que_lleva
        lo decide|deciden .. @jefe|el|ella|otro
        sin .. aprobacion|visto_bueno|permiso .. no
        pregunto|averiguo|consulto para|por mi jefe|jefa
      `,
    },
    {
      status: 'MET',
      patterns: `
        lo|la decido|decidimos|elijo|firmo yo?
        yo .. decido|mando|firmo|elijo|apruebo|tomo_la|tengo_la|autorizo
        decido|decidimos|firmo|mando yo|sobre|solo|sola|todo|en|las
        decision|decisiones .. mia|nuestra|tomo|yo|en_mis_manos
        soy|como .. dueno|duena|propietario|propietaria|jefe|jefa|gerente|fundador|fundadora|director_general|directora_general|ceo|responsable_de_compras|autonomo|autonoma|socio_unico|quien_decide|encargado_de_decidir|titular|socio_fundador|quien_firma|el_que_decide|la_que_decide|administrador_unico
        depende|depende_solo de mi
        mi|nuestra|nuestro propio|propia negocio|empresa|decision|tienda
        es mi|mio decision|negocio|empresa|tienda
        tengo .. ultima_palabra|autoridad|poder_de_decision|poder_para|luz_verde|visto_bueno|autorizacion
        puedo .. decidir|firmar|decidirlo .. yo|solo|sola
        quien decide soy yo
        es|son mio|mia|mios|nuestro|nuestra
        hago lo que quiero
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        decide|deciden|decidira
        decision .. toma|toman
        tiene|tienen|debe|deben|ha|han|falta|necesita|necesitamos|necesito .. que|de? aprobarlo|aprobar|autorizar|autorizarlo|firmar|firmarlo|decidir|decidirlo|votar|votarlo|dar|dar_el_visto|aprobacion|permiso|firma .. @jefe|el|la|mi|nuestro|los?
        @jefe ... tiene|tienen|debe|deben|ha|falta|quiere .. aprobar|aprobarlo|autorizar|firmar|decidir|votar|verlo|revisar|visto|ok|permiso
        @jefe .. lleva|gestiona|maneja|compra|escoge|vota|votan|impone|autoriza
      `,
    },
  ],
};
