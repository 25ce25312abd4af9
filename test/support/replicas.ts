import { type Exit, type ServerProcess, startServer } from './process.js';
import { connect } from './service.js';

export type Clients = ReturnType<typeof connect>;

/** A server process, or its successors on the same address and data, with clients of it. */
export interface Replica {
  readonly address: string;
  readonly clients: Clients;
  readonly up: boolean;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGSTOP: neither it nor its leases' renewals go on until `wake`. */
  pause(): void;
  wake(): void;
  /** SIGTERM; `up` until it has ended. */
  stop(): Promise<Exit>;
  /** Starts it again. */
  again(): Promise<void>;
}

/** Processes that share a store. */
export interface Fleet {
  readonly replicas: readonly Replica[];
  /** Clients of a replica that is up, another than `not` where there is one; waits for one. */
  up(not?: Clients): Promise<Clients>;
  /** Ends all that still runs. */
  close(): Promise<void>;
}

/** Starts a replica for each environment. */
export async function startFleet(envs: readonly Readonly<Record<string, string>>[]): Promise<Fleet> {
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  const replicas = await Promise.all(envs.map((env) => startReplica(env, wake)));
  return {
    replicas,
    up: (not) =>
      new Promise((found) => {
        const look = () => {
          const those = replicas.filter(({ up }) => up).map(({ clients }) => clients);
          const one = those.find((clients) => clients !== not) ?? those[0];
          if (!one) return;
          waiting.delete(look);
          found(one);
        };
        waiting.add(look);
        look();
      }),
    async close() {
      for (const replica of replicas) {
        replica.clients.close();
        if (replica.up) await replica.kill();
      }
    },
  };
}

async function startReplica(env: Readonly<Record<string, string>>, changed: () => void): Promise<Replica> {
  let server: ServerProcess = await startServer({ env });
  let clients = connect(server.address);
  let up = true;
  return {
    address: server.address,
    get clients() {
      return clients;
    },
    get up() {
      return up;
    },
    kill() {
      up = false;
      return server.kill();
    },
    pause: () => server.running.kill('SIGSTOP'),
    wake: () => server.running.kill('SIGCONT'),
    async stop() {
      const exit = await server.stop();
      up = false;
      return exit;
    },
    async again() {
      server = await server.again();
      clients.close();
      clients = connect(server.address);
      up = true;
      changed();
    },
  };
}
