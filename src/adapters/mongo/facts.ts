import { createHash } from 'node:crypto';
import { type AnyBulkWriteOperation, ObjectId } from 'mongodb';
import type { Fact, Numbers } from '../../domain/numbers.js';
import type { Occurrence, TurnFigures } from '../../domain/occurrence.js';
import { readMs, writeMs } from './client.js';
import { type Collections, version } from './documents.js';
import { classify, guarded } from './failures.js';
import { factsOf } from './number-queries.js';
import type { OccurrenceDocument } from './occurrences.js';
import { conversationById, scope } from './queries.js';

/** What is counted of a conversation, document by document. */
export function makeFacts({
  occurrences,
  conversations,
  meta,
}: Pick<Collections, 'occurrences' | 'conversations' | 'meta'>): Pick<
  Numbers,
  'facts' | 'mend' | 'isWhole' | 'becomeWhole'
> {
  /** Those that are added have ids made of what they are: another that adds the same finds it there. */
  async function mend(
    { tenantId, conversationId }: Parameters<Numbers['mend']>[0],
    wrong: readonly Fact[],
    missing: readonly Occurrence[],
  ): Promise<void> {
    const { filter } = conversationById(tenantId, conversationId);
    const head = await conversations.findOne(filter, { projection: { revision: 1 }, maxTimeMS: readMs });
    if (!head) return;
    const again = new Map<string, number>();
    const operations: AnyBulkWriteOperation<OccurrenceDocument>[] = wrong.map(({ id }) => ({
      deleteOne: { filter: { ...scope(tenantId), conversationId, _id: keyOf(id) as never } },
    }));
    for (const { at, turn, ...rest } of missing) {
      const key = JSON.stringify([tenantId, rest, at, turn]);
      const nth = (again.get(key) ?? 0) + 1;
      again.set(key, nth);
      const document = {
        _id: createHash('sha256').update(`${key}${nth}`).digest('base64url') as never,
        ...{ v: version, ...scope(tenantId), ...rest, at: new Date(at), ...turn },
        ...{ revision: head.revision, recordedAt: new Date() },
      };
      operations.push({ insertOne: { document } });
    }
    if (operations.length === 0) return;
    try {
      await occurrences.bulkWrite(operations, { ordered: false, maxTimeMS: writeMs });
    } catch (error) {
      if (classify(error, 'write') !== 'duplicate') throw error;
    }
  }

  async function becomeWhole(): Promise<void> {
    try {
      await meta.insertOne({ _id: 'counted', v: version }, { maxTimeMS: writeMs });
    } catch (error) {
      if (classify(error, 'write') !== 'duplicate') throw error;
    }
  }

  async function isWhole(): Promise<boolean> {
    if (await meta.findOne({ _id: 'counted' }, { maxTimeMS: readMs })) return true;
    const isFresh = !(await conversations.findOne({}, { projection: { _id: 1 }, maxTimeMS: readMs }));
    if (isFresh) await becomeWhole();
    return isFresh;
  }

  return {
    isWhole: () => guarded('write', isWhole),
    becomeWhole: () => guarded('write', becomeWhole),
    facts: (of, after, through) =>
      guarded('read', async () => {
        const { filter, sort } = factsOf(of, after, through);
        const found = await occurrences
          .find(filter, { ...(sort ? { sort } : {}), batchSize: 1_000, maxTimeMS: readMs })
          .toArray();
        return found.map(({ _id, ...rest }) => ({ id: `${_id}`, occurrence: occurrenceOf(rest) }));
      }),
    mend: (of, wrong, missing) => guarded('write', () => mend(of, wrong, missing)),
  };
}

/** Those of commits have ids of the driver's. */
function keyOf(id: string): ObjectId | string {
  return /^[0-9a-f]{24}$/.test(id) ? new ObjectId(id) : id;
}

function occurrenceOf(document: OccurrenceDocument): Occurrence {
  const { v, tenantId, at, revision, recordedAt, failed, firstTextMs, totalMs, inputTokens, outputTokens, ...rest } =
    document;
  const figures = { firstTextMs, totalMs, inputTokens, outputTokens };
  const known = Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined));
  return {
    ...rest,
    at: at.getTime(),
    ...(failed === undefined ? {} : { turn: { failed, ...known } as TurnFigures }),
  };
}
