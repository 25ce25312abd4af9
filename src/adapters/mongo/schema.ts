import type { Db, Document } from 'mongodb';
import type { CollectionName } from './collections.js';
import { shapes } from './shapes.js';

export const collectionNames = Object.keys(shapes) as CollectionName[];

/** What the server holds every document of a collection to: a field that is not listed is a bug, not data. */
export function validator(collection: CollectionName): Document {
  const { required, optional = {} } = shapes[collection];
  return {
    $jsonSchema: {
      bsonType: 'object',
      required: Object.keys(required),
      additionalProperties: false,
      properties: { _id: {}, ...required, ...optional },
    },
  };
}

const rules = { validationLevel: 'strict', validationAction: 'error' } as const;

/** Makes the collections that are missing, with their validators. Several processes may do so at once. */
export async function ensureCollections(db: Db): Promise<void> {
  const there = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map((one) => one.name));
  for (const collection of collectionNames.filter((one) => !there.has(one))) {
    try {
      await db.createCollection(collection, { validator: validator(collection), ...rules });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === namespaceExists)) throw error;
    }
  }
}

const namespaceExists = 48;

export interface CollectionProblem {
  readonly collection: CollectionName;
  readonly problem: 'missing' | 'validator';
}

/** Collections that are missing, or whose validator is not ours. */
export async function checkCollections(db: Db): Promise<CollectionProblem[]> {
  const there = new Map((await db.listCollections().toArray()).map((one) => [one.name, one]));
  return collectionNames.flatMap((collection): CollectionProblem[] => {
    const found = there.get(collection);
    if (!found) return [{ collection, problem: 'missing' }];
    const { validator: rule, validationLevel, validationAction } = ('options' in found && found.options) || {};
    const same =
      sorted(rule ?? {}) === sorted(validator(collection)) &&
      (validationLevel ?? 'strict') === 'strict' &&
      (validationAction ?? 'error') === 'error';
    return same ? [] : [{ collection, problem: 'validator' }];
  });
}

export async function replaceValidator(db: Db, collection: CollectionName): Promise<void> {
  await db.command({ collMod: collection, validator: validator(collection), ...rules });
}

/** As text, whatever the order of the keys. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
