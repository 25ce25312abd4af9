import { budgetForeign } from './budget-foreign.js';
import { moneyBesides, moneyIsThere, moneyLacks, moneyNews } from './budget-states.js';
import type { CriterionRules } from './criteria.js';

/** What tells that money is there, or that it is not. */
export const budget: CriterionRules = {
  en: [
    ...moneyBesides,
    {
      status: 'NONE',
      patterns: `
        currently|today|now|already|presently|still|at_present pay|pays|paying|spend|spends|spending
        we|i pay|spend .. currently|today|now|at_the_moment|already|so_far
        pay~|spend~ .. #money|#rate .. currently|today|now|at_the_moment|already|so_far
        paid|charged|costs|cost|charges|charge|quoted|lost|losing|lose|wasted .. #money|#rate
        pay|pays|paying .. for .. intercom|zendesk|front|missive|hubspot|freshdesk|helpscout|salesforce|slack|gmail|outlook|crm|help_scout
        we|i pay #money|#rate
        make|earn|turn_over .. #money
        revenue|turnover|sales|profit|salary|salaries|rent|deal|deals|order|orders .. #money
        #money .. revenue|turnover|in_sales|deal|deals|profit|salary
        anything|everything|amounts|sums|purchases|all|only .. #money .. goes|needs|has|must|is|to|i_would|i_have|they|he|she
        proof .. spend|pay
        before i|we spend|pay
        not_sure|unsure|no_idea .. money|budget|funds|spend
        price|prices|pricing|plan|plans|seat_price .. #money|#rate
        signing_authority|sign|decide|approve .. #money
        #money .. decide|decision|sign|approve|call|up_to_me|choice|approval|approved_by
        #money|#rate .. revenue|penalty|orders|deal|invoice|bill|each|discount|off
        sell|sold|owe|owes|earn~|raise~|charge~|win|worth|won|cost|costs .. #money|#rate
        offer|offers|offered|quoted|gives|give|asks|wants|charges .. #money|#rate
        #money .. is|s too|way|a_bit|very|quite .. much|expensive|steep|high|lot
        make it #money|#rate
        budget|money .. question|later|depends|not_clear
        your|their .. price|pricing|rate
        budget .. next_year
        what|which budget
      `,
    },
    {
      status: 'MET',
      firm: true,
      patterns: `
        @fund|cost|price|costs|money @is|comes secondary|second|irrelevant|not_important|unimportant
        @fund|cost|price|costs|cost_s .. @is not .. problem|issue|obstacle|concern|worry|constraint|blocker|question|bottleneck|hurdle
        @fund|cost|price|costs @is no problem|issue|object|obstacle|concern|worry|constraint|question|barrier
        @fund|cost|price will|would|should not be .. problem|issue|obstacle|concern|constraint
        not .. about the? money|cost|price|budget
        not|never|no .. short|lacking|lack of money|cash|funds|budget
        no .. budget|money|financial problem|issue|constraints|concerns|limit|limits|worries|restrictions
        not .. tight on money|budget
        do not worry about money|budget|the_money|the_budget|cost
        can|could|will|would easily|probably|surely|well|just|also|definitely|certainly|gladly? afford|stretch_to|swing|stomach it|that|this|#money|#rate|you|about|up_to|around
        @we can not go|do|spend|pay .. more|over|above|beyond #money|#rate|#num
        not|no|never .. more than #money|#rate
        freeze|block|ban is|was|got|has_been lifted|over|gone|off
        @fund|#money|spending .. is|are|was|has_been back|restored|unfrozen|released|freed
        found|find|scraped|scrape .. money|budget|#money|funds
      `,
    },
    {
      status: 'NONE',
      patterns: `
        nothing .. planned|scheduled|decided yet|so_far|$
      `,
    },
    {
      status: 'UNMET',
      firm: true,
      patterns: `
        no|zero|0|not_any|without|any|little|enough not? budget|money|funds|cash|dough|funding|dosh
        no|zero|without .. budget|money|funds|cash|funding
        not .. any|a|much|enough|the|sufficient|that_kind_of|allocated budget|money|funds|cash|funding|resources|means
        not in|part_of|within the|our|my|this budget|plan|funds|means
        @fund|finances|finance|budget|means|wallet|purse not|never allow|permit|stretch|suffice|cover|let
        not .. allow|permit .. budget|finances|funds|it|this
        #zero
        @fund|pot|allowance|allocation @is|of|s? currently|now|exactly|basically|literally|about|at? zero|nothing|none|nil|#nil|nada|null $
        @fund|pot|allowance|allocation @is|of|s? currently|now|exactly|basically|literally|about|at? zero|nothing|none|nil|#nil for|this|at|right|so|now|until
        have|has|got|spend .. zero|nil|#nil budget|money|funds|cash
        cupboard|barrel|chest|safe|pantry|larder .. bare|empty
        nothing to spend|pay|invest|give|spare
        @fund|#money|penny|cent|pound|dollar|euro .. tied_up|spoken_for|committed|allocated_elsewhere|already_assigned|earmarked_for_something|bound
        slash~|cut|reduced|trimmed .. budget|funds|money|spending .. nothing|zero|half|bone
        turned .. down .. money|budget|funds
        live on|off donations|air|love|benefits|welfare
        hand_to_mouth|in_the_red|in_debt|insolvent|overdrawn|cash_crunch|tight_as
        not .. budget|money|funds .. for|to|at|this|left
        not|never .. a cent|penny|dime|nickel|euro|dollar|buck|pound|quid|single_cent|single_penny
        nothing .. left|budgeted|set_aside|allocated|earmarked|reserved|available|in_the_budget|in_the_pot|in_the_bank|put_aside
        nothing in the|our budget|pot|bank|account|kitty|purse|till|plan
        pot|purse|coffers|kitty|wallet|bank_account|account|piggy_bank|coffer|pockets|budget|till is|are|s .. empty|dry|bare
        @fund|spending|purchases|purchasing|#money .. @is|has|have|just .. frozen|cut|gone|slashed|spent|used_up|exhausted|blown|maxed_out|pulled|cancelled|canceled|axed|scrapped|rejected|denied|taken|capped|stopped|refused|eaten|halted|dried_up|reallocated|not_there|turned_down|declined|zero|withdrawn|used
        #money|#rate|money|budget went|has_gone|all_went|gone to|into|on|for
        froze|freeze|cut|slashed|pulled|stopped|blocked|axed|cancelled|scrapped|took|killed|halted|rejected|refused|denied .. spending|budget|budgets|money|funds|purchases|expenses|funding|expenditure
        spending|budget|purchasing|cost freeze|stop|cuts|ban
        can|may|could it cost .. nothing
        will|would|do|does not .. pay|spend|fund|invest|release|give|cover .. anything|any|a|for|this|it|that
        cash|money .. tight|gone|ate|eaten
        ate|eaten|swallowed|gobbled .. up .. had|money|budget|cash|savings
        can|could not .. afford|spend|pay|invest|justify|finance|fund
        unaffordable|broke|skint|bankrupt|penniless|cash_strapped|strapped
        well is dry
        every|each penny|cent|euro|dollar|pound .. already|allocated|spoken|planned|spent|accounted|elsewhere
        fly|go_down .. with finance
        shoestring|penny_pinching|pennies
        really|absolutely|just|simply nothing $
        taken|took|take|taking|pulled|withdrew|withdrawn .. budget|money|funds .. away|back|from
        @fund .. has|have? run|ran out|dry
        @fund s run|ran out|dry
        @fund @is .. short|scarce|sore_point|a_sore|the_problem|missing|lacking|nowhere
        budget|budgets|money .. set|closed|fixed|done|allocated|distributed .. already|without
        purchase|purchasing|buying|investment|procurement|budget freeze|ban|stop
        not .. penny|cent|dime|sou
        froze|freeze|frozen|freezing|halt~|stopped .. purchases|expenses|spending|investments|buying
        @fund|spending|purchases|purchasing|investments .. on hold|ice|pause
        finance|cfo|boss|board|management|controlling said|says|said_a no
        grant|funding|money|deal|investor fell|fallen|falls through
        zero|no euros|dollars|pounds|cents|bucks|euro|dollar
        no room .. budget|books|plan
        out_of|ran_out_of|run_out_of|short_of|short_on budget|money|cash|funds
        too expensive|pricey|costly for_us|for_me
        over|beyond|above|outside|outside_of|exceeds|out_of|blows|bust|busts|more_than .. our|my|the budget|means|budgets|range
        blew|burned|burnt|spent|used .. budget|funds|allowance
        funding|money|cash|grant|budget ran|run|running|runs out|dry
        spent|blew|used .. everything|it_all|all_of_it|all_the_money|whole_budget|entire_budget|the_budget|our_budget|all_our|last_of
        did not get .. budget|money|funding|approved
        budget|money|funds .. not .. approved|available|there|planned|granted|set_aside|allocated|happening|exist|have|left|sufficient|enough
        lost .. funding|grant|budget
        money|budget|cash is|s .. too_tight|nonexistent|zero|nil|what_we_do_not_have|a_no|history
        belts|every_penny|every_cent .. tightened|tight|counted
        money is what_we_lack|tight_as_hell
        there is|are not|never any $
      `,
    },
    ...moneyLacks,
    {
      status: 'MET',
      patterns: `
        got|received|secured|landed|won .. funding|grant|the_money|a_budget|the_budget|our_budget|money|budget_approval|approval_for_the_budget|investment|#money
        budget|budgets|allowance|allocation .. @sum
        #money|#rate|#num .. budget|budgeted|allowance
        can|could|would|will|able_to|willing_to|happy_to|ready_to|prepared_to|want_to|going_to|plan_to|planning_to|like_to|allowed_to|may|ok_to|comfortable|hoping_to|expect_to|looking_to|intend_to|do_not_mind|are_to .. spend|spending|pay|paying|invest|put|part_with|shell_out|fork_out|cough_up|go|stretch|do|allocate|manage|fund|offer|give|budget|commit .. @sum
        can|could|would|will|able_to|willing_to|ready_to|prepared_to .. spend|pay|invest .. the_same|as_much|that|same
        spend|spending|pay|invest|go|stretch .. up_to|as_much_as|as_far_as|max|a_maximum_of|no_more_than|around|about @sum
        up_to|around|about|roughly @sum spend
        @sum .. ok|okay|fine|doable|possible|alright|all_right|good|max|maximum|limit|ceiling|manageable|realistic|available|approved|set_aside|earmarked|reserved|left|planned|in_the_plan|allocated|in_the_budget|put_aside|signed_off|to_spend|to_invest|to_play_with|to_work_with|at_our_disposal|affordable|acceptable|feasible|cleared|lying_around|agreed|granted|for_the_taking|on_the_table|in_the_pot|in_the_kitty|in_the_bank|tops|ringfenced|pencilled_in|penciled_in|in_the_budget|is_there|works|work|budgeted|feels_right
        @sum .. is|be what|as_far|as_much|all|the_most|about|where|my|our
        @we have|has|got|had_planned|have_got .. #money|#rate
        @decider|grant|sponsor|council|donor .. gave|gives|granted|grants|allows|allowed|approved|promised|offered|given|released .. @sum
        granted|allowed|promised|given|allotted us|me|it @sum
        have|got|has .. @sum or_so? for|to|per|left|this|in|set
        ^ and? got .. #money|#rate
        there is|are .. #money|#rate
        set|put~|setting|laid|lay|tucked|squirrelled|saved|saving .. aside|by|away|for_this|for_it
        earmark~|allocate~|ringfence~|reserve~|pencilled_in|penciled_in|greenlit|green_lit|greenlighted .. @sum|@fund|something|some|enough|a_bit|amount
        @fund|spend|spending|money|amount|sum|expense|purchase|investment .. @is|have_been|has_been .. approved|signed_off|cleared|confirmed|secured|available|there|set_aside|earmarked|allocated|granted|agreed|reserved|sorted|in_place|authorised|authorized|ready|ringfenced|ok|okay|fine|in_the_books|in_the_plan|planned|healthy|plenty|waiting|generous|guaranteed|covered
        approved|cleared|signed_off|released|greenlit|confirmed|granted|freed_up|authorised|authorized|okayed|gave|given|secured .. the|a|our|some|us|for? money|budget|funds|funding|spend|cash|purchase|expense|investment|#money|#rate
        @we have|got|has|find|control|hold|own|manage|do_have .. money|budget|funds|funding|cash|means|cash_flow|deep_pockets|capital
        there|here is|are .. money|budget|funds|funding|cash|dough|enough|some_money
        i|we have the|a|our|enough|some|plenty_of|sufficient budget|money|funds|funding|cash
        money|budget|funds|cash|funding exists
        there is|s .. room .. for|in|budget
        room in .. budget|plan|books
        call|make|say|put it? at? about? #money|#rate
        #money .. all_in|all_told|in_total|in_all|altogether
        spend|pay .. #money ... keep|same|stay
        happy|ok|okay|fine|comfortable|good with|at .. @sum
        it|this|that can|may|could|should|must_not|will .. cost .. @sum
        funding|grant|money|budget came|come|comes|coming|went through|in
        good|covered|set|fine on|for money|budget|cash
        anything under|below|up_to @sum
        money|budget|cash|funds we|i have|got
        i|we was|were|been|have_been given|granted|allowed|handed|promised .. @sum
        limit|ceiling|max|cap s? .. about|around|at @sum
        line|item|position|slot in .. budget|plan
        budgeted|budgeting for|this|it|#money|around|about|up_to|roughly|some
        accounted_for|provided_for|planned|in in the|our budget|books|plan|forecast
        well_funded|raised|closed .. round|series|funding|seed|investment
        money_to_burn|deep_pockets|cash_rich|flush_with
        within|inside|below|under what|the_amount .. planned|budgeted|set_aside|expected|thought|have
        within|inside|in|fits|fit|matches|well_within .. our|my|the budget|means|range|reach|ballpark|price_range
        price|cost|pricing|that|rate .. works|fine|ok|okay|fair|good|acceptable|reasonable|doable for_us|for_me|with_us|by_us|with_me
        ceiling|limit|max|maximum|cap|top|upper_limit|threshold .. @sum
        @sum max|maximum|tops|ceiling|cap|limit|at_most|at_the_most
        cover~|fund~|pay~|finance~|foot~ by|from|out_of|the .. grant|company|finance|head_office|parent_company|sponsor|budget|bill|investor|fund|department
        company|boss|finance|grant|sponsor|hq|investor|head_office|council .. pays|pay|covers|cover|funds|finances|foots|picks_up for|it|this|everything|the
        money|budget .. in_hand|on_hand|at_hand|in_the_bank|on_the_table|burning
        around|about|roughly|maybe|up_to|like #money|#rate .. for|should|would|could .. this|it|that|work|do|be
        prepared|ready|willing|happy|able|comfortable|thinking|aiming .. spend|pay|invest|of|with|for @sum
        afford
        reckon|guess|suppose|think|thinking|figure|assume|aim|aiming|target|targeting|looking_at|thinking_of|work_with|play_with .. #money|#rate
        investment|spend|spending|expenditure|outlay .. of|up_to|around @sum
        cost_centre|cost_center|pot|fund|grant|kitty|purse .. has|have|holds|of|with|for .. #money|#rate|this|it
        our|my price_range|range|bracket|spend|ballpark|figure|number is|s|would_be|around .. @sum
        @we can|could .. do|manage|swing|offer|make|go .. #money|#rate
        something|some|a_bit|enough is|was|has_been .. set_aside|left|there|in_the_budget
      `,
    },
    ...moneyIsThere,
    {
      status: 'MET',
      patterns: `
        #money
        #rate .. i|we can|could|would|live|manage|have|got
        #num .. for it|this|that|the_tool|the_whole
        @we .. have|has|got|find|free_up|spare|spend|use .. #big
        there is|are .. #big
        have|got|has #big
      `,
    },
    ...moneyNews,
  ],
  ...budgetForeign,
};
