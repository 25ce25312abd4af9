import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, call, isPassing } from './api.js';
import type { Conversation, Entry } from './model.js';
import { follow, type Line } from './socket.js';

/** Entries of a log that are shown at first. */
const atFirst = 80;
const pageSize = 200;
/** How soon the head is read again after an entry; entries mostly come in twos. */
const settleMs = 120;
/** How soon what a service that is away could not tell is asked for again. */
const againMs = 2000;

/** A conversation with the newest part of its log, live. */
export interface Log {
  readonly head: Conversation | undefined;
  readonly entries: readonly Entry[];
  readonly line: Line;
  readonly error: unknown;
  /** There are entries before the first that is shown. */
  readonly hasEarlier: boolean;
  loadEarlier(): Promise<void>;
  /** Shows the log from at least this entry on. */
  reach(seq: number): Promise<void>;
  /** Shows what a call has changed, before the log tells of it. */
  setHead(head: Conversation): void;
}

/** Of two answers that may come in another order than they were given, the one that knows more of the log. */
function newer(before: Conversation | undefined, come: Conversation): Conversation {
  return before && Number(before.lastSeq ?? 0) > Number(come.lastSeq ?? 0) ? before : come;
}

export function useLog(conversationId: string, seq: number | undefined): Log {
  const [head, setNewest] = useState<Conversation>();
  const setHead = useCallback((come: Conversation) => setNewest((before) => newer(before, come)), []);
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const [line, setLine] = useState<Line>('connecting');
  const [error, setError] = useState<unknown>();
  const first = useRef(Number.POSITIVE_INFINITY);
  const asked = useRef(seq);

  useEffect(() => {
    const gone = new AbortController();
    const { signal } = gone;
    let last = 0;
    let pending: Entry[] = [];
    let settling = 0;

    let calls = 0;
    let newest = 0;
    async function readHead(): Promise<Conversation> {
      const number = ++calls;
      const answer = await call<{ conversation: Conversation }>(
        'ConversationService/GetConversation',
        { conversationId },
        signal,
      );
      // Of those that say the same of the log, the one that was asked for last knows what else there is.
      if (number > newest) setHead(answer.conversation);
      newest = Math.max(newest, number);
      return answer.conversation;
    }

    function show(): void {
      settling = 0;
      const come = pending;
      pending = [];
      setEntries((before) => [...before, ...come]);
      readHead().catch(() => undefined);
    }

    async function start(): Promise<void> {
      const { lastSeq = '0' } = await readHead();
      last = Math.max(0, Number(lastSeq) - atFirst);
      if (asked.current !== undefined) last = Math.max(0, Math.min(last, asked.current - 20));
      first.current = last + 1;
      follow<{ entry?: Entry; heartbeat?: object }>({
        address: () => `/v1/conversations/${encodeURIComponent(conversationId)}/entries?after_seq=${last}`,
        onMessage({ entry, heartbeat }) {
          // That it was archived, no entry tells.
          if (heartbeat) readHead().catch(() => undefined);
          if (!entry) return;
          last = Number(entry.seq);
          pending.push(entry);
          if (settling === 0) settling = setTimeout(show, settleMs);
        },
        onLine: setLine,
        onOver(_, reason) {
          setLine('over');
          if (reason !== 'CONVERSATION_NOT_FOUND')
            return setError(new Error(`the log can be followed no longer: ${reason}`));
          clearTimeout(settling);
          newest = Number.POSITIVE_INFINITY;
          setNewest(undefined);
          setEntries([]);
          setError(new Error('this conversation is here no longer: all that was kept of the user was erased'));
        },
        signal,
      });
    }
    let again = 0;
    function begin(): void {
      start()
        .then(() => setError(undefined))
        .catch((failure: unknown) => {
          if (signal.aborted) return;
          setError(failure);
          if (failure instanceof ApiError && isPassing(failure)) again = setTimeout(begin, againMs);
        });
    }
    begin();
    return () => {
      clearTimeout(settling);
      clearTimeout(again);
      gone.abort();
    };
  }, [conversationId]);

  const reach = useCallback(
    async (wanted: number) => {
      while (first.current > Math.max(wanted, 1) && first.current !== Number.POSITIVE_INFINITY) {
        const before = first.current;
        const afterSeq = Math.max(0, Math.min(before - 1 - pageSize, before - 1));
        const request = { conversationId, afterSeq, pageSize: before - 1 - afterSeq };
        const { entries: earlier = [] } = await call<{ entries?: Entry[] }>('ConversationService/ListEntries', request);
        if (first.current !== before) continue;
        first.current = afterSeq + 1;
        setEntries((shown) => [...earlier.filter(({ seq }) => Number(seq) < before), ...shown]);
      }
    },
    [conversationId],
  );

  const earliest = Number(entries[0]?.seq ?? 1);
  const loadEarlier = useCallback(() => reach(first.current - pageSize), [reach]);
  return { head, entries, line, error, hasEarlier: earliest > 1, loadEarlier, reach, setHead };
}
