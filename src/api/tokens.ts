import { createHmac, timingSafeEqual } from 'node:crypto';
import { invalid } from '../domain/errors.js';

/**
 * Opaque tokens for callers: page tokens and cursors. Signed, and bound to a use (what kind of token, which tenant, which
 * call and request): any other token, or the same elsewhere, is an invalid argument.
 */
export interface Tokens {
  sign(use: readonly string[], content: unknown): string;
  /** The content; throws `invalid-argument` on `field` for a token that is not ours or was made for another use. */
  open<T>(use: readonly string[], token: string, field: string): T;
}

const macBytes = 16;

export function makeTokens(secret: Uint8Array): Tokens {
  function mac(use: readonly string[], payload: string): Buffer {
    return createHmac('sha256', secret).update(JSON.stringify(use)).update(payload).digest().subarray(0, macBytes);
  }
  return {
    sign(use, content) {
      const payload = JSON.stringify(content);
      return Buffer.concat([mac(use, payload), Buffer.from(payload)]).toString('base64url');
    },
    open(use, token, field) {
      const bytes = Buffer.from(token, 'base64url');
      const payload = bytes.subarray(macBytes).toString();
      // The second comparison refuses other spellings of the same bytes.
      const ours =
        bytes.length > macBytes &&
        timingSafeEqual(bytes.subarray(0, macBytes), mac(use, payload)) &&
        bytes.toString('base64url') === token;
      if (!ours) throw invalid(field, 'not a token that this call gave for this request');
      return JSON.parse(payload);
    },
  };
}
