import { useLayoutEffect, useState } from 'preact/hooks';
import { namedTenant } from './api.js';

/** An answer that is being written. */
export interface Draft {
  readonly text: string;
  /** What was sent last, and under which id: the same text is sent again under the same, so that it is there once. */
  readonly tried?: { readonly text: string; readonly requestId: string };
}

const changed = new EventTarget();
const keyOf = (conversationId: string): string => `colloquy.draft.${namedTenant()}.${conversationId}`;

/** A conversation's draft: this tab keeps it until it is sent, over a reload and over signing in again. */
export function draftOf(conversationId: string): Draft {
  return JSON.parse(sessionStorage.getItem(keyOf(conversationId)) ?? '{"text":""}');
}

export function keepDraft(conversationId: string, draft: Draft): void {
  if (draft.text === '') sessionStorage.removeItem(keyOf(conversationId));
  else sessionStorage.setItem(keyOf(conversationId), JSON.stringify(draft));
  changed.dispatchEvent(new Event(conversationId));
}

/** Once a text has been sent: what was written since, also after it, is still to be. */
export function dropSent(conversationId: string, sent: string): void {
  const { text } = draftOf(conversationId);
  const more = text.slice(sent.length);
  const isAfter = text.startsWith(sent) && (more === '' || /^\s/.test(more));
  keepDraft(conversationId, { text: isAfter ? more.trimStart() : text });
}

export function useDraft(conversationId: string): Draft {
  const [draft, setDraft] = useState(() => draftOf(conversationId));
  useLayoutEffect(() => {
    const look = () => setDraft(draftOf(conversationId));
    changed.addEventListener(conversationId, look);
    return () => changed.removeEventListener(conversationId, look);
  }, [conversationId]);
  return draft;
}

/** For whoever leaves the page to somebody else. */
export function dropDrafts(): void {
  sessionStorage.clear();
}

const ownerKey = 'colloquy.drafts';

/** Whose the session is: what was written in another tenant's is dropped. */
export function draftsAreOf(tenant: string): void {
  const before = sessionStorage.getItem(ownerKey);
  if (before !== null && before !== tenant) dropDrafts();
  sessionStorage.setItem(ownerKey, tenant);
}
