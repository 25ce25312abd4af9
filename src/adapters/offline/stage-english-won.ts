import type { StepRules } from './stage-rules.js';

/** How English commits to buy, and what only sounds like it. */
export const wonEnglish: readonly StepRules[] = [
  {
    means: 'notWon',
    patterns: `
        send|mail|email|forward ... contract|paperwork|agreement|order_form|papers .. so|for|to .. our|we|i|legal|lawyer|lawyers|boss|board|him|her|them|can|have_a_look|read|check|review|peek
        after|want|need|like|would_like|looking|asking|get .. terms|contract|quote|order_form|paperwork|draft|standard
        up for the|a|your free|trial|test|14
        free #num|trial|test|days|period|version
        not .. on_board
        take .. into|with|from|seriously|place|time|long|care|a_look|look|turns|forever|hours|days|weeks|ages|away|out|off
        and|then|if i|we|you .. will|would|can|could|have .. sign|talk|deal|yourself
        if|when|once|after|before|until|should someone|they|somebody|he|she|we|i .. sign|signs|buy|buys|order
        in|mid harvest|season
        not|never .. going_to|become|becoming|be .. customer
        how|what|when|where .. refund|cancel|later
      `,
  },
  {
    means: 'wonSoft',
    patterns: `
        send|mail|email|forward|post|bring me|us|over? the|your|that papers|paperwork|contract|order_form|agreement
    `,
  },
  {
    means: 'notSold',
    patterns: `
        deal|signed|bought|sold|closed|ordered|paid .. on|for? our|my|a|an|the new|old
        new van|car|house|premises|office|flat|phone|boat|home|building|truck|oven|machine
        it|they|that|which|he|she sold out|well
        big deal
        told|tells|says|said me|us? go_ahead|to_go_ahead
        i|we can|could|may|am_able_to|are_allowed_to|am_allowed_to|am_free_to .. buy|order|sign|purchase
        want|plan|planning|hope|hoping|like|ordering|buying .. #when|#soon .. $
        want|plan|planning|hope|hoping .. buy|order|purchase|sign .. before|until|by|when|after
        till|until|then i|we .. buying|ordering|signing
        lost|missed|lose|lost_an .. order|sale|deal|customer
        deal with
        sold on trying|the|that|this|using|your
        sold on .. idea|trial|demo
        signed in|up_for
    `,
  },
  {
    means: 'sold',
    patterns: `
        we|i|us|me will|would_like_to|want_to|am_going_to|are_going_to|have_decided_to|shall|wish_to|am|are|am_happy_to|are_happy_to|going_to .. keep|keeping it|perch|this|them|the_account .. 
        keep|keeping it|perch .. for_good|permanently|permanent|please|for_all|running|on
        taking|buying|ordering it|this|perch|them|one|two|the|#size|#num
        make|turn it|this|that|us|the_trial|the_account .. permanent|official|legal|binding|paying|paid|real
        switch|upgrade|convert|move|change|turn|transfer|bump|flip|promote us|me|our|my|the|it|this|account ... paid|paying|full|real|permanent|subscription|proper_account|for_real|live_account|commercial
        switch|upgrade|convert|move|put|bump us|me|our_account|my_account|our_team ... to|on|onto|into .. team|business|solo|plan|subscription|paid
        put|pencil|mark|count|book|enter|note|write me|us|our_team|my_team|the_three_of_us .. down|in|up .. for #num|#size|one|two|three|four|five|six|seven|eight|nine|ten|a_dozen|the
        i|we would_like|want|wish|are_happy|am_happy|are_ready|am_ready|are_delighted|have_decided .. become|be|sign_up_as a|your|paying|new .. customer|customers|client|clients
        ready|happy|glad|prepared .. hand_over|part_with|pay_you .. cash|money
        hand|handing|take|have .. over? .. my|our money|cash|card
        shut up_and
        yes from|of us|me|the|all|our|my|everyone
        that is a? definite|clear|firm|big|resounding|hearty|yes .. yes|from
        you have|got|get my|our yes|word|order|business|signature|blessing|money|custom
        i|we accept|agree_to|approve|confirm|okay|ratify|sign|signed|countersigned|return .. your|the|this|that? offer|quote|proposal|terms|contract|order|price|deal|agreement|paperwork
        purchase_order|po .. attached|follows|enclosed|is_out|on_its_way|#num|#big|confirmed|issued|sent|as_below|placed|signed|coming|to_you
        as our|my|an|a .. purchase|firm|binding|official|formal .. order
        place|placing|confirm|confirming|process|submit .. order|purchase
        ^ signed|sealed|countersigned|paid|ordered|bought|purchased|deal|done_deal|sold|adopted .. it|and|that|by|sealed|scanned|$|in|yesterday|already
        contract|agreement|paperwork|order_form|papers|order|it|form .. is|are|s .. signed|countersigned|in_the_post|in_your_inbox|in_the_mail|on_its_way|on_the_way|attached|back_to_you|sealed|with_you
        signed .. contract|agreement|paperwork|order_form|papers|copy|version|form
        just|have|already|we|i paid|transferred|wired|settled|ordered|purchased|signed .. first|invoice|bill|deposit|payment|online|contract|subscription
        invoice|bill|charge us|me|our|my|it_to|to|the|this_to .. office|company|card|account|accounts|firm|now|today|then|please|for #num?
        invoice|bill .. to|attn|made_out ... $
        ^ please|ok|so|and|right|just? invoice|bill|charge us|me|our|my|it|to|the .. $
        go_ahead|proceed|please|now .. and? .. activate|book|start|switch_on|turn_on|process|invoice|bill|charge .. licence|licences|license|licenses|subscription|seats|order|plan|card|for_good|paid
        activate|book|start|order|reserve|issue|buy|purchase|grab us|me|the|our|those? #size|licences|licenses|the_subscription|our_subscription
        get|have this|it|that|the_contract|the_deal|us .. signed|wrapped_up|sealed|done_and_dusted|over_the_line
        let_us|lets|will|shall|we|going_to .. seal|ink|wrap_up|finalise|finalize|close|shake_on|clinch|conclude .. deal|it|this|contract
        let us go with you|perch|it|this|yours|team|business
        where|how .. do|can|should|shall|to|may i|we? .. sign|pay|put_my_card|enter_my_card|enter_the_card|order|send_the_money|transfer
        we|i .. subscribe|subscribing|signing_up|buying|ordering $
        made up our|my mind|minds .. it_is|perch|you|for|yes
        it is|will_be|was|has_to_be perch|you_guys|yours|you_then $
        perch|you it is
        you it is
        decided|chosen|picked|settled|opted|plumped|voted|agreed .. for|on|with|to_take|in_favour_of|to_go_with|to_buy|to_use .. perch|you|yours
        went|go|going|gone .. with|for perch|you|yours
        perch .. from|on|starting|as_of #when|#day|#soon|monday
        pull|pulling|pulled the trigger
        take|taking|took the plunge
        green|full|final light|go_ahead|clearance ... charge|go|send|order|sign|everyone|from
        thumbs up from|all .. everyone|of_us
        all_of_us|everyone|everybody .. shook_hands|signed
        we_are all on_board
        shook|shaking|shake hands
        lock|ring|wrap it|us|that|me in|up
        i|we are|am sold|in|yours|hooked|all_in|convinced|on_board|doing_this|getting_it|buying_it|taking_it $
        am|are sold on
        had me|us at
        you have|had sold|convinced|won|persuaded|hooked|got|sold_us|sold_me me|us|my|the
        you sold|convinced|won|persuaded me|us
        what|tell_me .. happens|comes|are|is next .. sold|deal
        welcome us|me aboard
        i|we will|want_to|am_going_to|are_going_to|would_like_to take|buy|order|purchase|have|get|go_for|go_ahead_with .. the|your|a|one|two|three|#num|#size .. team|business|solo|plan|plans|package|annual|yearly|seats|licences|licenses|subscription|places|deal
        buy|purchase|order|subscribe now|today|right_now|straight_away|right_away|immediately
        want|wish|like|ready|decided|going|agreed|happy .. to buy|purchase|order|subscribe|sign|sign_up now|today|it|this|perch|the|#size|right_away|and
        yes .. do_it|go|go_ahead|take_it|sign|buy|let_us|make_it|order|book|deal|please_go|we_are_in|count
        ^ do_it|go_for_it|book_it|buy_it|start_it|make_it_so|fire_away_the_contract
        go on then .. start|book|order|sign|send|bill|charge|take|i|we
        done .. where|send|bill|deal|shake
        you are hired
        ^ go|go_go_go|yes_go $
        my|our signature|name is|s .. on|under|below|there
        take|here_is|use|charge my|our card|credit_card|card_number|money|order|bank
        ok|fine|alright|right? you win|got_me|have_me
        it is|s a go
        fire it up $
        let_us roll|rock|roll_with_it $
        we|i are|am on $
        get|set .. paperwork|contract|order|things|ball rolling|moving|started|underway|going
        payment|money|deposit|transfer is|has|s .. sent|made|done|gone|on_its_way|on_the_way|been
        just|have|we|i subscribed|registered_and|upgraded|signed_up .. paid|and|to|for|yearly|monthly|$
        i|we commit|cave|surrender $
        worn|talked me|us down|into
        talked me|us into .. it|this|you
        count on us
        add us|me .. to .. customers|clients
        start billing|charging|invoicing
        you can|may|could .. bill|charge|invoice|start_billing|send_the_invoice .. us|me|the|$
        my card|card_number is|here
        will|are|am going_ahead|proceeding .. with .. you|perch|it|this|the|your
        i|we say yes|we_are_in
        it is|s|that_is a yes
        a? yes from
        ^ yes .. $ order
        dotted line
        register|make|enter|take|have|welcome us|me .. as|a|your|paying .. customer|customers|client
        put|puts|putting .. name|names|signature|signatures|stamp .. under|on|to|below
        get|getting|got|take|taking|have|pull|pulling .. card|cheque|chequebook|wallet|purse|credit_card .. out|ready|here
        delighted|glad|happy|pleased|thrilled|honoured to accept|go_ahead|proceed|sign|order|take|join|confirm|buy
        ^ so|ok|please|and|just|yes|then? order|buy|book|get|take|purchase it|them|perch|that $
        hit|press|click|clicked|pressed|pushed|hitting .. buy|order|purchase|subscribe|checkout
        we|i want it now|here|$
        we|i will|would_like_to join|be_joining|be_a_customer .. 
        sign us|me|them on|in
        everyone|everybody|all .. signed|put|agreed|said_yes .. $
        consider|regard|count|treat ... accepted|approved|done|signed|yes|customers|customer|sold|on_board|ours|yours
        proceed|go_ahead|continue|move_forward with .. order|purchase|contract|subscription|offer|quote|plan|package|it|this
        you got|have|get the|this|our job|gig|contract|order|business|deal
        we|i choose|picked|pick|take perch|you
        start|begin|activate|open our|the|my|a subscription|paid_plan|contract|business_plan|team_plan
        offer|quote|proposal|terms|price is|are|s|all? accepted|approved|agreed|fine_we|signed
        we|i|committee|board|boss|partners approve|approved|accepts|approves your|the|this|that? quote|offer|proposal|purchase|contract|price
        bought|ordered|subscribed|purchased it|online|on_the_site|on_your_site|on_the_website|just_now .. 
        stay on|with_you .. bill|paid|yearly|monthly|for_good
        we|i want|wish|would_like to stay|keep_going|carry_on|continue .. on|with_you|with_perch|as_customers
        where .. pay|sign|order .. $
        set it|us|me|everything up .. for_good|for_the|for_all|for_#size|for_#num
        we|i have a deal|winner
        you won|win|got|earned|have_won .. our|my|the|us business|contract|custom|deal|order|over
        order|purchase .. #size|#num .. licences|licenses|seats|places|for
        #size|licences|licenses|seats .. please_and_bill|and_bill|and_send_the|invoice
        sign us|me|our_team .. up .. for .. team|business|solo|plan|good|year|seats|#size
      `,
  },
];
