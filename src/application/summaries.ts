import { type By, type Conversation, expectRestored, unchanged } from '../domain/conversation.js';
import type { Entry, Summary } from '../domain/entry.js';
import { DomainError } from '../domain/errors.js';
import type { Exclusive } from '../domain/exclusive.js';
import { live } from '../domain/outline.js';
import type { Agent, Clock, ConversationKey, ConversationStore } from '../domain/ports.js';
import { extract, summarize, toBeSummarized } from '../domain/summary.js';
import type { Commits } from './commits.js';
import { overflow } from './overflow.js';
import { maxWindowMessages, type Settings } from './settings.js';

/** Keeps summaries of what was said, beside the turns: no reply waits for one. */
export interface Summaries {
  /**
   * Summarizes what was said after the newest summary, but for the turn that is under way and those that wait, and
   * resolves with the newest; undefined where nothing was said yet. Throws `conversation-not-found`,
   * `conversation-archived` where something is to be added, and the signal's reason once it aborts.
   */
  summarize(tenantId: string, conversationId: string, signal: AbortSignal): Promise<Summary | undefined>;
  /** Begins what is due, and resolves when that has ended. Safe to call while it runs. */
  look(): Promise<void>;
  /** Begins nothing more, and resolves when what is under way has given up; another process takes it. */
  stop(): Promise<void>;
}

/** Conversations that are summarized at the same time, of those that are due. */
const atOnce = 4;
/** Messages that one summary takes in; a longer backlog gets several, one after the other. */
const mostMessages = 100;
/** The agent may take so long for a summary; then it is extracted. */
const wordingMs = 40_000;
/** Who has taken a conversation has it for so long. */
const claimMs = 60_000;

export function makeSummaries(
  store: ConversationStore,
  agent: Agent,
  commits: Commits,
  exclusive: Exclusive,
  clock: Clock,
  settings: Pick<Settings, 'scoring'>,
  report: (what: string, error: unknown, of: ConversationKey) => void,
): Summaries {
  const stopping = new AbortController();
  const underWay = new Map<string, Promise<void>>();
  const criteria = settings.scoring.criteria.map(({ name }) => name);
  const key = ({ tenantId, conversationId }: ConversationKey) => `summary/${tenantId}/${conversationId}`;

  async function newest(tenantId: string, conversationId: string): Promise<Conversation> {
    const head = await store.conversation(tenantId, conversationId);
    if (!head) throw new DomainError({ kind: 'conversation-not-found', conversationId });
    return head;
  }

  /** What a next summary takes in: messages after the newest one, in order, up to `throughSeq`. */
  async function unsummarized(head: Conversation, throughSeq: number): Promise<readonly Entry[]> {
    const { tenantId, id: conversationId, summary } = head;
    const query = { tenantId, conversationId, order: 'oldest', messagesOnly: true, before: throughSeq + 1 } as const;
    for (let after = summary?.throughSeq ?? 0; ; ) {
      const entries = await store.entries({ ...query, after, limit: mostMessages });
      const last = entries.at(-1);
      if (!last) return [];
      // Of messages that are all superseded no summary tells.
      if (live(entries).length > 0) return entries;
      after = last.seq;
    }
  }

  /** The last `seq` before what may still be superseded: the turn that has the floor, and all that wait behind it. */
  async function settledThrough(head: Conversation): Promise<number> {
    const active = head.activeTurnId === undefined ? undefined : await store.turn(head.tenantId, head.activeTurnId);
    return active ? Math.min(...active.messageSeqs) - 1 : head.lastSeq;
  }

  /**
   * Adds a summary that takes in the entries; resolves with the head after it, undefined where another summary was first.
   * A claim that is still held is held on until `next`, or given up.
   */
  async function add(
    head: Conversation,
    entries: readonly Entry[],
    next: number | undefined,
    signal: AbortSignal,
  ): Promise<Conversation | undefined> {
    const throughSeq = entries.at(-1)?.seq ?? 0;
    const text = await worded(head, entries, signal);
    return commits.change<Conversation | undefined>(head.tenantId, head.id, (now) => {
      if (now.summary?.throughSeq !== head.summary?.throughSeq) {
        return { ...unchanged(now), result: undefined };
      }
      const by: By = { actor: { kind: 'SYSTEM', id: '' }, at: clock.now() };
      const decision = summarize(now, { text, throughSeq, createdAt: by.at }, by);
      const isHeld = head.summaryDueAt !== undefined && now.summaryDueAt === head.summaryDueAt;
      const conversation = isHeld ? toBeSummarized(decision.conversation, next) : decision.conversation;
      return { conversation, entries: decision.entries, result: conversation };
    });
  }

  async function worded(conversation: Conversation, entries: readonly Entry[], signal: AbortSignal): Promise<string> {
    const input = { conversation, earlier: conversation.summary?.text ?? '', entries: live(entries) };
    if (agent.summarize) {
      try {
        const { summarize: words } = agent;
        return await limited(signal, (within) => words(input, within));
      } catch (error) {
        signal.throwIfAborted();
        report('summary extracted', error, { tenantId: conversation.tenantId, conversationId: conversation.id });
      }
    }
    return extract(input, criteria);
  }

  /** Takes a conversation that is due, so that no other process does; undefined when there is nothing to do. */
  function claim({ tenantId, conversationId }: ConversationKey): Promise<Conversation | undefined> {
    return commits.change<Conversation | undefined>(tenantId, conversationId, (head) => {
      const now = clock.now();
      if (head.summaryDueAt === undefined || head.summaryDueAt > now) return { ...unchanged(head), result: undefined };
      // An archived log takes no entry; the end of a turn that runs in a closed one makes it due again.
      const isLeft = head.status === 'ARCHIVED' || (head.status === 'CLOSED' && head.activeTurnId !== undefined);
      const conversation = toBeSummarized(head, isLeft ? undefined : now + claimMs);
      return { ...unchanged(conversation), result: isLeft ? undefined : conversation };
    });
  }

  /** Gives a claim up: `at` is when another may have it, undefined that nobody needs to. */
  function giveUp(claimed: Conversation, at: number | undefined): Promise<void> {
    return commits.change<void>(claimed.tenantId, claimed.id, (head) => {
      const isOurs = head.summaryDueAt === claimed.summaryDueAt;
      return { ...unchanged(isOurs ? toBeSummarized(head, at) : head), result: undefined };
    });
  }

  /** Through which `seq` a conversation is to be summarized: all of a closed one, of another what overflows. */
  async function goalOf(head: Conversation): Promise<number> {
    const throughSeq = await settledThrough(head);
    if (head.status !== 'ACTIVE') return throughSeq;
    const { tenantId, id: conversationId, summary } = head;
    const bounds = { after: summary?.throughSeq ?? 0, before: throughSeq + 1 };
    const newest = { order: 'newest', messagesOnly: true, limit: maxWindowMessages } as const;
    const entries = live((await store.entries({ tenantId, conversationId, ...bounds, ...newest })).reverse());
    const count = overflow(
      agent,
      entries.flatMap(({ message }) => message ?? []),
    );
    return entries[count - 1]?.seq ?? 0;
  }

  async function settle(of: ConversationKey): Promise<void> {
    const { signal } = stopping;
    let head = await claim(of);
    if (!head) return;
    try {
      const goal = await goalOf(head);
      for (;;) {
        signal.throwIfAborted();
        const entries = await unsummarized(head, goal);
        const last = entries.at(-1);
        if (!last) break;
        const next = last.seq >= goal ? undefined : clock.now() + claimMs;
        const after = await add(head, entries, next, signal);
        // Done with; or another is at it, or it was made due anew.
        if (!after || next === undefined || after.summaryDueAt !== next) return;
        head = after;
      }
      await giveUp(head, undefined);
    } catch (error) {
      if (!signal.aborted) throw error;
      await giveUp(head, clock.now());
    }
  }

  function begin(of: ConversationKey): Promise<void> {
    const settling = exclusive(key(of), () => settle(of))
      .catch((error: unknown) => {
        // Erased meanwhile; and the sweep for turns tells of a store that is away.
        const kind = error instanceof DomainError ? error.fault.kind : '';
        if (kind !== 'conversation-not-found' && kind !== 'store-unavailable') report('not summarized', error, of);
      })
      .finally(() => underWay.delete(key(of)));
    underWay.set(key(of), settling);
    return settling;
  }

  return {
    summarize: (tenantId, conversationId, signal) =>
      exclusive(key({ tenantId, conversationId }), async () => {
        let head = await newest(tenantId, conversationId);
        const goal = await settledThrough(head);
        for (;;) {
          signal.throwIfAborted();
          const entries = await unsummarized(head, goal);
          if (entries.length === 0) return head.summary;
          expectRestored(head);
          // What was due is for `look` to find done.
          head = (await add(head, entries, head.summaryDueAt, signal)) ?? (await newest(tenantId, conversationId));
        }
      }),
    async look() {
      if (stopping.signal.aborted || underWay.size >= atOnce) return;
      const due = await store.dueSummaries(clock.now(), 2 * atOnce).catch(() => []);
      const others = due.filter((of) => !underWay.has(key(of)));
      await Promise.all(others.slice(0, atOnce - underWay.size).map(begin));
    },
    async stop() {
      stopping.abort(new DomainError({ kind: 'server-draining', retryAfterMs: 500 }));
      await Promise.allSettled(underWay.values());
    },
  };
}

/** Work with a signal that aborts with the whole's, or when it takes too long; nobody waits for it longer than that. */
async function limited<T>(whole: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const part = new AbortController();
  const stop = () => part.abort(whole.reason);
  const timer = setTimeout(() => part.abort(new Error(`no summary within ${wordingMs} ms`)), wordingMs);
  whole.addEventListener('abort', stop, { once: true });
  if (whole.aborted) stop();
  const aborted = new Promise<never>((_, reject) => {
    part.signal.addEventListener('abort', () => reject(part.signal.reason), { once: true });
  });
  try {
    return await Promise.race([work(part.signal), aborted]);
  } finally {
    clearTimeout(timer);
    whole.removeEventListener('abort', stop);
  }
}
