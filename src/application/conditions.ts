/** What is degraded in this process, by name; empty when all is well. */
export interface Conditions {
  /** Such as "store: cannot be reached since 2026-01-01T00:00:00.000Z". */
  list(): readonly string[];
  /** Sets what is wrong with something, or that nothing is. */
  set(what: string, wrong: string | undefined): void;
  /** Whether something of that name is wrong. */
  has(what: string): boolean;
}

export function makeConditions(): Conditions {
  const wrongs = new Map<string, string>();
  return {
    list: () => [...wrongs].map(([what, wrong]) => `${what}: ${wrong}`),
    set(what, wrong) {
      if (wrong === undefined) wrongs.delete(what);
      else wrongs.set(what, wrong);
    },
    has: (what) => wrongs.has(what),
  };
}
