import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createAlertmanagerServer,
  type AlertmanagerServer,
} from '../system/alertmanager-server.js';
import { renderRoutes } from '../system/rendered-routes.js';
import { waitFor } from '../system/wait.js';

const CONSOLE = 'http://console.example';

let alertmanager: AlertmanagerServer;

/** One webhook takes what is meant for each service; only their addresses are others. */
function render(dataDir: string, webhook: string): string {
  const files = { slack: join(dataDir, 'slack'), key: join(dataDir, 'pagerduty') };
  writeFileSync(files.slack, `${webhook}/slack`);
  writeFileSync(files.key, 'a-routing-key');
  const vitalsYaml = `notifications:
  email: { to: [oncall@example.com], from: agent-vitals@example.com }
  receivers:
    chat: { slack: { urlFile: ${files.slack}, channel: '#oncall' } }
    pager: { pagerduty: { routingKeyFile: ${files.key} } }
    hook: { webhook: { url: '${webhook}/hook' } }
escalation: { critical: [{ receivers: [chat, pager, hook] }] }
`;
  return renderRoutes(dataDir, { vitalsYaml, consoleUrl: CONSOLE }).replace(
    /^global:\n/m,
    `global:\n  pagerduty_url: ${webhook}/pagerduty\n`,
  );
}

beforeAll(async () => {
  alertmanager = await createAlertmanagerServer(render);
  await alertmanager.start();
  await alertmanager.tell(
    {
      alertname: 'AgentErrorRatioHigh',
      severity: 'critical',
      component: 'agents',
      indicator: 'errorRatio',
      service_name: 'shop',
      item: 'planner',
    },
    'firing',
    {
      summary: 'Agent planner of shop fails in 50% of its calls',
      description: 'Error ratio: 50%; it is critical above 20%.',
      value: '50%',
      threshold: 'critical above 20%',
      first_steps: '1. One agent, or all of them?',
      also_failing: '',
      dashboard_url: '/dashboards/agents?var-service=shop&var-agent=planner',
      runbook_url: '/runbooks/AgentErrorRatioHigh',
    },
  );
});
afterAll(async () => alertmanager?.remove());

/** What arrived that has a property of a service's messages. */
const arrived = (property: string): Promise<object> =>
  waitFor(`a message with ${property}`, async () =>
    alertmanager.notifications.find((message) => property in message),
  );

const SUBJECT = '[FIRING critical] Agent planner of shop fails in 50% of its calls';
const TEXT = expect.stringMatching(
  /CRITICAL: Agent planner of shop fails in 50% of its calls\n\nError ratio.*\nValue: +50%, critical above 20%\nSince: .*First steps:\n {2}1\. One agent, or all of them\?/s,
);

it('tells a chat the facts, with links to acknowledge, dashboard and runbook [A2]', async () => {
  expect(await arrived('attachments')).toMatchObject({
    channel: '#oncall',
    attachments: [{ title: SUBJECT, title_link: `${CONSOLE}/alerts`, text: TEXT, color: 'danger' }],
  });
  expect(JSON.stringify(await arrived('attachments'))).toMatch(
    /http:\/\/console\.example\/alerts\?fingerprint=[0-9a-f]{16}/,
  );
});

it('pages with what fails where, and the text for whoever is woken', async () => {
  expect(await arrived('routing_key')).toMatchObject({
    routing_key: 'a-routing-key',
    event_action: 'trigger',
    client: 'agent-vitals',
    client_url: `${CONSOLE}/alerts`,
    payload: {
      summary: SUBJECT,
      severity: 'critical',
      component: 'agents',
      group: 'shop',
      class: 'AgentErrorRatioHigh',
      custom_details: { text: TEXT },
    },
  });
});

it('hands other programs Alertmanager’s own JSON', async () => {
  expect(await arrived('receiver')).toMatchObject({
    version: '4',
    status: 'firing',
    alerts: [
      {
        labels: { alertname: 'AgentErrorRatioHigh', item: 'planner' },
        annotations: { value: '50%', threshold: 'critical above 20%' },
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    ],
  });
});
