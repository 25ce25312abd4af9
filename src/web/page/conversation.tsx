import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Desk } from './desk.js';
import { focusRow, type Keys, useKeys } from './keys.js';
import { LineTag } from './line-tag.js';
import { useLiveTurn } from './live-turn.js';
import { useLog } from './log.js';
import { Panel } from './panel.js';
import { useTitle } from './route.js';
import { Problem, StageTag } from './rows.js';
import { Transcript } from './transcript.js';
import { statusWord } from './words.js';

/** One conversation, live, with what is known of it; `at` names an entry to show, anew each time that it is asked for. */
export function ConversationView({
  id,
  at,
}: {
  readonly id: string;
  readonly at: { readonly seq: number | undefined };
}) {
  const log = useLog(id, at.seq);
  const { head, entries, line, error, hasEarlier, reach } = log;
  const { live, failures } = useLiveTurn(entries);
  const [open, setOpen] = useState(false);
  useKeys(keys);
  useTitle(log.head?.userId ?? '');

  const ready = entries.length > 0;
  const shown = useRef<object>(undefined);
  useEffect(() => {
    if (!ready || at.seq === undefined || shown.current === at) return;
    shown.current = at;
    setOpen(false);
    const { seq } = at;
    void reach(seq).then(() => requestAnimationFrame(() => show(seq)));
  }, [at, ready, reach]);
  useStickToEnd(entries.length, live?.text.length ?? 0, at.seq === undefined);
  const left = useRef(0);
  const toggle = () => {
    if (!open) left.current = scrollY;
    setOpen(!open);
  };
  // On a small screen the details take the place of the log, which is then where it was left.
  useLayoutEffect(() => scrollTo({ top: open ? 0 : left.current }), [open]);

  if (!head) return error === undefined ? <p class="empty">Loading …</p> : <Problem error={error} />;
  const replies = entries.filter(({ message }) => message?.role === 'ROLE_AGENT').length;
  return (
    <div class={`conversation ${open ? 'open' : ''}`}>
      <section class="talk">
        <div class="heading">
          <h1 class="id" title={head.userId}>
            {head.userId}
          </h1>
          <p class="tags">
            <StageTag stage={head.stage} />
            <span class="tag">{head.channel}</span>
            {head.status !== 'CONVERSATION_STATUS_ACTIVE' && <span class="tag">{statusWord(head.status)}</span>}
            <LineTag line={line} />
          </p>
          <button type="button" class="toggle" aria-expanded={open} onClick={toggle}>
            {open ? 'Hide details' : 'Details'}
          </button>
        </div>
        {error !== undefined && <Problem error={error} />}
        {hasEarlier && (
          <p class="more">
            <button type="button" onClick={() => void log.loadEarlier()}>
              Show earlier
            </button>
          </p>
        )}
        <Transcript entries={entries} live={live} failures={failures} marked={at.seq} />
        <Desk head={head} onHead={log.setHead} />
      </section>
      <Panel head={head} turns={replies} line={line} />
    </div>
  );
}

const keys: Keys = {
  j: () => focusRow(1),
  k: () => focusRow(-1),
  r: () => document.querySelector<HTMLElement>('#answer')?.focus(),
};

function show(seq: number): void {
  const entry = document.querySelector<HTMLElement>(`#entry-${seq}`);
  entry?.scrollIntoView({ block: 'center' });
  entry?.querySelector<HTMLElement>('[data-row]')?.focus({ preventScroll: true });
}

/** Keeps the end in view for as long as it is; whoever reads further up is left there. */
function useStickToEnd(entries: number, streamed: number, atFirst: boolean): void {
  const sticks = useRef(atFirst);
  const page = document.documentElement;
  useEffect(() => {
    const look = () => {
      sticks.current = page.scrollHeight - page.clientHeight - page.scrollTop < 120;
    };
    addEventListener('scroll', look, { passive: true });
    return () => removeEventListener('scroll', look);
  }, [page]);
  useLayoutEffect(() => {
    if (entries > 0 && sticks.current) scrollTo({ top: page.scrollHeight });
  }, [entries, streamed, page]);
}
