import { describe, expect, it } from 'vitest';
import { isLoopback, makeGuard } from '../../src/web/guard.js';
import { startServer } from '../support/process.js';

describe('the guard of the web address', () => {
  it('knows its own names, those it was told of, and what no public DNS can point here', () => {
    const guard = makeGuard('desk.internal.example:8080', ['sales.example.com'], false);
    for (const host of [
      'desk.internal.example:8080',
      'sales.example.com',
      'Sales.Example.COM:443',
      'localhost:1',
      'page.localhost',
      '127.0.0.1:8080',
      '192.168.1.7',
      '[fd00::1]:8080',
      'colloquy:8080',
    ]) {
      expect(() => guard.expectHost({ host }), host).not.toThrow();
    }
    for (const host of [
      'evil.example',
      'sales.example.com.evil.example',
      '127.0.0.1.nip.io',
      '',
      'localhost.evil.example',
    ]) {
      expect(() => guard.expectHost({ host }), host).toThrow('unknown-host');
    }
    expect(() => guard.expectHost({})).toThrow('unknown-host');
    expect(() => makeGuard('127.0.0.1:1', [], true).expectHost({ host: 'any.example' })).not.toThrow();
  });

  it('takes programs and its own pages, and no others', () => {
    const { expectOrigin } = makeGuard('127.0.0.1:8080', [], false);
    const host = '127.0.0.1:8080';
    for (const own of [
      {},
      { origin: 'http://127.0.0.1:8080' },
      // Behind a proxy that speaks TLS.
      { origin: 'https://127.0.0.1:8080', 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
    ]) {
      expect(() => expectOrigin({ host, ...own }), JSON.stringify(own)).not.toThrow();
    }
    for (const foreign of [
      { origin: 'http://evil.example' },
      { origin: 'http://127.0.0.1:8081' },
      { origin: 'http://127.0.0.1:8080.evil.example' },
      { origin: 'null' },
      { origin: '' },
      { origin: 'http://127.0.0.1:8080', 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      expect(() => expectOrigin({ host, ...foreign }), JSON.stringify(foreign)).toThrow('foreign-origin');
    }
    expect(() => expectOrigin({ origin: 'http://127.0.0.1:8080' })).toThrow('foreign-origin');
  });

  it('tells of addresses that others reach, where nothing asks who they are', async () => {
    for (const address of ['127.0.0.1:1', 'localhost:1', '[::1]:1', '127.1.2.3:1']) {
      expect(isLoopback(address), address).toBe(true);
    }
    for (const address of ['0.0.0.0:1', '[::]:1', '10.0.0.1:1', '127.evil.example:1']) {
      expect(isLoopback(address), address).toBe(false);
    }
    const open = await startServer({ env: { COLLOQUY_WEB_ADDRESS: '0.0.0.0:0', COLLOQUY_MEMORY: 'off' } });
    await open.running.until(/"level":"warn".*whoever reaches the page may read and write everything/);
    await open.stop();
    const own = await startServer({ env: { COLLOQUY_WEB_ADDRESS: '127.0.0.1:0', COLLOQUY_MEMORY: 'off' } });
    const { stdout } = await own.stop();
    expect(stdout).not.toContain('whoever reaches the page');
  });
});
