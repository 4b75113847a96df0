import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HealthReport } from '@agent-vitals/health-score/report';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults } from '../system/accessibility.js';
import { startBrowser, type TestBrowser } from '../system/browser.js';
import { waitUntilWell } from '../system/fault-to-mail.js';
import { getJson } from '../system/http.js';
import { root, startSystem, type System } from '../system/system.js';
import { waitFor } from '../system/wait.js';

let system: System;
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  system = await startSystem({ demoRunsPerSecond: 0.5 });
  await waitUntilWell(system);
  browser = await startBrowser();
  page = await browser.open(`${system.urls.console}/`);
});
afterAll(async () => {
  await browser?.close();
  await system?.remove();
});

/** The titles of all panels, from the file that the console serves. */
function panelTitles(): string[] {
  const file = join(root, 'services/console/dashboards/system-overview.json');
  const dashboard = JSON.parse(readFileSync(file, 'utf8')) as {
    spec: { panels: Record<string, { spec: { display: { name: string } } }> };
  };
  return Object.values(dashboard.spec.panels).map(({ spec }) => spec.display.name);
}

/** What each panel shows below its title. */
async function panels(): Promise<Map<string, string>> {
  const texts = await page.getByTestId('panel').allInnerTexts();
  return new Map(
    texts.map((text) => {
      const [title = '', ...rest] = text.split('\n');
      return [title, rest.join(' ')];
    }),
  );
}

it('opens on the health of the live system [H1][H2]', async () => {
  const report = await getJson<HealthReport>(system.urls.console, '/api/health-score/health');
  expect(await page.title()).toBe('Health · agent-vitals');
  await waitFor(
    'a score',
    async () => /\d/.test(await page.getByTestId('score').innerText()) || undefined,
  );
  const titles = await page
    .getByTestId(/^component-/)
    .getByRole('heading')
    .allInnerTexts();
  expect(titles).toEqual(report.components.map(({ title }) => title));
  const agents = page.getByTestId('component-agents');
  await waitFor(
    'a score of the agents',
    async () => /\d+\s+\S (Healthy|Degraded|Critical)/.test(await agents.innerText()) || undefined,
  );
  expect(await accessibilityFaults(page)).toEqual([]);
});

it('leads from the health to an agent and what was measured of it', async () => {
  await page
    .getByTestId('component-agents')
    .getByRole('link', { name: 'Agents', exact: true })
    .click();
  await page.getByTestId('items').getByRole('link', { name: 'code_generator' }).click();
  await page.getByText('Its indicators over time').click();
  await page.waitForURL('**/dashboards/system-health?*var-item=code_generator*');
  const shown = await waitFor('the indicators of the agent', async () => {
    const text = (await panels()).get('Errors and saturation, the highest') ?? '';
    return text.includes('code_generator errorRatio') ? text : undefined;
  });
  expect(shown).not.toContain('test_generator');
});

it('has a System overview', async () => {
  await page.goto(`${system.urls.console}/dashboards/system-overview`);
  expect(
    await waitFor('the title', async () => (await page.title()).match(/.*overview · .*/)?.[0]),
  ).toBe('System overview · agent-vitals');
});

// What is usual, which some hold the present against, is known after some minutes.
const UNTIL_USUAL_MS = 300_000;

it('shows a value in every panel [D1][M4]', { timeout: 2 * UNTIL_USUAL_MS }, async () => {
  const titles = panelTitles();
  expect(titles.length).toBeGreaterThanOrEqual(12);
  const shown = await waitFor(
    'a value in every panel',
    async () => {
      const now = await panels();
      const filled = titles.every((title) => /\d|No alert is firing/.test(now.get(title) ?? ''));
      return filled ? now : undefined;
    },
    UNTIL_USUAL_MS,
  ).catch(panels);
  for (const title of titles) expect(shown.get(title), title).toMatch(/\d|No alert is firing/);
});

it('leads from a part to its dashboard, with what is chosen', async () => {
  await page.goto(`${system.urls.console}/dashboards/system-overview?var-service=demo-api`);
  const part = page.getByTestId('panel').filter({ hasText: 'Agents: errors of the worst' });
  await part.hover();
  await part.getByRole('link', { name: 'Agents' }).first().click();
  await page.waitForURL('**/dashboards/agents?*var-service=demo-api*');
  await waitFor('the title', async () => (await page.title()).startsWith('Agents ·') || undefined);
  const shown = await waitFor('the agents of the service', async () => {
    const text = (await panels()).get('Invocations per minute by agent') ?? '';
    return text.includes('code_generator') ? text : undefined;
  });
  expect(shown).toContain('security_analyst');
});

it('shows that everything is chosen where a link says so', async () => {
  await page.goto(`${system.urls.console}/dashboards/agents?var-service=.%2B&var-agent=.*`);
  await page.waitForURL('**/dashboards/agents?*var-agent=%24__all*');
  expect(new URL(page.url()).searchParams.get('var-service')).toBe('$__all');
  await page.goto(`${system.urls.console}/dashboards/system-overview`);
});

it('keeps up to date by itself', async () => {
  const before = (await panels()).get('Latest logs');
  const after = await waitFor('newer log lines', async () => {
    const now = (await panels()).get('Latest logs');
    return now === before ? undefined : now;
  });
  expect(after).not.toBe(before);
});

it('follows the time range', async () => {
  await page.goto(`${system.urls.console}/dashboards/system-overview?start=5m`);
  await waitFor(
    'the range in the toolbar',
    async () => (await page.getByText('Last 5 minutes').isVisible()) || undefined,
  );
  expect(await page.getByText('Last 5 minutes').count()).toBe(1);
});

it('opens a trace of the overview as a waterfall with its logs [I5]', async () => {
  // Of the traces that Jaeger has. A log line leads to its trace too, but is there before it.
  const runs = page.getByTestId('panel').filter({ hasText: 'Workflow runs, latest' });
  const link = runs.locator('a[href*="/traces/"]').first();
  await link.waitFor({ timeout: 30_000 });
  const target = new URL((await link.getAttribute('href'))!, system.urls.console);
  await page.goto(target.href);
  await waitFor(
    'the spans of the run',
    async () => (await page.getByText(/invoke_agent \w+/).count()) > 0 || undefined,
  );
  const logs = await waitFor('the logs of the run', async () => {
    const text = (await panels()).get('Logs of this trace') ?? '';
    return /\d{2}:\d{2}:\d{2}/.test(text) ? text : undefined;
  });
  expect(logs).toMatch(/finished|delivery/);
});

it('shows an alert of the live system by itself, and its dashboard at that time [A2]', async () => {
  await page.goto(`${system.urls.console}/alerts`);
  system.setFault('tool-errors');
  const alert = page.getByTestId('alert-firing').first();
  await alert.waitFor({ timeout: 120_000 });
  expect(await alert.innerText()).toMatch(/critical|warning/);
  await alert.getByRole('link', { name: 'Dashboard' }).click();
  await page.waitForURL(/\/dashboards\/.*start=\d{13}&end=\d{13}/);
  const { searchParams } = new URL(page.url());
  const [start, end] = ['start', 'end'].map((name) => Number(searchParams.get(name)));
  // It began before it was seen here, and some minutes before are shown.
  expect(end! - start!).toBeGreaterThanOrEqual(15 * 60_000);
  const range = page.getByText(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} - \d{4}-/);
  expect(
    await waitFor('the range in the toolbar', async () => (await range.count()) || undefined),
  ).toBe(1);
});

it('has met no error and asked nothing of the outside', () => {
  expect(browser.faults).toEqual([]);
});
