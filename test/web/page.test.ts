import { beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../support/browser.js';
import { isInView, pages } from '../support/pages.js';
import { temporaryFolder } from '../support/process.js';
import { ask, is, say, startTestService, stream, type TestService, tenant } from '../support/service.js';
import { storesUnderTest } from '../support/stores.js';

const evil = `<script>window.hacked = 1</script><img src=x onerror="window.hacked = 2"><b>bold</b> {{7*7}}`;

describe.skipIf(!hasChromium()).each(storesUnderTest())('the page on $name', ({ env }) => {
  const { open, as, service: started } = pages(env);
  let service: TestService;
  beforeAll(() => {
    service = started();
  });

  it('leads from an empty service to a conversation taken over, answered, and given back', async () => {
    const page = await open('/');
    await page.getByText('Nobody waits.').waitFor();
    await page.getByRole('link', { name: 'Conversations' }).click();
    await page.getByText('No conversation yet.').waitFor();
    await page.getByRole('link', { name: 'Overview' }).click();

    // Somebody asks for a person: it is on the page without a reload.
    const { conversationId } = await say(service, '@script handoff=1 reply=hi', { userId: 'ada' });
    await page.locator('.waiting').getByRole('link', { name: /ada/ }).click();
    await page.getByRole('heading', { name: 'ada' }).waitFor();
    await page.getByText('Live').waitFor();

    // The name is asked for once.
    await page.getByRole('button', { name: 'Take over' }).click();
    await page.getByLabel('Your name').fill('Sam');
    await page.getByRole('dialog').getByRole('button', { name: 'Take over' }).click();
    await page.getByLabel('Your answer').fill('This is Sam.');
    await page.keyboard.press('Enter');
    await page.locator('.bubble.human', { hasText: 'This is Sam.' }).waitFor();
    const { messages } = await ask(service.conversations, 'listMessages', { conversationId });
    expect(messages.at(-1)).toMatchObject({ role: 'ROLE_HUMAN', authorId: 'Sam', text: 'This is Sam.' });

    // While Sam owns it, the agent is silent, and what the user writes is shown.
    await say(service, 'are you still there?', { userId: 'ada' });
    await page.locator('.bubble.user', { hasText: 'are you still there?' }).waitFor();
    expect(await page.locator('.bubble.agent', { hasText: 'ok' }).count()).toBe(0);

    await page.getByRole('button', { name: 'Give back' }).click();
    await page.getByLabel('Note for the agent').fill('all is agreed');
    await page.getByRole('dialog').getByRole('button', { name: 'Give back' }).click();
    await page.getByRole('button', { name: 'Take over' }).waitFor();
    const { conversation } = await ask(service.conversations, 'getConversation', { conversationId });
    expect(conversation?.owner?.kind).toBe('OWNER_KIND_AGENT');
    await say(service, 'and now?', { userId: 'ada' });
    await page.locator('.bubble.agent', { hasText: 'ok' }).waitFor();

    await page.goto('/');
    await page.getByText('Nobody waits.').waitFor();
  });

  it('finds what was said, marks it, and leads to the message', async () => {
    const own = tenant('search');
    const text = 'Zürich’s café — our shared <b>mailbox</b> overflows 🙈 every day';
    const { conversationId } = await say(service, 'hello', { userId: 'finder' }, own);
    await say(service, text, { userId: 'finder' }, own);
    for (let i = 0; i < 3; i++) await say(service, `line ${i}`, { userId: 'finder' }, own);
    const page = await open('/', as('search'));
    await page.getByLabel('Search messages').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('mailbox "every day"');
    await page.keyboard.press('Enter');
    const hit = page.locator('.hits .row');
    await hit.waitFor();
    expect(await hit.locator('.preview').textContent()).toBe(text);
    expect(await hit.locator('mark').allTextContents()).toEqual(['mailbox', 'every day']);
    await hit.click();
    await page.locator('.marked', { hasText: 'mailbox' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/conversations/${conversationId}`);
    await page.goBack();
    await page.getByLabel('Search messages').fill('nothingofthekind');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing matches.').waitFor();
  });

  it('opens each number to the conversations that it counted', async () => {
    const own = tenant('numbers');
    for (const userId of ['ann', 'ben', 'cas']) {
      await say(service, userId === 'cas' ? 'hello' : '@script stage=ENGAGED need=met', { userId }, own);
    }
    await say(service, '@script stage=QUALIFIED handoff=1', { userId: 'ben' }, own);
    const page = await open('/', as('numbers'));
    const funnel = page.locator('.funnel tbody tr');
    await funnel.first().waitFor();
    const rows = await funnel.evaluateAll(cellsOf);
    expect(rows.map(([stage, reached, conversion]) => [stage, reached, conversion])).toEqual([
      ['Lead', '3', ''],
      ['Engaged', '2', '67 %'],
      ['Qualified', '1', '50 %'],
      ['Proposal', '0', '0 %'],
      ['Negotiation', '0', '0 %'],
      ['Won', '0', '0 %'],
      ['Lost', '0', '0 %'],
    ]);
    const users = () => page.locator('.row .user').allTextContents();
    await funnel.nth(1).getByRole('link').click();
    await page.getByRole('heading', { name: 'Reached Engaged' }).waitFor();
    await expect.poll(users).toEqual(expect.arrayContaining(['ann', 'ben']));
    expect(await users()).toHaveLength(2);
    await page.goBack();

    const tile = page.locator('.tiles li', { hasText: 'Handed to people' });
    await expect.poll(() => tile.locator('.figure').textContent()).toBe('1');
    await tile.getByRole('link').click();
    await expect.poll(users).toEqual(['ben']);
    await page.goBack();

    // The chart's last bar is today; its table says the same.
    const chart = page.locator('.chart', { hasText: 'Conversations over time' });
    await chart.getByText('Table').click();
    expect(await chart.locator('tbody tr').count()).toBe(7);
    expect(await chart.locator('tbody tr').last().locator('td').textContent()).toBe('3');
    const over = chart.locator('.u-over');
    const { width = 0, height = 0 } = (await over.boundingBox()) ?? {};
    await over.click({ position: { x: width - 8, y: height / 2 } });
    await page.getByRole('heading', { name: /^Conversations, / }).waitFor();
    await expect.poll(async () => (await users()).sort()).toEqual(['ann', 'ben', 'cas']);
    await page.goBack();
    await page.getByText('24 h', { exact: true }).click();
    await expect.poll(() => chart.locator('tbody tr').count()).toBe(24);
    await page.getByLabel('Time zone').selectOption('UTC');
    await page.getByLabel('Channel').selectOption('web');
    await expect.poll(() => page.locator('.tiles .figure').first().textContent()).toBe('3');
  });
});

describe.skipIf(!hasChromium())('the page', () => {
  const { open, as, service: started } = pages(() => ({}));
  let service: TestService;
  beforeAll(() => {
    service = started();
  });

  it('shows a reply while it streams, and once when it is whole', async () => {
    const { conversationId } = await say(service, 'hello', { userId: 'streamer' });
    const page = await open(`/conversations/${conversationId}`);
    await page.locator('.bubble.agent', { hasText: 'ok' }).waitFor();
    const turn = stream(service, '@script steps=40 ms=50 reply=word', { userId: 'streamer' });
    const live = page.locator('.streaming .text');
    await live.filter({ hasText: /^word0 word1 / }).waitFor();
    const early = (await live.textContent()) ?? '';
    expect(early).not.toContain('word39');
    await live.filter({ hasText: 'word20' }).waitFor();
    await turn.until(is('ended'));
    await page.locator('li:not(.streaming) > .bubble', { hasText: 'word39' }).waitFor();
    expect(await page.getByText('word0 word1').count()).toBe(1);
  });

  it('stops the text of an agent when somebody takes over, and keeps what was shown', async () => {
    const { conversationId } = await say(service, 'hello', { userId: 'interrupted' });
    const page = await open(`/conversations/${conversationId}`, as('default'));
    await page.getByText('Live').waitFor();
    const turn = stream(service, '@script steps=400 ms=20 reply=word', { userId: 'interrupted' });
    await page.locator('.streaming .text', { hasText: 'word3' }).waitFor();
    await page.getByRole('button', { name: 'Take over' }).click();
    await page.getByLabel('Your answer').waitFor();
    await page.locator('.bubble', { hasText: 'word0' }).getByText('Unfinished').waitFor();
    await turn.until(is('ended'));
    expect(await page.locator('.streaming').count()).toBe(0);
    await page.getByText('Sam answers now').waitFor();
  });

  it('leads from a criterion to the message that shows it', async () => {
    const user = { userId: 'evident' };
    const { conversationId } = await say(service, '@script need=met stage=ENGAGED', user);
    for (let i = 0; i < 30; i++) await say(service, `line ${i}`, user);
    const page = await open(`/conversations/${conversationId}`);
    await page.locator('.bubble', { hasText: 'line 29' }).waitFor();
    const first = page.locator('.bubble', { hasText: '@script need=met' });
    await page.getByRole('link', { name: 'Evidence: message 1' }).click();
    await page.locator('.marked', { has: first }).waitFor();
    await expect.poll(() => first.evaluate(isInView)).toBe(true);
    expect(new URL(page.url()).search).toBe('?seq=1');
    expect(await page.locator('.marked').count()).toBe(1);
  });

  it('shows long logs from their end, and earlier parts when they are asked for', async () => {
    const { conversation } = await ask(service.conversations, 'createConversation', { userId: 'long' });
    const conversationId = conversation?.id ?? '';
    for (let i = 0; i < 300; i++) {
      await ask(service.conversations, 'addMessage', { conversationId, role: 'ROLE_SYSTEM', text: `note ${i}.` });
    }
    const page = await open(`/conversations/${conversationId}`);
    const shown = () => page.locator('.bubble').count();
    await page.locator('.bubble', { hasText: 'note 299.' }).waitFor();
    expect(await shown()).toBeLessThan(100);
    await page.goto(`/conversations/${conversationId}?seq=5`);
    await page.locator('.marked', { hasText: 'note 3.' }).waitFor();
    await expect.poll(shown).toBe(300);
    const texts = await page.locator('.bubble .text').allTextContents();
    expect(texts).toEqual(Array.from({ length: 300 }, (_, i) => `note ${i}.`));
  });

  it('runs nothing that somebody wrote', async () => {
    const metadata = { [evil]: evil };
    const { conversationId } = await say(service, evil, { userId: 'mallory', metadata });
    await ask(service.conversations, 'setStage', { conversationId, stage: 'STAGE_WON', reason: evil });
    await ask(service.conversations, 'takeOver', { conversationId, humanId: evil, reason: evil });
    const criterion = { name: evil.slice(0, 64), status: 'CRITERION_STATUS_MET', value: evil, confidence: 1 } as const;
    await ask(service.conversations, 'setQualification', {
      conversationId,
      criteria: [{ ...criterion, evidenceSeqs: [1] }],
    });
    const page = await open(`/conversations/${conversationId}`);
    await page.locator('.bubble.user .text', { hasText: evil }).waitFor();
    await page.locator('.panel').getByText(evil).first().waitFor();
    for (const path of [
      '/conversations',
      `/search?q=${encodeURIComponent(evil)}`,
      '/counted?title=%3Cimg%20src=x%3E',
    ]) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    await page.goto('/search?q=bold');
    await page.locator('.hits .preview', { hasText: '<b>bold</b>' }).waitFor();
    await page.goto('/conversations');
    await page.locator('.preview', { hasText: 'ok' }).first().waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.locator('main img, main script, main b').count()).toBe(0);
  });

  it('goes on by itself after the service was away, and shows nothing twice', async () => {
    const env = { COLLOQUY_WEB_ADDRESS: '127.0.0.1:0' };
    const before = await startTestService({ env, dataDir: temporaryFolder() });
    const { conversationId } = await say(before, 'hello', { userId: 'patient' });
    const page = await open(`/conversations/${conversationId}`, {}, before);
    await page.getByText('Live').waitFor();
    await page.locator('.bubble.agent', { hasText: 'ok' }).waitFor();
    await before.stop();
    await page.getByText('Reconnecting …').waitFor();
    const panel = page.getByRole('complementary');
    await panel.getByText('The service cannot be reached.').waitFor();
    const address = { COLLOQUY_WEB_ADDRESS: before.web };
    const after = await startTestService({ env: address, dataDir: before.dataDir });
    // What could not be had meanwhile is asked for again.
    await panel.getByText('Memory is off.').waitFor();
    await say(after, 'I am back', { userId: 'patient' });
    await page.locator('.bubble.user', { hasText: 'I am back' }).waitFor();
    await page.getByText('Live').waitFor();
    await expect.poll(() => page.locator('.bubble .seq').allTextContents()).toEqual(['#1', '#2', '#3', '#4']);
    await after.dispose();
  });

  it('shows a conversation that was opened while the service was away, once it is back', async () => {
    const env = { COLLOQUY_WEB_ADDRESS: '127.0.0.1:0' };
    const before = await startTestService({ env, dataDir: temporaryFolder() });
    const { conversationId } = await say(before, 'hello', { userId: 'patient' });
    const page = await open('/', {}, before);
    await page.keyboard.press('c');
    await page.getByRole('link', { name: /patient/ }).waitFor();
    await before.stop();
    await page.getByRole('link', { name: /patient/ }).click();
    const main = page.locator('main');
    await main.getByText('The service cannot be reached.').waitFor();
    const after = await startTestService({ env: { COLLOQUY_WEB_ADDRESS: before.web }, dataDir: before.dataDir });
    await page.locator('.bubble.user', { hasText: 'hello' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/conversations/${conversationId}`);
    expect(await main.getByText('The service cannot be reached.').count()).toBe(0);
    await after.dispose();
  });

  it('heeds keys from the moment that it is there', async () => {
    const page = await open('about:blank', as('hasty'));
    await page.addInitScript(`addEventListener('DOMContentLoaded', () =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', bubbles: true })))`);
    await page.goto(`http://${service.web}/`);
    await page.getByText('No conversation yet.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/conversations');
  });

  it('is worked by keys', async () => {
    const own = as('keys');
    const metadata = { userId: 'kim' };
    await fetch(`http://${service.web}/v1/ChatService/Chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tenant-id': 'keys' },
      body: JSON.stringify({ ...metadata, text: 'hello' }),
    });
    const page = await open('/', own);
    await page.getByText('Nobody waits.').waitFor();
    await page.keyboard.press('c');
    await page.getByRole('link', { name: /kim/ }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'kim' }).waitFor();
    await expect.poll(() => page.title()).toBe('kim · Colloquy');
    expect(await page.evaluate('document.activeElement?.id')).toBe('main');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement?.id')).toBe('search');
    // Letters are text there.
    await page.keyboard.type('jock');
    expect(await page.locator('#search').inputValue()).toBe('jock');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Conversations' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('o');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.keyboard.press('Tab');
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    expect(outline).not.toBe('none');
  });

  it('shows a list again as it was left: as long, with the focus where it was, and as things are now', async () => {
    const own = tenant('lists');
    for (let i = 0; i < 120; i++) await ask(service.conversations, 'createConversation', { userId: `u${i}` }, own);
    const page = await open('/conversations', as('lists'));
    const rows = page.locator('[data-row]');
    const more = page.getByRole('button', { name: 'Show more' });
    await more.click();
    await expect.poll(() => rows.count()).toBe(100);
    await more.click();
    await expect.poll(() => rows.count()).toBe(120);
    await page.getByRole('link', { name: /^u5\b/ }).click();
    await page.getByRole('heading', { name: 'u5' }).waitFor();
    await page.getByRole('button', { name: 'Take over' }).click();
    await page.getByLabel('Your answer').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Conversations' }).waitFor();
    expect(await rows.count()).toBe(120);
    expect(await page.getByRole('link', { name: /^u5\b/ }).evaluate(isInView)).toBe(true);
    await page.getByRole('link', { name: /^u5\b/ }).getByText('Sam').waitFor();
    expect(await rows.count()).toBe(120);
    expect(await page.evaluate('document.activeElement.textContent')).toContain('u5');
    await page.keyboard.press('j');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('u4');
    // Who goes there anew begins anew.
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.keyboard.press('c');
    await expect.poll(() => rows.count()).toBe(50);
  });

  it('fits a phone, has names for all that can be pressed, and is dark where that is asked for', async () => {
    const { conversationId } = await say(service, `long ${'word'.repeat(100)}`, { userId: `u${'x'.repeat(100)}` });
    const page = await open('/', { viewport: { width: 360, height: 740 }, colorScheme: 'dark', isMobile: true });
    for (const path of ['/', '/conversations', `/conversations/${conversationId}`, '/search?q=word', '/nowhere']) {
      const response = await page.goto(path);
      if (path === '/nowhere') {
        expect(response?.status()).toBe(404);
        continue;
      }
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.getByRole('heading', { level: 1 }).count(), path).toBe(1);
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(360);
      const nameless = await page.locator('button, a, input, select, textarea').evaluateAll(namesMissing);
      expect(nameless, path).toEqual([]);
      expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe('rgb(18, 22, 20)');
    }
    await page.goto(`/conversations/${conversationId}`);
    await page.getByRole('button', { name: 'Details' }).click();
    await page.getByRole('complementary').getByText('Qualification').waitFor();
  });

  it('leaves room for what matters on the smallest phone, however long an id is', async () => {
    const { conversationId } = await say(service, 'hello', { userId: 'u'.repeat(128) });
    const page = await open(`/conversations/${conversationId}`, {
      viewport: { width: 320, height: 568 },
      isMobile: true,
    });
    await page.getByText('Live').waitFor();
    const heading = await page.locator('.talk .heading').boundingBox();
    expect(heading?.height).toBeLessThan(568 / 4);
    const search = await page.getByLabel('Search messages').boundingBox();
    expect(search?.width).toBeGreaterThan(110);
  });

  it('tells what went wrong where something did', async () => {
    const page = await open('/conversations/nowhere');
    await page.getByRole('alert').filter({ hasText: 'No such conversation' }).waitFor();
    const { conversationId } = await say(service, 'hello', { userId: 'contested' });
    await page.goto(`/conversations/${conversationId}`);
    await page.getByRole('button', { name: 'Take over' }).waitFor();
    await page.evaluate(`localStorage.setItem('colloquy.person', 'Sam')`);
    await page.route('**/v1/ConversationService/TakeOver', async (route) => {
      // Somebody else is quicker.
      await ask(service.conversations, 'takeOver', { conversationId, humanId: 'Kay' });
      await route.continue();
    });
    await page.reload();
    await page.getByRole('button', { name: 'Take over' }).click();
    await page.getByRole('alert').filter({ hasText: 'owned by Kay' }).waitFor();
    await page.getByRole('button', { name: 'Take over from Kay' }).waitFor();
  });
});

/** What of an element these look at; tests are compiled without the types of browsers. */
interface Shown {
  readonly textContent: string | null;
  readonly outerHTML: string;
  readonly labels?: { readonly length: number } | null;
  getAttribute(name: string): string | null;
}

/** In the browser: the texts of each row's cells. */
function cellsOf(rows: { readonly children: Iterable<Shown> }[]): string[][] {
  return rows.map(({ children }) => [...children].map(({ textContent }) => textContent?.trim() ?? ''));
}

/** In the browser: which of some controls have no name for who cannot see them. */
function namesMissing(controls: Shown[]): string[] {
  return controls
    .filter((control) => {
      const name = control.getAttribute('aria-label') ?? control.textContent;
      return (control.labels?.length ?? 0) === 0 && name?.trim() === '';
    })
    .map((control) => control.outerHTML);
}
