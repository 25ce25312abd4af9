import { type By, type Conversation, conclude, type Decision, supersede } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { type Fault, isFault } from '../domain/errors.js';
import type { Clock, ConversationStore, Ids, TurnWrite } from '../domain/ports.js';
import { toBeSummarized } from '../domain/summary.js';
import { type Mark, over, type Turn, type TurnStatus } from '../domain/turn.js';
import { brief } from './brief.js';
import type { Broadcast, Floor } from './broadcast.js';
import type { Commits } from './commits.js';
import { entryAt } from './entry-at.js';
import { LeaseLost } from './lease.js';
import { pause } from './pause.js';
import type { Progress } from './progress.js';
import { maxQueuedTurns, type Settings } from './settings.js';

/** What the commit that ends a turn made. */
export interface End {
  readonly ended: Turn;
  readonly entry: Entry | undefined;
  readonly changes: readonly Mark[];
  /** Turns that waited and get no answer. */
  readonly silent: readonly Turn[];
  /** The turn that has the floor now, by this process. */
  readonly next: { readonly turn: Turn; readonly floor: Floor } | undefined;
}

/** Commits the reply, what it changed and the turn's end as one, and gives the floor to the next. */
export type EndTurn = (
  broadcast: Broadcast,
  progress: Progress,
  status: TurnStatus,
  fault: Fault | undefined,
) => Promise<End>;

export function makeEndTurn(
  store: ConversationStore,
  commits: Commits,
  clock: Clock,
  ids: Ids,
  settings: Settings,
  worker: string,
  isLeaving: () => boolean,
): EndTurn {
  function endTurn(broadcast: Broadcast, progress: Progress, status: TurnStatus, fault: Fault | undefined) {
    const { tenantId, conversationId } = broadcast.turn;
    const end = () =>
      commits.change<End>(tenantId, conversationId, async (head) => {
        const askedAt = performance.now();
        const by: By = { actor: { kind: 'AGENT', id: settings.agentName }, at: clock.now() };
        // Where nobody wrote since this process gave the floor, nobody asked for a stop, and nobody waits.
        const alone = head.revision === broadcast.floor?.revision;
        const { stop, messageIds, messageSeqs } = alone ? broadcast.turn : await held(broadcast.turn);
        // Messages may have joined it up to the moment that it was stopped.
        const turn: Turn = { ...broadcast.turn, messageIds, messageSeqs };
        const how = endsAs(status, stop, head.owner.epoch !== turn.ownerEpoch);
        const decision = await decide(head, turn, progress, how, by);
        const [entry] = decision.entries;
        const changes: Mark[] = (entry?.changes ?? []).map((change) => ({
          at: by.at,
          chars: broadcast.text.length,
          event: { kind: 'change', change },
        }));
        const { activeTurnId: _, ...idle } = decision.conversation;
        const conversation = toBeSummarized(idle, summaryDueAt(idle, broadcast.isFull, by.at));
        const handedOff = how === 'COMPLETED' && conversation.owner.kind !== 'AGENT';
        const ended: Turn = {
          ...over(turn, conversation, handedOff ? 'HANDED_OFF' : how, by.at),
          ...(entry?.message ? { replySeq: entry.seq } : {}),
          ...(fault && how === status ? { error: fault } : {}),
          marks: [...progress.marks, ...changes],
        };
        const { next, more, silent } =
          alone && conversation.owner.kind === 'AGENT' ? nobody : await succession(conversation);
        return {
          conversation: next ? { ...conversation, activeTurnId: next.turn.id } : conversation,
          entries: decision.entries,
          ...(how === 'ROLLED_BACK' ? { superseded: turn.messageSeqs } : {}),
          turns: [
            { turn: ended, from: { status: 'RUNNING', attempt: turn.attempt } },
            ...silent.map((waiting) => ({ turn: waiting, from: { status: 'QUEUED', attempt: 0 } }) as const),
            ...(next ? [next] : []),
          ],
          result: {
            ended,
            entry,
            changes,
            silent,
            next: next && { turn: next.turn, floor: { askedAt, revision: more ? undefined : head.revision + 1 } },
          },
        };
      });
    return persistently(broadcast, end, () => earlierEnd(broadcast.turn));
  }

  /** The agent's part in the log: of a turn that was stopped what was shown, of one that is rolled back that it was. */
  async function decide(
    head: Conversation,
    turn: Turn,
    progress: Progress,
    how: TurnStatus,
    by: By,
  ): Promise<Decision> {
    const message = progress.message(ids.next(), how === 'COMPLETED' ? 'COMPLETE' : 'PARTIAL', turn.messageIds, by);
    if (how === 'ROLLED_BACK') return supersede(head, turn.id, turn.messageIds, message, by);
    const { assessment } = progress;
    const evidenceSeqs = turn.messageSeqs;
    const part = { ...(message ? { message } : {}), evidenceSeqs };
    if (how !== 'COMPLETED' || !assessment) return conclude(head, turn.id, part, by, settings.scoring);
    if (!assessment.handoff) return conclude(head, turn.id, { ...part, assessment }, by, settings.scoring);
    // The briefing tells of the conversation as it will be: with what this turn found.
    const { handoff, ...rest } = assessment;
    const after = conclude(head, turn.id, { assessment: rest, evidenceSeqs }, by, settings.scoring).conversation;
    const briefing = await brief(store, after, settings.scoring, handoff.reason);
    return conclude(head, turn.id, { ...part, assessment, briefing }, by, settings.scoring);
  }

  /** The turn as the ledger has it; `LeaseLost` when it is another's by now. */
  async function held(turn: Turn): Promise<Turn> {
    const stored = await store.turn(turn.tenantId, turn.id);
    if (stored?.status !== 'RUNNING' || stored.attempt !== turn.attempt) throw new LeaseLost();
    return stored;
  }

  /** What comes after a turn: the next one gets the floor; or, when the agent is not the owner, none gets an answer. */
  async function succession(head: Conversation): Promise<Succession> {
    const { tenantId, id } = head;
    const at = clock.now();
    if (head.owner.kind !== 'AGENT') {
      const waiting = await store.queuedTurns(tenantId, id, maxQueuedTurns);
      return { silent: waiting.map((turn) => over(turn, head, 'COMPLETED', at)) };
    }
    const [waiting, more] = await store.queuedTurns(tenantId, id, 2);
    if (!waiting) return nobody;
    const { coalescing: _, ...rest } = waiting;
    const { epoch: ownerEpoch } = head.owner;
    const turn: Turn = { ...rest, status: 'RUNNING', attempt: 1, worker, ownerEpoch, startedAt: at };
    // Who leaves begins nothing: the lease is over at once, for another to take.
    const leaseMs = isLeaving() ? 0 : settings.leaseMs;
    const next: TurnWrite = { turn, from: { status: 'QUEUED', attempt: 0 }, leaseMs };
    return { next, more: more !== undefined, silent: [] };
  }

  /** The end of a turn that an earlier commit of this run made without our hearing of it; undefined when none did. */
  async function earlierEnd(turn: Turn): Promise<End | undefined> {
    const { tenantId, id, conversationId } = turn;
    const stored = await store.turn(tenantId, id);
    if (!stored?.outcome || stored.attempt !== turn.attempt) return undefined;
    const entry = await entryAt(store, turn, stored.replySeq);
    const head = await store.conversation(tenantId, conversationId);
    const next = head?.activeTurnId === undefined ? undefined : await store.turn(tenantId, head.activeTurnId);
    const changes = stored.marks.filter(({ event }) => event.kind === 'change');
    // How long ago that commit gave it the floor is not known.
    const askedAt = performance.now();
    const held = next?.worker === worker && (await store.renewLease(next, settings.leaseMs)) === 'held';
    const ours = held ? { turn: next, floor: { askedAt, revision: undefined } } : undefined;
    return { ended: stored, entry, changes, silent: [], next: ours };
  }

  /**
   * The end of a turn is worth trying for as long as its lease can be kept: the store may come back, or let go of a
   * conversation that the transaction of a process that is gone keeps locked.
   */
  async function persistently(
    broadcast: Broadcast,
    end: () => Promise<End>,
    earlier: () => Promise<End | undefined>,
  ): Promise<End> {
    const since = clock.now();
    for (let unsure = false; ; unsure = true) {
      try {
        return (unsure && (await earlier())) || (await end());
      } catch (error) {
        const isKept = performance.now() < (broadcast.heldUntil ?? 0) && !isLeaving();
        const patienceMs = isKept ? longestEndMs : settings.leaseMs;
        if (!isFault(error, 'store-unavailable') || clock.now() - since > patienceMs) throw error;
        await pause(500);
      }
    }
  }

  return endTurn;
}

/** Longer than a database keeps what the transaction of a process that is gone has locked. */
const longestEndMs = 180_000;

/** Of a conversation that was closed under the turn, or is too long by now, a summary is due, if none is under way. */
function summaryDueAt({ status, summaryDueAt: before }: Conversation, isFull: boolean, at: number): number | undefined {
  if (status === 'CLOSED') return at;
  return isFull ? (before ?? at) : before;
}

interface Succession {
  readonly next?: TurnWrite;
  /** Others wait behind the next one. */
  readonly more?: boolean;
  readonly silent: readonly Turn[];
}

const nobody: Succession = { silent: [] };

/** A reply that was whole before the stop came stays; but nobody gets one that was to be rolled back, or a former owner's. */
function endsAs(status: TurnStatus, stop: Turn['stop'], fenced: boolean): TurnStatus {
  if (stop === 'ROLLED_BACK') return stop;
  if (fenced || stop === 'HANDED_OFF') return 'HANDED_OFF';
  return status;
}
