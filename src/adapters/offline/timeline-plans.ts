import type { RuleGroup } from './criteria.js';

/** Times of other things than beginning or buying. */
export const otherTimes: RuleGroup[] = [
  {
    status: 'MET',
    firm: true,
    patterns: `
      not|nothing .. buy|purchase|order|sign|start|begin|switch|decide|commit|move .. before|until|till|prior_to|earlier_than #when
      @want|must|have_to|has_to|needs|need|should .. @adopt ... no|not later|after than? .. #when|#day
      ^ not before #when
    `,
  },
  {
    status: 'MET',
    patterns: `
      @want|must|have_to|has_to|needs|need|should .. @adopt|sorting|sorting_out|fixing|solving ... before|by|until|till|latest ... #when|#day
      must|has_to|have_to|needs_to|need_to|should|shall|got_to .. be .. in|up|there|live|ready|running|done ... by|before|until|for ... #when|#day
      tool|system|crm|helpdesk|provider|vendor|contract|licence|license|software|version|inbox|mailbox|service|server|subscription .. gets|is|will_be|being|be switched_off|shut_down|turned_off|discontinued|retired|sunset|terminated|cancelled .. #when
      give us|me weeks|months|days|#num|two|three|four|six|eight|ten .. weeks|months|days
      let me|us .. have|start|go|begin|get .. by|before|on|from #when|#day
      @want|must|have_to|has_to ... come #day|#when
      were going_live|going_to|starting|switching|buying|launching|ordering|planning|aiming|looking ... #when|#soon|#day
    `,
  },
  {
    status: 'NONE',
    patterns: `
      wants|want|expects|needs our|the .. papers|report|reports|documents|forms|figures|return|returns|numbers|books|accounts ... #when|#day
      tax|vat|payroll|rent|bill|invoice|loan|homework|thesis|papers|report|newsletter .. due|goes|deadline|is|are .. #when|#day
      @outsider .. wait~|want|wants|need|needs|expect|expects|get|gets|ask|asks|book|books|come|comes|write|writes|pay|receive|receives|complain|complains|move|arrive|are|is ... #when|#day
      @traffic_pure .. pile~|come~|flood~|arrive~|double|doubles|rise|rises|explode|explodes|wait|waits|drop|drops|peak|peaks|grow|grows|go|goes|sit|sits ... #when|#day
      #when|#day .. @traffic_pure .. pile~|come~|flood~|arrive~|double|doubles|rise|rises|explode|explodes|wait|peak|peaks
      son|daughter|kid|kids|child|children|wife|husband|intern|interns|colleague|trainee .. starts|start|begins|leaves|leave|joins|finishes|returns|comes ... #when
      we|i get|got paid .. #when|#day
      holiday|holidays|vacation|birthday|wedding|anniversary|shift|lunch|dinner|kids|weather|rain|raining|snow|party .. is|are|starts|begins|ends|over .. #when|#day
      from #when to|till|until #when
      not .. convinced|heard|seen|asked|told|talked|spoken|met|agreed|approved|looked|tried|checked|read|answered|replied|received|installed .. yet
      nobody|no_one|none .. look~|check~|answer~|reads|replies|works|sees ... #day|#when
      forget|forgets|forgot to
      nothing .. happen~|moves|goes ... without
      peak|peaks|busiest|busy|quiet|slow|high|quietest|main season|month|months|day|days|time|period|quarter .. is|are|starts|s .. #when|#day
      going|running|working|open|around|business|here|married for #when|#num
      took|spent|worked|waited|gave|tried|lasted|quit|died|broke|crashed|happened ... #when
      reply|answer|respond|response|react .. within|in|after .. #when|day|days|hours
      #when|#day .. we|i have|get|had .. more|double|twice|many|lots|tons|hundreds|less|fewer|no .. @traffic_pure|customers|guests|visitors|calls|mails|orders
      audit|auditors|inspection|inspector|exam|exams|elections|convention .. is|are|s|in|on #when|#day
      import|export|setup|set_up|installation|training|delivery|onboarding take|takes|done .. #when
      cancel|cancellation|refund|notice|free|money_back|guarantee .. #when|days|within
    `,
  },
];

/** What says that there is no time for it. */
export const noTimes: RuleGroup[] = [
  {
    status: 'UNMET',
    firm: true,
    patterns: `
      @time_noun ... @time_open
      @time_open ... @time_noun_firm
      @time_noun_firm|launch|rollout ... not|no|never|nobody|none|nothing ... fixed|set|decided|chosen|agreed|known|defined|clear|settled|exist|exists|yet|there|one|new|given|made|planned|in_stone|important|matter|problem|issue|pressing
      no|not|without|zero|never|nobody|nothing|neither|hardly|any|far_from .. @time_noun_strict
      no|not_any|without|nothing|none|nobody .. new|other|fresh|further .. date|one|plan|time|deadline
      no|not|nothing|nobody .. planned|scheduled|pencilled_in|pencilled|fixed|concrete|definite|decided|settled|set|in_stone|timewise|time_wise|imminent|immediate|on_the_calendar|in_the_calendar|in_the_diary|on_the_horizon|on_the_agenda|on_the_radar
      not on|in .. calendar|agenda|diary|horizon|radar|roadmap|cards|schedule|plan|plans
      no|without|not_any plan|plans|idea|clue|say|decision .. when|timing|start|begin|buy|switch|date
      undecided|unclear|unknown|unsure|open|uncertain|up_in_the_air .. when|date|timing|start
      can|could not .. say|tell|name|give|promise|commit .. when|date|timing|month|day|how_soon|timeline
      can|could not say|tell $
      no|not .. fire under|beneath|behind
      nobody|no_one|noone .. chasing|pushing|pressing|rushing|hurrying|breathing|nagging|waiting|asking|counting
      not .. chasing|pushing|pressed|rushed|hurried|fussed|bothered .. $
      not|never .. plan|planning|planned|intend|intending|going .. anything|to_buy|to_start|to_switch|to_change|yet|right_now|now|soon|for_now|at_the_moment|at_present|currently|this_year|#when
      may|might|could|will|would|can take|be|drag .. ages|years|months|forever|a_while|eternity|a_long_time|long
      months|weeks might|could|or|maybe .. years|months
      it|that|this has time
      time @is not .. issue|problem|pressing|short|factor|concern|critical
      not .. foreseeable|near|immediate|next|close future
      ^ the|our|any? @time_noun|when no|none|nothing|unknown|open $
      no|not|without .. idea|clue|know|sure|certain when
      first .. then we will|shall see
      wish|dream|idea|thing|music for the future
      not .. expect|need|have .. soon|anything_soon|immediately
      far|further|way down the road|line
      get .. to it|round_to_it|that_far
      ages|years|light_years|miles|a_long_way|far|decades away|off|from_now|until
      time|moment .. ripe|comes|right|come
      when it|that|we happens|feel|get_there|get_to_it|get_round|feels
      whenever .. 
      take|takes|taking it|things|this|that slow|slowly|easy|step_by_step|as_it_comes|one_step|calmly|at_our_own
      early_days|exploratory|just_exploring|only_exploring|early_stage|very_early|long_grass|long_run|sweet_time|dim_and_distant|wait_for_us|hold_your_breath|no_sooner|pin_me_down|tie_me_down|nail_me_down|back_burner|no_rush|no_hurry|unhurried|open_ended|openended|at_leisure|no_stress|mañana
      #soon|#when|it|this .. no|not .. must|necessity|priority|emergency|hurry|rush|need|deadline
      priority .. low|lower|lowest|bottom
      low|lower|lowest|bottom|no|not_a priority
      on hold|ice|standby|pause|the_shelf|the_back
      in limbo
      called|call off
      start|launch|rollout|roll_out|project|date|schedule|migration|switch|plan|go_live|kickoff|kick_off .. @is|got|has_been|was|were|s? .. cancelled|canceled|scrapped|off|dropped|thrown_out|thrown_over_board|postponed|shelved|delayed|pushed|abandoned|called_off|put_off|stopped|frozen|axed|dead|moved_out|undone|gone|open|vague|hazy|up_in_the_air|in_the_stars|in_limbo|on_hold|on_ice
      scrapped|dropped|abandoned|cancelled|canceled|postponed|shelved|threw_out|called_off|put_off|pushed_back|moved_out|delayed .. date|start|launch|rollout|plan|schedule|project|migration|switch
      that|it|this is|s|got|was .. off|cancelled|canceled|called_off|postponed|shelved|moot $
      the when ... open|unclear|unknown|undecided
      left|leave|leaving|kept|keep ... open|vague|flexible
      long way|time off|away|to_go
      next|another|some_other century|decade|life|lifetime
      is|s|are .. not .. urgent|urgency|pressing|rush|race|hurry|time_critical|burning|imminent|priority|important_when
      all the time|of_the_time
      have|got|has|there_is .. plenty|lots|loads|all|enough|a_lot .. of? the? time
      in no hurry|rush|haste
      sometime|some_time|some_day|someday|one_day|eventually|some_point|at_some_stage|down_the_line|down_the_road|in_future|in_the_future|in_due_course|in_due_time|sooner_or_later|rather_later|later_on|much_later|way_later|one_fine_day $
      may|might|could come_back|return|revisit .. later|sometime|#when
    `,
  },
];

/** What names a time to begin or to buy by. */
export const planned: RuleGroup[] = [
  {
    status: 'MET',
    firm: true,
    patterns: `
      no|not later|after than|#when|#day .. #when|#day|the|week|$
      no|not later than .. 
      can|could|will|must|may not .. wait|last|hold_out|go_on|survive|delay|afford_to_wait .. longer|any_longer|until|another|beyond|past #when?
      no time|day|week|minute|second to|left .. lose|waste|spare
      no more waiting|delays|delay|excuses
    `,
  },
  {
    status: 'MET',
    patterns: `
      @want|must|shall|will|would|let_us|lets|have_to|has_to|got_to|to|we|i|ll ... @adopt ... #when|#soon|#day|then|that_day|that_week|that_date
      @want|must|shall|will|would|have_to|has_to|got_to|we|i ... #when|#soon|#day ... @adopt
      #when ... must|has_to|have_to|got_to|needs_to|need_to|should|wants|want ... @adopt
      by|before|until|till|come #when|#day ... must|has_to|have_to|need|needs|want|wants|should|got_to|shall|expect
      #when|#soon|#day .. @want|must|shall|will|would|have_to|has_to|got_to|we|i ... @adopt|to_know|be_there|be_done
      @adopt|purchase|it|this|that|system|tool|one|something|inbox|everything|all|team|everybody|everyone ... is|are|s|be|set|scheduled|planned|due|foreseen|pencilled_in|booked|slated|fixed|intended|meant|needed|wanted|required|expected|promised|agreed|earmarked .. for|by|in|on|at|from|before|until|as_of|to #when|#day|#soon
      scheduled|planned|due|slated|pencilled_in|penciled_in|fixed|set|booked|foreseen|intended|needed|wanted|required|expected|targeted|agreed|decided .. for|by|in|on|at|from|before|until|as_of? #when|#day|#soon
      promised|told|assured ... by|for|before|until|in|on #when|#day
      @time_noun|stop|hard_stop|cut_off|cutoff|d_day|start|launch|kick_off|implementation|introduction|roll_out|rollout|purchase|order|decision|pilot|migration|cutover|changeover|switch|switchover|move|golive|go_live|installation|buying ... #when|#day|#soon
      #when|#day|#soon .. for|is|as|would_be|will_be .. @adopt|start|launch|purchase|order|decision|deadline|date|target|goal|plan|when|our|my|the|ideal|perfect|best|it|latest
      buying|ordering|signing|purchasing|switching|starting|moving|migrating|launching|implementing|installing|deciding|going_live|rolling_out|introducing|beginning|onboarding .. #when|#day|#soon|then|today|now
      give~|gave|allow~|leaves|have|has|got .. till|until #when|#day
      i|we .. have|got|only .. #when|weeks|days|months .. left|to_find|to_decide|to_buy|to_switch|to_start|to_sort|to_fix|to_get|to_choose|max|time
      #when|#day .. max|maximum|at_most|tops|latest|or_bust|sharp|no_later|firm|fixed|final|deadline|is_it
      latest|earliest|soonest|by|before|from|until|till|starting|beginning|not_before|no_later_than|not_later_than|as_of|come|towards|toward #when .. $
      ^ just|right|shortly|soon|straight|directly|immediately|well? after|before|by|around|towards .. #when|#day $
      before|until|till|when|once|by_the_time|as_soon_as|in_time_for|ahead_of|prior_to ... start~|begin~|open~|arrive|arrives|come|comes|hit|hits|go_up|goes_up|expire|expires|close|closes|kick_in|kicks_in|kick_off|kicks_off|join|joins|leave|leaves|retire|retires|end|ends|is_over|move|moves|change|changes|return|returns|is_born|is_due ... @want|must|has_to|have_to|need
      @want|must|has_to|have_to|got_to|needs|gotta|should|buy|sort~|done|ready ... before|until|till|by_the_time|in_time_for|ahead_of|prior_to ... start~|begin~|open~|arrive|arrives|come|comes|hit|hits|go_up|goes_up|expire|expires|close|closes|kick_in|kicks_in|kick_off|kicks_off|join|joins|leave|leaves|retire|retires|end|ends|is_over|move|moves|season|rush|deadline|year|fair|audit|launch|opening|holidays|holiday
      until|till|by|before then .. i|we|it have|has|must|need|needs|want
      time is|s pressing|short|running|tight|ticking|scarce|of_the_essence
      time presses|flies
      clock is|s ticking
      in|under|within time pressure
      in .. haste|hurry|rush
      urgent|urgently|instantly|straightaway|forthwith|presto|chop_chop|quick_as|at_the_double|first_thing|pronto|now_please|today_please|without_delay|no_delay
      #when|#soon|#day is|would|s|sounds|looks|seems|works|suits|fits .. be? good|great|realistic|fine|ideal|perfect|best|possible|ok|doable|nice|lovely|us|me|planned|our|my|the
      not before #when
      #when ... no_more|off|gone|switched_off|shut_down|turned_off
      #when i|we am|are buying|starting|ordering|switching|signing|moving
      start~ .. #when
      as soon|fast|quickly|early as .. can|possible|could|may
      sooner .. better
      by|until|till|before|latest|not_later_than|no_later_than #when
    `,
  },
];
