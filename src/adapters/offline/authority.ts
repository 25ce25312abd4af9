import { authorityForeign } from './authority-foreign.js';
import { sayBesides, sayByOrder, sayMine, sayMineFirm, sayOfMoney, sayOfOthers } from './authority-say.js';
import type { CriterionRules } from './criteria.js';

/** What tells that the user decides, or who else does. */
export const authority: CriterionRules = {
  en: [
    ...sayBesides,
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
        decide by|before|in|until|within #when|#day
        no idea about money|budget
        talk|speak|talking|speaking to|with her|him|them again
        commit to a date|time|deadline
        want|wants it|this operational|live|running|ready|done|by
        kick .. off
        @decider .. says|said|gave|granted|okayed|approved|allowed|allows .. #money|#rate
        i will sign $
        talk|speak to|with a|an|someone @person|bot|human|person|#size
        prefer|rather talk|speak
        help .. decide|choose
        my|the|our customers|clients|users|guests decide|choose
      `,
    },
    {
      status: 'MET',
      firm: true,
      patterns: `
        no|nobody|no_one|none|noone .. else|i|to|for_me .. ask|convince|consult|approve|answer_to|report_to|sign|decide|clear_it_with|check_with
        nobody|no_one .. ask|above_me|over_me|but_me|except_me|over_my_head|overrules|has_to_approve|needs_to_approve|else_decides|else_to_ask
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
      status: 'MET',
      firm: true,
      patterns: `
        as|i_am .. owner|ceo|boss|md|founder|director|head .. i have|take|make|hold
        everyone|everybody|all ... has|have agreed|said_yes|approved
        everyone|everybody|all .. agreed|on_board|said_yes|in_favour
        she|he|they|@decider said|says|told_me .. i should|can|may|could .. buy|choose|decide|get|take|pick|just
        all|both of|#size us? .. want|are_for_it|decided|are_in
        @decider and i|me|us .. decide|agree|sign|both|together|own|choose
        need|must not ask|consult|check|clear|run
        not|never .. have_to|need_to|must|got_to|required_to .. ask|consult|check|clear|run|report|justify|wait|convince|go_through
      `,
    },
    ...sayMineFirm,
    ...sayByOrder,
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        not .. my|mine|ours|for_me .. decision|call|choice|decide|to_make|to_decide|say|department|place|job|area|authority
        not .. up|down to me|us
        decide~|deciding|decided|decision|decisions|done|settled .. elsewhere|upstairs|higher_up|at_the_top|without_me|over_my_head|by_others|by_someone
        signed|decided|approved|settled|made|taken|authorised|authorized|handled by our|my|the|a .. 
        it|finance|legal|procurement|others|management|@decider would|will|must|should|need|needs|has|have to? .. be asked|consulted|involved|convinced|informed|told|looped_in|on_board_first
        can|could|may recommend|suggest|propose .. but|not|only
        recommend|suggest|propose .. but|not|only
        can|could|may only recommend|suggest|propose|advise|ask
        depends on .. @decider|him|her|them
        not me|i who|that .. decides|decide|signs|sign|chooses|pays|approves|has
        i just|only work here|there
        someone|somebody|he|she|they|boss|manager|@decider .. wants_to|want_to|has_to|needs_to|needs|must .. look|see|check|approve|review|meet_you|be_convinced|convincing
        not .. sign|buy|order|decide|approve|commit .. without
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
        @decider s? approval|sign_off|permission|ok|okay|blessing|decision|call|signature|consent|nod|green_light
        my|our|the|a @decider .. decide|decides|deciding|approves|signs|sign_off|signs_off|has_the_final_say|have_the_final_say|has_final_say|has_the_last_word|have_the_last_word|has_the_last_ward|makes_the_decision|makes_the_decisions|makes_the_call|make_the_call|makes_decisions|make_the_decision|makes_those_decisions|makes_those_calls|makes_these_decisions|holds_the_purse|holds_the_money|calls_the_shots|call_the_shots|picks|chooses|gets_to_decide|controls|handles|takes_care|pulls_the_strings|has_to_ok|has_to_okay|has_to_approve|has_to_sign|have_to_approve|has_to_agree|have_to_agree|has_to_say_yes|must_approve|must_sign|must_agree|needs_to_approve|needs_to_agree|needs_to_sign|needs_to_ok|need_to_approve|has_to_decide|will_decide|would_decide|would_have_to|will_have_to|would_need_to|wants_to_see|has_to_see|has_the_say|has_a_say|have_a_say|votes|vetoes|pays|buys|does_the_buying|wants_a_say|have_the_final_word|has_the_final_word|signs_everything|has_the_purse|keeps_the_purse|wears_the_trousers|wears_the_pants|gets_the_last_word|gets_the_final_say|approve|needs_convincing|must_decide|must_ok|has_not|settles
        @decider|legal_and_procurement|he|she|they|hq|others|someone decides|approves|approve|signs|signs_off|settle|settles|makes_the_decision|makes_the_decisions|makes_the_call|makes_that_call|make_the_call|make_the_decision|makes_all_the_decisions|has_the_final_say|have_the_final_say|has_final_say|has_the_last_word|have_the_last_word|have_the_final_word|has_the_final_word|calls_the_shots|call_the_shots|holds_the_purse|hold_the_purse|has_to_ok|has_to_okay|has_to_approve|has_to_sign|have_to_approve|has_to_agree|have_to_agree|have_to_sign|must_approve|must_sign|must_agree|needs_to_approve|needs_to_sign|will_decide|would_decide|gets_to_decide|handles_that|picks|chooses|decide|has_to_decide|have_to_decide|sign_off|has_to_give|must_give|need_to_approve|gives_the_ok
        goes|go|going|went|passed|pass|handed|gets_passed|kicked to|through|past|up|before|via .. @decider|upstairs|vote|chain|ladder|tender
        @decider|department|someone|somebody|they|he|she|others|everyone|both has_to|have_to|needs_to|need_to|must|will|would|gets_to|should .. ok|okay|approve|sign|agree|decide|authorise|authorize|green_light|greenlight|bless|look_at_it|nod|rubber_stamp|vote|say_yes|have_a_say
        @decider|department|someone|somebody|above .. decides|approves|signs|signs_off|settles|makes_the|has_the_last|has_the_final|have_the_last|have_the_final|calls_the|holds_the|picks|chooses|controls|votes|handles_such|handles_all|handles_purchas~|is_the_one_who|is_in_charge|are_in_charge
        handles|controls|holds|manages|has the? money|purse|budget|finances|purse_strings .. ask|not
        someone|somebody above|over|higher
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
      status: 'UNMET',
      patterns: `
        @must|have_to|gotta .. run|pass|take|bring|put|clear|get|check|talk|speak|ask|discuss|consult|convince|present|sell|pitch|propose|show|escalate|go|wait|forward|hand|sign|need|confirm|okay|ok|persuade|report|involve|submit|float|kick|bounce .. @decider|approval|sign_off|ok|blessing|permission|green_light|go_ahead|higher_up|upstairs|everyone|others|signature|buy_in|consent|off
        @must .. ask|convince|consult|check_with|run_it_by|run_this_by|run_that_by|clear_it_with|talk_to|get_approval|speak_to|get_permission|get_sign_off|wait_for .. him|her|them|others|first|my|permission|everybody|everyone|internally
        need|needs|require|requires|needing .. approval|sign_off|signature|permission|authorisation|authorization|blessing|green_light|go_ahead|ok|okay|buy_in|consent|thumbs_up|say_so|vote .. of|from|by|s?
      `,
    },
    {
      status: 'MET',
      patterns: `
        i|we|us|who|both|partner_and_i|me .. decide|choose|pick|call_the_shots|make_the_decision|make_the_decisions|make_the_call|make_that_call|make_those_decisions|make_these_decisions|make_all_the_decisions|make_that_decision|make_decisions|make_the_rules|have_the_final_say|have_the_say|have_final_say|have_the_last_word|have_the_final_word|hold_the_purse|hold_the_budget|control_the_budget|run_the_show|sign|approve|authorise|authorize|own_the_budget|own_the_decision|rule|get_to_decide|am_in_charge|are_in_charge|do_the_buying|handle_purchasing|handle_the_buying|wear_all_the_hats|wear_the_trousers|pull_the_trigger|am_allowed|pay_the_bills|sign_the_cheques|sign_the_checks|sign_off|buy_the_tools|am_authorised|am_authorized|have_free_rein|have_a_free_hand|have_carte_blanche|have_full_authority|have_authority|have_the_authority|have_the_power|have_signing|have_purchasing|have_sign_off|have_signature|have_the_mandate|have_decision|am_the_one_who|am_responsible_for_buying|am_responsible_for_purchasing|do_as_i_like|do_what_i_like|do_what_i_want|hold_the_keys|hold_the_pen|have_discretion|manage_the_budget
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
        my|mine|ours call|decision|choice|to_make|to_decide|to_spend|say_so|shout|final_call|responsibility
        is|s my|our own? little? call|decision|choice|say|responsibility|shout|company|business|firm|shop|agency|chain|practice|studio|restaurant|store|hotel|budget
        up|down|entirely_up|all_up|left to me|us|myself
        decision|decisions|choice|call|final_say|last_word|say|signature|this|it|tooling|software|purchasing|buck|award|approval|budget|it|this .. is|are|ends|end|stops|stop|lies|lie|rests|rest|sits|sit|comes|falls|stays .. mine|ours|with_me|with_us|to_me|to_us|on_my_desk|at_my_desk|in_my_hands|my_job|my_call
        one_man|one_woman|one_person|solo|single_person .. show|band|business|shop|operation|company|firm
        @decider|md_s|boss_s|he|she|they|everyone|everybody|md_s|all_of_them|whole_team|others|my_partner .. on_board|agreed|agrees|agree|approved|said_yes|says_yes|said_ok|said_okay|said_go|says_ok|said_get_it|said_to_get_it|said_just|says_get_it|told_me_to_get|told_me_to_buy|nods|nodding|in_favour_of_it|green_light|greenlit|go_ahead|okayed|okay_d|ok_d|oked|signed_off|next_to_me|beside_me|here_with_me|with_me|in_the_room|on_the_call|on_this_call|in_copy|reading_along|reading_this|leaves_it_to_me|leaves_the_decision|leave_the_decision|leaves_it_up|left_it_to_me|trusts_me|lets_me|let_me_decide|free_hand|free_rein|blessing|backing|backs|behind_it|behind_me|authorised_me|authorized_me|delegated|given_me|gave_me_the|gave_me_a_free|gave_me_full|is_here|s_here|is_in|are_in|is_happy|are_happy|is_convinced|is_ok|is_okay|is_fine|are_fine|said_it_is_fine|nodded|gave_the_nod|gave_the_ok|gave_the_green|gave_their_ok|gave_his_ok|gave_her_ok|given_her_ok|given_his_ok|given_their_ok|given_the_ok|given_ok|given_his_blessing|given_her_blessing|given_the_nod|given_the_go|gave_it_the|is_joining|joined|has_joined|sitting_here|sits_here|sat_here|standing_here|standing_next|sitting_next|right_here|already_approved|has_approved|have_approved|wants_it|wants_this|loves_it|thumbs_up|signed_it_off|handed_it_to_me|put_me_in_charge|puts_me_in_charge|says_it_is_my|said_it_is_my|says_it_is_up_to_me|it_is_my_decision|it_is_my_call|says_i_can|said_i_can|says_i_may|said_do_it|says_do_it|told_me_to_go_ahead|told_me_to_decide|told_me_to_pick|told_me_to_choose|all_for_it|in_favour|in_favor|won_over|says_go|supports_it|supports_this|support_it
        @decider and i|me|us .. decide|agree|sign|both|here|together
        @decider|he|she|they .. left|leaves|leave it|this|that|everything to me
        he|she|they|@decider just did|agreed|has|have|said_yes $
        @decider|he|she|they leave|leaves|left|gave|give|gives|has_given|have_given|handed|hands|trusts|trust|asked|told|wants .. to_me|me_to_decide|me_the_authority|me_the_decision|up_to_me|me_free|me_full|me_to_choose|me_to_pick|me_the_ok|me_the_go|me_a_free|me_a_budget|me_the_green|with_me|me_power|me_carte
        been|am|have_been authorised|authorized|empowered|mandated|put_in_charge|given_authority|given_the_authority|given_a_free_hand|given_free_rein|given_the_ok|given_the_green
        decision|choice|it|this .. been|was|is delegated|given|left|handed|entrusted|transferred .. to|with? me|us
        what i say goes|counts
        office|practice|place|shop|salon|studio|farm|restaurant|whole_thing is|s mine|ours
        me|i who|that says|say yes|no
        mine to spend|decide|choose|make|give
        my signature .. counts|needed|enough
        boss|owner|boss_lady|chief .. speaking
        not .. he|she|they .. get|have .. say
        he|she|they do|does not .. get|have .. say
        company|business|firm|shop|place|boss|owner is mine|me
        i am|are the one paying|who_pays|with_the_wallet|holding_the_purse
        trust|trusts me .. decision|decisions|this|that|choice
        hold|have|carry .. company_card|credit_card|company_credit|chequebook|checkbook
        we are the management|owners|board|founders|partners|directors
        i carry|bear|take the responsibility|decision
        just|only me here
        ^ me|owner|founder|ceo|boss|proprietor|md $
        my .. my rules|way
        i rule|reign|run_the_place
        decided|approved|signed|chosen|authorised|authorized by me|myself|us
        my patch|turf|remit|domain|bailiwick
        left|given|handed|delegated|entrusted .. to me
        may|can choose|decide $
        all #size|of_us .. in_on_it|agree|for_it|on_board|want_it
        i|we do as|what|whatever i|we please|like|want|wish|fancy
        sole trader|proprietor|owner|partner
        i am the family|firm|company|business|boss|whole_team
        mine|my is the .. side|part|department|area
        it is|s a? family|my|our business|firm .. i
        i call the shots
        i have|hold|carry the final|last
        final|last|ultimate say|word|decision|call is|s|lies .. mine|with_me|me
        signed off by|from .. @decider
        got|have|has|received|with .. green_light|go_ahead|ok|okay|blessing|approval|permission|free_hand|free_rein|carte_blanche|signing_authority|sign_off .. from|by|of .. @decider
        have|got .. signing|purchasing|decision|spending authority|power|powers
        @decider .. already .. yes|ok|sign~|approve~|agree~|on_board
        buck stops
        sole|full decision|authority|decision_maker|signatory|discretion|owner|control
        need|have|has|must .. to_ask|to_consult|to_check_with|to_run_it|to_clear_it .. only? myself
        i|we can|could just? buy|order|sign|approve .. myself|ourselves|alone|on_my_own|without
        decide~|sign~|approve~|choose~|buy~ .. myself|by_myself|on_my_own|alone|ourselves|here
        speak|speaking|talking to the|your|my? boss|owner|decision_maker|right_person|ceo|person_who
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        subject|subjected to .. 
        merely|simply|only collect|gather|compile|forward|pour|drive|do|carry|clean
        he|she|they|boss is|are the one who|that signs|decides|pays|approves
        @decider choose|decide|pick|vote|sign
        bosses|higher_ups|upstairs|above|others|board|team|council .. want|wants to .. vote|decide|approve|see|look
        client|customer|father_in_law|mother_in_law|in_law|group|company|family|parents .. has_to|have_to|must|still .. choose|decide|decides|runs|run|approve|sign
        two|three|several|second|another signatures|signature|signatories
        joint|collective|shared|group|family decision|choice
        only|just make|do|prepare|draw_up|compile|put_together .. shortlist|list|research|comparison|preselection|pre_selection
        my role|job|part|task is .. just|only|to .. test|research|compare|look|recommend|evaluate|find
        we have a purchasing|procurement|buying department|team|office
        get|getting .. past .. @decider|council|committee|works_council|boss
        could|can not say|promise yes|anything
        for|up_to the|my|our .. @decider to .. decide|settle|say|judge|choose
        not .. she|he|they .. would|will allow|approve|agree|permit|accept
        someone|somebody else .. holds|has|keeps .. wallet|purse|money|budget|keys
        ask|asking her|him|them|mum|mom|dad
        nothing .. bought|purchased|ordered|signed .. without
        consultant|adviser|advisor .. client|customer
        group|corporate level
        decision|it comes|come from .. above|group|top|hq|headquarters|head_office
        resolution|approval|consent|vote|blessing|signature|sign_off|decision of|by|from .. @decider
        has_to|needs_to|must|would_have_to|will_have_to|would_need_to|should ok|okay|give_the_ok|bless|approve|release|clear|vet|sign_off|authorise|authorize|okay|agree|ratify|rubber_stamp .. 
        decides|signs_off|makes_decisions|makes_the_decision|makes_that_decision|makes_such_decisions
        decision|choice|award is|was|gets|will_be made|taken
      `,
    },
    ...sayOfOthers,
    ...sayOfMoney,
    ...sayMine,
  ],
  ...authorityForeign,
};
