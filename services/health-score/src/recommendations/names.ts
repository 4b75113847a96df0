import { GENERAL_LABEL } from '@agent-vitals/instrumentation/general-semconv';
import {
  ATTR,
  METRIC,
  POSTGRESQL_ATTR,
  POSTGRESQL_METRIC,
  prometheusLabel,
  prometheusName,
  type MetricKey,
  type PostgresqlMetricKey,
} from '@agent-vitals/instrumentation/semconv';

/** The contract's metrics by their names in Prometheus. */
export const metric = (key: MetricKey): string => prometheusName(METRIC[key]);

/** The metrics of a PostgreSQL server by their names in Prometheus. */
export const postgresqlMetric = (key: PostgresqlMetricKey): string =>
  prometheusName(POSTGRESQL_METRIC[key]);

/** Labels by which rules group. */
export const LABEL = {
  service: GENERAL_LABEL.serviceName,
  instance: GENERAL_LABEL.serviceInstance,
  environment: GENERAL_LABEL.environment,
  host: GENERAL_LABEL.hostName,
  agent: prometheusLabel(ATTR.agentName),
  provider: prometheusLabel(ATTR.providerName),
  model: prometheusLabel(ATTR.requestModel),
  prompt: prometheusLabel(ATTR.promptName),
  promptVersion: prometheusLabel(ATTR.promptVersion),
  tool: prometheusLabel(ATTR.toolName),
  evaluation: prometheusLabel(ATTR.evaluationName),
  errorType: prometheusLabel(ATTR.errorType),
  serverAddress: prometheusLabel(ATTR.serverAddress),
  serverPort: prometheusLabel(ATTR.serverPort),
  database: prometheusLabel(ATTR.dbNamespace),
  statement: prometheusLabel(POSTGRESQL_ATTR.queryId),
  pool: GENERAL_LABEL.dbPool,
  poolState: GENERAL_LABEL.dbConnectionState,
  state: GENERAL_LABEL.state,
} as const;

/** Gives each group of series its sum. */
export function sumBy(labels: readonly string[], expression: string): string {
  return `sum by (${labels.join(', ')}) (${expression})`;
}

/** Successful calls to models within `range`, by labels. */
export function answeredCalls(labels: readonly string[], range = '$window'): string {
  return sumBy(
    labels,
    `histogram_count(increase(${metric('inferenceDuration')}{${LABEL.errorType}=""}[${range}]))`,
  );
}

/** The growth of a counter of the contract, by labels. */
export function increaseOf(key: MetricKey, labels: readonly string[], range = '$window'): string {
  return sumBy(labels, `increase(${metric(key)}[${range}])`);
}

/** Count, mean and deviation of a histogram of the contract, as queries. */
export function momentsOf(
  selector: string,
  labels: readonly string[],
  range: string,
): { readonly count: string; readonly mean: string; readonly deviation: string } {
  const histogram = sumBy(labels, `increase(${selector}[${range}])`);
  return {
    count: `histogram_count(${histogram})`,
    mean: `histogram_avg(${histogram})`,
    deviation: `histogram_stddev(${histogram})`,
  };
}
