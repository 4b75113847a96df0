import type { Conditions, Effect } from './effects.js';
import type { Instruments } from './instruments.js';
import type { Readings } from './machines.js';

const PROGRAMS: readonly (readonly [job: string, down: Effect])[] = [
  ['collector', 'collectorDown'],
  ['loki', 'lokiDown'],
  ['jaeger', 'jaegerDown'],
  ['alertmanager', 'alertmanagerDown'],
];

/** What each failing of the pipeline counts, a second. */
const COUNTERS: readonly (readonly [
  name: string,
  labels: Readonly<Record<string, string>>,
  effect: Effect,
])[] = [
  ['otelcol_receiver_refused_spans_total', { receiver: 'otlp' }, 'refused'],
  ['otelcol_receiver_refused_metric_points_total', { receiver: 'otlp' }, 'refused'],
  ['otelcol_exporter_send_failed_spans_total', { exporter: 'otlp_grpc/jaeger' }, 'dropped'],
  ['prometheus_rule_evaluation_failures_total', { rule_group: 'indicators' }, 'ruleFailures'],
  ['alertmanager_notifications_failed_total', { integration: 'email' }, 'notificationsFailed'],
  ['prometheus_notifications_errors_total', { alertmanager: 'local' }, 'deliveriesFailed'],
];

/** What Prometheus scrapes itself: the programs of the monitoring. */
export function createPipeline({
  conditions,
  instruments,
}: {
  readonly conditions: Conditions;
  readonly instruments: Instruments;
}): Readings {
  return {
    read(atMs, seconds) {
      for (const [job, down] of PROGRAMS) {
        instruments.gauge('up', { job }).set(conditions.of(down, atMs) > 0 ? 0 : 1);
      }
      for (const [name, labels, effect] of COUNTERS) {
        instruments.counter(name, labels).add(conditions.of(effect, atMs) * seconds);
      }
      const queue = { exporter: 'otlp_grpc/jaeger', data_type: 'traces' };
      instruments.gauge('otelcol_exporter_queue_capacity', queue).set(1000);
      instruments
        .gauge('otelcol_exporter_queue_size', queue)
        .set(1000 * conditions.of('queue', atMs) + 5);
      instruments
        .gauge('prometheus_config_last_reload_successful', { job: 'prometheus' })
        .set(conditions.of('reloadFailed', atMs) > 0 ? 0 : 1);
    },
  };
}
