import {
  ATTR,
  METRIC,
  prometheusLabel,
  prometheusName,
  type MetricKey,
} from '@agent-vitals/instrumentation/semconv';

/** The contract's metrics by their names in Prometheus. */
export const metric = (key: MetricKey): string => prometheusName(METRIC[key]);

/** The contract's attributes by their names as labels. */
export const label = (key: keyof typeof ATTR): string => prometheusLabel(ATTR[key]);

/**
 * Metrics of the general conventions, by the names that OTLP's default translation gives them in
 * Prometheus. They come from the auto-instrumentations, from the collector's host metrics and
 * from Prometheus itself.
 */
export const GENERAL = {
  /** Histogram, seconds: https://opentelemetry.io/docs/specs/semconv/http/http-metrics/ */
  httpServerDuration: 'http_server_request_duration_seconds',
  /** Histogram, seconds: https://opentelemetry.io/docs/specs/semconv/database/database-metrics/ */
  dbClientDuration: 'db_client_operation_duration_seconds',
  /** Gauge, 0 to 1 by `cpu` and `state`: https://opentelemetry.io/docs/specs/semconv/system/system-metrics/ */
  cpuUtilization: 'system_cpu_utilization_ratio',
  /** Gauge, 0 to 1 by `state`. */
  memoryUtilization: 'system_memory_utilization_ratio',
  /** Gauge, seconds: https://opentelemetry.io/docs/specs/semconv/runtime/nodejs-metrics/ */
  eventLoopDelayP99: 'nodejs_eventloop_delay_p99_seconds',
  /** 1 for each alert, by `alertstate`. */
  alerts: 'ALERTS',
  /** Unix time in seconds at which each alert became active. */
  alertsActiveSince: 'ALERTS_FOR_STATE',
} as const;

/** Labels of the general conventions. */
export const GENERAL_LABEL = {
  serviceName: prometheusLabel('service.name'),
  httpRoute: prometheusLabel('http.route'),
  httpMethod: prometheusLabel('http.request.method'),
  httpStatus: prometheusLabel('http.response.status_code'),
  dbOperation: prometheusLabel('db.operation.name'),
  state: 'state',
} as const;
