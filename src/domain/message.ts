import type { JsonObject } from './json.js';

export type Role = 'USER' | 'AGENT' | 'HUMAN' | 'SYSTEM';
export type MessageStatus = 'COMPLETE' | 'PARTIAL' | 'SUPERSEDED' | 'REDACTED';

/** A tool that the agent called; `result` is empty while it runs. */
export interface ToolUse {
  /** Names the call within its turn. */
  readonly id: string;
  readonly name: string;
  readonly arguments: JsonObject;
  readonly result: string;
  readonly failed: boolean;
}

/** What a reply cost. Times count from the message's admission, in milliseconds. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly firstTextMs: number;
  readonly totalMs: number;
  readonly model: string;
}

/** One message, never changed once committed; its place in the log is its entry's `seq`. */
export interface Message {
  readonly id: string;
  readonly role: Role;
  readonly text: string;
  readonly status: MessageStatus;
  /** The turn it belongs to; absent for messages from outside a turn. */
  readonly turnId?: string;
  /** Replies: ids of the user messages that it answers, in order. */
  readonly inReplyTo: readonly string[];
  readonly authorId: string;
  readonly toolUses: readonly ToolUse[];
  readonly usage?: Usage;
  readonly metadata?: JsonObject;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

const previewLength = 200;

/** The first 200 characters of a text; never half of a surrogate pair. */
export function preview(text: string): string {
  if (text.length <= previewLength) return text;
  return Array.from(text.slice(0, previewLength * 2))
    .slice(0, previewLength)
    .join('');
}
