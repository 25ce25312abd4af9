import type { Numbers } from '../../domain/numbers.js';
import type { Occurrence, TurnFigures } from '../../domain/occurrence.js';
import { readMs, writeMs } from './client.js';
import type { Collections } from './collections.js';
import { version } from './documents.js';
import { classify, guarded } from './failures.js';
import { factsOf } from './number-queries.js';
import type { OccurrenceDocument } from './occurrences.js';

/** What is counted of a conversation, document by document. */
export function makeFacts({
  occurrences,
  conversations,
  meta,
}: Pick<Collections, 'occurrences' | 'conversations' | 'meta'>): Pick<Numbers, 'facts' | 'isWhole' | 'becomeWhole'> {
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
  };
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
