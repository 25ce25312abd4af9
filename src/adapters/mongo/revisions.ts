import { createHash } from 'node:crypto';

/**
 * Revisions of very many conversations in few bytes, which name none of them: for each one 8 bytes of a digest of its id and
 * 4 of its revision, in the order of the digests.
 */
const digestBytes = 8;
const recordBytes = digestBytes + 4;

function digestOf(conversationId: string): Buffer {
  return createHash('sha256').update(conversationId).digest().subarray(0, digestBytes);
}

export function pack(revisions: readonly (readonly [conversationId: string, revision: number])[]): Buffer {
  const records = revisions.map(([conversationId, revision]) => {
    const record = Buffer.alloc(recordBytes);
    digestOf(conversationId).copy(record);
    record.writeUInt32BE(revision, digestBytes);
    return record;
  });
  return Buffer.concat(records.sort(Buffer.compare));
}

/** The revision of a conversation, where it is among them. */
export function revisionIn(packed: Buffer, conversationId: string): number | undefined {
  if (packed.length === 0) return undefined;
  const digest = digestOf(conversationId);
  for (let [low, high] = [0, packed.length / recordBytes]; low < high; ) {
    const middle = (low + high) >> 1;
    const start = middle * recordBytes;
    const order = digest.compare(packed, start, start + digestBytes);
    if (order === 0) return packed.readUInt32BE(start + digestBytes);
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return undefined;
}
