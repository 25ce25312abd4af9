import type { WriteStream } from 'node:tty';
import { SingleBar } from 'cli-progress';
import { harmless } from './screen.js';

/** How far a long piece of work is, for the one who waits for it. */
export interface Progress {
  /** So much is done by now; `total` as soon as it is known, or known better. Costs next to nothing. */
  at(done: number, total?: number): void;
  /** A line of its own, beside the progress. */
  note(text: string): void;
  /** Says how far it came, in how long. Belongs into `finally`: what is shown keeps the process alive until then. */
  end(): void;
}

export interface Work {
  /** What is done, such as "export". */
  readonly what: string;
  /** What is counted, such as "conversations". */
  readonly unit: string;
  /** Absent while nobody knows. */
  readonly total?: number;
  /** What was done before, by a run that this one continues. */
  readonly from?: number;
}

/** Where progress is shown; standard error, so that standard output is what the command gives. */
export type ProgressStream = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;

const framesPerSecond = 10;
/** Between the lines that a log gets. */
const betweenLinesMs = 5000;
const barWidth = 30;

/** A bar with the time that is left where someone watches; a plain line now and then where it goes to a file or a log. */
export function showProgress(work: Work, stream: ProgressStream = process.stderr): Progress {
  const { what, unit, from = 0 } = work;
  const startedAt = Date.now();
  let done = from;
  let total = work.total;
  const elapsedMs = () => Date.now() - startedAt;

  function line(bar: string): string {
    const counted = total === undefined ? count(done) : `${count(done)} of ${count(total)}`;
    const share = total ? ` ${Math.floor((100 * Math.min(done, total)) / total)} %` : '';
    const leftMs = timeLeft(done - from, total === undefined ? undefined : total - done, elapsedMs());
    const time = leftMs === undefined ? `${duration(elapsedMs())} so far` : `${duration(leftMs)} left`;
    return `${what}${bar}${share}: ${counted} ${unit}, ${time}`;
  }

  const last = () => `${what}: ${count(done)} ${unit}${from > 0 ? `, ${count(from)} of them before` : ''}`;
  const end = () => stream.write(`${last()}, in ${duration(elapsedMs())}\n`);

  if (!stream.isTTY) {
    const timer = setInterval(() => stream.write(`${line('')}\n`), betweenLinesMs);
    return {
      at(now, of = total) {
        done = now;
        total = of;
      },
      note: (text) => void stream.write(`${harmless(text)}\n`),
      end() {
        clearInterval(timer);
        end();
      },
    };
  }

  const bar = new SingleBar({
    stream,
    fps: framesPerSecond,
    clearOnComplete: true,
    // Cuts what is too wide, and leaves the terminal's own settings alone: Ctrl-C may come at any time.
    linewrap: true,
    format: () => line(total === undefined ? '' : ` ${drawn(total > 0 ? done / total : 1)}`),
  });
  const draw = () => bar.start(total ?? 0, done);
  draw();
  return {
    at(now, of = total) {
      done = now;
      total = of;
    },
    note(text) {
      bar.stop();
      stream.write(`${harmless(text)}\n`);
      draw();
    },
    end() {
      bar.stop();
      end();
    },
  };
}

/** At the pace so far; undefined while there is none to go by. */
function timeLeft(done: number, left: number | undefined, elapsedMs: number): number | undefined {
  if (left === undefined || done <= 0) return undefined;
  return (elapsedMs / done) * Math.max(left, 0);
}

function drawn(share: number): string {
  const full = Math.round(barWidth * Math.min(Math.max(share, 0), 1));
  return `[${'='.repeat(full)}${'-'.repeat(barWidth - full)}]`;
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
