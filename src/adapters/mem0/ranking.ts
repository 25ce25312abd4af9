import { makeExclusive } from '../../domain/exclusive.js';
import type { MemoryOwner } from '../../domain/memory.js';
import { Partition } from './ranking/partition.js';
import { type Ranked, rank } from './ranking/rank.js';
import type { MemoryRows, Row } from './rows.js';

/** Finds memories of an owner that answer a question. */
export interface Ranking {
  /** Best first. Without words the vector alone decides, without a vector the words do. */
  search(owner: MemoryOwner, text: string, vector: Int8Array | undefined, limit: number): Promise<Ranked[]>;
}

interface Known {
  partition: Partition;
  number: number;
  epoch: number;
}

/** Lines of all owners together that are kept in memory, some 900 bytes each; the owners asked for longest ago go first. */
const mostLines = 150_000;
const pageSize = 2_000;

/** Indexes of those who were asked for lately, brought up to the stored rows before each search. */
export function makeRanking(rows: MemoryRows, embedder: string): Ranking {
  /** In the order of their last use. */
  const known = new Map<string, Known>();
  const inTurn = makeExclusive();

  /** One at a time for an owner, so that no row is added twice. */
  function current(owner: MemoryOwner): Promise<Partition> {
    const key = JSON.stringify([owner.tenantId, owner.userId]);
    return inTurn(key, () => upToDate(key, owner));
  }

  async function upToDate(key: string, owner: MemoryOwner): Promise<Partition> {
    const head = await rows.head(owner);
    let mine = known.get(key);
    if (mine?.epoch !== head.epoch) mine = { partition: new Partition(), number: 0, epoch: head.epoch };
    known.delete(key);
    while (mine.number < head.number) {
      const page = await rows.after(owner, mine.number, pageSize);
      for (const row of page) mine.partition.add(lineOf(row, embedder));
      mine.number =
        page.length < pageSize ? Math.max(head.number, page.at(-1)?.number ?? 0) : (page.at(-1)?.number ?? 0);
    }
    known.set(key, mine);
    forgetOld();
    return mine.partition;
  }

  function forgetOld(): void {
    let lines = 0;
    for (const { partition } of known.values()) lines += partition.size;
    for (const [key, { partition }] of known) {
      if (lines <= mostLines || known.size === 1) return;
      lines -= partition.size;
      known.delete(key);
    }
  }

  return {
    async search(owner, text, vector, limit) {
      return rank(await current(owner), { text, vector }, limit);
    },
  };
}

function lineOf({ id, number, createdAt, source, text, vector }: Row, embedder: string) {
  return {
    id,
    number,
    createdAt,
    conversationId: source?.conversationId ?? '',
    text,
    ...(vector?.embedder === embedder ? { vector: vector.values } : {}),
  };
}
