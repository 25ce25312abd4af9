const open = '<think>';
const close = '</think>';

interface Visible {
  /** What can be shown once this piece is there. */
  of(piece: string): string;
  /** What was held back, when the answer ends there. */
  rest(): string;
}

/**
 * What of an answer's text is for the user, piece by piece: from its first word on, without what it says in a <think> block
 * before that. Servers that do not know how a model thinks leave its thoughts in the text.
 */
export function makeVisible(): Visible {
  let held = '';
  let thinks = false;
  let speaks = false;
  return {
    of(piece) {
      if (speaks) return piece;
      held += piece;
      for (;;) {
        if (thinks) {
          const end = held.indexOf(close);
          // Of a thought that goes on only what may be the begin of its end.
          if (end < 0) {
            held = held.slice(-close.length);
            return '';
          }
          held = held.slice(end + close.length);
        }
        held = held.trimStart();
        thinks = held.startsWith(open);
        if (thinks) continue;
        speaks = !open.startsWith(held);
        return speaks ? held : '';
      }
    },
    rest: () => (thinks || speaks ? '' : held),
  };
}
