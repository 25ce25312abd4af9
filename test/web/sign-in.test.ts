import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasChromium, launch, openTab } from '../support/browser.js';
import { send } from '../support/http.js';
import { temporaryFolder } from '../support/process.js';
import { startTestService } from '../support/service.js';

/** Lets in whoever shows this token. */
function allow(file: string, token: string): void {
  writeFileSync(file, `acme ${createHash('sha256').update(token).digest('hex')}\n`);
}

describe.skipIf(!hasChromium())('the page where calls need a token', () => {
  it('asks for one, keeps it from scripts, and forgets it when asked', async () => {
    const tokens = join(temporaryFolder(), 'tokens');
    allow(tokens, 's3cret');
    const env = { COLLOQUY_WEB_ADDRESS: '127.0.0.1:0', COLLOQUY_TOKENS_FILE: tokens };
    let service = await startTestService({ env });
    const browser = await launch();
    const { page, wrong } = await openTab(browser, service.web);
    await page.goto('/conversations');
    await page.getByLabel('Token').fill('guess');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').filter({ hasText: 'A known bearer token is needed' }).waitFor();
    await page.getByLabel('Token').fill('s3cret');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('No conversation yet.').waitFor();
    await page.getByRole('button', { name: 'acme' }).waitFor();
    const kept = await page.evaluate('document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)');
    expect(kept).not.toMatch(/s3cret|session\./);
    await page.goto('/');
    await page.locator('.waiting').getByText('Live').waitFor();
    // The token is taken away: the page asks for another by itself.
    await service.stop();
    allow(tokens, 'another');
    service = await startTestService({ env: { ...env, COLLOQUY_WEB_ADDRESS: service.web }, dataDir: service.dataDir });
    await page.getByLabel('Token').fill('another');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.waiting').getByText('Live').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Token').waitFor();
    await page.goto('/conversations');
    await page.getByLabel('Token').waitFor();
    expect(wrong).toEqual([]);
    await browser.close();
    await service.dispose();
  });

  it('keeps an answer that is being written until it is sent, over signing in again and a reload', async () => {
    const token = 'o-c-/-?';
    const tokens = join(temporaryFolder(), 'tokens');
    allow(tokens, token);
    const env = { COLLOQUY_WEB_ADDRESS: '127.0.0.1:0', COLLOQUY_TOKENS_FILE: tokens };
    const service = await startTestService({ env });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const chat = { userId: 'ada', text: 'hello' };
    const said = await send(service.web, 'POST', '/v1/ChatService/Chat', headers, JSON.stringify(chat));
    const address = `/conversations/${JSON.parse(said.body).conversationId}`;
    const browser = await launch();
    const { page, wrong } = await openTab(browser, service.web);
    const answer = page.getByLabel('Your answer');
    // The field has the focus, and its letters are no shortcuts: they would lead away.
    const signIn = async () => {
      await page.getByLabel('Token').waitFor();
      await page.keyboard.type(token);
      await page.keyboard.press('Enter');
    };
    await page.goto(address);
    await signIn();
    await page.getByRole('button', { name: 'Take over' }).click();
    await page.getByLabel('Your name').fill('Sam');
    await page.getByRole('dialog').getByRole('button', { name: 'Take over' }).click();
    await answer.fill('A long answer');
    await page.context().clearCookies();
    const button = page.getByRole('button', { name: 'Send' });
    // Another call of the page may be the first that finds the session over.
    await button.click({ timeout: 1000 }).catch(() => page.getByLabel('Token').waitFor());
    await signIn();
    await expect.poll(() => answer.inputValue()).toBe('A long answer');
    expect(new URL(page.url()).pathname).toBe(address);
    await page.reload();
    await expect.poll(() => answer.inputValue()).toBe('A long answer');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.bubble.human', { hasText: 'A long answer' }).waitFor();
    await page.reload();
    await page.locator('.bubble.human', { hasText: 'A long answer' }).waitFor();
    expect(await answer.inputValue()).toBe('');
    // Whoever signs out leaves nothing behind.
    await answer.fill('another');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Token').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    expect(wrong).toEqual([]);
    await browser.close();
    await service.dispose();
  });

  it('stays with who signed in again, although the answer to a call from before comes after that', async () => {
    const tokens = join(temporaryFolder(), 'tokens');
    allow(tokens, 's3cret');
    const service = await startTestService({
      env: { COLLOQUY_WEB_ADDRESS: '127.0.0.1:0', COLLOQUY_TOKENS_FILE: tokens },
    });
    const browser = await launch();
    const { page } = await openTab(browser, service.web);
    const signIn = async () => {
      await page.getByLabel('Token').fill('s3cret');
      await page.keyboard.press('Enter');
    };
    const headers = { 'content-type': 'application/json', authorization: 'Bearer s3cret' };
    const chat = JSON.stringify({ userId: 'ada', text: 'hello' });
    const said = await send(service.web, 'POST', '/v1/ChatService/Chat', headers, chat);
    await page.goto(`/conversations/${JSON.parse(said.body).conversationId}`);
    await signIn();
    await page.getByRole('button', { name: 'Take over' }).click();
    await page.getByLabel('Your name').fill('Sam');
    let letGo: () => void = () => undefined;
    const signedIn = new Promise<void>((go) => {
      letGo = go;
    });
    await page.route('**/TakeOver', async (route) => {
      await signedIn;
      await route.fulfill({ status: 401, json: {} });
    });
    const takeover = page.waitForRequest((request) => request.url().endsWith('/TakeOver'));
    await page.getByRole('dialog').getByRole('button', { name: 'Take over' }).click();
    await takeover;
    await page.context().clearCookies();
    const others = page.getByRole('link', { name: 'Conversations' });
    // Another call of the page may be the first that finds the session over.
    await others.click({ timeout: 1000 }).catch(() => undefined);
    await signIn();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    const late = page.waitForResponse((response) => response.url().endsWith('/TakeOver'));
    letGo();
    await late;
    await page.evaluate('new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)))');
    expect(await page.getByLabel('Token').count()).toBe(0);
    await browser.close();
    await service.dispose();
  });

  it('follows in every tab who has signed in or out, and drops what was written in another’s name', async () => {
    const tokens = join(temporaryFolder(), 'tokens');
    const hash = (token: string) => createHash('sha256').update(token).digest('hex');
    writeFileSync(tokens, `acme ${hash('a-token')}\nbeta ${hash('b-token')}\n`);
    const service = await startTestService({
      env: { COLLOQUY_WEB_ADDRESS: '127.0.0.1:0', COLLOQUY_TOKENS_FILE: tokens },
    });
    const browser = await launch();
    const { page } = await openTab(browser, service.web);
    const other = await page.context().newPage();
    const signIn = async (tab: typeof page, token: string) => {
      await tab.getByLabel('Token').fill(token);
      await tab.keyboard.press('Enter');
    };
    await page.goto('/conversations');
    await other.goto('/conversations');
    await signIn(page, 'a-token');
    for (const tab of [page, other]) await tab.getByRole('button', { name: 'acme' }).waitFor();
    await page.evaluate(`sessionStorage.setItem('colloquy.draft.x', '{"text":"of acme"}')`);
    await other.getByRole('button', { name: 'Sign out' }).click();
    for (const tab of [page, other]) await tab.getByLabel('Token').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await page.evaluate(`sessionStorage.setItem('colloquy.drafts', 'acme')`);
    await signIn(other, 'b-token');
    for (const tab of [page, other]) await tab.getByRole('button', { name: 'beta' }).waitFor();
    expect(await page.evaluate(`sessionStorage.getItem('colloquy.drafts')`)).toBe('beta');
    await browser.close();
    await service.dispose();
  });

  it('is over, and the token no good, soon after the file says so, while the server runs', async () => {
    const tokens = join(temporaryFolder(), 'tokens');
    allow(tokens, 'old');
    const service = await startTestService({
      env: { COLLOQUY_WEB_ADDRESS: '127.0.0.1:0', COLLOQUY_TOKENS_FILE: tokens },
    });
    const called = async (credentials: object) => {
      const headers = { 'content-type': 'application/json', ...credentials };
      return (await send(service.web, 'POST', '/v1/ConversationService/ListConversations', headers, '{}')).status;
    };
    const begun = await send(service.web, 'POST', '/session', { authorization: 'Bearer old' });
    const cookie = `${begun.headers['set-cookie']}`.split(';')[0] ?? '';
    expect([await called({ authorization: 'Bearer old' }), await called({ cookie })]).toEqual([200, 200]);
    allow(tokens, 'new');
    await expect.poll(() => called({ authorization: 'Bearer new' })).toBe(200);
    expect([await called({ authorization: 'Bearer old' }), await called({ cookie })]).toEqual([401, 401]);
    await service.dispose();
  });
});
