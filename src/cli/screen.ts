import type { Problem } from './problem.js';

/** Where a conversation is shown. */
export interface Screen {
  /** A message that was there before, or was sent from elsewhere. */
  message(author: string, text: string): void;
  /** A piece of the agent's reply, as it comes. */
  text(piece: string): void;
  /** The reply so far is void; it begins again. */
  startOver(): void;
  /** The reply has ended. */
  endOfText(): void;
  /** What happened beside the words. */
  note(text: string): void;
  problem(problem: Problem): void;
}

export type Write = (text: string) => unknown;

const dim = 2;
const bold = 1;
const red = 31;

/** Someone watches: text appears as it comes, what is old or beside the point is dim. */
export function terminalScreen(write: Write, color: boolean): Screen {
  const paint = (code: number, text: string) => (color ? `\x1b[${code}m${text}\x1b[0m` : text);
  /** Between the first piece of a reply and its end. */
  let replying = false;
  let lineBegun = false;

  function line(text: string): void {
    if (lineBegun) write('\n');
    lineBegun = false;
    write(`${text}\n`);
  }

  return {
    message: (author, text) => line(paint(dim, `${author} › ${harmless(text)}`)),
    text(piece) {
      if (piece === '') return;
      if (!replying) write(`${paint(bold, 'agent ›')} `);
      replying = true;
      lineBegun = !piece.endsWith('\n');
      write(harmless(piece));
    },
    startOver() {
      line(paint(dim, '· the server had to begin the reply again'));
      replying = false;
    },
    endOfText() {
      if (lineBegun) write('\n');
      lineBegun = false;
      replying = false;
    },
    note: (text) => line(paint(dim, `· ${harmless(text)}`)),
    problem({ what, advice }) {
      line(paint(red, `! ${harmless(what)}`));
      line(paint(dim, `  ${advice}`));
    },
  };
}

/**
 * Programs read: whole replies on standard output, one after another, and nothing else there. A reply is written when it
 * has ended, so that one that the server had to begin again is there once.
 */
export function plainScreen(
  out: Write = (text) => process.stdout.write(text),
  err: Write = (text) => process.stderr.write(text),
): Screen {
  let reply = '';
  return {
    message: () => undefined,
    text(piece) {
      reply += piece;
    },
    startOver() {
      reply = '';
    },
    endOfText() {
      if (reply !== '') out(`${harmless(reply)}\n`);
      reply = '';
    },
    note: (text) => err(`· ${harmless(text)}\n`),
    problem: ({ what, advice }) => err(`! ${harmless(what)}\n  ${advice}\n`),
  };
}

/** Text of others without what a terminal would obey. */
export function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '');
}
