import type { Conversation } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { canonical } from '../domain/json.js';
import type { Fact, Miscount } from '../domain/numbers.js';
import { beginning, isMove, move, type Occurrence, retell } from '../domain/occurrence.js';
import type { ConversationStore } from '../domain/ports.js';
import { isOver, type Turn } from '../domain/turn.js';
import { breather } from './breather.js';

/** Compares what is counted of a conversation with what is made anew from its log, entry by entry, and its turns. */
export interface Recount {
  /** The next entry of the log, from its beginning. */
  see(entry: Entry): Promise<void>;
  /** What differs, after the last entry. */
  end(): Promise<Miscount>;
}

/** Entries whose occurrences are compared at once. */
const windowSize = 200;
const turnsAtOnce = 100;
/** Beyond what any log has. */
const ever = Number.MAX_SAFE_INTEGER;

/**
 * The turns are read first, and held with a few hundred bytes each. What happens meanwhile is taken for wrong or missing:
 * who finds something looks whether the conversation has moved.
 */
export async function makeRecount(
  store: Pick<ConversationStore, 'turns' | 'numbers'>,
  head: Conversation,
): Promise<Recount> {
  const of = { tenantId: head.tenantId, conversationId: head.id };
  const telling = retell(head);
  const answered = new Map<number, Turn[]>();
  const ofTurns = makeComparison();
  const breathe = breather();
  const found: Miscount[] = [];
  let ofEntries = makeComparison();
  let [after, last, away] = [0, 0, 0];

  async function readTurns(): Promise<void> {
    for (let newest = 0; ; ) {
      const page = await store.turns(of.tenantId, of.conversationId, newest, turnsAtOnce);
      for (const turn of page.filter(isOver)) {
        const { replySeq } = turn;
        if (replySeq === undefined) ofTurns.expect(telling.turn(turn, undefined));
        else answered.set(replySeq, [...(answered.get(replySeq) ?? []), slim(turn)]);
      }
      newest = page.at(-1)?.messageSeq ?? newest;
      if (page.length < turnsAtOnce) return;
      await breathe();
    }
  }

  async function compare(through: number): Promise<void> {
    const facts = await store.numbers.facts(of, after, through);
    away += timesAway(facts);
    for (const fact of facts) {
      if (isMove(fact.occurrence.kind)) continue;
      (fact.occurrence.kind === 'turn' ? ofTurns : ofEntries).find(fact);
    }
    after = through;
    found.push(ofEntries.rest());
    ofEntries = makeComparison();
    await breathe();
  }

  await readTurns();
  return {
    async see(entry) {
      for (const one of telling.entry(entry)) ofEntries.expect(one);
      for (const turn of answered.get(entry.seq) ?? []) ofTurns.expect(telling.turn(turn, entry.message));
      answered.delete(entry.seq);
      last = entry.seq;
      if (last - after >= windowSize) await compare(last);
    },
    async end() {
      await compare(ever);
      for (const turns of answered.values()) for (const turn of turns) ofTurns.expect(telling.turn(turn, undefined));
      found.push(ofTurns.rest(), { wrong: [], missing: missingMove(head, away) });
      return { wrong: found.flatMap(({ wrong }) => wrong), missing: found.flatMap(({ missing }) => missing) };
    },
  };
}

/** What differs of what a head tells by itself: that its conversation began, and whether it is in the archive. */
export async function recountHead(
  { numbers }: Pick<ConversationStore, 'numbers'>,
  head: Conversation,
): Promise<Miscount> {
  const facts = await numbers.facts({ tenantId: head.tenantId, conversationId: head.id }, 0, ever);
  const began = facts.some(({ occurrence }) => occurrence.kind === 'created');
  return { wrong: [], missing: [...(began ? [] : [beginning(head)]), ...missingMove(head, timesAway(facts))] };
}

/** How often these left for the archive and did not come back. */
function timesAway(facts: readonly Fact[]): number {
  const times = (kind: string) => facts.filter(({ occurrence }) => occurrence.kind === kind).length;
  return times('archived') - times('restored');
}

/** Since when it is where it is no log tells: from now on is all that any moment to come asks for. */
function missingMove(head: Conversation, away: number): Occurrence[] {
  return away > 0 === (head.status === 'ARCHIVED') ? [] : [move(head)];
}

/** Without what a turn showed, which may be long. */
function slim(turn: Turn): Turn {
  return { ...turn, marks: [] };
}

/** What ought to be, and what is, until they meet. */
function makeComparison() {
  const open = new Map<string, { readonly missing: Occurrence[]; readonly wrong: Fact[] }>();

  /** Puts one on its side, or takes one from the other side. */
  function put<T>(one: T, occurrence: Occurrence, side: 'missing' | 'wrong', other: 'missing' | 'wrong'): void {
    const key = keyOf(occurrence);
    const there = open.get(key) ?? { missing: [], wrong: [] };
    if (there[other].pop() === undefined) (there[side] as unknown[]).push(one);
    if (there.missing.length + there.wrong.length > 0) open.set(key, there);
    else open.delete(key);
  }

  return {
    expect: (one: Occurrence) => put(one, one, 'missing', 'wrong'),
    find: (fact: Fact) => put(fact, fact.occurrence, 'wrong', 'missing'),
    rest(): Miscount {
      const all = [...open.values()];
      return { missing: all.flatMap(({ missing }) => missing), wrong: all.flatMap(({ wrong }) => wrong) };
    },
  };
}

/** All that counts. When turns ended, their logs do not tell to the entry. */
function keyOf({ seq, ...rest }: Occurrence): string {
  return canonical(rest.kind === 'turn' ? rest : { seq, ...rest });
}
