import type { StoreChange } from '../../domain/ports.js';

type Listener = (change: StoreChange) => void;

/** Who is told of commits. What goes wrong in a listener, at once or later, is reported and stays there. */
export function makeListeners(report: (message: string) => void) {
  const listeners = new Set<Listener>();
  const failed = (error: unknown) => report(`a listener to the store failed: ${error}`);

  return {
    add(listener: Listener): () => void {
      const own: Listener = (change) => listener(change);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    /** Once for each conversation that is named. */
    tell(tenantId: string, conversationIds: readonly string[]): void {
      for (const conversationId of new Set(conversationIds)) {
        for (const listener of [...listeners]) {
          try {
            const done: unknown = listener({ kind: 'changed', tenantId, conversationId });
            if (done instanceof Promise) done.catch(failed);
          } catch (error) {
            failed(error);
          }
        }
      }
    },
    clear: () => listeners.clear(),
  };
}
