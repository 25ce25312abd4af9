import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Entry, ToolUse, TurnEvent } from './model.js';
import { follow } from './socket.js';

/** A reply that is being made. */
export interface LiveTurn {
  readonly turnId: string;
  readonly text: string;
  readonly tools: readonly ToolUse[];
  /** How many turns are before it; 0 once it runs. */
  readonly waits: number;
}

/** How a turn ended that left no reply. */
export type Failures = ReadonlyMap<string, string>;

/** Only the newest part of a log can have turns that run or wait. */
const recent = 60;

/** Follows the turns of a log that have not ended, one after the other, as they run. */
export function useLiveTurn(entries: readonly Entry[]): {
  readonly live: LiveTurn | undefined;
  readonly failures: Failures;
} {
  const [live, setLive] = useState<LiveTurn>();
  const [over, setOver] = useState<ReadonlySet<string>>(new Set());
  const [failures, setFailures] = useState<Failures>(new Map());
  const turnId = useMemo(() => openTurn(entries.slice(-recent), over), [entries, over]);

  useEffect(() => {
    if (turnId === undefined) return;
    const gone = new AbortController();
    let cursor = '';
    let shown: LiveTurn = { turnId, text: '', tools: [], waits: 0 };
    const show = (change: Partial<LiveTurn>) => {
      shown = { ...shown, ...change };
      setLive(shown);
    };
    const end = () => {
      gone.abort();
      setOver((before) => new Set(before).add(turnId));
    };
    show({});
    follow<{ event?: TurnEvent }>({
      address: () => `/v1/turns/${encodeURIComponent(turnId)}/events?${new URLSearchParams({ after_cursor: cursor })}`,
      onMessage({ event }) {
        if (!event) return;
        cursor = event.cursor;
        const { queued, textDelta, toolUse, restarted, ended } = event;
        if (queued) show({ waits: queued.position ?? 0 });
        if (textDelta) show({ text: shown.text + (textDelta.text ?? ''), waits: 0 });
        if (toolUse) show({ tools: [...shown.tools.filter(({ name }) => name !== toolUse.name), toolUse] });
        if (restarted) show({ text: '', tools: [] });
        if (!ended) return;
        const message = ended.turn?.error?.message;
        if (ended.turn?.status === 'TURN_STATUS_FAILED') {
          setFailures((before) => new Map(before).set(turnId, message ?? 'the turn failed'));
        }
        end();
      },
      onOver: end,
      signal: gone.signal,
    });
    return () => gone.abort();
  }, [turnId]);

  const replied = useMemo(() => new Set(entries.flatMap(replyTurn)), [entries]);
  // What was shown stays until the log has the reply, so that it does not vanish in between.
  const visible = live && !replied.has(live.turnId) && (live.turnId === turnId || live.text !== '');
  return { live: visible ? live : undefined, failures };
}

/** The oldest turn that nobody knows to be over. */
function openTurn(entries: readonly Entry[], over: ReadonlySet<string>): string | undefined {
  const replied = new Set(entries.flatMap(replyTurn));
  for (const { message } of entries) {
    const id = message?.role === 'ROLE_USER' ? message.turnId : undefined;
    if (id && !replied.has(id) && !over.has(id)) return id;
  }
  return undefined;
}

function replyTurn({ message }: Entry): string[] {
  return message?.role === 'ROLE_AGENT' && message.turnId ? [message.turnId] : [];
}
