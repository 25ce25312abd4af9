import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** A file of the page, ready to be sent. */
export interface Asset {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Buffer;
  readonly gzipped: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** As the build made it; the sources beside it are no files of the page. */
const folder = fileURLToPath(new URL('../../dist/web/page', import.meta.url));

/** Every file of the page by its name, such as `main.js`; they are few and small, and kept in memory. */
export async function loadAssets(): Promise<ReadonlyMap<string, Asset>> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
  const loaded = files.map(async (file): Promise<[string, Asset]> => {
    const path = join(file.parentPath, file.name);
    const bytes = await readFile(path);
    const type = types[/\.\w+$/.exec(file.name)?.[0] ?? ''] ?? 'application/octet-stream';
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    return [relative(folder, path).replaceAll(sep, '/'), { type, etag, bytes, gzipped: await promisify(gzip)(bytes) }];
  });
  return new Map(await Promise.all(loaded));
}
