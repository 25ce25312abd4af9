import { Container } from 'inversify';
import type { Config } from '../config.js';
import { conversing } from './conversing.js';
import { edge } from './edge.js';
import { insight } from './insight.js';
import { keeping } from './keeping.js';
import { embedded, mem0, mongo, off, store } from './stores.js';
import { tokens } from './tokens.js';

/** Everything, wired; nothing is made before it is asked for. Resources are closed by whoever asked, in its own order. */
export function compose(config: Config): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(tokens.config).toConstantValue(config);
  container.load(conversing, keeping, insight, edge);
  container.load(store, config.mongo ? mongo : embedded, config.memory === 'off' ? off : mem0);
  return container;
}
