import { randomUUID } from 'node:crypto';
import { mongoTest } from './mongodb.js';

export interface StoreUnderTest {
  readonly name: string;
  /** The variables that make a service use it; a new database each time. */
  env(): Record<string, string>;
}

/** The stores that this run has: what holds over the wire must hold on each. */
export function storesUnderTest(): StoreUnderTest[] {
  const stores: StoreUnderTest[] = [{ name: 'embedded', env: () => ({}) }];
  const mongo = mongoTest();
  if (mongo) {
    const env = () => ({
      MONGODB_URI: mongo.uri,
      MONGODB_DATABASE: `t_${randomUUID().replaceAll('-', '').slice(0, 20)}`,
    });
    stores.push({ name: 'mongodb', env });
  }
  return stores;
}
