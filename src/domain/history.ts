/** A point in a store's history: all that was committed before it, and nothing else. Text, to be carried in tokens. */
export type Moment = string;

/** What was, as it was then. Removing a user removes it here, too. */
export interface History {
  /** Now: every commit of the tenant's whose call has returned is before it. */
  now(tenantId: string): Promise<Moment>;
  /** When that was, in milliseconds since the epoch. */
  timeOf(moment: Moment): number;
  /**
   * The newest seq that each conversation had then; those that were not there are left out. At most 500 ids. Throws
   * `moment-forgotten` for one that is kept no longer.
   */
  lastSeqs(tenantId: string, moment: Moment, conversationIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Those of at most 500 conversations that were in the archive then. */
  archived(tenantId: string, moment: Moment, conversationIds: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Conversations that were there at `until`, by id, after that one, in pages of at most `limit`; with `since` only those
   * that have entries of after it. Throws the signal's reason once it aborts, however long nothing is found.
   */
  conversations(tenantId: string, query: HistoryQuery, signal: AbortSignal): AsyncIterable<readonly Lengths[]>;
}

export interface HistoryQuery {
  readonly until: Moment;
  readonly since?: Moment;
  readonly after?: string;
  readonly limit: number;
}

/** A conversation as long as it was. */
export interface Then {
  readonly id: string;
  readonly lastSeq: number;
}

/** A conversation as long as it was at two moments. */
export interface Lengths extends Then {
  /** At the earlier one; 0 when it was not there, or there is none. */
  readonly lastSeqBefore: number;
}
