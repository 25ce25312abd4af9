import type { Command } from 'commander';
import type { ExportOptions } from './export.js';
import { addFilter } from './filter-options.js';
import type { ImportOptions } from './import.js';

const ofExport = `
Each line is JSON: a conversation, then the entries of its log. All of it is as it was when the
export began, also where the connection breaks: it goes on by itself. An export to a file that was
cut off goes on when it is called again: until it is whole, it is in FILE.part. With a name that ends
in .gz it is compressed. FILE.token says where the next one goes on: --since FILE.`;

const ofImport = `
Lines as those of an export. What is there already is left as it is, so that an import that was cut off
can simply be done again. Lines that are refused are told with why, and the exit code is 1.`;

/** Adds the options of `export`; `act` resolves with the exit code. */
export function addExport(
  command: Command,
  act: (file: string | undefined, options: ExportOptions) => Promise<void>,
): void {
  command
    .description('take conversations out, with their whole logs')
    .argument('[file]', 'where to (default: standard output)')
    .option('--since <file or token>', 'only what changed since the export in this file')
    .option('-f, --force', 'put it in the place of a file that is there');
  addFilter(command).addHelpText('after', ofExport).action(act);
}

/** The same for `import`. */
export function addImport(
  command: Command,
  act: (file: string | undefined, options: ImportOptions) => Promise<void>,
): void {
  command
    .description('take conversations in, from an export or from elsewhere')
    .argument('[file]', 'where from; with a name that ends in .gz, compressed (default: standard input)')
    .addHelpText('after', ofImport)
    .action(act);
}
