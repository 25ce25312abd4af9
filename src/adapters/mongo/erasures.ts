import type { ClientSession, MongoClient } from 'mongodb';
import type { Erasure, Erasures, Receipt, Subject } from '../../domain/erasure.js';
import { unqualified } from '../../domain/qualification.js';
import { readMs, within, writeMs } from './client.js';
import type { Collections } from './collections.js';
import { version } from './documents.js';
import { fromErasure, fromReceipt, toErasure, toReceipt } from './erasure-documents.js';
import { erasedBetween, erasureOf, freeErasures, receiptOf, removedBy, theErasure } from './erasure-queries.js';
import { classify, guarded } from './failures.js';
import { leaseEnd } from './leases.js';
import type { ConversationDocument } from './log-documents.js';
import { makeMoments } from './moments.js';
import type { makePlaces } from './places.js';
import { claimOf, conversationById, expired, scope } from './queries.js';
import { all, one } from './read.js';
import { takeFree, updateUnlessHeld } from './taking.js';
import { transact } from './transaction.js';

export function makeErasures(
  client: MongoClient,
  collections: Collections,
  places: ReturnType<typeof makePlaces>,
): Erasures {
  const { conversations, claims, erasures, receipts, erased } = collections;
  const seenAt = makeMoments(collections);

  /** The erasure's document is what two at once both write: one of them waits, and sees the other's receipt. */
  async function begin(erasure: Erasure): Promise<Receipt | undefined> {
    const { tenantId, id, request, subject, startedAt } = erasure;
    const begun: Receipt = { tenantId, id, request, subject, startedAt, stores: [] };
    try {
      return await transact(client, async (session) => {
        const options = within(session);
        const kept = await receipts.findOne(receiptOf(tenantId, request).filter, options);
        // Committed, so that what was read is durable: a receipt that was told of stays.
        if (kept) return { commit: true, result: toReceipt(kept) };
        await erasures.insertOne({ ...fromErasure(erasure), leaseUntil: 0 }, options);
        await receipts.insertOne(fromReceipt(begun), options);
        return { commit: true, result: begun };
      });
    } catch (error) {
      if (classify(error, 'write') !== 'duplicate') throw error;
      // Another erasure of the user, or the same request at the same time.
      return receipt(tenantId, request);
    }
  }

  const receipt = (tenantId: string, request: string) => one(receipts, receiptOf(tenantId, request), toReceipt);

  function take(leaseMs: number, limit: number): Promise<Erasure[]> {
    return takeFree(erasures, limit, freeErasures, (free) => takeOne(toErasure(free), leaseMs));
  }

  /** Undefined when another process was first, or holds it. */
  async function takeOne(free: Erasure, leaseMs: number): Promise<Erasure | undefined> {
    const attempt = free.attempt + 1;
    const lease = [{ $set: { attempt: { $literal: attempt }, leaseUntil: leaseEnd(leaseMs) } }];
    const isMine = await updateUnlessHeld(erasures, { ...theErasure(free), ...expired }, lease);
    return isMine ? { ...free, attempt } : undefined;
  }

  async function keep(erasure: Erasure, leaseMs: number): Promise<boolean> {
    const { found, erased } = erasure;
    const now = [
      { $set: { erased: { $literal: erased }, leaseUntil: leaseEnd(leaseMs) } },
      found ? { $set: { found: { $literal: found } } } : { $unset: 'found' },
    ];
    return (await erasures.updateOne(theErasure(erasure), now, { maxTimeMS: writeMs })).matchedCount === 1;
  }

  /** Told to watchers as a change of the head: of a document that is deleted a change stream has the `_id` alone. */
  async function remove(erasure: Erasure, conversationId: string): Promise<boolean> {
    const { tenantId, userId, id } = erasure;
    return transact(client, async (session) => {
      const options = within(session);
      // A write, so that who takes the erasure over at the same time waits, or this begins anew.
      const { matchedCount } = await erasures.updateOne(theErasure(erasure), { $inc: { removals: 1 } }, options);
      if (matchedCount === 0) return { commit: false, result: false };
      const { filter } = conversationById(tenantId, conversationId);
      const head = await conversations.findOne({ ...filter, userId }, options);
      if (!head) return { commit: true, result: true };
      await conversations.replaceOne(filter, blank(head), options);
      await conversations.deleteOne(filter, options);
      await claims.deleteOne(claimOf(tenantId, { id: conversationId, userId, channel: head.channel }), options);
      await noteErased(tenantId, conversationId, id, session);
      return { commit: true, result: true };
    });
  }

  async function noteErased(tenantId: string, conversationId: string, erasureId: string, session: ClientSession) {
    const document = { v: version, tenantId, conversationId, erasureId, at: new Date() };
    await erased.replaceOne({ ...scope(tenantId), conversationId }, document, { ...within(session), upsert: true });
  }

  async function finish(erasure: Erasure, ended: Receipt): Promise<boolean> {
    return transact(client, async (session) => {
      const options = within(session);
      const { deletedCount } = await erasures.deleteOne(theErasure(erasure), options);
      if (deletedCount === 0) return { commit: false, result: false };
      const { _id, ...document } = fromReceipt(ended);
      await receipts.replaceOne(receiptOf(ended.tenantId, ended.request).filter, document, options);
      return { commit: true, result: true };
    });
  }

  return {
    ...places,
    begin: (erasure) => guarded('write', () => begin(erasure)),
    receipt,
    isUnderWay: async (subject: Subject) => {
      const { filter } = erasureOf(subject);
      const found = () => erasures.findOne(filter, { projection: { _id: 1 }, maxTimeMS: readMs });
      return (await guarded('read', found)) !== null;
    },
    take: (leaseMs, limit) => guarded('write', () => take(leaseMs, limit)),
    keep: (erasure, leaseMs) => guarded('write', () => keep(erasure, leaseMs)),
    remove: (erasure, conversationId) => guarded('write', () => remove(erasure, conversationId)),
    removed: ({ tenantId, id }, after, limit) =>
      all(erased, removedBy(tenantId, id, after, limit), ({ conversationId }) => conversationId),
    settle: async () => true,
    finish: (erasure, ended) => guarded('write', () => finish(erasure, ended)),
    async erasedBetween(tenantId, { since, until, after = '', limit }) {
      // What another process erases about the second moment may be told of a moment late; it is then between the next two, too.
      const [{ settledAt: from }, { at: to }] = await Promise.all([seenAt(tenantId, since), seenAt(tenantId, until)]);
      return all(erased, erasedBetween(tenantId, after, from, to, limit), ({ conversationId }) => conversationId);
    },
  };
}

/** The head without anything of the user. */
function blank(head: ConversationDocument & { readonly _id?: unknown }): ConversationDocument {
  const { _id, summary, ...rest } = head;
  return {
    ...rest,
    userId: '',
    metadata: '{}',
    labels: [],
    lastMessagePreview: '',
    qualification: unqualified,
    revision: rest.revision + 1,
  };
}
