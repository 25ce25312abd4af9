/** Tells those who wait that there is something to look at; nothing is kept for any of them. */
export interface Bell {
  /** How often it rang. */
  readonly rung: number;
  ring(): void;
  /** Waits until `rung` is another than given, or for the signal; resolves with true when neither came in `ms`. */
  quiet(rung: number, ms: number, signal: AbortSignal): Promise<boolean>;
}

export function makeBell(): Bell {
  const waiting = new Set<(late: boolean) => void>();
  let rung = 0;
  return {
    get rung() {
      return rung;
    },
    ring() {
      rung++;
      for (const resolve of waiting) resolve(false);
    },
    quiet(seen, ms, signal) {
      return new Promise((resolve) => {
        const go = (late: boolean) => {
          clearTimeout(timer);
          waiting.delete(go);
          signal.removeEventListener('abort', gone);
          resolve(late);
        };
        const gone = () => go(false);
        const timer = setTimeout(go, ms, true);
        waiting.add(go);
        signal.addEventListener('abort', gone, { once: true });
        if (signal.aborted || rung !== seen) gone();
      });
    },
  };
}
