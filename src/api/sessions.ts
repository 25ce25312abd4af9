import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DomainError } from '../domain/errors.js';
import type { Clock } from '../domain/ports.js';
import { type Credentials, type Identify, identifyByKey, identifyByToken } from './identity.js';
import type { Tokens } from './tokens.js';

/** How long a session lasts. */
export const sessionMs = 12 * 60 * 60 * 1000;

/**
 * Who calls, and short-lived tokens for those who may: a browser keeps one instead of the caller's own. A session is
 * over after its time, on every server, and when the file of tokens changes.
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

export function makeSessions(tokensFile: string | undefined, tokens: Tokens, clock: Clock): Sessions {
  const file = tokensFile === undefined ? undefined : readFileSync(tokensFile, 'utf8');
  const identifyByCredential = file === undefined ? identifyByKey : identifyByToken(file);
  const use = [
    'session',
    createHash('sha256')
      .update(file ?? '')
      .digest('hex'),
  ];

  function sessionIn(credentials: Credentials): Session | undefined {
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
    const session = file === undefined ? undefined : sessionIn(credentials);
    if (!session) return identifyByCredential(credentials);
    if (session.until <= clock.now()) throw new DomainError({ kind: 'unauthenticated' });
    return session.tenantId;
  };

  return {
    identify,
    needed: file !== undefined,
    open(credentials) {
      const tenantId = identifyByCredential(credentials);
      const content: Session = { tenantId, until: clock.now() + sessionMs };
      return { tenantId, session: `session.${tokens.sign(use, content)}` };
    },
  };
}
