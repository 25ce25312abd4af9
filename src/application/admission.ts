import { accept, type By, type Conversation, type Decision, openWith } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { DomainError } from '../domain/errors.js';
import type { JsonObject } from '../domain/json.js';
import type { Message } from '../domain/message.js';
import type { Clock, ConversationStore, Ids, KeptRequest, TurnWrite } from '../domain/ports.js';
import { thenLooked } from '../domain/summary.js';
import { type BusyPolicy, type DisconnectPolicy, over, type StopStatus, type Turn } from '../domain/turn.js';
import type { Floor } from './broadcast.js';
import type { Plan } from './commits.js';
import { maxCoalesceWindows, maxQueuedTurns, requestKeptMs, type Settings } from './settings.js';

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

/** What the commit of a message makes. */
export interface Arrival {
  /** The turn that answers the message. */
  readonly turn: Turn;
  /** The message was added to a turn that was there. */
  readonly joined: boolean;
  readonly entry: Entry;
  /** Turns that it ended before they ran. */
  readonly ended: readonly Turn[];
  /** The turn that runs and shall stop. */
  readonly stopping?: Turn;
  /** For the turn, if it runs with this commit. */
  readonly floor: Floor;
}

/** Decides what becomes of a message: the first of a conversation, or one that finds it idle, busy or a person's. */
export interface Admission {
  first(identity: Pick<Conversation, 'tenantId' | 'id' | 'userId' | 'channel'>, send: Send): Plan<Arrival>;
  next(head: Conversation, send: Send): Promise<Plan<Arrival>>;
}

export function makeAdmission(
  store: ConversationStore,
  worker: string,
  clock: Clock,
  ids: Ids,
  settings: Settings,
): Admission {
  function toMessage(send: Send, at: number, turnId: string): Message {
    return {
      id: ids.next(),
      role: 'USER',
      text: send.text,
      status: 'COMPLETE',
      turnId,
      inReplyTo: [],
      authorId: send.userId,
      toolUses: [],
      ...(send.metadata ? { metadata: send.metadata } : {}),
      createdAt: at,
    };
  }

  function first(identity: Parameters<Admission['first']>[0], send: Send): Plan<Arrival> {
    const by: By = { actor: { kind: 'USER', id: send.userId }, at: clock.now() };
    const message = toMessage(send, by.at, ids.next());
    const decision = openWith(identity, message, by, settings.agentName);
    return begin(decision, 'CREATED', message, send);
  }

  async function next(head: Conversation, send: Send): Promise<Plan<Arrival>> {
    const by: By = { actor: { kind: 'USER', id: send.userId }, at: clock.now() };
    const decide = (message: Message, superseded?: readonly string[]) =>
      accept(head, message, by, settings.resumedAfterMs, superseded);
    const policy = send.onBusy ?? settings.busyPolicy;
    const alone = () => {
      const message = toMessage(send, by.at, ids.next());
      const decision = decide(message);
      return begin(decision, decision.event, message, send);
    };
    const { activeTurnId, tenantId, id: conversationId } = head;
    if (activeTurnId === undefined || head.owner.kind !== 'AGENT') return alone();
    if (policy === 'REJECT') throw new DomainError({ kind: 'conversation-busy', conversationId, turnId: activeTurnId });
    const waiting = await store.queuedTurns(tenantId, conversationId, maxQueuedTurns);
    const running = policy === 'ENQUEUE' ? undefined : await store.turn(tenantId, activeTurnId);
    const open = waiting.length > 0 ? waiting.at(-1) : running;
    if (policy === 'COALESCE' && open?.coalescing && !open.stop && open.messageIds.length < maxQueuedTurns) {
      const message = toMessage(send, by.at, open.id);
      return join(decide(message), message, open, send);
    }
    if ((policy === 'INTERRUPT' || policy === 'ROLLBACK') && running) {
      const how = policy === 'INTERRUPT' ? 'INTERRUPTED' : 'ROLLED_BACK';
      const message = toMessage(send, by.at, ids.next());
      const replaced = how === 'ROLLED_BACK' ? waiting : [];
      const decision = decide(
        message,
        replaced.flatMap(({ messageIds }) => messageIds),
      );
      return cut(decision, message, send, running, waiting, how);
    }
    if (waiting.length >= maxQueuedTurns) {
      throw new DomainError({ kind: 'queue-full', conversationId, limit: maxQueuedTurns });
    }
    const message = toMessage(send, by.at, ids.next());
    const decision = decide(message);
    const turn = admitted(decision, decision.event, message, send, waiting.length + 1);
    return planned(decision, send, { turn, joined: false, ended: [] }, [{ turn, from: 'new' }]);
  }

  /** A turn of its own at once: it runs, or is over when the agent is not the one who answers. */
  function begin(decision: Decision, event: Turn['event'], message: Message, send: Send): Plan<Arrival> {
    const { owner } = decision.conversation;
    const fresh = admitted(decision, event, message, send, 0);
    if (owner.kind !== 'AGENT') {
      const { coalescing: _, ...rest } = fresh;
      const turn = over(rest, decision.conversation, 'COMPLETED', message.createdAt);
      const noted = thenLooked(decision, message.createdAt);
      return planned(noted, send, { turn, joined: false, ended: [] }, [{ turn, from: 'new' }]);
    }
    const floor = { status: 'RUNNING', attempt: 1, worker, ownerEpoch: owner.epoch } as const;
    // One that gathers has begun when it gathers no more.
    const turn: Turn = { ...fresh, ...floor, ...(fresh.coalescing ? {} : { startedAt: message.createdAt }) };
    const write: TurnWrite = { turn, from: 'new', leaseMs: settings.leaseMs };
    const conversation = { ...decision.conversation, activeTurnId: turn.id };
    return planned({ ...decision, conversation }, send, { turn, joined: false, ended: [] }, [write]);
  }

  /** One more message for a turn that has not begun. */
  function join(decision: Decision, message: Message, open: Turn, send: Send): Plan<Arrival> {
    const { until, latest } = open.coalescing ?? { until: 0, latest: 0 };
    const turn: Turn = {
      ...open,
      messageIds: [...open.messageIds, message.id],
      messageSeqs: [...open.messageSeqs, seqOf(decision)],
      coalescing: { until: Math.min(latest, Math.max(until, message.createdAt + settings.coalesceWindowMs)), latest },
    };
    const { status, attempt } = open;
    return planned(decision, send, { turn, joined: true, ended: [] }, [{ turn, from: { status, attempt } }]);
  }

  /** Stops all that is before it: what runs when its process hears of it, what waits in the same commit. */
  function cut(
    decision: Decision & Pick<Turn, 'event'>,
    message: Message,
    send: Send,
    running: Turn,
    waiting: readonly Turn[],
    how: StopStatus,
  ): Plan<Arrival> {
    const turn = admitted(decision, decision.event, message, send, 1);
    const ended = waiting.map((each) => over(each, decision.conversation, how, message.createdAt));
    const { status, attempt } = running;
    // The first to stop it says how.
    const stopping = { ...running, stop: running.stop ?? how };
    const plan = planned(decision, send, { turn, joined: false, ended, stopping }, [
      { turn, from: 'new' },
      { turn: stopping, from: { status, attempt } },
      ...ended.map((each) => ({ turn: each, from: { status: 'QUEUED', attempt: 0 } }) as const),
    ]);
    const superseded = how === 'ROLLED_BACK' ? waiting.flatMap(({ messageSeqs }) => messageSeqs) : [];
    return superseded.length > 0 ? { ...plan, superseded } : plan;
  }

  function admitted(decision: Decision, event: Turn['event'], message: Message, send: Send, position: number): Turn {
    const at = message.createdAt;
    const seq = seqOf(decision);
    const { coalesceWindowMs: window } = settings;
    const coalesces = (send.onBusy ?? settings.busyPolicy) === 'COALESCE';
    return {
      tenantId: send.tenantId,
      id: message.turnId ?? '',
      conversationId: decision.conversation.id,
      status: 'QUEUED',
      requestId: send.requestId,
      messageIds: [message.id],
      messageSeqs: [seq],
      messageSeq: seq,
      event,
      onDisconnect: send.onDisconnect,
      position,
      durability: 'STORED',
      acceptedAt: at,
      attempt: 0,
      ...(coalesces ? { coalescing: { until: at + window, latest: at + maxCoalesceWindows * window } } : {}),
      marks: [],
    };
  }

  function planned(
    decision: Decision,
    { requestId, hash }: Send,
    arrival: Omit<Arrival, 'entry' | 'floor'>,
    turns: readonly TurnWrite[],
  ): Plan<Arrival> {
    const { conversation, entries } = decision;
    const [entry] = entries;
    if (!entry) throw new Error('a message makes an entry');
    const floor = { askedAt: performance.now(), revision: conversation.revision + 1 };
    const result = { ...arrival, entry, floor };
    const request: KeptRequest = {
      requestId,
      hash,
      conversationId: conversation.id,
      resultId: arrival.turn.id,
      messageSeq: entry.seq,
      keptUntil: entry.at + requestKeptMs,
    };
    return { conversation, entries, turns, ...(requestId === '' ? {} : { request }), result };
  }

  return { first, next };
}

function seqOf({ conversation }: Decision): number {
  return conversation.lastSeq;
}
