import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Authority, hasOpenssl, makeAuthority, replace } from '../support/certificates.js';
import { send } from '../support/http.js';
import { colloquy, temporaryFolder } from '../support/process.js';
import { ask, startTestService, type TestService } from '../support/service.js';
import { openSocket, readFailure, refusedSocket } from '../support/socket.js';
import { until } from '../support/until.js';

const json = { 'content-type': 'application/json' };

describe('HTTP at the web address', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ env: { COLLOQUY_WEB_ADDRESS: '127.0.0.1:0' } });
  });
  afterAll(() => service.dispose());
  const call = (method: string, body: object, headers: OutgoingHttpHeaders = json) =>
    send(service.web, 'POST', `/v1/${method}`, headers, JSON.stringify(body));

  it('calls the methods of the contract in JSON', async () => {
    const said = await call('ChatService/Chat', { userId: 'ada', text: 'hello', metadata: { deep: { n: 1 } } });
    expect(said.status).toBe(200);
    expect(said.headers['content-type']).toBe('application/json');
    const { conversationId, reply } = JSON.parse(said.body);
    expect(reply).toMatchObject({ role: 'ROLE_AGENT', text: 'ok', seq: '2' });
    // Names as in the proto files are as good.
    const taken = await call('ConversationService/TakeOver', { conversation_id: conversationId, human_id: 'grace' });
    expect(JSON.parse(taken.body).conversation.owner).toEqual({ kind: 'OWNER_KIND_HUMAN', id: 'grace', epoch: '2' });
    const { conversation } = await ask(service.conversations, 'getConversation', { conversationId });
    expect(conversation?.owner).toEqual({ kind: 'OWNER_KIND_HUMAN', id: 'grace', epoch: 2 });
  });

  it('answers errors as google.rpc.Status, each with the code of HTTP that fits', async () => {
    const missing = await call('ConversationService/GetConversation', { conversationId: 'nowhere' });
    expect({ status: missing.status, ...readFailure(missing.body) }).toMatchObject({
      status: 404,
      code: 5,
      reason: 'CONVERSATION_NOT_FOUND',
    });
    const wrong = await call('ConversationService/AddMessage', { role: 'ROLE_HUMAN', text: ' ' });
    expect({ status: wrong.status, ...readFailure(wrong.body) }).toEqual({
      status: 400,
      code: 3,
      reason: 'INVALID_ARGUMENT',
      fields: ['conversation_id', 'text', 'author_id'],
    });
    const created = await call('ConversationService/CreateConversation', { userId: 'eve' });
    expect(created.status).toBe(200);
    expect((await call('ConversationService/CreateConversation', { userId: 'eve' })).status).toBe(409);
  });

  it('has no method that is not in the contract, and no stream but as a WebSocket', async () => {
    for (const method of ['ChatService/Nothing', 'X/Chat', 'ConversationService/toString']) {
      expect((await call(method, {})).status, method).toBe(404);
    }
    for (const method of [
      'ChatService/StreamChat',
      'ConversationService/WatchConversation',
      'DataService/ExportConversations',
      'DataService/ImportConversations',
    ]) {
      for (const verb of ['GET', 'POST']) {
        const { status, body } = await send(service.web, verb, `/v1/${method}`, json);
        expect({ status, ...readFailure(body) }, method).toMatchObject({ status: 404, reason: 'UNIMPLEMENTED' });
        expect(JSON.parse(body).message).toContain('gRPC');
      }
    }
    for (const verb of ['GET', 'PUT', 'DELETE']) {
      const asked = await send(service.web, verb, '/v1/DataService/GetServerInfo');
      expect(asked).toMatchObject({ status: 405, headers: { allow: 'POST' } });
      expect(JSON.parse(asked.body).message).toContain('POST');
    }
    const plain = await send(service.web, 'GET', '/v1/conversations');
    expect(plain).toMatchObject({ status: 426, headers: { upgrade: 'websocket' } });
    expect((await send(service.web, 'GET', '/v1/nowhere')).status).toBe(404);
    expect((await send(service.web, 'GET', '/page/../../package.json')).status).toBe(404);
    for (const path of ['//', '/\\', '/%', 'http://[/']) {
      expect((await send(service.web, 'GET', path)).status, path).toBeGreaterThanOrEqual(400);
    }
    expect((await send(service.web, 'GET', '/page/%2e%2e/%2e%2e/package.json')).status).toBe(404);
  });

  it('lets no page of another origin write', async () => {
    const body = JSON.stringify({ userId: 'victim' });
    const path = '/v1/ConversationService/FindOrCreateConversation';
    const foreign: OutgoingHttpHeaders[] = [
      { ...json, origin: 'http://evil.example' },
      { ...json, origin: 'null' },
      { ...json, 'sec-fetch-site': 'cross-site' },
      { ...json, 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      const answer = await send(service.web, 'POST', path, headers, body);
      expect({ status: answer.status, ...readFailure(answer.body) }).toMatchObject({
        status: 403,
        reason: 'FOREIGN_ORIGIN',
      });
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
    // What a form can send without asking.
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', undefined]) {
      const headers = type ? { 'content-type': type } : {};
      expect((await send(service.web, 'POST', path, headers, body)).status, type).toBe(415);
    }
    const { conversations } = await ask(service.conversations, 'listConversations', {
      filter: { userId: 'victim', channels: [], statuses: [], stages: [], owners: [], metadata: {} } as never,
    });
    expect(conversations).toEqual([]);
    const own = { ...json, origin: `http://${service.web}`, 'sec-fetch-site': 'same-origin' };
    expect((await send(service.web, 'POST', path, own, body)).status).toBe(200);
  });

  it('answers under its own names alone, since another may be made to point here', async () => {
    const [, port] = service.web.split(':');
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example']) {
      const answer = await send(service.web, 'GET', '/', { host });
      expect({ status: answer.status, ...readFailure(answer.body) }, host).toMatchObject({
        status: 403,
        reason: 'UNKNOWN_HOST',
      });
    }
    for (const host of [`localhost:${port}`, '127.0.0.1', `[::1]:${port}`, 'colloquy:8080', 'a.localhost']) {
      expect((await send(service.web, 'GET', '/', { host })).status, host).toBe(200);
    }
  });

  it('sends the page with headers that let it run nothing but its own files', async () => {
    const { status, headers, body } = await send(service.web, 'GET', '/conversations/abc?seq=3');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = `${headers['content-security-policy']}`.split('; ');
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(`${policy}`).not.toMatch(/unsafe|\*|http/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(body).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|style=|https?:\/\//i);
    const again = await send(service.web, 'GET', '/', { 'if-none-match': `${headers['etag']}` });
    expect(again).toMatchObject({ status: 304, body: '' });
    const zipped = await send(service.web, 'GET', '/', { 'accept-encoding': 'gzip' });
    expect(zipped.headers['content-encoding']).toBe('gzip');
  });

  it('takes the tenant from a header where calls need no token', async () => {
    const headers = { ...json, 'x-tenant-id': 'acme' };
    const { body } = await call('ConversationService/CreateConversation', { userId: 'ada' }, headers);
    const { id } = JSON.parse(body).conversation;
    const read = (more: OutgoingHttpHeaders) =>
      call('ConversationService/GetConversation', { conversationId: id }, { ...json, ...more });
    expect((await read({ 'x-tenant-id': 'acme' })).status).toBe(200);
    expect((await read({})).status).toBe(404);
    expect((await read({ 'x-tenant-id': 'A C' })).status).toBe(400);
    expect(JSON.parse((await send(service.web, 'GET', '/session')).body)).toEqual({ needed: false, tenant: 'default' });
  });

  it('says that its port is taken, and ends', async () => {
    const env = {
      COLLOQUY_GRPC_ADDRESS: '127.0.0.1:0',
      COLLOQUY_WEB_ADDRESS: service.web,
      COLLOQUY_DATA_DIR: temporaryFolder(),
      COLLOQUY_MEMORY: 'off',
    };
    const { code, stderr } = await colloquy(['serve'], { env }).exit;
    expect(code).toBe(2);
    expect(stderr).toContain(`the page cannot listen: listen EADDRINUSE: address already in use ${service.web}`);
  });
});

describe('HTTP where calls need a token', () => {
  const folder = temporaryFolder();
  const tokensFile = join(folder, 'tokens');
  const hash = (token: string) => createHash('sha256').update(token).digest('hex');
  let service: TestService;
  const start = (dataDir?: string) =>
    startTestService({
      env: { COLLOQUY_WEB_ADDRESS: '127.0.0.1:0', COLLOQUY_TOKENS_FILE: tokensFile },
      ...(dataDir ? { dataDir } : {}),
    });
  beforeAll(async () => {
    writeFileSync(tokensFile, `acme ${hash('s3cret')}\nother ${hash('0ther')}\n`);
    service = await start(join(folder, 'data'));
  });
  afterAll(() => service.dispose());
  const list = (headers: OutgoingHttpHeaders) =>
    send(service.web, 'POST', '/v1/ConversationService/ListConversations', { ...json, ...headers }, '{}');

  it('is for those who show one that is known, as a header or as a session', async () => {
    for (const headers of [{}, { authorization: 'Bearer guess' }, { cookie: 'colloquy=session.x' }]) {
      const refused = await list(headers);
      expect({ status: refused.status, ...readFailure(refused.body) }).toMatchObject({
        status: 401,
        reason: 'UNAUTHENTICATED',
      });
    }
    expect((await list({ authorization: 'Bearer s3cret' })).status).toBe(200);
    expect(await refusedSocket(`ws://${service.web}/v1/conversations`)).toMatchObject({ status: 401 });
    const socket = await openSocket(`ws://${service.web}/v1/conversations`, { authorization: 'Bearer s3cret' });
    socket.raw.close();
  });

  it('opens sessions: a cookie that no script reads, no other site sends, and that holds no token', async () => {
    const refused = await send(service.web, 'POST', '/session', { authorization: 'Bearer guess' });
    expect(refused.status).toBe(401);
    expect(refused.headers['set-cookie']).toBeUndefined();
    const signedIn = await send(service.web, 'POST', '/session', { authorization: 'Bearer s3cret' });
    expect(JSON.parse(signedIn.body)).toEqual({ needed: true, tenant: 'acme' });
    const [set = ''] = signedIn.headers['set-cookie'] ?? [];
    expect(set).toMatch(/^colloquy=session\.[\w-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    expect(set).not.toContain('s3cret');
    const cookie = `theme=dark; ${set.split(';')[0]}`;
    expect((await list({ cookie })).status).toBe(200);
    expect(JSON.parse((await send(service.web, 'GET', '/session', { cookie })).body).tenant).toBe('acme');
    // A tenant that is only named changes nothing, and a session opens no other.
    const named = await send(service.web, 'GET', '/session?tenant=other', { cookie, 'x-tenant-id': 'other' });
    expect(JSON.parse(named.body).tenant).toBe('acme');
    expect((await send(service.web, 'POST', '/session', { cookie })).status).toBe(401);
    const headers = { cookie, origin: `http://${service.web}` };
    const socket = await openSocket(`ws://${service.web}/v1/conversations`, headers);
    socket.raw.close();
    const foreign = await refusedSocket(`ws://${service.web}/v1/conversations`, { cookie, origin: 'http://e.example' });
    expect(foreign).toMatchObject({ status: 403, reason: 'FOREIGN_ORIGIN' });
    const out = await send(service.web, 'DELETE', '/session', { cookie });
    expect(`${out.headers['set-cookie']}`).toContain('colloquy=; Path=/; Max-Age=0');
  });

  it('ends sessions when the file of tokens changes, and not when the service starts again', async () => {
    const { headers } = await send(service.web, 'POST', '/session', { authorization: 'Bearer 0ther' });
    const cookie = `${headers['set-cookie']}`.split(';')[0];
    service = await service.restart();
    expect((await list({ cookie })).status).toBe(200);
    writeFileSync(tokensFile, `acme ${hash('s3cret')}\n`);
    service = await service.restart();
    expect((await list({ cookie })).status).toBe(401);
  });
});

describe.skipIf(!hasOpenssl)('HTTP of a server with a certificate', () => {
  it('speaks TLS, asks clients for theirs, and gives cookies to TLS alone', async () => {
    const folder = temporaryFolder();
    const ours = makeAuthority(folder);
    const { cert, key } = ours.issue('server');
    const tokens = join(folder, 'tokens');
    writeFileSync(tokens, `acme ${createHash('sha256').update('s3cret').digest('hex')}\n`);
    const service = await startTestService({
      env: {
        COLLOQUY_WEB_ADDRESS: '127.0.0.1:0',
        COLLOQUY_TOKENS_FILE: tokens,
        COLLOQUY_TLS_CERT: cert,
        COLLOQUY_TLS_KEY: key,
        COLLOQUY_TLS_CLIENT_CA: ours.ca,
      },
    });
    const friend = ours.issue('friend');
    const shown = {
      ca: readFileSync(ours.ca),
      cert: readFileSync(friend.cert),
      key: readFileSync(friend.key),
    };
    const bearer = { authorization: 'Bearer s3cret' };
    const signedIn = await send(service.web, 'POST', '/session', bearer, '', shown);
    expect(`${signedIn.headers['set-cookie']}`).toMatch(/^__Host-colloquy=.*; Path=\/; .*; Secure$/);
    await expect(send(service.web, 'GET', '/', {}, '', { ca: shown.ca })).rejects.toThrow();
    await expect(send(service.web, 'GET', '/')).rejects.toThrow();
    await service.dispose();
  });

  it('shows the certificate that its files are replaced by, and lets open connections go on', async () => {
    const folder = temporaryFolder();
    const [ours, next] = [makeAuthority(folder), makeAuthority(folder, 'next')];
    const [cert, key] = [join(folder, 'served.pem'), join(folder, 'served.key')];
    const put = (by: Authority, { cert: newCert, key: newKey } = by.issue('served-anew')) =>
      replace([
        [cert, newCert],
        [key, newKey],
      ]);
    put(ours);
    const service = await startTestService({
      env: { COLLOQUY_WEB_ADDRESS: '127.0.0.1:0', COLLOQUY_TLS_CERT: cert, COLLOQUY_TLS_KEY: key },
    });
    const by = ({ ca }: Authority) => ({ ca: readFileSync(ca) });
    const kept = new Agent({ keepAlive: true, maxSockets: 1 });
    const session = (tls: { readonly ca?: Buffer; readonly agent?: Agent }) =>
      send(service.web, 'GET', '/session', {}, '', { ...by(ours), ...tls });
    expect((await session({ agent: kept })).status).toBe(200);
    put(next);
    await until('the new certificate', () => session(by(next)).catch(() => undefined));
    expect((await session({ agent: kept })).status).toBe(200);
    await expect(session({})).rejects.toThrow();
    kept.destroy();
    await service.dispose();
  });
});
