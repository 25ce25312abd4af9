/**
 * English verbs and nouns whose forms share no stem: the base form, then the others. Those that
 * Porter's stemmer joins are left out, and verbs that say little of what is done.
 */
const families = `
begin began begun
bend bent
bite bit bitten
bleed bled
blow blew blown
break broke broken
breed bred
bring brought
build built
burn burnt
buy bought
catch caught
choose chose chosen
creep crept
cut cutting
deal dealt
dig dug digging
draw drew drawn
dream dreamt
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
flee fled
fly flew flown flies
forget forgot forgotten
forgive forgave forgiven
freeze froze frozen
grow grew grown
hang hung
hear heard
hide hid hidden
hold held
keep kept
kneel knelt
lean leant
learn learnt
lend lent
lose lost
meet met
pay paid
ride rode ridden
ring rang rung
rise rose risen
run ran
seek sought
sell sold
send sent
sew sewn
shake shook shaken
shine shone
shoot shot
show shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sit sat
sleep slept
slide slid
smell smelt
speak spoke spoken
spell spelt
spend spent
spill spilt
spin spun
spoil spoilt
spring sprang sprung
stand stood
steal stole stolen
stick stuck
sting stung
strike struck
swear swore sworn
sweep swept
swim swam swum
swing swung
teach taught
tear tore torn
throw threw thrown
understand understood
wake woke woken
wear wore worn
weave wove woven
weep wept
win won
write wrote written
foot feet
goose geese
half halves
knife knives
loaf loaves
man men
mouse mice
person people
shelf shelves
thief thieves
tooth teeth
wife wives
wolf wolves
woman women
bad worse worst
good better best
mum mom mother mama
dad father papa
grandma grandmother gran nan
grandpa grandfather grandad
child children kid kids
tv television
photo photograph photos pic
bike bicycle bikes
fridge refrigerator
flat apartment
holiday vacation
film movie
phone telephone
colour color
favourite favorite
grey gray
marry married marriage wedding
`;

/** Each form by the one that stands for all of its family. */
export const baseForms: ReadonlyMap<string, string> = new Map(
  families
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [base = '', ...forms] = line.split(' ');
      return forms.map((form) => [form, base] as const);
    })
    .reverse(),
);
