import { useState } from 'preact/hooks';

/** An answer that is being written. */
export interface Draft {
  readonly text: string;
  /** What was sent last, and under which id: the same text is sent again under the same, so that it is there once. */
  readonly tried?: { readonly text: string; readonly requestId: string };
}

/** A conversation's draft: this tab keeps it until it is sent, over a reload and over signing in again. */
export function useDraft(conversationId: string): readonly [Draft, (draft: Draft) => void] {
  const key = `colloquy.draft.${conversationId}`;
  const [draft, setDraft] = useState<Draft>(() => JSON.parse(sessionStorage.getItem(key) ?? '{"text":""}'));
  function keep(next: Draft): void {
    setDraft(next);
    if (next.text === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(next));
  }
  return [draft, keep];
}

/** For whoever leaves the page to somebody else. */
export function dropDrafts(): void {
  sessionStorage.clear();
}
