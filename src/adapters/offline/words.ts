/**
 * Common English words, and less common ones that are an edit or two from a word that the rules know: none of them is a
 * typing error. Chosen by frequency in SUBTLEX-US (http://www.lexique.org/?page_id=241).
 */
export const notTypos: ReadonlySet<string> = new Set(
  `
  abide able aboard about above absolutely accent accept acceptance access accident account aces acre acres across
  acting action activity actor actresses acts actually adapt addition address addressed admit adoption advantage
  advice advocate affair afford afraid after afternoon again against aged agents agree agreed ahead aide airport alarm
  alert alignment alike alive allow allowed almost alone along already also alter alternate always amazing ambulance
  among amount analysis ancient angry animal animals annoy another answer answers anybody anymore anyone anything
  anytime anyway anywhere apart apartment apes apologize apparent appear appears apple appointment appreciate approach
  archives area arena arise armed arms army around arrest arrested arrived artist ashamed ashtray aside asked asking
  asleep asshole assistant assisted assisting assume assure attack attacked attention attitude attorney attractive
  audience audio authority available aviation avoid await awaiting awaits awake awaken aware away awesome awful awoke
  axle babbling babe babies baby back badly bagged bags bake baked baking bald bale ball balls banana band bang bank
  bankruptcy barely barf barge bark barking barks barn base baseball based basement bash basically basketball bath
  bathroom bats batter batting battle beach beak beam bean bear beard bearings beast beat beating beaut beautiful
  beauty became because become becomes becoming bedroom bedside beef been beep beer before began begged begging begin
  beginning begs behavior behind bein being believe believed bell belly belong belonged belongs below belt bent best
  bets better between beyond bidding bien bigger biggest bike billions bills bind bird birds birth birthday bite black
  blame blank blasting bled bleeding blend bless blew blind blinding blinking bliss block blockade bloke blond blood
  bloody bloom blooming blow blue blushing boar board boat boats bodies body bolts bomb bombings bonding bone bones
  bony book books boom boot booth boots bore boring born borrow boss bossy both bother bottle bottled bottles bottom
  bought bouncy bowl bows boxed boxer boxers boyfriend boys bracelet bragging brain brains brake brand brat brave
  bread break breakfast breaking breath breathe breather breathing bred breeding brew bride bridge brig bright
  brilliant bring bringing brings brink broke broken brook brothel brother brothers brought bruising brunch brushing
  bucks buddy budge buds bugged bugger build building built bulb bull bullet bulls bums bunch bunk buns burgers buried
  burn burned burning burp burst bury buses bush business bust busted busy butchered butt button buying cable cabs
  cafe cage cages cake cakes calendar calf call called calling calls calm came camel camera camp camped cancer candy
  cane cannon cannot cant capable card cards care career careful carefully cares carry carrying cars cart cartel
  carton carve casa case cases cash cast casting castle casually catastrophic catch catchy catering caught cause
  caused cave caves cease ceased celebrate cell cells center cents century certain certainly certainty chain chair
  champagne champion chance chances change changed changes changing channel chant chanting chap chaplain chaps
  character charge charges charming chart charts chase chastity cheap cheat cheater cheating cheats check checked
  checking cheek cheeks cheering cheese chem cheque chest chew chick chicken chicks child children chilling chin chip
  chocolate choice choke choose chow chuckling chunky church cigarette circle circumstances city claim clam clams clan
  clap clarity clash class clean cleaning clear clearly clever click clicking client clients clinical cloak clock
  clone close closed closer closest closet closets closing clot clothes clothing cloud clover clowning club cluck
  coach coal coalition coarse coast coat coats code coffee coil cold collection collections collector collectors
  college colleges color coloring coma comb comes comet comfortable comfortably coming comm command commanded
  commanding commend commerce commie committed committee common community comp company competing competition
  competitive complete completely complicate complicated compliment composer composition computer computers concealed
  conceited conception concern concerned concert concerts conclusion concussion condition conditioned conditioner
  conducted conducting conductor cone cones confer conference confessed confessing confession confidence confined
  conformed confuse confused connection consider considered considers consolation constant construct consul consulate
  consumed consumer contact contained containing contains contempt contest contests context continent continue
  continues continuum contract contractor contradict contrary contrast control contusions convent convention
  conversation converse conversion converted convicted conviction convictions convicts convinced cook cooking cool
  coon cops copy cord cords core cork corner cornered correct corrected correctly cost cosy couch could count counting
  country couple courage course court courting cousin cover covered covert cozy crab crack crackers cracking cram
  cramp crap crash crashed crashing crate crawling crazy creaking cream crease create created creative creature credit
  cremated crew crime criminal crock crook crop crops cross crowd crows crying crypt cure cures curious currency curse
  curtain curtains customary cute cutting daft damage dame dance dancing danger dangerous dare daring dark darling
  darn dart data date dating daughter daughters dawn days dead deaf deal dealing dealings dealt dear death debt debut
  decade decadent decades deceit deceived deceiving decent decide decided decipher decision decisive deck declared
  deed deep deer defeated defect defend defended defending defense definitely definitive deformed delegate delegates
  delicate delicious delighted deliver delusion delusions demented demon demonstrating denies deny department depends
  descent desert deserted deserve deserved desk desperate destined destiny destroy destroyed detached detail detailed
  details detained detected detection detector detectors developed develops devil dial dialed diamond diaper dice died
  dies diet difference different difficult digs dine diner dinner dinners dire direct direction directive directly
  director dirt dirty disappear disappeared disappointed disasters disconnect discovered discuss disease disgusting
  dish disk dismount disposable disposed distance distinct distract distributor district dive divide dividing diving
  division divisions divorce doctor doctors does dogs doing doll dollar dollars dome done donor dont door doors dope
  dork dose doses doth dots double doubt doubted dove down downside downstairs downtown dozen drag draining draw drawn
  dream dreams dreamt dreamy dress dressed drift drifting drilling drink drinking drinks drip dripping drive driver
  driving drone drooling drop dropped drove drug drugs drunk duck duct dude duet dumb dump during dusk dust duty dyed
  dying each earlier early ears earth ease easier easily easy eating edge education effect eggs eight eighth either
  elevator else embarrassed embarrassing emerge emergency emotional empire empty ended ends enemy energy engaged
  engine enjoy enough enter enters entire entry equipment escalator escape especially estate evacuate evacuated even
  evening event eventually ever every everybody everyone everything everywhere evidence evil exact exactly example
  exceed exceeded excellence excellent except excessive excited exciting executed execution exhaustion exist expanding
  expect expected expecting expel expelled expensive experience expert explain explode exploited exploiting explored
  explorer explosive exposing extensive extra extremely eyes face faces fact factory facts fade fading fail failed
  failing fails fair fairy faith fake faking fall falling falls fame familiar families family famous fancy fantastic
  farce fare farm farmer farms fart farther fast fasten faster fate father fathers fatter fault favor favorite fear
  feast feather feathers federal feed feeds feel feeling feelings feels feet fell fella fellas fellow fellows felt
  female fest fever fiance field fiend fifth fight fighting fights figure figured file files fill filled filling fills
  film final finale finally find finding findings finds fine finger fingers finish finished fire fired firm first fish
  fishing fist fists five fixed fixtures flair flame flash flat flavor flavour flaw flee flesh flew flight floor
  floors flop flour flower flowers flown flying foam focus folder folk folks follow followed following fond food foods
  fool fooled fooling foot football force forced forces fore foreign foremost forever forged forget forgive forgot
  forgotten form formality fortune forum forward fought foul found four fourth fracture fractures fragment fragments
  freak free freedom fresh fret fried friend friendly friends friendship fright frightened frog from front frosting
  fruit frustration fuel full fully funeral funk funky funny further future gain gambling game games gang garage
  garbage garden gate gave gays gaze generate genius gentleman gentlemen gents gets getting ghost giant gift girl
  girlfriend girls give given gives givin giving glad glass glasses glory glow glowing gods goes going gold golden
  golf gone gonna good goodness goody goof gook goon gorgeous gosh gotta gotten government governor gown grab graceful
  gracious grad grade graft grand grandfather grandmother grateful grave gray great greatest greed green greet
  greeting grew grid grim grin grinning groaning groin grooming gross ground group grow growing growling growls grown
  grownups grunt grunting guarantee guard guards guess guest guests guilty gums guns guts guys hair half hall halls
  hallway halo hand handle hands handsome handy hang hanging hangover happen happened happening happens happiness
  happy hard harder hardly harm harp hast haste hate hated hates hath haunt haunting have having haze head headed
  heading heads heal heals health healthy heap hear heard hearing heart heartache hearts heat heating heaven heavy
  heel heir held help helped helping helpless helps hens herbs here hero herself hidden hide hiding high higher highly
  hike hiking hill himself hind hint hire hired historic history hitting hives hock hold holding hole holiday holler
  home homey homie homo honest honestly honesty honey honk honor honour hood hoods hoof hook hoop hoot hope hoping
  hopped hopping horn horrible horribly hors horse horses hose hospital hotel hour hours house housework huddle huge
  hula hull human humane hundred hundreds hung hungry hunk hunt hunting hurt hurting hurts husband hustling hype idea
  ideas idiot ignore illegal image imagine immediate immediately immigration importance important impossible impotent
  impressive improvise inclined including incredible indeed infected information injected injuries innocent inquire
  insane inside instance instead instruments insurance integrity intelligent intend intent interact interaction
  intercept intercepted interest interested interesting interfere interior internal interpret interview into intro
  introduce invent inventor inventory investigation invite invited inviting involved island issue itself jacket jail
  jealous jerk jest jiggle jingle jobs join joint joke joys judge juice jump jumped jungle junk jury just justice keel
  keen keep keeping keeps kept keys kick kicked kidding kids kill killed killer killing kilos kind kinda kinds king
  kiss kissed kissing kitchen knack knees knew knife knob knock knocked knot knots know knowing knowledge known knows
  kung lace ladies lads lady laid lair lake lame lamp lamps land lanes language lapse lard large lark laser lash lass
  last late lately later latex latte latter laugh laughing laughs lawyer lazy lead leader leading leaf leak leaking
  leaks lean leaning leap leaping leaps learn learned learnt leash least leave leaves leaving left legal legs lend
  lending lens lent less lesson lest letter letters letting level lever lewd liar librarian library lice license lick
  licked licking lied lies life lift light lights like liked likely likes limb limbs lime limo line linen lines
  lingerie lint lips list listening little live lived lives living load loans lobe local locate locating location lock
  locked locket lockup loco lodged loft logic logs lone lonely loner long longer look looked looking looks looky loon
  loop loose loot lords lose loser losing loss losses lost lots loud louse lousy love loved lovely lover loves loving
  lower luck lucky lump lumps lunch lunches lung lust lying machine machinery madam made magazine magic maid maids
  mail main make makes making male males mall malls manage manager mangy mano manor many march mare marked marker
  market markings marks marriage married marries marry mass massage masses massive mast master match mate mater
  material mates mats matter matters mayor maze meal meals mean meaning means meant meat meddle meddling media medic
  medical medicine meds meek meet meeting melt melting member members memories memory mend mentally mention mentioned
  mentions menus mercy mere mess message meth mice middle midnight might mighty migraine mild mile miles military milk
  million millions mind minds mine mini ministers mink minor mint mints minute minutes miracle mirror miserable missed
  missile missiles missing mission missions missus mist mistake mistakes mister mite mixed model moist mole moment
  moments momentum money monkey monster month months monument mood moon moons moot moping more morning most mostly
  motel moth mother mothers mountain mountains mourning mouth mouths move moved movement moves movie movies moving
  much muck mugs multiply mumbling murder murdered murderer muse mush music must mutt myself mystery myth myths naked
  name named names nasty national natural naturally nature near nearby nearly neat neatly necessary necessity neck
  need needed needs needy negative negotiator neighborhood neither nerd nerds nerve nervous nest never news newspaper
  next nice nicked niece night nightmare nights nine noise none nonsense noon noose normal nose noses note notes
  nothing notice noticed notified nowhere nuclear number numbers nuns nurse nuts object obvious obviously ocean
  offended offer offered office officer officers official offspring often older omen once ones only onto open opened
  opening operated operates operating operation operative opinion opinions opportunity opposition orange order ordered
  orders organism original other others ought ounce ours ourselves outfit outgoing outlaw outrage outraged outside
  outta oven over overload overrated owed owes owls owner pace paces pacing pack package packed packing packs pact
  pads page pager paid pain painless paint painter painters painting paints pair pairs palace pale pals panic panicked
  panicking pans panting pants paper papers para pardner pardon parental parents park parking part particular parties
  partner partners parts party partying pass passed passing passions past pasta patent path pathetic patience patient
  patients pavement pawn paws paying peace peach pear peas peck peek penny people percent perfect perfectly
  performance period perk permission person persona personal personality personally personnel pest petition petting
  petty phone phoney phony photo phrase physical physician piano pick picked picket pickin picking pickled picky
  picture pictures piece pieces pies pill pills pilot pinch pine pines pink pins pint pints pipe pipes piss pissed
  pissing pits pity pizza place places plain plains plan plane planet plank planned planning plans plant planted
  planting plants plate plates play played player playing plays pleaded pleasant please pleased pleasure plenty plot
  plotting ploy plug plugs plum pocket poet poets point points pointy poison poker pole poles police policy political
  poll polls pond poof pool poop poor popular porch pork port pose posh position positive possible possibly post
  potion pounds pour powder power powerful powers practical practically practice practise pray praying precedent
  precious prefer prefers pregnancy pregnant premise premises prepare prepared presence present presidency presiding
  press pressure pretend pretty price prick pricks pride priest prima princes princess principle print printed
  printing prison prisoner private prizes probable probably probe problem problems proceed process procession produce
  produced producer produces production professional program progress project projection projector promise promised
  promoted proof proper property prosecution prospect protect protecting protection protective protector protects
  protesting proud prove province provoked prune prying pubic public puck pull pulled pulling pulp pulse punch
  punching punished punishing punk pure purge purpose push pusher pushes puss puts putting putz quack quad quarter
  quarters quartet queen queer question questions quick quickly quiet quit quite quiz rabbit race rack radio rage raid
  raided rail railing rain rainy raise raised rake rally rang range rare rash rate rather rave reach reached react
  reacted reacting reaction read reading ready real realised reality realize realized realizes really realm reap rear
  reason reasonably reasons receipts received recently receptive recite recognize recon record records recreation
  redemption reel reference referred referring refuse refuses refusing regain regained regard regarded regarding
  regional regret regular regulation rehearsed reign reindeer rejecting rejection relate relationship relax relaxing
  relay release releases releasing relevance relief relieved religion remain remainder remember remembered remind
  remote remove renal rent repaired repay repeat repent replay report reports representation request rescue rescuing
  research reset residence resident residents resolved resort resource respect respected respects responsibility
  responsible rest restaurant restore restraint results retain retained retainer retarded retire retiring return
  returned revealed revealing revenge reverence reversed review reviewed revolting rewarding rewards rewind rice rich
  ride ridiculous riding right rights righty ring rings rink riot rips rise risk rite river roach roaches road roam
  roar robber robbery robes rock rocks role roll rolling romantic roof roofs room rooms rope ropes roses rough round
  route routine royal rubbed rubbers rubs rude rugs ruin ruined ruining ruins rule rules rung running runs runt ruse
  rush rust rustling sack sacks safe safety sage said sail sake sakes sale salesmen salt salts salute same sand
  sandwich sane sang save saved saving saying says scalp scam scanning scar scare scared scaring scary scene scent
  schedule school schooling science scold scoot score scored scram scratched scream screamed screaming screen screw
  screwed scum seal sealed seals search seas season seat seats second seconds secret secretary secretly secrets
  section sections secure security seeing seem seemed seems seen sees seize sell selling selves semen send sending
  senior sense sensitive sent sentence separate sera serious seriously serve service services setting settle seven
  sever several severely sewed sewing sexual sexy shack shade shadow shake shaken shaky shall shalt sham shame
  shameless shape shaped share shark sharp shattered shawl sheep shelters shift shifting shilling shine ship shipped
  shipping ships shirt shirts shock shocking shoe shoes shoot shooter shooters shooting shoots shop shopping short
  shortage shortcut shortest shot shots should shoulder shove show showed shower showing shown shows shred shrinking
  sick side sigh sighing sighs sight sign signal signed signs silence silent silk silly silver simmer simple simply
  since sing singing single sings sinister sink sinned sins sipping sire sirs sister sisters site sitting situation
  size sketches skid skill skin skins skip skirt skis slam slammed slamming slams slap slapped slapping slave slay
  sled sleep sleeping sleepy slept slew slick slid slide slight sling slip slippery slit slob slop slow slowly smack
  small smallest smart smarts smashed smell smelled smelling smells smile smoke smoking smuggled smuggling smut snack
  snake snapping snatched sneak sneaking sneaks snip snitch snooping snore snoring snot snow snows snuck snuff soar
  social socialist society sock socks soft sold soldier soldiers solid some somebody someday somehow someone someplace
  something sometime sometimes somewhere song songs soon sooner soothing sore sorry sort sorta soul sound sounding
  sounds soup source space span spanking spare spark spat speak speaking speaks spear special specialize specialty
  speck speech speeches speed speedy spell spelled spelling spells spend spending spent spill spilling spine spirit
  spit spits spitting split spoke spoon sport sporting sports spot spraying spread spring sprung spun spying squad
  square squeaking stab stabbing stack stacks staff stag stage staged staging stair stairs stake staked stale stalked
  stalking stall stalling stallion stampede stand standing stands star starch stare staring stars start started
  starting startled startling starts starved starving stashed stat state stated statement stating station stats statue
  statues stay stayed staying steady steak steaks steal stealing steaming steel steer stem step steps stew stick stiff
  still sting stings stink stinking stinks stinky stir stirring stitches stock stockings stole stolen stomach stomp
  stone stoned stood stoop stop stopped stopping stops store stories storm stormy story stove stow straight straighten
  strained strange stranger strangle strangled strangling strap straps stray strays street streets strength strike
  striking string stripe strong struck structural stuck student students studied studio study studying stuff stuffy
  stump stunning stupid style subject submarine submarines subs success such suck sucks sudden suddenly sued suffer
  sugar suggest suicide suing suit suits summer summit sundae sung super superb supervise supervised supervision
  supplied supplies support suppose supposed sure surely surf surfer surfers surge surgery surprise surprised survive
  suspect swam swap sway swear swearing sweat sweating sweats sweep sweeping sweet sweeter sweetest sweetheart sweetie
  sweets swell swelling swells swim swimming swine swing switch sword swore swung system table tack tail take taken
  takes takin taking tale talent tales talk talked talking talks tall tame tank tanks tape target taste tasting taught
  taxes taxi teach teacher team tear tears tech technical teen teeth telephone television tell telling tells tempo
  tempt tempting tenant tent tents terminal termites terms terrible terribly terrific test tests than that thaw
  theater thee their them themselves then theory there therefore these they thick thief thieving thin thine thing
  things thingy think thinking thinks third thirsty this thong thorough those thou though thought thoughts thousand
  thousands threat threats three threw thrilled throat through throw throwing thrown thrust thrusters thumb thus tick
  ticket tickets tide tides tied ties tiger tight tile tiles till tilt timber time times ting tiny tips tire tired
  tires tiring toad toast today together toilet token told toll tomorrow tones tongue tonight tons took toot torch
  torn toss total totally touch touched touchy tough tour toward towards tower town toys trace tracer tracing track
  tract trade traded trades traffic trailing trails train trained trainer training tram trampled transaction transfers
  transform transformed transition translator transmit trap trash travel tread treasure treasures treat treated
  treating tree trees triad trial triangle tribal trick tricky tried triggers trip triple triplets tripped troopers
  trouble trough truce truck trucker true truly trust trusty truth trying tuned turd turf turkey turn turned turning
  turns tutoring twat twice twisting tying type ugly ultimatum unbelievable unclean undead under understand
  understanding understood underwear uniform union unit unity universe unless unreal untie until unusual upon upset
  upstairs used usher using usual usually vacation value vanquish vanquished vanquishing variation vehicle vent very
  vice victim victims victory video view village violence vision visit voice volunteers vote vowed wack wage wailing
  waist wait waited waiting wake walk walked walking wall wallet walls wand wandering wanna want wanted wanting wants
  warm warn warning warp warrant wars wart wash washed washes washing waste wasting watch watched watching water wave
  ways weak weakened weapon weapons wear wearing weather weave wedding weeds week weekend weeks weep weight weird
  welcome went wept were whale whatever wheat wheel when whenever wherever whether which while whine whistles
  whistling white whoever whole whom whomever whose wide widow widows wife wild will willing wilt wind window windows
  wine winner winning winter wipe wire wise wish witch with withdrawal within without witness wits woke woman women
  wonder wondered wonderful wondering wont wood woods word words wore work worked working works world worm worms worn
  worried worry worse worst worth would wound wring wrist wrists write writer writing written wrong wrote yard year
  years yelling yellow yesterday young younger your yours yourself yourselves zero
  trail
  leeds lagos rota rotas archive archived leads rots lags york derby perth dover essex kent
  ross hank sally wells poole ghent lille basel turin rovers rover stalls barges kennel kennels
  salon salons lease leased waiver waivers fleece floss bridal brides groom lofts masts
  `
    .trim()
    .split(/\s+/),
);
