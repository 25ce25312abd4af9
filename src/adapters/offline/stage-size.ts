import type { Clause } from './clauses.js';
import { fold } from './text.js';

/** The price for their own size: a number of people or seats, and the wish to hear a price. */

const several =
  '(?:#num|#big|\\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?: (?:one|two|three|four|five|six|seven|eight|nine))?|(?:a|one|two|three|couple) (?:hundred|dozen)|dozen|hundred|half a dozen)';
/** Things that are counted, but do not log in. */
const others =
  '(?!(?:\\S*(?:day|week|month|year|hour|minute|second|mail|message|call|ticket|order|customer|client|guest|patient|contact|euro|dollar|pound|cent|buck|branche|location|site|office|shop|store|centre|center|inboxe|mailboxe|channel|request|enquirie|inquirie|lead|time|percent|quarter|question|plan|thing|option|contract|term|feature|mb|gb|languag|countrie|number|hotel|clinic|restaurant|practice|school|room|follower|booking|reservation|product|tool|app|system|case|complaint|chat|conversation|notice|star|step|mile|kilometre|fee|stage|round|letter|word|page|line|email|visit|delay|invoice|quote|price|pupil|student|parent|member|donor|tenant|resident|subscriber|visitor|floor|building|table|bed|car|van|truck|cow|sheep|acre|bike|boat)s?|is|was|has|does|its|this|us|plus|as|less|always|perhaps|yes|business) )';
const people = `(?:[a-z-]{3,}(?:[^s\\W]s)|men|women|people|staff|folks?|crew|personnel|gents|of us|of them|in (?:the )?(?:office|team|reception|support|sales|kitchen|back|front|field|call centre|company|firm|department)|on (?:the )?(?:team|desk|phones)|strong)`;
const group =
  '(?:person|man|woman|seat|user|people|strong|desk|member|agent|head|employee|handed|staff|team|licence|license|login|lawyer|doctor)';
const counts = [
  ` #size `,
  ` ${several} (?:${others}[a-z-]+ ){0,2}${others}${people} `,
  ` ${several} (?:- )?(?:odd |some )?${group} `,
  ` (?:we are|we will be|we would be|there are|there would be|us being|being|all|of|for|us|just|only|say|thinking|with|about|around|roughly|incl|including|plus|price) (?:just |only |about |around |roughly |all |maybe |like |the )?${several} (?:$|were |we are |in |at |incl|including|with|plus|and |now|here|altogether|total|people|to begin|to start|or so|from|on )`,
  ` the ${several} of us `,
  ` (?:wir sind|waren|zu|fur|mit|bei|uber|pour|nous sommes|on est|de|a|para|somos|seriamos) (?:(?:etwa|rund|ca|unsere|unser|une|un|equipe|environ|unos|equipo|notre|nuestro) ){0,2}(?:de )?(?:#num|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|zwolf|zwanzig|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte) `,
].map((source) => new RegExp(source));

const price =
  / (?:how much|how many (?:euros?|dollars?|pounds?|bucks)|what (?:is|would|will|does) (?:it|that|this) (?:going to )?(?:be|come|make|run|do) (?:for|to|per|a)|what would (?:\S+ ){1,5}(?:be looking at|pay|be paying|owe)|price|prices|pricing|cost|costs|costing|quote|charge|come to|total|sum|figures?|numbers?|set (?:me|us) back|damage|bill|fee|rate|rates|tariff|what (?:do|would|will|does|should|must|did|are) (?:\S+ ){0,2}(?:pay|owe|want|ask|be|charge|take|looking)|monthly|annual|yearly|combien|prix|tarif|cuanto|cuesta|precio|costaria|kostet|kosten|preis|zahlen|zahlt) /;
const asking =
  /^ (?:(?:the|and|so|ok|hi|hello|hey|please|a|your|just|only|quick|rough|total|best) )*(?:price|prices|pricing|cost|costs|costing|how much|what|quote|total|rates?|damage) | (?:need|want|like|love|after|looking|give|send|mail|email|text|run|get|please|tell|could you|can you|can i|would you|know|what|how much|how many|work out|calculate|make|interested|appreciate|combien|cuanto|was) (?:\S+ ){0,8}(?:price|prices|pricing|cost|costs|costing|quote|charge|total|sum|figures?|numbers?|bill|fees?|rates?|tariff|monthly|annual|yearly|prix|tarif|precio|preis) | (?:price|cost) (?:it|this|that|us) (?:up|out|for)/;
const pays =
  / (?:we|i|they|he|she|company|firm) (?:\S+ )?(?:pay|paid|pays|spend|spent|charge|charges|charged|bill|billed|invoiced|earn|earned|lost|lose|save|saved) |(?:per|a|each|every) (?:day|hour|week|night) |(?:customer|client|guest|different|their|our|his|her) /;

const small = / (?:just me|only me|myself|me and my|both of us|my lot|all of us|my whole \S+|the whole \S+|me alone) /;

/** Whether a clause tells how many they are; the words as written, too, since spelling may take a plural for an error. */
export function tellsSize(clause: Clause): boolean {
  if (clause.distant) return false;
  const written = ` ${fold(clause.raw).replace(/[^a-z0-9 ]+/g, ' ')} `;
  if (counts.some((count) => count.test(clause.text) || count.test(written))) return true;
  return small.test(clause.text) && (clause.hypothetical || price.test(clause.text));
}

/** Whether a clause asks for a price. */
export function asksPrice(clause: Clause): boolean {
  if (!price.test(clause.text)) return false;
  if (clause.words.length <= 4 && !pays.test(clause.text)) return true;
  if (clause.question) return !/ (?:pays|paid|cheaper|increase|go up|goes up) /.test(clause.text);
  return asking.test(clause.text) && !pays.test(clause.text);
}
