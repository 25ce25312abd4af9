import type { Conversation, ConversationEvent } from './conversation.js';
import type { Change, Entry } from './entry.js';
import type { Mark, Turn, TurnStatus } from './turn.js';

/** An entry, with the conversation as it leaves it. */
export interface Step {
  readonly entry: Entry;
  readonly head: Conversation;
}

/**
 * The turns that are over by some new entries of a log, as far as a log tells of turns: it says what was asked and
 * answered, and not who stopped a reply or why none came. `before` is what the log has before the new entries, or its end. A
 * turn that still waits, or whose reply is still to come, is none of them.
 */
export function turnsOver(before: readonly Entry[], fresh: readonly Step[]): Turn[] {
  const steps = new Map(fresh.map((step) => [step.entry.seq, step]));
  const all = [...before, ...fresh.map(({ entry }) => entry)];
  const asked = new Map<string, Entry[]>();
  const answers = new Map<string, Entry>();
  for (const entry of all) {
    const { turnId } = entry;
    if (turnId === undefined) continue;
    if (entry.message?.role === 'USER') asked.set(turnId, [...(asked.get(turnId) ?? []), entry]);
    else if (isAnswer(entry) && !answers.has(turnId)) answers.set(turnId, entry);
  }
  const turns: Turn[] = [];
  for (const [id, messages] of asked) {
    const end = endOf(messages, answers.get(id), { steps, all, asked, answers });
    const step = end && steps.get(end.at.seq);
    if (step) turns.push(turnOf(id, messages, { ...end, step }));
  }
  return turns;
}

/** Whether an entry of a turn is the agent's part of it, of which there is one at most. */
export function isAnswer({ turnId, message }: Entry): boolean {
  return turnId !== undefined && (message === undefined || message.role === 'AGENT');
}

/** A turn that is stopped ends by itself, or soon after its lease is over, which is a quarter of this at most. */
const stoppedWithinMs = 60_000;

interface End {
  readonly at: Entry;
  readonly status: TurnStatus;
  /** The agent's part of it. */
  readonly answer?: Entry;
}

interface Log {
  readonly steps: ReadonlyMap<number, Step>;
  readonly all: readonly Entry[];
  readonly asked: ReadonlyMap<string, readonly Entry[]>;
  readonly answers: ReadonlyMap<string, Entry>;
}

function endOf(messages: readonly Entry[], answer: Entry | undefined, log: Log): End | undefined {
  if (answer) return { at: answer, status: statusOf(messages, answer, log.all), answer };
  const [first] = messages;
  const last = messages.at(-1);
  if (!first || !last) return undefined;
  // Nor does what comes while a person has the conversation.
  const owner = log.steps.get(last.seq)?.head.owner.kind ?? 'AGENT';
  if (owner !== 'AGENT') return { at: last, status: 'COMPLETED' };
  const ids = messages.map(({ message }) => message?.id);
  for (const [i, entry] of log.all.entries()) {
    if (entry.seq < first.seq) continue;
    for (const change of entry.changes) {
      if (change.kind === 'messagesSuperseded' && change.messageIds.some((id) => ids.includes(id))) {
        return { at: entry, status: 'ROLLED_BACK' };
      }
      // When a person takes over, one turn is stopped, and what it had said comes soon after that; those that wait get no answer.
      if (handsOff(change)) {
        const isOver = (later: Entry) => isAnswer(later) || endsHandoff(later) || later.at > entry.at + stoppedWithinMs;
        const over = log.all.slice(i).find(isOver);
        if (over) return { at: over, status: 'COMPLETED' };
      }
    }
    // Turns are answered in the order of their admission: this one had none.
    const later =
      entry.turnId !== undefined && log.answers.get(entry.turnId) === entry ? log.asked.get(entry.turnId) : [];
    if (later?.[0] && later[0].seq > first.seq) return { at: entry, status: 'CANCELLED' };
  }
  return undefined;
}

function handsOff(change: Change): boolean {
  return change.kind === 'ownerChanged' && change.to.kind !== 'AGENT';
}

/** A conversation is closed, or given back, once its turns have ended. */
function endsHandoff({ changes }: Entry): boolean {
  return changes.some(
    (change) =>
      (change.kind === 'statusChanged' && change.to === 'CLOSED') ||
      (change.kind === 'ownerChanged' && change.to.kind === 'AGENT'),
  );
}

function statusOf(messages: readonly Entry[], answer: Entry, all: readonly Entry[]): TurnStatus {
  const ids = messages.map(({ message }) => message?.id);
  const { message, changes } = answer;
  const superseded = changes.some(
    (change) => change.kind === 'messagesSuperseded' && change.messageIds.some((id) => ids.includes(id)),
  );
  if (superseded || message?.status === 'SUPERSEDED') return 'ROLLED_BACK';
  if (message?.status !== 'PARTIAL') return answer.changes.some(handsOff) ? 'HANDED_OFF' : 'COMPLETED';
  const asked = messages[0]?.seq ?? 0;
  const meanwhile = all.filter(({ seq }) => seq > asked && seq < answer.seq);
  if (meanwhile.some(({ changes }) => changes.some(handsOff))) return 'HANDED_OFF';
  const newer = meanwhile.some(({ message, turnId }) => message?.role === 'USER' && turnId !== answer.turnId);
  return newer ? 'INTERRUPTED' : 'CANCELLED';
}

function turnOf(id: string, messages: readonly Entry[], { status, answer, step }: End & { readonly step: Step }): Turn {
  const [first] = messages;
  if (!first) throw new Error('a turn has a message');
  const { head } = step;
  const text = answer?.message?.text ?? '';
  const tools = (answer?.message?.toolUses ?? []).map((use): Mark['event'] => ({ kind: 'toolUse', use }));
  const changes = (answer?.changes ?? []).map((change): Mark['event'] => ({ kind: 'change', change }));
  return {
    tenantId: head.tenantId,
    id,
    conversationId: head.id,
    status,
    requestId: '',
    messageIds: messages.flatMap(({ message }) => (message ? [message.id] : [])),
    messageSeqs: messages.map(({ seq }) => seq),
    messageSeq: first.seq,
    event: eventOf(first),
    onDisconnect: 'CONTINUE',
    position: 0,
    durability: 'STORED',
    acceptedAt: first.at,
    attempt: answer ? 1 : 0,
    ...(answer ? { startedAt: first.at, ...(answer.message ? { replySeq: answer.seq } : {}) } : {}),
    endedAt: step.entry.at,
    marks: [
      // At which place of the text a tool was used, no log says.
      ...tools.map((event) => ({ at: first.at, chars: 0, event })),
      ...changes.map((event) => ({ at: step.entry.at, chars: text.length, event })),
    ],
    outcome: { stage: head.stage, isQualified: head.qualification.isQualified, owner: head.owner },
  };
}

function eventOf({ seq, changes }: Entry): ConversationEvent {
  if (seq === 1) return 'CREATED';
  return changes.some(({ kind }) => kind === 'resumed') ? 'RESUMED' : 'CONTINUED';
}
