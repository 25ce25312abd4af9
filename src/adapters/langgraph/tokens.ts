/** Counts text as models do, closely enough for budgets: o200k_base, never less than what it would say. */
export interface Tokens {
  count(text: string): number;
  /** As `count`, remembered under `id` while there is room; the text of an id never changes. */
  countOf(id: string, text: string): number;
  /** The text, or its beginning and its end when it has more than `limit` tokens. */
  cut(text: string, limit: number): string;
}

/** The encoder takes quadratic time on what has no spaces (12 000 Chinese characters: 640 ms), so it gets short pieces. */
const piece = 128;
/** A token has rarely more characters: what is longer than this times the limit is cut before it is counted. */
const charsPerToken = 8;
const remembered = 20_000;
const gap = ' […] ';

/** Loads the encoding (about 150 ms and 60 MB), once per process. */
export async function loadTokens(): Promise<Tokens> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  const plain = { disallowedSpecial: new Set<string>() };
  const counts = new Map<string, number>();

  function count(text: string): number {
    let total = 0;
    for (let start = 0; start < text.length; ) {
      let end = start + piece;
      if (end < text.length) {
        const space = text.lastIndexOf(' ', end);
        if (space > start) end = space;
        else if (isHighSurrogate(text.charCodeAt(end - 1))) end--;
      }
      total += countTokens(text.slice(start, end), plain);
      start = end;
    }
    return total;
  }

  return {
    count,
    countOf(id, text) {
      const known = counts.get(id);
      const tokens = known ?? count(text);
      // The oldest entry of a Map is its first: taking an entry out and in again makes it the newest.
      if (known !== undefined) counts.delete(id);
      else if (counts.size >= remembered) counts.delete(counts.keys().next().value ?? '');
      counts.set(id, tokens);
      return tokens;
    },
    cut(text, limit) {
      let kept = text.length;
      if (kept > limit * charsPerToken) kept = limit * charsPerToken;
      for (;;) {
        const shorter = clip(text, kept);
        const tokens = count(shorter);
        if (tokens <= limit || kept === 0) return shorter;
        kept = Math.floor(Math.min(kept * 0.95, (kept * limit) / tokens));
      }
    },
  };
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

/** The text, or its beginning and its end when it has more than `chars` characters. */
export function clip(text: string, chars: number): string {
  if (text.length <= chars) return text;
  if (chars <= gap.length) return '';
  let head = Math.ceil((chars - gap.length) / 2);
  let tail = text.length - (chars - gap.length - head);
  // No character is cut in two.
  if (isHighSurrogate(text.charCodeAt(head - 1))) head--;
  if (isHighSurrogate(text.charCodeAt(tail - 1))) tail++;
  return `${text.slice(0, head)}${gap}${text.slice(tail)}`;
}
