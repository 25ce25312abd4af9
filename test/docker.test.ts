import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { variables } from '../src/config-variables.js';
import { root } from './support/process.js';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const { engines } = JSON.parse(read('package.json'));

/** The instructions of the Dockerfile, continued lines joined, by stage. */
const instructions = read('Dockerfile')
  .split('\n')
  .filter((line) => !line.startsWith('#'))
  .join('\n')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => {
    const [, name = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line.trim()) ?? [];
    return { name, rest: rest.replace(/\s+/g, ' ') };
  });
const final = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
const inFinal = (name: string) => final.filter((instruction) => instruction.name === name).map(({ rest }) => rest);

/** What .dockerignore lets in: it names all that there is, and excepts. */
const sent = read('.dockerignore')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

interface Compose {
  readonly services: Record<
    string,
    {
      readonly build?: string;
      readonly environment?: Record<string, string>;
      readonly volumes?: readonly string[];
      readonly depends_on?: Record<string, { readonly condition: string }>;
      readonly healthcheck?: { readonly test: readonly string[] };
      readonly stop_grace_period?: string;
      readonly command?: readonly string[];
    }
  >;
  readonly volumes: Record<string, unknown>;
}
const compose: Compose = parse(read('compose.yaml'));

describe('the image', () => {
  it('copies what is there, and what .dockerignore lets in', () => {
    const copied = instructions
      .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
      .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(copied.filter((path) => !sent.includes(path))).toEqual([]);
    expect(sent.filter((path) => !copied.includes(path))).toEqual([]);
  });

  it('builds with all that the build script reads', () => {
    const script = read('scripts/build.mjs');
    const steps = [...script.matchAll(/step\(\s*'[^']+',\s*\[([^\]]+)\]/g)].flatMap(([, list = '']) =>
      [...list.matchAll(/'([^']+)'/g)].map(([, path]) => path),
    );
    expect(steps).toContain('proto');
    const isSent = (path = '') => sent.some((one) => path === one || path.startsWith(`${one}/`));
    expect(steps.filter((path) => !isSent(path))).toEqual([]);
  });

  it('has a Node.js that the package accepts, the same in every stage', () => {
    const bases = instructions.filter(({ name }) => name === 'FROM').map(({ rest }) => rest.split(' ')[0]);
    expect(new Set(bases).size).toBe(1);
    const major = Number(/^node:(\d+)/.exec(bases[0] ?? '')?.[1]);
    expect(major).toBeGreaterThan(Number(/^>=(\d+)/.exec(engines.node)?.[1]));
  });

  it('runs as somebody who is not root, with the data on a volume of theirs', () => {
    const [user = ''] = inFinal('USER');
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(inFinal('VOLUME')).toEqual(['/data']);
    expect(inFinal('ENV').join(' ')).toContain('COLLOQUY_DATA_DIR=/data');
    const made = final.findIndex(({ name, rest }) => name === 'RUN' && rest.includes('chown node:node /data'));
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(final.findIndex(({ name }) => name === 'USER'));
  });

  it('starts the program and asks it for its health', () => {
    const [entry] = inFinal('ENTRYPOINT').map((rest) => JSON.parse(rest));
    expect(entry).toEqual(['node', 'dist/cli/main.js']);
    expect(inFinal('CMD').map((rest) => JSON.parse(rest))).toEqual([['serve']]);
    const [check = ''] = inFinal('HEALTHCHECK');
    expect(JSON.parse(check.slice(check.indexOf('[')))).toEqual([...entry, 'health']);
  });

  it('sets variables that there are', () => {
    const names = inFinal('ENV').flatMap((rest) => rest.split(' ').map((pair) => pair.split('=')[0] ?? ''));
    expect(names.filter((name) => name !== 'NODE_ENV' && !(name in variables))).toEqual([]);
  });
});

describe('compose.yaml', () => {
  const { colloquy, mongodb } = compose.services;

  it('builds the service from here and sets variables that there are', () => {
    expect(colloquy?.build).toBe('.');
    expect(Object.keys(colloquy?.environment ?? {}).filter((name) => !(name in variables))).toEqual([]);
  });

  it('starts it once MongoDB is the primary of the replica set that the URI names', () => {
    expect(colloquy?.depends_on).toEqual({ mongodb: { condition: 'service_healthy' } });
    const set = /replicaSet=(\w+)/.exec(colloquy?.environment?.['MONGODB_URI'] ?? '')?.[1];
    expect(mongodb?.command).toContain(set);
    const check = mongodb?.healthcheck?.test.join(' ') ?? '';
    expect(check).toContain(`_id: '${set}'`);
    expect(check).toContain("host: 'mongodb:27017'");
    expect(check).toContain('isWritablePrimary');
  });

  it('names volumes that it declares', () => {
    const used = Object.values(compose.services).flatMap(({ volumes = [] }) =>
      volumes.map((volume) => volume.split(':')[0] ?? ''),
    );
    expect([...new Set(used)].sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('gives the service longer to stop than it may take', () => {
    const grace = Number.parseInt(colloquy?.stop_grace_period ?? '', 10) * 1000;
    expect(grace).toBeGreaterThan(Number(variables.COLLOQUY_DRAIN_MS.fallback));
  });
});
