import type { Act } from './act-rules.js';
import type { ActReader } from './acts.js';
import type { Clause, Utterance } from './clauses.js';
import type { Matcher } from './match.js';

/** Whether a message is more than a greeting, an introduction or chit-chat: it asks about the product or speaks of it. */
export function engages(utterance: Utterance, acts: ActReader, matcher: Matcher): boolean {
  const read = (clause: Clause) => acts.read({ ...utterance, clauses: [clause] });
  const chats = (clause: Clause) => chat.test(clause.text) || idle.some((act) => read(clause).has(act));
  return utterance.clauses.some((clause, i) => {
    const said = read(clause);
    if (said.has('whatIsIt')) return true;
    if (idle.some((act) => said.has(act)) || chat.test(clause.text)) return false;
    if (speaks.test(clause.text)) return true;
    if (introduces.test(clause.text)) return false;
    if (toAgent.test(clause.text)) return false;
    if ((clause.question || asks.test(clause.text)) && clause.words.length > 1)
      return clause.words.length > 4 || !utterance.clauses.slice(0, i).some(chats);
    if (polite.some((act) => said.has(act)) || clause.words.length > 12) return false;
    return (matcher.match(clause.words)?.score ?? 0) > 0.6;
  });
}

const idle: readonly Act[] = ['bot', 'smalltalk', 'offtopic', 'language', 'who'];
/** Questions in chat often lack their mark. */
const asks =
  /^ (?:(?:and|so|ok|but|hi|hello|hey|well|also|then|quick question|just|roughly|basically|generally|briefly|exactly|actually|still|maybe|now|please) )*(?:is|are|do|does|did|can|could|will|would|should|has|any|what|which|who|how|when|where|why|whose) \S+ \S+ /;
const polite: readonly Act[] = ['greet', 'thanks', 'bye'];

/** Small talk, of the weather, the day, the hour, the agent. */
const chat =
  / (?:weather|rain|raining|rainy|sunny|snow|sunshine|monday morning|coffee|tea break|early bird|late hour|this hour|at night|up late|awake|chat ?bots?|robots?|bots?|tin can|machine|computer|ai|gpt|human being|flesh|santa|christmas|new year|easter|birthday|good grief|oh dear|website is|lovely website|nice name|cute|funny|joking|just kidding|testing|expect (?:somebody|someone|anyone|an answer)|pleased to meet|nice to meet|good to meet|in the picture|your picture|your photo|wie geht|ca va|como estas|que tal) /;

/** Of the agent's own life, or of this very chat. */
const toAgent =
  / (?:are you|do you|did you|have you|can you|you are|were you|will you|would you|so you|who|how|you|what|where|when) (?:\S+ ){0,4}(?:sleep|sleeping|dream|rest|breaks?|tired|bored|happy|sad|mood|weekend|vacation|lunch|breakfast|dinner|eat|drink|alive|real|old|age|born|married|kids|family|favou?rite|love|feel|feelings|been|hear me|read me|see me|listening|busy|day off|human|program|made you|built you|created you|invented you|named you|pay you|wages?|salary|stupid|smart|clever|lonely|friends|hobbies|up to|holding up|keeping|doing today|it going|your day|your night|your morning|your evening|a life|he or|a she|male|female|a man|a woman|a boy|a girl) | (?:is this thing on|is this the right (?:place|chat|number|window)|what a (?:day|#day|week|morning|night|mess of a day)|one (?:moment|second|sec)|wrong (?:window|chat|number|tab)|brb|nice (?:website|site|page|to)|(?:so|very|too) (?:hot|cold|late|early)|is (?:late|early|hot|cold)|bist du|hast du|schlafst|feierabend|tu (?:dors|es|fais|vas)|vous dormez|eres (?:de|un|una|real)|duermes|estas ahi) /;

/** Who they are and where they are from. */
const introduces =
  /^ (?:(?:hi|hello|hey|and|well|oh|so) )*(?:i am (?!looking|interested|after|searching|curious|trying|in need)|my name is|this is|here is|we are (?:a|an|the|from|based|in) |greetings from|hello from|writing from|i write from|i work (?:for|at|in)|calling from|bonjour de|ich bin|wir sind|je suis|nous sommes|soy|somos) /;

/** Words of what is sold, of its terms, and of wanting to hear of it. */
const speaks =
  / (?:price|prices|pricing|priced|cost|costs|fees?|discounts?|trial|demo|quote|offer|tarif|precio|preis|preise|angebot|seats?|licen[cs]es?|plans?|subscription|perch|product|tool|software|app|apps|platform|crm|inbox|inboxes|gmail|outlook|e?mails?|messages|dms|customers?|clients?|enquir\w+|inquir\w+|requests?|bookings|security|privacy|servers?|hosting|questions? (?:about|on|regarding)|mailbox|mailboxes|helpdesk|help desk|ticketing|tickets?|shared mail|whatsapp|instagram|integrations?|integrates?|api|gdpr|dsgvo|rgpd|sso|saml|import|export|migration|migrate|onboarding|features?|functions?|reminders?|follow ups?|automation|dashboards?|brochure|documentation|some information|more information|some info|more info|details|information about|info about|info on|information on|looking for (?:a|an|some|something|software|help)|interested in|considering|evaluating|comparing|shopping (?:for|around)|looking around|browsing|recommended|recommended you|heard (?:of|about) (?:you|it|perch|your)) /;
