import {
  accept,
  type By,
  type Conversation,
  close,
  type Decision,
  type Identity,
  openWith,
  unopened,
} from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { DomainError, invalid } from '../domain/errors.js';
import type { JsonObject } from '../domain/json.js';
import type { Message } from '../domain/message.js';
import type { Clock, ConversationStore, ConversationWrite, Ids, KeptRequest } from '../domain/ports.js';
import { type BusyPolicy, type DisconnectPolicy, isOver, over, type Turn } from '../domain/turn.js';
import type { Commits, Plan } from './commits.js';
import { channelKey, type Exclusive } from './exclusive.js';
import { maxQueuedTurns, requestKeptMs, type Settings } from './settings.js';
import { Stop } from './stop.js';
import type { Turns } from './turns.js';

/** A user's message, checked. */
export interface Send {
  readonly tenantId: string;
  readonly userId: string;
  readonly text: string;
  readonly channel: string;
  /** Empty: the user's open conversation on the channel. */
  readonly conversationId: string;
  readonly requestId: string;
  /** Of the request's content. */
  readonly hash: string;
  readonly metadata?: JsonObject;
  /** Absent: the server's default. */
  readonly onBusy?: BusyPolicy;
  readonly onDisconnect: DisconnectPolicy;
  readonly startNew: boolean;
  /** The caller takes up a stream: only a message that was admitted before is meant. */
  readonly joinOnly: boolean;
}

export interface Admitted {
  readonly turn: Turn;
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
): Chat {
  let draining = false;
  const admissions = new Set<Promise<unknown>>();

  function send(send: Send): Promise<Admitted> {
    return commits.once(
      send,
      () => {
        const admission = admit(send).finally(() => admissions.delete(admission));
        admissions.add(admission);
        return admission;
      },
      async (kept) => ({ turn: await turn(send.tenantId, kept.resultId), replayed: true }),
    );
  }

  async function admit(send: Send): Promise<Admitted> {
    if (send.joinOnly) throw invalid('after_cursor', 'no message of this request_id was admitted');
    if (draining) throw new DomainError({ kind: 'server-draining', retryAfterMs: 1000 });
    const policy = send.onBusy ?? settings.busyPolicy;
    if (policy !== 'ENQUEUE' && policy !== 'REJECT') {
      throw new DomainError({ kind: 'unimplemented', what: `busy policy ${policy}` });
    }
    const { turn, entry } = await (send.conversationId === ''
      ? exclusive(channelKey(send), () => toOpen(send, policy))
      : toNamed(send, send.conversationId, policy));
    if (!isOver(turn)) turns.take(turn, entry);
    return { turn, replayed: false };
  }

  type Arrival = { readonly turn: Turn; readonly entry: Entry };

  /** To the user's open conversation on the channel, or a new one. */
  async function toOpen(send: Send, policy: BusyPolicy): Promise<Arrival> {
    const { tenantId, userId, channel } = send;
    for (let tries = 0; tries < 20; tries++) {
      const open = await store.openConversation(tenantId, userId, channel);
      if (open && !send.startNew) {
        const arrival = await commits.change<Arrival | undefined>(tenantId, open.id, (head) =>
          // Closed since we looked: its successor, not this one, is the user's open conversation.
          head.status === 'ACTIVE'
            ? arrive(head, send, policy)
            : { conversation: head, entries: [], result: undefined },
        );
        if (arrival) return arrival;
        continue;
      }
      const identity = { tenantId, id: ids.next(), userId, channel };
      const opened = await commits.open(await first(identity, send), open ? closing(open) : undefined);
      if (typeof opened === 'object') return opened.result;
    }
    throw new DomainError({ kind: 'contention', conversationId: '' });
  }

  /** To the conversation that the call names, reopened where needed. */
  function toNamed(send: Send, conversationId: string, policy: BusyPolicy): Promise<Arrival> {
    return commits.change(send.tenantId, conversationId, (head) => {
      if (head.userId !== send.userId) throw new DomainError({ kind: 'conversation-not-found', conversationId });
      return arrive(head, send, policy);
    });
  }

  function closing(open: Conversation): ConversationWrite {
    const by: By = { actor: { kind: 'SYSTEM', id: '' }, at: clock.now() };
    return { ...close(open, by), statusBefore: open.status };
  }

  function first(identity: Identity, send: Send): Promise<Plan<Arrival>> {
    const by: By = { actor: { kind: 'USER', id: send.userId }, at: clock.now() };
    const message = toMessage(send, by.at);
    const decision = openWith(identity, message, by, settings.agentName);
    return plan(unopened(identity), decision, 'CREATED', message, send);
  }

  async function arrive(head: Conversation, send: Send, policy: BusyPolicy): Promise<Plan<Arrival>> {
    if (policy === 'REJECT' && head.activeTurnId !== undefined) {
      throw new DomainError({ kind: 'conversation-busy', conversationId: head.id, turnId: head.activeTurnId });
    }
    const by: By = { actor: { kind: 'USER', id: send.userId }, at: clock.now() };
    const message = toMessage(send, by.at);
    const decision = accept(head, message, by, settings.resumedAfterMs);
    return plan(head, decision, decision.event, message, send);
  }

  function toMessage(send: Send, at: number): Message {
    return {
      id: ids.next(),
      role: 'USER',
      text: send.text,
      status: 'COMPLETE',
      turnId: ids.next(),
      inReplyTo: [],
      authorId: send.userId,
      toolUses: [],
      ...(send.metadata ? { metadata: send.metadata } : {}),
      createdAt: at,
    };
  }

  /** The turn that goes with an accepted message: running, waiting, or over at once when no agent answers. */
  async function plan(
    before: Conversation,
    decision: Decision,
    event: Turn['event'],
    message: Message,
    send: Send,
  ): Promise<Plan<Arrival>> {
    const { tenantId, requestId, hash } = send;
    const at = message.createdAt;
    const conversationId = before.id;
    const entry = decision.entries[0];
    if (!entry || message.turnId === undefined) throw new Error('a message makes an entry and a turn');
    const admitted: Turn = {
      tenantId,
      id: message.turnId,
      conversationId,
      status: 'QUEUED',
      requestId,
      messageIds: [message.id],
      messageSeq: entry.seq,
      event,
      onDisconnect: send.onDisconnect,
      position: 0,
      durability: 'STORED',
      acceptedAt: at,
      attempt: 0,
      marks: [],
    };
    const kept: KeptRequest = { requestId, hash, conversationId, resultId: admitted.id, keptUntil: at + requestKeptMs };
    const planned = (turn: Turn, activeTurnId: string | undefined): Plan<Arrival> => ({
      conversation: activeTurnId === undefined ? decision.conversation : { ...decision.conversation, activeTurnId },
      entries: decision.entries,
      turns: [{ turn, from: 'new', ...(turn.status === 'RUNNING' ? { leaseMs: settings.leaseMs } : {}) }],
      ...(requestId === '' ? {} : { request: kept }),
      result: { turn, entry },
    });
    const { owner } = decision.conversation;
    if (owner.kind !== 'AGENT') {
      return planned(over(admitted, decision.conversation, 'COMPLETED', at), before.activeTurnId);
    }
    if (before.activeTurnId === undefined) {
      const floor = { attempt: 1, worker: turns.worker, ownerEpoch: owner.epoch, startedAt: at };
      const running: Turn = { ...admitted, status: 'RUNNING', ...floor };
      return planned(running, running.id);
    }
    const waiting = await store.queuedTurns(tenantId, conversationId, maxQueuedTurns);
    if (waiting.length >= maxQueuedTurns) {
      throw new DomainError({ kind: 'queue-full', conversationId, limit: maxQueuedTurns });
    }
    return planned({ ...admitted, position: waiting.length + 1 }, before.activeTurnId);
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
      throw new DomainError({ kind: 'turn-not-found', turnId: '' });
    }
    throw new DomainError({ kind: 'conversation-not-found', conversationId });
  }

  async function runningTurn(tenantId: string, conversationId: string): Promise<Turn> {
    const head = await store.conversation(tenantId, conversationId);
    if (head?.activeTurnId !== undefined) return turn(tenantId, head.activeTurnId);
    return newestTurn(tenantId, conversationId);
  }

  async function cancel(tenantId: string, turnId: string): Promise<boolean> {
    const stored = await turn(tenantId, turnId);
    if (isOver(stored)) return false;
    const here = turns.underWay(tenantId, turnId);
    if (here && here.turn.status === 'RUNNING') {
      here.stop.abort(new Stop('CANCELLED', { kind: 'cancelled' }));
      return true;
    }
    const ended = await commits.change(tenantId, stored.conversationId, async (head) => {
      const now = await turn(tenantId, turnId);
      if (now.status !== 'QUEUED') return { conversation: head, entries: [], result: undefined };
      const cancelled: Turn = { ...over(now, head, 'CANCELLED', clock.now()), error: { kind: 'cancelled' } };
      return {
        conversation: head,
        entries: [],
        turns: [{ turn: cancelled, from: { status: 'QUEUED', attempt: 0 } }],
        result: cancelled,
      };
    });
    if (ended) {
      turns.ended(ended);
      return true;
    }
    // It runs, or has just begun to: here, or on another replica.
    const moved = await turn(tenantId, turnId);
    if (isOver(moved)) return false;
    turns.underWay(tenantId, turnId)?.stop.abort(new Stop('CANCELLED', { kind: 'cancelled' }));
    await store.requestStop(moved);
    return true;
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
