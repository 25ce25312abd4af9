import type { CriterionRules } from './criteria.js';
import { contentment, scarce } from './need-content.js';
import { needForeign } from './need-foreign.js';
import { plainTroubles } from './need-trouble.js';

/** What tells of a problem or a wish that a product can serve, or that there is none. */
export const need: CriterionRules = {
  en: [
    {
      status: 'NONE',
      patterns: `
        need for anyone|anybody|somebody|someone|you to call|ring|phone|contact|write
        not .. want|need|like a|this|the|your? bot|machine|robot|chatbot
        you|u|this_bot|the_bot|your_bot|this_chatbot .. @is|are|such|a? .. useless|stupid|dumb|idiot|idiots|moron|worthless|pathetic|hopeless|terrible|bad|crap|rubbish|garbage|awful|horrible|trash|joke|clown|fool
        you|u|bot suck|sucks|stink
        your|this|these answers|answer|replies|chat|bot|reply .. @is useless|stupid|dumb|worthless|pathetic|hopeless|terrible|crap|rubbish|garbage|awful|a_joke|bad
        useless|stupid|dumb|worthless|bloody|fucking bot|chatbot|robot|machine|thing|program $
        not|no .. interested|interest in .. call|phone_call|meeting|demo|trial|chat|talk|talking|newsletter|webinar
        not|never .. want|wish|need|like|care .. talk|speak|chat|phone|telephone|be_called
      `,
    },
    ...contentment,
    {
      status: 'MET',
      patterns: `
        need|needs|require|requires|required|have_to_have|must_have|has_to_have|seek|seeking|looking_for|after|procuring|procure|sourcing|acquire|in_the_market_for .. system|platform|tool|solution|software|application|helpdesk|help_desk|desk|service|product|program|programme|something|inbox|app .. that|which|who|to|where|capable|able|with|for|so
        inviting|invite|invites|soliciting|seeking|requesting|request|collecting|calling_for|accepting offers|bids|tenders|proposals|quotations for|on|to
        replacement .. has_to|must|needs_to|should|is_to|will|to .. be|live|go|in_place|ready|running|start
        contract|licence|license|subscription|agreement .. ends|end|expires|runs_out|is_up|terminates|lapses|ending|expiring
        not renew|renewing|extending|extend|prolong|prolonging
        regulator|regulators|law|auditor|auditors|auditor_s|regulation|regulations|compliance|gdpr|inspector|authority|authorities|insurer|ministry require|requires|demands|demand|obliges|forces|wants|expects|asks .. us|that|we
        not|never .. prove|demonstrate|show|evidence .. that|it|which|who|we|what|when|how
        on fire
        go|goes|going|gone|went|grow|grows|turn stale|cold|astray|missing|amiss|unseen|unnoticed|unread|unanswered
        before|until|till anyone|anybody|somebody|someone|we rings_back|calls_back|writes_back|replies|answers|responds|reacts|reads|sees|notices|gets_back|ring_back|call_back|reply|answer|respond|react
        shared|common|joint mailbox|inbox|postbox|account .. not|no_longer|hardly|stopped .. work~|scale~|cope~|enough|manage~
        which|that|it|this not|no_longer work|works|working|scale|scales|suffice|suffices any|anymore|any_more|any_longer|longer
        they|customers|clients|people .. bought|gone|went|booked|buy .. elsewhere|someone_else|somebody_else|competitor|a_competitor
        run|runs|running|managed|handled|done .. out_of|from|off .. shared|one|common mailbox|inbox|account|spreadsheet
        no longer works|work|working|scales|copes|suffices|sufficient|adequate
        bring|get|move|put|have .. onto|on|into|in .. same|one|single|shared|common .. desk|support_desk|inbox|system|platform|tool|helpdesk
        intend|intends|intending|plan|plans|planning|aim|aiming|propose to replace|consolidate|introduce|modernise|modernize|centralise|centralize|unify|digitise|digitize|standardise|standardize|overhaul
      `,
    },
    {
      status: 'MET',
      patterns: `
        want|like|love|need|wish to .. see|know who|which|all|every|everything|at_a_glance|where_each|what_is_open|what_is_still|whether_someone
      `,
    },
    ...plainTroubles,
    ...scarce,
    {
      status: 'NONE',
      patterns: `
        need|want|like|wish|love|have|got|looking|prefer .. to|a|the|some|for? quote|price|prices|pricing|offer|proposal|contract|demo|demonstration|trial|discount|estimate|invoice|call
        need|needs|want|wants|like|love|have|got|going|wish|prefer|rather|hoping to? order|try|test|approve|agree|take_a_look|evaluate|give|put|bring|leave|stay|cancel|stop_here|meet|schedule|arrange|book|receive|hand|place|vote|subscribe|upgrade|think|ask|talk|speak|check|know|see|sleep|run|discuss|consult|understand|hear|read|learn|thank|wait|chat|be_called|sign|start|begin|go|compare|pass|decide|look|buy|take|pay|spend|get_going|get_started|be_honest
        need|want|like|prefer .. human|person|someone|somebody|salesperson|rep|agent|approval|permission|budget|money|time|sign_off|signature|your|more_time|a_minute|answer|answers|details|information|info
        looking|look .. forward|around|at|into|good|great|like|nice
        need it|this|that|them by|before|in|for|until|running|live|#when|#soon|asap
        want|like it|this|that by|before|running|live|#when|#soon|a_lot|very|more|better
        no need to|for_you
        is|are fine|ok|okay|good|happy with it|that|this
        need|want|like|hoping .. notice|terms|period|price|clause|instalments|installments|closer|cheaper|less|lower|better_price|better_deal|discount|#money|#percent
        ^ forget it|that|about|what|the|my|budget|money
        forget it|that|what
        know .. spend|budget|cost|afford|when
        idea .. when|whenever|budget|money
        interested in your|perch|the|it|this
        grant|funding|deal|budget .. fell
        not|do_not .. talk|speak .. bot
        need anyone|someone|to ask|consult
        used to but|not
        competitor|competitors|friend|friends|supplier|neighbour|neighbor .. has|have|had|pays|paid|uses|use|lost|told
        proof|convince
        old|previous|former|last tool|system|software|vendor|provider cost|was|had|were
        money|budget|cash|price|cost|costs|funds .. not|no .. problem|issue|obstacle|question|object
        so_that_is|that_is no obstacle|problem|issue
        we|i want|want_to|need #when
        need an|a|your app|login|account
        have it by|before
        much|steep|expensive can|could
        too much|steep|expensive|pricey|dear|high $
        want|need to know
        no|not problem|worries|problem_at_all
        secondary|irrelevant
        it can|could|will wait
        quote|quotation|contract|offer|order_form .. 
        #num|#money|#rate .. too|ok|fine|would
        go ahead
        forgot to ask|mention|say|add|tell|write
        like #when
        type well
        not .. answer|report to .. anybody|anyone|nobody
        buy|get what i|we need
        want|need|like .. done|ready by|before|until
        want|need|like|love .. kick .. off
        my client|boss has_to|must
        get_back to .. #when
        we|i want it|that|this $
        want it sorted|done|before
        nobody|no_one knows $
        nobody|no_one knows after|when|how_long
        no idea $
        not what we|i want
        stick|stay|keep with
        word with
        nothing is|will going|happen
        not .. interested
        need your
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        do|does|did|would|really|not|never not? .. need .. this|it|that|any|anything|one|such|your|another|more|a|help|perch|software|tools|tool|new
        nothing .. need|use it|this|that .. for|$
        nothing .. need .. for
        not .. anything|something for us
        is|are perfectly|totally|absolutely|quite|completely|just ok|fine|good|sufficient|enough
        no|not .. problems|issues|complaints .. our_end|our_side|us|here
        have|has|got everything|all we|i need|want
        not something we|i need
        is|are good_enough|well_enough|fine_for_us|okay_for_us
        not complain
        hardly|rarely|barely .. get|have|receive mail|mails|emails|messages|any
        not for me|us then
        setup|system|tool|solution|process|way|gmail|outlook|zendesk|inbox is|s|are|works|does .. ok|okay|fine|good|alright|enough
        not|never need|really_need|actually_need|see_the_need|see_why|see_a_need|see_any_need|see_the_point|see_what_we_would|have_any_use|have_a_use|have_a_need|have_any_need|have_any_trouble|have_a_problem|have_any_problem|have_any_problems|have_any_issues|have_problems|have_issues|have_trouble|miss_anything|feel_the_need|looking_for_anything|lacking_anything|looking_to_change
        no need|use|reason|point|demand|call|interest|pain|trouble|problems|complaints|issues|gap .. for|to|here|with|in|at|$
        no need $
        no|not .. problem|problems|trouble|issue|issues|complaints|pain .. that|with|here|there|at_all|needs|now|today
        not .. got|have|having .. problem|problems|trouble|issue|issues|complaint|complaints|need
        happy|satisfied|fine|content|pleased|good|comfortable|sorted|set|covered|okay|ok with|as|using .. what|current|existing|our|we|it|things|is|have|the_way|zendesk|gmail|outlook|today|now
        we|i are|am .. sorted|all_set|well_served|covered|all_good|perfectly_fine|doing_fine|perfectly_happy|quite_happy|very_happy
        works|work|working|runs|running|does|do|serves fine|well|perfectly|great|ok|okay|smoothly|good|just_fine|perfectly_well|the_job|the_trick|what_we_need|everything_we_need|all_we_need|us_fine|us_well|all_right|alright
        does|do everything|all|what .. need|want
        manage|managing|cope|coping|get_by|getting_by|do|doing .. nicely|fine|just_fine|well|without|ok|okay|perfectly|alright|easily
        everything|all|things is|are|runs|works .. fine|good|under_control|ok|okay|smooth|smoothly|perfect|running|well|in_order
        not .. after|looking_for|searching_for|shopping_for .. anything|something|a_tool
        fine|good|okay|ok the way|how it|things is|are
        nothing i|we need|want|would_use
        not .. see .. what|how|why|where i|we would|could|should
        gave|given up on .. 
        better off without|now|so
        got|have everything|it_all|all_that .. sorted|covered|solved|handled
        not|no a|an|real|big|really|much? issue|problem .. us|here|me|our
        nothing|not|never .. broken|wrong|missing|to_fix|to_solve|gets_lost|goes_missing|slips|lost|bothers_us|to_complain
        no such trouble|problem|problems|issue|issues|worries
        our|the process|way|system|workflow works
        solved that|it|this already|ourselves|long_ago
        already solved|sorted|fixed .. that|it|this|$
        not .. use|need|call|call_for for|of .. it|this|that|such
        would not use|help_us|benefit|be_useful
        solution|looking|in_search in_search_of|for a problem
        overkill|no_use_to_us|not_relevant|irrelevant|too_big_for_us|already_solved|solved_already|already_covered
        already have|got|use .. for_that|that_works|and_it_works|and_like|and_love|and_are_happy
      `,
    },
    {
      status: 'MET',
      firm: true,
      patterns: `
        can|could|do|does|is not keep_up|keep_track|cope|handle|find|follow|see|tell|scale|manage|work|answer|get|know|reach|go_on|serve|respond|reply|stay_on_top|last|sustainable|scalable|show|remember|sync|talk_to_each_other|report|happen
        not|never|no_one|nobody|hardly|no .. answered|reply|replies|replied|answers|answer|responds|respond|response|see|sees|saw|know|knows|notice|notices|noticed|read|reads|picks_up|picks_it_up|feels_responsible|takes|follows_up|follow_up|owns|overview|idea_who|clue_who|visibility|reminders|reports|reporting|central|track|order|system|records|record|one_place|structure|way_to|handover|decent|shared|remembers|history|checks|checked|looks|clear_who
        no way|overview|visibility|system|structure|idea|clue|reminder|reminders|record|history|process|reporting|insight|insights|control|one_place|follow_up|follow_ups
        never|not|nobody .. get|gets|got|arrive~|reach~|land~ .. reply|answer|back|there|us|them|response|through
        not .. on_top|fast_enough|quick_enough|in_one_place|central|anymore|any_more|any_longer|longer
        lack|lacks|lacking|miss|misses|missing .. overview|view|reminders|reports|reporting|place|system|structure|inbox|feature|features|tracking|integration|automation|search|follow_up|half|some|many|them|messages|calls|emails|leads|requests|msgs|customers|deadlines|inquiries|enquiries|orders|bookings
        need|want .. so|because|that we|i|it|they|nobody|no_one|nothing
      `,
    },
    {
      status: 'MET',
      patterns: `
        @need_wish .. @thing
        look|looking|searching|search|hunting|shopping|hunt|after|need|want|need_of|market|interested_in|seek|seeking|require|requires|require .. for|a|an|some|new|better|of? .. @thing
        @wish .. to? @improve
        @wish .. @improve
        we|i|they|team|us|who|customers|clients|staff need|needs|want|wants|require|requires|demand|demands|wish|would_like|would_love|could_use|could_do_with|are_looking_for|am_looking_for|am_after|are_after|is_after
        need|needed|require|looking_for a|an|one|something|some|help|better|new|to|that|software|tool
        what|all i|we need|want|look_for|are_looking_for|am_looking_for|are_after|am_after|would_like is|s|are|would
        what we are|is after|looking_for
        ^ need|needs|want|wanted|wanting|looking_for|searching_for
        it|that|this|thing|tool|system|software|plugin|app|search|current|which has|lacks|is|takes|drops|crashes|breaks|loses|freezes .. no_follow|no_report|no_way|no_overview|no_search|no_reminders|no_decent|no_shared|slow|crap|terrible|awful|rubbish|clunky|forever|ages|useless|painful|buggy|minute|half_a|hours|old|outdated|clumsy|percent
        has_to|have_to|must|got_to|should .. stop|change|get_better|improve|end|go_faster|be_faster|be_better|give
        something|things|this has_to|must|needs_to|got_to|have_to change|give|improve|happen|stop|be_done
        struggle~|drown~|overwhelm~|swamp~|buckling|sinking|suffer~|inundat~|flood~|bury|buried|burdened|bogged_down|overloaded|understaffed|stretched|overworked|snowed_under|firefighting|fire_fighting|fighting|juggle~|battle~|wrestle~|limp~|limping_along|muddle~|muddling_through
        mess|messy|chaos|chaotic|nightmare|headache|disaster|hell|zoo|jungle|shambles|madness|pain|pains|hassle|bottleneck|nuisance|horror|hot_mess|free_for_all|wild_west|pita|catastrophe|patchwork|all_over_the_place|out_of_hand|out_of_control|unmanageable|unbearable|embarrassing|tedious|cumbersome|time_consuming|error_prone|inefficient|ridiculous|insane|exhausting|frustrating|annoying|stressful|hectic|clumsy|clunky|disorganised|disorganized|unorganised|unorganized|haphazard|scattered|fragmented|disconnected|siloed|silos|spread|opaque
        lose|loses|losing|lost|mislay|mislaid|misplace~ .. emails|email|mails|mail|messages|message|msgs|customers|customer|clients|client|track|leads|lead|requests|orders|order|enquiries|inquiries|deals|deal|jobs|tickets|ticket|them|time|hours|business|sales|money|half|count|overview|things|stuff|bookings|sight|guests|patients|thread|threads|sponsors|donors|members|applications|applicants|calls|dms|it|one|some|many|people|revenue|work
        @traffic .. get|gets|got|getting|go|goes|going|went|are|is|be lost|missing|ignored|forgotten|buried|overlooked|stuck|unanswered|unread|mixed_up|duplicated|late|missed|mislaid|left|dropped|delayed|unnoticed|nowhere|astray|scattered|spread|stranded|deleted
        fall|falls|falling|fell|fallen|slip|slips|slipping|slipped|drop|drops|dropped|dropping|disappear~|vanish~|go|gets|get|slip through|between|off|out|by|behind|under|down|into_a_black_hole|into_the_void
        through|between|in the? cracks
        @traffic .. fall|falls|slip|slips|vanish|vanishes|disappear|disappears|pile|piles|piling|sit|sits|lie|lies|languish|linger|rot|wait|waits|hang|die|end_up|land|bounce|pile_up|drown
        miss|misses|missing|missed|overlook~ .. half|it|them|calls|call|emails|messages|message|msgs|mails|orders|requests|leads|deadlines|deadline|enquiries|inquiries|customers|follow_ups|follow_up|too|stuff|things|some|many|lots|loads|a_lot|important|opportunities|bookings|renewals|appointments|tickets|dms|chats|questions
        forget~|forgotten|overlook~|neglect~
        nobody|no_one|noone|none|no_body .. knows|sees|saw|answers|answered|replies|replied|responds|picks|feels|takes|owns|reads|remembers|follows|checks|notices|can|gets|cares|ever|on_the_team|looks|understands|handles|has
        do|does not know who|what|which|where|whether|if|how .. answered|replied|answer|handled|handles|is|has|did|said|does|was|promised
        who|which .. already answered|replied|responded|answering|handled
        both|twice|double|same|duplicate|duplicates|duplicated .. answer|answers|reply|replies|replying|answering|mail|mails|email|emails|customer|message|messages|ticket|tickets|response|responses|call|calls|contact|work|person|people|client|work
        two|2|three|#num|#size|several .. answer|answers|answered|reply|replies|replied|replying|answering|call_the|contact|respond|responded|write_to|wrote_to|same
        answer|answers|answered|answering|reply|replies|replying|replied|respond|responding|call|calling|write .. twice|double|same|late|too_late|slowly|again_and_again|over_and_over
        get|gets|receive|receives two|double|different|conflicting|contradictory|wrong|three answers|replies|responses|emails
        too late|slow|long|many|much|messy|complicated|often
        takes|take|taking|spend|spends|spending|waste~|burn~|cost~|costs|eats|eating|eat|kills|killing .. ages|forever|hours|hour|days|day|weeks|time|minutes|us|me|half|too_long|long|morning|mornings|evening|evenings|alive|staff|week|sleep|afternoon|nerves
        waste|wasting|wasted|wastes
        by hand|manually
        manual|manually|handwritten|handwriting|copy_paste|copy_pasting|copying|pasting|copy_and_paste|retyping|retype|retypes|on_paper|paper_forms|paper_slips|paper_notes|pen_and_paper|spreadsheet|spreadsheets|sticky_notes|post_its|postits|post_it|notebook|notebooks|whiteboard|excel|word_document|scraps|printouts|sheets|google_sheet|google_sheets|folders|carbon|fax|index_cards|shoebox|shoe_box|binder|binders|exercise_book
        tired|sick|fed|had_enough|weary|bored|exhausted of|up|from|with
        hate|hates|hating the|our|doing|how|this|that|having|using|working
        annoys|bugs|bother|bothers|frustrates|drives|driving|kills|killing|bugging|annoyed|frustrated|irritated|irritates|dread|loathe|stresses|stressed
        angry|furious|upset|complain~|complaints|complaining|unhappy|cross|mad|grumble~|moan~|chase~|chasing|impatient|waiting|annoyed|yell~|dissatisfied|fuming|livid|leave_us|walk_away|go_elsewhere|buys_elsewhere|buy_elsewhere|go_to_the_competition|goes_elsewhere|nag~|shout~|bad_reviews|one_star|cancel_on_us
        wait|waits|waiting .. for|days|hours|weeks|long|ages|too_long|forever|until
        backlog|backlogs|behind|falling_behind|piling_up|piles_up|pile_up|pileup|unanswered|unread|overflow~|overflowing|bursting|explod~|exploding|spiralling|snowball~|mounting|growing_over|over_our_heads|over_my_head|snowballing
        duplicate|duplicates|double_replies|double_work|double_answers|overlap~|stepping_on|step_on .. toes|work|replies|answers|each_other|each_other_s
        problem|problems|issue|issues|trouble|pain_point|challenge|challenges|difficulty|difficulties|worry|bottleneck|weakness|weak_spot|trouble .. is|s|with|are|we|i|have|here
        have|having|got|had|facing|face|there_is|there_are|our|my|main|biggest|real|a problem|problems|issue|issues|trouble|difficulties|difficulty|challenge|struggle|gap|headache
        our|my|the|biggest|main problem|issue|pain_point|challenge|trouble|worry
        outgrown|outgrew|outgrowing|grown_out|no_longer_works|no_longer_enough|not_working|does_not_work|does_not_scale|stopped_working|broke_down|fell_apart|falling_apart|breaking_down|broken|just_died|reached_its_limits|at_its_limits|on_its_last_legs|end_of_life|bursting_at_the_seams|at_capacity|hit_a_wall|hit_the_limit|at_our_limit
        replace~|replacement|switch_from|switch_away|move_away|moving_away|moving_off|migrate_from|migrate_away|leaving|get_rid|getting_rid|ditch~|away_from|get_away_from|alternative_to|instead_of .. tool|system|current|our|zendesk|freshdesk|intercom|gmail|outlook|front|missive|hubspot|excel|spreadsheet|spreadsheets|helpscout|old|the|it
        our|the|my|current tool|system|setup|software|inbox|provider|vendor|solution|way|process .. died|sucks|is_dying|is_slow|is_old|is_bad|too|down|shuts|closing|breaks|crashes|discontinued|sunset
        different|separate|several|multiple|many|various|dozens_of|three|four|five|six|seven|eight|nine|ten|two|2|3|4|5|6|7|8|9|10|12|#num mailboxes|inboxes|mailbox|inbox|channels|apps|tools|phones|accounts|addresses|systems|places|boxes|platforms|spreadsheets|groups|gmail|mail_accounts|private_phones
        across|over|between|from|in|via|through|on .. inboxes|mailboxes|channels|apps|phones|accounts|mail_boxes|private_phones|personal|whatsapp|private
        everyone|everybody|each .. own|differently|his_own|their_own|personal .. inbox|mailbox|phone|way|account|list|sheet
        consolidate|unify|centralise|centralize|bring_together|streamline|automate|organise|organize|merge|tidy
        in|into one place|inbox|spot|tool|system|view|screen|list
        would love|like .. one_place|to_have|to_stop|to_get_rid|a_place|one
        would|want|like|love|need .. see|know .. who|what|at_a_glance|which|where|whether|still
        black_hole|blackhole|bottomless
        in .. s head
        bad marks|press|name|feedback|ratings|scores
        notes on|in .. napkins|paper|scraps|hand
        something that|which|to|where .. would_be|grand|great|nice|lovely|good|perfect
        my|our evenings|weekends|life|sleep|sanity back
        same|wrong address|place|time|customer|date .. twice|again|last
        phone|phones|ring|rings|text|texts|call|calls|whatsapp|asks|ask me|us .. times|day|night|midnight|weekend|every|constantly|all_day
        typing timesheets|lists|forms|invoices|orders|everything
        hate|dread .. doing|mondays|month_end
        how do|can|could|to .. i|we? .. stop|avoid|prevent|get_rid|fix|keep .. my|our|the|them|people|customers|staff
        stop losing|forgetting|missing|wasting|answering|chasing|typing|dropping|doing|writing|sending
        half|most|some .. never|not|nobody
        want|need the same|one_too
        want|need|like the same .. here|for
        consolidating|unifying|centralising|centralizing|merging|replacing|streamlining|digitising|digitizing|modernising|modernizing
        system|tool|software|platform|helpdesk|app .. shut|shutting|switched|discontinued|retired|sunset|phased|dies|died|dying .. 
        prints|print|calculates|shows|counts|sends .. wrong
        on my case|back
        like|love|need|want to find|reach|stop|know|keep|get .. 
        find something|a_way|anything .. so|to|for
        crumpled|illegible|unreadable|handwritten|messed_up|mixed_up|unfinished|overdue|outdated
        hurts|hurting|painful
        never|not|rarely|hardly update~|log~|document~|record~|write~_down|note~ .. crm|it|them|anything|notes
        response|reply|answer|waiting|reaction time|times .. terrible|bad|awful|poor|long|slow|embarrassing|too|worse|rising
        hard|difficult|impossible|tough|tricky to know|tell|see|find|track|follow|keep|remember|say|manage
        in one|a_single|the_same place|spot|view|inbox|list|screen|tool|window
        see all|every|everything .. in|at|of
        warzone|war_zone|minefield|train_wreck|trainwreck|dumpster_fire|circus|lottery|nonsense
        zero overview|control|visibility|structure|order
        end_up|ends_up|ending_up|land|lands with|in|on|at .. wrong|nowhere|spam|somebody|me
        wrong person|teacher|desk|team|department|inbox|colleague|place
        double book~|booked|booking
        ask|asks .. same .. 
        get_away|away from .. phone|whatsapp|excel|paper|numbers
        private numbers|number
        want|like|love|need|wish to .. see|know .. who|what|which|where
        no idea|clue|way|overview .. how_many|who|what|which|where|whether
        do_not know|see how_many|who|what|which|where|whether
        become|became|is|are|getting|gotten unusable|useless|unbearable|unmanageable|impossible|hopeless|a_joke|too_much|too_big|slow
        tried .. failed|did_not_work|not_work|broke|gave_up|hopeless|useless
        failed|fails|failing us|me|$
        it|that|they failed|flopped
        what brings me|us
        share|shares|sharing .. login|password|account|mailbox|inbox
        each_other_s|each_others|others|other_s toes
        step~ on
        two|three|different prices|answers|versions|promises|people .. customer|client|same
        never .. answer|reply|respond|call_back
        it hurts
        would|could .. help
        would .. be_great|be_nice|be_good|be_useful|make_sense .. if|to
        help us|me if
        sort|sorting|going_through|wade|wading|forwarding|triaging .. mail|mails|emails|messages|requests|tickets|everything
        start with .. unread
        unread .. mails|emails|messages
        everything is|in|lives|sits .. her|his|my|mailbox|head|inbox|excel|paper
        every|each morning|evening|day|night|week|monday|friday .. mails|emails|messages|sort|hours|copy|type
        told off|complained|lost .. customer|client|account
        write|writes|writing|text|texting|call|calling|message|messaging .. my|our|on|to .. private|personal|own
        which is|s why i|we .. asking|here|writing|looking
        that is|s why i|we .. here|asking|writing|came|contact|looking|interested
        because .. lose|lost|miss|forget|slow|late|chaos
        keep|keeps|kept forgetting|losing|missing|answering|asking|getting|dropping|overlooking|replying|chasing|having|mixing|disappearing|falling
        late replies|answers|response|responses
        slow response|responses|replies|search|support
        bad|poor|terrible|awful|horrible service|reputation|reviews|experience|overview|impression|response
        makes|make|made|look|looks us|me|our|we .. look|silly|stupid|bad|unprofessional|amateur|amateurs|fools|angry|crazy|mad
        goes|go|going|drive|drives|driving|driven .. mad|crazy|insane|nuts|bonkers|bananas|up_the_wall|round_the_bend|wrong|unanswered
        help .. us|me|with .. @thing|keep|organise|sort|handle|manage|answer|stop|follow|get|deal
        used_to_work|worked_until|worked_when
        grow~|growing|scaling|doubled|tripled .. too|fast|so|and|cannot
        we|i could|can use|do_with .. help|better|something|tool
        stuck|stranded .. with|in|between|and
        burned|burnt|burns out|us|me
        improve|improving|reduce|reducing|speed_up|shorten|fix|fixing|solve|stop .. our|response|reply|the|this|it|that|how
        interested in something|a_tool|a_solution|shared|getting|using|having
        too many|much|few
        one person|lady|guy|colleague .. everything|only_one|knows
        relies|rely|depend|depends .. on one|memory|me|luck
        customers|clients|guests|patients|parents|people|tenants|callers|buyers|suppliers|members|donors|students .. wait|waiting|chase|complain|angry|leave|leaving|twice|stuck|call_again|ask_again|write_again|give_up|go_away|never_hear|run_away|shouting
        responsible|accountable .. nobody|unclear|who
        unclear|confusion|confusing|confused|mix_up|mix_ups|mixed_up
        on private|personal phones|phone|whatsapp|accounts|emails
      `,
    },
  ],
  ...needForeign,
};
