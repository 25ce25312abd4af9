// The MongoDB server that the tests would use, for benchmarks of more than one server; undefined where there is none.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '..');

export async function findMongo() {
  // As deep as the source is, and below node_modules: it looks for its cache and for packages from where it lies.
  const folder = join(root, 'node_modules', `.colloquy-bench-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const options = ['--module', 'nodenext', '--target', 'es2023', '--noCheck', '--ignoreConfig', '--outDir', folder];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, ...options, join(root, 'test/support/mongo-server.ts')], { stdio: 'inherit' });
    copyFileSync(join(root, 'test/support/requirements.txt'), join(folder, 'requirements.txt'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
    const { findMongo: find } = await import(pathToFileURL(join(folder, 'mongo-server.js')));
    return await find();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
