import { createHash } from 'node:crypto';
import { Metadata } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { identifyByKey, identifyByToken } from '../../src/api/identity.js';

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
});
