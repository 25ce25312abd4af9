import { onTestFinished } from 'vitest';
import type { Agent } from '../../src/domain/ports.js';
import { type Dialect, type Sent, startModel } from '../support/model-server.js';
import { scripted } from './support.js';

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
