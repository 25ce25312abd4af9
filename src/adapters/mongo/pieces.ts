import type { ConversationStore, Followed } from '../../domain/ports.js';
import type { Piece, Turn } from '../../domain/turn.js';
import { writeMs } from './client.js';
import type { Collections } from './collections.js';
import { keyOf } from './documents.js';
import { classify, guarded } from './failures.js';
import { all } from './read.js';
import { fromPiece, type PieceDocument, toPiece, toTurn } from './turn-documents.js';
import { allPieces, piecesAfter, piecesOf, theTurns } from './turn-queries.js';

/** So many turns are looked at with two queries. */
const maxTurns = 200;
/** Pieces that one look brings; who follows looks again. */
const maxPieces = 2_000;

type Pieces = Pick<ConversationStore, 'savePiece' | 'pieces' | 'follow' | 'dropPieces'>;

/** What running turns have shown, for readers elsewhere. */
export function makePieces({ turns, pieces }: Pick<Collections, 'turns' | 'pieces'>): Pieces {
  async function savePiece(turn: Turn, piece: Piece): Promise<void> {
    try {
      await pieces.insertOne(fromPiece(piece, turn), { maxTimeMS: writeMs });
    } catch (error) {
      if (classify(error, 'write') !== 'duplicate') throw error;
    }
  }

  async function followSome(followed: readonly Followed[]) {
    const stored = new Map<string, Turn>();
    for (const turn of await all(turns, theTurns(followed.map(({ turn }) => turn)), toTurn))
      stored.set(nameOf(turn), turn);
    const running = followed.filter(({ turn }) => {
      const now = stored.get(nameOf(turn));
      return now?.status === 'RUNNING' && now.attempt === turn.attempt;
    });
    const fresh = new Map<string, Piece[]>();
    for (const { name, piece } of await all(pieces, piecesOf(running, maxPieces), named)) {
      const before = fresh.get(name);
      if (before) before.push(piece);
      else fresh.set(name, [piece]);
    }
    return followed.map(({ turn, after }) => {
      const name = nameOf(turn);
      const now = stored.get(name);
      const same = now?.attempt === turn.attempt ? (fresh.get(name) ?? []) : [];
      return { turn: now, pieces: same.filter(({ number }) => number > after) };
    });
  }

  async function follow(followed: readonly Followed[]) {
    const answers: { readonly turn: Turn | undefined; readonly pieces: readonly Piece[] }[] = [];
    for (let i = 0; i < followed.length; i += maxTurns) {
      answers.push(...(await followSome(followed.slice(i, i + maxTurns))));
    }
    return answers;
  }

  return {
    savePiece: (turn, piece) => guarded('write', () => savePiece(turn, piece)),
    pieces: (turn, after, limit) => all(pieces, piecesAfter(turn, after, limit), toPiece),
    follow,
    dropPieces: (turn) =>
      guarded('write', async () => {
        await pieces.deleteMany(allPieces(turn), { maxTimeMS: writeMs });
      }),
  };
}

function nameOf({ tenantId, conversationId, id }: Turn): string {
  return keyOf(tenantId, conversationId, id);
}

function named(document: PieceDocument) {
  const { tenantId, conversationId, turnId } = document;
  return { name: keyOf(tenantId, conversationId, turnId), piece: toPiece(document) };
}
