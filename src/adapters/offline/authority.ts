import type { CriterionRules } from './criteria.js';

/** What tells that the user decides, or who else does. */
export const authority: CriterionRules = {
  en: [
    {
      status: 'NONE',
      patterns: `
        used to sign|decide|approve|handle
        former|previous|ex|old boss|manager|head|ceo|owner|director
        only|just beyond|above|over|then
        only beyond|above|over .. ask|approve
        can|could i|we decide|choose .. later|between|which
        decided on|to|against|that
        talk|speak|chat|call|meet|connect|transfer|ask .. your
        manager|boss|team|lead wants_to_know|want_to_know|asks_if|asked_if|wonders|wondering|was_wondering|wants_me_to_ask
        how .. decide|decides|decided
        help .. decide|choose
        my|the|our customers|clients|users|guests decide|choose
      `,
    },
    {
      status: 'MET',
      firm: true,
      patterns: `
        no|nobody|no_one|none|noone .. else|i|to|for_me .. ask|convince|consult|approve|answer_to|report_to|sign|decide|clear_it_with|check_with
        nobody|no_one .. ask|tells_me|above_me|over_me|but_me|except_me|over_my_head|overrules|has_to_approve|needs_to_approve|else_decides|else_to_ask
        not .. need|require .. anyone|anybody|permission|approval|sign_off|to_ask|a_go_ahead|the_ok|any_approval|consent|to_check|to_run|to_clear|someone_else|blessing
        no .. approval|permission|committee|boss|sign_off|red_tape|hierarchy|board|higher_up .. needed|required|above|needed|here|involved|necessary|to_ask|over
        no committee|bosses|board|hierarchy|red_tape|approval_process
        not .. answer|report to anyone|anybody
        answer to no_one|nobody|myself
        without .. asking|checking|approval|anyone|permission|committee
        not .. someone_else|anyone_else|anybody_else decision|call
        not only .. i|me
        just|only me|us in|deciding|who|running|at|to_decide
        there is|s only|just me|us|i
        only|just i decide|have_to_agree|have_to_decide
        no need to ask|check|run|clear|consult
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        not .. my|mine|ours|for_me .. decision|call|choice|decide|to_make|to_decide|say|department|place|job|area|authority
        not .. up|down to me|us
        not .. one who|that|to .. decides|decide|signs|sign|approves|pays|make|makes|choose|chooses
        not .. decision_maker|deciding|decider|in_charge|a_decision_maker|the_right_person_to_decide|calling_the_shots|authorised|authorized|the_boss|the_owner|entitled|empowered
        not .. allowed|get|able|permitted|authorised|have_the_power|in_a_position to .. decide|sign|approve|choose|buy|commit|pick|make|order|say|purchase
        can|could not .. decide|commit|sign|approve|authorise|authorize|say_yes|make_that_decision|make_the_decision|make_that_call|make_the_call|agree_to_anything|green_light|promise|choose|buy_anything|order|purchase|pull_the_trigger
        not .. decide|sign|approve .. alone|myself|on_my_own|by_myself|anything|it|that|this
        not .. have|got .. say|authority|power|final_word|last_word|sign_off|clout|signing|right_to|mandate
        above|beyond|over|outside my|our pay_grade|paygrade|pay_scale|head|level|remit|station|authority
        out_of|not_in my|our hands
        no say|authority|power|vote|influence|decision_power|signing .. in|on|to|over|here|at|power
        without .. approval|permission|sign_off|ok|green_light|blessing .. can|could not
        i am|as just|only|merely a? an? the? intern|assistant|junior|temp|trainee|secretary|messenger|apprentice|student|volunteer|researcher|employee|worker|admin|receptionist|helper|pa|cog|clerk|peon|little|small|part_timer|researching|gathering|collecting|doing|asking|looking|helping|scouting|comparing|one_of|user
        i am an? the? intern|trainee|apprentice|working_student
        just|only .. gather~|collect~|do~ .. info|information|research|legwork|homework|options|groundwork|scouting|shortlist
        only|just .. wish|recommend|suggest|propose|advise|pass_it_on|forward|pass_on|advise|report
        all|both|each|three|everyone|everybody|others|two|four of? us? .. have_to|has_to|need_to|needs_to|must agree|decide|sign|vote|approve|ok
        someone|somebody else|above .. decides|decide|decision|signs|approves|call|pays
        decision|decisions|call|choice|final_say|last_word|signature|award|approval|sign_off .. is|are|rest|rests|lie|lies|sit|sits|made|comes|come|belongs|goes|stays|taken|up .. with|to|by|from|elsewhere|in|above|at|someone_else .. @decider|he|she|they|them|him|her|others|someone_else|above|elsewhere
        decision|call|choice is|s not mine|ours
        decision|call|choice is|s .. @decider|his|hers|theirs|her|their
        it|that|this is|s his|her|their|hers|theirs|my_boss|the_boss|my_bosses|my_manager .. decision|call|choice|money|s_call|s_decision|s_choice
        up to my|the|our|him|her|them|someone .. boss|manager|decider|board|him|her|them|else
        up|down to @decider|him|her|them|someone_else|head_office|my_boss|the_boss|the_board|my_manager|the_owner|management|the_owners
        @must|have_to|gotta .. run|pass|take|bring|put|clear|get|check|talk|speak|ask|discuss|consult|convince|present|sell|pitch|propose|show|escalate|go|wait|forward|hand|sign|need|confirm|okay|ok|persuade|report|involve|submit|float|kick|bounce .. @decider|approval|sign_off|ok|blessing|permission|green_light|go_ahead|higher_up|upstairs|everyone|others|signature|buy_in|consent|off
        @must .. ask|convince|consult|check_with|run_it_by|run_this_by|run_that_by|clear_it_with|talk_to|get_approval|speak_to|get_permission|get_sign_off|wait_for .. him|her|them|someone|others|first|people|my|the|our|a|permission|everybody|everyone|internally
        need|needs|require|requires|needing .. approval|sign_off|signature|permission|authorisation|authorization|blessing|green_light|go_ahead|ok|okay|buy_in|consent|thumbs_up|say_so|vote .. of|from|by|s?
        @decider s? approval|sign_off|permission|ok|okay|blessing|decision|call|signature|consent|nod|green_light
        my|our|the|a @decider .. decide|decides|deciding|approves|signs|sign_off|signs_off|has_the_final_say|have_the_final_say|has_final_say|has_the_last_word|have_the_last_word|has_the_last_ward|makes_the_decision|makes_the_decisions|makes_the_call|make_the_call|makes_decisions|make_the_decision|makes_those_decisions|makes_those_calls|makes_these_decisions|holds_the_purse|holds_the_money|calls_the_shots|call_the_shots|picks|chooses|gets_to_decide|controls|handles|takes_care|pulls_the_strings|has_to_ok|has_to_okay|has_to_approve|has_to_sign|have_to_approve|has_to_agree|have_to_agree|has_to_say_yes|must_approve|must_sign|must_agree|needs_to_approve|needs_to_agree|needs_to_sign|needs_to_ok|need_to_approve|has_to_decide|will_decide|would_decide|would_have_to|will_have_to|would_need_to|wants_to_see|has_to_see|has_the_say|has_a_say|have_a_say|votes|vetoes|pays|buys|does_the_buying|wants_a_say|have_the_final_word|has_the_final_word|signs_everything|has_the_purse|keeps_the_purse|wears_the_trousers|wears_the_pants|gets_the_last_word|gets_the_final_say|approve|needs_convincing|must_decide|must_ok|has_not|settles
        @decider|legal_and_procurement|he|she|they|hq|others|someone decides|approves|approve|signs|signs_off|settle|settles|makes_the_decision|makes_the_decisions|makes_the_call|makes_that_call|make_the_call|make_the_decision|makes_all_the_decisions|has_the_final_say|have_the_final_say|has_final_say|has_the_last_word|have_the_last_word|have_the_final_word|has_the_final_word|calls_the_shots|call_the_shots|holds_the_purse|hold_the_purse|has_to_ok|has_to_okay|has_to_approve|has_to_sign|have_to_approve|has_to_agree|have_to_agree|have_to_sign|must_approve|must_sign|must_agree|needs_to_approve|needs_to_sign|will_decide|would_decide|gets_to_decide|handles_that|picks|chooses|decide|has_to_decide|have_to_decide|sign_off|has_to_give|must_give|need_to_approve|gives_the_ok
        goes|go|going|went|passed|pass|handed|gets_passed|kicked to|through|past|up|before|via .. @decider|upstairs|vote|chain|ladder|tender
        @decider has|have|needs|need|must .. to? ok|okay|approve|sign|agree|decide|authorise|authorize|green_light|greenlight|bless|look_at_it|nod|rubber_stamp
        for|on_behalf_of my|our|the boss|manager|ceo|director|supervisor .. 
        my boss|manager|supervisor|director|ceo asked|told|wants|sent|made me|us
        wait|waiting for|on .. approval|sign_off|green_light|board|boss|decision|ok|go_ahead
        before the|our|my board|committee|council
        committee|board|group|joint|team|collective|boardroom|management decision
        tender|procurement_process|public_procurement|purchasing_process .. required|needed|must|has|rules
        do as i am told|told
        i|we answer|report to
        not .. owner|boss .. so|but
        said no|she_said_no|he_said_no
        if it were up to me|only_me
        wish it were my|up_to_me
      `,
    },
    {
      status: 'MET',
      patterns: `
        i|we|us|who|both|partner_and_i|me .. decide|choose|chose|pick|call_the_shots|make_the_decision|make_the_decisions|make_the_call|make_that_call|make_those_decisions|make_these_decisions|make_all_the_decisions|make_that_decision|make_decisions|make_the_rules|have_the_final_say|have_the_say|have_final_say|have_the_last_word|have_the_final_word|hold_the_purse|hold_the_budget|control_the_budget|run_the_show|sign|approve|authorise|authorize|own_the_budget|own_the_decision|rule|get_to_decide|am_in_charge|are_in_charge|do_the_buying|handle_purchasing|handle_the_buying|wear_all_the_hats|wear_the_trousers|pull_the_trigger|am_allowed|pay_the_bills|sign_the_cheques|sign_the_checks|sign_off|buy_the_tools|am_authorised|am_authorized|have_free_rein|have_a_free_hand|have_carte_blanche|have_full_authority|have_authority|have_the_authority|have_the_power|have_signing|have_purchasing|have_sign_off|have_signature|have_the_mandate|have_decision|am_the_one_who|am_responsible_for_buying|am_responsible_for_purchasing|do_as_i_like|do_what_i_like|do_what_i_want|hold_the_keys|hold_the_pen|have_discretion|manage_the_budget
        i am the one|person|guy|woman|man|lady|gal who|that|to .. decides|signs|buys|pays|approves|decide|sign|buy|pays|makes|make|convince|talk_to|picks|chooses
        i am the|a|an|also|both|their|its? owner|founder|cofounder|co_founder|co_owner|coowner|ceo|boss|md|managing_director|proprietor|decision_maker|decider|sole_trader|big_boss|general_manager|managing_partner|freelancer|president|owner_operator|chief_executive|sole_proprietor|budget_holder|buyer|head_honcho|chef_and_owner|executive_director|captain
        i am owner|founder|cofounder|ceo|boss|md|managing_director|proprietor|self_employed|in_charge|decision_maker|freelance|freelancing|my_own_boss|authorised|authorized|allowed|sole|solo|chief_executive|running_the_place|entitled
        as|being the? owner|founder|ceo|boss|md|managing_director|proprietor|budget_holder|decision_maker|cofounder|sole_owner|president
        owner|founder|ceo|boss|proprietor|md|managing_director|decision_maker here|speaking|myself
        that|it is|would_be me|i
        that_would_be|that_is|thatd_be|you_are_talking_to|you_are_speaking_to|speaking_to|you_have_got me|the_owner|the_boss|the_decision_maker|the_ceo|her|him|the_right_person
        i own|founded .. 
        i run the|my|this|it .. place|company|business|shop|firm|agency|studio|show|practice|restaurant|store|whole|myself|alone
        i|we can|may|could .. sign|decide|approve|buy|order|say_yes|pull_the_trigger|authorise|authorize|green_light|choose|make_the_decision|make_the_call|make_that_decision
        my|our own .. business|company|shop|firm|boss|agency|studio|money|decision|practice|store|startup|call
        my|mine|ours call|decision|choice|to_make|to_decide|say|say_so|department|shout|final_call|budget|chain|shop|company|business|firm|purse|responsibility
        is|s my|our own? little? call|decision|choice|say|responsibility|shout|company|business|firm|shop|agency|chain|practice|studio|restaurant|store|hotel|budget
        up|down|entirely_up|all_up|left to me|us|myself
        decision|decisions|choice|call|final_say|last_word|say|signature|this|it|tooling|software|purchasing|buck|award|approval|budget|it|this .. is|are|ends|end|stops|stop|lies|lie|rests|rest|sits|sit|comes|falls|stays .. mine|ours|with_me|with_us|to_me|to_us|on_my_desk|at_my_desk|in_my_hands|my_job|my_call
        one_man|one_woman|one_person|solo|single_person .. show|band|business|shop|operation|company|firm
        @decider|boss_s|he|she|they|everyone|everybody|md_s|all_of_them|whole_team|others|my_partner .. on_board|agreed|agrees|agree|approved|said_yes|says_yes|said_ok|said_okay|said_go|says_ok|green_light|greenlit|go_ahead|okayed|okay_d|ok_d|oked|signed_off|next_to_me|beside_me|here_with_me|with_me|in_the_room|on_the_call|on_this_call|in_copy|reading_along|reading_this|leaves_it_to_me|leaves_the_decision|leave_the_decision|leaves_it_up|left_it_to_me|trusts_me|lets_me|let_me_decide|free_hand|free_rein|blessing|backing|backs|behind_it|behind_me|authorised_me|authorized_me|delegated|given_me|gave_me|gave_us|is_here|s_here|is_in|are_in|is_happy|are_happy|is_convinced|is_ok|is_okay|is_fine|are_fine|said_it_is_fine|nodded|gave_the_nod|gave_the_ok|gave_the_green|gave_their_ok|gave_his_ok|gave_her_ok|gave_it_the|is_joining|joined|has_joined|sitting_here|sits_here|sat_here|standing_here|standing_next|sitting_next|right_here|already_approved|has_approved|have_approved|wants_it|wants_this|loves_it|thumbs_up|signed_it_off|handed_it_to_me|put_me_in_charge|puts_me_in_charge|says_it_is_my|said_it_is_my|says_it_is_up_to_me|it_is_my_decision|it_is_my_call|says_i_can|said_i_can|says_i_may|said_do_it|says_do_it|told_me_to_go_ahead|told_me_to_decide|told_me_to_pick|told_me_to_choose|all_for_it|in_favour|in_favor|won_over|says_go|supports_it|supports_this|support_it
        @decider and i|me|us .. decide|agree|sign|both|here|together
        @decider|he|she|they leave|leaves|left|gave|give|gives|has_given|have_given|handed|hands|trusts|trust|asked|told|wants .. to_me|me_to_decide|me_the_authority|me_the_decision|up_to_me|me_free|me_full|me_to_choose|me_to_pick|me_the_ok|me_the_go|me_a_free|me_a_budget|me_the_green|with_me|me_power|me_carte
        been|am|have_been authorised|authorized|empowered|mandated|put_in_charge|given_authority|given_the_authority|given_a_free_hand|given_free_rein|given_the_ok|given_the_green
        final|last|ultimate say|word|decision|call is|s|lies .. mine|with_me|me
        signed off by|from .. @decider
        @decider .. already .. yes|ok|sign~|approve~|agree~|on_board
        buck stops
        sole|full decision|authority|decision_maker|signatory|discretion|owner|control
        need|have|has|must .. to_ask|to_consult|to_check_with|to_run_it|to_clear_it .. only? myself
        i|we can|could just? buy|order|sign|approve .. myself|ourselves|alone|on_my_own|without
        decide~|sign~|approve~|choose~|buy~ .. myself|by_myself|on_my_own|alone|ourselves|here
        speak|speaking|talking to the|your|my? boss|owner|decision_maker|right_person|ceo|person_who
      `,
    },
  ],
  de: [
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
        bin .. der|die|hier inhaber|chef|chefin|inhaberin|geschaftsfuhrer|geschaftsfuhrerin|eigentumer|boss|entscheider|grunder
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
      `,
    },
  ],
  fr: [
    {
      status: 'MET',
      firm: true,
      patterns: `
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
        pas .. moi .. decide|tranche|signe|choisis|valide
        pas .. mon|ma|mes decision|ressort|choix
        ne|n decide|signe|choisis|tranche pas
        peux|peut|pouvons .. pas .. decider|signer|m_engager|trancher|valider|seul|seule
        dois|doit|devons|faut|faudra|faudrait|devrais .. demander|parler|valider|voir|consulter|soumettre|en_parler|l_accord|passer|convaincre|presenter|obtenir .. @chef|accord|avec|a_mon|au|a_ma|feu_vert|en_interne|lui|validation
        @chef|c_est_lui|c_est_elle|lui|elle|il|ils .. decide|decident|tranche|tranchent|signe|signent|valide|valident|le_dernier_mot|dernier_mot|choisit|doit_valider|doit_approuver|doivent_valider|qui_decide|approuve
        decision|choix|dernier_mot .. revient|appartient|depend|prise_par|au|a_mon|a_la|pas_a_moi|du|de_mon|de_la
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
        je|j|nous|on decide|decidons|tranche|signe|signons|choisis|choisissons|valide
        je suis|suis|etant|en_tant_que .. gerant|gerante|patron|patronne|proprietaire|pdg|dg|fondateur|fondatrice|dirigeant|dirigeante|decideur|decisionnaire|independant|independante|directeur_general|directrice_generale|associe_unique|a_mon_compte|auto_entrepreneur|chef_d_entreprise|cheffe_d_entreprise|seul_maitre|seule_maitre|la_patronne|le_patron
        c est moi|nous .. gerant|gerante|patron|patronne|decideur|chef|boss|le_patron|la_patronne|le_boss|la_gerante
        ma|mon decision|choix|entreprise|boite|affaire|agence|restaurant
        decision|choix .. me_revient|m_appartient|moi|de_mon_ressort
        j ai .. le_dernier_mot|carte_blanche|le_pouvoir|la_signature|delegation|feu_vert|l_accord|l_aval
        depend .. que_de_moi|de_moi
        je peux decider|signer|valider
        le patron c est moi
        decide|decider|tranche seul|seule|moi_meme
      `,
    },
  ],
  es: [
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
      `,
    },
  ],
};
