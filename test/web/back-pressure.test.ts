import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCalls } from '../../src/api/calls.js';
import { identifyByKey } from '../../src/api/identity.js';
import { makeLog } from '../../src/log.js';
import { makeGuard } from '../../src/web/guard.js';
import type { Rpc } from '../../src/web/rpc.js';
import { makeSockets, type Sockets } from '../../src/web/sockets.js';

const pingEveryMs = 200;
const text = 'x'.repeat(10_000);

describe('a WebSocket of a stream that never ends', () => {
  let server: Server;
  let sockets: Sockets;
  let pulled: number;
  let over: Promise<void>;

  beforeEach(async () => {
    pulled = 0;
    let end = () => {};
    over = new Promise((resolve) => {
      end = resolve;
    });
    async function* endless() {
      try {
        for (;;) {
          pulled++;
          yield {};
          // Others have their turn, as with a stream that waits for a store.
          if (pulled % 100 === 0) await new Promise(setImmediate);
        }
      } finally {
        end();
      }
    }
    const rpc: Rpc = { path: '/x', method: endless, write: () => text, read: () => ({ request: {}, violations: [] }) };
    const streams = new Map([['ConversationService/WatchConversations', rpc]]);
    const calls = makeCalls(makeLog('silent'), identifyByKey);
    const guard = makeGuard('127.0.0.1:0', [], false);
    sockets = makeSockets({ streams, unary: new Map() }, calls, guard, () => ({ get: () => [] }), pingEveryMs);
    server = createServer().on('upgrade', sockets.upgrade).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
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
    const stopped = await open();
    await over;
    // What the machine's own buffers hold of it; without a bound it is hundreds of megabytes in that time.
    expect(pulled * text.length).toBeLessThan(16 * 1024 * 1024);
    stopped.destroy();
  });

  it('stays open for a reader that is slow and answers each ping too late', async () => {
    const slow = await open();
    let closed = false;
    slow.on('close', () => {
      closed = true;
    });
    const started = performance.now();
    while (performance.now() - started < 6 * pingEveryMs) {
      if (slow.read() === null) await once(slow, 'readable');
      else await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(closed).toBe(false);
    expect(pulled * text.length).toBeGreaterThan(1024 * 1024);
    slow.destroy();
    await over;
  });
});
