import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that lets only so much through, either way. */
export interface Relay {
  readonly address: string;
  /** From now on so many bytes, then nothing more until `open`; resolves once that much has come. */
  hold(way: 'up' | 'down', bytes: number): Promise<void>;
  /** Ends the connections that there are; new ones go through whole. */
  open(): void;
  close(): Promise<void>;
}

export async function startRelay(target: string): Promise<Relay> {
  const [host = '', port = ''] = target.split(':');
  const sockets = new Set<Socket>();
  let held: { readonly way: 'up' | 'down'; left: number; readonly full: () => void } | undefined;

  function pass(way: 'up' | 'down', from: Socket, to: Socket): void {
    from.on('data', (bytes) => {
      if (held?.way !== way) {
        to.write(bytes);
        return;
      }
      to.write(bytes.subarray(0, Math.max(held.left, 0)));
      held.left -= bytes.length;
      if (held.left <= 0) held.full();
    });
  }

  const server = createServer((client) => {
    const upstream = connect({ host, port: Number(port) });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      const end = () => {
        client.destroy();
        upstream.destroy();
        sockets.delete(socket);
      };
      socket.on('error', end).on('close', end);
    }
    pass('up', client, upstream);
    pass('down', upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = server.address();
  if (own === null || typeof own !== 'object') throw new Error('the relay has no port');

  function open(): void {
    held = undefined;
    for (const socket of sockets) socket.destroy();
  }
  return {
    address: `127.0.0.1:${own.port}`,
    hold: (way, left) =>
      new Promise((full) => {
        held = { way, left, full };
      }),
    open,
    close() {
      open();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
