import {
  COMPONENTS,
  dependenciesOf,
  INCIDENT_LABELS,
  type Severity,
  type VitalsConfig,
} from '@agent-vitals/config';

/** A part of the alerts of a severity, and how the first level is told of it. */
export interface Incident {
  readonly matcher: string;
  /** What is told in one notification. */
  readonly group_by: readonly string[];
  /** How long more of the same incident, or its cause, is waited for. */
  readonly group_wait: string;
  readonly group_interval: string;
  readonly repeat_interval: string;
}

/**
 * Waiting longer than 5 s would cost the seconds in which a critical fault has to reach someone; a
 * warning may wait until more is known. What comes to an incident that is told, and its end, waits
 * too, so that much of it takes one mail: but within 30 s whatever is critical has to be told.
 */
const TIMES = {
  critical: { group_wait: '5s', group_interval: '25s', repeat_interval: '4h' },
  warning: { group_wait: '30s', group_interval: '5m', repeat_interval: '24h' },
} as const satisfies Readonly<Record<Severity, object>>;

/**
 * Failures of agents add up in the APIs and workflows that need them, which so cross their lines
 * first. The cause has another export of metrics to show up.
 */
const WAITS_FOR_AGENTS = '12s';

/** The incidents of a severity. What follows from one elsewhere is muted. */
export function incidentsOf(
  severity: Severity,
  { health: { components } }: Pick<VitalsConfig, 'health'>,
): readonly Incident[] {
  const late = COMPONENTS.filter((component) =>
    dependenciesOf(components, component).has('agents'),
  );
  const times = TIMES[severity];
  const lateTimes = severity === 'critical' ? { ...times, group_wait: WAITS_FOR_AGENTS } : times;
  const ofService = INCIDENT_LABELS.service;
  return [
    { matcher: 'component="database"', group_by: INCIDENT_LABELS.database, ...times },
    ...(late.length > 0
      ? [{ matcher: `component=~"${late.join('|')}"`, group_by: ofService, ...lateTimes }]
      : []),
    {
      matcher: `component!~"${['database', ...late].join('|')}"`,
      group_by: ofService,
      ...times,
    },
  ];
}
