import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { followCertificates } from '../src/certificates.js';
import { hasOpenssl, makeAuthority } from './support/certificates.js';
import { temporaryFolder } from './support/process.js';

describe.skipIf(!hasOpenssl)('certificates that are followed', () => {
  const made = temporaryFolder();
  const ours = hasOpenssl ? makeAuthority(made) : undefined;
  const [one, two] = [ours?.issue('one'), ours?.issue('two')];
  if (!ours || !one || !two) return;
  const lines: string[] = [];
  const log = {
    info: (_: object, message: string) => lines.push(message),
    warn: (_: object, message: string) => lines.push(message),
    error: () => undefined,
  };
  const wrong = 'the files of TLS are wrong, and what they said before holds';
  let folder: string;
  let files: { readonly certFile: string; readonly keyFile: string; readonly clientCaFile: string };

  /** Long after it was written. */
  function put(file: string, content: string | Buffer): void {
    writeFileSync(file, content);
    utimesSync(file, 0, 0);
  }
  function follow() {
    const followed = followCertificates(files, log);
    const taken: Buffer[] = [];
    followed.onChange(({ cert }) => taken.push(cert));
    return { ...followed, taken };
  }
  const cert = (of: { readonly cert: string }) => readFileSync(of.cert);
  const key = (of: { readonly key: string }) => readFileSync(of.key);

  beforeEach(() => {
    lines.length = 0;
    folder = temporaryFolder();
    files = { certFile: join(folder, 'crt'), keyFile: join(folder, 'key'), clientCaFile: join(folder, 'ca') };
    put(files.certFile, cert(one));
    put(files.keyFile, key(one));
    put(files.clientCaFile, readFileSync(ours.ca));
  });

  it('are taken up together once they are whole and no longer written, and that is told', () => {
    const { look, taken, current } = follow();
    look();
    writeFileSync(files.certFile, cert(two));
    look();
    expect(lines).toEqual([]);
    put(files.certFile, cert(two));
    writeFileSync(files.keyFile, key(two));
    look();
    expect(taken).toEqual([]);
    put(files.keyFile, key(two));
    look();
    look();
    expect(taken).toEqual([cert(two)]);
    expect(current().key).toEqual(key(two));
    expect(lines).toEqual(['certificates replaced']);
  });

  it.each<[string, () => void]>([
    ['half written', () => put(files.certFile, cert(two).subarray(0, 600))],
    ['of another key', () => put(files.certFile, cert(two))],
    ['without a key', () => put(files.keyFile, '')],
    ['not there', () => rmSync(files.keyFile)],
    ['of no client CA', () => put(files.clientCaFile, 'none')],
    [
      'of half a bundle of client CAs',
      () => put(files.clientCaFile, readFileSync(ours.ca, 'utf8').repeat(2).slice(0, -40)),
    ],
  ])('that are %s change nothing, which is told once, and are taken up when they are right', (_, spoil) => {
    const { look, taken, current } = follow();
    spoil();
    look();
    look();
    expect(lines).toEqual([wrong]);
    expect(current()).toMatchObject({ cert: cert(one), key: key(one), ca: readFileSync(ours.ca) });
    put(files.certFile, cert(two));
    put(files.keyFile, key(two));
    put(files.clientCaFile, readFileSync(ours.ca));
    look();
    expect(taken).toEqual([cert(two)]);
    expect(lines).toEqual([wrong, 'certificates replaced']);
  });

  it('that are right again as they were are no news', () => {
    const { look, taken } = follow();
    rmSync(files.keyFile);
    look();
    put(files.keyFile, key(one));
    look();
    rmSync(files.keyFile);
    look();
    expect(taken).toEqual([]);
    expect(lines).toEqual([wrong, wrong]);
  });

  it('that are wrong in another way than before are told again', () => {
    const { look } = follow();
    put(files.certFile, cert(two));
    look();
    put(files.certFile, 'none');
    look();
    rmSync(files.certFile);
    look();
    look();
    expect(lines).toEqual([wrong, wrong, wrong]);
  });

  it('that a server could not take hold for none, and are given to it again', () => {
    const { look, taken, current, onChange } = follow();
    let fails = true;
    onChange(() => {
      if (fails) throw new Error('not taken');
    });
    put(files.certFile, cert(two));
    put(files.keyFile, key(two));
    look();
    expect(current().cert).toEqual(cert(one));
    fails = false;
    look();
    expect(taken).toEqual([cert(two), cert(two)]);
    expect(lines).toEqual([wrong, 'certificates replaced']);
  });

  it('are found behind a symlink that is swapped, as a Secret of Kubernetes is', () => {
    const version = (name: string, of: { readonly cert: string; readonly key: string }) => {
      mkdirSync(join(folder, name));
      for (const [from, to] of [
        [of.cert, 'tls.crt'],
        [of.key, 'tls.key'],
      ] as const) {
        copyFileSync(from, join(folder, name, to));
        utimesSync(join(folder, name, to), 0, 0);
      }
    };
    version('..1', one);
    version('..2', two);
    symlinkSync('..1', join(folder, '..data'));
    files = {
      certFile: join(folder, '..data', 'tls.crt'),
      keyFile: join(folder, '..data', 'tls.key'),
      clientCaFile: '',
    };
    const { look, taken } = follow();
    symlinkSync('..2', join(folder, '..new'));
    renameSync(join(folder, '..new'), join(folder, '..data'));
    look();
    expect(taken).toEqual([cert(two)]);
  });
});
