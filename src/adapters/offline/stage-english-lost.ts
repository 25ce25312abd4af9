import type { StepRules } from './stage-rules.js';

/** How English declines for good, and what only sounds like it. */
export const lostEnglish: readonly StepRules[] = [
  {
    means: 'notLost',
    patterns: `
        the|that|our|another|a other|sister|neighbouring .. branch|office|team|school|company|shop|department|site|location
        not .. cancel|withdraw
        not|nothing .. serious|urgent|today|for_now|at_present|at_the_moment|before
        said|say no .. to .. salesman|salesperson|seller|rep|vendor|insurance|guy|someone|door
        cancel|cancels|cancelled|cancelling .. later|after|any_time|anytime|if|monthly|mid|how|year|their|appointment|appointments|orders|bookings|my_order|the_demo_and
        activate|activated|fixed|sorted|solved .. for_good
        can|could|how|may .. cancel|leave|quit|stop
        not interested in .. phone|a_call|calls|lunch|features|bells|details|demo|demos
        not waste
        not ready|looking|planning|here|about|going .. buy|buying .. anything|today|now|yet
        stop .. chasing|losing|missing|complaining|leaking|the_mails|our
        my|our|the contract|subscription|licence|deal with @rival .. ends|runs|expires|is_up
        not .. keep_you|keep|waiting
        front desk|office|of|line|house
        not .. any_time|anytime
        buy in|buy-in|buyin
        not .. happening .. soon|#soon
        not mind|wait
      `,
  },
  {
    means: 'lost',
    patterns: `
        @chosen ... with|for|on|to|in_favour_of|by|from ... @rival|@another
        @chosen|won @rival|another|a_competitor|someone_else|somebody_else|something_else|one_of_your|a_different|a_rival|your_competitor|the_competition|elsewhere|a_local|the_other_one .. 
        we|i|they|board|committee|management|boss|company|owners|headquarters .. are|have_been|has_been|been using|on|with @rival|another .. now|instead|from_now
        @rival|competitor|competition|rival|other_one|others won|wins|got_it|gets_it|got_the|it_is_then|made_it|beat_you|is_what_we|is_our_choice|got_the_nod|landed_it
        you lost|came_second|came_in_second|were_second|were_a_close_second|are_out
        close second
        hq|headquarters|group|head_office|parent_company|management|board|it_department|corporate|ministry|holding ... forces|force|mandates|imposes|imposed|dictates|dictated|prescribes|ordered|decreed|wants_us_on|standardised|standardized|standardises|insists_on ... @rival|@another|everybody|everyone|one_system
        it|that|this is over .. here|for_perch|for_you|for_us|between
        it is over here $
        game over
        interest is|has gone|zero|nil|dead|vanished|evaporated
        zero|nil|#nil|#zero|little|not_the_slightest|not_the_least|absolutely_no|0 interest
        not|never|no .. remotely|in_the_least|in_the_slightest|slightly .. interested
        never|not_ever|wild_horses|no_way|under_no_circumstances ... buy|buying|purchase|use|using|sign|become|order|subscribe|take_it
        not|never .. buying|buy|purchasing .. from_you|anything|never|ever|it|this|software|not
        not buying $
        not|never .. a|your|become|becoming|be .. customer|client .. of_yours|and|never|ever|here|$
        not .. tomorrow .. not
        rather|sooner ... than ... use|buy|you|this|perch|yours|pay|sign|that|deal
        answer|decision|verdict|reply|response|vote|outcome ... is|was|remains|stays|came_back no|not|negative|against
        no .. and|it stays|remains|means no
        stays|remains|means no
        it|that|this is a|our|still|simply|final|clear|firm|definite|polite no
        is a? .. no from|for|thank
        no|not|none|nothing for us|me .. thanks|sorry|bye|and|then|$
        nothing|not for us|me|our_company|our_team|people_like_us .. 
        it|this|that|perch|software is not .. my|our cup|thing|style|scene|bag|jam
        thanks|thank_you|sorry|appreciate_it .. but .. no|not|we_are_good|we_will_pass|pass|we_have_decided_against|built|made_our|stay|staying|we_are_sorted|chosen|stick
        so|therefore no thanks|thank_you|perch|need_for_you|deal
        no thanks|thank_you .. never|not_buying|stick|staying|stay|we_have|we_are|goodbye|bye|i_am_done
        no .. need|reason|point|use|sense .. to|in .. contact|contacting|write|writing|follow|following|get_back|chase|chasing|insist|continue|continuing|email|emailing .. 
        need not|never contact|write|follow_up|bother|reply|chase
        no need .. anymore|any_more|any_longer|now|of_perch|of_you|for_you|for_perch|for_anything_now|for_it_now|for_it_any
        stop|quit|cease .. mailing|spamming|pestering|chasing|bugging|harassing|hassling|trying|sending|following|pushing me|us|to|this|these|your|up|$
        stop mailing|pestering|chasing|bugging|harassing|hassling
        bin|delete|erase|shred|destroy|remove|scrap|wipe|trash|forget my|our|the|this|all .. file|details|data|case|record|contact|enquiry|inquiry|address|email|number|lead|entry|info
        take|strike|cross me|us|our|my .. off .. list|books|lists|database|system|mailing_list|$
        cancel|cancelling|withdraw|withdrawing|pull|pulling|retract|drop|dropping|void|revoke my|our|the|this|that|everything .. enquiry|request|inquiry|application|interest|registration|demo|quote|offer
        not|never|no_longer .. be|will_be .. going_ahead|going_forward|moving_forward|moving_ahead|proceeding|needing|continuing|pursuing|taking_it|requiring|coming_back|joining|renewing
        not .. needing perch|you|it|this
        not .. take|taking it|this|them|perch|your $
        decided|decides|voted|resolved|agreed|elected|chose|opted not_to|against|to_stay|to_remain|to_stick|to_keep_what|to_keep_our|to_leave_it|to_do_without|to_drop
        decided|resolved|voted|agreed not to
        decision is|has .. in|made|fallen .. not|is_not|against
        it is|was not perch|you
        talked|talks|argued|reasoned me|us|him|her|them out of
        perch|you|it|this is|are .. out of_the_question|of_the_picture|of_the_running
        closing|closed|shutting|shut|winding|folding|liquidating|selling|dissolving .. business|shop|firm|company|practice|doors|us .. for_good|down|permanently|forever|up|at|in|so
        went|gone|go|going bust|bankrupt|belly_up|out_of_business|into_administration|insolvent
        ceased|ceases|cease trading
        save|spare|hold your|yourself|you .. breath|effort|trouble|time
        lost|losing|lose my|your number
        ^ get lost|stuffed|knotted
        piss|bugger|sod|buzz|jog off|on
        take a hike
        jog on
        no dice|sale|chance|way_jose
        hard|firm|definite|flat|clear no|pass|nope
        not .. happening|going_to_happen|in_this_life|in_a_million|in_my_lifetime|until_hell
        hell freezes
        hell will freeze
        when hell|pigs freezes|fly
        over my dead
        moved|move|moving on .. 
        we|i have moved on
        gave|given|giving|give up on .. project|idea|plan|it|this|you
        shelved|scrapped|binned|ditched|dropped|abandoned|killed|buried|axed .. idea|project|plan|plans|whole .. for_good|altogether|completely|entirely|$
        idea|project|plan|whole_thing|request|initiative .. is|was|has_been|got|s .. off_the_table|dead|buried|history|binned|axed|dropped|abandoned|called_off|off|cancelled|canceled|scrapped|shelved_for_good
        merger|restructuring|new_owner|new_owners|reorganisation .. killed|ended|stopped|finished|buried .. it|this|project
        ship has sailed
        train has left
        we|i are|am all|fully|happily|well|perfectly? sorted|set|covered|fixed_up|served .. elsewhere|without_you|now|thanks|thank_you|so
        no longer .. market|looking|interested|needed|relevant
        not .. in the market
        stick|sticking|stay|staying with that|it|this|them|what|whatever|ours
        stick|sticking|stay|staying|remain|remaining|continue|continuing|carry_on|go_back|going_back|return|returning with|to|on|using .. paper|pen_and_paper|spreadsheets|excel|gmail|outlook|fax|what|whatever|ours|@rival|old|pigeon|phone|the_phone|pencil|notebook .. 
        stay|staying|stick|sticking .. paper .. forever|for_ever
        forever|for_ever|for_good|indefinitely .. so|bye|thanks
        paper|excel|spreadsheets|gmail forever|for_ever|it_is|for_good
        wrote|written|built|made|coded|developed|programmed .. us|our_own|ourselves|own ... so|and|thanks|stick|instead|no
        will not work|work_out between|out|for_us|with_us
        not work out
        parting of|here we_part|our_ways
        end of the road|line
        this|it|that is goodbye|farewell|the_end|final
        final|definitive|definitively|irrevocable|irrevocably no|answer|decision|rejection
        ^ no|not|never final|definitively|full_stop|period|under_any|not_ever|never
        we|i regret .. to|inform|that
        regret to .. inform|tell|say|decline
        unsuccessful|unfortunately .. your offer|bid|proposal|tender
        offer|bid|proposal|tender .. was|is|has_been not .. successful|selected|chosen|accepted
        will not .. keep|stay|be .. with|as customer
        do not .. ever|again .. contact|write|call|message|email
        do not .. contact|write|call|message|email .. ever|again|anymore
        definitely|absolutely|certainly not $
        ^ do_not want|want_it|need_it $
        ^ not_wanted|no_sale|no_deal $
        remove|delete|strike|drop|take our|my|the|this|us|me .. from|off your|the prospects|list|lists|database|books|files|crm|system|records|pipeline|leads
        found|have .. something|one|what|a_solution|a_tool|an_answer .. better|elsewhere|cheaper|somewhere_else|we_need_elsewhere|that_suits_us_better|that_fits_better
        found .. elsewhere
        gave|give|given|giving|awarded|handed the|our|this job|order|business|contract|deal|project|work .. to|away
        no further action|contact|interest|steps|communication|need
        forget .. about .. us|me|our|this|it|the_whole
        hated|disliked|rejected|loathed it|perch|this|yours so|in_the_trial|$
        so we|i are|am done|out|gone
        retired|ended|closed|stopped|terminated|finished the|this|our project|search|idea|initiative|process
        hereby withdraw|cancel|decline|reject
        withdraw|withdrawing|withdrawn from
        no|zero|not_any|without|not_the_slightest|absolutely_no desire|intention|intent|wish|appetite|ambition|inclination|use .. to|of|for .. own|buy|buying|use|using|continue|have|it|you|this|perch|your
        not|never .. wanted|welcome|required .. here|by_us|any
        no longer wish|want|care|intend|plan|desire
        not coming back
        run its course
        head_office|headquarters|group|company|corporate|parent bought|chose|picked|ordered|has_bought|got .. something|another|one|else|different
        signed|went|bought|gone|ordered elsewhere
        search is over
        our search .. over|ended|finished
        not .. what .. after|looking_for|look_for|want|need|wanted|needed|hoped
        not even|if .. free|paid|for_free|gift|gave
        would not .. take|use|buy|want .. if|even|for
        no way .. in_hell|hosay|jose|ever|never|not|$
        dead in the water
        consider us|me|it|this out|off|closed|cancelled
        other|another lot|side|firm|company|offer|team|party .. won|got|wins|gets|has_it
        went|gone|going another|different|separate way|ways|route|direction
        you can|may|might stop|close|end .. here|this|now|trying|writing|it|the_case|the_file|our_file
        leave|leaves me|us .. peace|alone|be
        parting ways
        all set|sorted|covered .. without|thanks_anyway|so_no
        resolved|solved|settled|handled .. matter|it|this|problem|elsewhere|ourselves .. without|elsewhere|ourselves
        i|we decline|pass|bow_out|step_out|withdraw|back_out|opt_out .. $
        backing|backed|pulling|pulled|bowing|bowed|dropping|dropped out
        nix it|that|this
        do_not|never|not|please_do_not follow_up|get_back|come_back|ring|knock $
        closing|closed|shutting|shut|close|winding .. the|our|my|up|down .. shop|business|firm|company|doors|practice|office ... for_good|for_ever|forever|permanently|ever
        no .. software|tool|product|system|perch|app .. needed|required|wanted|necessary|for_us|for_me|in_my
        that is that $
        end of it|this|that|our_talk
        is the end
        changed|changing my|our mind .. not|and|no|so
        turned|voted|shot|threw|thrown|struck .. it|this|you|perch|down|out .. for_good|finally|definitively
        board|committee|boss|council|partners|owners|management|husband|wife|ceo|director|son|daughter|father|mother turned|voted|threw|shot|rejected|vetoed|killed .. you|perch|the_idea|the_project .. 
        told|ordered|forced|instructed|obliged|required to use|take|go_with|switch_to|stay|move_to .. @rival|another|corporate|group
        not see|imagine us|me|ourselves|myself .. buying|using|becoming|paying|signing
        another|different|other firm|company|vendor|supplier|provider|tool|product|one|solution gets|got|has|won|it_is|makes|made .. our|the|it|business|deal|race
        not|nothing .. something|anything? we|i would|will ever .. 
        never .. going_to|gonna .. happen|buy|work|sign
        ^ uninterested|pass|declined|rejected|nope $
      `,
  },
];
