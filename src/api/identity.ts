import { createHash } from 'node:crypto';
import { DomainError, invalid } from '../domain/errors.js';

/** The metadata key that names the tenant where calls carry no credential. */
export const tenantKey = 'x-tenant-id';
const tenantPattern = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/** What a call says of its caller beside the request: gRPC's metadata, HTTP's headers. */
export interface Credentials {
  get(key: string): readonly (string | Buffer)[];
}

/** The tenant that a call speaks for, by its credentials; never by a request's body. */
export type Identify = (credentials: Credentials) => string;

/** Without credentials: whoever can connect may speak for any tenant, `default` when the call names none. */
export const identifyByKey: Identify = (credentials) => {
  const [given = 'default', ...more] = credentials.get(tenantKey);
  if (more.length > 0) throw invalid(tenantKey, 'must be given once');
  if (typeof given !== 'string' || !tenantPattern.test(given)) {
    throw invalid(tenantKey, `must match ${tenantPattern.source}`);
  }
  return given;
};

/**
 * By bearer token: `authorization: Bearer …`. `file` has a line for each token, a tenant and the SHA-256 of the token in
 * hex; blank lines and those that begin with # are skipped. Throws an error that names every line that is wrong.
 */
export function identifyByToken(file: string): Identify {
  const tenants = new Map<string, string>();
  const wrong: number[] = [];
  for (const [i, line] of file.split('\n').entries()) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const [tenant = '', hash = '', ...more] = line.trim().split(/\s+/);
    if (tenantPattern.test(tenant) && /^[0-9a-f]{64}$/.test(hash) && more.length === 0) tenants.set(hash, tenant);
    else wrong.push(i + 1);
  }
  if (wrong.length > 0) throw new Error(`expected "TENANT SHA256-OF-TOKEN-IN-HEX" in line ${wrong.join(', ')}`);
  return (credentials) => {
    const [given] = credentials.get('authorization');
    const token = typeof given === 'string' ? /^Bearer ([^\s]{1,4096})$/i.exec(given)?.[1] : undefined;
    // Looked up by its hash, so that the time it takes says nothing of the token.
    const tenant = token && tenants.get(createHash('sha256').update(token).digest('hex'));
    if (!tenant) throw new DomainError({ kind: 'unauthenticated' });
    return tenant;
  };
}
