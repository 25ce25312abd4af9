import { type IndexRow, isSought, type Search } from '../domain/search.js';
import { indexedText } from '../domain/wanted.js';
import type { Compare } from './verify.js';

/** Rows that are read at once. */
const pageSize = 100;

/** Between what searches find and the log: each message that is to be found has its row, as this version makes it, and no other has. */
export function compareSearch(search: Search): Compare {
  return (head) => {
    const found: string[] = [];
    let page: IndexRow[] = [];
    let after = 0;
    let isAll = false;

    /** The next row, without taking it. */
    async function next(): Promise<IndexRow | undefined> {
      if (page.length === 0 && !isAll) {
        page = await search.rows(head, after, pageSize);
        isAll = page.length < pageSize;
        after = page.at(-1)?.seq ?? after;
      }
      return page[0];
    }

    /** Takes rows that no message is behind. */
    async function strangersBefore(seq: number): Promise<void> {
      for (let row = await next(); row && row.seq < seq; row = await next()) {
        found.push(`search: ${row.seq} is found, and is no message to be found`);
        page.shift();
      }
    }

    return {
      async see({ seq, at, message }) {
        await strangersBefore(seq);
        if (!isSought(message)) return;
        const row = await next();
        if (row?.seq !== seq) {
          found.push(`search: ${seq} is not found`);
          return;
        }
        page.shift();
        const { stems, forms, length } = indexedText(search.tokenize(message.text));
        const isSame = row.stems === stems && row.forms === forms && row.length === length;
        if (!isSame || row.role !== message.role || row.at !== at) found.push(`search: ${seq} is found by other words`);
        else if (!row.isFound) {
          found.push(`search: ${seq} is not found by all of its words, its user, channel, role and time`);
        }
      },
      async differences() {
        await strangersBefore(Number.POSITIVE_INFINITY);
        return found;
      },
    };
  };
}
