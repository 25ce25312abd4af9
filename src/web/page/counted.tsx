import { rowKeys, useKeys } from './keys.js';
import { usePages } from './load.js';
import type { Conversation } from './model.js';
import { useTitle } from './route.js';
import { PagedRows } from './rows.js';

/** The conversations behind a number. */
export function Counted({ token, title }: { readonly token: string; readonly title: string }) {
  useKeys(rowKeys);
  useTitle(title);
  const pages = usePages<Conversation>('InsightService/ListCounted', 'conversations', { drillToken: token });
  return (
    <section>
      <div class="heading">
        <h1>{title || 'Counted'}</h1>
        <p class="hint">Exactly those that the number counted, as they are now.</p>
      </div>
      <PagedRows pages={pages} empty="None of them is left." />
    </section>
  );
}
