import type { RuleGroup } from './criteria.js';

/** What sounds like a lack of money, or like a sum to spend, and is neither. */
export const moneyBesides: RuleGroup[] = [
  {
    status: 'NONE',
    patterns: `
      not a? single? @coin over|more|above|beyond|higher|extra $
      not a @coin more|over than
      #num|#big|#money @traffic|visitors|guests|members|pupils|students|patients|pages|items|parcels
      budget|cheap|low_cost hotel|hotels|holidays|holiday|travel|trips|airline|airlines|flights|phones|brand|hostel|meeting|meetings|talks
      sell~|rent~|let~ .. for #money|#rate
      sign|signs|sign_off|signs_off|approve|approves|decide|decides|vote|votes|authority|goes_to|needed .. #money
      above|over|beyond|exceeding|from|below|under #money .. @decider|approval|sign_off|signature|tender|board|quotes|offers
      @outsider .. paid|pays|pay|spent|spends|spend|owes|owe|got|lost|wants|want|bought|buy|gets|get|book|order|need .. #money|#rate|refund
      turn|turned|turns|turnover #money
      not|never .. tell|say|speak|talk|talked|spoken|discuss|discussed|know|mention|mentioned|asked|comment ... @money_noun|finances
      approves|approve|signs_off|decides|controls|holds the|our|all|every? @money_noun|@spending
      mumbled|muttered|rumour|rumours|rumor|rumors
    `,
  },
  {
    status: 'UNMET',
    firm: true,
    patterns: `
      have|has|need|needs|must|would|first ... find|raise|earn|scrape|beg|save_up .. money|funds|funding|cash|budget first|somewhere|somehow|from|before|elsewhere
      nothing .. approved|granted|released|allocated|budgeted|assigned|cleared .. moneywise|money_wise|yet|money|budget|financially
    `,
  },
  {
    status: 'MET',
    firm: true,
    patterns: `
      no|not|never|without .. worry|worries|drama|headache|stress|trouble|fear|sweat|concerns|concern .. money|budget|cash|cost|costs|financial|finances|funding|funds|price
      no|not|never .. @money_noun front|side|wise
      not|no|never|nothing|hardly .. mind|object|objection|objections|hesitate|complain .. pay~|spend~|invest~|price|cost|costs|#money|#rate|to
      not|no|never|hardly|far_from .. short|hard_up|poor|strapped|starved|broke|skint|tight .. @money_noun|$
      no|not|never .. shortage|lack|want|scarcity of @money_noun
      not|no .. running|run out_of|low .. @money_noun
      no .. @money_noun|financial|price .. cap|limit|ceiling|freeze|cuts|stop
      whatever|no_matter|regardless .. cost|costs|price|takes|what_it_costs|money
      at any price|cost
      cost what it may
      #money|#rate|price|cost|costs|fee|fees|expense|paying|paying_that .. no|not_a|not problem|prob|biggie|big_deal|drama|issue|sweat|prob|worry|trouble|stretch|hardship|shock|scare|too_much|too_bad|much|a_lot
      #money|#rate|price|cost|fee|expense is|are|s|would_be|seems nothing|peanuts|small_change|pocket_money|pocket_change|chump_change|a_bargain|a_steal|a_drop|petty_cash|small_beer
      smallest|least|last .. problems|problem|worries|worry|concerns|concern|issue|issues
      worth .. @sum .. me|us
      worth every|each @coin
      quality may|can|might cost
      it|this|that|tool|software|thing|solution can|may|could|should|shall|is_allowed_to|must_not .. cost .. @sum
      anything|everything|whatever|all #money|#rate .. @fine_word|works|no_problem|goes_through|i_can_put|i_can_pay|we_can_pay|we_can_do
      won|raised|received|got|landed|secured .. #money ... this|it|tools|software|tooling|grant|funding|prize|competition|round|that
      cfo .. released|reserved|freed|unlocked|allocated|earmarked|granted|gave_us|allowed
      money|budget|cash|cost|price is no question
      @we .. could|can|would|will|might spend|pay|invest .. @sum
      can|may|could|get_to sign~|release~|approve~ .. #money .. from|of|out_of my|our
      quality|it|that|good_tool|tool may|can|might|should cost .. something|money|bit|#money
      gives|give|gave|allows|grants|pays|lends us|each|every|me|our|the .. @sum .. for|a|per|to|$
      rather|gladly|happily|willingly|easily .. pay~|spend~|invest~ .. @sum
      whatever|anything|everything you charge|ask|want|cost|costs
      not|no .. penny_pinchers|penny_pincher|cheapskate|cheapskates|stingy|misers
      not .. hurt|kill|ruin|bankrupt|break us|me|the_bank
      money|budget|price|cost @is never .. question|problem|issue|obstacle|concern
      @money_noun|price|cost|costs|expense|financially|paying @is|will_be|would_be not .. factor|matter|thing|topic|trouble|hold_up|holdup|showstopper|stopper|deal_breaker|dealbreaker|holding|stopping|stands|difficulty|sticking_point|limiting|what|why|the|an|a
      @money_noun|price|cost|costs|that|it .. will|would|does|do|should not .. stop|break|fail|kill|hurt|ruin|bankrupt|matter|be_the|be_a|stand|scare|bite
      not .. fail|founder|falter|break|die|stop because_of|over|for|on .. money|cost|costs|price|budget
      money|budget|cash|cost|costs|price|finances no_problem|no_issue|no_object|no_worry|all_good|not_a_problem|not_an_issue
      money|budget|cash|cost|finances what_so_ever|is_the_least|least
      least of .. worries|problems .. 
      cheaper|less|lower than .. feared|expected|thought|planned|budgeted|had_in_mind|set_aside
      never .. more than #money|#rate|#num
    `,
  },
];

/** What says that there is no money for it. */
export const moneyLacks: RuleGroup[] = [
  {
    status: 'UNMET',
    firm: true,
    patterns: `
      @financer .. @refused
      @financer says|said .. not|no|nope|never|forget
      no .. appetite|willingness|wish|desire|mood|scope|leeway|latitude|chance|way .. spend|pay|invest|spending|fund|buy
      #nil|zero @money_noun|spend
      on benefits|welfare|the_dole
      lid|stop|brake|brakes|halt|end|stopper|lock on|to .. @spending|@money_noun|spending
      stop~|quit|refrain .. spending
      need~|find|look~ .. sponsor|sponsors|donor|donors|investor|investors|funding|backer first|for
      not .. more|new|extra|another|additional|further .. cost|costs|fee|fees|subscription|subscriptions|bill|bills|payment|payments|expense
      @decider|he|she|they .. tight_fisted|stingy|miserly|cheapskate|scrooge|miser
      @financer .. blocking|refusing|rejecting|stingy|tight_fisted|stonewalling|against_it|on_the_brake|closed_the_tap
      @financer .. not .. have_it|agree|approve|approved|agreed|ok|pay|release|released|give|given|allow|allowed|play_ball|spend|want|budge|play_along|let|sign|hand
      nobody|no_one|none|not_anyone .. pay|fund|cover|finance|foot|sponsor|spend|pays|funds|covers .. it|that|this|us|anything|a|for|money
      no|not|without .. approval|ok|green_light|permission|clearance|go_ahead|sign_off|confirmation .. for|on|to .. @spending|@money_noun|cost|costs
      wait~|hope|hoping for|on .. @money_noun|#money
      investor|investors|funder|funders|sponsor|sponsors|backer|backers|donor|donors|bank|financer|financiers .. pulled|bailed|left|quit|backed_out|withdrew|jumped|dropped|ran|cut|refused|stopped|gone|bankrupt
      money|budget|cash|funds what money|budget|cash|funds
      run|ran|bled|sucked|milked dry
      save|saving|economise|economize|cut_back|cut_corners|tighten wherever|everywhere|where|on_everything|every|costs|our
      forced|have|has|must|need|told|ordered to? save|economise|economize|cut_back|cut_costs|tighten
      watch|watching|count|counting|turn|turning|pinch|squeeze|weigh every|each
      hard|lean|tough|rough|difficult times|time|year|season financially|money_wise|moneywise
      money|budget|cash people|men|guys|folks .. forget|no|never|laughed
      exceeds|exceed|surpasses|tops .. everything|anything|all|what
      earn|make|made|have less than .. price|cost|that
      sits|sitting|sit on|upon .. money|purse|budget|wallet
      gave|give|gives|given|grants|granted|leaves|left|allows|allowed|offers|promised us|me nothing|zero|zilch|nada|nil|peanuts
      too poor|broke|skint|strapped|hard_up|cash_strapped
      cost|costs|spending|expenses must|have_to|need_to|has_to|had_to|should .. go_down|come_down|drop|shrink|be_cut|be_reduced|fall|go_lower
      lost|lose|losing .. sponsor|sponsors|donor|donors|subsidy|subsidies|funding|grant|backer|backers|investor
      saving|economising|economizing|scrimping|cutting_back|cutting_down everywhere|wherever|on_everything|at_every|money|hard|like_mad|costs|every|now|right
      cutbacks|cut_backs|penny_pinch|shoestring|month_to_month|running_on_fumes|hand_to_mouth
      pocket|pockets|wallet|wallets|kitty|coffers|account .. empty|bare|holes|a_hole|dry
      only|just|must|has_to|have_to|needs_to|should .. free tools|tool|software|stuff|things|of_charge|version|plan
      must|has_to|have_to|should|needs_to|got_to|only be|if free|for_free|free_of_charge|costless
      ^ our|my|the|so? @money_noun no|nope|none|not_yet|not|zero|gone|nil $
      no|not money|budget|cash $
      @financer|@decider says|said|say|will|would|has|have|is|did .. not|no|never|nothing|zero .. @spending|@money_noun|subscription|subscriptions|expense|expenses|money|cost|costs|tool|tools|purchase|purchases|software|pay~|spend~|fund~|budge|give|release
      @decider|sponsor|donor|donors|ministry|company|they|it|he|she .. @refused ... @money_noun|@spending|cost|costs|fee|fees|price|#money|#rate|application|grant
      @refused ... @money_noun|@spending|costs|fee|fees|licence_costs|capex
      @refuse_split .. down|back|out|away|off|over .. @money_noun|@spending|costs|capex
      @refuse_split ... @money_noun|@spending|costs|request|application|capex|line|pot ... down|back|away|out
      @money_noun|@spending|application|capex|request|proposal|line|pot|loan @is|has_been|have_been|got|just|were .. @refused_part
      @money_noun|@spending|line|pot .. fell~|fall~|gone|vanished|evaporated|melted|shrank|shrunk|dried|ran_out|runs_out|run_out|ended|expired|collapsed|disappeared|ceased|lapsed|burned|stopped|lacking|lacks|missing
      not|no|never|nobody|no_one|none .. @granted_part .. @money_noun|@spending|@coin|cost|costs|fees|capex|anything|us_anything|me_anything
      no|not|zero|without|nil|lack~|missing|short_of|out_of|low_on .. dosh|financing|finances|capital|dough|moolah|wonga|cashflow|cash_flow|reserves|allocation|allowance|grant|sponsor|spare_cash|petty_cash|liquidity|budget_line|budget_item|cost_line|purse|wiggle_room|financial_means|subsidy|line_for_it|money_for|pennies|spend_approved|spending_approved
      not .. budgeted|funded|provided_for|costed|in_the_books|financed|planned_for|earmarked|foreseen
      unfunded|unbudgeted|underfunded|cash_poor|moneyless|impoverished|destitute|hard_up|out_of_pocket|on_our_uppers|stony_broke|flat_broke|dirt_poor|boracic
      not|no|never|hardly|barely|can_not|could_not .. @coin
      no|not|zero|without .. more|new|further|extra|additional|other expense|expenses|subscription|subscriptions|cost|costs|spending|outgoings|bills|purchases|expenditure
      can|could|will|would|shall|may not|never|hardly|barely .. spend~|pay~|invest~|afford~|part_with|shell_out|fork_out|cough_up|chip_in|stump_up|splash|stretch|swing|finance|fund|bankroll|raise|find_the_money|squeeze|spare|scrape|foot|cover_it|cover_this|cover_that|carry_the_cost|bear_the_cost|justify
      can|could hardly|barely|scarcely pay~|afford~|make|cover
      not .. able|allowed|permitted|willing|prepared|position .. to? spend|pay|invest|afford|finance|fund|spending
      not .. want|wants|like .. to spend|pay|invest .. anything|any|more|money|a|on|for
      pay~|spend~|buy~|invest~|paying|cost|costs|expense|expenses|subscription|subscriptions ... out_of_the_question|impossible|unthinkable|not_possible|not_an_option|no_option|no_way|not_in_the_cards|not_on_the_cards|a_no_go|a_non_starter|too_much_for
      too much|rich|dear|steep|high|expensive|costly|pricey for us|me|our|my|a|small
      poor|small|tiny to pay|afford|spend
      out_of|beyond|above|over|exceeds|past our league|reach|what_we|what_i|means|possibilities|price_range|purse|wallet
      more than we|i|our|my .. can|could|have|had|has|afford|budget|got|wallet|purse
      can|could|would|only|just|not .. pay~|afford .. staff|wages|salaries|rent|bills|apprentices|people|heating|ourselves|myself .. 
      purse_strings|purse|purses|belt|belts|wallets|finances|margins .. tight|tightened|closed|shut|thin|strained|stretched|sewn|empty
      tighten~ .. belt|belts|purse
      in the red|minus|debt|hole
      in debt|administration|insolvency|receivership|deficit|arrears
      cost|spending|budget|money|expense .. cutting|savings|saving|reduction|reductions|austerity|lockdown|moratorium|embargo|crunch|squeeze|shortage|shortfall
      austerity|belt_tightening|moratorium|cost_cutting|penny_pinching|cash_flow_problems|saving_measures|savings_programme|savings_program
      round|wave of savings|cuts
      every|each|all|last|whole .. @coin|@money_noun ... into|elsewhere|for_the|to_the|on_the|already|gone|spent|spoken|goes|went|counts|twice
      turn|turning|count|counting|pinch|pinching|scrape|scraping .. @coin|barrel
      nothing|zilch|nada|zip|nix|peanuts|diddly|squat|sod_all|naff_all .. in|left|for|to .. pot|bank|kitty|purse|account|budget|spend|spare|tools|software|tin|drawer|jar|coffers
      cash_box|till|tin|piggy_bank|drawer|jar|cashbox|war_chest|coffers|account|accounts|pot|pots|kitty .. empty|bare|dry|minus|red|zero|overdrawn|drained|cleaned_out|plundered|exhausted|s_empty
      have|has|had|need|needs|must to find|raise|get|scrape|ask_for|apply_for|beg_for|earn|make .. money|funds|funding|cash|budget first|somewhere|somehow|before
      money .. not|never .. grow|sitting|lying|there|enough|available|trees
      money does not grow
      never|not|no .. got|get|given|received|assigned|allocated|had .. one|any|budget|money|funds|a @money_noun|assigned|allocated|budget|of_it
      spent|used|burned|burnt|blown|gone|eaten|swallowed|drained|wiped_out|cleaned_out .. all|everything|whole|entire|already .. @money_noun|pot|line|year|#when|pots
      left|leaves|leaving us|me with nothing|zero|crumbs|peanuts
      eat~|swallow~|consume~|drain~|devour~|gobble~|ate|absorb~|suck~ .. our|my|all|the|whole .. @money_noun|savings|pot|reserves
      took|takes|taken|wiped|cleaned|ripped .. line|pot|@money_noun .. away|out|off|from
      without .. @money_noun $
    `,
  },
];

/** What says that money is there. */
export const moneyIsThere: RuleGroup[] = [
  {
    status: 'MET',
    patterns: `
      @money_noun|@spending|licence_costs|costs|po|purchase_order|capex|investment ... @is|has_been|have_been|was|were|got|gets|just|already .. @granted_part|in|through|there|here|yes|ours|settled|done|safe|fixed|known|fixed_at|sorted_out|good|great|solid|sound|alright|all_right|taken_care|no_more|sufficient|enough|ample|on_the_table|on_its_way|a_yes|burning|lying|sitting|waiting|flowing
      @money_noun|@spending|po|purchase_order|capex .. @granted_part|went_through|came_through|passed|got_through|made_it_through
      @granted_part ... @money_noun|@spending|capex|licence_costs|the_costs|@sum
      finance|finance_department|finance_dept|finance_team|controlling|controller|accounting|accounts|accountant|bookkeeper|treasury|treasurer|bursar .. @granted_part|agreed|agrees|said_yes|says_yes|says_ok|said_ok|said_go|says_go|nodded|reserved|gave|happy|fine|on_board|has_no
      gave|give|gives|given|got|get|have|has|received ... green_light|go_ahead|nod|ok|okay|thumbs_up|clearance|all_clear|blessing|approval .. for|on|to|of|from .. @money_noun|@spending|#money|@financer|costs|price|expense
      gave|gives|given|handed|hands|lent|has .. me|us .. credit_card|company_card|card|chequebook|cheque|wallet|pot
      put|charge|book|run|slap|bill it|this|that|them .. on|to .. card|credit_card|company_card|cost_centre|account|expenses|tab
      i|we|us|partners|both|company|firm|club|team ... @spend_verb .. #money|#rate|#big|#percent
      @we|partners ... @set_aside ... @sum|#percent|@money_noun|something|some|enough|amount|portion|share|slice|chunk|bit
      @set_aside .. @sum|#percent
      @sum|#percent|something|enough|amount|portion ... @set_aside|put_by|pencilled|penciled|ringfenced|marked_for|meant_for|intended_for|foreseen|assigned|put_down|put_in|chipped_in|saved|saved_up|stashed|tucked_away|squirrelled_away|blocked|dedicated|provided|at_hand|on_hand|spare|free|to_spare|unspent|unused|over|for_grabs|approved
      @sum .. fits|fit|suits|matches|is_within|is_in|is_ok|is_fine|sounds_ok|sounds_fine|is_doable|is_realistic|is_nothing|is_peanuts|is_no_problem|is_not_a_problem|we_can|i_can|i_could|we_could|we_have|i_have|we_got|i_got|is_affordable|can_be_done|no_problem|no_prob|easily|no_sweat|wont_kill|will_not_kill|does_not_hurt
      price|pricing|cost|costs|fee|fees|that|it|this|rate .. fits|suits|matches|is_within|within|lies_within|is_covered|is_affordable|will_be_covered|well_below|below .. budget|what_we|what_i|wallet|purse|limit|limits|means|plan|range|pocket|our|us|me
      price|pricing|cost|costs|rate|fee is|are|s|sounds|seems|looks .. fine|ok|fair|alright|acceptable|manageable|no_problem|doable|good .. by|for|to|with us|me
      price|fees|rate .. can|could live_with|manage|stomach|handle|carry|bear
      ^ so? have|got|has|having the|some|enough|plenty|a|our|ample .. @money_noun
      @we have|got|has|do_have .. dosh|dough|moolah|capital|reserves|savings|grant|subsidy|sponsor|sponsors|cash_reserve|petty_cash|money|purse|pot|kitty|allowance|credit|financing|finances|means|cushion|backing|backers|expense_account
      @we .. rolling in|flush|loaded|well_off|swimming_in|cash_rich|solvent|liquid|wealthy|rich|well_funded|well_financed|profitable
      flush|loaded|well_off|solvent|liquid|cash_rich|deep_pockets|deep_pocketed|well_heeled|well_financed
      doing|do fine|well|ok|great financially|money_wise|moneywise
      financially|moneywise|money_wise|budget_wise|budgetwise|cost_wise ... secured|covered|fine|sorted|safe|ok|possible|feasible|good|set|settled|solid|clear|healthy|sound|in_order|works|work|doable|comfortable|stable|all|no_problem|well
      money|budget|funding|finances|financing|cash side|part|front|question|bit|thing|matter|aspect|end .. settled|sorted|done|clear|fine|ok|solved|covered|good|closed|taken_care
      ^ the|our|my|so|a? @money_noun yes|yeah|approval|check|exists|ok|fine|sorted|approved|available|secured|done|there|in_place|in_hand|cleared|set|good|covered|confirmed|settled|present|plenty|ready|all_set|assured
      yes|sure|indeed .. budget|money|funds|funding|cash
      @we can|could|will|would easily|just|probably? swing|afford|live_with|manage|handle|stomach|stretch|carry|bear|cover|fund|finance|pay|expense|absorb
      in .. plan|forecast|books|budget_plan for|this|already|approved
      it|that|this|money is|was in .. plan|forecast|books|budget
      put|have|got|wrote|included|took it|this|that|something|one in|into|onto the|our|this|next|#when? budget|plan|forecast
      coffers|treasury|account|till|bank|cash_register|pot|kitty|war_chest|pockets|purse .. full|filled|deep|healthy|well_filled|overflowing|bulging
      war_chest|expensable|expense_it|reimbursed|reimbursable|affordable
      cost_centre|cost_center|department|company|club|firm|project|pot .. carries|carry|covers|cover|bears|bear|absorbs
      comes|come|coming|taken|goes|paid|running out_of|off|on|from|through|over|onto .. petty_cash|pot|@money_noun|card|purse|kitty|account|own_pocket|my_pocket|cost_centre|expenses
      we|i are|am|is|have good|fine|ok|set|covered|sorted|safe|comfortable .. money|budget|cash|funds|funding|financially|finances
      enough|plenty|sufficient|ample|lots|loads|some .. @money_noun|in_the_bank|in_the_pot|in_the_kitty|left_over|in_the_till|in_our_account|to_spend|to_pay
      paid|pay|pays|covered|financed|funded|sponsored|footed|carried|borne by|from|through|out_of .. @decider|@financer|@money_noun|grant|pot|company|state|city|eu|government|sponsor|sponsors|fund|fees|dues|insurance|foundation|association|expenses|pocket|project
      pay~|cover~|foot~|fund~|financ~|sponsor~|bankroll~|carry|carries|bear|bears|subsidise~|subsidize~|reimburse~|picks_up|pick_up|picking_up|picked_up .. half|the_bill|the_tab|the_cost|the_costs|for_it|for_this|everything|all_of_it|it_all|the_rest|it_for_us
      @decider|@financer|sponsor|investors|donors|ministry|eu|state|city|government|grant|subsidy|company|insurance|foundation|project pay~|cover~|foot~|fund~|finance~|sponsor~|bankroll~|carries|bears|subsidise~|subsidize~|reimburse~|pick_up|picks_up|will_pay|will_cover|pays
      can|could|will|would|able_to .. afford|foot_the_bill|cover_it|cover_that|cover_this|pay_for_it|pay_for_this|pay_for_that|pay_that|pay_it|fund_it|fund_this|finance_it|finance_this|swing_it|swing_that|manage_that
      no_problem|happy|glad|gladly|willing|ready|prepared|fine to|with? pay|spend|invest|paying|spending
      budgeted|costed|provisioned|accounted_for|in_the_budget|in_our_budget|in_the_books|in_the_plan|on_the_books|in_budget|pencilled_in|funded|earmarked|ringfenced|ring_fenced|bankrolled
      limit|ceiling|max|maximum|cap|top|upper_limit|threshold|figure|number|line|pain_threshold|allowance|envelope|bracket .. @sum
      @sum is|was|would_be|as our|my|the|a? figure|number|line|ceiling|limit|pot|envelope|bracket|top_line|max|absolute_max|absolute_maximum|upper_limit
      money|cash|pot|budget|grant|fund|kitty|allowance|allocation|subsidy|loan|sponsor .. of|has|holds|with|is|at|about|around|contains|stands_at|left|brings|gives|gave|covers .. @sum|half|most|all|everything
      loan .. through|approved|granted|secured|ours|came
      subsidy|subsidies|sponsor|sponsors|sponsorship|stipend|bursary|inheritance|crowdfunding|windfall .. for|found|got|secured|pays|approved|granted|received
      got|have|found|received|secured|won|landed .. subsidy|subsidies|sponsor|sponsors|sponsorship|stipend|bursary|loan
    `,
  },
];

/** The last resort: a word for money beside a word that is good or bad news. */
export const moneyNews: RuleGroup[] = [
  {
    status: 'UNMET',
    firm: true,
    patterns: `
      @money_noun|account|cash_register|money_wise|moneywise|costs_wise|financially ... @bad_news
      @bad_news ... @money_noun|money_wise|moneywise|financially
      @money_noun|price|money_wise|moneywise ... not|no|never|nobody|no_one|without|hardly|barely|none|nothing|zero
      not|no|never|nobody|no_one|without|hardly|barely|none|nothing|zero ... means|@money_noun|money_wise|moneywise|financially|@coin
      nothing|naught .. over|left|spare $
    `,
  },
  {
    status: 'MET',
    patterns: `
      @money_noun|account|credit_line|wallet|wallets|money_wise|moneywise|price_wise ... @good_news
      @good_news ... @money_noun|money_wise|moneywise|price_wise|financially
      ok|fine|can|may|could|free|welcome .. bill|charge|invoice us|me .. @sum
      as_much_as|up_to|at_most|no_more_than|not_more_than #rate|#num $
      @we|decided|agreed on|about|upon @sum
      free|freed|scrape|scraped|spare|muster|raise|dig up|together|out|for .. @sum
      @sum .. @fine_word
      card|credit_card .. hand|mine|ready|got|have
      set_up|created|opened|have|got .. cost_line|budget_line|cost_centre|cost_center|line_item
      price|cost|costs|rate|fee|fees ... @fine_word .. for|by|with us|me|our|my
      lent|lends|lend|loaned|loans .. us|me
      @we|am|are good|in|up for @sum
      there would|d|might be .. @sum|@money_noun|something
      they|he|she|it pays|pay|covers|cover|funds|finances .. all|that|everything|it|this|half|for
      that|this|so_much we|i have_got|can_pay|could_pay|can_do|could_do|can_afford|could_afford|can_manage $
      what|all we|i have|got|have_got .. for|to it|this|that|spend|pay
      a|an|the sum|amount|figure of @sum
    `,
  },
];
