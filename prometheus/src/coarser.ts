import { coarser, foldOf, INDICATORS, RESOLUTIONS } from '@agent-vitals/config';
import { GENERAL, GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import {
  HEALTH_METRIC,
  METRIC,
  prometheusName,
  type MetricKey,
} from '@agent-vitals/instrumentation/semconv';
import type { Recording } from './recording.js';
import type { RuleGroup } from './rule.js';

/** What dashboards show as rates, and applications report for each agent, call, prompt or store. */
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
  'promptLookupDuration',
  'promptSaveDuration',
  'promptCacheLookups',
  'limitedAttributes',
];

const namesOf = (instrument: 'histogram' | 'counter'): readonly string[] =>
  METRICS.filter((key) => METRIC[key].instrument === instrument).map((key) =>
    prometheusName(METRIC[key]),
  );

const COUNTERS = namesOf('counter');
const HISTOGRAMS: readonly string[] = [
  ...namesOf('histogram'),
  GENERAL.httpServerDuration,
  GENERAL.httpClientDuration,
  GENERAL.dbClientDuration,
];

/** Processes come and go with each deployment, and no dashboard tells them apart. */
const PROCESS = [GENERAL_LABEL.instance, GENERAL_LABEL.serviceInstance, GENERAL_LABEL.hostName];

const summed = (expr: string, ...without: readonly string[]): string =>
  `sum without (${[...PROCESS, ...without].join(', ')}) (${expr})`;

/**
 * A histogram takes Prometheus ten times as long to add up as a number, or more. So what is counted is
 * recorded as numbers, and durations without their outcome, which no dashboard shows them by.
 */
const ratesOf = (window: string): readonly (readonly [name: string, expr: string])[] => [
  ...COUNTERS.map((name) => [name, summed(`rate(${name}[${window}])`)] as const),
  ...HISTOGRAMS.flatMap((name) => [
    [name, summed(`rate(${name}[${window}])`, GENERAL_LABEL.errorType)] as const,
    ...(['count', 'sum'] as const).map(
      (part) => [`${name}:${part}`, summed(`histogram_${part}(rate(${name}[${window}]))`)] as const,
    ),
  ]),
];

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

/** What the health score reports of each item. */
const ITEM_SCORE = prometheusName(HEALTH_METRIC.itemScore);

const [hours, minutes] = RESOLUTIONS;

const ofMinutes: readonly Recording[] = [
  ...VALUES.map((series) => ({
    record: coarser(minutes, series),
    expr: `${foldOf(series)}_over_time(${series}[${minutes.name}])`,
  })),
  {
    record: coarser(minutes, ITEM_SCORE),
    expr: `${foldOf(ITEM_SCORE)} without (${PROCESS.join(', ')}) (${foldOf(ITEM_SCORE)}_over_time(${ITEM_SCORE}[${minutes.name}]))`,
  },
  ...ratesOf(minutes.name).map(([name, expr]) => ({ record: coarser(minutes, name), expr })),
];

const ofHours: readonly Recording[] = [
  ...[...VALUES, ITEM_SCORE].map((series) => ({
    record: coarser(hours, series),
    expr: `${foldOf(series)}_over_time(${coarser(minutes, series)}[${hours.name}])`,
  })),
  // Not the mean: while a series is not there, nothing happens in it.
  ...ratesOf(minutes.name).map(([name]) => ({
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
