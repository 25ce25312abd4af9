import type { Conversation } from './conversation.js';
import type { Entry } from './entry.js';
import { cut, exchanges, findings, line, live, standing, unknowns } from './outline.js';
import { carried } from './summary.js';

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
  const quoted = ({ seq, message }: Entry) => `"${line(message?.text ?? '', mostOfLine)}" [${seq}]`;
  const said = exchanges(entries);
  const answered = said.flatMap(({ question, answer }) => (answer ? [`${quoted(question)} → ${quoted(answer)}`] : []));
  const asked = said.flatMap(({ question, answer }) => (answer ? [] : [quoted(question)]));
  const last = live(entries).map(
    ({ seq, message }) => `${message?.role} [${seq}]: ${line(message?.text ?? '', mostOfLine)}`,
  );
  const sections: [string, readonly string[]][] = [
    ['Asked and answered', answered.slice(-mostLines)],
    ['Agreed', findings(qualification.criteria, 'MET', mostOfLine)],
    ['Denied', findings(qualification.criteria, 'UNMET', mostOfLine)],
    ['Open', [...asked, ...unknowns(qualification.criteria, criteria)].slice(-mostLines)],
    ['Last messages', last.slice(-mostLines)],
  ];
  // What it says itself, and better, it does not take from the summary.
  const before = summary ? cut(carried(summary.text).join('\n  '), mostSummary) : '';
  return [
    ...(reason === '' ? [] : [`Reason: ${line(reason, mostOfLine)}`]),
    `Stage: ${standing({ stage, qualification })}`,
    ...(before === '' ? [] : [`Summary: ${before}`]),
    ...sections.flatMap(([title, lines]) =>
      lines.length > 0 ? [`${title}:`, ...lines.map((each) => `- ${each}`)] : [],
    ),
  ].join('\n');
}
