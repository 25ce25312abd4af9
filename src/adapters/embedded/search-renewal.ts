import type Database from 'better-sqlite3';

/** Pages of the index that one step writes: some milliseconds. */
const stepPages = 16;
/** FTS5 has changed nothing but its own notes: nothing is left to be merged. */
const idleChanges = 2;

/**
 * Writes the full-text index anew, step by step. FTS5 takes deleted words out of its lists, but keeps beginnings
 * of some of them where these divide a list into pages; only a merge of all its parts makes those anew.
 */
export function makeIndexRenewal(db: Database.Database, write: <T>(work: () => T) => Promise<T>) {
  const command = db.prepare<[string, number]>('INSERT INTO search_index (search_index, rank) VALUES (?, ?)');
  const changes = db.prepare<[], { n: number }>('SELECT total_changes() AS n');
  const add = db.prepare(`INSERT INTO search_index (rowid, stems, forms, facets) VALUES (0, '0', '', '')`);
  const remove = db.prepare(
    `INSERT INTO search_index (search_index, rowid, stems, forms, facets) VALUES ('delete', 0, '0', '', '')`,
  );

  function step(pages: number): Promise<boolean> {
    return write(() => {
      const before = changes.get()?.n ?? 0;
      command.run('merge', pages);
      return (changes.get()?.n ?? 0) - before >= idleChanges;
    });
  }

  return async (signal: AbortSignal): Promise<void> => {
    // A part of its own, each in a commit of its own: what is a single part already would be left as it is.
    await write(() => add.run());
    await write(() => remove.run());
    for (let pages = -stepPages; await step(pages); pages = stepPages) {
      signal.throwIfAborted();
      await new Promise(setImmediate);
    }
  };
}
