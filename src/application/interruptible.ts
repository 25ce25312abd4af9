/** The same items, until the signal aborts: then it throws the reason at once, also while the source keeps it waiting. */
export async function* interruptible<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let interrupt: () => void = () => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => reject(signal.reason);
  });
  // It may never be waited for.
  interrupted.catch(() => undefined);
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    signal.throwIfAborted();
    for (;;) {
      const next = await Promise.race([iterator.next(), interrupted]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', interrupt);
    // A source that waits for something does not hear of it before that comes.
    iterator.return?.().catch(() => undefined);
  }
}
