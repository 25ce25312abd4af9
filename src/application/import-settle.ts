import type { Conversation } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { DomainError } from '../domain/errors.js';
import { type GivenEntry, saysHowItBegan } from '../domain/given.js';
import { turnsOver } from '../domain/ledger.js';
import type { Commit, ConversationStore, EntryQuery, Ids } from '../domain/ports.js';
import type { Turn } from '../domain/turn.js';
import type { Archiving } from './archiving.js';
import { type Group, type ImportPlan, planOf, type Refused, type Stored } from './import-plan.js';
import { pause } from './pause.js';

/** What became of a group's lines. */
export interface Settled {
  /** It is new. */
  readonly opened: boolean;
  readonly added: number;
  readonly skipped: number;
  readonly refused: readonly Refused[];
  /** The conversation as it is now; absent when there is none. */
  readonly head?: Conversation | undefined;
}

/** `open-taken`: the user has another open conversation on the channel, so that nothing was written. */
export type Settle = (
  tenantId: string,
  group: Group,
  onOpenTaken: 'wait' | 'refuse',
  signal: AbortSignal,
) => Promise<Settled | 'open-taken'>;

/** Entries that are looked at before the new ones: for messages that these supersede, and turns that they answer. */
const lookBack = 100;
/** Stored entries that are read at once, to be compared. */
const pageSize = 500;
const maxTries = 20;

/**
 * Brings a group into the store, in one commit; what is there already is compared and left as it is. A conversation that goes
 * on comes back from the archive for that, and one that is archived where it comes from goes there.
 */
export function makeSettle(
  store: ConversationStore,
  ids: Ids,
  agentName: string,
  { archive, restore }: Pick<Archiving, 'archive' | 'restore'>,
): Settle {
  async function storedOf(tenantId: string, { id: conversationId, entries }: Group): Promise<Stored> {
    const head = await store.conversation(tenantId, conversationId);
    const log = { tenantId, conversationId, messagesOnly: false } as const;
    const news = entries.filter(({ entry }) => entry.seq > (head?.lastSeq ?? 0));
    const newest = head && news.length > 0 ? await store.entries({ ...log, order: 'newest', limit: lookBack }) : [];
    const turns = await turnsBy(
      tenantId,
      news.map(({ entry }) => entry.turnId),
    );
    const before = newest.toReversed();
    const further = unasked(
      news.map(({ entry }) => entry),
      before,
      turns,
    );
    if (further.size > 0) before.unshift(...(await ofTurns(further, log, before[0]?.seq ?? 1)));
    let page = newest;
    async function entry(seq: number) {
      const there = page.find((one) => one.seq === seq);
      if (there) return there;
      page = await store.entries({ ...log, order: 'oldest', after: seq - 1, limit: pageSize });
      return page.find((one) => one.seq === seq);
    }
    return { tenantId, head, before, turns, entry };
  }

  /** The entries of some turns before a seq. */
  async function ofTurns(
    turnIds: ReadonlySet<string>,
    log: Pick<EntryQuery, 'tenantId' | 'conversationId' | 'messagesOnly'>,
    before: number,
  ): Promise<Entry[]> {
    const found: Entry[] = [];
    for (let after = 0; after < before - 1; after += pageSize) {
      const page = await store.entries({ ...log, order: 'oldest', after, before, limit: pageSize });
      found.push(...page.filter(({ turnId }) => turnId !== undefined && turnIds.has(turnId)));
    }
    return found;
  }

  async function turnsBy(tenantId: string, turnIds: readonly (string | undefined)[]): Promise<Map<string, Turn>> {
    const distinct = new Set(turnIds.filter((id) => id !== undefined));
    const found = await Promise.all([...distinct].map((id) => store.turn(tenantId, id)));
    return new Map(found.flatMap((turn) => (turn ? [[turn.id, turn]] : [])));
  }

  async function commitOf(
    { superseded, steps }: ImportPlan,
    { tenantId, head, before, turns }: Stored,
  ): Promise<Commit> {
    const last = steps.at(-1)?.head;
    if (!last) throw new Error('nothing to commit');
    const over = turnsOver(before, steps);
    const others = over.filter(({ id }) => !turns.has(id)).map(({ id }) => id);
    const known = new Map([...turns, ...(await turnsBy(tenantId, others))]);
    return {
      id: ids.next(),
      tenantId,
      conversations: [
        {
          conversation: last,
          ...(head ? { statusBefore: head.status } : {}),
          entries: steps.map(({ entry }) => entry),
          ...(superseded.length > 0 ? { superseded } : {}),
        },
      ],
      // One that is here is left alone.
      turns: over.filter(({ id }) => !known.has(id)).map((turn) => ({ turn, from: 'new' })),
    };
  }

  async function settle(...[tenantId, given, onOpenTaken, signal]: Parameters<Settle>): ReturnType<Settle> {
    let group = given;
    for (let tries = 0; tries < maxTries; tries++) {
      if (tries > 1) await pause(Math.random() * 100);
      signal.throwIfAborted();
      const stored = await storedOf(tenantId, group);
      const plan = await planOf(group, stored, agentName);
      const opened = stored.head === undefined && plan.steps.length > 0;
      const { skipped, refused } = plan;
      const done = { opened, added: plan.steps.length, skipped, refused, head: plan.steps.at(-1)?.head ?? stored.head };
      if (plan.steps.length === 0) return done;
      if (await store.erasures.isUnderWay({ tenantId, userId: plan.steps[0]?.head.userId ?? '' })) {
        return refusedAs(plan, 'all that is kept of the user is being erased; import again when that is over');
      }
      if (stored.head?.archive) {
        await restore(tenantId, group.id, signal);
        continue;
      }
      const refusal = await store.commit(await commitOf(plan, stored));
      if (refusal === undefined) return done;
      if (refusal !== 'open-taken') continue;
      const closed = asClosed(group, plan);
      if (closed) group = closed;
      else if (onOpenTaken === 'wait') return 'open-taken';
      else {
        const open = await openOf(plan);
        const reason = `the user has another open conversation on the channel, ${open}; close it and import again`;
        return refusedAs(plan, reason);
      }
    }
    throw new DomainError({ kind: 'contention', conversationId: given.id });
  }

  async function openOf({ steps }: ImportPlan): Promise<string> {
    const head = steps.at(-1)?.head;
    return (head && (await store.openConversation(head.tenantId, head.userId, head.channel))?.id) ?? '';
  }

  return async (tenantId, group, onOpenTaken, signal) => {
    const settled = await settle(tenantId, group, onOpenTaken, signal);
    if (settled !== 'open-taken' && isToBeArchived(group, settled.head)) {
      await archive(tenantId, group.id, signal).catch((error: unknown) => {
        // It has gone on meanwhile.
        const kind = error instanceof DomainError ? error.fault.kind : '';
        if (kind !== 'conversation-open' && kind !== 'conversation-busy') throw error;
      });
    }
    return settled;
  };
}

/** All of it is here, and it is archived where it comes from. */
function isToBeArchived({ announced, goesOn }: Group, head: Conversation | undefined): boolean {
  const there = announced?.conversation;
  if (!head || goesOn || there?.status !== 'ARCHIVED' || there.userId !== head.userId) return false;
  return head.status === 'CLOSED' && (there.lastSeq ?? head.lastSeq) === head.lastSeq;
}

/** History from elsewhere that does not say whether it is open makes way for the one that is. */
function asClosed(group: Group, { steps }: ImportPlan): Group | undefined {
  const { announced } = group;
  const first = steps[0]?.given;
  if (!announced || announced.conversation.status !== undefined) return undefined;
  if (!first || first.seq > 1 || saysHowItBegan(first)) return undefined;
  return { ...group, announced: { ...announced, conversation: { ...announced.conversation, status: 'CLOSED' } } };
}

function refusedAs({ steps, skipped, refused }: ImportPlan, reason: string): Settled {
  const lines = steps.map(({ number }) => ({ line: number, reason }));
  return { opened: false, added: 0, skipped, refused: [...refused, ...lines] };
}

/** Turns that new entries reply to, and of which no message of the user's is among them or just before them. */
function unasked(news: readonly GivenEntry[], before: readonly Entry[], turns: ReadonlyMap<string, Turn>): Set<string> {
  const asked = new Set(turns.keys());
  const found = new Set<string>();
  for (const { turnId, message } of before) if (turnId !== undefined && message?.role === 'USER') asked.add(turnId);
  for (const { turnId, message } of news) {
    if (turnId === undefined) continue;
    if (message?.role === 'USER') asked.add(turnId);
    if (message?.role === 'AGENT' && !asked.has(turnId)) found.add(turnId);
  }
  return found;
}
