import type { Conversation } from '../../src/gen/colloquy/v1/resources.js';
import type { ServerProcess } from '../support/process.js';
import { ask, connect, is, resume } from '../support/service.js';
import { until } from '../support/until.js';

/** The conversation of a user on the channel of the program. */
export async function conversationOf(server: ServerProcess, userId: string): Promise<Conversation | undefined> {
  const clients = connect(server.address);
  try {
    const filter = { userId, channels: [], statuses: [], stages: [], owners: [], metadata: {} } as never;
    const { conversations } = await ask(clients.conversations, 'listConversations', { filter });
    return conversations[0];
  } finally {
    clients.close();
  }
}

/** Resolves once the reply that runs in the user's conversation has begun. */
export async function replyBegun(server: ServerProcess, userId: string): Promise<void> {
  const running = await until('a running turn', async () => (await conversationOf(server, userId))?.activeTurnId);
  const clients = connect(server.address);
  const reading = resume(clients, { turnId: running });
  await reading.until(is('textDelta'));
  reading.cancel();
  await reading.over;
  clients.close();
}
