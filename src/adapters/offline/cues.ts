import { classesOf } from './lexicon.js';
import { compile } from './pattern.js';
import { words } from './text.js';

/** A playbook's cue as a pattern: short forms are written out as in messages, the notation of patterns stays. */
export function toPattern(cue: string): string {
  return cue.trim().split(/\s+/).map(toElement).join(' ').trim();
}

function toElement(element: string): string {
  if (/[|~@^$?#]|^\.+$/.test(element)) return element.replace(/[’']/g, '_');
  return words(element, true)
    .map((word) => word.text)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .join(' ');
}

/** Cues as a table of patterns. */
export function toPatterns(cues: readonly string[]): string {
  return cues.map(toPattern).join('\n');
}

/** Why a cue is no pattern; none when it is one. */
export function cueMistake(cue: string): string | undefined {
  const pattern = toPattern(cue);
  if (pattern === '') return 'has no word';
  try {
    compile(pattern, classesOf('en'));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'is no pattern';
  }
}
