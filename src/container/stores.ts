import { ContainerModule } from 'inversify';
import { memoryOff } from '../adapters/memory/off.js';
import { withArchive } from '../application/with-archive.js';
import { tokens } from './tokens.js';

/** The store with its archive. */
export const store = new ContainerModule(({ bind }) => {
  bind(tokens.store).toResolvedValue(
    async (store, { archive }) => {
      if (!archive) return withArchive(store);
      const [{ openS3Blobs }, { makeLogArchive }] = await Promise.all([
        import('../adapters/archive/s3.js'),
        import('../adapters/archive/log-archive.js'),
      ]);
      const onS3 = makeLogArchive(await openS3Blobs(archive));
      const close = () => Promise.all([onS3.close(), store.close()]).then(() => undefined);
      return withArchive({ ...store, archive: onS3, close });
    },
    [tokens.ownStore, tokens.config],
  );
});

export const embedded = new ContainerModule(({ bind }) => {
  bind(tokens.ownStore).toResolvedValue(
    async (config, log) => {
      const { openEmbeddedStore } = await import('../adapters/embedded/store.js');
      return openEmbeddedStore(config.dataDir, { warn: (message) => log.warn({}, message) });
    },
    [tokens.config, tokens.log],
  );
});

export const mongo = new ContainerModule(({ bind }) => {
  bind(tokens.ownStore).toResolvedValue(
    async ({ mongo: options = { uri: '', database: '' } }, log) => {
      const { openMongoStore } = await import('../adapters/mongo/store.js');
      return openMongoStore({ ...options, warn: (message) => log.warn({}, message) });
    },
    [tokens.config, tokens.log],
  );
});

export const mem0 = new ContainerModule(({ bind }) => {
  bind(tokens.memory).toResolvedValue(
    // After the store: what is missing in its database is made by it.
    async (config, log, conditions, _store) => {
      const { makeMem0Memory } = await import('../adapters/mem0/memory.js');
      const { memory, mongo, dataDir, embedder, model, mem0: hosted } = config;
      return makeMem0Memory({
        kind: memory === 'mem0-hosted' ? 'mem0-hosted' : 'mem0',
        rows: mongo ?? { dataDir },
        embedder: embedder.name,
        embedderKey: embedder.apiKey,
        embedderUrl: embedder.baseUrl,
        model,
        hosted,
        warn: (message) => log.warn({}, message),
        tell: (message) => log.info({}, message),
        state: (wrong) => conditions.set('memory', wrong),
      });
    },
    [tokens.config, tokens.log, tokens.conditions, tokens.store],
  );
});

export const off = new ContainerModule(({ bind }) => {
  bind(tokens.memory).toResolvedValue(
    async ({ mongo, dataDir }) => {
      const { makeRowsLeft } = await import('../adapters/mem0/opening.js');
      return { ...memoryOff, ...makeRowsLeft(mongo ?? { dataDir }) };
    },
    [tokens.config],
  );
});
