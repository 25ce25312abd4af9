/**
 * Runs one task a key at a time, in order of arrival. It spares this process the losing races of its own callers; what
 * keeps writers apart is the store.
 */
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

/** What keeps apart those who look for a user's open conversation on a channel and may open one. */
export function channelKey(of: {
  readonly tenantId: string;
  readonly userId: string;
  readonly channel: string;
}): string {
  return `${of.tenantId}/${of.userId}/${of.channel}`;
}
