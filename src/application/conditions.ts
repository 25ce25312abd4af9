/** What is degraded in this process, by name; empty when all is well. */
export interface Conditions {
  /** Such as "store: cannot be reached since 2026-01-01T00:00:00.000Z". */
  list(): readonly string[];
  /** Sets what is wrong with something, or that nothing is. Told twice, the first time counts. */
  set(what: string, wrong: string | undefined): void;
}

export function makeConditions(): Conditions {
  const wrongs = new Map<string, string>();
  return {
    list: () => [...wrongs].map(([what, wrong]) => `${what}: ${wrong}`),
    set(what, wrong) {
      if (wrong === undefined) wrongs.delete(what);
      else if (!wrongs.has(what)) wrongs.set(what, wrong);
    },
  };
}
