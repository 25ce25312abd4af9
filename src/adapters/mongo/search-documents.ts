import { createHash } from 'node:crypto';
import type { Conversation } from '../../domain/conversation.js';
import type { Entry } from '../../domain/entry.js';
import type { Message, Role } from '../../domain/message.js';
import type { IndexRow } from '../../domain/search.js';
import { type IndexedText, indexedText, type Part } from '../../domain/wanted.js';
import { tokenize } from '../words/english.js';
import { version } from './documents.js';

/** A message as searches find it. */
export interface SearchDocument {
  readonly v: number;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly role: Role;
  readonly at: Date;
  readonly length: number;
  readonly stems: string;
  readonly forms: string;
  /** What it is found by, each once: see `termsOf`. */
  readonly terms: readonly string[];
}

/** Beginnings of words that are terms of their own; a longer one is looked for by the longest of these. */
const beginnings = [5, 3, 1] as const;

export function fromSought(
  { tenantId, id: conversationId, userId }: Conversation,
  { seq, at, message }: Entry & { readonly message: Message },
): SearchDocument {
  const text = indexedText(tokenize(message.text));
  return {
    v: version,
    tenantId,
    conversationId,
    seq,
    role: message.role,
    at: new Date(at),
    ...text,
    terms: allTerms(userId, text),
  };
}

/** Once for each, always in the same order. */
function allTerms(userId: string, { stems, forms }: Pick<IndexedText, 'stems' | 'forms'>): string[] {
  const terms = new Set([userTerm(userId)]);
  const formList = forms.trim().split(' ');
  for (const [i, stem] of stems.trim().split(' ').entries()) {
    if (stem === '') continue;
    terms.add(stem);
    const characters = [...(formList[i] ?? '').slice(0, 16)];
    for (const size of beginnings) {
      if (characters.length >= size) terms.add(`^${characters.slice(0, size).join('')}`);
    }
  }
  return [...terms];
}

/** As it is in the index of a user's conversation. */
export function toIndexRow(userId: string, { seq, role, at, length, stems, forms, terms }: SearchDocument): IndexRow {
  const isFound = terms.join(' ') === allTerms(userId, { stems, forms }).join(' ');
  return { seq, role, at: at.getTime(), length, stems, forms, isFound };
}

/** Stems as they are, beginnings with a caret, the user by a hash: three kinds that never meet. */
export function termsOf({ words, prefix }: Part): string[] {
  return words.map(({ stem, form }, i) => (prefix && i === words.length - 1 ? beginningOf(form) : stem));
}

function beginningOf(form: string): string {
  const characters = [...form];
  const size = beginnings.find((one) => one <= characters.length) ?? 1;
  return `^${characters.slice(0, size).join('')}`;
}

export function userTerm(userId: string): string {
  return `@${createHash('sha256').update(userId).digest('hex').slice(0, 24)}`;
}
