import type { Page } from 'playwright-core';

/**
 * Whether all that a visitor sees of a page has come: a dashboard has panels, and all of them show
 * something. One that is renewed shows what it had.
 */
export const isComplete = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(`(() => {
    const panels = [...document.querySelectorAll('[data-testid="panel"] figure')];
    const shows = (panel) => panel.querySelector('.MuiSkeleton-root') === null &&
      (panel.querySelector('canvas') !== null || panel.innerText.trim() !== '');
    const expected = document.querySelector('.with-dashboard') === null ? 0 : 1;
    return document.querySelector('#main') !== null && panels.length >= expected && panels.every(shows);
  })()`);
