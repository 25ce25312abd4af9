import type { RuleGroup } from './criteria.js';

/** Statements that have the words of a complaint and are none. */
const otherwise: RuleGroup = {
  status: 'NONE',
  patterns: `
    see|find|open|load|reach|read .. page|website|site|button|link|pricing|login_page|video|price_list|faq|phone_number
    can|could not talk|speak|chat|stay|wait|call|buy|pay|afford|spend|decide|sign|promise|commit|approve|complain
    lost|missed|forgot .. thread_here|password|where_we|what_you|what_i|my_train|link|your
    sorry|apologies|apologise|excuse|forgive .. late|reply|delay|missed|spelling|typing|slow|silence|mess|wait|waiting|confusion|interrupt|typos
    need|want|needs to? pick|fetch|collect|sleep|eat|drive|cook|shower|walk|feed|nap|run_off|dash|pee|a_holiday|a_vacation|a_break|a_coffee|a_drink|a_nap|a_beer|a_lawyer|a_plumber|a_doctor|a_hug|a_haircut|a_raise|coffee|sleep
    love|like|hope|want to visit|meet|join|eat|travel|move_to|come|play|live|attend
    you|u|your_bot|this_bot|this_chat .. forget|forgot|miss|missed|not_answer|not_understand
  `,
};

/** Troubles that are told without the plain words for trouble, and wishes without those for wishing. */
const troubles: RuleGroup = {
  status: 'MET',
  firm: true,
  patterns: `
    no|zero|lack|lacks|lacking|without|never_any|not_any|not_a|not_have|missing .. log|logs|trail|trace|audit_trail|ownership|owner|rules|rule|history|priority|priorities|structure|overview|oversight|transparency|accountability|handover|handovers|continuity|big_picture|whole_picture|full_picture|common|archive|feedback_loop|routine|backup|stand_in|deputy|cover_for|who_does_what|coordination
    lack|lacks|lacking|missing a|an|any|the|some|proper|real|decent? @thing|overview|history|way
    can_not|could_not|unable_to|no_way_to|no_way_of|impossible_to|hard_to|not_able_to .. check|prove|trace|split|share|assign|verify|look_up|guarantee|search|filter|hand|measure|count|reconstruct|keep|see|tell|follow|get_through|oversee|monitor|catch
    no|nobody|no_one|none|not .. who_did|who_does|who_has|who_said|who_is|who_s|what_was|what_is_still|what_is_open|which_of
    nobody|no_one|none_of_us|noone .. here|us|team|office? can tell|say|see|find
    what worked|works .. not|no_longer
    @customers|customer|client|guest|patient|tenant|member|buyer|couple|couples|families|family|vendors|landlords|suppliers|supplier|owners|owner|ministry|council|someone|somebody|they|he|she|guy|lady .. wait~|waited|chase~|chased|rang|ring|rings|ringing|wrote|write|writes|called|calls|asked|asks|phoned|mailed|emailed .. again|thrice|why|whether|three_times|four_times|several_times|times|repeatedly|still_waiting|no_reply|no_answer|no_response
    @customers|customer|client|guest|patient|tenant|couple|family .. waited|waits|waiting|wait .. days|weeks|hours|months|hour|day|week|month|ages|forever|reply|answer|response
    @customers|customer|client|they|story|problem .. explain|repeat|retell|tell|repeating|explaining .. again|afresh|each_time|every_time|story|twice|anew|problem|from_scratch
    pass~|sent|send~|bounce~|shunt~|push~|hand~|refer~|kicked|tossed .. pillar|around|round|back_and_forth|from_desk|between|from_one
    in|into|to|for junk|spam|drafts|draft|trash|the_bin|wrong_folder|wrong_inbox|promotions|a_folder
    walk~|go|goes|went|going out_the_door|to_the_competition|elsewhere|next_door|to_our_competitors|down_the_road|somewhere_else|cold|quiet|stale|nowhere|begging|down_the_drain|up_in_smoke
    slip~|fall~|drop~ .. net|cracks|fingers|stools|chairs|gap|gaps|radar|desk|table
    going|gone|go|goes|sinking|sunk|buckle~|crack~|collapse~ under
    up_to .. neck|ears|eyeballs|eyebrows
    under_water|underwater|knee_deep|above_water|breaking_point|end_of_my_tether|end_of_our_tether|end_of_my_rope|wits_end|wit_s_end|end_of_my_wits|losing_my_mind|tearing_my_hair|pulling_my_hair|run_ragged|run_off|rushed_off|burnout|burning_out|last_legs|last_nerve|out_of_steam
    too_much on .. plate|my|our
    quicker|faster|more than|then .. inbox|we|us|i|team|anyone|humanly can|could|able
    never stops|ends|stop|end|quiet|sleeps|rests
    my_sleep|lie_awake|lying_awake|keeps_me_up|keeps_me_awake|awake_at_night|up_at_night|sleepless
    think|thinks|thought|assume|assumes|assumed|assuming|believes|believed|reckons|swear|swears|figured .. someone|somebody|other_one|the_other|another|other_person|colleague_has|else_did|else_has|he_has|she_has|called_back
    cherry_pick|cherry_picks|cherry_picking|cherry_picked
    each|everyone|everybody|all .. wait~ .. other|another|someone|somebody
    nobody_s|no_one_s|somebody_else_s job|baby|responsibility|problem|task
    #num|#size|#big|hundreds|dozens|loads|tons|thousands|heaps .. @message .. a|per|each|every day|hour|morning|night|weekend|shift
    lose|loses|losing|lost the_plot|our_way|my_mind|the_thread
    whoever|whichever|whatever .. first|time|picks|shouts|happens|know|knows|is_near|is_nearest|free|opens|around|reads|finds
    depends|depend|depending|relies|rely on .. who|whoever|memory|luck|mood|one
    promised|promise|promising|swore|meant|keep_meaning .. get_back|call|reply|ring|answer|write|follow_up
    clean|completely|totally|plain|simply|clear|just forgot|forgotten|forget
    i|we|he|she|they|reps|rep|staff|team|people|colleague|colleagues|guys|half|always|often|constantly|sometimes forget|forgets|forgot
    sticky|post_it|paper note|notes|slip|slips|diary|trail
    slips|scraps|bits|piles of paper
    in .. head|heads .. nobody|only|when|leaves|and|$
    want|need|like|wish .. out_of|gone|an_end|to_stop|rid_of|sorted_out
    has|have|must|got .. be better|easier|smarter|other|another way|ways|method
    somebody|someone|something ought|should|needs_to|has_to
    we|i|team really|badly|urgently|desperately|seriously? ought|need_to|have_to|must|got_to|should|better .. get_a_grip|get_on_top|get_organised|get_organized|up_our_game|do_better|be_faster|be_quicker|respond|reply|answer|follow|sort|organise|organize|modernise|tidy|improve|shape_up|speed|professionalise|catch_up
    main|most_important|biggest|first|important|only thing|wish|goal|aim|point|priority|hope|dream .. is|would|for
    want|need|like|love|wish|hope|would_be|could_do .. reminder|reminders|reminding|reminded|nudge|nudges|nudged|thread|threads|snooze|assign|assigned|eyes|oversight|visibility|visible|faster|quicker|automatic|automatically|shared|central|queue|follow_ups|handover|hand_over|accountable|overview|workload|transparency|searchable|single|in_one_place|on_one_screen|grip|history
    want|need|like|love|wish|rather .. stop|keep|answer|reply|respond|know|see|find|share|split|spread|hand|catch|track|take .. @message|customers|customer|clients|client|leads|who|load|work|off_me|patients|guests
    two|three|four|five|several|both|conflicting|contradicting|#num|#size different|contradictory|conflicting|opposite|separate|contrary|opposing .. quotes|quote|prices|price|answers|answer|dates|replies|stories|versions|offers|things|promises|directions
    saying|says|said|contradict~|told .. opposite|each_other|something_else|contrary|different
    same .. guy|customer|person|lady|date|slot|hour|appointment|room|client|lead|email|mail|message|thread|enquiry|candidate|patient|buyer .. twice|two|three|both|two_times|again|several
    one|same room|table|slot|seat|flat|bike|car .. two|twice|both|parties|families
    double_book|double_booked|double_booking|double_bookings|double_sold|overbooked|oversold
    each_other|one_another|each_others|each_other_s|one_another_s .. toes|answers|feet|way|replies|back|conversations|mails|work
    trip~|fall~|step~|book~|talk~|write~|tread~|treading|falling .. over|on each_other|one_another|ourselves
    forward~ .. each_other|one_another|back|around|all_day|everyone|everything|to_the_right
    with him|her|them|it .. went|goes|go|gone|leaves|vanishes
    left|leaves|leaving|quit|quits|retired|retires|retiring|resigned|holiday|vacation|sick|leave|ill|maternity|pension|out_of_office|day_off .. and|then|all|his|her|their|nobody|no_one|who|with|she|he .. @message|customers|clients|contacts|knowledge|history|threads|leads|everything|picks|covers|knows|took|takes|disaster|with_him|with_her|with_them
    on|when|if holiday|vacation|sick|sick_leave|maternity|leave|ill|off|out .. nobody|no_one|nothing|everything|messages|mails|piles|pile|stands|collapses
    trustpilot|google|reviews|review|stars|star|rating|ratings|survey .. drop~|fell|fallen|down|bad|say|says|said|complain|no_reply|slow|ghost|suffers|suffer|worse|terrible|poor
    ghost~|ghosted|ghosts customers|clients|people|us|them|leads|guests|$
    like|look|looks|looking clowns|amateurs|fools|idiots|muppets|beginners|cowboys|silly|unprofessional|stupid
    warning|wrote_us_up|fined|fines|penalty|penalties|sued|reprimand|reprimanded|audit_finding|formal_complaint|compensation|refund|refunds for|over|because|late|coming|from|us|to
    break|breaks|breaking|breach|breached|missed|missing .. sla|slas|deadline|deadlines|promise|promises|target|targets
    crash~|freeze~|froze|clunky|overpriced|sluggish|laggy|bloated .. 
    bill|price|renewal|licence|subscription doubled|tripled|went_up|skyrocketed|exploded .. 
    was|were a mistake|an_error|a_bad_idea|the_wrong_choice
    one|single|shared|same phone|login|password|laptop|computer|pc|outlook|mailbox|inbox|address|account|e-mail|email .. for|and|between|shared_by|used_by #num|#size|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many|people|all|everyone|departments|everybody
    only one|person|i|he|she|me with|who|has|have|knows|know .. password|login|access|answers|how
    when|if|whenever we|i|they|someone|somebody find|finds|get|gets|has|have time|round|a_minute|a_moment
    which is|means never|rarely|twice|hardly_ever
    never|not|hardly find|get|have .. time .. answer|reply|respond|follow|call|write|to
    never|not|rarely|seldom|hardly_ever get|got|getting around|round|back|to .. 
    never|not|rarely|seldom|hardly_ever chase|chased|follow_up|followed_up|call_back|called_back|write_back|hear_back|heard_back|got_back|get_back
    found|discovered|learned|learnt|realised|realized .. only|later|after|weeks|today|months|too_late|by_accident|by_chance
    each|everyone|everybody|every .. has|have|keeps|keep|works|work|uses|use|runs|maintains|carries .. own|out_of_their|from_their inbox|mailbox|list|sheet|phone|notebook|diary|account|accounts|way|system|method|folder|notes|number|excel|spreadsheet|whatsapp|gmail|outlook|tool|mobile
    scattered|strewn|spread|distributed|dotted|all_over|splattered|split|smeared .. across|over|between|among|place|among
    coming|come|comes|arrive|arrives|pour|pours|land|lands|reach .. from|via|through|on|by .. and|everywhere|all_sides|all_directions|every_side|channels|left_right_and_centre
    swamped|twiddling|idle|busy_and_who .. 
    stink|stinks|rotting|gather_dust|gathering_dust|collect_dust|mouldering|languish|languishes|stay_at_the_bottom|at_the_bottom|fester|festering
    guess|guessing|guesswork|gamble|gambling|luck|coin_toss|chance whether|if|who|which|game|that|what
    @disorder
    scares|worries|stresses|bothers|kills|annoys|frustrates|exhausts|drains|haunts me|us|my_team|the_team
    cost|costs|costing us|me .. a|an|the|our|thousands|#money|dearly|customers|customer|contract|deal|job|order|sale|hire|clients|client|account
    lost|losing|lose|loses .. account|customer|client|contract|tender|deal|order|sale|job|lead|business|family|buyer|guest|patient
    overlook~|oversaw|mislaid|misplaced|misfiled|archived|deleted by|their|his|her|the|a|it|somebody|someone|mistake|accident|accidentally
    unanswered|unread|unreplied|unhandled|neglected|forgotten|ignored|untouched .. 
    too|so many tabs|dms|mails|emails|messages|channels|tools|apps|inboxes|questions|requests|calls|accounts|logins
    i|we|you scroll~|dig~|hunt~|search~|rummage~|wade~|trawl~|comb~|click~|hop~|jump~|switch~ .. through|for|between|back|in .. 
    dig|digging|dug|hunt|hunting|scroll|scrolling|search|searching|trawling|rummaging .. out_of|through|nine|mailboxes|inboxes|whatsapp|threads|old_mails
    blind|in_the_dark|no_idea|no_clue|clueless|haven_t_a_clue|not_a_clue .. what|who|how|which|about|here|on|whether
    piling|pile|piles|stack|stacks|stacking|build|builds|building|mount|mounts|accumulate~ up .. 
    make_it_up|made_it_up|making_it_up|invent_the
    not .. on_top_of|keep_on_top|cope|coping|keeping_up|keep_pace|manage_any
  `,
};

export const plainTroubles: readonly RuleGroup[] = [otherwise, troubles];
