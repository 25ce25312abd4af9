/** Who sits at this page: the name that takeovers and answers are under. */
const key = 'colloquy.person';

export function person(): string {
  return localStorage.getItem(key) ?? '';
}

export function namePerson(name: string): void {
  localStorage.setItem(key, name);
}
