import type { Conversation } from './conversation.js';
import type { Entry } from './entry.js';
import type { Criterion } from './qualification.js';

/** A question of the user's, and what came in answer to it. */
export interface Exchange {
  readonly question: Entry;
  /** Absent while it waits for one. */
  readonly answer?: Entry;
}

const isQuestion = /[?？؟]/;

/** The entries whose message counts, in their order. */
export function live(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ message }) => message && message.status !== 'SUPERSEDED' && message.text.trim() !== '');
}

/** The user's questions with the reply to each, or with what a person wrote next where no reply came. */
export function exchanges(entries: readonly Entry[]): Exchange[] {
  const said = live(entries);
  const replies = new Map<string, Entry>();
  for (const entry of said) for (const id of entry.message?.inReplyTo ?? []) replies.set(id, entry);
  return said.flatMap((question, at) => {
    const { message } = question;
    if (message?.role !== 'USER' || !isQuestion.test(message.text)) return [];
    const answer = replies.get(message.id) ?? said.find((entry, i) => i > at && entry.message?.role === 'HUMAN');
    return [{ question, ...(answer ? { answer } : {}) }];
  });
}

/** Where the sale stands. */
export function standing({ stage, qualification }: Pick<Conversation, 'stage' | 'qualification'>): string {
  const verdict = qualification.isQualified ? 'qualified' : 'not qualified';
  return `${stage}, ${verdict} (score ${qualification.score})`;
}

/** A criterion with what is known of it and the `seq`s that show it, for each that has the status. */
export function findings(criteria: readonly Criterion[], status: Criterion['status'], most: number): string[] {
  return criteria
    .filter((criterion) => criterion.status === status)
    .map(({ name, value, evidenceSeqs }) => {
      const evidence = evidenceSeqs.length > 0 ? ` [${evidenceSeqs.join(', ')}]` : '';
      return `${name}${value === '' ? '' : `: "${line(value, most)}"`}${evidence}`;
    });
}

/** The criteria that nothing is known of: the playbook's by their names, then others. */
export function unknowns(criteria: readonly Criterion[], names: readonly string[]): string[] {
  const status = new Map(criteria.map((criterion) => [criterion.name, criterion.status]));
  const all = new Set([...names, ...status.keys()]);
  return [...all]
    .filter((name) => (status.get(name) ?? 'UNKNOWN') === 'UNKNOWN')
    .map((name) => `${name}: not known yet`);
}

/** A text on one line. */
export function line(text: string, most: number): string {
  return cut(
    text
      .slice(0, 8 * most)
      .toWellFormed()
      .replace(/\s+/g, ' ')
      .trim(),
    most,
  );
}

/** At most so many characters, never half of one. */
export function cut(text: string, most: number): string {
  const letters = Array.from(text.slice(0, 2 * most));
  return letters.length <= most && text.length <= 2 * most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
