import type { Collection, Document, Filter } from 'mongodb';
import type { ConversationPlace, UserPlace } from '../../domain/erasure.js';
import { countMs, writeMs } from './client.js';
import type { Collections } from './collections.js';
import { guarded } from './failures.js';
import { idleLessonsOfUser, lessonsOfUser } from './lesson-queries.js';
import { ofConversations } from './queries.js';

/** What is kept of conversations and of users in the database, but for heads and memories. */
export function makePlaces(collections: Collections) {
  const { entries, turns, pieces, readers, requests, occurrences, searchMessages, lessons } = collections;

  /** A few at a time: one deletion of very many would take longer than any operation may. */
  async function eraseSome(from: Collection<Document>, filter: Filter<Document>, limit: number): Promise<number> {
    const found = await from.find(filter, { limit, projection: { _id: 1 }, maxTimeMS: writeMs }).toArray();
    if (found.length === 0) return 0;
    const these = { ...filter, _id: { $in: found.map(({ _id }) => _id) } };
    // Who erases the same at the same time may have been first: there may be more all the same.
    return Math.max((await from.deleteMany(these, { maxTimeMS: writeMs })).deletedCount, 1);
  }

  const untyped = (collection: unknown) => collection as Collection<Document>;

  function place(store: string, ...all: readonly unknown[]): ConversationPlace {
    return {
      store,
      erase: (tenantId, ids, limit) =>
        guarded('write', async () => {
          const { filter } = ofConversations(tenantId, ids);
          for (const each of all) {
            const erased = await eraseSome(untyped(each), filter, limit);
            if (erased > 0) return erased;
          }
          return 0;
        }),
      count: (tenantId, ids) =>
        guarded('read', () => {
          const { filter } = ofConversations(tenantId, ids);
          return untyped(all.at(-1)).countDocuments(filter, { maxTimeMS: countMs });
        }),
    };
  }

  const ofLessons: UserPlace = {
    store: 'lessons',
    erase: (subject, limit) =>
      guarded('write', () => eraseSome(untyped(lessons), idleLessonsOfUser(subject).filter as Filter<Document>, limit)),
    count: (subject) =>
      guarded('read', () => lessons.countDocuments(lessonsOfUser(subject).filter, { maxTimeMS: countMs })),
  };

  return {
    ofConversations: [
      place('log', entries),
      // What a turn has shown goes with it; who reads it is known for an hour at most.
      place('turns', pieces, readers, turns),
      place('requests', requests),
      place('numbers', occurrences),
      place('search', searchMessages),
    ],
    ofUsers: [ofLessons],
  };
}
