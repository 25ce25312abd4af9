import type { CriterionRules } from './criteria.js';
import { timelineForeign } from './timeline-foreign.js';
import { noTimes, otherTimes, planned } from './timeline-plans.js';

/** What tells when they want to begin or buy, or that there is no time for it. */
export const timeline: CriterionRules = {
  en: [
    ...otherTimes,
    {
      status: 'MET',
      firm: true,
      patterns: `
        not|nothing .. buy|purchase|order|sign|start|begin|switch|decide|commit|move .. before|until|till|prior_to|earlier_than #when
      `,
    },
    {
      status: 'MET',
      patterns: `
        @want .. start|begin|go_live|live|launch|switch|running|kick_off|roll_out|in_place|get_going .. #when|#soon
      `,
    },
    {
      status: 'NONE',
      patterns: `
        call|phone|ring|ringing|demo|demonstration|meeting|meet|talk|speak|chat|appointment|webinar|contact|reach|get_back|send|email|mail|quote|reply|answer .. #day|#when|#soon
        #day|#when .. call|demo|meeting|demonstration|appointment|slot
        trial|test|try|pilot|testing .. for|period .. #when|day|days|week|weeks|month
        pilot|try|trial|test for|over #when|a_week|a_month
        #money|#rate|budget|money|funds|spending|cash|afford|spend|pay|used_up ... #when|#soon|now|yet|at_the_moment|right_now
        #when .. budget|money|funds
        afford|need_for|use_for .. 
        run|put|pass it|this|that by|past
        @fund|spending .. on hold|ice
        every|each|weekends|on weekends
        open|closed|holiday|vacation|leave|away|out_of_office .. #when|#day
        sign|commit|contract for .. year|years|months
        notice|payment|pay|invoice|billing|billed .. #when|days
        reply|replies|answer|answers|respond|response|waits|late .. #when|#day
        not .. penny|cent|dime|money|budget ...
        not .. going_to|will buy|want
        every|each .. #when|#day
        meets|meet|convenes|sits .. #when|#day
        opens_at|open_at #num|#day
        morning|mornings each|every
        leaves|leave|retires|quits|maternity .. #when
        #past
        lost|left|happened|closed|went|sold|was|were|had|got|moved|started|launched|opened|bought|changed|switched .. in|on|since #when
        hired|founded|grew|met|talked|spoke|asked|mentioned|started_with|since .. #when|#day
        have_a|have_an? good|nice|great|lovely weekend|day|week|summer|christmas|evening
        next session|meeting
      `,
    },
    {
      status: 'MET',
      firm: true,
      patterns: `
        not .. later|longer than .. #when|#day|a_year
        can|must|may|should not be later|after .. 
        not .. after #when|#day
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        no telling .. 
        nothing .. planned|scheduled|decided .. yet|so_far|$
        project|thing|something|topic .. for another|next year|time|day|decade
        not .. commit to .. date|time|deadline|anything
        no fixed|set|firm|real|definite|concrete|particular|official start|date|timing|time|deadline|plan|plans|day
        not .. roadmap|agenda|radar|cards|horizon|to_do_list
        not any time|anytime soon
        no|not .. time soon
        pushed|pushing|moved|kicked .. back|out|off|indefinitely
        put .. off|indefinitely
        indefinitely
        rather|prefer|better .. wait|hold_off
        dust|storm|things|waters .. settled|settles|passed|calmed|over
        once .. settled|over|calmer|quieter|done_with
        plate|plates|hands|calendar|schedule is|are|s full
        when|timing no idea|clue
        date|time|deadline|start|timeline|schedule .. not .. fixed|set|decided|chosen|agreed|known|defined|clear|settled
        look|talk|think|speak|revisit .. again $
        look .. at .. again
        pick .. up again
        no chance|way .. #when|soon|now|this|$
        chance .. zero|nil
        no|not|without|zero .. rush|hurry|hurries|deadline|deadlines|date|timeline|time_line|timeframe|time_frame|time_pressure|urgency|pressure|schedule|time_plan|target_date|fixed_date|timing|plan_yet|set_date|time_limit|clock
        not|nothing .. urgent|pressing|urgently|time_critical|time_sensitive|burning|imminent
        no one|body? is? pressing|pushing|chasing
        nobody|no_one .. pressing|pushing|rushing|hurrying|in_a_hurry|waiting
        not .. now|right_now|today|yet|anytime_soon|any_time_soon|soon|for_a_while|this_time|at_this_time|at_the_moment|for_now|immediately|in_the_near|the_right_time|a_good_time|the_time $
        not .. now|right_now|at_the_moment|anytime_soon|any_time_soon|soon|yet|for_now|currently .. #day|later|maybe|perhaps|but|anyway
        ^ maybe? but? not now|right_now|yet|today|#when|#soon|at_the_moment|for_now
        not .. know|sure|clear|decided .. when|what_date|timing|what_month
        no idea|clue .. when
        no telling|saying|knowing when|how_long
        not .. topic|subject|priority|agenda|something|matter .. us|now|for|coming|$
        not|nothing .. for|in the coming|next few|weeks|months|years|couple
        nothing .. happen~|going_to_happen|moves|before|until
        let_us|we_can|we_will talk|speak|meet .. again .. in|next|after|when|once|later|#when
        talk|speak|meet again #when
        talk|speak|meet again in|next|after|when|once
        in the distant|far|near? future perhaps|maybe
        some time in the future
        timing is|s .. bad|wrong|poor|off|not
        who knows $
        year after
        moving|busy .. offices|right_now|at_the_moment
        not ready|prepared .. start|begin|change|anything|move|commit|now|for
        be|take|is a|quite_a|some|long while|time|wait .. before|until
        be|take a while|bit|moment
        some_day|someday|one_day|eventually|at_some_point|some_time_later|in_the_distant|down_the_road|down_the_line|whenever|way_down|some_other_time|another_time
        no|not .. plans|planning|plan .. start|begin|buy|change|switch|do|to
        on hold|ice|pause|the_back_burner|back_burner|the_shelf|standby|the_long_finger
        everything|all|it|that|this|boss|project|they .. postponed|shelved|delayed|stopped
        could be .. never
        ^ maybe? never $
        postpone~|shelve~|shelved|parked|park it|put_off|delayed|deferred|defer~|pushed_back|moved_back|stalled|put_back|back_burner
        maybe|perhaps|might|possibly .. later|next_year|another_time|some_other_time|in_the_future|then
        ask|come|get|check|try|call|write|contact|talk|ping|remind|speak|revisit|knock|touch_base|look|return|circle .. again|back|me|us|it .. after|#when|later|once|when|in
        come|coming|back .. when|once|after|if .. things|calm|over|dust|calmer|quieter|settles
        things calm|calms|settle|quieten down
        plenty|lots|all of? time|the_time in the? world
        take|taking our|my time
        have|has|got .. time|all_the_time .. still|left|no_stress|to_spare
        can|could|will|must|has_to|have_to wait
        not .. say|tell|promise .. when|how_soon|a_date
        #when|date|start|launch|plan|project|rollout .. is|s|are|has_been off|cancelled|canceled|postponed|scrapped|dead|out|impossible|delayed|too_early|too_soon|unrealistic|not_happening|frozen
        too early|soon to|for|yet
        not .. before|until|till we|the|that|my|our|i|there|this .. 
        until|before|till then|that nothing|nobody|no
        bad|wrong|terrible|awkward timing|time|moment
        far off|away|future
        long way off|away|out
        no longer .. start|begin|#when
        not happening|going_to_happen
        does not matter when
      `,
    },
    ...noTimes,
    {
      status: 'MET',
      patterns: `
        @want .. @live .. by|before|until|till|in|on|from|around|for|right_after|after|at|since|as_of|this? #when|#soon|#day
        @want .. get|be|go started|going|underway|rolling|live .. #when|#soon|#day
        as of #when
        from #when|#day on|onwards|onward
        in_time_for|ahead_of|this_side_of .. #when
        let_us say|aim #when
        say #when $
        from|on day one
        we|i move|relocate|open|launch|reopen|merge .. #when|#day|the_#num
        maternity|leave|parental .. starts|begins .. #when
        sooner .. start|begin .. better
        before my|our|the .. starts|begins|opens|ends .. #when
        @want .. @live .. #when|#soon|#day|today|now|then|immediately|promptly
        @want .. it|this|something|that|one|tool|solution|inbox|system|thing|them|everything|us .. by|before|until|till|in|on|for|around|from? #when|#soon|#day
        @want ... by|before|until|till|no_later_than|latest #when|#day|then|that
        @want ... for #when|#day
        @go .. by|before|until|till|in|on|from|around|right_after|after|as_of|no_later_than|starting|within #when|#day
        @go .. #soon|#when|by_then|before_that|before_then
        live|there|ready|done|up|installed|running|have_it|get_it .. by|before|until|in|on|for? #when|#soon
        ^ when i|we need|want it|this|one
        as of #when
        get|getting started|going|underway|rolling #when|#soon|#day
        by|before|until|till|no_later_than|not_later_than|latest_by|latest|come|by_the? #when .. latest|at_the_latest|max|please|is|would
        #when|#day .. at_the_latest|latest|max|at_latest|deadline|the_deadline|at_the_very_latest|is_when|would_be|would_work|works|sounds|is_ideal|is_perfect|is_the|ideally|start|go_live|kick_off|is_our|is_my
        deadline|target|target_date|go_live|golive|start_date|launch|launch_date|kick_off|kickoff|rollout|roll_out|timeline|timeframe|time_frame|timing|due|due_date|d_day|cutover|schedule|plan .. #when|#day|#soon
        contract|licence|license|plan|subscription|renewal|agreement|lease|deal|term|support|vendor .. ends|end|expires|expire|runs_out|run_out|renews|renew|is_up|up_for_renewal|due|lapses|stops|terminates|finishes|ending|expiring|over|terminated|is_over|shuts_down|closes|discontinued .. #when|#day|soon
        renewal|contract|licence|license|subscription .. #when
        pull|pulls|shut|shuts|switch|switches|turn|turns|stop|stops .. plug|down|off|service|support|it .. #when
        season|site|branch|shop|store|office|rush|event|fair|office|store|shop|campaign|term|audit|festival|conference|branch|wave|peak .. starts|start|begins|opens|open|is|kicks_off|comes .. #when
        it|this|something|one|live|running|ready|place|there|done|sorted|up|working|start|starting|switch|in|operational|system|tool|thing by|before then|that
        it|this|something|one|live|running|ready|place|there|done|sorted|up|working|start|starting|switch|in|operational|system|tool|thing before the|our|my|we|they
        need|needs|want .. before the|our|my|we|they
        must|has_to|have_to|got_to be|go|run|stand|work|happen .. before the|our|my|we|they
        has|have|had|needs|need|must|got|got_to .. be .. in|live|running|there|ready|done|up|in_place|working|operational|installed .. by|before|until|till|when|for
        @want .. start|begin|go_live|launch|switch|buy|move|have_it|get_going|get_started|running|up_and_running .. soon|quickly|fast|now|today|this|straight|rather_soon|very_soon|shortly
        urgent|urgently|pressing|in_a_hurry|in_a_rush|time_is_tight|clock_is_ticking|time_critical|high_priority|top_priority|no_time_to_lose|time_is_short|running_out_of_time|rushing
        can|could|will|would i|we|it|you|us .. start|begin|live|running|ready|up|in_place .. by|before|in|on|next|this? #when|#soon
        ^ so|and|ideally|probably|maybe|preferably|latest|say|well|then|yes|or|ok|hopefully|definitely|oh|actually|no? by|before|in|from|until|till|around|on|for|within|during|after|about|sometime|some_time|roughly|early|late|at|right_after|not_before|starting|as|of? of? the? #when|#soon|#day still|ideally|preferably|latest|please|i_guess|maybe|would_be|at_the_latest|hopefully|or_so|if_possible|then|already|max|probably|i_think|i_hope|or|somewhere? #when? $
        within|in|inside|over #when .. start|live|running|decide|buy|switch
        looking|aiming|hoping|planning|shooting|gunning|thinking|targeting|going at|for|on? around|about|sometime|the? #when
        decide|deciding|decision|buy|buying|purchase|order|sign .. by|before|in|within|until|this|next|on #when|#day
        starts|starting|start|begin|begins|kick~|commence~ .. #when|#day|#soon
        #when|#day .. starts|we_start|we_begin|we_launch|we_open|we_want|we_need|i_want|i_need|we_go|we_move|we_switch|i_start|we_have_to|we_must|be_ready|be_live|be_running
        need|want|like|have .. asap|#soon|yesterday
        sooner the better
        as quickly|soon|fast|early as we|you|i can
        straight|right|immediately|directly|just after|before #when
        not later than #when
        want|need|have|like it|this|that .. sorted|done|solved|settled|running|finished|in_place before|by|then
        #soon .. would_be .. best|ideal|great|nice|good|perfect|better
        go|going|going_live|live .. #when|#soon|#day
        till|until #when|#day .. so|to
        given|have|got|gave|gives us|me|we|i? till|until #when|#day
      `,
    },
    ...planned,
  ],
  ...timelineForeign,
};
