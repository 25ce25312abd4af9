import type { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { certificatesIn, readCertificates, type TlsFiles } from '../certificates.js';
import { ConfigError } from '../config.js';
import { checkFiles } from '../config-files.js';
import { dialable } from './connection.js';
import { type Finding, fail, ok, warn, wordsOf } from './finding.js';

/** The files of TLS, and what a server that runs at the address shows: it may have refused what they say now. */
export async function* checkTls(files: TlsFiles, address: string): AsyncGenerator<Finding> {
  let own: X509Certificate | undefined;
  try {
    checkFiles({ tls: files });
    [own] = certificatesIn(readCertificates(files).cert);
    yield judge('TLS', own, 'the files have');
  } catch (error) {
    for (const problem of error instanceof ConfigError ? error.problems : [wordsOf(error)]) yield fail('TLS', problem);
  }
  const shown = await shownAt(dialable(address));
  if (!shown) return;
  const finding = judge('TLS served', shown, `${address} shows`);
  if (finding.state === 'FAIL' || own?.fingerprint256 === shown.fingerprint256) yield finding;
  else yield warn(finding.what, `${finding.detail}; it is not the one of the files`);
}

/** Whether who listens at the address shows the certificate of the files. */
export async function showsCertificate(files: TlsFiles, address: string): Promise<boolean> {
  const shown = await shownAt(dialable(address));
  const [own] = certificatesIn(readFileSync(files.certFile));
  return shown?.fingerprint256 === own.fingerprint256;
}

function judge(what: string, certificate: X509Certificate, where: string): Finding {
  const detail = `${where} the certificate for ${certificate.subjectAltName ?? certificate.subject}`;
  const left = Math.floor((Date.parse(certificate.validTo) - Date.now()) / 86_400_000);
  if (left < 0) return fail(what, `${detail}, which expired on ${certificate.validTo}`);
  const good = `${detail}, good until ${certificate.validTo}`;
  return left < 14 ? warn(what, good) : ok(what, good);
}

/** Undefined where nobody listens, or speaks no TLS. */
function shownAt(address: string): Promise<X509Certificate | undefined> {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const options = { rejectUnauthorized: false, ALPNProtocols: ['h2', 'http/1.1'], timeout: 3000 };
    const socket = connect({ host, port: Number(address.slice(colon + 1)), ...options });
    const end = () => {
      // A server that asks for a client's certificate has shown its own before it refuses.
      resolve(socket.getPeerX509Certificate());
      socket.destroy();
    };
    for (const event of ['secureConnect', 'error', 'timeout']) socket.once(event, end);
  });
}
