import type { BaseMessage } from '@langchain/core/messages';
import type { Message } from '../../domain/message.js';
import type { Tokens } from './tokens.js';
import { toModel } from './transcript.js';

/** What a model reads of a conversation, oldest first. */
export interface Window {
  readonly messages: readonly BaseMessage[];
  readonly tokens: number;
}

/** What a message costs besides its text: role and separators. */
const perMessage = 4;

/**
 * The newest messages that fit `limit` tokens. Always there, cut to fit where they must be, are the user's that came
 * last; before them only whole messages, each reply with all of its tool calls and their results, and never a reply
 * without the message that it answers.
 */
export function makeWindow(messages: readonly Message[], limit: number, tokens: Tokens): Window {
  let first = messages.length;
  while (first > 0 && messages[first - 1]?.role === 'USER') first--;
  const asked = fitted(messages.slice(first), limit, tokens);
  let total = asked.tokens;
  const kept: BaseMessage[][] = [];
  // A reply counts only together with what comes before it, so that the window does not begin with one.
  let pending: { groups: BaseMessage[][]; tokens: number } = { groups: [], tokens: 0 };
  for (let i = first - 1; i >= 0; i--) {
    const message = messages[i];
    if (!message) break;
    const cost = costOf(message, limit, tokens);
    if (total + pending.tokens + cost > limit) break;
    pending.groups.push(toModel(message));
    pending.tokens += cost;
    if (message.role === 'AGENT') continue;
    kept.push(...pending.groups);
    total += pending.tokens;
    pending = { groups: [], tokens: 0 };
  }
  return { messages: [...kept.reverse().flat(), ...asked.messages], tokens: total };
}

/** A summary takes over when so much of the window is used, */
const full = 0.75;
/** and leaves so much of it as it was said: until the next one there is room for as much again. */
const left = 0.35;

/**
 * How many messages, from the oldest on, are to make room for more: none while all of them take less than `full` of the
 * window. A reply stays with the message before it. Costs no more for more messages than the window holds.
 */
export function outgrown(messages: readonly Message[], limit: number, tokens: Tokens): number {
  let total = 0;
  let count: number | undefined;
  for (let i = messages.length - 1; i >= 0; i--) {
    const message = messages[i];
    if (message) total += costOf(message, limit, tokens);
    if (total > left * limit) count ??= i + 1;
    if (total <= full * limit || count === undefined) continue;
    while (messages[count]?.role === 'AGENT') count--;
    return Math.max(count, 0);
  }
  return 0;
}

function costOf(message: Message, limit: number, tokens: Tokens): number {
  let cost = perMessage + sizeOf(message, limit, tokens);
  for (const use of message.toolUses) {
    const call = `${use.name} ${JSON.stringify(use.arguments)} ${use.result}`;
    cost += 2 * perMessage + tokens.countOf(`${message.id}/${use.id}`, call);
  }
  return cost;
}

/** All of the messages, those that are longer than their share of `limit` cut to it. */
function fitted(messages: readonly Message[], limit: number, tokens: Tokens): Window {
  // More messages than tokens to tell them apart: the newest win.
  const chosen = messages.slice(-Math.max(1, Math.floor(limit / (4 * perMessage))));
  const costs = chosen.map((message, i) => ({ i, message, cost: perMessage + sizeOf(message, limit, tokens) }));
  costs.sort((a, b) => a.cost - b.cost);
  const out: BaseMessage[][] = [];
  let total = 0;
  costs.forEach(({ i, message, cost }, at) => {
    const share = Math.floor((limit - total) / (costs.length - at));
    if (cost <= share) {
      total += cost;
      out[i] = toModel(message);
    } else {
      const text = tokens.cut(message.text, share - perMessage);
      total += perMessage + tokens.count(text);
      out[i] = toModel(message, text);
    }
  });
  return { messages: out.flat(), tokens: total };
}

/** The tokens of a text, or more than `limit` when it is so long that counting it would be a waste. */
function sizeOf(message: Message, limit: number, tokens: Tokens): number {
  return message.text.length > 128 * limit ? limit + 1 : tokens.countOf(message.id, message.text);
}
