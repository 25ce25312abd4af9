import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../support/browser.js';
import { isInView, pages } from '../support/pages.js';
import { ask, say, type TestService, tenant } from '../support/service.js';

/** Holds the answer to a method's next call until it is let go of; the call itself is made at once. */
async function late(page: Page, method: string): Promise<{ asked: Promise<void>; letGo(): Promise<void> }> {
  let go: () => void = () => undefined;
  let reached: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    reached = resolve;
  });
  let given: Promise<void> | undefined;
  await page.route(
    `**/${method}`,
    (route) => {
      given = route.fetch().then(async (response) => {
        reached();
        await held;
        await route.fulfill({ response });
      });
      return given;
    },
    { times: 1 },
  );
  return {
    asked,
    async letGo() {
      go();
      await given;
      await page.evaluate('new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)))');
    },
  };
}

describe.skipIf(!hasChromium())('the page, where answers come late', () => {
  const { open, as, service: started } = pages(() => ({}));
  let service: TestService;
  beforeAll(() => {
    service = started();
  });

  /** A page of Sam's, in a tenant of its own, that shows a conversation. */
  async function conversationOf(name: string, owned: boolean) {
    const own = tenant(name);
    const { conversationId } = await say(service, 'hello', { userId: name }, own);
    if (owned) await ask(service.conversations, 'takeOver', { conversationId, humanId: 'Sam' }, own);
    const page = await open(`/conversations/${conversationId}`, as(name));
    await page.getByText('Live').waitFor();
    return { own, conversationId, page };
  }

  it('keeps what is typed while an answer is sent, and nothing of what was', async () => {
    const { page } = await conversationOf('typist', true);
    const answer = page.getByLabel('Your answer');
    const sending = await late(page, 'AddMessage');
    await answer.fill('The first');
    await page.keyboard.press('Enter');
    await sending.asked;
    await answer.fill('The first and a second thought');
    await sending.letGo();
    expect(await answer.inputValue()).toBe('and a second thought');
    await page.reload();
    const other = await late(page, 'AddMessage');
    await answer.fill('Yes');
    await answer.press('Enter');
    await other.asked;
    await answer.fill('Yesterday');
    await other.letGo();
    expect(await answer.inputValue()).toBe('Yesterday');
    await answer.fill('and a second thought');
    await page.reload();
    expect(await answer.inputValue()).toBe('and a second thought');

    // Also where the conversation was left meanwhile.
    const again = await late(page, 'AddMessage');
    await page.keyboard.press('r');
    await answer.press('Enter');
    await again.asked;
    await page.getByRole('link', { name: 'Conversations' }).click();
    await page.getByRole('link', { name: /typist/ }).click();
    expect(await answer.inputValue()).toBe('and a second thought');
    await again.letGo();
    expect(await answer.inputValue()).toBe('');
    await page.locator('.bubble.human', { hasText: 'and a second thought' }).waitFor();
    expect(await page.locator('.bubble.human').count()).toBe(3);
  });

  it('goes back to no earlier owner or stage', async () => {
    const { own, conversationId, page } = await conversationOf('contended', false);
    const taking = await late(page, 'TakeOver');
    await page.getByRole('button', { name: 'Take over' }).click();
    await taking.asked;
    const { conversation } = await ask(service.conversations, 'getConversation', { conversationId }, own);
    const expectedEpoch = conversation?.owner?.epoch ?? 0;
    await ask(service.conversations, 'takeOver', { conversationId, humanId: 'Zoe', expectedEpoch }, own);
    await ask(service.conversations, 'setStage', { conversationId, stage: 'STAGE_WON' }, own);
    await page.locator('.heading .tag', { hasText: 'Won' }).waitFor();
    await taking.letGo();
    await page.getByRole('button', { name: 'Take over from Zoe' }).waitFor();
    expect(await page.locator('.heading .tag', { hasText: 'Won' }).count()).toBe(1);
  });

  it('keeps the note of a return that failed', async () => {
    const { page } = await conversationOf('returned', true);
    await page.route('**/ReturnToAgent', (route) => route.abort(), { times: 1 });
    const giveBack = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Give back' }).click();
    };
    await giveBack();
    await page.getByLabel('Note for the agent').fill('twelve seats');
    await page.getByRole('dialog').getByRole('button', { name: 'Give back' }).click();
    await page.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor();
    await page.reload();
    await giveBack();
    expect(await page.getByLabel('Note for the agent').inputValue()).toBe('twelve seats');
    await page.getByRole('dialog').getByRole('button', { name: 'Give back' }).click();
    await page.locator('.bubble.system', { hasText: 'twelve seats' }).waitFor();
    await page.getByRole('button', { name: 'Take over' }).click();
    await page.getByLabel('Your answer').and(page.locator(':focus')).waitFor();
  });

  it('leaves what is typed into a filter alone when the list comes', async () => {
    await say(service, 'hello', { userId: 'bob', channel: 'website' }, tenant('filters'));
    const page = await open('/conversations', as('filters'));
    await page.getByRole('link', { name: /bob/ }).waitFor();
    const listing = await late(page, 'ListConversations');
    await page.getByLabel('User').fill('bob');
    await page.keyboard.press('Tab');
    await listing.asked;
    await page.keyboard.type('web');
    await listing.letGo();
    await page.keyboard.type('site');
    expect(await page.getByLabel('Channel').inputValue()).toBe('website');
    await page.keyboard.press('Enter');
    await page.waitForURL(/user=bob&channel=website/);
    await page.getByRole('link', { name: 'Conversations' }).click();
    await expect.poll(() => page.getByLabel('Channel').inputValue()).toBe('');
  });

  it('takes out of sight what was erased, and says so', async () => {
    const { own, page } = await conversationOf('forgotten', true);
    await ask(service.data, 'eraseUser', { userId: 'forgotten' }, own);
    await page.getByRole('alert').filter({ hasText: 'was erased' }).waitFor();
    expect(await page.locator('.bubble').count()).toBe(0);
  });

  it('goes on after whatever lies between has closed a stream', async () => {
    const { own, page } = await conversationOf('cut', false);
    await page.routeWebSocket(/\/entries/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => {
        socket.send(message);
        void socket.close({ code: 1000 });
      });
    });
    await page.reload();
    await page.locator('.bubble.agent').waitFor();
    await say(service, 'still there?', { userId: 'cut' }, own);
    await page.locator('.bubble.user', { hasText: 'still there?' }).waitFor();
  });

  it('shows the details of a conversation in place of its log on a phone, and the log where it was left', async () => {
    const own = tenant('pocket');
    const { conversationId } = await say(service, 'hello', { userId: 'pocket' }, own);
    for (let i = 0; i < 6; i++) await say(service, `line ${i}\n\n\n\n\n`, { userId: 'pocket' }, own);
    const page = await open(`/conversations/${conversationId}`, {
      ...as('pocket'),
      viewport: { width: 390, height: 640 },
      isMobile: true,
    });
    const last = page.locator('.bubble').last();
    await expect.poll(() => last.evaluate(isInView)).toBe(true);
    const toggle = page.getByRole('button', { name: /Details/i });
    // A click of Playwright's scrolls by itself.
    await toggle.dispatchEvent('click');
    const stage = page.getByRole('complementary').getByRole('heading', { name: 'Stage' });
    await expect.poll(() => stage.evaluate(isInView)).toBe(true);
    await toggle.dispatchEvent('click');
    await expect.poll(() => last.evaluate(isInView)).toBe(true);
  });

  it('says of an address that none of its links leads to that nothing is there', async () => {
    const page = await open('/conversations/100%25');
    await page.getByRole('alert').filter({ hasText: 'No such conversation' }).waitFor();
    for (const path of ['/conversations/100%', '/nowhere']) {
      await page.goto(path);
      await page.getByRole('heading', { name: 'Nothing is here' }).waitFor();
    }
  });

  it('stays with its own tenant when another tab goes to another', async () => {
    const first = tenant('first-tenant');
    await say(service, 'hello', { userId: 'of-the-first' }, first);
    const page = await open('/conversations', as('first-tenant'));
    await page.getByRole('link', { name: /of-the-first/ }).waitFor();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('button', { name: 'first-tenant' }).click();
    await other.getByRole('dialog').getByLabel('Tenant').fill('second-tenant');
    await other.keyboard.press('Enter');
    await other.getByRole('button', { name: 'second-tenant' }).waitFor();
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('link', { name: 'Conversations' }).click();
    await page.getByRole('link', { name: /of-the-first/ }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: /of-the-first/ }).waitFor();
  });
});
