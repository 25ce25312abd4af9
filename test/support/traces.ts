import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { BSON, type Document, MongoClient } from 'mongodb';

/** The files of a folder, however deep, that hold a text: as it is, or compressed. */
export function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = join(folder, name);
    if (!statSync(file).isFile()) return false;
    const bytes = readFileSync(file);
    return [bytes, unpacked(bytes), Buffer.from(name)].some((one) => holds(one, text));
  });
}

/** The documents of a database that hold a text, as `collection: document`. */
export async function documentsWith(uri: string, database: string, text: string): Promise<string[]> {
  const client = new MongoClient(uri);
  try {
    const db = client.db(database);
    const found: string[] = [];
    for (const { name } of await db.listCollections().toArray()) {
      for await (const document of db.collection<Document>(name).find({})) {
        const bytes = Buffer.from(BSON.serialize(document));
        const packed = Object.values(document).filter((value) => value instanceof BSON.Binary);
        const inside = packed.some((value) => holds(unpacked(Buffer.from(value.value())), text));
        if (holds(bytes, text) || inside) found.push(`${name}: ${JSON.stringify(document)}`);
      }
    }
    return found;
  } finally {
    await client.close();
  }
}

/** In small or capital letters: an index has words in small ones. */
function holds(bytes: Buffer, text: string): boolean {
  return bytes.toString('latin1').toLowerCase().includes(text.toLowerCase());
}

function unpacked(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes);
  } catch {
    return Buffer.alloc(0);
  }
}
