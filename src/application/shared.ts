/** One read for all who ask for the same thing while it is under way. */
export type Shared = <T>(key: string, read: () => Promise<T>) => Promise<T>;

export function makeShared(): Shared {
  const reads = new Map<string, Promise<unknown>>();
  return <T>(key: string, read: () => Promise<T>) => {
    const there = reads.get(key) as Promise<T> | undefined;
    if (there) return there;
    const reading = read().finally(() => reads.delete(key));
    reads.set(key, reading);
    return reading;
  };
}
