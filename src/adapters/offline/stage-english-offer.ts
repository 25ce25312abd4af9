import type { StepRules } from './stage-rules.js';

/** How English asks for a document, a trial or an appointment to be shown the product. */
export const offerEnglish: readonly StepRules[] = [
  {
    means: 'notOffer',
    patterns: `
        do|does|is|are|will|must|if|should i|we|one|you|there|it|a|an|the|people .. need|needed|have|require|required|necessary|sign ... @doc
        how|when|why|what|which|can|is|are|does ... @doc|trial .. work|works|end|ends|renew|renews|run|runs|last|lasts|start|starts|extended|expire|expires|cover|covers|contain|normally
        can|could one|people|customers|someone|everyone|everybody|anyone .. try|test
        do you|people|they|most|your|customers .. give|offer|do|provide|run|make|get|have ... @show|@trial
        got|received|read|forwarded|reviewed|have_seen|saw|studied|reading|studying your|the|that|this|it quote|offer|proposal|contract|estimate|quotation
        @trial .. runs_out|ran_out|ends|ended|is_over|expires|expired|finished|is_up
        from|after|no_need_for|skip|without|no a|the|our|my? @trial
        if|in_case one|someone|somebody|people|anyone|we_did|i_did|we_ever|i_ever .. 
        #past .. @trial|demo
        true|heard|read|said|saw|told .. you .. have|offer|give|do
        used_to|had|saw|got|have_had .. demo|trial of
        before|until i|we .. ask|get|request|want|need .. quote|offer|trial|demo
        who does|gives|runs|holds
        one day|fine_day
        not .. today|now|yet
        i|we will|can|could|would|must|should|have_to .. @present .. him|her|them|my|the
      `,
  },
  {
    means: 'offer',
    patterns: `
        @bring|@desire .. a|an|your|the|some|any|formal|written|firm|me|us .. @doc
        @bring|@desire @doc
        @bring|do_up|do .. some|the|your|a figures|numbers|price|prices .. for|to|on
        run|walk|take|talk|lead|guide|step my|our|us|me|the|him|her|everyone .. through .. it|perch|this|that|product|tool|app|how|system|software|main
        @doc .. be .. sent|mailed|emailed|forwarded|prepared|drawn|posted|written|issued|provided
        start|begin|commence testing|trying|exploring|playing|the_test|the_trial|evaluating
        take it|perch|this|that|the_tool|the_app .. for .. a walk|ride|spin|drive|run|whirl
        quick|short|brief|live|little|small|proper|private|personal @show
        @show for|with|to .. the|my|our|us|me
        register|registering|enrol|enroll|subscribe|put|add|get|apply|applying|let me|us|i|we|in? .. for|on|into|in .. @trial|test
        let me|us|them in
        price|quote|cost|total .. if .. all
        show us|me .. the|this|your|that thing|software|system|app|platform|product|tool
        price|prices|rates|figures|numbers|something on|in paper|writing|letterhead|headed_paper
        can|could|may|would|will|might i|we|you|somebody|someone ... @doc
        @doc .. is|are|still lacking|missing|outstanding|due|needed|wanted|required
        @doc .. please|asap|by_email|by_mail|by_post|in_writing|as_pdf|to_follow
        ^ @doc .. for|covering|to ... @crowd|#size|#num|our|my
        inviting|collecting|gathering|comparing|requesting|seeking|obtaining ... offers|bids|quotes|proposals|tenders
        our|the|this|a|public tender .. needs|requires|asks|closes|needs_a
        something|price|figures|numbers|it in writing|on_paper|on_headed_paper
        something .. to|i_can|we_can|i_could|we_could show|hand|attach|wave|forward|put .. to|in_front|before|boss|board|request
        set|sign|hook|start|get|give|have|want|book|like|need|open|activate|begin|do|let|create|enter|join|launch|kick_off|provision|arrange|grant|unlock|request|requesting|ready|order|enable ... us|me|we|i|our|my|the|a|an|one|this|that|up ... @trial
        activate|start|begin|open|launch|get|create|request|enable ... @trial
        ^ @trial please|for|now|account
        where|how can|do|does|could|may|might? i|we|one|my_team .. activate|start|begin|get|open|sign_up|register|enrol|enroll|join|find|access .. @trial|test|try
        set|sign|hook|get|give|open|need|want|like|let|create|start|begin ... #num|14|two|fortnight|free day|days|week|weeks|month|of? account|accounts|thing|access|test|period|trial|trying|login|version|free
        free|the|those|your #num|fourteen|two day|days|weeks
        sign|signing me|us|up .. for|to .. free|test|try|#num
        open|create|set_up|activate|make|spin_up|give_us|give_me|provision .. a|an|one|our|the account|accounts|workspace|login|logins|access .. for|so|please|to|we|called|$
        i|we|me|us|my_team|my_lot|our_team|let_us ... @tryout
        can|could|may|might|where|how|ready|like|want|love|please|happy|going|keen|time|begin|start ... @tryout
        access for|over|during .. week|weeks|days|month
        learn .. by breaking|doing|clicking
        want|need|like|love|let|shall|can|could|may|might|would|please|when|mind|happy|time|able|willing ... @present ... to|for my|our|us|me|the|both|whole ... 
        can_you|could_you|would_you|will_you|can_someone|could_someone|can_somebody|could_somebody|please|let|when|want|like|mind|arrange|need ... @present ... #day|#when|live|online|remotely|on_teams|on_zoom|on_site|in_person|around
        @present us|me|my|our|it|perch|the|this|them ... @crowd|#day|#when|around|round|ropes|product|tool|live
        present|presents|demonstrate|demonstrates|showcase it|perch|this|the|your ... to|for ... @crowd|purchasing|meeting
        #day|#when|thursday|friday|monday|tuesday|wednesday|tomorrow|#num|am|pm ... @show
        @show ... #day|#when|tomorrow|next_week|for_my|for_our|for_us|with_my|with_our|to_my|to_our|please
        mind|fancy|up_for|how_about|what_about|possible|arrange|doing|organise|organize|schedule|book|want|need|like|love|get|have|give ... @show
        see|watch|view it|perch|this|the|your ... live|in_action|in_person|with|working|myself|ourselves|own_eyes|screen
        appointment|slot|session|meeting .. demo|presentation|where|to_see|to_look|for_a
        pop|come|drop|swing round|over|by|in ... present|show|demonstrate|demo
        send|mail|email|text|tell|give|message|whatsapp|write me|us .. what|how_much .. you .. charge|want|ask|cost|price|it_costs
        price|cost|quote|work|add|tot|figure|calculate|reckon it|this|us|that|things|me up|out ... 
        price|cost|quote|calculate it|this|that|us for|up
        cost it|this up|out
        work|working|figure|calculate|tot out|up? .. the? price|cost|costs|total|sum .. for
        formal|written|firm|binding|official|itemised|itemized|detailed|proper|concrete|best @doc|price|figures
      `,
  },
];
