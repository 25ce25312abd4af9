/** Runs one task a key at a time, in order of arrival, within this process alone: what keeps writers apart is the store. */
export type Exclusive = <T>(key: string, task: () => Promise<T>) => Promise<T>;

export function makeExclusive(): Exclusive {
  const tails = new Map<string, Promise<unknown>>();
  return async (key, task) => {
    const before = tails.get(key);
    const mine = before ? before.then(task, task) : task();
    const tail = mine.then(
      () => undefined,
      () => undefined,
    );
    tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (tails.get(key) === tail) tails.delete(key);
    }
  };
}
