import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import Database from 'better-sqlite3';
import { MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { type Hand, handOnFile, handOnMongo } from '../support/hand.js';
import { ask, refused, startTestService, type TestService } from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';
import { exportAll, importLines } from '../support/transfer.js';
import { until } from '../support/until.js';

/** A hand on the data of a service, and what lets go of it. */
async function handOn(
  { dataDir }: TestService,
  { MONGODB_URI, MONGODB_DATABASE }: Record<string, string>,
): Promise<{ readonly hand: Hand; close(): Promise<unknown> }> {
  if (MONGODB_URI === undefined) {
    const db = new Database(join(dataDir, 'colloquy.db'), { timeout: 1_000 });
    return { hand: handOnFile(db), close: async () => db.close() };
  }
  const client = await new MongoClient(MONGODB_URI).connect();
  return { hand: handOnMongo(client.db(MONGODB_DATABASE)), close: () => client.close() };
}

const underWay = { code: status.UNAVAILABLE, reason: 'COUNTING_UNDER_WAY', retry: { seconds: 10, nanos: 0 } };

const count = 12;
const nameOf = (i: number) => `old-${String(i).padStart(3, '0')}`;

function history() {
  return Array.from({ length: count }, (_, i) => {
    const id = nameOf(i);
    const message = { role: 'ROLE_USER', text: 'x'.repeat(20_000) };
    return [
      { conversation: { id, userId: `user-${i}` } },
      { conversationId: id, entry: { seq: 1, at: '2025-01-01T00:00:00Z', message } },
    ];
  }).flat();
}

for (const { name, env } of storesUnderTest()) {
  describe(`an export of the ${name} store, of what an earlier version kept`, () => {
    it('is refused while that is being counted, whether it begins, goes on or is since another; then it is whole', async () => {
      const variables = env();
      let service = await startTestService({ env: variables });
      const { hand, close } = await handOn(service, variables);
      await importLines(service, history());
      const before = await exportAll(service);
      await hand.forget();
      const { resumeToken } = before.chunks[0]!;
      const { nextExportToken: sinceToken } = before.end;
      for (const request of [{}, { resumeToken }, { sinceToken }]) {
        expect(await refused(exportAll(service, request))).toMatchObject(underWay);
      }
      for (let i = 0; i < count; i++) await hand.remove(nameOf(i), 1);
      service = await service.restart();
      const asked = async () => {
        const { conditions } = await ask(service.data, 'getServerInfo', {});
        const exported = await exportAll(service).catch((error: unknown) => error as Error);
        if (exported instanceof Error) expect(await refused(Promise.reject(exported))).toMatchObject(underWay);
        else expect(exported.text === before.text).toBe(true);
        return !(exported instanceof Error) && conditions.length === 0;
      };
      // Where the store was slow for a moment it is counted half a minute later.
      await until('what was kept is counted', asked, 50_000);
      const { text } = await exportAll(service, { sinceToken });
      expect(text === before.text).toBe(true);
      await close();
      await service.dispose();
    }, 90_000);
  });
}
