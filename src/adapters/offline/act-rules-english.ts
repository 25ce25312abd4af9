import type { ActRules } from './act-rules.js';

/** How English words make an act. */
export const english: readonly ActRules[] = [
  {
    means: 'greet',
    patterns: `
        ^ hi|hello|hey|hiya|yo|howdy|greetings|heya|sup|hallo|hola|hii|helo|hullo|hej|ahoy|salut|bonjour
        ^ good|top morning|afternoon|evening|day
        ^ morning|afternoon|evening
      `,
  },
  {
    means: 'bye',
    patterns: `
        bye|goodbye|cya|farewell|ciao|ttyl
        see|talk_to|speak_to you|ya later|soon|then|around
        have a .. day|weekend|evening|one|night|week|time
        good night
        take care
        all the best
        that is all $
        best regards|wishes
      `,
  },
  {
    means: 'thanks',
    patterns: `
        thanks|thank|thankyou|appreciated|appreciate|grateful|merci|danke|gracias
      `,
  },
  {
    means: 'bot',
    patterns: `
        are|r you|u .. bot|robot|human|machine|ai|real|person|chatbot|computer|automated|software|people|chatgpt|gpt|alive|real_person
        is this|it|that a|an|just|only|some? .. bot|robot|human|machine|ai|chatbot|computer_program|automated|chatgpt|real_person
        are you .. real|human
        am i|we .. talking|speaking|chatting|writing .. bot|robot|human|machine|ai|person|computer|software|someone
        you are a|an|not|just .. bot|robot|human|machine|ai|real|computer
        is|are there .. behind this|here
        chat .. answered .. people|software|human
        who|what am i talking|speaking|chatting
        do you .. sleep|dream|eat|feel|feelings
        answered by .. 
        for a computer|bot|robot|machine
      `,
  },
  {
    means: 'language',
    patterns: `
        do|can you|u|anyone .. speak|talk|write|understand|chat .. german|french|spanish|english|italian|dutch|portuguese|polish|chinese|japanese|deutsch|turkish|russian|swedish
        speak german|french|spanish|italian|dutch|deutsch|espanol
        in german|french|spanish|italian|dutch please|possible
        sprechen sie|ihr|du
      `,
  },
  {
    means: 'smalltalk',
    patterns: `
        how are|is you|u|things|your_day|it_going|life|everything
        how do you do
        what|whats is? up|your_name|new
        who are you
        what are you
        how old are you
        where are you .. from|located|sitting
        nice to meet
        do you|u like|enjoy|have|feel|get .. coffee|music|football|pets|bored|your_job|tired|cats|dogs|friends|family|kids
        tell|know .. joke|jokes|story|funny
        are you .. single|happy|ok|tired|there|awake|married|bored
        anybody|anyone|someone|you home|there
        ^ test|testing|ping $
        favourite|favorite
        do you love
      `,
  },
  {
    means: 'offtopic',
    patterns: `
        capital of
        weather|sunny|raining|rain|snowing|forecast|temperature
        homework|math|maths|essay|poem|song|lyrics|recipe|cook|recipes|horoscope|lottery|bitcoin|crypto|stock|stocks|riddle
        meaning of life
        who won|is_the_president|was_the_president|invented|wrote|painted|is_the_king
        president|prime_minister|king|queen of
        football|soccer|world_cup|champions_league|olympics|nba|nfl
        what|whats is? time|day|date .. is_it|it_is
        translate|translation .. this|word
        square root
        #num times|plus|minus|divided|x #num
        movie|netflix|film|pizza|burger|restaurant_near|hotel_near|flight|flights
        write me a .. poem|song|story|essay|code|script
        how tall|far_is|high|deep is
        population of
        distance to
        joke
        pregnant|dinner|breakfast|girlfriend|boyfriend
      `,
  },
  {
    means: 'later',
    patterns: `
        not .. now|right_now|today|yet|this_year|moment|ready
        come|get|circle|check back
        need|want|have|like|going to think|sleep|consider|discuss
        think|sleep .. on_it|about_it|it_over|over_it
        ^ later|another_time|some_other_time
        maybe|perhaps|again|back|talk|you|it later|another_time|some_other_time
        in touch
        keep my|our details|number|info|contact
        pass|put .. to|before .. board|team|boss
        i|we will let you know
        gotta|have_to|got_to|need_to go|run|leave|rush|dash
        i will .. tell|show|pass|think|forward
      `,
  },
  {
    means: 'annoyed',
    patterns: `
        already said|told|answered|mentioned|explained|wrote
        you keep .. ask~|repeat~|saying
        stop asking|repeating
        pointless|useless|ridiculous|annoying|stupid|dumb|frustrating|waste|rubbish|nonsense bot|this|chat|of_time|answer|answers
        this is|s .. pointless|useless|ridiculous|annoying|stupid|a_waste|frustrating
        wearing me out
        you|u .. @is|are? .. useless|stupid|dumb|idiot|moron|worthless|pathetic|hopeless|terrible|crap|rubbish|garbage|awful|trash|clown
        you|u suck|stink
        ^ stupid|useless|idiot|moron|dumb
        marketing words|speak|talk|blah
        not .. what_i_asked|my_question|answer_my|listening|helpful|helping
        read what i
        wtf|ffs|bullshit|crap|shit|fuck
      `,
  },
  {
    means: 'whyAsk',
    patterns: `
        why .. you|u .. ask|asking|know|need|want
        why is that your business|important|relevant
        none of your business|concern
      `,
  },
  {
    means: 'noCall',
    patterns: `
        do_not|no|never|not .. call|phone|ring|phoning|calling|calls .. me|us|please|needed|necessary
        hate phone|phones|calls|telephones
        no need .. call|phone|ring|contact|telephone
        not|never .. want|wish|need|like|care .. talk|speak|chat|phone|call|calls|meeting
        not|no .. interested|interest in .. call|calls|phone_call|meeting|talking|talk|chat
      `,
  },
  {
    means: 'who',
    patterns: `
        what|whats is? your name
        who are you
        who is this
      `,
  },
  {
    means: 'whatIsIt',
    patterns: `
        what|whats .. do|does it|this|perch|you|your_product|that|thing|the_product|that_thing .. do|does|offer|sell|selling|make|actually|even|about
        what is it|this|perch|that|your_product|the_product .. you|for|about|exactly|do|is|$
        what .. you|u sell~|offer~|do|make|provide|got
        how does it|this|perch|that .. work $
        tell me more|about .. perch|it|this|product|yourself|what_you_do
        explain .. what .. is|does|do
        what is perch
        what makes you|yours|perch|it .. different|special|better
        how are|is|do|does you|yours|perch|it|this .. different|differ|better|cheaper|faster|compare
        convince me
        why perch|you|yours $
        why should i|we .. 
        why .. choose|pick|buy|take .. perch|you|yours
      `,
  },
  {
    means: 'evade',
    patterns: `
        not .. sure|know|say|tell|certain|decided|idea
        no idea|clue|comment
        depends
        rather not
        none of your
        we will see
        hard to say
      `,
  },
  {
    means: 'agree',
    patterns: `
        ^ ok|yes|sure|alright|great|cool|perfect|fine|good|nice|super|awesome|right|understood|got_it|makes_sense|sounds_good|interesting|fair_enough|i_see|excellent|lovely|wonderful|wow|👍
      `,
  },
];
