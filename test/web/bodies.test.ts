import { once } from 'node:events';
import type { OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCalls } from '../../src/api/calls.js';
import { identifyByKey } from '../../src/api/identity.js';
import type { Sessions } from '../../src/api/sessions.js';
import { ChatServiceService } from '../../src/gen/colloquy/v1/chat_service.js';
import { makeLog } from '../../src/log.js';
import { makeWebServer } from '../../src/web/server.js';
import { send } from '../support/http.js';
import { startTestService, type TestService } from '../support/service.js';
import { readFailure } from '../support/socket.js';

const json = { 'content-type': 'application/json' };

describe('a body in JSON', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ env: { COLLOQUY_WEB_ADDRESS: '127.0.0.1:0' } });
  });
  afterAll(() => service.dispose());
  const call = async (method: string, body: string | Buffer, headers: OutgoingHttpHeaders = json) => {
    const { status, body: answer } = await send(service.web, 'POST', `/v1/${method}`, headers, body);
    return { status, answer, ...readFailure(answer) };
  };

  it('that is no such message is refused, by the name of the field where that is known', async () => {
    const message = 'colloquy.v1.CreateConversationRequest';
    for (const [body, ...fields] of [
      ['', message],
      ['[]', message],
      ['null', message],
      ['{"userId":', message],
      ['{"metadata":{"__proto__":1}}', message],
      ['{"userId":"ada","metadata":{"a":"\\ud800"}}', message],
      ['{"userId":"ada","metadata":{"\\ud800":1,"\\ud801":2}}', message],
      [`${'['.repeat(500_000)}${']'.repeat(500_000)}`, message],
      ['{"userId":7}', 'user_id'],
      ['{"nobody":1,"userId":"ada","toString":2}', 'nobody', 'toString'],
    ] as const) {
      const refused = await call('ConversationService/CreateConversation', body);
      expect(refused, body.slice(0, 99)).toMatchObject({ status: 400, reason: 'INVALID_ARGUMENT', fields });
      expect(refused.answer).not.toContain('call stack');
    }
  });

  it('that names a day that no month has is refused, by the name of the field', async () => {
    const filter = { createdFrom: '2026-02-29T00:00:00Z', createdTo: '2026-04-31T00:00:00+02:00' };
    const refused = await call('ConversationService/ListConversations', JSON.stringify({ filter }));
    const fields = ['filter.created_from', 'filter.created_to'];
    expect(refused).toMatchObject({ status: 400, reason: 'INVALID_ARGUMENT', fields });
    const leap = { filter: { createdFrom: '2028-02-29T00:00:00Z' } };
    expect((await call('ConversationService/ListConversations', JSON.stringify(leap))).status).toBe(200);
  });

  it('whose enum is wrong is told of its names, not of their numbers', async () => {
    const body = JSON.stringify({ conversationId: 'c'.repeat(8), role: 'ROLE_AGENT', text: 'x' });
    const refused = await call('ConversationService/AddMessage', body);
    expect(refused.answer).toContain('"must be in list [ROLE_USER, ROLE_HUMAN, ROLE_SYSTEM]"');
  });

  it('is UTF-8, and is sent as it is', async () => {
    const method = 'ConversationService/FindOrCreateConversation';
    const body = JSON.stringify({ userId: 'utf' });
    const charset = (name: string) => ({ 'content-type': `application/json; charset=${name}` });
    const uncompressed = { ...json, 'content-encoding': 'identity' };
    for (const headers of [charset('UTF-8'), charset('"utf-8"'), uncompressed]) {
      expect((await call(method, body, headers)).status).toBe(200);
    }
    for (const name of ['iso-8859-1', 'utf-16', '"utf-7"']) {
      expect(await call(method, body, charset(name))).toMatchObject({ status: 415, fields: ['content-type'] });
    }
    const zipped = await call(method, gzipSync(body), { ...json, 'content-encoding': 'gzip' });
    expect(zipped).toMatchObject({ status: 415, fields: ['content-encoding'] });
    const damaged = await call('ChatService/Chat', Buffer.from('{"userId":"utf","text":"\xff\xfe"}', 'latin1'));
    expect(damaged).toMatchObject({ status: 400, fields: ['colloquy.v1.ChatRequest'] });
  });

  it('is 1 MiB at most, however it comes', async () => {
    const large = JSON.stringify({ userId: 'ada', text: 'x'.repeat(1024 * 1024) });
    for (const headers of [json, { ...json, 'transfer-encoding': 'chunked' }]) {
      const refused = await call('ChatService/Chat', large, headers);
      expect(refused).toMatchObject({ status: 413, reason: 'REQUEST_TOO_LARGE' });
    }
  });

  it('that breaks off is no error of the service', async () => {
    const lines: string[] = [];
    const log = makeLog('info', { write: (line) => lines.push(line) });
    const sessions: Sessions = { identify: identifyByKey, needed: false, open: () => ({ tenantId: '', session: '' }) };
    const services = [{ definition: ChatServiceService, methods: {} }];
    const options = { address: '127.0.0.1:0', hosts: [], certificates: undefined, heartbeatMs: 15_000 };
    const server = makeWebServer(services, makeCalls(log, identifyByKey), sessions, new Map(), log, options);
    const port = await server.listen();
    const leaving = connect(port, '127.0.0.1');
    leaving.write(
      'POST /v1/ChatService/Chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
        'Content-Length: 100\r\nExpect: 100-continue\r\n\r\n',
    );
    await once(leaving, 'data');
    leaving.destroy();
    // What the end of a connection sets off has run by the time that another was served.
    expect((await send(`127.0.0.1:${port}`, 'GET', '/session')).status).toBe(200);
    await server.stop(10_000);
    expect(lines).toEqual([]);
  });
});
