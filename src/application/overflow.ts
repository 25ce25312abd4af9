import type { Message } from '../domain/message.js';
import type { Agent } from '../domain/ports.js';
import { maxWindowMessages } from './settings.js';

/** Messages that are not summarized yet, of those that are read for a turn: more leave too little room for the next ones. */
const mostUnsummarized = 0.75 * maxWindowMessages;
/** So many of them stay as they were said. */
const keptUnsummarized = 0.35 * maxWindowMessages;

/**
 * How many of these messages, oldest first, a summary should take the place of, so that those that are left fit what the
 * agent reads together with those that come until the summary is there.
 */
export function overflow(agent: Pick<Agent, 'outgrown'>, messages: readonly Message[]): number {
  const beyond = messages.length > mostUnsummarized ? messages.length - keptUnsummarized : 0;
  return Math.max(beyond, agent.outgrown(messages));
}
