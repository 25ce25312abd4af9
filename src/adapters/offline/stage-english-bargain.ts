import type { StepRules } from './stage-rules.js';

/** How English bargains over price, terms and scope once there is an offer. */
export const bargainEnglish: readonly StepRules[] = [
  {
    means: 'notBargain',
    patterns: `
        haggle|haggles|haggling|negotiate|negotiates|bargain .. all_day|for_a_living|everything|everyone|usually|always|often|every_day|with_suppliers|with_customers|like_a
        does|do|is|are|was|did the|your|this|it|there|that offer|quote|price|contract|proposal|vat|it|already? .. include|cover|contain|comprise|have|say|end|renew|mean|inclusive|included|in|on_top
        what|how .. happens|does|is|if .. when|after|mean|means|say|says
        how long|soon|quick|quickly|fast
        when .. does|would|will|do|is .. start|begin|end|renew|due|run
        who signs|pays|is|are|were
        can|could|may|will .. be .. added|changed|removed|moved .. later|afterwards|any_time|anytime|eventually
        what|which|who .. is|does|are clause|paragraph|section
        is that in euros|dollars|pounds|usd|net|gross|with|before|after
        what|how .. discount|price|deal .. did|do|does .. other|others|they|schools|customers|people
        price|pricing page|website|list
        less|lower|cheaper|better|smaller|nicer than .. i|we .. feared|thought|expected|hoped
        leave me|us .. peace|alone|be
        my|our colleague|boss|partner|accountant|manager has|asks|wants_to_know|wonders .. question|whether|if
      `,
  },
  {
    means: 'bargain',
    patterns: `
        can|could|would|will|may|shall|might|please|must|should|need|want|let_us|you_to|have_to|has_to|insist|like ... @alter ... @term
        ^ please|and|then|just|ok|also|well|but|so|right|now|first? @alter .. @term
        ^ please|and|then|just|ok|also|well|but|so? @alter .. off|out|away|in .. and|if|then|$
        @term .. must|has_to|have_to|needs|need|needs_to|should|ought|can_not|to be? ... @alter|go|come_down|off|changing|rewording|adjusting|amending|out|lower|higher|shorter|longer|earlier|later|cheaper|different
        have|get|had the|our|that|this ... @term @alter
        we|i|legal|lawyers|lawyer|procurement|finance|insurer|board|boss|council|auditors|purchasing|treasurer|accountant|department|company|compliance ... want|wants|need|needs|insist|insists|require|requires|demand|demands|expect|expects|prefer|prefers|would_like|propose|suggest|ask|asks|request|requests ... @legal
        @term ... instead|rather_than|in_place_of|as_opposed_to
        instead of|rather_than ... @term|yours|#num|#when|year|years|yearly|annual|monthly|up_front|upfront
        instead|rather than|of ... up_front|upfront|at_once|year|month|quarter|yearly|annually|monthly|quarterly|seats|users
        pay|billed|invoiced|bill|invoice|charge|charged .. us|me|it? .. monthly|quarterly|half_yearly|annually|by_the_month|per_quarter|each_quarter|every_quarter|in_arrears|by_the_quarter|in_parts|in_stages|later|at_the_end .. instead|rather|and|please|at|but
        bill|invoice|charge us|me .. from|only|later|once|after|in
        start|begin|move|push|shift|put .. date|billing|contract|term .. to|back|forward|from
        #num|#when|#past days|weeks|months? .. to_pay|for_payment|payment|credit|net
        to pay|payment .. #num days
        not|will_not|can_not|would_not .. accept|agree|sign|live_with|work_with|swallow|stomach|take|have|do|pay ... @legal|automatic|that_price|this_price|that_much|all_year|year_round|list_price|full_price|for_them|in_full|in_advance|up_front
        @legal|@term .. is|are|looks|seems not .. acceptable|workable|possible|ok|fine|how_we|on|for_us
        @legal|@term .. is|are|looks|seems|s unacceptable|unworkable|a_problem|a_deal_breaker|a_dealbreaker|a_no_go|a_sticking_point|too_long|too_short|too_low|too_strict|too_tight|an_issue|out_of_the_question
        strike|strikes|struck|cross|crosses|crossed|red_pen|red_line|redline|redlined|mark|marked .. out|through|up? .. @legal|price
        we|i not do @legal
        accept|use|sign|take|work_with|agree_to our|my own|purchasing|standard|terms|contract|template|conditions .. conditions|terms|contract|paper|template|of|instead|in
        add|include|put|throw|chuck|toss|pop|bundle .. in|to|into .. offer|price|package|quote|total|free|no_extra|for_nothing|without|same|deal|it
        without|no|at_no|not|zero extra|additional|added|further cost|charge|fee|costs|charges|on_top
        at no extra|additional
        keep|hold|leave .. total|price|rate|sum|figure .. as|same|where|is|at|down|there
        same|old|yearly|annual|list|team|current price|rate .. for|but|if|as|please|would
        on the house
        for free|nothing|gratis
        free|half_price|reduced first|for_the_first|onboarding|migration|training|setup|month|months|year
        first|initial|opening|two|three|one|next|#num|a month|months|year|quarter|weeks .. free|half_price|half|on_the_house|reduced|cheaper|at_half|for_less|on_you|for_nothing
        pilot|introductory|launch|starter|special|package|friendly|family|mates|friends|neighbour|preferential|early_adopter|bundle|group|partner price|rate|rates|pricing|discount|tariff
        split it|the|that|this|payment ... half|two|three|instalments|installments|parts|payments
        half .. now|on_signing|up_front|upfront|first .. half|rest
        pay .. later|half|in_instalments|in_installments|in_two|in_three|in_parts|in_stages|after|in_arrears
        #money|#rate|#num|#percent|five|ten|fifteen|twenty and|then|& .. deal|done|talk|talking|talk_about|sign|signed|business|shake|yours
        and|then|& .. we|i|you .. are_talking|can_talk|have_a_deal|will_sign|would_sign|have_a_customer|have_yourself|will_talk|have_my|will_shake|would_be_happy
        we|i are|can|will|could talking|talk|sign|shake if|when|at
        if|when|provided|as_long_as|once|only_if .. you|u|the|it|that|price ... @term|lower|less|cheaper|free|off|down|match|drop|waive|#percent|sweeten|include
        if|when|what_if we|i ... commit|sign|pay|take|stay|bring|buy|prepay|recommend|refer ... years|year|up_front|upfront|advance|seats|#size|#num|longer|all|volume|friends ... 
        what|how_much .. take_off|knock_off|come_off|comes_off|shave_off|get_off|save|cheaper|less
        does|would|will|could|can it|that|this|the_price ... cheaper|lower|less|come_down|drop|shrink|go_down
        i|we would|will|could|can|might .. go|sign|do|take|say_yes|shake|agree|buy|settle .. for|at|on|to #money|#rate|#num|half|less|ten|fifteen|twenty
        my|our best|final|limit|last|maximum|ceiling|counter|counteroffer|proposal|suggestion|bid|idea is|would_be|will_be? .. #money|#rate|#num|#percent|offer
        you|u|they wanted|want|said|say|ask|asked|quoted|offered .. #money|#rate|#num|fifty|ninety
        i|we say|offer|bid|counter|propose|suggest .. #money|#rate|#num|#percent|#size|ten|twenty|fifteen|that
        ball is? in your
        say #money|#rate|#num .. and|then
        nearer|closer|near to|at .. #money|#rate|#num|half
        meet|meeting me|us .. half_way|half|halfway|middle
        any|some|is_there|there|much|little room|leeway|flexibility|slack|give|movement|wiggle|play|scope|way_to_move .. 
        wiggle|leeway|elbow room
        more|higher|bigger|dearer|above|beyond|over|steeper|twice|double than|what|our|the|my|as ... we|i|expected|thought|planned|budgeted|boss|allowed|limit|ceiling|hoped|imagined|reckoned
        a|bit|little|rather|quite|too|way|very|so|pretty|awfully|somewhat|fairly|just|still|kind_of|on_the @dear .. for ... 
        price|sum|total|figure|number|quote|offer|that|it|rate|fee|bill .. is|are|seems|looks|feels|sounds|s .. bit|rather|too|quite|very|way|so|pretty|on_the|still|awfully|somewhat|fairly|a @dear
        ^ too|way|bit|rather|still|far|quite .. @dear
        sticker shock
        almost|nearly fainted|choked|fell|had_a_heart
        do|does|get|give|offer .. better|more .. than|on|for|price|rate|charity|that
        surely|come_on|really|honestly|certainly you|u can|could .. better|more|something|less
        better|sharper|softer|kinder|friendlier|nicer price|rate|terms|offer|deal|figure|conditions|number
        sharpen|sweeten|soften .. pencil|pencils|deal|offer|pot|price|it
        what|anything|something|how_about .. you|u .. do|manage|offer|swing .. us|price|that|about|$
        case|success study|story|reference|testimonial|review ... in_exchange|in_return|for|lower|discount|less|fee|price|cheaper
        in exchange|return .. for|we|i ... 
        reference|testimonial|case_study|logo ... if|for ... price|discount|less|cheaper|free|off
        sake|loyalty|loyal|returning|former .. customer|discount
        shave|knock|chop|lop|trim|nibble|round|slice|hack|whittle .. off|down|it|something|that|figure|price
        round .. down
        cheaper|reduced|lighter|smaller|part_time|read_only|viewer|light|occasional|guest|seasonal|partial seat|seats|licence|licences|license|licenses|plan|package|version|user|users
        only|just .. pay|charge|bill|count|be_charged|be_billed .. for|when|what|the|who|us|me
        leave|keep|take|count|exclude .. out .. of .. count|bill|offer|price|quote|seats|contract|total|it|deal
        seats|users|licences|licenses instead
        #size|#num|seats instead_of|rather_than|not #num|#size|seats
        fewer|less|smaller .. seats|users|licences|licenses|modules|people ... price|cheaper|less|offer|instead|now
        #num|two|three|four|five|more|extra|additional|another more|extra|additional|free seats|users|licences|months .. at_no|free|for_free|for_nothing|thrown_in|same
        seal|swing|clinch|close|sweeten|make .. it|deal|that .. if|would|for_me|for_us
        would|could|might seal|swing|clinch|do it|the|us|me
        exit|opt_out|break|get_out|way_out .. clause|option|after|right|early
        for|of|to|be one|two|three|#num|twelve|1 year|years|month|months only|max|instead|rather|at_most
        can|could|might|may .. be .. for? one|two|shorter|longer|cheaper|lower|less|monthly|quarterly|#num|#percent|halved|split|spread|capped|lowered|reduced|dropped|waived|removed|excluded|left_out|shortened|changed|amended
        match|beat .. what|that|their|them|it|this|@rival|offer|price|competitor
        on condition|one_condition|the_condition
        one|another|last|only thing|point|sticking|ask .. price|clause|discount|fee|term
        make it #money|#rate|#num|#percent|cheaper|ten|fifteen|twenty|a_round
        #percent|#money off|less|down|cheaper|lower|nearer|reduction|knocked
        not .. at list|full|that price
        change that|this|it $
        real|actual|true|honest|proper price|one|figure|number
        nobody|no_one|who pays .. sticker|list|full|catalogue .. price
        get|getting|come|coming|make|made|making there|it_work|that_work|this_work|it_fit|it_happen|ends_meet|close_to_that|it_affordable
        minimum|term|fee|notice|surcharge|price|clause|total|setup|deposit is|are not $
        like|say|around|about #percent
        ^ please|and|ok|so|just|but? swap|trade|exchange|switch|replace .. for|with|against
        if|when we|i .. bring|add|get|recruit|refer|win|sign .. more|other|others|another|friends
        only|just .. worth
        worth .. #money|#rate|#num .. to_us|to_me
        can|could|may|might|must|should .. be .. @alter|paused|frozen|parked|billed|charged|counted
        drop|come|go|get|bring|down .. to #num|#money|#rate|#size
        month_to_month|month-to-month|pay_as_you_go|rolling
        month to month
        @term .. scares|worries|bothers|kills|hurts|frightens|puts|stops|troubles|is_killing|is_putting
        how firm|negotiable|flexible|final|fixed|set|movable|solid .. is|are
        talk|let_us_talk|discuss numbers|price|prices|money|terms|figures|turkey
        cut|give|cutting us|me .. slack|deal|break
        cheaper $
        cheaper|lower|smaller|shorter|longer|better|less please|somehow|simple|or|then|for_us
        get|have|got budget|money|approval|room .. for #num|#money|#rate .. not
        not|never .. go|stretch|spend|pay .. over|above|beyond|past|more_than
        not .. need|want|use .. all .. #size|seats|twelve|ten|them|it
        reason to sign
        sharpen|trim|tweak|improve that|this|it|those
        ^ please|and|ok|so|just? drop|remove|cut|take_off|take_out|lose|add|include|put_in|throw_in .. #size|seats|users|two|three|one|month|months
        left|taken|kept|knocked|thrown|struck|cut|chopped out|off|in .. of? .. @term
        need|want|require|expect|prefer|like|get|have .. payment|to_pay|invoice|invoices|billing .. #when|#num|monthly|quarterly|yearly|annually|later
        prefer|want|need|like|rather monthly|quarterly|annual|yearly|shorter|longer|smaller|fewer|flexible .. @term
        @alter ... from|off|out_of .. the|that|your|this|our quote|offer|bill|contract|price|proposal|package|total|agreement
        what_about|how_about|what_if|and .. #percent|#money|#rate
        payment|pay in|within|after|net .. #when|#num|days|sixty|ninety|thirty
        should|must|has_to|needs_to .. be .. price|included|free|in_there|cheaper|lower|thrown_in|part_of
        want|need|insist|expect|require|demand|like|ask .. right|option|able|possibility|freedom|chance .. to .. cancel|terminate|leave|exit|quit|end|get_out|stop|reduce|scale
        off the top
        come in|came_in .. #money|#num|#percent|lower|cheaper|less|under|below
        came in ... lower|cheaper|less|under|below
        your move
        is|are that|it|this|those? .. really|truly|honestly? .. best|final|lowest|bottom .. price|offer|line|you_can
        hold|keep|honour|guarantee|fix this|that|the|your price|offer|rate|quote .. till|until|for|past|through
        prepay|prepaying|prepayment|up_front|upfront ... discount|cheaper|less|off|problem|difficult|monthly
        what|which|how_much discount|reduction|rebate .. do|would|can|could|is|will .. we|you|i|there
        sign|signed|go|buy|take for|at #size|#num|twelve|ten|five .. instead|rather|not
        come down|lower|under .. bit|little|some|to|by|please|$
        drop|scrap|waive|lose|skip|remove .. the|that|this|your .. percent|#percent|surcharge|fee|charge|requirement|minimum
      `,
  },
];
