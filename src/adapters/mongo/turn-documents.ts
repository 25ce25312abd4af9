import type { Long } from 'mongodb';
import { undamaged } from '../../domain/errors.js';
import type { Mark, Piece, Turn } from '../../domain/turn.js';
import { known, version } from './documents.js';
import {
  fromChange,
  fromToolUse,
  type StoredChange,
  type StoredToolUse,
  toChange,
  toToolUse,
} from './log-documents.js';

type StoredMark = Omit<Mark, 'event'> & {
  readonly event:
    | Exclude<Mark['event'], { kind: 'toolUse' } | { kind: 'change' }>
    | { readonly kind: 'toolUse'; readonly use: StoredToolUse }
    | { readonly kind: 'change'; readonly change: StoredChange };
};

export interface TurnDocument
  extends Omit<Turn, 'id' | 'messageSeqs' | 'acceptedAt' | 'startedAt' | 'endedAt' | 'marks'> {
  readonly v: number;
  readonly turnId: string;
  /** Absent where it is the one `messageSeq`. */
  readonly messageSeqs?: readonly number[];
  readonly acceptedAt: Date;
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  readonly marks: readonly StoredMark[];
  /** While it runs: milliseconds since the epoch by the server's clock. */
  readonly leaseUntil?: Long | number;
}

export interface PieceDocument extends Omit<Piece, 'marks'> {
  readonly v: number;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly turnId: string;
  readonly attempt: number;
  readonly marks: readonly StoredMark[];
  /** When it was made, for its expiry. */
  readonly at: Date;
}

/** There while a process has readers of a turn that others must know of. */
export interface ReaderDocument {
  readonly v: number;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly turnId: string;
  readonly worker: string;
  /** Milliseconds since the epoch by the server's clock. */
  readonly until: Long | number;
  /** When that was last said, for its expiry. */
  readonly at: Date;
}

export function fromTurn(turn: Turn): TurnDocument {
  const { id, acceptedAt, startedAt, endedAt, marks, ...rest } = turn;
  return {
    ...rest,
    v: version,
    turnId: id,
    acceptedAt: new Date(acceptedAt),
    ...(startedAt === undefined ? {} : { startedAt: new Date(startedAt) }),
    ...(endedAt === undefined ? {} : { endedAt: new Date(endedAt) }),
    marks: marks.map(fromMark),
  };
}

export function toTurn(document: TurnDocument): Turn {
  const name = `turn ${document.turnId}`;
  return undamaged(name, document.conversationId, () => turnOf(known(document, name)));
}

function turnOf(document: TurnDocument & { _id?: unknown }): Turn {
  const { _id, v, leaseUntil, turnId, messageSeqs, acceptedAt, startedAt, endedAt, marks, ...rest } = document;
  return {
    ...rest,
    id: turnId,
    messageSeqs: messageSeqs ?? [rest.messageSeq],
    acceptedAt: acceptedAt.getTime(),
    ...(startedAt ? { startedAt: startedAt.getTime() } : {}),
    ...(endedAt ? { endedAt: endedAt.getTime() } : {}),
    marks: marks.map(toMark),
  };
}

export function fromPiece({ number, text, marks }: Piece, of: Turn): PieceDocument {
  const { tenantId, conversationId, id: turnId, attempt } = of;
  const own = { number, text, marks: marks.map(fromMark), at: new Date() };
  return { v: version, tenantId, conversationId, turnId, attempt, ...own };
}

export function toPiece(document: PieceDocument): Piece {
  const { number, text, marks } = known(document, `piece ${document.number} of turn ${document.turnId}`);
  return { number, text, marks: marks.map(toMark) };
}

function fromMark({ event, ...rest }: Mark): StoredMark {
  if (event.kind === 'toolUse') return { ...rest, event: { ...event, use: fromToolUse(event.use) } };
  if (event.kind === 'change') return { ...rest, event: { ...event, change: fromChange(event.change) } };
  return { ...rest, event };
}

function toMark({ event, ...rest }: StoredMark): Mark {
  if (event.kind === 'toolUse') return { ...rest, event: { ...event, use: toToolUse(event.use) } };
  if (event.kind === 'change') return { ...rest, event: { ...event, change: toChange(event.change) } };
  return { ...rest, event };
}
