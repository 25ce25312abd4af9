import { setMaxListeners } from 'node:events';
import { type Mem0Options, makeMem0Memory } from '../../src/adapters/mem0/memory.js';
import type { Fact, MemoryOwner, MemorySource, Remembered } from '../../src/domain/memory.js';
import type { Memory } from '../../src/domain/ports.js';
import { freshId, start } from './build.js';

/** Someone whom nothing is remembered of yet. */
export function someone(over: Partial<MemoryOwner> = {}): MemoryOwner {
  return { tenantId: freshId('tenant'), userId: freshId('user'), ...over };
}

export function fact(text: string, over: Partial<Fact> = {}): Fact {
  return { text, createdAt: start, ...over };
}

export function source(seq = 1, conversationId = freshId('conversation')): MemorySource {
  return { conversationId, seq };
}

/** The signal of a call that nobody ends. */
export const calm = new AbortController().signal;
// Many calls at once have it.
setMaxListeners(0, calm);

/** Mem0 in its worker, without a model and a network where nothing else is said. */
export function openMem0(over: Partial<Mem0Options> & Pick<Mem0Options, 'rows'>): Promise<Memory> {
  return makeMem0Memory({
    kind: 'mem0',
    embedder: 'words',
    embedderKey: undefined,
    embedderUrl: undefined,
    model: { name: 'offline', timeoutMs: 5_000, maxRetries: 0 },
    windowTokens: 4_000,
    hosted: undefined,
    warn: () => undefined,
    tell: () => undefined,
    state: () => undefined,
    ...over,
  });
}

/** All of an owner's memories, newest first. */
export async function allOf(memory: Memory, owner: MemoryOwner): Promise<Remembered[]> {
  return memory.list(owner, undefined, 100_000, calm);
}

export async function textsOf(memory: Memory, owner: MemoryOwner): Promise<string[]> {
  return (await allOf(memory, owner)).map(({ text }) => text);
}

export const texts = (items: readonly { readonly text: string }[]): string[] => items.map(({ text }) => text);

/** What a failed call fails with: the kind of its fault. */
export async function faultOf(call: Promise<unknown>): Promise<string> {
  const error = await errorOf(call);
  const { fault } = error as { fault?: { kind: string } };
  return fault?.kind ?? String(error);
}

/** What the log tells of a failed call beside its fault: the message of the cause. */
export async function causeOf(call: Promise<unknown>): Promise<string> {
  const { cause } = (await errorOf(call)) as { cause?: unknown };
  return cause instanceof Error ? cause.message : '';
}

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  const answer = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('value' in answer) throw new Error(`expected a failure, got ${JSON.stringify(answer.value)}`);
  return answer.error;
}
