import { afterAll, beforeAll, expect, it } from 'vitest';
import { fingerprintOf } from '../system/alert-fingerprint.js';
import type { AlertmanagerServer } from '../system/alertmanager-server.js';
import { startAlerting, type Alerting } from '../system/alerting.js';
import type { HistoryService } from '../system/history-service.js';
import { getJson } from '../system/http.js';
import { runVitals } from '../system/vitals-command.js';
import { waitFor } from '../system/wait.js';

const labelsOf = (item: string, service: string): Record<string, string> => ({
  alertname: 'AgentErrorRatioHigh',
  severity: 'critical',
  component: 'agents',
  service_name: service,
  item,
});
const PLANNER = labelsOf('planner', 'shop');
const WRITER = labelsOf('writer', 'shop');
const OTHER = labelsOf('writer', 'till');

let alerting: Alerting;
let alertmanager: AlertmanagerServer;
let history: HistoryService;

beforeAll(async () => {
  alerting = await startAlerting();
  ({ alertmanager, history } = alerting);
  for (const labels of [PLANNER, WRITER, OTHER]) await alertmanager.tell(labels);
  await waitFor('the alerts', async () => (await firing()).length === 3 || undefined);
});
afterAll(async () => {
  await alerting?.remove();
});

const firing = async (): Promise<readonly string[]> => {
  const { alerts } = await getJson<{ alerts: { item: string; service: string }[] }>(
    history.url,
    '/api/v1/alerts',
    { state: 'firing' },
  );
  return alerts.map(({ item, service }) => `${item} of ${service}`);
};

const ack = async (...args: readonly string[]): Promise<readonly [number | null, string]> => {
  const command = runVitals(['ack', ...args], { VITALS_HISTORY_URL: history.url });
  const code = await command.ended;
  return [code, command.output()];
};

it('takes on what a mail names, with all that fires of its incident [A2] [A5]', async () => {
  const [code, said] = await ack(fingerprintOf(PLANNER), '--incident', '--by', 'ann');
  expect(said.trim().split('\n')).toEqual([
    '✓ AgentErrorRatioHigh planner',
    '✓ AgentErrorRatioHigh writer',
    '2 alerts about agents of shop acknowledged: nobody further is told, for 24 hours at most.',
  ]);
  expect(code).toBe(0);
  expect(await firing()).toEqual(['writer of till']);
});

it('says what somebody else has, and fails where nothing was taken on', async () => {
  const [code, said] = await ack(fingerprintOf(WRITER), '--incident', '--by', 'bob');
  expect(said).toMatch(/^✗ AgentErrorRatioHigh writer: ann has acknowledged it/m);
  expect(said).toMatch(/^Nothing was acknowledged\.$/m);
  expect(code).toBe(1);
});

it('takes on one alert by its fingerprint, and says where there is none', async () => {
  const [code, said] = await ack(fingerprintOf(OTHER), '--by', 'bob');
  expect(said).toMatch(/AgentErrorRatioHigh writer is acknowledged by bob/);
  expect(code).toBe(0);
  expect(await firing()).toEqual([]);
  const [unknown, why] = await ack('0000000000000000');
  expect(why).toMatch('The history does not know the alert 0000000000000000');
  expect(unknown).not.toBe(0);
});
