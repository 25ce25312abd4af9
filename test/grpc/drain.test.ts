import { once } from 'node:events';
import { type ClientHttp2Session, connect as connectHttp2, constants } from 'node:http2';
import { ServerCredentials } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import type { Calls } from '../../src/api/calls.js';
import { makeServer } from '../../src/grpc/server.js';
import { connect, is, refused, say, startTestService, stream, textOf } from '../support/service.js';

const sessions: ClientHttp2Session[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.destroy();
});

/** A connection, ready for calls. */
async function connection(address: string): Promise<ClientHttp2Session> {
  const session = connectHttp2(`http://${address}`);
  sessions.push(session);
  await once(session, 'remoteSettings');
  return session;
}

/** The code that the server sends the client of a connection away with. */
const sentAway = async (session: ClientHttp2Session) => (await once(session, 'goaway'))[0];

describe('a server that drains', () => {
  it('sends clients to another connection; what runs goes on, and a repeat still finds its turn', async () => {
    const service = await startTestService();
    const [first, second] = [connect(service.address), connect(service.address)];
    const request = { requestId: 'r1' };
    const reading = stream(first, '@script steps=5 ms=60', request);
    await reading.until(is('textDelta'));
    const away = sentAway(await connection(service.address));
    const stopped = service.stop();
    expect(await away).toBe(constants.NGHTTP2_NO_ERROR);
    await reading.until(is('goAway'));
    // The channel of the reader, too, takes a new connection for it.
    expect((await refused(say(first, 'hello', { userId: 'late' }))).reason).toBe('SERVER_DRAINING');
    const again = [first, second].map((clients) => stream(clients, '@script steps=5 ms=60', request));
    expect(await Promise.all([reading, ...again].map(({ over }) => over))).toEqual([undefined, undefined, undefined]);
    for (const each of [reading, ...again]) expect(textOf(each.events)).toBe('w0 w1 w2 w3 w4 ');
    await stopped;
    first.close();
    second.close();
    await service.dispose();
  });

  it.each(['127.0.0.1', 'localhost'])('asks those that come meanwhile as well, on %s', async (host) => {
    const server = makeServer([], {} as Calls);
    const address = `${host}:${await server.listen(`${host}:0`, ServerCredentials.createInsecure())}`;
    const before = sentAway(await connection(address));
    server.drain(10);
    expect(await before).toBe(constants.NGHTTP2_NO_ERROR);
    expect(await sentAway(await connection(address))).toBe(constants.NGHTTP2_NO_ERROR);
    await server.stop(100);
  });
});
