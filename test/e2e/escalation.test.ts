import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createAlertmanagerServer,
  type AlertmanagerServer,
} from '../system/alertmanager-server.js';
import { root } from '../system/system.js';
import { waitFor } from '../system/wait.js';

/** Seconds after which the second and the third level are told. */
const RESPONSE = { second: 9, third: 18 };

let alertmanager: AlertmanagerServer;

/** The routes of the project, with short times and a webhook in place of people. */
function render(dataDir: string, webhook: string): string {
  const vitalsYaml = join(dataDir, 'vitals.yaml');
  writeFileSync(
    vitalsYaml,
    `notifications:
  email: { to: [a@example.com], from: b@example.com }
  receivers: { hook: { webhook: { url: '${webhook}' } } }
escalation:
  critical:
    - { receivers: [hook] }
    - { afterMinutes: ${RESPONSE.second / 60}, receivers: [hook] }
    - { afterMinutes: ${RESPONSE.third / 60}, receivers: [hook] }
`,
  );
  execFileSync(process.execPath, [
    join(root, 'alertmanager/dist/main.js'),
    `--config=${vitalsYaml}`,
    `--into=${dataDir}`,
  ]);
  return readFileSync(join(dataDir, 'alertmanager/alertmanager.yml'), 'utf8')
    .replace('${env:VITALS_SMTP_ADDRESS}', '127.0.0.1:25')
    .replace('${env:VITALS_DATA_DIR}', dataDir);
}

beforeAll(async () => {
  alertmanager = await createAlertmanagerServer(render);
  await alertmanager.start();
});
afterAll(async () => alertmanager?.remove());

const critical = (
  service: string,
  component: string,
  indicator: string,
): Record<string, string> => ({
  alertname: `${component}-${indicator}`,
  severity: 'critical',
  component,
  indicator,
  service_name: service,
  item: 'thing',
});

/** Who was told of a service, in order, and of which alerts. */
const toldOf = (service: string): { receiver: string; status: string; alerts: string[] }[] =>
  alertmanager.notifications
    .filter(({ alerts }) => alerts.some(({ labels }) => labels['service_name'] === service))
    .map(({ receiver, status, alerts }) => ({
      receiver,
      status,
      alerts: alerts.map(({ labels }) => labels['alertname'] ?? ''),
    }));
const levelsOf = (service: string): string[] =>
  toldOf(service).flatMap(({ receiver, status }) => (status === 'firing' ? receiver : []));
const told = async (service: string, receiver: string): Promise<void> => {
  await waitFor(
    `${receiver} to be told of ${service}`,
    async () => levelsOf(service).includes(receiver) || undefined,
  );
};

it('tells of an incident once, escalates it until it is taken on or over, and over a restart [A3][A4]', async () => {
  const { url } = alertmanager;
  // What follows from the database is muted, and so is the warning of the same thing.
  await alertmanager.tell(critical('ignored', 'database', 'errorRatio'));
  await alertmanager.tell(critical('ignored', 'apis', 'errorRatio'));
  await alertmanager.tell(critical('ignored', 'workflows', 'errorRatio'));
  await alertmanager.tell({
    ...critical('ignored', 'database', 'errorRatio'),
    severity: 'warning',
  });
  // Another service has nothing to do with it.
  await alertmanager.tell(critical('taken', 'models', 'errorRatio'));
  await alertmanager.tell(critical('over', 'agents', 'errorRatio'));
  // What adds up in an API shows before its cause, and waits for it.
  await alertmanager.tell(critical('late', 'apis', 'errorRatio'));
  for (const service of ['ignored', 'taken', 'over']) await told(service, 'critical-1');
  await alertmanager.tell(critical('late', 'agents', 'errorRatio'));

  const taken = await fetch(`${url}/api/v2/silences`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      matchers: [{ name: 'service_name', value: 'taken', isRegex: false }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 3_600_000).toISOString(),
      createdBy: 'somebody',
      comment: 'on it',
    }),
  });
  expect(taken.status).toBe(200);
  await alertmanager.tell(critical('over', 'agents', 'errorRatio'), 'resolved');

  await told('late', 'critical-1');
  await told('ignored', 'critical-2');
  // The wait begins again with a restart: the third level is told all the same.
  await alertmanager.stop();
  await alertmanager.start();
  await alertmanager.tell(critical('ignored', 'database', 'errorRatio'));
  await alertmanager.tell(critical('taken', 'models', 'errorRatio'));
  const restarted = Date.now();
  await told('ignored', 'critical-3');
  expect((Date.now() - restarted) / 1000).toBeLessThan(RESPONSE.third + 5);

  expect(levelsOf('ignored')).toEqual(['critical-1', 'critical-2', 'critical-3']);
  expect(new Set(toldOf('ignored').flatMap(({ alerts }) => alerts))).toEqual(
    new Set(['database-errorRatio']),
  );
  expect(new Set(toldOf('late').flatMap(({ alerts }) => alerts))).toEqual(
    new Set(['agents-errorRatio']),
  );
  expect(levelsOf('taken')).toEqual(['critical-1']);
  expect(levelsOf('over')).toEqual(['critical-1']);
}, 90_000);
