import type { RuleGroup } from './criteria.js';

/** What speaks of deciders and approvals and does not tell who decides about the purchase. */
export const sayBesides: RuleGroup[] = [
  {
    status: 'NONE',
    patterns: `
      used to
      hard|difficult|tricky|impossible|unclear|easy .. say|tell|know who
      unclear|unknown|undecided who
      not .. know|sure|clear|tell|idea .. who .. @decide_3s|@decide_v
      ^ and|so|but|ok|hm? who usually|normally|generally|typically|often|mostly|else? @decide_3s|approve|sign|decide .. at|in|there|usually|normally|with_you|on_your|of_you
      @decide_3s|@decide_v for her|his|their own? shop|company|firm|business|place|salon|store|agency
      customer|customers|client|clients|guest|guests|patient|patients|tenant|tenants|pupils|students|visitors|users|donors|buyers|shoppers ... @decide_3s|@decide_v|agree|agrees|approval|approve|approves|permission .. themselves|which|whether|within|for|to|how|when|$
      not .. decide~|choose~|pick~|make_up_my_mind|make_up_our_minds .. between|which|whether|if
      pick~ .. up
      sign|signs|signed|signing contracts|contract|documents|forms|papers|off .. with|by|for|from .. clients|customers|tenants|guests|patients|mail|email|members
      sign|signed|signing .. up
      @chief wants|want to see|know|have response|reports|numbers|who|how|what|stats|statistics|times|more|all|every|why
      @chief told|tells me|us about|of|that|how|why
      @chief answers|reads|writes|sees|gets|complains|forwards|emails|mails|calls .. mail|mails|email|emails|messages|message|inbox|everything|them|all|customers|it|us
      draft|drafts|refund|refunds|returns|vacation|holiday|discount|discounts .. approv~|sign_off
      approve~|approval|sign_off .. draft|drafts|refund|refunds|returns|reply|replies|rating|ratings|vacation|holiday|discount|discounts|before_it_goes|before_they_go
      take|get|want|need|buy|choose .. #size|#num .. team|business|solo
      @chief|@financer .. gave|gives|granted|allotted|promised .. #num|#big|#rate|#money
      could not buy a|an|even
      colleague|team|staff|agents|girls|guys|boys|they .. agree|agrees|signs_off|sign_off .. that|mails|emails|replies|messages|with
      @chief told|tells|told_me|tells_me .. to hurry|answer|reply|work|write|speed|improve|stop
      takes|takes_over|handles|owns|gets|answers .. ticket|tickets|mail|mails|email|message|chat .. decided
      approval rating|workflow|step|process|feature|button
    `,
  },
];

/** What tells that the say is theirs, though a negation stands beside it. */
export const sayMineFirm: RuleGroup[] = [
  {
    status: 'MET',
    firm: true,
    patterns: `
      who decides|signs|chooses|approves|buys|pays ... me|i|myself|ourselves|yours_truly|this_guy|moi
      yours truly
      not|never|nobody|no_one|without|no ... interferes|interfere|meddles|meddle|objects|objections|overrule|overrules|talks_me|questions_asked|strings_attached|second_guess~|veto|vetoes|stops_me|stand_in|stands_in|in_the_way|above_me|over_me|above_us|besides_me|apart_from_me|other_than_me|beside_me|but_me|except_me|higher_than
      not|never|no_one|nobody|no .. need~|require~|have_to|has_to|had_to|got_to|must .. ask|asking|permission|approval|consent|sign_off|okay|ok|blessing|go_through|go_via|justify|explain_myself|be_asked|else
      not|never|no need~|require~ anyone|anybody|someone .. else|approval|permission|ok|okay|to_agree|to_decide|to_sign|s
      no|nobody|no_one else .. involved|decides|deciding|needed|asked|has_a_say|to_ask|required|matters
      not|never|no .. answer~|accountable|report .. to anyone|anybody|nobody|no_one|a_soul
      no need .. go_through|ask|check|consult|clear|run_it|involve|convince|approval
      need~|ask~|take~|want~ no permission|approval|orders|advice|okay|consent
      free|at_liberty|at_my_discretion|empowered|entitled|authorised|authorized|mandated|cleared to|for .. @decide_v|do|act|get|conclude|order
      all|both|everyone|everybody|each|whole|entire ... agreed|approved|on_board|in_favour|in_favor|said_yes|convinced|for_it|behind_it|behind_this|signed|nodded|happy_with|ok_with|unanimous|unanimously|voted_for|gave_their
      all|everyone|everybody|both agree|agrees|say_yes|says_yes|want_it|want_this|love_it
      this|that one is|s mine|my
      i|we am|are the|both|all? .. ones|one|people|person who|that
      i am .. who|that @decide_3s|@decide_v|signs|pays|buys|has_the|makes_the
      me|i and my|our|the? .. @chief .. decide|agree|sign|choose|together
      @chief|they|it need|needs|must|do|does|is|are not .. be|to_be? asked|consulted|involved|informed|convinced|needed
      approvals|signatures|oks|sign_offs|permissions|blessings .. in|there|collected|complete|given|done|obtained
      unanimous|unanimously
      skip .. who
      speak|speaking|talk|talking|chatting|writing to|with .. decision_maker|decider|owner|boss|right_person|right_one|right_man|right_woman|one_who|her|him|top|chief
      looking at|to .. her|him|the_boss|the_decider|decision_maker
      i am|being|as .. it .. all_in_one|in_one_person|in_personal_union
    `,
  },
];

/** Who the say is with, where the same words could tell that it is theirs. */
export const sayByOrder: RuleGroup[] = [
  {
    status: 'MET',
    patterns: `
      ^ so|and|as|yes|well? i|we .. and @decide_v
      as|being .. i|we @decide_v|take|make|have|get_to|hold
      pays|pay decides|decide .. i|me pay|am
      me|i who says|say|picks|pick|chooses|has|have|makes|make
    `,
  },
  {
    status: 'UNMET',
    firm: true,
    patterns: `
      person|people|one|ones|guy|guys|lady|those|folks|colleague|department who|that @decide_v|@decide_3s|decide|approve
      not|never .. me you|who|that|we|they
      can|could|may not just|simply|really|go buy|order|sign|book|pick|choose|get|go
      @chief is not .. convinced|sure|keen|sold|aware|informed|decided|ready|happy|on_board
    `,
  },
];

/** What tells that others decide. */
export const sayOfOthers: RuleGroup[] = [
  {
    status: 'UNMET',
    firm: true,
    patterns: `
      who decides|signs|chooses|approves|buys|pays .. @chief|someone|somebody|others|not_me
      must|has_to|have_to|had_to|needs_to|need_to|got_to|gets_to|will|would|should|still|yet|to|will_have_to .. be|get approved|okayed|cleared|released|signed_off|waved_through|nodded_through|rubber_stamped|passed|voted|authorised|authorized|accepted|blessed|sanctioned|ratified|agreed|discussed|presented|put_to|tabled|decided|checked_with|brought_before|tendered|reviewed|vetted|signed|countersigned|rubber_stamped
      nothing|no_purchase|no_tool|no_money|not_a_thing|not_even_a|not_a|no_one_buys ... without|until|unless|before ... @chief|him|her|them|his|their|mr|mrs|ms|old|say_so|saying_so|approval|ok|consent|signature|nod|blessing
      without .. @chief|him|her|them|mr|mrs ... nothing|can_not|not|no|nobody
      without @chief|him|her|their|his|the|a ok|approval|consent|signature|nod|blessing|say_so|yes|go
      @chief ... not .. know|knows|heard|seen|agreed|agree|said|convinced|decided|decide|sure|asked|aware|replied|answered|approved|signed|want|wants|like|likes|keen|a_fan|met|looked|on_board|in_favour|got_back
      @chief|he|she|they .. against|sceptical|skeptical|undecided|reluctant|hesitant|hesitates|hesitating|opposes|opposed|mulling|on_the_fence|thinking_it_over|thinks_it_over|make_up_his|make_up_her|make_up_their|needs_convincing|need_convincing|needs_persuading|vetoed|blocks|blocked|refuses|refused|dislikes|wants_proof
      convince|persuade|win_over|get_round|get_past|talk_round|sell_it_to|pitch_it_to .. @chief|him|her|them|everyone|others|first|above
      i|we|can|may|am .. only|just|merely|simply .. suggest~|suggestion|suggestions|propos~|propose~|proposal|collect~|gather~|recommend~|recommendation|recommendations|advise~|forward~|shortlist~|scout~|pass_on|pass_it_on|pass_this_on|relay~|report_back|do_the_legwork|fill_in|put_in_a_word|put_in_a_good|have_a_voice|vote_with|one_vote|one_voice|input
      can|may|could put|throw in .. word
      my|our opinion|voice|vote|word|view .. nothing|little|not|zero|hardly|does_not
      i|we pass~|forward~|hand~|give~|take~|bring~|send~|relay~|report~ .. on|up|along|to|back|before .. @chief|one_who|person_who|ones_who|decider|people_who|upstairs|above|elders|them|whoever
      collect~|gather~|look~|ask~|research~|compare~|check~|enquir~|inquir~|writing|testing|evaluating .. for|on_behalf_of my|our|his|her .. boss|manager|director|supervisor|ceo|owner|owners|management|board|superior|superiors|head|father|mother|dad|mum|wife|husband|uncle|aunt|chief|md|department
      no|zero|without|nil|little|not_any|any|hardly_any .. say|authority|power|powers|clout|influence|decision_rights|vote|mandate|signing_power|sign_off_rights|competence|purchasing_power
      person|people|one|ones|guy|guys|lady|woman|man|those|folks|gentleman|colleague|somebody|someone|department|office who|that @decide_v|@decide_3s|has_the|have_the|holds|hold|pays|pay|decided|makes|make
      @decide_np|signature|sign_off|approval ... @is|rests|rest|lies|lie|sits|sit|stays|remains|belongs|comes ... @chief|him|her|them|someone_else|somebody_else|others|elsewhere|upstairs|above|hers|his|theirs|head_office
      @chief|he|she|they|others|old|mr|mrs|ms ... keep|keeps|has|have|holds|hold|owns|own|makes|make|takes|take|gets|get|reserves|retains|wields|exercises|controls ... @decide_np|purse_strings|purse|chequebook|wallet
      @chief|he|she|they|mr|mrs|ms|herr|frau|old|always|usually ... decides|decide|chooses|choose|picks|selects|select|signs|sign|approves|approve|authorises|authorizes|greenlights|okays|settles|rules|rule|dictates|dictate|determines|determine|buys|purchases|procures|votes|vote|vetoes|prescribes|imposes|mandates|orders_what|calls_the_shots|call_the_shots|calls_the_tune|runs_the_show|wears_the_trousers|wears_the_pants|tells_us|tell_us|tells_me|handles_anything|handles_everything|handles_contracts|handles_purchasing|handles_buying|handles_that|handles_such|does_the_buying|does_all_the|takes_care_of_that|is_responsible_for_that|is_responsible_for_such|is_in_charge|are_in_charge|is_the_boss|s_the_boss
      will|would|must|has_to|have_to|needs_to|need_to|is_to|shall|gets_to|should .. decide|choose|approve|authorise|authorize|greenlight|okay|veto|sign_off|rule_on|give_its_blessing|give_the_green|give_the_ok|give_the_nod|give_his|give_her|give_their|say_yes|nod|rubber_stamp|ratify
      is|are|gets|get|s|being decided|determined|signed|chosen|bought|purchased|settled|prescribed|dictated|imposed|mandated .. in|at|by|elsewhere|centrally|upstairs|above|globally|nationally|from|for_us|higher
      decided|chosen|signed|prescribed|dictated|imposed for us
      #num|two|three|several|second|another|many|a_few|both|four|multiple .. signatures|signature|signatories|approvals|sign_offs|votes|bosses|owners|partners|directors|heads .. @must|needed|required|necessary|decide|agree|vote|sign|want|first|all
      neither|none|not_one .. is|are mine|me
      @we .. vote|votes on|about|over|first|in|at|$
      put|goes|go|comes|come|brought|bring|taken to|before|in_front_of .. vote|assembly|members|membership|meeting|agm|plenum|council|committee|board|elders|panel|jury
      let|have|make|lets him|her|them|@chief decide|choose|pick|sign
      let me see|ask|check|hear if|whether|what|with|how .. @chief|he|she|they
      ^ if|whether .. @chief|he|she|they .. lets|let|allows|allow|agrees|agree|permits|permit|says|approves|approve|signs|sign|okays|wants|likes|is_ok|is_fine|is_for
      just|only|merely|simply|mere|but|humble a|an|the|another|one? .. @lowly
      i am|just|only? an? the|new? intern|trainee|apprentice|working_student|temp|gofer|dogsbody|minion|work_experience|little_fish|small_fish|small_cog|nobody
      low|bottom|lowest|lower .. food_chain|ladder|pecking_order|totem_pole|hierarchy|rung
      not .. owner|boss|ceo|chief|head|manager|one_who|person_who|director|decider|decision_maker
      not|neither .. mine .. say|decide|make|call
      above|over|beyond|outside|exceeds my|our .. pay|grade|head|level|remit|competence|competency|authority|powers|rank
      @chief|he|she|they .. will|would|does|do|did not let us? me|us
      waiting|wait|depend|depending|rely|relying on|for my|our|the|his|her? .. @chief
      for others|him|her|them|@chief|someone|somebody|people .. to decide|say|judge|choose|settle|sign
      need|needs|require|requires|takes|must_have #num|two|three|four|several|more signatures|signature|yeses|approvals|votes|people|sign_offs
      @chief|client|customer|landlady|landlord|owner .. has|have .. the? last_word|final_word|final_say|last_say|say
      @chief first
      lack~|miss~|without .. power|powers|authority|mandate|right|rights .. sign|decide|buy|choose|approve
      @chief .. orders|order|buys|buy|purchases|procures everything|all|for_us|our|the|software|tools|it|stuff
      is|are @chief s? business|matter|affair|domain|turf|thing|job|concern|department
      may|can look .. not
      my authority|limit|power|competence|powers ends|stops|only|reaches|is_limited|is_capped
      not my|our .. decision|call|choice|circus|job|business|department|money|company|say
      permission|consent|approval|say_so|authorisation|authorization|go_ahead|blessing|thumbs_up|green_light|buy_in|sign_off|countersignature needed|required|from|of|by|necessary|pending|outstanding|missing|lacking .. @chief|upstairs|above|him|her|them|$
      @must|i_need|we_need|requires|require|needs|need|awaiting|await|pending|subject_to ... permission|consent|approval|say_so|authorisation|authorization|blessing|thumbs_up|green_light|buy_in|sign_off|countersignature|signature|the_ok|the_okay|the_nod|agreement|clearance
      @must|gotta|still|first|i_will|we_will|ill|i_would|we_would ... ask|consult|convince|check_with|talk_to|speak_to|speak_with|talk_with|discuss|run_it|run_this|clear_it|clear_this|get_it_past|present|show|bring_in|involve|bring_it|take_it|raise_it|put_it_to|sell|persuade|report_to|hear_what|see_what .. @chief|him|her|them|others|upstairs|above|everyone|colleagues|family|half
      depends|depending|hinges|up|down on|to|upon .. @chief|him|her|them|others|someone|whether
    `,
  },
];

/** Money that is approved is not a decision. */
export const sayOfMoney: RuleGroup[] = [
  {
    status: 'NONE',
    patterns: `
      accountant|bookkeeper|treasurer|accounting|controlling .. @granted_part|okayed|okay|ok
      @money_noun|@spending|#money|#rate|#num|#big ... @granted_part|agreed|okayed
      @granted_part|okayed|agreed ... #money|#rate|#big|@money_noun|@spending
      put|putting me|us through|up
    `,
  },
];

/** What tells that the say is theirs, or that who has it agreed. */
export const sayMine: RuleGroup[] = [
  {
    status: 'MET',
    patterns: `
      @chief|both|everyone|everybody|they|she|he|all|mr|mrs|ms|upstairs|above ... @agreed
      has|have|had|s come|came round|around
      come|came round|around .. said|now|and|agreed
      @agreed_from|clearance .. from|by|of|off .. @chief|above|upstairs|everyone|all|both|top|him|her|them|everybody
      gave|given|give|gives|got|have|has|had|received|obtained|enjoy|with|there_is|handed ... @agreed_from
      entrusted|trusted|charged|tasked|mandated|commissioned|appointed|authorised|authorized|empowered|delegated|chosen|elected me|us|to_me|to_us|with .. with|to|in|selection|choice|decision|choosing|buying|deciding|purchase|sign|charge
      me|i responsible|in_charge|accountable .. for|of .. choosing|buying|purchasing|selecting|picking|tools|software|decision|decisions|purchases|procurement|this|it|that|deciding
      i|we|myself|ourselves|me .. @decide_v|call_the_shots|call_the_tune|call_it|run_the_show|have_it_all|rule_on|place_the_order|place_orders
      i|we|me|myself|us ... make|have|has|got|hold|keep|own|take|carry|wield|exercise|get|possess|enjoy|retain ... @decide_np|purse_strings|purse|company_card|chequebook|full_authority|full_power|full_powers|all_the_power|power_of_attorney|prokura|signing_power|signing_rights|sign_off_power|purchasing_power|buying_power|budget_authority
      i|we make|take|making those|these|such|that|this|all|the call|calls|decisions|choices
      i|we may|can|could|get_to|am_allowed|am_free|are_free .. say_yes|buy|order|sign|choose|pick|decide|approve|commit|place|book
      i am|am|are|is|s the|your|our|a|an|that|top|sole|only|big|actual|one_and_only? big_cheese|top_dog|head_honcho|big_boss|boss_lady|gaffer|guvnor|kingpin|queen|king|ruler|chief|principal|head|head_of_the_house|sole_decider|decider|decision_maker|proprietor|landlord|landlady|publican|innkeeper|owner_manager|general_director|managing_director|managing_partner|chairman|chairwoman|chairperson|chair|commander|abbot|headmaster|headmistress|headteacher|shopkeeper|budget_holder|signatory|man_in_charge|woman_in_charge|person_in_charge|sole_director|one_in_charge|whole_show|lord|lady_of
      i am|being .. in charge
      @decide_np|sign_off|signature i|we have|do|hold|got
      i head|lead|chair|direct|manage|command|run|captain|govern .. and .. @decide_v
      i chair|head|lead|preside|command|own|founded|inherited|bought|co_own .. the|this|our|my|a .. 
      my|our own|personal? turf|remit|patch|domain|baby|realm|bailiwick|jurisdiction|competence|prerogative|privilege|playground|kingdom|show|rules|house|party
      in|within my|our remit|power|powers|hands|discretion|authority|competence|gift
      @business|it|this|everything|place|choice|decision|call|say|purchasing|tooling|word|verdict is|are|s|was|#percent .. all|entirely|solely|completely|wholly|only? mine|ours
      my word|signature|yes|say_so|nod|ok .. enough|law|goes|final|counts|suffices|all_it_takes|does_it|holds
      what|whatever i|we say
      @decide_np|purchasing|tooling|decision|decisions ... rest|rests|lie|lies|sit|sits|stay|stays|end|ends|stop|stops|belong|belongs|fall|falls|is|are|s ... me|us|my|mine|ours|i|ourselves
      buck stops
      got|have|hold|keep .. final_say|last_word|final_word|last_say|deciding_vote|sign_off_rights|sign_off_right|full_sign_off
      with full|all sign_off|authority|signing|purchasing|rights|powers
      for me to .. say|decide|choose|settle|pick|judge
      i do|handle|run|manage|cover .. purchasing|procurement|buying|ordering|all_the_buying|the_contracts
      guy|man|woman|lady|person|one with the wallet|purse|card|chequebook|money|pen|budget .. is|that_is|would_be me|i
      decision_maker|decider|owner|boss|approver|signatory me|myself|here|i
      ^ me|myself $
      approval|approvals|sign_off|permission|green_light|ok|okay .. got|have|granted|given|done|there|obtained|in_place|yes|check
      appointed|authorised|authorized|mandated|delegated|entitled|empowered|elected to .. make|choose|select|buy|sign|decide|take|act
      i am .. and? ceo|boss|owner|landlord|chief|director .. in_one|all|everything
      @chief said|says|told_me|told_us .. buy|get|take|choose|pick|order|do|go .. what|whatever|what_you|it|one|anything|ahead|this|for
      decided .. we|were .. in
      tells|tell me|us .. what .. to .. buy|do|choose|pick
      @chief .. and|plus i|me|us .. decided|agreed|chose|picked
      run|running|ran|manage|managing .. alone|by_myself|on_my_own|myself|single_handed|single_handedly|solo
      alone|single_handed|solo .. run|owner|decide|sign|choose
      just|simply|easily|straight buy|order|sign|book
      self_employed|freelance|freelancer|soloist|solopreneur|one_man_band|owner_operated|owner_run
      @business .. mine|ours|belongs_to_me|is_my_own|belongs_to_us
      belongs to me|us
      buying|choosing|picking|selecting|purchasing|deciding .. is|falls|are .. my|our|on_me|mine|me
      my|our job|task|role|responsibility|duty|business to? .. choose|buy|decide|pick|select|purchase|sign|buying|choosing|deciding|picking|purchasing
      represent|represents|speak|speaking|act|acting for|on_behalf_of? the|all|whole|our? .. board|owners|partners|family|group|management|company
      order|buy|choose|pick|get|take what|whatever|anything|any i|we|you_like like|want|need|please|prefer|think
      it is|s|be me who|that|i
      me who|that
      i|we do not .. ask|need .. anyone|anybody|permission
    `,
  },
  {
    status: 'UNMET',
    firm: true,
    patterns: `
      picks|select|selects|rules|dictate .. what|which|our|tools|tool|software|systems|over|such
      @decide_3s .. what|which|our|the|such|tools|software|everything|about|on|over|that|this|these|those|for_us|in|here|it|and|all|things|stuff|purchases|contracts|anything|every
      @chief|someone|others ... will|would|must|should|has_to|needs_to|wants_to|have_to .. look|see|test|review|check|try|meet|hear|judge|assess|examine|think
    `,
  },
];
