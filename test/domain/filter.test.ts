import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import type { Conversation } from '../../src/domain/conversation.js';
import { matches } from '../../src/domain/filter.js';
import type { ConversationFilter } from '../../src/domain/ports.js';
import { commitOf, opening, start, written } from '../support/build.js';

const users = ['ann', 'bob'];
const channels = ['web', 'mail', 'voice'];
const statuses = ['ACTIVE', 'CLOSED', 'ARCHIVED'] as const;
const stages = ['LEAD', 'QUALIFIED', 'WON'] as const;
const owners = ['AGENT', 'QUEUE', 'HUMAN'] as const;
// With what means something elsewhere: to JSON paths, to objects, to queries.
const keys = ['campaign', 'a.b', '$where', 'constructor', '__proto__', ''];
const values = ['spring', 'autumn', '3', '', 'true'];

const labels = fc
  .array(fc.tuple(fc.constantFrom(...keys), fc.constantFrom<(string | number | boolean)[]>(...values, 3, true)), {
    maxLength: 4,
  })
  .map((pairs) => Object.fromEntries(pairs));
const conversations = fc.array(
  fc.record({
    userId: fc.constantFrom(...users),
    channel: fc.constantFrom(...channels),
    status: fc.constantFrom(...statuses),
    stage: fc.constantFrom(...stages),
    owner: fc.constantFrom(...owners),
    isQualified: fc.boolean(),
    createdAt: fc.nat({ max: 4 }).map((s) => start + s),
    metadata: labels,
  }),
  { maxLength: 15 },
);
const some = <T>(all: readonly T[]) => fc.subarray([...all], { minLength: 1 });
const filters = fc.record(
  {
    userId: fc.constantFrom(...users, 'nobody'),
    channels: some(channels),
    statuses: some(statuses),
    stages: some(stages),
    owners: some(owners),
    isQualified: fc.boolean(),
    createdFrom: fc.nat({ max: 5 }).map((s) => start + s),
    createdTo: fc.nat({ max: 5 }).map((s) => start + s),
    metadata: fc
      .array(fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...values)), { maxLength: 2 })
      .map((pairs) => Object.fromEntries(pairs)),
  },
  { requiredKeys: [] },
) satisfies fc.Arbitrary<ConversationFilter>;

it('a conversation matches a filter where a list with that filter has it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-filter-'));
  const store = await openEmbeddedStore(folder);
  let tenants = 0;
  try {
    await fc.assert(
      fc.asyncProperty(conversations, fc.array(filters, { minLength: 1, maxLength: 10 }), async (made, wanted) => {
        const tenantId = `t${tenants++}`;
        const all: Conversation[] = [];
        const taken = new Set<string>();
        for (const { userId, channel, status, stage, owner, isQualified, createdAt, metadata } of made) {
          // One alone may be open for a user on a channel.
          const isOpen = status === 'ACTIVE' && !taken.has(`${userId} ${channel}`);
          if (isOpen) taken.add(`${userId} ${channel}`);
          const decision = opening({ tenantId, userId, channel }, { at: createdAt });
          const conversation: Conversation = {
            ...decision.conversation,
            status: isOpen || status !== 'ACTIVE' ? status : 'CLOSED',
            stage,
            owner: { kind: owner, id: 'x', epoch: 1 },
            qualification: { score: 0, isQualified, overruled: false, criteria: [] },
            metadata,
          };
          expect(await store.commit(commitOf(tenantId, [written({ ...decision, conversation })]))).toBeUndefined();
          all.push((await store.conversation(tenantId, conversation.id))!);
        }
        for (const filter of wanted) {
          const listed = await store.conversations(tenantId, { filter, order: 'oldest', limit: 100 });
          const matching = all.filter((conversation) => matches(filter, conversation));
          expect(matching.map(({ id }) => id).toSorted()).toEqual(listed.map(({ id }) => id).toSorted());
        }
      }),
      { numRuns: 30 },
    );
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});
