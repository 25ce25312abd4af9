import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { depth, forgetFrom, keep, recall } from './visits.js';

const rowName = 'row';

/** Where the page is: what its address names. */
export type Route =
  | { readonly name: 'overview' }
  | { readonly name: 'conversations'; readonly query: URLSearchParams }
  | { readonly name: 'conversation'; readonly id: string; readonly seq: number | undefined }
  | { readonly name: 'counted'; readonly token: string; readonly title: string }
  | { readonly name: 'search'; readonly query: string }
  | { readonly name: 'nowhere' };

export function routeOf({ pathname, search }: { readonly pathname: string; readonly search: string }): Route {
  const query = new URLSearchParams(search);
  const [, first = '', id = ''] = pathname.split('/');
  if (first === '') return { name: 'overview' };
  if (first === 'conversations' && id === '') return { name: 'conversations', query };
  if (first === 'conversations') {
    const seq = Number(query.get('seq'));
    const name = decoded(id);
    return name === undefined
      ? { name: 'nowhere' }
      : { name: 'conversation', id: name, seq: seq > 0 ? seq : undefined };
  }
  if (first === 'counted') return { name: 'counted', token: query.get('token') ?? '', title: query.get('title') ?? '' };
  if (first === 'search') return { name: 'search', query: query.get('q') ?? '' };
  return { name: 'nowhere' };
}

/** Undefined for what no link of the page is, such as `100%`. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

export const toConversation = (id: string, seq?: number | string): string =>
  `/conversations/${encodeURIComponent(id)}${seq === undefined ? '' : `?seq=${seq}`}`;
export const toSearch = (query: string): string => `/search?${new URLSearchParams({ q: query })}`;
export const toCounted = (token: string, title: string): string => `/counted?${new URLSearchParams({ title, token })}`;

const moved = new EventTarget();

/** Goes to an address of the page; `replace` leaves the one before out of the history. */
export function navigate(href: string, replace = false): void {
  if (replace) history.replaceState(depth(), '', href);
  else {
    forgetFrom(depth() + 1);
    history.pushState(depth() + 1, '', href);
  }
  moved.dispatchEvent(new Event('move'));
}

/** To where one came from within the page, or else up. */
export function goBack(): void {
  if (depth() > 0) history.back();
  else if (location.pathname !== '/')
    navigate(location.pathname.startsWith('/conversations/') ? '/conversations' : '/');
}

/** The row that was followed from here, for whoever has come back. */
export function rowLeft(): HTMLElement | null {
  const href = recall<string>(rowName);
  return href === undefined ? null : document.querySelector(`a[data-row][href="${CSS.escape(href)}"]`);
}

/** The name of what is shown, for the browser's tabs and history. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Colloquy' : `${title} · Colloquy`;
  }, [title]);
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location));
  // With the keys, which may lead elsewhere at once.
  useLayoutEffect(() => {
    const look = () => setRoute(routeOf(location));
    moved.addEventListener('move', look);
    addEventListener('popstate', look);
    document.addEventListener('click', followLink);
    return () => {
      moved.removeEventListener('move', look);
      removeEventListener('popstate', look);
      document.removeEventListener('click', followLink);
    };
  }, []);
  return route;
}

/** Links are links: what a browser does with them stays, but that the page is not loaded anew. */
function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.origin !== location.origin || link.target !== '') return;
  event.preventDefault();
  if (link.matches('[data-row]')) keep(rowName, link.getAttribute('href'));
  navigate(link.pathname + link.search);
}
