import { type Occurrence, occurrencesOf, type TurnFigures } from '../../domain/occurrence.js';
import type { Commit } from '../../domain/ports.js';
import { version } from './documents.js';

/** What numbers are made of. */
export interface OccurrenceDocument extends Omit<Occurrence, 'at' | 'turn'>, Partial<TurnFigures> {
  readonly v: number;
  readonly tenantId: string;
  readonly at: Date;
  /** The head's, after the commit: what tells the commits of a conversation apart. */
  readonly revision: number;
  /** When the commit was begun, by the clock of the process. */
  readonly recordedAt: Date;
}

/** The documents of a commit that is begun now. */
export function occurrenceDocuments(commit: Commit, recordedAt: Date): OccurrenceDocument[] {
  const { tenantId, conversations } = commit;
  const revisions = new Map(conversations.map(({ conversation }) => [conversation.id, conversation.revision + 1]));
  return occurrencesOf(commit).map(({ at, turn, ...rest }) => {
    const revision = revisions.get(rest.conversationId) ?? 0;
    return { v: version, tenantId, ...rest, at: new Date(at), revision, recordedAt, ...turn };
  });
}
