import type { ConversationStore } from '../../domain/ports.js';
import type { Turn } from '../../domain/turn.js';
import { readMs, writeMs } from './client.js';
import type { Collections } from './collections.js';
import { version } from './documents.js';
import { classify, guarded } from './failures.js';
import { leaseEnd } from './leases.js';
import { readersOf } from './turn-queries.js';

type Readers = Pick<ConversationStore, 'attend' | 'attended'>;

/** Which processes have readers of a turn: a document for each, with an end of its own. */
export function makeReaders({ readers }: Pick<Collections, 'readers'>): Readers {
  async function attend({ tenantId, conversationId, id }: Turn, worker: string, ms: number): Promise<void> {
    const mine = { tenantId, conversationId, turnId: id, worker };
    if (ms <= 0) {
      await readers.deleteOne(mine, { maxTimeMS: writeMs });
      return;
    }
    const until = [{ $set: { v: version, until: leaseEnd(ms), at: '$$NOW' } }];
    try {
      await readers.updateOne(mine, until, { upsert: true, maxTimeMS: writeMs });
    } catch (error) {
      // Said twice at once; the other one is there.
      if (classify(error, 'write') !== 'duplicate') throw error;
    }
  }

  async function attended(of: Parameters<ConversationStore['attended']>[0]): Promise<boolean> {
    const { filter } = readersOf(of);
    return (await readers.findOne(filter, { projection: { _id: 1 }, maxTimeMS: readMs })) !== null;
  }

  return {
    attend: (turn, worker, ms) => guarded('write', () => attend(turn, worker, ms)),
    attended: (of) => guarded('read', () => attended(of)),
  };
}
