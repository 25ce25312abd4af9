import type { By, Conversation, Decision } from '../domain/conversation.js';
import { requestHandoff, returnToAgent, takeOver } from '../domain/handoff.js';
import type { Message } from '../domain/message.js';
import type { Clock, ConversationStore, Ids, TurnWrite } from '../domain/ports.js';
import { isOver, over, type Turn } from '../domain/turn.js';
import type { Attendance } from './attendance.js';
import { brief } from './brief.js';
import type { Commits, Plan } from './commits.js';
import { entryAt } from './entry-at.js';
import { pause } from './pause.js';
import { maxQueuedTurns, type Settings } from './settings.js';
import type { Turns } from './turns.js';

/** Who answers the user: passed from the agent to people and back. */
export interface Handoffs {
  /** Into a queue. The agent is silent when this resolves, as for all of these. */
  request(at: At, queue: string, reason: string, signal: AbortSignal): Promise<Conversation>;
  takeOver(
    at: At,
    to: { readonly humanId: string; readonly reason: string; readonly expectedEpoch: number },
    signal: AbortSignal,
  ): Promise<{ readonly conversation: Conversation; readonly briefing: string }>;
  returnToAgent(at: At, humanId: string, note: string): Promise<Conversation>;
}

interface At {
  readonly tenantId: string;
  readonly conversationId: string;
}

/** How often it is looked whether another process has stopped its turn. */
const lookMs = 50;

export function makeHandoffs(
  store: ConversationStore,
  turns: Turns,
  attendance: Attendance,
  commits: Commits,
  clock: Clock,
  ids: Ids,
  settings: Settings,
): Handoffs {
  interface Passed {
    readonly conversation: Conversation;
    readonly stopping?: Turn;
    readonly silent: readonly Turn[];
  }

  /**
   * Decides on the owner; with that, what runs is told to stop, and what waits is over. Resolves once no text of the agent
   * can reach a reader any more: its process has ended the turn, or lost its lease and another has, and the readers on
   * other processes have been shown the end.
   */
  async function pass(at: At, decide: (head: Conversation) => Promise<Decision>, signal: AbortSignal) {
    const { conversation, stopping, silent } = await commits.change<Passed>(
      at.tenantId,
      at.conversationId,
      async (head): Promise<Plan<Passed>> => {
        const decision = await decide(head);
        const { conversation } = decision;
        const active = head.activeTurnId === undefined ? undefined : await store.turn(at.tenantId, head.activeTurnId);
        // Also of one who decided before and comes again: it may have been asked to stop, and not have done so.
        if (conversation === head) {
          return { ...decision, result: { conversation, silent: [], ...(active?.stop ? { stopping: active } : {}) } };
        }
        const waiting = await store.queuedTurns(at.tenantId, head.id, maxQueuedTurns);
        const silent = waiting.map((turn) => over(turn, conversation, 'COMPLETED', clock.now()));
        const stopping = active && { ...active, stop: active.stop ?? ('HANDED_OFF' as const) };
        const writes: TurnWrite[] = silent.map((turn) => ({ turn, from: { status: 'QUEUED', attempt: 0 } }));
        if (stopping) {
          writes.push({ turn: stopping, from: { status: stopping.status, attempt: stopping.attempt } });
        }
        return { ...decision, turns: writes, result: { conversation, silent, ...(stopping ? { stopping } : {}) } };
      },
    );
    for (const turn of silent) turns.ended(turn);
    if (stopping) {
      turns.stop(stopping);
      await silenced(stopping, signal);
    }
    // Readers on other processes may not have seen the end yet; also of turns that were just over.
    await attendance.empty(at, signal);
    if (!stopping) return conversation;
    // With what the turn left.
    return (await store.conversation(at.tenantId, at.conversationId)) ?? conversation;
  }

  async function silenced(turn: Turn, signal: AbortSignal): Promise<void> {
    const { tenantId, id } = turn;
    for (;;) {
      const now = await store.turn(tenantId, id);
      if (!now || isOver(now)) return;
      await pause(turns.underWay(tenantId, id) ? 5 : lookMs, signal);
      signal.throwIfAborted();
    }
  }

  /** What the queue was told already, or else what is to be said now: one briefing a handoff. */
  async function briefed(head: Conversation, reason: string): Promise<{ made: string; known: string }> {
    const { tenantId, id: conversationId, briefingSeq } = head;
    const entry = await entryAt(store, { tenantId, conversationId }, briefingSeq);
    const change = entry?.changes.find(({ kind }) => kind === 'ownerChanged');
    if (change?.kind === 'ownerChanged' && change.briefing !== '') return { made: '', known: change.briefing };
    const made = await brief(store, head, settings.scoring, reason);
    return { made, known: made };
  }

  async function request(at: At, queue: string, reason: string, signal: AbortSignal): Promise<Conversation> {
    const by: By = { actor: { kind: 'SYSTEM', id: '' }, at: clock.now() };
    return pass(
      at,
      async (head) => {
        const to = { queue: queue || settings.handoffQueue, reason };
        return requestHandoff(head, { ...to, briefing: (await briefed(head, reason)).made }, by);
      },
      signal,
    );
  }

  return {
    request,
    async takeOver(at, to, signal) {
      const by: By = { actor: { kind: 'HUMAN', id: to.humanId }, at: clock.now() };
      let told = '';
      const conversation = await pass(
        at,
        async (head) => {
          const { made, known } = await briefed(head, to.reason);
          told = known;
          return takeOver(head, { ...to, briefing: made }, by);
        },
        signal,
      );
      return { conversation, briefing: told };
    },
    returnToAgent(at, humanId, note) {
      const by: By = { actor: { kind: 'HUMAN', id: humanId }, at: clock.now() };
      const { agentName } = settings;
      const message: Message = {
        id: ids.next(),
        role: 'SYSTEM',
        text: note,
        status: 'COMPLETE',
        inReplyTo: [],
        authorId: humanId,
        toolUses: [],
        createdAt: by.at,
      };
      return commits.change(at.tenantId, at.conversationId, (head) => {
        const from = { humanId, agentName, ...(note.trim() === '' ? {} : { note: message }) };
        const decision = returnToAgent(head, from, by);
        return { ...decision, result: decision.conversation };
      });
    },
  };
}
