import { clearScreenDown, createInterface, cursorTo, moveCursor } from 'node:readline';
import { Writable } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';

/** A line of input at a terminal that stays out of the way while something else is written. */
export interface Prompt {
  /** The next line that is not blank; undefined once the user leaves: Ctrl-D, or Ctrl-C while it is asked for. */
  ask(): Promise<string | undefined>;
  /** Aborts when the user leaves, also in the middle of something else. */
  readonly left: AbortSignal;
  /** What Ctrl-C does while no line is asked for; the user leaves when it has nothing to do. */
  onInterrupt(interrupt: () => boolean): void;
  /** Lets whole lines be written, above the line that is being typed. */
  aside(write: () => void): void;
  close(): void;
}

/**
 * Reads lines with readline. What is typed while no line is asked for is not shown: a half line comes up with the next
 * prompt, whole lines are the next ones asked for.
 */
export function openPrompt(input: ReadStream, output: WriteStream, label: string): Prompt {
  let shown = false;
  const sink = new Writable({
    write(chunk, _encoding, done) {
      if (shown) output.write(chunk);
      done();
    },
  });
  Object.defineProperty(sink, 'columns', { get: () => output.columns });
  output.on('resize', () => sink.emit('resize'));
  const readline = createInterface({ input, output: sink, terminal: true, prompt: label });
  const left = new AbortController();
  const ahead: string[] = [];
  let answer: ((line: string | undefined) => void) | undefined;
  let interrupt = (): boolean => false;

  function settle(line: string | undefined): void {
    const resolve = answer;
    answer = undefined;
    shown = false;
    resolve?.(line);
  }

  function leave(): void {
    if (shown) output.write('\n');
    settle(undefined);
    left.abort(new Error('left'));
  }

  readline.on('line', (line) => {
    if (line.trim() === '') {
      if (answer) readline.prompt();
    } else if (answer) settle(line);
    else ahead.push(line);
  });
  readline.on('SIGINT', () => {
    if (answer || !interrupt()) readline.close();
  });
  readline.on('close', leave);

  return {
    ask() {
      if (left.signal.aborted) return Promise.resolve(undefined);
      const next = ahead.shift();
      if (next !== undefined) {
        output.write(`${label}${next}\n`);
        return Promise.resolve(next);
      }
      return new Promise((resolve) => {
        answer = resolve;
        shown = true;
        readline.prompt(true);
      });
    },
    left: left.signal,
    onInterrupt(act) {
      interrupt = act;
    },
    aside(write) {
      if (!shown) {
        write();
        return;
      }
      const { rows } = readline.getCursorPos();
      moveCursor(output, 0, -rows);
      cursorTo(output, 0);
      clearScreenDown(output);
      write();
      // Readline goes up again by the rows that it wrote before.
      output.write('\n'.repeat(rows));
      readline.prompt(true);
    },
    close() {
      readline.off('close', leave);
      readline.close();
    },
  };
}
