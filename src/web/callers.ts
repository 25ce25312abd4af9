import type { Credentials } from '../api/identity.js';
import { tenantKey } from '../api/identity.js';

/** The cookie of a session; with TLS under a name that browsers give to nothing but TLS and this host. */
export function cookieName(tls: boolean): string {
  return tls ? '__Host-colloquy' : 'colloquy';
}

/** Who a request speaks for: its header `authorization`, or else its session; without tokens `x-tenant-id` or `?tenant=`. */
export function credentialsOf(
  header: (name: string) => string | undefined,
  query: URLSearchParams,
  cookie: string,
): Credentials {
  const session = cookieIn(header('cookie') ?? '', cookie);
  return {
    get(key) {
      const given = header(key);
      if (given !== undefined) return [given];
      if (key === 'authorization' && session !== undefined) return [`Bearer ${session}`];
      // A browser's WebSocket has no headers to name a tenant with.
      if (key === tenantKey) return query.getAll('tenant');
      return [];
    },
  };
}

function cookieIn(header: string, name: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
