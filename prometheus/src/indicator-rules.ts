import {
  COMPONENTS,
  indicatorsOf,
  INDICATORS,
  type Component,
  type IndicatorKey,
  type VitalsConfig,
} from '@agent-vitals/config';
import { createAgents } from './indicators/agents.js';
import { createApis } from './indicators/apis.js';
import { createCost } from './indicators/cost.js';
import { database } from './indicators/database.js';
import { evaluatedSince } from './indicators/evaluated-since.js';
import { externalApis } from './indicators/external-apis.js';
import type { Measurement, Pace } from './indicators/measurement.js';
import { models } from './indicators/models.js';
import { prompts } from './indicators/prompts.js';
import { resources } from './indicators/resources.js';
import { createWorkflows } from './indicators/workflows.js';
import type { Recording } from './recording.js';
import type { RuleGroup } from './rule.js';

/** How often the indicators of a pace are measured. */
export const INTERVAL_SECONDS = { fast: 10, slow: 60 } as const satisfies Record<Pace, number>;

/** How every indicator is measured; undefined for those for which vitals.yaml has no entry. */
export const measure = (
  config: VitalsConfig,
): Readonly<Record<IndicatorKey, Measurement | undefined>> => ({
  ...createAgents(config),
  ...createWorkflows(config),
  ...models,
  ...prompts,
  ...createCost(config),
  ...createApis(config),
  ...externalApis,
  ...database,
  ...resources,
});

/** The indicators of a component that are measured. */
export const measuredKeys = (config: VitalsConfig, component: Component): IndicatorKey[] => {
  const measurements = measure(config);
  return (Object.keys(INDICATORS) as IndicatorKey[]).filter(
    (key) => INDICATORS[key].component === component && measurements[key] !== undefined,
  );
};

/**
 * Records every indicator. Those of one pace are one group: they are measured at one moment, so
 * that what follows from a fault is never seen without the fault.
 */
export function createIndicatorGroups(config: VitalsConfig): readonly RuleGroup[] {
  const measurements = measure(config);
  return (['fast', 'slow'] as const).map((pace) => ({
    name: `indicators ${pace}`,
    intervalSeconds: INTERVAL_SECONDS[pace],
    recordings: [
      ...(pace === 'fast' ? [evaluatedSince] : []),
      ...COMPONENTS.flatMap((component) => recordingsOf(component, pace, measurements)),
    ],
    alerts: [],
  }));
}

function recordingsOf(
  component: Component,
  pace: Pace,
  measurements: Readonly<Record<IndicatorKey, Measurement | undefined>>,
): readonly Recording[] {
  const recordings = new Map<string, Recording>();
  for (const { name, series } of indicatorsOf(component)) {
    const measurement = measurements[`${component}.${name}` as IndicatorKey];
    if (measurement === undefined) continue;
    for (const { record, expr, pace: itsPace } of measurement.reads ?? []) {
      if (itsPace === pace) recordings.set(record, { record, expr });
    }
    if (measurement.pace === pace) {
      const labels = { component, indicator: name };
      recordings.set(series, { record: series, expr: measurement.expr, labels });
    }
  }
  return [...recordings.values()];
}
