import type { Group } from './handoff.js';
import type { Classes } from './pattern.js';

/** Classes of English words for people and for reaching them. */
export const humanClasses: Classes = {
  human:
    '@person coworker salesmen saleswomen salespersons co-worker coworkers co-workers lady gent gents gentleman woman man fellow chap bloke lad dude boss superior receptionist body soul live_one mate expert professional teammate clerk adviser salesman director head owner founder developer techie tech_person tech_guy technician consultant somebody_real anyone_real people_person voice real_one human_one grown_up adult friend lawyer accountant specialist mentor coach trainer secretary assistant_manager crew_member sales_manager sales_lady sales_woman sales_agent sales_expert sales_colleague sales_representative support_person support_guy support_rep support_engineer support_colleague product_manager product_specialist product_expert security_team security_officer security_expert technical_expert legal_team billing_team billing_department onboarding_team account_rep partner_manager solution_architect solutions_engineer presales customer_service_agent case_handler being_with_a_pulse someone_with_a_pulse',
  reach:
    'call phone ring telephone contact reach reach_out get_in_touch get_back get_hold email e-mail mail write text message visit meet dial buzz bell whatsapp facetime skype zoom ping drop_by come_by pop_by come_over stop_by follow_up get_onto speak talk chat speak_to talk_to chat_with see write_back ring_up call_up phone_up call_back ring_back phone_back',
  talk: 'talk speak chat talking speaking chatting converse discuss deal dealing communicate communicating consult conversing liaise correspond negotiate catch_up natter talk_it_over discuss_it talk_this_through talk_it_through discuss_this go_over go_through run_through word conversation chat_about dealt',
  outsiders:
    '@outsider they people everybody everyone nobody somebody_else callers caller folks suppliers relatives shoppers half_of_them most_of_them agents drivers sales_reps our_reps staff volunteers colleagues',
};

/** How English says that somebody wishes for a person, and how it only speaks of people. */
export const english: readonly Group[] = [
  {
    means: 'others',
    patterns: `
      ^ our|the|my|some|most|many|and|because|cause|since|when|where|that? @outsiders .. call|calls|called|phone|phones|phoned|ring|rings|rang|speak|talk|want|wants|reach|contact|ask|asks|need|prefer|expect ... us|to|human|humans|person|people|someone|agent|me|in
      ^ can|could|do|does|will|how_can|how_do|if|when|where .. @outsider .. 
      no need to .. connect|transfer|put|call|ring|escalate|hand|phone|contact|bring|get
      i am|we_are not a|some bot|robot|machine
      i|we|he|she|you|colleague|boss|who|that spoke|talked|chatted|rang|called|met .. to|with? .. someone|somebody|a|one|your|human|person
      do|does|did your|the|our|his? people|humans|staff|colleagues|agents|team
      ^ .. @outsider .. call|calls|phone|phones|ring|rings|rang|phoned me|us
      sound|sounds|look|looks|feel|feels|seem|seems|act|write|type|behave like|as|almost .. @human
    `,
  },
  {
    means: 'firm',
    patterns: `
      ^ please|ok|so|just|then|now|and|look|right|no|well|hey|robin|kindly|sorry|enough|stop? .. get|give|put|pass|hand|transfer|connect|patch|route|refer|direct|redirect|switch|forward|escalate|link|bring|fetch|find|send|hook|turn me|us|this|it|my_case|this_chat .. a|an|one|some|your|the|somebody|someone|any|another|real|live|actual|human|to_human? .. @human
      can_you|could_you|would_you|will_you|please|kindly|want_you_to|need_you_to|just .. get|put|pass|transfer|connect|patch|route|refer|redirect|switch|escalate|link|bring|fetch|find|hook me|us .. @human
      ^ please|ok|so|just|then|now|no|well|hey|kindly? .. get|bring|call|fetch|put|find|want|need .. a|an|your|the|some|one_of_your|real|another real|live|actual|human|proper|flesh_and_blood? @human .. on|in|here|over|please|line|now|for_me|for_us|who_handles|who_knows|who_can|in_charge
      put your|a|an|the|some .. @human on
      put|patch|connect|transfer|pass me|us through|over|on
      could|can|would|will|please .. pass|transfer|connect|escalate|hand me|us on|over|up|$
      want|need|like|love|prefer|rather|sooner|wish|demand|insist|request|better|hope|asking|happy|let_me|let_us|let_her|let_him|ready .. to? @talk ... a|an|one_of|your|some|someone|somebody|any|real|actual|live|human|humans|people|sales|support|member|whoever .. @human|one_of_you|one_of_your|of_your|of_yours|at_your|from_your|who|in|$
      want|need|like|love|prefer|rather|sooner|wish|demand|insist|request|hope|asking|better|let_me|let_us|easier .. to? .. @talk .. to|with|over? someone|somebody|a_person|a_human|people|humans|your_people|your_team
      can|could|may|might|would|how_do|where_can|how_can i|we|my_boss|my_wife|my_husband .. @talk|speak_to|talk_to|reach|get_hold ... one_of_your|one_of_yours|your|a|an|someone|somebody|any|the real|live|actual|human|technical|sales|senior|person|legal? @human|yours|in_charge
      who|whom|which of? .. can|could|should|may|do|would|might i|we .. @reach
      who of|among your|the .. can|could|may ... @reach
      ^ please|ok|so|just|hey|can|could|look|well|would? someone|somebody|anyone|one_of_you .. pick_up|call|ring|phone|contact|telephone|get_back|come .. me|us|the|my|our|him|her|a_phone|back|here
      arrange|organise|organize|schedule|set_up|book|make_sure|see_to_it|ensure|ask|get|have|tell .. for|that|to? .. colleague|someone|somebody|a_person|one_of_your|one_of_yours|your|an_expert|an_engineer|a_salesperson|a_rep ... @reach .. me|us|my|our|her|him|the|to|with|back|here|tomorrow|directly|$
      can|could|would|will|may|might|please .. someone|somebody|one_of_your|one_of_you|any_of_your|anyone|anybody|your_sales|a_colleague|your_colleague|your_team|a_human|an_expert|a_person|your_boss|your_manager|your_people ... ring|phone|telephone|call|contact|reach_out|get_in_touch|get_back|be_in_touch|drop_by|come_by|visit|write_to|meet|email|text .. me|us|my|our|her|him|them|to|with|back|tomorrow|the_office|directly|$
      give my|our|him|her|them|the|me|us .. a call|ring|bell|buzz|tinkle|shout
      your|a|the phone|telephone|mobile|direct number|line .. please|call|ring|reach|$|where|so
      what is your phone|number|telephone .. $
      rather|prefer|sooner|easier|better|quicker .. call|phone|ring|speak|talk|telephone|calling|talking|speaking .. to_you|instead|in_person|directly|please|$
      can|could|would|should|will|may|let ... @human .. take_over|join|step_in|jump_in|take_it_from|look_into|look_at_this|have_a_look|assist_me|deal_with_this|handle_this|sort_this|explain_this|help_me
      can|could|would|will a|an|some real|live|actual|human|proper|living @human .. look|help|answer|take|have|deal|handle|check|read|reply|write
      is it possible|ok|an_option|feasible|too_much ... @reach ... @human
      is|are there .. @human|one .. of_yours|of_your|over_there|at_your_end|on_your_side|at_your_place ... @reach|who|able|available|around
      anyone|anybody|someone|somebody over_there|of_yours|at_your_end|at_your_company|on_your_side|at_your_office ... @reach|able|available|around|free|me|us
      would|could understand|explain|answer|help|do|get .. better|quicker .. human|person
      human|person would|could|can .. understand|explain|answer|help|get
      could|can|would|will you .. get|fetch|find|bring|call .. one|somebody|someone $
      not .. like|want|enjoy|trust|use|talk .. to|with|talking_to|talking_with? machines|bots|robots|computers|chatbots|a_machine|a_bot|a_robot|a_computer|an_ai
      too|very tricky|complicated|complex|delicate|personal|important|hard|difficult .. for .. machine|bot|robot|chat|computer|chatbot|ai
      need|want|like|require|demand|give_me|get_me|hand_me|bring_me|find_me|fetch_me .. a|an|your|some|the .. flesh|breathing|heartbeat|pulse|blood|human|supervisor|live_person|real_person|live_agent
      flesh and|n blood
      hear|hearing .. a|an|your|some|real|human .. voice|person|human
      can|could|would|will|may|let|please .. @human .. take|pick .. this|it|me|us over|up
      one_of_your|one_of_yours|somebody|someone|a_colleague .. @human? @reach|visits|calls|rings|comes|phones|contacts .. us|me|by
      somebody|someone|anyone|@human .. could|would|can|will|might give|call|ring|phone|drop|reach|get_back|contact|tinkle|email|write .. me|us|my|our
      ^ ring|call|phone|callback|telephone $
      let|get|put a|your|some|the|one_of_your .. @human on|in|over
      telephone|phone appointment|meeting|consultation|conversation|date|slot|interview|session|chat
      explain|tell|describe|say|talk it|this|that|all_this|things|it_all|through? .. to|with somebody|someone|a_person|a_human|a_real|one_of_your
      is|are your @human .. around|available|in|free|there|about|online
      past|around|beyond|skip|bypass|away_from the|this|your|all_these? bot|robot|machine|chatbot|bots
      callback|call_back .. please|after|today|tomorrow|possible|before|this
      word|chat|talk|conversation with whoever|someone|somebody|a|one|your|the .. 
      whoever|the_one|the_person|the_people is|are|who .. responsible|in_charge|handles|does|knows|looks_after|deals
      ^ your|a|one_of_your|some @human please|now
      your people|team|staff|sales_team .. call|ring|phone|contact|reach_out|get_in_touch .. me|us|my|our|her|him
      get|gets|come|comes|coming back to me|us .. by_phone|by_telephone|on_the_phone|personally
      can_we|could_we|can_i|could_i|may_i|may_we|can_this|could_this|let_us|rather|prefer|like|want|shall|possible|easier|better|happy|sooner|quicker ... over_the_phone|by_phone|on_the_phone|by_telephone|on_the_telephone|via_phone|over_the_telephone|orally|in_person|face_to_face|eye_to_eye|viva_voce|a_phone_call|a_quick_call|by_voice
      ^ please|ok|so|just? escalate|transfer|connect this|me|it|us|please
      ^ please|ok|so|just|then? ring|phone|telephone the|my|our|him|her|them
      ^ please|ok|so|just|then|robin|and|now? fetch|get|find|call|bring somebody|someone|a_human|a_person|your_manager|your_boss|your_supervisor|the_manager|an_adult|a_grown_up
      be a dear|angel|star and
      fetch someone|somebody|me|a|your|the
      want|need|like|have|get .. someone|somebody|a_person|a_human|an_expert to .. explain|advise|walk|talk|tell|guide|help|come|visit|look|assist|show|go_over|go_through|discuss|sit_down|take_me|clarify .. me|us|the|this|it|with|through|in_person
      is|are there .. someone|anyone|anybody|somebody|a_person|a_human|a_colleague|one|people .. i|we|whom .. can|could|may|might|speak|talk|call|write
      with an|a|one_of? actual|real|live|human|flesh_and_blood|proper employee|person|human|colleague|agent|rep|salesperson|staff|one|being
      who is? .. in_charge|responsible|the_boss|your_boss|your_manager .. there|over_there|at_your|at_perch|of_you
      number of|for your|the sales|office|team|company|support|hotline|front_desk
      let|have|make a|an|some|the|someone|somebody? real|live|actual? person|human|someone|somebody|colleague|expert answer|reply|respond|take_over|do_this|handle|deal|look
      needs|need|calls_for|call_for|requires|deserves|is_for|is_a_case_for|is_one_for .. a|an|some real|live|actual|human? person|human|human_being|human_touch|human_mind|brain|expert|colleague|professional
      in|into touch|contact|connection|communication with .. your|a|an|one|someone|somebody|the ... @human|partnerships|sales|people|department
      where is|are .. human|humans|person|people|colleague|operator
      ^ please|no|nope|ok|so|just|hello? human|humans|person|people|operator|representative|agent|real_person|live_person|salesperson|supervisor|manager please|now|here|only|$
      a|the|real|actual person|human|human_being not a|some bot|program|machine|robot|software|computer|algorithm|ai|chatbot
      only|rather|sooner|better ... @talk|discuss|answer|deal|work|do .. with .. human|humans|person|people|someone|somebody
      want|need|like .. to .. talk|speak to|with them|him|her|whoever .. $
      have|has|get|ask|tell|let your? sales|support|boss|manager|supervisor|team|colleague|engineer|expert|people to? @reach .. me|us|my|our
      with a pulse|heartbeat
      someone|somebody|something|anyone with|who|that .. breathes|pulse|heartbeat|breathing|is_human|is_real|is_alive|knows|made_of_flesh
      telephone|phone|ring|call me|us .. back|please|at|on|tomorrow|today|instead|directly|asap|#day|#soon|now|when|then|after|before|between
      ^ please|ok|so|just|and|then? telephone|phone|ring|call me|us .. $
      deal|dealing .. with .. people|humans|human_beings|a_human .. who|so|please|not
    `,
  },
  {
    means: 'no',
    patterns: `
      not|never|no_one|nobody|without .. call|phone|ring|want|need|contact|have|talking|speaking .. @person|me|us|anyone
      no need .. @person|call
      do_not|does_not|did_not|would_not|never|rather_not|not|no .. want|need|wish|like|care|feel_like|intend|prefer .. talk|speak|chat|phone to|with? a|an|any|some|your|the|another|one_of_your? real|live|actual|human? @person|anyone|anybody
      never|rather_not|not_to talk|speak|chat to|with a|an|any|some|your|the|another? real|live|actual|human? @person
      not|never .. speak|talk|chat to|with anyone|anybody|someone|a_person|people
      forget~|keep~ .. get_back|call .. 
      customer|customers|client|clients|user|users|visitor|visitors|guest|guests|caller|callers|someone_else|patients|people|students .. asks|ask|asking|wants|want|can|speak|talk|talks|speaks|reach|get
      can|could|does|do|is|will|would a|an|one|another|the|every|each @person .. see|be|assign~|have|take|use|edit|work|read|answer|approve|access|reply
      can|could someone|somebody|anyone|a_person|a_manager|people .. see|on_my|in_my|else|explain|tell|help_me_understand|use|be|have|take_over|read|edit|else_on
      i|we|you|he|she talked|spoke|chatted|called|was_talking|have_spoken|had_talked|met .. 
      talk|talked|talks|talking|speak|spoke|run|ask .. to|with my|our|the|his|her .. boss|manager|team|director|colleagues|partner|board|cfo|ceo|wife|husband|legal|it|finance|owner
      hand~ over to us
      sales_rep|rep|salesperson|agent|agents|person .. left|quit|gone|retired|sick|is_good|are|told|said|who|was
      before|after|once|when .. talk|talked|speak|spoke .. person|human|someone
      are|am|is you|i|this|it .. @person|bot|robot
      rather|prefer .. bot|chat|not_talk|write|typing|email
      need|want|looking|hire|hiring .. a|an|another|more .. @person .. who|to|for
      is there|a|any|some? .. human|person|people|someone behind|reading|there_or|writing|typing
      forward|send|pass|show|copy .. to|with my|our .. 
      contact|call|reach|ask for support|help .. after|later|once|when
      our|my|your_other|their|his|her human|person|people|agents|agent|reps|rep|staff|sales_rep|manager|support_team|sales_team
    `,
  },
  {
    means: 'person',
    patterns: `
      talk|speak|chat|talking|speaking|chatting|discuss|discussing|going_through|go_through|work_through|connected|transferred|passed|put_through|forwarded|escalate|escalated|escalating|word|discuss .. to|with|on_the_phone|it|this|me? .. a|an|some|one_of|your|the|any? real|live|actual|human|proper|true|sales|support|different|another? @person
      talk|speak|chat .. to|with .. @real @person
      talk|speak|chat .. to|with @person
      talk|speak|chat .. to|with one_of_your|your|a|an|some|one .. @person|team|people|guys|folks|sales|colleagues|engineers
      talk|speak to|with sales|support|the_sales|your_sales|the_team|your_team|your_manager|your_boss|your_supervisor
      get|give|fetch|bring|find|send|pass|put|connect|transfer|hand|switch|forward|route|redirect|link|patch|escalate me|us|this|over|it .. to|with|through|on? .. @person|your_team|sales_team|sales|support_desk|customer_service|your_people|reception|a_call
      get|give|fetch|bring me|us|in a|an|someone|somebody|your|the .. @person|someone
      want|need|like|prefer|rather|give_me|demand|insist|looking_for|require|get_me .. a|an|real|live|actual|human|proper|some .. human|person|human_being|salesperson|representative|rep|advisor|adviser|operator|consultant|account_manager|real_one
      @real person|human|agent|rep|salesperson|someone|operator|representative|one|voice|advisor|adviser|people .. please|now|instead|here|there|available|around|reachable
      can|could|would|will|may|please|have|let|need|want|like|ask|get|prefer|appreciate_it_if .. someone|somebody|anyone|anybody|a_person|a_human|@person|he|she|they|one_of_you|your_team|sales|one_of_yours .. call|contact|phone|ring|reach|reach_out|get_in_touch|get_back|give_me|give_us|take_over|join|step_in|email_me|write_me|be_in_touch|help_me_personally|meet me|us|over|in|to_me|to_us|a_call|a_ring|back|with|here|on
      can|could|would|please|may i|we|you .. call me|us
      call|phone|ring|contact me|us .. back|at|on|tomorrow|today|please|directly|asap|now|this|in|instead|number
      call|phone|ring me|us $
      get|put|have a|an|some|one_of|real|live|human? real|live|human? @person .. on|phone|line
      can|could|would|will|may your|one_of_your|any_of_your|a|some .. @person .. call|ring|phone|contact|email|text her|him|them|me|us|back
      want|wants|need|needs|would_like|prefers|prefer|insists a|an|to .. real|live|actual|human .. @person
      give me|us a call|ring|bell|buzz|shout
      have|get|ask .. someone|somebody|@person .. call|contact|phone|ring|reach|get|come|take|talk|speak
      is|are there .. a|an|any|some|anyone|someone|somebody|anybody .. human|person|people|real|i_can|we_can|to_talk|who_can|else|live_agent|available|there|talk|speak
      is|are not? there not? someone|anyone|anybody|somebody|a_person .. talk|speak|call|ring|phone|reach|ask|contact
      ask|have|tell|get|let one|someone|somebody|anyone|a_colleague|@person .. to? .. email|mail|write|call|contact|phone|ring|text|message me|us
      can|could|may|might|how|where i|we|do_i|can_i|do_we|can_we .. talk|speak|chat|reach|contact|get_hold|phone|ring .. @person|someone|sales|team|human
      who|whom can|could|do|should i|we call|phone|ring|talk_to|speak_to|contact
      call|phone_call|conversation|talk|chat|meeting with one_of_your|a_colleague|someone_from|somebody_from|a_person|a_human|@person
      is|are there .. @person|colleague .. who|that .. can|could|would|might .. walk|explain|help|show|call|talk|answer|take
      in person .. with
      with|to one_of_you|one_of_your_people|one_of_yours|someone_of_yours .. 
      how|where .. reach|get_hold|contact .. human|person|someone|somebody|your_team|sales
      human|operator|representative|real_person|live_agent|a_human|a_person|real_human|actual_person|an_agent please|now|pls
      ^ please? a|an|real|live|actual|get_me_a? human|operator|agent|person|representative|real_person|salesperson|live_agent $
      not .. with|to a|the|another|some bot|machine|robot|computer|chatbot|program|ai
      no more bots|bot|chatbots|robots
      enough of bots|bot|the_bot|this_bot|chatbot
      sick|tired|fed_up .. bot|bots|machine|robot|computer|chatbot|talking_to_software
      instead|rather_than|not of? a|the|this bot|robot|machine|chatbot|computer
      someone|somebody|anyone|anybody from|in|on|at your|the|sales|support team|side|company|sales|office|perch|support
      beyond|above|more_than a|this|the chat|bot|chatbot
      hand|pass|transfer|turn|escalate .. me|this|us|over|it .. over|to .. colleague|human|person|someone|team|agent|sales
      human|personal|real|individual|one_to_one contact|conversation|assistance|touch|advice|help|support|consultation .. please|would|want|need|like|prefer|now|instead
      meet|see .. in person|someone|face
      set_up|arrange|schedule|book .. call|phone_call|chat .. @person|your_team|sales|someone
      want|need|like|prefer|ask|expect|request|demand|appreciate .. call_back|callback|phone_call|a_call|ring_back|the_manager|your_manager|your_boss|your_supervisor|a_manager|a_supervisor|phone_number
      let me|us .. talk|speak .. @person|manager|boss|team
      put someone|a_human|a_person|somebody on
      @person .. contact|call|phone|ring|reach_out me|us|to_me|to_us .. directly|please|tomorrow|today|back|soon|instead|$
      would|can|could you .. get|find|fetch|bring .. @person|a_colleague|your_manager
      colleague|human|person .. take_over|takes_over|take_it_from_here
      may|might|can|could|would|ask|request|like|grateful|appreciate .. @person .. telephone|call|ring|phone|contact|write|email me|us
      put|putting me|us through
      can|could|would|will|please|kindly|may .. connect|transfer|escalate|connected|transferred me|us? $
      can|could|would|will|may|let|want|like|shall|please|happy_to|love .. jump|hop|get|go|come .. on|onto .. call|phone|line|zoom
      can|could|would|will|please you .. telephone me|us
      human .. possible|around|there|available
    `,
  },
];
