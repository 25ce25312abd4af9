import type { Clause } from './clauses.js';

/** What a fragment is said beside. */
export interface Context {
  readonly before: string;
  /** Something is known of it, or said in the same message. */
  readonly known: boolean;
  /** What its sentence has said of it before. */
  readonly bound: string | undefined;
  /** And that was a wish. */
  readonly wished: boolean;
  readonly asked: boolean;
  readonly corrects: boolean;
  /** The message has little else. */
  readonly alone: boolean;
}

/** Words that a bare amount or time may have around it. */
const filler = new Set(
  'so and ideally probably maybe well then yes or ok by in on the a at latest please around about more like for is it that sorry actually of to oh hm typo correction make say rather still best fine good ideal would be sometime roughly perhaps preferably hopefully lol haha this possible if already definitely max tops as from not no until till before gleich am besten schon erst eher also ja etwa doch noch ab im zum bis moglichst spatestens plutot vers des en pour debut fin au mas bien como para sea de le les el la mejor sobre'.split(
    ' ',
  ),
);

const yes = /^ (?:yes|ja|oui|si|definitely|absolutely|of course)(?: (?:we|i|there|it) (?:do|have|is|does|am|are))? $/;
const no = /^ (?:no|nein|non|not really|not yet|none|nothing)(?: (?:we|i|there) (?:do|have|is|am|are) not)? $/;
const me = /^ (?:that is |it is |just |only )?(?:me|i do|i am|myself|ich|moi|yo) $/;
/** A price that is a limit is one's own. */
const limits = /^(?:max|up to|at most|not? more|under|below|bis|hochstens|maximal|jusqu|hasta)/i;
const times = /^#(?:when|soon|day)$/;
const longestAnswer = 4;

/** A bare amount, time, yes or no, which says something only beside what was asked or known. */
export function fragmentStatus(name: string, clause: Clause, context: Context): 'MET' | 'UNMET' | undefined {
  const { before, asked, corrects, alone } = context;
  const rest = clause.words.filter((word) => !filler.has(word));
  const about = asked || (corrects && before !== 'UNKNOWN');
  const denies = clause.words.some((word) => word === 'not' || word === 'no');
  if (name === 'budget' && rest.length <= 3) {
    if (rest.includes('#money') && (rest.length <= 2 || about)) return 'MET';
    if ((alone || limits.test(clause.raw)) && rest.length === 1 && rest[0] === '#rate') return 'MET';
    if (about && rest.length <= 2 && rest.some((word) => word === '#rate' || word === '#num' || word === '#big')) {
      return 'MET';
    }
  }
  if (name === 'timeline' && rest.length <= 3 && !denies) {
    const only = rest.length > 0 && rest.every((word) => times.test(word));
    if (only && (about || !rest.includes('#day'))) return 'MET';
    if (about && rest.some((word) => times.test(word))) return 'MET';
  }
  if (!asked || !alone || clause.words.length > longestAnswer) return undefined;
  if (yes.test(clause.text) || (name === 'authority' && me.test(clause.text))) return 'MET';
  return no.test(clause.text) ? 'UNMET' : undefined;
}
