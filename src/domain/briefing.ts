import type { Conversation } from './conversation.js';
import type { Entry } from './entry.js';
import type { Criterion } from './qualification.js';

/** Messages that a briefing quotes from, and lines of each kind: a person reads it in half a minute. */
export const briefedMessages = 100;
const mostLines = 6;
const mostOfLine = 300;
const mostSummary = 1500;

/**
 * What a person who takes over reads first: why, where the sale stands, what was asked and answered, what is agreed,
 * denied and open, each with the `seq`s that show it.
 * @param entries the newest of the log, oldest first; those without a message are passed over
 * @param criteria the names of the playbook's criteria
 */
export function briefing(
  { stage, qualification, summary }: Conversation,
  entries: readonly Entry[],
  criteria: readonly string[],
  reason: string,
): string {
  const { asked, answered, last } = exchanges(entries);
  const known = new Map(qualification.criteria.map((criterion) => [criterion.name, criterion]));
  const having = (status: Criterion['status']) =>
    [...known.values()].filter((criterion) => criterion.status === status);
  const unknown = [...criteria, ...known.keys()].filter((name) => (known.get(name)?.status ?? 'UNKNOWN') === 'UNKNOWN');
  const open = [...asked, ...[...new Set(unknown)].map((name) => `${name}: not known yet`)];
  const verdict = qualification.isQualified ? 'qualified' : 'not qualified';
  const sections: [string, readonly string[]][] = [
    ['Asked and answered', answered.slice(-mostLines)],
    ['Agreed', having('MET').map(finding)],
    ['Denied', having('UNMET').map(finding)],
    ['Open', open.slice(-mostLines)],
    ['Last messages', last.slice(-mostLines)],
  ];
  return [
    ...(reason === '' ? [] : [`Reason: ${line(reason)}`]),
    `Stage: ${stage}, ${verdict} (score ${qualification.score})`,
    ...(summary ? [`Summary: ${cut(summary.text, mostSummary)}`] : []),
    ...sections.flatMap(([title, lines]) =>
      lines.length > 0 ? [`${title}:`, ...lines.map((each) => `- ${each}`)] : [],
    ),
  ].join('\n');
}

/** The user's questions with the replies to them, those that wait for one, and what was said, line by line. */
function exchanges(entries: readonly Entry[]) {
  const replies = new Map<string, Entry>();
  for (const entry of entries) {
    if (entry.message?.status === 'SUPERSEDED') continue;
    for (const id of entry.message?.inReplyTo ?? []) replies.set(id, entry);
  }
  const asked: string[] = [];
  const answered: string[] = [];
  const last: string[] = [];
  for (const { seq, message } of entries) {
    if (!message || message.status === 'SUPERSEDED' || message.text.trim() === '') continue;
    last.push(`${message.role} [${seq}]: ${line(message.text)}`);
    if (message.role !== 'USER' || !/[?？]/.test(message.text)) continue;
    const reply = replies.get(message.id);
    if (reply?.message)
      answered.push(`"${line(message.text)}" [${seq}] → "${line(reply.message.text)}" [${reply.seq}]`);
    else asked.push(`"${line(message.text)}" [${seq}]`);
  }
  return { asked, answered, last };
}

function finding({ name, value, evidenceSeqs }: Criterion): string {
  const evidence = evidenceSeqs.length > 0 ? ` [${evidenceSeqs.join(', ')}]` : '';
  return `${name}${value === '' ? '' : `: "${line(value)}"`}${evidence}`;
}

function line(text: string): string {
  return cut(text.replace(/\s+/g, ' ').trim(), mostOfLine);
}

/** At most so many characters, never half of one. */
function cut(text: string, most: number): string {
  const letters = Array.from(text.slice(0, 2 * most));
  return letters.length <= most && text.length <= 2 * most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
