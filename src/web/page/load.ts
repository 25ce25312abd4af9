import { useCallback, useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { call } from './api.js';
import { keep, recall } from './visits.js';

/** What a call answered, or why it did not. What was there stays while it is loaded anew. */
export interface Loaded<T> {
  readonly value: T | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  reload(): void;
}

/** Calls a method, and again whenever the request changes; undefined: not yet. */
export function useCall<T>(method: string, request: object | undefined): Loaded<T> {
  const [state, setState] = useState<{ value?: T | undefined; error?: unknown; loading: boolean }>({ loading: true });
  const [turn, setTurn] = useState(0);
  const key = request && JSON.stringify(request);
  useEffect(() => {
    if (key === undefined) return;
    const gone = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    call<T>(method, JSON.parse(key), gone.signal).then(
      (value) => setState({ value, loading: false }),
      (error: unknown) => {
        if (!gone.signal.aborted) setState({ error, loading: false });
      },
    );
    return () => gone.abort();
  }, [method, key, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { value: state.value, error: state.error, loading: state.loading, reload };
}

/** Lists that come page by page. */
export interface Pages<T> {
  readonly items: readonly T[];
  readonly error: unknown;
  readonly loading: boolean;
  /** There is more. */
  readonly more: boolean;
  loadMore(): void;
}

/**
 * `field` is the answer's list. `refreshMs`: how often the first page is read again while it is all there is on screen.
 * Whoever comes back to a list finds as much of it as they left.
 */
export function usePages<T>(method: string, field: string, request: object, refreshMs?: number): Pages<T> {
  interface State {
    readonly key: string;
    readonly items: readonly T[];
    readonly next: string;
    readonly error?: unknown;
    readonly loading: boolean;
  }
  const key = JSON.stringify(request);
  const name = `${method} ${key}`;
  const [state, setState] = useState<State>(() => recall<State>(name) ?? { ...empty, key });

  /** Adds a page, or with no token shows the list anew, as long as it was or longer. */
  const load = useCallback(
    async (pageToken: string, least: number, signal?: AbortSignal) => {
      setState((before) => (before.key === key ? { ...before, loading: true } : { ...empty, key }));
      try {
        const items: T[] = [];
        let next = pageToken;
        do {
          const answer = await call<Record<string, unknown>>(method, { ...JSON.parse(key), pageToken: next }, signal);
          items.push(...((answer[field] ?? []) as readonly T[]));
          next = (answer['nextPageToken'] ?? '') as string;
        } while (next !== '' && items.length < least);
        setState((before) => {
          if (before.key !== key) return before;
          return { key, items: pageToken === '' ? items : [...before.items, ...items], next, loading: false };
        });
      } catch (error) {
        if (signal?.aborted) return;
        setState((before) => ({ ...before, error, loading: false }));
      }
    },
    [method, field, key],
  );

  useEffect(() => {
    const gone = new AbortController();
    const left = recall<State>(name);
    if (left) setState(left);
    void load('', left?.items.length ?? 0, gone.signal);
    return () => gone.abort();
  }, [name, load]);

  useLayoutEffect(() => {
    if (state.key === key && state.items.length > 0) keep(name, state);
  }, [name, key, state]);

  const firstPage = state.items.length <= 50;
  useEffect(() => {
    if (refreshMs === undefined || !firstPage) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void load('', 0);
    }, refreshMs);
    return () => clearInterval(timer);
  }, [load, refreshMs, firstPage]);

  const { items, error, loading, next } = state;
  return { items, error, loading, more: next !== '', loadMore: () => void load(next, 0) };
}

const empty = { items: [], next: '', loading: true } as const;
