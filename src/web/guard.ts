import { isIP } from 'node:net';
import { DomainError } from '../domain/errors.js';

/** What of a request tells where it comes from. */
export interface Headers {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly 'sec-fetch-site'?: string | string[] | undefined;
}

/** Refuses what a page of somebody else makes a browser send. Programs send no `Origin`, and pass. */
export interface Guard {
  /** Throws `unknown-host`: a name that was made to point here (DNS rebinding) would make a foreign page our own. */
  expectHost(headers: Headers): void;
  /** Throws `foreign-origin`, for calls and WebSockets: a browser sends them for any page. */
  expectOrigin(headers: Headers): void;
}

/** `anyHost`: what is asked for carries a credential that a page under another name cannot have. */
export function makeGuard(address: string, hosts: readonly string[], anyHost: boolean): Guard {
  const known = new Set(['localhost', hostnameOf(address), ...hosts]);
  return {
    expectHost({ host = '' }) {
      const name = hostnameOf(host);
      // No public DNS has names without a dot, and an address is no name: neither can be made to point elsewhere.
      if (anyHost || known.has(name) || name.endsWith('.localhost') || isAddress(name)) return;
      if (name !== '' && !name.includes('.')) return;
      throw new DomainError({ kind: 'unknown-host', host });
    },
    expectOrigin({ host, origin, 'sec-fetch-site': site }) {
      // Without its scheme: a proxy may have ended TLS.
      const own = origin === undefined || (host !== undefined && hostOf(origin) === host.toLowerCase());
      const asked = site === undefined || site === 'same-origin' || site === 'none';
      if (!own || !asked) throw new DomainError({ kind: 'foreign-origin', origin: origin ?? `${site}` });
    },
  };
}

/** Whether only programs of this machine reach an address. */
export function isLoopback(address: string): boolean {
  const name = hostnameOf(address);
  return name === 'localhost' || name === '::1' || /^127(\.[0-9]{1,3}){3}$/.test(name);
}

/** The name or address of host:port, without brackets. */
function hostnameOf(host: string): string {
  return host
    .toLowerCase()
    .replace(/:[0-9]*$/, '')
    .replace(/^\[(.*)\]$/, '$1');
}

function isAddress(name: string): boolean {
  return isIP(name) !== 0;
}

/** As a browser writes it in `Host`: without the port where it is the scheme's own. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
