import { useEffect, useState } from 'preact/hooks';
import { LineTag } from './line-tag.js';
import type { Conversation } from './model.js';
import { Rows } from './rows.js';
import { follow, type Line } from './socket.js';
import { ago, number } from './words.js';

interface ListMessage {
  readonly conversation?: Conversation;
  readonly removedId?: string;
  readonly synced?: object;
}

/** Of those that wait, so many are shown; all are counted. */
const shown = 20;

/** Conversations that wait for a person, live; who waits longest comes first. */
export function Waiting({ channel }: { readonly channel: string }) {
  const [waiting, setWaiting] = useState<ReadonlyMap<string, Conversation>>(new Map());
  const [line, setLine] = useState<Line>('connecting');
  const [synced, setSynced] = useState(false);
  useEffect(() => {
    const gone = new AbortController();
    let known = new Map<string, Conversation>();
    let all = false;
    const query = new URLSearchParams({
      owners: 'queue',
      statuses: 'active',
      ...(channel ? { channels: channel } : {}),
    });
    follow<ListMessage>({
      address() {
        // A stream begins with all that matches: what it has not told of by `synced` waits no longer.
        known = new Map();
        all = false;
        return `/v1/conversations?${query}`;
      },
      onMessage({ conversation, removedId, synced: done }) {
        if (conversation) known.set(conversation.id, conversation);
        if (removedId !== undefined) known.delete(removedId);
        if (done) {
          all = true;
          setSynced(true);
        }
        if (all) setWaiting(new Map(known));
      },
      onLine: setLine,
      signal: gone.signal,
    });
    return () => gone.abort();
  }, [channel]);
  const sorted = [...waiting.values()].sort((a, b) => (a.lastActivityAt < b.lastActivityAt ? -1 : 1));
  return (
    <section class="card waiting">
      <div class="card-head">
        <h2>
          Waiting for a person
          <span class={`count ${waiting.size > 0 ? 'warm' : ''}`}>{number(waiting.size)}</span>
        </h2>
        <LineTag line={line} />
      </div>
      {synced && sorted.length === 0 && <p class="hint">Nobody waits.</p>}
      <Rows conversations={sorted.slice(0, shown)} timeOf={(at) => ago(at)} />
      {sorted.length > shown && (
        <p class="more">
          <a href="/conversations?owner=OWNER_KIND_QUEUE">All {number(sorted.length)}</a>
        </p>
      )}
    </section>
  );
}
