/** A word as the rules see it, and where it stands in what the user wrote. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The most of one message that is read: its beginning and its end, where people say what they want. */
const head = 3000;
const tail = 1000;
const longestWord = 40;

/** The part of a message that is read; a longer one is cut in its middle. */
export function bounded(text: string): string {
  if (text.length <= head + tail) return text;
  return `${text.slice(0, head)}\n${text.slice(-tail)}`;
}

/** Lower case without accents, so that `für`, `FUR` and `fur` are one word. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .replace(/[’‘´`]/g, "'");
}

/** Short forms, slang and forms without their apostrophe; `i d` and the like are made by the apostrophe rules. */
const shortForms = new Map(
  Object.entries({
    dont: 'do not',
    doesnt: 'does not',
    doesn: 'does not',
    didnt: 'did not',
    isnt: 'is not',
    arent: 'are not',
    wasnt: 'was not',
    werent: 'were not',
    wont: 'will not',
    wouldnt: 'would not',
    couldnt: 'could not',
    shouldnt: 'should not',
    cant: 'can not',
    cannot: 'can not',
    havent: 'have not',
    havnt: 'have not',
    hasnt: 'has not',
    hadnt: 'had not',
    aint: 'is not',
    neednt: 'need not',
    im: 'i am',
    iam: 'i am',
    ive: 'i have',
    id: 'i would',
    youre: 'you are',
    youve: 'you have',
    youll: 'you will',
    theyre: 'they are',
    theyve: 'they have',
    theyll: 'they will',
    weve: 'we have',
    thats: 'that is',
    thatll: 'that will',
    everythings: 'everything is',
    nothings: 'nothing is',
    moneys: 'money is',
    timings: 'timing is',
    fundings: 'funding is',
    thru: 'through',
    na: 'no',
    smt: 'something',
    whats: 'what is',
    theres: 'there is',
    heres: 'here is',
    lets: 'let us',
    shes: 'she is',
    its: 'it is',
    itll: 'it will',
    itd: 'it would',
    whos: 'who is',
    hows: 'how is',
    wheres: 'where is',
    whens: 'when is',
    gonna: 'going to',
    gunna: 'going to',
    wanna: 'want to',
    gotta: 'have to',
    hafta: 'have to',
    needa: 'need to',
    tryna: 'trying to',
    shoulda: 'should have',
    woulda: 'would have',
    coulda: 'could have',
    lemme: 'let me',
    gimme: 'give me',
    kinda: 'kind of',
    sorta: 'sort of',
    dunno: 'do not know',
    idk: 'i do not know',
    u: 'you',
    ur: 'your',
    r: 'are',
    ya: 'you',
    thx: 'thanks',
    tnx: 'thanks',
    thnx: 'thanks',
    thanx: 'thanks',
    tx: 'thanks',
    ty: 'thank you',
    cheers: 'thanks',
    pls: 'please',
    plz: 'please',
    plss: 'please',
    pleez: 'please',
    tmrw: 'tomorrow',
    tmr: 'tomorrow',
    tmw: 'tomorrow',
    tomoz: 'tomorrow',
    '2moro': 'tomorrow',
    '2morrow': 'tomorrow',
    b4: 'before',
    bc: 'because',
    cuz: 'because',
    coz: 'because',
    cos: 'because',
    yr: 'year',
    yrs: 'years',
    mo: 'month',
    mth: 'month',
    mths: 'months',
    mnth: 'month',
    wk: 'week',
    wks: 'weeks',
    ppl: 'people',
    peeps: 'people',
    biz: 'business',
    mgmt: 'management',
    mgr: 'manager',
    tho: 'though',
    altho: 'although',
    nope: 'no',
    nah: 'no',
    naw: 'no',
    yep: 'yes',
    yup: 'yes',
    yeah: 'yes',
    yea: 'yes',
    yas: 'yes',
    ye: 'yes',
    yess: 'yes',
    aye: 'yes',
    def: 'definitely',
    defo: 'definitely',
    prob: 'probably',
    probs: 'probably',
    prolly: 'probably',
    wud: 'would',
    cud: 'could',
    shud: 'should',
    wat: 'what',
    wut: 'what',
    abt: 'about',
    okay: 'ok',
    okey: 'ok',
    kk: 'ok',
    alr: 'alright',
    n: 'and',
    '&': 'and',
    hv: 'have',
    hav: 'have',
    gd: 'good',
    gr8: 'great',
    rn: 'right now',
    atm: 'at the moment',
    eoy: 'end of year',
    eom: 'end of month',
    eoq: 'end of quarter',
    sth: 'something',
    smth: 'something',
    smthn: 'something',
    somethin: 'something',
    anythin: 'anything',
    nothin: 'nothing',
    lookin: 'looking',
    losin: 'losing',
    goin: 'going',
    doin: 'doing',
    sry: 'sorry',
    soz: 'sorry',
    cc: 'cc',
    convo: 'conversation',
    docs: 'documents',
    xls: 'excel',
    alot: 'a lot',
    abit: 'a bit',
    asap: 'asap',
    w: 'with',
    nxt: 'next',
    frm: 'from',
    luv: 'love',
    mis: 'miss',
    bux: 'bucks',
    sum1: 'someone',
    some1: 'someone',
    any1: 'anyone',
    no1: 'no one',
    noone: 'no one',
    every1: 'everyone',
    '2day': 'today',
    '2nite': 'tonight',
    vs: 'versus',
  }),
);

/** Words whose `'s` means `is`, not whose something is. */
const saysIs = new Set(
  'it that what there here he she who how where when everything something nothing everyone nobody this'.split(' '),
);

const token = /\d+(?:[.,']\d+)*\p{L}*|\p{L}[\p{L}\p{N}]*(?:'\p{L}+)*|[^\s]/gu;

/** The words of a text: folded, short forms written out, each with its place in the text. */
export function words(text: string, english: boolean): Word[] {
  const found: Word[] = [];
  for (const match of text.replace(/[’‘´`]/g, "'").matchAll(token)) {
    const start = match.index;
    const end = start + match[0].length;
    const folded = squeeze(fold(match[0].slice(0, longestWord)));
    for (const part of expanded(folded, english)) found.push({ text: part, start, end });
  }
  return found;
}

/** `sooooo` is a shout, not another word. */
function squeeze(word: string): string {
  return word.replace(/(\p{L})\1{2,}/gu, '$1$1');
}

function expanded(word: string, english: boolean): string[] {
  const short = english ? shortForms.get(word) : undefined;
  if (short !== undefined) return short.split(' ');
  if (!word.includes("'")) return [word];
  if (/^\d/.test(word)) return [word];
  if (!english) return word.split("'");
  if (word === "let's") return ['let', 'us'];
  if (word === "can't") return ['can', 'not'];
  if (word === "won't") return ['will', 'not'];
  if (word === "ain't") return ['is', 'not'];
  const [stem = '', ending = ''] = [word.slice(0, word.lastIndexOf("'")), word.slice(word.lastIndexOf("'") + 1)];
  if (ending === 't' && stem.endsWith('n')) return [stem.slice(0, -1), 'not'];
  const rest = { re: 'are', ve: 'have', ll: 'will', d: 'would', m: 'am' }[ending];
  if (rest !== undefined) return [...expanded(stem, english), rest];
  if (ending === 's') return saysIs.has(stem) ? [stem, 'is'] : [stem, 's'];
  return word.split("'");
}
