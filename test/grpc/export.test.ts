import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConversationFilter } from '../../src/gen/colloquy/v1/conversation_service.js';
import { ask, is, refused, say, startTestService, stream, type TestService, tenant } from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';
import { exportAll, hashOf, importLines, importPieces, linesOf, valuesOf } from '../support/transfer.js';

const filterOf = (filter: Partial<ConversationFilter>) => ({ filter: ConversationFilter.fromPartial(filter) });
const at = (i: number) => new Date(Date.UTC(2025, 0, 1) + i * 1000).toISOString();

/** History of many conversations, some with texts long enough to fill chunks. */
function many(prefix: string, count: number, textBytes = 10) {
  return Array.from({ length: count }, (_, i) => {
    const id = `${prefix}-${String(i).padStart(5, '0')}`;
    return [
      { conversation: { id, userId: `user-${i}` } },
      ...[1, 2, 3].map((seq) => ({
        conversationId: id,
        entry: {
          seq,
          at: at(i),
          message: { role: seq === 2 ? 'ROLE_AGENT' : 'ROLE_USER', text: 'x'.repeat(textBytes) },
        },
      })),
    ];
  }).flat();
}

for (const { name, env } of storesUnderTest()) {
  describe(`an export of the ${name} store`, () => {
    let service: TestService;
    beforeAll(async () => {
      service = await startTestService({ env: env() });
    });
    afterAll(() => service.dispose());

    it('of nothing is an end alone', async () => {
      const { chunks, end } = await exportAll(service, {}, tenant('nothing'));
      expect(chunks).toEqual([]);
      expect(end).toMatchObject({ conversations: 0, entries: 0, sha256: hashOf('') });
    });

    it('has each conversation with its whole log, as VerifyConversation hashes it', async () => {
      const { conversationId } = await say(service, '@script steps=2 tools=1 stage=ENGAGED need=met', {
        userId: 'whole',
      });
      await ask(service.conversations, 'closeConversation', { conversationId });
      await say(service, 'another', { userId: 'whole' });
      const { end, text } = await exportAll(service, filterOf({ userId: 'whole' }));
      const { conversations } = await ask(service.conversations, 'listConversations', {
        ...filterOf({ userId: 'whole' }),
      });
      const ids = conversations.map(({ id }) => id).toSorted();
      const lines = (await Promise.all(ids.map((id) => linesOf(service, id)))).flat();
      expect(text).toBe(lines.map((line) => `${line}\n`).join(''));
      expect(end).toMatchObject({ conversations: 2, entries: lines.length - 2, sha256: hashOf(text) });
      const own = lines.filter((line) => line.startsWith(`{"conversationId":"${conversationId}"`));
      const { sha256 } = await ask(service.data, 'verifyConversation', { conversationId });
      expect(hashOf(own.map((line) => `${line}\n`).join(''))).toBe(sha256);
      expect(Math.abs((end.snapshotAt?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    });

    it('has those that match: by status, all of them when none is given', async () => {
      const metadata = tenant('filters');
      const a = await say(service, 'a', { userId: 'a' }, metadata);
      await say(service, 'b @script stage=ENGAGED', { userId: 'b', channel: 'mail' }, metadata);
      await ask(service.conversations, 'closeConversation', { conversationId: a.conversationId }, metadata);
      const usersOf = async (filter: Partial<ConversationFilter>) => {
        const { text } = await exportAll(service, filterOf(filter), metadata);
        return valuesOf(text).flatMap(
          ({ conversation }) => (conversation as { userId: string } | undefined)?.userId ?? [],
        );
      };
      expect((await usersOf({})).toSorted()).toEqual(['a', 'b']);
      expect(await usersOf({ statuses: ['CONVERSATION_STATUS_CLOSED'] })).toEqual(['a']);
      expect(await usersOf({ stages: ['STAGE_ENGAGED'] })).toEqual(['b']);
      expect(await usersOf({ channels: ['mail'], userId: 'a' })).toEqual([]);
    });

    it('is the same bytes whether broken off after any chunk or not, while conversations go on', async () => {
      const metadata = tenant('broken');
      await importLines(service, many('broken', 120, 2000), metadata);
      const busy = await say(service, 'before', { userId: 'busy' }, metadata);
      const whole = await exportAll(service, {}, metadata);
      expect(whole.chunks.length).toBeGreaterThan(4);
      expect(whole.chunks.every(({ jsonl }) => jsonl.length <= 256 * 1024 && jsonl.at(-1) === 10)).toBe(true);
      for (let i = 0; i < whole.chunks.length; i++) {
        // What happens meanwhile is no part of it: new ones, later messages, a stage, an end.
        await say(service, `meanwhile ${i}`, { userId: `user-${i * 7}` }, metadata);
        await say(service, `meanwhile ${i}`, { userId: 'busy' }, metadata);
        await say(service, `new ${i}`, { userId: `new-${i}` }, metadata);
        const { conversationId } = busy;
        await ask(service.conversations, 'closeConversation', { conversationId }, metadata);
        const { resumeToken } = whole.chunks[i]!;
        const rest = await exportAll(service, { resumeToken }, metadata);
        const before = whole.chunks.slice(0, i + 1);
        const text = Buffer.concat([...before, ...rest.chunks].map(({ jsonl }) => jsonl)).toString();
        expect(text === whole.text).toBe(true);
        expect(rest.end).toEqual({ ...whole.end, nextExportToken: rest.end.nextExportToken });
      }
      expect(whole.end.sha256).toBe(hashOf(whole.text));
    });

    it('is of its beginning, also where it is read slowly and everything changes meanwhile', async () => {
      const metadata = tenant('slowly');
      await importLines(service, many('slowly', 60, 4000), metadata);
      const before = await exportAll(service, {}, metadata);
      let i = 0;
      const slow = await exportAll(service, {}, metadata, async () => {
        await say(service, `more ${i}`, { userId: `user-${59 - i}` }, metadata);
        await say(service, 'x', { userId: `late-${i++}` }, metadata);
      });
      expect(i).toBeGreaterThan(3);
      expect(slow.text === before.text).toBe(true);
    });

    it('shows a message that was rolled back after its beginning as it was before', async () => {
      const metadata = tenant('rolled');
      const running = stream(service, '@script steps=3 hang=1', { userId: 'r' }, '', metadata);
      await running.until(is('textDelta'));
      // A full first chunk keeps the export open at its beginning.
      await importLines(service, many('000', 30, 30_000), metadata);
      const seen: string[] = [];
      const { text } = await exportAll(service, {}, metadata, async () => {
        if (seen.push('') > 1) return;
        await say(service, 'instead', { userId: 'r', onBusy: 'BUSY_POLICY_ROLLBACK' }, metadata);
      });
      const lines = valuesOf(text).filter(({ conversationId }) => !`${conversationId ?? '000-'}`.startsWith('000-'));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatchObject({ entry: { seq: '1', message: { status: 'MESSAGE_STATUS_COMPLETE' } } });
      const after = valuesOf((await exportAll(service, {}, metadata)).text);
      expect(after).toContainEqual(
        expect.objectContaining({
          entry: expect.objectContaining({ message: expect.objectContaining({ status: 'MESSAGE_STATUS_SUPERSEDED' }) }),
        }),
      );
    });

    it('since another has what changed since: base and increment give what a whole export gives', async () => {
      const metadata = tenant('since');
      await importLines(service, many('since', 20), metadata);
      const base = await exportAll(service, {}, metadata);
      const sinceToken = base.end.nextExportToken;
      const nothing = await exportAll(service, { sinceToken }, metadata);
      expect(nothing.end).toMatchObject({ conversations: 0, entries: 0 });
      await say(service, 'more', { userId: 'user-3' }, metadata);
      await say(service, 'new', { userId: 'fresh' }, metadata);
      const increment = await exportAll(service, { sinceToken }, metadata);
      const entries = valuesOf(increment.text).flatMap(
        ({ entry }) => (entry as { seq: number } | undefined)?.seq ?? [],
      );
      expect(increment.end).toMatchObject({ conversations: 2, entries: 4 });
      expect(entries.map(Number).toSorted()).toEqual([1, 2, 4, 5]);

      const target = tenant('since-target');
      await importPieces(
        service,
        base.chunks.map(({ jsonl }) => jsonl),
        target,
      );
      const answer = await importPieces(
        service,
        increment.chunks.map(({ jsonl }) => jsonl),
        target,
      );
      expect(answer).toMatchObject({ conversationsAdded: 1, entriesAdded: 4, linesRefused: 0 });
      const whole = await exportAll(service, {}, metadata);
      const copy = await exportAll(service, {}, target);
      expect(copy.text === whole.text).toBe(true);
    });

    it('since another names what was erased since, and has nothing of it', async () => {
      const metadata = tenant('since-erased');
      const gone = await say(service, 'hello', { userId: 'gone' }, metadata);
      await say(service, 'hello', { userId: 'stays' }, metadata);
      const base = await exportAll(service, {}, metadata);
      await ask(service.data, 'eraseUser', { userId: 'gone', requestId: 'e1' }, metadata);
      const increment = await exportAll(service, { sinceToken: base.end.nextExportToken }, metadata);
      expect(valuesOf(increment.text)).toEqual([{ removed: gone.conversationId }]);
      expect(increment.end).toMatchObject({ conversations: 0, entries: 0, sha256: hashOf(increment.text) });
      const { resumeToken } = increment.chunks.at(-1)!;
      const rest = await exportAll(service, { sinceToken: base.end.nextExportToken, resumeToken }, metadata);
      expect(rest.end.sha256).toBe(increment.end.sha256);
      const target = tenant('since-erased-target');
      const copied = await importPieces(
        service,
        base.chunks.map(({ jsonl }) => jsonl),
        target,
      );
      expect(copied.linesRefused).toBe(0);
      const refusals = await importPieces(
        service,
        increment.chunks.map(({ jsonl }) => jsonl),
        target,
      );
      expect(refusals.errors).toEqual([{ line: 1, reason: expect.stringContaining('erase its user') }]);
    });

    it('has archived conversations, which are archived again where they are taken in', async () => {
      const metadata = tenant('archived');
      const { conversationId } = await say(service, 'hello', { userId: 'a' }, metadata);
      await ask(service.conversations, 'closeConversation', { conversationId }, metadata);
      const before = await exportAll(service, {}, metadata);
      await ask(service.conversations, 'archiveConversation', { conversationId }, metadata);
      const { text, end, chunks } = await exportAll(service, {}, metadata);
      expect(end).toMatchObject({ conversations: 1, entries: before.end.entries });
      expect(text).toBe(before.text.replace('CONVERSATION_STATUS_CLOSED', 'CONVERSATION_STATUS_ARCHIVED'));
      const some = await exportAll(service, filterOf({ statuses: ['CONVERSATION_STATUS_ARCHIVED'] }), metadata);
      expect(some.text).toBe(text);
      // What is archived later is not in an earlier export.
      const rest = await exportAll(service, { resumeToken: before.chunks[0]!.resumeToken }, metadata);
      expect(rest.end.sha256).toBe(before.end.sha256);

      const target = tenant('archived-target');
      const pieces = chunks.map(({ jsonl }) => jsonl);
      expect(await importPieces(service, pieces, target)).toMatchObject({ conversationsAdded: 1, errors: [] });
      const { conversation } = await ask(service.conversations, 'getConversation', { conversationId }, target);
      expect(conversation?.status).toBe('CONVERSATION_STATUS_ARCHIVED');
      expect((await exportAll(service, {}, target)).text).toBe(text);
      expect(await importPieces(service, pieces, target)).toMatchObject({ entriesAdded: 0, errors: [] });
      // An archived one goes on, too.
      await say(service, 'back again', { userId: 'a', conversationId }, metadata);
      const increment = await exportAll(service, { sinceToken: end.nextExportToken }, metadata);
      const answer = await importPieces(
        service,
        increment.chunks.map(({ jsonl }) => jsonl),
        target,
      );
      expect(answer).toMatchObject({ entriesAdded: 2, errors: [] });
      expect((await exportAll(service, {}, target)).text).toBe((await exportAll(service, {}, metadata)).text);
    });

    it('since another has the whole log of what matches only now', async () => {
      const metadata = tenant('since-filter');
      const { conversationId } = await say(service, 'hello', { userId: 'late' }, metadata);
      const won = filterOf({ stages: ['STAGE_WON'] });
      const base = await exportAll(service, won, metadata);
      expect(base.end.conversations).toBe(0);
      await ask(service.conversations, 'setStage', { conversationId, stage: 'STAGE_WON', reason: 'signed' }, metadata);
      const sinceToken = base.end.nextExportToken;
      const increment = await exportAll(service, { ...won, sinceToken }, metadata);
      expect(increment.end).toMatchObject({ conversations: 1, entries: 3 });
    });

    it('has a line longer than a message may be, in pieces, and goes on in its midst', async () => {
      const metadata = tenant('long');
      const id = 'long-line-1';
      const text = '\u0001'.repeat(1_000_000);
      const lines = [
        { conversation: { id, userId: 'long' } },
        { conversationId: id, entry: { seq: 1, at: at(0), message: { role: 'ROLE_AGENT', text } } },
        { conversationId: id, entry: { seq: 2, at: at(1), message: { role: 'ROLE_USER', text: 'after' } } },
      ];
      expect(await importLines(service, lines, metadata)).toMatchObject({ entriesAdded: 2, errors: [] });
      const whole = await exportAll(service, {}, metadata);
      expect(whole.chunks.length).toBeGreaterThan(2);
      expect(valuesOf(whole.text)).toHaveLength(3);
      for (const [i, { resumeToken }] of whole.chunks.entries()) {
        const rest = await exportAll(service, { resumeToken }, metadata);
        const all = Buffer.concat([...whole.chunks.slice(0, i + 1), ...rest.chunks].map(({ jsonl }) => jsonl));
        expect(all.toString() === whole.text).toBe(true);
        expect(rest.end.sha256).toBe(whole.end.sha256);
      }
    });

    it('its tokens are good for the same tenant and request alone', async () => {
      const metadata = tenant('tokens');
      await importLines(service, many('tokens', 10), metadata);
      const { chunks, end } = await exportAll(service, {}, metadata);
      const { resumeToken } = chunks[0]!;
      const wrong: [string, object, ReturnType<typeof tenant>][] = [
        ['resume_token', { resumeToken }, tenant('others')],
        ['resume_token', { resumeToken, ...filterOf({ userId: 'x' }) }, metadata],
        ['resume_token', { resumeToken, sinceToken: end.nextExportToken }, metadata],
        ['resume_token', { resumeToken: end.nextExportToken }, metadata],
        ['resume_token', { resumeToken: `${resumeToken}A` }, metadata],
        ['since_token', { sinceToken: resumeToken }, metadata],
        ['since_token', { sinceToken: end.nextExportToken }, tenant('others')],
        ['since_token', { sinceToken: end.nextExportToken, ...filterOf({ userId: 'x' }) }, metadata],
        ['since_token', { sinceToken: 'nonsense' }, metadata],
      ];
      for (const [field, request, as] of wrong) {
        expect(await refused(exportAll(service, request, as))).toMatchObject({
          reason: 'INVALID_ARGUMENT',
          fields: [field],
        });
      }
    });

    it('ends with UNAVAILABLE when its server goes, and goes on at the next one', async () => {
      const own = { env: env() };
      let first = await startTestService(own);
      await importLines(first, many('moving', 100, 20_000));
      const whole = await exportAll(first);
      const chunks: Uint8Array[] = [];
      let resumeToken = '';
      let leaving: Promise<TestService> | undefined;
      const broken = exportAll(first, {}, undefined, (chunk) => {
        chunks.push(chunk.jsonl);
        resumeToken = chunk.resumeToken;
        leaving ??= first.restart();
      });
      expect(await refused(broken)).toMatchObject({ reason: 'SERVER_DRAINING' });
      first = (await leaving) ?? first;
      const rest = await exportAll(first, { resumeToken });
      const text = Buffer.concat([...chunks, ...rest.chunks.map(({ jsonl }) => jsonl)]).toString();
      expect(text === whole.text).toBe(true);
      await first.dispose();
    });
  });
}
