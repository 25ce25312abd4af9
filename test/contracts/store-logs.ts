import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { updateMetadata } from '../../src/domain/edits.js';
import type { Entry } from '../../src/domain/entry.js';
import type { JsonObject } from '../../src/domain/json.js';
import type { ConversationStore } from '../../src/domain/ports.js';
import { answering, arriving, freshId, keptRequest, queuedTurn, reply, system } from '../support/build.js';
import { type Tenant, tenantOf } from './tenant.js';

/** Reading a log, and that any text survives being kept. */
export function logs(store: () => ConversationStore): void {
  describe('of 40 entries, a third of them without a message', () => {
    let tenant: Tenant;
    let id: string;
    let all: Entry[];

    beforeAll(async () => {
      tenant = tenantOf(store());
      const neighbour = await tenant.opened();
      let head = await tenant.opened();
      id = head.id;
      for (let i = 2; i <= 40; i++) {
        const decision = i % 3 === 0 ? updateMetadata(head, { n: i }, system()) : arriving(head, { text: `${i}` });
        head = await tenant.applied(decision, head);
      }
      await tenant.said(neighbour);
      all = await tenant.log(id);
    });

    it('the whole comes in order, without gap', () => {
      expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
      expect(all.map(({ message }) => message?.text)).toEqual(
        all.map(({ seq }) => (seq === 1 || seq % 3 === 0 ? undefined : `${seq}`)),
      );
    });

    it('any bounds, either order, with and without messages, and any limit give what they say', async () => {
      const bound = fc.option(fc.integer({ min: 0, max: 45 }), { nil: undefined });
      const query = fc.record({
        after: bound,
        before: bound,
        messagesOnly: fc.boolean(),
        order: fc.constantFrom('oldest' as const, 'newest' as const),
        limit: fc.integer({ min: 1, max: 45 }),
      });
      await fc.assert(
        fc.asyncProperty(query, async ({ after, before, ...rest }) => {
          const found = await store().entries({
            tenantId: tenant.id,
            conversationId: id,
            ...rest,
            ...(after === undefined ? {} : { after }),
            ...(before === undefined ? {} : { before }),
          });
          const within = all.filter(
            ({ seq, message }) =>
              seq > (after ?? 0) && seq < (before ?? 1000) && (!rest.messagesOnly || message !== undefined),
          );
          expect(found).toEqual((rest.order === 'oldest' ? within : within.toReversed()).slice(0, rest.limit));
        }),
        { numRuns: 80 },
      );
    });
  });

  const odd: [string, string][] = [
    ['NUL and other controls', 'a\u0000b\u0001\u001f\u007f\u2028\u2029\ufeff\ufffd\uffff'],
    ['characters beyond 16 bits', '👩‍👩‍👧‍👦 𝒳 🇩🇪 \u{10ffff}'],
    ['right-to-left, combining, wide', 'שלום é e\u0301 한국어 \u202e'],
    ['what databases give meaning to', `$where {"$gt": ""} a.b $ % _ ' " \\ ; -- /* ?1 :x @y \`z\``],
    ['32 KiB', '😀'.repeat(8192)],
    ['blank at both ends', ' \t\r\n x \r\n'],
    ['empty', ''],
  ];
  for (const [what, text] of odd) {
    it(`text survives: ${what}`, async () => {
      const tenant = tenantOf(store());
      let head = await tenant.openedWith({ text, metadata: { [text]: text } }, { userId: `u ${text.slice(0, 200)}` });
      expect(head.metadata).toEqual({ [text]: text });
      const decision = answering(head, 'turn', reply({ text, toolUses: [use(text)] }));
      const turn = queuedTurn(head, { error: { kind: 'turn-not-found', turnId: text } });
      const request = keptRequest(head.id, { requestId: `r ${text.slice(0, 200)}`, hash: text.slice(0, 200) });
      head = await tenant.applied(decision, head, { turns: [{ turn, from: 'new' }], request });
      const log = await tenant.log(head.id);
      expect(log[0]?.message?.text).toBe(text);
      expect(log.slice(1)).toEqual(decision.entries);
      expect(await store().turn(tenant.id, turn.id)).toEqual(turn);
      expect(await store().request(tenant.id, request.requestId)).toEqual(request);
      expect(await store().openConversation(tenant.id, head.userId, 'web')).toEqual(head);
      const found = await store().conversations(tenant.id, {
        filter: { userId: head.userId, metadata: { [text]: text } },
        order: 'newest',
        limit: 10,
      });
      expect(found).toEqual([head]);
    });
  }

  it('metadata keys are plain data, whatever they are called', async () => {
    const tenant = tenantOf(store());
    const keys = ['__proto__', 'constructor', 'a.b', 'a', '$where', '$set', '_id', 'toString', '', ' ', '0', 'length'];
    const metadata: JsonObject = JSON.parse(`{${keys.map((key) => `${JSON.stringify(key)}:"x"`).join()}}`);
    const nested: JsonObject = JSON.parse(
      '{"deep": {"__proto__": {"polluted": true}, "$inc": {"a.b": [null, {"": 1.5}]}}}',
    );
    const head = await tenant.opened({}, { metadata: { ...nested } });
    const after = await tenant.applied(updateMetadata(head, metadata, system()), head);
    expect(Object.keys(after.metadata).toSorted()).toEqual([...keys, 'deep'].toSorted());
    expect(JSON.parse(JSON.stringify(after.metadata.deep))).toEqual(nested.deep);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    const entry = (await tenant.log(head.id)).at(-1);
    expect(JSON.parse(JSON.stringify(entry?.changes))).toEqual([{ kind: 'metadataChanged', metadata }]);
    for (const key of keys) {
      const filter = { metadata: JSON.parse(`{${JSON.stringify(key)}:"x"}`) };
      expect(await store().conversations(tenant.id, { filter, order: 'newest', limit: 10 })).toEqual([after]);
      const other = { metadata: JSON.parse(`{${JSON.stringify(key)}:"y"}`) };
      expect(await store().conversations(tenant.id, { filter: other, order: 'newest', limit: 10 })).toEqual([]);
    }
  });

  it('any text, as any id and any key', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, text, async (a, b) => {
        const tenant = tenantOf(store());
        const head = await tenant.openedWith(
          { text: a, metadata: { [b]: a } },
          { userId: b, channel: a, id: freshId(a) },
        );
        expect(await store().openConversation(tenant.id, b, a)).toEqual(head);
        expect((await tenant.log(head.id))[0]?.message).toMatchObject({ text: a, metadata: { [b]: a } });
      }),
      { numRuns: 25 },
    );
  });
}

function use(text: string) {
  return { id: 'call', name: 'lookup', arguments: { [text]: [text] }, result: text, failed: false };
}
