import type { OfflineTurn } from './agent.js';
import type { Said } from './said.js';

const oneOf = (...ways: readonly string[]) => new RegExp(ways.map((way) => `\\b${way}\\b`).join('|'), 'i');
/** Asks for what the user told before. */
const asksBack = oneOf(
  '(?:do|can) you (?:still )?(?:remember|recall)',
  'what do you (?:still )?(?:know (?:about|of) (?:me|us)|remember|recall)',
  'what (?:did|have) (?:i|we) (?:say|said|tell|told|mention)',
);
/** May ask for it, where nothing of the product answers. */
const mayAskBack = oneOf(
  "(?:what|who|where|how (?:many|much|large|big))(?:'s| is| was| are| were) (?:my|our)",
  'who (?:am i|are we)',
  'where do (?:i|we) (?:live|work|sit)',
  'how many (?:people )?are we',
);
const mostQuoted = 3;
const longestQuote = 200;

/** What is remembered that answers a question of the user's about themself; `answered`: the playbook has an answer to it. */
export function recollection(turn: OfflineTurn, answered: boolean): string | undefined {
  const asked = lastWords(turn).replaceAll('’', "'");
  const known = quotable(turn);
  if (known.length === 0 || !(asksBack.test(asked) || (!answered && mayAskBack.test(asked)))) return undefined;
  return `You told me: ${known.slice(0, mostQuoted).map(quoted).join(' ')}`;
}

/** Shows a user who comes back, in a conversation that begins, that they are known. */
export function recognition(turn: OfflineTurn, said: Said): string | undefined {
  const [best] = quotable(turn);
  return best === undefined ? undefined : said.fresh(['Good to have you back. You told me: {}'], quoted(best));
}

/** Memories that are short enough to be said, and not what the user says just now. */
function quotable({ memories = [], messages }: OfflineTurn): string[] {
  const said = new Set(messages.map(({ text }) => text.trim()));
  return memories.map((text) => text.trim()).filter((text) => text.length <= longestQuote && !said.has(text));
}

function quoted(text: string): string {
  return `“${text.replace(/\s+/g, ' ').replace(/[.]$/, '')}”.`;
}

function lastWords({ messages }: OfflineTurn): string {
  const before = messages.findLastIndex(({ role }) => role !== 'USER');
  return messages
    .slice(before + 1)
    .map(({ text }) => text)
    .join('\n')
    .slice(0, 2000);
}
