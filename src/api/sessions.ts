import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { DomainError } from '../domain/errors.js';
import type { Clock } from '../domain/ports.js';
import { type Credentials, type Identify, identifyByKey, identifyByToken } from './identity.js';
import type { Tokens } from './tokens.js';

/** How long a session lasts. */
export const sessionMs = 12 * 60 * 60 * 1000;

/** How often the file of tokens is looked at, at most. */
const lookEveryMs = 1000;

/**
 * Who calls, and short-lived tokens for those who may: a browser keeps one instead of the caller's own. A session is
 * over after its time, on every server, and when the file of tokens changes. That is read again while the server runs: two
 * seconds after a change calls go by the new one.
 */
export interface Sessions {
  readonly identify: Identify;
  /** Calls need a token. */
  readonly needed: boolean;
  /** A session of the credentials' tenant. Throws `unauthenticated`. */
  open(credentials: Credentials): { readonly tenantId: string; readonly session: string };
}

interface Session {
  readonly tenantId: string;
  readonly until: number;
}

const bearer = /^Bearer session\.(\S{1,1024})$/i;

/** `report` hears of a file that cannot be read any more, or says something wrong: what it said before goes on to hold. */
export function makeSessions(
  tokensFile: string | undefined,
  tokens: Tokens,
  clock: Clock,
  report: (what: string, error: unknown) => void,
): Sessions {
  const current = tokensFile === undefined ? () => anyone : followed(tokensFile, report);

  function sessionIn(credentials: Credentials, use: readonly string[]): Session | undefined {
    const [given] = credentials.get('authorization');
    const signed = typeof given === 'string' ? bearer.exec(given)?.[1] : undefined;
    if (signed === undefined) return undefined;
    try {
      return tokens.open<Session>(use, signed, 'authorization');
    } catch {
      throw new DomainError({ kind: 'unauthenticated' });
    }
  }

  const identify: Identify = (credentials) => {
    const { use, byCredential } = current();
    const session = use && sessionIn(credentials, use);
    if (!session) return byCredential(credentials);
    if (session.until <= clock.now()) throw new DomainError({ kind: 'unauthenticated' });
    return session.tenantId;
  };

  return {
    identify,
    needed: tokensFile !== undefined,
    open(credentials) {
      const { use = [], byCredential } = current();
      const tenantId = byCredential(credentials);
      const content: Session = { tenantId, until: clock.now() + sessionMs };
      return { tenantId, session: `session.${tokens.sign(use, content)}` };
    },
  };
}

interface Known {
  readonly byCredential: Identify;
  /** What its sessions are signed for; absent where calls need no token. */
  readonly use?: readonly string[];
}

const anyone: Known = { byCredential: identifyByKey };

function knownBy(file: string): Known {
  return { byCredential: identifyByToken(file), use: ['session', createHash('sha256').update(file).digest('hex')] };
}

/** What a file of tokens says, now or two seconds ago. */
function followed(path: string, report: (what: string, error: unknown) => void): () => Known {
  let text = readFileSync(path, 'utf8');
  let known = knownBy(text);
  // A pipe is read once.
  if (!statSync(path).isFile()) return () => known;
  let lookedAt = performance.now();
  let isWrong = false;
  return () => {
    if (performance.now() - lookedAt < lookEveryMs) return known;
    lookedAt = performance.now();
    try {
      const { mtimeMs } = statSync(path);
      // It may be in the midst of being written.
      if (Math.abs(Date.now() - mtimeMs) < lookEveryMs) return known;
      const now = readFileSync(path, 'utf8');
      if (now !== text) {
        if (!/^\s*[^#\s]/m.test(now)) throw new Error('there is no token in it');
        known = knownBy(now);
      }
      text = now;
      isWrong = false;
    } catch (error) {
      if (!isWrong) report('the file of tokens is wrong, and what it said before holds', error);
      isWrong = true;
    }
    return known;
  };
}
