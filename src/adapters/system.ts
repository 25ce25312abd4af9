import { randomFillSync } from 'node:crypto';
import type { Clock, Ids } from '../domain/ports.js';

export const systemClock: Clock = { now: () => Date.now() };

const random = Buffer.alloc(4096);
let used = random.length;

/** UUIDs of version 7 (RFC 9562): 48 bits of milliseconds, then random bits. */
export const systemIds: Ids = {
  next() {
    if (used + 10 > random.length) {
      randomFillSync(random);
      used = 0;
    }
    const time = Date.now().toString(16).padStart(12, '0');
    const bits = random.subarray(used, used + 10);
    used += 10;
    const version = 0x7000 | (bits.readUInt16BE(0) & 0x0fff);
    const variant = 0x8000 | (bits.readUInt16BE(2) & 0x3fff);
    const tail = bits.toString('hex', 4);
    return `${time.slice(0, 8)}-${time.slice(8)}-${version.toString(16)}-${variant.toString(16)}-${tail}`;
  },
};
