import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Compiles files of `src`, and what they import, for a process of plain Node that a test starts. Under `node_modules`,
 * so that packages are found from there; `remove` it in the end.
 */
export function compiled(...files: string[]): { readonly folder: string; remove(): void } {
  const cache = resolve('node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(`${cache}/colloquy-test-`);
  const options = ['--module', 'nodenext', '--target', 'es2023', '--rootDir', 'src', '--noCheck', '--ignoreConfig'];
  const tsc = resolve('node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, ...options, '--outDir', folder, ...files], { stdio: 'inherit' });
  writeFileSync(`${folder}/package.json`, '{ "type": "module" }\n');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
