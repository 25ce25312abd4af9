import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ProgressStream, showProgress } from '../../src/cli/progress.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function stream(isTTY: boolean): ProgressStream & { text(): string } {
  let text = '';
  const writable = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  return Object.assign(writable, { isTTY, columns: 90, text: () => text });
}

/** What is on the terminal's lines in the end: the newest frame of each. */
function screen(text: string): string[] {
  return text.split('\n').map((line) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys
    const frames = line.split(/\x1b\[1G/).map((frame) => frame.replace(/\x1b(\[[0-9;?]*[A-Za-z]|[78])/g, ''));
    return frames.at(-1) ?? '';
  });
}

describe('progress on a terminal', () => {
  it('is a bar with share, count and the time that is left', () => {
    const terminal = stream(true);
    const progress = showProgress({ what: 'reindex', unit: 'messages', total: 20_000 }, terminal);
    vi.advanceTimersByTime(3000);
    progress.at(5000);
    vi.advanceTimersByTime(200);
    expect(screen(terminal.text()).at(-1)).toBe(
      'reindex [========----------------------] 25 %: 5,000 of 20,000 messages, 10 s left',
    );
    progress.end();
  });

  it('is redrawn ten times a second at most, however often it is told', () => {
    const terminal = stream(true);
    const progress = showProgress({ what: 'verify', unit: 'conversations', total: 1000 }, terminal);
    for (let done = 0; done < 1000; done++) {
      progress.at(done);
      vi.advanceTimersByTime(1);
    }
    progress.end();
    const frames = terminal.text().split('verify [').length - 1;
    expect(frames).toBeGreaterThan(5);
    expect(frames).toBeLessThanOrEqual(12);
  });

  it('stays within the width of the terminal', () => {
    const terminal = Object.assign(stream(true), { columns: 40 });
    const progress = showProgress({ what: 'export', unit: 'conversations', total: 1_000_000 }, terminal);
    vi.advanceTimersByTime(1000);
    expect(screen(terminal.text()).at(-1)).toHaveLength(40);
    progress.end();
  });

  it('is gone in the end, with one line for all; notes stand above it and have nothing that a terminal obeys', () => {
    const terminal = stream(true);
    const progress = showProgress({ what: 'import', unit: 'lines', total: 10 }, terminal);
    progress.at(4);
    progress.note('line 3 was refused: no seq\x1b[2J');
    vi.advanceTimersByTime(100_000);
    progress.at(10);
    progress.end();
    expect(screen(terminal.text())).toEqual(['line 3 was refused: no seq[2J', 'import: 10 lines, in 1 min 40 s', '']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves the settings of the terminal as they are', () => {
    const terminal = stream(true);
    showProgress({ what: 'export', unit: 'lines', total: 10 }, terminal).end();
    expect(terminal.text()).not.toContain('\x1b[?');
  });
});

describe('progress in a file or a log', () => {
  it('is a plain line now and then, and one in the end', () => {
    const log = stream(false);
    const progress = showProgress({ what: 'export', unit: 'conversations', total: 3000 }, log);
    progress.at(1000);
    vi.advanceTimersByTime(5000);
    progress.note('one is away');
    progress.at(3000);
    progress.end();
    vi.advanceTimersByTime(60_000);
    expect(log.text()).toBe(
      [
        'export 33 %: 1,000 of 3,000 conversations, 10 s left',
        'one is away',
        'export: 3,000 conversations, in 5 s',
        '',
      ].join('\n'),
    );
  });

  it('has the time so far while the total is unknown, and a total once it is known', () => {
    const log = stream(false);
    const progress = showProgress({ what: 'erase', unit: 'conversations' }, log);
    vi.advanceTimersByTime(5000);
    progress.at(70);
    vi.advanceTimersByTime(5000);
    progress.at(100, 400);
    vi.advanceTimersByTime(5000);
    progress.end();
    expect(log.text().split('\n').slice(0, 3)).toEqual([
      'erase: 0 conversations, 5 s so far',
      'erase: 70 conversations, 10 s so far',
      'erase 25 %: 100 of 400 conversations, 45 s left',
    ]);
  });

  it('goes by the pace of this run where it continues another', () => {
    const log = stream(false);
    const progress = showProgress({ what: 'export', unit: 'conversations', total: 1000, from: 500 }, log);
    progress.at(600);
    vi.advanceTimersByTime(5000);
    progress.at(1000);
    progress.end();
    expect(log.text().split('\n').slice(0, 2)).toEqual([
      'export 60 %: 600 of 1,000 conversations, 20 s left',
      'export: 1,000 conversations, 500 of them before, in 5 s',
    ]);
  });

  it('is right for nothing to do', () => {
    const log = stream(false);
    const progress = showProgress({ what: 'reindex', unit: 'messages', total: 0 }, log);
    vi.advanceTimersByTime(5000);
    progress.end();
    expect(log.text()).toBe('reindex: 0 of 0 messages, 5 s so far\nreindex: 0 messages, in 5 s\n');
  });
});
