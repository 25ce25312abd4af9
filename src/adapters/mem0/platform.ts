import { setTimeout as pause } from 'node:timers/promises';
import type { MemoryClient } from 'mem0ai';

export interface Limits {
  /** A request that takes longer has failed. */
  readonly requestMs: number;
  /** So long the platform is asked whether it has stored what it took. */
  readonly storeMs: number;
  /** So long it is asked for it, where it does not know that question. */
  readonly showMs: number;
}

/** How it went with what the platform took; `untold` by one that knows no such question. */
export type Outcome = 'stored' | 'failed' | 'under way' | 'untold';

export interface Platform {
  readonly client: MemoryClient;
  /** What became of an event by now. */
  outcome(event: string): Promise<Outcome>;
  /** What becomes of it within a while; rejects once the signal aborts. */
  ended(event: string, signal: AbortSignal): Promise<Outcome>;
}

const outcomes: Readonly<Record<string, Outcome>> = {
  PENDING: 'under way',
  RUNNING: 'under way',
  SUCCEEDED: 'stored',
  FAILED: 'failed',
  CANCELLED: 'failed',
};
const firstWaitMs = 250;
const longestWaitMs = 2_000;

/** mem0's client, whose requests have no limit of their own, with one; and the events, which it does not know. */
export async function openPlatform(
  { apiKey, url }: { readonly apiKey: string; readonly url: string },
  { requestMs, storeMs }: Omit<Limits, 'showMs'>,
): Promise<Platform> {
  const { MemoryClient } = await import('mem0ai');
  // Its requests all go through this method, which is not documented: the version is pinned, and a test holds it.
  class Limited extends MemoryClient {
    override async _fetchRawJson(address: string, options: object) {
      const signal = AbortSignal.timeout(requestMs);
      try {
        return await super._fetchRawJson(address, { ...options, signal });
      } catch (error) {
        signal.throwIfAborted();
        // The client's own message is the whole body, in which the platform may repeat what it was sent.
        const { errorCode, name } = error as { readonly errorCode?: string; readonly name: string };
        throw new Error(`the platform gave no answer to use: ${errorCode ?? name}`);
      }
    }
  }

  async function outcome(event: string, limit = AbortSignal.timeout(requestMs)): Promise<Outcome> {
    try {
      const response = await fetch(`${url}/v1/event/${encodeURIComponent(event)}/`, {
        headers: { authorization: `Token ${apiKey}` },
        signal: limit,
      });
      const { status } = response;
      const body = (await response.json().catch(() => ({}))) as { readonly status?: unknown };
      if (response.ok) return outcomes[String(body.status)] ?? 'untold';
      return status >= 500 || status === 408 || status === 429 ? 'under way' : 'untold';
    } catch {
      // Cannot be reached now: nothing is known to have ended.
      return 'under way';
    }
  }

  return {
    client: new Limited({ apiKey, host: url }),
    outcome,
    async ended(event, signal) {
      const end = performance.now() + storeMs;
      const limit = AbortSignal.timeout(Math.max(requestMs, storeMs));
      for (let waitMs = firstWaitMs; ; waitMs = Math.min(2 * waitMs, longestWaitMs)) {
        const now = await outcome(event, limit);
        if (now !== 'under way' || performance.now() + waitMs > end) return now;
        await pause(waitMs, undefined, { signal });
      }
    },
  };
}
