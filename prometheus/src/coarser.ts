import { coarser, foldOf, INDICATORS, RESOLUTIONS } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import { METRIC, prometheusName, type MetricKey } from '@agent-vitals/instrumentation/semconv';
import type { Recording } from './recording.js';
import type { RuleGroup } from './rule.js';

/** What dashboards show as rates, and applications report for each agent, call or prompt. */
const METRICS: readonly MetricKey[] = [
  'inferenceDuration',
  'timeToFirstChunk',
  'inputTokens',
  'outputTokens',
  'cacheReadInputTokens',
  'reasoningOutputTokens',
  'operationOutputTokens',
  'invokeAgentDuration',
  'executeToolDuration',
  'invokeWorkflowDuration',
  'llmCost',
  'evaluations',
  'limitedAttributes',
];

const RATES: readonly string[] = [
  ...METRICS.map((key) => prometheusName(METRIC[key])),
  GENERAL.httpServerDuration,
  GENERAL.httpClientDuration,
  GENERAL.dbClientDuration,
];

/** Processes come and go with each deployment, and no dashboard tells them apart. */
const PROCESS = [GENERAL_LABEL.instance, GENERAL_LABEL.serviceInstance, GENERAL_LABEL.hostName];

const counted = ['agents', 'workflows', 'apis', 'externalApis'] as const;
const open = ['agents', 'workflows'] as const;
const versions = ['quality', 'duration', 'cost'] as const;

/** What dashboards show of what is recorded: the indicators, and some of what they are made of. */
const VALUES: readonly string[] = [
  ...Object.values(INDICATORS).map(({ series }) => series),
  ...counted.map((component) => `${INDICATORS[`${component}.errorRatio`].series}:whole1m`),
  ...open.map((component) => `${INDICATORS[`${component}.stalled`].series}:open`),
  ...['calls', 'since', 'errors'].map((what) => `vitals:prompt_version_${what}`),
  ...versions.flatMap((what) =>
    ['', ':newer', ':older'].map((part) => `vitals:prompt_version_${what}${part}`),
  ),
];

const [hours, minutes] = RESOLUTIONS;

const ofMinutes: readonly Recording[] = [
  ...VALUES.map((series) => ({
    record: coarser(minutes, series),
    expr: `${foldOf(series)}_over_time(${series}[${minutes.name}])`,
  })),
  ...RATES.map((name) => ({
    record: coarser(minutes, name),
    expr: `sum without (${PROCESS.join(', ')}) (rate(${name}[${minutes.name}]))`,
  })),
];

const ofHours: readonly Recording[] = [
  ...VALUES.map((series) => ({
    record: coarser(hours, series),
    expr: `${foldOf(series)}_over_time(${coarser(minutes, series)}[${hours.name}])`,
  })),
  // Not the mean: while a series is not there, nothing happens in it.
  ...RATES.map((name) => ({
    record: coarser(hours, name),
    expr: `sum_over_time(${coarser(minutes, name)}[${hours.name}]) / ${hours.seconds / minutes.seconds}`,
  })),
];

/** Records what dashboards show a second time and coarser, for days and for months. */
export const coarserGroups: readonly RuleGroup[] = (
  [
    [minutes, ofMinutes],
    [hours, ofHours],
  ] as const
).map(([{ name, seconds }, recordings]) => ({
  name: `every ${name}`,
  intervalSeconds: seconds,
  recordings,
  alerts: [],
}));
