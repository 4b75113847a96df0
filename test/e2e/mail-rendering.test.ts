import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFaults, overflow } from '../system/accessibility.js';
import {
  createAlertmanagerServer,
  type AlertmanagerServer,
} from '../system/alertmanager-server.js';
import { startBrowser, type TestBrowser } from '../system/browser.js';
import { startConsole, type ConsoleProcess } from '../system/console-process.js';
import { startMailpitServer, type MailpitServer } from '../system/mailpit-server.js';
import { mails, type Mail } from '../system/mailpit.js';
import { renderRoutes } from '../system/rendered-routes.js';
import {
  evaluateRules,
  type ConstantSeries,
  type EvaluatedAlert,
} from '../system/rule-evaluation.js';
import { waitFor } from '../system/wait.js';

/** Two levels, so that what an escalated mail says can be seen. */
const VITALS_YAML = `notifications:
  email: { to: [oncall@example.com], from: agent-vitals@example.com }
  receivers: { lead: { email: [lead@example.com] } }
escalation:
  critical:
    - { receivers: [email] }
    - { afterMinutes: 0.1, receivers: [lead] }
`;

/** A name that somebody may give an agent, to deceive who reads of it or by accident. */
const HOSTILE = `<img src=x onerror=alert(1)>"'&{{ .Labels }}\n\nRunbook: http://evil.example/ ${'x'.repeat(2000)}`;

/** An indicator of the rules beyond its threshold, with enough failures or slow calls behind it. */
const series = (
  component: string,
  indicator: string,
  value: number,
  labels: Readonly<Record<string, string>>,
): ConstantSeries[] => {
  const name = `vitals:${component}_${indicator.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
  return [
    { name, labels: { ...labels, component, indicator }, value },
    { name: `${name}:part5m`, labels, value: 20 },
    { name: `${name}:counted5m`, labels, value: 20 },
    { name: `${name}:whole5m`, labels, value: 40 },
    { name: `${name}:now_all_in_two_hours`, labels, value: 40 },
    ...(indicator.endsWith('P95')
      ? [
          { name: `${name}:now`, labels: { ...labels, component, indicator }, value },
          { name: `${name}:now_above`, labels, value: 20 },
        ]
      : []),
  ];
};

const SERIES = [
  ...series('agents', 'errorRatio', 0.5, { service_name: 'shop', item: 'planner' }),
  ...series('apis', 'durationP95', 300, { service_name: 'bank', item: 'GET /orders' }),
  ...series('apis', 'errorRatio', 0.4, { service_name: 'bank', item: 'POST /orders' }),
  ...series('apis', 'errorRatio', 0.3, { service_name: 'bank', item: 'GET /orders/{id}' }),
  ...series('apis', 'availability', 0, { service_name: 'bank', item: 'GET /readyz' }),
  ...series('models', 'rateLimitRatio', 0.08, { service_name: 'lab', item: 'openai/gpt-5' }),
  ...series('agents', 'errorRatio', 0.5, { service_name: 'odd', item: HOSTILE }),
];

/** Each kind of mail, as it arrived. */
interface Mailbox {
  readonly single: Mail;
  readonly several: Mail;
  readonly warning: Mail;
  readonly hostile: Mail;
  readonly escalated: Mail;
  readonly partlyOver: Mail;
  readonly over: Mail;
}

let box: Mailbox;
let alertmanager: AlertmanagerServer;
let mailpit: MailpitServer;
let page: ConsoleProcess;
let browser: TestBrowser;

beforeAll(async () => {
  // The critical and the warning of each, of the model a warning alone; and each knows of the others.
  const alerts = await evaluateRules(
    SERIES,
    (firing) =>
      firing.length === 13 && firing.every(({ annotations }) => annotations['also_failing'] !== ''),
  );
  mailpit = await startMailpitServer();
  page = await startConsole({});
  browser = await startBrowser();
  const options = { vitalsYaml: VITALS_YAML, smtp: mailpit.smtp, consoleUrl: page.url };
  alertmanager = await createAlertmanagerServer((dataDir) => renderRoutes(dataDir, options));
  await alertmanager.start();
  box = await fill(alerts);
});
afterAll(async () => {
  await browser?.close();
  await alertmanager?.remove();
  await page?.stop();
  await mailpit?.remove();
});

const critical = ({ labels }: EvaluatedAlert): boolean => labels['severity'] === 'critical';

async function fill(alerts: readonly EvaluatedAlert[]): Promise<Mailbox> {
  const tell = async (state: 'firing' | 'resolved', is: (alert: EvaluatedAlert) => boolean) => {
    for (const { labels, annotations } of alerts.filter(is)) {
      await alertmanager.tell(labels, state, annotations);
    }
  };
  await tell('firing', critical);
  await tell('firing', ({ labels }) => labels['service_name'] === 'lab');
  const first = {
    single: await arrived('Agent planner of shop fails', 'oncall@example.com'),
    several: await arrived('4 alerts about APIs of bank', 'oncall@example.com'),
    warning: await arrived('[FIRING warning] Model', 'oncall@example.com'),
    hostile: await arrived('Agent <img', 'oncall@example.com'),
    escalated: await arrived('Agent planner of shop fails', 'lead@example.com'),
  };
  await tell(
    'resolved',
    (alert) => critical(alert) && ['GET /readyz', 'planner'].includes(alert.labels['item'] ?? ''),
  );
  return {
    ...first,
    partlyOver: await arrived('3 of 4 alerts about APIs of bank', 'oncall@example.com'),
    over: await arrived('[RESOLVED critical] AgentErrorRatioHigh', 'oncall@example.com'),
  };
}

const arrived = (subject: string, to: string): Promise<Mail> =>
  waitFor(`a mail "${subject}" to ${to}`, async () =>
    (await mails(mailpit.url, 'FIRING'))
      .concat(await mails(mailpit.url, 'RESOLVED'))
      .find((mail) => mail.Subject.includes(subject) && mail.To[0]?.Address === to),
  );

const open = (mail: Mail, options: { width: number; colorScheme?: 'light' | 'dark' }) =>
  browser.open(`${mailpit.url}/view/${mail.ID}.html`, options);

/** What a reader sees, with single spaces. */
async function readable(mail: Mail): Promise<string> {
  const rendered = await open(mail, { width: 600 });
  const text = await rendered.innerText('body');
  await rendered.close();
  return text.replaceAll(/\s+/g, ' ');
}

const linksOf = ({ HTML }: Mail): string[] =>
  [...HTML.matchAll(/href="([^"]+)"/g)].map(([, url]) => url!.replaceAll('&amp;', '&'));

it('says what, where, since when, how bad, what to do first and what else fails [A2]', async () => {
  const seen = await readable(box.single);
  for (const part of [
    'Critical',
    'Agent planner of shop fails in 50% of its calls',
    'Value 50%, critical above 20%',
    'Where planner of service shop',
    /Since \d\d:\d\d:\d\d UTC, \w+day \d+ \w+ \d{4}/,
    'What AgentErrorRatioHigh',
    '1. One agent, or all of them?',
    'Acknowledge Dashboard Runbook',
    /Also failing, the oldest first .*ApiProbeFailing: GET \/readyz of bank/,
  ]) {
    expect(seen).toMatch(part);
  }
});

it('reads alone as text, with the same facts and the links', () => {
  const { Text } = box.single;
  for (const part of [
    'CRITICAL: Agent planner of shop fails in 50% of its calls',
    'Value:       50%, critical above 20%',
    'Where:       planner of service shop',
    /Since: {7}\d\d:\d\d:\d\d UTC/,
    '  1. One agent, or all of them?',
    '  ApiProbeFailing: GET /readyz of bank',
    /npm run vitals -- ack [0-9a-f]{16} --incident$/m,
    ...linksOf(box.single).filter((url) => url !== `${page.url}/`),
  ]) {
    expect(Text).toMatch(part);
  }
});

it('tells of several at once, the worst first, and each first step once', async () => {
  expect(box.several.Subject).toBe(
    '[FIRING critical] 4 alerts about APIs of bank: GET /readyz of bank answers 0% of its probes as expected',
  );
  const seen = await readable(box.several);
  const order = ['answers 0% of its probes', 'fails in 30%', 'fails in 40%', 'takes 5m 0s'];
  const places = order.map((text) => seen.indexOf(text));
  expect(Math.min(...places)).toBeGreaterThan(0);
  expect(places[0]).toBe(Math.min(...places));
  expect(places[3]).toBe(Math.max(...places));
  expect(seen.match(/Which status, and which endpoints\?/g)).toHaveLength(1);
  expect(seen.match(/Acknowledge/g)).toHaveLength(4);
});

it('says that nobody has taken it on, where a later level is told', async () => {
  expect(await readable(box.escalated)).toMatch(
    'Escalated to level 2: nobody has acknowledged it for',
  );
  expect(await readable(box.single)).not.toMatch('Escalated');
});

it('says how long it lasted, and what still fires of an incident that is partly over', async () => {
  expect(box.over.Subject).toMatch(
    /AgentErrorRatioHigh: planner of service shop, after [\d.]+m?s?/,
  );
  expect(await readable(box.over)).toMatch(
    /Over: 1 alert about agents of shop\. Over after [\d.]+/,
  );
  expect(box.over.Text).not.toMatch('npm run vitals -- ack');
  const seen = await readable(box.partlyOver);
  expect(seen).toMatch('Partly over: 3 alerts of 4 about APIs of bank still fire.');
  expect(seen).toMatch(/fails in 40%.*Over after .*ApiProbeFailing: GET \/readyz/);
});

it('shows a warning as one', async () => {
  const seen = await readable(box.warning);
  expect(seen).toMatch('Warning Model openai/gpt-5, used by lab, rejects 8% of its calls');
  expect(seen).not.toMatch('Critical');
});

it('leads to where it is acknowledged, and to the dashboard about its time and item', async () => {
  for (const mail of [box.single, box.several, box.warning, box.over]) {
    const links = linksOf(mail).map((url) => new URL(url));
    for (const { origin } of links) expect(origin).toBe(page.url);
    for (const url of links) expect((await fetch(url)).status, url.href).toBe(200);
  }
  const links = linksOf(box.single).map((url) => new URL(url));
  expect(links[0]!.href).toMatch(/\/alerts\?fingerprint=[0-9a-f]{16}$/);
  const dashboard = links.find(({ pathname }) => pathname.startsWith('/dashboards/'))!;
  const of = Object.fromEntries(dashboard.searchParams);
  expect(of).toMatchObject({ 'var-service': 'shop', 'var-agent': 'planner' });
  expect(Number(of['end']) - Number(of['start'])).toBe(3_600_000);
  expect(Math.abs(Date.parse(box.single.Created) - Number(of['start']) - 1_800_000)).toBeLessThan(
    600_000,
  );
});

it('shows a hostile name as the text that it is, on one line and not too long', async () => {
  const { hostile } = box;
  expect(hostile.HTML).not.toMatch('<img');
  expect(hostile.Subject.length).toBeLessThan(200);
  expect(hostile.To).toHaveLength(1);
  expect(hostile.Text).not.toMatch(/^Runbook: http:\/\/evil/m);
  expect(hostile.Text).toMatch('{{ .Labels }} Runbook: http://evil.example/ xxx');
  expect(linksOf(hostile).every((url) => url.startsWith(`${page.url}/`))).toBe(true);
  expect((await readable(hostile)).length).toBeLessThan(2500);
});

it.each([
  [600, 'light'],
  [360, 'light'],
  [600, 'dark'],
] as const)('fits a window of %i pixels and is accessible, %s', async (width, colorScheme) => {
  for (const [kind, mail] of Object.entries(box)) {
    const rendered = await open(mail, { width, colorScheme });
    expect(await overflow(rendered), kind).toBe(0);
    expect(await accessibilityFaults(rendered), kind).toEqual([]);
    await rendered.close();
  }
  expect(browser.faults).toEqual([]);
});
