import type { Conversation } from '../domain/conversation.js';
import type { Entry } from '../domain/entry.js';
import { canonical } from '../domain/json.js';
import type { Fact } from '../domain/numbers.js';
import { isMove, type Occurrence, retell } from '../domain/occurrence.js';
import type { ConversationStore } from '../domain/ports.js';
import { isOver, type Turn } from '../domain/turn.js';
import { breather } from './breather.js';

/** What is not as a log and its turns have it. */
export interface Miscount {
  readonly wrong: readonly Fact[];
  readonly missing: readonly Occurrence[];
}

/** Compares what is counted of a conversation with what is made anew from its log, entry by entry, and its turns. */
export interface Recount {
  /** The next entry of the log, from its beginning. */
  see(entry: Entry): Promise<void>;
  /** After the last entry. */
  end(): Promise<void>;
}

/** Entries whose occurrences are compared at once. */
const windowSize = 200;
const turnsAtOnce = 100;

/**
 * `tell` gets what differs, some at a time. The turns are read first, and held with a few hundred bytes each. What happens
 * meanwhile is taken for wrong: who finds that looks again, or knows that nothing has happened.
 */
export async function makeRecount(
  store: Pick<ConversationStore, 'turns' | 'numbers'>,
  head: Conversation,
  tell: (miscount: Miscount) => Promise<void>,
): Promise<Recount> {
  const of = { tenantId: head.tenantId, conversationId: head.id };
  const telling = retell(head);
  const answered = new Map<number, Turn[]>();
  const ofTurns = makeComparison();
  const breathe = breather();
  let ofEntries = makeComparison();
  let [after, last] = [0, 0];

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
    for (const fact of await store.numbers.facts(of, after, through)) {
      if (isMove(fact.occurrence.kind)) continue;
      (fact.occurrence.kind === 'turn' ? ofTurns : ofEntries).find(fact);
    }
    after = through;
    const miscount = ofEntries.rest();
    ofEntries = makeComparison();
    await say(miscount);
    await breathe();
  }

  async function say(miscount: Miscount): Promise<void> {
    if (miscount.wrong.length > 0 || miscount.missing.length > 0) await tell(miscount);
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
      await compare(head.lastSeq);
      for (const turns of answered.values()) for (const turn of turns) ofTurns.expect(telling.turn(turn, undefined));
      await say(ofTurns.rest());
    },
  };
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
