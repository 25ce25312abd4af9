import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { stopAsked } from '../../src/cli/stop-signals.js';

class Process extends EventEmitter {
  readonly exits: number[] = [];
  exit(code: number): void {
    this.exits.push(code);
  }
  send(...signals: readonly string[]): readonly number[] {
    for (const signal of signals) this.emit(signal, signal);
    return this.exits;
  }
}

describe('a signal to stop', () => {
  it.each(['SIGTERM', 'SIGINT'])('asks for it once, however often %s is passed on', async (signal) => {
    const process = new Process();
    const asked = stopAsked(process, 60_000);
    expect(process.send(signal, signal, signal)).toEqual([]);
    await asked;
  });

  it('of the other kind ends the process at once', () => {
    const process = new Process();
    void stopAsked(process, 60_000);
    expect(process.send('SIGINT', 'SIGTERM')).toEqual([1]);
  });

  it('of the same kind ends the process at once when the first is some time ago', () => {
    const process = new Process();
    void stopAsked(process, 0);
    expect(process.send('SIGINT', 'SIGINT')).toEqual([1]);
  });
});
