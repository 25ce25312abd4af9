import type { ChannelCredentials, Client, ClientOptions } from '@grpc/grpc-js';
import { DataServiceClient, type GetServerInfoResponse } from '../gen/colloquy/v1/data_service.js';
import { answer, type Connection, connectionOf, type Reach, soon } from './connection.js';
import { isServiceError, problemOfCall } from './problem.js';
import { plainScreen, type Screen } from './screen.js';

/** What a command that calls a server does it with. */
export interface Calling<C> {
  readonly client: C;
  readonly connection: Connection;
  readonly screen: Screen;
}

type ClientClass<C> = new (address: string, credentials: ChannelCredentials, options: ClientOptions) => C;

/**
 * Has `act` call the server that `reach` names, once it answers; resolves with the exit code: that of `act`, or 1 for a
 * call that failed, which is told.
 */
export async function calling<C extends Client>(
  reach: Reach,
  Service: ClientClass<C>,
  act: (calling: Calling<C>) => Promise<number>,
): Promise<number> {
  const screen = plainScreen();
  const connection = connectionOf(reach);
  const client = new Service(connection.address, connection.credentials, connection.options);
  try {
    await expectServer(connection);
    return await act({ client, connection, screen });
  } catch (error) {
    if (!isServiceError(error)) throw error;
    screen.problem(problemOfCall(error, connection.address));
    return 1;
  } finally {
    client.close();
  }
}

/** Throws the failure when no server answers: one that is not there is a mistake now, and one to wait for later. */
export async function expectServer({ address, credentials, metadata, options }: Connection): Promise<void> {
  const client = new DataServiceClient(address, credentials, options);
  try {
    await answer<GetServerInfoResponse>((done) => client.getServerInfo({}, metadata, soon(), done));
  } finally {
    client.close();
  }
}
