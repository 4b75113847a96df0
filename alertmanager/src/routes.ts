import {
  EMAIL,
  type EscalationLevel,
  type Receiver,
  type Severity,
  type VitalsConfig,
} from '@agent-vitals/config';
import { stringify } from 'yaml';
import { incidentsOf } from './incidents.js';
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
        ...levels.flatMap(({ severity, level, index }) => routesOf(config, severity, level, index)),
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
  config: VitalsConfig,
  severity: Severity,
  level: EscalationLevel,
  index: number,
): readonly object[] {
  const quiet = severity === 'warning' && config.quietHours.length > 0;
  const route = (matchers: readonly string[], grouping: object): object => ({
    matchers: [`severity="${severity}"`, ...matchers],
    receiver: nameOf(severity, index),
    ...grouping,
    ...(quiet && { mute_time_intervals: [QUIET] }),
    continue: true,
  });
  if (level.afterMinutes === 0) {
    return incidentsOf(severity, config).map(({ matcher, ...grouping }) =>
      route([matcher], grouping),
    );
  }
  const group_wait = `${Math.round(level.afterMinutes * 60)}s`;
  return [
    route([], { group_by: ['...'], group_wait, group_interval: '1m', repeat_interval: '4h' }),
  ];
}
