import { lostKey } from '../api/validation.js';
import type { Violation } from '../domain/errors.js';

/** The parameters of an address. What is wrong with them is kept, and so is what nobody asked for. */
export interface Query {
  all(name: string): string[];
  one(name: string): string | undefined;
  /** Undefined when it is absent, or wrong: when `read` makes nothing of it. */
  read<T>(name: string, expected: string, read: (value: string) => T | undefined): T | undefined;
  /** A number of the log; 0 when it is absent. */
  seq(name: string): number;
  /** Names of an enum, in any case, with its prefix or without: `STAGE_WON`, `won`. */
  enums<E extends string>(name: string, prefix: string, known: Readonly<Record<string, E>>): E[];
  /** `metadata.KEY=VALUE`, as an object. */
  keyed(prefix: string): { [key: string]: string };
  violations(): Violation[];
}

export function readQuery(params: URLSearchParams): Query {
  // Read by whoever says who calls.
  const seen = new Set(['tenant']);
  const wrong: Violation[] = [];

  function all(name: string): string[] {
    seen.add(name);
    return params.getAll(name);
  }

  function one(name: string): string | undefined {
    const [value, ...more] = all(name);
    if (more.length > 0) wrong.push({ field: name, description: 'must be given once' });
    return value;
  }

  function read<T>(name: string, expected: string, reader: (value: string) => T | undefined): T | undefined {
    const value = one(name);
    const result = value === undefined ? undefined : reader(value);
    if (value !== undefined && result === undefined) wrong.push({ field: name, description: `must be ${expected}` });
    return result;
  }

  return {
    all,
    one,
    read,
    seq: (name) =>
      read(name, `a whole number up to ${Number.MAX_SAFE_INTEGER}`, (value) =>
        /^\d{1,16}$/.test(value) && Number.isSafeInteger(Number(value)) ? Number(value) : undefined,
      ) ?? 0,
    enums: (name, prefix, known) =>
      all(name).flatMap((value, i) => {
        const upper = value.toUpperCase();
        const bare = upper.startsWith(prefix) ? upper.slice(prefix.length) : upper;
        const found = bare === 'UNRECOGNIZED' ? undefined : known[bare];
        if (found !== undefined) return [found];
        wrong.push({ field: `${name}[${i}]`, description: 'no such value' });
        return [];
      }),
    keyed(prefix) {
      const names = [...new Set(params.keys())].filter((name) => name.startsWith(prefix));
      const lost = prefix + lostKey;
      if (names.includes(lost)) wrong.push({ field: lost, description: 'cannot be a key' });
      return Object.fromEntries(names.map((name) => [name.slice(prefix.length), one(name) ?? '']));
    },
    violations() {
      const unknown = [...new Set(params.keys())].filter((name) => !seen.has(name));
      return [...wrong, ...unknown.map((field) => ({ field, description: 'no such parameter' }))];
    },
  };
}
