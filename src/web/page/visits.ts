/** Places of the history that are remembered: so many can be gone back to and be as they were left. */
const mostPlaces = 20;
/** By how deep in the history a place lies. */
const places = new Map<number, Map<string, unknown>>();

/** How many addresses of the page lie before this one in the history. */
export const depth = (): number => (typeof history.state === 'number' ? history.state : 0);

/** What was kept under a name when this place of the history was shown before. */
export function recall<T>(name: string): T | undefined {
  return places.get(depth())?.get(name) as T | undefined;
}

/** Keeps what this place of the history shows, for whoever comes back to it. */
export function keep(name: string, value: unknown): void {
  const place = places.get(depth()) ?? new Map<string, unknown>();
  places.set(depth(), place.set(name, value));
  const [oldest] = places.keys();
  if (places.size > mostPlaces && oldest !== undefined) places.delete(oldest);
}

/** A new address takes the place of all that lay after the one before it. */
export function forgetFrom(place: number): void {
  for (const other of [...places.keys()]) if (other >= place) places.delete(other);
}
