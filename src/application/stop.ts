import type { Fault } from '../domain/errors.js';
import type { StopStatus, TurnStatus } from '../domain/turn.js';

/** Why a run ends before its agent does, as the reason of its abort signal. */
export class Stop extends Error {
  readonly status: TurnStatus;
  readonly fault: Fault | undefined;
  constructor(status: TurnStatus, fault?: Fault) {
    super(status);
    this.status = status;
    this.fault = fault;
  }
}

/** What a stop that was asked for means to the run. */
export function stopped(how: StopStatus): Stop {
  return new Stop(how, how === 'CANCELLED' ? { kind: 'cancelled' } : undefined);
}
