/** What a page's items may weigh together; a response holds 4 MiB at most. */
export const maxPageBytes = 3 * 1024 * 1024;
/** Read at once: a page of the usual size in one go, and never a large one of large items. */
const batch = 64;

/**
 * The next page of a list: at most `limit` items and some 3 MiB, and at least one item where there is one. `read` gives
 * the `count` items after `last`, fewer at the list's end alone.
 */
export async function readPage<T>(
  limit: number,
  read: (count: number, last: T | undefined) => Promise<readonly T[]>,
): Promise<{ items: T[]; more: boolean }> {
  const items: T[] = [];
  let room = maxPageBytes;
  for (;;) {
    const count = Math.min(batch, limit + 1 - items.length);
    const found = await read(count, items.at(-1));
    for (const item of found) {
      room -= weightOf(item);
      if (items.length === limit || (items.length > 0 && room < 0)) return { items, more: true };
      items.push(item);
    }
    if (found.length < count) return { items, more: false };
  }
}

/** The bytes that plain data takes in a message, or a little more. */
export function weightOf(value: unknown): number {
  // A tag, a length, and those of the messages that wrap a JSON value.
  const wrapped = 8;
  if (typeof value === 'string') return wrapped + Buffer.byteLength(value);
  if (typeof value === 'number') return wrapped + 10;
  if (typeof value !== 'object' || value === null) return wrapped;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + weightOf(item), wrapped);
  return Object.entries(value).reduce((sum, [key, item]) => sum + wrapped + key.length * 3 + weightOf(item), wrapped);
}
