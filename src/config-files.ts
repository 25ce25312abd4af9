import { createPrivateKey } from 'node:crypto';
import { accessSync, constants, readFileSync } from 'node:fs';
import { identifyByToken } from './api/identity.js';
import { certificatesIn } from './certificates.js';
import { type Config, ConfigError } from './config.js';

type Files = Partial<Pick<Config, 'tls' | 'tokensFile' | 'playbookFile'>>;

/**
 * Reads the files that the configuration names, before anything is started: throws `ConfigError` with a line for each
 * that is missing or is not what it must be. A playbook tells its own mistakes when it is loaded.
 */
export function checkFiles({ tls, tokensFile, playbookFile }: Files): void {
  const problems: string[] = [];
  const check = (variable: string, expected: string, file: string, look: (file: string) => void) => {
    try {
      look(file);
    } catch (error) {
      const why = error instanceof Error ? error.message : error;
      problems.push(`${variable}: expected ${expected}; given ${JSON.stringify(file)}: ${why}`);
    }
  };
  if (tls) {
    const { certFile, keyFile, clientCaFile } = tls;
    check('COLLOQUY_TLS_CERT', 'a file with a certificate, PEM', certFile, certificatesOf);
    check('COLLOQUY_TLS_KEY', 'a file with the private key of the certificate, PEM', keyFile, (file) =>
      keyOf(file, certFile),
    );
    if (clientCaFile !== '')
      check('COLLOQUY_TLS_CLIENT_CA', 'a file with a certificate, PEM', clientCaFile, certificatesOf);
  }
  if (tokensFile !== undefined) {
    check('COLLOQUY_TOKENS_FILE', 'a file of tokens', tokensFile, (file) =>
      identifyByToken(readFileSync(file, 'utf8')),
    );
  }
  if (playbookFile !== undefined) {
    check('COLLOQUY_PLAYBOOK', 'a YAML file', playbookFile, (file) => accessSync(file, constants.R_OK));
  }
  if (problems.length > 0) throw new ConfigError(problems);
}

const certificatesOf = (file: string) => certificatesIn(readFileSync(file));

function keyOf(file: string, certFile: string): void {
  const key = createPrivateKey(readFileSync(file));
  let belongs = true;
  try {
    belongs = certificatesOf(certFile)[0].checkPrivateKey(key);
  } catch {
    // The certificate has a line of its own.
  }
  if (!belongs) throw new Error('it belongs to another certificate');
}
