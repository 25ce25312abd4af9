import { createHmac } from 'node:crypto';
import type { Pseudonym } from '../domain/erasure.js';

/** By HMAC-SHA-256 with the store's secret. */
export function makePseudonym(secret: Uint8Array): Pseudonym {
  return (...parts) =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['erasure', ...parts]))
      .digest('base64url');
}
