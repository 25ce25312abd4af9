import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** An authority of a test's own, good for a day; paths of PEM files. */
export interface Authority {
  readonly ca: string;
  /** A certificate for this machine, to serve or to call with, or for the `use` alone that it names. */
  issue(name: string, use?: 'serverAuth'): { readonly cert: string; readonly key: string };
}

export function makeAuthority(folder: string, name = 'ca'): Authority {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const fresh = ['-newkey', 'rsa:2048', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...fresh,
    '-days',
    '1',
    '-subj',
    `/CN=${name}`,
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.pem`,
  );
  return {
    ca: join(folder, `${name}.pem`),
    issue(whose, use) {
      const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1\n';
      writeFileSync(join(folder, 'names'), use ? `${names}extendedKeyUsage=${use}\n` : names);
      const [key, request, cert] = [`${whose}.key`, `${whose}.csr`, `${whose}.pem`];
      openssl('req', ...fresh, '-subj', `/CN=${whose}`, '-keyout', key, '-out', request);
      const by = ['-CA', `${name}.pem`, '-CAkey', `${name}.key`, '-CAcreateserial', '-extfile', 'names'];
      openssl('x509', '-req', '-in', request, ...by, '-days', '1', '-out', cert);
      return { cert: join(folder, cert), key: join(folder, key) };
    },
  };
}

/** Puts files in the place of others, as if they had lain there for long. */
export function replace(pairs: readonly (readonly [place: string, by: string])[]): void {
  for (const [place, by] of pairs) {
    copyFileSync(by, place);
    utimesSync(place, 0, 0);
  }
}
