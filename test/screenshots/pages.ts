import type { Page } from 'playwright-core';

/** A page of the console to take a picture of. */
export interface Shown {
  /** The picture's name. */
  readonly name: string;
  readonly path: string;
}

const nameOf = (path: string): string => path.replace('/dashboards', '').slice(1) || 'health';

/** Where the bar leads to, and how one gets to pages that need something to be there. */
export async function pagesOf(page: Page): Promise<readonly Shown[]> {
  const paths = await page
    .locator('.bar li a')
    .evaluateAll((links: { getAttribute(name: string): string }[]) =>
      links.map((link) => link.getAttribute('href')),
    );
  const agents = { name: 'health-agents', path: '/health/agents' };
  return [
    ...paths.map((path) => ({ name: nameOf(path), path })),
    agents,
    { name: 'alerts-history', path: '/alerts/history' },
    { name: 'alerts-statistics', path: '/alerts/statistics' },
    { name: 'runbook', path: '/runbooks/AgentErrorRatioHigh' },
    ...(await linked(page, '/dashboards/system-overview', 'a[href*="/traces/"]', 'trace')),
    ...(await linked(page, '/alerts/history', '[data-testid="history"] a', 'alert')),
  ];
}

/** The page that the first such link leads to; none where there is no such link. */
async function linked(
  page: Page,
  from: string,
  selector: string,
  name: string,
): Promise<readonly Shown[]> {
  await page.goto(new URL(from, page.url()).href);
  const link = page.locator(selector).first();
  const found = await link.waitFor({ timeout: 30_000 }).then(
    () => true,
    () => false,
  );
  const path = found ? await link.getAttribute('href') : null;
  return path === null ? [] : [{ name, path }];
}
