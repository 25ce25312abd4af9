import type { OfflineTurn } from './agent.js';
import type { Ways } from './phrases.js';

/** What the agent has said so far, so that it says nothing twice. */
export interface Said {
  /** The first of the ways that was not said yet, with `value` in its place; none when all were. */
  readonly fresh: (ways: Ways, value?: string) => string | undefined;
  /** Whether a text was said, word for word. */
  readonly has: (text: string) => boolean;
  readonly last: string;
}

export function saidBefore(turn: OfflineTurn): Said {
  const texts = turn.messages.filter(({ role }) => role === 'AGENT').map(({ text }) => text);
  const all = texts.join('\n');
  const has = (text: string) => all.includes(text);
  return {
    has,
    last: texts.at(-1) ?? '',
    fresh: (ways, value = '') => ways.map((way) => filled(way, value)).find((text) => !has(text)),
  };
}

function filled(way: string, value: string): string {
  const text = way.replace('{}', () => value);
  return way.startsWith('{}') ? upperFirst(text) : text;
}

export function upperFirst(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}

/** Lower case at the beginning, except for names and for "I". */
export function lowerFirst(text: string, names: readonly string[]): string {
  const [word = ''] = text.split(/[ ,']/);
  if (word === 'I' || names.includes(word) || /\p{Lu}.*\p{Lu}/u.test(word)) return text;
  const [first = ''] = text;
  return first.toLowerCase() + text.slice(first.length);
}

/** The sentences of a text. */
export function sentences(text: string): readonly string[] {
  return text.match(/[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*\s*/g)?.map((sentence) => sentence.trim()) ?? [text];
}
