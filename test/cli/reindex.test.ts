import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { ConversationFilter } from '../../src/gen/colloquy/v1/conversation_service.js';
import { colloquy, startServer } from '../support/process.js';
import { ask, connect, is, say, stream, valueIn } from '../support/service.js';

const server = await startServer({ env: { COLLOQUY_MODEL: 'script', COLLOQUY_MEMORY: 'off' } });
const clients = connect(server.address);
afterAll(() => clients.close());

describe('colloquy reindex', () => {
  it('makes the index anew, shows how far it is, and says what was compared', async () => {
    const { conversationId } = await say(clients, 'wormwood', { userId: 'ada' });
    const db = new Database(join(server.dataDir, 'colloquy.db'));
    db.exec(`DELETE FROM search_rows; INSERT INTO search_index (search_index) VALUES ('delete-all')`);
    db.close();
    const found = async () => (await ask(clients.insight, 'searchMessages', { query: 'wormwood' })).hits.length;
    expect(await found()).toBe(0);
    const { differences } = await ask(clients.data, 'verifyConversation', { conversationId });
    expect(differences).toEqual(['search: 1 is not found', 'search: 2 is not found']);

    const done = await colloquy(['reindex', '--address', server.address]).exit;
    expect(done).toMatchObject({ code: 0, stdout: '' });
    expect(done.stderr).toMatch(/^reindex: 1 conversations, in /m);
    expect(done.stderr).toMatch(/2 entries were read; 1 conversations were compared with their logs/);
    expect(await found()).toBe(1);
    expect((await ask(clients.data, 'verifyConversation', { conversationId })).intact).toBe(true);
  });

  it('makes right what is counted, also while a turn runs, and says how much was wrong', async () => {
    const { conversationId } = await say(clients, 'tansy', { userId: 'eve' });
    const messages = async () => {
      const { series } = await ask(clients.insight, 'queryMetrics', {
        metrics: ['METRIC_MESSAGES'],
        filter: ConversationFilter.fromPartial({ userId: 'eve' }),
      });
      return series.flatMap(({ points }) => points.map(({ count }) => count));
    };
    const before = await messages();
    const db = new Database(join(server.dataDir, 'colloquy.db'));
    db.prepare('UPDATE occurrences SET at = 1 WHERE conversation_id = ? AND seq = 2').run(conversationId);
    db.prepare('DELETE FROM occurrences WHERE conversation_id = ? AND seq = 1').run(conversationId);
    db.close();
    const verified = () => ask(clients.data, 'verifyConversation', { conversationId });
    const { differences } = await verified();
    const [lost, made] = ['is not counted', 'is not in the log'].map(
      (what) => differences.filter((one) => one.startsWith('numbers: ') && one.endsWith(what)).length,
    );
    expect(made).toBeGreaterThan(0);
    expect(differences).toHaveLength(lost! + made!);
    const running = stream(clients, '@script steps=2 hang=1', { userId: 'eve' });
    const { turnId } = valueIn('accepted', await running.until(is('accepted')));
    await running.until(is('textDelta'));
    const done = await colloquy(['reindex', '--address', server.address]).exit;
    expect(done.code).toBe(0);
    expect(done.stderr).toContain(`numbers: ${lost} facts were added, ${made} removed`);
    expect((await verified()).intact).toBe(true);
    await ask(clients.chat, 'cancelTurn', { turnId });
    await running.until(is('ended'));
    expect((await verified()).intact).toBe(true);
    expect(await messages()).toEqual(before.map((count) => count + 2));
  });

  it('says so when no server is there', async () => {
    const done = await colloquy(['reindex', '--address', '127.0.0.1:1']).exit;
    expect(done.code).toBe(1);
    expect(done.stderr).not.toBe('');
  });
});
