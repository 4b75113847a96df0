import { expect, it } from 'vitest';
import { toActiveAlerts, type GettableAlert } from './alerts.js';

const alert = (
  fingerprint: string,
  severity: string,
  startsAt: string,
  labels = {},
): GettableAlert => ({
  fingerprint,
  labels: { alertname: 'AgentErrorRatioHigh', severity, component: 'agents', ...labels },
  annotations: { summary: 'code_generator fails' },
  startsAt,
});

it('shows the worst alert first, then the newest, and where each is', () => {
  const shown = toActiveAlerts([
    alert('note', 'none', '2026-01-02T12:00:00Z'),
    alert('old', 'critical', '2026-01-02T10:00:00Z'),
    alert('warning', 'warning', '2026-01-02T13:00:00Z'),
    alert('new', 'critical', '2026-01-02T11:00:00Z', {
      service_name: 'demo-api',
      agent: 'code_generator',
      item: 'code_generator',
    }),
  ]);
  expect(shown.map(({ id }) => id)).toEqual(['new', 'old', 'warning', 'note']);
  expect(shown[0]).toMatchObject({
    name: 'AgentErrorRatioHigh',
    summary: 'code_generator fails',
    where: 'demo-api · code_generator',
  });
});
