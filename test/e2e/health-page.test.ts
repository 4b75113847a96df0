import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessibilityFaults, overflow } from '../system/accessibility.js';
import { startBrowser, type TestBrowser } from '../system/browser.js';
import { startConsole, type ConsoleProcess } from '../system/console-process.js';
import {
  startHealthFixture,
  type HealthFixture,
  type MadeUpHealth,
} from '../system/health-fixture.js';

const HEALTHY: MadeUpHealth = { score: 99.4, faults: [] };

/** The provider of the models fails, and what needs it with it; the database is slow besides. */
const FAULTY: MadeUpHealth = {
  score: 46.2,
  direction: 'worsening',
  unknown: ['prompts'],
  faults: [
    {
      indicator: 'models.errorRatio',
      item: 'openai/gpt-5-mini',
      value: 0.62,
      score: 12,
      effect: 21.3,
    },
    {
      indicator: 'database.durationP95',
      item: '127.0.0.1:5433/demo',
      value: 0.41,
      score: 71,
      effect: 3.4,
      crossesIn: 1260,
    },
    {
      indicator: 'agents.errorRatio',
      item: 'code_generator',
      value: 0.58,
      score: 14,
      effect: 9.6,
      causedBy: 'models',
    },
    {
      indicator: 'apis.errorRatio',
      item: 'POST /v1/deliveries',
      value: 0.28,
      score: 31,
      effect: 5.1,
      causedBy: 'models',
    },
  ],
};

let fixture: HealthFixture;
let consoleProcess: ConsoleProcess;
let browser: TestBrowser;

beforeAll(async () => {
  fixture = await startHealthFixture(HEALTHY);
  consoleProcess = await startConsole({
    VITALS_HEALTH_URL: fixture.url,
    VITALS_ALERTMANAGER_URL: fixture.url,
  });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await consoleProcess?.stop();
  await fixture?.close();
});
beforeEach(() => fixture.set(HEALTHY));

const open = (path: string, options?: Parameters<TestBrowser['open']>[1]): Promise<Page> =>
  browser.open(consoleProcess.url + path, options);

/** Has the page ask again, as it does by itself every 10 s. */
const renew = (page: Page): Promise<void> =>
  page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");

/** The rows of a table's body, once it is there. */
async function rowsOf(page: Page, testId: string): Promise<readonly string[]> {
  const rows = page.getByTestId(testId).locator('tbody tr');
  await rows.first().waitFor();
  return rows.allInnerTexts();
}

const textOf = (page: Page, testId: string): Promise<string> =>
  page.getByTestId(testId).innerText();

/** A row in one line, without the thresholds: they are vitals.yaml's to change. */
const withoutLimits = (row: string): string =>
  row
    .replaceAll(/\s+/g, ' ')
    .replace(/(above|below) [\d.,]+ \S+/, '$1 …')
    .trim();

describe('the first page', () => {
  it('shows the score, its trend and each component [H1][H2][H4]', async () => {
    const page = await open('/');
    expect(await textOf(page, 'score')).toBe('99 of 100');
    expect(await textOf(page, 'score-card')).toMatch(/Healthy[^]*steady[^]*An hour ago\s+98/);
    expect(await page.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(
      expect.arrayContaining(['Agents', 'Workflows', 'Models', 'APIs', 'Database', 'Resources']),
    );
    const curve = page.getByRole('img', { name: /Score from .* between 9\d and 100/ });
    await curve.first().waitFor();
    expect(await page.getByText('Nothing that is measured costs any points.').count()).toBe(1);
    await page.close();
  });

  it('does not wait for the charts of the dashboards', async () => {
    const page = await open('/favicon.svg');
    let bytes = 0;
    page.on('response', (response) => {
      void response.body().then((body) => (bytes += body.length));
    });
    const start = performance.now();
    await page.goto(`${consoleProcess.url}/`);
    await page.getByTestId('score').waitFor();
    const seconds = (performance.now() - start) / 1000;
    await page.waitForLoadState('networkidle');
    await page.close();
    process.stdout.write(
      `first page: ${Math.round(bytes / 1000)} kB, score shown after ${seconds.toFixed(2)} s\n`,
    );
    expect(bytes).toBeLessThan(400_000);
    expect(seconds).toBeLessThan(2);
  });

  it('says what is wrong in order of effect, and what only follows from it', async () => {
    fixture.set(FAULTY);
    const page = await open('/');
    const rows = await rowsOf(page, 'reasons');
    expect(rows.map((row) => withoutLimits(row))).toEqual([
      'openai/gpt-5-mini Error ratio Models ■ 62 % critical above … 21.3 over time',
      '127.0.0.1:5433/demo Operation duration, p95 Database ▲ 410 ms warning above … 3.4 over time',
      'Follows from a fault elsewhere',
      'code_generator Error ratio Agents · demo-api because of Models ■ 58 % critical above … 9.6 over time',
      'POST /v1/deliveries Error ratio APIs · demo-api because of Models ■ 28 % critical above … 5.1 over time',
    ]);
    expect(await textOf(page, 'component-models')).toMatch(/12\s+■ Critical/);
    expect(await textOf(page, 'component-agents')).toContain('looks like 14 because of Models');
    expect(await textOf(page, 'component-prompts')).toMatch(/\?\s+◌ Unknown/);
    expect(await textOf(page, 'forecasts')).toMatch(/410 ms\s+critical at \d.*\s+21 min/);
    expect(await textOf(page, 'recommendations')).toContain('saves $1,235 a month');
    const link = page.getByRole('link', { name: 'Error ratio of code_generator over time' });
    expect(await link.getAttribute('href')).toBe(
      '/dashboards/system-health?var-component=agents&var-item=code_generator',
    );
    const alert = page.getByTestId('active-alerts').getByRole('link');
    expect(
      await alert.evaluateAll((links: { href: string }[]) =>
        links.map(({ href }) => href.replace(/^http:\/\/[^/]+/, '')),
      ),
    ).toEqual(['/alerts?fingerprint=a1', '/runbooks/AgentErrorRatioHigh']);
    await page.close();
  });

  it('keeps up to date by itself, and tells a screen reader when the status changes', async () => {
    const page = await open('/');
    await page.getByTestId('score').waitFor();
    expect(await textOf(page, 'announcer')).toBe('');
    fixture.set(FAULTY);
    await page.getByText('Health is now critical, 46 of 100.').waitFor({ timeout: 15_000 });
    expect(await textOf(page, 'announcer')).toBe(
      'Health is now critical, 46 of 100. See Models and Database.',
    );
    expect(await textOf(page, 'score')).toBe('46 of 100');
    await page.close();
  });
});

describe('a component', () => {
  it('leads to its items and their indicators, and back', async () => {
    fixture.set(FAULTY);
    const page = await open('/');
    await page
      .getByTestId('component-apis')
      .getByRole('link', { name: 'APIs', exact: true })
      .click();
    await page.waitForURL('**/health/apis');
    expect(await page.title()).toBe('APIs · agent-vitals');
    await page.getByTestId('items').getByRole('link', { name: 'POST /v1/deliveries' }).click();
    await page.waitForURL('**/health/apis/POST%20%2Fv1%2Fdeliveries?service=demo-api');
    const indicators = await rowsOf(page, 'indicators');
    expect(indicators[0]).toMatch(/Error ratio[^]*because of Models[^]*28 %[^]*31/);
    expect(indicators.length).toBe(5);
    // Where a visitor who does not see the page goes on reading.
    expect(await page.evaluate('document.activeElement.textContent')).toBe('POST /v1/deliveries');
    await page.goBack();
    await page.goBack();
    await page.getByTestId('reasons').waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    await page.close();
  });

  it('that there is none of is said not to be there', async () => {
    const page = await open('/health/nothing');
    const text = page.getByText('There is no component nothing.');
    await text.waitFor();
    expect(await text.count()).toBe(1);
    await page.close();
  });
});

describe('when something is missing', () => {
  it('says so when the health score is away, and what to do', async () => {
    fixture.set(undefined);
    const page = await open('/');
    await page.getByText('health-score does not answer').waitFor();
    expect(await page.getByText('"vitals logs health-score"').count()).toBe(1);
    expect(await textOf(page, 'score-card')).toMatch(/\?\s+◌ Unknown/);
    fixture.set(HEALTHY);
    await renew(page);
    await page.getByText('99 of 100').waitFor();
    expect(await page.getByText('does not answer').count()).toBe(0);
    await page.close();
  });

  it('keeps the last report when the health score goes away, and says from when it is', async () => {
    const page = await open('/');
    await page.getByText('99 of 100').waitFor();
    fixture.set(undefined);
    await renew(page);
    await page.getByText(/health-score does not answer: this is how it was at \d/).waitFor();
    expect(await textOf(page, 'score')).toBe('99 of 100');
    await page.close();
  });

  it('says how old a report is that the health score can only repeat', async () => {
    fixture.set({ ...HEALTHY, stale: true, ageSeconds: 431 });
    const page = await open('/');
    await page.getByText(/These figures are old: from .*, 7.2 min ago/).waitFor();
    expect(await textOf(page, 'score')).toBe('99 of 100');
    await page.close();
  });

  it('does not call well what is not known', async () => {
    const most = ['agents', 'workflows', 'models', 'apis', 'database'] as const;
    fixture.set({ score: null, faults: [], direction: 'unknown', unknown: most });
    const page = await open('/');
    expect(await textOf(page, 'score-card')).toMatch(
      /\?\s+◌ Unknown[^]*there is none of Agents, Workflows, Models, APIs, and Database/,
    );
    await page.close();
  });
});

describe('for everybody', () => {
  it('works with the keyboard alone', async () => {
    const page = await open('/');
    await page.getByTestId('score').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Agents');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/health/agents');
    await page.close();
  });

  const paths = ['/', '/health/agents', '/health/agents/code_generator?service=demo-api'];
  const states = [
    ['healthy', HEALTHY],
    ['faulty', FAULTY],
    ['away', undefined],
  ] as const;

  it.each(['light', 'dark'] as const)('can be read when it is %s', async (colorScheme) => {
    for (const [state, health] of states) {
      fixture.set(health);
      for (const path of paths) {
        const page = await open(path, { colorScheme });
        await page.waitForLoadState('networkidle');
        expect(await accessibilityFaults(page), `${path} ${state}`).toEqual([]);
        await page.close();
      }
    }
  });

  it('fits a phone', async () => {
    for (const [state, health] of states) {
      fixture.set(health);
      for (const path of paths) {
        const page = await open(path, { width: 360 });
        await page.waitForLoadState('networkidle');
        expect(await overflow(page), `${path} ${state}`).toBe(0);
        await page.close();
      }
    }
  });

  it('has met no error but the one of a health score that is away', () => {
    const expected = /Failed to load resource|(404|502) .*\/api\//;
    expect(browser.faults.filter((fault) => !expected.test(fault))).toEqual([]);
  });
});
