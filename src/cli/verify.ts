import { setTimeout as pause } from 'node:timers/promises';
import {
  ConversationServiceClient,
  ListConversationsRequest,
  type ListConversationsResponse,
} from '../gen/colloquy/v1/conversation_service.js';
import { DataServiceClient, type VerifyConversationResponse } from '../gen/colloquy/v1/data_service.js';
import { ConversationStatus } from '../gen/colloquy/v1/resources.js';
import { detailsOf } from '../grpc/trailers.js';
import { calling } from './calling.js';
import { answer, type Connection, type Reach, soon } from './connection.js';
import { type FilterOptions, filterOf } from './filter-options.js';
import { isPassing, isServiceError, problemOfCall, reasonOf } from './problem.js';
import { type Progress, showProgress } from './progress.js';
import { harmless, plainScreen } from './screen.js';

export interface VerifyOptions extends Reach, FilterOptions {
  readonly all?: boolean;
  /** Conversations that are verified at the same time. */
  readonly parallel: number;
}

const pageSize = 200;
/** A long log that is archived elsewhere takes its time. */
const callMs = 300_000;
/** How long a server may be away. */
const patienceMs = 60_000;
const againMs = 500;
const everyStatus = [ConversationStatus.ACTIVE, ConversationStatus.CLOSED, ConversationStatus.ARCHIVED];

/** Verifies one conversation, or all of a tenant; writes a line for each difference, and resolves with 1 when there is any. */
export async function verify(id: string | undefined, options: VerifyOptions): Promise<number> {
  if ((id === undefined) === !options.all) {
    plainScreen().problem({ what: 'it is not clear what to verify', advice: "give a conversation's id, or --all" });
    return 2;
  }
  return await calling(options, DataServiceClient, ({ client, connection }) =>
    id === undefined ? verifyAll(client, connection, options) : verifyOne(client, connection, id),
  );
}

async function verifyOne(client: DataServiceClient, connection: Connection, id: string): Promise<number> {
  const { intact, differences, entries, sha256 } = await ask(client, connection, id);
  for (const difference of differences) process.stdout.write(line(id, difference));
  if (intact) process.stdout.write(line(id, `intact: ${entries} entries, SHA-256 ${sha256}`));
  return intact ? 0 : 1;
}

async function verifyAll(client: DataServiceClient, connection: Connection, options: VerifyOptions): Promise<number> {
  const progress = showProgress({ what: 'verify', unit: 'conversations' });
  const ids = conversations(connection, options);
  let done = 0;
  let total: number | undefined;
  let wrong = 0;
  let over = false;
  const counting = count(conversations(connection, options), () => over).then(
    (all) => {
      total = all;
    },
    // Who verifies hears of the same failure.
    () => undefined,
  );

  /** Takes one after the other, as long as there are any. */
  async function work(): Promise<void> {
    for (let next = await ids.next(); !next.done; next = await ids.next()) {
      const found = await differencesOf(client, connection, next.value, progress);
      if (found.length > 0) wrong++;
      for (const difference of found) progress.note(line(next.value, difference).trimEnd());
      done++;
      progress.at(done, total === undefined ? undefined : Math.max(total, done));
    }
  }

  try {
    await Promise.all(Array.from({ length: options.parallel }, work));
  } finally {
    over = true;
    await counting;
    progress.end();
  }
  process.stdout.write(`${done} conversations verified, ${wrong} of them differ\n`);
  return wrong > 0 ? 1 : 0;
}

/** Of one that is gone meanwhile, none. What cannot be verified is told as a difference: nobody knows whether there is one. */
async function differencesOf(client: DataServiceClient, connection: Connection, id: string, progress: Progress) {
  for (let lostAt: number | undefined; ; ) {
    try {
      return (await ask(client, connection, id)).differences;
    } catch (error) {
      if (!isServiceError(error)) throw error;
      if (reasonOf(detailsOf(error)) === 'CONVERSATION_NOT_FOUND') return [];
      if (!isPassing(error)) return [`not verified: ${problemOfCall(error, connection.address).what}`];
      if (lostAt === undefined) progress.note('the server cannot answer; it goes on as soon as it does');
      lostAt ??= Date.now();
      if (Date.now() - lostAt > patienceMs) throw error;
      await pause(againMs);
    }
  }
}

function ask(client: DataServiceClient, { metadata }: Connection, conversationId: string) {
  return answer<VerifyConversationResponse>((done) =>
    client.verifyConversation({ conversationId }, metadata, soon(callMs), done),
  );
}

/** The ids of all that are meant, archived ones too where nothing else is said. */
async function* conversations(connection: Connection, options: FilterOptions): AsyncGenerator<string, undefined> {
  const { address, credentials, metadata, options: channel } = connection;
  const client = new ConversationServiceClient(address, credentials, channel);
  const { statuses, ...filter } = filterOf(options);
  const unreadable = new Set<string>();
  try {
    let pageToken = '';
    do {
      const wanted = { ...filter, statuses: statuses.length > 0 ? statuses : everyStatus };
      const request = ListConversationsRequest.fromPartial({ filter: wanted, pageSize, pageToken });
      const page = await answer<ListConversationsResponse>((done) =>
        client.listConversations(request, metadata, soon(), done),
      );
      yield* page.conversations.map(({ id }) => id);
      for (const id of page.unreadableIds) {
        if (!unreadable.has(id)) yield id;
        unreadable.add(id);
      }
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    return undefined;
  } finally {
    client.close();
  }
}

async function count(all: AsyncIterable<string>, isOver: () => boolean): Promise<number> {
  let counted = 0;
  for await (const _ of all) {
    counted++;
    if (isOver()) break;
  }
  return counted;
}

/** Fields apart by a tab. */
function line(id: string, text: string): string {
  return `${id}\t${harmless(text).replace(/\s+/g, ' ')}\n`;
}
