import type { StepRules } from './stage-rules.js';

/** How English words make a step. */
export const english: readonly StepRules[] = [
  {
    means: 'notOffer',
    patterns: `
        do|does you|u|it|perch|they|there .. have|offer|provide|include|come_with|got|give .. trial|demo|pilot|sandbox|trials|demos|test
        is|are|there there|a|any .. trial|demo|pilot|sandbox|test
        after|during|when .. trial
        in the|your|a|my trial
        how long .. trial
        not|never .. after|want|need|ask|asks|asking|asked|said|say|wanted|looking|requested|requesting|interested .. quote|quotation|offer|proposal|estimate|contract|trial|demo
        trial .. long|include|need|require|card|free|end|ends|expire|last
        have|got|signed|seen a? contract .. with
        current|existing|old|our contract
      `,
  },
  {
    means: 'notWon',
    patterns: `
        trial|demo|newsletter|pilot|test|webinar|beta|trial_account
        not|never .. ready|sure|commit|convinced|buy|sign
        before .. sign|buy|commit|start|take
        customers|clients .. buy|sign
        not .. buy|buying|sign|signing|order|ordering|take|go
        take it|this|that to|with|by|back|from|up
        sign in|up_for_the_newsletter
        take it that
        think about it|over
        sold out|online|by|via
        not .. a deal
        big deal
      `,
  },
  {
    means: 'won',
    patterns: `
        we|i will take it|them|the_deal|this|that|one|two|#size|#num|your_offer
        we|i will do_it|have_it
        we|i will|would_like_to|want_to|are_going_to|am_going_to|are_ready_to|am_ready_to|have_decided_to|decided_to|are_happy_to|wish_to|shall go_ahead|go_for_it|buy|purchase|sign|order|proceed|go_with_you|go_with_perch|sign_up|move_forward|go_with_it|close_the_deal|subscribe|place_an_order
        we|i are|am in $
        we|i are|am buying|sold|going_with_you|going_with_perch|signing|going_ahead|ready_to_buy|ready_to_sign|ready_to_order|going_for_it|taking_it|doing_it|convinced
        ^ so|ok|alright|right|great|perfect|and|good|fine|yes|well? count us|me in
        let us sign|buy|order|go|start $
        we|i take|choose the .. plan|package|offer|seats|deal
        make it so|happen
        we|i take it|the_deal|the_offer
        deal $
        we|i buy $
        yes .. we_buy|i_buy
        go ahead $
        boss|ceo|director|board|we|i|partner signed .. contract|it|off_on_it
        invoice to our|my|us|me
        we|i are|am on_board
        ^ deal
        it|that|we|you is|have|got|has a? deal|yourself_a_deal
        you have|got got? yourself? me|us|a? convinced|deal|customer|new_customer|yes
        you convinced|won|sold|persuaded me|us
        let us go $
        sold $
        ^ sold
        where|how .. sign|pay|enter_the_card|order|purchase|buy $
        where do|can|should i|we sign|pay|buy|order
        send .. contract|paperwork|agreement|invoice|order_form .. sign|in|over_and|now
        send .. invoice|bill|payment_link|order_form
        let us do|sign|go_for|buy|close|proceed|go_with|make_it_official|shake it|this|that|the_deal|you|on_it
        let us|me go ahead|buy|order|sign
        go ahead and|with .. contract|order|set|sign|book|invoice|charge|activate|send|bill|up|prepare|process|upgrade
        draw|write|prepare|ready|get .. up? .. contract|paperwork .. ready|up
        sign|set us|me up $
        sign us up .. seats|plan|users
        sign me|us up
        set us|me up .. buying|then|now|please
        consider it done|sold
        shut up and take my money
        take my money|card
        here is my card|credit_card
        charge my|our|the
        place .. order
        i|we hereby|formally order|accept|confirm
        accept .. offer|quote|proposal|terms|price|deal
        consider|take|treat|regard .. this .. order
        this|that is|s our|my|an order
        i|we accept|agree $
        i|we will have it|one|them|that
        shake on
        contract|order|deal|agreement .. is|has signed|been_signed|done
        just|we|i signed .. it|contract|up|the
        yes|ok|okay|alright .. buy|sign_it|we_will_take|order
        we|i have|we decided .. go_with_you|for_you|for_perch|to_buy|on_perch|on_you|to_take
        going|go|went with you|yours|perch
        you are hired
        happy to sign|proceed|commit
        it is|s a yes from
        a yes from us|me
        we|i choose|chose|pick|picked|choosing you|perch|yours
        buy~ .. it|this|perch|now|today|licences|licenses|seats
        order~ us|me|the|another? #size
        ready to .. sign|buy|commit|order|pay
        shake hands|on_it
        welcome aboard
        got .. signature|po|purchase_order
        po|purchase_order is|on|will|number
      `,
  },
  {
    means: 'notLost',
    patterns: `
        not .. now|yet|right_now|this_year|moment|today|at_this
        not .. saying no
        not|nothing|never ... before|until|till|prior_to|earlier_than .. #when|#soon|#day
        fix~|solve~|stop~|sort~|end~|rid|settle~|cure~|repair~ .. for_good
        customer|customers|client|clients|people|guests|patients|buyers|leads|colleague|competitors|rep|he|she .. gone|goes|go|went|leave|leaves|switch|switched|chose|chosen|bought|buys|buy
        before .. gone|went|go
      `,
  },
  {
    means: 'lost',
    patterns: `
        not|never|no longer? .. interested|a_fit|a_match|a_good_fit|the_right_fit|the_right_thing|going_to_happen|going_to_work|going_ahead|moving_forward|going_forward|convinced_and|what_we_are_looking_for|what_we_need_so|buying|proceed|go_ahead|pursue|pursuing
        not|no interested|interest
        no interest
        lost .. interest
        not .. going_to|will|gonna|would .. buy|purchase|take|sign|order|proceed|go_ahead|go_with|continue
        not what we|i want|need|wanted|needed|looked
        close my|our|the file|account|request|case|ticket
        not really|quite|something|right|suited|suitable|one|deep_enough|good_enough|enough|made? for us|me
        nothing for us|me
        uninterested
        not .. work~ .. for us|me
        decided|chose|opted|voted|deciding .. against
        decided|chosen|chose|picked|opted|gone|went|going|go|settled|sign~|decide|choosing|picking|bought|taken|took|took_on|found|switch~ .. with|for|on|to? another|other|someone_else|somebody_else|elsewhere|competitor|zendesk|front|missive|hubspot|intercom|freshdesk|salesforce|helpscout|help_scout|gorgias|different|a_competitor|one_of_your_competitors|hiver|them_instead|something_else|the_other|a_rival|rival|cheaper
        chose|picked|took|bought another|something_else|the_other|a_different|someone_else|zendesk|front|missive|hubspot|intercom|freshdesk
        going|gone|went|go elsewhere|a_different_way|another_way|in_a_different_direction|another_direction|in_another_direction|a_different_route
        pass on this|it|that|you|your
        we|i will|are|am|shall|are_going_to|think_we_will|have_to|going_to|to pass|passing
        hard|gonna|going_to|have_to|it_is_a|a|is_a pass
        ^ pass $
        ^ hard no $
        it|that|answer is|s a hard|firm|clear|definite? no
        answer is|s no
        no from us|me
        no thanks|thank_you .. bye|interested|not|pass|ever|leave|for_good|sticking|staying|we_are_good|we_are_fine|we_are_staying|not_for_us
        for_good|ever_again
        stop|quit contacting|emailing|messaging|writing|calling|bothering|texting|spamming
        do_not|never .. contact|email|message|write|call|bother|text|spam .. again|anymore|any_more|any_longer
        do_not bother|contact|spam me|us
        never .. write|contact|call .. again
        take me|us .. off|from|list
        remove|delete me|us|my .. off|from|list|number|details
        unsubscribe
        leave me|us alone|be
        forget|drop it|the_whole_thing|about_it|this $
        forget it
        stick~|stay~|remain~|keep~ .. with|using|to .. spreadsheet|spreadsheets|excel|what_we_have|our|gmail|outlook|zendesk|current|paper|old|the_old|pen|existing|it_is_that|as_we_are
        staying|stay where_we_are|put|as_we_are
        deal|it is|s off|dead
        no deal
        awarded|award|gave|given|goes|went .. contract|tender|order|project|business|award? .. to another|someone|other|competitor|a_competitor|a_different|others
        leave it at that|there
        no to the? whole|entire|your|this? idea|project|plan|offer|it_all|whole_thing
        said|says no to .. idea|project|plan|offer|whole
        we|i are|am out $
        count me|us out
        closing this|the_conversation|the_chat|the_file|the_case
        withdraw~|cancel~ .. request|inquiry|enquiry|order|everything|interest|project|whole_thing
        no longer .. need|want|require|looking|interested|considering
        project .. cancelled|canceled|dead|scrapped|killed|axed
        waste of .. time
        not .. want .. it|this|anything|your|to_buy
        do not want this|it|any|your
        we|i will not|be buy|go|be_buying|proceed|take_it|need_you|continue|be_going|be_moving|be_needing|be_proceeding|be_continuing
        thanks|thank_you but no
        thanks but no
        decline~ .. offer|your|proposal|thank
        we|i|must|have_to|will decline
        not going with|ahead|forward|further|any_further
        fix|keep|improve|use|rebuild|stay|go|make_do|continue .. instead
        build~ .. ourselves|our_own|in_house|inhouse|it_ourselves
        said|says|is no .. staying|sticking|closing|final|over|bye|so_that|for_good|forget
        that is the_end|it_then|final
        end of story|discussion
        we are done here|with|talking
        i am done here|with
        goodbye|farewell forever
        out of the race|running
        lost us|me|interest
        other|another|competitor|rival|front|zendesk|they .. won|got_the_deal|gets_the_deal|got_it|better_offer_and
        signed .. with .. competitor|other|another|someone_else|them|yesterday
      `,
  },
  {
    means: 'bargain',
    patterns: `
        discount|rebate|price_cut|price_reduction|reduction|markdown .. if|for|of|on|or|please|then|would|could|want|need|expect|for_us|#percent
        can|could|would you|u .. do|give|offer|knock|throw|make|go|come|lower|drop|meet|match|shave|sharpen|reduce|cut|take|beat|waive|include|sweeten|freeze|hold .. discount|off|lower|cheaper|down|better|in_free|for_free|for_nothing|#percent|less|halfway|price|per_seat|a_deal|competitor|setup_fee|onboarding|free_of_charge|on_top|a_bit|#money|#rate
        drop|waive|skip|remove|scrap|cut|lose|get_rid_of|do_away_with|do_without|spare_us|strike|take_off|leave_out|let_us_off .. fee|fees|setup|set_up|onboarding|training|surcharge|minimum|deposit|charge|charges
        third|half|quarter|fifth|tenth off|less|cheaper|discount
        find a way
        #percent off|less|discount|cheaper|reduction|or
        give|want|need|expect|get|take|knock|make_it|do|shave us|me|off|at_least? #percent
        come|go|get|bring it|this|that|price|her|them? down .. to|by|under|below
        come|go|get down .. bit|to|by|price|#money|#percent|#num|on|a
        knock|take|shave|chop|lop|cut .. off
        lower|reduce|drop|cut|sharpen|freeze|match|beat|halve|improve|rework|adjust .. price|rate|offer|number|cost|fee|pencil|quote|figure
        price .. reflect|match|freeze|frozen|fixed|locked|lower|come_down|guarantee
        meet us|me half_way|halfway|in_the_middle|at
        meet halfway
        waive|drop|skip|remove|throw_in|forget|leave_out|take_out|without|strip|exclude|cut|scrap|lose|ditch|minus .. fee|setup|set_up|onboarding|training|add_on|addon|module|out|ai|installation|implementation|minimum|extra
        take|leave|cut|strip .. out|away .. of .. that|it|offer|quote|price|package
        throw in|something
        best|final|last|better|special price|offer|deal|rate|discount|number
        sharper|better|lower|cheaper price|offer|deal|rate|number|terms
        net 30|60|90|45|15
        payment|contract terms|conditions|period
        shorter|longer|monthly|quarterly|annual|yearly|exit|cancellation|termination|break|price|liability|notice .. term|contract|commitment|clause|billing|cancellation|notice|period|payment|guarantee
        notice|payment in_instalments|installments|instalments
        instead of a|one|two|three|#num|12 year|years|months
        if|when we|i take|sign|pay|commit|go|buy|order|book .. two|three|2|3|year|years|annually|yearly|upfront|up_front|more|#size|longer|advance|seats|all|today
        #percent and|then i|we|you
        any|some|more room .. price|rate|budget|down
        room .. price|negotiate
        price for|of #num|#size|five|ten|twenty|fifty
        start|begin with #size .. price|rate
        can|could|would not? .. you do better|anything|something .. price|that|better|$
        not .. you .. do better
        waive|drop|skip .. month|fee|charge|setup|first
        instead of #num|#size|#money|#rate|five|ten|fifteen|twenty
        bring~ .. price|cost .. down
        #num|#money|#rate is|s .. too much|high|steep
        what|how_much .. comes_off|come_off|off_the_price|knock_off|take_off
        make it #num|#money|#rate|#percent
        make it .. and .. deal|sign|in
        split the difference
        anything|something you|u can|could do
        what can you do .. price|us|me|$
        two|three|2|3|multi year|years deal|contract|commitment|price
        too|bit|rather|pretty|quite|that_is|still much|steep|high|more_than_i|more_than_we|above .. can|could|would|any|do
        hoping|thinking|looking|expecting|expected|aiming|hoped .. closer|nearer|less|lower|cheaper|below|under
        hoping|thinking for|of|more|something|about #money|#rate|#num
        counter|counteroffer|counter_offer|haggle|negotiate|negotiable|bargain|wiggle_room|room_to_move|flexibility|leeway
        goodwill|loyalty|volume|bulk|annual|nonprofit|non_profit|charity|early_bird|startup|educational|student .. discount|rebate|pricing|price|rate
        free month|months|seat|seats|onboarding|training|setup|year
        first|extra|additional|two|three|one|a|couple_of month|months free
        cheaper .. if|for|when|with
        start with|what_if_we|rather fewer|less|smaller|only
        only take|pay|need #size|half|#num
        fewer|less seats|users|features|licences|licenses
        would|will|can|could|do you|u .. take|accept|do|go|offer|settle_for|agree_to .. #num|#money|#rate|#percent|that_low|lower
        match|beat .. that|it|this|price|rate|offer
        go .. that|so|this low
        term|notice|period|contract .. too long|short
        can|could it be #num|one|two|three|shorter|longer|monthly
        can|could|would you .. do|offer|grant|give .. same|that_too|likewise
        need|want|expect #percent off
        competitor|other|others|front|zendesk|freshdesk|intercom|hubspot|missive|gorgias|hiver|else .. offers|offer|offered|gives|cheaper|charges|less|asks .. 
        or we|i walk|leave|do_not|go_elsewhere|look
        everybody|everyone else .. gives
      `,
  },
  {
    means: 'bargainSoft',
    patterns: `
        discount|discounts|cheaper|negotiable|flexible|leeway|rebate|wiggle
        drop|skip|without|leave|remove|exclude|do_not_need .. add_on|addon|onboarding|module|training|support|ai|premium
        what if we|i
        seats|users instead|only
        monthly|annual|yearly|quarterly payment|billing|instead
        upfront|up_front|in_advance|annually|instalments|installments
        less|lower
        is that your best
        only if
        #rate|#money or|otherwise
        i|we would|could sign|buy|take .. if|for|at
      `,
  },
  {
    means: 'offer',
    patterns: `
        send|get|have|want|need|like|give|make|submit|prepare|draw|write|see|receive|request|email|mail|provide|put_together|work_out|draft|forward|share|ask|asking|drop|show|issue|could_do_with|looking|after|please|love .. us|me|you|i|we? .. a|an|the|your|some|formal|written|concrete|firm? quote|quotation|proposal|estimate|order_form|contract|cost_estimate|price_quote|draft_contract|cost_breakdown|offer
        ^ quote|quotation|proposal|offer .. for|please|us|#size
        quote|quotation|offer|proposal|estimate|contract .. for|covering #size|us|a_team|our|people|users
        quote for|please|me|us
        price .. in writing
        price|prices|pricing|cost|costs|total .. for just|only? us|me|the_two_of_us|the_three_of_us|both_of_us
        price|prices|pricing|cost|costs|rate|total .. for|with|at a|an|our|my|all|about|the? #size|#num|our_size|a_team|our_team|#num|half|all_of_us|that_many|that_size|the_team|everyone|everybody|that|this_size|two_teams
        how_much|what .. would|will|is|does|do|for|be|it|run|come|to|cost|set|pay .. #size|for_us|a_team|all_of_us|that_many|our_team|#num_people|the_two_of_us|the_three_of_us
        #size .. how_much|what_is_the_price|whats_the_price|price|cost|what_would|what_does|what_do|what_is_that|total|pricing|the_damage
        how_much .. #size
        how_much .. for #num
        what would|will|is|does|s it|that|this .. be|cost|come_to|run .. #size
        what would|will|is|does|s it|that|this .. be|cost|come_to|run .. for #num
        what .. #size .. cost|come_to|run|pay|be|total
        what .. run|cost us|me .. for
        what would we|i|it|that .. pay|cost|come_to|run .. us
        #size .. total|altogether|per_month|a_month
        for #num seats|of_us|users|people
        what is|s|would_be it|that|this for #size|#num|five|six|three|four|seven|eight|nine|ten|two
        price it|that|this for|up|out
        trial|demo|pilot|test_account|poc|proof_of_concept|sandbox|free_trial|demonstration|walkthrough|walk_through|product_tour .. please|for_us|set_up|next|tomorrow|week|on|with_you|appointment|slot|account|access|booked|scheduled|this
        set|sign|hook|start|get|give|have|want|book|schedule|arrange|see|request|like|need|try|open|activate|begin|do|show|organise|organize|love|fancy|enter|join|create .. us|me|we|i|you|up? .. trial|demo|demonstration|pilot|test_account|sandbox|test_run|walkthrough|walk_through|product_tour|poc|trial_account|test_phase
        try|test it|this|that|perch|things|the_tool|the_product out? .. first|for|out|week|weeks|ourselves|myself|before|month|with|days
        can|could|may|want|like|love|how i|we|do_i|do_we|can_i|to? try|test it|this|out|perch
        show|walk us|me|my_team .. it|through|around|how|product|demo
        give it|you|perch a try|go|spin|whirl|shot
        take it for a spin|test_drive
        book|schedule|arrange|set_up|fix|find|make us|me|a|an .. call|meeting|appointment|slot|demo|time|session
        draft .. contract|agreement|dpa
        send|get|email|mail|forward|see .. contract|dpa|agreement|terms_and_conditions|order_form|msa|paperwork
        how .. start|begin|get|sign_up_for .. trial
        let us see an|your|the offer|quote|proposal|price|numbers
        what are we looking at
        price|how_much|what .. for|would|does|will|is_it .. for us $
        quote|price #size|#num .. 
        rfp|rfq|request_for_proposal|tender_document|our_tender
        what|whats .. total|sum|grand_total
        free trail
        ballpark|figure|sum|total|number|ball_park|estimate|rough_price .. for|with #size|#num
        kindly submit|send
        put .. in_writing|on_paper|together
        invoice|pro_forma|proforma .. send|need|want|get
        binding|formal|written|concrete|firm price|offer|quote|proposal
      `,
  },
];
