/**
 * What the server programs tell of themselves, by the names under which Prometheus scrapes them:
 * https://opentelemetry.io/docs/collector/internal-telemetry/ for the Collector.
 */
export const PIPELINE = {
  up: 'up',
  queueSize: 'otelcol_exporter_queue_size',
  queueCapacity: 'otelcol_exporter_queue_capacity',
  ruleDuration: 'prometheus_rule_group_last_duration_seconds',
  ruleInterval: 'prometheus_rule_group_interval_seconds',
  ruleFailures: 'prometheus_rule_evaluation_failures_total',
  activeSeries: 'prometheus_tsdb_head_series',
  samples: 'prometheus_tsdb_head_samples_appended_total',
  blocks: 'prometheus_tsdb_storage_blocks_bytes',
  writeAheadLog: 'prometheus_tsdb_wal_storage_size_bytes',
  oldestSample: 'prometheus_tsdb_lowest_timestamp_seconds',
  lokiReceived: 'loki_distributor_bytes_received_total',
  jaegerWritten: 'jaeger_storage_badger_write_bytes_user',
  notifications: 'alertmanager_notifications_total',
  notificationsFailed: 'alertmanager_notifications_failed_total',
} as const;

/** The signals that the Collector counts, each in metrics of its own. */
export const SIGNALS = ['spans', 'metric_points', 'log_records'] as const;

/** What the Collector counts of each signal, per second. */
export const collectorRate = (
  prefix: string,
  signal: (typeof SIGNALS)[number],
  by: string,
): string =>
  `sum by (${by}) (rate(otelcol_${prefix}_${signal}_total{job="collector"}[$__rate_interval]))`;
