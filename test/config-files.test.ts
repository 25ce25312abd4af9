import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../src/config.js';
import { checkFiles } from '../src/config-files.js';
import { hasOpenssl, makeAuthority } from './support/certificates.js';

const folder = mkdtempSync(join(tmpdir(), 'colloquy-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    checkFiles(readConfig(env));
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
}

const names = (problems: readonly string[]) => problems.map((problem) => problem.split(':')[0]);

describe('the files of the configuration', () => {
  it('are named all at once when they are missing', () => {
    const missing = join(folder, 'none');
    const all = ['TLS_CERT', 'TLS_KEY', 'TLS_CLIENT_CA', 'TOKENS_FILE', 'PLAYBOOK'].map((name) => `COLLOQUY_${name}`);
    const problems = problemsOf(Object.fromEntries(all.map((name) => [name, missing])));
    expect(names(problems)).toEqual(all);
    for (const problem of problems) expect(problem).toMatch(/expected a .*file.*; given ".*none": ENOENT/);
  });

  it('must be what they are for', () => {
    const junk = file('junk', 'not a certificate, nor anything else');
    const tokens = file('tokens', `# ours\nacme ${'a'.repeat(64)}\nacme s3cret\n`);
    const problems = problemsOf({ COLLOQUY_TLS_CERT: junk, COLLOQUY_TLS_KEY: junk, COLLOQUY_TOKENS_FILE: tokens });
    expect(names(problems)).toEqual(['COLLOQUY_TLS_CERT', 'COLLOQUY_TLS_KEY', 'COLLOQUY_TOKENS_FILE']);
    expect(problems[2]).toContain('line 3');
    expect(problems.join()).not.toContain('s3cret');
  });

  it('may all be absent, or good', () => {
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({ COLLOQUY_TOKENS_FILE: file('good', `acme ${'a'.repeat(64)}\n`) })).toEqual([]);
  });

  it.skipIf(!hasOpenssl)('are a certificate and the key that belongs to it', () => {
    const authority = makeAuthority(folder);
    const [one, two] = ['one', 'two'].map((name) => {
      const { cert, key } = authority.issue(name);
      return { COLLOQUY_TLS_CERT: cert, COLLOQUY_TLS_KEY: key };
    });
    if (!one || !two) throw new Error('none was made');
    expect(problemsOf({ ...one, COLLOQUY_TLS_CLIENT_CA: authority.ca })).toEqual([]);
    const mixed = problemsOf({ ...one, COLLOQUY_TLS_KEY: two.COLLOQUY_TLS_KEY });
    expect(names(mixed)).toEqual(['COLLOQUY_TLS_KEY']);
    expect(mixed[0]).toContain('another certificate');
  });
});
