import type { Fault } from '../domain/errors.js';
import type { TurnStatus } from '../domain/turn.js';

/** Why a run was stopped, as the reason of its abort signal. */
export class Stop extends Error {
  readonly status: TurnStatus;
  readonly fault: Fault | undefined;
  constructor(status: TurnStatus, fault?: Fault) {
    super(status);
    this.status = status;
    this.fault = fault;
  }
}

/** The lease is gone, or given up: whatever this run still has is not written. */
export class LeaseLost extends Error {}
