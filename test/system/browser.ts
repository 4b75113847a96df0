import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { root } from './system.js';

/** What a visitor looks at a page with. */
interface PageOptions {
  /** Width of the window in pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** A headless Chromium, and what went wrong in it. */
export interface TestBrowser {
  /** Opens a page. By default the window is 1440 by 3600 pixels, and light. */
  open(url: string, options?: PageOptions): Promise<Page>;
  /** Errors and warnings of the browser's log, failed requests, requests to the outside. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts the machine's Chromium.
 * @throws {Error} there is none
 */
export async function startBrowser(): Promise<TestBrowser> {
  const { findChromium } = (await import(join(root, 'scripts/chromium.mjs'))) as {
    findChromium: () => string | undefined;
  };
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium on PATH; install it.');
  const browser: Browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox', // as root, in a container, there is none to be had
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const faults: string[] = [];
  return {
    faults,
    async open(url, { width = 1440, height = 3600, colorScheme = 'light' } = {}) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme });
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) faults.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('response', (response) => {
        if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
      });
      page.on('request', (request) => {
        if (!request.url().startsWith(new URL(url).origin) && !request.url().startsWith('data:')) {
          faults.push(`a request to the outside: ${request.url()}`);
        }
      });
      await page.goto(url);
      return page;
    },
    close: () => browser.close(),
  };
}
