import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Metadata } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/system.js';
import { identifyByKey, identifyByToken } from '../../src/api/identity.js';
import { makeSessions } from '../../src/api/sessions.js';
import { makeTokens } from '../../src/api/tokens.js';
import { temporaryFolder } from '../support/process.js';
import { until } from '../support/until.js';

const metadata = (entries: Record<string, string>) => {
  const made = new Metadata();
  for (const [key, value] of Object.entries(entries)) made.set(key, value);
  return made;
};
const hash = (token: string) => createHash('sha256').update(token).digest('hex');

describe('the tenant of a call', () => {
  it('is the one that its metadata names, or the default', () => {
    expect(identifyByKey(metadata({}))).toBe('default');
    expect(identifyByKey(metadata({ 'x-tenant-id': 'acme_1' }))).toBe('acme_1');
    for (const bad of ['', 'Acme', '_a', 'a.b', 'a/b', 'a'.repeat(64)]) {
      expect(() => identifyByKey(metadata({ 'x-tenant-id': bad })), bad).toThrow('invalid-argument');
    }
  });

  it('is that of its token, whatever the metadata says, where tokens are known', () => {
    const identify = identifyByToken(`# two of them\nacme ${hash('t1')}\n\n  other\t${hash('t2')}\r\n`);
    expect(identify(metadata({ authorization: 'Bearer t1', 'x-tenant-id': 'other' }))).toBe('acme');
    expect(identify(metadata({ authorization: 'bearer t2' }))).toBe('other');
    for (const wrong of ['', 't1', 'Bearer', 'Bearer t3', 'Basic t1', `Bearer ${hash('t1')}`]) {
      expect(() => identify(metadata({ authorization: wrong, 'x-tenant-id': 'acme' })), wrong).toThrow(
        'unauthenticated',
      );
    }
    expect(() => identify(metadata({ 'x-tenant-id': 'acme' }))).toThrow('unauthenticated');
  });

  it('cannot be read from a file with mistakes, and each is named by its line', () => {
    expect(() => identifyByToken(`acme ${hash('x')}\nAcme ${hash('y')}\nacme plain-token\n`)).toThrow('line 2, 3');
  });

  it('goes on by what the file of tokens said before where that is wrong, which is told once', async () => {
    const path = join(temporaryFolder(), 'tokens');
    const reports: string[] = [];
    writeFileSync(path, `acme ${hash('t1')}\n`);
    const { identify } = makeSessions(path, makeTokens(Buffer.alloc(32)), systemClock, (what) => reports.push(what));
    const by = (token: string) => identify(metadata({ authorization: `Bearer ${token}` }));
    for (const [i, wrong] of ['acme', '', '# none'].entries()) {
      writeFileSync(path, wrong);
      await until('a look at it', () => by('t1') && reports.length > 0);
      if (i > 0) expect(by('t1')).toBe('acme');
    }
    rmSync(path);
    writeFileSync(path, `beta ${hash('t2')}\n`);
    await until('another look', () => {
      try {
        return by('t2');
      } catch {
        return by('t1') === 'beta';
      }
    });
    expect(() => by('t1')).toThrow('unauthenticated');
    expect(reports).toEqual(['the file of tokens is wrong, and what it said before holds']);
  });
});
