/** Of a process: what is sent to it, and how it ends. */
interface Signalled {
  on(signal: 'SIGTERM' | 'SIGINT', heed: (signal: string) => void): unknown;
  exit(code: number): void;
}

/**
 * Resolves at the first SIGTERM or SIGINT from now on; a second one ends the process at once, with 1. The same signal within
 * `sameMs` is still the first: the terminal and systemd signal npm and the server, and npm passes on to it what it was sent.
 */
export function stopAsked(process: Signalled, sameMs = 1000): Promise<void> {
  return new Promise((resolve) => {
    let first: { readonly signal: string; readonly at: number } | undefined;
    const heed = (signal: string) => {
      const now = performance.now();
      if (!first) {
        first = { signal, at: now };
        resolve();
      } else if (signal !== first.signal || now - first.at >= sameMs) process.exit(1);
    };
    process.on('SIGTERM', heed);
    process.on('SIGINT', heed);
  });
}
