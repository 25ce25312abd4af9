import type { Filter, ObjectId } from 'mongodb';
import type { ConversationStore, Followed } from '../../domain/ports.js';
import type { Turn } from '../../domain/turn.js';
import { version } from './documents.js';
import { expired, type Lookup, scope, serverNow, unseen } from './queries.js';
import type { PieceDocument, ReaderDocument, TurnDocument } from './turn-documents.js';

export function turnById(tenantId: string, turnId: string): Lookup<TurnDocument> {
  return { filter: { ...scope(tenantId), turnId }, limit: 1, index: 'turn_by_id' };
}

export function newestTurn(tenantId: string, conversationId: string): Lookup<TurnDocument> {
  return { filter: { ...scope(tenantId), conversationId }, sort: { messageSeq: -1 }, limit: 1, index: 'turn_newest' };
}

export function turnsAfter(
  tenantId: string,
  conversationId: string,
  after: number,
  limit: number,
): Lookup<TurnDocument> {
  const filter = { ...scope(tenantId), conversationId, messageSeq: { $gt: after } };
  return { filter, sort: { messageSeq: 1 }, limit, index: 'turn_newest' };
}

export function queuedTurns(tenantId: string, conversationId: string, limit: number): Lookup<TurnDocument> {
  return {
    filter: { ...scope(tenantId), conversationId, status: 'QUEUED' },
    sort: { messageSeq: 1 },
    limit,
    index: 'turn_queue',
  };
}

/** One turn, as exactly as its unique index knows it. */
export function theTurn({ tenantId, conversationId, id }: Turn): Filter<TurnDocument> {
  return { ...scope(tenantId), conversationId, turnId: id };
}

/** Turns wherever they are, each as exactly as its unique index knows it. */
export function theTurns(turns: readonly Turn[]): Lookup<TurnDocument> {
  const hint = { tenantId: 1, conversationId: 1, turnId: 1 } as const;
  return { filter: { $or: turns.map(theTurn) }, limit: turns.length, index: 'turn', hint };
}

/** Of all tenants, as one process runs the turns of all. */
export function stoppingTurns(worker: string): Lookup<TurnDocument> {
  return {
    filter: { worker, status: 'RUNNING', stop: { $exists: true }, v: { $lte: version } },
    limit: 1_000,
    index: 'turn_stop',
  };
}

const pieceOrder = { tenantId: 1, conversationId: 1, turnId: 1, attempt: 1, number: 1 } as const;

export function piecesAfter(turn: Turn, after: number, limit: number): Lookup<PieceDocument> {
  return { filter: newPieces({ turn, after }), sort: { number: 1 }, limit, index: 'piece' };
}

/** In the order of their index: what the limit cuts off is the end, and no turn gets a gap. */
export function piecesOf(followed: readonly Followed[], limit: number): Lookup<PieceDocument> {
  const filter = { $or: followed.map(newPieces) };
  // A choice among nothing is an error to the server.
  return { filter, sort: pieceOrder, limit: followed.length === 0 ? 0 : limit, index: 'piece' };
}

function newPieces({ turn, after }: Followed): Filter<PieceDocument> {
  return { ...allPieces(turn), attempt: turn.attempt, number: { $gt: after } };
}

export function allPieces({ tenantId, conversationId, id }: Turn): Filter<PieceDocument> {
  return { ...scope(tenantId), conversationId, turnId: id };
}

/** The processes that have readers of a turn, or of any of a conversation. */
export function readersOf(of: Parameters<ConversationStore['attended']>[0]): Lookup<ReaderDocument> {
  const { tenantId, conversationId, id } = of;
  const turn = id === undefined ? {} : { turnId: id };
  const now = { $expr: { $gt: ['$until', serverNow] } };
  return { filter: { ...scope(tenantId), conversationId, ...turn, ...now }, limit: 1, index: 'reader' };
}

/** Of all tenants, but those that were `seen`. Newer versions' turns are left to processes of that version. */
export function expiredTurns(limit: number, seen: readonly ObjectId[] = []): Lookup<TurnDocument> {
  return {
    filter: { ...unseen(seen), status: 'RUNNING', leaseUntil: { $gte: 0 }, v: { $lte: version }, ...expired },
    sort: { leaseUntil: 1 },
    limit,
    index: 'turn_lease',
  };
}
