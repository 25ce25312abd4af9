import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { identifyByToken } from '../api/identity.js';
import type { Config } from '../config.js';
import { dialable } from './connection.js';
import { checkTls, showsCertificate } from './doctor-tls.js';
import { type Finding, fail, ok, warn, wordsOf } from './finding.js';
import { askHealth } from './health.js';

/** How callers come in: the address, TLS and tokens. */
export async function* checkServing(config: Config): AsyncGenerator<Finding> {
  if (config.tls) yield* checkTls(config.tls, config.grpcAddress);
  if (config.tokensFile !== undefined) yield checkTokens(config.tokensFile);
  const { webAddress, tls } = config;
  /** Whom the server asks for a client's certificate, and who has none but the server's, is told nothing. */
  const orRefused = async (address: string, status: string | undefined) =>
    status ?? (tls?.clientCaFile && (await showsCertificate(tls, address).catch(() => false)) ? 'REFUSED' : undefined);
  const health = () => askHealth({}, 'colloquy.v1.ChatService', 3000).then(({ status }) => status);
  const { grpcAddress } = config;
  yield await checkAddress('gRPC address', grpcAddress, async () => orRefused(grpcAddress, await health()));
  if (webAddress === undefined) yield ok('web address', 'off');
  else {
    const page = () => askPage(webAddress, tls ? health : undefined);
    yield await checkAddress('web address', webAddress, async () => orRefused(webAddress, await page()));
  }
}

function checkTokens(file: string): Finding {
  const what = 'tokens';
  try {
    identifyByToken(readFileSync(file, 'utf8'));
    return ok(what, `${file}: callers must show one`);
  } catch (error) {
    return fail(what, `${file}: ${wordsOf(error)}`);
  }
}

/** `ask` says whether it is colloquy that has an address which is taken. */
async function checkAddress(what: string, address: string, ask: () => Promise<string | undefined>): Promise<Finding> {
  const colon = address.lastIndexOf(':');
  const port = Number(address.slice(colon + 1));
  const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
  if (port === 0) return ok(what, `${address}: a free port is taken at the start`);
  const error = await tryToListen(host, port);
  if (!error) return ok(what, `${address} is free`);
  if (error.code !== 'EADDRINUSE') return fail(what, `${address}: ${error.message}`);
  const status = await ask();
  if (status === 'SERVING') return ok(what, `${address} is served by colloquy already, and healthy`);
  if (status === 'NOT_SERVING') {
    const why = 'it starts or stops, or its store cannot be reached';
    return warn(what, `${address} is held by a colloquy that says NOT_SERVING: ${why}`);
  }
  if (status === 'REFUSED') {
    const health = 'colloquy health --cert FILE --key FILE';
    return warn(what, `${address} is served with our certificate, which is refused as a client's: ask by ${health}`);
  }
  return fail(what, `${address} is taken by another program, or by a colloquy that does not answer`);
}

/** SERVING where the page is, as far as that can be seen: with TLS its certificate need not be known here, `health` tells. */
async function askPage(address: string, health?: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    const url = `${health ? 'https' : 'http'}://${dialable(address)}/session`;
    const response = await fetch(url, { signal: AbortSignal.timeout(3000) });
    const session: unknown = await response.json();
    return typeof session === 'object' && session && 'needed' in session ? 'SERVING' : undefined;
  } catch {
    return health?.();
  }
}

function tryToListen(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
