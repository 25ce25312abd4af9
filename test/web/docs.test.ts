import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launch, openTab } from '../support/browser.js';
import { root, run } from '../support/process.js';
import { ask, say, startTestService, type TestService } from '../support/service.js';

const text = readFileSync(join(root, 'docs/web.md'), 'utf8');
const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, block = '']) => block);

describe('docs/web.md', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ env: { COLLOQUY_WEB_ADDRESS: '127.0.0.1:0' } });
  });
  afterAll(() => service.dispose());

  it('calls methods with curl as written', async () => {
    const [methods = ''] = blocks('sh');
    const commands = methods.replaceAll('127.0.0.1:8080', service.web);
    const { stdout } = await run('bash', ['-ec', commands]).exit;
    expect(stdout).toContain('"text":"ok"');
    expect(stdout).toContain('"userId":"ada"');
  });

  it('follows a log from Node.js as written, each entry once, though the server goes away', async () => {
    const [example = ''] = blocks('js');
    // Beside node_modules, so that it finds its package.
    const file = join(root, 'node_modules', '.cache', `follow-${process.pid}.mjs`);
    writeFileSync(file, example);
    const { conversationId } = await say(service, 'hello', { userId: 'noa' });
    const following = run(process.execPath, [file, `ws://${service.web}`, conversationId]);
    await following.until(/^2 \S+: ok$/m);
    await service.stop();
    const env = { COLLOQUY_WEB_ADDRESS: service.web };
    service = await startTestService({ env, dataDir: service.dataDir });
    await ask(service.conversations, 'addMessage', { conversationId, role: 'ROLE_USER', text: 'I am back' });
    await following.until(/^3 noa: I am back$/m);
    expect(following.stdout().match(/^\d+/gm)).toEqual(['1', '2', '3']);
    following.kill('SIGTERM');
    await following.exit;
    rmSync(file);
  });

  it.skipIf(!hasChromium())('watches from a browser as written', async () => {
    const [, example = ''] = blocks('js');
    const browser = await launch();
    const { page } = await openTab(browser, service.web);
    await page.goto('/');
    await page.evaluate(example);
    await say(service, '@script handoff=1', { userId: 'waiter' });
    await expect.poll(() => page.title()).toBe('1 waiting');
    await browser.close();
  });
});
