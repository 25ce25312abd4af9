import type { Scoring } from '../domain/qualification.js';
import type { BusyPolicy } from '../domain/turn.js';

/** The numbers and names that the application works by; `config.ts` reads them, the playbook gives the rest. */
export interface Settings {
  readonly agentName: string;
  /** Where those go who ask for a person and name no queue. */
  readonly handoffQueue: string;
  readonly scoring: Scoring;
  readonly busyPolicy: BusyPolicy;
  /** A turn that coalesces begins so long after the newest of its messages. */
  readonly coalesceWindowMs: number;
  readonly leaseMs: number;
  readonly resumedAfterMs: number;
  readonly heartbeatMs: number;
  /** A turn that takes longer fails. */
  readonly turnTimeoutMs: number;
}

/** A reply ends the turn as failed when it would grow beyond this, in bytes of UTF-8. */
export const maxReplyBytes = 1024 * 1024;
/** Of a conversation or a message, as JSON. */
export const maxMetadataBytes = 16 * 1024;
/** Objects and lists within each other: what clients can read is some 100 messages deep, and each takes two. */
export const maxMetadataDepth = 32;
/** Of a conversation's qualification. */
export const maxCriteria = 50;
/** How many of the newest messages are read for a turn; the agent takes what fits its window of them. */
export const maxWindowMessages = 120;
/** A closed conversation is summarized after so long: one that goes on at once, after all, costs no summary. */
export const summarizeClosedAfterMs = 1500;
/** Turns that may wait in one conversation. */
export const maxQueuedTurns = 100;
/** How long a request id is kept. */
export const requestKeptMs = 48 * 60 * 60 * 1000;
/** How often what a running turn shows is saved: with the time between two looks of a reader elsewhere, its delay. */
export const saveEveryMs = 40;
export const followEveryMs = 40;
/** How soon the readers of a turn that waits here hear that another process runs it. */
export const lookAfterMs = 100;
/** A turn that coalesces begins at the latest so many windows after its first message. */
export const maxCoalesceWindows = 10;
