import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startBrowser } from '../system/browser.js';
import { isComplete } from '../system/complete-page.js';
import { waitUntilWell } from '../system/fault-to-mail.js';
import { root, startSystem } from '../system/system.js';
import { waitFor } from '../system/wait.js';
import { pagesOf, type Shown } from './pages.js';

/** How a visitor may see a page. The heights show what a screen shows, not all of a page. */
const LOOKS = [
  { look: 'light', width: 1440, height: 1000, colorScheme: 'light' },
  { look: 'dark', width: 1440, height: 1000, colorScheme: 'dark' },
  { look: 'phone', width: 390, height: 844, colorScheme: 'light' },
] as const;

/** Not in git; the best of them are copied to `docs/screenshots` by hand, once they were looked at. */
const folder = join(root, 'docs/screenshots/all');

/** A console that runs, or one with a system and the demo of its own. */
async function consoleAt(given: string | undefined) {
  if (given !== undefined) return { url: given, end: async () => {} };
  const system = await startSystem();
  await waitUntilWell(system);
  return { url: system.urls.console, end: () => system.remove() };
}

const { url, end } = await consoleAt(process.argv[2]);
const browser = await startBrowser();
mkdirSync(folder, { recursive: true });
try {
  const first = await browser.open(url);
  const pages = await pagesOf(first);
  await first.close();
  for (const shown of pages) {
    for (const look of LOOKS) await take(shown, look);
  }
} finally {
  await browser.close();
  await end();
}
console.log(`The pictures are in ${folder}.`);
for (const fault of new Set(browser.faults)) console.log(`The browser met: ${fault}`);

async function take({ name, path }: Shown, look: (typeof LOOKS)[number]): Promise<void> {
  const page = await browser.open(url + path, look);
  await waitFor(name, async () => (await isComplete(page)) || undefined, 30_000).catch(() => {
    console.log(`${name}, ${look.look}: not all is there after 30 s`);
  });
  await page.screenshot({ path: join(folder, `${name}-${look.look}.png`) });
  await page.close();
}
