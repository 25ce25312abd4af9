import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import Database from 'better-sqlite3';
import { type Document, MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { ask, refused, startTestService, type TestService } from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';
import { exportAll, importLines } from '../support/transfer.js';
import { until } from '../support/until.js';

/** What somebody else does to a store's own data. */
interface Hand {
  /** Makes it one that a version without numbers left, or one that is counted. */
  setCounted(counted: boolean): Promise<void>;
  removeFacts(): Promise<void>;
  close(): Promise<void>;
}

async function handOn(
  { dataDir }: TestService,
  { MONGODB_URI, MONGODB_DATABASE }: Record<string, string>,
): Promise<Hand> {
  if (MONGODB_URI === undefined) {
    const db = new Database(join(dataDir, 'colloquy.db'), { timeout: 1_000 });
    return {
      async setCounted(counted) {
        db.exec(`DELETE FROM meta WHERE key = 'uncounted'`);
        if (!counted) db.exec(`INSERT INTO meta (key, value) VALUES ('uncounted', 1)`);
      },
      removeFacts: async () => void db.exec('DELETE FROM occurrences'),
      close: async () => void db.close(),
    };
  }
  const client = await new MongoClient(MONGODB_URI).connect();
  const of = (name: string) => client.db(MONGODB_DATABASE).collection<Document>(name);
  const counted = { _id: 'counted' as never };
  return {
    setCounted: async (is) =>
      void (is
        ? await of('meta').updateOne(counted, { $set: { v: 1 } }, { upsert: true })
        : await of('meta').deleteOne(counted)),
    removeFacts: async () => void (await of('occurrences').deleteMany({})),
    close: () => client.close(),
  };
}

const underWay = { code: status.UNAVAILABLE, reason: 'COUNTING_UNDER_WAY', retry: { seconds: 10, nanos: 0 } };

function many(count: number) {
  return Array.from({ length: count }, (_, i) => {
    const id = `old-${String(i).padStart(3, '0')}`;
    const message = { role: 'ROLE_USER', text: 'x'.repeat(5_000) };
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
      const hand = await handOn(service, variables);
      await importLines(service, many(60));
      const before = await exportAll(service);
      await hand.setCounted(false);
      const { resumeToken } = before.chunks[0]!;
      const { nextExportToken: sinceToken } = before.end;
      for (const request of [{}, { resumeToken }, { sinceToken }]) {
        expect(await refused(exportAll(service, request))).toMatchObject(underWay);
      }
      await hand.removeFacts();
      service = await service.restart();
      const asked = async () => {
        const { conditions } = await ask(service.data, 'getServerInfo', {});
        const exported = await exportAll(service).catch((error: unknown) => error as Error);
        if (exported instanceof Error) expect(await refused(Promise.reject(exported))).toMatchObject(underWay);
        else expect(exported.text === before.text).toBe(true);
        return !(exported instanceof Error) && conditions.length === 0;
      };
      await until('what was kept is counted', asked);
      const { text } = await exportAll(service, { sinceToken });
      expect(text === before.text).toBe(true);
      await hand.close();
      await service.dispose();
    });
  });
}
