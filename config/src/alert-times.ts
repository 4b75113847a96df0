import { z } from 'zod';
import { COMPONENTS, INDICATORS, indicatorsOf, type IndicatorKey } from './indicators.js';

/** How urgent an alert is: `critical` wakes someone, `warning` waits for working hours. */
export const SEVERITIES = ['warning', 'critical'] as const;

/** One of {@link SEVERITIES}. */
export type Severity = (typeof SEVERITIES)[number];

/** How long something must last before an alert about it begins, and before it ends. */
export interface AlertTimes {
  /** How long the value must be beyond the threshold before the alert fires, in seconds. */
  readonly forSeconds: number;
  /** How long it must be back before the alert resolves, in seconds: it must not flap. */
  readonly keepFiringSeconds: number;
}

/** The times of an indicator's alerts. */
export type TimesBySeverity = Readonly<Record<Severity, AlertTimes>>;

/**
 * Defaults: seconds until the warning fires and that it is kept, then those of the critical alert.
 * What breaks at once, and whose windows wait already, fires at once when critical; a warning may
 * take minutes. What looks back over hours is known well enough, and is kept for long.
 * What others depend on is kept for longer than what follows from it, which it mutes.
 * A stall is over when something ends, and must not outlast the failures that mute it.
 */
const ROWS: Readonly<Record<IndicatorKey, readonly [number, number, number, number]>> = {
  'agents.errorRatio': [120, 300, 0, 30],
  'agents.durationP95': [300, 300, 10, 120],
  'agents.slowdown': [300, 300, 10, 120],
  'agents.callsPerInvocation': [120, 300, 0, 120],
  'agents.toolErrorRatio': [120, 300, 0, 30],
  'agents.stalled': [30, 30, 0, 30],
  'agents.throughput': [600, 600, 300, 600],
  'agents.silence': [0, 300, 0, 300],
  'workflows.errorRatio': [120, 300, 0, 30],
  'workflows.durationP95': [300, 300, 10, 120],
  'workflows.slowdown': [300, 300, 10, 120],
  'workflows.stalled': [0, 30, 0, 0],
  'workflows.throughput': [600, 600, 300, 600],
  'workflows.sloBudget': [0, 3600, 0, 3600],
  'models.errorRatio': [120, 300, 0, 60],
  'models.rateLimitRatio': [120, 300, 0, 60],
  'models.timeToFirstChunkP95': [300, 300, 10, 120],
  'models.slowdown': [300, 300, 10, 120],
  'models.unpricedRatio': [300, 600, 300, 600],
  'models.availability': [60, 120, 0, 60],
  'prompts.quality': [300, 600, 60, 300],
  'prompts.outputTokens': [300, 600, 120, 300],
  'cost.slowBurn': [900, 3600, 900, 3600],
  'cost.dailyBudget': [0, 3600, 0, 3600],
  'cost.hourlyBudget': [300, 600, 120, 600],
  'cost.costPerCall': [300, 600, 60, 300],
  'cost.tokensPerCall': [300, 600, 60, 300],
  'apis.errorRatio': [120, 300, 0, 30],
  'apis.durationP95': [300, 300, 10, 120],
  'apis.slowdown': [300, 300, 10, 120],
  'apis.availability': [60, 120, 0, 60],
  'apis.sloBudget': [0, 3600, 0, 3600],
  'externalApis.errorRatio': [120, 300, 0, 30],
  'externalApis.durationP95': [300, 300, 10, 120],
  'externalApis.availability': [60, 120, 0, 60],
  'database.availability': [60, 120, 0, 60],
  'database.errorRatio': [120, 300, 0, 60],
  'database.durationP95': [120, 300, 0, 60],
  'database.promptLookupP95': [120, 300, 10, 60],
  'database.connections': [300, 300, 60, 120],
  'database.poolPending': [120, 300, 10, 120],
  'database.cacheHitRatio': [900, 900, 900, 900],
  'database.waitingBackends': [120, 300, 10, 120],
  'database.deadlocks': [60, 600, 60, 600],
  'resources.cpu': [600, 600, 300, 300],
  'resources.memory': [300, 300, 60, 300],
  'resources.disk': [300, 600, 60, 600],
  'resources.networkErrors': [300, 600, 300, 600],
  'resources.processCpu': [300, 300, 10, 120],
  'resources.eventLoopDelay': [120, 300, 10, 120],
  'resources.memoryGrowth': [120, 300, 60, 300],
  'resources.staleness': [0, 120, 0, 120],
};

const MOST_SECONDS = 24 * 3600;

const timesSchema = (forSeconds: number, keepFiringSeconds: number) =>
  z
    .strictObject({
      forSeconds: z.number().min(0).max(MOST_SECONDS).default(forSeconds),
      keepFiringSeconds: z.number().min(0).max(MOST_SECONDS).default(keepFiringSeconds),
    })
    .prefault({});

/** The times of every indicator's alerts, by component and indicator. */
export type AlertTimesByIndicator = Readonly<
  Record<string, Readonly<Record<string, TimesBySeverity>>>
>;

/** `alerts.times` of vitals.yaml: what is left out keeps its default. */
export const alertTimesSchema: z.ZodType<AlertTimesByIndicator> = z
  .strictObject(
    Object.fromEntries(
      COMPONENTS.map((component) => [
        component,
        z
          .strictObject(
            Object.fromEntries(
              indicatorsOf(component).map(({ name }) => {
                const row = ROWS[`${component}.${name}` as IndicatorKey];
                const severities = z.strictObject({
                  warning: timesSchema(row[0], row[1]),
                  critical: timesSchema(row[2], row[3]),
                });
                return [name, severities.prefault({})];
              }),
            ),
          )
          .prefault({}),
      ]),
    ),
  )
  .prefault({});

/** The times of one indicator's alerts. */
export function timesOf(times: AlertTimesByIndicator, key: IndicatorKey): TimesBySeverity {
  const { component, name } = INDICATORS[key];
  const found = times[component]?.[name];
  if (found === undefined) throw new Error(`There are no alert times of ${key}.`);
  return found;
}
