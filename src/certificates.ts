import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Log } from './log.js';

/** Files, PEM. With a `clientCaFile` clients must show a certificate of it; it is empty where they need none. */
export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
  readonly clientCaFile: string;
}

/** What those files say, as Node's TLS takes it. */
export interface Shown {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly ca?: Buffer;
}

/** The certificates of a server, which may be replaced while it runs: connections that are open go on as they began. */
export interface Certificates {
  readonly current: () => Shown;
  /** `take` hears of all that come after. */
  readonly onChange: (take: (shown: Shown) => void) => void;
  /** Looks at the files; `quietMs` after the last of them was written it goes by what they say. */
  readonly look: (quietMs?: number) => void;
}

/** The certificates in a text, which has one at least. */
export function certificatesIn(pem: Buffer): readonly [X509Certificate, ...X509Certificate[]] {
  // X509Certificate would take DER, too, which TLS does not; and TLS takes of a bundle what comes before a mistake.
  const pieces = pem.toString('latin1').split(/(?=-----BEGIN )/);
  const [first, ...rest] = pieces.filter((piece) => /^-----BEGIN [A-Z\d ]*CERTIFICATE-----/.test(piece));
  if (first === undefined) throw new Error('no certificate, PEM');
  return [new X509Certificate(first), ...rest.map((piece) => new X509Certificate(piece))];
}

/** Throws where the files are not there, not whole, or do not belong together. */
export function readCertificates(files: TlsFiles): Shown {
  return checked(read(files), files);
}

function read({ certFile, keyFile, clientCaFile }: TlsFiles): Shown {
  const pair = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
  return clientCaFile === '' ? pair : { ...pair, ca: readFileSync(clientCaFile) };
}

function checked(shown: Shown, { certFile, clientCaFile }: TlsFiles): Shown {
  checkWhole(shown.cert, certFile);
  if (shown.ca) checkWhole(shown.ca, clientCaFile);
  createSecureContext(shown);
  return shown;
}

function checkWhole(pem: Buffer, file: string): void {
  try {
    certificatesIn(pem);
  } catch (cause) {
    throw new Error(`${file} has no whole certificate`, { cause });
  }
}

/** Throws as `readCertificates` does; what is wrong later is told in the log, and changes nothing. */
export function followCertificates(files: TlsFiles, log: Log): Certificates {
  let shown = readCertificates(files);
  /** The one that was told last, until they are right. */
  let mistake = '';
  const takers: ((shown: Shown) => void)[] = [];

  function look(quietMs = 1000): void {
    try {
      const now = read(files);
      // Looked at after the reading: one of them may have been replaced in its midst.
      if (writtenWithin(quietMs, files)) return;
      if (!isSame(now, shown)) {
        checked(now, files);
        for (const take of takers) take(now);
        shown = now;
        log.info({ until: certificatesIn(shown.cert)[0].validTo }, 'certificates replaced');
      }
      mistake = '';
    } catch (error) {
      const now = String(error);
      if (now !== mistake) log.warn({ err: error }, 'the files of TLS are wrong, and what they said before holds');
      mistake = now;
    }
  }

  return { current: () => shown, onChange: (take) => takers.push(take), look };
}

function writtenWithin(ms: number, { certFile, keyFile, clientCaFile }: TlsFiles): boolean {
  return [certFile, keyFile, clientCaFile].some(
    (file) => file !== '' && Math.abs(Date.now() - statSync(file).mtimeMs) < ms,
  );
}

function isSame(one: Shown, other: Shown): boolean {
  const texts = ({ cert, key, ca = Buffer.alloc(0) }: Shown) => [cert, key, ca];
  return texts(one).every((text, i) => text.equals(texts(other)[i] ?? Buffer.alloc(0)));
}
