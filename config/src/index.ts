export { SEVERITIES, timesOf, type AlertTimes, type Severity } from './alert-times.js';
export { runGenerate } from './generate-command.js';
export { generate, type GeneratedFile, type GenerateOptions } from './generated.js';
export { dependenciesOf, type ComponentSettings, type HealthSettings } from './health.js';
export { INCIDENT_LABELS, incidentLabelsOf } from './incident-labels.js';
export {
  COMPONENTS,
  INDICATORS,
  indicatorsOf,
  type Component,
  type Indicator,
  type IndicatorKey,
  type IndicatorUnit,
  type Thresholds,
} from './indicators.js';
export { judgementOf, type Subject } from './judgement.js';
export { ConfigError, loadVitalsConfig, parseVitalsConfig } from './load.js';
export { LOOP_CALLS } from './loop.js';
export {
  dayAfter,
  EMAIL,
  type EscalationLevel,
  type QuietHours,
  type Receiver,
} from './notifications.js';
export type { Budgets, Slo } from './objectives.js';
export type { Probe } from './probes.js';
export { expandVariables, type Expanded } from './variables.js';
export { foldOf, type Fold } from './folds.js';
export { coarser, RESOLUTIONS, type Resolution } from './resolutions.js';
export { vitalsSchema, type VitalsConfig } from './schema.js';
export type { Judgement, Override } from './thresholds.js';
