/** The same items, until the signal aborts: then it throws the reason at once, also while the source keeps it waiting. */
export async function* interruptible<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let interrupt: () => void = () => undefined;
  const interrupted = () => interrupt();
  // Not a race with one promise that lasts: that would keep every item for as long.
  const next = () =>
    new Promise<IteratorResult<T>>((resolve, reject) => {
      interrupt = () => reject(signal.reason);
      iterator.next().then(resolve, reject);
    });
  signal.addEventListener('abort', interrupted);
  try {
    signal.throwIfAborted();
    for (let item = await next(); !item.done; item = await next()) yield item.value;
  } finally {
    signal.removeEventListener('abort', interrupted);
    // A source that waits for something does not hear of it before that comes.
    iterator.return?.().catch(() => undefined);
  }
}
