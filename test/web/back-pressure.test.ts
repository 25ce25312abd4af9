import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { makeCalls } from '../../src/api/calls.js';
import { identifyByKey } from '../../src/api/identity.js';
import type { Call } from '../../src/api/methods.js';
import { makeLog } from '../../src/log.js';
import { makeGuard } from '../../src/web/guard.js';
import { webLimits } from '../../src/web/limits.js';
import type { Rpc } from '../../src/web/rpc.js';
import { makeSockets, type Sockets } from '../../src/web/sockets.js';

const pingEveryMs = 200;
const never = 2 ** 31 - 1;
const text = 'x'.repeat(10_000);

describe('a WebSocket of a stream that never ends', () => {
  let server: Server;
  let sockets: Sockets;
  let pulled: number;
  let over: Promise<void>;

  async function serve(every = pingEveryMs): Promise<void> {
    pulled = 0;
    let end = () => {};
    over = new Promise((resolve) => {
      end = resolve;
    });
    async function* endless(_: object, { signal }: Call) {
      try {
        for (;;) {
          pulled++;
          yield {};
          // Where nobody is pinged, it says one thing and then nothing more.
          if (every === never) await once(signal, 'abort');
        }
      } finally {
        end();
      }
    }
    const rpc: Rpc = { path: '/x', method: endless, write: () => text, read: () => ({ request: {}, violations: [] }) };
    const streams = new Map([['ConversationService/WatchConversations', rpc]]);
    const calls = makeCalls(makeLog('silent'), identifyByKey);
    const guard = makeGuard('127.0.0.1:0', [], false);
    sockets = makeSockets({ streams, unary: new Map() }, calls, guard, () => ({ get: () => [] }), every);
    server = createServer().on('upgrade', sockets.upgrade).listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  afterEach(() => {
    sockets.close();
    server.close();
  });

  async function open(): Promise<Socket> {
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    const key = randomBytes(16).toString('base64');
    socket.write(
      `GET /v1/conversations HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    await once(socket, 'readable');
    return socket;
  }

  it('is pulled no further than what its reader takes, and is over when the reader takes nothing', async () => {
    await serve();
    const stopped = await open();
    await over;
    // What the machine's own buffers hold of it; without a bound it is hundreds of megabytes in that time.
    expect(pulled * text.length).toBeLessThan(16 * 1024 * 1024);
    stopped.destroy();
  });

  it('is one of a thousand at most; more are refused until one goes', async () => {
    await serve(never);
    const limit = webLimits.max_web_sockets;
    const all: Socket[] = [];
    while (all.length < limit) all.push(...(await Promise.all(Array.from({ length: 50 }, open))));
    const extra = await open();
    expect(headOf(extra)).toMatch(/^HTTP\/1.1 429 .*TOO_MANY_SOCKETS/s);
    all[0]?.destroy();
    await over;
    const next = await open();
    expect(headOf(next)).toMatch(/^HTTP\/1.1 101 /);
    for (const socket of [...all, next]) socket.destroy();
  });

  it('stays open for a reader that is slow and answers each ping too late', async () => {
    const every = 2 * pingEveryMs;
    await serve(every);
    const slow = await open();
    let closed = false;
    const gone = once(slow, 'close').then(() => {
      closed = true;
    });
    const started = performance.now();
    while (!closed && performance.now() - started < 4 * every) {
      if (slow.read() === null) await Promise.race([once(slow, 'readable'), gone]);
      else await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(closed).toBe(false);
    expect(pulled * text.length).toBeGreaterThan(1024 * 1024);
    slow.destroy();
    await over;
  });
});

/** The beginning of what has come. */
function headOf(socket: Socket): string {
  const bytes: Buffer | null = socket.read();
  return bytes?.subarray(0, 1000).toString() ?? '';
}
