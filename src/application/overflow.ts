import type { Message } from '../domain/message.js';
import type { Agent } from '../domain/ports.js';
import { maxWindowMessages } from './settings.js';

/** With more messages that no summary covers, of those that are read for a turn, there is too little room for the next ones. */
const mostUnsummarized = maxWindowMessages - 20;
/** So many of them stay as they were said. */
const keptUnsummarized = 40;

/**
 * How many of these messages, oldest first, a summary should take the place of, so that those that are left fit what the
 * agent reads together with those that come until the summary is there.
 */
export function overflow(agent: Pick<Agent, 'outgrown'>, messages: readonly Message[]): number {
  const beyond = messages.length > mostUnsummarized ? messages.length - keptUnsummarized : 0;
  return Math.max(beyond, agent.outgrown(messages));
}
