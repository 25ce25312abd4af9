import { useLayoutEffect } from 'preact/hooks';

/** What a key does, by its name in `KeyboardEvent.key`. */
export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Keys without a modifier, where nobody is writing. */
export function useKeys(keys: Keys): void {
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const writes = event.target instanceof Element && event.target.closest('input, textarea, select, dialog');
      if (writes) return;
      const act = keys[event.key];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [keys]);
}

/** Moves the focus to the next row, or the one before; from nowhere to the first. */
export function focusRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const row = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
  row?.focus();
  row?.scrollIntoView({ block: 'nearest' });
}

export const rowKeys: Keys = {
  j: () => focusRow(1),
  k: () => focusRow(-1),
  ArrowDown: () => focusRow(1),
  ArrowUp: () => focusRow(-1),
};
