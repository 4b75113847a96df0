import { setTimeout as sleep } from 'node:timers/promises';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** A change of colours takes a moment, in which text is on the ground of before. */
const TRANSITIONS_END =
  'Promise.allSettled(document.getAnimations().filter((each) => each instanceof CSSTransition).map(({ finished }) => finished))';

/** How often a page is looked at until it has no faults, and how long it has in between. */
const LOOKS = 5;
const PAUSE_MS = 1000;

async function faultsNow(page: Page): Promise<readonly string[]> {
  await page.evaluate(TRANSITIONS_END);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}

/**
 * What a page has against WCAG 2.2 AA and axe's best practices, one line for each element. Only what
 * stays counts: on a busy machine a page takes a while to follow a change of light and dark, and its
 * transitions have not begun when it is first looked at.
 * https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md
 */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  // Run from outside the page, or its content security policy would refuse the script.
  await page.evaluate(axe.source);
  let faults = await faultsNow(page);
  for (let look = 1; look < LOOKS && faults.length > 0; look++) {
    await sleep(PAUSE_MS);
    faults = await faultsNow(page);
  }
  return faults;
}

/** Pixels by which a page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
