import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HealthReport } from '@agent-vitals/health-score/report';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, overflow } from '../system/accessibility.js';
import { startBrowser, type TestBrowser } from '../system/browser.js';
import { isComplete } from '../system/complete-page.js';
import { startConsole } from '../system/console-process.js';
import { waitUntilWell } from '../system/fault-to-mail.js';
import { freePort } from '../system/free-port.js';
import { getJson } from '../system/http.js';
import { sendOtlp } from '../system/otlp.js';
import { root, startSystem, type System } from '../system/system.js';
import { waitFor } from '../system/wait.js';

let system: System;
let browser: TestBrowser;
let page: Page;

beforeAll(async () => {
  system = await startSystem({ demoRunsPerSecond: 0.5 });
  await sendOtlp(system.urls.otlp, TELEMETRY_OF_ONE_MOMENT);
  await waitUntilWell(system);
  browser = await startBrowser();
  page = await browser.open(`${system.urls.console}/`);
});
afterAll(async () => {
  await browser?.close();
  await system?.remove();
});

/** A service that is heard once and never again. */
const SILENT = 'silent-shop';
const TELEMETRY_OF_ONE_MOMENT = {
  service: SILENT,
  // The Collector goes on with what it derives from the spans of other SDKs.
  resource: { 'telemetry.distro.name': 'agent-vitals' },
  traceId: '5'.repeat(32),
  span: { name: 'GET /', attributes: {} },
  log: { body: 'the last word', attributes: {} },
  metric: { name: 'shop.visits', attributes: {} },
};

/** Waits until the toolbar shows a range of time. */
const shownInRange = (text: string): Promise<void> =>
  page.getByRole('combobox', { name: `Time range: ${text}` }).waitFor();

const range = () => page.getByRole('combobox', { name: /^Time range/ });

/** What the address says about the beginning of the time. */
const chosen = (): string | null => new URL(page.url()).searchParams.get('start');

const nothing = () => page.getByTestId('nothing').first();

/** One screen of a dashboard that stands still, for what people do there. */
const standStill = async (dashboard: string, query: string): Promise<void> => {
  await page.setViewportSize({ width: 1440, height: 1000 });
  await page.goto(`${system.urls.console}/dashboards/${dashboard}?refresh=0s&${query}`);
};

/** Waits until a panel shows an agent. */
const agentShown = (agent: string): Promise<true> =>
  waitFor(`${agent} in a panel`, async () => {
    const text = (await panels()).get('Agent error ratio') ?? '';
    return text.includes(agent) || undefined;
  });

/** The chart of a panel, once it is drawn. */
async function chartOf(title: string) {
  const chart = page.getByTestId('panel').filter({ hasText: title }).locator('canvas').first();
  await chart.waitFor();
  return chart;
}

const errorRatio = () =>
  page
    .getByTestId('panel')
    .filter({ has: page.getByRole('heading', { name: 'Agent error ratio' }) });

/** Chooses from the menu of the panel. */
const choose = async (item: string): Promise<void> => {
  await errorRatio().getByRole('button', { name: 'Menu of Agent error ratio' }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

/** How many panels are shown. */
const panelsShown = (): Promise<number> =>
  page.getByTestId('panel').filter({ visible: true }).count();

/** The titles of all panels, from the file that the console serves. */
function panelTitles(): string[] {
  const file = join(root, 'services/console/dashboards/system-overview.json');
  const dashboard = JSON.parse(readFileSync(file, 'utf8')) as {
    spec: { panels: Record<string, { spec: { display: { name: string } } }> };
  };
  return Object.values(dashboard.spec.panels).map(({ spec }) => spec.display.name);
}

/** What each panel shows below its head, by title. */
async function panels(): Promise<Map<string, string>> {
  const all = await page.getByTestId('panel').all();
  return new Map(
    await Promise.all(
      all.map(async (panel) => {
        const shown = await panel.locator('figure').innerText();
        return [await panel.locator('header h3').innerText(), shown.replaceAll('\n', ' ')] as const;
      }),
    ),
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
  // What is drawn anew as it is clicked is gone.
  const query = 'var-service=demo-api&refresh=0s';
  await page.goto(`${system.urls.console}/dashboards/system-overview?${query}`);
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

it('opens a trace of the overview as a waterfall with its logs [I5]', async () => {
  await page.goto(`${system.urls.console}/dashboards/system-overview?refresh=0s`);
  // Of the traces that Jaeger has. A log line leads to its trace too, but is there before it.
  const runs = page.getByTestId('panel').filter({ hasText: 'Workflow runs, latest' });
  const link = runs.locator('a[href*="/traces/"]').first();
  await link.waitFor({ timeout: 90_000 });
  const target = new URL((await link.getAttribute('href'))!, system.urls.console);
  await page.goto(target.href);
  const spans = page.getByTestId('waterfall').getByText(/invoke_agent \w+/);
  await spans.first().waitFor({ timeout: 60_000 });
  const lines = page.getByTestId('trace-logs').getByText(/finished|delivery/);
  await lines.first().waitFor({ timeout: 60_000 });
  expect(await lines.count()).toBeGreaterThan(0);
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
  const absolute = page.getByText(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} - \d{4}-/);
  expect(
    await waitFor('the range in the toolbar', async () => (await absolute.count()) || undefined),
  ).toBe(1);
});

it('shows in a graph of a day what fires at this moment, and not at its last step [A2]', async () => {
  await page.goto(`${system.urls.console}/dashboards/alerts?start=1d&refresh=10s`);
  await page.getByTestId('alert-table').waitFor({ timeout: 60_000 });
  expect(await page.getByTestId('no-alerts').count()).toBe(0);
});

describe('the time', () => {
  it('is chosen by name, with the keyboard alone, and taken back', async () => {
    await standStill('agents', 'var-service=demo-api');
    await shownInRange('Last 30 minutes');
    await range().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Last 30 minutes' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('option').first().waitFor({ state: 'hidden' });
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: 'Last 30 minutes' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await shownInRange('Last 15 minutes');
    expect(chosen()).toBe('15m');
    await page.goBack();
    await shownInRange('Last 30 minutes');
    expect(chosen()).toBe('30m');
  });

  it('is chosen from one moment to another [D2]', async () => {
    await range().click();
    await page.getByRole('option', { name: 'Custom Time Range' }).click();
    const [start, end] = [page.getByRole('textbox').nth(-2), page.getByRole('textbox').nth(-1)];
    const before = await end.inputValue();
    await start.fill(before.replace(/\d\d:\d\d:\d\d$/, '00:00:00'));
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.waitForURL(/start=\d{13}&/);
    const { searchParams } = new URL(page.url());
    expect(Number(searchParams.get('start'))).toBeLessThan(Number(searchParams.get('end')));
    expect(new Date(Number(searchParams.get('start'))).getSeconds()).toBe(0);
    await page.goBack();
    await shownInRange('Last 30 minutes');
  });

  it('is what one draws over in a chart, and taken back', async () => {
    const chart = await chartOf('Agent error ratio');
    await chart.scrollIntoViewIfNeeded();
    const box = (await chart.boundingBox())!;
    const y = box.y + box.height / 2;
    await waitFor('a range of its own', async () => {
      await page.mouse.move(box.x + box.width * 0.6, y);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.7, y, { steps: 4 });
      await page.mouse.move(box.x + box.width * 0.9, y, { steps: 4 });
      await page.mouse.up();
      return /^\d{13}$/.test(chosen() ?? '') || undefined;
    });
    const { searchParams } = new URL(page.url());
    const minutes = (Number(searchParams.get('end')) - Number(searchParams.get('start'))) / 60_000;
    expect(minutes).toBeGreaterThan(3);
    expect(minutes).toBeLessThan(20);
    await page.goBack();
    await shownInRange('Last 30 minutes');
  });

  it('goes on by itself as often as one wants', async () => {
    await page.getByRole('combobox', { name: /refresh interval/ }).click();
    await page.getByRole('option', { name: '15s' }).click();
    expect(new URL(page.url()).searchParams.get('refresh')).toBe('15s');
    const asked = (): Promise<unknown> =>
      page.waitForResponse(/\/api\/prometheus\/api\/v1\/query_range/);
    await asked();
    await page.waitForLoadState('networkidle');
    await asked();
  });
});

describe('the variables', () => {
  it('are chosen by a click, which the address and the panels follow, and taken back', async () => {
    await standStill('agents', '');
    await agentShown('security_analyst');
    const agents = page.getByRole('combobox', { name: 'Agent' });
    await agents.click();
    await page.getByRole('option', { name: 'code_generator' }).click();
    await page.keyboard.press('Escape');
    await page.waitForURL('**/dashboards/agents?*var-agent=code_generator*');
    const shown = await waitFor('the panel of one agent', async () => {
      const text = (await panels()).get('Agent error ratio') ?? '';
      return text.includes('code_generator') && !text.includes('test_generator') ? text : undefined;
    });
    expect(shown).not.toContain('security_analyst');
    await page.goBack();
    await agentShown('security_analyst');
  });

  it('and the time go along to the next dashboard, as far as it has them', async () => {
    await standStill('agents', 'start=1h&var-service=demo-api&var-agent=code_generator');
    await shownInRange('Last 1 hour');
    await page.getByRole('button', { name: 'Infrastructure' }).click();
    await page.getByRole('link', { name: 'APIs', exact: true }).click();
    await page.waitForURL('**/dashboards/apis?*');
    await shownInRange('Last 1 hour');
    const { searchParams } = new URL(page.url());
    expect(searchParams.get('var-service')).toBe('demo-api');
    expect(searchParams.has('var-agent')).toBe(false);
  });
});

describe('the bar', () => {
  it('works with the keyboard alone', async () => {
    const focused = (): Promise<string> => page.evaluate('document.activeElement.textContent');
    await standStill('apis', '');
    await page.getByTestId('panel').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await page.getByRole('button', { name: 'AI', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Agents');
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('AI');
    expect(await page.getByRole('link', { name: 'Prompts', exact: true }).isVisible()).toBe(false);
    const here = page.locator('.bar [aria-current]');
    expect(
      await here.evaluateAll((links: { textContent: string }[]) =>
        links.map(({ textContent }) => textContent),
      ),
    ).toEqual(['APIs']);
  });

  it('leads to every page, which can be read by everybody, also on a phone', async () => {
    await page.close();
    page = await browser.open(system.urls.console);
    const paths = await page
      .locator('.bar li a')
      .evaluateAll((links: { pathname: string }[]) => links.map(({ pathname }) => pathname));
    expect(paths.length).toBeGreaterThanOrEqual(12);
    const faults: string[] = [];
    const look = async (where: string): Promise<void> => {
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${where}: ${fault}`));
    };
    for (const path of paths) {
      await page.setViewportSize({ width: 1440, height: 3600 });
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(`${system.urls.console}${path}?refresh=0s`);
      await waitFor(`${path}, complete`, async () => (await isComplete(page)) || undefined);
      await look(`${path} light`);
      await page.emulateMedia({ colorScheme: 'dark' });
      await look(`${path} dark`);
      await page.setViewportSize({ width: 390, height: 844 });
      await waitFor(`${path} on a phone`, async () => (await overflow(page)) === 0 || undefined);
    }
    expect(faults).toEqual([]);
    await page.getByRole('button', { name: 'Pages' }).click();
    await page.getByRole('link', { name: 'Agents', exact: true }).click();
    await page.waitForURL('**/dashboards/agents*');
  }, 900_000);
});

describe('a panel', () => {
  it('says what is good, and leads to the next question', async () => {
    await standStill('agents', '');
    await errorRatio()
      .getByRole('button', { name: /^About Agent error ratio: / })
      .focus();
    await page.getByRole('tooltip').filter({ hasText: 'Good' }).waitFor();
    const runbook = errorRatio().getByRole('link', { name: 'Runbook' });
    expect(await runbook.getAttribute('href')).toBe('/runbooks/AgentErrorRatioHigh');
  });

  it('shows a line alone by a click in its legend, and all again by another', async () => {
    const line = errorRatio().getByRole('list', { name: 'Lines' }).getByRole('button').first();
    const drawn = async (): Promise<string> => {
      await page.mouse.move(0, 0);
      const chart = await chartOf('Agent error ratio');
      return (await chart.screenshot({ animations: 'disabled' })).toString('base64');
    };
    // What the panel says of itself lies over the chart while its button has the focus.
    await line.focus();
    await page.getByRole('tooltip').waitFor({ state: 'hidden' });
    const all = await drawn();
    await line.click();
    await waitFor('the line alone', async () => (await drawn()) !== all || undefined);
    expect(await line.getAttribute('aria-pressed')).toBe('true');
    expect(await accessibilityFaults(page)).toEqual([]);
    const alone = await drawn();
    await line.click();
    await waitFor('all lines', async () => (await drawn()) !== alone || undefined);
    expect(await line.getAttribute('aria-pressed')).toBe('false');
  });

  it('fills the page until Escape is pressed', async () => {
    const all = await panelsShown();
    const small = (await errorRatio().boundingBox())!;
    await choose('Fill the page');
    await waitFor('one panel', async () => (await panelsShown()) === 1 || undefined);
    const large = (await errorRatio().boundingBox())!;
    expect(large.width).toBeGreaterThan(small.width * 1.5);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await waitFor('all panels', async () => (await panelsShown()) === all || undefined);
  });

  it('shows its queries', async () => {
    await choose('Show the queries');
    const dialog = page.getByRole('dialog', { name: 'Queries of Agent error ratio' });
    expect(await dialog.innerText()).toContain('vitals:agents_error_ratio');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('is put away with its row', async () => {
    const all = await panelsShown();
    const row = page.getByRole('button', { name: 'Which fails' });
    await row.press('Enter');
    await waitFor('fewer panels', async () => (await panelsShown()) < all || undefined);
    expect(await row.getAttribute('aria-expanded')).toBe('false');
    await row.press('Enter');
    await waitFor('all panels', async () => (await panelsShown()) === all || undefined);
  });
});

describe('where there is nothing to show', () => {
  it('names what is chosen and leads back to all', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await standStill('agents', 'var-agent=nobody');
    await page.getByText('nobody (no data)').waitFor();
    await page.getByText('None in the 24 hours before it either.').first().waitFor();
    expect(new URL(page.url()).searchParams.get('var-agent')).toBe('nobody');
    await nothing().getByRole('link', { name: 'Choose all' }).click();
    await agentShown('code_generator');
  });

  it('says when there was something last, and leads there', async () => {
    const [start, end] = [Date.now() + 3_600_000, Date.now() + 7_200_000];
    await standStill('agents', `start=${start}&end=${end}`);
    await page
      .getByText(/The last was at about (?:\w+ \d+, )?\d\d:\d\d/)
      .first()
      .waitFor();
    await nothing().getByRole('link', { name: 'show it' }).click();
    await agentShown('code_generator');
    expect(Number(chosen())).toBeLessThan(Date.now());
  });

  it('names the service that is silent, since when, and what to do', async () => {
    await page.goto(`${system.urls.console}/dashboards/apis?var-service=${SILENT}`);
    const notice = page.getByTestId('telemetry-notice');
    await notice.waitFor({ timeout: 120_000 });
    expect(await notice.innerText()).toMatch(
      /^No telemetry from silent-shop for \d+ minutes?\nIs it running/,
    );
    expect(await notice.getByRole('link', { name: 'Pipeline' }).getAttribute('href')).toBe(
      '/dashboards/pipeline',
    );
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('names the program that is away, and leads a wrong address to the pages', async () => {
    const away = `http://127.0.0.1:${await freePort()}`;
    const lonely = await startConsole({ VITALS_PROMETHEUS_URL: away, VITALS_LOKI_URL: away });
    // What goes wrong there is meant to.
    const visitor = await startBrowser();
    try {
      const other = await visitor.open(`${lonely.url}/dashboards/system-overview`);
      await other.getByText('Prometheus does not answer').waitFor();
      const panel = other.getByTestId('panel').filter({ hasText: 'Latest logs' });
      await panel.getByText(`loki at ${away}: ECONNREFUSED. "vitals status" tells`).waitFor();
      expect(await accessibilityFaults(other)).toEqual([]);
      await other.goto(`${lonely.url}/dashboards/unknown`);
      await other.locator('main').getByRole('link', { name: 'Agents' }).click();
      await other.waitForURL('**/dashboards/agents*');
    } finally {
      await visitor.close();
      await lonely.stop();
    }
  });
});

it('has met no error and asked nothing of the outside', () => {
  // ECharts places the tooltip of a chart anew that it has just drawn over: nobody sees anything.
  const known = /reading 'offsetWidth'/;
  expect(browser.faults.filter((fault) => !known.test(fault))).toEqual([]);
});
