import type { JsonObject } from './json.js';
import type { Message } from './message.js';
import type { Qualification } from './qualification.js';

/** In the order of the funnel; WON and LOST end it. */
export const stages = ['LEAD', 'ENGAGED', 'QUALIFIED', 'PROPOSAL', 'NEGOTIATION', 'WON', 'LOST'] as const;
export type Stage = (typeof stages)[number];
export type ConversationStatus = 'ACTIVE' | 'CLOSED' | 'ARCHIVED';
export type OwnerKind = 'AGENT' | 'QUEUE' | 'HUMAN';
export type ActorKind = 'USER' | 'AGENT' | 'HUMAN' | 'SYSTEM';

/** Who answers the user. `epoch` rises with each change of owner and fences what the one before had under way. */
export interface Owner {
  readonly kind: OwnerKind;
  readonly id: string;
  readonly epoch: number;
}

export interface Actor {
  readonly kind: ActorKind;
  readonly id: string;
}

export interface Summary {
  readonly text: string;
  readonly throughSeq: number;
  readonly createdAt: number;
}

/** What an entry changes about its conversation; the names are those of `Change` in the contract. */
export type Change =
  | { readonly kind: 'created'; readonly owner: Owner }
  | { readonly kind: 'resumed'; readonly lastActivityAt: number }
  | {
      readonly kind: 'stageChanged';
      readonly from: Stage;
      readonly to: Stage;
      readonly reason: string;
      readonly confidence: number;
      readonly evidenceSeqs: readonly number[];
    }
  | { readonly kind: 'qualificationChanged'; readonly from: Qualification; readonly to: Qualification }
  | {
      readonly kind: 'ownerChanged';
      readonly from: Owner;
      readonly to: Owner;
      readonly reason: string;
      readonly briefing: string;
    }
  | { readonly kind: 'statusChanged'; readonly from: ConversationStatus; readonly to: ConversationStatus }
  | { readonly kind: 'summarized'; readonly summary: Summary }
  | { readonly kind: 'messagesSuperseded'; readonly messageIds: readonly string[] }
  /** The keys that were given; null removes one. */
  | { readonly kind: 'metadataChanged'; readonly metadata: JsonObject };

/** One line of a conversation's log: what was committed together, under one `seq`. */
export interface Entry {
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** Milliseconds since the epoch. For reading only: order is by `seq`. */
  readonly at: number;
  readonly actor: Actor;
  readonly turnId?: string;
  readonly message?: Message;
  readonly changes: readonly Change[];
}
