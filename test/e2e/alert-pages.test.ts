import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, overflow } from '../system/accessibility.js';
import { fingerprintOf } from '../system/alert-fingerprint.js';
import type { AlertmanagerServer } from '../system/alertmanager-server.js';
import { startAlerting, type Alerting } from '../system/alerting.js';
import { startBrowser, type TestBrowser } from '../system/browser.js';
import { startConsole, type ConsoleProcess } from '../system/console-process.js';
import type { HistoryService } from '../system/history-service.js';
import { getJson } from '../system/http.js';
import { waitFor } from '../system/wait.js';

let alerting: Alerting;
let alertmanager: AlertmanagerServer;
let history: HistoryService;
let consoleProcess: ConsoleProcess;
let browser: TestBrowser;

beforeAll(async () => {
  alerting = await startAlerting();
  ({ alertmanager, history } = alerting);
  consoleProcess = await startConsole({ VITALS_HISTORY_URL: history.url });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await consoleProcess?.stop();
  await alerting?.remove();
});

const DATABASE = {
  alertname: 'DatabaseDown',
  severity: 'critical',
  component: 'database',
  service_name: 'shop',
  item: 'orders',
};
const DISK = {
  alertname: 'HostDiskAlmostFull',
  severity: 'warning',
  component: 'resources',
  item: 'host-1',
};
const AGENT = {
  alertname: 'AgentErrorRatioHigh',
  severity: 'critical',
  component: 'agents',
  service_name: 'shop',
  item: 'reviewer',
  needs: 'database',
};

const tell = (
  labels: Readonly<Record<string, string>>,
  summary: string,
  state: 'firing' | 'resolved' = 'firing',
): Promise<void> =>
  alertmanager.tell(labels, state, {
    summary,
    description: 'Availability: 0 %; it is critical below 70 %.',
    runbook_url: `/runbooks/${labels['alertname']}`,
    dashboard_url: '/dashboards/system-health?var-component=database',
  });

const open = (path: string, options?: Parameters<TestBrowser['open']>[1]): Promise<Page> =>
  browser.open(consoleProcess.url + path, options);

/** Has the page ask again, as it does by itself every 10 s. */
const renew = (page: Page): Promise<void> =>
  page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");

/** The page's text once it has it, as it looks from time to time. */
const seen = (page: Page, text: string | RegExp): Promise<true> =>
  waitFor(`${String(text)} on ${page.url()}`, async () => {
    await renew(page);
    return (await page.getByText(text).first().isVisible()) || undefined;
  });

const titlesOf = (page: Page, state: string): Promise<readonly string[]> =>
  page.getByTestId(`alert-${state}`).getByRole('heading').allInnerTexts();

const actionsOf = (page: Page, title: string) =>
  page.getByRole('group', { name: `Actions: ${title}` });

/** Who silences what in Alertmanager now, and why. */
const silences = async (): Promise<readonly string[]> => {
  const all = await getJson<
    {
      status: { state: string };
      createdBy: string;
      comment: string;
      matchers: { name: string; value: string }[];
    }[]
  >(alertmanager.url, '/api/v2/silences');
  return all
    .filter(({ status }) => status.state === 'active')
    .map(({ createdBy, comment, matchers }) => {
      const name = matchers.find((matcher) => matcher.name === 'alertname')?.value;
      return `${name}: ${createdBy}, ${comment}`;
    })
    .toSorted();
};

describe('what is open', () => {
  it('is told by itself, the worst first, with what mutes an alert [A2]', async () => {
    const page = await open('/alerts');
    await page.getByText('No alert is open.').waitFor();
    await tell(DATABASE, 'The database does not answer');
    await tell(DISK, 'The disk is almost full');
    await tell(AGENT, 'reviewer fails');
    // No renewal is asked for here: it comes within 10 s.
    await page.getByTestId('alert-firing').first().waitFor({ timeout: 30_000 });
    await seen(page, 'muted by');
    expect(await titlesOf(page, 'firing')).toEqual([
      'The database does not answer',
      'The disk is almost full',
    ]);
    expect(await page.getByTestId('alert-inhibited').innerText()).toMatch(
      /reviewer fails\s+■ critical · AgentErrorRatioHigh · reviewer of shop\s+since .* · muted by DatabaseDown: orders of shop/,
    );
    expect(await page.getByTestId('announcer').innerText()).not.toBe('');
    expect(await page.title()).toBe('(2) Alerts · agent-vitals');
    await page.close();
  });

  it('is acknowledged with one click, once a name is known, and given back [A2] [A5]', async () => {
    const page = await open('/alerts');
    // The first time the name is asked for; here by the keyboard alone.
    await actionsOf(page, 'The database does not answer').getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('ann');
    await page.keyboard.press('Tab');
    await page.keyboard.type('on it');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByTestId('alert-acknowledged').getByText('ann has it').waitFor();
    expect(await silences()).toEqual(['DatabaseDown: ann, on it']);
    // Where a visitor who does not see the page goes on.
    await seen(page, 'Acknowledged by ann: The database does not answer.');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
      'Actions: The database does not answer',
    );

    await page.reload();
    const disk = actionsOf(page, 'The disk is almost full');
    await disk.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await disk.getByRole('button', { name: 'Un-acknowledge' }).waitFor();
    expect(await silences()).toEqual([
      'DatabaseDown: ann, on it',
      'HostDiskAlmostFull: ann, Acknowledged',
    ]);
    await disk.getByRole('button', { name: 'Un-acknowledge' }).click();
    await disk.getByRole('button', { name: 'Acknowledge', exact: true }).waitFor();
    expect(await silences()).toEqual(['DatabaseDown: ann, on it']);
    await page.close();
  });
});

describe('one alert', () => {
  it('has its story, what else is open, notes and a resolution [A5]', async () => {
    const page = await open('/alerts');
    await page.getByRole('link', { name: 'The disk is almost full', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'The disk is almost full' }).waitFor();
    await seen(page, 'escalated to level 2: told level-2 by webhook');
    const besides = page.getByTestId('besides').getByRole('link');
    expect((await besides.allInnerTexts()).toSorted()).toEqual([
      'The database does not answer',
      'reviewer fails',
    ]);
    const summary = page.getByTestId('summary');
    expect(await summary.innerText()).toMatch(
      /▲ warning, firing for .*, told level-1 and level-2\s+Availability: 0 %; it is critical below 70 %\./,
    );
    expect(await summary.getByRole('link', { name: 'Runbook' }).getAttribute('href')).toBe(
      '/runbooks/HostDiskAlmostFull',
    );

    await page.getByRole('textbox', { name: 'Note' }).fill('Freed 20 GB.');
    await page.getByRole('textbox', { name: 'Your name' }).fill('bob');
    await page.getByRole('button', { name: 'Add the note' }).click();
    await page.getByTestId('timeline').getByText('bob notes: Freed 20 GB.').waitFor();
    await page.getByRole('textbox', { name: 'Cause' }).fill('old traces');
    await page.getByLabel('False alarm: nothing was wrong').check();
    await page.getByRole('button', { name: 'Record the resolution' }).click();
    await page.getByTestId('resolution').waitFor();

    await tell(DISK, 'The disk is almost full', 'resolved');
    await seen(page, /^resolved after/);
    await page.reload();
    expect(await page.getByTestId('resolution').innerText()).toMatch(/False alarm\s+old traces/);
    const kinds = await page
      .getByTestId('timeline')
      .getByRole('listitem')
      .evaluateAll((lines: { dataset: { kind: string } }[]) =>
        lines.map(({ dataset }) => dataset.kind),
      );
    expect([kinds[0], kinds.includes('acknowledged'), kinds.includes('unacknowledged')]).toEqual([
      'fired',
      true,
      true,
    ]);
    // What was is shown, not what is.
    const dashboard = summary.getByRole('link', { name: 'Dashboard' });
    expect(await dashboard.getAttribute('href')).toMatch(
      /^\/dashboards\/system-health\?var-component=database&start=\d{13}&end=\d{13}$/,
    );
    expect(await actionsOf(page, 'The disk is almost full').count()).toBe(0);
    await page.close();
  });

  it('that was taken on by somebody else meanwhile is not taken on twice', async () => {
    const page = await open('/alerts');
    const agent = actionsOf(page, 'reviewer fails');
    const { alerts } = await getJson<{ alerts: { id: number }[] }>(history.url, '/api/v1/alerts', {
      name: 'AgentErrorRatioHigh',
    });
    await agent.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await page.getByRole('textbox', { name: 'Your name' }).fill('bob');
    await fetch(`${history.url}/api/v1/alerts/${alerts[0]?.id}/acknowledgement`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ by: 'ann' }),
    });
    // What bob writes outlives the news.
    await waitFor('the news', async () => {
      await renew(page);
      return (await page.getByTestId('alert-inhibited').count()) === 0 || undefined;
    });
    await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
    await agent.getByRole('alert').waitFor();
    expect(await agent.getByRole('alert').innerText()).toBe(
      'ann has acknowledged it; that is to be withdrawn first.',
    );
    await page.close();
  });

  it('is found by what a mail knows of it, also before the history knows it [A2]', async () => {
    const labels = { ...AGENT, alertname: 'AgentLooping', item: 'planner', needs: '' };
    const { needs: _none, ...told } = labels;
    const page = await open(`/alerts?fingerprint=${fingerprintOf(told)}`);
    await page.getByText(/The history does not know the alert [0-9a-f]{16} yet/).waitFor();
    await tell(told, 'planner loops');
    await page.getByRole('heading', { level: 1, name: 'planner loops' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/alerts\/\d+$/);
    await page.close();
  });
});

describe('for everybody', () => {
  it.each(['/alerts', '/alerts/1', '/alerts/2', '/alerts/history', '/alerts/statistics'])(
    'can be read at %s, also on a phone in the dark',
    async (path) => {
      const page = await open(path);
      await page.waitForLoadState('networkidle');
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await page.close();
    },
  );

  it('can be read where it asks for a name', async () => {
    const page = await open('/alerts/1', { width: 360 });
    await page.getByRole('button', { name: 'Un-acknowledge' }).click();
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.close();
  });
});

describe('what was', () => {
  it('is filtered and paged, as the address says [A5]', async () => {
    const page = await open('/alerts/history');
    const rows = page.getByTestId('history').locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(4);
    await page.getByLabel('State').selectOption('resolved');
    await page.getByLabel('Severity').selectOption('warning');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL('**/alerts/history?state=resolved&severity=warning');
    await waitFor('one row', async () => (await rows.count()) === 1 || undefined);
    expect((await rows.innerText()).replaceAll(/\s+/g, ' ')).toMatch(
      /The disk is almost full .* resolved after .* ann after .* false alarm: old traces/,
    );
    await page.goBack();
    await waitFor('all rows', async () => (await rows.count()) === 4 || undefined);

    const burst = Array.from({ length: 51 }, (_, index) => ({
      ...DISK,
      alertname: 'Burst',
      item: `host-${index}`,
    }));
    await Promise.all(burst.map((labels) => tell(labels, `${labels.item} is full`)));
    await page.goto(`${consoleProcess.url}/alerts/history?name=Burst`);
    await waitFor('a page', async () => {
      await renew(page);
      return (await page.getByRole('link', { name: 'Older' }).isVisible()) || undefined;
    });
    expect(await rows.count()).toBe(50);
    await page.getByRole('link', { name: 'Older' }).click();
    await waitFor('the last page', async () => (await rows.count()) === 1 || undefined);
    expect(await page.getByRole('link', { name: 'Newest' }).count()).toBe(1);
    await page.close();
  });

  it('is summed up in all, by day and by name [A5]', async () => {
    const page = await open('/alerts/statistics?last=24h');
    await page.getByTestId('totals').waitFor();
    expect(await page.getByTestId('totals').innerText()).toMatch(
      /Alerts\s+55\s[^]*Noise\s+\d+ %\s[^]*False alarms\s+100 % of 1\s[^]*Messages per episode\s+\d/,
    );
    const names = await page.getByTestId('names').locator('tbody tr').allInnerTexts();
    expect(names[0]).toMatch(/^Burst\s+51\s/);
    expect(names.find((row) => row.startsWith('HostDiskAlmostFull'))).toMatch(
      /^HostDiskAlmostFull\s+1\s+\d+ %\s+100 % of 1(\s+[\d.]+ (ms|s|min)){3}\s/,
    );
    await page.getByRole('img', { name: /^Alerts a day from .*: 55 in all/ }).waitFor();
    await page.close();
  });
});

describe('an incident', () => {
  const WRITER = { ...AGENT, service_name: 'till', item: 'writer', needs: 'nothing' };
  const TESTER = { ...WRITER, alertname: 'AgentSlow', severity: 'warning', item: 'tester' };
  const PLANNER = { ...WRITER, item: 'planner' };
  const API = { ...WRITER, alertname: 'ApiErrorRatioHigh', component: 'apis', item: 'GET /till' };

  it('is acknowledged with one click, and nothing else with it [A2] [A5]', async () => {
    const page = await open('/alerts');
    await tell(WRITER, 'writer fails');
    await tell(TESTER, 'tester is slow');
    await tell(API, 'GET /till fails');
    await seen(page, 'agents of till (2)');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Acknowledge all 2 with comment' }).click();
    await page.keyboard.type('ann');
    await page.keyboard.press('Tab');
    await page.keyboard.type('the whole till');
    await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText(/^2 alerts about agents of till acknowledged: nobody further/).waitFor();
    expect((await silences()).filter((line) => line.endsWith('the whole till'))).toEqual([
      'AgentErrorRatioHigh: ann, the whole till',
      'AgentSlow: ann, the whole till',
    ]);
    expect(await page.evaluate('document.activeElement.dataset.testid')).toBe('outcome');
    await waitFor('the news', async () => {
      const fire = await titlesOf(page, 'firing');
      return (fire.includes('GET /till fails') && !fire.includes('writer fails')) || undefined;
    });
    expect(await page.getByText('agents of till (2)').count()).toBe(0);
    await page.close();
  });

  it('is acknowledged from one of its alerts, and what somebody else has is said', async () => {
    const page = await open('/alerts');
    await actionsOf(page, 'writer fails').getByRole('button').click();
    await tell(PLANNER, 'planner fails');
    await seen(page, 'agents of till (2)');
    await page.getByRole('link', { name: 'planner fails', exact: true }).click();
    const all = page.getByRole('button', { name: 'Acknowledge all 2 of this incident' });
    await all.first().waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 740 });
    await all.first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Your name' }).fill('bob');
    await dialog.getByRole('button', { name: 'Acknowledge' }).click();
    const outcome = page.getByTestId('outcome');
    await outcome.waitFor();
    expect(await outcome.innerText()).toMatch(
      /^2 alerts about agents of till acknowledged: .*\s+Not acknowledged:\s+tester is slow: ann has acknowledged it;/,
    );
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.close();
  });
});

describe('at the end', () => {
  it('says so when the alert history goes away, and keeps what it knew', async () => {
    const page = await open('/alerts');
    await page.getByTestId('alert-firing').first().waitFor();
    await history.stop();
    await renew(page);
    await page.getByText(/alert-history does not answer: this is how it was at \d/).waitFor();
    expect(await titlesOf(page, 'firing')).toContain('The database does not answer');
    await page.close();
  });

  it('has met no error but the ones that were made', () => {
    const made = /Failed to load resource|(409|502) .*\/api\/alert-history/;
    expect(browser.faults.filter((fault) => !made.test(fault))).toEqual([]);
  });
});
