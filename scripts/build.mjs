// Builds what is older than what it is made of: the generated code, its descriptor image, dist. Needs no network.
//   node scripts/build.mjs            all of it
//   node scripts/build.mjs generate   src/gen alone
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePage } from './page.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

/** A hash of all files below the given paths. */
function hashOf(paths) {
  const hash = createHash('sha256');
  const add = (path) => {
    hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  };
  for (const path of paths) {
    if (!existsSync(path)) continue;
    if (!/\.\w+$/.test(path)) {
      const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      for (const name of files.map((entry) => join(entry.parentPath, entry.name)).sort()) add(name);
    } else add(path);
  }
  return hash.digest('hex');
}

/** Runs `make` unless the stamp says that it ran on the same sources; true when it ran. */
function step(stamp, sources, make) {
  const now = hashOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return false;
  make();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
  return true;
}

function run(program, ...args) {
  execFileSync(join('node_modules', '.bin', program), args, { stdio: ['ignore', 'inherit', 'inherit'] });
}

/**
 * What ts-proto makes of times cuts towards 1970, which gives negative nanos before it, and rounds what is finer than
 * milliseconds up, beyond the year 9999. Both are to cut towards the past.
 */
function cutTimesDown() {
  const changes = [
    ['const seconds = Math.trunc(date.getTime() / 1_000);', 'const seconds = Math.floor(date.getTime() / 1_000);'],
    [
      'const nanos = (date.getTime() % 1_000) * 1_000_000;',
      'const nanos = (date.getTime() - seconds * 1_000) * 1_000_000;',
    ],
    ['millis += (t.nanos || 0) / 1_000_000;', 'millis += Math.floor((t.nanos || 0) / 1_000_000);'],
  ];
  const files = readdirSync('src/gen', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  let changed = 0;
  for (const file of files.map((name) => join('src/gen', name))) {
    let text = readFileSync(file, 'utf8');
    if (!text.includes('function toTimestamp(') && !text.includes('function fromTimestamp(')) continue;
    for (const [from, to] of changes) {
      if (text.includes(from)) changed++;
      text = text.replace(from, to);
    }
    writeFileSync(file, text);
  }
  if (changed === 0) throw new Error('ts-proto makes times in another way by now: see whether they are cut right');
}

step(
  'src/gen/.stamp',
  ['proto', 'third_party', 'scripts/build.mjs', 'buf.yaml', 'buf.gen.yaml', 'package-lock.json'],
  () => {
    run('buf', 'generate');
    cutTimesDown();
    run('buf', 'build', '--exclude-source-info', '--as-file-descriptor-set', '-o', 'src/gen/image.binpb');
  },
);

if (process.argv[2] !== 'generate') {
  step('dist/.stamp', ['src', 'scripts', 'tsconfig.json', 'package-lock.json'], () => {
    // Made aside and put in place whole: what runs from dist never sees half of it.
    const made = `dist.${process.pid}`;
    try {
      run('tsc', '-p', '.', '--outDir', made);
      mkdirSync(join(made, 'gen'), { recursive: true });
      copyFileSync('src/gen/image.binpb', join(made, 'gen', 'image.binpb'));
      makePage(join(made, 'web', 'page'), (...args) => run('tsc', ...args));
      chmodSync(join(made, 'cli', 'main.js'), 0o755);
      rmSync('dist', { recursive: true, force: true });
      renameSync(made, 'dist');
    } finally {
      rmSync(made, { recursive: true, force: true });
    }
  });
}
