import type { ConversationStore } from '../../domain/ports.js';
import { readMs } from './client.js';
import type { Collections } from './collections.js';
import { guarded } from './failures.js';
import { labelsOf, toConversation } from './log-documents.js';
import { claim, conversationById, mislabelledEntries } from './queries.js';
import { all, one } from './read.js';

/** Entries that are told one by one. */
const maxEntries = 1_000;

/** The port's comparison: of what is in a document for queries alone with the rest of it, and of the claim with the head. */
export function makeDiscrepancies(collections: Collections): ConversationStore['discrepancies'] {
  const { conversations, entries, claims } = collections;

  return async (tenantId, conversationId) => {
    const document = await one(conversations, conversationById(tenantId, conversationId), (found) => found);
    if (!document) return [];
    const found: string[] = [];
    const { metadata, status, userId, channel } = toConversation(document);
    const [is, ought] = [JSON.stringify(document.labels), JSON.stringify(labelsOf(metadata))];
    if (is !== ought) found.push(`labels are ${is}, the metadata says ${ought}`);
    const _id = claim(tenantId, { userId, channel });
    const holder = (await guarded('read', () => claims.findOne({ _id }, { maxTimeMS: readMs })))?.conversationId;
    if ((holder === conversationId) !== (status === 'ACTIVE')) {
      const held = holder === conversationId ? 'held' : 'not held';
      found.push(`the claim on ${channel} of ${userId} is ${held}, the head is ${status}`);
    }
    const wrong = mislabelledEntries(tenantId, conversationId, maxEntries);
    found.push(
      ...(await all(
        entries,
        wrong,
        ({ seq, hasMessage }) => `hasMessage is ${hasMessage}, entry ${seq} says ${!hasMessage}`,
        { seq: 1, hasMessage: 1 },
      )),
    );
    return found;
  };
}
