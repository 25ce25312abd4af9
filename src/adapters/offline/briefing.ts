import type { Playbook } from '../../domain/playbook.js';
import type { OfflineTurn } from './agent.js';
import { type Reading, unanswered } from './assess.js';

const longestLine = 300;

/** What a person needs who takes over: what was asked, what is known by criterion, what is open. */
export function briefingOf(turn: OfflineTurn, reading: Reading, playbook: Playbook): string {
  const asked = unanswered(turn).join(' ').replace(/\s+/g, ' ').trim();
  const questions = turn.messages
    .filter(({ role, text }) => role === 'USER' && text.includes('?'))
    .slice(-4)
    .map(({ text }) => `- ${cut(text)}`);
  const known = new Map([...turn.criteria, ...reading.criteria].map((criterion) => [criterion.name, criterion]));
  const lines: string[] = [`Asked for a person: "${cut(asked)}"`, `Stage: ${reading.move?.stage ?? turn.stage}`];
  if (questions.length > 0) lines.push('Questions so far:', ...questions);
  const told = playbook.criteria.flatMap(({ name }) => {
    const criterion = known.get(name);
    if (!criterion || criterion.status === 'UNKNOWN') return [];
    return [
      `- ${name}: ${criterion.status === 'MET' ? 'yes' : 'no'}${criterion.value ? ` ("${criterion.value}")` : ''}`,
    ];
  });
  if (told.length > 0) lines.push('Known:', ...told);
  const open = playbook.criteria
    .map(({ name }) => name)
    .filter((name) => (known.get(name)?.status ?? 'UNKNOWN') === 'UNKNOWN');
  lines.push(open.length > 0 ? `Open: ${open.join(', ')}` : 'Nothing is open.');
  return lines.join('\n');
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = Array.from(line.slice(0, 2 * longestLine));
  return letters.length <= longestLine ? line : `${letters.slice(0, longestLine - 1).join('')}…`;
}
