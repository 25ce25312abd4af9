import type Database from 'better-sqlite3';
import type { Db } from 'mongodb';

/** What somebody else does to a store's own data. */
export interface Hand {
  /** As if it had been made by a version that counted nothing. */
  forget(): Promise<void>;
  /** Removes what is counted of a conversation, up to a seq. */
  remove(conversationId: string, through: number): Promise<void>;
  /** Moves what is counted of a conversation by a millisecond. */
  shift(conversationId: string): Promise<void>;
  /** Adds once more what is counted of one seq. */
  double(conversationId: string, seq: number): Promise<void>;
  /** Removes a log, and leaves its head. */
  lose(conversationId: string): Promise<void>;
}

export function handOnFile(db: Database.Database): Hand {
  return {
    async forget() {
      db.exec(`INSERT INTO meta (key, value) VALUES ('uncounted', 1)`);
    },
    async remove(id, through) {
      db.prepare('DELETE FROM occurrences WHERE conversation_id = ? AND seq <= ?').run(id, through);
    },
    async shift(id) {
      db.prepare('UPDATE occurrences SET at = at + 1 WHERE conversation_id = ?').run(id);
    },
    async double(id, seq) {
      db.prepare(
        `INSERT INTO occurrences (tenant_id, conversation_id, kind, seq, at, channel, stage, agent, owner, failed)
         SELECT tenant_id, conversation_id, kind, seq, at, channel, stage, agent, owner, failed FROM occurrences
         WHERE conversation_id = ? AND seq = ?`,
      ).run(id, seq);
    },
    async lose(id) {
      db.prepare('DELETE FROM entries WHERE conversation_id = ?').run(id);
    },
  };
}

export function handOnMongo(db: Db): Hand {
  return {
    async forget() {
      await db.collection('meta').deleteOne({ _id: 'counted' as never });
    },
    async remove(conversationId, through) {
      await db.collection('occurrences').deleteMany({ conversationId, seq: { $lte: through } });
    },
    async shift(conversationId) {
      for await (const { _id, at } of db.collection('occurrences').find({ conversationId })) {
        await db.collection('occurrences').updateOne({ _id }, { $set: { at: new Date(at.getTime() + 1) } });
      }
    },
    async double(conversationId, seq) {
      const found = await db.collection('occurrences').find({ conversationId, seq }).toArray();
      if (found.length > 0) await db.collection('occurrences').insertMany(found.map(({ _id, ...rest }) => rest));
    },
    async lose(conversationId) {
      await db.collection('entries').deleteMany({ conversationId });
    },
  };
}
