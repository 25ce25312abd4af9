import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../src/adapters/system.js';
import { type Chunk, chunksOf, digestAt, type ExportState } from '../../src/api/export-chunks.js';
import { readLines } from '../../src/api/import-lines.js';
import { makeExport } from '../../src/application/export.js';
import { makeImport } from '../../src/application/import.js';
import { makeLeaving } from '../../src/application/leaving.js';
import { withArchive } from '../../src/application/with-archive.js';
import {
  accept,
  type Conversation,
  conclude,
  type Decision,
  note,
  record,
  supersede,
} from '../../src/domain/conversation.js';
import { setStage, updateMetadata } from '../../src/domain/edits.js';
import { stages } from '../../src/domain/entry.js';
import { DomainError } from '../../src/domain/errors.js';
import type { Moment } from '../../src/domain/history.js';
import type { Message } from '../../src/domain/message.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { type OpenStore, openStores, verified } from '../support/archives.js';
import { commitOf, freshId, opening, reply, resumedAfterMs, scoring, userMessage, written } from '../support/build.js';
import { hashOf } from '../support/transfer.js';
import { agentOf, lineTo, makeWorker } from '../support/worker.js';

const long = process.env['LONG_TESTS'] !== undefined;
const limitMs = long ? 600_000 : 60_000;
const { signal } = new AbortController();
const silent = agentOf(async function* () {});

function transferOf(store: ConversationStore) {
  const leaving = makeLeaving();
  const { archiving } = makeWorker(store, silent, Date);
  return {
    leaving,
    take: makeImport(store, systemIds, 'Ada', archiving, leaving),
    give: makeExport(store, leaving),
  };
}

async function* piecesOf(text: string, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  for (const [i, place] of places.entries()) yield bytes.subarray(place, places[i + 1]);
}

const importText = (store: ConversationStore, tenantId: string, text: string, cuts: readonly number[] = []) =>
  transferOf(store).take(tenantId, readLines(piecesOf(text, cuts)), signal);

async function exportText(store: ConversationStore, tenantId: string, moment?: Moment) {
  const { give } = transferOf(store);
  const until = moment ?? (await give.begin(tenantId));
  const chunks: Chunk[] = [];
  const source = chunksOf(give.items({ tenantId, filter: {}, until }, undefined, signal), undefined);
  for (;;) {
    const next = await source.next();
    if (next.done)
      return { text: Buffer.concat(chunks.map(({ jsonl }) => jsonl)).toString(), state: next.value, until };
    chunks.push(next.value);
  }
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((words) => `.${words}`);
const key = fc.string({ minLength: 1, maxLength: 8 }).filter((name) => name !== '__proto__');
const leaf = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.integer()),
);
const nested = fc.dictionary(key, leaf, { maxKeys: 3 });
const json = fc.dictionary(key, fc.oneof(leaf, nested, fc.array(nested, { maxLength: 2 })), { maxKeys: 3 });
const tools = fc.array(
  fc.record({ name: fc.constant('lookup'), arguments: json, result: text, failed: fc.boolean() }),
  { maxLength: 2 },
);
const change = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('asked' as const), text, metadata: fc.option(json) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('answered' as const),
      text,
      how: fc.constantFrom('COMPLETE' as const, 'PARTIAL' as const, 'ROLLED_BACK' as const, 'silent' as const),
      tools,
      stage: fc.option(fc.constantFrom(...stages)),
      met: fc.option(fc.constantFrom('need', 'budget')),
    }),
  },
  fc.record({ kind: fc.constant('noted' as const), text }),
  fc.record({ kind: fc.constant('moved' as const), stage: fc.constantFrom(...stages), text }),
  fc.record({ kind: fc.constant('labelled' as const), metadata: json }),
  fc.record({ kind: fc.constant('handed' as const), to: fc.constantFrom('HUMAN' as const, 'AGENT' as const), text }),
  fc.record({ kind: fc.constant('summarized' as const), text }),
  fc.record({ kind: fc.constant('closed' as const) }),
);
type Happening = typeof change extends fc.Arbitrary<infer T> ? T : never;
const conversation = fc.record({ user: fc.nat(1), metadata: json, changes: fc.array(change, { maxLength: 14 }) });

const unordered = { z: { b: 1, a: 2 }, y: [{ d: 1, c: 2 }], 10: 1, 9: 2, B: 1, é: 1, a: 1 };
const keysOutOfOrder = {
  user: 0,
  metadata: unordered,
  changes: [
    { kind: 'asked' as const, text: 'x', metadata: unordered },
    {
      kind: 'answered' as const,
      text: 'y',
      how: 'COMPLETE' as const,
      tools: [{ name: 'lookup' as const, arguments: unordered, result: 'x', failed: false }],
      stage: null,
      met: null,
    },
    { kind: 'labelled' as const, metadata: unordered },
    { kind: 'closed' as const },
  ],
};

/** What happens to a conversation, in the words of the domain; undefined where it cannot. */
function decide(
  head: Conversation,
  happening: Happening,
  asked: readonly { turnId: string; messageId: string; seq: number }[],
): (Decision & { superseded?: readonly number[] }) | undefined {
  const at = head.updatedAt + 1000;
  const by = { actor: { kind: 'SYSTEM', id: 'test' }, at } as const;
  const [next] = asked;
  switch (happening.kind) {
    case 'asked': {
      const turnId = freshId('turn');
      const { metadata } = happening;
      const message = userMessage({ text: happening.text, turnId, createdAt: at, ...(metadata ? { metadata } : {}) });
      return accept(head, message, { actor: { kind: 'USER', id: head.userId }, at }, resumedAfterMs);
    }
    case 'answered': {
      if (!next) return undefined;
      const { how, met, stage } = happening;
      const uses = happening.tools.map((use, i) => ({ id: `call_${i}`, ...use }));
      const own = { turnId: next.turnId, inReplyTo: [next.messageId], createdAt: at, toolUses: uses };
      const usage = { inputTokens: 1, outputTokens: 2, firstTextMs: 3, totalMs: 4, model: 'm' };
      const status: Message['status'] = how === 'PARTIAL' ? 'PARTIAL' : 'COMPLETE';
      const message = reply({ ...own, text: happening.text, status, usage });
      if (how === 'ROLLED_BACK') {
        // Something newer takes its place.
        if (asked.length < 2) return undefined;
        return { ...supersede(head, next.turnId, [next.messageId], message, by), superseded: [next.seq] };
      }
      const assessment = {
        ...(stage ? { stage, reason: happening.text } : {}),
        ...(met ? { criteria: [{ name: met, status: 'MET' as const, value: happening.text, confidence: 0.5 }] } : {}),
      };
      const part = { ...(how === 'silent' ? {} : { message }), assessment, evidenceSeqs: [next.seq] };
      return conclude(head, next.turnId, part, by, scoring);
    }
    case 'noted':
      return note(head, userMessage({ role: 'SYSTEM', text: happening.text, createdAt: at, authorId: 'crm' }), by);
    case 'moved':
      return setStage(head, { stage: happening.stage, reason: happening.text, evidenceSeqs: [], reopen: true }, by);
    case 'labelled':
      return updateMetadata(head, happening.metadata, by);
    case 'handed': {
      if (head.owner.kind === happening.to) return undefined;
      const to = { kind: happening.to, id: 'bob', epoch: head.owner.epoch + 1 };
      const briefing = to.kind === 'AGENT' ? '' : happening.text;
      return record(head, by, {
        changes: [{ kind: 'ownerChanged', from: head.owner, to, reason: happening.text, briefing }],
      });
    }
    case 'summarized': {
      const summary = { text: happening.text, throughSeq: head.lastSeq, createdAt: at };
      return record(head, by, { changes: [{ kind: 'summarized', summary }] });
    }
    case 'closed':
      return head.status === 'CLOSED'
        ? undefined
        : record(head, by, { changes: [{ kind: 'statusChanged', from: head.status, to: 'CLOSED' }] });
  }
}

/** Writes conversations as they may come to be; all of a user but the last one end closed. */
async function write(
  store: ConversationStore,
  tenantId: string,
  plans: readonly (typeof conversation extends fc.Arbitrary<infer T> ? T : never)[],
) {
  const heads: Conversation[] = [];
  for (const [i, { user, metadata, changes }] of plans.entries()) {
    let decision: Decision & { superseded?: readonly number[] } = opening(
      { tenantId, userId: `user-${user}` },
      { metadata },
    );
    let before: Conversation | undefined;
    let asked: { turnId: string; messageId: string; seq: number }[] = [];
    const last = !plans.slice(i + 1).some((other) => other.user === user);
    const all: readonly Happening[] = last ? changes : [...changes, { kind: 'closed' }];
    for (let n = 0; ; n++) {
      const { superseded = [] } = decision;
      if (decision.entries.length > 0) {
        const part = { ...written(decision, before), ...(superseded.length > 0 ? { superseded } : {}) };
        expect(await store.commit(commitOf(tenantId, [part]))).toBeUndefined();
        before = (await store.conversation(tenantId, decision.conversation.id))!;
      }
      for (const { seq, turnId, message, changes } of decision.entries) {
        // Once a person has the conversation, what was being answered may still end, and nothing else is answered.
        if (changes.some(({ kind }) => kind === 'statusChanged' || kind === 'ownerChanged')) {
          asked = decision.conversation.owner.kind === 'AGENT' ? [] : asked.slice(0, 1);
        }
        if (decision.conversation.owner.kind !== 'AGENT') asked = asked.slice(0, 1);
        else if (message?.role === 'USER' && turnId) asked.push({ turnId, messageId: message.id, seq });
        if (turnId && message?.role !== 'USER') asked = asked.filter((one) => one.turnId !== turnId);
      }
      const happening = all[n];
      if (!happening) break;
      decision = decide(before!, happening, asked) ?? { conversation: before!, entries: [] };
    }
    heads.push(before!);
  }
  return heads;
}

const kinds = openStores.map(({ name }) => name);
const pairs = openStores.map((from, i) => ({ from, to: openStores[(i + 1) % openStores.length]! }));

describe.each(pairs)(`from the store $from.name to the store $to.name (of ${kinds.join(', ')})`, ({ from, to }) => {
  let stores: OpenStore[];
  let source: ConversationStore;
  let target: ConversationStore;
  beforeAll(async () => {
    stores = [await from.open(), await to.open()];
    [source, target] = stores.map(({ store }) => store) as [ConversationStore, ConversationStore];
  });
  afterAll(async () => {
    for (const { dispose } of stores) await dispose();
  });

  it(
    'whatever happened, what is taken out and in again is the same, wherever it was cut, and however often',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(conversation, { minLength: 1, maxLength: 4 }),
          fc.array(fc.nat(), { maxLength: 6 }),
          fc.nat(),
          async (plans, cuts, brokenAt) => {
            const tenantId = freshId('tenant');
            const heads = await write(source, tenantId, plans);
            const { text: whole, state } = await exportText(source, tenantId);
            expect(await digestAt(state)).toBe(hashOf(whole));
            expect(state.conversations).toBe(plans.length);
            expect(state.entries).toBe(heads.reduce((sum, { lastSeq }) => sum + lastSeq, 0));
            const bytes = Buffer.from(whole);
            const first = await importText(target, tenantId, bytes.subarray(0, brokenAt % bytes.length).toString());
            const second = await importText(target, tenantId, whole, cuts);
            expect(second.errors).toEqual([]);
            expect(first.conversationsAdded + second.conversationsAdded).toBe(plans.length);
            expect(first.entriesAdded + second.entriesAdded).toBe(state.entries);
            expect(second.entriesSkipped).toBe(first.entriesAdded);
            expect((await exportText(target, tenantId)).text).toBe(whole);
            for (const head of heads) {
              const lines = whole.split('\n').filter((line) => line.startsWith(`{"conversationId":"${head.id}"`));
              expect(await verified(target, head)).toBe(hashOf(`${lines.join('\n')}\n`));
            }
            const third = await importText(target, tenantId, whole);
            expect(third).toMatchObject({ conversationsAdded: 0, entriesAdded: 0, linesRefused: 0 });
          },
        ),
        { numRuns: long ? 200 : 10 },
      );
    },
    limitMs,
  );

  it('whatever its log says, what is archived, or comes back, after an export began is in it as it was', async () => {
    const whole = withArchive(source);
    const { archiving } = makeWorker(whole, silent, Date);
    const closed = conversation.map((plan) => ({ ...plan, changes: [...plan.changes, { kind: 'closed' as const }] }));
    await fc.assert(
      fc.asyncProperty(closed, async (plan) => {
        const tenantId = freshId('tenant');
        const [head] = await write(source, tenantId, [plan]);
        const before = await exportText(whole, tenantId);
        expect(before.text).toContain('CONVERSATION_STATUS_CLOSED');
        await archiving.archive(tenantId, head!.id, signal);
        expect((await exportText(whole, tenantId, before.until)).text).toBe(before.text);
        const archived = await exportText(whole, tenantId);
        const [first, ...rest] = before.text.split('\n');
        const status = (word: string) => `"status":"CONVERSATION_STATUS_${word}"`;
        expect(archived.text.split('\n')).toEqual([
          expect.stringContaining(first!.slice(0, first!.indexOf(status('CLOSED'))) + status('ARCHIVED')),
          ...rest,
        ]);
        await archiving.restore(tenantId, head!.id, signal);
        expect((await exportText(whole, tenantId, archived.until)).text).toBe(archived.text);
        expect((await exportText(whole, tenantId)).text).toBe(before.text);
      }),
      { numRuns: long ? 100 : 8, examples: [[keysOutOfOrder]] },
    );
  });

  it('a store that goes away in the midst ends an import, and the same again brings in the rest, nothing twice', async () => {
    const tenantId = freshId('tenant');
    const plans = fc.sample(conversation, { numRuns: 12, seed: 7 }).map((plan, i) => ({ ...plan, user: i }));
    await write(source, tenantId, plans);
    const { text: whole, state } = await exportText(source, tenantId);
    for (const heard of [true, false]) {
      for (let after = 1; after < 12; after += 3) {
        const to = freshId('tenant');
        let commits = 0;
        const away = new DomainError({ kind: 'store-unavailable', retryAfterMs: 1 });
        const line = lineTo(target, async (call, name) => {
          if (name !== 'commit') return call();
          const lost = ++commits === after;
          // The store may have heard of it, and its answer be lost.
          if (lost && heard) await call();
          if (lost) throw away;
          return call();
        });
        await expect(importText(line.store, to, whole)).rejects.toBe(away);
        expect(await importText(target, to, whole)).toMatchObject({ linesRefused: 0 });
        const copy = await exportText(target, to);
        expect(copy.text).toBe(whole);
        expect(copy.state.entries).toBe(state.entries);
      }
    }
  });

  it('a store that goes away in the midst ends an export, which goes on from where it was', async () => {
    const tenantId = freshId('tenant');
    const lines = fc.sample(fc.string({ minLength: 5000, maxLength: 9000 }), { numRuns: 90, seed: 3 });
    const long = lines.map((words, i) => [
      `{"conversation":{"id":"long-${100 + i}","userId":"u${i}"}}`,
      JSON.stringify({
        conversationId: `long-${100 + i}`,
        entry: { seq: 1, at: '2025-01-01T00:00:00Z', message: { role: 'ROLE_USER', text: `.${words}` } },
      }),
    ]);
    await importText(source, tenantId, long.flat().join('\n'));
    const { text: whole, until } = await exportText(source, tenantId);
    let reads = 0;
    const line = lineTo(source, (call, name) => {
      if (name === 'entries' && ++reads % 40 === 0)
        throw new DomainError({ kind: 'store-unavailable', retryAfterMs: 1 });
      return call();
    });
    const { give } = transferOf(line.store);
    let state: ExportState | undefined;
    let got = '';
    let breaks = 0;
    for (let over = false; !over; ) {
      const source = chunksOf(give.items({ tenantId, filter: {}, until }, state?.position, signal), state);
      try {
        for (;;) {
          const next = await source.next();
          if (next.done) {
            expect(await digestAt(next.value)).toBe(hashOf(whole));
            over = true;
            break;
          }
          got += Buffer.from(next.value.jsonl).toString();
          state = next.value.state;
        }
      } catch (error) {
        expect((error as DomainError).fault.kind).toBe('store-unavailable');
        breaks++;
      }
    }
    expect(breaks).toBeGreaterThan(0);
    expect(got === whole).toBe(true);
  });

  it('an import whose sender says no more ends when its process goes, or its caller', async () => {
    const never = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) };
    const { take, leaving } = transferOf(target);
    const going = take('default', never, signal);
    leaving.goAway();
    await expect(going).rejects.toMatchObject({ fault: { kind: 'server-draining' } });
    await expect(take('default', never, signal)).rejects.toMatchObject({ fault: { kind: 'server-draining' } });
    const caller = new AbortController();
    const left = transferOf(target).take('default', never, caller.signal);
    caller.abort(new DomainError({ kind: 'cancelled' }));
    await expect(left).rejects.toMatchObject({ fault: { kind: 'cancelled' } });
  });

  it('an export that finds nothing ends when its process goes, or its caller', async () => {
    const tenantId = freshId('tenant');
    const lines = Array.from({ length: 60 }, (_, i) => [
      `{"conversation":{"id":"quiet-${i}","userId":"u${i}"}}`,
      `{"conversationId":"quiet-${i}","entry":{"seq":1,"at":"2025-01-01T00:00:00Z","message":{"role":"ROLE_USER","text":"x"}}}`,
    ]);
    await importText(source, tenantId, lines.flat().join('\n'));
    const { give, leaving } = transferOf(source);
    const query = { tenantId, filter: { metadata: { of: 'none' } }, until: await give.begin(tenantId) };
    const caller = new AbortController();
    const left = give.items(query, undefined, caller.signal)[Symbol.asyncIterator]().next();
    caller.abort(new DomainError({ kind: 'cancelled' }));
    await expect(left).rejects.toMatchObject({ fault: { kind: 'cancelled' } });
    const going = give.items(query, undefined, signal)[Symbol.asyncIterator]().next();
    leaving.goAway();
    await expect(going).rejects.toMatchObject({ fault: { kind: 'server-draining' } });
  });

  it('an import takes no more lines than it can write', async () => {
    const tenantId = freshId('tenant');
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const line = lineTo(target, async (call, name) => {
      if (name === 'commit') await held;
      return call();
    });
    let given = 0;
    async function* lines(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 500; i++) {
        given++;
        yield Buffer.from(
          `{"conversation":{"id":"slow-${i}","userId":"u${i}"}}\n{"conversationId":"slow-${i}","entry":{"seq":1,"at":"2025-01-01T00:00:00Z","message":{"role":"ROLE_USER","text":"x"}}}\n`,
        );
      }
    }
    const going = transferOf(line.store).take(tenantId, readLines(lines()), signal);
    // As long as it may take to come to a stop.
    for (let turns = 0; turns < 200; turns++) await new Promise(setImmediate);
    expect(given).toBeLessThan(20);
    letGo();
    expect(await going).toMatchObject({ entriesAdded: 500, linesRefused: 0 });
  });
});
