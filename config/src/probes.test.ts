import { expect, it } from 'vitest';
import { parseVitalsConfig, type Probe } from './index.js';

const parse = (probes: string): Probe[] =>
  parseVitalsConfig(
    `alerts: {}
notifications: { email: { to: [a@example.com], from: b@example.com } }
probes:
${probes}`,
    'vitals.yaml',
  ).probes;

it('fills in what a probe leaves out; a call that costs is off', () => {
  expect(
    parse(`  - { kind: http, name: home, url: http://localhost/ }
  - { kind: llm, name: gpt, baseUrl: http://localhost/v1, model: gpt, apiKey: '\${env:KEY}' }`),
  ).toMatchObject([
    { component: 'apis', enabled: true, everySeconds: 10, timeoutSeconds: 5, expectStatus: [200] },
    { component: 'models', enabled: false, tokenLimit: 'max_completion_tokens' },
  ]);
});

it.each([
  [
    'a pattern that is none',
    `  - { kind: http, name: home, url: http://localhost/, expectBody: '(' }`,
    /^vitals\.yaml:4:\d+: probes\.0\.expectBody: must be a regular expression of JavaScript \(it holds "\("\)/,
  ],
  [
    'a name that is taken',
    `  - { kind: http, name: home, url: http://localhost/ }
  - { kind: http, name: home, url: http://localhost/2 }`,
    /^vitals\.yaml:5:\d+: probes\.1\.name: another probe of apis has this name/,
  ],
  [
    'a key that is written down',
    `  - { kind: llm, name: gpt, baseUrl: http://localhost/v1, model: gpt, apiKey: sk-1 }`,
    /^vitals\.yaml:4:\d+: probes\.0\.apiKey: must be \$\{env:NAME\}/,
  ],
])('refuses %s, and names the line', (_what, probes, message) => {
  expect(() => parse(probes)).toThrow(message);
});
