import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ConfigError, loadVitalsConfig, parseVitalsConfig } from './index.js';

const valid = `alerts:
  agentErrorRatio:
    critical: 0.2
    windowSeconds: 60
    minimumCalls: 5
    forSeconds: 5
notifications:
  email:
    to: [oncall@example.com]
    from: agent-vitals@example.com
`;

it('accepts the vitals.yaml that ships with the project, which keeps data for 90 days [T5]', () => {
  const config = loadVitalsConfig(join(import.meta.dirname, '../../vitals.yaml'));
  expect(config.retentionDays).toBe(90);
});

it('fills in defaults', () => {
  expect(parseVitalsConfig(valid, 'vitals.yaml').retentionDays).toBe(90);
});

it.each([
  ['critical: 0.2', 'critical: 20', 'vitals.yaml:3:15: alerts.agentErrorRatio.critical', '20'],
  [
    'critical: 0.2',
    'critical: "high"',
    'vitals.yaml:3:15: alerts.agentErrorRatio.critical',
    'high',
  ],
  [
    'minimumCalls: 5',
    'minimumCalls: 0',
    'vitals.yaml:5:19: alerts.agentErrorRatio.minimumCalls',
    '0',
  ],
  ['oncall@example.com', 'oncall', 'vitals.yaml:9:10: notifications.email.to.0', 'oncall'],
  ['forSeconds', 'forSecond', 'vitals.yaml:6:16: alerts.agentErrorRatio', 'forSecond'],
])('names line, setting and value when %s reads %s', (from, to, place, value) => {
  expect(() => parseVitalsConfig(valid.replace(from, to), 'vitals.yaml')).toThrow(ConfigError);
  expect(() => parseVitalsConfig(valid.replace(from, to), 'vitals.yaml')).toThrow(place);
  expect(() => parseVitalsConfig(valid.replace(from, to), 'vitals.yaml')).toThrow(value);
});

it('says where YAML is broken', () => {
  expect(() => parseVitalsConfig('alerts: [', 'vitals.yaml')).toThrow(/^vitals\.yaml:1:/);
});

it('says that the file is missing', () => {
  expect(() => loadVitalsConfig('/nowhere/vitals.yaml')).toThrow(
    '/nowhere/vitals.yaml: cannot be read',
  );
});
