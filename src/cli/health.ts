import { Client, status } from '@grpc/grpc-js';
import { service } from 'grpc-health-check';
import { connectionOf, type Reach, soon } from './connection.js';
import { causeIn } from './problem.js';

export interface Health {
  /** Undefined when no server answered; then `detail` says why. */
  readonly status: string | undefined;
  readonly detail: string;
}

/** Asks a server by grpc.health.v1 how it is; an empty name means the server as a whole. */
export function askHealth(reach: Reach, name: string, timeoutMs: number): Promise<Health> {
  const { address, credentials, options } = connectionOf(reach);
  const client = new Client(address, credentials, options);
  const method = service['Check'];
  if (!method) throw new Error('grpc-health-check has no Check');
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      { service: name },
      soon(timeoutMs),
      (error, response) => {
        client.close();
        if (!error)
          resolve({ status: (response as { status?: string } | undefined)?.status ?? 'UNKNOWN', detail: address });
        // The protocol's own word, which Check has no answer for.
        else if (error.code === status.NOT_FOUND) resolve({ status: 'SERVICE_UNKNOWN', detail: address });
        else resolve({ status: undefined, detail: `${causeIn(error.details)} (${address})` });
      },
    );
  });
}

/** Prints how the server is; resolves with the exit code: 0 when it serves. For containers and scripts. */
export async function health(options: Reach & { readonly service: string; readonly timeout: number }): Promise<number> {
  const { status, detail } = await askHealth(options, options.service, options.timeout);
  process.stdout.write(`${status ?? `no answer: ${detail}`}\n`);
  return status === 'SERVING' ? 0 : 1;
}
