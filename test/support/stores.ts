import { mongoTest } from './mongodb.js';

export interface StoreUnderTest {
  readonly name: string;
  /** The variables that make a service use it; a new database each time. */
  env(): Record<string, string>;
}

/** The stores that this run has: what holds over the wire must hold on each. */
export function storesUnderTest(): StoreUnderTest[] {
  const stores: StoreUnderTest[] = [{ name: 'embedded', env: () => ({}) }];
  if (mongoTest()) {
    const env = () => {
      const { uri = '', database = '' } = mongoTest() ?? {};
      return { MONGODB_URI: uri, MONGODB_DATABASE: database };
    };
    stores.push({ name: 'mongodb', env });
  }
  return stores;
}
