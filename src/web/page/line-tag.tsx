import type { Line } from './socket.js';

const words: Readonly<Record<Line, string>> = {
  connecting: 'Connecting …',
  live: 'Live',
  broken: 'Reconnecting …',
  over: 'Not live',
};

/** Whether what is shown is live. */
export function LineTag({ line }: { readonly line: Line }) {
  return (
    <span role="status" class={`tag line ${line}`}>
      {words[line]}
    </span>
  );
}
