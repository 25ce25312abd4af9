// Makes the page's files: its modules, as browsers load them, beside its HTML and CSS and the libraries that it uses.
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join('src', 'web', 'page');

/** Files that are served as they are. */
const files = ['index.html', 'icon.svg', 'style'];

/** What browsers cannot look up by name, and where it is served. */
const libraries = {
  preact: ['preact/dist/preact.mjs', '/page/vendor/preact.js'],
  'preact/hooks': ['preact/hooks/dist/hooks.mjs', '/page/vendor/preact-hooks.js'],
  'preact/jsx-runtime': ['preact/jsx-runtime/dist/jsxRuntime.mjs', '/page/vendor/preact-jsx-runtime.js'],
  uplot: ['uplot/dist/uPlot.esm.js', '/page/vendor/uplot.js'],
};

/** Compiles with `tsc`, given its arguments, into a folder, and completes it there. */
export function makePage(folder, tsc) {
  tsc('-p', source, '--outDir', folder);
  mkdirSync(join(folder, 'vendor'), { recursive: true });
  for (const file of files) cpSync(join(source, file), join(folder, file), { recursive: true });
  copyFileSync(join('node_modules', 'uplot/dist/uPlot.min.css'), join(folder, 'vendor', 'uplot.css'));
  for (const [from, to] of Object.values(libraries)) {
    copyFileSync(join('node_modules', from), join(folder, to.slice('/page/'.length)));
  }
  const modules = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js'));
  for (const name of modules) {
    const file = join(folder, name);
    writeFileSync(file, withAddresses(readFileSync(file, 'utf8')));
  }
}

/** A module that names libraries by their addresses: an import map would have to stand in the HTML. */
function withAddresses(text) {
  return text.replace(/(\bfrom\s*|\bimport\s*)(["'])([a-z][\w/-]*)\2/g, (all, before, quote, name) =>
    libraries[name] ? `${before}${quote}${libraries[name][1]}${quote}` : all,
  );
}
