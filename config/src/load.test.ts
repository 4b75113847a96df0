import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ConfigError, loadVitalsConfig, parseVitalsConfig } from './index.js';

const valid = `alerts:
  failures:
    minimumFailures: 3
    windowSeconds: 60
    minimumCalls: 5
  times: { agents: { durationP95: { critical: { forSeconds: 5 } } } }
notifications:
  email:
    to: [oncall@example.com]
    from: agent-vitals@example.com
thresholds:
  agents:
    errorRatio: { warning: 0.1, critical: 0.3 }
`;

it('accepts the vitals.yaml that ships with the project, which keeps data for 90 days [T5]', () => {
  const config = loadVitalsConfig(join(import.meta.dirname, '../../vitals.yaml'));
  expect(config.retentionDays).toBe(90);
});

it('fills in defaults, thresholds of indicators included [A1]', () => {
  const config = parseVitalsConfig(valid, 'vitals.yaml');
  expect(config.retentionDays).toBe(90);
  expect(config.thresholds.agents['errorRatio']).toEqual({
    good: 0.02,
    warning: 0.1,
    critical: 0.3,
    worst: 0.6,
    weight: 3,
  });
  expect(config.thresholds.database['cacheHitRatio']?.warning).toBe(0.95);
  expect(config.health.components.database).toEqual({ weight: 2, critical: true, dependsOn: [] });
});

it.each([
  ['minimumFailures: 3', 'minimumFailures: 0', '3:22: alerts.failures.minimumFailures', '0'],
  ['windowSeconds: 60', 'windowSeconds: "1m"', '4:20: alerts.failures.windowSeconds', '1m'],
  ['minimumCalls: 5', 'minimumCalls: 0', '5:19: alerts.failures.minimumCalls', '0'],
  ['oncall@example.com', 'oncall', '9:10: notifications.email.to.0', 'oncall'],
  ['forSeconds', 'forSecond', '6:60: alerts.times.agents.durationP95.critical', 'forSecond'],
  ['warning: 0.1', 'warning: 0.4', '13:17: thresholds.agents.errorRatio', '0.4, 0.3'],
  ['errorRatio', 'errorRate', '13:16: thresholds.agents', 'errorRate'],
])('names line, setting and value when %s reads %s', (from, to, place, value) => {
  const text = valid.replace(from, to);
  expect(() => parseVitalsConfig(text, 'vitals.yaml')).toThrow(ConfigError);
  expect(() => parseVitalsConfig(text, 'vitals.yaml')).toThrow(`vitals.yaml:${place}`);
  expect(() => parseVitalsConfig(text, 'vitals.yaml')).toThrow(value);
});

it.each(['{ nam: coder }', '{ name: coder, version: 3 }', '3'])(
  'says what a prompt of the analytics system may be related to, when it is %s',
  (target) => {
    const text = `${valid}promptAnalytics: { prompts: { '42': ${target} } }\n`;
    expect(() => parseVitalsConfig(text, 'vitals.yaml')).toThrow(
      'vitals.yaml:14:37: promptAnalytics.prompts.42: must be a name, or { name, version }',
    );
  },
);

it('says where YAML is broken', () => {
  expect(() => parseVitalsConfig('alerts: [', 'vitals.yaml')).toThrow(/^vitals\.yaml:1:/);
});

it('says that the file is missing', () => {
  expect(() => loadVitalsConfig('/nowhere/vitals.yaml')).toThrow(
    '/nowhere/vitals.yaml: cannot be read',
  );
});
