import { rowKeys, useKeys } from './keys.js';
import { usePages } from './load.js';
import type { SearchHit } from './model.js';
import { toConversation, useTitle } from './route.js';
import { MoreOf, Problem } from './rows.js';
import { fullTime, shortTime, wordOf } from './words.js';

/** Messages that match, the best first. */
export function SearchResults({ query }: { readonly query: string }) {
  useKeys(rowKeys);
  useTitle(query);
  const pages = usePages<SearchHit>('InsightService/SearchMessages', 'hits', { query });
  const { items, error, loading } = pages;
  return (
    <section>
      <div class="heading">
        <h1>Messages with “{query}”</h1>
        <p class="hint">Words, "phrases", prefix*, -without. Archived conversations are searched, too.</p>
      </div>
      {error !== undefined && <Problem error={error} />}
      {items.length === 0 && error === undefined && <p class="empty">{loading ? 'Searching …' : 'Nothing matches.'}</p>}
      <ul class="rows hits">
        {items.map(({ conversationId, message, snippet = '', highlights = [] }) => (
          <li key={`${conversationId}/${message?.seq}`}>
            <a data-row class="row" href={toConversation(conversationId, message?.seq)}>
              <span class="user id" title={message?.authorId}>
                {message?.authorId ?? wordOf(message?.role ?? '', 'ROLE_')}
              </span>
              <span class="preview">
                {marked(snippet, highlights).map(({ text, hit }, i) =>
                  hit ? <mark key={i}>{text}</mark> : <span key={i}>{text}</span>,
                )}
              </span>
              {message && (
                <time dateTime={message.createdAt} title={fullTime(message.createdAt)}>
                  {shortTime(message.createdAt)}
                </time>
              )}
            </a>
          </li>
        ))}
      </ul>
      <MoreOf pages={pages} />
    </section>
  );
}

/** A snippet in parts: highlights are ranges in bytes of UTF-8. */
export function marked(
  snippet: string,
  highlights: NonNullable<SearchHit['highlights']>,
): readonly { readonly text: string; readonly hit: boolean }[] {
  const bytes = new TextEncoder().encode(snippet);
  const decoder = new TextDecoder();
  const parts: { text: string; hit: boolean }[] = [];
  let at = 0;
  const add = (until: number, hit: boolean) => {
    if (until > at) parts.push({ text: decoder.decode(bytes.subarray(at, until)), hit });
    at = Math.max(at, until);
  };
  for (const { start = 0, end = 0 } of highlights) {
    add(start, false);
    add(end, true);
  }
  add(bytes.length, false);
  return parts;
}
