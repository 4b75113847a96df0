import { describe, expect, it } from 'vitest';
import { dashboardLink, runbookLink } from './links.js';

const STARTED = '2026-11-24T09:00:00.000Z';
const start = Date.parse(STARTED);
const MINUTE = 60_000;

const alert = (annotations: Record<string, string>, resolvedAt: string | null = null) => ({
  annotations,
  startedAt: STARTED,
  resolvedAt,
});

describe('dashboardLink', () => {
  const page = '/dashboards/system-overview?var-service=shop&var-agent=a+b';

  it.each([[5], [30 * 1440]])(
    'of an alert that is open for %d minutes shows its time until now',
    (minutes) => {
      const now = start + minutes * MINUTE;
      expect(dashboardLink(alert({ dashboard_url: page }), now)).toBe(
        `${page}&start=${start - 15 * MINUTE}&end=${now}`,
      );
    },
  );

  it('of one that is over shows what was', () => {
    const over = alert({ dashboard_url: '/dashboards/system-health' }, '2026-11-24T09:10:00.000Z');
    expect(dashboardLink(over, start + 99 * MINUTE)).toBe(
      `/dashboards/system-health?start=${start - 15 * MINUTE}&end=${start + 25 * MINUTE}`,
    );
  });

  it('elsewhere stays as it is', () => {
    const elsewhere = alert({ dashboard_url: 'https://grafana.example/d/x' });
    expect(dashboardLink(elsewhere, start)).toBe('https://grafana.example/d/x');
  });
});

it.each([[{}], [{ runbook_url: 'javascript:alert(1)' }], [{ runbook_url: '//evil.example' }]])(
  'does not link to %j',
  (annotations) => {
    expect(runbookLink(alert(annotations))).toBeUndefined();
  },
);
