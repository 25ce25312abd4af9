import { DataServiceClient, type GetServerInfoResponse } from '../gen/colloquy/v1/data_service.js';
import { answer, type Connection, soon } from './connection.js';

/** Throws the failure when no server answers: one that is not there is a mistake now, and one to wait for later. */
export async function expectServer({ address, credentials, metadata, options }: Connection): Promise<void> {
  const client = new DataServiceClient(address, credentials, options);
  try {
    await answer<GetServerInfoResponse>((done) => client.getServerInfo({}, metadata, soon(), done));
  } finally {
    client.close();
  }
}
