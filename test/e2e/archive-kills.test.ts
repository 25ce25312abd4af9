import { randomInt } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { ConversationFilter } from '../../src/gen/colloquy/v1/conversation_service.js';
import { startServer } from '../support/process.js';
import { ask, connect, failure, say } from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';
import { until } from '../support/until.js';

const count = 4;
const rounds = process.env.LONG_TESTS === '1' ? 40 : 2;

describe.each(storesUnderTest())('a server that is killed while it archives and restores, on $name', ({ env }) => {
  it('has every log whole when it is back, each moved once or not at all, and moves them on by itself', async () => {
    let server = await startServer({ env: { ...env(), COLLOQUY_MEMORY: 'off' } });
    let clients = connect(server.address);
    try {
      const known = new Map<string, string>();
      const verify = (conversationId: string) => ask(clients.data, 'verifyConversation', { conversationId });
      await Promise.all(
        Array.from({ length: count }, async (_, i) => {
          const { conversationId } = await say(clients, `@script steps=${i + 1} stage=engaged`, { userId: `u-${i}` });
          for (let n = 0; n < 62; n++) {
            const more = { conversationId, role: 'ROLE_SYSTEM', text: `note ${n} `.repeat(40) } as const;
            await ask(clients.conversations, 'addMessage', more);
          }
          await ask(clients.conversations, 'closeConversation', { conversationId });
          known.set(conversationId, '');
        }),
      );
      // Each is summarized in a moment after its close, which is an entry of its own.
      await until('all are summarized', async () => {
        const { conversations } = await ask(clients.conversations, 'listConversations', { pageSize: 500 });
        return conversations.every(({ summary, messageCount }) => (summary?.throughSeq ?? 0) >= messageCount);
      });
      for (const id of known.keys()) known.set(id, (await verify(id)).sha256);

      for (let round = 0; round < rounds; round++) {
        const ids = [...known.keys()];
        const acts = Promise.allSettled([
          ask(clients.data, 'archiveConversations', {}),
          ...ids.map((conversationId, i) =>
            i % 3 === round % 3
              ? ask(clients.conversations, 'restoreConversation', { conversationId })
              : ask(clients.conversations, 'archiveConversation', { conversationId }),
          ),
        ]);
        await new Promise((resolve) => setTimeout(resolve, randomInt(5, 150)));
        await server.kill();
        clients.close();
        await acts;
        server = await server.again();
        clients = connect(server.address);
        for (const [id, sha256] of known) expect(await verify(id)).toMatchObject({ intact: true, sha256 });
      }

      // MongoDB keeps what a transaction of a killed server holds until it has run out: up to a minute.
      const whenFree = () =>
        ask(clients.data, 'archiveConversations', {}).catch((error: unknown) => {
          if (failure(error).code !== status.UNAVAILABLE) throw error;
          return undefined;
        });
      const { archived } = await until('all can be archived', whenFree, 75_000);
      expect(archived).toBeLessThanOrEqual(count);
      const filter = ConversationFilter.fromPartial({ statuses: ['CONVERSATION_STATUS_ARCHIVED'] });
      const { conversations } = await ask(clients.conversations, 'listConversations', { filter, pageSize: 500 });
      expect(conversations.map(({ id }) => id).sort()).toEqual([...known.keys()].sort());
      for (const [id, sha256] of known) expect(await verify(id)).toMatchObject({ intact: true, sha256 });
      for (const conversationId of known.keys()) {
        await ask(clients.conversations, 'restoreConversation', { conversationId });
      }
      for (const [id, sha256] of known) expect(await verify(id)).toMatchObject({ intact: true, sha256 });
    } finally {
      clients.close();
      await server.kill();
    }
  }, 180_000);
});
