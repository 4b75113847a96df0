import {
  EMAIL,
  type EscalationLevel,
  type Receiver,
  type Severity,
  type VitalsConfig,
} from '@agent-vitals/config';
import { stringify } from 'yaml';
import { inhibitRules } from './inhibition.js';
import { QUIET, quietIntervals } from './quiet-hours.js';
import { NOBODY, smtp, toReceiver, WATCHDOG } from './receivers.js';

const HEADER = `# Generated from vitals.yaml by \`npm run generate\`; edit alertmanager/src instead.
# Its env references are expanded before Alertmanager reads it, and so are those in templates/
# (it cannot do so itself). Flags to pass:
#   --enable-feature=event-recorder   writes what happens to each alert to events.jsonl
#   --cluster.listen-address=         one instance, no cluster
#   --storage.path, --web.listen-address, --config.file
`;

/**
 * How the first level is told. Waiting longer than 5 s would cost the seconds in which a critical
 * fault has to reach someone; a warning may wait until more is known.
 */
const FIRST: Readonly<Record<Severity, object>> = {
  critical: { group_wait: '5s', group_interval: '15s', repeat_interval: '4h' },
  warning: { group_wait: '30s', group_interval: '5m', repeat_interval: '24h' },
};

/**
 * What is told in one notification: what is wrong with one component of one service, or with one
 * database, whichever services see it and whether the environment is told. What follows from it
 * elsewhere is muted.
 */
const INCIDENTS = [
  {
    matcher: 'component!="database"',
    group_by: ['component', 'service_name', 'deployment_environment_name'],
  },
  { matcher: 'component="database"', group_by: ['component', 'item'] },
] as const;

/** The name of the receiver of a level, as the history shows it. */
const nameOf = (severity: Severity, index: number): string => `${severity}-${index + 1}`;

/** Renders the configuration of Alertmanager: who is told of what, and when. */
export function renderRoutes(config: VitalsConfig): string {
  const { notifications, escalation, quietHours } = config;
  const known: Readonly<Record<string, Receiver>> = {
    ...notifications.receivers,
    [EMAIL]: { email: notifications.email.to },
  };
  const levels = (['critical', 'warning'] as const).flatMap((severity) =>
    escalation[severity].map((level, index) => ({ severity, level, index })),
  );
  const { watchdog } = notifications;
  const file = {
    global: smtp(config),
    templates: ['templates/*.tmpl'],
    route: {
      receiver: NOBODY,
      routes: [
        watchdogRoute(watchdog?.everySeconds),
        ...levels.flatMap(({ severity, level, index }) =>
          routesOf(severity, level, index, quietHours.length > 0),
        ),
      ],
    },
    inhibit_rules: inhibitRules(config),
    ...(quietHours.length > 0 && { time_intervals: quietIntervals(quietHours) }),
    receivers: [
      { name: NOBODY },
      ...(watchdog ? [toReceiver(WATCHDOG, [{ webhook: watchdog.webhook }])] : []),
      ...levels.map(({ severity, level, index }) =>
        toReceiver(
          nameOf(severity, index),
          level.receivers.map((name) => known[name]!),
        ),
      ),
    ],
    event_recorder: {
      file_outputs: [{ path: '${env:VITALS_DATA_DIR}/alertmanager/events.jsonl' }],
    },
  };
  return (
    HEADER + stringify(file, { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false })
  );
}

/** It always fires, and is told again and again: who expects it notices when it stays away. */
const watchdogRoute = (everySeconds: number | undefined): object => ({
  matchers: ['alertname="Watchdog"'],
  ...(everySeconds === undefined
    ? { receiver: NOBODY }
    : {
        receiver: WATCHDOG,
        group_wait: '0s',
        group_interval: `${everySeconds}s`,
        repeat_interval: `${everySeconds}s`,
      }),
});

/**
 * One level. Later ones are routes beside the first whose groups, one for each alert, wait as long
 * as the response may take: what is over or silenced by then never reaches them.
 */
function routesOf(
  severity: Severity,
  level: EscalationLevel,
  index: number,
  quiet: boolean,
): readonly object[] {
  const route = (matchers: readonly string[], grouping: object): object => ({
    matchers: [`severity="${severity}"`, ...matchers],
    receiver: nameOf(severity, index),
    ...grouping,
    ...(quiet && severity === 'warning' && { mute_time_intervals: [QUIET] }),
    continue: true,
  });
  if (level.afterMinutes === 0) {
    return INCIDENTS.map(({ matcher, group_by }) =>
      route([matcher], { group_by, ...FIRST[severity] }),
    );
  }
  const group_wait = `${Math.round(level.afterMinutes * 60)}s`;
  return [
    route([], { group_by: ['...'], group_wait, group_interval: '1m', repeat_interval: '4h' }),
  ];
}
