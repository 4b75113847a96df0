import type { VitalsConfig } from '@agent-vitals/config';
import { metric } from '../metrics.js';
import type { MetricQuery, StatPanel, TimeSeriesPanel } from '../model.js';
import { collectorRate, PIPELINE, SIGNALS } from '../pipeline-metrics.js';
import { largest, orZero } from '../promql.js';
import { indicatorLines } from './indicator-panels.js';

/** How each signal is called in a legend. */
const CALLED = { spans: 'spans', metric_points: 'metric points', log_records: 'log records' };

const ofSignals = (prefix: string, by: string): readonly MetricQuery[] =>
  SIGNALS.map((signal) => ({
    expr: largest(collectorRate(prefix, signal, by)),
    legend: `${CALLED[signal]}: {{${by}}}`,
  }));

const total = (prefixes: readonly string[], by: string): string =>
  prefixes
    .flatMap((prefix) =>
      SIGNALS.map((signal) => `(${orZero(`sum(${collectorRate(prefix, signal, by)})`)})`),
    )
    .join(' + ');

export const programsDown: StatPanel = {
  kind: 'stat',
  id: 'programs-down',
  now: true,
  title: 'Programs that do not answer',
  description:
    'Of the Collector, Prometheus, Loki, Jaeger and Alertmanager. Good is 0: what is down makes everything else here blind.',
  width: 6,
  unit: 'count',
  queries: [{ expr: orZero(`count(${PIPELINE.up} == 0)`), legend: 'down' }],
  thresholds: [{ value: 1, severity: 'critical' }],
  links: [{ title: 'What fires?', path: '/alerts' }],
};

export const refused: StatPanel = {
  kind: 'stat',
  id: 'refused',
  title: 'Refused per second',
  description:
    'Spans, points and lines that the Collector did not take, because its memory is used up or a step fails. Good is 0: senders give up after a while.',
  width: 6,
  unit: 'per second',
  queries: [{ expr: total(['receiver_refused'], 'receiver'), legend: 'refused' }],
  thresholds: [{ value: 0.01, severity: 'warning' }],
  links: [{ title: 'Runbook', path: '/runbooks/CollectorRefusing' }],
};

export const dropped: StatPanel = {
  kind: 'stat',
  id: 'dropped',
  title: 'Lost per second',
  description:
    'Spans, points and lines that the Collector could neither deliver nor keep. Good is 0: they are gone.',
  width: 6,
  unit: 'per second',
  queries: [
    {
      expr: total(['exporter_send_failed', 'exporter_enqueue_failed'], 'exporter'),
      legend: 'lost',
    },
  ],
  thresholds: [{ value: 0.01, severity: 'critical' }],
  links: [{ title: 'Runbook', path: '/runbooks/CollectorDropping' }],
};

export const foldedAttributes: StatPanel = {
  kind: 'stat',
  id: 'folded-attributes',
  title: 'Points folded per minute',
  description:
    'Data points with a value that was folded into other, since its attribute had too many. Good is 0: somebody put an id or a text into a name.',
  width: 6,
  unit: 'per minute',
  queries: [
    {
      expr: orZero(`sum(rate(${metric('limitedAttributes')}[$__rate_interval])) * 60`),
      legend: 'folded',
    },
  ],
  thresholds: [{ value: 0.01, severity: 'warning' }],
  links: [{ title: 'Whose agents?', dashboard: 'agents' }],
};

export const received: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'received',
  title: 'Received by the Collector per second',
  description:
    'By signal and receiver. Good follows the traffic; a signal that stops was switched off or cannot reach it.',
  width: 12,
  unit: 'per second',
  queries: ofSignals('receiver_accepted', 'receiver'),
  links: [{ title: 'Who is missing?', dashboard: 'resources' }],
};

export const delivered: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'delivered',
  title: 'Delivered by the Collector per second',
  description:
    'By signal and where to. Good is as much as is received; less goes to the queue, more comes from it.',
  width: 12,
  unit: 'per second',
  queries: ofSignals('exporter_sent', 'exporter'),
  links: [{ title: 'Runbook', path: '/runbooks/CollectorDropping' }],
};

export const queues: TimeSeriesPanel = {
  kind: 'time-series',
  id: 'queues',
  title: 'Queues of the Collector',
  description:
    'Share of each queue on disk that waits for delivery. Good is near 0; it fills while what receives is away, and is emptied afterwards.',
  width: 12,
  unit: 'ratio',
  queries: [
    {
      expr: `max by (exporter) (${PIPELINE.queueSize} / (${PIPELINE.queueCapacity} > 0))`,
      legend: '{{exporter}}',
    },
  ],
  // As the alert CollectorQueueFilling has them.
  thresholds: [
    { value: 0.5, severity: 'warning' },
    { value: 0.9, severity: 'critical' },
  ],
  links: [{ title: 'Runbook', path: '/runbooks/CollectorQueueFilling' }],
};

/** How old the newest metric of a service is, with the limits of vitals.yaml. */
export const delays = (config: VitalsConfig): TimeSeriesPanel =>
  indicatorLines(config, {
    indicator: 'resources.staleness',
    id: 'delays',
    title: 'Age of the newest metric by service',
    description:
      'Time since the last metric of a service, once it has reported for three minutes. Good is below 20 s for each; all together are late where the way is.',
    width: 12,
    matchers: [],
    links: [{ title: 'Runbook', path: '/runbooks/TelemetryMissing' }],
  });
