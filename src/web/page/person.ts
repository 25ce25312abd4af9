import { useLayoutEffect, useState } from 'preact/hooks';

const key = 'colloquy.person';
const named = new EventTarget();

export function namePerson(name: string): void {
  localStorage.setItem(key, name);
  named.dispatchEvent(new Event('name'));
}

/** Who sits at this page: the name that takeovers and answers are under; empty until it was asked for. */
export function usePerson(): string {
  const [person, setPerson] = useState(() => localStorage.getItem(key) ?? '');
  useLayoutEffect(() => {
    const look = () => setPerson(localStorage.getItem(key) ?? '');
    named.addEventListener('name', look);
    // In another tab.
    addEventListener('storage', look);
    return () => {
      named.removeEventListener('name', look);
      removeEventListener('storage', look);
    };
  }, []);
  return person;
}
