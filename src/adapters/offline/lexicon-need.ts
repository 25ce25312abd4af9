import type { Classes } from './pattern.js';

/** Classes of English words for what goes well or badly in the work with customers, used by the rules of need. */
export const needClasses: Classes = {
  neg: 'no not never nobody no_one nothing none zero hardly hardly_any rarely seldom without barely scarcely few_if_any',
  /** What may stand between a negator and what it denies. */
  denied:
    'is are was were be been being has have had had_to have_to has_to ever yet does do did to a an any one of real really actually single much many serious major more us the here who customer customers client clients guest guests patient patients mail mails message messages email emails lead leads order orders call calls request thing things gets get got go goes going went single_one ever_been noticeable big such person people ever_had_to soul gone day minute second week',
  ill_verb:
    'lose~ lost miss~ missed forget~ forgotten slip slips slipped slipping fall_through falls_through fell_through fallen_through fall_between falls_between fall_behind fallen_behind overlook~ vanish~ disappear~ complain~ complained grumble~ moan~ gripe~ struggle~ drown~ overwhelmed swamped snowed_under pile_up piles_up piled_up astray missing unanswered unread late waiting wait waited stuck wrong behind forgotten_about neglected ignored dropped unnoticed double_booked mislaid amiss bother bothers bothered',
  ill_noun:
    'complaint complaints complaining backlog backlogs pain pains hassle hassles mess chaos drama bottleneck bottlenecks delay delays gripe gripes grumbles headache headaches difficulty difficulties struggle struggles mix_ups mix_up pileup queue queues fuss grief shortcomings weakness gap gaps hiccups hiccup glitches nightmare lost_messages missed_calls unanswered waiting disasters disaster burden big_deal clash clashes collision collisions overload',
  sore_noun: 'problem problems trouble troubles issue issues concern concerns worry worries @ill_noun',
  message:
    'email emails mail mails message messages msgs enquiry enquiries inquiry inquiries request requests call calls question questions ticket tickets order orders booking bookings dm dms text texts letter letters reservation reservations customer_contact correspondence customer_emails customer_messages phone_calls support_requests support_tickets customer_questions',
  customers:
    'customer customers client clients guest guests patient patients parents tenants members donors pupils students buyers visitors residents everyone everybody people users punters callers diners owners',
  own_tool:
    'crm tool system software setup set_up set-up inbox mailbox helpdesk help_desk ticketing process processes workflow routine spreadsheet excel notebook diary gmail outlook zendesk freshdesk hubspot intercom front missive salesforce receptionist assistant secretary dispatcher team staff colleague it that everything all things thing office phone arrangement list calendar book provider app spreadsheets labels phones notes rota tags lists program website method way',
  praise:
    'a_treat wonders a_dream like_a_dream like_a_charm like_a_glove like_clockwork like_a_swiss_watch brilliantly beautifully fine perfectly nicely flawlessly well great smoothly swimmingly okay ok alright splendidly wonderfully reliably just_what exactly_what exactly_as just_as as_it_should what_it_should all_i_need all_we_need just_fine us_proud us_fine me_fine us_well me_well good_enough itself by_itself on_its_own all_by_herself by_herself perfectly_well really_well very_well pretty_well quite_well super superbly tiptop',
  thriving:
    'content satisfied spoilt spoiled well_served well_looked_after well_organised well_organized perfectly_organised perfectly_organized organised organized all_set sorted all_sorted covered all_good well_covered well_equipped well_sorted in_good_shape in_good_hands in_good_order in_good_nick in_hand well_in_hand under_control in_order in_check shipshape hunky_dory tickety_boo peachy spot_on rosy fine_as_is fine_as_it_is fine_as_we_are happy_as_is happy_as_we_are happy_as_larry happy_as_clams overstaffed well_staffed fully_staffed up_to_date taken_care_of plain_sailing a_breeze brilliant superb excellent perfect flawless faultless second_to_none solid rock_solid on_point humming tip_top exemplary immaculate',
  brisk:
    'same_day the_same_day on_the_same_day within_the_hour within_an_hour within_minutes in_minutes in_no_time within_hours straight_away straightaway right_away immediately promptly instantly at_once before_lunch before_noon over_breakfast by_lunch by_noon by_evening before_i_go_home before_we_close on_the_spot there_and_then within_the_day the_day_it_comes the_day_they_come in_seconds in_a_flash on_time in_good_time in_time',
  pined:
    'need needs want wants like wish hope hoping must should has_to have_to supposed expect expects expected demand demands require requires promise promised aim trying try could would if ought love so_that to_be',
  disorder:
    'mess messy chaos chaotic mayhem bedlam havoc anarchy pandemonium farce clusterfuck cluster shitshow shit_show dogs_breakfast dog_s_breakfast pigsty hodgepodge mishmash spaghetti tangle muddle fiasco debacle shambles shambolic dumpster_fire faff palaver headless_chickens herding_cats whack_a_mole guesswork hit_and_miss hit_or_miss pot_luck russian_roulette lottery rat_race hamster_wheel powder_keg ticking_bomb time_bomb rabbit_hole no_man_s_land babel car_crash omnishambles disarray turmoil pickle snafu ping_pong free_for_all pass_the_parcel telephone_game chinese_whispers luck_of_the_draw hopeless slog drudgery grind ordeal torture purgatory',
};
