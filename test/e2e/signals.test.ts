import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../system/accessibility.js';
import { startBrowser, type TestBrowser } from '../system/browser.js';
import { startSystem, type System } from '../system/system.js';
import { waitFor } from '../system/wait.js';

/** How long whatever is to appear may take. */
const PATIENCE_MS = 90_000;
/** Several things appear one after the other. */
const LONG = { timeout: 4 * PATIENCE_MS };

const SCREEN = { width: 1440, height: 1000 };

let system: System;
let browser: TestBrowser;
let page: Page;

// Tools fail from the beginning, so that there are errors to look for.
beforeAll(async () => {
  system = await startSystem({ demoRunsPerSecond: 0.5 });
  system.setFault('tool-errors');
  browser = await startBrowser();
  page = await browser.open(`${system.urls.console}/dashboards/logs`);
  // What is out of sight is not drawn, and two busy cores have enough to draw as it is.
  await page.setViewportSize(SCREEN);
  page.setDefaultTimeout(PATIENCE_MS);
});
afterAll(async () => {
  await browser?.close();
  await system?.remove();
});

const open = (path: string): Promise<unknown> => page.goto(system.urls.console + path);

/** The first of some elements, once it is there. */
async function first(locator: Locator): Promise<Locator> {
  await locator.first().waitFor();
  return locator.first();
}

/** Types into one of the fields above a dashboard, as a visitor does who ends with Enter. */
async function type(label: string, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(text);
  await field.press('Enter');
}

/** Chooses one entry of one of the lists above a dashboard. */
async function choose(label: string, entry: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: entry, exact: true }).click();
  await page.keyboard.press('Escape');
}

const panel = (title: string): Locator =>
  page
    .getByTestId('panel')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) });

const lines = (): Locator => page.getByTestId('log-row');

/** The texts of all lines that are shown, once each is as expected. */
const linesThat = (what: string, holds: (line: string) => boolean): Promise<readonly string[]> =>
  waitFor(
    what,
    async () => {
      const found = await lines().allInnerTexts();
      return found.length > 0 && found.every(holds) ? found : undefined;
    },
    PATIENCE_MS,
  );

describe('the log lines', LONG, () => {
  it('are searched by text, in whatever case, and by level [I5]', async () => {
    await first(lines());
    await type('Text', 'FINISHED');
    const found = await linesThat('lines with the text', (line) => line.includes('finished'));
    expect(found.some((line) => line.includes('info'))).toBe(true);
    await type('Text', '');
    await choose('Level', 'error');
    const errors = await linesThat('errors', (line) => /^\d{2}:\d{2}:\S+\s+error/.test(line));
    expect(errors.length).toBeGreaterThan(0);
  });

  it('are searched for what is typed as it is, whatever letters it has', async () => {
    const typed = 'a"b`c\\d(e.*[f';
    await open(`/dashboards/logs?var-text=${encodeURIComponent(typed)}`);
    await (
      await first(panel('Newest lines').getByText('No log lines in this time range.'))
    ).waitFor();
    expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe(typed);
    expect(await page.getByText('parse error').count()).toBe(0);
  });

  it('lead to their agent and to their trace, with all lines of it', async () => {
    await open('/dashboards/logs?var-text=finished');
    const agent = await first(page.getByTestId('log-agent-link'));
    expect(await agent.getAttribute('href')).toMatch(
      /^\/dashboards\/agents\?var-agent=\w+&start=\d+&end=\d+$/,
    );
    const link = await first(page.getByTestId('log-trace-link'));
    await link.click();
    await page.waitForURL(/\/traces\/[0-9a-f]{32}$/);
    // It may be on its way, and is shown once it is there.
    await first(page.getByTestId('waterfall').getByText(/invoke_agent \w+/));
    await first(page.getByTestId('trace-logs').getByText(/finished/));
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

describe('a latency graph', LONG, () => {
  it('leads to a trace behind it, to one of its spans, its lines and its agent [M1]', async () => {
    await open('/dashboards/traces?start=15m');
    const graph = panel('Agent duration, p50');
    await graph.scrollIntoViewIfNeeded();
    const exemplar = await first(graph.getByTestId('exemplar'));
    const [, agent] = /, (\w+), \d/.exec((await exemplar.getAttribute('aria-label')) ?? '') ?? [];
    // A graph is drawn anew as it refreshes; the keyboard finds what it holds all the same.
    await exemplar.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/traces\/[0-9a-f]{32}\?span=[0-9a-f]{16}/);

    // What is out of sight is no row of a waterfall: it opens at the span, however many are above.
    const span = page.getByTestId('span');
    await span.getByRole('heading', { name: `invoke_agent ${agent}` }).waitFor();
    const row = page.getByTestId('waterfall').getByText(new RegExp(`invoke_agent ${agent}`));
    await (await first(row)).click();
    await page.getByRole('heading', { name: 'Log lines of the span' }).waitFor();
    await first(page.getByTestId('trace-logs').getByText(new RegExp(`${agent} (finished|failed)`)));

    await span.getByRole('link', { name: `Agent ${agent}` }).click();
    await page.waitForURL(/\/dashboards\/agents\?.*var-agent=/);
    const { searchParams } = new URL(page.url());
    expect(searchParams.get('var-agent')).toBe(agent);
    // An absolute time: that of the trace, which is long enough ago by some minutes at both ends.
    const [start, end] = ['start', 'end'].map((name) => Number(searchParams.get(name)));
    expect(end! - start!).toBeGreaterThanOrEqual(30 * 60_000);
    await first(panel('Agent error ratio').getByText(agent!));
  });

  it('keeps what is chosen on the way to another dashboard', async () => {
    await open('/dashboards/logs?start=5m&var-agent=code_generator');
    await linesThat('lines of the agent', (line) => line.includes('code_generator'));
    await page.getByRole('navigation').getByRole('link', { name: 'Traces', exact: true }).click();
    await page.waitForURL(/\/dashboards\/traces\?/);
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('start'), searchParams.get('var-agent')]).toEqual([
      '5m',
      'code_generator',
    ]);
  });
});

const found = (): Locator => panel('Traces');
const rows = (): Locator =>
  found()
    .getByRole('row')
    .filter({ hasText: /\d spans/ });

describe('the traces', LONG, () => {
  it('are searched by errors, agent, operation and duration', async () => {
    await open('/dashboards/traces?var-agent=code_generator');
    await first(rows());
    await choose('Errors', 'Only errors');
    await choose('Operation', 'execute_tool');
    const failed = await waitFor(
      'failed traces',
      async () => {
        const texts = await rows().allInnerTexts();
        const all = texts.every((text) => /\d errors?/.test(text));
        return texts.length > 0 && all ? texts : undefined;
      },
      PATIENCE_MS,
    );
    expect(failed.length).toBeGreaterThan(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await type('Min duration', '1h');
    await first(found().getByText('No traces'));
    await type('Min duration', 'long');
    await first(found().getByText('Write 2s, 500ms or 1m30s'));
  });

  it('are searched by an attribute and by the name of a span', async () => {
    await open('/dashboards/traces');
    await type('Attribute', 'gen_ai.agent.name');
    await first(found().getByText('Write key=value'));
    await type('Attribute', 'gen_ai.agent.name=code_generator');
    await type('Span name', 'invoke_agent code_generator');
    const row = await first(rows());
    expect(await row.innerText()).toContain('spans');
    await type('Attribute', 'gen_ai.agent.name=nobody');
    await first(found().getByText('No traces'));
  });

  it('are opened by their id, and say what to do where there is none', async () => {
    await open('/dashboards/traces');
    await page.getByLabel('Trace id').fill('not an id');
    await page.getByRole('button', { name: 'Open trace' }).click();
    await page.getByText('That is 32 hexadecimal digits.').waitFor();
    await page
      .getByLabel('Trace id')
      .fill('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/traces/4bf92f3577b34da6a3ce929d0e0e4736');
    await page.getByTestId('trace-waiting').waitFor();
    const missing = await first(page.getByTestId('trace-missing'));
    expect(await missing.innerText()).toContain('search for another trace');
    await page.getByText('No line has this trace id in the last 24 hours.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

it('has met no error and asked nothing of the outside', () => {
  // What was typed to see that it is refused is in the browser's log.
  const unexpected = browser.faults.filter((fault) => !/is no (attribute|duration)/.test(fault));
  expect(unexpected).toEqual([]);
});
