import { onTestFinished } from 'vitest';
import type { Agent } from '../../src/domain/ports.js';
import { anthropic, type Dialect, ollama, openAi, responses, type Sent, startModel } from '../support/model-server.js';
import { scripted } from './support.js';

/** What providers speak, each with its word for an answer that is whole. */
export const dialects: readonly { readonly dialect: Dialect; readonly end: string }[] = [
  { dialect: openAi, end: 'stop' },
  { dialect: responses, end: 'completed' },
  { dialect: anthropic, end: 'end_turn' },
  { dialect: ollama, end: 'stop' },
];

/** An agent whose model gives these bodies, and the last one again and again; it is there until the test is over. */
export async function answering(
  dialect: Dialect,
  bodies: readonly string[],
  maxRetries = 0,
): Promise<{ readonly agent: Agent; readonly sent: readonly Sent[] }> {
  const server = await startModel(dialect, (nth) => bodies[Math.min(nth, bodies.length - 1)] ?? '');
  onTestFinished(() => server.close());
  const model = { name: dialect.model, apiKey: 'k', baseUrl: server.url, timeoutMs: 2000, maxRetries };
  return { agent: await scripted({ model }), sent: server.sent };
}
