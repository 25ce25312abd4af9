import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Calls } from '../api/calls.js';
import type { Credentials } from '../api/identity.js';
import { type Sessions, sessionMs } from '../api/sessions.js';
import { statusOf, toStatus } from '../api/status.js';
import { DomainError, type Fault, type Violation } from '../domain/errors.js';
import type { Status } from '../gen/google/rpc/status.js';
import type { Log } from '../log.js';
import { askedBy } from './asked.js';
import type { Asset } from './assets.js';
import { cookieName, credentialsOf } from './callers.js';
import type { Guard } from './guard.js';
import { securityHeaders } from './headers.js';
import { httpFailure } from './http-status.js';
import { callInJson, type Rpcs } from './rpc.js';

type Bindings = { Bindings: HttpBindings };
type Requested = Context<Bindings>;

const maxBodyBytes = 1024 * 1024;

/** The page's own addresses: each is the same file, which shows what the address names. */
const pagePaths = ['/', '/conversations', '/conversations/:id', '/counted', '/search'];

/** What HTTP is answered: the page's files, sessions, and the contract's methods in JSON. */
export function makeApp(
  { unary, streams }: Rpcs,
  calls: Calls,
  sessions: Sessions,
  guard: Guard,
  assets: ReadonlyMap<string, Asset>,
  tls: boolean,
  log: Log,
): Hono<Bindings> {
  const cookie = cookieName(tls);
  const app = new Hono<Bindings>();

  app.use(securityHeaders);
  app.use(async (context, next) => {
    const { method } = context.req;
    guard.expectHost({ host: context.req.header('host') });
    if (method !== 'GET' && method !== 'HEAD') guard.expectOrigin(context.req.header());
    await next();
  });
  app.use(
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (context) => refuse(context, { kind: 'request-too-large', maxBytes: maxBodyBytes }, 413),
    }),
  );

  for (const path of pagePaths) app.get(path, (context) => sendAsset(context, assets.get('index.html')));
  app.get('/page/*', (context) => sendAsset(context, assets.get(context.req.path.slice('/page/'.length))));

  app.get('/session', (context) => {
    context.header('cache-control', 'no-store');
    try {
      return context.json({ needed: sessions.needed, tenant: sessions.identify(credentials(context)) });
    } catch {
      return context.json({ needed: sessions.needed });
    }
  });
  app.post('/session', (context) => {
    // By the header alone: a session must not prolong itself.
    const header = context.req.header('authorization');
    const { tenantId, session } = sessions.open({ get: (key) => (key === 'authorization' && header ? [header] : []) });
    setCookie(context, session, sessionMs / 1000);
    return context.json({ needed: sessions.needed, tenant: tenantId });
  });
  app.delete('/session', (context) => {
    setCookie(context, '', 0);
    return context.json({ needed: sessions.needed });
  });

  app.post('/v1/:service/:method', async (context, next) => {
    const { service, method } = context.req.param();
    const rpc = unary.get(`${service}/${method}`);
    if (!rpc) return next();
    const violations = formViolations((name) => context.req.header(name));
    if (violations.length > 0) return refuse(context, { kind: 'invalid-argument', violations }, 415);
    const body = new Uint8Array(await context.req.arrayBuffer());
    const result = await callInJson(rpc, calls, credentials(context), body, context.req.raw.signal);
    if ('failure' in result) return sendFailure(context, result.failure);
    return context.body(result.json, 200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  });
  app.all('/v1/*', (context) => {
    const method = context.req.path.slice('/v1/'.length);
    if (streams.has(method))
      return noSuch(context, 404, `${method} streams: call it by gRPC, or as a WebSocket where there is one`);
    if (unary.has(method)) {
      context.header('allow', 'POST');
      return noSuch(context, 405, `${method} is called with POST`);
    }
    if (!askedBy(new URL(context.req.url))) return noSuch(context);
    context.header('upgrade', 'websocket');
    return noSuch(context, 426, 'this is the address of a WebSocket');
  });

  // A person who asks for what is not there gets the page, which says so.
  app.notFound((context) =>
    /\btext\/html\b/.test(context.req.header('accept') ?? '')
      ? sendAsset(context, assets.get('index.html'), 404)
      : noSuch(context),
  );
  app.onError((error, context) => {
    const callId = randomUUID();
    // An upload that broke off.
    if (context.req.raw.signal.aborted) return refuse(context, { kind: 'cancelled' });
    if (!(error instanceof DomainError)) log.error({ err: error, callId }, 'page');
    return sendFailure(context, statusOf(error, callId));
  });

  function credentials(context: Requested): Credentials {
    const query = new URL(context.req.url).searchParams;
    return credentialsOf((name) => context.req.header(name), query, cookie);
  }

  function setCookie(context: Requested, value: string, seconds: number): void {
    // A proxy that speaks TLS says so; whoever else says it has nothing but a cookie that is kept to TLS.
    const secure = tls || context.req.header('x-forwarded-proto') === 'https' ? '; Secure' : '';
    context.header('set-cookie', `${cookie}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`);
    context.header('cache-control', 'no-store');
  }
  return app;
}

function refuse(context: Context, fault: Fault, code?: number): Response {
  return sendFailure(context, toStatus(fault), code);
}

/** Nothing is there, or not in this way: `message` says in which. */
function noSuch(context: Context, code = 404, message?: string): Response {
  const failure = toStatus({ kind: 'unimplemented', what: `${context.req.method} ${context.req.path}` });
  return sendFailure(context, message === undefined ? failure : { ...failure, message }, code);
}

/** What is wrong with the form that a body comes in. */
function formViolations(header: (name: string) => string | undefined): Violation[] {
  const [type = '', ...parameters] = (header('content-type') ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  const violations: Violation[] = [];
  // A form of another origin cannot send this type without being asked first, and is not allowed to.
  if (type !== 'application/json' || (charset !== undefined && !/^charset="?utf-8"?$/.test(charset))) {
    violations.push({ field: 'content-type', description: 'must be application/json, in UTF-8' });
  }
  if (!/^(identity)?$/i.test(header('content-encoding') ?? '')) {
    violations.push({ field: 'content-encoding', description: 'must be left out: bodies are taken uncompressed' });
  }
  return violations;
}

function sendFailure(context: Context, failure: Status, as?: number): Response {
  const { code, headers, body } = httpFailure(failure, as);
  // Hono knows each code by its type, and 499 by none.
  return context.body(body, code as 400, { ...headers });
}

function sendAsset(context: Context, asset: Asset | undefined, code: 200 | 404 = 200): Response {
  if (!asset) return noSuch(context);
  const { type, etag, bytes, gzipped } = asset;
  // Asked for anew each time, and answered without a body while it is the same.
  const headers = { 'content-type': type, 'cache-control': 'no-cache', etag, vary: 'accept-encoding' };
  if (code === 200 && context.req.header('if-none-match') === etag) return context.body(null, 304, headers);
  const zips = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '');
  const body = new Uint8Array(zips ? gzipped : bytes);
  return context.body(body, code, zips ? { ...headers, 'content-encoding': 'gzip' } : headers);
}
