import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const path = process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

/** Whether there is a browser; says so where there is none, and fails where one is required. */
export function hasChromium(): boolean {
  if (path !== undefined && existsSync(path)) return true;
  const how = 'Install Debian’s chromium, or name one in CHROMIUM_PATH.';
  if (process.env.REQUIRE_CHROMIUM === '1') throw new Error(`REQUIRE_CHROMIUM=1, and there is no Chromium. ${how}`);
  console.log(`\nSKIPPED: the page in a browser, there is no Chromium. ${how}`);
  return false;
}

export function launch(): Promise<Browser> {
  // Chromium's own sandbox refuses root, which containers mostly are.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: path ?? '', args });
}

/** A page of its own, and all that went wrong in it. */
export interface Tab {
  readonly page: Page;
  /** What scripts threw, and what the browser refused, such as by its policy. */
  readonly wrong: readonly string[];
  close(): Promise<void>;
}

export async function openTab(browser: Browser, base: string, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext({
    baseURL: `http://${base}`,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    const { url } = message.location();
    // Chromium tells of each answer that is no success, too: the page shows those itself.
    const failed = /^Failed to load resource|WebSocket connection to/.test(message.text());
    if (message.type() === 'error' && !failed) wrong.push(`${message.text()} ${url}`);
  });
  return { page, wrong, close: () => context.close() };
}
