import type { Assessment } from '../../domain/conversation.js';
import type { AgentInput } from '../../domain/ports.js';
import { clip } from './tokens.js';

const mostLines = 6;
const mostOfLine = 300;
const mostSummary = 1500;

/** What a person who takes over reads first: why, where the sale stands, what is known, what was said last. */
export function briefing({ conversation, messages }: AgentInput, found: Assessment, reason: string): string {
  const criteria = new Map(
    conversation.qualification.criteria.map((each) => [each.name, each.status + said(each.value)]),
  );
  for (const { name, status, value } of found.criteria ?? []) criteria.set(name, status + said(value));
  const last = messages
    .slice(-mostLines)
    .map(({ role, text }) => `  ${role}: ${clip(text.replace(/\s+/g, ' '), mostOfLine)}`);
  return [
    `Reason: ${reason}`,
    `Stage: ${found.stage ?? conversation.stage}`,
    ...[...criteria].map(([name, value]) => `${name}: ${value}`),
    ...(conversation.summary ? [`Summary: ${clip(conversation.summary.text, mostSummary)}`] : []),
    'Last messages:',
    ...last,
  ].join('\n');
}

function said(value: string): string {
  return value ? ` (${clip(value, mostOfLine)})` : '';
}
