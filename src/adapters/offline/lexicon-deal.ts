import type { Classes } from './pattern.js';

/** Classes of English words for money, deciding and times, used by the rules of budget, authority and timeline. */
export const dealClasses: Classes = {
  coin: 'cent cents penny pennies dime dimes nickel nickels buck bucks quid sou farthing farthings red_cent single_cent single_penny single_euro single_dollar single_pound brass_farthing bean sausage',
  money_noun:
    'money budget budgets funds fund funding fundings cash dough dosh moolah wonga capital finances financing financials savings reserves grant grants subsidy subsidies allowance allocation purse spending expenditure expenses budget_line budget_item sponsorship',
  spending:
    'spend spending expense expenses expenditure expenditures investment investments outlay purchase purchases licence_costs licence_fee licence_fees license_costs license_fees subscription_costs running_costs capex_request funding_request budget_request money_request grant_application business_case purchase_request purchase_order capital_request requisition',
  spend_verb:
    'spend pay invest afford part_with shell_out fork_out fork_over cough_up chip_in chipped_in stump_up throw_in throw_at put_up put_in put_down lay_out lay_down sink drop splash splash_out go_to go_up go_up_to go_as_high go_as_far stretch_to stretch spring_for swing commit contribute bear stomach put_into put_towards put_toward sacrifice hand_over pay_out dig_up',
  set_aside:
    'set_aside put_aside put_by laid_aside laid_by set_by saved_up saved put_away tucked_away earmarked reserved allocated allotted ringfenced ring_fenced pencilled_in penciled_in penciled pencilled blocked assigned budgeted calculated foreseen provisioned dedicated put_down chipped_in scraped_together pooled raised squirrelled_away set_apart kept_back',
  granted_part:
    'approved okayed oked greenlit greenlighted green_lit cleared released granted given allotted allocated awarded signed_off signed_it_off waved_through waved_it_through waved nodded_through nodded rubber_stamped rubberstamped passed voted authorised authorized confirmed promised pledged allowed accepted agreed blessed unlocked freed freed_up unfrozen secured handed provided earmarked reserved set_aside guaranteed assured sanctioned ratified gave gave_us gave_me voted_us handed_us covered sorted arranged settled secure budgeted signed booked available in_place in_hand locked_in accounted_for ring_fenced ringfenced paid okd raised issued subsidised subsidized funded pencilled_in',
  refused:
    'refused refuses rejected rejects denied denies declined declines vetoed vetoes blocked blocks froze freezes frozen slashed slashes axed scrapped killed kills pulled halted withdrew withheld cancelled canceled binned nixed quashed said_no says_no say_no said_nope capped chopped trimmed cut cuts squashed overruled stopped turned_down turns_down turned_it_down turned_us_down turned_me_down turned_this_down knocked_back knocked_it_back knocked_us_back shot_down shot_it_down threw_out threw_it_out voted_down voted_it_down struck_out pulled_the_plug put_a_stop clawed_back raided took_away',
  refused_part:
    'refused rejected denied declined vetoed blocked frozen slashed axed scrapped killed pulled halted withdrawn withheld cancelled canceled binned nixed capped chopped cut stopped turned_down knocked_back shot_down thrown_out voted_down struck_out clawed_back raided taken_away spent gone exhausted used_up blown empty tight thin stretched nonexistent missing short eaten_up depleted drained nil zilch nada limited scarce dead history none nowhere tied_up locked down dwindling shrinking non_existent reallocated diverted overdrawn finished over unavailable elsewhere a_joke a_dream a_problem the_problem the_issue an_issue',
  refuse_split: 'turned turns knocked knocks shot threw voted struck took takes taken sent beat',
  financer:
    'finance finance_department finance_dept finance_team finance_guy finance_lady finance_people financing_team controlling controller accounting accounts accounts_department accountant accountants bookkeeper bookkeeping treasury treasurer cfo fd finance_director finance_committee finance_manager head_of_finance bank bursar comptroller purser budget_committee budget_office money_people bean_counters beancounters bean_counter cfos finances_department',
  fine_word:
    'ok fine good alright all_right doable bearable tolerable acceptable reasonable possible manageable realistic feasible affordable great nice perfect cool workable payable viable fair sensible comfortable survivable right',
  outsider:
    'customer customers client clients guest guests patient patients tenant tenants member members donor donors buyer buyers user users visitor visitors pupil pupils student students parent parents passenger passengers shopper shoppers subscriber subscribers reader readers supplier suppliers competitor competitors applicant applicants candidate candidates neighbour neighbours neighbor neighbors citizen citizens resident residents fan fans traveller travellers',
  bad_news:
    'empty gone dry reassigned redirected rerouted shifted diverted leash tight tighter pending pile forget dragon impossible ban banned limited short shortage missing nowhere lost lacks lack lacking scarce fail failed failing fell collapse collapsed trouble poor disaster desert joke dream ended eaten swallowed wiped crunch halved slashed trimmed cut cuts refused rejected denied declined frozen froze blocked stopped scrapped axed suspended withdrawn dwindling thin strained stretched meagre meager zero nil zilch nada drained exhausted used_up spent worse worst sore elsewhere other_things other_projects until_next before_next',
  good_news:
    'approved secured sorted cleared confirmed granted available ready plenty enough ample sufficient landed arrived open opened full fine ok good great healthy solid guaranteed assured covered covers set_aside earmarked reserved allocated planned released free freed there_is exists in_place agreed settled done yes generous comfortable allows allow permits permit suffices stands waiting spare unspent unused available left_over fits flexible safe accounted',
  chief:
    '@decider trustees vestry sheriff dean rector abbot bishop rabbi imam pastor vicar priest colonel major general sergeant admiral commander chef producer publisher editor editor_in_chief conductor coach chairlady warden provost bursar matron surgeon gaffer guvnor big_boss boss_man old_man missus hubby wifey spouse fiance fiancee girlfriend boyfriend grandma grandpa granny grandfather grandmother niece nephew in_laws parents heirs franchisor franchise_giver franchiser licensor it_department it_dept it_team group_it it_security it_people it_guys security compliance works_council union dpo data_protection_officer legal_department buyer buying_department procurement_office purchasing_department purchasing_team purchasing_office tender_office ministry county district municipality regional_head area_manager line_manager department_head head_of_department head_nurse head_chef superintendent foreman overseer mayor assembly plenum membership elders synod panel jury management_board supervisory_board works_council family partners co_owner coowner other_owner second_owner business_partner associates associate directorate presidency corporate group_management holding parent_company mother_company headquarter main_office main_branch central_office global region regional_office bosss ceo_s cto_s cfo_s chairwoman treasurer_s founders_s coop cooperative co_op general_manager store_manager office_manager practice_manager hotel_manager shop_manager project_manager product_owner dad_s mum_s moms mums dads',
  decide_v:
    'decide choose pick select sign sign_off approve authorise authorize okay greenlight green_light settle determine rubber_stamp decides signs authorises greenlit okayed ratify',
  decide_3s:
    'decides chooses signs signs_off approves authorises authorizes okays greenlights green_lights settles determines dictates prescribes decreed decrees vetoes ratifies',
  decide_np:
    'decision decisions choice choices last_word final_word last_say final_say say final_decision last_decision final_call last_call authority mandate veto final_approval purchasing_authority signing_authority sign_off_authority decision_power decision_making_power power_to_decide right_to_decide deciding_vote casting_vote last_vote verdict final_verdict buying_decisions purchasing_decisions',
  agreed:
    'agreed agrees approved approves okayed okays oked okd waved_it_through waved_this_through waved_that_through waved_us_through waved_through waves_it_through said_yes says_yes say_yes said_ok said_okay says_ok said_go says_go said_go_for_it told_me_go told_us_go told_me_to_go told_me_to_buy told_me_to_choose told_me_to_pick told_me_to_order told_me_to_decide told_me_to_get told_me_yes said_buy_it says_buy_it said_do_it said_get_it said_fine says_fine nodded nodded_it nods signed_off signed_it signed_this signed_that green_lit greenlit greenlighted green_lighted blessed endorsed endorses backs backed supports supported in_favour in_favor on_board onboard in_agreement in_on_it convinced won_over come_round came_round come_around came_around loves_it loves_perch likes_perch right_here next_to_me beside_me sitting_here here_now wants_perch want_perch cool_with ok_with okay_with fine_with happy_with good_with down_with all_for_it is_for_it are_for_it leaves_it leave_it leaves_that leave_that leaves_this leaves_such leave_such leaves_the_choice leaves_me lets_me let_me_choose let_me_decide let_me_pick lets_us trusts_me trust_me gave_consent gave_permission gave_the_nod gave_us_the_nod gave_me_the_nod gave_the_ok gave_his_ok gave_her_ok gave_their_ok gave_his_blessing gave_her_blessing gave_their_blessing gave_us_her_blessing given_us_her_blessing thumbs_up voted_yes voted_for voted_in_favour confirmed_it rubber_stamped ratified allowed_it allows_it permitted_it cleared_it cleared_this cleared_us said_its_fine said_it_is_fine thinks_it_is_great joined_this reading_along reads_along sits_next listening_in in_this_chat in_the_chat in_this_call is_here is_beside is_next_to with_me put_me_in_charge handed_me entrusted_me entrusted_us delegated_it delegated_this appointed_me made_me_responsible behind_it behind_me behind_this aboard is_in are_in s_in sold_on persuaded consented gave_it_the already_approved gives_me_free authorised_me authorized_me authorised_it authorized_it authorised_this',
  agreed_from:
    'okay ok blessing blessings nod approval permission green_light go_ahead thumbs_up all_clear free_hand free_rein carte_blanche full_backing backing consent sign_off yes free_choice freedom_to full_powers power_of_attorney free_reign free_rain unanimous_support',
  lowly:
    'intern assistant junior temp trainee secretary messenger apprentice student volunteer researcher employee worker admin receptionist helper pa cog clerk peon part_timer gofer dogsbody nurse teacher driver waiter waitress cashier foot_soldier fish drone minion underling subordinate caretaker operator pawn servant soldier techie coder developer user janitor salesman saleswoman salesperson rep staffer underdog',
  business:
    'shop firm company business farm place studio salon restaurant practice clinic agency store hotel bakery garage office kitchen boat bar pub cafe school workshop brewery winery startup outfit venture show brand club gym firm_s camp campsite nursery stable zoo boutique gallery theatre theater bookshop surgery',
  time_noun:
    'timing timeline timelines timeframe time_frame date dates deadline deadlines start_date launch_date go_live_date target_date schedule timetable time_plan calendar roadmap due_date end_date kick_off_date milestone target time_wise timewise time_line',
  time_noun_firm:
    'timing timeline timeframe time_frame date dates deadline start_date launch_date go_live_date target_date schedule timetable time_plan',
  time_noun_strict:
    'timing timeline timelines timeframe time_frame date dates deadline deadlines start_date launch_date target_date schedule timetable time_plan time_pressure timewise time_wise hurry rush urgency haste time_limit time_line fixed_time set_time target_month pressure start_planned stress',
  time_open:
    'open undecided unclear unknown tbd tbc flexible vague hazy scrapped cancelled canceled off dropped thrown_out unsure uncertain nowhere far later whenever loose fluid up_in_the_air in_the_air to_be_decided to_be_determined to_be_set to_be_fixed to_be_confirmed not_fixed not_set not_known not_decided not_clear not_there irrelevant unimportant in_the_stars written_in_the_stars missing none nope no_clue no_idea dunno do_not_know does_not_matter secondary postponed shelved unset unfixed pending',
  adopt:
    'start starts starting begin begins beginning go live launch launches launching switch switching run running roll rolled rolling buy buying purchase purchasing order ordering implement implemented implementing deploy deployed install installed migrate migrated migrating kick_off kickoff introduce introduced bring_in set_up setup use using ready working work works usable place done sorted sort sorted_out finished completed complete fixed fix rollout golive pilot adopt adopted onboard onboarded on_board up_and_running operational operating in_place decide sign get_going get_started underway change_over cut_over functional functioning effective productive it_happen new_system new_tool new_inbox new_software on_perch using_perch have_perch have_it have_this need_it want_it get_it take_it do_it trained train solved rolled_out be_moved be_signed be_bought moving move_over out_of off_the',
  traffic_pure:
    'mails mail emails email messages tickets enquiries inquiries calls requests orders questions complaints bookings reservations leads dms letters applications',
};

/** Words for money, and for good and bad news of it, in the other languages. */
export const moneyClassesForeign: Readonly<Record<'de' | 'fr' | 'es', Classes>> = {
  de: {
    geld_wort:
      'geld budget mittel gelder finanzierung etat finanzmittel kohle knete moneten zaster haushalt kasse kassen konto topf finanzen fordermittel forderung zuschuss zuschusse rucklagen kredit investition anschaffung ausgabe ausgaben lizenzkosten kostenstelle budgetantrag budgetplan finanziell',
    gut: 'steht da frei freigegeben bewilligt genehmigt durch sicher gesichert abgesegnet abgenickt eingeplant eingestellt vorgesehen zugesagt geklart vorhanden reicht ausreichend passt geregelt erledigt gedeckt ubrig gebilligt genug fix fest zugeteilt bekommen gekriegt gut ok okay ja verfugbar parat beiseite zuruckgelegt bezahlt ubernommen',
    schlecht:
      'gestrichen gekurzt abgelehnt eingefroren weg leer knapp verplant gesperrt futsch fehlt fehlen eng verweigert zusammengestrichen klamm aufgebraucht ausgegeben gekippt blockiert minus schulden pleite mau verbraucht gedeckelt storniert streicht kurzt lehnt ablehnt verbietet',
  },
  fr: {
    argent_mot:
      'budget budgets argent fonds moyens financement sous tresorerie enveloppe credits subvention subventions thune fric pognon caisse caisses depense depenses investissement finances financierement',
    bon: 'valide validee vote votee approuve approuvee accorde accordee prevu prevue ok debloque boucle reserve alloue disponible acte signe finance pret suffisant assez assure confirme oui obtenu recu donne regle securise attribue large la',
    mauvais:
      'refuse refusee rejete rejetee coupe coupee coupes gele gelee geles supprime supprimee bloque bloquee epuise vide annule rabote retire retiree manque serre fini finie diminue reduit reduite interdit sabre perdu rouge',
  },
  es: {
    dinero_palabra:
      'presupuesto dinero fondos plata recursos financiacion pasta efectivo partida caja lana guita subvencion subvenciones gasto gastos inversion finanzas cuentas',
    bueno:
      'aprobado aprobada aprobaron autorizado autorizada autorizaron concedido concedida asignado asignada listo lista disponible disponibles hay tenemos tengo confirmado confirmada reservado cerrado cubierto cubierta suficiente bastante ok dieron previsto resuelto conseguido alcanza contamos',
    malo: 'rechazaron rechazo rechazado rechazada denegaron denegado negaron negado recortaron recortado recortes congelaron congelado congelados quitaron quitado cancelaron cancelado agotado agoto acabo falta faltan vacia vacio vetaron bloqueado tumbaron corto justo escaso',
  },
};
