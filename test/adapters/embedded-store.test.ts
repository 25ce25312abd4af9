import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../src/adapters/embedded/store.js';
import { conversationStoreContract } from '../contracts/conversation-store.js';

conversationStoreContract('the embedded store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-'));
  const made = { store: await openEmbeddedStore(folder) };
  return {
    get store() {
      return made.store;
    },
    async reopen() {
      await made.store.close();
      made.store = await openEmbeddedStore(folder);
      return made.store;
    },
    async dispose() {
      await made.store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
