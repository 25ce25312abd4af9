import { DomainError } from '../../domain/errors.js';
import type { Turn } from '../../domain/turn.js';

/** Of every document that this version writes; raised when one can no longer be read by the version before. */
export const documentVersion = 1;

export interface Row {
  readonly v: number;
  readonly body: string;
}

/** The document of a row. `what` names it in the error, `document-too-new`, for one that a newer version wrote. */
export function parsed<T>(what: string, row: Row): T {
  expectKnown(what, row.v);
  return JSON.parse(row.body);
}

/** A turn that was kept without them has the one message. */
export function toTurn(row: Row): Turn {
  const turn = parsed<Omit<Turn, 'messageSeqs'> & Partial<Turn>>('turn', row);
  return { ...turn, messageSeqs: turn.messageSeqs ?? [turn.messageSeq] };
}

export function expectKnown(what: string, version: number): void {
  if (version > documentVersion) throw new DomainError({ kind: 'document-too-new', document: what, version });
}
