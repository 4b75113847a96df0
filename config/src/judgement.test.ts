import { expect, it } from 'vitest';
import { judgementOf, parseVitalsConfig } from './index.js';

const config = parseVitalsConfig(
  `notifications: { email: { to: [a@example.com], from: b@example.com } }
thresholds: { agents: { durationP95: { warning: 20, critical: 40 } } }
overrides:
  - { component: agents, items: [research_*], thresholds: { durationP95: { warning: 35 } } }
  - { component: agents, items: [research_deep], service: lab, thresholds: { durationP95: { weight: 0 } } }
`,
  'test.yaml',
);
const duration = { component: 'agents', name: 'durationP95' } as const;

it.each([
  ['writer', 'lab', 20, 2],
  ['research_quick', 'lab', 35, 2],
  ['research_deep', 'lab', 35, 0],
  ['research_deep', 'other', 35, 2],
])('the thresholds of %s in %s', (item, service, warning, weight) => {
  expect(judgementOf(config, duration, { item, service })).toMatchObject({
    warning,
    critical: 40,
    weight,
  });
});

it('refuses an override of what no item of the component has', () => {
  expect(() =>
    parseVitalsConfig(
      `overrides:
  - { component: agents, items: [a], thresholds: { cacheHitRatio: { warning: 1 } } }
`,
      'test.yaml',
    ),
  ).toThrow('overrides.0.thresholds: Unrecognized key: "cacheHitRatio"');
});
