import { accept, type By, type Conversation, type Decision, note, open } from '../domain/conversation.js';
import { close, expectVersion, setQualification, setStage, updateMetadata } from '../domain/edits.js';
import type { Actor, Entry, Stage } from '../domain/entry.js';
import { DomainError, invalid } from '../domain/errors.js';
import type { Exclusive } from '../domain/exclusive.js';
import type { JsonObject } from '../domain/json.js';
import type { Message, Role } from '../domain/message.js';
import type { Clock, ConversationFilter, ConversationStore, EntryQuery, Ids, KeptRequest } from '../domain/ports.js';
import type { Criterion } from '../domain/qualification.js';
import { thenLooked, thenSummarized } from '../domain/summary.js';
import type { Archiving } from './archiving.js';
import { channelKey } from './channel-key.js';
import type { Commits, Plan } from './commits.js';
import { entryAt } from './entry-at.js';
import { expectNotErasing } from './erasure-gate.js';
import { readPage } from './pages.js';
import { type ReadableHeads, readableHeads } from './readable-heads.js';
import { maxCriteria, maxMetadataBytes, requestKeptMs, type Settings, summarizeClosedAfterMs } from './settings.js';

export interface Opening {
  readonly tenantId: string;
  readonly userId: string;
  readonly channel: string;
  readonly metadata?: JsonObject;
}

/** Where a list goes on: down from the newest activity, then up through what became active meanwhile. */
export interface ListPosition {
  readonly order: 'newest' | 'oldest';
  readonly after: { readonly lastActivityAt: number; readonly id: string };
  /** The newest conversation when the first page was read. */
  readonly top: { readonly lastActivityAt: number; readonly id: string };
  /** What was active just before the first page was read, as the pages showed it: others may have been about to. */
  readonly late?: { readonly since: number; readonly shown: number } | undefined;
}

/** An activity's time is taken before its commit, which others see later than that, but no more than this. */
const lateMs = 5000;
/** Where more than these were active in that time, nothing is compared: they all come again. */
const maxLate = 500;

export interface Conversations {
  create(opening: Opening, id: string, requestId: string, hash: string): Promise<Conversation>;
  findOrCreate(opening: Opening): Promise<{ conversation: Conversation; created: boolean }>;
  get(tenantId: string, conversationId: string): Promise<Conversation>;
  /** `unreadable`: ids of those that would be here, and whose heads cannot be read. */
  list(
    tenantId: string,
    filter: ConversationFilter,
    limit: number,
    from?: ListPosition,
  ): Promise<{ conversations: Conversation[]; unreadable: readonly string[]; next?: ListPosition }>;
  /** Entries of one conversation, and its newest seq; `more` when the page was cut. */
  log(query: EntryQuery): Promise<{ entries: Entry[]; more: boolean; lastSeq: number }>;
  addMessage(
    tenantId: string,
    conversationId: string,
    message: { role: Role; text: string; authorId: string; metadata?: JsonObject },
    requestId: string,
    hash: string,
  ): Promise<Entry>;
  setStage(
    at: At,
    move: { stage: Stage; reason: string; evidenceSeqs: readonly number[]; reopen: boolean },
    actor: Actor,
  ): Promise<Conversation>;
  setQualification(
    at: At,
    criteria: readonly Criterion[],
    verdict: boolean | undefined,
    actor: Actor,
  ): Promise<Conversation>;
  updateMetadata(at: At, patch: JsonObject): Promise<Conversation>;
  close(at: At): Promise<Conversation>;
}

/** Which conversation, at which version; 0 means any. */
export interface At {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly expectedVersion: number;
}

const system: Actor = { kind: 'SYSTEM', id: '' };

export function makeConversations(
  store: ConversationStore,
  commits: Commits,
  exclusive: Exclusive,
  clock: Clock,
  ids: Ids,
  settings: Settings,
  awake: Archiving['awake'],
): Conversations {
  const by = (actor: Actor): By => ({ actor, at: clock.now() });
  const keptUntil = () => clock.now() + requestKeptMs;

  function create(opening: Opening, id: string, requestId: string, hash: string): Promise<Conversation> {
    const { tenantId } = opening;
    return commits.once(
      { tenantId, requestId, hash },
      () => exclusive(channelKey(opening), () => createNow(opening, id || ids.next(), { requestId, hash })),
      (kept) => get(tenantId, kept.conversationId),
    );
  }

  async function createNow(
    opening: Opening,
    id: string,
    { requestId, hash }: { requestId: string; hash: string },
  ): Promise<Conversation> {
    const { tenantId, userId, channel } = opening;
    await expectNotErasing(store, opening);
    const plan = opened(opening, id);
    const request: KeptRequest = { requestId, hash, conversationId: id, resultId: '', keptUntil: keptUntil() };
    const done = await commits.open(requestId === '' ? plan : { ...plan, request });
    if (typeof done === 'object') return done.result;
    const existing =
      (await store.conversation(tenantId, id)) ?? (await store.openConversation(tenantId, userId, channel));
    throw new DomainError({ kind: 'conversation-exists', conversationId: existing?.id ?? id });
  }

  function findOrCreate(opening: Opening) {
    const { tenantId, userId, channel } = opening;
    return exclusive(channelKey(opening), async () => {
      for (let tries = 0; tries < 20; tries++) {
        const there = await store.openConversation(tenantId, userId, channel);
        if (there) return { conversation: there, created: false };
        await expectNotErasing(store, opening);
        const done = await commits.open(opened(opening, ids.next()));
        if (typeof done === 'object') return { conversation: done.result, created: true };
      }
      throw new DomainError({ kind: 'contention', conversationId: '' });
    });
  }

  function opened(opening: Opening, id: string): Plan<Conversation> {
    const { tenantId, userId, channel, metadata } = opening;
    const decision = open({ tenantId, id, userId, channel }, by(system), settings.agentName, metadata);
    return { ...decision, result: decision.conversation };
  }

  async function get(tenantId: string, conversationId: string): Promise<Conversation> {
    const found = await store.conversation(tenantId, conversationId);
    if (!found) throw new DomainError({ kind: 'conversation-not-found', conversationId });
    return found;
  }

  async function list(tenantId: string, filter: ConversationFilter, limit: number, from?: ListPosition) {
    const { page, unreadable } = readableHeads(store, tenantId);
    return { ...(await pageOf(page, filter, limit, from)), unreadable };
  }

  async function pageOf(
    page: ReadableHeads['page'],
    filter: ConversationFilter,
    limit: number,
    from: ListPosition | undefined,
  ): Promise<{ conversations: Conversation[]; next?: ListPosition }> {
    const order = from?.order ?? 'newest';
    const readAt = clock.now();
    const { items: conversations, more } = await readPage<Conversation>(limit, (count, last) => {
      const after = last ?? from?.after;
      return page({ filter, order, limit: count, ...(after ? { after: place(after) } : {}) });
    });
    const last = conversations.at(-1);
    const top = from?.top ?? conversations[0];
    if (!top) return { conversations };
    const since = from ? from.late?.since : readAt - lateMs;
    const late =
      since !== undefined && since < top.lastActivityAt && order === 'newest'
        ? { since, shown: fingerprint(conversations, since, from?.late?.shown) }
        : undefined;
    if (more && last) {
      return { conversations, next: { order, after: place(last), top: place(top), ...(late && { late }) } };
    }
    if (order === 'oldest') return { conversations };
    if (from && late && (await hasOthers(page, filter, top, late))) {
      return { conversations, next: { order: 'oldest' as const, after: { lastActivityAt: late.since, id: '' }, top } };
    }
    // The way down is done. What has moved to the front since the first page comes again, oldest first.
    const moved = await page({ filter, order: 'oldest', after: place(top), limit: 1 });
    if (moved.length === 0) return { conversations };
    return { conversations, next: { order: 'oldest' as const, after: place(top), top: place(top) } };
  }

  /** Whether what was active between `since` and `top` is something else by now than what was shown. */
  async function hasOthers(
    page: ReadableHeads['page'],
    filter: ConversationFilter,
    top: ListPosition['top'],
    { since, shown }: NonNullable<ListPosition['late']>,
  ): Promise<boolean> {
    const after = { lastActivityAt: since, id: '' };
    const found = await page({ filter, order: 'oldest', after, limit: maxLate });
    const upToTop = found.filter(
      ({ lastActivityAt: at, id }) => at < top.lastActivityAt || (at === top.lastActivityAt && id <= top.id),
    );
    return upToTop.length === maxLate || fingerprint(upToTop, since) !== shown;
  }

  async function log(query: EntryQuery) {
    const { lastSeq } = await get(query.tenantId, query.conversationId);
    const { items: entries, more } = await readPage<Entry>(query.limit, (limit, last) =>
      store.entries({ ...query, limit, ...(last && { [query.order === 'oldest' ? 'after' : 'before']: last.seq }) }),
    );
    return { entries, more, lastSeq: Math.max(lastSeq, ...entries.map(({ seq }) => seq)) };
  }

  function addMessage(
    tenantId: string,
    conversationId: string,
    { role, text, authorId, metadata }: { role: Role; text: string; authorId: string; metadata?: JsonObject },
    requestId: string,
    hash: string,
  ): Promise<Entry> {
    const add = () =>
      commits.change(tenantId, conversationId, async (head) => {
        await expectNotErasing(store, head);
        const at = clock.now();
        const author = authorId === '' && role === 'USER' ? head.userId : authorId;
        const message: Message = {
          id: ids.next(),
          role,
          text,
          status: 'COMPLETE',
          inReplyTo: [],
          authorId: author,
          toolUses: [],
          ...(metadata ? { metadata } : {}),
          createdAt: at,
        };
        const actor: Actor = { kind: role === 'USER' ? 'USER' : role === 'HUMAN' ? 'HUMAN' : 'SYSTEM', id: author };
        const decision =
          role === 'USER'
            ? accept(head, message, { actor, at }, settings.resumedAfterMs)
            : note(head, message, { actor, at });
        const [entry] = decision.entries;
        if (!entry) throw new Error('a message makes an entry');
        const kept: KeptRequest = {
          requestId,
          hash,
          conversationId,
          resultId: `${entry.seq}`,
          keptUntil: keptUntil(),
        };
        return { ...thenLooked(decision, at), ...(requestId === '' ? {} : { request: kept }), result: entry };
      });
    // Only the user's message brings back what is archived.
    const act = role === 'USER' ? () => awake(tenantId, conversationId, add) : add;
    return commits.once({ tenantId, requestId, hash }, act, async ({ resultId }) => {
      const entry = await entryAt(store, { tenantId, conversationId }, Number(resultId));
      if (!entry) throw new DomainError({ kind: 'conversation-not-found', conversationId });
      return entry;
    });
  }

  function decide(at: At, decision: (head: Conversation) => Decision): Promise<Conversation> {
    return commits.change(at.tenantId, at.conversationId, (head) => {
      expectVersion(head, at.expectedVersion);
      const decided = decision(head);
      return { ...decided, result: decided.conversation };
    });
  }

  return {
    create,
    findOrCreate,
    get,
    list,
    log,
    addMessage,
    setStage: (at, move, actor) =>
      decide(at, (head) => {
        expectEvidence(head, [{ path: 'evidence_seqs', seqs: move.evidenceSeqs }]);
        return setStage(head, move, by(actor));
      }),
    setQualification: (at, criteria, verdict, actor) =>
      decide(at, (head) => {
        const evidence = criteria.map(({ evidenceSeqs: seqs }, i) => ({ path: `criteria[${i}].evidence_seqs`, seqs }));
        expectEvidence(head, evidence);
        const decision = setQualification(head, criteria, verdict, by(actor), settings.scoring);
        if (decision.conversation.qualification.criteria.length > maxCriteria) {
          throw invalid('criteria', `the conversation would have more than ${maxCriteria} criteria`);
        }
        return decision;
      }),
    updateMetadata: (at, patch) =>
      decide(at, (head) => {
        const decision = updateMetadata(head, patch, by(system));
        if (Buffer.byteLength(JSON.stringify(decision.conversation.metadata)) > maxMetadataBytes) {
          throw invalid('metadata', `the conversation's metadata would exceed ${maxMetadataBytes} bytes as JSON`);
        }
        return decision;
      }),
    close: (at) => decide(at, (head) => thenSummarized(close(head, by(system)), clock.now() + summarizeClosedAfterMs)),
  };
}

function place({ lastActivityAt, id }: ListPosition['after']): ListPosition['after'] {
  return { lastActivityAt, id };
}

/** A number that tells sets of active conversations apart, whatever their order; adds to that of those before. */
function fingerprint(conversations: readonly Conversation[], since: number, before = 0): number {
  let sum = before;
  for (const { id, lastActivityAt } of conversations) {
    if (lastActivityAt < since) continue;
    // FNV-1a.
    let hash = 0x811c9dc5;
    for (const char of `${lastActivityAt}/${id}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
    sum = (sum + hash) >>> 0;
  }
  return sum;
}

/** Evidence is what the log holds already. */
function expectEvidence({ lastSeq }: Conversation, given: readonly { path: string; seqs: readonly number[] }[]): void {
  const violations = given.flatMap(({ path, seqs }) =>
    seqs.flatMap((seq, i) =>
      seq > lastSeq ? [{ field: `${path}[${i}]`, description: `the newest seq is ${lastSeq}` }] : [],
    ),
  );
  if (violations.length > 0) throw new DomainError({ kind: 'invalid-argument', violations });
}
