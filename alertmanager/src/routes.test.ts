import { parseVitalsConfig } from '@agent-vitals/config';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderRoutes } from './routes.js';

const render = (more = '', email = ''): Record<string, unknown> =>
  parse(
    renderRoutes(
      parseVitalsConfig(
        `notifications:
  email: { to: [a@example.com, b@example.com], from: v@example.com${email} }
  receivers:
    lead: { email: [lead@example.com], slack: { urlFile: /etc/slack, channel: '#oncall' } }
    pager: { pagerduty: { routingKey: '\${env:PAGER}' }, webhook: { url: https://example.com/hook } }
${more}`,
        'vitals.yaml',
      ),
    ),
  ) as Record<string, unknown>;

test('everyone whom vitals.yaml names is told, of critical alerts and of warnings', () => {
  const { global, receivers } = render();
  expect(global).toMatchObject({ smtp_from: 'v@example.com', smtp_require_tls: false });
  const email_configs = [expect.objectContaining({ to: 'a@example.com, b@example.com' })];
  expect(receivers).toEqual([
    { name: 'nobody' },
    { name: 'critical-1', email_configs },
    { name: 'warning-1', email_configs },
  ]);
});

test('mail goes to a server that asks for TLS and a password', () => {
  const smtp = ', smtp: { server: smtp.example.com:587, username: v, passwordFile: /etc/smtp }';
  expect(render('', smtp)['global']).toEqual({
    smtp_smarthost: 'smtp.example.com:587',
    smtp_from: 'v@example.com',
    smtp_require_tls: true,
    smtp_auth_username: 'v',
    smtp_auth_password_file: '/etc/smtp',
  });
});

test('what is not acknowledged in its time reaches the next level, alert by alert', () => {
  const { route, receivers } = render(`escalation:
  critical:
    - { receivers: [email] }
    - { afterMinutes: 0.5, receivers: [lead, pager] }
`);
  expect((route as { routes: object[] }).routes[4]).toEqual({
    matchers: ['severity="critical"'],
    receiver: 'critical-2',
    group_by: ['...'],
    group_wait: '30s',
    group_interval: '1m',
    repeat_interval: '4h',
    continue: true,
  });
  expect((receivers as object[])[2]).toMatchObject({
    name: 'critical-2',
    email_configs: [{ to: 'lead@example.com' }],
    slack_configs: [{ api_url_file: '/etc/slack', channel: '#oncall' }],
    pagerduty_configs: [{ routing_key: '${env:PAGER}' }],
    webhook_configs: [{ url: 'https://example.com/hook' }],
  });
});

test('an incident is a component of a service, or a database, and waits for its cause', () => {
  const { route } = render('escalation: { critical: [{ receivers: [email] }] }');
  const group_by = ['component', 'service_name', 'deployment_environment_name'];
  expect((route as { routes: object[] }).routes.slice(1, 4)).toMatchObject([
    {
      matchers: ['severity="critical"', 'component="database"'],
      group_by: ['component', 'item'],
      group_wait: '5s',
    },
    {
      matchers: ['severity="critical"', 'component=~"workflows|apis"'],
      group_by,
      group_wait: '12s',
    },
    {
      matchers: ['severity="critical"', 'component!~"database|workflows|apis"'],
      group_by,
      group_wait: '5s',
    },
  ]);
});

test('where nothing depends on agents, nothing waits for a cause', () => {
  const { route } = render(
    'health: { components: { workflows: { dependsOn: [apis] }, apis: { dependsOn: [models] } } }',
  );
  const routes = (route as { routes: { matchers: string[]; group_wait?: string }[] }).routes;
  expect(routes.filter(({ group_wait }) => group_wait === '12s')).toEqual([]);
  expect(routes[2]?.matchers).toEqual(['severity="critical"', 'component!~"database"']);
});

test('quiet hours hold back warnings only, over midnight too', () => {
  const { route, time_intervals } = render(
    `quietHours: [{ days: [sunday], from: '22:00', to: '07:00', timeZone: Europe/Berlin }]`,
  );
  expect(time_intervals).toEqual([
    {
      name: 'quiet hours',
      time_intervals: [
        {
          weekdays: ['sunday'],
          times: [{ start_time: '22:00', end_time: '24:00' }],
          location: 'Europe/Berlin',
        },
        {
          weekdays: ['monday'],
          times: [{ start_time: '00:00', end_time: '07:00' }],
          location: 'Europe/Berlin',
        },
      ],
    },
  ]);
  const [, critical, , , warning] = (route as { routes: object[] }).routes;
  expect(critical).not.toHaveProperty('mute_time_intervals');
  expect(warning).toMatchObject({ mute_time_intervals: ['quiet hours'] });
});

test('the database mutes what follows from it, in its service or, told by a probe, in all', () => {
  const { inhibit_rules } = render();
  const target_matchers = [
    'component="apis"',
    'indicator=~"errorRatio|durationP95|slowdown|availability"',
  ];
  const source = [
    'severity="critical"',
    'component=~"agents|models|prompts|database|externalApis"',
  ];
  expect(inhibit_rules).toContainEqual({
    source_matchers: source,
    target_matchers,
    equal: ['service_name'],
  });
  expect(inhibit_rules).toContainEqual({
    source_matchers: [...source, 'service_name=""'],
    target_matchers,
  });
});

test('one fault of an agent is told once: what it leaves undone, and what comes after it', () => {
  const { inhibit_rules } = render();
  const thing = ['component', 'service_name', 'deployment_environment_name', 'item'];
  expect(inhibit_rules).toContainEqual({
    source_matchers: ['indicator="errorRatio"', 'severity="critical"'],
    target_matchers: ['indicator=~"stalled|throughput|silence"'],
    equal: thing,
  });
  expect(inhibit_rules).toContainEqual({
    source_matchers: [
      'component="agents"',
      'indicator=~"errorRatio|toolErrorRatio|stalled"',
      'severity="critical"',
    ],
    target_matchers: ['component="agents"', 'indicator=~"silence|throughput"'],
    equal: ['service_name', 'deployment_environment_name'],
  });
});

test('a version of a prompt that is worse is told once, whatever is worse about it', () => {
  const { inhibit_rules } = render();
  const target = 'alertname="PromptVersionWorse"';
  const thing = ['service_name', 'deployment_environment_name', 'item'];
  expect(inhibit_rules).toContainEqual({
    source_matchers: [target, 'aspect="quality"'],
    target_matchers: [target, 'aspect=~"duration|cost|errors"'],
    equal: thing,
  });
  // Its model explains it.
  expect(inhibit_rules).toContainEqual({
    source_matchers: ['component="models"', 'severity="critical"'],
    target_matchers: [target],
    equal: ['service_name'],
  });
});

test.each([
  [
    'escalation: { critical: [{ receivers: [nobody-knows] }] }',
    /6:40: escalation\.critical\.0\.receivers\.0: there is no such receiver/,
  ],
  [
    'escalation: { critical: [{ receivers: [email] }, { receivers: [lead] }] }',
    /escalation\.critical: each level must come later/,
  ],
  [
    "quietHours: [{ from: '22', to: '07:00' }]",
    /quietHours\.0\.from: must be a time such as 22:00/,
  ],
  ["quietHours: [{ from: '22:00', to: '07:00', timeZone: Mars }]", /must be a time zone/],
  ['health: { components: { models: { dependsOn: [agents] } } }', /depends on itself/],
])('refuses %s', (text, message) => {
  expect(() => render(text)).toThrow(message);
});
