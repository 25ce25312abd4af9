import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { DomainError, type Violation } from '../domain/errors.js';
import type { Status } from '../gen/google/rpc/status.js';
import { type Log, makeNews } from '../log.js';
import type { Credentials, Identify } from './identity.js';
import type { Call } from './methods.js';
import { statusOf } from './status.js';

/** A call from its beginning to its end, whatever carries it. */
export interface Begun {
  /** Aborts once the caller has gone. */
  readonly signal: AbortSignal;
  /** The caller has gone; after the end it changes nothing. */
  gone(): void;
  /** Whom it speaks for. Throws for a caller that is not known, and then for a request that is wrong. */
  admit(credentials: Credentials, violations?: readonly Violation[]): Call;
  /** Writes the call's line in the log; of an error, returns what the caller is told. */
  end(): undefined;
  end(error: unknown): Status;
}

export interface Calls {
  /** `method` names it in the log. */
  begin(method: string): Begun;
}

export function makeCalls(log: Log, identify: Identify, tellMs?: number): Calls {
  const isNews = makeNews(tellMs);

  /** What has a cause is no mistake of the caller's: something outside has failed. */
  function tell(error: DomainError, fields: object): void {
    const reason = error.fault.kind;
    if (error.cause !== undefined && isNews(error, reason)) log.warn({ ...fields, reason, err: error }, 'call');
    else log.info({ ...fields, reason }, 'call');
  }

  return {
    begin(method) {
      const started = performance.now();
      const callId = randomUUID();
      const caller = new AbortController();
      const { signal } = caller;
      let over = false;

      function end(): undefined;
      function end(error: unknown): Status;
      function end(thrown?: unknown): Status | undefined {
        over = true;
        const error = thrown !== undefined && signal.aborted ? signal.reason : thrown;
        const failure = error === undefined ? undefined : statusOf(error, callId);
        const code = status[failure?.code ?? status.OK];
        const fields = { method, code, ms: Math.round(performance.now() - started), callId };
        if (failure?.code === status.INTERNAL) log.error({ ...fields, err: error }, 'call');
        else if (error instanceof DomainError) tell(error, fields);
        else log.info(fields, 'call');
        return failure;
      }

      return {
        signal,
        gone() {
          if (!over) caller.abort(new DomainError({ kind: 'cancelled' }));
        },
        admit(credentials, violations = []) {
          const tenantId = identify(credentials);
          if (violations.length > 0) throw new DomainError({ kind: 'invalid-argument', violations });
          return { tenantId, signal };
        },
        end,
      };
    },
  };
}
