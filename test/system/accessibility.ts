import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** A change of colours takes a moment, in which text is on the ground of before. */
const TRANSITIONS_END =
  'Promise.allSettled(document.getAnimations().filter((each) => each instanceof CSSTransition).map(({ finished }) => finished))';

/**
 * What a page has against WCAG 2.2 AA and axe's best practices, one line for each element.
 * https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md
 */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(TRANSITIONS_END);
  // Run from outside the page, or its content security policy would refuse the script.
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}

/** Pixels by which a page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
