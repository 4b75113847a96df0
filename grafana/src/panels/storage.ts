import type { VitalsConfig } from '@agent-vitals/config';
import type { TimeSeriesPanel } from '../model.js';
import { PIPELINE } from '../pipeline-metrics.js';
import { largest, RANGE } from '../promql.js';

const SECONDS_A_DAY = 86_400;

/** Prometheus needs one to two: https://prometheus.io/docs/prometheus/latest/storage/ */
const BYTES_A_SAMPLE = 2;

/** What is kept when the time that vitals.yaml has is full, at the present rate. */
export const storageInTheEnd = ({ retentionDays }: VitalsConfig): TimeSeriesPanel => ({
  kind: 'time-series',
  id: 'storage-in-the-end',
  title: `Storage for ${retentionDays} days at this rate`,
  description:
    'What the whole time that is kept would need: metrics at 2 bytes a sample, logs and traces as they arrive, before they are compressed. Good is below the room on the disk.',
  width: 12,
  unit: 'bytes',
  queries: (
    [
      [`${PIPELINE.samples}[${RANGE}])) * ${BYTES_A_SAMPLE}`, 'metrics'],
      [`${PIPELINE.lokiReceived}[${RANGE}]))`, 'logs, at most'],
      [`${PIPELINE.jaegerWritten}[${RANGE}]))`, 'traces, at most'],
    ] as const
  ).map(([rate, legend]) => ({
    expr: `sum(rate(${rate} * ${retentionDays * SECONDS_A_DAY}`,
    legend,
  })),
  links: [{ title: 'Is there room?', dashboard: 'resources' }],
});

/** How far back metrics go, against the time that vitals.yaml has. */
export const kept = ({ retentionDays }: VitalsConfig): TimeSeriesPanel => ({
  kind: 'time-series',
  id: 'kept',
  title: 'Age of the oldest metric',
  description: `How far back one can look. Good is ${retentionDays} days, once that time is over: less says that data was lost, or that this is new.`,
  width: 12,
  unit: 'days',
  queries: [
    { expr: `(time() - min(${PIPELINE.oldestSample})) / ${SECONDS_A_DAY}`, legend: 'metrics' },
  ],
  thresholds: [{ value: retentionDays, severity: 'good' }],
  links: [{ title: 'Is the disk full?', dashboard: 'resources' }],
});

export const storage: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'storage',
  title: 'Storage of metrics',
  description:
    'Blocks and write-ahead log of Prometheus. Good is flat, once the time that is kept is full.',
  width: 12,
  unit: 'bytes',
  queries: [
    { expr: `sum(${PIPELINE.blocks})`, legend: 'blocks' },
    { expr: `sum(${PIPELINE.writeAheadLog})`, legend: 'write-ahead log' },
  ],
  links: [{ title: 'Is there room?', dashboard: 'resources' }],
};

export const cardinality: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'cardinality',
  title: 'Active series',
  description:
    'Series that Prometheus holds in memory. Good is flat; steps are new services and agents, a steady rise is a label that should not be one.',
  width: 12,
  unit: 'count',
  queries: [{ expr: `sum(${PIPELINE.activeSeries})`, legend: 'series' }],
  links: [{ title: 'Does memory hold?', dashboard: 'resources' }],
};

export const ruleLoad: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'rule-load',
  title: 'Rules: time taken over time allowed',
  description:
    'Duration of the last evaluation of each group over its interval. Good is far below 100 %: there evaluations are left out, and alerts come late.',
  width: 12,
  unit: 'ratio',
  queries: [
    {
      // The group's name follows its file's.
      expr: largest(
        `max by (group) (label_replace(${PIPELINE.ruleDuration} / ${PIPELINE.ruleInterval}, "group", "$1", "rule_group", ".*;(.*)"))`,
      ),
      legend: '{{group}}',
    },
  ],
  thresholds: [{ value: 1, severity: 'critical' }],
  links: [{ title: 'Runbook', path: '/runbooks/RuleEvaluationFailing' }],
};

export const notifications: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'notifications',
  title: 'Notifications per minute',
  description:
    'Sent and failed ones, by way. Good is few, and none that failed: somebody is not told then.',
  width: 12,
  unit: 'per minute',
  stacked: true,
  queries: [
    {
      expr: largest(`sum by (integration) (rate(${PIPELINE.notifications}[${RANGE}])) * 60 > 0`),
      legend: '{{integration}}',
    },
    {
      expr: `sum(rate(${PIPELINE.notificationsFailed}[${RANGE}])) * 60`,
      legend: 'failed',
    },
  ],
  links: [{ title: 'How good are the alerts?', path: '/alerts/statistics' }],
};
