/** Runs one task a key at a time, in order of arrival. */
export type OneAtATime = <T>(key: string, task: () => Promise<T>) => Promise<T>;

export function makeOneAtATime(): OneAtATime {
  const tails = new Map<string, Promise<unknown>>();
  return async (key, task) => {
    const mine = (tails.get(key) ?? Promise.resolve()).then(task);
    const tail = mine.catch(() => undefined);
    tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (tails.get(key) === tail) tails.delete(key);
    }
  };
}
