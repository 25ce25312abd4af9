import { afterAll, beforeAll, describe } from 'vitest';
import type { ConversationStore } from '../../src/domain/ports.js';
import { archives } from './store-archive.js';
import { claims } from './store-claims.js';
import { commits } from './store-commits.js';
import { concurrency } from './store-concurrency.js';
import { discrepancies } from './store-discrepancies.js';
import { durability } from './store-durability.js';
import { erasurePlaces } from './store-erasure-places.js';
import { erasures } from './store-erasures.js';
import { history } from './store-history.js';
import { lessons } from './store-lessons.js';
import { lists } from './store-lists.js';
import { logs } from './store-logs.js';
import { numbers } from './store-numbers.js';
import { pieces } from './store-pieces.js';
import { search } from './store-search.js';
import { stops } from './store-stops.js';
import { summaries } from './store-summaries.js';
import { turns } from './store-turns.js';
import { watching } from './store-watching.js';

export interface StoreUnderTest {
  readonly store: ConversationStore;
  /** Closes the store and opens it again over the same data. */
  reopen(): Promise<ConversationStore>;
  /** Closes whatever is open and removes the data. */
  dispose(): Promise<void>;
}

/** What every adapter of `ConversationStore` promises. `make` gives an empty store; few are made. */
export function conversationStoreContract(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the promises of a conversation store`, () => {
    describe('in use', () => {
      let made: StoreUnderTest;
      beforeAll(async () => {
        made = await make();
      });
      afterAll(() => made.dispose());
      const store = () => made.store;

      describe('commits', () => commits(store));
      describe('open conversations and request ids', () => claims(store));
      describe('many at once', () => concurrency(store));
      describe('lists of conversations', () => lists(store));
      describe('logs', () => logs(store));
      describe('archived logs', () => archives(store));
      describe('turns', () => turns(store));
      describe('turns that are to stop', () => stops(store));
      describe('pieces of running turns', () => pieces(store));
      describe('lessons', () => lessons(store));
      describe('conversations that are to be summarized', () => summaries(store));
      describe('moments of the history', () => history(store));
      describe('numbers', () => numbers(store));
      describe('search', () => search(store));
      describe('watching', () => watching(store));
      describe('erasures', () => erasures(store));
      describe('what erasures go through', () => erasurePlaces(store));
      describe('what is kept beside documents', () => discrepancies(store));
    });
    describe('closed and opened again', () => durability(make));
  });
}
