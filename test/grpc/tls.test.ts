import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChannelCredentials, credentials, Metadata, status } from '@grpc/grpc-js';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checkTls } from '../../src/cli/doctor-tls.js';
import type { Finding } from '../../src/cli/finding.js';
import { type Authority, hasOpenssl, makeAuthority, replace } from '../support/certificates.js';
import { colloquy, temporaryFolder } from '../support/process.js';
import { ask, connect, refused, say, startTestService, type TestService } from '../support/service.js';
import { until } from '../support/until.js';

/** To speak TLS, trusting an authority, and showing a certificate where one is given. */
function secured({ ca }: Authority, shown?: { readonly cert: string; readonly key: string }): ChannelCredentials {
  const [key, cert] = shown ? [readFileSync(shown.key), readFileSync(shown.cert)] : [null, null];
  return credentials.createSsl(readFileSync(ca), key, cert);
}

const bearer = (token: string): Metadata => {
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  return metadata;
};

describe.skipIf(!hasOpenssl)('a server with a certificate', () => {
  const folder = temporaryFolder();
  const clients: ReturnType<typeof connect>[] = [];
  let ours: Authority;
  let tls: Record<string, string>;
  let service: TestService;
  beforeAll(() => {
    ours = makeAuthority(folder);
    const { cert, key } = ours.issue('server');
    tls = { COLLOQUY_TLS_CERT: cert, COLLOQUY_TLS_KEY: key };
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await service.dispose();
  });

  const start = async (env: Record<string, string> = {}) => {
    service = await startTestService({ env: { ...tls, ...env } });
  };
  const by = (credentials: ChannelCredentials) => {
    const client = connect(service.address, credentials);
    clients.push(client);
    return client;
  };
  /** Runs a command of the program against the server. */
  const at = (command: string, ...args: string[]) =>
    colloquy([command, '--address', service.address, ...args], { input: 'hello\n' }).exit;

  it('serves whoever trusts its authority, and nobody who speaks in the clear or trusts another', async () => {
    await start();
    expect((await say(by(secured(ours)), 'hello')).reply?.text).toBe('ok');
    for (const wrong of [credentials.createInsecure(), secured(makeAuthority(folder, 'another'))]) {
      expect((await refused(say(by(wrong), 'hello'))).code).toBe(status.UNAVAILABLE);
    }
  });

  it('is reached by chat and health with --ca, and by those that share its environment without', async () => {
    await start();
    expect(await at('health', '--ca', ours.ca)).toMatchObject({ code: 0, stdout: 'SERVING\n' });
    expect(await at('chat', '--ca', ours.ca)).toMatchObject({ code: 0, stdout: 'ok\n' });
    expect((await at('health')).code).toBe(1);
    const env = { ...tls, COLLOQUY_GRPC_ADDRESS: service.address };
    expect(await colloquy(['health'], { env }).exit).toMatchObject({ code: 0, stdout: 'SERVING\n' });
  });

  it('with a client CA serves who shows a certificate of it, and refuses who shows none or a stranger’s', async () => {
    await start({ COLLOQUY_TLS_CLIENT_CA: ours.ca });
    const friend = ours.issue('friend');
    const stranger = makeAuthority(folder, 'elsewhere').issue('stranger');
    expect((await say(by(secured(ours, friend)), 'hello')).reply?.text).toBe('ok');
    for (const wrong of [undefined, stranger]) {
      expect((await refused(say(by(secured(ours, wrong)), 'hello'))).code).toBe(status.UNAVAILABLE);
    }
    const shown = ['--ca', ours.ca, '--cert', friend.cert, '--key', friend.key];
    expect(await at('health', ...shown)).toMatchObject({ code: 0, stdout: 'SERVING\n' });
    expect(await at('chat', ...shown)).toMatchObject({ code: 0, stdout: 'ok\n' });
    expect((await at('health', '--ca', ours.ca)).code).toBe(1);
  });

  it('with a client CA, and a certificate to serve alone, is asked for its health with a client’s certificate', async () => {
    const { cert, key } = ours.issue('serving', 'serverAuth');
    const own = { COLLOQUY_TLS_CERT: cert, COLLOQUY_TLS_KEY: key, COLLOQUY_TLS_CLIENT_CA: ours.ca };
    await start({ ...own, COLLOQUY_WEB_ADDRESS: '127.0.0.1:0' });
    const env = {
      ...own,
      COLLOQUY_GRPC_ADDRESS: service.address,
      COLLOQUY_WEB_ADDRESS: service.web,
      COLLOQUY_DATA_DIR: service.dataDir,
    };
    const probe = ours.issue('probe');
    const shown = ['--cert', probe.cert, '--key', probe.key];
    expect((await colloquy(['health'], { env }).exit).code).toBe(1);
    expect(await colloquy(['health', ...shown], { env }).exit).toMatchObject({ code: 0, stdout: 'SERVING\n' });
    const { code, stdout } = await colloquy(['doctor'], { env }).exit;
    for (const what of ['gRPC address', 'web address'])
      expect(stdout).toMatch(new RegExp(`^warn  ${what} .* is served with our certificate, .*health --cert`, 'm'));
    expect(code).toBe(0);
  });

  it('shows new connections the certificate that its files are replaced by, asks them for the new CA’s, and cuts none', async () => {
    const [cert, key, ca] = ['served.pem', 'served.key', 'clients.pem'].map((name) => join(folder, name));
    if (!cert || !key || !ca) throw new Error('no names');
    const put = (by: Authority, { cert: newCert, key: newKey } = by.issue('served-anew')) =>
      replace([
        [cert, newCert],
        [key, newKey],
        [ca, by.ca],
      ]);
    put(ours);
    const friend = ours.issue('friend');
    const next = makeAuthority(folder, 'next');
    await start({ COLLOQUY_TLS_CERT: cert, COLLOQUY_TLS_KEY: key, COLLOQUY_TLS_CLIENT_CA: ca });
    const before = by(secured(ours, friend));
    expect((await say(before, 'hello')).reply?.text).toBe('ok');
    put(next);
    const guest = next.issue('guest');
    await until('the new certificate', () => say(by(secured(next, guest)), 'hello').catch(() => undefined));
    expect((await say(before, 'again')).reply?.text).toBe('ok');
    for (const old of [secured(ours, friend), secured(next, friend)]) {
      expect((await refused(say(by(old), 'hello'))).code).toBe(status.UNAVAILABLE);
    }
  });

  it('is told by doctor the certificate that it shows, beside what its files have now', async () => {
    const [cert, key] = [join(folder, 'looked-at.pem'), join(folder, 'looked-at.key')];
    const other = ours.issue('other');
    const pair = { COLLOQUY_TLS_CERT: cert, COLLOQUY_TLS_KEY: key };
    const put = (of: { readonly cert: string; readonly key: string }) =>
      replace([
        [cert, of.cert],
        [key, of.key],
      ]);
    put({ cert: tls['COLLOQUY_TLS_CERT'] ?? '', key: tls['COLLOQUY_TLS_KEY'] ?? '' });
    await start({ ...pair, COLLOQUY_TLS_CLIENT_CA: ours.ca });
    const look = async (files: { readonly cert: string; readonly key: string }, address = service.address) => {
      const found: Finding[] = [];
      const tlsFiles = { certFile: files.cert, keyFile: files.key, clientCaFile: ours.ca };
      for await (const finding of checkTls(tlsFiles, address)) found.push(finding);
      return found;
    };
    const goodFor = 'the certificate for DNS:localhost, IP Address:127.0.0.1, good until';
    // It is good for a day.
    const file = { state: 'warn', what: 'TLS', detail: expect.stringContaining(goodFor) };
    const shown = { state: 'warn', what: 'TLS served', detail: expect.stringMatching(`${goodFor} .* GMT$`) };
    expect(await look({ cert, key })).toEqual([file, shown]);
    expect(await look(other)).toEqual([file, { ...shown, detail: expect.stringMatching('not the one of the files$') }]);
    expect(await look(other, '127.0.0.1:0')).toEqual([file]);
    replace([[key, other.key]]);
    const env = { ...pair, COLLOQUY_GRPC_ADDRESS: service.address, COLLOQUY_DATA_DIR: service.dataDir };
    const { code, stdout } = await colloquy(['doctor'], { env }).exit;
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}TLS {2}.*COLLOQUY_TLS_KEY.*it belongs to another certificate$/m);
    expect(stdout).toContain(`${service.address} shows ${goodFor}`);
  });

  it('is as healthy as it was, to health and to doctor, while its files are wrong', async () => {
    const [cert, key] = [join(folder, 'spoiled.pem'), join(folder, 'spoiled.key')];
    const put = (of: { readonly cert: string }) => replace([[cert, of.cert]]);
    put(ours.issue('served-on'));
    replace([[key, join(folder, 'served-on.key')]]);
    await start({ COLLOQUY_TLS_CERT: cert, COLLOQUY_TLS_KEY: key });
    const env = {
      COLLOQUY_TLS_CERT: cert,
      COLLOQUY_TLS_KEY: key,
      COLLOQUY_GRPC_ADDRESS: service.address,
      COLLOQUY_WEB_ADDRESS: 'off',
      COLLOQUY_DATA_DIR: service.dataDir,
    };
    const serving = { code: 0, stdout: 'SERVING\n' };
    put(ours.issue('unmatched'));
    expect(await colloquy(['health'], { env }).exit).toMatchObject(serving);
    const { code, stdout, stderr } = await colloquy(['doctor'], { env }).exit;
    expect(stderr).toBe('');
    expect(stdout).toMatch(
      /^ok {4}gRPC address .* is served by colloquy already, and healthy\n.*\n1 thing is wrong\n$/m,
    );
    expect(code).toBe(1);
    writeFileSync(cert, 'none');
    expect(await colloquy(['health'], { env }).exit).toMatchObject(serving);
    rmSync(cert);
    expect(await colloquy(['health'], { env }).exit).toMatchObject(serving);
  });

  it('is asked with a certificate and its key, or with neither', async () => {
    await start();
    for (const half of ['--cert', '--key']) {
      const { code, stderr } = await colloquy(['health', half, ours.ca], { env: tls }).exit;
      expect(stderr).toMatch(/^error: --cert and --key go together$/m);
      expect(code).toBe(2);
    }
  });

  it('asks for tokens over TLS as it does without, and they say the tenant', async () => {
    const file = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const hash = createHash('sha256').update('s3cret').digest('hex');
    await start({ COLLOQUY_TOKENS_FILE: file('tokens', `acme ${hash}\n`) });
    const client = by(secured(ours));
    const { conversationId } = await say(client, 'hello', {}, bearer('s3cret'));
    const { conversation } = await ask(client.conversations, 'getConversation', { conversationId }, bearer('s3cret'));
    expect(conversation?.messageCount).toBe(2);
    for (const wrong of [new Metadata(), bearer('guess')]) {
      expect((await refused(say(client, 'hello', {}, wrong))).code).toBe(status.UNAUTHENTICATED);
    }
    const token = ['--token-file', file('token', 's3cret\n')];
    expect(await at('chat', '--ca', ours.ca, ...token)).toMatchObject({ code: 0, stdout: 'ok\n' });
    expect((await at('chat', '--ca', ours.ca)).stderr).toContain('UNAUTHENTICATED');
  });
});
