import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be made to fail. */
export interface FaultProxy {
  readonly port: number;
  /** Ends every connection and refuses new ones, until `restore`. */
  cut(): void;
  /** Takes everything and forwards nothing, either way, until `restore`. */
  hang(): void;
  restore(): void;
  /** Forwards the next request that contains these words, and ends its connection, or all, in place of its reply. */
  loseReplyTo(words: string, and?: 'cut'): void;
  /** Resolves once a request that contains these words is there; it is not forwarded, and all hangs until `restore`. */
  hold(words: string): Promise<void>;
  /** Replies lost so far. */
  readonly lost: number;
  /** The ids of the sessions of MongoDB that transactions were begun in through here. */
  readonly sessions: ReadonlyMap<string, Buffer>;
  close(): Promise<void>;
}

export async function startProxy(target: { host: string; port: number }): Promise<FaultProxy> {
  let mode: 'open' | 'cut' | 'hang' = 'open';
  let words: string | undefined;
  let cutAfter = false;
  let lost = 0;
  const sessions = new Map<string, Buffer>();
  let holding: { readonly words: string; held(): void } | undefined;
  const pairs = new Set<readonly [Socket, Socket]>();

  const server = createServer((client) => {
    if (mode === 'cut') {
      client.destroy();
      return;
    }
    const upstream = connect(target);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const end = () => {
      client.destroy();
      upstream.destroy();
      pairs.delete(pair);
    };
    let losing = false;
    client.on('data', (chunk) => {
      if (mode === 'hang') return;
      const session = chunk.includes('startTransaction') ? sessionIn(chunk) : undefined;
      if (session) sessions.set(session.toString('hex'), session);
      if (holding && chunk.includes(holding.words)) {
        mode = 'hang';
        holding.held();
        holding = undefined;
        return;
      }
      if (words !== undefined && chunk.includes(words)) {
        words = undefined;
        losing = true;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (mode === 'hang') return;
      if (losing) {
        lost++;
        end();
        if (cutAfter) cut();
      } else {
        client.write(chunk);
      }
    });
    for (const socket of pair) socket.on('error', end).on('close', end);
  });

  function cut(): void {
    mode = 'cut';
    endAll();
  }

  function endAll(): void {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('the proxy has no port');
  return {
    port: address.port,
    cut,
    hang() {
      mode = 'hang';
    },
    restore() {
      // What was swallowed is gone: connections that hung are of no use.
      if (mode === 'hang') endAll();
      mode = 'open';
    },
    loseReplyTo(some, and) {
      words = some;
      cutAfter = and === 'cut';
    },
    hold(some) {
      return new Promise((held) => {
        holding = { words: some, held };
      });
    },
    sessions,
    get lost() {
      return lost;
    },
    close() {
      endAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const lsid = Buffer.from('\x03lsid\0');

/** In BSON: the 16 bytes behind the lengths and names of `lsid: { id: UUID }`. */
function sessionIn(message: Buffer): Buffer | undefined {
  const at = message.indexOf(lsid);
  return at < 0 ? undefined : Buffer.from(message.subarray(at + 19, at + 35));
}
