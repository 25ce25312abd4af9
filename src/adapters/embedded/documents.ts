import { DomainError, undamaged } from '../../domain/errors.js';
import type { Turn } from '../../domain/turn.js';

/** Of every document that this version writes; raised when one can no longer be read by the version before. */
export const documentVersion = 1;

export interface Row {
  readonly v: number;
  readonly body: string;
  readonly conversation_id?: string;
}

export interface TurnRow extends Row {
  readonly id: string;
}

/**
 * The document of a row. `what` names it in the errors: `document-too-new` for one that a newer version wrote,
 * `document-damaged` for what is none.
 */
export function parsed<T>(what: string, row: Row): T {
  expectKnown(what, row.v);
  return undamaged(what, row.conversation_id ?? '', () => JSON.parse(row.body));
}

/** Of the table `turns`, for `toTurn`. */
export const turnFields = 'turns.v, turns.body, turns.id, turns.conversation_id';

/** A turn that was kept without them has the one message. */
export function toTurn(row: TurnRow): Turn {
  const turn = parsed<Omit<Turn, 'messageSeqs'> & Partial<Turn>>(`turn ${row.id}`, row);
  return { ...turn, messageSeqs: turn.messageSeqs ?? [turn.messageSeq] };
}

export function expectKnown(what: string, version: number): void {
  if (version > documentVersion) throw new DomainError({ kind: 'document-too-new', document: what, version });
}
