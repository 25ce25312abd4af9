import type { RuleGroup } from './criteria.js';

/** What must not go wrong is a wish, however the negation stands in it. */
const feared: RuleGroup = {
  status: 'MET',
  firm: true,
  patterns: `
    will_not|would_not .. have|let|leave|allow .. @ill_verb
    think|thinks|thought|assume|assumes|assumed|assuming|believe|believes|guess|reckon|reckons .. someone|somebody|another|the_other|other_one|other_person|colleague|else
    must_not|must_never|should_not|should_never|shall_not|dare_not|never_again|not_allowed_to|not_afford .. to? lose~|lost|miss~|forget~|leave|left|drop~|ignore~|waste~|keep|let|have
    can_not|could_not lose|miss|forget|leave|drop|ignore|waste|keep|let|have|afford
    no|nobody|no_one|nothing|none .. should|must|may|ought .. 
    not|never only|just|merely ... @ill_verb|@disorder
    not|hardly|no|barely|never .. day|week|month|hour .. without|goes|passes|when
    day|week|month .. and|but|yet|still ... @ill_verb|half|unanswered
    competitor|competitors|competition|others|rivals .. @brisk
    looking|way|able|manage|grow|how|trying ... without @ill_verb|losing|missing|forgetting|dropping|keeping
    @pined ... @neg .. @ill_verb
    stop|stops|avoid|avoids|prevent|prevents|ensure|make_sure|guarantee ... @ill_verb
    @pined ... @brisk
    @customers ... hate|hates|despise|loathe|slate
    the rest|others never|not|later|waits|wait .. 
    need|needs|want|wants|wish|would_like|looking_for|after|searching_for ... @own_tool ... works|work|runs|does|covers|handles|copes
    nobody|no_one|noone|none|not|never|no_longer .. is|was|seems? .. @thriving
    nobody|no_one|noone|none .. @is .. happy|glad|pleased|delighted
    no_longer|not_really|hardly|barely|scarcely|neither .. works|work|working|copes|runs|suffices
    works|work|worked|working|ok|okay|fine|manageable|coped .. until|till|only_if|only_when|once_we|as_long_as|unless
    used_to|until_recently|so_far_it|once .. work|works|worked|cope|coped|suffice|enough
    not|never|hardly|barely|nobody|no_one|none|rarely|seldom|half|few|only .. @brisk
  `,
};

/** What is right with something beside their own work is no word on it. */
const elsewhere: RuleGroup = {
  status: 'NONE',
  patterns: `
    happy|satisfied|content|pleased|good|ok|okay|fine|glad|delighted|comfortable .. with|about|at .. price|prices|pricing|offer|proposal|quote|terms|demo|trial|answer|discount|contract|deal|amount|#money|#rate|plan|seats|that_price|this_price|perch|you_offer|your|yours
    wait~ .. approval|approvals|sign_off|permission|green_light|budget|boss|signature|delivery|bus|train
    would|could|will be happy|glad|delighted to pay|sign|start|talk|wait|help|discuss|meet|spend|chat|try|hear|see|send|share|go
    happy|glad|pleased|delighted|content to pay|sign|start|talk|wait|help|discuss|meet|spend|chat|try|hear|see|send|share|go
    complain|complaint|complaints|love|like|happy .. your|perch|you|sound_of
    boss|manager|director|ceo|cfo|partner|management|board|wife|husband|finance .. @is .. happy|fine|ok|okay|content|good|satisfied|on_board|pleased|on_top
    fine|ok|okay|happy|good|comfortable .. with .. term|terms|yearly|annual|monthly|year|contract|invoice|clause|conditions|start|date
    most|some|usually .. @brisk
    take your|you|ur time
    no|not_a|not_an problem|issue|worries|trouble $
    not|no .. wait past|until|till|to
    can|could not tell|say you|exactly|yet|offhand|for_sure
    stop|quit writing|mailing|emailing|calling|contacting|messaging|texting to|me|us
    once|when|if|after .. @is sorted|settled|in_order|covered
    money|budget|price|prices|contract|paperwork|legal|invoice|payment|finance|funding|cost .. sorted|covered|in_order|fine|problem|issue|under_control|settled
    your|perch .. @praise|@thriving
  `,
};

/** All is well: trouble denied, their own way praised, or a need denied. */
const content: RuleGroup = {
  status: 'UNMET',
  firm: true,
  only: 'apart',
  patterns: `
    no|not|never|nobody|no_one|nothing|none|zero|hardly|hardly_any|rarely|seldom|barely|scarcely @denied? @denied? @denied? @denied? @denied? @ill_verb
    no|zero|hardly_any|without|never_any|never_a|not_a|not_any|not_one|not_a_single|little|few|rarely_any|nothing_but @denied? @ill_noun
    not|never really|ever|actually|currently|quite? got|have|had|see|get|getting|know_of a|any|an|such|that|this|much|many|no|the? @denied? @denied? @sore_noun
    is|are|s not really|ever|actually|exactly|much_of? a|an|any|our|such @denied? @ill_noun|trouble|worry|concern|issue_for|problem_for|issue_here|problem_here|issue_with|problem_with
    never a|an|any issue|problem|trouble|bother
    not say|claim|think|believe|feel .. have|is|are|struggle .. @sore_noun
    there @is no|never|hardly_any|not .. @sore_noun
    @sore_noun .. we|i do_not|never have|had|see|know|get
    @message|communication|it|that|this|things|follow_up|follow_ups|support|customer_service not|never .. @sore_noun|difficult|hard
    @sore_noun .. like_that|of_that_kind|of_that_sort .. not|unknown|foreign
    not|never something|a_thing|anything|one_thing|what .. we|i|us|me miss|need|lack|want|wanted|struggle|wanting|missing|worry|looking|bothers|after|would|do
    not|never|hardly|nothing .. miss|lack|missing|lacking anything|much|a_thing|at_all|nothing
    we|i|they|us lack|want_for|miss|wants_for nothing|no_such
    nothing|little|not_much|not_a_lot|not_anything to|left_to|i_would|we_would|that_needs|needs|worth .. fix|improve|improving|improved|change|changing|changed|solve|solving|complain|gripe|moan|add|fixing|sort|better|different
    nothing|not_anything .. springs|comes|occurs|spring|come .. mind|me|us
    not .. think_of|name|imagine|point_to .. anything|something|a_thing|single_thing|much|any_reason|what|where|how|why|one
    not .. see|know what|where|how|why .. i|we .. would|should|might|could .. use|need|want|do|benefit|for|improve|change
    not know what|where|how .. improve|change|fix|better|do_with|use_it|need
    could|can|would not .. better|happier|smoother|easier|simpler|more_pleased
    can|could not complain
    could|can not ask|wish for more|better
    if it|that|something .. not broke|broken|bust
    is not broke|broken|bust $
    why fix|change|bother .. 
    not .. think|believe|suppose|feel .. we|i|us|it|that|this|one .. benefit|help|gain|useful|use|need|require|make|add|profit
    not .. benefit|gain|profit from|by|much|a_lot|really|$
    would not .. help|add|bring|change us|me|much|anything|a_thing|a_lot
    not|never .. looking|want|wish|plan|planning|keen|eager|intend|like|going to? change|switch|replace|improve|fix|touch .. a_thing|anything|it|that|this|what|our|my|much|something
    solved|fixed|sorted|cured|dealt_with|got_rid_of|settled .. @sore_noun|@disorder|it_all|all_that .. #past|already|ago|ages|with|by|since|now|long
    @own_tool|mails|emails|messages|calls not .. broken|broke|an_issue|a_concern|a_worry
    need|needs|require|requires|want|miss|lack no|nothing|none|zero .. help|tool|software|support|system|of_that|of_it|$
    not .. something|anything|a_thing .. wanting|needing|looking_for|after|use_for|be_wanting|be_needing|missing
    nothing|never|nobody|no_one|not .. gets|got|get|slips|goes|let|lets|fails|failed past|by_him|by_her|by_me|down|me_down|us_down
    no|not_a|not_any|nothing itch|gap|hole|void|reason|case|use_case|business_case|point|cause|occasion .. to|for|here|with|in|us|$
    not|hardly .. see|find|have a|any|the|much|real? use|use_case|point|need|benefit|value|reason|purpose|application
    has|have|had been all|everything|enough|plenty|more_than we|i|for|needed|of_what
    all|everything we|i need|needed|could_want|could_ask_for $
    zero|#nil unread|unanswered|open|backlog|complaints|waiting
    what more|else could|would|can|do .. you|i|we|one .. want|need|ask|wish
    whatever .. we|i do_not|have_not
    swear|swears by .. it|that|zendesk|gmail|outlook|our|the|freshdesk|front|hubspot
    we|i get_by
    can_not|does_not|will_not|never|could_not happen|happens|occur here|with_us|$
    ^ not|never here|with_us|in_our|in_this|on_my_watch|at_ours|in_my
    last|least thing .. we|i|us .. need|want
    who needs|wants .. 
    @sore_noun|@disorder .. was|is|has_been|got|were solved|fixed|sorted|history|gone|over|cured|behind_us|a_thing_of_the_past
    is|are history $
    is|are not a_thing|an_option_here|our_style .. 
    no|not|nothing .. needed|required|necessary|called_for
    can_not|could_not|would_not say .. ever|that|have|had
    nobody|no_one|never|not .. asked|asks|demanded|demands|requested|wanted .. faster|more|better|quicker|for
    they|customers|clients|nobody|guests|people .. not|do_not mind|care $
    takes|take|took .. five|ten|two|few|couple|#num minutes|seconds|moment|moments .. a|per|each|and|tops|max|done|$
    would_not|not .. swap|trade .. it|that|them|this|for
    nothing .. you|perch|it .. could|can|would .. do|offer|add|help
    nothing to add|do
    we|i|which|that|they never had|have one|that|any|such|it|those|them|$
    whatever|whichever .. @sore_noun .. do_not|have_not
    other people_s|folks|companies_s life|problem|worries|lives
    not .. to_speak_of|worth_mentioning|to_write_home_about
    touch_wood|knock_on_wood|hand_on_heart|fingers_crossed_so_far
    no|not_any|zero|without .. complaints|complaint|complaining|grumbles|gripes
    no|not .. need|use|call|demand|case|requirement .. there|here|for_it|for_that|for_this|for_one|for_any|for_such|at_all|of_that|now
    no need|use|demand|case $
    they|mails|emails|messages|calls|customers|it @is|s no|not .. @sore_noun|trouble|bother|chore
    inbox|mailbox|queue|desk is|are|s|stays always|usually? empty|clean|clear|zero|tidy|at_zero|spotless
    inbox_zero
    not that|as_if|as_though we|i|they struggle|suffer|complain|mind|need|have|lose|miss
    works|work|runs|run|goes|go|handle|handles|does|do|kept|keep|manage|manages|cope|copes .. without .. trouble|problem|problems|issue|issues|hitch|hiccup|effort|fuss|fail|sweat|complaint|complaints|delay
    no|not|zero help|assistance .. needed|required|wanted
    not .. need|require|want .. help|assistance|tool|software|new|another|system|inbox
    cut|set|made out for us|me
    not|hardly relevant|applicable|interesting to|for us|me
  `,
};

/** The same, where a negation turns it. */
const praised: RuleGroup = {
  status: 'UNMET',
  only: 'apart',
  patterns: `
    @own_tool .. run|runs|running|go|goes|going|flow|flows|tick|ticks|work|works|working|do|does|function|functions|perform|performs|cope|copes|manage|manages|serve|serves|handle|handles .. @praise
    @own_tool|mails|emails|messages|calls|orders copes|cope|suffices|suffice|does|will_do|is_enough|are_enough|is_plenty|serves|holds_up $
    works|runs|running|goes|going @praise
    does|do .. just|exactly|precisely|all|everything what|as|i|we|it .. should|need|want|ask|supposed|say
    does|serves|suits|suit|do us|me fine|well|perfectly|nicely|just_fine|ok|okay|alright|down_to_the_ground
    we|i|they|everyone|everybody|customers|clients|members|guests|staff|things|it|everything|all|mails|mail|emails|email|messages|inbox|follow_ups|communication|that_side|organisation|office|he|she|@customers @is all|quite|very|really|pretty|perfectly|just|totally|absolutely|always|well|nicely|rather|already|fully|so|completely? @thriving
    @message .. all? is|are|s|gets|get all|well|always? @thriving
    has|have|got|keep|keeps|having it|that|things|them|everything|all|this|mails|messages|ours|the|my|our .. in_hand|under_control|in_order|in_check|down_pat|down_to_a_t|covered|sorted|well_organised|shipshape|on_track|down_to_a_fine_art
    am|are|is|been|s on_top|abreast .. of .. it|things|everything|@message|inbox|mailbox|that|them|stuff
    we|i|he|she|they|have|has|always|easily|still|comfortably|usually|can|@own_tool keep|keeps|kept up_with|on_top|pace
    it|that|which|@own_tool cover|covers|handle|handles|take_care|takes_care|see|sees|sort|sorts|look|looks|do|does .. everything|all_of|it_all|all_that|all_this|to_that|to_it|of_that|of_it|of_everything|after_that|after_it .. 
    they|which|who sort|sorts|handle|handles|deal|deals|look|looks .. out|with|after? .. messages|mails|emails|that|it|everything|rest|all
    crm|tool|system|software|app|it|zendesk|hubspot|freshdesk does that|it|this|all .. itself|already|for_us|for_me|well
    answer|answers|answered|reply|replies|replied|respond|responded|responds|dealt|handled|cleared|gone|done|handle|back|read|sorted|turned|seen|picked_up .. @brisk
    every|each|all|everything|always .. answer|answered|reply|replied|response|handled|sorted|read|seen .. @brisk
    everything|every|each .. get|gets|is|receives always|usually? answered|replied|handled|read|a_reply|its_reply|an_answer|an_owner|sorted|seen|dealt_with
    enjoy|like|love answering|writing|replying|doing
    customers|clients|guests|members|patients|people|parents|they|@customers .. praise|praising|compliment|complimenting|love|adore|thank|rave|raving|like|happy|delighted|satisfied|thrilled .. us|our|how|it|that|we|$
    @is very|quite|perfectly|all|really|so? happy|delighted|satisfied|content|pleased|glad .. with|as|how|where|the_way .. is|are|it|things|have|got|we|work|works|now|ours|answer|handle|do|outlook|gmail|current|existing|that_side
    we|i|they|everyone|everybody like|likes|love|loves|prefer how|what|things|it|our|the .. is|are|way|have|work|works|stay|stays
    ^ love|loves|adore our|ours|what_we_have
    response|reply|reaction|answer|answering time|times|rate|speed @is very|quite|really|pretty|always? great|good|fine|excellent|short|quick|fast|ok|okay|perfect|super|brilliant|low
    receptionist|assistant|secretary|team|dispatcher|colleague|staff|office_manager|pa @is very|quite|really|pretty|absolutely? brilliant|great|a_gem|a_star|excellent|amazing|fantastic|wonderful|superb|on_it|quick|reliable
    everyone|everybody knows who|what|whose does|is|to
    plenty|enough|more_than_enough of? people|staff|hands|time|capacity .. 
    know them|customers|clients|each|every|everyone .. by_name|personally|by_heart|inside_out
    all|everything good|fine|well|smooth|sorted|tickety_boo|hunky_dory|peachy|rosy .. that_front|here|this_end|our_end|with_us|there|that_regard|that_respect|side|department|thanks|already
    suit|suits|suited us|me .. $
    happy|fine|good|comfortable|content as|where|how|the_way things|it|we|i
    already covered|handled|solved|sorted|done|dealt .. 
    used|using .. for|since|these .. #past|years|ages .. happy|no_complaints|happily
    manage|manages|managing|cope|copes|coping|get_by|gets_by|get_along|getting_by|get_along_fine .. fine|nicely|well|easily|alright|ok|okay|with_it|without|perfectly
    easily|comfortably|happily manage|manages|cope|copes|handle|handles|answer|answers|keep|done|answered
  `,
};

/** So little comes in that there is nothing to sort; says something only where nothing else is known. */
const few: RuleGroup = {
  status: 'UNMET',
  firm: true,
  only: 'unknown',
  patterns: `
    hardly|barely|scarcely|next_to_no|almost_no|few|precious_few|not_many|not_much|very_few|not_that_many|no any|a|much? @message|traffic
    hardly|barely|scarcely|not|never|rarely .. get|have|receive|see|do .. any|many|much? .. @message|customer_service|customer_support|traffic|volume
    @message @is .. rare|few|scarce|far_between|few_and_far_between|manageable|rarities|a_rarity|minimal|negligible
    volume|volumes|number|numbers @is .. low|tiny|small|minimal|negligible|manageable|little
    low|tiny|small|little|minimal|negligible|manageable volume|volumes|traffic|numbers
    one|two|three|four|five|six|seven|eight|ten|a_few|a_couple|a_couple_of|couple_of|a_handful|a_handful_of|handful_of @message .. a|per|each|every|the day|week|month|year
    one|two|three|four|five|six|seven|eight|ten|a_few|a_couple|couple_of|a_handful|handful_of a|per|each|every day|week|month|year
    @customers .. write|writes|email|mail|call|message .. once|twice|three_times a|per|each|every month|year|week
    @customers .. not|never|rarely|hardly|seldom .. write|writes|email|emails|mail|message|call|contact|phone|text .. us|me|to_us|to_me|$
    @customers .. in_person|face_to_face|to_the_stall|to_the_yard|to_the_shop|by_phone_only|just_turn_up|walk_in
    they just turn_up|walk_in|drop_by
    all|only the email|mail|messages|mails|customers .. got|have|get
    phone|phones hardly|rarely|seldom|barely|never .. ring|rings
    no email|mail|mails|emails to_speak_of|at_all|here
    #size|we|us round|around one|a|the table
    sit|sitting back_to_back|side_by_side|next_to_each_other
    only|just|with one|two|three|four|a_few|a_couple|a_handful|one_single customer|customers|client|clients
    one|single customer|client $
  `,
};

/** In the order in which they are tried. */
export const contentment: readonly RuleGroup[] = [feared, elsewhere, content, praised];
export const scarce: readonly RuleGroup[] = [few];
