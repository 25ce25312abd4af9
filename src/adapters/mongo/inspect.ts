import type { Db } from 'mongodb';
import { connect, durable } from './client.js';
import { type Collections, collectionsOf } from './collections.js';
import { checkIndexes, duplicates, type IndexProblem, replaceIndex } from './index-upkeep.js';
import { indexes } from './indexes.js';
import { expectReadable, inspectServer, isEmpty, makeSchema, markMade } from './opening.js';
import { checkCollections, collectionNames, ensureCollections, replaceValidator } from './schema.js';

/** One thing that was looked at, for a person to read. */
export interface InspectionLine {
  readonly ok: boolean;
  readonly what: string;
  readonly detail: string;
}

/** A look through a whole collection may take this long. */
const scanMs = 600_000;
/** An index of a large collection may: the server says nothing before it is made, by a majority of the set. */
const repairMs = 24 * 3_600_000;

/**
 * Looks at everything that the store needs of a server and a database, and with `fix` makes what is missing or
 * different. Never removes a document: where duplicates stand against a unique index it names them. Does not throw.
 */
export async function inspectMongo(
  uri: string,
  database: string,
  { fix = false }: { readonly fix?: boolean } = {},
): Promise<InspectionLine[]> {
  const lines: InspectionLine[] = [];
  try {
    const client = await connect(uri, undefined, fix ? { socketTimeoutMS: repairMs } : {});
    try {
      const server = await inspectServer(client);
      const trouble = server.problem?.message ?? server.warning;
      lines.push({ ok: trouble === undefined, what: 'server', detail: trouble ?? server.detail });
      if (!server.problem) {
        const db = durable(client, database);
        lines.push(...(await inspectDatabase(db, collectionsOf(db), fix)));
      }
    } finally {
      await client.close();
    }
  } catch (error) {
    lines.push({ ok: false, what: 'MongoDB', detail: reason(error) });
  }
  return lines;
}

async function inspectDatabase(db: Db, collections: Collections, fix: boolean): Promise<InspectionLine[]> {
  const { made } = await expectReadable(collections);
  if (!made && (await isEmpty(collections))) {
    if (fix) await makeSchema(db, collections);
    const detail = fix ? 'was empty; collections and indexes are made' : 'empty: the first start makes it';
    return [{ ok: true, what: db.databaseName, detail }];
  }
  const lines = [...(await inspectCollections(db, fix)), ...(await inspectIndexes(db, fix))];
  if (fix && lines.every(({ ok }) => ok)) await markMade(collections);
  return lines;
}

async function inspectCollections(db: Db, fix: boolean): Promise<InspectionLine[]> {
  const problems = await checkCollections(db);
  if (problems.length === 0) {
    return [{ ok: true, what: 'collections', detail: `all ${collectionNames.length}, with their validators` }];
  }
  const lines: InspectionLine[] = [];
  for (const { collection, problem } of problems) {
    const repair = problem === 'missing' ? () => ensureCollections(db) : () => replaceValidator(db, collection);
    const detail = problem === 'missing' ? 'missing' : 'its validator is missing or different';
    lines.push(await line(`collection ${collection}`, detail, fix ? repair : undefined));
  }
  return lines;
}

async function inspectIndexes(db: Db, fix: boolean): Promise<InspectionLine[]> {
  const problems = await checkIndexes(db);
  if (problems.length === 0) return [{ ok: true, what: 'indexes', detail: `all ${indexes.length}` }];
  const lines: InspectionLine[] = [];
  for (const one of problems) {
    const { index, problem } = one;
    const detail = `${problem}: serves ${index.serves}`;
    lines.push(await line(`index ${index.collection}.${index.name}`, detail, fix ? () => repair(db, one) : undefined));
  }
  return lines;
}

async function repair(db: Db, problem: IndexProblem): Promise<void> {
  // Looked for before anything is dropped: the index that is there stays when the right one cannot be made.
  const twice = problem.index.unique ? await duplicates(db, problem.index, scanMs) : [];
  if (twice.length > 0) throw new Error(`cannot be unique, these keys are there more than once: ${twice.join(', ')}`);
  await replaceIndex(db, problem);
}

async function line(what: string, detail: string, repair: (() => Promise<void>) | undefined): Promise<InspectionLine> {
  if (!repair) return { ok: false, what, detail };
  try {
    await repair();
    return { ok: true, what, detail: `${detail}; repaired` };
  } catch (error) {
    return { ok: false, what, detail: `${detail}; ${reason(error)}` };
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
