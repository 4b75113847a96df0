/**
 * Metrics of the general conventions, by the names that OTLP's default translation gives them in
 * Prometheus. They come from the auto-instrumentations, from the Collector's host metrics and
 * from Prometheus itself. Rules, dashboards and services read them by these names.
 *
 * This module has no imports, so that they can read it without the SDK.
 */
export const GENERAL = {
  /** Histogram, seconds: https://opentelemetry.io/docs/specs/semconv/http/http-metrics/ */
  httpServerDuration: 'http_server_request_duration_seconds',
  /** Histogram, seconds. */
  httpClientDuration: 'http_client_request_duration_seconds',
  /** Histogram, seconds: https://opentelemetry.io/docs/specs/semconv/database/database-metrics/ */
  dbClientDuration: 'db_client_operation_duration_seconds',
  /** Connections of a pool by their state, `used` or `idle`. */
  dbConnections: 'db_client_connection_count',
  /** Connections that a pool may open. */
  dbConnectionsMax: 'db_client_connection_max',
  /** Requests that wait for a connection of a pool. */
  dbPendingRequests: 'db_client_connection_pending_requests',
  /** Gauge, 0 to 1 by `cpu` and `state`: https://opentelemetry.io/docs/specs/semconv/system/system-metrics/ */
  cpuUtilization: 'system_cpu_utilization_ratio',
  /** Cores of a host, as the operating system counts them. */
  cpuCount: 'system_cpu_logical_count',
  /** Gauge, 0 to 1 by `state`. */
  memoryUtilization: 'system_memory_utilization_ratio',
  /** Memory of a host, bytes. */
  memoryLimit: 'system_memory_limit_bytes',
  /** Gauge, 0 to 1 by `mountpoint`. */
  filesystemUtilization: 'system_filesystem_utilization_ratio',
  /** Counter, seconds in which a `device` was busy. */
  diskBusy: 'system_disk_io_time_seconds_total',
  /** Counter, bytes by `device` and `direction`. */
  networkIo: 'system_network_io_bytes_total',
  /** Counter by `device` and `direction`. */
  networkErrors: 'system_network_errors_total',
  /** Counter, seconds of CPU by `cpu_mode`: https://opentelemetry.io/docs/specs/semconv/system/process-metrics/ */
  processCpuTime: 'process_cpu_time_seconds_total',
  /** Resident memory, bytes. */
  processMemory: 'process_memory_usage_bytes',
  /** Gauge, seconds since the process started. */
  processUptime: 'process_uptime_seconds',
  /** Gauge, seconds: https://opentelemetry.io/docs/specs/semconv/runtime/nodejs-metrics/ */
  eventLoopDelayP99: 'nodejs_eventloop_delay_p99_seconds',
  /** Gauge, 0 to 1. */
  eventLoopUtilization: 'nodejs_eventloop_utilization_ratio',
  /** 1 for each source of telemetry, by `job` (namespace and name of the service) and `instance`. */
  targetInfo: 'target_info',
  /** 1 for each alert, by `alertstate`. */
  alerts: 'ALERTS',
  /** Unix time in seconds at which each alert became active. */
  alertsActiveSince: 'ALERTS_FOR_STATE',
} as const;

/** Labels of the general conventions. */
export const GENERAL_LABEL = {
  serviceName: 'service_name',
  serviceInstance: 'service_instance_id',
  environment: 'deployment_environment_name',
  instance: 'instance',
  job: 'job',
  hostName: 'host_name',
  httpRoute: 'http_route',
  httpMethod: 'http_request_method',
  httpStatus: 'http_response_status_code',
  dbOperation: 'db_operation_name',
  dbPool: 'db_client_connection_pool_name',
  dbConnectionState: 'db_client_connection_state',
  errorType: 'error_type',
  serverAddress: 'server_address',
  serverPort: 'server_port',
  state: 'state',
  /** Of a disk or a network interface. */
  device: 'device',
  /** Of a disk `read` or `write`, of a network `receive` or `transmit`. */
  direction: 'direction',
  /** Of a file system: `rw` or `ro`. */
  mode: 'mode',
  /** Of a file system: `ext4`, `tmpfs`, … */
  type: 'type',
} as const;
