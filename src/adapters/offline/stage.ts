import { type Stage, stages } from '../../domain/entry.js';
import type { Utterance } from './clauses.js';
import { classesOf } from './criteria.js';
import type { Language } from './language.js';
import { makeRules, type Rules } from './pattern.js';

/** A step that words can make; those with `Soft` only after an offer was asked for. */
export type Step = 'offer' | 'bargain' | 'bargainSoft' | 'won' | 'lost' | 'none' | 'notLost';

interface Group {
  readonly means: Step;
  readonly patterns: string;
}

export const tables: Readonly<Record<Language, readonly Group[]>> = {
  en: [
    {
      means: 'none',
      patterns: `
        not|never .. ready|sure|commit|convinced|buy|sign
        before .. sign|buy|commit|start|take
        customers|clients .. buy|sign
        take it|this|that to|with|by|back|from|up
        sign in|up_for_the_newsletter
        take it that
        think about it|over
        sold out|online|by|via
        not .. a deal
        big deal
      `,
    },
    {
      means: 'won',
      patterns: `
        we|i will take it|them|the_deal|this|that|one|two|#size|#num|your_offer
        we|i will|would_like_to|want_to|are_going_to|am_going_to|are_ready_to|am_ready_to|have_decided_to|decided_to|are_happy_to|wish_to|shall go_ahead|go_for_it|buy|purchase|sign|order|proceed|go_with_you|go_with_perch|sign_up|move_forward|go_with_it|have_it|do_it|close_the_deal|subscribe|place_an_order
        we|i are|am in $
        we|i are|am buying|sold|going_with_you|going_with_perch|signing|going_ahead|ready_to_buy|ready_to_sign|ready_to_order|going_for_it|taking_it|doing_it|convinced
        ^ so|ok|alright|right|great|perfect|and|good|fine|yes|well? count us|me in
        we|i take it|the_deal|the_offer
        deal $
        ^ deal
        it|that|we|you is|have|got|has a? deal|yourself_a_deal
        you have|got a deal|yourself_a_deal|me_convinced|us_convinced|a_customer|a_new_customer|yourself_a_customer
        sold $
        ^ sold
        where|how .. sign|pay|enter_the_card|order|purchase|buy $
        where do|can|should i|we sign|pay|buy|order
        send .. contract|paperwork|agreement|invoice|order_form .. sign|in|over_and|today|now
        send .. invoice|bill|payment_link|order_form
        let us do|sign|go_for|buy|close|proceed|go_with|make_it_official|shake it|this|that|the_deal|you|on_it
        let us|me go ahead|buy|order|sign
        go ahead and|with .. contract|order|set|sign|book|invoice|charge|activate|send|bill|up|prepare|process|upgrade
        draw|write|prepare|ready|get .. up? .. contract|paperwork .. ready|up
        sign|set us|me up $
        sign us up .. seats|plan|users
        sign me|us up
        set us|me up .. buying|then|now|please
        consider it done|sold
        shut up and take my money
        take my money|card
        here is my card|credit_card
        charge my|our|the
        place .. order
        i|we hereby|formally order|accept|confirm
        accept .. offer|quote|proposal|terms|price|deal
        contract|order|deal|agreement .. is|has signed|been_signed|done
        just|we|i signed .. it|contract|up|the
        yes|ok|okay|alright .. buy|sign_it|we_will_take|order
        we|i have|we decided .. go_with_you|for_you|for_perch|to_buy|on_perch|on_you|to_take
        going|go|went with you|yours|perch
        you are hired
        happy to sign|proceed|commit
        it is|s a yes from
        a yes from us|me
        we|i choose|chose|pick|picked|choosing you|perch|yours
        buy~ .. it|this|perch|now|today|licences|licenses|seats
        order~ .. #size
        ready to .. sign|buy|commit|order|pay
        shake hands|on_it
        welcome aboard
        got .. signature|po|purchase_order
        po|purchase_order is|on|will|number
      `,
    },
    {
      means: 'notLost',
      patterns: `
        not .. now|yet|right_now|this_year|moment|today|at_this
        not .. saying no
      `,
    },
    {
      means: 'lost',
      patterns: `
        not|never|no longer? .. interested|for_us|for_me|a_fit|a_match|a_good_fit|the_right_fit|the_right_thing|going_to_happen|going_to_work|going_ahead|moving_forward|going_forward|convinced_and|what_we_are_looking_for|what_we_need_so|buying|proceed|go_ahead|our_thing|my_thing|pursue|pursuing
        not|no interested|interest
        no interest
        uninterested
        not .. work~ .. for us|me
        decided|chose|opted|voted|deciding .. against
        decided|chosen|chose|picked|opted|gone|went|going|go|settled|sign~|decide|choosing|picking|bought|taken|took|took_on|found|switch~ .. with|for|on|to? another|other|someone_else|somebody_else|elsewhere|competitor|zendesk|front|missive|hubspot|intercom|freshdesk|salesforce|helpscout|help_scout|gorgias|different|a_competitor|one_of_your|hiver|them_instead|something_else|the_other|a_rival|rival|cheaper
        chose|picked|took|bought another|something_else|the_other|a_different|someone_else|zendesk|front|missive|hubspot|intercom|freshdesk
        going|gone|went|go elsewhere|a_different_way|another_way|in_a_different_direction|another_direction|in_another_direction|a_different_route
        pass on this|it|that|you|your
        we|i will|are|am|shall|are_going_to|think_we_will|have_to|going_to|to pass|passing
        hard|gonna|going_to|have_to|it_is_a|a|is_a pass
        ^ pass $
        ^ hard no $
        it|that|answer is|s a hard|firm|clear|definite? no
        answer is|s no
        no from us|me
        no thanks|thank_you .. bye|interested|not|pass|ever|leave|for_good|sticking|staying|we_are_good|we_are_fine|we_are_staying|not_for_us
        for_good|ever_again
        stop|quit|do_not|never .. contact~|email~|messag~|writ~|call~|bother~|ask~|text~|spam~|sell~ .. me|us|again
        never .. write|contact|call .. again
        take|remove|delete me|us|my .. off|from|list|number|details
        unsubscribe
        leave me|us alone|be
        forget|drop it|the_whole_thing|about_it|this $
        forget it
        stick~|stay~|remain~|keep~ .. with|using|to .. spreadsheet|spreadsheets|excel|what_we_have|our|gmail|outlook|zendesk|current|paper|old|the_old|pen|existing|it_is_that|as_we_are
        staying|stay where_we_are|put|as_we_are
        deal|it is|s off|dead
        no deal
        we|i are|am out $
        count me|us out
        closing this|the_conversation|the_chat|the_file|the_case
        withdraw~|cancel~ .. request|inquiry|enquiry|order|everything|interest|project|whole_thing
        no longer .. need|want|require|looking|interested|considering
        project .. cancelled|canceled|dead|scrapped|killed|axed
        waste of .. time
        not .. want .. it|this|anything|your|to_buy
        do not want this|it|any|your
        we|i will not|be buy|go|be_buying|proceed|take_it|need_you|continue|be_going|be_moving|be_needing|be_proceeding|be_continuing
        thanks|thank_you but no
        thanks but no
        decline~ .. offer|your|proposal|thank
        we|i|must|have_to|will decline
        not going with|ahead|forward|further|any_further
        build~ .. ourselves|our_own|in_house|inhouse|it_ourselves
        said|says|is no .. staying|sticking|closing|final|over|bye|so_that|for_good|forget
        that is the_end|it_then|final
        end of story|discussion
        we are done here|with|talking
        i am done here|with
        goodbye|farewell forever
        out of the race|running
        lost us|me|interest
        other|another|competitor|rival|front|zendesk|they .. won|got_the_deal|gets_the_deal|got_it|better_offer_and
        signed .. with .. competitor|other|another|someone_else|them|yesterday
      `,
    },
    {
      means: 'bargain',
      patterns: `
        discount|rebate|price_cut|price_reduction|reduction|markdown .. if|for|of|on|or|please|then|would|could|want|need|expect|for_us|#percent
        can|could|would you|u .. do|give|offer|knock|throw|make|go|come|lower|drop|meet|match|shave|sharpen|reduce|cut|take|beat|waive|include|sweeten|freeze|hold .. discount|off|lower|cheaper|down|better|in_free|for_free|for_nothing|#percent|less|halfway|price|per_seat|a_deal|competitor|setup_fee|onboarding|free_of_charge|on_top|a_bit|#money|#rate
        #percent off|less|discount|cheaper|reduction|or
        give|want|need|expect|get|take|knock|make_it|do|shave us|me|off|at_least? #percent
        come|go|get down .. bit|to|by|price|#money|#percent|#num|on|a
        knock|take|shave|chop|lop|cut .. off
        lower|reduce|drop|cut|sharpen|freeze|match|beat|halve|improve|rework|adjust .. price|rate|offer|number|cost|fee|pencil|quote|figure
        price .. reflect|match|freeze|frozen|fixed|locked|lower|come_down|guarantee
        meet us|me half_way|halfway|in_the_middle|at
        meet halfway
        waive|drop|skip|remove|throw_in|forget|leave_out|take_out|without|strip|exclude|cut|scrap|lose|ditch|minus .. fee|setup|set_up|onboarding|training|add_on|addon|module|out|ai|installation|implementation|minimum|extra
        take|leave|cut|strip .. out|away .. of .. that|it|offer|quote|price|package
        throw in|something
        best|final|last|better|special price|offer|deal|rate|discount|number
        sharper|better|lower|cheaper price|offer|deal|rate|number|terms
        net 30|60|90|45|15
        payment|contract terms|conditions|period
        shorter|longer|monthly|quarterly|annual|yearly|exit|cancellation|termination|break|price|liability|notice .. term|contract|commitment|clause|billing|cancellation|notice|period|payment|guarantee
        notice|payment in_instalments|installments|instalments
        instead of a|one|two|three|#num|12 year|years|months
        if|when we|i take|sign|pay|commit|go|buy|order|book .. two|three|2|3|year|years|annually|yearly|upfront|up_front|more|#size|longer|advance|seats|all|today
        what|how_much .. comes_off|come_off|off_the_price|knock_off|take_off
        make it #num|#money|#rate|#percent
        make it .. and .. deal|sign|in
        split the difference
        two|three|2|3|multi year|years deal|contract|commitment|price
        too|bit|rather|pretty|quite|that_is|still much|steep|high|more_than_i|more_than_we|above .. can|could|would|any|do
        counter|counteroffer|counter_offer|haggle|negotiate|negotiable|bargain|wiggle_room|room_to_move|flexibility|leeway
        goodwill|loyalty|volume|bulk|annual|nonprofit|non_profit|charity|early_bird|startup|educational|student .. discount|rebate|pricing|price|rate
        free month|months|seat|seats|onboarding|training|setup|year
        first|extra|additional|two|three|one|a|couple_of month|months free
        cheaper .. if|for|when|with
        start with|what_if_we|rather fewer|less|smaller|only
        only take|pay|need #size|half|#num
        fewer|less seats|users|features|licences|licenses
        competitor|other|others|front|zendesk|else .. offers|offer|offered|gives|cheaper|charges|less|asks .. 
        or we|i walk|leave|do_not|go_elsewhere|look
        everybody|everyone else .. gives
      `,
    },
    {
      means: 'bargainSoft',
      patterns: `
        discount|discounts|cheaper|negotiable|flexible|leeway|rebate|wiggle
        too|bit|rather|pretty|quite|very|kind_of much|steep|expensive|high|pricey|dear
        twice|double|more_than|above|higher_than .. expected|expect|thought|budgeted|hoped
        drop|skip|without|leave|remove|exclude|do_not_need .. add_on|addon|onboarding|module|training|support|ai|premium
        what if we|i
        seats|users instead|only
        terms
        monthly|annual|yearly|quarterly payment|billing|instead
        upfront|up_front|in_advance|annually|instalments|installments
        less|lower
        is that your best
        only if
        #rate|#money or|otherwise
        i|we would|could sign|buy|take .. if|for|at
      `,
    },
    {
      means: 'offer',
      patterns: `
        send|get|have|want|need|like|give|make|submit|prepare|draw|write|see|receive|request|email|mail|provide|put_together|work_out|draft|forward|share|ask|asking|drop|show|issue|could_do_with|looking|after|please|love .. us|me|you|i|we? .. a|an|the|your|some|formal|written|concrete|firm? quote|quotation|proposal|estimate|order_form|contract|cost_estimate|price_quote|draft_contract|cost_breakdown|offer
        ^ quote|quotation|proposal|offer .. for|please|us|#size
        quote|quotation|offer|proposal|estimate|contract .. for|covering #size|us|a_team|our|people|users
        quote for|please|me|us
        price .. in writing
        price|prices|pricing|cost|costs|rate|total .. for|with|at #size|us|our_size|a_team|our_team|#num|half|all_of_us|that_many|that_size|the_team|everyone|everybody|that|this_size|two_teams
        how much|what .. would|will|is|does|do|for|be|it|run|come|to|cost|set|pay .. #size|for_us|a_team|our_size|all_of_us|that_many|our_team|#num_people|the_two_of_us|the_three_of_us
        #size .. how_much|what_is_the_price|whats_the_price|price|cost|what_would|what_does|what_do|what_is_that|total|pricing|the_damage
        how much .. #size
        what .. #size .. cost|come_to|run|pay|be|total
        what .. run|cost us|me .. for
        what would we|i|it|that .. pay|cost|come_to|run .. us
        #size .. total|altogether|per_month|a_month
        for #num seats|of_us|users|people
        what is|s|would_be it|that|this for #size|#num|five|six|three|four|seven|eight|nine|ten|two
        price it|that|this for|up|out
        trial|demo|pilot|test_account|poc|proof_of_concept|sandbox|free_trial|demonstration|walkthrough|walk_through|product_tour .. please|for_us|set_up|next|tomorrow|week|on|with_you|appointment|slot|account|access|booked|scheduled|this
        set|sign|hook|start|get|give|have|want|book|schedule|arrange|see|request|like|need|try|open|activate|begin|do|show|organise|organize|love|fancy|enter|join|create .. us|me|we|i|you|up? .. trial|demo|demonstration|pilot|test_account|sandbox|test_run|walkthrough|walk_through|product_tour|poc|trial_account|test_phase
        try|test it|this|that|perch|things|the_tool|the_product out? .. first|for|out|week|weeks|ourselves|myself|before|month|with|days
        can|could|may|want|like|love|how i|we|do_i|do_we|can_i|to? try|test it|this|out|perch
        show|walk us|me|my_team .. it|through|around|how|product|demo
        give it|you|perch a try|go|spin|whirl|shot
        take it for a spin|test_drive
        book|schedule|arrange|set_up|fix|find|make us|me|a|an .. call|meeting|appointment|slot|demo|time|session
        draft .. contract|agreement|dpa
        send|get|email|mail|forward|see .. contract|dpa|agreement|terms_and_conditions|order_form|msa|paperwork
        how .. start|begin|get|sign_up_for .. trial
        let us see an|your|the offer|quote|proposal|price|numbers
        tender|rfp|rfq|request_for_proposal
        kindly submit|send
        put .. in_writing|on_paper|together
        invoice|pro_forma|proforma .. send|need|want|get
        binding|formal|written|concrete|firm price|offer|quote|proposal
      `,
    },
  ],
  de: [
    {
      means: 'won',
      patterns: `
        nehmen|nehme|kaufen|kaufe|bestellen|bestelle .. es|das|wir|ich|ihn|sie|verbindlich|hiermit
        wir|ich .. nehmen|kaufen|bestellen|unterschreiben|unterzeichnen .. das|es|jetzt|heute
        abgemacht|deal|gekauft|einverstanden_wir|zuschlag|beauftragen|beauftrage|bestellt
        machen|mache wir|ich .. so|das|fest|es
        sind|bin dabei|uberzeugt|an_bord
        wo|wie .. unterschreiben|unterschreibe|bezahlen|zahle
        schicken|schickt|senden|schick .. vertrag|rechnung|bestellformular .. 
        her damit|mit_dem_vertrag
        legen wir los
        ja .. kaufen|nehmen_wir|nehmen
        annehmen|nehmen .. angebot .. an
        angebot .. nehmen_wir_an|angenommen|akzeptiert
        sie haben|ihr_habt mich|uns uberzeugt
      `,
    },
    { means: 'notLost', patterns: 'nicht .. jetzt|heuer|momentan|derzeit|dieses_jahr' },
    {
      means: 'lost',
      patterns: `
        kein|keine|nicht .. interesse|interessiert|interessant_fur_uns
        hat|habe sich .. erledigt
        erledigt
        haben|habe uns|mich .. anders|andere|anderen|anderes|dagegen|gegen|konkurrenz|fur_einen .. 
        andere|anderen|anderes|konkurrenz|mitbewerber|zendesk|front .. entschieden|genommen|gewahlt|geworden|gekauft|genommen
        entschieden .. dagegen|gegen|anderen|anderes|andere
        bleiben|bleibe wir|ich? bei .. 
        nein .. danke .. kein|nicht|bleiben|das_wars
        nichts fur uns|mich
        lassen|lasse wir|ich es|das|bleiben|sein
        kommt .. nicht in_frage|infrage
        nicht mehr kontaktieren|anschreiben|melden|schreiben
        lasst|lassen sie mich|uns .. ruhe
        verzichten|absagen|sage_ab|sagen_ab|ablehnen|lehnen .. 
        absage
        endgultig
      `,
    },
    {
      means: 'bargain',
      patterns: `
        rabatt|nachlass|skonto|preisnachlass|mengenrabatt|entgegenkommen|preislich|billiger|gunstiger|verhandeln|verhandelbar|verhandlungsspielraum|prozente|sonderpreis|sonderkonditionen|konditionen|freimonat|zahlungsziel
        #percent .. 
        noch .. am_preis|was_am_preis|machen_am_preis
        am preis .. machen|drehen|tun
        preis .. runter|senken|drucken|entgegen|heruntergehen|festschreiben|luft|spielraum|halten
        laufzeit|jahren|jahre .. gunstiger|rabatt|nachlass|erwarten|billiger
        ohne einrichtungsgebuhr|onboarding|schulung|das_modul|zusatzmodul
        einrichtungsgebuhr|einrichtung|onboarding|gebuhr .. weg|streichen|erlassen|weglassen|kostenlos|gratis|schenken
        letztes angebot|wort
        bei|wenn #num|zwei|drei jahren|jahre
      `,
    },
    {
      means: 'bargainSoft',
      patterns: `
        zu|ganz_schon|etwas|recht|ziemlich teuer|viel|hoch|happig
        mehr als gedacht|erwartet|erhofft
        kundigungsfrist|laufzeit|weniger platze|lizenzen
        monatlich|jahrlich|im_voraus zahlen
      `,
    },
    {
      means: 'offer',
      patterns: `
        angebot|kostenvoranschlag|offerte|preisangebot .. 
        vertragsentwurf|mustervertrag|vertragsunterlagen
        was|wieviel|wie_viel|welcher_preis .. kostet|kosten|kame|zahlen|ware|liegen|machen|kommt|wurde .. #size|fur_uns|#num
        kostet|kosten|preis|preise|zahlen|zahle .. fur|bei #size|uns|unser|#num|zehn|zwolf|funf|sechs|acht|drei|vier
        #size .. kosten|kostet|preis|wieviel|was_macht_das
        was .. #size .. kosten|kostet
        fur #size .. was|kosten
        testen|ausprobieren|probieren|testzugang|testphase|probezugang|probemonat|testversion|demo|vorfuhrung|testaccount|demotermin|probieren
        zeigen .. uns|mir|mal
        termin .. vereinbaren|machen|ausmachen|fur|vorschlagen
        vertrag|avv .. schicken|senden|zusenden|zuschicken|haben
      `,
    },
  ],
  fr: [
    {
      means: 'won',
      patterns: `
        on y va|prend|signe|achete|fonce|commande
        nous prenons|signons|achetons|commandons|acceptons
        je|on prends|prend|signe|achete|commande|accepte|valide .. 
        marche conclu
        c est d_accord|bon|ok|signe|parti|vendu .. on|envoyez|je|nous|$
        envoyez .. facture|contrat|bon_de_commande .. 
        ou .. signe|signer|payer|paie|signons
        vendu|adjuge|banco|tope_la|affaire_conclue|deal|feu_vert_pour_signer
        allons y
        vous m_avez|nous_avez convaincu|convaincus|convaincue
        partant|partants|partante
      `,
    },
    { means: 'notLost', patterns: `pas .. maintenant|pour_l_instant|cette_annee|tout_de_suite|pour_le_moment` },
    {
      means: 'lost',
      patterns: `
        pas|plus|aucun|aucunement .. interesse|interesses|interessee|interet|interessent|pour_nous|interesse_pas
        choisi|pris|opte|decide|signe|parti|partis|prefere .. autre|concurrent|ailleurs|zendesk|concurrence|ne_pas
        non merci .. 
        reste|restons|rester .. avec|sur|excel|notre|comme|a
        laisse|laissons tomber
        laissez moi|nous tranquille|tranquilles
        ne .. contactez|ecrivez|appelez|recontactez plus
        abandonne|abandonnons|renoncons|renonce
        on arrete la
        c est non
        sans suite
        merci mais non
        tant pis
      `,
    },
    {
      means: 'bargain',
      patterns: `
        remise|rabais|reduction|ristourne|geste|geste_commercial|promo|promotion|negocier|negociable|moins_cher|un_effort|effort_sur|baisser|meilleur_prix|offrir|offrez|offert|remises|degressif
        #percent .. 
        si on|nous s_engage|prend|prenons|paie|paye|payons|signe|signons|engageons
        engage~ sur|pour .. ans
        prix .. baisse|descendre|baisser|bloquer|geler
        sans les? frais|mise_en_service|formation|module
        frais .. offerts|retirer|enlever|gratuits|supprimer
        descendre|baisser .. a|prix|tarif
        conditions|echelonner|en_plusieurs_fois|delai_de_paiement|duree_d_engagement
      `,
    },
    {
      means: 'bargainSoft',
      patterns: `
        trop|un_peu|assez|tres cher|chere|eleve
        plus que prevu|pensais
        paiement|mensuel|annuel|engagement
      `,
    },
    {
      means: 'offer',
      patterns: `
        devis|proposition|offre_ecrite|offre_commerciale|offre_de_prix|offre_chiffree|chiffrage|projet_de_contrat|contrat_type
        offre .. pour|ecrite|chiffree
        combien|prix|tarif|quel_prix|couterait|coute|cout|faudrait_compter .. #size|pour_nous|pour_notre|postes
        #size .. combien|prix|ca_fait|ca_ferait|coute|tarif
        essayer|tester|essai|version_d_essai|demo|demonstration|periode_d_essai|test_gratuit|compte_de_test
        rendez_vous|rdv|creneau|visio
        envoyez|envoyer|recevoir|voir .. contrat|offre|devis|proposition
        nous faire une? offre|proposition
        montrer|montrez
      `,
    },
  ],
  es: [
    {
      means: 'won',
      patterns: `
        lo|la|nos compramos|compro|contratamos|contrato|quedamos|tomamos|tomo|quedo|llevamos|cogemos|llevo|cojo|firmo|firmamos $
        lo compramos|contratamos|queremos|tomamos|cogemos
        trato hecho
        hecho $
        nos|me quedamos|quedo con perch|ustedes|vosotros|el|la|lo
        adelante|vamos con|a_por|firmamos|con_el_contrato|mandeme|envien|manden|preparen
        vamos adelante
        donde|como .. firmo|firmamos|pago|pagamos
        mandeme|envieme|enviame|mandame|envien|manden|prepare|preparen .. contrato|factura|orden
        compramos|contratamos|firmamos|compro|vendido|aceptamos|acepto|firmo .. 
        me|nos ha|han convencido|convencieron
        estamos|estoy dentro|listos_para_firmar|convencidos
        cerramos|cerrado .. trato|acuerdo|el
      `,
    },
    { means: 'notLost', patterns: `no .. ahora|por_ahora|de_momento|este_ano|todavia` },
    {
      means: 'lost',
      patterns: `
        no .. interesa|interesados|interesado|interesada|interes|es_para_nosotros|vamos_a_seguir|nos_convence
        elegido|elegimos|decidido|decidimos|escogido|optado|quedamos|quedado|contratado|contratamos|elegi|decidio|decantado|ido|optamos|vamos|fuimos|preferimos .. otra|otro|competencia|zendesk|otros|alternativa
        seguimos|seguiremos|quedamos|seguir|quedaremos con|igual|como .. 
        gracias pero no|ya_no
        no gracias
        dejelo|dejalo|olvidelo|olvidalo|descartado|descartamos|renunciamos|desistimos
        no .. llamen|escriban|contacten|vuelvan|molesten|moleste .. mas|no
        dejenme|dejen en paz
        definitivamente no
        es un no
        lo dejamos aqui|estar
      `,
    },
    {
      means: 'bargain',
      patterns: `
        descuento|rebaja|rebajar|rebajan|rebajas|oferta_mejor|mejor_precio|negociar|negociable|mas_barato|barato|bajar|bajan|baja|bajarme|promocion|regalan|regalar|regalarnos|regateo|bonificacion
        #percent .. 
        quita|quitan|quitar|elimina|sin .. coste|alta|costo|modulo|instalacion|formacion|gastos
        si .. firmo|firmamos|contratamos|pagamos|contrato|pago|comprometemos
        precio .. congelar|congelado|mejor|ajustar|apretar|mejorar
        condiciones|plazos_de_pago|permanencia|en_cuotas
      `,
    },
    {
      means: 'bargainSoft',
      patterns: `
        demasiado|muy|algo|un_poco|bastante caro|cara|alto|elevado
        mas de lo que esperaba|pensaba|esperabamos
        pago|facturacion anual|mensual
      `,
    },
    {
      means: 'offer',
      patterns: `
        presupuesto para|de #size|ocho|diez|usuarios|personas|cinco|doce|#num
        mandeme|mandame|envieme|enviame|enviarme|mandarme|mandarnos|enviarnos|manda|envia|envien|manden|hagame|hazme|hacerme|pasame|paseme|pasarme|preparame|prepareme|quiero|quisiera|queremos|necesito|necesitamos|solicito|solicitar|pedir|recibir|darme|dar|querria|preparar|podria .. presupuesto|cotizacion|oferta|propuesta|contrato|borrador
        cotizacion|cotizar|cotizarme
        oferta .. por_escrito|para
        cuanto|precio|costo|costaria|saldria|seria|que_precio|coste .. #size|para_nosotros|puestos
        #size .. cuanto|precio|costaria|saldria
        probar|probarlo|prueba|demo|demostracion|version_de_prueba|periodo_de_prueba
        reunion|cita .. agendar|concertar|demo|fijar|programar
        agendar|concertar|programar .. 
        contrato .. borrador|enviar|modelo
        mostrar|ensenar .. nos|me|ensenarnos|como
      `,
    },
  ],
};

/** Reads the steps that a message makes. */
export interface StageReader {
  readonly words: readonly string[];
  readonly read: (utterance: Utterance, stage: Stage) => { readonly stage: Stage; readonly reason: string } | undefined;
}

export function makeStageReader(): StageReader {
  const rules = new Map<Language, Rules<Step>>();
  for (const language of ['en', 'de', 'fr', 'es'] as const) {
    rules.set(language, makeRules(tables[language], classesOf(language)));
  }
  return {
    words: rules.get('en')?.words ?? [],
    read: (utterance, stage) => {
      const table = rules.get(utterance.language);
      if (!table || stage === 'WON' || stage === 'LOST') return undefined;
      const steps = new Set<Step>();
      for (const clause of utterance.clauses) {
        const found = new Set(table.hits(clause.text, clause.words).map((hit) => hit.means));
        if (found.has('none')) found.delete('won');
        if (found.has('notLost')) found.delete('lost');
        if (clause.question || clause.hypothetical) {
          found.delete('lost');
          if (!/ (?:where|how|wo|wie|ou|donde|como) /.test(clause.text)) found.delete('won');
        }
        if (clause.conditional || clause.doubtful) found.delete('won');
        if (clause.distant) found.delete('won');
        for (const step of found) steps.add(step);
      }
      return move(steps, stage);
    },
  };
}

function move(steps: ReadonlySet<Step>, stage: Stage): { stage: Stage; reason: string } | undefined {
  const at = (name: Stage) => stages.indexOf(name);
  const offered = at(stage) >= at('PROPOSAL');
  if (steps.has('lost')) return { stage: 'LOST', reason: 'declines for good' };
  if (steps.has('won')) return { stage: 'WON', reason: 'commits to buy' };
  if (offered && (steps.has('bargain') || steps.has('bargainSoft'))) return further(stage, 'NEGOTIATION', 'bargains');
  if (steps.has('offer')) return further(stage, 'PROPOSAL', 'asks for a concrete offer');
  return undefined;
}

/** Stages only move on. */
function further(from: Stage, to: Stage, reason: string): { stage: Stage; reason: string } | undefined {
  return stages.indexOf(to) > stages.indexOf(from) ? { stage: to, reason } : undefined;
}
