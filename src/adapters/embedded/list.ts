import type Database from 'better-sqlite3';
import type { Conversation } from '../../domain/conversation.js';
import type { ConversationFilter, ConversationQuery } from '../../domain/ports.js';
import { type HeadRow, headColumns, toConversation } from './reads.js';

type Value = string | number;
type Label = readonly [key: string, value: string];

/**
 * The statement of a list and its values. It names the index to walk: the one in the order of the list, of the tenant
 * or of the user, so that a page costs what it shows; or that of `rare`, a label of the filter that so few have that
 * they can be sorted.
 */
export function listSql(
  tenantId: string,
  { filter, order, after, but = [], limit }: ConversationQuery,
  rare?: Label,
): [string, Value[]] {
  const where: string[] = [];
  const values: Value[] = [];
  const say = (condition: string, ...given: Value[]) => {
    where.push(condition);
    values.push(...given);
  };
  const among = amongBy(say);

  const from = rare
    ? `labels INDEXED BY labels_by_value CROSS JOIN conversations
         ON conversations.tenant_id = labels.tenant_id AND conversations.id = labels.conversation_id`
    : `conversations INDEXED BY ${filter.userId === undefined ? 'conversations_by_activity' : 'conversations_by_user'}`;
  if (rare) say('labels.tenant_id = ? AND labels.key = ? AND labels.value = ?', tenantId, ...rare);
  else say('conversations.tenant_id = ?', tenantId);
  if (filter.userId !== undefined) say('conversations.user_id = ?', filter.userId);
  if (after) {
    const beyond = order === 'newest' ? '<' : '>';
    say(`(conversations.last_activity_at, conversations.id) ${beyond} (?, ?)`, after.lastActivityAt, after.id);
  }
  if (but.length > 0) say(`conversations.id NOT IN (${but.map(() => '?').join(', ')})`, ...but);
  if (!filter.statuses) say(`conversations.status <> 'ARCHIVED'`);
  filtered(filter, say, among, rare?.[0]);
  const direction = order === 'newest' ? 'DESC' : 'ASC';
  const sql = `
    SELECT ${headColumns} FROM ${from} WHERE ${where.join(' AND ')}
    ORDER BY conversations.last_activity_at ${direction}, conversations.id ${direction} LIMIT ?`;
  return [sql, [...values, limit]];
}

type Say = (condition: string, ...given: Value[]) => void;
type Among = (column: string, given: readonly string[] | undefined) => void;

function amongBy(say: Say): Among {
  return (column, given) => {
    if (given) say(`conversations.${column} IN (${given.map(() => '?').join(', ')})`, ...given);
  };
}

/** What a filter says of a conversation that is joined; absent `statuses` are all. */
export function headConditions(filter: ConversationFilter): { readonly where: string[]; readonly values: Value[] } {
  const where: string[] = [];
  const values: Value[] = [];
  const say: Say = (condition, ...given) => {
    where.push(condition);
    values.push(...given);
  };
  if (filter.userId !== undefined) say('conversations.user_id = ?', filter.userId);
  filtered(filter, say, amongBy(say));
  return { where, values };
}

function filtered(filter: ConversationFilter, say: Say, among: Among, but?: string): void {
  among('status', filter.statuses);
  among('channel', filter.channels);
  among('stage', filter.stages);
  among('owner_kind', filter.owners);
  if (filter.isQualified !== undefined) say('conversations.is_qualified = ?', filter.isQualified ? 1 : 0);
  if (filter.createdFrom !== undefined) say('conversations.created_at >= ?', filter.createdFrom);
  if (filter.createdTo !== undefined) say('conversations.created_at < ?', filter.createdTo);
  for (const [key, value] of Object.entries(filter.metadata ?? {})) {
    if (key === but) continue;
    say(
      `EXISTS (SELECT 1 FROM labels AS label WHERE label.tenant_id = conversations.tenant_id
         AND label.conversation_id = conversations.id AND label.key = ? AND label.value = ?)`,
      key,
      value,
    );
  }
}

/** As many conversations are sorted without thought. */
const fewEnough = 1000;

export const countSql = `
  SELECT count(*) AS n FROM (SELECT 1 FROM labels WHERE tenant_id = ? AND key = ? AND value = ? LIMIT ${fewEnough})`;

/** More shapes of statements than these are prepared anew. */
const maxPrepared = 100;

/** The port's lists. A statement for each shape of query, prepared when it first comes. */
export function makeList(db: Database.Database): (tenantId: string, query: ConversationQuery) => Conversation[] {
  const prepared = new Map<string, Database.Statement<Value[], HeadRow>>();
  const count = db.prepare<[string, string, string], { n: number }>(countSql);

  /** The label of a filter that fewest have, when these are few enough. */
  function rarest(tenantId: string, { userId, metadata = {} }: ConversationFilter): Label | undefined {
    if (userId !== undefined) return undefined;
    let rare: Label | undefined;
    let least = fewEnough;
    for (const label of Object.entries(metadata)) {
      const n = count.get(tenantId, ...label)?.n ?? 0;
      if (n < least) [rare, least] = [label, n];
    }
    return rare;
  }

  return (tenantId, query) => {
    const [sql, values] = listSql(tenantId, query, rarest(tenantId, query.filter));
    let statement = prepared.get(sql);
    if (!statement) {
      statement = db.prepare<Value[], HeadRow>(sql);
      if (prepared.size >= maxPrepared) prepared.clear();
      prepared.set(sql, statement);
    }
    return statement.all(...values).map(toConversation);
  };
}
