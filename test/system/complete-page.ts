import type { Page } from 'playwright-core';

/** Whether all that a visitor sees of a page has come: no panel waits for its data. */
export const isComplete = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(`(() => {
    const waiting = '[aria-label="Loading..."], [role="progressbar"], .MuiSkeleton-root';
    const panels = [...document.querySelectorAll('[data-testid="panel"] figure')];
    const empty = panels.filter((panel) => !panel.querySelector('canvas') && panel.innerText.trim() === '');
    return document.querySelector('main, #main') !== null &&
      document.querySelector(waiting) === null && empty.length === 0;
  })()`);
