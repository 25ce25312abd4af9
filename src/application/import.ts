import type { GivenConversation, GivenEntry } from '../domain/given.js';
import type { ConversationStore, Ids } from '../domain/ports.js';
import type { Archiving } from './archiving.js';
import { breather } from './breather.js';
import type { Announced } from './import-plan.js';
import { makeSettle } from './import-settle.js';
import { type Gathered, type Imported, type ImportWriter, makeImportWriter } from './import-writer.js';
import { interruptible } from './interruptible.js';
import type { Leaving } from './leaving.js';

/** A line of an import, by its number in the stream, with its size. */
export type ImportLine = { readonly number: number; readonly bytes: number } & (
  | { readonly kind: 'conversation'; readonly conversation: GivenConversation }
  | { readonly kind: 'entry'; readonly conversationId: string; readonly entry: GivenEntry }
  /** A conversation that was erased where the line comes from. */
  | { readonly kind: 'removed'; readonly conversationId: string }
  /** It says nothing that can be taken. */
  | { readonly kind: 'refused'; readonly reason: string }
);

/**
 * Takes lines as fast as they can be written, and holds little of them whatever their number. What is in stays in when it is
 * broken off, as when this process goes away, and importing the same again adds nothing to it.
 */
export type Import = (tenantId: string, lines: AsyncIterable<ImportLine>, signal: AbortSignal) => Promise<Imported>;

/** What is written at once of a conversation. */
const maxGroupEntries = 200;
const maxGroupBytes = 512 * 1024;
/** Conversations whose line came, and whose entries did not yet. */
const maxAnnounced = 1000;

export function makeImport(
  store: ConversationStore,
  ids: Ids,
  agentName: string,
  archiving: Pick<Archiving, 'archive' | 'restore'>,
  leaving: Leaving,
): Import {
  const settle = makeSettle(store, ids, agentName, archiving);

  /** What is erased elsewhere is erased here by `EraseUser`, which leaves a receipt. */
  async function remove(
    tenantId: string,
    { number, conversationId }: Extract<ImportLine, { kind: 'removed' }>,
    writer: ImportWriter,
  ): Promise<void> {
    if (!(await store.conversation(tenantId, conversationId))) return;
    const reason = `conversation ${conversationId} was erased there and is here still: erase its user`;
    writer.refuse([{ line: number, reason }]);
  }

  return async (tenantId, lines, caller) => {
    const { signal, release } = leaving.with(caller);
    const writer = makeImportWriter(tenantId, settle, signal);
    const gatherer = makeGatherer(writer);
    const breathe = breather();
    try {
      for await (const line of interruptible(lines, signal)) {
        if (line.kind === 'refused') writer.refuse([{ line: line.number, reason: line.reason }]);
        else if (line.kind === 'removed') {
          // It may be among the lines before.
          await gatherer.flush();
          await writer.idle();
          await remove(tenantId, line, writer);
        } else await gatherer.take(line);
        await breathe();
      }
      await gatherer.finish();
      return await writer.finish();
    } finally {
      release();
      await writer.idle();
    }
  };
}

/** Brings lines of one conversation that follow each other together. */
function makeGatherer({ submit }: ImportWriter) {
  const announced = new Map<string, Announced>();
  let current: Gathered | undefined;

  function begin(id: string): Gathered {
    const own = announced.get(id);
    announced.delete(id);
    return { id, announced: own, entries: [], goesOn: false, bytes: 0 };
  }

  async function end(): Promise<void> {
    const group = current;
    current = undefined;
    if (group) await submit(group);
  }

  return {
    async take(line: Extract<ImportLine, { kind: 'conversation' | 'entry' }>): Promise<void> {
      if (line.kind === 'conversation') {
        const { number, conversation } = line;
        if (current?.id === conversation.id) await end();
        const [oldest] = announced.keys();
        if (oldest !== undefined && announced.size >= maxAnnounced) await submit(begin(oldest));
        announced.set(conversation.id, { number, conversation });
        return;
      }
      if (current?.id !== line.conversationId) await end();
      current ??= begin(line.conversationId);
      current.entries.push({ number: line.number, entry: line.entry });
      current.bytes += line.bytes;
      if (current.entries.length < maxGroupEntries && current.bytes < maxGroupBytes) return;
      const { id, announced: own } = current;
      await submit({ ...current, goesOn: true });
      current = { id, announced: own && { conversation: own.conversation }, entries: [], goesOn: false, bytes: 0 };
    },
    /** Hands over the lines that it has. */
    flush: end,
    /** The same, and conversations of which no entry came. */
    async finish(): Promise<void> {
      await end();
      for (const id of [...announced.keys()]) await submit(begin(id));
    },
  };
}
