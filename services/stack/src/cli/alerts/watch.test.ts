import type { AlertAnswer } from '@agent-vitals/alert-history/answers';
import { expect, test } from 'vitest';
import { renderAlerts } from './render.js';
import { createAlertWatch } from './watch.js';

const NOW = Date.parse('2026-11-24T09:05:00Z');
const alert = (fields: Partial<AlertAnswer>): AlertAnswer =>
  ({
    id: 1,
    name: 'AgentErrorRatioHigh',
    severity: 'critical',
    service: 'shop',
    item: 'reviewer',
    state: 'firing',
    summary: '40 % of the calls fail.',
    startedAt: '2026-11-24T09:03:55.000Z',
    acknowledgedBy: null,
    receivers: ['email'],
    ...fields,
  }) as AlertAnswer;

/** Without colours, which tests may or may not have. */
const plain = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  text.replaceAll(/\u001B\[\d+m/g, '');

test('shows what is worst and waiting first, with who knows of it', () => {
  const lines = renderAlerts(
    [
      alert({ id: 9, severity: 'warning', name: 'ModelSlow', summary: '', receivers: [] }),
      alert({ id: 10, state: 'acknowledged', acknowledgedBy: 'ann' }),
      alert({ id: 11 }),
    ],
    NOW,
  );
  expect(lines.map(plain)).toEqual([
    '● 11 critical AgentErrorRatioHigh reviewer (shop)  for 1 min 05 s  told: email',
    '     40 % of the calls fail.',
    '●  9 warning  ModelSlow reviewer (shop)  for 1 min 05 s  nobody told yet',
    '● 10 critical AgentErrorRatioHigh reviewer (shop)  for 1 min 05 s  acknowledged by ann',
    '     40 % of the calls fail.',
    '',
    '3 open, 2 waiting for someone: npm run vitals -- ack ID',
  ]);
});

test('says so when nothing is open', () => {
  expect(renderAlerts([], NOW).map(plain)).toEqual(['✓ No alert is open.']);
});

test('rings once for a new critical alert, and not for a warning', () => {
  const watch = createAlertWatch({ terminal: true });
  const rings = (alerts: readonly AlertAnswer[]): boolean => watch(alerts, NOW).includes('\u0007');
  expect(rings([alert({ id: 1, severity: 'warning' })])).toBe(false);
  expect(rings([alert({ id: 2 })])).toBe(true);
  expect(rings([alert({ id: 2 })])).toBe(false);
  expect(rings([alert({ id: 3, state: 'acknowledged' })])).toBe(false);
});

test('tells only what changes where there is no terminal', () => {
  const watch = createAlertWatch({ terminal: false });
  expect(watch([alert({})], NOW)).toBe(
    '2026-11-24T09:05:00.000Z 1 critical AgentErrorRatioHigh reviewer (shop): 40 % of the calls fail.\n\u0007',
  );
  expect(watch([alert({})], NOW)).toBe('');
  expect(watch('The alert history does not answer.', NOW)).toBe(
    'The alert history does not answer.\n',
  );
  expect(watch('The alert history does not answer.', NOW)).toBe('');
  expect(watch([], NOW)).toBe(
    '2026-11-24T09:05:00.000Z 1 critical AgentErrorRatioHigh reviewer (shop) is resolved\n',
  );
});
