import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launch, openTab, type Tab } from './browser.js';
import { startTestService, type TestService } from './service.js';

/** A service with a page, and tabs of a browser that show it. */
export function pages(env: () => Record<string, string>) {
  let browser: Browser;
  let service: TestService;
  const tabs: Tab[] = [];
  beforeAll(async () => {
    browser = await launch();
    service = await startTestService({ env: { ...env(), COLLOQUY_WEB_ADDRESS: '127.0.0.1:0' } });
  });
  afterEach(async () => {
    for (const tab of tabs.splice(0)) {
      await tab.close();
      expect(tab.wrong).toEqual([]);
    }
  });
  afterAll(async () => {
    await browser.close();
    await service.dispose();
  });

  const open = async (path: string, options: Parameters<typeof openTab>[2] = {}, at = service): Promise<Page> => {
    const tab = await openTab(browser, at.web, options);
    tabs.push(tab);
    await tab.page.goto(path);
    return tab.page;
  };
  /** A tenant of its own, so that tests do not see each other's conversations. */
  const as = (tenantId: string) => ({
    storageState: {
      cookies: [],
      origins: [
        {
          origin: `http://${service.web}`,
          localStorage: [
            { name: 'colloquy.tenant', value: tenantId },
            { name: 'colloquy.person', value: 'Sam' },
          ],
        },
      ],
    },
  });
  return { open, as, service: () => service };
}

/** In the browser: whether an element is on screen, whole. Tests are compiled without the types of browsers. */
export function isInView(element: {
  getBoundingClientRect(): { readonly top: number; readonly bottom: number; readonly height: number };
}): boolean {
  const { top, bottom, height } = element.getBoundingClientRect();
  const { innerHeight } = globalThis as unknown as { readonly innerHeight: number };
  return height > 0 && top >= 0 && bottom <= innerHeight;
}
