import { checkSession, namedTenant } from './api.js';

/** Whether what is shown is live. */
export type Line = 'connecting' | 'live' | 'broken' | 'over';

/** A stream of the service over a WebSocket that is opened again after each break, until the signal aborts. */
export interface Stream<M> {
  /** Its address, after each break anew: what has been seen is not asked for again. */
  address(): string;
  onMessage(message: M): void;
  onLine?(line: Line): void;
  /** It was refused for good, or has come to its end: the close code and why. */
  onOver?(code: number, reason: string): void;
  readonly signal: AbortSignal;
}

/** Longer than any silence that a service allows itself by default. */
const silenceMs = 45_000;
const firstPauseMs = 400;
const longestPauseMs = 15_000;

/** Close codes after which another try may go well: the network, what lies between, a server or a store that is away. */
const passing = new Set([1000, 1001, 1005, 1006, 1011, 1012, 1013, 4008, 4014]);

export function follow<M>({ address, onMessage, onLine, onOver, signal }: Stream<M>): void {
  let pauseMs = firstPauseMs;
  let timer = 0;
  let silence = 0;
  let socket: WebSocket | undefined;

  function open(): void {
    if (signal.aborted) return;
    clearTimeout(timer);
    const url = new URL(address(), location.href);
    url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('tenant', namedTenant());
    const opened = new WebSocket(url);
    socket = opened;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => lost(opened), silenceMs);
    };
    heard();
    let wasOpen = false;
    opened.onopen = () => {
      wasOpen = true;
      onLine?.('live');
    };
    opened.onmessage = ({ data }) => {
      heard();
      const message = JSON.parse(data);
      if ('error' in message) return;
      pauseMs = firstPauseMs;
      onMessage(message);
    };
    opened.onclose = ({ code, reason }) => {
      if (signal.aborted || socket !== opened) return;
      clearTimeout(silence);
      if (!wasOpen) checkSession().catch(() => undefined);
      if (passing.has(code)) again();
      else onOver?.(code, reason);
    };
  }

  function again(): void {
    onLine?.('broken');
    // Apart, so that those who lost the same server do not all come back at once.
    timer = setTimeout(open, pauseMs * (0.5 + Math.random()));
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }

  /** A connection that is dead says nothing, not even that it is. */
  function lost(opened: WebSocket): void {
    socket = undefined;
    opened.close();
    again();
  }

  const online = () => {
    if (socket?.readyState === WebSocket.CLOSED) open();
  };
  addEventListener('online', online);
  signal.addEventListener('abort', () => {
    removeEventListener('online', online);
    clearTimeout(timer);
    clearTimeout(silence);
    socket?.close();
  });
  onLine?.('connecting');
  open();
}
