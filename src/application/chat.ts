import type { By, Conversation } from '../domain/conversation.js';
import { close } from '../domain/edits.js';
import { DomainError, invalid } from '../domain/errors.js';
import type { Exclusive } from '../domain/exclusive.js';
import type { Clock, ConversationStore, ConversationWrite, Ids } from '../domain/ports.js';
import { thenSummarized } from '../domain/summary.js';
import { isOver, over, type Turn } from '../domain/turn.js';
import { type Arrival, makeAdmission, type Send } from './admission.js';
import type { Archiving } from './archiving.js';
import { channelKey } from './channel-key.js';
import type { Commits } from './commits.js';
import { expectNotErasing } from './erasure-gate.js';
import { type Settings, summarizeClosedAfterMs } from './settings.js';
import type { Turns } from './turns.js';

export interface Admitted {
  readonly turn: Turn;
  /** `seq` of the caller's message, one of the turn's. */
  readonly messageSeq: number;
  /** The request id was seen before, and this is its turn. */
  readonly replayed: boolean;
}

export interface Chat {
  /** Admits a message: durable, with its turn, when this resolves. A repeat joins the turn that is there. */
  send(send: Send): Promise<Admitted>;
  turn(tenantId: string, turnId: string): Promise<Turn>;
  /** The newest turn of a conversation. */
  newestTurn(tenantId: string, conversationId: string): Promise<Turn>;
  /** The turn that runs in a conversation, or else its newest. */
  runningTurn(tenantId: string, conversationId: string): Promise<Turn>;
  /** Stops a turn; resolves once that is asked, the turn's end follows. False when it had ended before. */
  cancel(tenantId: string, turnId: string): Promise<boolean>;
  /** From now on new messages are refused, repeats still find their turns; resolves when those under way are admitted. */
  drain(): Promise<void>;
}

export function makeChat(
  store: ConversationStore,
  turns: Turns,
  commits: Commits,
  exclusive: Exclusive,
  clock: Clock,
  ids: Ids,
  settings: Settings,
  awake: Archiving['awake'],
): Chat {
  const admission = makeAdmission(store, turns.worker, clock, ids, settings);
  let draining = false;
  const admissions = new Set<Promise<unknown>>();

  function send(send: Send): Promise<Admitted> {
    // Asked while the request id is looked for, so that nobody waits for it.
    const welcome = expectNotErasing(store, send);
    welcome.catch(() => undefined);
    return commits.once(
      send,
      () => {
        const admitted = admit(send, welcome).finally(() => admissions.delete(admitted));
        admissions.add(admitted);
        return admitted;
      },
      async ({ resultId, messageSeq }) => {
        const found = await turn(send.tenantId, resultId);
        return { turn: found, messageSeq: messageSeq ?? found.messageSeq, replayed: true };
      },
    );
  }

  async function admit(send: Send, welcome: Promise<void>): Promise<Admitted> {
    if (send.joinOnly) throw invalid('after_cursor', 'no message of this request_id was admitted');
    if (draining) throw new DomainError({ kind: 'server-draining', retryAfterMs: 1000 });
    const arrival = await (send.conversationId === ''
      ? exclusive(channelKey(send), () => welcome.then(() => toOpen(send)))
      : toNamed(send, send.conversationId, welcome));
    const { turn, entry, joined, ended, stopping, floor } = arrival;
    for (const each of ended) turns.ended(each);
    if (stopping) turns.stop(stopping);
    if (!joined && !isOver(turn)) turns.take(turn, entry, floor);
    return { turn, messageSeq: entry.seq, replayed: false };
  }

  /** To the user's open conversation on the channel, or a new one. */
  async function toOpen(send: Send): Promise<Arrival> {
    const { tenantId, userId, channel } = send;
    for (let tries = 0; tries < 20; tries++) {
      const open = await store.openConversation(tenantId, userId, channel);
      if (open && !send.startNew) {
        const arrival = await commits.change<Arrival | undefined>(tenantId, open.id, (head) =>
          // Closed since we looked: its successor, not this one, is the user's open conversation.
          head.status === 'ACTIVE'
            ? admission.next(head, send)
            : { conversation: head, entries: [], result: undefined },
        );
        if (arrival) return arrival;
        continue;
      }
      const identity = { tenantId, id: ids.next(), userId, channel };
      const opened = await commits.open(admission.first(identity, send), open ? closing(open) : undefined);
      if (typeof opened === 'object') return opened.result;
    }
    throw new DomainError({ kind: 'contention', conversationId: '' });
  }

  /** To the conversation that the call names, reopened where needed. */
  function toNamed(send: Send, conversationId: string, welcome: Promise<void>): Promise<Arrival> {
    return awake(send.tenantId, conversationId, () =>
      commits.change(send.tenantId, conversationId, async (head) => {
        await welcome;
        if (head.userId !== send.userId) throw new DomainError({ kind: 'conversation-not-found', conversationId });
        return admission.next(head, send);
      }),
    );
  }

  function closing(open: Conversation): ConversationWrite {
    const by: By = { actor: { kind: 'SYSTEM', id: '' }, at: clock.now() };
    return { ...thenSummarized(close(open, by), by.at + summarizeClosedAfterMs), statusBefore: open.status };
  }

  async function turn(tenantId: string, turnId: string): Promise<Turn> {
    const found = await store.turn(tenantId, turnId);
    if (!found) throw new DomainError({ kind: 'turn-not-found', turnId });
    return found;
  }

  async function newestTurn(tenantId: string, conversationId: string): Promise<Turn> {
    const newest = await store.newestTurn(tenantId, conversationId);
    if (newest) return newest;
    if (await store.conversation(tenantId, conversationId)) {
      throw new DomainError({ kind: 'turn-not-found', turnId: '', conversationId });
    }
    throw new DomainError({ kind: 'conversation-not-found', conversationId });
  }

  async function runningTurn(tenantId: string, conversationId: string): Promise<Turn> {
    const head = await store.conversation(tenantId, conversationId);
    if (head?.activeTurnId !== undefined) return turn(tenantId, head.activeTurnId);
    return newestTurn(tenantId, conversationId);
  }

  async function cancel(tenantId: string, turnId: string): Promise<boolean> {
    const known = await turn(tenantId, turnId);
    if (isOver(known)) return false;
    const { asked, ended } = await commits.change<{ asked?: Turn; ended?: Turn }>(
      tenantId,
      known.conversationId,
      async (head) => {
        const now = await turn(tenantId, turnId);
        const { status, attempt } = now;
        const nothing = { conversation: head, entries: [] };
        if (isOver(now)) return { ...nothing, result: {} };
        // Safe to repeat: who asked first has said how.
        if (now.stop) return { ...nothing, result: { asked: now } };
        if (status === 'RUNNING') {
          const asked: Turn = { ...now, stop: 'CANCELLED' };
          return { ...nothing, turns: [{ turn: asked, from: { status, attempt } }], result: { asked } };
        }
        const ended: Turn = { ...over(now, head, 'CANCELLED', clock.now()), error: { kind: 'cancelled' } };
        return { ...nothing, turns: [{ turn: ended, from: { status, attempt } }], result: { ended } };
      },
    );
    if (asked) turns.stop(asked);
    if (ended) turns.ended(ended);
    return asked !== undefined || ended !== undefined;
  }

  return {
    send,
    turn,
    newestTurn,
    runningTurn,
    cancel,
    async drain() {
      draining = true;
      await Promise.allSettled(admissions);
    },
  };
}
