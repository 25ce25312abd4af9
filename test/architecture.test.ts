import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What each part of src may import, beside its own folder: folders of src, and packages. */
const allowed: Record<string, readonly string[]> = {
  domain: [],
  application: ['domain'],
  // The contract, served: what carries its calls is another's affair.
  api: [
    'application',
    'domain',
    'gen',
    'log.ts',
    'node:',
    '@grpc/grpc-js',
    '@bufbuild/protobuf',
    '@bufbuild/protovalidate',
    'hash-wasm',
  ],
  grpc: [
    'api',
    'certificates.ts',
    'domain',
    'gen',
    'node:',
    '@grpc/grpc-js',
    '@grpc/proto-loader',
    'grpc-health-check',
    '@bufbuild/protobuf',
  ],
  // What runs in browsers knows the service by its addresses alone.
  'web/page': ['preact', 'uplot'],
  web: [
    'api',
    'application',
    'certificates.ts',
    'domain',
    'gen',
    'log.ts',
    'node:',
    '@grpc/grpc-js',
    '@hono/node-server',
    'hono',
    'ws',
  ],
  'adapters/archive': ['domain', 'node:', '@aws-sdk/client-s3'],
  'adapters/words': ['domain', 'stemmer'],
  'adapters/embedded': ['domain', 'adapters/archive', 'adapters/words', 'node:', 'better-sqlite3'],
  'adapters/mongo': ['domain', 'adapters/archive', 'adapters/words', 'node:', 'mongodb'],
  'adapters/langgraph': ['domain', 'adapters/offline', 'node:', '@langchain/', 'gpt-tokenizer', 'zod'],
  'adapters/offline': ['domain', 'stemmer'],
  'adapters/memory': ['domain'],
  // Memory in a thread of its own: rows in either store, the model of the agent, what states something offline.
  'adapters/mem0': [
    'domain',
    'adapters/embedded/database.ts',
    'adapters/embedded/failures.ts',
    'adapters/embedded/scrub.ts',
    'adapters/mongo',
    'adapters/langgraph/attempts.ts',
    'adapters/langgraph/models.ts',
    'adapters/langgraph/providers.ts',
    'adapters/offline/statements.ts',
    'node:',
    '@langchain/',
    'better-sqlite3',
    'mem0ai',
    'mongodb',
    'stemmer',
  ],
  adapters: ['domain', 'node:', 'yaml', 'zod'],
  // Two programs: the service behind its start, and a client, which has the contract alone.
  cli: [
    'adapters',
    'api',
    'certificates.ts',
    'config.ts',
    'config-files.ts',
    'config-variables.ts',
    'container.ts',
    'domain',
    'gen',
    'grpc',
    'service.ts',
    'version.ts',
    'node:',
    '@grpc/grpc-js',
    'better-sqlite3',
    'cli-progress',
    'commander',
    'grpc-health-check',
  ],
};

/** Packages that one place alone may import. */
const alone: Record<string, string> = { inversify: 'container.ts' };

const src = join(import.meta.dirname, '..', 'src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('gen'))
  .map((file) => file.replaceAll('\\', '/'));

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  const found = text.matchAll(/^(?:import|export|\}).*? from '([^']+)'|import\('([^']+)'\)/gm);
  return [...found]
    .map(([, statement, call]) => statement ?? call ?? '')
    .map((name) =>
      name.startsWith('.') ? relative(src, join(src, dirname(file), name)).replace(/\.js$/, '.ts') : name,
    );
}

function partOf(file: string): string | undefined {
  return Object.keys(allowed).find((part) => file.startsWith(`${part}/`));
}

describe('the dependency rule', () => {
  it('each part imports what it may and nothing else', () => {
    const offences = files.flatMap((file) => {
      const part = partOf(file);
      if (!part) return [];
      const may = [...(allowed[part] ?? []), part];
      return importsOf(file)
        .filter(
          (name) =>
            !may.some(
              (prefix) =>
                name === prefix ||
                name.startsWith(prefix.endsWith(':') || prefix.endsWith('/') ? prefix : `${prefix}/`),
            ),
        )
        .map((name) => `${file} imports ${name}`);
    });
    expect(offences).toEqual([]);
  });

  it('inversify is imported by the container alone', () => {
    const offences = files.flatMap((file) =>
      importsOf(file)
        .filter((name) => name in alone && alone[name] !== file)
        .map((name) => `${file} imports ${name}`),
    );
    expect(offences).toEqual([]);
  });

  it('the environment is read by config.ts alone', () => {
    const readers = files.filter((file) => readFileSync(join(src, file), 'utf8').includes('process.env'));
    expect(readers).toEqual(['config.ts']);
  });

  it('no file is a barrel', () => {
    expect(files.filter((file) => /(^|\/)index\.ts$/.test(file))).toEqual([]);
  });
});
